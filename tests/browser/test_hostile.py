from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import assemble, build
from playwright.sync_api import Page

from generator.model.parts import LANGS
from generator.model.records import KINDS
from generator.pipeline import check
from generator.schemas import checkers

from .conftest import NewContext, serve
from .hostility import (
    ADDRESS,
    NARROW,
    REFUSED,
    Planted,
    addresses,
    asked_for,
    faults,
    lost,
    make_hostile,
    misquoted,
    records,
    sought,
    squeezed,
    unpaged,
    untold,
)
from .layout import HEIGHT
from .markup import markup_problems
from .pages import PAGES
from .payloads import FIRST, RUNNING, SCRIPTS
from .watching import Watch

FOLDERS = (".", *(kind.folder for kind in KINDS.values()), "domains", "regions", "years")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

pytestmark = pytest.mark.browser


class Hostile(NamedTuple):
    """A project of hostile texts, what was planted in it, and its site."""

    project: Path
    planted: Planted
    site: Path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    folder = tmp_path_factory.mktemp("hostile")
    project = assemble(folder / "project")
    unpaged(project / "site_config/site.yml")
    return Hostile(project, make_hostile(project), build(project, folder / "site"))


@pytest.fixture(scope="module")
def planted(hostile: Hostile) -> Planted:
    return hostile.planted


@pytest.fixture(scope="module")
def site(hostile: Hostile) -> Path:
    return hostile.site


@pytest.fixture(scope="module")
def hostile_home(site: Path) -> Iterator[str]:
    with serve(site) as home:
        yield home


@pytest.fixture(scope="module")
def watch(page: Page, hostile_home: str) -> Watch:
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    return Watch(page, hostile_home)


# -- what is planted ------------------------------------------------------------------------------------------
def test_every_kind_takes_hostile_texts(planted: Planted) -> None:
    assert min(planted.fields.values()) >= 5
    assert sum(planted.fields.values()) > 500
    assert sum(all(attack in text for attack in FIRST) for text in planted.texts.values()) > 400


@pytest.mark.parametrize("refused", REFUSED)
def test_no_schema_takes_an_address_that_could_do_harm(refused: str, project: Path) -> None:
    tried = 0
    for kind, data, file in records(project):
        for group, key in addresses(data):
            written, group[key] = group[key], refused
            assert not checkers()[kind].is_valid(data), file
            group[key] = written
            tried += 1
    assert tried > 10


# -- what becomes of it ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("lang", LANGS)
def test_hostile_texts_stay_texts_on_every_page(
    lang: str, folder: str, planted: Planted, site: Path, watch: Watch
) -> None:
    pages = sorted(page.relative_to(site).as_posix() for page in (site / lang / folder).glob("*.html"))
    assert pages
    assert {path: found for path in pages if (found := faults(watch, planted, path))} == {}


def test_hostile_texts_stay_texts_at_the_root(planted: Planted, watch: Watch) -> None:
    assert [*faults(watch, planted, "index.html"), *faults(watch, planted, "404.html")] == []


def test_nearly_every_hostile_text_is_shown_somewhere(planted: Planted, site: Path) -> None:
    pages = "".join(page.read_text("utf-8") for page in site.rglob("*.html"))
    shown = {int(number) for number in re.findall(r"(?:⟦|https://example\.org/)(\d+)", pages)}
    assert len(shown) > 0.9 * len(planted.texts)


def test_the_title_is_the_hostile_text_for_readers_and_for_machines(page: Page, hostile_home: str) -> None:
    page.goto(f"{hostile_home}zh/challenges/sample-2025-01-motor.html")
    title = page.locator("h1").text_content() or ""
    told = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")["@graph"][0]
    assert all(squeezed(attack) in squeezed(title) for attack in FIRST)
    assert squeezed(page.title()).startswith(squeezed(title))
    assert told["name"] == title
    assert page.locator("meta[property='og:title']").get_attribute("content").startswith(title)


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_texts_stay_texts_side_by_side_and_in_the_form(lang: str, hostile: Hostile, watch: Watch) -> None:
    paths = list(asked_for(hostile.project, lang))
    assert len(paths) > len(KINDS) + 2
    assert {path: found for path in paths if (found := faults(watch, hostile.planted, path))} == {}


