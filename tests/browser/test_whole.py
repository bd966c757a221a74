"""The whole reference site, every page: two readers of HTML find nothing, and under a base path no link is broken."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.links.internal import look_through
from generator.publishing import Asked, build_site
from generator.report import as_text

from .conftest import BASE, REFERENCE_DAY
from .markup import markup_problems
from .nu import nu_problems

pytestmark = pytest.mark.proof
WRONG = '<!doctype html>\n<html lang="en"><title>x</title><p aria-label="x">x</p><table><tr><td colspan="2"></table>'


@pytest.fixture(scope="module")
def pages(reference_site: Path) -> tuple[Path, ...]:
    return tuple(sorted(reference_site.rglob("*.html")))


def test_html_validate_finds_nothing_on_any_page(pages: tuple[Path, ...], tmp_path: Path) -> None:
    found: Mapping[Path, list[str]] = markup_problems(pages, tmp_path / "report.json")
    assert {page.name: problems for page, problems in found.items() if problems} == {}
    assert len(found) == len(pages) > 900


def test_the_nu_checker_finds_nothing_on_any_page(pages: tuple[Path, ...]) -> None:
    assert nu_problems(pages) == {}


def test_the_nu_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text(WRONG, "utf-8")
    (found,) = nu_problems([page]).values()
    assert [problem for problem in found if "aria-label" in problem]
    assert [problem for problem in found if "Table column" in problem]


def test_under_a_base_path_no_link_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", f"https://example.org{BASE}")
    site = tmp_path / "site"
    build_site(REPOSITORY, Asked(site, REFERENCE_DAY))
    looked = look_through(site, BASE, 1)
    assert looked.links > 50_000
    assert not looked.problems, as_text(looked.problems, "en")
