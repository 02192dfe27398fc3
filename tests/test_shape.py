"""The shape of the source that no linter speaks of: short files, few edges, a test for every module."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "desktop"
TESTS = ROOT / "tests"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [
    *MODULES,
    *(path for name in ("resources", "tests") for path in sorted((ROOT / name).rglob("*.py"))),
    ROOT / "dev.py",
]

FOLDERS = {"desktop", "resources", "tests"}
MADE_HERE = {"build", "dist", "dhatu-out", "__pycache__"}
FILES = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "build.spec",
    "dev.py",
    "pyproject.toml",
    "requirements.lock",
}
FORBIDDEN_IMPORTS = {"marshal", "pickle", "shelve", "time.sleep"}
WAITS = "desktop/store/whole_file.py"
"""Waits for files that a virus scanner of Windows looks into; what may take long is done beside the window."""
EDGES = {"gui/hub.py", "gui/job_runner.py", "cli.py", "session/child_process.py"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


Rule = Callable[[ast.AST], object]


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _findings(path: Path) -> dict[Rule, list[str]]:
    """What each rule finds in a file, with the place of each finding; every file is gone through once."""
    found: dict[Rule, list[str]] = {rule: [] for rule in RULES}
    for node in ast.walk(ast.parse(_text(path))):
        for rule in RULES:
            if wrong := rule(node):
                found[rule].append(f"{_name(path)}:{getattr(node, 'lineno', 1)}: {wrong}")
    return found


def _offenders(paths: Iterable[Path], rule: Rule) -> str:
    """Every place in these files that a rule finds, a line each."""
    return "\n".join(each for path in paths for each in _findings(path)[rule])


def _opens_badly(node: ast.AST) -> str:
    if not isinstance(node, ast.Module):
        return ""
    first, *rest = (ast.get_docstring(node) or "").splitlines() or [""]
    return "" if first.endswith(".") and not (rest and rest[0]) else first or "no docstring"


def test_a_module_opens_with_one_sentence_on_what_it_is_for() -> None:
    assert not (found := _offenders(MODULES, _opens_badly)), found


def test_a_file_is_short_enough_to_read() -> None:
    found = [f"{_name(path)}: {lines}" for path in SOURCES if (lines := len(_text(path).splitlines())) > 300]
    assert not found, "\n".join(found)


def _is_long(node: ast.AST) -> str:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ""
    return node.name if (node.end_lineno or node.lineno) - node.lineno >= 60 else ""


def test_a_function_is_short_enough_to_see() -> None:
    assert not (found := _offenders(SOURCES, _is_long)), found


def _is_large(node: ast.AST) -> str:
    if not isinstance(node, ast.ClassDef):
        return ""
    methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
    return node.name if methods > 20 else ""


def test_a_class_has_one_job() -> None:
    assert not (found := _offenders(SOURCES, _is_large)), found


def _forbidden(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id="eval" | "exec" as name)):
            return name
        case ast.Attribute(attr="processEvents" as name):
            return name
        case ast.Attribute(value=ast.Name(id="time"), attr="sleep"):
            return "time.sleep"
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            module = getattr(node, "module", None)
            loaded = {module, *(f"{module}.{part.name}" if module else part.name for part in names)}
            return ", ".join(sorted(FORBIDDEN_IMPORTS & loaded))
    return ""


def test_a_module_neither_runs_data_nor_stalls_the_window() -> None:
    found = _offenders(MODULES, _forbidden).splitlines()
    assert not [line for line in found if not (line.startswith(WAITS) and line.endswith("time.sleep"))]


def _is_broad(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}) for kind in caught
    )


def test_only_the_edges_catch_everything() -> None:
    inner = [path for path in MODULES if path.relative_to(PACKAGE).as_posix() not in EDGES]
    assert not (found := _offenders(inner, _is_broad)), found


RULES: tuple[Rule, ...] = (_opens_badly, _is_long, _is_large, _forbidden, _is_broad)


def _has_test(module: Path) -> bool:
    """Whether tests/ mirrors a module, or else the package below its layer that it is a part of."""
    folder = TESTS / module.parent.relative_to(PACKAGE)
    name = module.stem.strip("_")
    if any(folder.glob(f"test_{name}.py")) or any(folder.glob(f"test_{name}_*.py")):
        return True
    if any(folder.glob(f"{name}/test_*.py")):
        return True
    return len(module.relative_to(PACKAGE).parts) > 2 and (folder.parent / f"test_{folder.name}.py").is_file()


def test_a_module_has_its_tests_where_one_looks_for_them() -> None:
    found = [_name(path) for path in MODULES if path.name != "__init__.py" and not _has_test(path)]
    assert not found, "\n".join(found)


def test_the_top_level_holds_only_what_the_map_names() -> None:
    shown = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
    assert {path.name for path in shown if path.is_dir()} - MADE_HERE <= FOLDERS
    assert {path.name for path in shown if path.is_file()} <= FILES


def test_the_lock_names_no_host_and_hashes_every_package() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"://|\bwww\.|\.(?:org|com|net|io|dev)\b|^-", lock, re.MULTILINE) == []
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=[a-z])", lock)[1:])


def test_nothing_is_put_off_in_a_comment() -> None:
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    found = [f"{_name(path)}: {word[0]}" for path in SOURCES if (word := words.search(_text(path)))]
    assert not found, "\n".join(found)


def _loaded_by(statement: str) -> set[str]:
    """The top-level packages a fresh interpreter has after one statement."""
    code = f"{statement}; import sys; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_command_line_does_not_load_the_window() -> None:
    assert _loaded_by("import desktop.cli").isdisjoint({"PySide6", "shiboken6", "pyqtgraph"})


def test_the_model_loads_without_the_heavy_libraries() -> None:
    assert _loaded_by("import desktop.model.project").isdisjoint({"numpy", "pandas", "highspy", "PySide6"})
