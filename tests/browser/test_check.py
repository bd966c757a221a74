"""The page of figures against rules: Python's answers, by keyboard, in both languages, with nothing sent."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect
from policy.vectors import for_browser, held_by, read_vectors, real_catalog

from generator.catalog import Catalog
from generator.model.parts import LANGS
from generator.policy.assessment import Highest, asked, highest, status_of
from generator.policy.comparison import Figures, Value, exactly
from generator.policy.figures import figure_of
from generator.policy.words import amount
from generator.render.check import Held, payload

from .conftest import NewContext
from .wording import label

pytestmark = pytest.mark.browser

PROGRAMME = "programmes/sample-2025-open-challenge-tackling-check.html"
ASSESS = """([data, figures]) => {
  const given = Object.fromEntries(Object.entries(figures).map(([name, value]) =>
    [name, typeof value === "string" ? BigInt(value) : value]));
  const found = zhangbang.check.assess(data, given);
  const amount = found.highest.amount;
  return { ...found.highest, statuses: found.statuses, amount: amount === null ? null : String(amount) };
}"""
TRACKS = (
    ("xiangtan-2024-challenge", None),
    ("gansu-2025-industry-challenge", None),
    ("guangzhou-key-rd", "a-consortium"),
    ("guangzhou-key-rd", "b-fallback"),
    ("guangzhou-key-rd", "c-follow-on"),
    ("guangzhou-key-rd", "d-recognition"),
)


@pytest.fixture(scope="module")
def content(repository: Path) -> Catalog:
    return real_catalog(repository)


@pytest.fixture(scope="module")
def checking(page: Page, home: str) -> Page:
    """The page of the fixture's programme."""
    page.goto(f"{home}zh/{PROGRAMME}")
    return page


def in_python(held: Sequence[Held], figures: Figures) -> tuple[dict[str, str], Highest]:
    return {h.key: status_of(h.rule, figures) for h in held}, highest([h.rule for h in held], figures)


def in_browser(page: Page, data: dict[str, Any], figures: Figures) -> tuple[dict[str, str], Highest]:
    found = page.evaluate(ASSESS, [data, for_browser(figures)])
    told = None if found["amount"] is None else int(found["amount"])
    return found["statuses"], Highest(told, found["complete"])


@pytest.mark.parametrize("vector", read_vectors(), ids=lambda vector: vector.name.replace(" ", "-"))
def test_the_browser_gives_the_vectors_answers(vector: Any, content: Catalog, checking: Page) -> None:
    held = held_by(content, vector.programme, vector.track)
    statuses, found = in_browser(checking, payload(held, "zh"), vector.figures)
    assert {rule: statuses[f"{h.holder.id}.{rule}"] for h in held if (rule := h.rule.id) in vector.expected} == (
        vector.expected
    )
    assert found == (vector.highest, vector.complete)


@pytest.mark.parametrize(("programme", "track"), TRACKS)
def test_browser_and_python_agree_on_whatever_is_given(
    programme: str, track: str | None, content: Catalog, checking: Page
) -> None:
    held = held_by(content, programme, track)
    data, chance = payload(held, "en"), random.Random(programme)
    names = sorted({name for h in held for c in asked(h.rule) for name in (c.left, c.of) if name})
    for _ in range(60):
        figures = {name: chosen(chance, name, held) for name in names if chance.random() < 0.7}
        assert in_browser(checking, data, figures) == in_python(held, figures)


def chosen(chance: random.Random, name: str, held: Sequence[Held]) -> Value:
    """A figure near one that some rule names, or far from all."""
    comparisons = [c for h in held for c in asked(h.rule) if c.left == name]
    words = sorted({str(choice) for c in comparisons for choice in c.choices if isinstance(choice, str)})
    if any(c.comparator == "is" for c in comparisons):
        return chance.random() < 0.5
    if words:
        return frozenset(chance.sample([*words, "other"], chance.randint(1, 2)))
    near = [n for c in comparisons for n in (c.number, *c.choices) if isinstance(n, int)] or [200_000_000]
    unit = 1 if figure_of(name).form != "money" else chance.choice((1, 100, 1_000_000))
    return exactly(max(0, chance.choice((*near, chance.randrange(10**11))) + chance.randint(-2, 2) * unit))


