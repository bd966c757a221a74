"""What challenges say in a comparison, as small script files that register their data: some challenges in each.

Which file a challenge is in follows from its id alone, so that a page with nothing but ids finds it, over http and in
a folder alike. The words are those of the challenge's own page; all of it is private to the site's own script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from generator.catalog import Key
from generator.funnel import counts
from generator.model.artifacts import Artifact
from generator.model.parts import Indicator, Lang, RecordId, Solver
from generator.model.records import Challenge
from generator.pieces import Piece
from generator.render.markup import escape
from generator.render.templates import macro
from generator.render.view import Groups, Site, View, groups_of, timeline_text
from generator.urls import SitePath, compare_path, record_path

FOLDER = "compare/"
FILES = 256
"""How many files of each language there may be; a page is told which of them there are."""

ROWS = (
    "deadline", "owner_payment", "government_support", "rd_input", "total_investment", "own_funds",
    "who_may_claim", "owner", "programme", "level", "region", "domain", "tech_level", "tech_type", "term",
    "need", "indicators", "cooperation", "ip", "benefit_sharing", "payment_terms", "agreements", "contract_by",
    "binding_rules", "contact_route", "sources", "updated_on",
)  # fmt: skip
"""What is compared, in the order of the page, under the names of the labels that challenges' own pages have."""

GROUPED_BY = "compared"
_PRIME = 65521


def pieces(site: Site) -> Iterator[Piece[Artifact]]:
    """The files of each language."""
    for lang in site.settings.site.languages:
        for name in held(site):
            yield f"compared {lang} {name}", partial(compile_compared, site, lang, name)


def compile_compared(site: Site, lang: Lang, name: str) -> Iterator[Artifact]:
    """The file of that name: what its challenges say."""
    v = View(site, lang, compare_path(lang))
    found = {key[1]: compared(v, site.catalog.of(Challenge)[key[1]]) for key in held(site).get(name, ())}
    data = msgspec.json.encode(found)
    yield Artifact(SitePath(f"{FOLDER}{lang}/{name}.js"), b'zhangbang.put("compare/%s",%s);\n' % (name.encode(), data))


def held(site: Site) -> Groups:
    """The challenges of each file: neither invented nor withdrawn ones."""
    return groups_of(site, GROUPED_BY, partial(_put_together, site))


def _put_together(site: Site) -> Groups:
    found: dict[str, list[Key]] = defaultdict(list)
    for record in filter(counts, site.catalog.of(Challenge).values()):
        found[file_of(record.id)].append((record.kind, record.id))
    return {name: tuple(keys) for name, keys in sorted(found.items())}


def file_of(record_id: RecordId) -> str:
    """The name of the file that a challenge is in; the same as `fileOf` in compare.js."""
    number = 0
    for byte in record_id.encode():
        number = (number * 31 + byte) % _PRIME
    return f"{number % FILES:02x}"


def compared(v: View, record: Challenge) -> dict[str, Any]:
    """A challenge's title, way, states by time, what it says in each row as HTML, and its indicators."""
    cells = {name: str(escape(cell)) for name, cell in _cells(v, record).items() if cell}
    return {
        "title": v.say(record.title),
        "href": record_path(v.lang, record.folder, record.id).partition("/")[2],
        "timeline": timeline_text(v.site.timelines[(record.kind, record.id)]),
        "cells": cells,
        "indicators": [_indicator(v, one) for one in record.indicators],
    }


def _cells(v: View, record: Challenge) -> Mapping[str, object]:
    programme = v.programme(record)
    solver: Solver | None = v.claimants(record)
    said = {
        "deadline": macro("compared_deadlines")(v, record),
        "owner_payment": v.money(record.owner_payment),
        "government_support": macro("support")(v, record.support),
        "rd_input": v.money(record.rd_input),
        "total_investment": v.money(record.total_investment),
        "own_funds": v.money(record.own_funds),
        "who_may_claim": macro("solver")(v, solver),
        "owner": v.party(record.owner) or v.without_owner(record),
        "programme": v.link(programme),
        "level": v.word("level", programme.level) if programme else "",
        "region": v.region_name(record.region),
        "domain": macro("compared_domains")(v, record.domains),
        "tech_level": v.word("tech_level", record.level),
        "tech_type": v.L("comma").join(v.word("tech_type", one) for one in record.types),
        "term": macro("term")(v, record.term),
        "need": v.paragraphs(record.need),
        "cooperation": v.t(record.cooperation),
        "ip": v.t(record.ip),
        "benefit_sharing": v.t(record.benefit_sharing),
        "payment_terms": v.t(record.payment_terms),
        "agreements": v.t(record.agreements[0])
        if len(record.agreements) == 1
        else macro("compared_texts")(v, record.agreements),
        "contract_by": v.date(record.contract_by),
        "binding_rules": macro("compared_rules")(v, v.binding_rules(record)),
        "contact_route": macro("compared_ways")(v, record),
        "sources": macro("compared_sources")(v, record),
        "updated_on": v.date(record.updated_on),
    }
    return {name: cell.strip() for name, cell in said.items()}


def _indicator(v: View, indicator: Indicator) -> list[str]:
    """An indicator's name and target, and what only some have: that it is a milestone, and a note."""
    kind = v.L("milestone") if indicator.kind == "milestone" else ""
    found = [v.say(indicator.name), v.figure(indicator), kind, v.say(indicator.note)]
    while not found[-1]:
        found.pop()
    return found
