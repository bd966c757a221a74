"""The page of rules has every rule once, kind by kind, with its clause and its document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from exports.published import real_site
from pages import pages_of

from generator.model.parts import LANGS, Lang
from generator.model.records import Guide, ListRecord, Programme
from generator.policy import RULE_KINDS
from generator.render.rules import rules_page


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_of_the_content_stands_there_once_under_its_kind(lang: Lang) -> None:
    site = real_site()
    content = rules_page(site, lang).content
    holders = [*site.catalog.of(Programme).values(), *site.catalog.of(Guide).values()]
    holders += site.catalog.of(ListRecord).values()
    told = {f"{holder.id}.{rule.id}": rule.kind for holder in holders for rule in holder.rules}
    found = {}
    for section in re.findall(r'<section aria-labelledby="kind-.*?</section>', content, re.DOTALL):
        kind = re.match(r'<section aria-labelledby="kind-(\w+)"', section)
        assert kind is not None
        found.update(dict.fromkeys(re.findall(r'<tr id="([^"]+)"', section), kind[1]))
    assert found == told
    assert content.count('<tr id="') == len(told)


def test_kinds_stand_in_the_order_in_which_applicants_read_them(published_site: Path) -> None:
    html = (published_site / "zh/rules.html").read_text("utf-8")
    found = re.findall(r'<h3 id="kind-(\w+)">', html)
    assert found == [kind for kind in RULE_KINDS if kind in found] and len(found) > 5


def test_programmes_can_be_chosen_only_where_a_script_can_set_them_side_by_side(published_site: Path) -> None:
    page = pages_of(published_site)["zh/rules.html"]
    (box,) = (e.attributes for e in page.elements if "data-zb-rules" in e.attributes)
    assert "hidden" in box


def test_invented_programmes_are_left_out(built_site: Path) -> None:
    assert "<tr id=" not in (built_site / "zh/rules.html").read_text("utf-8")
