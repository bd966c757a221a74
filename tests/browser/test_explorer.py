"""The API tried out in the browser: every address gives its file; from a folder or without scripts there are links."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import NewContext
from .wording import label

pytestmark = pytest.mark.browser

MOTOR = "sample-2025-01-motor"


@pytest.fixture
def explorer(open_context: NewContext, home: str) -> Page:
    page = open_context().new_page()
    page.goto(f"{home}en/api.html")
    expect(page.locator("[data-zb-explorer]")).to_be_visible()
    return page


def operations(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        page.locator("[data-zb-explorer]").get_attribute("data-zb-explorer") or ""
    )["operations"]
    return found


def choose(page: Page, path: str) -> None:
    index = next(i for i, operation in enumerate(operations(page)) if operation["path"] == path)
    page.locator("[data-zb-what]").select_option(str(index))


def ask(page: Page) -> str:
    page.locator("[data-zb-explorer] button").click()
    expect(page.locator("[data-zb-result]")).to_be_visible()
    return page.locator("[data-zb-result]").text_content() or ""


def test_every_address_gives_its_file(explorer: Page, published_site: Path) -> None:
    for operation in operations(explorer):
        choose(explorer, operation["path"])
        path = operation["path"].replace("{id}", operation.get("id", ""))
        text = (published_site / path).read_text("utf-8")
        found = ask(explorer)
        assert found == text[: len(found)]
        assert len(found) == min(len(text), 100_000)
        expect(explorer.locator("[data-zb-told]")).to_contain_text(f"{len(text.encode()):,}")


def test_the_address_and_the_command_follow_what_is_typed(explorer: Page, home: str) -> None:
    choose(explorer, "api/v1/challenges/{id}.json")
    explorer.locator("[data-zb-id]").fill(MOTOR)
    address = f"{home}api/v1/challenges/{MOTOR}.json"
    expect(explorer.locator("[data-zb-url]")).to_have_attribute("href", address)
    expect(explorer.locator("[data-zb-curl]")).to_have_text(f"curl -LO {address}")
    assert json.loads(ask(explorer))["id"] == MOTOR


@pytest.mark.parametrize("typed", ["'; rm -rf ~; '", "<img src=x>", "../../index", "新材料", "%2e"])
def test_whatever_is_typed_stays_one_word_of_the_address(explorer: Page, home: str, typed: str) -> None:
    choose(explorer, "api/v1/challenges/{id}.json")
    explorer.locator("[data-zb-id]").fill(typed)
    url = explorer.locator("[data-zb-url]").get_attribute("href") or ""
    assert url.startswith(f"{home}api/v1/challenges/")
    assert url.count("/") == f"{home}api/v1/challenges/".count("/")
    command = explorer.locator("[data-zb-curl]").text_content() or ""
    quoted = command.removeprefix("curl -LO ")
    assert quoted == url or quoted == "'" + url.replace("'", "'\\''") + "'"
    explorer.locator("[data-zb-explorer] button").click()
    expect(explorer.locator("[data-zb-told]")).to_have_text(label("api_missing", "en"))
    assert explorer.locator("[data-zb-explorer] img").count() == 0


def test_identifiers_of_the_listing_are_offered(explorer: Page) -> None:
    choose(explorer, "api/v1/challenges/{id}.json")
    expect(explorer.locator(f"[data-zb-ids] option[value='{MOTOR}']")).to_have_count(1)
    choose(explorer, "api/v1/domains/{id}.json")
    expect(explorer.locator("[data-zb-ids] option[value='motors']")).to_have_count(1)
    choose(explorer, "api/v1/schema/{id}.json")
    expect(explorer.locator("[data-zb-ids] option[value='common']")).to_have_count(1)
    choose(explorer, "api/v1/index.json")
    expect(explorer.locator("[data-zb-id-field]")).to_be_hidden()


def test_links_in_the_data_are_followed_in_place(explorer: Page) -> None:
    choose(explorer, "api/v1/index.json")
    ask(explorer)
    explorer.locator("[data-zb-result] a", has_text="challenges/index.json").click()
    expect(explorer.locator("[data-zb-result]")).to_contain_text(MOTOR)
    explorer.locator("[data-zb-result] a", has_text=f"../challenges/{MOTOR}.json").first.click()
    expect(explorer.locator("[data-zb-result]")).to_contain_text('"indicators"')
    expect(explorer.locator("[data-zb-id]")).to_have_value(MOTOR)
    expect(explorer.locator("[data-zb-frame]")).to_be_focused()
    expect(explorer).to_have_url(re.compile(r"/en/api\.html$"))


def test_only_this_site_is_asked(open_context: NewContext, home: str) -> None:
    page = open_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{home}zh/api.html")
    choose(page, "api/v1/programmes/{id}.json")
    ask(page)
    assert asked
    assert [url for url in asked if not url.startswith(home)] == []


def test_from_a_folder_it_explains_and_links(open_context: NewContext, published_site: Path) -> None:
    page = open_context().new_page()
    page.goto(f"{published_site.as_uri()}/zh/api.html")
    choose(page, "api/v1/challenges/{id}.json")
    page.locator("[data-zb-id]").fill(MOTOR)
    page.locator("[data-zb-explorer] button").click()
    expect(page.locator("[data-zb-told]")).to_have_text(label("api_disk", "zh"))
    expect(page.locator("[data-zb-result]")).to_be_hidden()
    page.locator("[data-zb-url]").click()
    expect(page.locator("body")).to_contain_text(MOTOR)


def test_without_scripts_the_addresses_are_links(open_context: NewContext, home: str, published_site: Path) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{home}zh/api.html")
    expect(page.locator("[data-zb-explorer]")).to_be_hidden()
    links = page.locator("main a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    found = {link.removeprefix("../") for link in links if link.startswith(("../api/", "../data/"))}
    assert len(found) > 40
    assert [path for path in found if not (published_site / path).is_file()] == []