def test_a_comparison_shows_hostile_amounts_and_dates_as_texts(watch: Watch, hostile: Hostile) -> None:
    watch.page.goto(f"{watch.home}{next(asked_for(hostile.project, 'zh'))}")
    cells = watch.page.locator("[data-zb-table] td")
    assert any("⟦" in text for text in cells.all_text_contents())
    assert watch.page.locator("[data-zb-table] :is(b, svg, img, iframe, body, form, style)").count() == 0


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_texts_can_be_searched_for(lang: str, watch: Watch) -> None:
    assert {query: found for query in FIRST if (found := sought(watch, lang, query))} == {}


def test_every_file_says_hostile_texts_as_they_are(hostile: Hostile) -> None:
    found = lost(hostile.planted, hostile.site)
    assert found.faults == []
    assert found.texts > 5_000
    assert found.kinds == {".csv", ".jsonl", ".json", ".jsonld", ".xlsx", ".sqlite", ".xml", ".ics", ".docx"}


def test_editors_are_told_of_every_text_that_deceives(hostile: Hostile) -> None:
    problems = check(hostile.project).problems
    assert untold(hostile.project, problems) == set()
    assert all(found.line > 0 and found.message.en and found.remedy.en for found in problems if "text-" in found.code)


def test_a_strange_address_leads_exactly_there(page: Page, planted: Planted, hostile_home: str) -> None:
    page.goto(f"{hostile_home}en/challenges/sample-2025-01-motor.html")
    links = page.locator("a[href^='https://example.org/']:not([href*='/git/'])")
    found: list[str] = links.evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    strange = [link for link in found if "{{7*7}}" in link]
    assert len(strange) >= 2
    assert set(strange) <= {text for text in planted.texts.values() if text.startswith(ADDRESS[:20])}


def test_html_validate_finds_nothing_on_hostile_pages(site: Path, tmp_path: Path) -> None:
    found = markup_problems((site / path for path in PAGES), tmp_path / "report.json")
    assert {page.name: problems for page, problems in found.items() if problems} == {}


# -- the detector detects -------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def unescaped(site: Path, hostile_home: str) -> str:
    """A folder of pages that hold one attack each, unescaped and without a policy."""
    page = POLICY.sub("", (site / "zh/about.html").read_text("utf-8"))
    for number, attack in enumerate(SCRIPTS):
        raw = page.replace("</h1>", f"</h1><p title='{attack}'></p><p>{attack}</p>", 1)
        (site / f"zh/unescaped-{number}.html").write_text(raw, "utf-8")
    return f"{hostile_home}zh/unescaped-"


@pytest.fixture(scope="module")
def other_watch(open_context: NewContext, hostile_home: str) -> Watch:
    return Watch(open_context().new_page(), hostile_home)


@pytest.mark.parametrize("number", [n for n, attack in enumerate(SCRIPTS) if attack in FIRST])
def test_each_attack_would_run_if_it_were_not_escaped(number: int, unescaped: str, other_watch: Watch) -> None:
    assert any("ran as script" in fault for fault in other_watch.open(f"{unescaped}{number}.html"))


def test_a_text_that_is_changed_is_noticed(planted: Planted) -> None:
    text = planted.texts[0]
    assert misquoted(planted, f"x {text} y") == []
    assert misquoted(planted, text.replace("{{7*7}}", "49")) == ["⟦0⟧"]
    assert misquoted(planted, text.replace("<b>", "")) == ["⟦0⟧"]


def test_an_attack_that_only_the_policy_stops_is_noticed(other_watch: Watch) -> None:
    assert other_watch.open(f"{other_watch.home}zh/index.html") == []
    with other_watch.page.expect_console_message(lambda said: "refused by the policy" in said.text):
        other_watch.page.evaluate(
            "attack => document.body.insertAdjacentHTML('beforeend', attack)", RUNNING["handlers"][0]
        )
    found = other_watch.look()
    assert any("refused by the policy" in fault for fault in found)
    assert not any("ran as script" in fault for fault in found)
