"""Builds the sample project from the facts: python resources/samples/build.py [FILE]."""  # noqa: INP001 - a script

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from motor_group.project import build

from desktop.store.project_file import save

if __name__ == "__main__":
    target = Path(sys.argv[1]) if sys.argv[1:] else HERE / "motor-group.dhatu"
    save(build(), target)
    print(f"wrote {target}")
