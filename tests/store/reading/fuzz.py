"""Mutated files of the corpus read over and over: ``python -m tests.store.reading.fuzz SECONDS [SEED]``.

Whatever is wrong with a file, reading it raises nothing but FileFault. Files that calamine reads (.xls, .xlsb)
are only ever read in a process of their own, whose death is a FileFault too: here each has one as well, with the bounds
of the real one, and deaths are counted. Ten minutes of it: ``python -m tests.store.reading.fuzz 600``; a third word
is the ending to keep to (``600 0 .xls``). A fault names the seed that finds it again.
"""

from __future__ import annotations

import faulthandler
import os
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

from desktop.model.errors import FileFault
from desktop.model.progress import Silent
from desktop.session import intake
from desktop.store.reading import files
from desktop.store.reading.source import BROKEN, Options
from desktop.text import messages
from tests.store.corpus import others, workbooks

CALAMINE = (".xls", ".xlsb")
SECONDS = 30
"""Of a processor, that reading a small file may take."""
LARGEST = 200_000
"""Bytes up to which a file of the corpus is worth mutating."""
TOKENS = (
    b"<!DOCTYPE a>", b"<!--", b"]]>", b"</row>", b"</sheetData>", b"<c>", b"<v>", b"&#0;", b"&amp;", b"\0", b"\xff\xfe",
    b'"', b"'", b";", b"\r", b"\n", b"\t", b"1e999", b"-", b"NaN", b"_x0000_", b'r="1048577"', b't="s"', b'r="XFE1"',
    b"\xef\xbf\xbf", b"99999999999999999999", b"<table>", b"<td colspan=999999>", b"sep=,", b"\xed\xa0\x80",
)  # fmt: skip


def seeds(*, calamine: bool = False) -> list[tuple[str, bytes]]:
    """The small files of the corpus that this process can read, or those that calamine reads."""
    odd = (*workbooks.VALUES, *workbooks.MAKES, *others.ALL)
    made = [(each.file, each.make()) for each in odd if each.name.endswith(CALAMINE) is calamine]
    return [(name, data) for name, data in made if len(data) <= LARGEST]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed: inside one part of a package, which is packed again, or anywhere."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        try:
            return _with_changed_part(data, chance)
        except (*BROKEN, RuntimeError):
            pass
    return _changed(data, chance)


def _with_changed_part(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {part.filename: package.read(part) for part in package.infolist() if part.file_size <= LARGEST}
    name = chance.choice(list(parts))
    parts[name] = _changed(parts[name], chance)
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in parts.items():
            package.writestr(each, content)
    return target.getvalue()


def _changed(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, kind = chance.randint(0, len(made)), chance.randint(0, 4)
        other = chance.randint(0, len(made))
        if kind == 0:
            made[at : at + 1] = bytes([chance.randint(0, 255)])
        elif kind == 1:
            made[at:at] = chance.choice(TOKENS)
        elif kind == 2:
            del made[at : at + chance.choice((1, 4, 40, 400))]
        elif kind == 3:
            made[at:at] = made[other : other + chance.choice((1, 8, 80, 800))]
        else:
            made[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\1\0\0\0"))
    return bytes(made)


def attempt(path: Path, data: bytes) -> str:
    """The key of what comes of reading these bytes, "read" where nothing is wrong; any other error goes through."""
    path.write_bytes(data)
    try:
        book = files.look((path, Options()), Silent(), lambda _: None)
    except FileFault as fault:
        said, key = [messages.sentence(fault)], fault.key
    else:
        notes = (*book.notes, *(note for sheet in book.sheets for note in sheet.notes))
        said, key = [messages.sentence(note) for note in notes], "read"
    assert all(said)
    return key


def attempt_apart(path: Path, data: bytes) -> str:
    """The same in a process of its own; "died", "memory" or "slow" where it does not live to tell."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the last words of a panic
        os.write(writing, _told_apart(path, data).encode()[:4_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode(errors="replace")
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return "slow" if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL) else "died"
    if told.startswith("Traceback"):
        raise AssertionError(told)
    return told


def _told_apart(path: Path, data: bytes) -> str:
    import resource  # not where there is no fork either

    intake.bound()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    try:
        return attempt(path, data)
    except MemoryError:
        return "memory"
    except BaseException as error:  # noqa: BLE001 - a panic of calamine is no Exception
        return "died" if type(error).__name__ == "PanicException" else traceback.format_exc()


def main(seconds: float, seed: int, ending: str) -> None:
    """Read mutated files for so long, each of a seed of its own; tells what came of them."""
    known = [each for each in (*seeds(), *seeds(calamine=True)) if each[0].endswith(ending)]
    found, end = Counter[str](), time.monotonic() + seconds
    slowest = (0.0, 0)
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            seed += 1
            chance = random.Random(seed)
            name, data = chance.choice(known)
            start = sum(os.times()[:4])
            read = attempt_apart if name.endswith(CALAMINE) else attempt
            try:
                found[read(Path(folder) / name, mutated(data, chance))] += 1
            except Exception:
                sys.stderr.write(f"seed {seed}: {name}\n")
                raise
            slowest = max(slowest, (sum(os.times()[:4]) - start, seed))
    sys.stdout.write(f"{found.total()} files, the slowest {slowest[0]:.1f} s (seed {slowest[1]})\n")
    sys.stdout.writelines(f"{count:8} {key}\n" for key, count in found.most_common())


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    main(float(given[1]), int(given.get(2, 0)), given.get(3, ""))
