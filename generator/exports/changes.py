"""What happened to the records and when, from their own dates and notices: a list, and `data/changes.json`.

A record says on which day an authority published or decided it, on which day its text here was last entered or
revised, and when it was taken down; a notice says what it changes and when it was published. Nothing says when a
record first came here, so nothing here claims it: “recorded” is the day of the last entry or revision.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, TypeAlias

from generator.catalog import Catalog, notices_of, windows_of
from generator.dates import interval, opens_at
from generator.exports.values import DATA_FILE, clean, days, exported, link, link_to, pages, text, tombstones
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS, Date
from generator.model.records import KINDS, Notice, Record
from generator.render.view import Site

PATH = "data/changes.json"
What: TypeAlias = Literal["withdrawn", "amended", "published", "recorded"]
WHATS: tuple[What, ...] = ("withdrawn", "amended", "published", "recorded")
"""What can happen to a record: taken down, changed by a notice, published by an authority, entered or revised here."""

_ORDER = {kind: place for place, kind in enumerate(KINDS)}
OFFICIAL_DATES = ("published_on", "decided_on", "accepted_on")
LABELS = frozenset({*(f"change_{what}" for what in WHATS), *(f"change_about_{what}" for what in WHATS)})
"""The words for what happened, and what each is known from."""


class Happening(NamedTuple):
    """One thing that happened: when, as written and as the last day that this may mean, what, and to which record.

    For a notice the record is the notice. The day is empty where the wording names none.
    """

    day: str
    what: What
    record: Record
    written: Date


def happenings_of(site: Site) -> tuple[Happening, ...]:
    """Everything that the records tell, the newest day first, what has no day last."""
    return tuple(sorted(sorted(_happenings(site), key=within_a_day), key=lambda h: h.day, reverse=True))


def within_a_day(happening: Happening) -> tuple[int, int, str]:
    """By what happened, then calls before challenges, then by id."""
    return WHATS.index(happening.what), _ORDER[happening.record.kind], happening.record.id


def official_date(record: Record) -> Date | None:
    """The day on which an authority published, decided or accepted what a record is about."""
    return next((day for name in OFFICIAL_DATES if (day := getattr(record, name, None)) is not None), None)


def revised_on(catalog: Catalog, record: Record) -> str:
    """The day from which a record and what bears on it stand as they are: its own, or its newest notice's."""
    bearing = bearing_on(catalog, record)
    gone = (one.withdrawn.on for one in (record, *bearing) if one.withdrawn is not None)
    told = (day for notice in bearing for day in (notice.updated_on, first_day(notice.published_on)))
    return max((record.updated_on, *gone, *told))


def first_day(written: Date) -> str:
    """The first day that a date may mean; empty where it names none."""
    return (opens_at(written) or "")[:10]


def bearing_on(catalog: Catalog, record: Record) -> tuple[Notice, ...]:
    """The notices on a record and on what it takes its windows from, withdrawn ones too."""
    holder, _ = windows_of(catalog, record)
    inherited = notices_of(catalog, holder) if holder is not record else ()
    return (*notices_of(catalog, record), *inherited)


def compile_changes(site: Site) -> Iterator[Artifact]:
    """`data/changes.json`: what happened, the newest first and one a line, with how many of each there are."""
    found = happenings_of(site)
    settings, counted = site.settings, Counter(happening.what for happening in found)
    data = {
        "as_of": site.moment[:10],
        "licence": {"name": text(settings.site.data_licence), "url": settings.site.data_licence_url},
        "note": {lang: [_words(site, f"change_about_{what}", lang) for what in WHATS] for lang in LANGS},
        "counts": {what: counted[what] for what in WHATS},
        "undated": sum(not happening.day for happening in found),
    }
    changes = ",\n".join(_json(_plain(site, happening)) for happening in found)
    yield Artifact(PATH, f'{_json(data)[:-1]}, "changes": [\n{changes}\n]}}\n'.encode())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _happenings(site: Site) -> Iterator[Happening]:
    for record in tombstones(site):
        if record.withdrawn is not None:
            yield _on(record.withdrawn.on, "withdrawn", record)
    for record in exported(site):
        yield _on(record.updated_on, "recorded", record)
        official = official_date(record)
        if official is not None:
            yield _on(official, "amended" if isinstance(record, Notice) else "published", record)


def _on(written: Date, what: What, record: Record) -> Happening:
    found = interval(written)
    return Happening(str(found.last) if found is not None else "", what, record, written)


def _plain(site: Site, happening: Happening) -> dict[str, Any]:
    record = happening.record
    told: dict[str, Any] = {
        "on": days(happening.written),
        "what": happening.what,
        **link_to(site, record, DATA_FILE),
        "pages": pages(site, record, DATA_FILE),
    }
    if happening.what == "amended" and isinstance(record, Notice):
        target = link(site, record.target.kind, record.target.id, DATA_FILE)
        told |= {"type": record.type, "target": target}
    if happening.what == "withdrawn" and record.withdrawn is not None:
        told["reason"] = text(record.withdrawn.reason)
        if record.withdrawn.replaced_by is not None:
            told["replaced_by"] = link(site, record.kind, record.withdrawn.replaced_by, DATA_FILE)
    return told


def _words(site: Site, key: str, lang: str) -> str:
    found = site.settings.labels[key]
    return clean(found.zh if lang == "zh" else found.en or found.zh)
