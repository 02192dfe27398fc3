"""What a header says: its name, its unit, and what in it looks like a unit that is not known, which has to be asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import attrs
from babel import Locale

from desktop.session import unit_words, units
from desktop.session.importing import words
from desktop.session.importing.layout import TAXED
from desktop.session.units import Unit

_BRACKETS = re.compile(r"[(\[{【<]([^()\[\]{}【】<>]*)[)\]}】>]")
_BEHIND = re.compile(r"(?:[,:;–-]|\bin\b)\s*([^,:;]+)$", re.IGNORECASE)
_BEHIND_TITLE = re.compile(
    r"(?:\b(?:in\s+|(?:units?|uom|einheit)\s*:\s*)|单位:\s*)(\w[\w ]{0,15}?)\s*[)\]]?\.?\s*$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"[(\[]\s*([^\W\d_][\w ]{2,})\s*[)\]]\.?\s*$")
_NUMBERED = re.compile(r"\b(?:no|nos|nr|number)\b\.?\s*\d|#|№|^\W*\d[\d.,]*\s+in\b", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d.,\s])%|(?<=\s)%(?=\w)")
_WORDS = re.compile(r"[^\W\d_]+(?:[ ./-]+[^\W\d_]+)*\.?")
_STROKE = re.compile(r"\s*/\s*")
_MEASURED = re.compile(r"[x×*]?\d+(?:[.,]\d+)*(?:kgs?|t|mt|g|gm|lbs?|qtl)|[x×*]?1?0{2,}s?|['’‘]0{3}s?")
_LONGEST = 5
_NO_UNIT_ALONE = frozenset(
    ("no", "set", "sets", "unit", "units", "each", "ea", "month", "mth", "mo", "mon", "rm", "won", "share", "fraction")
)
"""Words that are units beside others, and alone in a header mostly something else: Part no, RM for raw material."""
_ASKED_ALONE = frozenset(("rm", "won", "t", "g", "k", "cr", "mn"))


@attrs.frozen
class Heading:
    """A header: ``unread`` is the part of it that looks like a unit, and is none that is known or two that differ."""

    name: str
    unit: Unit | None = None
    unread: str = ""


@lru_cache(maxsize=10_000)
def read(header: str) -> Heading:
    """Name and unit of a header, wherever in it the unit stands: ``Price per t (USD)`` is a price in USD/t.

    What stands in brackets, behind a stroke or "per" and cannot be read is unread, unless it is known to be harmless.
    That tax is in the figures is unread too: what they are without it, nothing here tells.
    """
    text = unicodedata.normalize("NFKC", header)
    found = _Found()
    if words.taxed(text):
        found.unread.append(TAXED)
    text = _BRACKETS.sub(found.bracket, text)
    text = _PERCENT.sub(" % ", _STROKE.sub("/", text)).strip()
    left = [text] if _names_a_field(text) else found.rest(found.behind(text).split())
    name = " ".join([*left, *found.asides])
    unit = units.merged(found.pieces)
    told = [str(piece) for piece in found.pieces]
    unread = found.unread if unit or not told else [*dict.fromkeys(told), *found.unread]
    return Heading(name.strip(" -–,:;/"), None if unread and not unit else unit, " ".join(unread))


def behind_title(text: str) -> Unit | None:
    """The unit that a title ends with, behind "in" or "unit:", or a longer word for a weight in brackets.

    ``Demand in t`` and ``Demand plan (tonnes)`` tell one; ``Annexure (G)``, ``Form no. 7 in t`` and ``Stock (set)``
    none.
    """
    title = unicodedata.normalize("NFKC", text)
    behind = _BEHIND_TITLE.search(title)
    found = behind or _IN_BRACKETS.search(title)
    unit = units.parse(found[1]) if found and not _NUMBERED.search(title) else None
    if unit is None or unit.sort != "quantity" or unit.time:
        return None
    return unit if unit.quantity not in (("unit",) if behind else ("unit", "piece")) else None


def _names_a_field(text: str) -> bool:
    """Whether a header is what a field is called, no part of which is a unit: ``L/T``, ``Files per shipment``."""
    told = words.plain(text)
    if not _WORDS.fullmatch(text) or told not in words.vocabulary():
        return False
    return not any(len(word) > 1 and units.parse(word) for word in told.split())


class _Found:
    """Collects what is met in a header: the pieces of its unit, what cannot be read, and what stands aside."""

    def __init__(self) -> None:
        self.pieces: list[Unit] = []
        self.unread: list[str] = []
        self.asides: list[str] = []

    def bracket(self, found: re.Match[str]) -> str:
        """Take what stands in brackets out of a header."""
        if not self._take(found[1]):
            parts = [part.strip() for part in re.split(r"[,;]", found[1]) if part.strip()]
            left = [part for part in parts if not self._take(part)]
            unread = [part for part in left if not _harmless(part)]
            self.unread += unread
            self.asides += [f"({part})" for part in left if left == parts and part not in unread]
        return " "

    def behind(self, text: str) -> str:
        """Take a unit at the end, behind a comma, a dash or "in"; what is left."""
        found = _BEHIND.search(text)
        return text[: found.start()] if found and self._take(found[1]) else text

    def rest(self, tokens: Sequence[str]) -> Iterable[str]:
        """Take the units out of the words of a header; the words that are left."""
        at = 0
        while at < len(tokens):
            count = next((n for n in range(_LONGEST, 0, -1) if self._window(tokens[at : at + n], n, at, tokens)), 0)
            if not count:
                yield from self._left(tokens, at)
            at += max(count, 1)

    def _window(self, some: Sequence[str], count: int, at: int, tokens: Sequence[str]) -> bool:
        """Take some words that are a unit together."""
        if len(some) < count:
            return False
        text = " ".join(some)
        unit = _piece(text)
        if unit is None or units.parse(text) == Unit(units.ANY_MONEY, "unit"):
            return False
        last = at + count == len(tokens)
        sure = bool(unit.money or unit.time or unit.percent) or "/" in text
        if count == 1:
            word = unit_words.plain(text)
            sure = word not in _NO_UNIT_ALONE and (sure or bool(unit.days) or last or len(word) > 1)
        elif unit.quantity and not sure:
            sure = text.lower() in unit_words.known().words["mass"] or text.lower().startswith(("per ", "in "))
        if sure:
            self.pieces.append(unit)
        return sure

    def _left(self, tokens: Sequence[str], at: int) -> Iterable[str]:
        """What is left of a word that begins no unit."""
        token = tokens[at]
        first, stroke, behind = token.partition("/")
        piece = _piece(f"/{behind}") if stroke else None
        if piece is not None and words.plain(first) in words.single():
            self.pieces.append(piece)
            yield first
            return
        if stroke or (token.lower() == "per" and [*tokens[at + 1 :], ""][0].lower() not in ("unit", "units")):
            self.unread.append(" ".join(tokens[at : at + 1 if stroke else at + 3]))
        elif _like_a_unit(token):
            self.unread.append(token)
        yield token

    def _take(self, text: str) -> bool:
        unit = _piece(text)
        if unit is not None:
            self.pieces.append(unit)
        return unit is not None


def _piece(text: str) -> Unit | None:
    """A unit or a part of one, such as ``p.a.``; None for what is none."""
    told = unit_words.plain(text).removeprefix("in ").strip()
    unit = units.parse(told) or units.days_among(told)
    if unit is not None:
        return unit
    time = told.removeprefix("/").removeprefix("per ").strip()
    if time != told or time in ("pa", "p a", "pm", "p m"):
        found = unit_words.known().words["time"].get(time.replace("p a", "pa").replace("p m", "pm"), "")
        return Unit(time=found) if found else None
    return None


def _harmless(text: str) -> bool:
    """Whether what stands in brackets says nothing of a unit: a delivery term and its place, a tax, an element."""
    told = words.plain(text).split()
    if "/" in text or "per" in told or "%" in told or any(unicodedata.category(letter) == "Sc" for letter in text):
        return False
    if not told or told[0] in ("exw", "fob", "cif", "dap", "ddp", "ex"):
        return True
    known = words.harmless() | words.single() | words.elements().keys()
    return all(word in known and not _like_a_unit(word) for word in told)


def _like_a_unit(token: str) -> bool:
    """Whether a single word looks like a unit, of which nothing is known."""
    word = unit_words.plain(token).strip("*:;,-–")
    known = unit_words.known()
    return (
        word in known.unread
        or word in _ASKED_ALONE
        or word in known.scale
        or word in known.words["mass"]
        or bool(_MEASURED.fullmatch(word))
        or any(unicodedata.category(letter) == "Sc" for letter in word)
        or (token in _codes())
    )


@cache
def _codes() -> frozenset[str]:
    """The codes of all currencies there are or were."""
    return frozenset(Locale("en").currencies)
