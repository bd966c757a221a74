"""The table of every rule held as data: its kind, its strength, its clause, and how it is tested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.catalog import programme_of
from generator.model.parts import Condition, Lang, Rule
from generator.model.records import Form, Guide, ListRecord, Programme, Record
from generator.policy import comparisons_of
from generator.policy.words import naming_of, required
from generator.render.page import Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.settings import Exemption
from generator.urls import SitePath


class Row(NamedTuple):
    """One rule with its tests in words; none where only people can judge."""

    holder: Record
    rule: Rule
    tests: tuple[str, ...]


class Section(NamedTuple):
    """A programme, the rules of it and its calls and lists, and the conditions of its forms."""

    programme: Programme
    rows: tuple[Row, ...]
    conditions: tuple[tuple[Form, Condition], ...]


def rules_page(site: Site, lang: Lang) -> Page:
    """Every rule of every programme."""
    path = SitePath(f"{lang}/rules.html")
    v = View(site, lang, path)
    heading = v.L("rules_title")
    sections = [section for section in _sections(v) if section.rows or section.conditions]
    content = render(
        "rules.html",
        v=v,
        sections=sections,
        total=sum(len(section.rows) for section in sections),
        exempted=tuple(_exempted(v)),
        tested=sum(bool(row.tests) for section in sections for row in section.rows),
    )
    return Page(path, lang, titled(v, heading), v.L("rules_lead"), content, "", (home_crumb(v), (heading, "")))


def _sections(v: View) -> Iterator[Section]:
    catalog = v.catalog
    for programme in filter(is_public, catalog.of(Programme).values()):
        calls: tuple[Guide | ListRecord, ...] = (*catalog.of(Guide).values(), *catalog.of(ListRecord).values())
        own = (call for call in calls if programme_of(catalog, call) is programme)
        holders: tuple[Programme | Guide | ListRecord, ...] = (programme, *own)
        rows = tuple(Row(h, rule, _tests(v, rule)) for h in holders for rule in h.rules)
        forms = catalog.referring(programme, Form)
        yield Section(programme, rows, tuple((form, condition) for form in forms for condition in form.conditions))


def _exempted(v: View) -> Iterator[tuple[Exemption, Record]]:
    """The exemptions of site_config with their records."""
    for exemption in v.settings.exemptions:
        kind, _, record_id = exemption.record.partition("/")
        record = v.catalog.records.get(kind, {}).get(record_id)
        if record is not None:
            yield exemption, record


def is_public(programme: Programme) -> bool:
    """Whether its rules are real ones in force or past: invented and withdrawn programmes are left out."""
    return not programme.sample and programme.withdrawn is None


def _tests(v: View, rule: Rule) -> tuple[str, ...]:
    naming = naming_of(v.settings, v.lang)
    return tuple(required(comparison, rule, v.lang, naming) for comparison in comparisons_of(rule))
