"""Jobs: results and errors come back to the window's thread, and nothing comes after the end."""

import gc
import threading
import weakref
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop.gui.job_runner import Handle, JobRunner
from desktop.model.progress import Cancelled, Progress


@pytest.fixture
def runner(nothing_left_behind: None) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()
    made.deleteLater()


def _never(what: object) -> None:
    raise AssertionError(what)


def test_a_result_is_handed_over_in_the_thread_of_the_window(qtbot: QtBot, runner: JobRunner) -> None:
    results: list[tuple[object, bool]] = []
    threads: list[bool] = []
    window = QThread.currentThread()

    def work(progress: Progress) -> int:
        threads.append(QThread.currentThread() is window)
        return 42

    runner.start("adding", work, lambda value: results.append((value, QThread.currentThread() is window)), _never)
    assert list(runner.titles) == ["adding"]
    qtbot.waitUntil(lambda: bool(results))
    assert threads == [False]
    assert results == [(42, True)]
    assert list(runner.titles) == []


def test_an_error_goes_to_whoever_started_the_job(qtbot: QtBot, runner: JobRunner) -> None:
    errors: list[Exception] = []
    fault = ValueError("broken")

    def work(progress: Progress) -> None:
        raise fault

    runner.start("", work, _never, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert errors == [fault]


def test_progress_is_told_with_the_title(qtbot: QtBot, runner: JobRunner) -> None:
    told: list[tuple[str, str, float]] = []
    runner.reported.connect(lambda title, step, share: told.append((title, step, share)))
    runner.start("saving", lambda progress: progress.report("step-solve", 0.5), lambda _: None, _never)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("saving", "step-solve", 0.5)]


