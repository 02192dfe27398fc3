"""What the cells of an .ods sheet mean: values by their kind, texts with their spaces, errors."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping

from desktop.store.reading.markup import Attributes
from desktop.store.reading.source import LONG_TEXT
from desktop.store.reading.xlsx_cells import formula, number, plain_day
from desktop.text.entry import Raw, Share

NUMBERS = frozenset({"float", "percentage", "currency"})
SPACE, TAB, BREAK = "\0", "\1", "\2"
"""Stand for what elements put into a text, until its own spaces are thinned out; XML itself cannot hold them."""

_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it programs count days differently."""
_EXACT_UP_TO = 2**53
_SPACES = re.compile("[ \t\r\n]+")
_PUT_IN = str.maketrans({SPACE: " ", TAB: "\t", BREAK: "\n"})
_ERROR = re.compile(r"#[A-Z/0]{2,6}[!?A]|Err:\d{3}")


def value(about: Mapping[str, str], text: str | None) -> tuple[Raw, str]:
    """The value of a cell, None where it has none, and its fault; ``about`` are its attributes without prefix.

    Raises ValueError, OverflowError or KeyError for what is no value of its kind.
    """
    kind = about.get("value-type", "")
    if kind in NUMBERS:
        held = about["value"]
        found = number(held)
        if not math.isfinite(found):
            return held, "cell-error"
        return (Share(found) if kind == "percentage" else _whole(found)), ""
    if kind == "date":
        return _day(about["date-value"])
    if kind == "time":
        return about["time-value"], "cell-date"
    if kind == "boolean":
        return about["boolean-value"] == "true", ""
    said = about.get("string-value") or text
    if "formula" in about and (not kind or (said and _ERROR.fullmatch(said))):
        return (said, "cell-error") if said else (formula(about["formula"].partition("=")[2]), "cell-formula")
    return said, ""


def plain_value(kind: str, held: str, day: str, text: str) -> Raw:
    """The value of a cell without fault; raises ValueError where there is more to say of it."""
    if kind == "float":
        found: Raw = _whole(number(held))
    elif kind == "string" and len(text) <= LONG_TEXT:
        return text
    else:
        found, fault = _day(day)
        if fault:
            raise ValueError(fault)
    return found


def joined(parts: Iterable[str]) -> str:
    """The text of a paragraph: runs of spaces are one, and none begins or ends it, but those put in are kept."""
    return _SPACES.sub(" ", "".join(parts)).strip(" ").translate(_PUT_IN)


def put_in(element: str, about: Attributes) -> str:
    """What an element within a text stands for."""
    if element == "s":
        return SPACE * min(int(about.get("text:c", "1")), 1_000)
    return {"tab": TAB, "line-break": BREAK}.get(element, "")


def _whole(found: float) -> float:
    """A whole number as such, as far as it is held exactly; raises ValueError for what is no finite number."""
    if not math.isfinite(found):
        raise ValueError(found)
    return int(found) if found % 1 == 0 and abs(found) < _EXACT_UP_TO else found


def _day(held: str) -> tuple[Raw, str]:
    day = plain_day(dt.datetime.fromisoformat(held.removesuffix("Z")))
    before = (day.date() if isinstance(day, dt.datetime) else day) < _FIRST_DAY
    return (held, "cell-date") if before else (day, "")
