"""A proof that was cut off goes on with what has not passed on the same files, and counts what did."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from proved import FOLDER, GIVEN

HERE = Path(__file__).parent
CONFTEST = """
from pathlib import Path

import pytest
from proved import TALLY, Proved


def pytest_configure(config):
    config.pluginmanager.register(Proved(Path(__file__).parent), "proved")


@pytest.fixture
def tally(request):
    found = {}
    request.node.user_properties.append((TALLY, found))
    return found


def pytest_sessionfinish(session):
    if not session.testsfailed:
        print("total", session.config.pluginmanager.get_plugin("proved").total()["kills"])
"""
TESTS = """
import os
from pathlib import Path

import pytest

HINDRANCE = Path(__file__).parent / "ignored" / "hindrance"


@pytest.mark.parametrize("kills", [2, 3])
def test_that_passes(tally, kills):
    tally["kills"] = kills


def test_that_something_hinders(tally):
    tally["kills"] = 10
    if HINDRANCE.exists():
        {"killed": lambda: os._exit(9), "skipped": pytest.skip}.get(HINDRANCE.read_text(), pytest.fail)()


@pytest.fixture
def left():
    yield
    assert not HINDRANCE.exists()


def test_that_fails_when_it_has_ended(left, tally):
    tally["kills"] = 100
"""

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the tests above: what pytest said."""
    for variable in ("ZHANGBANG_PROVE", "PYTEST_ADDOPTS", *GIVEN):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(FOLDER, str(tmp_path / "ignored" / "proved"))
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_a.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / ".gitignore").write_text("ignored\n__pycache__\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)

    def run(hindrance: str | None = None) -> str:
        found = tmp_path / "ignored" / "hindrance"
        found.parent.mkdir(exist_ok=True)
        found.unlink(missing_ok=True)
        if hindrance is not None:
            found.write_text(hindrance)
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--capture=no"]
        return subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, text=True).stdout

    return run


def test_what_passed_is_left_out_and_what_failed_is_run_again(run: Run) -> None:
    assert "1 failed, 3 passed, 1 error" in run("")
    found = run()
    assert "2 passed, 2 deselected" in found
    assert "passed before on the same files: 2 (" in found
    assert "total 115" in found


def test_a_run_that_was_killed_goes_on(run: Run) -> None:
    assert "passed" not in run("killed")
    assert "2 passed, 2 deselected" in run()
    assert "total 115" in (ended := run())
    assert "4 deselected" in ended


def test_what_was_skipped_has_not_passed(run: Run) -> None:
    assert "1 skipped" in run("skipped")
    assert "2 passed, 2 deselected" in run()


@pytest.mark.parametrize("name", ["test_a.py", "new.txt"])
def test_whatever_file_changes_everything_is_run_again(run: Run, tmp_path: Path, name: str) -> None:
    assert "4 passed" in run()
    with (tmp_path / name).open("a") as file:
        file.write("# more\n")
    assert "4 passed in" in run()


def test_with_something_else_given_everything_is_run_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "4 passed" in run()
    monkeypatch.setenv("VENDOR", "elsewhere")
    assert "4 passed in" in run()


def test_a_note_that_was_cut_off_counts_for_nothing(run: Run, tmp_path: Path) -> None:
    run()
    (notes,) = (tmp_path / "ignored" / "proved").iterdir()
    notes.write_text(notes.read_text()[:-4])
    assert "1 passed, 3 deselected" in run()


def test_without_a_folder_nothing_is_noted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER)
    assert "4 passed in" in run()
    assert "4 passed in" in run()