@pytest.mark.parametrize("fen", [0, 1, 100, 99_999_999, 1_000_000, 50_000_000, 12_345_678_901, 10**15])
def test_amounts_are_worded_as_in_python(fen: int, checking: Page) -> None:
    for lang in LANGS:
        told = checking.evaluate("([fen, lang]) => zhangbang.check.money(BigInt(fen), lang)", [str(fen), lang])
        assert told == amount(fen, lang)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("200", 200_000_000), (" 1,234.5 ", 1_234_500_000), ("２００", 200_000_000), ("0.000001", 1), ("0", 0)]
    + [(wrong, None) for wrong in ("", "-1", "1e3", "1.0000001", "二百", "1.2.3", "9" * 20, "NaN")],
)
def test_what_is_typed_is_read_exactly_or_not_at_all(typed: str, fen: int | None, checking: Page) -> None:
    found = checking.evaluate("typed => zhangbang.check.parseMoney(typed)?.toString() ?? null", typed)
    assert found == (None if fen is None else str(fen))


# -- the page -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGS)
def test_a_figure_typed_by_keyboard_is_answered_at_once(lang: str, page: Page, home: str) -> None:
    page.goto(f"{home}{lang}/{PROGRAMME}")
    field = page.locator('[name="rd_input"]')
    field.focus()
    page.keyboard.type("200")
    told = label("check_highest", lang).replace("{amount}", amount(50_000_000, lang))
    expect(page.locator("[data-zb-highest]")).to_have_text(told)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-zb-check]') !== null")


def test_a_link_carries_the_figures_into_the_other_language(page: Page, home: str) -> None:
    page.goto(f"{home}zh/{PROGRAMME}")
    page.locator('[name="rd_input"]').fill("120")
    expect(page).to_have_url(re.compile("[?]rd_input=120$"))
    page.locator(".zb-language").click()
    page.wait_for_url("**/en/**")
    assert page.locator('[name="rd_input"]').input_value() == "120"
    assert amount(30_000_000, "en") in page.locator("[data-zb-highest]").inner_text()


def test_a_broken_rule_says_so_in_words_and_one_that_is_emptied_does_not(page: Page, home: str) -> None:
    page.goto(f"{home}zh/{PROGRAMME}?rd_input=100&support=30")
    row = page.locator('[data-zb-rule$=".support"]')
    expect(row.locator("[data-zb-outcome]")).to_have_text(label("check_breaks", "zh"))
    expect(row).to_contain_text("25%")
    page.locator('[name="support"]').fill("")
    expect(row.locator("[data-zb-outcome]")).to_have_text(label("check_untested", "zh"))


def test_what_is_no_number_says_so_at_its_field(page: Page, home: str) -> None:
    page.goto(f"{home}zh/{PROGRAMME}?rd_input=abc")
    field = page.locator('[name="rd_input"]')
    assert field.get_attribute("aria-invalid") == "true"
    expect(page.locator(f"#{field.get_attribute('aria-describedby')}")).to_have_text(label("check_bad_number", "zh"))
    page.locator("button[type=reset]").click()
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(page).not_to_have_url(re.compile("rd_input"))


def test_nothing_that_is_typed_is_sent(open_context: NewContext, home: str) -> None:
    page, asked_for = open_context().new_page(), list[Request]()
    page.goto(f"{home}zh/{PROGRAMME}", wait_until="networkidle")
    page.on("request", lambda request: asked_for.append(request))
    page.locator('[name="rd_input"]').fill("200")
    page.locator("select").first.select_option(index=1)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    # A browser may ask for the page's icon again when the address bar changes.
    assert [request.url for request in asked_for if not request.url.endswith(".svg")] == []
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []


def test_without_scripts_the_rules_can_be_read(open_context: NewContext, home: str) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{home}zh/{PROGRAMME}")
    assert page.get_by_text(label("check_needs_script", "zh")).is_visible()
    assert not page.locator("[data-zb-check]").is_visible()
    assert page.locator("[data-zb-rule] q").count()
