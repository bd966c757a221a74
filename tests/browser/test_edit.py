"""An editor writes records in the browser: what is typed becomes the file that `check` takes, and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import assemble, publish
from playwright.sync_api import BrowserContext, Page

from generator.editing import written_numbers
from generator.formatting import formatted, ordered, schema_address
from generator.model.records import FOLDERS, KINDS
from generator.pipeline import check
from generator.yamlio import parse_yaml
from generator.yamltext import yaml_of

from .conftest import BUILT_AT, NewContext
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
"""What is written, by its keys."""

TYPED = {
    "/id": NEW["id"],
    "/title/zh": NEW["title"]["zh"],
    "/title/en": NEW["title"]["en"],
    "/domains/0": "motors",
    "/region": "xiangtan",
    "/sources/0/id": "notice",
    "/sources/0/title/zh": "样例通知",
    "/sources/0/issuer/zh": "样例局",
    "/updated_on": "2025-06-15",
    "/need/zh": NEW["need"]["zh"],
    "/owner/organisation": "sample-motor-works",
    "/owner_payment/wan": "120.5",
    "/term/months_max": "24",
}
"""What is typed for it, but for the list, which stands in the guide's place."""


def opened(page: Page, home: str, path: str) -> Page:
    page.clock.set_fixed_time(BUILT_AT)
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
    page.evaluate("window.zhangbang.edit.refresh()")
    return str(page.locator("[data-zb-yaml]").text_content())


def write_new(page: Page) -> None:
    for pointer, text in TYPED.items():
        typed(page, pointer, text)
    page.locator(".zb-edit__root > .zb-edit__fields > .zb-edit__which select").select_option("list")
    typed(page, "/list", NEW["list"])


@pytest.fixture(scope="module")
def readers(open_context: NewContext) -> BrowserContext:
    """A browser that may use the clipboard, and in which the repository's host answers."""
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    context.route(re.compile("^https://example.org/"), lambda route: route.fulfill(body="host"))
    return context


@pytest.fixture
def editor(readers: BrowserContext, home: str) -> Iterator[Page]:
    """A new challenge; nothing is left of an earlier draft, though a reload keeps what is written."""
    page = readers.new_page()
    page.add_init_script("if (!sessionStorage.began) { localStorage.clear(); sessionStorage.began = 1; }")
    yield opened(page, home, "zh/edit/challenge.html")
    page.close()


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


def test_a_longer_record_is_copied_and_pasted(editor: Page) -> None:
    write_new(editor)
    typed(editor, "/need/zh", "需求" * 400)
    text = text_of(editor)
    with editor.expect_popup() as popup:
        editor.locator("[data-zb-open]").click()
    assert popup.value.url.endswith(f"/new/main/content/challenges?filename={NEW['id']}.yml")
    assert "粘贴" in editor.locator("[data-zb-sent]").inner_text()
    assert editor.evaluate("navigator.clipboard.readText()") == text


def test_where_the_clipboard_is_closed_the_text_stands_selected(editor: Page) -> None:
    write_new(editor)
    editor.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('closed')); }")
    editor.locator("[data-zb-copy]").click()
    box = editor.locator("[data-zb-text]")
    box.wait_for()
    assert box.input_value() == text_of(editor)
    assert editor.evaluate("document.activeElement.id") == "by-hand"


def test_the_file_that_is_saved_has_its_name_and_text(editor: Page) -> None:
    write_new(editor)
    with editor.expect_download() as download:
        editor.locator("[data-zb-save]").click()
    assert download.value.suggested_filename == f"{NEW['id']}.yml"
    assert Path(download.value.path()).read_text("utf-8") == text_of(editor)


