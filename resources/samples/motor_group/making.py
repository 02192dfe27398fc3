"""How the group makes metal, alloy, magnets and motors: recipes, their inputs, and the capacity of its works."""

from __future__ import annotations

from desktop.model.months import Month
from desktop.model.records import Capacity, Recipe, RecipeInput
from motor_group import composition as c
from motor_group.book import Book
from motor_group.facts import cited, estimate, metal_share
from motor_group.goods import MAGNET, MASS

COST = estimate("conversion cost without the inputs; no published figure, replace by own accounts")
WORKS = estimate("capacity of the group's own works, an example; a new source needs years to master it [S138]")
DIFFUSION = cited("S150", "diffusion saves 30-60 % of Dy and Tb and adds 5-15 % to the cost")
QUALIFIED = estimate("4 to 7 months to qualify a magnet process with samples and audit [S145]")
SWITCH = cited("S136", "light rare-earth magnets on existing models: 3-4 months of testing")

_STEPS = (Month.of(2027, 1), Month.of(2028, 4), Month.of(2029, 4), Month.of(2030, 4))
CAPACITY = {
    "make_ndpr_metal": (12_000, 15_000, 19_000, 24_000),
    "make_dy_metal": (800, 1_000, 1_300, 1_600),
    "make_tb_metal": (120, 150, 190, 240),
    "make_alloy": (42_000, 52_000, 66_000, 82_000),
    "make_sh_diffused": (8_000, 20_000, 30_000, 40_000),
    "make_uh_diffused": (5_000, 12_000, 18_000, 25_000),
    "make_ev_motor": (12_000, 15_000, 18_500, 23_500),
    "make_e2w_motor": (58_000, 66_000, 76_000, 90_000),
    "make_e2w_light": (12_000, 14_000, 16_000, 18_000),
    "make_eps_motor": (160_000, 165_000, 175_000, 190_000),
    "make_wind_mw": (30, 32, 35, 39),
}

MOTOR = {
    "ev_motor": "Electric car traction motor, own assembly",
    "e2w_motor": "Two-wheeler motor as designed today",
    "eps_motor": "Power steering motor, own assembly",
    "wind_mw": "Wind generator, own assembly",
}
"""How each product is made of its usual magnets."""

Inputs = dict[str, float]


def write(book: Book) -> None:
    """Write recipes, inputs and the growing capacity of the works."""
    _write_metals(book)
    _write_magnets(book)
    _write_motors(book)
    for recipe, path in CAPACITY.items():
        for month, value in zip(_STEPS, path, strict=True):
            book.add(Capacity(recipe=recipe, from_month=month, value=value), WORKS)


def _write_metals(book: Book) -> None:
    for metal, name, share, cost in (
        ("ndpr", "NdPr metal by electrolysis", c.NDPR_OXIDE, 700),
        ("dy", "Dysprosium metal by reduction", metal_share("Dy"), 1_500),
        ("tb", "Terbium metal by reduction", metal_share("Tb"), 2_000),
    ):
        recipe = Recipe(id=f"make_{metal}_metal", name=name, output=f"{metal}_metal", cost=cost)
        _write_recipe(book, recipe, {f"{metal}_oxide": c.oxide_per_metal(share)})
    alloy = Recipe(id="make_alloy", name="Strip casting with iron and boron", output="alloy", cost=350)
    _write_recipe(book, alloy, {"ndpr_metal": c.metal_per_alloy()})


def _write_magnets(book: Book) -> None:
    light = Recipe(id="make_light", name="Light magnet", output="magnet_light", cost=1_000, capacity=6_000)
    _write_recipe(book, light, {"alloy": c.alloy_per_magnet(c.LIGHT.ndpr)})
    start = Month.of(2027, 9)
    for short, grade, cost, capacity in (("sh", c.SH, 1_100, 40_000), ("uh", c.UH, 1_200, 25_000)):
        output = f"magnet_{short}"
        bulk = Recipe(
            id=f"make_{short}_bulk",
            name=f"{short.upper()} magnet, heavy rare earths in the alloy",
            output=output,
            cost=cost,
            capacity=capacity,
        )
        heavy = {f"{element.lower()}_metal": c.heavy_per_magnet(share) for element, share in grade.bulk.items()}
        _write_recipe(book, bulk, {"alloy": c.alloy_per_magnet(grade.ndpr), **heavy})
        diffused = Recipe(
            id=f"make_{short}_diffused",
            name=f"{short.upper()} magnet, grain boundary diffused",
            output=output,
            cost=cost + 550,
            qualified_from=start,
        )
        heavy = {f"{e.lower()}_metal": c.heavy_per_magnet(share) for e, share in grade.diffused.items()}
        _write_recipe(book, diffused, {"alloy": c.alloy_per_magnet(c.LIGHT.ndpr), **heavy}, diffused=True)


def _write_motors(book: Book) -> None:
    rest_of_motor = {"ev_motor": 26_000, "e2w_motor": 7_000, "eps_motor": 1_700, "wind_mw": 3_600_000}
    for product, cost in rest_of_motor.items():
        recipe = Recipe(id=f"make_{product}", name=MOTOR[product], output=product, cost=cost)
        _write_recipe(book, recipe, {MAGNET[product]: MASS[product].value})
    redesigned = Recipe(
        id="make_e2w_light",
        name="Two-wheeler motor redesigned for light magnets",
        output="e2w_motor",
        cost=rest_of_motor["e2w_motor"] + 450,
        qualified_from=Month.of(2027, 6),
        largest_share=20,
    )
    book.add(redesigned, cost=COST, qualified_from=SWITCH, largest_share=estimate("models that can be switched"))
    mass = RecipeInput(recipe="make_e2w_light", item="magnet_light", quantity=1.2 * MASS["e2w_motor"].value)
    book.add(mass, estimate("a fifth more magnet for the lower coercivity; redesign as reported [S133][S136]"))


def _write_recipe(book: Book, recipe: Recipe, inputs: Inputs, *, diffused: bool = False) -> None:
    proofs = {"cost": DIFFUSION.noted("cost estimated") if diffused else COST}
    proofs |= {"capacity": WORKS} if recipe.capacity is not None else {}
    proofs |= {"qualified_from": QUALIFIED} if recipe.qualified_from else {}
    book.add(recipe, **proofs)
    magnet = MASS.get(recipe.output)
    for item, quantity in inputs.items():
        proof = magnet.proof if magnet else DIFFUSION.noted("share of the class's range") if diffused else c.YIELDS
        book.add(RecipeInput(recipe=recipe.id, item=item, quantity=round(quantity, 6)), proof)
