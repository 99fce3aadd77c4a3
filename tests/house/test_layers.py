"""Imports run one way (setup.cfg's contracts), and matching stays pure."""

import ast
import re
import sys

from importlinter.cli import lint_imports

from tests.house.repository import FLOORS, ROOT, python_files

# What would make the same question give another answer tomorrow, or on another machine.
OUTSIDE_WORLD = re.compile(r"\b(environ|getenv|today|utcnow|now|perf_counter|sqlite3)\b")


def test_every_import_contract_holds(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exit_status = lint_imports(config_filename="setup.cfg", no_cache=True, no_logo=True)
    assert exit_status == 0, capsys.readouterr().out


def imported_names(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.split(".")[0] for name in names}


def test_matching_imports_numpy_scipy_and_nothing_else():
    allowed = sys.stdlib_module_names | {"matching", "numpy", "scipy"}
    strangers = {path.name: imported_names(path.read_text()) - allowed for path in python_files("matching")}
    assert {name: found for name, found in strangers.items() if found} == {}


def test_matching_reads_no_clock_and_no_environment():
    used = {path.name: OUTSIDE_WORLD.findall(code_of(path.read_text())) for path in python_files("matching")}
    assert {name: found for name, found in used.items() if found} == {}


def test_only_the_settings_read_the_environment():
    readers = re.compile(r"\bos\.environ\b|\bgetenv\b|import environ\b")
    found = [path.name for path in python_files(*FLOORS) if readers.search(path.read_text())]
    assert found == ["settings.py"]


def code_of(source: str) -> str:
    """The source as Python reads it, without comments and docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""
    return ast.unparse(tree)


def test_package_markers_are_empty():
    markers = [
        path for path in python_files("importers", "directory", "matching") if path.name == "__init__.py"
    ]
    assert [path for path in markers if path.read_text().strip()] == []
