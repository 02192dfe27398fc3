"""What people call fields, countries, elements and choices: the words shipped with the program, ready to look up."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import cast

from babel import Locale
from babel.core import get_global

from desktop.model.records import TABLES
from desktop.model.records.supply import PRICE_TERMS
from desktop.paths import resource

_ALPHA_3 = 3
_TERM = re.compile(r"(?<![a-z])(exw|fob|cif|dap|ddp|fca|fas|cfr|cnf|cpt|cip|dpu|dat|ddu)(?![a-z])")


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Text as it is compared: without capitals, marks and doubled spaces; vowel signs of Indian scripts stay."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(letter if _counts(letter) else " " for letter in folded).split())


def _counts(letter: str) -> bool:
    return letter.isalnum() or letter == "%" or unicodedata.category(letter) in {"Mn", "Mc"}


def _table(name: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    read = tomllib.loads(resource("importing", f"{name}.toml").read_text(encoding="utf-8"))
    return cast("Mapping[str, Mapping[str, Sequence[str]]]", read)


@cache
def of_field(table: str, field: str) -> tuple[str, ...]:
    """What people call a field, beside its label."""
    return tuple(plain(word) for word in _table_of_fields().get(table, {}).get(field, ()))


@cache
def lesser(table: str, field: str) -> tuple[str, ...]:
    """What people call a field that another column tells better where there is one."""
    return tuple(plain(word) for word in _names()["lesser"].get(f"{table}.{field}", ()))


@cache
def apart() -> Mapping[str, Sequence[str]]:
    """What lists call that which no field holds, by what it is."""
    return {what: [plain(word) for word in said] for what, said in _names()["apart"].items()}


@lru_cache(maxsize=10_000)
def taxed(header: str) -> bool:
    """Whether a header says that tax is in its figures: ``Price incl. GST``, ``含税单价``."""
    told, said = plain(header), _names()["taxed"]
    among = set(told.split())
    if among.intersection(said["without"]) or any(sign in told for sign in said["joined_without"]):
        return False
    including = bool(among.intersection(said["including"])) and bool(among.intersection(said["tax"]))
    return including or any(sign in told for sign in said["joined"])


@cache
def times() -> Mapping[str, Sequence[str]]:
    """Words in the name of a capacity for the time that it is counted in; of several the first counts."""
    return _names()["times"]


@cache
def vocabulary() -> frozenset[str]:
    """Everything that fields of any table are called, and the units of rows."""
    found = {plain(field.label) for table in TABLES for field in table.fields}
    for table in TABLES:
        for field in table.fields:
            found.update((*of_field(table.name, field.name), *lesser(table.name, field.name)))
    return frozenset(found.union(of_field("row", "unit")))


@cache
def single() -> frozenset[str]:
    """The words of which the names of fields consist."""
    return frozenset(word for name in vocabulary() for word in name.split())


@cache
def harmless() -> frozenset[str]:
    """What stands beside a name in a header and says nothing of a unit: taxes, delivery terms, estimates."""
    return frozenset(plain(word) for word in _names()["beside"]["words"])


@lru_cache(maxsize=10_000)
def names_a_term(text: str) -> bool:
    """Whether a text names a delivery term, ours or another."""
    spaced = f" {plain(text)} "
    said = {*PRICE_TERMS, *choices("offers", "price_term"), *other_terms()} - {"for"}
    return text.startswith("FOR ") or any(f" {term.casefold()} " in spaced for term in said)


@lru_cache(maxsize=10_000)
def term_in(header: str) -> str:
    """The only delivery term that a header names, ours or another, in capitals; "" for none or several."""
    found = set(_TERM.findall(unicodedata.normalize("NFKC", header).casefold()))
    return found.pop().upper() if len(found) == 1 else ""


@cache
def other_terms() -> frozenset[str]:
    """Delivery terms that are none of ours, and would cost otherwise if they were taken for one."""
    return frozenset(_names()["terms"]["others"])


@cache
def _table_of_fields() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return _table("fields")


@cache
def _names() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return _table("names")


@cache
def countries() -> Mapping[str, str]:
    """Country codes by every name and code of the country."""
    found = {
        plain(name): code
        for language in ("es", "fr", "de", "ja", "zh", "hi", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()  # noqa: PLR2004 - other keys are continents
    }
    found |= {code.casefold(): code for code in list(found.values())}
    aliases = cast("Mapping[str, Sequence[str]]", get_global("territory_aliases"))
    found |= {
        alias.casefold(): codes[0] for alias, codes in aliases.items() if len(alias) == _ALPHA_3 and alias.isalpha()
    }
    return found | {plain(word): code for code, words in _names()["countries"].items() for word in words}


def country(code: str) -> str:
    """What a project calls a country."""
    called = cast("Mapping[str, str]", _names()["called"])
    return called.get(code) or str(Locale("en").territories[code])


@cache
def elements() -> Mapping[str, str]:
    """Chemical symbols by symbol and name."""
    found = {symbol.casefold(): symbol for symbol in _names()["elements"]}
    return found | {plain(word): symbol for symbol, words in _names()["elements"].items() for word in words}


@cache
def forms() -> Mapping[str, str]:
    """Forms of goods (oxide, metal, ...) by the words for them."""
    return {plain(word): form for form, words in _names()["forms"].items() for word in words}


@cache
def legal_forms() -> frozenset[str]:
    """Words of a company's name that do not tell it from another."""
    return frozenset(plain(word) for word in _names()["legal"]["words"])


@cache
def choices(table: str, field: str) -> Mapping[str, str]:
    """The choices of a field by other words for them."""
    listed = cast("Mapping[str, Mapping[str, Sequence[str]]]", _names()["choices"])
    return {plain(word): choice for choice, words in listed.get(f"{table}.{field}", {}).items() for word in words}
