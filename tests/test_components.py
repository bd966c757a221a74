"""The page of components shows what pages are made of, alike in both languages, and every status has its mark."""

from __future__ import annotations

import gzip
import re

import pytest
from conftest import REPOSITORY

from generator.lifecycle import STATUSES
from generator.model.parts import LANGS

SHEET = (REPOSITORY / "generator/theme/assets/zhangbang.css").read_text("utf-8")
TEMPLATES = REPOSITORY / "generator/theme/templates"
LARGEST = 20 * 1024
"""Bytes of the style sheet as it is sent."""

RECORDS = ("home", "challenge", "guide", "list", "winner", "success", "notice", "index", "facet")
FRAME = frozenset({"zb-hero", "zb-pair", "zb-sides", "zb-totals", "zb-chips", "zb-pages", "zb-add", "zb-subscribe"})
"""What only places components on a page, or belongs to one page alone."""

KNOWN = frozenset(re.findall(r"\bzb-[a-z_-]+", SHEET))


def shown(lang: str) -> str:
    return (REPOSITORY / f"generator/pages/{lang}/components.md").read_text("utf-8")


def classes(html: str) -> list[str]:
    return [name for held in re.findall(r'class="([^"{]*)"', html) for name in held.split()]


def mark_of(status: str) -> str:
    """The mark that the style sheet draws before a status: the last rule that names it, else that of all."""
    rules = re.findall(r'^(\.zb-status[^{}]*)::before \{ content: "(.)";', SHEET, re.MULTILINE)
    return [
        mark for names, mark in rules if f"--{status})" in names or f"--{status}," in names or names == ".zb-status"
    ][-1]


def colour_of(status: str) -> str:
    rules = re.findall(r"^(\.zb-status:is[^{}]*\)) \{ color: var\((--[a-z-]+)\)", SHEET, re.MULTILINE)
    return next((colour for names, colour in rules if f"--{status})" in names or f"--{status}," in names), "--zb-over")


def test_both_languages_show_the_same() -> None:
    zh, en = (classes(shown(lang)) for lang in LANGS)
    assert zh == en


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_shown_is_in_the_style_sheet(lang: str) -> None:
    assert {name for name in classes(shown(lang)) if name not in KNOWN} - {"zb-card__facts"} <= {
        f"zb-status--{status}" for status in STATUSES
    } | {"zb-call__what", "zb-fact--who", "zb-fact--how"}


@pytest.mark.parametrize("page", RECORDS)
def test_the_components_of_record_pages_are_shown(page: str) -> None:
    used = {
        name.partition("__")[0].partition("--")[0] for name in classes((TEMPLATES / f"{page}.html").read_text("utf-8"))
    }
    assert used - {name.partition("__")[0].partition("--")[0] for name in classes(shown("zh"))} - FRAME <= {
        "zb-lead", "zb-aside", "zb-count", "zb-num", "zb-tight", "zb-kicker",
    }  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_every_status_is_shown_beside_its_mark(lang: str) -> None:
    rows = re.findall(r"(?s)<tr><td.*?</tr>", shown(lang))
    marked = {status: row for row in rows for status in re.findall(r"zb-status--([a-z_]+)", row)}
    assert {status for status in STATUSES if f">{mark_of(status)} " not in marked[status]} == set()


def test_statuses_of_two_colours_never_share_a_mark() -> None:
    colours = {(mark_of(status), colour_of(status)) for status in STATUSES}
    marks = [mark for mark, _ in colours]
    assert len(marks) == len(set(marks))


def test_the_style_sheet_is_light() -> None:
    assert len(gzip.compress(SHEET.encode())) < LARGEST
