"""Reading what people type, paste or have in cells as the value of a field, and showing it so that it reads back."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable

from desktop.model.errors import AppError
from desktop.model.fields import Field, Kind, Value
from desktop.model.months import Month
from desktop.text import month_forms
from desktop.text.number_forms import parted

Raw = str | float | int | bool | dt.date | None

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_CURRENCY = re.compile(r"₹|INR|(?<![a-z])Rs\.?(?![a-z])", re.IGNORECASE)
_DIGITS = re.compile(r"[\d.,]*\d[\d.,]*")
_POINT_BEHIND = re.compile(r"(?<=\d)\.$")
_EXACT = 1e15
_YES, _NO = ("yes", "true", "1", "y"), ("no", "false", "0", "n")


class Share(float):
    """A number that its file shows as a percentage: 0.075 that is shown as 7.5 %, and means that."""

    @property
    def percent(self) -> float:
        """How many percent it is shown as."""
        return float(f"{100 * self:.12g}")

    def __str__(self) -> str:
        return f"{show(self.percent)}%"


class EntryFault(AppError):
    """An entry that cannot be read as its field's value; values hold ``entry`` and what was expected."""


def read(field: Field, raw: Raw) -> Value:
    """The value of ``field`` that ``raw`` stands for.

    An empty entry is None where the field is optional, and the field's default otherwise: mostly empty text
    where it is text. Limits are not checked here: they are a problem of the project, shown at the cell. Raises
    EntryFault for what cannot be read.
    """
    entry = raw.strip() if isinstance(raw, str) and field.kind not in {"text", "id", "ref"} else raw
    if entry is None or entry == "":
        return None if field.optional else field.default
    return _READERS.get(field.kind, _text)(field, entry)


def show(value: Value) -> str:
    """``value`` as text that ``read`` takes back exactly."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Share):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _text(_: Field, entry: Raw) -> str:
    """Text as it is; a number that a workbook holds in a text column without the '.0' it never had."""
    if isinstance(entry, float) and entry.is_integer():
        return str(int(entry))
    return str(entry)


def _number(field: Field, entry: Raw) -> float:
    if isinstance(entry, bool | dt.date):
        raise EntryFault("entry-number", entry=str(entry))
    if isinstance(entry, Share):
        entry = entry.percent if field.unit.startswith("%") else float(entry)
    try:
        value = float(entry) if isinstance(entry, float | int) else _parsed(field, str(entry))
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise EntryFault("entry-number", entry=str(entry))
    return value


def _parsed(field: Field, entry: str) -> float:
    """A number with grouped digits, currency mark, the field's unit or brackets for minus.

    Decimals follow a point. Continental commas are read only behind two groups of thousands: a single dot or comma
    means one thing here and another there.
    """
    parts = parted(_POINT_BEHIND.sub("", _CURRENCY.sub("", entry).strip()))
    if parts is None or parts.before:
        raise EntryFault("entry-number", entry=entry)
    _refuse_other_unit(field, parts.behind, entry)
    if "." in parts.meanings:
        return parts.meanings["."]
    digits = _SPACES.sub("", parts.digits)
    if "," in parts.meanings and digits.count(".") > 1:
        return parts.meanings[","]
    minus = "-" if parts.sign < 0 else ""
    raise _unclear(entry, [f"{minus}{reading}e{parts.power}" for reading in _readings(digits)])


def _readings(digits: str) -> list[str]:
    """What digits with dots and commas could mean: the last mark before the decimals, or the other one, or none."""
    if not _DIGITS.fullmatch(digits):
        return []
    at = max(digits.rfind("."), digits.rfind(","))
    other = "." if digits[at] == "," else ","
    whole, decimals = (re.sub("[.,]", "", part) for part in (digits[:at], digits[at + 1 :]))
    swapped = digits if digits.count(other) == 1 else re.sub("[.,]", "", digits)
    return [f"{whole}.{decimals}", swapped.replace(digits[at], "").replace(",", ".")]


def _unclear(entry: str, readings: list[str]) -> EntryFault:
    """Why ``entry`` is refused: it is no number, or two, which are told."""
    told = [show(number) for number in dict.fromkeys(map(float, readings)) if math.isfinite(number)]
    if len(told) <= 1:
        return EntryFault("entry-number", entry=entry)
    return EntryFault("entry-ambiguous", entry=entry, first=told[0], second=told[1])


def _refuse_other_unit(field: Field, behind: str, entry: str) -> None:
    """What stands behind a number must be nothing, or the field's own unit."""
    told, own = (_SPACES.sub("", part) for part in (behind, _CURRENCY.sub("", field.unit)))
    if told and own.casefold().removesuffix("s") != told.casefold().removesuffix("s"):
        raise EntryFault("entry-unit" if field.unit else "entry-number", entry=entry, unit=field.unit)


def _whole(field: Field, entry: Raw) -> int:
    value = _number(field, entry)
    if not value.is_integer():
        raise EntryFault("entry-whole", entry=str(entry))
    return int(value)


def _month(_: Field, entry: Raw) -> Month:
    if isinstance(entry, dt.date):
        if entry.day == 1:
            return Month.containing(entry)
        raise EntryFault("entry-month", entry=str(entry))
    found = month_forms.month(str(entry))
    if found is None:
        raise EntryFault("entry-month", entry=str(entry).strip())
    return found


def _date(_: Field, entry: Raw) -> dt.date:
    if isinstance(entry, dt.datetime):
        return entry.date()
    if isinstance(entry, dt.date):
        return entry
    text = str(entry).strip()
    for pattern, year, month, day in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00:00)?", 1, 2, 3),
        (r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", 3, 2, 1),
        (r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})", 3, 2, 1),
    ):
        if match := re.fullmatch(pattern, text):
            try:
                return dt.date(int(match[year]), month_forms.number(match[month]), int(match[day]))
            except ValueError:
                break
    raise EntryFault("entry-date", entry=text)


def _choice(field: Field, entry: Raw) -> str:
    entry = str(entry)
    if not field.choices:
        return entry
    wanted = entry.casefold().replace("_", " ")
    for choice in field.choices:
        if choice.casefold().replace("_", " ") == wanted:
            return choice
    raise EntryFault("entry-choice", entry=entry, choices=", ".join(field.choices))


def _names(field: Field, entry: Raw) -> tuple[str, ...]:
    return tuple(_choice(field, name.strip()) for name in re.split("[,;]", str(entry)) if name.strip())


def _flag(_: Field, entry: Raw) -> bool:
    word = str(int(entry) if isinstance(entry, float) and entry.is_integer() else entry).strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise EntryFault("entry-flag", entry=str(entry))


_READERS: dict[Kind, Callable[[Field, Raw], Value]] = {
    "number": _number,
    "whole": _whole,
    "month": _month,
    "date": _date,
    "choice": _choice,
    "names": _names,
    "flag": _flag,
}
