"""Every message has one sentence, its values and its place."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop
from desktop.model.errors import FileFault, Problem
from desktop.text import messages

PACKAGE = Path(desktop.__file__).parent
SPEAKERS = {"say", "Problem", "ProblemsFound", "AppError", "EntryFault", "FileFault", "SolverFault", "WrongCall"}


def spoken() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call of the package that names a message by a literal key: where, the key, the call."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(key)), *_]) if name in SPEAKERS:
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", key, node


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> None:
    folder = tmp_path / "locale" / messages.LANGUAGE
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(messages, "resource", tmp_path.joinpath)


def test_the_messages_of_all_files_are_one_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locale(tmp_path, monkeypatch, a='one = "1"', b='two = "₹2"')
    assert messages.catalogue.__wrapped__() == {"one": "1", "two": "₹2"}


def test_a_key_in_two_files_is_refused_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locale(tmp_path, monkeypatch, a='one = "1"\ntwo = "2"', b='two = "zwei"\none = "eins"')
    with pytest.raises(ValueError, match=r"^b\.toml: one, two$"):
        messages.catalogue.__wrapped__()


def test_every_key_of_the_program_has_a_sentence() -> None:
    found = list(spoken())
    assert len(found) > 100
    assert [f"{where} {key}" for where, key, _ in found if key not in messages.catalogue()] == []


def test_every_sentence_gets_the_values_it_names() -> None:
    missing = []
    for where, key, call in spoken():
        given = {word.arg for word in call.keywords}
        if isinstance(call.func, ast.Name) and call.func.id.startswith("Problem"):
            continue  # its values come as a mapping
        if None not in given and placeholders(messages.catalogue().get(key, "")) - given:
            missing.append(f"{where} {key}")
    assert missing == []


def test_sentences_are_plain_text_with_named_places_for_values() -> None:
    for key, message in messages.catalogue().items():
        assert message == message.rstrip() != "", key
        assert all(name.isidentifier() for name in placeholders(message)), key


def test_values_stand_in_the_sentence() -> None:
    assert messages.say("entry-unit", entry="5 t", unit="kg") == (
        "'5 t' names another unit than kg. Convert it, or leave the unit out."
    )


def test_an_unknown_key_or_a_missing_value_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match="no-such-key"):
        messages.say("no-such-key")
    with pytest.raises(KeyError, match="unit"):
        messages.say("entry-unit", entry="5 t")


def test_an_error_is_said_without_a_place() -> None:
    assert messages.sentence(FileFault("file-missing", path="a.dhatu")) == "There is no file a.dhatu."


@pytest.mark.parametrize(
    ("problem", "place"),
    [
        (Problem("", table="offers", record="JL-UH", field="price"), "Offers, JL-UH, Price (currency/unit)"),
        (Problem("", table="offers", record="JL-UH"), "Offers, JL-UH"),
        (Problem("", table="settings", field="months"), "Settings, Months"),
        (Problem("", table="offers", field="no such field"), "Offers"),
        (Problem("", sheet="Offers", cell="C7"), "Sheet Offers, cell C7"),
        (Problem("", sheet="Offers"), "Offers"),
        (Problem("", table="no such table", record="7"), ""),
        (Problem(""), ""),
    ],
)
def test_a_problem_is_placed_in_the_words_of_the_screen(problem: Problem, place: str) -> None:
    assert messages.place(problem) == place


def test_a_problem_is_said_with_its_place_in_front() -> None:
    values = {"entry": "maybe"}
    assert messages.sentence(Problem("entry-flag", values, sheet="Items", cell="B2")) == (
        "Sheet Items, cell B2: 'maybe' is neither yes nor no."
    )
    assert messages.sentence(Problem("entry-flag", values)) == "'maybe' is neither yes nor no."


def test_months_are_said_by_their_names() -> None:
    assert "Jan 2027" in messages.say("rate-missing", currency="CNY", month="2027-01")
    assert "2027-13" in messages.say("rate-missing", currency="CNY", month="2027-13")
