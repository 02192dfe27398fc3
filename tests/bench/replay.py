"""What is asked of a library, noted call by call, and asked of it again with nothing in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple


class Call(NamedTuple):
    """A call: of which object, what, and with what; the objects are counted by the calls that gave them, from 1."""

    on: int
    name: str
    given: tuple[object, ...]
    named: dict[str, object]


class Noted:
    """Stands for an object of the library: does what it does, and notes it, as it does for what a call gives."""

    def __init__(self, real: object, calls: list[Call], number: int = 0) -> None:
        self._real, self._calls, self._number = real, calls, number

    def __getattr__(self, name: str) -> partial[object]:
        return partial(self._note, name)

    def _note(self, name: str, /, *given: object, **named: object) -> object:
        self._calls.append(Call(self._number, name, given, named))
        number = len(self._calls)
        found = _made(self._real, self._calls[-1], _real_of)
        return found if found is None or isinstance(found, int | str) else Noted(found, self._calls, number)


def again(calls: Sequence[Call], first: object) -> None:
    """Make the same calls of ``first`` and of what they give."""
    made: dict[int, object] = {0: first}
    for number, call in enumerate(calls, 1):
        made[number] = _made(made[call.on], call, lambda each: made[each._number])


def _real_of(noted: Noted) -> object:
    return noted._real


def _made(on: object, call: Call, own: Callable[[Noted], object]) -> object:
    given, named = [_put(each, own) for each in call.given], {key: _put(each, own) for key, each in call.named.items()}
    return getattr(on, call.name)(*given, **named)


def _put(value: object, own: Callable[[Noted], object]) -> object:
    """A value with the library's own objects in the places of those that stand for them."""
    match value:
        case Noted():
            return own(value)
        case dict():
            return {key: _put(each, own) for key, each in value.items()}
        case list() | tuple():
            return type(value)(_put(each, own) for each in value)
        case _:
            return value
