"""Programmes rule by rule: up to four beside one another, as the page's own tables say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import assemble, build, publish
from playwright.sync_api import Locator, Page, expect

from .conftest import NewContext, serve
from .layout import too_wide
from .test_axe import AXE, violations
from .watching import Watch
from .wording import label

pytestmark = pytest.mark.browser

FIRST = "sample-2025-open-challenge"
OTHERS = tuple(f"sample-203{n}-programme" for n in range(4))
OTHER = """id: {id}
title: {{zh: 另一计划{n}, en: Another programme {n}}}
mechanism: key_rd
level: city
region: xiangtan
issuers: [{{name: {{zh: 局, en: Bureau}}}}]
rules:
  - id: support
    kind: support
    strength: hard
    audience: solver
    statement: {{zh: 资助不超过{cap}万元, en: At most {cap}}}
    cap: {{wan: {cap}}}
    cite: {{source: notice, quote: 不超过{cap}万元}}
updated_on: "2025-06-11"
sources:
  - {{id: notice, title: {{zh: 另一通知{n}, en: Another notice {n}}}, issuer: {{zh: 局, en: Bureau}}, url: "https://example.org/{n}"}}
"""


@pytest.fixture(scope="module")
def ruled_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture's site with four more programmes, each of one rule."""
    folder = tmp_path_factory.mktemp("ruled")
    project = publish(assemble(folder / "project"))
    for n, other in enumerate(OTHERS):
        text = OTHER.format(id=other, n=n, cap=50 if n == 0 else 10 * n)
        (project / f"content/programmes/{other}.yml").write_text(text, "utf-8")
    return build(project, folder / "site")


@pytest.fixture(scope="module")
def ruled(ruled_site: Path) -> Iterator[str]:
    with serve(ruled_site) as address:
        yield address


@pytest.fixture
def page(open_context: NewContext) -> Page:
    return open_context().new_page()


def address(home: str, *programmes: str, lang: str = "zh") -> str:
    return f"{home}{lang}/rules.html?programmes={','.join(programmes)}"


def row(page: Page, name: str) -> Locator:
    return page.locator("[data-zb-table] tr").filter(has=page.locator(f'th[scope=row]:text-matches("^{name}")'))


def test_what_rules_ask_of_one_figure_stands_in_one_row(page: Page, ruled: str) -> None:
    page.goto(address(ruled, FIRST, OTHERS[0], OTHERS[1]))
    caps = row(page, "政府支持 ≤")
    expect(caps.locator("td").nth(1)).to_have_text("50万元")
    expect(caps.locator("td").nth(2)).to_have_text("10万元")
    expect(caps.locator("td").first).to_contain_text("50万元")
    expect(caps.locator(".zb-versus__mark")).to_have_text(label("compare_differs", "zh"))


def test_each_rule_has_its_clause_and_its_document(page: Page, ruled: str) -> None:
    page.goto(address(ruled, OTHERS[0], OTHERS[1]))
    cell = row(page, label("rules_clauses", "zh")).first.locator("td").first
    expect(cell).to_contain_text("资助不超过50万元")
    expect(cell.locator("q")).to_have_text("不超过50万元")
    expect(cell.get_by_role("link", name="另一通知0")).to_have_attribute("href", "https://example.org/0")


def test_what_a_programme_does_not_say_is_told(page: Page, ruled: str) -> None:
    page.goto(address(ruled, FIRST, OTHERS[0]))
    expect(page.get_by_text(label("rules_none_of_kind", "zh")).first).to_be_visible()


def test_a_fifth_programme_is_refused_and_the_choice_is_in_the_address(page: Page, ruled: str) -> None:
    page.goto(address(ruled, FIRST, *OTHERS[:2]))
    heads = page.locator("[data-zb-table] thead th a")
    expect(heads).to_have_count(3)
    page.locator(f"input[value={OTHERS[2]}]").check()
    expect(heads).to_have_count(4)
    page.locator(f"input[value={OTHERS[3]}]").click()
    expect(page.locator("[data-zb-told]")).to_have_text(label("rules_full", "zh"))
    expect(page.locator(f"input[value={OTHERS[3]}]")).not_to_be_checked()
    assert set(page.url.partition("=")[2].split(",")) == {FIRST, *OTHERS[:3]}
    page.reload()
    expect(heads).to_have_count(4)
    page.locator(".zb-language").click()
    expect(heads).to_have_count(4)


def test_a_tampered_address_chooses_nothing(page: Page, ruled: str) -> None:
    page.goto(address(ruled, "<script>", "__proto__", "gone"))
    expect(page.locator("[data-zb-told]")).to_have_text(label("rules_choose_more", "zh"))
    expect(page.locator("[data-zb-table] table")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_and_the_page_fits(scheme: str, width: int, page: Page, ruled: str) -> None:
    page.goto(address(ruled, FIRST, *OTHERS[:3]))
    expect(page.locator("[data-zb-table] table")).to_be_visible()
    page.evaluate(AXE)
    assert violations(page, scheme, width) == []
    assert too_wide(page, width) == []


def test_it_works_in_a_folder(open_context: NewContext, ruled_site: Path) -> None:
    watch = Watch(open_context().new_page(), f"{ruled_site.as_uri()}/")
    assert watch.open(address(watch.home, FIRST, OTHERS[0])) == []
    expect(watch.page.locator("[data-zb-table] thead th a")).to_have_count(2)


def test_without_scripts_every_rule_is_there_by_kind(open_context: NewContext, ruled: str) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address(ruled, FIRST))
    expect(page.locator("[data-zb-rules]")).to_be_hidden()
    support = page.locator("section", has=page.locator("#kind-support"))
    expect(support.locator("tbody tr")).to_have_count(6)
