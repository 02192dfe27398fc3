"""The items of the group: materials, magnets and motors, their stock, and what they contain."""

from __future__ import annotations

import attrs

from desktop.model.records import Content, Item
from motor_group import composition as c
from motor_group.book import Book
from motor_group.facts import Proof, estimate, magnet_mass, metal_share

MASS = {
    "ev_motor": magnet_mass("Electric car traction motor"),
    "e2w_motor": magnet_mass("Electric two-wheeler"),
    "eps_motor": magnet_mass("EPS motor"),
    "wind_mw": magnet_mass("Wind turbine, direct drive PMSG"),
}
MAGNET = {"ev_motor": "magnet_uh", "e2w_motor": "magnet_sh", "eps_motor": "magnet_sh", "wind_mw": "magnet_light"}
GRADE = {"magnet_light": c.LIGHT, "magnet_sh": c.SH, "magnet_uh": c.UH}

STOCK = estimate("cover of 4 to 8 weeks, inside the 2 to 8 weeks that Indian firms report [S110][S112][S118]")
SAFETY = estimate("30 days for what needs no licence; 45 for Dy and Tb goods while stocks are built (90-120 later)")
HOLDING = estimate("about 0.5 % of the value a month for store and insurance")


def _item(key: str, name: str, kind: str, *, opening: float, holding: float, safety: float = 0.0) -> Item:
    return Item(
        id=key,
        name=name,
        kind=kind,
        unit="kg",
        opening_stock=opening,
        closing="at least" if safety else "free",
        closing_stock=opening if safety else 0.0,
        holding_cost=holding,
        safety_days=safety,
    )


MATERIALS = (
    (_item("ndpr_oxide", "NdPr oxide", "oxide", opening=14_000, holding=40, safety=15), c.ndpr(c.NDPR_OXIDE)),
    (_item("dy_oxide", "Dysprosium oxide", "oxide", opening=900, holding=130), {"Dy": metal_share("Dy")}),
    (_item("tb_oxide", "Terbium oxide", "oxide", opening=120, holding=400), {"Tb": metal_share("Tb")}),
    (_item("ndpr_metal", "NdPr metal", "metal", opening=9_000, holding=55, safety=15), c.ndpr(c.METAL_PURITY)),
    (_item("dy_metal", "Dysprosium metal", "metal", opening=2_200, holding=160, safety=45), {"Dy": c.METAL_PURITY}),
    (_item("tb_metal", "Terbium metal", "metal", opening=220, holding=500, safety=45), {"Tb": c.METAL_PURITY}),
    (_item("alloy", "Nd-Fe-B strip-cast alloy", "alloy", opening=18_000, holding=20), c.ndpr(c.LIGHT.ndpr)),
)
MAGNETS = (
    _item(
        "magnet_light", "Magnet, M and H class, no heavy rare earths", "magnet", opening=20_000, holding=30, safety=30
    ),
    _item("magnet_sh", "Magnet, SH class", "magnet", opening=50_000, holding=35, safety=45),
    _item("magnet_uh", "Magnet, UH class", "magnet", opening=20_000, holding=40, safety=45),
)


@attrs.frozen
class Product:
    """A product with targets: what is known of it beside its magnet."""

    id: str
    name: str
    opening: float
    priority: str
    months_late: int
    holding: float
    margin: float


PRODUCTS = (
    Product("ev_motor", "Electric car traction motor", 3_500, "must", 1, 180, 6_000),
    Product("e2w_motor", "Electric two-wheeler motor", 15_000, "must", 1, 50, 1_500),
    Product("eps_motor", "Power steering motor", 40_000, "should", 2, 12, 350),
    Product("wind_mw", "Wind generator, 1 MW of direct drive", 6, "nice", 3, 25_000, 900_000),
)


def write(book: Book) -> None:
    """Write items and contents."""
    for item, contents in MATERIALS:
        book.add(item, opening_stock=STOCK, safety_days=SAFETY, holding_cost=HOLDING)
        pure = c.OXIDE_CONTENTS if item.kind == "oxide" else c.METAL_CONTENTS
        _write_contents(book, item.id, contents, c.LIGHT.proof if item.kind == "alloy" else pure)
    for item in MAGNETS:
        book.add(item, opening_stock=STOCK, safety_days=SAFETY, holding_cost=HOLDING)
        _write_contents(book, item.id, GRADE[item.id].contents, GRADE[item.id].proof)
    for product in PRODUCTS:
        _write_product(book, product)


def _write_product(book: Book, product: Product) -> None:
    mass = MASS[product.id]
    record = Item(
        id=product.id,
        name=product.name,
        kind="product",
        unit="piece",
        opening_stock=product.opening,
        holding_cost=product.holding,
        safety_days=7,
        priority=product.priority,
        months_late=product.months_late,
        margin=product.margin,
    )
    terms = estimate("the group's own terms of delivery; an example")
    week = estimate("one week of finished motors")
    book.add(record, opening_stock=STOCK, safety_days=week, holding_cost=HOLDING, priority=terms, margin=terms)
    per_kg = GRADE[MAGNET[product.id]].contents
    contents = {element: share * mass.value for element, share in per_kg.items()}
    _write_contents(book, product.id, contents, mass.proof.noted(f"times the contents of {MAGNET[product.id]}"))


def _write_contents(book: Book, item: str, contents: c.Shares, proof: Proof) -> None:
    for element, share in contents.items():
        book.add(Content(item=item, element=element, kg_per_unit=round(share, 6)), proof)
