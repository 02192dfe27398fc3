"""Frames as typed columns for other programs: one Parquet file each, in a zip; every column tells its unit."""

from __future__ import annotations

import datetime as dt
import io
import math
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import attrs
import numpy as np
import pandas as pd
from arro3.core import Array, DataType, Field, Schema, Table, list_array, struct_array
from arro3.io import write_parquet

from desktop import __version__
from desktop.model.months import Month
from desktop.model.progress import Progress
from desktop.store.whole_file import write_whole

Sort = Literal["text", "number", "count", "flag", "day", "month", "steps"]
"""What a column holds: texts, figures, whole numbers, yes or no, days, months (as their first day), and lists of
pairs of a lower end and the quantity above it."""
_EPOCH = dt.date(1970, 1, 1)
_NO_TEXT = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""Halves of characters, which no encoding can hold."""


@attrs.frozen
class Head:
    """A column of a frame; ``unit`` is "" where it has none."""

    name: str
    sort: Sort
    unit: str = ""


def write(
    path: Path, frames: Mapping[str, pd.DataFrame], heads: Mapping[str, Sequence[Head]], progress: Progress
) -> None:
    """Write each frame to ``path`` as ``<name>.parquet``, its columns as its ``heads`` say.

    What is not known is null. The unit of a column stands in its metadata as ``unit``, beside ``sort``. An older file
    stays whole until the new one is complete. Raises FileFault, Cancelled.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:  # its columns are packed already
        for at, (name, frame) in enumerate(frames.items()):
            progress.report("step-write", at / len(frames))
            part = io.BytesIO()
            write_parquet(_table(frame, heads[name]), part, compression="snappy")
            package.writestr(f"{name}.parquet", part.getvalue())
    progress.report("step-write", 1.0)
    write_whole(path, target.getbuffer())


def _table(frame: pd.DataFrame, heads: Sequence[Head]) -> Table:
    arrays = [_ARRAYS[head.sort](frame.iloc[:, at].tolist()) for at, head in enumerate(heads)]
    fields = [
        Field(head.name, array.type, nullable=True, metadata={"sort": head.sort, "unit": head.unit})
        for head, array in zip(heads, arrays, strict=True)
    ]
    return Table.from_arrays(arrays, schema=Schema(fields, metadata={"made with": f"Dhatu {__version__}"}))


def _is_known(value: object) -> bool:
    return not (value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)))


def _plain(kind: DataType, make: Callable[[object], object]) -> Callable[[Iterable[object]], Array]:
    """How values of one kind become an array; what is not known is null."""

    def array(values: Iterable[object]) -> Array:
        return Array([make(value) if _is_known(value) else None for value in values], type=kind)

    return array


def _days(values: Iterable[object]) -> Array:
    """Days, and the first days of months, counted from 1970 as the format has them."""
    firsts = (value.first_day if isinstance(value, Month) else value for value in values)
    counted = [(value - _EPOCH).days if isinstance(value, dt.date) else None for value in firsts]
    return Array(counted, type=DataType.int32()).cast(DataType.date32())


def _steps(values: Iterable[object]) -> Array:
    """Lists of pairs; a list that is not known is empty."""
    lists = [value if isinstance(value, tuple) else () for value in values]
    pairs = [pair for each in lists for pair in each]
    sides = [Array([float(pair[side]) for pair in pairs], type=DataType.float64()) for side in (0, 1)]
    fields = [Field(name, DataType.float64(), nullable=False) for name in ("from", "quantity")]
    ends = np.cumsum([0, *map(len, lists)]).astype(np.int32)
    return list_array(Array(ends), struct_array(sides, fields=fields))


_ARRAYS: Mapping[Sort, Callable[[list[object]], Array]] = {
    "text": _plain(DataType.string(), lambda value: str(value).translate(_NO_TEXT)),
    "number": _plain(DataType.float64(), lambda value: float(str(value))),
    "count": _plain(DataType.int64(), lambda value: int(str(value))),
    "flag": _plain(DataType.bool(), bool),
    "day": _days,
    "month": _days,
    "steps": _steps,
}
