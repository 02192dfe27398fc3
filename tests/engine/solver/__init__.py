"""Tests of the door to HiGHS."""
