"""What the program remembers of its user between sessions: a small JSON file that may be lost or damaged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import attrs

from desktop.model.records import TABLE, TABLES
from desktop.paths import user_dir
from desktop.session.layouts import Layout, layouts
from desktop.store.whole_file import write_whole

THEMES = ("system", "light", "dark")
MASS_UNITS = ("t", "kg")
MONEY_UNITS = ("crore", "lakh")
PERIODS = ("month", "quarter", "year")
GROUPS = ("class", "country", "source", "element")
CURRENCIES = ("INR", "USD")
_RECENT, _COMPARED = 10, 20
_LONGEST = 1_000_000
_NARROWEST, _WIDEST = 200, 1000

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@attrs.frozen
class Settings:
    """The user's own choices; ``geometry`` and ``layout`` are what the window gave, in base 64.

    ``grids`` are the layouts of tables that are not as on the first day, ``as_months`` the tables that are seen as
    months across. ``details`` tells whether those of the current record are shown, ``details_width`` how wide.
    ``compared`` are the plans that were chosen to be compared, ``pinned`` those at the top of them, ``base`` the one
    that others differ from; each is a mix and a scenario, on two lines.
    """

    theme: str = "system"
    mass_unit: str = "t"
    money_unit: str = "crore"
    recent: tuple[str, ...] = ()
    scenario: str = ""
    mix: str = ""
    geometry: str = ""
    layout: str = ""
    grids: Mapping[str, Layout] = attrs.field(factory=dict)
    as_months: tuple[str, ...] = ()
    details: bool = True
    details_width: int = 300
    period: str = "month"
    by: str = "class"
    currency: str = "INR"
    compared: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    base: str = ""

    def with_recent(self, path: Path) -> Settings:
        """The same settings with ``path`` first among the recent files."""
        name = str(path.resolve())
        return attrs.evolve(self, recent=(name, *(old for old in self.recent if old != name))[:_RECENT])


def load() -> Settings:
    """The stored settings; whatever is missing or damaged is as on the first day."""
    try:
        with (user_dir() / "settings.json").open(encoding="utf-8") as file:
            stored = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    return Settings(
        theme=_one_of(THEMES, stored.get("theme")),
        mass_unit=_one_of(MASS_UNITS, stored.get("mass_unit")),
        money_unit=_one_of(MONEY_UNITS, stored.get("money_unit")),
        recent=_texts(stored.get("recent")),
        scenario=_text(stored.get("scenario")),
        mix=_text(stored.get("mix")),
        geometry=_text(stored.get("geometry")),
        layout=_text(stored.get("layout")),
        grids=layouts(stored.get("grids")),
        as_months=tuple(name for name in _texts(stored.get("as_months"), len(TABLES)) if name in TABLE),
        details=stored.get("details") is not False,
        details_width=_width(stored.get("details_width")),
        period=_one_of(PERIODS, stored.get("period")),
        by=_one_of(GROUPS, stored.get("by")),
        currency=_one_of(CURRENCIES, stored.get("currency")),
        compared=_texts(stored.get("compared"), _COMPARED),
        pinned=_texts(stored.get("pinned"), _COMPARED),
        base=_text(stored.get("base")),
    )


def store(settings: Settings) -> None:
    """Write the settings; raises OSError and FileFault. A reader sees the old file or the new one, never a part."""
    write_whole(user_dir() / "settings.json", json.dumps(attrs.asdict(settings), indent=1).encode())


def _one_of(choices: tuple[str, ...], value: Json) -> str:
    return value if isinstance(value, str) and value in choices else choices[0]


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Json, most: int = _RECENT) -> tuple[str, ...]:
    found = value if isinstance(value, list) else []
    return tuple(entry for entry in found if isinstance(entry, str) and "\0" not in entry)[:most]


def _width(value: Json) -> int:
    return min(max(value, _NARROWEST), _WIDEST) if isinstance(value, int) else Settings().details_width
