"""How alike two names of sources or items are, and which known name a new one may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import attrs
from rapidfuzz import fuzz

from desktop.session.importing import words

LIKE = 78.0
"""From so much likeness, 0-100, on a known name is suggested for a new one."""
_SAME = 100.0
_OXIDES = re.compile(r"([a-z]{1,2})2o3\b|([a-z]{1,2})\d+o\d+\b")
_GRADE = re.compile(r"\b(?:n|g)?\d{2}(sh|uh|eh|ah|h|m)\b")
_CLASSES = frozenset({"m", "h", "sh", "uh", "eh", "ah"})
_PURITY = re.compile(r"\b\d+(?: \d+)?%|\b[2-6]n\b")
_SHORTEST = 2
_FILLING = frozenset({"class", "grade", "type", "of", "and"})
_LONG_WORD, _MISSPELT = 6, 85.0
"""Letters of a word, and likeness 0-100, from which on one word can be another misspelt."""


@attrs.frozen
class Name:
    """A name as it is compared: its words in order, the form of goods and the class of magnet that it speaks of."""

    core: str
    forms: frozenset[str]
    classes: frozenset[str]


@lru_cache(maxsize=100_000)
def compared(name: str) -> Name:
    """A name without what does not tell it from others; elements are their symbols, grades their class."""
    text = words.plain(name)
    text = _PURITY.sub(" ", text)
    text = _OXIDES.sub(lambda found: f"{found[1] or found[2]} oxide", text)
    for word, symbol in _chinese_elements().items():
        text = text.replace(word, f" {symbol} ")
    for word, form in words.forms().items():
        if not word.isascii():
            text = text.replace(word, f" {form} ")
    text = _GRADE.sub(lambda found: f" {found[1]} ", text)
    elements, forms = words.elements(), words.forms()
    found: list[str] = []
    for word in text.split():
        symbol = elements.get(word, "") if len(word) > _SHORTEST or word in _PAIRS else ""
        found.append(forms.get(word) or symbol.casefold() or word)
    told = list(dict.fromkeys(word for word in _joined(found) if word not in words.legal_forms())) or found
    return Name(
        " ".join(told),
        frozenset(word for word in told if word in forms.values()),
        frozenset(word for word in told if word in _CLASSES),
    )


_PAIRS = frozenset({"nd", "pr", "dy", "tb"})


def _joined(found: list[str]) -> list[str]:
    """Neodymium and praseodymium together, in whatever order and writing, are one word."""
    text = " ".join(found)
    for pair in ("nd pr", "pr nd", "prnd", "nd and pr"):
        text = re.sub(rf"\b{pair}\b", "ndpr", text)
    return text.split()


@lru_cache(maxsize=1)
def _chinese_elements() -> Mapping[str, str]:
    return {word: symbol.casefold() for word, symbol in words.elements().items() if not word.isascii()}


def likeness(one: str, other: str) -> float:
    """0-100; names of different forms of goods, or classes of magnets, are never alike."""
    first, second = compared(one), compared(other)
    if words.plain(one) == words.plain(other):
        return _SAME
    if _differ(first.forms, second.forms) or _differ(first.classes, second.classes):
        return 0.0
    shared = set(first.core.split()) & set(second.core.split())
    part = fuzz.token_set_ratio(first.core, second.core)
    whole = fuzz.token_sort_ratio(first.core, second.core)
    if not shared - set(words.forms().values()):
        return min(whole, _SAME - 1)
    return min(0.6 * part + 0.4 * whole, _SAME - 1)


def sure(one: str, other: str) -> bool:
    """Whether two names are one but for its writing: the same words, or one of them spelled a little otherwise.

    Likeness alone is no proof: Nd metal is much like NdPr metal, and a group's companies are like one another.
    """
    first, second = (set(compared(name).core.split()) - _FILLING for name in (one, other))
    own, others = first - second, second - first
    if not own and not others:
        return True
    if len(own) != 1 or len(others) != 1 or not first & second - set(words.forms().values()):
        return False
    word, meant = own.pop(), others.pop()
    spelled = min(len(word), len(meant)) >= _LONG_WORD and (word + meant).isalpha()
    return spelled and fuzz.ratio(word, meant) >= _MISSPELT


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def suggested(name: str, known: Iterable[tuple[str, str]]) -> tuple[str, float] | None:
    """The id of the known record, told as (id, name), that a name is most like, and how much; None for a new one."""
    best = max(
        ((key, max(likeness(name, key), likeness(name, title) if title else 0.0)) for key, title in known),
        key=lambda found: found[1],
        default=("", 0.0),
    )
    return best if best[1] >= LIKE else None
