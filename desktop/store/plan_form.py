"""A plan as plain values and back, without the project that it is of; nothing in it is ever run."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

import cattrs

from desktop.model.months import Month
from desktop.model.orders import Order, Orders, in_columns
from desktop.model.plan import Plan
from desktop.model.project import Project

NOWHERE = Project(MappingProxyType({}))
"""Stands for the project of a plan that was read, until whoever asked for it puts in the right one."""

_STRANGE = (TypeError, KeyError, AttributeError, OverflowError, RecursionError, cattrs.ForbiddenExtraKeysError)
"""What comes of values that are no plan, beside ValueError."""


def plain(plan: Plan) -> object:
    """The plan in values that JSON can say."""
    return _CONVERTER.unstructure(plan)


def plan_of(told: object) -> Plan:
    """The plan of such values, of the project ``NOWHERE``; raises ValueError for what is none."""
    try:
        return _CONVERTER.structure(told, Plan)
    except _STRANGE as error:
        raise ValueError(f"plan: {type(error).__name__}") from error


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False, forbid_extra_keys=True)
    converter.register_unstructure_hook(Month, str)
    converter.register_structure_hook(Month, lambda value, _: Month.from_iso(value))
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_structure_hook(dt.date, lambda value, _: dt.date.fromisoformat(value))
    converter.register_unstructure_hook(Orders, lambda orders: converter.unstructure([*orders], list[Order]))
    converter.register_structure_hook(Orders, lambda value, _: in_columns(converter.structure(value, list[Order])))
    converter.register_unstructure_hook(Project, lambda _: None)
    converter.register_structure_hook(Project, lambda _, __: NOWHERE)
    return converter


_CONVERTER = _converter()
