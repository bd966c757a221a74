"""What the shells of the workflows do with what the commands left, run as the runner runs them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from .conftest import AT, Hub
from .files import OURS, SCRIPTS, steps_of

RUNNER = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
"""The command line of `shell: bash`."""

Step = Callable[..., subprocess.CompletedProcess[str]]
RECORD = "content/organisations/example-university.yml"


def script(workflow: str, name: str) -> str:
    """What the step whose name has this word gives to the shell."""
    [found] = [s["run"] for s in steps_of(OURS / "workflows" / workflow) if name in s.get("name", "") and "run" in s]
    return str(found)


@pytest.fixture
def step(hub: Hub, tmp_path: Path) -> Step:
    """Runs a step in a repository whose `zhangbang` is a few lines of shell."""
    (tmp_path / "temp").mkdir()
    (tmp_path / "repository").mkdir(exist_ok=True)

    def run(text: str, zhangbang: str = "", event: Any = None, **env: str) -> subprocess.CompletedProcess[str]:
        program = tmp_path / "repository" / ".venv" / "bin" / "zhangbang"
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{zhangbang}\n", "utf-8")
        program.chmod(0o755)
        told: Mapping[str, str] = {"RUNNER_TEMP": str(tmp_path / "temp"), **env}
        return hub.start([*RUNNER, text], event or {}, tmp_path / "repository", **told)

    return run


def test_a_check_of_links_that_broke_off_is_not_called_well(step: Step) -> None:
    assert step(script("links.yml", "链接"), "exit 1").returncode != 0


@pytest.mark.parametrize(
    ("code", "fine", "report"), [(0, True, ""), (1, True, "report\n"), (2, False, None)], ids=["well", "lost", "wrong"]
)
def test_the_report_on_links_is_empty_where_all_is_well(
    step: Step, tmp_path: Path, code: int, fine: bool, report: str | None
) -> None:
    done = step(script("links.yml", "链接"), f"echo report; exit {code}")
    assert (done.returncode == 0) == fine
    assert report is None or (tmp_path / "temp/links/report.md").read_text("utf-8") == report


@pytest.mark.parametrize("code", [0, 1])
def test_the_description_and_the_number_are_left_even_where_it_found_errors(
    step: Step, tmp_path: Path, hub: Hub, code: int
) -> None:
    done = step(script("pull-request.yml", "改了什么"), f"echo moved; exit {code}", NUMBER="8")
    assert done.returncode == code
    left = tmp_path / "repository" / "review"
    assert ((left / "number").read_text("utf-8"), (left / "diff.md").read_text("utf-8")) == ("8\n", "moved\n")
    assert (hub.folder / "summary").read_text("utf-8") == "moved\n"


MAKING = script("issue-to-pull-request.yml", "Make the record")


@pytest.fixture
def checkout(tmp_path: Path) -> None:
    """The default branch, checked out."""
    folder = tmp_path / "repository"
    folder.mkdir(exist_ok=True)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    shutil.copytree(SCRIPTS, folder / ".github" / "scripts", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.mark.parametrize("code", [0, 1])
@pytest.mark.usefixtures("checkout")
def test_only_what_the_import_said_and_made_is_handed_on(step: Step, tmp_path: Path, code: int) -> None:
    makes = f'test "$1 $2" = "import issue" && mkdir -p content/organisations && cat "$3" > {RECORD}; echo told'
    done = step(MAKING, f"{makes}; exit {code}", {"issue": {"body": "a\r\nb"}})
    assert done.returncode == 0, done.stderr
    made = tmp_path / "temp" / "made"
    left = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
    assert left == [RECORD, "report.md"]
    assert (made / RECORD).read_text("utf-8") == "a\nb"
    assert (made / "report.md").read_text("utf-8") == "told\n"


@pytest.mark.usefixtures("checkout")
def test_an_import_that_made_nothing_hands_on_its_words(step: Step, tmp_path: Path) -> None:
    done = step(MAKING, "echo wrong; exit 1", {"issue": {"body": "x"}})
    assert done.returncode == 0, done.stderr
    made = tmp_path / "temp" / "made"
    assert [path.name for path in made.rglob("*")] == ["report.md"]
    assert (made / "report.md").read_text("utf-8") == "wrong\n"


def test_the_commenting_script_is_fetched_at_the_workflows_own_commit(step: Step, hub: Hub, tmp_path: Path) -> None:
    names = ("github.py", "review_comment.py")
    hub.answers(
        of=[("GET", f"contents/.github/scripts/{name}?ref={'7' * 40}", {"file": str(SCRIPTS / name)}) for name in names]
    )
    done = step(script("pull-request-comment.yml", "Our script"))
    assert done.returncode == 0, done.stderr
    for name in names:
        assert (tmp_path / "temp/scripts" / name).read_bytes() == (SCRIPTS / name).read_bytes()
    assert AT in (hub.folder / "calls.jsonl").read_text("utf-8")


def test_the_checksums_of_a_release_are_of_its_files_and_hold(step: Step, tmp_path: Path) -> None:
    (tmp_path / "repository/dist").mkdir()
    (tmp_path / "repository/dist/a.whl").write_text("a", "utf-8")
    (tmp_path / "temp/notes.md").write_text("notes", "utf-8")
    assert step(script("release.yml", "Checksums")).returncode == 0
    release = tmp_path / "temp" / "release"
    shutil.copytree(tmp_path / "repository/dist", release / "dist")
    shutil.copytree(tmp_path / "temp/about", release / "about")
    checked = subprocess.run(["sha256sum", "--check", "../about/SHA256SUMS"], cwd=release / "dist", capture_output=True)
    assert checked.returncode == 0
    assert (release / "about/notes.md").read_text("utf-8") == "notes"
