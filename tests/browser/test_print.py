"""A printed page is a record on A4: what it says and its sources, its address and the day, and nothing to press."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.model.parts import LANGS

from .wording import label

pytestmark = pytest.mark.browser

RECORD = "challenges/sample-2025-01-motor.html"
A4 = (595, 842)
"""In points."""

ROWS = """() => [...document.querySelectorAll("#content tr")].filter((row) => row.offsetParent).map((row) => {
  const cells = [...row.cells].map((cell) => cell.innerText.trim().split("\\n"));
  return [cells[0][0], cells.pop().pop()];
})"""
"""How each row that is seen begins and ends."""


def printed(page: Page, file: Path) -> list[str]:
    """The text of each printed page, without spaces."""
    page.pdf(path=file, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()
    return [squeezed(sheet) for sheet in text.split("\f")[:-1]]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("lang", LANGS)
def test_a_printed_record_says_where_it_is_from_and_holds_nothing_to_press(
    lang: str, page: Page, home: str, tmp_path: Path
) -> None:
    page.goto(f"{home}{lang}/{RECORD}")
    text = "".join(printed(page, tmp_path / "record.pdf"))
    address = page.locator("link[rel=canonical]").get_attribute("href")
    told = label("printed", lang).format(url=address, date="2025-06-15")
    sources = page.locator(".zb-sources li > a[rel~=external]").evaluate_all("all => all.map((one) => one.href)")
    assert sources
    for words in (page.locator("h1").inner_text(), told, label("prevails", lang), *sources):
        assert squeezed(words) in text
    for name in ("skip", "nav_changes", "cite_copy", "edit_record"):
        assert squeezed(label(name, lang)) not in text


def test_it_is_printed_on_a4_with_numbered_pages(page: Page, home: str, tmp_path: Path) -> None:
    page.goto(f"{home}zh/{RECORD}")
    sheets = printed(page, tmp_path / "record.pdf")
    told = subprocess.run(["pdfinfo", str(tmp_path / "record.pdf")], capture_output=True, check=True).stdout.decode()
    size = re.search(r"Page size:\s+([0-9.]+) x ([0-9.]+) pts", told)
    assert size
    assert (int(float(size[1])), int(float(size[2]))) == pytest.approx(A4, abs=1)
    assert [f"{n}/{len(sheets)}" in sheet for n, sheet in enumerate(sheets, 1)] == [True] * len(sheets)


def cut_rows(page: Page, file: Path) -> list[tuple[str, str]]:
    """How the rows of the page's tables begin and end that do not stand on one sheet of several."""
    rows = page.evaluate(ROWS)
    sheets = printed(page, file)
    ends = [(squeezed(first)[:4], squeezed(last)[-2:]) for first, last in rows]
    assert len(sheets) > 1 < len(ends)
    return [end for end in ends if not any(all(part in sheet for part in end) for sheet in sheets)]


@pytest.mark.parametrize("path", ["zh/" + RECORD, "en/rules.html", "zh/due.html", "zh/stats.html"])
def test_no_row_of_a_table_is_cut_between_pages(path: str, page: Page, home: str, tmp_path: Path) -> None:
    page.goto(home + path)
    assert cut_rows(page, tmp_path / "page.pdf") == []


def test_a_row_that_is_cut_is_noticed(page: Page, home: str, tmp_path: Path) -> None:
    page.goto(f"{home}zh/{RECORD}")
    page.locator("#content tr td:last-child").last.evaluate(
        "cell => { cell.innerHTML += '<br>'.repeat(99) + 'ending'; }"
    )
    assert [last for _, last in cut_rows(page, tmp_path / "page.pdf")] == ["ng"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper_is_light_whatever_the_screen_is(theme: str, page: Page, home: str) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(f"{home}zh/{RECORD}")
    page.emulate_media(media="print", color_scheme=theme)
    page.locator("html[data-md-color-scheme=default]").wait_for()
    page.emulate_media(media="screen", color_scheme=theme)
    page.locator(f"html[data-md-color-scheme={'slate' if theme == 'dark' else 'default'}]").wait_for()
    page.emulate_media(media="null")


def test_what_is_folded_on_the_screen_is_open_on_paper(page: Page, home: str, tmp_path: Path) -> None:
    page.goto(f"{home}zh/{RECORD}")
    page.locator("#content").evaluate(
        "it => it.insertAdjacentHTML('beforeend', '<details><summary>a</summary><p>folded-away</p></details>')"
    )
    assert "folded-away" in "".join(printed(page, tmp_path / "page.pdf"))
