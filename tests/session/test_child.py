"""Jobs in processes of their own: answers, stops and deaths, and always a next job that works."""

import os
import random
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop.model.errors import AppError
from desktop.model.progress import Cancelled, Silent
from desktop.session.child import Children
from tests.session import errands

stray_logs = pytest.mark.stray_logs
on_posix = pytest.mark.skipif(os.name == "nt", reason="sends signals")


class Stop:
    """A progress handle that is asked to stop once it was looked at so many times, or when told."""

    def __init__(self, looks: float = float("inf")) -> None:
        self.looks = looks
        self.steps: list[tuple[str, float]] = []

    def report(self, step: str, share: float) -> None:
        self.steps.append((step, share))
        if self.looks <= 0:
            raise Cancelled

    def cancelled(self) -> bool:
        self.looks -= 1
        return self.looks <= 0

    def now(self, _: object = None) -> None:
        self.looks = 0


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    with Children(patience=0.2) as made:
        yield made


def _ignore(_: object) -> None:
    pass


def _works(children: Children) -> bool:
    found: list[int] = []
    return children.run(errands.count_up, 3, Silent(), found.append) == 3 and found == [1, 2, 3]


def _kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)


def test_a_job_reports_finds_better_results_and_answers(children: Children) -> None:
    progress, found = Stop(), list[int]()
    assert children.run(errands.count_up, 4, progress, found.append) == 4
    assert progress.steps == [("step-solve", share) for share in (0.25, 0.5, 0.75, 1.0)]
    assert found == [1, 2, 3, 4]


def test_one_child_does_many_jobs_one_after_the_other(children: Children) -> None:
    children.warm()
    numbers = {children.run(errands.own_number, None, Silent(), _ignore) for _ in range(3)}
    assert len(numbers) == 1
    assert os.getpid() not in numbers


def test_jobs_at_the_same_time_have_a_child_each(children: Children) -> None:
    both, there = threading.Barrier(2), set[int]()

    def work(_: int) -> str:
        stop = Stop()

        def found(process: int) -> None:
            there.add(process)
            both.wait()
            stop.now()

        return children.run(errands.go_on_until_stopped, "stopped", stop, found)

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(work, range(2))) == ["stopped", "stopped"]
    assert len(there) == 2
    assert _works(children)


def test_an_error_arrives_with_all_it_carries(children: Children) -> None:
    with pytest.raises(AppError) as caught:
        children.run(errands.refuse, "solver-refused", Silent(), _ignore)
    assert (caught.value.key, caught.value.values) == ("solver-refused", {"count": 3})
    assert _works(children)


@stray_logs
def test_an_answer_that_cannot_travel_is_an_error_and_no_end(children: Children) -> None:
    with pytest.raises(RuntimeError):
        children.run(errands.answer_what_cannot_travel, None, Silent(), _ignore)
    assert _works(children)


def test_a_job_asked_to_stop_may_still_answer(children: Children) -> None:
    stop = Stop()
    assert children.run(errands.go_on_until_stopped, "the best so far", stop, stop.now) == "the best so far"
    assert _works(children)


def test_a_job_that_has_nothing_when_it_is_stopped_ends_as_cancelled(children: Children) -> None:
    stop = Stop()
    with pytest.raises(Cancelled):
        children.run(errands.give_up_when_stopped, None, stop, stop.now)
    assert _works(children)


def test_a_job_that_does_not_stop_is_killed(children: Children) -> None:
    stop, found = Stop(), list[int]()

    def note(process: int) -> None:
        found.append(process)
        stop.now()

    with pytest.raises(Cancelled):
        children.run(errands.never_stop, None, stop, note)
    with pytest.raises(ProcessLookupError):
        os.kill(found[0], 0)
    assert _works(children)


def test_a_job_that_nobody_wants_any_more_does_not_begin() -> None:
    with Children() as children, pytest.raises(Cancelled):
        children.run(errands.exit_at_once, 1, Stop(0), _ignore)


