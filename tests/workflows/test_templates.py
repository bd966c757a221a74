"""A pull request begins with a few lines for its kind of change, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .files import HOSTS, OURS

KINDS = {"record", "correction", "amendment", "translation", "program"}
TEMPLATES = sorted(OURS.glob("PULL_REQUEST_TEMPLATE/*.md"))


def test_there_is_one_for_each_kind_of_change() -> None:
    assert {path.stem for path in TEMPLATES} == KINDS


@pytest.mark.parametrize("home", [OURS, HOSTS], ids=["ours", "hosts"])
def test_the_first_one_names_the_others_that_are_there(home: Path) -> None:
    named = set(re.findall(r"(\w+)\.md", (home / "pull_request_template.md").read_text("utf-8")))
    assert named == {path.stem for path in home.glob("PULL_REQUEST_TEMPLATE/*.md")}


@pytest.mark.parametrize("path", [*TEMPLATES, OURS / "pull_request_template.md"], ids=lambda path: path.name)
def test_a_template_is_short_and_each_line_is_bilingual(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith(("- [ ]", "**"))]
    assert 3 <= len(lines) <= 5
    assert [line for line in lines if not re.search(r"[一-鿿].* · .*[A-Za-z]|为什么 · Why", line)] == []