def test_an_edit_changes_only_the_lines_it_touches(readers: BrowserContext, home: str, repository: Path) -> None:
    page = opened(readers.new_page(), home, "en/edit/challenge.html?id=sample-2025-01-motor")
    file = f"content/{MOTOR}.yml"
    written = (repository / "tests/fixture" / file).read_text("utf-8").replace("sample: true\n", "")
    before = str(formatted("challenge", written, file))
    assert text_of(page) == before
    assert page.locator("[data-zb-state]").inner_text() == label("edit_no_problems", "en")
    typed(page, "/title/en", "A very efficient motor")
    after = text_of(page)
    assert parse_yaml(after, file)["title"]["en"] == "A very efficient motor"  # type: ignore[index, call-overload]
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    assert [new for old, new in pairs if old != new] == ["title: {zh: 高效永磁电机, en: A very efficient motor}"]
    assert page.locator(".zb-editor__added").count() == page.locator(".zb-editor__gone").count() == 1
    with page.expect_popup() as popup:
        page.locator("[data-zb-open]").click()
    assert popup.value.url == f"https://example.org/git/calls/edit/main/{file}"
    assert page.evaluate("navigator.clipboard.readText()") == after
    page.evaluate("localStorage.clear()")


def test_a_draft_comes_back_and_can_be_discarded(editor: Page) -> None:
    typed(editor, "/title/zh", "写到一半")
    editor.reload()
    assert field(editor, "/title/zh").input_value() == "写到一半"
    assert "12:00" in editor.locator("[data-zb-draft]").inner_text()
    editor.locator("[data-zb-discard]").click()
    assert field(editor, "/title/zh").input_value() == ""
    editor.locator("[data-zb-told] button").click()
    assert field(editor, "/title/zh").input_value() == "写到一半"


def test_a_draft_is_kept_under_the_place_of_its_site(editor: Page, home: str) -> None:
    typed(editor, "/title/zh", "写到一半")
    editor.reload()
    keys = editor.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('zb-edit:'))")
    assert keys == [f"zb-edit:{urlsplit(home).path}:challenge:"]


def test_a_number_too_large_to_keep_is_told(editor: Page) -> None:
    write_new(editor)
    for large in ("1e400", "12345678901234567890"):
        typed(editor, "/owner_payment/wan", large)
        assert f'wan: "{large}"' in text_of(editor)
        editor.locator("[data-zb-check]").click()
        told = editor.locator("[data-zb-errors] li")
        assert (told.count(), "数太大，不能准确保存" in told.inner_text()) == (1, True)


HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=2</script>"\'&'


def test_hostile_text_never_becomes_markup(editor: Page) -> None:
    write_new(editor)
    for pointer in (
        "/id",
        "/title/zh",
        "/title/en",
        "/need/zh",
        "/sources/0/title/zh",
        "/owner_payment/wan",
        "/region",
        "/updated_on",
    ):
        typed(editor, pointer, HOSTILE)
    text = text_of(editor)
    editor.locator("[data-zb-check]").click()
    assert parse_yaml(text, "a.yml")["title"]["zh"] == HOSTILE  # type: ignore[index, call-overload]
    assert editor.locator(".zb-editor img, .zb-editor script").count() == 0
    assert editor.evaluate("window.hit") is None
    assert HOSTILE in editor.locator("[data-zb-preview]").inner_text()


def test_the_keyboard_alone_writes_adds_moves_and_checks(editor: Page) -> None:
    keys = editor.keyboard
    editor.locator("#content a, [data-zb-heading]").first.focus()
    field(editor, "/id").focus()
    keys.type("sample-2025-10-x")
    keys.press("Tab")
    keys.type("标题")
    field(editor, "/sources/0/id").focus()
    keys.type("one")
    more = editor.get_by_role("button", name=label("edit_add_item", "zh").format(label="出处"))
    more.focus()
    keys.press("Enter")
    keys.type("two")
    up = editor.get_by_role("button", name=label("edit_up_named", "zh").format(label="出处 2"))
    up.focus()
    keys.press("Space")
    data = parse_yaml(text_of(editor), "a.yml")
    assert isinstance(data, dict)
    assert data["sources"] == [{"id": "two"}, {"id": "one"}]
    add = editor.locator(".zb-edit__root > .zb-edit__add > summary")
    add.focus()
    keys.press("Enter")
    keys.press("Tab")
    keys.type("年度")
    keys.press("Tab")
    keys.press("Enter")
    keys.type("2025")
    assert "year: 2025" in text_of(editor)
    editor.locator("[data-zb-check]").focus()
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Enter")
    reached = editor.evaluate("document.activeElement.closest('.zb-editor__form') !== null")
    assert reached


