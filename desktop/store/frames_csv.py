"""Frames as text for other programs: one CSV file each, in a zip."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from desktop.model.progress import Progress
from desktop.store.reading.delimited import KEPT_FROM_COMPUTING
from desktop.store.whole_file import write_whole

_NO_TEXT = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""Halves of characters, which no encoding can hold."""


def write(path: Path, frames: Mapping[str, pd.DataFrame], progress: Progress) -> None:
    """Write each frame to ``path`` as ``<name>.csv``: UTF-8, commas, a point for decimals, months as 2027-04.

    Numbers have all their digits; what is not known is empty. Text that spreadsheets would compute, such as ``=1+1``,
    goes out behind an apostrophe. An older file stays whole until the new one is complete. Raises FileFault, Cancelled.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for at, (name, frame) in enumerate(frames.items()):
            progress.report("step-write", at / len(frames))
            package.writestr(f"{name}.csv", _lines(frame).encode("utf-8-sig"))
    progress.report("step-write", 1.0)
    write_whole(path, target.getbuffer())


def _lines(frame: pd.DataFrame) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_shown(name) for name in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([_shown(value) for value in row])
    return text.getvalue()


def _shown(value: object) -> str:
    """A value as text; only text can be taken for something else."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float):
        return repr(float(value) + 0.0)  # not the zero that has a minus
    if isinstance(value, tuple | list):
        return "; ".join(_joined(part) for part in value)
    text = str(value).translate(_NO_TEXT)
    return f"'{text}" if isinstance(value, str) and text[:1] in KEPT_FROM_COMPUTING else text


def _joined(part: object) -> str:
    """A pair as ``from: quantity``, anything else as it is."""
    return ": ".join(map(str, part)) if isinstance(part, tuple) else str(part)
