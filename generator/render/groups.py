"""Records put together for pages, and their order.

Who is in a group is one thing to look up, what each of them says is another: a list that names a record by its card
changes with that record alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple, TypeAlias

from generator.catalog import Catalog, Key, domains_of, year_of
from generator.dates import BEGINNING, Moment, opens_at
from generator.funnel import Years
from generator.lifecycle import deadlines_of
from generator.model.parts import RecordId
from generator.model.records import Challenge, Guide, ListRecord, Organisation, Programme, Record
from generator.reads import note, remembered, unheard
from generator.render.view import Site
from generator.settings import ancestors

GROUPED_KINDS = ("programme", "guide", "list", "challenge", "winner", "success")
"""The kinds whose records belong to a domain, a region and a year."""

Groups: TypeAlias = Mapping[str, tuple[Key, ...]]


class _Standing(NamedTuple):
    """What the place of a record among others goes by."""

    latest: Moment
    key: Key
    guide: RecordId | None
    number: int
    """The number of a challenge in its list or guide."""


def group(site: Site, by: str, name: str) -> tuple[Key, ...]:
    """The records of a group by their kinds and ids, kind by kind, newest first."""
    note(("group", by, name))
    return _groups(site, by).get(name, ())


def sizes(site: Site, by: str) -> Mapping[str, int]:
    """How many records each group has that has any."""
    note(("groups", by))
    return {name: len(keys) for name, keys in _groups(site, by).items()}


def years_of(site: Site, by: str, name: str) -> Years:
    """How many challenges and calls each year of a programme or domain has."""
    note(("years", by, name))
    with unheard():
        funnels = site.funnels
    return (funnels.programme_years if by == "programmes" else funnels.domain_years).get(name, {})


ANSWERS: Mapping[str, Callable[..., object]] = {
    "group": lambda site, by, name: group(site, by, name),
    "groups": lambda site, by: sorted(sizes(site, by).items()),
    "years": lambda site, by, name: [(year, *tally) for year, tally in years_of(site, by, name).items()],
}
"""What is answered to those who look up groups."""


def newest_first(site: Site, records: Iterable[Record]) -> list[Record]:
    """Records by the last date they are known for, newest first; a guide's directions in their printed order."""
    held = {(record.kind, record.id): record for record in records}
    return [held[key] for key in _in_order(_standing(site, record) for record in held.values())]


def _standing(site: Site, record: Record) -> _Standing:
    key = (record.kind, record.id)
    return _Standing(site.latest[key], key, getattr(record, "guide", None), getattr(record, "seq", None) or 0)


def _in_order(records: Iterable[_Standing]) -> Iterator[Key]:
    dated = sorted(records, key=lambda r: (r.latest, r.key[1]), reverse=True)
    for _, alike in groupby(dated, key=lambda r: (r.latest, r.guide)):
        part = list(alike)
        if part[0].key[0] == Challenge.kind:
            part.sort(key=lambda r: (r.number, r.key[1]))
        yield from (record.key for record in part)


def latest(catalog: Catalog, record: Record) -> Moment:
    """The last moment a record is known for: its last deadline, else its date, else its year."""
    if isinstance(record, Programme):
        calls = (*catalog.referring(record, Guide), *catalog.referring(record, ListRecord))
        return max((latest(catalog, call) for call in calls), default=BEGINNING)
    last = ends(catalog, record)
    if last or isinstance(record, Organisation):
        return last
    for name in ("published_on", "decided_on", "accepted_on"):
        written = getattr(record, name, None)
        if written is not None:
            return opens_at(written) or BEGINNING
    return str(year_of(catalog, record) or BEGINNING)


def ends(catalog: Catalog, record: Record) -> Moment:
    """The moment the record's last window closes; the beginning where none does."""
    return max((d.moment for d in deadlines_of(catalog, record)), default=BEGINNING)


def _groups(site: Site, by: str) -> Groups:
    with unheard():
        return remembered(site.pieces, "groups", lambda: _put_together(site))[by]


def _put_together(site: Site) -> Mapping[str, Groups]:
    """All groups: every record is looked at once."""
    groups: dict[str, dict[str, list[Key]]] = {by: defaultdict(list) for by in BY}
    for held in site.catalog.records.values():
        named: dict[Key, list[tuple[str, str]]] = {}
        standing = []
        for record in held.values():
            standing.append(_standing(site, record))
            named[standing[-1].key] = [(by, name) for by, names in BY.items() for name in names(site, record)]
        for key in _in_order(standing):
            for by, name in named[key]:
                groups[by][name].append(key)
    return {by: {name: tuple(keys) for name, keys in found.items()} for by, found in groups.items()}


def _kind(_site: Site, record: Record) -> Iterable[str]:
    return (record.kind,)


def _domains(site: Site, record: Record) -> Iterable[str]:
    return domains_of(site.catalog, record) if record.kind in GROUPED_KINDS else ()


def _regions(site: Site, record: Record) -> Iterable[str]:
    return ancestors(site.settings.regions, getattr(record, "region", "")) if record.kind in GROUPED_KINDS else ()


def _year(site: Site, record: Record) -> Iterable[str]:
    year = year_of(site.catalog, record) if record.kind in GROUPED_KINDS else None
    return (str(year),) if year else ()


BY: Mapping[str, Callable[[Site, Record], Iterable[str]]] = {
    "kinds": _kind,
    "domains": _domains,
    "regions": _regions,
    "years": _year,
}
"""What records are put together by, and the groups to which each belongs."""
