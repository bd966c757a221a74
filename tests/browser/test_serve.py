"""`serve` in a real browser: a page shows a change of its record by itself, and comes back once it is mended."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from small import put

from .conftest import NewContext

GUIDE = "zh/guides/a-guide.html"


@pytest.fixture
def address(small_project: Path) -> Iterator[str]:
    """The project, served by the program as one runs it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--as-of", "2025-06-15", "--address", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=small_project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        told = next(line for line in process.stdout if line.startswith("✓".encode())).decode()
        yield told.removeprefix("✓").strip()
        process.terminate()


@pytest.fixture
def served_page(address: str, open_context: NewContext) -> Page:
    page = open_context().new_page()
    page.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)
    page.goto(f"{address}{GUIDE}")
    return page


@pytest.mark.browser
def test_a_change_shows_without_a_hand(served_page: Page, small_project: Path) -> None:
    put(small_project, "guide", title={"zh": "改过的标题", "en": "Changed"})
    expect(served_page.locator("h1")).to_contain_text("改过的标题")
    put(small_project, "guide", title={"zh": "又改过的标题", "en": "Changed again"})
    expect(served_page.locator("h1")).to_contain_text("又改过的标题")


@pytest.mark.browser
def test_a_record_with_an_error_comes_back_once_it_is_mended(served_page: Page, small_project: Path) -> None:
    put(small_project, "guide", call="none")
    expect(served_page.locator("h1")).not_to_contain_text("a-guide")
    put(small_project, "guide", title={"zh": "又好了", "en": "Mended"})
    expect(served_page.locator("h1")).to_contain_text("又好了")


@pytest.mark.browser
def test_nothing_on_a_page_is_refused_by_its_own_policy(address: str, open_context: NewContext) -> None:
    page = open_context().new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    for path in (GUIDE, "zh/find.html", "zh/programmes/a-programme.html", "en/data.html", "zh/edit/guide.html"):
        page.goto(f"{address}{path}", wait_until="load")
    assert refused == []


@pytest.mark.browser
def test_the_finder_finds_what_was_just_written(served_page: Page, address: str, small_project: Path) -> None:
    put(small_project, "guide", title={"zh": "独一无二的 GH4169 标题", "en": "Unique"})
    expect(served_page.locator("h1")).to_contain_text("独一无二")
    served_page.goto(f"{address}zh/find.html?q=独一无二")
    expect(served_page.get_by_role("link", name="独一无二的 GH4169 标题").first).to_be_visible()
