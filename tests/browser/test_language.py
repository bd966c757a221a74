"""Each run of Chinese on an English page says that it is Chinese, so that it is read aloud and set as such."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .pages import BILINGUAL, MOVED, WITHDRAWN

UNMARKED = """(known) => {
  const told = (node, text) => /[\\u3400-\\u9fff]/.test(text) && !known.some((name) => text.includes(name))
    && !(node.closest("[lang]").lang || "").startsWith("zh");
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!node.closest("script, .zb-find, form") && told(node, texts.currentNode.data)) {
      found.push(`${node.tagName}.${node.className}: ${texts.currentNode.data.trim().slice(0, 60)}`);
    }
  }
  return found;
}"""
UNTRANSLATED = ("甘肃", "台", "等", "万元", "人")
"""Names and units of the fixture that have no English in its settings and records, or stand in one word with it."""

ENGLISH = tuple(path for path in BILINGUAL if path.startswith("en/") and path not in MOVED)
SOME = tuple(
    path
    for path in ENGLISH
    if path in WITHDRAWN or path.count("/") == 1 or "sample-2025-01" in path or "guides" in path
)

pytestmark = pytest.mark.browser


def unmarked(page: Page, place: str) -> list[str]:
    page.goto(place)
    found: list[str] = page.evaluate(UNMARKED, UNTRANSLATED)
    return found


@pytest.mark.parametrize("path", [pytest.param(p, marks=[] if p in SOME else pytest.mark.proof) for p in ENGLISH])
def test_chinese_on_an_english_page_says_so(path: str, page: Page, home: str) -> None:
    assert unmarked(page, home + path) == []


def test_chinese_that_does_not_say_so_is_noticed(page: Page, home: str) -> None:
    page.goto(f"{home}en/about.html")
    page.locator("h1").evaluate("it => { it.textContent += '关于'; }")
    assert page.evaluate(UNMARKED, UNTRANSLATED)[0].startswith("H1")
