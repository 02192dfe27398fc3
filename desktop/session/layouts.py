"""How the grid of a table is laid out: which columns in what order and width, which stay in sight, what sorts it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from desktop.model.records import TABLE
from desktop.session.arranging import Key

_MOST_FROZEN, _MOST_KEYS = 10, 3
_NARROWEST, _WIDEST = 24, 2000


@attrs.frozen
class Layout:
    """The layout of one grid; fields that it does not name come last, as wide as their content asks for.

    ``frozen`` is how many columns stay in sight at the left.
    """

    order: tuple[str, ...] = ()
    widths: Mapping[str, int] = attrs.field(factory=dict)
    hidden: tuple[str, ...] = ()
    frozen: int = 1
    keys: tuple[Key, ...] = ()


def layouts(stored: object) -> dict[str, Layout]:
    """The layouts of tables as a settings file has them; whatever is damaged or no longer known is left out."""
    known = stored if isinstance(stored, dict) else {}
    return {name: _layout(name, plain) for name, plain in known.items() if name in TABLE and isinstance(plain, dict)}


def _layout(table: str, plain: Mapping[str, object]) -> Layout:
    fields = TABLE[table].field
    widths, frozen, keys = plain.get("widths"), plain.get("frozen"), plain.get("keys")
    return Layout(
        order=_names(plain.get("order"), fields),
        widths={
            name: min(max(width, _NARROWEST), _WIDEST)
            for name, width in (widths if isinstance(widths, dict) else {}).items()
            if name in fields and isinstance(width, int)
        },
        hidden=_names(plain.get("hidden"), fields),
        frozen=min(max(frozen, 0), _MOST_FROZEN) if isinstance(frozen, int) else 1,
        keys=tuple(
            Key(str(key["field"]), descending=key.get("descending") is True)
            for key in (keys if isinstance(keys, list) else [])[:_MOST_KEYS]
            if isinstance(key, dict) and key.get("field") in fields
        ),
    )


def _names(stored: object, fields: Mapping[str, object]) -> tuple[str, ...]:
    """Those of the stored names that fields have, each once."""
    names = stored if isinstance(stored, list) else []
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name in fields))
