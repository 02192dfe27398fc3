"""What goes into metals, alloy and magnets, and what is lost on the way (facts.md 6)."""

from __future__ import annotations

import attrs

from motor_group.facts import Proof, computed, estimate, grade, metal_share, middle

METAL_PURITY = 0.99
"""How many kg of rare earth in one kg of metal: the usual trade purity of 99 %."""
Y_METAL, Y_ALLOY, Y_MAGNET = 0.95, 0.97, 0.92
"""Yields of electrolysis, strip casting and magnet making, the last net of swarf bought back (facts.md 6.2)."""
NEODYMIUM = 0.75
"""Share of neodymium in NdPr (facts.md 7: 75:25)."""

YIELDS = estimate("yields 0.95 metal, 0.97 alloy, 0.92 magnet net of swarf bought back; replace by own records")
NDPR_OXIDE = NEODYMIUM * metal_share("Nd") + (1 - NEODYMIUM) * metal_share("Pr")

Shares = dict[str, float]


@attrs.frozen
class Grade:
    """A magnet grade: mass shares of NdPr, and of Dy and Tb as bulk alloyed and as diffused."""

    ndpr: float
    bulk: Shares
    diffused: Shares
    proof: Proof

    @property
    def contents(self) -> Shares:
        """How many kg of each element in one kg of the grade as it is bought: bulk alloyed."""
        return {**ndpr(self.ndpr), **self.bulk}


def ndpr(share: float) -> Shares:
    """Neodymium and praseodymium in ``share`` kg of NdPr."""
    return {"Nd": share * NEODYMIUM, "Pr": share * (1 - NEODYMIUM)}


def _grade(name: str, tb_bulk: float, tb_diffused: float) -> Grade:
    """Middle figures of a grade class; the split of heavy rare earths into Dy and Tb is assumed."""
    record = grade(name)
    heavy, diffused = middle(record, "dy_tb_wt_pct") / 100, middle(record, "dy_tb_gbd_wt_pct") / 100
    span = f"{record['nd_pr_wt_pct_low']}-{record['nd_pr_wt_pct_high']}"
    note = f"middle of {span} wt% NdPr (75:25) and of the class's Dy and Tb"
    return Grade(
        ndpr=middle(record, "nd_pr_wt_pct") / 100,
        bulk=_split(heavy, tb_bulk),
        diffused=_split(diffused, tb_diffused),
        proof=estimate(f"{note}; {record['confidence']}; {record['source_id']}"),
    )


def _split(heavy: float, terbium: float) -> Shares:
    parts = {"Dy": heavy * (1 - terbium), "Tb": heavy * terbium}
    return {element: share for element, share in parts.items() if share > 0}


LIGHT = _grade("N", 0.0, 0.0)
SH = _grade("SH", 0.0, 0.0)
UH = _grade("UH", 0.1, 0.4)

METAL_CONTENTS = estimate("trade purity of 99 %")
OXIDE_CONTENTS = computed("atomic masses [S168]; NdPr 75:25 by mass")


def oxide_per_metal(share: float) -> float:
    """How many kg of an oxide that holds ``share`` of metal, per kg of metal made."""
    return METAL_PURITY / share / Y_METAL


def metal_per_alloy() -> float:
    """How many kg of NdPr metal per kg of strip-cast alloy; the alloy is that of the light grade."""
    return LIGHT.ndpr / METAL_PURITY / Y_ALLOY


def alloy_per_magnet(share: float) -> float:
    """How many kg of alloy per kg of a magnet with ``share`` of NdPr; heavy metal dilutes the bulk grades."""
    return share / LIGHT.ndpr / Y_MAGNET


def heavy_per_magnet(share: float) -> float:
    """How many kg of Dy or Tb metal per kg of a magnet that holds ``share`` of it."""
    return share / METAL_PURITY / Y_MAGNET
