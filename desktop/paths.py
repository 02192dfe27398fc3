"""Where resources and the user's own files lie: the only module that knows how Dhatu is packaged."""

import os
from pathlib import Path

from platformdirs import user_data_path

_PACKAGE = Path(__file__).parent


def resource(*parts: str) -> Path:
    """The path of a file or folder shipped with the program, as in `resource("fonts", "OFL.txt")`.

    A wheel and a frozen build carry the resources inside the package; a checkout has them beside it.
    """
    inside = _PACKAGE / "resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)


def user_dir() -> Path:
    """The folder for settings, recovery copies and logs, made when it is missing.

    The environment variable DHATU_HOME names another one: for tests, and for carrying the program on a stick.
    """
    chosen = os.environ.get("DHATU_HOME")
    folder = Path(chosen) if chosen else user_data_path("dhatu", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