@on_posix
@stray_logs
def test_a_child_killed_from_outside_is_told_of_and_the_next_job_works(children: Children) -> None:
    with pytest.raises(AppError) as caught:
        children.run(errands.never_stop, None, Silent(), _kill)
    assert caught.value.key == "child-killed"
    assert _works(children)


@on_posix
@stray_logs
def test_a_child_that_was_killed_while_idle_is_replaced(children: Children) -> None:
    _kill(children.run(errands.own_number, None, Silent(), _ignore))
    assert _works(children)


@stray_logs
def test_a_child_that_ends_itself_is_told_of_with_its_code(children: Children) -> None:
    with pytest.raises(AppError) as caught:
        children.run(errands.exit_at_once, 3, Silent(), _ignore)
    assert (caught.value.key, caught.value.values) == ("child-crashed", {"code": 3})
    assert _works(children)


@stray_logs
def test_a_fault_in_native_code_leaves_its_place_in_the_log(
    children: Children, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(AppError, match="child-crashed"):
        children.run(errands.touch_forbidden_memory, None, Silent(), _ignore)
    assert "touch_forbidden_memory" in caplog.text
    assert _works(children)


def test_too_little_memory_is_told_in_a_sentence(children: Children) -> None:
    with pytest.raises(AppError, match="child-memory"):
        children.run(errands.run_out_of_memory, None, Silent(), _ignore)
    assert _works(children)


@stray_logs
def test_a_child_that_cannot_start_is_told_of(caplog: pytest.LogCaptureFixture) -> None:
    with Children(errands.crash_at_start) as children:
        for _ in range(2):
            with pytest.raises(AppError, match="child-crashed"):
                children.run(errands.count_up, 1, Silent(), _ignore)
    assert "ImportError" in caplog.text


def test_a_system_that_starts_no_more_processes_is_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Children() as children, pytest.raises(AppError, match="child-not-started"):
        children.run(errands.count_up, 1, Silent(), _ignore)
    assert list(tmp_path.iterdir()) == []


def test_closing_ends_jobs_under_way() -> None:
    children, processes = Children(errands.load_nothing), list[int]()

    def close(process: int) -> None:
        processes.append(process)
        children.close()

    with pytest.raises(Cancelled):
        children.run(errands.never_stop, None, Silent(), close)
    with pytest.raises(ProcessLookupError):
        os.kill(processes[0], 0)
    with pytest.raises(Cancelled):
        children.run(errands.count_up, 1, Silent(), _ignore)
    children.warm()
    children.close()


def test_a_hundred_stops_at_any_time_leave_a_child_that_works(children: Children) -> None:
    chance = random.Random(3)
    reached = [_stopped(children, chance.randint(1, 150), stubborn=turn % 20 == 0) for turn in range(100)]
    assert sum(number is None for number in reached) >= 5
    assert len(set(reached)) > 5  # on a busy computer few are far apart
    assert _works(children)


def _stopped(children: Children, looks: int, *, stubborn: bool) -> int | None:
    """How far a job came that was stopped at a look, None where it had nothing."""
    try:
        if stubborn:
            children.run(errands.never_stop, None, Stop(3), _ignore)
        return children.run(errands.count_up, 10_000, Stop(looks), _ignore)
    except Cancelled:
        return None


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the processes")
def test_no_process_is_left_over_when_all_is_closed() -> None:
    before = _processes()
    with Children() as children:
        stop = Stop()
        assert _works(children)
        assert len(_processes()) == len(before) + 1
        with pytest.raises(Cancelled):
            children.run(errands.give_up_when_stopped, None, stop, stop.now)
    assert _processes() == before


def _processes() -> set[str]:
    """The processes that this one started, those included that ended and nobody asked after."""
    return {number for task in Path("/proc/self/task").iterdir() for number in (task / "children").read_text().split()}
