"""Who has a file open in an office program, as the small file tells that such programs put beside it."""

from __future__ import annotations

from pathlib import Path

_LONGEST = 4_096


def holder(path: Path) -> tuple[str, Path] | None:
    """Who has ``path`` open, "" where that is not told, and the file that says so; None where nobody is known to.

    LibreOffice writes ``.~lock.plan.xlsx#`` with name, login and computer between commas, Excel ``~$plan.xlsx`` with
    the length of a name and the name. One that a crash left behind looks the same.
    """
    for beside, who in (
        (path.with_name(f".~lock.{path.name}#"), _in_libreoffice),
        (path.with_name(f"~${path.name}"), _in_excel),
    ):
        try:
            with beside.open("rb") as file:
                return who(file.read(_LONGEST)), beside
        except PermissionError:  # Excel lets nobody look into it
            return "", beside
        except OSError:  # none is there, or no system would take its name
            continue
    return None


def _in_libreoffice(told: bytes) -> str:
    name, login, computer, *_ = (*told.decode("utf-8", "replace").split(","), "", "", "")
    return ", ".join(part for part in (name.strip() or login.strip(), computer.strip()) if part)


def _in_excel(told: bytes) -> str:
    return told[1 : 1 + told[0]].decode("latin-1").strip() if told else ""
