"""Orders under one licence of which the same is asked are judged together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.engine.verify_lines import lines
from desktop.engine.verify_shipments import Shipment, shipments
from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.model.licensing import file_by
from desktop.model.orders import LandedCost, Order, in_columns
from desktop.model.records import Licence, Regime
from desktop.model.records.table import Record
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records

FILE = Licence(id="F", regime="A18", offer="JL-magnet", status="granted")


def _order(month: int, licence: str) -> Order:
    return Order("JL-magnet", FIRST.plus(month), 1.0, 1.0, LandedCost(), licence=licence)


def _shipments(*orders: Order, **changed: Sequence[Record]) -> list[Shipment]:
    terms = Terms(tiny_project(licences=[FILE], **changed), MONTHS, "P50")
    tables = Tables(terms)
    listed = in_columns(orders)
    return shipments(listed, lines(listed, tables), terms, tables.leaving)


def test_orders_of_one_offer_and_licence_go_together_and_those_without_are_left_out() -> None:
    found = _shipments(_order(0, "new"), _order(1, "F"), _order(2, ""), _order(3, "new"), _order(4, "lost"))
    assert [(each.licence, each.orders.tolist()) for each in found] == [("new", [0, 3]), ("F", [1]), ("lost", [4])]
    assert [each.file for each in found] == [None, FILE, None]
    assert [each.rest.needed for each in found] == [True, False, True]


def test_new_files_go_in_their_days_before_goods_leave() -> None:
    (found,) = _shipments(_order(1, "new"), _order(4, "new"))
    assert (found.leaving - found.filed()).tolist() == [60, 60]


def test_days_of_a_stop_do_not_count() -> None:
    stop = Regime(
        id="stop",
        origins=("China",),
        elements=("Dy",),
        status="stopped",
        from_date=dt.date(2027, 3, 20),
        until_date=dt.date(2027, 3, 31),
    )
    (found,) = _shipments(_order(4, "new"), _order(5, "new"), regimes=[*tiny_records()["regimes"], stop])
    days = [dt.date.fromordinal(day) for day in found.leaving.tolist()]
    assert found.permit.stops
    assert found.filed().tolist() == [file_by(day, found.rest).toordinal() for day in days]
    assert len({*(found.leaving - found.filed()).tolist()}) == 2
