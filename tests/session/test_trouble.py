"""The report tells what went wrong where, and never a figure, a name or a path of the user's."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

import desktop
from desktop.paths import user_dir
from desktop.session import trouble

CANARIES = (
    *(
        "IREL",
        "JL-Mag",
        "Shin-Etsu",
        "सुपरमैग्नेट",
        "Lynas Rare Earths",
        "O'Brien & Sons",
        "Ningbo",
        "VAC",
        "Hitachi-M",
        "Acme_Corp",
    ),
    *("8123.75", "₹412.6 crore", "1,23,456", "0.0437", "99.61 %", "USD 41.07", "7777", "INR-5000.5", "5e7", "12.5 t"),
    *("/home/priya/plans", "motors-fy27.dhatu", "C:\\Users\\priya", "\\\\server\\share", "priya", "priya@plant.in"),
    *("secret-dsn", "postgres://u:pw@h/db", "licence L2", "NdFeB-UH-38"),
)


def leaky(canary: str) -> str:
    """A log and a crash as careless code would write them."""
    stamp = "2027-01-02 03:04:05,678"
    return "\n".join(
        [
            f"{stamp} ERROR dhatu.window: unforeseen ValueError: {canary}",
            f"{stamp} WARNING dhatu.qt: could not open {canary}",
            f"{stamp} WARNING dhatu.child: the child printed: {canary}",
            f"{stamp} ERROR {canary}: in a thread",
            f"{stamp} ERROR dhatu.window: {canary}",
            f"ValueError: {canary}",
            canary,
            f"  {canary}",
            f"  {canary}.py:12 in run",
            f"  hub.py:12 in {canary} run",
            f'  File "{canary}/hub.py", line 3 in run',
            f"Fatal Python error: {canary} 1",
            f"Thread 0x1 {canary}",
        ]
    )


@pytest.mark.parametrize("canary", CANARIES)
def test_no_planted_name_is_in_the_report(canary: str) -> None:
    assert len(CANARIES) >= 30
    (user_dir() / trouble.LOG).write_text(leaky(canary), encoding="utf-8")
    (user_dir() / "crash-1.log").write_text(leaky(canary), encoding="utf-8")
    found = trouble.report()
    assert canary not in found.replace(desktop.__version__, "")


def test_what_helps_is_in_the_report() -> None:
    inside = Path(desktop.__file__).parent / "gui" / "hub.py"
    (user_dir() / trouble.LOG).write_text(
        "2027-01-02 03:04:05,678 ERROR dhatu.window: unforeseen ValueError\nValueError\n"
        "  hub.py:12 in apply\n  pandas_thing.py:3 in f\n",
        encoding="utf-8",
    )
    (user_dir() / "crash-1.log").write_text(
        "Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f (most recent call first):\n"
        f'  File "{inside}", line 12 in apply\n  File "/home/{getpass.getuser()}/lib/x.py", line 9 in f\n',
        encoding="utf-8",
    )
    lines = trouble.report({"Qt": "6.11"}).splitlines()
    assert lines[0] == f"Dhatu {desktop.__version__}"
    assert "Qt 6.11" in lines
    assert lines[lines.index("[log]") + 1 :] == [
        "2027-01-02 03:04:05,678 ERROR dhatu.window: unforeseen ValueError",
        "ValueError",
        "  hub.py:12 in apply",
        "  (in a library)",
        "[crash]",
        "Fatal Python error: Segmentation fault",
        "Current thread 0x00007f (most recent call first):",
        "  gui/hub.py:12 in apply",
        "  (in a library)",
    ]


def test_without_a_folder_the_report_still_tells_the_versions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("DHATU_HOME", str(tmp_path / "taken"))
    assert trouble.report().startswith(f"Dhatu {desktop.__version__}\n")
