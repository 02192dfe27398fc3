"""Terms that many offers share: duty, freight, lead time, growth of capacity, and how an offer is written."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from desktop.model.months import Month
from desktop.model.records import Capacity, Offer
from motor_group.book import Book
from motor_group.facts import Figure, Proof, cited, estimate, nameplate
from motor_group.sources import COUNTRY, KNOWN_AS
from motor_group.standing import PER_DOLLAR

CHINA, OTHER = (1.15, 1.3, 1.45), (1.3, 1.7, 2.2)
"""Growth of what Chinese and other makers have open, at each of STEPS after the first."""
STEPS = (Month.of(2027, 1), Month.of(2028, 4), Month.of(2029, 4), Month.of(2030, 4))


@attrs.frozen
class Duty:
    """Customs duty, surcharge on it and IGST of a group of goods, in %."""

    customs: float
    surcharge: float
    igst: float
    proof: Proof


_IGST = "IGST 18 % is an estimate; verify on ICEGATE before use"
DUTIES = {
    "oxide": Duty(0.0, 0.0, 18.0, cited("S122", f"2846 90: nil, surcharge exempt, Notification 36/2024; {_IGST}")),
    "metal": Duty(0.0, 0.0, 18.0, cited("S120", f"2805 30: 5 % to nil, Notification 36/2024; {_IGST}")),
    "magnet": Duty(7.5, 10.0, 18.0, cited("S126", "8505 11: 7.5 %, surcharge 10 % of duty; one calculator adds AIDC")),
    "motor": Duty(15.0, 10.0, 18.0, cited("S125", f"complete motors 15 %; surcharge 10 % of duty; {_IGST}")),
}
HOME = Duty(0.0, 0.0, 18.0, estimate("goods made in India: no customs duty; GST 18 %"))


@attrs.frozen
class Route:
    """The way from a country: days on top of production, and freight in USD/kg."""

    days: int
    freight: float


ROUTES = {
    "China": Route(29, 0.9),
    "Malaysia": Route(22, 0.7),
    "Vietnam": Route(25, 0.8),
    "Japan": Route(32, 1.0),
    "South Korea": Route(32, 1.0),
    "Australia": Route(38, 1.1),
    "Estonia": Route(48, 1.6),
    "USA": Route(52, 1.7),
}
PORT_CHECK = 10
"""Days that goods free of licence lose in China's port on average: samples are taken of them too (facts.md 2.1)."""
INLAND = 15.0
LEAD = estimate(
    "production plus sea 15-25 days plus clearance and inland 4-10; licence days come on top from the regime"
)
FREIGHT = estimate("sea freight, insurance 0.5 % and inland carriage; no published figure")
GENERAL = estimate("payment terms and order size; no reliable figure found")


@attrs.frozen
class Line:
    """One offer as the sample lists it; ``capacity`` is kg or pieces a month at each of STEPS."""

    source: str
    item: str
    price: Figure
    made_in: int
    capacity: Sequence[float]
    co2: float
    minimum: float = 0.0
    first_month: Month | None = None

    @property
    def id(self) -> str:
        """The offer's name: its source and what it sells."""
        return f"{self.source}-{self.item.removeprefix('magnet_')}".replace("_", "-")


def growing(start: float, *factors: float) -> tuple[float, ...]:
    """A capacity and its growth, rounded to 10."""
    return tuple(10.0 * round(start * factor / 10) for factor in (1.0, *factors))


def write_offer(book: Book, line: Line, kind: str) -> None:
    """Write one offer of goods of ``kind``, with the steps of its capacity."""
    country = COUNTRY[line.source]
    home = country == "India"
    duty = HOME if home else DUTIES[kind]
    currency, unit = line.price.unit.split("/")
    route = Route(7, 0.0) if home else ROUTES[country]
    per_piece = 12.0 if unit == "piece" else 1.0
    offer = Offer(
        id=line.id,
        source=line.source,
        item=line.item,
        price=line.price.value,
        currency=currency,
        price_term="DAP" if home else "FOB",
        freight=round(route.freight * PER_DOLLAR.get(currency, 0.0) * per_piece, 2),
        insurance=0.0 if home else 0.5,
        customs_duty=duty.customs,
        surcharge=duty.surcharge,
        igst=duty.igst,
        inland_cost=0.0 if home else INLAND * per_piece,
        minimum_order=line.minimum,
        lead_days=float(line.made_in + route.days),
        payment_days=30 if home else -15,
        freight_mode="road" if home else "sea",
        co2=line.co2,
        domestic_value=80.0 if home else 0.0,
        licence="not needed" if kind == "motor" else "auto",
        first_month=line.first_month,
    )
    proofs = {"price": line.price.proof, "customs_duty": duty.proof, "surcharge": duty.proof, "igst": duty.proof}
    proofs |= {"lead_days": LEAD, "freight": FREIGHT, "insurance": FREIGHT, "inland_cost": FREIGHT}
    book.add(offer, GENERAL, **proofs)
    previous = -1.0
    for month, value in zip(STEPS, line.capacity, strict=False):
        if value != previous:
            book.add(Capacity(offer=line.id, from_month=month, value=value), _open_to_us(line.source))
        previous = value


def _open_to_us(source: str) -> Proof:
    """The proof of a capacity that is assumed to be open to the group."""
    note = "monthly tonnage open to this group, an assumption"
    return nameplate(KNOWN_AS[source], note) if KNOWN_AS[source] else estimate(note)
