"""The command line: what the window does, on a project file, with exit codes that scripts can read."""

from __future__ import annotations

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from desktop import __version__
from desktop.model.errors import AppError, FileFault, ProblemsFound, WrongCall
from desktop.model.progress import Cancelled, Silent
from desktop.model.records import Mix, Scenario
from desktop.session import documents, jobs
from desktop.session.answers import Answers, answering
from desktop.session.whole import SECONDS
from desktop.text.messages import say, sentence

if TYPE_CHECKING:
    from desktop.model.plan import Plan
    from desktop.model.project import Project

DONE, PROBLEMS, WRONG = 0, 1, 2
_COUNTED_BY_WORD = 2
_LONGEST = 1e6
Draw = Callable[[Sequence["Plan"], Path], None]
"""Writes chart pictures of plans into a folder; handed in, because only the window's side can draw."""

logging.getLogger("dhatu").addHandler(logging.NullHandler())  # what goes to the log must not go to the terminal


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG, f"dhatu: {message}\n")


def main(argv: Sequence[str], draw: Draw | None = None) -> int:
    """Run one command; the exit code: 0 done, 1 problems found, 2 wrong call."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not every terminal has a sign for rupees
            stream.reconfigure(errors="backslashreplace")
    call = _parser().parse_args(argv)
    call.draw = draw
    try:
        code = int(call.run(call))
        if sys.stdout is not None:
            sys.stdout.flush()
    except (Exception, KeyboardInterrupt, Cancelled) as error:
        return _told(error)
    return code


def _told(error: BaseException) -> int:
    """Tell why a command ended; the exit code."""
    match error:
        case ProblemsFound():
            return _say_error("\n".join([sentence(error), *map(sentence, error.problems)]), PROBLEMS)
        case AppError():
            return _say_error(sentence(error), WRONG if isinstance(error, WrongCall) else PROBLEMS)
        case KeyboardInterrupt() | Cancelled():
            return _say_error(say("cli-stopped"), PROBLEMS)
        case OSError():  # of what is printed: files tell faults of their own, and Python must not say so again
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if isinstance(error, BrokenPipeError):  # whoever reads our lines has read enough
                return DONE
            return _say_error(say("cli-not-printed", reason=error.strerror or str(error)), PROBLEMS)
    logging.getLogger(__name__).debug("unforeseen", exc_info=error)
    return _say_error(say("cli-unforeseen", kind=type(error).__name__), PROBLEMS)


def _say_error(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


def _path(word: str) -> Path:
    """A path given on the command line; argparse tells what is wrong with it."""
    if not word.strip():
        raise argparse.ArgumentTypeError(say("cli-no-name"))
    return Path(word)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dhatu",
        description=say("cli-about"),
        epilog=say("cli-examples"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Dhatu {__version__}")
    commands = parser.add_subparsers(title=say("cli-commands"), required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=say(f"cli-{name}"),
            description=say(f"cli-{name}"),
            epilog=say(f"cli-{name}-examples"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        made.add_argument("file", type=_path, metavar="FILE", help=say("cli-file"))
        made.set_defaults(run=run, charts=None)
        return made

    new = command("new", _new)
    new.add_argument("--sample", action="store_true", help=say("cli-sample"))
    new.add_argument("--force", action="store_true", help=say("cli-force"))
    command("check", _check).add_argument("--json", action="store_true", help=say("cli-json"))
    plan = command("plan", _plan)
    plan.add_argument("--mix", metavar="M", default="", help=say("cli-mix"))
    plan.add_argument("--scenario", metavar="S", default="", help=say("cli-scenario"))
    plan.add_argument("--xlsx", type=_path, metavar="OUT", help=say("cli-xlsx"))
    plan.add_argument("--charts", type=_path, metavar="DIR", help=say("cli-charts"))
    compare = command("compare", _compare)
    compare.add_argument("--mixes", nargs="+", metavar="M", default=[], help=say("cli-mixes"))
    compare.add_argument("--scenarios", nargs="+", metavar="S", default=[], help=say("cli-scenarios"))
    compare.add_argument("--xlsx", type=_path, metavar="OUT", help=say("cli-xlsx-compare"))
    for both in (plan, compare):
        both.add_argument("--json", action="store_true", help=say("cli-json"))
        both.add_argument("--values", action="store_true", help=say("cli-values"))
        for kind in ("csv", "parquet"):
            both.add_argument(f"--{kind}", type=_path, metavar="OUT", help=say(f"cli-{kind}"))
        both.add_argument("--seconds", type=_seconds, metavar="N", default=SECONDS, help=say("cli-seconds"))
        both.add_argument("--continuous", dest="seconds", action="store_const", const=None, help=say("cli-continuous"))
    command("import", _import).add_argument("workbook", type=_path, metavar="WORKBOOK", help=say("cli-workbook-in"))
    command("export", _export).add_argument("workbook", type=_path, metavar="WORKBOOK", help=say("cli-workbook-out"))
    return parser


def _seconds(word: str) -> float:
    """A time limit given on the command line."""
    try:
        seconds = float(word)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= _LONGEST:
        raise argparse.ArgumentTypeError(say("cli-no-seconds", most=f"{_LONGEST:,.0f}"))
    return seconds


def _new(call: argparse.Namespace) -> int:
    jobs.refuse_project(call.file)
    if not call.force and jobs.exists(call.file):
        raise WrongCall("cli-exists", path=str(call.file))
    _write_alone(call.file, lambda: jobs.new_project(sample=call.sample))
    print(say("cli-wrote", path=str(call.file)))
    return DONE


def _check(call: argparse.Namespace) -> int:
    found = jobs.check(jobs.open_project(call.file))
    if call.json:
        place = ("severity", "table", "record", "field")
        _print_json([{"message": sentence(each), **{name: getattr(each, name) for name in place}} for each in found])
    else:
        for problem in found:
            print(f"{say(f'severity-{problem.severity}')}: {sentence(problem)}")
        print(_counted([problem.severity == "error" for problem in found]))
    return PROBLEMS if any(problem.severity == "error" for problem in found) else DONE


def _counted(are_errors: Sequence[bool]) -> str:
    """How many errors and notes there are: what there is comes first."""
    if not are_errors:
        return say("cli-checked-nothing")
    errors, notes = sum(are_errors), len(are_errors) - sum(are_errors)
    parts = [_count("errors", errors), _count("notes", notes)]
    return ", ".join(parts if errors else reversed(parts))


def _count(what: str, count: int) -> str:
    return say(f"cli-{what}-{count}" if count < _COUNTED_BY_WORD else f"cli-{what}", count=count)


def _plan(call: argparse.Namespace) -> int:
    from desktop.session import summary

    if call.charts and call.draw is None:
        raise WrongCall("cli-no-drawing")
    if call.charts:
        documents.refuse_folder(call.charts)
    _refuse_targets(call)
    project = jobs.open_project(call.file)
    mix = jobs.named(project, Mix, call.mix, "mix") if call.mix else next(iter(project.by_id(Mix)), "")
    if not mix:
        raise WrongCall("cli-no-mix")
    scenario = jobs.named(project, Scenario, call.scenario, "scenario") if call.scenario else ""
    several = call.xlsx or call.charts or call.csv or call.parquet
    others = [name for name in project.by_id(Mix) if name != mix] if several else []
    with answering(call.seconds, tell) as answer:
        made = answer(project, mix, scenario, Silent())
        plans = [made, *(jobs.compare(project, others, [scenario], Silent(), answer) if others else ())]
    _write(call, plans)
    if call.json:
        _print_json(summary.as_json(made))
    else:
        print(summary.of_plan(made))
    return said(answer, plans)


def _compare(call: argparse.Namespace) -> int:
    from desktop.session import summary

    _refuse_targets(call)
    project = jobs.open_project(call.file)
    mixes = [jobs.named(project, Mix, name, "mix") for name in call.mixes]
    scenarios = [jobs.named(project, Scenario, name, "scenario") if name else "" for name in call.scenarios]
    with answering(call.seconds, tell) as answer:
        plans = jobs.compare(project, mixes, scenarios, Silent(), answer)
    if not plans:
        raise WrongCall("cli-no-mix")
    _write(call, plans)
    if call.json:
        _print_json([summary.as_json(made) for made in plans])
    else:
        print(summary.of_several(plans))
    return said(answer, plans)


def _refuse_targets(call: argparse.Namespace) -> None:
    if call.values and not call.xlsx:
        raise WrongCall("cli-values-alone")
    if call.xlsx:
        jobs.refuse_workbook(call.xlsx, call.file)
    if call.csv and call.parquet and documents.same_file(call.csv, call.parquet):
        raise WrongCall("cli-same-target", path=str(call.csv))
    for path in filter(None, (call.csv, call.parquet)):
        jobs.refuse_zip(path, call.file)


def _write(call: argparse.Namespace, plans: Sequence[Plan]) -> None:
    if call.xlsx:
        jobs.export_plan(plans, call.xlsx, call.file, live=not call.values)
    if call.csv:
        jobs.export_frames(plans, call.csv, call.file)
    if call.parquet:
        jobs.export_columns(plans, call.parquet, call.file)
    if call.charts:
        call.draw(plans, call.charts)
    for path in filter(None, (call.xlsx, call.csv, call.parquet, call.charts)):
        tell(say("cli-wrote", path=str(path)))


def tell(line: str) -> None:
    """Tell somebody who waits at a terminal how it goes."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr)


