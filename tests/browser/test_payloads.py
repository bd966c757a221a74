"""Every payload in every field that takes it: nothing runs or breaks out, every file says it, editors are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import assemble, build
from playwright.sync_api import Page
from proofs import keep

from generator.model.parts import LANGS
from generator.model.records import KINDS
from generator.pipeline import check

from .conftest import NewContext, serve
from .hostility import NARROW, Load, Planted, asked_for, faults, lost, make_hostile, sought, unpaged, untold
from .layout import HEIGHT
from .pages import address
from .payloads import EVERY, SCRIPTS, packs
from .watching import Watch

pytestmark = [pytest.mark.browser, pytest.mark.proof]

RAN = "ran as script"
MUTATED = """() => {
  const held = document.getElementById("held"), copy = document.createElement("div");
  copy.innerHTML = held.innerHTML;
  document.body.append(copy);
}"""
"""Writes what a page holds and reads it again, as careless scripts do."""


class Tally:
    """What was tried, and what went wrong."""

    def __init__(self) -> None:
        self.pages = self.searches = self.exports = self.pairs = self.scripts = 0
        self.fields: dict[str, int] = dict.fromkeys(KINDS, 0)
        self.faults: dict[str, list[str]] = {}

    def add(self, where: str, found: list[str]) -> None:
        """Notes what went wrong at one place."""
        self.scripts += sum(RAN in fault for fault in found)
        if found:
            self.faults[where] = found

    def planted(self, planted: Planted) -> None:
        """Counts the fields, and the payloads in them."""
        self.pairs += sum(text.count(one) > 0 for text in planted.texts.values() for one in planted.load.payloads)
        self.fields = {kind: max(number, planted.fields[kind]) for kind, number in self.fields.items()}


def turn(number: int, pack: tuple[str, ...], folder: Path, page: Page, tally: Tally) -> None:
    """One group of payloads in every field: the site is built, opened, searched, and its files are read back."""
    project = assemble(folder / f"project-{number}")
    unpaged(project / "site_config/site.yml")
    planted = make_hostile(project, Load(pack, number))
    tally.planted(planted)
    tally.add(f"{number} check", sorted(map(str, untold(project, check(project).problems))))
    site = build(project, folder / f"site-{number}")
    read = lost(planted, site)
    tally.exports += read.texts
    tally.add(f"{number} files", read.faults)
    with serve(site) as home:
        watch = Watch(page, home)
        for path in (*_pages(site), *(path for lang in LANGS for path in asked_for(project, lang))):
            tally.pages += 1
            tally.add(f"{number} {path}", faults(watch, planted, path))
        for lang in LANGS:
            for payload in pack:
                tally.searches += 1
                tally.add(f"{number} {lang} {payload}", sought(watch, lang, payload))


def _pages(site: Path) -> Iterator[str]:
    return (page.relative_to(site).as_posix() for page in sorted(site.rglob("*.html")))


def test_every_payload_in_every_field_stays_a_text(open_context: NewContext, tmp_path: Path) -> None:
    tally = Tally()
    for number, pack in enumerate(packs()):
        page = open_context(viewport={"width": NARROW, "height": HEIGHT}).new_page()
        turn(number, pack, tmp_path, page, tally)
        page.close()
    assert tally.faults == {}
    keep(
        "payloads",
        payloads=len(EVERY),
        fields=sum(tally.fields.values()),
        kinds=len(KINDS),
        pages=tally.pages,
        searches=tally.searches,
        exports=tally.exports,
        scripts_run=tally.scripts,
    )


@pytest.mark.parametrize("number", range(len(SCRIPTS)))
def test_each_would_run_if_it_were_not_escaped(number: int, tmp_path: Path, open_context: NewContext) -> None:
    attack = SCRIPTS[number]
    (tmp_path / "zh").mkdir()
    (tmp_path / "404.html").write_text("gone", "utf-8")
    (tmp_path / "zh/x.html").write_text(
        f"<!DOCTYPE html><html lang=zh><title>x</title><p title='{attack}'></p><div id=held>{attack}</div>", "utf-8"
    )
    with serve(tmp_path) as home:
        watch = Watch(open_context().new_page(), home)
        found = watch.open(address(home, "zh/x.html"))
        if not any(RAN in fault for fault in found) and watch.page.locator("#held").count():
            watch.page.evaluate(MUTATED)
            watch.page.wait_for_timeout(200)
            found = watch.look()
        assert any(RAN in fault for fault in found), attack
