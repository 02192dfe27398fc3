"""What refers to what: deleting records with all that hangs on them leaves nothing that leads nowhere."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.model import edits
from desktop.model.checks.shape import shape_problems
from desktop.model.checks.terms import lost_evidence
from desktop.model.edits import DropRecords
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Event, Evidence, Item, Price, Scenario
from desktop.model.uses import Following, Use, deletion, evidence_of, following, uses_of
from tests.strategies import projects
from tests.tiny import FIRST, tiny_project, tiny_records


def _dangling(project: Project) -> set[tuple[str, int | None, str]]:
    def places(found: list[Problem]) -> set[tuple[str, int | None, str]]:
        return {(each.table, each.row, each.field) for each in found}

    dangling = [each for each in shape_problems(project) if each.key == "dangling"]
    return places([*dangling, *lost_evidence(project)])


def _told() -> Project:
    """The tiny project with a price, an event and evidence, also for what is deleted through others."""
    return tiny_project(
        prices=[Price(offer="IREL-magnet", from_month=FIRST, value=5100.0)],
        events=[Event(scenario="base", kind="capacity factor", source="IREL")],
        evidence=[
            Evidence(table="sources", record="IREL", field="country"),
            Evidence(table="offers", record="JL-magnet", field="price"),
            Evidence(table="prices", record="IREL-magnet / 2027-01", field="value"),
            Evidence(table="events", record="Events"),
        ],
    )


def test_a_record_is_used_where_others_name_it_and_where_evidence_speaks_of_it() -> None:
    assert uses_of(_told(), "sources", 1) == (
        Use("offers", 1, "source"),
        Use("events", 1, "source"),
        Use("evidence", 1, "record"),
    )
    assert evidence_of(_told(), "offers", 2) == (2,)
    assert uses_of(_told(), "targets", 1) == ()


def test_what_hangs_on_deleted_records_is_found_through_others() -> None:
    found = following(_told(), "sources", [1])
    assert found.direct == (Use("offers", 1, "source"), Use("events", 1, "source"))
    assert found.rows == {"offers": (1,), "prices": (1,), "events": (1,)}
    assert (found.count, found.evidence) == (3, (1, 3, 4))


def test_a_name_that_another_record_keeps_takes_nothing_with_it() -> None:
    project = tiny_project(items=[*tiny_records()["items"], Item(id="motor")])
    assert following(project, "items", [3]) == Following((), {}, ())
    assert following(project, "items", [2, 3]).rows.keys() == {"recipes", "recipe_inputs", "targets"}


def test_deleting_all_is_one_edit_that_leaves_the_rest_alone() -> None:
    project = _told()
    after = edits.apply(project, deletion("sources", [1], following(project, "sources", [1])))
    assert _dangling(after) == set()
    assert [row.id for row in after.all(Scenario)] == ["base"]
    assert [row.record for row in after.all(Evidence)] == ["JL-magnet"]
    assert deletion("sources", [1]) == DropRecords("sources", (1,))


def test_records_that_refer_to_their_own_table_go_in_one_drop() -> None:
    found = Following((), {"items": (2,)}, ())
    after = edits.apply(tiny_project(), deletion("items", [1], found))
    assert not after.tables["items"]


@settings(max_examples=40)
@given(project=projects(), data=st.data())
def test_nothing_leads_nowhere_that_did_not_before(project: Project, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([table.name for table in TABLES if project.tables[table.name]]))
    rows = data.draw(st.lists(st.sampled_from(list(project.tables[table])), min_size=1, unique=True))
    found = following(project, table, rows)
    after = edits.apply(project, deletion(table, rows, found))
    if after.tables["settings"]:
        assert _dangling(after) <= _dangling(project)
    alone = edits.apply(project, deletion(table, rows))
    fresh = {(place[0], place[1]) for place in _dangling(alone) - _dangling(project) if place[0] != "evidence"}
    assert fresh == {(use.table, use.row) for use in found.direct}
    for name in TABLE:
        gone = set(project.tables[name]) - set(after.tables[name])
        assert gone <= {*found.rows.get(name, ()), *(rows if name == table else ()), *found.evidence}
