"""What can be subscribed to: the whole site, a kind, a domain, a programme or a region, and the records of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.catalog import Key, domains_of, programme_of
from generator.exports.changes import revised_on
from generator.exports.values import exported
from generator.model.parts import Text
from generator.model.records import KINDS, Notice, Organisation, Programme, Record
from generator.render.view import Groups, Site, groups_of, once
from generator.settings import ancestors

ALL = "all"


class Scope(NamedTuple):
    """One subject of subscriptions: its name in addresses, its words, and its page below a language's folder."""

    name: str
    title: Text
    page: str


def subjects(site: Site) -> Iterator[str]:
    """The name of every subject: one for the site and one for each page that stands for a group of records."""
    yield ALL
    yield from map(kind_name, KINDS)
    yield from (f"domains/{key}" for key in site.settings.domains)
    yield from (f"regions/{key}" for key in site.settings.regions)
    yield from (f"programmes/{programme.id}" for programme in exported(site, Programme.kind))


def scope_of(site: Site, name: str) -> Scope:
    """The subject of this name; of the records it looks up only the one that it is about."""
    folder, _, key = name.partition("/")
    labels, terms = site.settings.labels, {"domains": site.settings.domains, "regions": site.settings.regions}
    if name == ALL:
        return Scope(name, labels["feed_all"], "index.html")
    if name == kind_name(key):
        return Scope(name, labels[f"kinds_{key}"], f"{KINDS[key].folder}/index.html")
    title = terms[folder][key].label if folder in terms else site.catalog.at((Programme.kind, key)).title
    return Scope(name, title, f"{name}.html")


def members_of(site: Site) -> Groups:
    """Which records belong to each subject, the newest first.

    They go by the day from which they stand as they are, those of one day by the last moment that they are known for.
    """
    return groups_of(site, "feeds", lambda: _members(site))


def newest_first(site: Site, records: Iterable[Record]) -> list[Record]:
    """The records in that order."""
    ordered = sorted(records, key=lambda r: (r.kind, r.id))
    return sorted(ordered, key=lambda r: (stands_since(site, r), site.latest[(r.kind, r.id)]), reverse=True)


def stands_since(site: Site, record: Record) -> str:
    """The day from which a record stands as it is."""
    return once(site, ("stands since", record.kind, record.id), lambda: revised_on(site.catalog, record))


def _members(site: Site) -> Groups:
    groups: dict[str, list[Key]] = defaultdict(list)
    for record in newest_first(site, exported(site)):
        key = (record.kind, record.id)
        for name in names_of(site, record):
            groups[name].append(key)
    return {name: tuple(keys) for name, keys in groups.items()}


def names_of(site: Site, record: Record) -> Iterator[str]:
    """The subjects that a record belongs to; a notice goes with the record that it changes, a unit stands alone."""
    yield ALL
    yield kind_name(record.kind)
    about = target_of(site, record) if isinstance(record, Notice) else record
    if about is not None and not isinstance(about, Organisation):
        yield from places_of(site, about)


def places_of(site: Site, record: Record) -> Iterator[str]:
    """The domains, the programme and the regions that a record belongs to, each once."""
    yield from (f"domains/{domain}" for domain in domains_of(site.catalog, record))
    programme = programme_of(site.catalog, record)
    if programme is not None:
        yield f"programmes/{programme.id}"
    yield from regions_around(site, getattr(record, "region", None))


def regions_around(site: Site, region: str | None) -> Iterator[str]:
    """A region and all that it lies in."""
    yield from (f"regions/{around}" for around in (ancestors(site.settings.regions, region) if region else ()))


def target_of(site: Site, notice: Notice) -> Record | None:
    """The record that a notice changes, where it is held."""
    return site.catalog.records[notice.target.kind].get(notice.target.id) if notice.target.kind in KINDS else None


def kind_name(kind: str) -> str:
    """The name of a kind's subject."""
    return f"kinds/{kind}"
