"""Projects to look at: tiny, the sample, of 60 months and 30 sources, of 20 mixes, and one with nothing in it."""

from collections.abc import Callable
from functools import cache

import attrs

from desktop.gui.planner import PlanJob
from desktop.model.edits import DropRecords, apply
from desktop.model.months import span
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import Event, Mix, Offer, Scenario, Settings, Source, Target
from desktop.model.records.supply import CLASSES
from desktop.session import jobs, mixes
from tests.tiny import FIRST, PLAN_DATE, tiny_project, tiny_records

_COUNTRIES = {"domestic": "India", "licensed_chinese": "China", "other_foreign": "Australia"}


@cache
def empty() -> Project:
    return jobs.new_project(sample=False)


@cache
def large() -> Project:
    """60 months, 30 sources with long names, of which none can serve the motors alone."""
    sources, offers = [], []
    for at in range(30):
        class_ = CLASSES[at % 3]
        name = f"S{at:02d}"
        sources.append(
            Source(id=name, name=f"Rare Earth Company {at} of the Coast", country=_COUNTRIES[class_], class_=class_)
        )
        offers.append(
            Offer(id=f"{name}-magnet", source=name, item="magnet", price=4000.0 + 50 * at, capacity=4.0, lead_days=45.0)
        )
    records = tiny_records()
    settings = [Settings(name="Large", first_month=FIRST, months=60, plan_date=PLAN_DATE)]
    targets = [Target(item="motor", month=month, quantity=50.0) for month in span(FIRST, 60)]
    priced = [*sources, *(attrs.evolve(row) for row in records["sources"] if isinstance(row, Source))]
    return tiny_project(settings=settings, targets=targets, sources=priced, offers=offers)


@cache
def many() -> Project:
    """20 mixes with names that are long."""
    mixes = [Mix(id=f"m{at}", name=f"Mix {at}: China at most {at} % of contained Dy") for at in range(20)]
    return tiny_project(mixes=mixes)


@cache
def sample() -> Project:
    """The sample with a sixth mix, whose name is long, and two of its scenarios."""
    project = jobs.new_project(sample=True)
    edit, _ = mixes.fresh(project, "China at most 30 % of Dy")
    project = apply(project, edit)
    kept = [scenario.id for scenario in project.all(Scenario)[1:3]]
    gone = tuple(row for row, scenario in project.rows(Scenario).items() if scenario.id not in kept)
    events = tuple(row for row, event in project.rows(Event).items() if event.scenario not in kept)
    return apply(apply(project, DropRecords("events", events)), DropRecords("scenarios", gone))


def one_for_all() -> PlanJob:
    """Plans a project once, and shows that plan as the one of every mix and scenario: pages differ little by it."""
    quick, kept = jobs.QuickPlans(), dict[Project, Plan]()

    def job(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
        if project not in kept:
            kept[project] = quick(project, mix, scenario, progress)
        return attrs.evolve(kept[project], mix=mix, scenario=scenario)

    return job


PROJECTS: dict[str, Callable[[], Project]] = {"empty": empty, "tiny": tiny_project, "large": large, "many": many}
