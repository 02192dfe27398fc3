"""Who works at this computer, and the time on its clock."""

from __future__ import annotations

import datetime as dt
import getpass


def user_name() -> str:
    """The name that the system knows the user by, "" where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def now() -> dt.datetime:
    """The time on the clock, in the zone of this place."""
    return dt.datetime.now().astimezone()
