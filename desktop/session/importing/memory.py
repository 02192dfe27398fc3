"""What was decided for lists before: for one with the same headers all of it, for a header seen elsewhere its field."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

import attrs

from desktop.model.records import TABLE
from desktop.paths import user_dir
from desktop.session import units
from desktop.session.importing import scoring, words
from desktop.session.importing.columns import Column
from desktop.session.importing.guessing import still_asked
from desktop.session.importing.layout import ABOVE, MODES, UNCLEAR, Guess, Layout, Mode, Use
from desktop.session.importing.slots import KIND, UNIT, Slot
from desktop.session.settings import Json
from desktop.store.whole_file import write_whole
from desktop.text.days import Order
from desktop.text.figures import Decimal

_FILE = "imports.json"
_MOST, _LONGEST = 50, 4_000_000
_CHOSEN = 100.0

_DECIMALS: tuple[Decimal, ...] = ("", ".", ",")
_ORDERS: tuple[Order, ...] = ("", "day", "month")

Entry = Mapping[str, Json]
Way = TypeVar("Way", bound=str)


def recalled(layout: Layout, columns: Sequence[Column], *, kind_chosen: bool = False) -> Layout:
    """``layout`` with what was decided before in place of guesses: all of it when the headers are the same.

    A unit that the list itself tells wins over the one that was chosen before; from lists with other headers no unit
    is taken, nor how they were written. ``kind_chosen`` keeps the kind; then only decisions for lists of this kind
    count.
    """
    entries = _entries()
    same = [entry for entry in entries if entry.get("headers") == _headers(columns)]
    if same and not kind_chosen and str(same[0].get("kind")) in KIND:
        layout = attrs.evolve(layout, kind=str(same[0]["kind"]), uses={column.at: Use() for column in columns})
    matching = [entry for entry in (*same, *entries) if entry.get("kind") == layout.kind]
    alike = [entry for entry in same if entry.get("kind") == layout.kind]
    for column in columns:
        guessed = layout.uses.get(column.at, Use())
        use = _use_before(column, alike)
        if use is not None:
            unit = _unit(column, use, guessed)
            use = attrs.evolve(use, unit=unit, decimal=column.said or use.decimal)
        elif (use := _use_before(column, matching)) is not None:
            if use.slot is None and still_asked(guessed, layout):
                continue
            unit = _fresh(column, use, guessed)
            use = attrs.evolve(use, unit=unit, decimal=column.said, order="", unclear="")
        if use is not None and (use.slot is None or use.slot in layout.of.slots):
            period, element = (column.period, column.element) if use.period or use.element else (None, "")
            layout = layout.with_use(
                column.at, attrs.evolve(use, period=period, element=element if use.element else "")
            )
    if same and same[0].get("kind") == layout.kind:
        layout = attrs.evolve(layout, constants=_constants(same[0], layout), mode=_mode(same[0].get("mode")))
    names: dict[tuple[str, str], str] = {}
    for entry in reversed(matching):
        names |= _names(entry.get("names"))
    return attrs.evolve(layout, names={**names, **layout.names})


def note(layout: Layout, columns: Sequence[Column]) -> None:
    """Remember what was decided; raises FileFault when the user's folder takes nothing."""
    entry: dict[str, Json] = {
        "headers": _headers(columns),
        "kind": layout.kind,
        "mode": layout.mode,
        "uses": {words.plain(column.header): _written(layout.uses.get(column.at, Use())) for column in columns},
        "constants": {f"{slot.table}.{slot.field}": text for slot, text in layout.constants.items()},
        "names": [[table, name, id_] for (table, name), id_ in layout.names.items()],
    }
    others = [
        dict(each)
        for each in _entries()
        if (each.get("headers"), each.get("kind")) != (entry["headers"], entry["kind"])
    ]
    write_whole(user_dir() / _FILE, json.dumps([entry, *others][:_MOST], ensure_ascii=False).encode())


def _entries() -> list[Entry]:
    """What was kept, the latest first; a lost or damaged file is an empty one."""
    try:
        path = user_dir() / _FILE
        text = path.read_text(encoding="utf-8") if path.stat().st_size <= _LONGEST else "[]"
        found = cast(Json, json.loads(text))
    except (OSError, ValueError, RecursionError):
        return []
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _headers(columns: Sequence[Column]) -> Json:
    return [*sorted(words.plain(column.header) for column in columns)]


def _written(use: Use) -> Json:
    return {
        "slot": f"{use.slot.table}.{use.slot.field}" if use.slot else "",
        "unit": use.unit,
        "across": "period" if use.period else "element" if use.element else "",
        "decimal": use.decimal,
        "order": use.order,
        "unclear": use.unclear,
    }


def _use_before(column: Column, entries: Sequence[Entry]) -> Use | None:
    """The latest use of a header that reads the same; None for headers that were never used."""
    header = words.plain(column.header)
    for entry in entries:
        uses = entry.get("uses")
        told = uses.get(header) if isinstance(uses, dict) and header else None
        if isinstance(told, dict):
            across = told.get("across")
            return Use(
                _slot(told.get("slot")),
                _text(told.get("unit")),
                column.period if across == "period" else None,
                column.element if across == "element" else "",
                _one_of(told.get("decimal"), _DECIMALS),
                _one_of(told.get("order"), _ORDERS),
                _one_of(told.get("unclear"), (*UNCLEAR, ABOVE)),
                Guess(_CHOSEN, "import-why-before", column.header),
            )
    return None


def _fresh(column: Column, use: Use, guessed: Use) -> str:
    """The unit that the list itself tells of a column."""
    return guessed.unit if guessed.slot == use.slot else scoring.unit_for(column, use.slot)


def _unit(column: Column, use: Use, guessed: Use) -> str:
    """The unit of a column of a list with the same headers: what it tells now, or what was chosen where it is open."""
    fresh = _fresh(column, use, guessed)
    told, before = units.parse(fresh) if fresh else None, units.parse(use.unit) if use.unit else None
    if told is None or told.money in units.EITHER or (before is not None and units.merged([told, before]) == before):
        return use.unit or fresh
    return fresh


def _one_of(told: Json, known: Sequence[Way]) -> Way:
    return next((way for way in known if way == told), known[0])


def _slot(told: Json) -> Slot | None:
    table, _, field = _text(told).partition(".")
    if table == UNIT.table:
        return Slot(table, field)
    return Slot(table, field) if table in TABLE and field in TABLE[table].field else None


def _constants(entry: Entry, layout: Layout) -> dict[Slot, str]:
    told = entry.get("constants")
    pairs = told.items() if isinstance(told, dict) else ()
    slots = ((_slot(name), _text(text)) for name, text in pairs)
    return {slot: text for slot, text in slots if slot in layout.of.slots and slot is not None}


def _names(told: Json) -> dict[tuple[str, str], str]:
    triples = [each for each in told if isinstance(each, list) and len(each) == 3] if isinstance(told, list) else []  # noqa: PLR2004 - table, name, id
    return {(_text(table), _text(name)): _text(id_) for table, name, id_ in triples}


def _mode(told: Json) -> Mode:
    return next((mode for mode in MODES if mode == told and mode != "replace"), MODES[0])


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
