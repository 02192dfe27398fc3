"""What may be chosen in each place of the sentence of a rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.months import Month
from desktop.model.records import Rule, Settings
from desktop.session.rule_choices import Choice, choices, chosen, current
from desktop.session.rule_forms import FORMS, Form, form_of, in_form, line_of
from tests.session.test_rule_forms import RULES
from tests.tiny import FIRST, PLAN_DATE, tiny_project

SHARE = Rule(id="a", mix="least", kind="share at most", class_="domestic", limit=30.0)
NO_NUMBERS = ("limit", "counting")


def _names(rule: Rule, slot: str) -> list[str]:
    return [choice.name for choice in choices(tiny_project(), rule, slot)]


@pytest.mark.parametrize(
    ("slot", "names"),
    [
        ("sense", ["at most", "at least"]),
        ("measure", ["the contained", "the quantity of", "the value of"]),
        (
            "group",
            [
                *("Classes", "Domestic", "Licensed Chinese", "Other foreign", "Countries", "China", "India"),
                *("Sources", "IREL", "JL Mag", "Offers", "IREL-magnet", "JL-magnet"),
            ],
        ),
        ("goods", ["rare earths", "Elements", "Nd", "Dy", "Items", "magnet"]),
        ("window", ["each month", "per fiscal year", "over the whole plan"]),
        (
            "rank",
            [
                "must hold, before all targets",
                "kept before other rules",
                "kept where it can be",
                "kept after other rules",
            ],
        ),
        ("mix", ["in this mix", "in every mix"]),
    ],
)
def test_a_share_offers_what_it_can_be_of(slot: str, names: list[str]) -> None:
    assert _names(SHARE, slot) == names


def test_fiscal_years_come_before_single_months() -> None:
    settings = [Settings(name="Long", first_month=FIRST, months=30, plan_date=PLAN_DATE)]
    project = tiny_project(settings=settings)
    first = [choice.name for choice in choices(project, SHARE, "first")]
    assert first[:4] == ["from the start", "from FY28 (Apr 2027)", "from FY29 (Apr 2028)", "from FY30 (Apr 2029)"]
    assert first[4:6] == ["Months", "from Jan 2027"]
    last = [choice.name for choice in choices(project, SHARE, "last")]
    assert last[1] == "to the end of FY27 (Mar 2027)"
    begins = choices(project, SHARE, "first")[1]
    assert chosen(SHARE, begins).first_month == Month.of(2027, 4)


def test_what_no_list_has_is_offered_as_it_is() -> None:
    odd = Rule(id="a", kind="share at most", class_="domestic", country="India", first_month=Month.of(2040, 1))
    assert choices(tiny_project(), odd, "group")[-1].name == "Domestic, India"
    assert choices(tiny_project(), odd, "first")[-1].name == "from Jan 2040"
    assert choices(tiny_project(), Rule(id="a", kind="not both used"), "other")[-1].name == "choose…"


def test_headings_are_no_choice() -> None:
    offered = choices(tiny_project(), SHARE, "group")
    assert offered[0] == Choice("Classes", {})
    assert current(SHARE, offered) == 1


@given(rule=RULES, form=st.sampled_from(FORMS), data=st.data())
def test_whatever_is_chosen_is_what_the_rule_then_has(rule: Rule, form: Form, data: st.DataObject) -> None:
    project, rule = tiny_project(), in_form(rule, form)
    slots = [text for sort, text in line_of(rule) if sort == "slot" and text not in NO_NUMBERS]
    slot = data.draw(st.sampled_from(slots))
    offered = choices(project, rule, slot)
    assert current(rule, offered) >= 0
    choice = data.draw(st.sampled_from([each for each in offered if each.values]))
    after = chosen(rule, choice)
    assert current(after, choices(project, after, slot)) == offered.index(choice) or slot == "mix"
    assert form_of(after).id == choice.values.get("form", form.id)
