"""The same project told differently: in other units and money, under other names, in another order."""

from __future__ import annotations

from random import Random

from desktop.model.fields import Field, Value
from desktop.model.project import Project
from desktop.model.records import (
    TABLE_OF,
    Capacity,
    Event,
    Incentive,
    LeadTime,
    Offer,
    Price,
    Record,
    Rule,
    Source,
    Tier,
)
from desktop.model.records.table import evolved


def in_other_units(project: Project, units: float = 1.0, money: float = 1.0) -> Project:
    """The project with ``units`` new units in every item's old one, and ``money`` new rupees in each old one.

    Every field says in its declaration what it counts; other currencies, space and kilograms stay as they are.
    """
    home = {offer.id for offer in project.all(Offer) if offer.currency == "INR"}
    parts = {"unit": units, "INR": money, "": 1.0}

    def converted(record: Record) -> Record:
        sizes = parts | {"currency": money if _offer(record) in home else 1.0}
        fields = TABLE_OF[type(record)].fields
        return evolved(record, {field.name: _converted(field, record, sizes) for field in fields})

    return Project.of({name: [converted(row) for row in rows] for name, rows in project.content().items()})


def _offer(record: Record) -> str:
    """The offer whose currency a record's prices are in."""
    match record:
        case Offer(id=name) | Price(offer=name) | Tier(offer=name):
            return name
    return ""


def _converted(field: Field, record: Record, sizes: dict[str, float]) -> Value:
    value: Value = getattr(record, field.name)
    if not isinstance(value, float):
        return value
    first, *rest = _unit(field, record).split("/")
    for part in (part for part in rest if part in sizes):
        value /= sizes[part]
    return value * sizes.get(first, 1.0)


def _unit(field: Field, record: Record) -> str:
    """What a field counts; some count what another field of the record says."""
    match record:
        case Rule(kind="amount at least" | "amount at most", measure=measure) if field.name == "limit":
            return {"quantity": "unit", "value": "INR"}.get(measure, "")
        case Capacity(source=source) if source and field.name == "value":
            return "use/month"
        case Event(kind="capacity value") if field.name == "value":
            return "unit/month"
        case Incentive(rate_kind=kind) if field.name == "rate":
            return "INR/unit" if kind == "INR/unit" else ""
    return field.unit


def renamed(project: Project) -> tuple[Project, dict[str, str]]:
    """The project with every id turned round, so that names sort otherwise, and the new name of each old one."""
    ids = [str(getattr(row, "id")) for rows in project.content().values() for row in rows if hasattr(row, "id")]  # noqa: B009 - the id of a generic record
    names = {"": ""} | {name: f"{10 ** len(ids) - position} {name}" for position, name in enumerate(ids)}

    def called(record: Record) -> Record:
        fields = [field.name for field in TABLE_OF[type(record)].fields if field.kind in {"id", "ref"}]
        return evolved(record, {field: names[getattr(record, field)] for field in fields})

    return Project.of({table: [called(row) for row in rows] for table, rows in project.content().items()}), names


def reordered(project: Project, seed: int) -> Project:
    """The project with the records of every table in another order, but for events, which happen in turn."""
    chance = Random(seed)
    content = project.content()
    return Project.of(
        {name: list(rows) if name == "events" else chance.sample(rows, len(rows)) for name, rows in content.items()}
    )


def in_halves(project: Project) -> Project:
    """The project with every source twice: each half sells, owes, has on order and on file half of everything."""
    return Project.of(
        {name: [half for row in rows for half in _halves(row)] for name, rows in project.content().items()}
    )


def _halves(record: Record) -> list[Record]:
    """A record once for each half of the source that it belongs to, or as it is."""
    refs = [name for name in ("source", "offer") if getattr(record, name, "")]
    if isinstance(record, Source):
        return [evolved(record, {"id": f"{record.id}{half}", "capacity": _half(record.capacity)}) for half in "ab"]
    if not refs:
        return [record]
    own = [*refs, *(["id"] if hasattr(record, "id") else [])]
    halved = {name: _half(getattr(record, name)) for name in _HALVED if hasattr(record, name)}
    if isinstance(record, Price | LeadTime):
        halved = {}
    return [evolved(record, {**halved, **{name: f"{getattr(record, name)}{half}" for name in own}}) for half in "ab"]


def _half(value: float | None) -> float | None:
    return None if value is None else value / 2


_HALVED = ("capacity", "quantity", "value")
