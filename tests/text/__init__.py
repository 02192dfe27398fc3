"""Tests of the package desktop.text."""
