"""The site works wherever it lies: below a path of a host, and as a folder that came out of a ZIP file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.writer import pack

from .conftest import NewContext
from .pages import MOVED, NOW
from .wording import label

pytestmark = pytest.mark.browser

Heard = list[str]
GIVEN_UP = "net::ERR_ABORTED"


@pytest.fixture(scope="module")
def folder(published_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as somebody unpacks it who got it as one file."""
    whole = tmp_path_factory.mktemp("zip")
    pack(published_site, whole / "site.zip")
    with zipfile.ZipFile(whole / "site.zip") as archive:
        archive.extractall(whole / "解开 的")
    return whole / "解开 的"


@pytest.fixture
def visitor(open_context: NewContext) -> Iterator[tuple[Page, Heard]]:
    """A page, and what goes wrong on it; files given up because the page sends the reader on are not wrong."""
    page = open_context().new_page()
    heard: Heard = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("requestfailed", lambda request: heard.append(request.url) if request.failure != GIVEN_UP else None)
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    yield page, heard
    page.close()


@pytest.mark.parametrize(
    "path", ["index.html", "zh/index.html", "en/guides/sample-2025-claim.html", "zh/forms/sample-2025-need-form.html"]
)
def test_pages_open_from_a_folder_and_nothing_fails(path: str, folder: Path, visitor: tuple[Page, Heard]) -> None:
    page, heard = visitor
    page.goto((folder / path).as_uri())
    page.wait_for_load_state("load")
    assert page.locator("h1").inner_text().strip()
    assert page.evaluate("[...document.styleSheets].length") >= 2
    assert heard == []


def test_the_finder_answers_from_a_folder(folder: Path, visitor: tuple[Page, Heard]) -> None:
    page, heard = visitor
    page.goto(f"{(folder / 'zh/find.html').as_uri()}?q=电机")
    page.locator(".zb-hit h3 a").first.wait_for()
    page.locator(".zb-hit h3 a").first.click()
    page.wait_for_url(re.compile(rf"{re.escape(folder.as_uri())}/zh/(?!find)"))
    assert page.locator("h1").inner_text().strip()
    assert heard == []


def test_a_form_is_filled_and_checked_from_a_folder(folder: Path, visitor: tuple[Page, Heard]) -> None:
    page, heard = visitor
    page.goto((folder / "zh/forms/sample-2025-need-form.html").as_uri())
    field = page.locator("#content textarea:visible, #content input[type=text]:visible").first
    field.fill("试")
    assert field.input_value() == "试"
    assert heard == []


@pytest.mark.parametrize("path", sorted(MOVED))
def test_an_address_that_a_record_had_sends_the_reader_on_without_scripts(
    path: str, folder: Path, home: str, open_context: NewContext
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    for place in (home, f"{folder.as_uri()}/"):
        page.goto(place + path)
        page.wait_for_url(f"{place}{path.partition('/')[0]}/{NOW}")
    page.close()


@pytest.mark.parametrize("lost", ["nowhere", "zh/guides/no-such.html", "a/b/c/d/e.html"])
def test_a_lost_reader_finds_the_way_back_below_a_path(lost: str, home: str, visitor: tuple[Page, Heard]) -> None:
    page, heard = visitor
    answer = page.goto(home + lost)
    assert answer is not None and answer.status == 404
    assert page.evaluate("[...document.styleSheets].length") >= 2
    box = page.locator("#content input[type=search]")
    assert float(box.evaluate("box => parseFloat(getComputedStyle(box).borderTopWidth)")) >= 1
    box.fill("电机")
    page.locator("#content form button").click()
    page.wait_for_url(f"{home}zh/find.html?q=*")
    page.locator(".zb-hit h3 a").first.wait_for()
    page.goto(home + lost)
    page.locator(".zb-header form input").fill("电机")
    page.locator(".zb-header form button").click()
    page.wait_for_url(f"{home}zh/find.html?q=*")
    page.locator(".zb-hit h3 a").first.wait_for()
    assert [words for words in heard if "404" not in words] == []


def test_the_way_back_speaks_both_languages(home: str, visitor: tuple[Page, Heard]) -> None:
    page, _ = visitor
    page.goto(f"{home}x/y")
    assert label("find_submit", "zh") in page.locator("#content").inner_text()
    page.get_by_role("link", name="Home in English").click()
    page.wait_for_url(f"{home}en/index.html")
