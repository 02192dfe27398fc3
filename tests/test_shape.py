"""The shape of the source that no linter speaks of: short files, few edges, a test for every module."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
EDGES = {"gui/hub.py", "gui/job_runner.py", "cli.py", "session/child_process.py"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=_name)
each_source = pytest.mark.parametrize("path", SOURCES, ids=_name)


def _walk(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@each_module
def test_a_module_opens_with_one_sentence_on_what_it_is_for(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first, *rest = text.splitlines()
    assert first.endswith(".")
    assert not rest or not rest[0]


@each_source
def test_a_file_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@each_source
def test_a_function_is_short_enough_to_see(path: Path) -> None:
    long = [
        node.name
        for node in _walk(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= 60
    ]
    assert long == []


@each_source
def test_a_class_has_one_job(path: Path) -> None:
    large = [
        node.name
        for node in _walk(path)
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body) > 20
    ]
    assert large == []


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


@each_module
def test_a_module_neither_runs_data_nor_stalls_the_window(path: Path) -> None:
    assert [found for node in _walk(path) if (found := _forbidden(node))] == []


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}) for kind in caught
    )


@each_module
def test_only_the_edges_catch_everything(path: Path) -> None:
    broad = [node for node in _walk(path) if isinstance(node, ast.ExceptHandler) and _is_broad(node)]
    assert not broad or path.relative_to(PACKAGE).as_posix() in EDGES


def _has_test(module: Path) -> bool:
    """Whether tests/ mirrors a module, or else the package below its layer that it is a part of."""
    folder = TESTS / module.parent.relative_to(PACKAGE)
    name = module.stem.strip("_")
    if any(folder.glob(f"test_{name}.py")) or any(folder.glob(f"test_{name}_*.py")):
        return True
    if any(folder.glob(f"{name}/test_*.py")):
        return True
    return len(module.relative_to(PACKAGE).parts) > 2 and (folder.parent / f"test_{folder.name}.py").is_file()


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=_name)
def test_a_module_has_its_tests_where_one_looks_for_them(path: Path) -> None:
    assert _has_test(path)


def test_the_top_level_holds_only_what_the_map_names() -> None:
    shown = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
    assert {path.name for path in shown if path.is_dir()} - MADE_HERE <= FOLDERS
    assert {path.name for path in shown if path.is_file()} <= FILES


def test_the_lock_names_no_host_and_hashes_every_package() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"://|\bwww\.|\.(?:org|com|net|io|dev)\b|^-", lock, re.MULTILINE) == []
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=[a-z])", lock)[1:])


@each_source
def test_nothing_is_put_off_in_a_comment(path: Path) -> None:
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    assert [word for word in words if re.search(rf"\b{word}\b", path.read_text(encoding="utf-8"))] == []


def _loaded_by(statement: str) -> set[str]:
    """The top-level packages a fresh interpreter has after one statement."""
    code = f"{statement}; import sys; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_command_line_does_not_load_the_window() -> None:
    assert _loaded_by("import desktop.cli").isdisjoint({"PySide6", "shiboken6", "pyqtgraph"})


def test_the_model_loads_without_the_heavy_libraries() -> None:
    assert _loaded_by("import desktop.model.project").isdisjoint({"numpy", "pandas", "highspy", "PySide6"})
