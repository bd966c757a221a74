"""A form filled on its page: by keyboard, in both languages, wide and narrow, with nothing sent and nothing lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from generator.model.parts import LANGS

from .conftest import BUILT_AT, NewContext
from .formpages import CLAIM, NEED, open_form, path_of
from .layout import too_wide
from .payloads import ALL, FIRST, SCRIPTS
from .test_axe import AXE, violations
from .watching import Watch
from .wording import label

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
KEY = "Object.keys(localStorage).filter((key) => key.startsWith('zb-form/') && !key.endsWith('/aside'))"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('no room', 'QuotaExceededError'); }"
FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
)


def error_of(page: Page, field: str) -> Any:
    return page.locator(f"#error-f-{field}")


def stored(page: Page) -> Any:
    """The answers of the draft that lies in the browser."""
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    found = page.evaluate(f"{KEY}.map((key) => localStorage.getItem(key))")
    return json.loads(found[0])["answers"] if found else None


def choose_file(page: Page, name: str, data: object) -> None:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    page.locator("[data-zb-open-file]").set_input_files({"name": name, "mimeType": "", "buffer": raw})


# -- filling ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGS)
def test_a_form_is_filled_by_keyboard_and_checked(lang: str, page: Page, home: str) -> None:
    open_form(page, home, CLAIM, lang)
    page.locator("#f-task_title").focus()
    page.keyboard.type("高速电机")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "f-unit"
    page.locator("[data-zb-check-form]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-zb-errors]")).to_be_focused()
    hard = page.locator("[data-zb-hard] li a")
    expect(page.locator("[data-zb-hard] h3")).to_have_text(label("form_hard_n", lang).replace("{n}", "5"))
    texts = hard.all_inner_texts()
    assert len(texts) == 5
    assert all(text.split(label("form_colon", lang).strip())[0] for text in texts)
    hard.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#f-total")).to_be_focused()
    page.keyboard.type("200")
    expect(hard).to_have_count(4)
    expect(page.locator("#f-total")).to_have_attribute("aria-invalid", "false")


@pytest.mark.parametrize("lang", LANGS)
def test_every_control_has_a_name_and_says_what_it_is_for(lang: str, page: Page, home: str) -> None:
    open_form(page, home, CLAIM, lang)
    english = lang == "en"
    required, private = label("required", lang), label("form_personal", lang)
    plan = page.get_by_role("textbox", name=f"{'Plan' if english else '实施方案'} {required}", exact=True)
    expect(plan).to_have_accessible_description(
        f"{'Name the indicators.' if english else '写明指标。'} {label('form_counted', lang)}".replace(
            "{n}", "0"
        ).replace("{limit}", "60")
    )
    assert page.get_by_role("group", name=("Funds" if english else "经费"), exact=True).count() == 1
    assert page.get_by_role("textbox", name=f"{'Telephone' if english else '电话'} {private}").count() == 1
    assert page.get_by_role("radio", name=("Motors" if english else "电机电控")).count() == 1


def test_a_counter_counts_as_word_does_and_cuts_nothing(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    long = "电机efficiency达到97.5%，" * 9
    page.locator("#f-plan").fill(long)
    counted = label("form_counted_over", "zh").replace("{n}", "63").replace("{over}", "3").replace("{limit}", "60")
    expect(page.locator("#count-f-plan")).to_have_text(counted)
    expect(error_of(page, "plan")).to_contain_text("63")
    expect(page.locator("[data-zb-live]")).to_have_text(counted)
    assert page.locator("#f-plan").input_value() == long


def test_sums_and_the_cap_are_worked_out_and_hard_and_inferred_are_worded_apart(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    most = page.locator("#most-f-grant")
    expect(most).to_contain_text("填写“总投入”后")
    page.locator("#f-total").fill("２００")
    expect(most).to_have_text("最多可申请 250,000 元（“总投入”的 12.5%，不超过50万元）")
    page.locator("#f-total").fill("1000")
    expect(most).to_contain_text("最多可申请 500,000 元")
    page.locator("#f-own").fill("600")
    page.locator("#f-grant").fill("300000")
    expect(page.locator("[data-zb-sum]")).to_have_text(
        "“自筹” + “申请资金”合计 630 万元；“总投入”为 1,000 万元，相差 370 万元"
    )
    doubt = error_of(page, "grant").locator(".zb-doubt-line")
    expect(doubt).to_have_text("自筹与申请资金之和不等于总投入，请核对。")
    expect(page.locator("#f-grant")).to_have_attribute("aria-invalid", "false")
    page.locator("#f-grant").fill("5000000")
    expect(error_of(page, "grant").locator(".zb-fault-line")).to_have_count(2)
    expect(page.locator("#f-grant")).to_have_attribute("aria-invalid", "true")


def test_a_wrong_answer_is_told_when_the_field_is_left_and_not_before(page: Page, home: str) -> None:
    open_form(page, home, NEED)
    code = page.locator("#f-credit_code")
    code.focus()
    page.keyboard.type("9143")
    expect(error_of(page, "credit_code")).to_be_empty()
    page.keyboard.press("Tab")
    expect(error_of(page, "credit_code")).to_have_text(label("form_credit_length", "zh").replace("{n}", "4"))
    code.fill("91430300MA4L12345I")
    expect(error_of(page, "credit_code")).to_contain_text("第 18 位“I”")


def test_other_is_asked_for_when_it_is_chosen_and_a_choice_can_be_taken_back(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    area = page.locator("#f-area")
    beside = area.locator("[data-zb-other]")
    expect(beside).to_be_hidden()
    area.get_by_label("其他").check()
    beside.fill("农业")
    assert stored(page) == {"area": "other", "area__other": "农业"}
    area.get_by_role("button", name=label("form_unchoose", "zh")).press("Enter")
    expect(beside).to_be_hidden()
    assert stored(page) is None
    expect(area.locator("input").first).to_be_focused()


def test_rows_are_added_and_removed_by_keyboard_with_a_way_back(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    members = page.locator("#f-members")
    for n, name in enumerate(("甲", "乙", "丙")):
        if n:
            members.locator("[data-zb-add]").press("Enter")
            expect(page.locator("[data-zb-told]")).to_have_text(
                label("form_row_added", "zh").replace("{n}", str(n + 1))
            )
        page.keyboard.type(name) if n else members.locator("input").first.fill(name)
    members.get_by_role("button", name=label("form_remove_n", "zh").replace("{n}", "2")).press("Enter")
    assert stored(page)["members"] == [{"name": "甲"}, {"name": "丙"}]
    assert page.evaluate("document.activeElement.textContent") == label("form_remove_n", "zh").replace("{n}", "2")
    page.get_by_role("button", name=label("form_undo", "zh")).press("Enter")
    assert stored(page)["members"] == [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]
    for _ in range(5):
        members.locator("[data-zb-add]").click()
    expect(members.locator("[data-zb-add]")).to_be_disabled()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_a_wrong_row_is_named_and_found(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    members = page.locator("#f-members")
    members.locator("[data-zb-add]").click()
    second = members.locator("[data-zb-one]").nth(1)
    second.get_by_label("年龄").fill("12")
    second.get_by_label("工龄").fill("20")
    expect(second.get_by_text("工龄一般不会超过年龄。")).to_be_visible()
    page.locator("[data-zb-check-form]").click()
    page.get_by_role("link", name="参加人员第 1 行“姓名”").click()
    assert second.get_by_label("姓名").evaluate("one => one === document.activeElement")


# -- the draft ----------------------------------------------------------------------------------------------------
def test_a_draft_survives_and_is_the_same_in_the_other_language(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    page.locator("#f-task_title").fill("高速电机")
    page.locator("#f-milestones").get_by_label("测试").check()
    page.locator("#f-milestones input[type=date]").fill("2025-12-31")
    page.locator("#f-security_review").check()
    page.reload()
    expect(page.locator("[data-zb-draft]")).to_have_text(label("form_draft_back", "zh"))
    page.locator(".zb-language").click()
    page.wait_for_url("**/en/**")
    assert page.locator("#f-task_title").input_value() == "高速电机"
    expect(page.locator("#f-milestones").get_by_label("Test")).to_be_checked()
    assert page.locator("#f-milestones input[type=date]").input_value() == "2025-12-31"
    expect(page.locator("#f-security_review")).to_be_checked()


def test_clearing_takes_everything_away_and_can_be_undone(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    page.evaluate(f"localStorage.setItem('zb-form/{CLAIM.id}/00000000', 'an old one')")
    page.locator("#f-leader").fill("张三")
    page.locator("[data-zb-clear]").click()
    assert page.evaluate(KEY) == []
    assert page.locator("#f-leader").input_value() == ""
    page.get_by_role("button", name=label("form_undo", "zh")).click()
    assert page.locator("#f-leader").input_value() == "张三"


def test_a_second_window_is_told_that_the_first_goes_on(open_context: NewContext, home: str) -> None:
    context = open_context()
    first, second = open_form(context.new_page(), home, CLAIM), context.new_page()
    second.goto(f"{home}{path_of(CLAIM)}")
    first.locator("#f-task_title").fill("高速电机")
    expect(second.locator("[data-zb-draft]")).to_have_text(label("form_draft_elsewhere", "zh"))


@pytest.mark.parametrize(("script", "word"), [(FULL, "full"), (FORBIDDEN, "forbidden")])
def test_storage_that_is_full_or_forbidden_is_told_and_the_form_works(
    script: str, word: str, open_context: NewContext, home: str
) -> None:
    page = open_context().new_page()
    page.add_init_script(script)
    page.goto(f"{home}{path_of(CLAIM)}")
    page.locator("#f-task_title").fill("高速电机")
    expect(page.locator("[data-zb-draft]")).to_have_text(label(f"form_draft_{word}", "zh"))
    with page.expect_download() as download:
        page.locator('[data-zb-make="json"]').click()
    assert json.loads(Path(download.value.path()).read_bytes())["answers"] == {"task_title": "高速电机"}


def test_without_the_parts_of_the_word_file_the_rest_is_taken_away(open_context: NewContext, home: str) -> None:
    page = open_context().new_page()
    page.route("**/forms/parts/**", lambda route: route.abort())
    page.goto(f"{home}{path_of(CLAIM)}")
    expect(page.locator('[data-zb-make="docx"]')).to_be_disabled()
    with page.expect_download():
        page.locator('[data-zb-make="json"]').click()


@pytest.mark.parametrize("text", ["{", "null", '{"form": "another", "answers": {}}', '{"form": 1}', ALL])
def test_a_spoilt_draft_is_set_aside_and_told(text: str, page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    page.locator("#f-task_title").fill("高速电机")
    stored(page)
    key = page.evaluate(f"{KEY}[0]")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.reload()
    expect(page.locator("[data-zb-draft]")).to_have_text(label("form_draft_broken", "zh"))
    assert page.evaluate("key => localStorage.getItem(key)", f"{key}/aside") == text


def test_a_draft_of_an_earlier_version_fills_in_what_still_fits(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    old = {"form": CLAIM.id, "version": "0123abcd", "answers": {"task_title": "旧题", "gone": "x"}}
    page.evaluate("text => localStorage.setItem('zb-form/sample-2025-claim-form/0123abcd', text)", json.dumps(old))
    page.reload()
    expect(page.locator("[data-zb-draft]")).to_have_text(label("form_draft_old", "zh"))
    assert page.locator("#f-task_title").input_value() == "旧题"


# -- files and records --------------------------------------------------------------------------------------------
def test_a_file_is_opened_named_where_it_does_not_fit_and_can_be_taken_back(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    page.locator("#f-task_title").fill("原来的")
    answers = {"task_title": "新的", "members": [{"name": "甲", "age": "30", "x": 1}], "total": ["no"], "odd": 1}
    choose_file(page, "x.json", {"form": CLAIM.id, "version": "1", "answers": answers})
    told = page.locator("[data-zb-told]")
    expect(told).to_contain_text(label("form_opened_other_version", "zh"))
    expect(told).to_contain_text("经费 · 总投入，odd")
    assert page.locator("#f-members").get_by_label("姓名").first.input_value() == "甲"
    page.get_by_role("button", name=label("form_undo", "zh")).click()
    assert page.locator("#f-task_title").input_value() == "原来的"
    choose_file(page, "x.docx", b"PK\x03\x04 no package")
    expect(told).to_have_text(label("form_opened_not_ours", "zh"))


def test_a_word_file_that_was_downloaded_is_opened_again(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    page.locator("#f-task_title").fill("高速电机")
    page.locator("#f-plan").fill("第一行\n第二行 5")
    with page.expect_download() as download:
        page.locator('[data-zb-make="docx"]').click()
    expect(page.locator("[data-zb-made]")).to_contain_text(f"{CLAIM.id}.docx")
    data = Path(download.value.path()).read_bytes()
    page.locator("[data-zb-clear]").click()
    choose_file(page, "x.docx", data)
    expect(page.locator("#f-plan")).to_have_value("第一行\n第二行 5")


def test_a_record_draft_waits_until_all_is_right_and_names_what_it_leaves_out(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    page.locator('[data-zb-make="yml"]').click()
    expect(page.locator("[data-zb-made]")).to_have_text(label("form_record_blocked", "zh"))
    for field, text in {"task_title": "高速电机", "total": "200", "plan": "效率97%", "leader": "张三"}.items():
        page.locator(f"#f-{field}").fill(text)
    page.locator("#f-members").get_by_label("姓名").first.fill("李四")
    page.locator("#f-security_review").check()
    with page.expect_download() as download:
        page.locator('[data-zb-make="yml"]').click()
    text = Path(download.value.path()).read_text("utf-8")
    assert "state: collected" in text and "高速电机" in text
    assert "张三" not in text and "李四" not in text
    expect(page.locator("[data-zb-made]")).to_contain_text("负责人，参加人员")


@pytest.mark.parametrize("lang", LANGS)
def test_a_challenge_leads_to_its_form_with_what_it_tells(lang: str, page: Page, home: str) -> None:
    open_form(page, home, CLAIM, lang)
    page.goto(f"{home}{lang}/challenges/sample-2025-01-motor.html")
    title = page.locator("h1").inner_text()
    page.locator("a[href*='#fill']").first.click()
    page.wait_for_url(f"**/{CLAIM.id}.html?challenge=sample-2025-01-motor#fill")
    expect(page.locator("[data-zb-told]")).to_contain_text(title)
    expect(page.locator("#fill")).to_be_in_viewport()
    expect(page.locator("#f-task_title")).to_have_value("高效永磁电机")
    expect(page.locator("#f-plan")).to_have_value("需求第一段。\n第二段。")
    page.locator("#f-task_title").fill("我改过的")
    stored(page)
    page.reload()
    assert page.locator("#f-task_title").input_value() == "我改过的", "what is typed is never written over"


@pytest.mark.parametrize("query", ["?challenge=__proto__", "?guide=%3Cscript%3E", "?challenge=nothing", "?guide="])
def test_a_record_that_is_not_there_fills_in_nothing(query: str, page: Page, home: str) -> None:
    open_form(page, home, CLAIM, query=query)
    page.locator('[data-zb-make="docx"]:not([disabled])').wait_for()
    assert page.locator("[data-zb-told]").inner_text() == ""
    assert stored(page) is None


# -- the page -----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def watched(open_context: NewContext, home: str) -> Watch:
    return Watch(open_context().new_page(), home)


def test_hostile_texts_typed_and_opened_stay_texts(watched: Watch, home: str) -> None:
    page = watched.page
    open_form(page, home, CLAIM)
    watched.faults.clear()
    for number, attack in enumerate((*SCRIPTS, FIRST[-2], ALL)):
        page.locator("#f-task_title").fill(attack)
        page.locator("#f-area").get_by_label("其他").check()
        page.locator("#f-area [data-zb-other]").fill(attack)
        answers = {"task_title": attack, "plan": attack, attack[:50]: 1, "members": [{"name": attack, attack: 1}]}
        choose_file(page, f"{number}.json", {"form": CLAIM.id, "version": attack, "answers": answers})
        expect(page.locator("#f-plan")).to_have_value(
            page.evaluate("text => zhangbang.forms.plain(text).trim()", attack)
        )
    choose_file(page, "x.json", {"form": ALL, "version": "1", "answers": {}})
    expect(page.locator("[data-zb-told]")).to_contain_text("<script>")
    page.locator("[data-zb-check-form]").click()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert watched.look() == []


def test_nothing_is_asked_for_while_a_form_is_filled_and_taken_away(open_context: NewContext, home: str) -> None:
    page, asked_for = open_context(accept_downloads=True).new_page(), list[Request]()
    page.goto(f"{home}{path_of(CLAIM)}", wait_until="networkidle")
    page.on("request", lambda request: asked_for.append(request))
    page.locator("#f-task_title").fill("高速电机")
    page.locator("#f-members [data-zb-add]").click()
    page.locator("[data-zb-check-form]").click()
    for format in ("docx", "json"):
        with page.expect_download():
            page.locator(f'[data-zb-make="{format}"]').click()
    assert [request.url for request in asked_for if not request.url.startswith("blob:")] == []
    assert page.evaluate("document.cookie") == ""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_filled_form_with_faults_fits_and_axe_finds_nothing(
    width: int, lang: str, open_context: NewContext, home: str
) -> None:
    page = open_context().new_page()
    open_form(page, home, CLAIM, lang)
    page.locator("#f-task_title").fill("W" * 300)
    page.locator("#f-total").fill("不知道")
    page.locator("#f-area [data-zb-option]").last.check()
    page.locator("#f-members [data-zb-add]").click()
    page.locator("[data-zb-check-form]").click()
    page.evaluate(AXE)
    assert [*too_wide(page, width), *too_wide(page, 320)] == []
    assert [*violations(page, "light", width), *violations(page, "dark", width)] == []


def test_print_shows_the_paper_with_what_was_filled_in(page: Page, home: str) -> None:
    open_form(page, home, CLAIM)
    page.locator("#f-task_title").fill("高速电机")
    page.locator("#f-area").get_by_label("先进材料").check()
    page.locator("#f-milestones input[type=date]").fill("2025-12-01")
    for _ in range(7):
        page.locator("#f-members [data-zb-add]").click()
    page.locator("#f-members").get_by_label("姓名").last.fill("最后一位")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    paper = page.locator("[data-zb-paper]")
    expect(paper).to_be_visible()
    for text in ("高速电机", "☑先进材料", "2025.12.01", "最后一位"):
        expect(paper).to_contain_text(text)
    expect(page.locator("[data-zb-fill]")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    page.emulate_media(media="screen")


@pytest.fixture(scope="module")
def unscripted(open_context: NewContext) -> BrowserContext:
    return open_context(java_script_enabled=False)


@pytest.mark.parametrize("lang", LANGS)
def test_without_scripts_the_page_shows_what_is_asked_and_the_files(
    lang: str, unscripted: BrowserContext, home: str
) -> None:
    page = unscripted.new_page()
    page.goto(f"{home}{path_of(CLAIM, lang)}")
    expect(page.locator("[data-zb-fill]")).to_be_hidden()
    expect(page.locator("#section-people")).to_be_visible()
    expect(page.locator(".zb-file a")).to_have_count(3)
    href = page.locator(".zb-file a").first.get_attribute("href")
    assert page.request.get(f"{home}{lang}/forms/{href}").ok
    page.close()


def test_the_pages_clock_is_the_tests(page: Page) -> None:
    assert page.evaluate("new Date().toISOString()").startswith(f"{BUILT_AT:%Y-%m-%d}")
