"""The wheel runs from any folder: code, pages, static files, code lists, migrations and example inside."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.house.repository import ROOT

PACKED = ("directory", "importers", "matching", "templates")
ALSO_READ = ("wsgi.py", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")

ASK_THE_INSTALLED = """
import json, pathlib
import directory, matching, importers, wsgi
from directory import vocabulary
from directory.settings import read_settings
from importers.demo_market import load_demo_market

load_demo_market(read_settings(), say=lambda line: None)
page = wsgi.app.test_client().get("/")
print(json.dumps({
    "homes": [str(pathlib.Path(m.__file__).resolve()) for m in (directory, matching, importers, wsgi)],
    "templates": wsgi.app.jinja_env.list_templates(),
    "static": sorted(path.name for path in pathlib.Path(wsgi.app.static_folder).rglob("*")),
    "lists": {name: len(vocabulary.vocabulary(name).codes) for name in vocabulary.NAMES},
    "status": page.status_code,
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of this checkout, built from a copy so that the checkout stays as it was."""
    copy = tmp_path_factory.mktemp("source")
    for name in PACKED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ALSO_READ:
        shutil.copy(ROOT / name, copy / name)
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", copy / "dist", copy)
    return next((copy / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The Python of a new environment with the wheel in it, the dependencies lent by this one."""
    home = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home / "env"], check=True)
    python = home / "env" / "bin" / "python"
    pip("--python", python, "install", "--no-deps", "--no-index", wheel)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def pip(*arguments) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *map(str, arguments)], check=True)


def run(python: Path, *arguments: str, cwd: Path) -> str:
    """What the command prints in a folder of its own with no setting of ours; its error when it fails."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CAREMARKET_", "PYTHONPATH"))
    }
    done = subprocess.run(
        [python, *arguments], cwd=cwd, env=plain, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_every_file_that_is_not_code(wheel):
    kept = {
        str(path.relative_to(ROOT))
        for name in PACKED
        for path in (ROOT / name).rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".py"} and not path.name.startswith(".")
    }
    expected = {f"directory/{path}" if path.startswith("templates/") else path for path in kept}
    assert expected - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_holds_every_module(wheel):
    modules = {str(path.relative_to(ROOT)) for name in PACKED for path in (ROOT / name).rglob("*.py")}
    assert modules - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_brings_no_top_level_name_but_the_four(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "directory",
        "importers",
        "matching",
        "wsgi.py",
    }


def test_the_application_runs_from_another_folder(installed, tmp_path):
    found = json.loads(run(installed, "-c", ASK_THE_INSTALLED, cwd=tmp_path).splitlines()[-1])
    assert all(home.startswith(str(installed.parents[1])) for home in found["homes"])
    assert found["templates"]
    assert found["static"]
    assert all(found["lists"].values())
    assert found["status"] == 200


def test_the_command_and_its_plug_ins_run_from_another_folder(installed, tmp_path):
    help_text = run(installed.parent / "caremarket", "--help", cwd=tmp_path)
    assert {"match", "search", "status", "import", "sources", "demo"} <= set(help_text.split())
