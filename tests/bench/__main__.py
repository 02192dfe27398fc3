"""Runs the parts of the benchmark that are asked for: `python -m tests.bench [s] [m] [l] [peers] [integer]`."""
