"""The licence files that a plan needs: which still have to go in, by when, and for what."""

from __future__ import annotations

import pandas as pd

from desktop.analysis import orders
from desktop.analysis.memory import remembered
from desktop.model import licensing
from desktop.model.plan import Plan
from desktop.model.records import Item, Licence, Mix, Offer, Regime

COLUMNS = (
    "offer",
    "source_name",
    "item_name",
    "regimes",  # names, joined
    "file_by",  # the last day on which the file can go in
    "month",  # of arrival
    "quantity",  # as bought, in the item's unit
    "unit",
    "contained",  # kg of all rare earths
    "files",  # how many the shipment needs
)
HELD_COLUMNS = ("licence", "offer", "status", "allowed", "used", "unit", "valid_until")


@remembered
def files(plan: Plan) -> pd.DataFrame:
    """The files still to be put in, ``COLUMNS``, by the day they have to go in."""
    lines = orders.table(plan)
    new = lines[lines["licence"] == "new"]
    regimes, offers = plan.world.by_id(Regime), plan.world.by_id(Offer)
    mix = plan.world.by_id(Mix)[plan.mix]
    days: licensing.Days = "P90" if mix.licence_days == "P90" else "P50"
    names, counts = [], []
    asked = {offer: licensing.permits(plan.world, offers[offer], plan.months, days) for offer in set(new["offer"])}
    for offer, month in zip(new["offer"], new["month"], strict=True):
        permit = asked[offer][month.index - plan.months[0].index]
        applying = [regimes[id_] for id_ in permit.regimes if id_]
        names.append(", ".join(regime.name or regime.id for regime in applying))
        counts.append(max([regime.files_per_shipment for regime in applying], default=1))
    table = new.assign(regimes=names, files=counts)[list(COLUMNS)]
    return table.sort_values(["file_by", "month"], kind="stable", ignore_index=True)


def held(plan: Plan) -> pd.DataFrame:
    """The files of the project, ``HELD_COLUMNS``: what each allows and what the plan uses of it, in the item's unit."""
    lines = orders.table(plan)
    used = lines.groupby("licence")["quantity"].sum()
    units = {offer.id: plan.world.by_id(Item)[offer.item].unit for offer in plan.world.all(Offer)}
    rows = [
        (file.id, file.offer, file.status, file.quantity, used.get(file.id, 0.0), units[file.offer], file.valid_until)
        for file in plan.world.all(Licence)
    ]
    return pd.DataFrame(rows, columns=list(HELD_COLUMNS), dtype=object)
