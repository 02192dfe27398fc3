"""Builds the sample project from the facts: python resources/samples/build.py [FILE]."""  # noqa: INP001 - a script

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from motor_group.project import build

if __name__ == "__main__":
    print(build())
