"""The list of libraries to compare with: sound by itself, and no second word on what the environment holds."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _entries(lock: Path) -> dict[str, str]:
    text = re.sub(r"^#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.split(r"[=\s]", entry, maxsplit=1)[0]: entry for entry in re.split(r"\n(?=[a-z])", text.strip())}


def test_the_libraries_come_from_no_named_host_and_with_hashes() -> None:
    lock = ROOT / "tests" / "bench" / "requirements.lock"
    assert re.findall(r"://|\bwww\.|\.(?:org|com|net|io)\b|^-", lock.read_text(encoding="utf-8"), re.MULTILINE) == []
    entries = _entries(lock)
    assert {"linopy", "pulp", "pyomo"} <= set(entries)
    assert all("--hash=sha256:" in entry for entry in entries.values())


def test_no_library_of_the_environment_is_replaced_for_the_benchmark() -> None:
    own, other = (_entries(ROOT / folder / "requirements.lock") for folder in ("", "tests/bench"))
    assert own
    assert set(own) & set(other) == set()
