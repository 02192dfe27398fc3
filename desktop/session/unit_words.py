"""The words for units and currencies, and how much each unit is, for what is typed and for lists that come in."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache

import attrs

from desktop.paths import resource

EITHER = {"¥": ("CNY", "JPY")}
"""Marks that stand for several currencies: which of them is to be asked."""


@attrs.frozen
class UnitWords:
    """The words by sort and what they mean, how much each unit is, words that multiply, and units written as one.

    ``unread`` are words that look like a unit, and are none that is known, ``beside_days`` what stands beside days.
    """

    words: Mapping[str, Mapping[str, str]]
    factor: Mapping[str, float]
    scale: Mapping[str, float]
    joined: Mapping[str, str]
    unread: frozenset[str]
    beside_days: frozenset[str]

    def sizes(self, sort: str) -> dict[str, float]:
        """How much each word of mass, time or days is, without the spaces within."""
        return {word.replace(" ", ""): self.factor[f"{sort} {name}"] for word, name in self.words[sort].items()}


@cache
def known() -> UnitWords:
    """What ``resources/importing/units.toml`` tells."""
    read = tomllib.loads(resource("importing", "units.toml").read_text(encoding="utf-8"))
    words: dict[str, dict[str, str]] = {}
    factor: dict[str, float] = {}
    for sort in ("mass", "time", "days"):
        words[sort] = {plain(word): name for name, unit in read[sort].items() for word in unit["words"]}
        factor |= {f"{sort} {name}": unit["factor"] for name, unit in read[sort].items()}
    for sort in ("count", "currency"):
        words[sort] = {plain(word): name for name, all_words in read[sort].items() for word in all_words}
    unread, beside_days = (frozenset(told) for told in (read["unread"]["words"], read["beside"]["days"]))
    return UnitWords(words, factor, read["scale"], read["joined"], unread, beside_days)


def plain(text: str) -> str:
    """A word as the tables have it: without capitals, points and double spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace(".", "").split())