def said(answer: Answers, plans: Sequence[Plan]) -> int:
    """Tell what went wrong on the way to ``plans``; the exit code."""
    for fault in answer.faults:
        print(sentence(fault), file=sys.stderr)
    return PROBLEMS if answer.faults or not all(made.verified for made in plans) else DONE


def _import(call: argparse.Namespace) -> int:
    def made() -> Project:
        try:
            before = jobs.open_project(call.file)
        except FileFault as fault:
            if fault.key != "file-missing":
                raise
            jobs.refuse_project(call.file)
            before = jobs.new_project(sample=False)
        return jobs.import_tables(call.workbook, before)

    found = [problem.severity == "error" for problem in jobs.check(_write_alone(call.file, made))]
    print(say("cli-imported", workbook=str(call.workbook), path=str(call.file)))
    if found:
        print(say("cli-imported-left", found=_counted(found)))
    return DONE


def _write_alone(path: Path, made: Callable[[], Project]) -> Project:
    """Write a project file, and tell what was done beside: what lay there kept under another name, no backup made."""
    project, outcome = documents.write_alone(path, made)
    if told := outcome.told(str(path)):
        print(told, file=sys.stderr)
    return project


def _export(call: argparse.Namespace) -> int:
    jobs.export_tables(jobs.open_project(call.file), call.workbook, call.file)
    print(say("cli-wrote", path=str(call.workbook)))
    return DONE


def _print_json(value: object) -> None:
    """Print it with the letters that it has, where the terminal has them all."""
    has_all = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")
    print(json.dumps(value, ensure_ascii=not has_all, indent=1))
