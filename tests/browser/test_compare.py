"""Challenges side by side: what is chosen anywhere is what is shown, row by row, and no more than four."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import assemble, build, publish
from playwright.sync_api import BrowserContext, Locator, Page, expect

from generator.model.parts import LANGS

from .conftest import BUILT_AT, NewContext, serve
from .layout import too_wide
from .test_axe import AXE, violations
from .watching import Watch
from .wording import label

pytestmark = pytest.mark.browser

MOTOR, ALLOY = "sample-2025-01-motor", "sample-2025-02-alloy"
COPIES = tuple(f"sample-2025-1{n}-alloy" for n in range(4))
INDICATORS = """indicators:
  - {name: {zh: 效 率, en: efficiency}, comparator: ge, value: 95, unit: "%"}
  - {name: {zh: 抗拉强度, en: Tensile strength}, comparator: ge, value: 900, unit: MPa}
"""
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("not allowed", "SecurityError"); } })"""


@pytest.fixture(scope="module")
def compared_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture's site with four more challenges, whose indicators are named as one of another's."""
    folder = tmp_path_factory.mktemp("compared")
    project = publish(assemble(folder / "project"))
    challenges = project / "content/challenges/2025"
    text = (challenges / f"{ALLOY}.yml").read_text("utf-8")
    for n, copy in enumerate(COPIES):
        changed = text.replace(f"id: {ALLOY}", f"id: {copy}").replace("seq: 2", f"seq: {10 + n}\n{INDICATORS.strip()}")
        (challenges / f"{copy}.yml").write_text(changed.replace("耐高温合金", f"耐高温合金{n}"), "utf-8")
    listing, settings = project / "content/lists/sample-2025-challenges.yml", project / "site_config/site.yml"
    listing.write_text(listing.read_text("utf-8").replace("declared_total: 3", "declared_total: 7"), "utf-8")
    settings.write_text(settings.read_text("utf-8").replace("page_size: 3", "page_size: 30"), "utf-8")
    return build(project, folder / "site")


@pytest.fixture(scope="module")
def at(compared_site: Path) -> Iterator[str]:
    with serve(compared_site) as address:
        yield address


@pytest.fixture
def context(open_context: NewContext) -> BrowserContext:
    return open_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A reader who has chosen nothing, on the day as of which the site is built."""
    page = context.new_page()
    page.clock.set_fixed_time(BUILT_AT)
    return page


def address(at: str, *ids: str, lang: str = "zh") -> str:
    return f"{at}{lang}/compare.html?ids={','.join(ids)}"


def heads(page: Page) -> Locator:
    return page.locator("[data-zb-table] thead th[scope=col] a")


def row(page: Page, name: str) -> Locator:
    """The row of that label, but for its mark."""
    return page.locator("[data-zb-table] tbody tr").filter(has=page.locator(f'th[scope=row]:text-matches("^{name}")'))


def button(page: Page, record_id: str) -> Locator:
    return page.locator(f"[data-zb-compare={record_id}]")


def test_what_is_chosen_on_a_challenges_page_a_card_a_list_and_among_results_is_compared(page: Page, at: str) -> None:
    page.goto(f"{at}zh/challenges/{MOTOR}.html")
    expect(page.get_by_role("button", name=f"对比：{'高效永磁电机'}")).to_have_attribute("aria-pressed", "false")
    button(page, MOTOR).click()
    expect(button(page, MOTOR)).to_have_attribute("aria-pressed", "true")
    page.goto(f"{at}zh/challenges/index.html")
    expect(button(page, MOTOR)).to_have_attribute("aria-pressed", "true")
    button(page, ALLOY).click()
    page.goto(f"{at}zh/lists/sample-2025-challenges.html")
    button(page, COPIES[0]).first.click()
    page.goto(f"{at}zh/find.html?kind=challenge")
    button(page, COPIES[1]).click()
    page.get_by_role("link", name=label("compare_go", "zh")).click()
    expect(heads(page)).to_have_text(["高效永磁电机", "耐高温合金", "耐高温合金0", "耐高温合金1"])
    assert page.url == address(at, MOTOR, ALLOY, COPIES[0], COPIES[1])


