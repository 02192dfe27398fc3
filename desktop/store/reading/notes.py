"""What is noticed in a file while it is read: one note of each kind, with the count and the first places."""

from __future__ import annotations

from desktop.model.errors import Problem, Value

_PLACES = 5


class Notes:
    """Collects what is noticed in one sheet ("" for the file as a whole)."""

    def __init__(self, sheet: str = "") -> None:
        self._sheet = sheet
        self._counts: dict[str, int] = {}
        self._places: dict[str, list[str]] = {}
        self._values: dict[str, dict[str, Value]] = {}

    def see(self, key: str, place: str = "", times: int = 1, **values: Value) -> None:
        """Take note of one thing, at a cell or range, or of some that are alike; a kind has the values of its first."""
        self._counts[key] = self._counts.get(key, 0) + times
        self._values.setdefault(key, values)
        places = self._places.setdefault(key, [])
        if place and len(places) < _PLACES:
            places.append(place)

    def all(self) -> tuple[Problem, ...]:
        """What was noticed so far, each kind once."""
        return tuple(self._note(key, count) for key, count in self._counts.items())

    def _note(self, key: str, count: int) -> Problem:
        places = self._places[key]
        more = ", …" if places and count > len(places) else ""
        values = {"count": count, "places": ", ".join(places) + more, **self._values[key]}
        cell = places[0].partition(":")[0] if places else ""
        return Problem(key, values, sheet=self._sheet, cell=cell, severity="note")
