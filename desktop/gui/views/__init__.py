"""Frames of the analysis turned into what the screen shows: charts, cards and tables as plain values."""