def test_a_fifth_challenge_is_refused_in_words(page: Page, at: str) -> None:
    page.goto(f"{at}zh/challenges/index.html")
    for chosen in (MOTOR, ALLOY, *COPIES[:2]):
        button(page, chosen).click()
    button(page, COPIES[2]).click()
    expect(button(page, COPIES[2])).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".zb-tray [role=status]")).to_have_text(label("compare_full", "zh").format(most=4))
    button(page, ALLOY).click()
    button(page, COPIES[2]).click()
    expect(button(page, COPIES[2])).to_have_attribute("aria-pressed", "true")


def test_an_address_shows_its_challenges_and_leaves_the_readers_choice_until_something_is_changed(
    page: Page, at: str
) -> None:
    page.goto(f"{at}zh/challenges/{COPIES[3]}.html")
    button(page, COPIES[3]).click()
    page.goto(address(at, MOTOR, ALLOY))
    expect(heads(page)).to_have_count(2)
    assert page.evaluate("zhangbang.tray.ids()") == [COPIES[3]]
    page.get_by_role("button", name=label("compare_remove_named", "zh").format(title="耐高温合金"), exact=True).click()
    expect(heads(page)).to_have_text(["高效永磁电机"])
    assert page.url == address(at, MOTOR)
    assert page.evaluate("zhangbang.tray.ids()") == [MOTOR]
    page.goto(f"{at}zh/compare.html")
    expect(heads(page)).to_have_text(["高效永磁电机"])
    page.reload()
    expect(heads(page)).to_have_text(["高效永磁电机"])


def test_a_challenge_is_added_by_its_address_or_id(page: Page, at: str) -> None:
    page.goto(f"{at}en/compare.html")
    field, told = page.locator("[data-zb-id]"), page.locator("[data-zb-told]")
    expect(page.locator("[data-zb-none]")).to_be_visible()
    field.fill(f"https://elsewhere.example/zh/challenges/{MOTOR}.html?x=1")
    field.press("Enter")
    expect(heads(page)).to_have_text(["An efficient permanent-magnet motor"])
    field.fill(ALLOY)
    field.press("Enter")
    expect(heads(page)).to_have_count(2)
    field.fill(ALLOY)
    field.press("Enter")
    expect(told).to_have_text(label("compare_already", "en"))
    field.fill("no-such-challenge")
    field.press("Enter")
    expect(told).to_have_text(label("compare_unknown", "en").format(id="no-such-challenge"))
    field.fill("<img src=x onerror=alert(1)>")
    field.press("Enter")
    expect(told).to_have_text(label("compare_bad_id", "en"))
    expect(heads(page)).to_have_count(2)


def test_ids_that_are_unknown_repeated_or_too_many_are_told_and_left_out(page: Page, at: str) -> None:
    page.goto(address(at, MOTOR, MOTOR, "gone", "__proto__", "constructor", ALLOY, *COPIES))
    expect(heads(page)).to_have_count(2)
    told = page.locator("[data-zb-told]")
    expect(told).to_contain_text(label("compare_unknown", "zh").format(id="gone"))
    expect(told).to_contain_text(label("compare_unknown", "zh").format(id="constructor"))
    expect(told).to_contain_text(label("compare_too_many", "zh").format(n=4, most=4))


@pytest.mark.parametrize("path", [f"challenges/{MOTOR}.html", "lists/sample-2025-challenges.html"])
def test_the_button_stands_beside_the_name(path: str, page: Page, at: str) -> None:
    page.goto(f"{at}zh/{path}")
    names = page.locator(".zb-kicker, td:has(> a[href*='challenges/'])")
    beside = names.filter(has=page.locator("[data-zb-compare]"))
    assert beside.count() == page.locator("main [data-zb-compare]").count() > 0


def test_withdrawn_challenges_have_nothing_to_compare(page: Page, at: str) -> None:
    page.goto(address(at, "sample-2025-03-controller"))
    expect(page.locator("[data-zb-told]")).to_contain_text("sample-2025-03-controller")
    expect(page.locator("[data-zb-none]")).to_be_visible()


