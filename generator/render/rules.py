"""Every rule held as data, kind by kind, so that programmes can be compared rule by rule, and how each is tested."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from generator.catalog import programme_of
from generator.model.parts import Condition, Lang, Rule
from generator.model.records import Form, Guide, ListRecord, Programme, Record
from generator.policy import RULE_KINDS, comparisons_of
from generator.policy.words import Asked, asked, naming_of
from generator.render.page import Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.settings import Exemption
from generator.urls import SitePath

WORDS = ("full", "none_of_kind", "row", "choose_more", "caption", "clauses")
"""The words that the browser fills in, as labels `rules_…`."""

LABELS = frozenset({f"rules_{word}" for word in WORDS})
"""The labels whose names are put together here."""

BY_AUDIENCE = frozenset({"eligibility", "materials", "procedure", "duty", "benefit"})
"""The kinds of which programmes are compared by whom the rules bind: what one asks of owners says little of solvers."""

_KINDS = tuple(RULE_KINDS)
_AUDIENCES = ("owner", "solver", "recommender", "any", "")


class Row(NamedTuple):
    """One rule of a programme or of one of its calls, with its tests in words; none where only people can judge."""

    programme: Programme
    holder: Record
    rule: Rule
    tests: tuple[Asked, ...]

    @property
    def audience(self) -> str:
        """Whom the rule binds, where it says so."""
        return self.rule.audience or ""


class Group(NamedTuple):
    """The rules of one kind, those that bind the same ones beside one another, in the order of the programmes."""

    kind: str
    rows: tuple[Row, ...]

    @property
    def is_by_audience(self) -> bool:
        """Whether programmes are compared by whom these rules bind."""
        return self.kind in BY_AUDIENCE


def rules_page(site: Site, lang: Lang) -> Page:
    """Every rule of every programme, and the place where the browser sets up to four programmes side by side."""
    path = SitePath(f"{lang}/rules.html")
    v = View(site, lang, path)
    heading = v.L("rules_title")
    programmes = tuple(filter(is_public, v.catalog.of(Programme).values()))
    rows = tuple(row for programme in programmes for row in _rows(v, programme))
    held = Counter(row.programme.id for row in rows)
    content = render(
        "rules.html",
        v=v,
        groups=tuple(_groups(rows)),
        programmes=[(programme, held[programme.id]) for programme in programmes if held[programme.id]],
        without=sum(not held[programme.id] for programme in programmes),
        conditions=tuple(_conditions(v, programmes)),
        total=len(rows),
        exempted=tuple(_exempted(v)),
        tested=sum(bool(row.tests) for row in rows),
        data=json.dumps(_data(v), ensure_ascii=False, sort_keys=True),
    )
    return Page(path, lang, titled(v, heading), v.L("rules_lead"), content, "", (home_crumb(v), (heading, "")))


def _rows(v: View, programme: Programme) -> Iterator[Row]:
    catalog = v.catalog
    calls: tuple[Guide | ListRecord, ...] = (*catalog.of(Guide).values(), *catalog.of(ListRecord).values())
    own = (call for call in calls if call.rules and programme_of(catalog, call) is programme)
    holders: tuple[Programme | Guide | ListRecord, ...] = (programme, *own)
    yield from (Row(programme, holder, rule, _tests(v, rule)) for holder in holders for rule in holder.rules)


def _groups(rows: Iterable[Row]) -> Iterator[Group]:
    ordered = sorted(rows, key=lambda row: (_KINDS.index(row.rule.kind), _AUDIENCES.index(row.audience)))
    for kind, found in groupby(ordered, key=lambda row: row.rule.kind):
        yield Group(kind, tuple(found))


def _conditions(v: View, programmes: Iterable[Programme]) -> Iterator[tuple[Form, Condition]]:
    """What forms of the programmes ask of figures that are filled in."""
    for programme in programmes:
        for form in v.catalog.referring(programme, Form):
            yield from ((form, condition) for condition in form.conditions)


def _exempted(v: View) -> Iterator[tuple[Exemption, Record]]:
    """The exemptions of site_config with their records."""
    for exemption in v.settings.exemptions:
        kind, _, record_id = exemption.record.partition("/")
        record = v.catalog.records.get(kind, {}).get(record_id)
        if record is not None:
            yield exemption, record


def _data(v: View) -> dict[str, Any]:
    return {
        **{word: v.L(f"rules_{word}") for word in WORDS},
        "differs": v.L("compare_differs"),
        "same": v.L("compare_same"),
    }


def is_public(programme: Programme) -> bool:
    """Whether its rules are real ones in force or past: invented and withdrawn programmes are left out."""
    return not programme.sample and programme.withdrawn is None


def _tests(v: View, rule: Rule) -> tuple[Asked, ...]:
    naming = naming_of(v.settings, v.lang)
    return tuple(asked(comparison, rule, v.lang, naming) for comparison in comparisons_of(rule))
