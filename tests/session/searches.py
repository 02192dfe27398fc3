"""Searches for whole answers that end as a test wants, in the child as the real one."""

import os
import threading

import attrs

from desktop.model.errors import SolverFault
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Progress, Silent
from desktop.session import jobs
from desktop.session.whole import Better, Task, travelling


def whole(task: Task, gap: float) -> Plan:
    """A whole plan of a task, ready to travel, that costs ``gap`` INR more than its bound."""
    project, mix, scenario, *_ = task
    plan = jobs.plan(project, mix, scenario, Silent())
    return travelling(attrs.evolve(plan, answer="whole", bound=plan.cost.total - gap))


def two_steps(task: Task, progress: Progress, better: Better) -> Plan:
    """Find a plan with a gap, then one without."""
    better(whole(task, 1000.0))
    return whole(task, 0.0)


def hand_back(task: Task, progress: Progress, better: Better) -> Plan:
    """Find nothing better than what is known, or what there is at once."""
    return task[-1] or whole(task, 1000.0)


def until_stopped(task: Task, progress: Progress, better: Better) -> Plan:
    """Find a plan with a gap, and half the gap when stopped."""
    better(whole(task, 1000.0))
    while not progress.cancelled():
        threading.Event().wait(0.001)
    return whole(task, 500.0)


def never_stop(task: Task, progress: Progress, better: Better) -> Plan:
    """Find a plan with a gap, then search on whatever is asked."""
    better(whole(task, 1000.0))
    threading.Event().wait()
    raise Cancelled


def nothing_yet(task: Task, progress: Progress, better: Better) -> Plan:
    """Find nothing until stopped."""
    while not progress.cancelled():
        threading.Event().wait(0.001)
    raise Cancelled


def die_on_the_way(task: Task, progress: Progress, better: Better) -> Plan:
    """Find a plan with a gap, then end the process."""
    better(whole(task, 1000.0))
    os._exit(9)


def fail_at_once(task: Task, progress: Progress, better: Better) -> Plan:
    """Find no answer that can be trusted."""
    raise SolverFault("solver-no-answer", status="failed")


def give_up(task: Task, progress: Progress, better: Better) -> Plan:
    """Find in time only a plan that delivers nothing."""
    plan = whole(task, 0.0)
    nothing = {item: tuple(0.0 for _ in series) for item, series in plan.target.items()}
    return attrs.evolve(plan, bound=None, delivered=nothing, lost=plan.target)
