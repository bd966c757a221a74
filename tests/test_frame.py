"""What pages load of the theme's style sheets is what they can need of them, and no more."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from conftest import build

from generator.render.frame import cut_sheet, words_of

WORDS = words_of(['<p class="used" data-on="yes">', 'list.classList.add("made")'])
MOST = 6 * 1024
"""Bytes of the theme's rules on their way."""


@pytest.mark.parametrize(
    "rule",
    [
        "p{color:red}",
        ".used>p:hover::before{color:red}",
        ".made{color:red}",
        "[data-on=yes]{color:red}",
        ":not(.gone){color:red}",
        "@media print{\n.used{color:red}\n}",
        "@supports (color:red){@media print{\n.used{color:red!important}\n}}",
    ],
)
def test_a_rule_that_may_match_stays_as_it_is(rule: str) -> None:
    assert cut_sheet(rule, WORDS).strip() == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".gone{color:red}",
        ".used .gone{color:red}",
        "#gone{color:red}",
        "[data-on=no]{color:red}",
        "@media print{.gone{color:red}}",
        "/* said */",
    ],
)
def test_a_rule_that_matches_nothing_goes(rule: str) -> None:
    assert cut_sheet(rule, WORDS).strip() == ""


def test_of_the_selectors_of_a_rule_those_that_may_match_stay() -> None:
    assert cut_sheet(".gone,.used,p.gone{color:red}", WORDS).strip() == ".used{color:red}"


def test_custom_properties_stay_where_something_asks_for_them() -> None:
    sheet = ":root{--a:1;--b:var(--c);--c:2;--d:3}.used{top:var(--b)}.gone{top:var(--d)}"
    assert cut_sheet(sheet, WORDS).strip() == ":root{--b:var(--c);--c:2}\n.used{top:var(--b)}"
    assert "--d:3" in cut_sheet(sheet, WORDS, beside="p{top:var(--d)}")


def test_what_pages_load_of_the_theme_is_little(built_site: Path) -> None:
    (frame,) = built_site.glob("assets/zb/frame.*.css")
    assert len(gzip.compress(frame.read_bytes())) <= MOST


def test_rules_that_a_sites_own_prose_needs_stay(project: Path, tmp_path: Path) -> None:
    about = project / "content/pages/zh/about.md"
    about.write_text('# 关于\n\n<div class="admonition danger"><p class="admonition-title">当心</p></div>\n', "utf-8")
    (frame,) = build(project, tmp_path / "site").glob("assets/zb/frame.*.css")
    assert ".admonition-title" in frame.read_text("utf-8")
    assert ".danger" in frame.read_text("utf-8")
