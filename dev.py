#!/usr/bin/env python3
"""Sets everything up on a fresh machine, then runs, tests, checks, measures or builds Dhatu."""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed.sha256"
PEERS = VENV / "bench"
PEERS_LOCK = ROOT / "tests" / "bench" / "requirements.lock"
OUT = Path("dhatu-out")
PIP_INSTALL = (PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check")

# What the Qt wheels expect of the system, and the Debian package that has it.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "soffice": "libreoffice-calc",
    "pdftoppm": "poppler-utils",
    "fc-list": "fontconfig",
}
BUILD_PROGRAMS = {"objdump": "binutils"}
PEER_PARTS = {"peers", "integer"}
# Empty is unset: many of our processes start processes of their own, each of which would compile the program anew.
COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": ""}
SYSTEM_PYTHON = f"python3.{sys.version_info.minor}"


class Stop(Exception):
    """The reason, in one line, why the command cannot go on."""


def say(text: str) -> None:
    print(f"dev: {text}", flush=True)


def run(*command: str | Path, **extra_env: str) -> int:
    """Run a command to its end with our terminal; its exit code."""
    parts = [str(part) for part in command]
    return subprocess.run(parts, cwd=ROOT, env={**os.environ, **COMPILED_ONCE, **extra_env}, check=False).returncode


