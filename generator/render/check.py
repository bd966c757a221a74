"""Pages on which applicants hold their own figures against a programme's rules; nothing they type leaves the page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from generator.lang import say
from generator.model.parts import Lang, Rule, Text
from generator.model.records import Guide, Programme, Record
from generator.policy import RULE_KINDS
from generator.policy.answers import answered
from generator.policy.assessment import Status, asked, ceilings_of, settled, sums_of
from generator.policy.comparison import Comparison
from generator.policy.figures import FIGURES, Form, figure_of
from generator.policy.words import naming_of, required
from generator.render.page import Page, Sheet, home_crumb, index_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import SitePath, check_path, record_path

WORDS = (
    "meets", "breaks", "untested", "judged", "authority", "shown", "highest", "highest_open", "no_figure", "sum_rate",
    "sum_cap", "sum_fixed", "yours", "tally", "but_broken", "bad_number", "copied", "yes", "no",
)  # fmt: skip
"""The words that the browser fills in, as labels `check_…`."""

_UNITS = ("leads", "members", "units", "consortium")
"""Of a consortium people give the leads and the members; the rest follows."""


class Held(NamedTuple):
    """A rule and the record that states it."""

    holder: Record
    rule: Rule

    @property
    def key(self) -> str:
        """Its name on the page and in the data."""
        return f"{self.holder.id}.{self.rule.id}"


class Input(NamedTuple):
    """One figure that applicants give: its name in the address bar, its label, its form, and its choices."""

    name: str
    label: str
    form: Form
    choices: tuple[tuple[str, str], ...] = ()


def check_pages(site: Site, lang: Lang, programme: Programme) -> Iterator[Sheet]:
    """A page for the programme, or one for each of its tracks and one that leads to them."""
    held = rules_held(site, site.catalog.seen(programme))
    if programme.withdrawn is not None or not any(asked(h.rule) for h in held):
        return
    if programme.tracks:
        yield Sheet(check_path(lang, programme.id), partial(_choice_page, site, lang, programme))
    tracks: list[str | None] = [t.id for t in programme.tracks] or [None]
    for track in tracks:
        own = [h for h in held if h.rule.track in (None, track)]
        yield Sheet(check_path(lang, programme.id, track), partial(_check_page, site, lang, programme, track, own))


def check_paths(lang: Lang, programme: Programme) -> tuple[SitePath, ...]:
    """Where a programme's pages of this kind stand, if it has them."""
    return tuple(check_path(lang, programme.id, track) for track in (None, *(t.id for t in programme.tracks)))


def has_check(site: Site, programme: Programme) -> bool:
    """Whether there is anything that applicants can check."""
    return any(asked(h.rule) for h in rules_held(site, programme))


def rules_held(site: Site, programme: Programme) -> list[Held]:
    """The rules of a programme and its calls: first those that figures can decide, kind by kind."""
    holders: tuple[Programme | Guide, ...] = (programme, *site.catalog.referring(programme, Guide))
    found = [Held(holder, rule) for holder in holders if holder.withdrawn is None for rule in holder.rules]
    order = list(RULE_KINDS)
    return sorted(found, key=lambda h: (_SETTLED.index(settled(h.rule)), order.index(h.rule.kind)))


def payload(held: Sequence[Held], lang: Lang, v: View | None = None) -> dict[str, Any]:
    """What the browser needs to hold figures against these rules: comparisons as data, with their words."""
    rules = [h.rule for h in held]
    return {
        "rules": [
            {"id": h.key, "settled": settled(h.rule), "comparisons": [_data(c, h.rule, lang, v) for c in asked(h.rule)]}
            for h in held
        ],
        "ceilings": [_data(c, rules[0], lang, v) for c in ceilings_of(rules)],
        "sums": list(sums_of(rules)),
    }


def inputs_of(v: View, held: Sequence[Held]) -> tuple[Input, ...]:
    """The figures that the rules ask for, each once, in the order of the rules."""
    needed: dict[str, tuple[Comparison, Rule]] = {}
    for h in held:
        for comparison in asked(h.rule):
            for name in filter(None, (comparison.left, comparison.of)):
                needed.setdefault(name, (comparison, h.rule))
    found = [_input(v, name, *needed[name]) for name in needed if name not in _UNITS]
    if any(name in needed for name in _UNITS):
        found.extend(Input(name, say(figure_of(name).label, v.lang), "count") for name in ("leads", "members"))
    names = list(FIGURES)
    rank = {given.name: names.index(given.name) if given.name in names else len(names) for given in found}
    return tuple(sorted(found, key=lambda given: (_ORDER.index(given.form), rank[given.name])))


