"""Writes the files of the corpus to a folder: ``python -m tests.store.corpus FOLDER``."""

import sys
from pathlib import Path

from tests.store.corpus import others, workbooks

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for odd in (*workbooks.ALL, *others.ALL):
    (folder / odd.file).write_bytes(odd.make())