def run_beside(command: Sequence[str | Path]) -> tuple[int, str]:
    """Run a command beside others, without our terminal: its exit code, and all that it printed."""
    parts, env = [str(part) for part in command], {**os.environ, **COMPILED_ONCE}
    with subprocess.Popen(
        parts, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        printed, _ = running.communicate()
    return running.returncode, printed.decode(errors="replace")


def run_quietly(*command: str | Path) -> bool:
    """Whether a command exists and succeeds; what it prints does not matter, and it can ask nothing."""
    parts = [str(part) for part in command]
    try:
        done = subprocess.run(parts, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def need(what: str, *command: str | Path, **extra_env: str) -> None:
    if code := run(*command, **extra_env):
        raise Stop(f"{what} failed (exit code {code})")


# ---------------------------------------------------------------------------------- the system's packages


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    return [package for library, package in libraries.items() if not loads(library)]


def missing_programs(programs: dict[str, str]) -> list[str]:
    return [package for program, package in programs.items() if shutil.which(program) is None]


def apt_install(packages: list[str]) -> None:
    """Install Debian packages, or stop with the command to type when that is not ours to do."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    patient = ("-o", "DPkg::Lock::Timeout=300")
    if shutil.which("apt-get") is None:
        raise Stop(f"the system lacks what Debian packages as: {' '.join(packages)}")
    if os.geteuid() != 0:
        raise Stop(f"missing system packages; type: sudo apt-get update && sudo {shlex.join(command)}")
    say(f"installing system packages: {' '.join(packages)}")
    run_quietly("apt-get", "update", *patient)
    if not run_quietly(*command, *patient):
        raise Stop(f"installing system packages failed; type, to see why: {shlex.join(command)}")


def ensure_libraries(libraries: dict[str, str]) -> None:
    if sys.platform == "linux" and (packages := missing_libraries(libraries)):
        apt_install(packages)


def ensure_programs(programs: dict[str, str]) -> None:
    """Install what some steps call; without it those steps are skipped or say so, so going on is right."""
    if sys.platform != "linux" or not (packages := missing_programs(programs)):
        return
    try:
        apt_install(packages)
    except Stop as reason:
        say(f"going on without some programs: {reason}")


# ---------------------------------------------------------------------------------- the virtual environment


def ensure_venv() -> None:
    if run_quietly(PYTHON, "-m", "pip", "--version"):
        return
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        raise Stop(f"Dhatu needs Python 3.11 to 3.14, and this is {sys.version.split()[0]}")
    if not run_quietly(sys.executable, "-c", "import ensurepip"):
        apt_install([f"{SYSTEM_PYTHON}-venv"])
    say("making .venv")
    need("making .venv", sys.executable, "-m", "venv", "--clear", VENV)


def ensure_packages() -> None:
    """Install the lock and the project itself, unless that was done for these very files."""
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    say("installing the packages of requirements.lock")
    need("installing packages", *PIP_INSTALL, "--require-hashes", "--only-binary", ":all:", "--requirement", LOCK)
    need("installing Dhatu", *PIP_INSTALL, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    STAMP.write_text(wanted)


def ensure_peers() -> None:
    """Install what the benchmark compares with into a folder of its own, which only those runs look into."""
    wanted, stamp = hashlib.sha256(PEERS_LOCK.read_bytes()).hexdigest(), PEERS / STAMP.name
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("installing the libraries that the benchmark compares with")
    shutil.rmtree(PEERS, ignore_errors=True)
    PEERS.mkdir(parents=True)
    locked = ("--require-hashes", "--only-binary", ":all:", "--no-deps", "--requirement", PEERS_LOCK)
    need("installing the libraries", *PIP_INSTALL, *locked, "--target", PEERS)
    stamp.write_text(wanted)


def set_up() -> None:
    ensure_venv()
    ensure_packages()
    ensure_libraries(QT_LIBRARIES)


# ---------------------------------------------------------------------------------- the five commands


def has_display() -> bool:
    """Whether a window can open: asked of Qt itself, because a stale DISPLAY is as bad as none."""
    if sys.platform != "linux":
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return run_quietly(PYTHON, "-c", "from PySide6.QtGui import QGuiApplication; QGuiApplication([])")


def command_run(extra: list[str]) -> int:
    if extra or has_display():
        return run(PYTHON, "-m", "desktop", *extra)
    say(f"no display, so no window; the same work on the command line, with its files in {OUT}/")
    OUT.mkdir(exist_ok=True)
    project = OUT / "sample.dhatu"
    project.unlink(missing_ok=True)
    for step in (
        ("new", project, "--sample"),
        ("compare", project),
        ("plan", project, "--xlsx", OUT / "plan.xlsx", "--charts", OUT / "charts"),
    ):
        say("dhatu " + shlex.join(str(part) for part in step))
        need(f"dhatu {step[0]}", PYTHON, "-m", "desktop", *step)
    for path in sorted(file for file in OUT.rglob("*") if file.is_file()):
        say(f"wrote {path} ({path.stat().st_size / 1024:,.0f} kB)")
    return 0


def command_test(extra: list[str]) -> int:
    """Everything with coverage, or just what the extra arguments ask for."""
    ensure_programs(TEST_PROGRAMS)
    return run(PYTHON, "-m", "pytest", *(extra or ("--cov", "--numprocesses", "2")))


def command_check(extra: list[str]) -> int:
    """All gates, two at a time and whatever fails, and the tests last; collecting them compiles them once for all."""
    gates: dict[str, tuple[str | Path, ...]] = {
        "mypy": (BIN / "mypy",),
        "ruff check": (BIN / "ruff", "check", "."),
        "ruff format": (BIN / "ruff", "format", "--check", "."),
        "lint-imports": (BIN / "lint-imports",),
        "collecting the tests": (PYTHON, "-m", "pytest", "--collect-only", "-qqq"),
    }
    failed = []
    with ThreadPoolExecutor(2) as two:
        for name, (code, printed) in zip(gates, two.map(run_beside, gates.values()), strict=True):
            say(f"{name} {'failed' if code else 'passed'}")
            if code:
                print(printed, end="", flush=True)
                failed.append(name)
    say(f"failed: {', '.join(failed)}" if failed else "all gates passed; now the tests")
    return max(command_test(extra), int(bool(failed)))


def command_bench(extra: list[str]) -> int:
    """The parts named, or all; other libraries are fetched only for the parts that run them."""
    if not extra or PEER_PARTS & set(extra):
        ensure_peers()
    return run(PYTHON, "-m", "tests.bench", *extra)


def command_build(extra: list[str]) -> int:
    ensure_programs(BUILD_PROGRAMS)
    if sys.base_prefix == "/usr":  # Debian packs the library of its own Python separately
        ensure_libraries({f"lib{SYSTEM_PYTHON}.so.1.0": f"lib{SYSTEM_PYTHON}"})
    began = time.monotonic()
    need("the build", PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "build.spec", *extra)
    built = time.monotonic()
    folder = ROOT / "dist" / "dhatu"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    say(f"built {folder.relative_to(ROOT)}: {size / 1e6:.0f} MB in {built - began:.0f} s")
    need("the smoke run", folder / "dhatu", "--smoke", ROOT / "dist" / "smoke", QT_QPA_PLATFORM="offscreen")
    say(f"smoke run passed in {time.monotonic() - built:.1f} s")
    return 0


COMMANDS = {
    "run": command_run,
    "test": command_test,
    "check": command_check,
    "bench": command_bench,
    "build": command_build,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("extra", nargs=argparse.REMAINDER, help="passed on to the program or to pytest")
    chosen = parser.parse_args()
    try:
        set_up()
        return COMMANDS[chosen.command](chosen.extra)
    except (Stop, OSError) as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