_SETTLED: tuple[Status | None, ...] = (None, "judged", "authority", "shown")
"""What figures can decide comes first."""

_ORDER: tuple[Form, ...] = ("money", "months", "count", "kind", "region", "technology", "answer", "day", "words")


def _input(v: View, name: str, comparison: Comparison, rule: Rule) -> Input:
    figure = figure_of(name)
    if rule.asks is not None and name == answered(rule.id):
        return Input(name, say(rule.asks.question, v.lang), "answer")
    label = v.L("check_support") if name == "support" else say(figure.label, v.lang)
    return Input(name, label, figure.form, _choices(v, figure.form, comparison))


def _choices(v: View, form: Form, comparison: Comparison) -> tuple[tuple[str, str], ...]:
    match form:
        case "kind":
            return tuple((kind, v.word("org_type", kind)) for kind in _KINDS)
        case "technology":
            return tuple((key, say(text, v.lang)) for key, text in v.settings.vocabularies["tech_type"].items())
        case "region":
            inside = ((region, v.region_name(region)) for region in map(str, comparison.choices))
            return (*inside, ("elsewhere", v.L("elsewhere")))
        case _:
            return ()


_KINDS = ("enterprise", "university", "institute", "hospital", "public", "alliance", "other")
"""The kinds of unit that apply; bureaus and platforms do not."""


def _data(comparison: Comparison, rule: Rule, lang: Lang, v: View | None) -> dict[str, Any]:
    words = required(comparison, rule, lang, naming_of(v.settings, lang)) if v else required(comparison, rule, lang)
    given = {key: value for key, value in comparison._asdict().items() if value not in (None, ())}
    return {**given, "text": words}


def _check_page(site: Site, lang: Lang, programme: Programme, track: str | None, held: Sequence[Held]) -> Page:
    path = check_path(lang, programme.id, track)
    v = View(site, lang, path)
    heading = v.L("check_title")
    whose = v.say(programme.title) + (f" · {_track_title(v, programme, track)}" if track else "")
    figures = sorted({n for h in held for c in asked(h.rule) for n in (c.left, c.of) if n})
    data = {
        **payload(held, lang, v),
        "labels": {n: say(figure_of(n).label, lang) for n in figures},
        "forms": {n: figure_of(n).form for n in figures},
        "words": {key: v.L(f"check_{key}") for key in WORDS},
    }
    content = render(
        "check.html",
        v=v,
        programme=programme,
        whose=whose,
        inputs=inputs_of(v, held),
        held=held,
        settled=settled,
        data=json.dumps(data, ensure_ascii=False, sort_keys=True),
    )
    title, trail = titled(v, f"{heading} · {whose}"), _trail(v, programme, heading)
    return Page(path, lang, title, v.L("check_lead"), content, "programme", trail, listed=not programme.sample)


def _choice_page(site: Site, lang: Lang, programme: Programme) -> Page:
    path = check_path(lang, programme.id)
    v = View(site, lang, path)
    heading = v.L("check_title")
    tracks = [(v.to(check_path(lang, programme.id, t.id)), t) for t in programme.tracks]
    content = render("check_tracks.html", v=v, programme=programme, tracks=tracks)
    title = titled(v, f"{heading} · {v.say(programme.title)}")
    trail = _trail(v, programme, heading)
    return Page(path, lang, title, v.L("check_lead"), content, "programme", trail, listed=not programme.sample)


def _trail(v: View, programme: Programme, heading: str) -> tuple[tuple[str, str], ...]:
    own = (v.say(programme.title), record_path(v.lang, programme.folder, programme.id))
    return (home_crumb(v), index_crumb(v, programme.kind), own, (heading, ""))


def _track_title(v: View, programme: Programme, track: str) -> str:
    title: Text = next(t.title for t in programme.tracks if t.id == track)
    return v.say(title)
