"""Files that are there whole or not at all: written beside their place, then moved into it in one step."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.model.errors import FileFault


def write_whole(path: Path, data: bytes | memoryview) -> None:
    """Write ``data`` to ``path``; raises FileFault, and then what stood there stands there still."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as fault:
        raise FileFault("file-not-written", path=str(path), reason=fault.strerror or str(fault)) from fault
