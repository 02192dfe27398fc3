"""The steps that write a program, each taken over from the last one where all that it reads is still the same.

A step is a function of a draft that writes rows and columns and reads nothing else. What it reads is noted down while
it does, so that nothing has to be declared, and nothing can be forgotten: a step that would find all of it as it was,
arrays by value, would write the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import FunctionType, MethodType
from typing import Concatenate, ParamSpec, TypeVar, cast

import attrs
import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.bounds import Bounds
from desktop.engine.draft import Columns, Draft
from desktop.engine.landed import LandedCosts
from desktop.engine.lanes import Lanes
from desktop.engine.program import Mark, Part, Program
from desktop.engine.scales import Scales

P = ParamSpec("P")
R = TypeVar("R")
Path = tuple[str, ...]
_LOOKED_INTO = (Draft, Arrays, Bounds, Columns, LandedCosts, Lanes, Scales)


@attrs.frozen(eq=False)
class _Block:
    """What one step wrote into a program that stood at ``mark``, what it was told, read and returned."""

    step: object
    told: tuple[object, ...]
    mark: Mark
    reads: Sequence[Path]
    part: Part
    returned: object


class Blocks:
    """The steps of one draft, in their order, beside those of the draft before it."""

    def __init__(self, draft: Draft, before: Blocks | None = None, *, remember: bool = True) -> None:
        """Begin to write ``draft``; what follows holds for relaxed drafts, which count no decisions, alone.

        Where nobody is to go on from it, ``remember`` is false: nothing is noted down then, which takes time.
        """
        self.draft = draft
        self.written: list[_Block] = []
        self._before = before.draft if before else draft
        self._kept = before.written if before and not draft.whole else []
        self.remember = remember and not draft.whole
        self._same: dict[Path, bool] = {}
        self.taken_over = 0

    def write(self, step: Callable[Concatenate[Draft, P], R], *told: P.args, **_none: P.kwargs) -> R:
        """What ``step`` returns for the draft and ``told``, once its rows and columns stand in the program."""
        program, place = self.draft.program, len(self.written)
        kept = self._kept[place] if place < len(self._kept) else None
        if kept and kept.step is step and kept.told == told and kept.mark == program.mark() and self._holds(kept):
            program.add(kept.part)
            self.written.append(kept)
            self.taken_over += 1
            return cast("R", kept.returned)
        if not self.remember:
            return step(self.draft, *told)  # type: ignore[call-arg]  # no names
        mark, reads = program.mark(), list[Path]()
        returned = step(cast("Draft", _Watched(self.draft, (), reads)), *told)  # type: ignore[call-arg]  # no names
        self.written.append(_Block(step, told, mark, reads, program.since(mark), returned))
        return returned

    def _holds(self, block: _Block) -> bool:
        """Whether all that a block was written from is as it was."""
        return all(map(self._is_same, block.reads))

    def _is_same(self, path: Path) -> bool:
        if path not in self._same:
            self._same[path] = _equal(_at(self._before, path), _at(self.draft, path))
        return self._same[path]


class _Watched:
    """Stands for a draft or a part of it, and notes down the path of whatever is read of it."""

    def __init__(self, of: object, path: Path, reads: list[Path]) -> None:
        self._of, self._path, self._reads = of, path, reads

    def __getattr__(self, name: str) -> object:
        """A field, watched too where it is looked into; methods and properties read their own fields watched."""
        declared = getattr(type(self._of), name, None)
        if isinstance(declared, FunctionType):
            return MethodType(declared, self)
        if isinstance(declared, property) and declared.fget:
            return declared.fget(self)
        value = getattr(self._of, name)
        if isinstance(value, _LOOKED_INTO):
            value = _Watched(value, (*self._path, name), self._reads)
        elif not isinstance(value, Program):
            self._reads.append((*self._path, name))
        self.__dict__[name] = value
        return value


def _at(draft: object, path: Path) -> object:
    for name in path:
        draft = getattr(draft, name)
    return draft


def _equal(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one is other or (one.dtype == other.dtype and np.array_equal(one, other))
    return one is other or bool(one == other)
