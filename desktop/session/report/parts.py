"""All sheets of a plan in the making, each knowing those that it takes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs

from desktop.model.plan import Plan
from desktop.session.report.act import act_sheet
from desktop.session.report.arriving import Supply
from desktop.session.report.changes import Arrivals, changes_sheet
from desktop.session.report.compare import compare_sheet, names_of
from desktop.session.report.costs import costs_sheet
from desktop.session.report.deliveries import Deliveries
from desktop.session.report.incentives import PAID_IN, Incentives
from desktop.session.report.inputs import Inputs
from desktop.session.report.layout import CRORE, link
from desktop.session.report.licences import licences_sheet
from desktop.session.report.offers import Offers
from desktop.session.report.orders import Orders
from desktop.session.report.others import REST, Others
from desktop.session.report.production import Production
from desktop.session.report.rules import rules_sheet
from desktop.session.report.sources import CONCENTRATION, sources_sheet
from desktop.session.report.spending import Spending
from desktop.session.report.stocks import Stocks
from desktop.session.report.terms import Terms
from desktop.store.sheets import Formula, Sheet, cell, top


@attrs.frozen(eq=False, slots=False)
class Parts:
    """The sheets of ``plan``, which is one of ``plans``; ``before`` is what was issued earlier."""

    plan: Plan
    plans: Sequence[Plan]
    before: Arrivals

    @cached_property
    def inputs(self) -> Inputs:
        """The assumptions."""
        return Inputs(self.plan)

    @cached_property
    def offers(self) -> Offers:
        """What a unit of every offer costs."""
        others = {
            each.scenario: each
            for each in self.plans
            if each.project is self.plan.project and each.scenario != self.plan.scenario
        }
        return Offers(self.plan, self.inputs, others)

    @cached_property
    def orders(self) -> Orders:
        """What is bought."""
        return Orders(self.plan, self.offers)

    @cached_property
    def production(self) -> Production:
        """What is made."""
        return Production(self.plan, self.offers)

    @cached_property
    def deliveries(self) -> Deliveries:
        """What becomes of the targets."""
        return Deliveries(self.plan, self.offers)

    @cached_property
    def stocks(self) -> Stocks:
        """What lies in stock."""
        return Stocks(self.plan, self.offers, self.orders, self.production, self.deliveries)

    @cached_property
    def supply(self) -> Supply:
        """What arrives."""
        return Supply(self.plan, self.offers, self.orders, self.deliveries)

    @cached_property
    def terms(self) -> Terms:
        """What is paid beside goods."""
        incentives = Incentives(self.plan, self.offers, self.supply, self.production)
        return Terms(self.plan, self.plans, self.offers, incentives)

    @cached_property
    def spending(self) -> Spending:
        """What it costs and when it is paid."""
        made = (self.production, self.deliveries, self.stocks)
        return Spending(self.plan, self.offers, self.orders, *made, self.terms)

    @cached_property
    def names(self) -> list[str]:
        """What the plans are called."""
        return names_of(self.plans)

    @cached_property
    def others(self) -> Others:
        """What the other plans buy and pay."""
        return Others(self.plans, self.plan, self.offers, self.orders, self.terms, self.names)

    @cached_property
    def costs(self) -> Sheet:
        """The build-up of unit costs."""
        return costs_sheet(self.plan, self.offers, self.orders)

    @cached_property
    def licences(self) -> Sheet:
        """The licence files."""
        return licences_sheet(self.plan, self.orders)

    @cached_property
    def sources(self) -> Sheet:
        """On whom the plan depends."""
        return sources_sheet(self.plan, self.offers, self.orders)

    @cached_property
    def rules(self) -> Sheet:
        """What was asked and is reached."""
        return rules_sheet(self.plan, self.offers, self.orders)

    @cached_property
    def changes(self) -> Sheet | None:
        """What differs from what was issued, if anything was."""
        return changes_sheet(self.plan, self.before, self.offers, self.orders) if self.before else None

    @cached_property
    def act(self) -> Sheet:
        """What is due."""
        return act_sheet(self.plan, self.orders)

    @property
    def due(self) -> Formula:
        """What the orders that are due cost."""
        return link(self.act, 7)

    @cached_property
    def compare(self) -> Sheet:
        """All plans side by side."""
        return compare_sheet(self.plans, self.plan, self.live)

    @cached_property
    def live(self) -> Mapping[str, Mapping[int, str]]:
        """The figures of plans that the workbook has the makings of: formulas by figure and plan."""
        own = next(at for at, plan in enumerate(self.plans) if plan is self.plan)
        spend, orders = self.spending, self.orders
        hhi, licensed = top(self.sources.blocks, CONCENTRATION), top(self.sources.blocks, CONCENTRATION + 1)
        chosen = {
            "cost": spend.grid.total(("total", ""), spend.name).text,
            "landed": link(orders.sheet, *orders.summed("landed")).text,
            "hhi-source": f"={cell(1, hhi, self.sources.name)}",
            "hhi-country": f"={cell(1, hhi + 1, self.sources.name)}",
            "on-licence": f"={cell(1, licensed, self.sources.name)}",
            "orders-due": self.due.text,
            "incentives": link(self.terms.sheet, PAID_IN, 1).text,
        }
        live: dict[str, dict[int, str]] = {key: {own: text[1:]} for key, text in chosen.items()}
        live["stock"] = {own: f"{_average_stock(spend, self.offers)}/{CRORE}"}
        for at in self.others.positions:
            landed, stock = self.others.landed(at)[0], self.others.rest(at, "stock-value")[0]
            rate = self.inputs.ref(self.plan.world.settings, "capital_rate")
            rest = [self.others.rest(at, part)[0] for part in REST if part != "stock-value"]
            parts = [
                landed,
                *rest,
                f"{stock}*{rate}/1200",
                self.terms.unpaid(at),
                f"{self.plans[at].cost.incentives!r}",
            ]
            live["cost"][at] = "+".join(part for part in parts if part != "0")
            live["landed"][at] = landed
            live["stock"][at] = f"{stock}/{len(self.plan.months)}/{CRORE}"
        return live


def _average_stock(spending: Spending, offers: Offers) -> str:
    """The average worth of what lies in stock, as a formula."""
    row = spending.grid.at["stock-value", ""]
    where = cell(offers.timeline.first, row, spending.name)
    return f"AVERAGE({where}:{offers.timeline.names[-1]}{row})"
