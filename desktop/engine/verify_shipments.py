"""The orders under a licence, together with those of which the same is asked: what is found of one holds for all."""

from __future__ import annotations

import datetime as dt

import attrs
import numpy as np

from desktop.engine.vectors import IntArray
from desktop.engine.verify_lines import Lines
from desktop.engine.verify_terms import Terms
from desktop.model.licensing import Permit, file_by
from desktop.model.orders import Orders
from desktop.model.records import Licence, Offer


@attrs.frozen(eq=False)
class Shipment:
    """Orders of one offer under one licence, and what is asked of them; ``file`` is None where it is none of ours.

    ``orders`` are their lines, ``leaving`` the days, as ordinals, on which their goods leave; placed orders have none.
    """

    offer: Offer
    licence: str
    file: Licence | None
    permit: Permit
    placed: bool
    orders: IntArray
    leaving: IntArray

    @property
    def rest(self) -> Permit:
        """What is asked beside the file."""
        return self.permit.beside(self.file.regime) if self.file else self.permit

    def filed(self) -> IntArray:
        """By which days, as ordinals, the new files go in that are asked for."""
        if self.rest.stops:
            return np.array([_filed(day, self.rest) for day in self.leaving.tolist()], dtype=np.int64)
        first = int(self.leaving[0])  # without a stop a file takes as many days whenever it goes in
        return self.leaving - (first - _filed(first, self.rest))


def _filed(leaves: int, permit: Permit) -> int:
    return file_by(dt.date.fromordinal(leaves), permit).toordinal()


def shipments(orders: Orders, lines: Lines, terms: Terms, leaving: IntArray) -> list[Shipment]:
    """The shipments among ``orders``; ``leaving`` (offers, t) are the days on which goods leave."""
    files, offers = terms.world.by_id(Licence), [*terms.offers]
    asked = {row: terms.permits(offers[row]) for row in set(lines.offer[lines.licensed].tolist())}
    together: dict[tuple[int, str, int, bool], list[int]] = {}
    permits: dict[int, Permit] = {}
    licensed = np.flatnonzero(lines.licensed).tolist()
    for at, row, place in zip(licensed, lines.offer[licensed].tolist(), lines.place[licensed].tolist(), strict=True):
        permit = asked[row][place]
        permits[id(permit)] = permit
        together.setdefault((row, orders.licence[at], id(permit), orders.placed[at]), []).append(at)
    return [
        Shipment(
            offer=terms.offers[offers[row]],
            licence=licence,
            file=files.get(licence),
            permit=permits[permit],
            placed=placed,
            orders=np.array(own, dtype=np.int64),
            leaving=leaving[lines.offer[own], lines.place[own]],
        )
        for (row, licence, permit, placed), own in together.items()
    ]
