"""A sheet as the writer makes it, which looks up once what a function of the spreadsheet is called in a file."""

from __future__ import annotations

import re
from typing import ClassVar

from xlsxwriter.worksheet import Worksheet

_FUNCTION = re.compile(r"\b([A-Z][A-Z0-9.]*)\(")


class Page(Worksheet):  # type: ignore[misc]  # the library declares no types
    """XlsxWriter's sheet, in half its time.

    The library searches every formula once for each of some thirty later functions, which a file writes with a prefix.
    Here it does so once for each function's name, and afterwards only with formulas that name a later one.
    """

    _plain: ClassVar[dict[str, bool]] = {}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - the library's own signature
        bare = formula.startswith("=") and not formula.endswith("}")
        if bare and all(map(self._is_plain, set(_FUNCTION.findall(formula)))):
            return formula[1:]
        prepared: str = super()._prepare_formula(formula, expand_future_functions)
        return prepared

    def _is_plain(self, name: str) -> bool:
        """Whether the file calls a function as the spreadsheet does."""
        if name not in self._plain:
            self._plain[name] = super()._prepare_formula(f"{name}(", expand_future_functions=True) == f"{name}("
        return self._plain[name]