def test_rows_say_what_the_challenges_pages_say(page: Page, at: str) -> None:
    page.goto(address(at, MOTOR, ALLOY))
    deadline = row(page, label("compare_deadline", "zh"))
    expect(deadline.locator("td").first).to_contain_text("2025年6月20日 16:30")
    expect(row(page, label("owner_payment", "zh")).locator("td")).to_have_text(["300万元", label("not_stated", "zh")])
    expect(row(page, label("government_support", "zh")).locator("td").nth(1)).to_contain_text("10万元 / 20万元")
    expect(row(page, label("who_may_claim", "zh")).locator("td").first).to_contain_text("有经验者")
    expect(row(page, label("need", "zh")).locator("td p").nth(1)).to_have_text("第二段。")
    expect(row(page, label("binding_rules", "zh")).locator("td").first).to_contain_text("付给揭榜方不低于五成")
    expect(row(page, label("sources", "zh")).get_by_role("link", name="样例榜单")).to_have_attribute(
        "href", "https://example.org/list"
    )


def test_states_and_days_left_are_the_readers(page: Page, at: str) -> None:
    page.goto(address(at, MOTOR))
    expect(row(page, label("state", "zh")).locator(".zb-status")).not_to_have_text(re.compile("[a-z]"))
    expect(row(page, label("compare_deadline", "zh")).locator(".zb-left")).not_to_be_empty()


def test_indicators_stand_in_one_row_where_their_names_agree(page: Page, at: str) -> None:
    page.goto(address(at, MOTOR, COPIES[0], COPIES[1]))
    expect(row(page, "效率").locator("td strong")).to_have_text(["≥ 96.5%", "≥ 95%", "≥ 95%"])
    expect(row(page, "抗拉强度").locator("td")).to_have_text([label("not_stated", "zh"), "≥ 900 MPa", "≥ 900 MPa"])
    others = row(page, label("compare_other_indicators", "zh"))
    expect(others.locator("td").first).to_contain_text("转速")
    expect(others.locator("td").nth(1)).to_have_text(label("not_stated", "zh"))


def test_differences_are_marked_by_sign_and_word_and_can_be_all_that_is_shown(page: Page, at: str) -> None:
    page.goto(address(at, COPIES[0], COPIES[1], ALLOY))
    region, strength = row(page, label("region", "zh")), row(page, "抗拉强度")
    expect(region.locator(".zb-versus__mark")).to_have_text(label("compare_same", "zh"))
    expect(strength.locator(".zb-versus__mark")).to_have_text(label("compare_differs", "zh"))
    page.get_by_label(label("compare_only", "zh")).check()
    expect(region).to_be_hidden()
    expect(strength).to_be_visible()
    page.get_by_label(label("compare_mark", "zh")).uncheck()
    expect(strength.locator(".zb-versus__mark")).to_be_hidden()


def test_watched_challenges_are_offered(page: Page, at: str) -> None:
    page.goto(f"{at}zh/find.html?kind=challenge")
    page.locator(f"[data-zb-star='challenge/{MOTOR}']").click()
    page.goto(address(at, ALLOY))
    page.get_by_role("button", name=label("compare_add_named", "zh").format(title="高效永磁电机")).click()
    expect(heads(page)).to_have_text(["耐高温合金", "高效永磁电机"])
    expect(page.locator("[data-zb-watch]")).to_be_hidden()


def test_the_other_language_shows_the_same_challenges(page: Page, at: str) -> None:
    page.goto(address(at, MOTOR, ALLOY))
    expect(heads(page)).to_have_count(2)
    page.locator(".zb-language").click()
    expect(heads(page)).to_have_text(["An efficient permanent-magnet motor", "A heat-resistant alloy"])


def test_without_storage_the_way_to_the_comparison_names_the_challenges(page: Page, at: str) -> None:
    page.add_init_script(FORBIDDEN)
    page.goto(f"{at}zh/challenges/index.html")
    button(page, MOTOR).click()
    expect(page.locator(".zb-tray [role=status]")).to_have_text(label("compare_held", "zh"))
    button(page, ALLOY).click()
    page.get_by_role("link", name=label("compare_go", "zh")).click()
    expect(heads(page)).to_have_count(2)
    page.get_by_role("button", name=label("compare_remove_named", "zh").format(title="耐高温合金"), exact=True).click()
    expect(page.locator("[data-zb-told]")).to_contain_text("耐高温合金")
    page.reload()
    expect(heads(page)).to_have_text(["高效永磁电机"])


