"""A citation has the reader's own day in Beijing, is copied by a button, and can be taken by hand where that fails."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from .conftest import NewContext
from .wording import label

pytestmark = pytest.mark.browser

RECORD = "challenges/sample-2025-01-motor.html"
LATE = datetime(2026, 2, 28, 16, 30, tzinfo=UTC)
"""Half past midnight in Beijing: the day after the one in Greenwich."""


def opened(open_context: NewContext, address: str, **options: object) -> Page:
    page = open_context(**options).new_page()
    page.clock.set_fixed_time(LATE)
    page.goto(address)
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", [RECORD, "data.html"])
def test_the_day_of_access_is_the_readers(lang: str, path: str, open_context: NewContext, home: str) -> None:
    page = opened(open_context, f"{home}{lang}/{path}")
    expect(page.locator("#cite-standard")).to_contain_text("[2026-03-01]")
    expect(page.locator("#cite-bibtex")).to_contain_text("urldate = {2026-03-01}")
    assert page.locator("#cite-standard time").get_attribute("datetime") == "2026-03-01"


@pytest.mark.parametrize("form", ["cite-standard", "cite-bibtex"])
def test_a_button_copies_what_is_shown(form: str, open_context: NewContext, home: str) -> None:
    page = opened(open_context, f"{home}zh/{RECORD}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box = page.locator(f".zb-cited:has(#{form})")
    box.get_by_role("button", name=label("cite_copy", "zh")).click()
    page.clock.run_for(100)
    expect(box.get_by_role("status")).to_have_text(label("cite_copied", "zh"))
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(f"#{form}").text_content()


def test_where_copying_is_refused_the_text_is_chosen(open_context: NewContext, home: str) -> None:
    page = opened(open_context, f"{home}en/{RECORD}")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('kept')); }")
    box = page.locator(".zb-cited").first
    box.get_by_role("button", name=label("cite_copy", "en")).click()
    page.clock.run_for(100)
    expect(box.get_by_role("status")).to_have_text(label("cite_by_hand", "en"))
    assert page.evaluate("getSelection().toString()") == page.locator("#cite-standard").text_content()


def test_without_scripts_the_building_date_stands_and_no_button_that_does_nothing(
    open_context: NewContext, home: str
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{home}zh/{RECORD}")
    expect(page.locator("#cite-standard")).to_contain_text("[2025-06-15]")
    expect(page.locator("[data-zb-copy-of]").first).to_be_hidden()
    expect(page.locator(".zb-cites .zb-record-line")).to_contain_text("没有启用脚本时是网站的生成日期")
