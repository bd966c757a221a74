"""An editor writes records in the browser: what is typed becomes the file that `check` takes, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import REPOSITORY, assemble, publish
from playwright.sync_api import Page

from generator.formatting import formatted, ordered, schema_address
from generator.pipeline import check
from generator.yamlio import parse_yaml
from generator.yamltext import yaml_of

from .conftest import NewContext
from .wording import label

pytestmark = pytest.mark.browser

MOTOR = "challenges/2025/sample-2025-01-motor"
NEW: dict[str, Any] = {
    "id": "sample-2025-09-pump",
    "title": {"zh": "高温泵: 耐腐蚀", "en": "A hot pump"},
    "domains": ["motors"],
    "region": "xiangtan",
    "sources": [{"id": "notice", "title": {"zh": "样例通知"}, "issuer": {"zh": "样例局"}}],
    "updated_on": "2025-06-15",
    "list": "sample-2025-challenges",
    "owner": {"organisation": "sample-motor-works"},
    "need": {"zh": "第一行\n第二行 # 不是注释"},
    "owner_payment": {"wan": 120.5},
    "term": {"months_max": 24},
}
"""What is typed, by its keys."""


def opened(page: Page, home: str, path: str) -> Page:
    page.goto(f"{home}{path}")
    page.locator(".zb-editor__path").wait_for()
    return page


def field(page: Page, pointer: str) -> Any:
    """The control in which a value of the record stands."""
    handle = page.evaluate_handle("(at) => window.zhangbang.edit.controlAt(at)", pointer)
    found = handle.as_element()
    assert found is not None, pointer
    return found


def typed(page: Page, pointer: str, text: str) -> None:
    control = field(page, pointer)
    if control.evaluate("one => one.tagName") == "SELECT":
        control.select_option(text)
    else:
        control.fill(text)


def text_of(page: Page) -> str:
    page.wait_for_timeout(350)
    return str(page.locator("[data-zb-yaml]").text_content())


def write_new(page: Page) -> None:
    for pointer, text in (
        ("/id", NEW["id"]), ("/title/zh", NEW["title"]["zh"]), ("/title/en", NEW["title"]["en"]), ("/domains/0", "motors"),
        ("/region", "xiangtan"), ("/sources/0/id", "notice"), ("/sources/0/title/zh", "样例通知"),
        ("/sources/0/issuer/zh", "样例局"), ("/updated_on", "2025-06-15"), ("/need/zh", NEW["need"]["zh"]),
        ("/owner/organisation", "sample-motor-works"),
        ("/owner_payment/wan", "120.5"), ("/term/months_max", "24"),
    ):  # fmt: skip
        typed(page, pointer, text)
    page.locator(".zb-edit__root > .zb-edit__which select").select_option("list")
    typed(page, "/list", NEW["list"])


@pytest.fixture
def editor(open_context: NewContext, home: str) -> Page:
    """A new challenge, in a browser of its own that may use the clipboard."""
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    context.route(re.compile("^https://example.org/"), lambda route: route.fulfill(body="host"))
    return opened(context.new_page(), home, "zh/edit/challenge.html")


def test_what_is_typed_is_the_file_that_check_takes(editor: Page, tmp_path: Path) -> None:
    write_new(editor)
    file = f"content/challenges/{NEW['id']}.yml"
    expected = yaml_of(ordered("challenge", NEW), schema=schema_address("challenge", file))
    assert text_of(editor) == expected
    assert editor.locator("[data-zb-state]").inner_text() == label("edit_no_problems", "zh")
    project = publish(assemble(tmp_path / "project"))
    (project / file).write_text(expected, "utf-8")
    assert [p for p in check(project).problems if p.file == file and p.severity == "error"] == []


def test_the_hosts_page_opens_with_the_text_as_it_is(editor: Page) -> None:
    write_new(editor)
    text = text_of(editor)
    with editor.expect_popup() as popup:
        editor.locator("[data-zb-open]").click()
    address = urlsplit(popup.value.url)
    assert address.path == "/git/calls/new/main/content/challenges"
    assert parse_qs(address.query) == {"filename": [f"{NEW['id']}.yml"], "value": [text]}


def test_a_fault_is_told_while_typing_and_gone_when_mended(editor: Page) -> None:
    typed(editor, "/updated_on", "2025-02-30")
    fault = editor.locator(".zb-fault-line")
    fault.wait_for()
    assert "2025-02-30" in fault.inner_text()
    assert field(editor, "/updated_on").get_attribute("aria-invalid") == "true"
    typed(editor, "/updated_on", "2025-02-28")
    fault.wait_for(state="detached")
    typed(editor, "/sources/0/title/zh", "联系 13812345678")
    fault.wait_for()
    assert "138****5678" in fault.inner_text()
