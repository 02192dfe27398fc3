"""The program of a mill, row by row from the words of the model, and its least cost over all yes and no."""

from __future__ import annotations

from tests.engine.known.lp import Lp
from tests.engine.known.mills import BELOW, Mill, Supplier


def least_cost(mill: Mill) -> float:
    """What the best plan of a mill costs, INR."""
    program = _MillProgram(mill)
    program.deliver()
    for supplier in mill.suppliers:
        program.form_orders(supplier)
        program.tier(supplier)
    program.reward()
    return program.lp.least()


class _MillProgram:
    """The columns of a mill: what arrives of each supplier, what is started, stock, delivered, late and lost."""

    def __init__(self, mill: Mill) -> None:
        self.mill, self.lp = mill, Lp()
        self.size = len(mill.demand)
        self.arrive = {
            each.name: [self.lp.column(each.price, each.capacity) for _ in mill.demand] for each in mill.suppliers
        }
        self.within: dict[str, dict[int, int]] = {each.name: {} for each in mill.suppliers}
        started = [mill.most if at + mill.delay < self.size else 0.0 for at in range(self.size)]
        self.make = [self.lp.column(mill.wage, most) for most in started]

    def years(self) -> list[list[int]]:
        """The positions of the months of each fiscal year."""
        found: dict[int, list[int]] = {}
        for at, month in enumerate(self.mill.months):
            found.setdefault(month.fiscal_year, []).append(at)
        return list(found.values())

    def deliver(self) -> None:
        """Stocks of oxide and magnets balance; what is promised is delivered, late within its months, or lost."""
        mill, lp = self.mill, self.lp
        oxide = magnet = late = -1
        for at, asked in enumerate(mill.demand):
            before = (oxide, magnet, late)
            most_late = sum(mill.demand[max(at - mill.months_late + 1, 0) : at + 1]) if mill.months_late else 0.0
            oxide, magnet = lp.column(mill.holding[0]), lp.column(mill.holding[1])
            late = lp.column(mill.late_cost, most_late if at < self.size - 1 else 0.0)
            given, lost = lp.column(), lp.column(mill.lost_cost)
            arrived = {item: self._arrived(item, at) for item in ("oxide", "magnet")}
            opening = mill.opening if at == 0 else 0.0
            lp.row({oxide: 1.0, self.make[at]: mill.oxide, **arrived["oxide"], **_carried(before[0], -1.0)}, 0.0, 0.0)
            finished = {self.make[at - mill.delay]: -1.0} if at >= mill.delay else {}
            magnets = {magnet: 1.0, given: 1.0, **finished, **arrived["magnet"], **_carried(before[1], -1.0)}
            lp.row(magnets, opening, opening)
            lp.row({late: 1.0, given: 1.0, lost: 1.0, **_carried(before[2], -1.0)}, asked, asked)

    def _arrived(self, item: str, at: int) -> dict[int, float]:
        return {self.arrive[each.name][at]: -each.gain for each in self.mill.suppliers if each.makes == item}

    def form_orders(self, supplier: Supplier) -> None:
        """Orders in near months, spread costs beyond, the contract, the smallest quantity of each year."""
        lp, arrive = self.lp, self.arrive[supplier.name]
        for at, column in enumerate(arrive):
            if at < self.mill.near and (supplier.order_cost or supplier.minimum_order):
                yes = lp.decision(supplier.order_cost)
                lp.row({column: 1.0, yes: -supplier.capacity}, upper=0.0)
                lp.row({column: 1.0, yes: -supplier.minimum_order}, lower=0.0)
            elif supplier.order_cost:
                spread = lp.column(supplier.order_cost)
                lp.row({column: 1.0, spread: -self._most(supplier)}, upper=0.0)
        if supplier.contract_cost:
            self._only_if(lp.decision(supplier.contract_cost), arrive, supplier.capacity)
        for year in self.years() if supplier.least else ():
            yes = lp.decision()
            bought = [arrive[at] for at in year]
            self._only_if(yes, bought, supplier.capacity)
            lp.row({**dict.fromkeys(bought, 1.0), yes: -supplier.least}, lower=0.0)

    def _most(self, supplier: Supplier) -> float:
        """What can come in a month at most, and is needed in all."""
        needed = sum(self.mill.demand) * (self.mill.oxide if supplier.makes == "oxide" else 1.0)
        return min(supplier.capacity, needed / supplier.gain)

    def _only_if(self, yes: int, columns: list[int], most: float) -> None:
        for column in columns:
            self.lp.row({column: 1.0, yes: -most}, upper=0.0)

    def tier(self, supplier: Supplier) -> None:
        """What is saved on the quantity in the tier, its charge, and when it is reached, window by window."""
        if supplier.tier is None:
            return
        lower, price, charge = supplier.tier
        for window in self.years() if supplier.tier_basis == "fiscal year" else [list(range(self.size))]:
            yes = self.lp.decision(charge)
            bought = dict.fromkeys((self.arrive[supplier.name][at] for at in window), 1.0)
            everything = supplier.capacity * len(window)
            within = {self.lp.column(price - supplier.price, supplier.capacity): 1.0 for _ in window}
            self.within[supplier.name] |= dict(zip(window, within, strict=True))
            for one, all_ in zip(within, bought, strict=True):
                self.lp.row({one: 1.0, all_: -1.0}, upper=0.0)
            self.lp.row({**within, yes: -everything}, upper=0.0)
            self.lp.row({**bought, yes: -lower}, lower=0.0)
            apart = {**within, **dict.fromkeys(bought, -1.0)}
            if supplier.tier_kind == "all units":
                self.lp.row({**bought, yes: -everything}, upper=lower * BELOW)
                self.lp.row({**apart, yes: -everything}, lower=-everything)
            else:
                self.lp.row({**apart, yes: lower}, upper=0.0)
                self.lp.row(apart, lower=-lower)

    def reward(self) -> None:
        """What is paid for magnets in each fiscal year, if enough of the value of all that goes in is domestic.

        What is bought in a tier is worth what it costs there.
        """
        mill, lp = self.mill, self.lp
        if mill.incentive is None:
            return
        rate, share, cap = mill.incentive
        for year in self.years():
            yes, paid = lp.decision(), lp.column(-1.0, cap)
            value = {
                self.arrive[each.name][at]: (each.price * each.domestic, each.price)
                for each in mill.suppliers
                for at in year
            } | {self.make[at]: (mill.wage, mill.wage) for at in year}
            for each in mill.suppliers:
                if each.tier:
                    above = each.tier[1] - each.price
                    own = self.within[each.name]
                    value |= {own[at]: (above * each.domestic, above) for at in year}
            prices = {each.name: max(each.price, each.tier[1] if each.tier else 0.0) for each in mill.suppliers}
            most = sum(prices[each.name] * each.capacity for each in mill.suppliers) * len(year)
            most += mill.wage * mill.most * len(year)
            lp.row({**{at: home - share * total for at, (home, total) in value.items()}, yes: -most}, lower=-most)
            lp.row({paid: 1.0, yes: -cap}, upper=0.0)
            bought = {
                self.arrive[e.name][at]: -rate * e.gain for e in mill.suppliers if e.makes == "magnet" for at in year
            }
            finished = {self.make[at - mill.delay]: -rate for at in year if at >= mill.delay}
            lp.row({paid: 1.0, **bought, **finished}, upper=0.0)


def _carried(column: int, factor: float) -> dict[int, float]:
    return {} if column < 0 else {column: factor}
