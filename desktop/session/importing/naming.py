"""Names of a list: which known or new name is like one, and the short name that a new record gets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from desktop.model.fields import Value
from desktop.session.importing import likeness, words

_NEAR, _NEAREST = 55.0, 8
_ALIKE = 90.0
"""From so much likeness, 0-100, on two new names of a list may be one: more than for known names, which are sure."""
_OFTEN = 50
"""A word that more names of a list have tells nothing."""
_LONGEST_ID = 40
_MARKS = re.compile(r"\d+|\b[^\W\d]\b")
"""Numbers and single letters: names that differ in them are meant to differ."""


class Called:
    """The names that the records of a table go by; ``ids`` are those of the records by name as it is compared."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids = ids
        self._cores = {text: likeness.compared(text).core for text in ids}

    def exactly(self, told: str) -> str:
        """The id of the record of that very name, or ""."""
        return self._ids.get(words.plain(told), "")

    def likest(self, told: str) -> tuple[str, float]:
        """The id of the record that a name is most like, and how much, 0-100; "" when none is like enough."""
        core = likeness.compared(told).core
        near = process.extract(core, self._cores, scorer=fuzz.token_set_ratio, limit=_NEAREST, score_cutoff=_NEAR)
        found = likeness.suggested(told, [(text, "") for _, _, text in near])
        return (self._ids[found[0]], found[1]) if found else ("", 0.0)


class Fresh:
    """The new names of a list so far, found again by the rarer ones of their words."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}
        self._plain: set[str] = set()

    def add(self, told: str, made: str) -> bool:
        """Keep a name with the id of its record; whether another writing of the same name was kept before."""
        plain = words.plain(told)
        if plain in self._plain:
            return True
        self._plain.add(plain)
        self._ids[told] = made
        for word in set(likeness.compared(told).core.split()):
            self._by_word.setdefault(word, []).append(told)
        return False

    def likest(self, told: str) -> tuple[str, str, float]:
        """The id and the name that a name is most like, and how much, 0-100; "" when none is like enough."""
        if words.plain(told) in self._plain:
            return "", "", 0.0
        near = {
            other
            for word in set(likeness.compared(told).core.split())
            if len(others := self._by_word.get(word, ())) <= _OFTEN
            for other in others
            if _marks(other) == _marks(told)
        }
        score, name = max(((likeness.likeness(told, other), other) for other in sorted(near)), default=(0.0, ""))
        return (self._ids[name], name, score) if score >= _ALIKE else ("", "", 0.0)


@lru_cache(maxsize=100_000)
def _marks(name: str) -> frozenset[str]:
    return frozenset(_MARKS.findall(words.plain(name)))


class ShortNames:
    """The ids of one table, those in use and those made for new records: the same for the same key."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._made: dict[tuple[Value, ...], str] = {}
        self._next: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def of(self, key: tuple[Value, ...], told: Sequence[str]) -> str:
        """The id of what a key stands for; a new one is made of the words told."""
        if key not in self._made:
            stem = short_name(told)
            name, number = stem, self._next.get(stem, 2)
            while name in self._taken:
                name, number = f"{stem}-{number}", number + 1
            self._next[stem] = number
            self._taken.add(name)
            self._made[key] = name
        return self._made[key]


def short_name(told: Sequence[str]) -> str:
    """Names as an id: ``jl-mag-rare-earth`` for "JL MAG Rare-Earth Co., Ltd."; letters of every script stay."""
    names = [_short(name) for name in told]
    if len("-".join(names)) > _LONGEST_ID:
        names = [name[: _LONGEST_ID // len(names)].strip("-") for name in names]
    return "-".join(filter(None, names)) or "new"


@lru_cache(maxsize=100_000)
def _short(told: str) -> str:
    said = words.plain(told).split()
    kept = [word for word in said if word not in words.legal_forms()]
    kept = kept if any(not word.isdecimal() for word in kept) else said  # M-10 is no company called 10
    return "-".join(unicodedata.normalize("NFC", word) for word in kept).replace("%", "")