def test_progress_is_told_no_more_often_than_it_is_seen(
    qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But each step is told when it begins."""
    told: list[float] = []
    moments = iter([10.0, 10.01, 10.04, 10.06, 10.07, 10.08])
    monkeypatch.setattr("desktop.gui.job_runner.time", SimpleNamespace(monotonic=lambda: next(moments)))
    runner.reported.connect(lambda _title, _step, share: told.append(share))

    def work(progress: Progress) -> bool:
        for share in (0.1, 0.2, 0.3, 0.4, 0.5):
            progress.report("step-solve", share)
        progress.report("step-verify", 0.95)
        return True

    ended: list[bool] = []
    runner.start("saving", work, ended.append, _never)
    qtbot.waitUntil(lambda: bool(ended))
    assert told == [0.1, 0.4, 0.95]


def test_a_stopped_job_ends_as_cancelled_though_it_has_a_result(qtbot: QtBot, runner: JobRunner) -> None:
    errors: list[Exception] = []
    go_on = threading.Event()

    def work(progress: Progress) -> bool:
        go_on.wait(5)
        return progress.cancelled()

    runner.start("long", work, _never, errors.append)
    runner.cancel_all()
    go_on.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)


def test_stopping_all_leaves_jobs_alone_that_work_unseen(qtbot: QtBot, runner: JobRunner) -> None:
    results: list[object] = []
    go_on = threading.Event()

    def work(progress: Progress) -> bool:
        go_on.wait(5)
        return progress.cancelled()

    runner.start("", work, results.append, _never)
    runner.cancel_all()
    go_on.set()
    qtbot.waitUntil(lambda: bool(results))
    assert results == [False]


def test_a_report_from_a_stopped_job_ends_it(qtbot: QtBot, runner: JobRunner) -> None:
    errors: list[Exception] = []
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        go_on.wait(5)
        progress.report("step-solve", 0.1)
        raise AssertionError("went on after it was stopped")

    runner.start("long", work, _never, errors.append).cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)


def test_after_closing_nothing_is_handed_over_any_more(qtbot: QtBot, runner: JobRunner) -> None:
    running = threading.Event()

    def work(progress: Progress) -> None:
        running.set()
        while not progress.cancelled():
            pass

    runner.start("long", work, _never, _never)
    assert running.wait(5)
    runner.close()
    results: list[object] = []
    runner.start("next", lambda _: "done", results.append, _never)
    qtbot.waitUntil(lambda: bool(results))
    assert results == ["done"]


def test_cycles_are_never_collected_in_a_thread(qtbot: QtBot, runner: JobRunner) -> None:
    collecting: list[bool] = []
    assert gc.isenabled()
    runner.start("", lambda _: collecting.append(gc.isenabled()), lambda _: None, _never)
    assert not gc.isenabled()
    qtbot.waitUntil(gc.isenabled)
    assert collecting == [False]


def test_results_on_the_way_are_handed_over_before_the_last_in_the_thread_of_the_window(
    qtbot: QtBot, runner: JobRunner
) -> None:
    results: list[tuple[object, bool]] = []
    window = QThread.currentThread()

    def take(value: object) -> None:
        results.append((value, QThread.currentThread() is window))

    def work(handle: Handle) -> str:
        handle.found("first")
        handle.found("second")
        return "last"

    runner.start("", work, take, _never, take)
    qtbot.waitUntil(lambda: len(results) == 3)
    assert results == [("first", True), ("second", True), ("last", True)]


def test_a_job_with_results_on_the_way_answers_also_when_it_is_stopped(qtbot: QtBot, runner: JobRunner) -> None:
    results: list[object] = []

    def work(handle: Handle) -> str:
        while not handle.cancelled():
            pass
        return "the best so far"

    runner.start("", work, results.append, _never, _never).cancel()
    qtbot.waitUntil(lambda: results == ["the best so far"])


def test_what_jobs_wait_for_is_ended_when_all_is_closed(nothing_left_behind: None) -> None:
    ended = threading.Event()
    runner = JobRunner(end=ended.set)
    runner.start("", lambda _: ended.wait(10), _never, _never)
    runner.close()
    assert ended.is_set()
    runner.deleteLater()


def test_a_lasting_job_cannot_be_stopped(qtbot: QtBot, runner: JobRunner) -> None:
    results: list[object] = []
    go_on = threading.Event()
    runner.start("saving", lambda _: go_on.wait(5), results.append, _never, lasting=True)
    assert not runner.can_cancel
    runner.cancel_all()
    go_on.set()
    qtbot.waitUntil(lambda: results == [True])


def test_what_a_job_worked_on_is_let_go_of_when_it_has_ended(qtbot: QtBot, runner: JobRunner) -> None:
    class Matter:
        pass

    def work(_: Matter, handle: Handle) -> None:
        if handle.cancelled():
            raise ValueError

    watched: list[weakref.ref[Matter]] = []
    ended = threading.Event()

    def begin(_: object = None) -> None:
        """Of a thousand that end at once, some do so before the pool has taken note that it started them."""
        if len(watched) == 1000:
            ended.set()
            return
        matter = Matter()
        watched.append(weakref.ref(matter))
        job = runner.start("", partial(work, matter), begin, begin)
        if len(watched) % 2:
            job.cancel()

    begin()
    qtbot.waitUntil(ended.is_set, timeout=20_000)
    assert [each for each in watched if each() is not None] == []


def test_lasting_jobs_are_done_one_after_the_other_and_wait_for_no_others(qtbot: QtBot, runner: JobRunner) -> None:
    done: list[object] = []
    go_on = threading.Event()
    for _ in range(8):
        runner.start("search", lambda _: go_on.wait(5), done.append, _never)
    begun: list[int] = []

    def work(number: int, _: Progress) -> list[int]:
        before = len(begun)
        begun.append(number)
        return [before, len(begun)]

    for number in range(3):
        runner.start("saving", partial(work, number), done.append, _never, lasting=True)
    qtbot.waitUntil(lambda: done == [[0, 1], [1, 2], [2, 3]])
    assert begun == [0, 1, 2]
    go_on.set()
    qtbot.waitUntil(lambda: len(done) == 11)


def test_a_lasting_job_that_waits_for_its_turn_is_done_before_all_is_closed(nothing_left_behind: None) -> None:
    written: list[int] = []

    def work(number: int, _: Progress) -> None:
        written.append(number)

    runner = JobRunner()
    for number in range(3):
        runner.start("saving", partial(work, number), _never, _never, lasting=True)
    runner.close()
    runner.deleteLater()
    assert written == [0, 1, 2]


def test_what_a_job_made_very_much_of_is_set_aside_and_not_looked_through(
    qtbot: QtBot, runner: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.gui.job_runner._LOOKED_THROUGH", 1000)
    frozen = gc.get_freeze_count()
    made: list[object] = []
    with qtbot.waitSignal(runner.counted, check_params_cb=lambda count: count == 0):
        runner.start("", lambda _: [[number] for number in range(5000)], made.append, made.append)
    try:
        assert gc.get_freeze_count() >= frozen + 5000
        assert gc.isenabled()
    finally:
        gc.unfreeze()
