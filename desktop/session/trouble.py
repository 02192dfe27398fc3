"""The report of a trouble: versions, platform and what the logs tell, without a figure or a name of any project."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from desktop import __version__
from desktop.paths import user_dir

LOG = "dhatu.log"
CRASH = "crash-*.log"
_LIBRARIES = ("PySide6-Essentials", "numpy", "pandas", "highspy", "pyqtgraph")
_MOST_LINES = 300
_PACKAGE = Path(__file__).parent.parent

_KIND = r"[A-Z]\w*(?:Error|Exception|Fault|Warning|Interrupt|Exit|Found|Call|Cancelled|InUse|Meanwhile|Timeout)"
# What the program itself writes into its log; of everything else the text is left out.
_OWN_WORDS = re.compile(
    r"(?:unforeseen|settings not stored:|recovery file not (?:written|looked at|deleted):|no backup before saving:)"
    rf" {_KIND}"
    r"|in a thread|while tidying up|a job that did not stop was killed|the child ended by itself, code -?\d+"
    r"|Q[A-Za-z]+(?:::[A-Za-z]+)?"
)
_ENTRY = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ dhatu[a-z.]*): (.*)")
_STEP = re.compile(r"  (\w+\.py):(\d+) in ([\w<>]+)")
_CRASH_STEP = re.compile(r'  File "(.*)", line (\d+) in ([\w<>]+)')
_CRASH_WORDS = re.compile(
    r"Fatal Python error: (?:Aborted|Segmentation fault|Bus error|Illegal instruction|Floating[- ]point exception)"
    r"|(?:Current thread|Thread) 0x[0-9a-f]+(?: \(most recent call first\):)?"
)


def report(extra: Mapping[str, str] | None = None) -> str:
    """The whole report; ``extra`` are further versions by name, such as Qt's."""
    parts = [f"Dhatu {__version__}", f"Python {platform.python_version()}", *_versions(extra or {})]
    system = f"{platform.system()} {platform.release()} {platform.machine()}{' frozen' * hasattr(sys, 'frozen')}"
    return "\n".join([*parts, system, "", *_logged()])


def scrubbed(text: str) -> Iterator[str]:
    """The lines of a log that hold nothing but kinds of errors, places in our own code and our own words."""
    for line in text.splitlines():
        if entry := _ENTRY.fullmatch(line):
            said = entry[2] if _OWN_WORDS.fullmatch(entry[2]) else "(text left out)"
            yield f"{entry[1]}: {said}"
        elif re.fullmatch(_KIND, line) or _CRASH_WORDS.fullmatch(line):
            yield line
        elif step := _STEP.fullmatch(line):
            yield f"  {step[1]}:{step[2]} in {step[3]}" if step[1] in _own_files() else "  (in a library)"
        elif step := _CRASH_STEP.fullmatch(line):
            yield f"  {_own_place(step[1], step[2], step[3])}"


def _logged() -> Iterator[str]:
    """What the logs tell, the newest lines of each."""
    try:
        paths = [path for path in (user_dir() / LOG, *sorted(user_dir().glob(CRASH))) if path.is_file()]
    except OSError:
        return
    for path in paths:
        try:
            lines = [*scrubbed(path.read_text(encoding="utf-8", errors="replace"))][-_MOST_LINES:]
        except OSError:
            continue
        if lines:
            yield f"[{'log' if path.name == LOG else 'crash'}]"
            yield from lines


def _versions(extra: Mapping[str, str]) -> Iterator[str]:
    for name in _LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue
    yield from (f"{name} {version}" for name, version in extra.items())


@cache
def _own_files() -> frozenset[str]:
    return frozenset(path.name for path in _PACKAGE.rglob("*.py"))


def _own_place(path: str, line: str, function: str) -> str:
    """Where in our own code a crash came through; a library's place is none of ours and may name a home folder."""
    try:
        inside = Path(path).relative_to(_PACKAGE)
    except ValueError:
        return "(in a library)"
    return f"{inside.as_posix()}:{line} in {function}"
