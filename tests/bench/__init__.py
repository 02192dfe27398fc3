"""Benchmarks, as ratios measured side by side in one run: `python3 dev.py bench`."""