@pytest.mark.parametrize("kept", ['{"a": 1}', "[1, null, {}]", "not json", '["../../x", "constructor"]'])
def test_a_tampered_choice_is_as_if_it_were_not_there(kept: str, page: Page, at: str) -> None:
    page.goto(f"{at}zh/compare.html")
    page.evaluate("kept => localStorage.setItem('zb-compare', kept)", kept)
    page.reload()
    expect(page.locator("[data-zb-none]")).to_be_visible()
    expect(heads(page)).to_have_count(0)


def test_it_works_in_a_folder(context: BrowserContext, compared_site: Path) -> None:
    watch = Watch(context.new_page(), f"{compared_site.as_uri()}/")
    assert watch.open(address(watch.home, MOTOR, COPIES[0])) == []
    expect(heads(watch.page)).to_have_count(2)
    assert watch.look() == []


def test_it_keeps_to_its_policy_and_its_own_origin(context: BrowserContext, at: str) -> None:
    watch = Watch(context.new_page(), at)
    assert watch.open(address(at, MOTOR, COPIES[0], "gone")) == []
    expect(heads(watch.page)).to_have_count(2)
    assert watch.look() == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)])
def test_axe_finds_nothing_and_the_page_fits(lang: str, scheme: str, width: int, page: Page, at: str) -> None:
    page.goto(address(at, MOTOR, ALLOY, *COPIES[:2], lang=lang))
    expect(heads(page)).to_have_count(4)
    page.evaluate(AXE)
    assert violations(page, scheme, width) == []
    assert too_wide(page, width) == []


@pytest.mark.parametrize(
    "path", [f"challenges/{MOTOR}.html", "challenges/index.html", "lists/sample-2025-challenges.html"]
)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_where_challenges_are_chosen(path: str, scheme: str, width: int, page: Page, at: str) -> None:
    page.goto(f"{at}zh/{path}")
    button(page, MOTOR).first.click()
    page.evaluate(AXE)
    assert violations(page, scheme, width) == []
    assert too_wide(page, width) == []


def test_keys_alone_choose_and_remove(page: Page, at: str) -> None:
    page.goto(f"{at}zh/challenges/{MOTOR}.html")
    button(page, MOTOR).focus()
    page.keyboard.press("Enter")
    page.goto(f"{at}zh/compare.html")
    page.locator(".zb-versus__head button").focus()
    page.keyboard.press("Enter")
    expect(heads(page)).to_have_count(0)
    expect(page.locator("[data-zb-id]")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 360])
def test_where_one_is_removed_the_focus_goes_to_the_next(width: int, page: Page, at: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address(at, MOTOR, ALLOY, COPIES[0]))
    page.get_by_role("button", name=label("compare_remove_named", "zh").format(title="耐高温合金"), exact=True).click()
    expect(page.get_by_role("button", name="去掉：耐高温合金0")).to_be_focused()


def test_it_prints_as_landscape_pages_without_its_controls(page: Page, at: str) -> None:
    page.goto(address(at, MOTOR, ALLOY))
    expect(heads(page)).to_have_count(2)
    data = page.pdf(prefer_css_page_size=True)
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", data)
    assert (
        box is not None
        and float(box[1]) == pytest.approx(841.9, abs=1)
        and float(box[2]) == pytest.approx(595.3, abs=1)
    )
    page.emulate_media(media="print")
    expect(page.locator(".zb-versus__bar")).to_be_hidden()
    page.emulate_media(media="screen")


def test_without_scripts_it_says_what_it_needs(open_context: NewContext, at: str) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address(at, MOTOR))
    expect(page.locator("[data-zb-needs]")).to_contain_text(label("compare_needs_script", "zh"))
    expect(page.locator("[data-zb-live]")).to_be_hidden()
    assert page.locator("[data-zb-needs] a").count() == 2