def test_it_works_from_a_folder(readers: BrowserContext, published_site: Path) -> None:
    page = readers.new_page()
    page.goto(f"{(published_site / 'zh/edit/notice.html').as_uri()}?target=guide/sample-2025-claim")
    page.locator(".zb-editor__path").wait_for()
    page.wait_for_function("document.querySelector('[data-zb-yaml]').textContent.includes('sample-2025-claim')")
    assert "target: {kind: guide, id: sample-2025-claim}" in text_of(page)
    page.goto((published_site / "zh/edit/guide.html").as_uri() + "?id=sample-2025-claim")
    page.locator(".zb-editor__path").wait_for()
    assert "id: sample-2025-claim" in text_of(page)
    page.goto((published_site / "zh/edit/guide.html").as_uri() + "?id=no-such")
    page.locator("[data-zb-needs] a").wait_for()
    assert "no-such" in page.locator("[data-zb-needs]").inner_text()


def test_nothing_is_asked_of_anybody_but_the_site(editor: Page, home: str) -> None:
    asked: list[str] = []
    editor.on("request", lambda request: asked.append(request.url))
    editor.reload()
    write_new(editor)
    text_of(editor)
    assert asked
    assert all(url.startswith(home) for url in asked)


ROUND_TRIP = """([kind, records]) => {
  const edit = zhangbang.edit, page = document.querySelector("[data-zb-edit]");
  const settings = JSON.parse(page.getAttribute("data-zb-edit"));
  const nothing = () => {}, none = () => Promise.resolve({ records: [], formerly: [] });
  let data;
  zhangbang.when("edit/data", (found) => { data = found; });
  const { words, suggested } = settings, asked = { sources: () => [], targetKind: () => "", known: none };
  const context = { data, lang: "zh", words, kind, suggested, changed: nothing, told: nothing, ...asked };
  return records.map(([record, written]) => {
    const read = edit.form(context, kind, record, written).read();
    return edit.yaml(edit.ordered(data, kind, read.data), { written: read.written, wide: data.wide });
  });
}"""


@pytest.mark.parametrize("kind", FOLDERS.values())
def test_a_form_that_nobody_touched_gives_the_record_back(
    kind: str, readers: BrowserContext, home: str, repository: Path
) -> None:
    folders = ["tests/fixture/content", *(["content"] if os.environ.get("ZHANGBANG_PROVE") else [])]
    found = [path for folder in folders for path in sorted((repository / folder / KINDS[kind].folder).glob("**/*.yml"))]
    records: list[Any] = [parse_yaml(path.read_text("utf-8"), path.name) for path in found]
    page = opened(readers.new_page(), home, f"zh/edit/{kind}.html")
    given = [[record, dict(written_numbers(record))] for record in records]
    assert page.evaluate(ROUND_TRIP, [kind, given]) == [yaml_of(ordered(kind, record)) for record in records]
    page.close()


def test_the_preview_speaks_either_language(editor: Page) -> None:
    write_new(editor)
    text_of(editor)
    preview = editor.locator("[data-zb-preview]")
    assert "120.5万元" in preview.inner_text()
    assert "第二行 # 不是注释" in preview.inner_text()
    editor.locator("[data-zb-preview-lang=en]").click()
    assert "CNY 1,205,000" in preview.inner_text()
    assert preview.locator("h3").inner_text() == NEW["title"]["en"]
    assert preview.locator("[lang=zh-CN]").count() > 0


def test_what_is_removed_can_be_put_back(editor: Page) -> None:
    write_new(editor)
    before = text_of(editor)
    editor.get_by_role("button", name=label("edit_remove_named", "zh").format(label="需求")).click()
    assert "need:" not in text_of(editor)
    editor.locator("[data-zb-told] button").click()
    assert text_of(editor) == before


def test_an_id_that_is_taken_and_a_reference_to_nothing_are_told(editor: Page) -> None:
    write_new(editor)
    typed(editor, "/id", "sample-2025-01-motor")
    typed(editor, "/list", "sample-2025-challenge")
    faults = editor.locator(".zb-fault-line")
    faults.nth(1).wait_for()
    told = " ".join(faults.all_inner_texts())
    assert "sample-2025-01-motor" in told
    assert "是不是“sample-2025-challenges”" in told
