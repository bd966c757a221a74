"""How far the site is translated, what is to be done, and the glossary: for readers, editors and translators."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from generator.coverage import Count, Task
from generator.lang import say
from generator.model.parts import Lang, Text
from generator.model.records import KINDS, Record
from generator.render.page import Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.schemas import title_at
from generator.urls import SitePath

COMMANDS = (
    "zhangbang export translations --format xliff --stale --missing --out to-translate.xlf",
    "zhangbang import translations to-translate.xlf",
)
ACCEPT = "zhangbang import translations --accept KIND/ID"


class Row(NamedTuple):
    """One line of the table: what it counts, the counts, and the share with English in whole per cent, rounded down."""

    words: str
    href: str
    counted: Count

    @property
    def share(self) -> int:
        """The share with English; all of nothing is all."""
        return self.counted.english * 100 // self.counted.texts if self.counted.texts else 100


class Work(NamedTuple):
    """What is to be done in one record: each text with what it is called."""

    record: Record
    texts: tuple[tuple[str, Text], ...]


def translations_page(site: Site, lang: Lang) -> Page:
    """The counts by kind, and the first of the texts that are out of date or have no English."""
    path = SitePath(f"{lang}/translations.html")
    v = View(site, lang, path)
    heading, lead, coverage = v.L("nav_translations"), v.L("translations_lead"), site.coverage
    kinds = [
        Row(v.L(f"kinds_{k}"), v.index(KINDS[k].folder), count) for k, count in coverage.kinds.items() if count.texts
    ]
    content = render(
        "translations.html",
        v=v,
        rows=kinds,
        whole=Row(v.L("translations_all"), "", coverage.whole),
        outdated=_work(coverage.outdated, lang),
        missing=_work(coverage.missing, lang),
        told=(len(coverage.outdated), len(coverage.missing)),
        commands=COMMANDS,
        accept=ACCEPT,
    )
    return Page(path, lang, titled(v, heading), lead, content, "", (home_crumb(v), (heading, "")))


def glossary_page(site: Site, lang: Lang) -> Page:
    """Every term with its English forms, those that are refused, and how to suggest one."""
    path = SitePath(f"{lang}/glossary.html")
    v = View(site, lang, path)
    heading, lead = v.L("nav_glossary"), v.L("glossary_lead")
    content = render("glossary.html", v=v, entries=site.settings.glossary, suggest=_suggestion(v))
    return Page(path, lang, titled(v, heading), lead, content, "", (home_crumb(v), (heading, "")))


def _work(tasks: Iterable[Task], lang: Lang) -> list[Work]:
    """The tasks record by record."""
    return [
        Work(record, tuple((say(title_at(record.kind, task.pointer), lang), task.text) for task in found))
        for record, found in groupby(tasks, key=lambda task: task.record)
    ]


def _suggestion(v: View) -> str:
    """The address that opens an issue for a term; nothing where the site has no repository."""
    if v.site.host is None:
        return ""
    return v.site.host.new_issue(v.L("glossary_suggest_title"), v.L("glossary_suggest_body"))
