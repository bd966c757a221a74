"""The static API below `/api/v1/`: every record, and listings by kind, domain, region, year and programme.

A link leads from the file that holds it, so the API works wherever the site lies. What may change and what may not is
promised on the page `api.html`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generator import __version__
from generator.catalog import Key, domains_of, programme_of, year_of
from generator.exports.encoding import compact, document, listing
from generator.exports.lines import lines_path
from generator.exports.promise import CHANGES, VERSION
from generator.exports.values import (
    Base,
    Json,
    exported,
    link_to,
    pages_at,
    plain,
    term,
    text,
    tombstone,
    tombstones,
    url_of,
)
from generator.model.artifacts import Artifact
from generator.model.parts import Text
from generator.model.records import KINDS, Programme, Record
from generator.pieces import Piece
from generator.render.view import Groups, Site, groups_of
from generator.settings import ancestors
from generator.urls import API, api_path, facet_path, index_path

INDEX_FILE = Base("", "../../")
"""For `/api/v1/index.json`."""

GROUPED = ("programme", "guide", "list", "challenge", "winner", "success")
"""The kinds whose records belong to a domain, region or year, as on the site's pages."""

Rows = Mapping[Key, bytes]
"""Every record in short, as it stands in listings."""


class Grouping(NamedTuple):
    """One way to put records together: what a group is called and where, which there are, and a record's groups."""

    group: str
    folder: str
    named: Callable[[Site, Iterable[str]], Mapping[str, Text]]
    groups_of: Callable[[Site, Record], Iterable[str]]


def pieces(site: Site, rows: Callable[[], Rows]) -> Iterator[Piece[Artifact]]:
    """Every file but the records' own: kind by kind, group by group, and what leads to them."""
    for kind in KINDS:
        yield f"api {KINDS[kind].folder}", partial(_of_kind, site, kind, rows)
    for grouping in GROUPINGS:
        for key in grouping.named(site, held_by(site, grouping)):
            yield f"api {grouping.folder}/{key}", partial(_of_group, site, grouping, key, rows)
        yield f"api {grouping.folder}", partial(_of_grouping, site, grouping)
    for record in exported(site, Programme.kind):
        yield f"api programme {record.id}", partial(_of_programme, site, record, rows)
    yield "api", partial(_way_in, site)


def index(site: Site) -> Json:
    """The way in: what the API holds, as of which day, under which licence, and where everything is."""
    chosen = site.settings.site
    numbers = Counter(record.kind for record in exported(site))
    return {
        "title": text(chosen.title),
        "description": text(chosen.description),
        "publisher": text(chosen.publisher),
        "licence": {"name": text(chosen.data_licence), "url": chosen.data_licence_url},
        "version": VERSION,
        "generator": f"zhangbang {__version__}",
        "as_of": site.moment[:10],
        **url_of(site, f"{API}index.json"),
        "pages": pages_at(site, INDEX_FILE.root, lambda lang: f"{lang}/api.html"),
        "count": numbers.total(),
        "kinds": [_kind_entry(kind, numbers[kind]) for kind in KINDS],
        "groups": [_group_entry(site, grouping) for grouping in GROUPINGS],
        "vocabularies": {"href": "vocabularies.json"},
        "openapi": {"href": "openapi.json"},
        "changes": [{"version": c.version, "since": c.since, "text": text(c.text)} for c in CHANGES],
    }


def vocabularies(site: Site) -> Json:
    """What each code in the records is called, in both languages."""
    held = sorted(site.settings.vocabularies.items())
    return {
        "as_of": site.moment[:10],
        "vocabularies": {name: {code: text(words) for code, words in sorted(codes.items())} for name, codes in held},
    }


def kind_index(site: Site, kind: str) -> Json:
    """What a kind's listing says before its records: how many they are, which are gone, and which moved."""
    cls = KINDS[kind]
    gone = tombstones(site, kind)
    return {
        "kind": kind,
        "label": text(cls.label),
        "as_of": site.moment[:10],
        **url_of(site, api_path(cls.folder, "index")),
        "pages": pages_at(site, "../../../", lambda lang: index_path(lang, cls.folder)),
        "schema": {"href": f"../schema/{kind}.json"},
        "lines": {"href": f"../../../{lines_path(kind)}"},
        "withdrawn": [tombstone(site, record) for record in gone],
        "moved": [alias(site, record, former) for record, former in _moved(site, kind)],
        "count": sum(1 for _ in exported(site, kind)),
    }


def alias(site: Site, record: Record, former: str) -> Json:
    """What stands at an address that a record had before: where it is now."""
    return {"kind": record.kind, "id": former, "moved_to": link_to(site, record)}


def held_by(site: Site, grouping: Grouping) -> Groups:
    """The records of each group, kind by kind."""
    return groups_of(site, f"api {grouping.group}", partial(_put_together, site, GROUPED, grouping.groups_of))


def _put_together(site: Site, kinds: Iterable[str], names: Callable[[Site, Record], Iterable[str]]) -> Groups:
    held: dict[str, list[Key]] = defaultdict(list)
    for record in (record for kind in kinds for record in exported(site, kind)):
        for name in names(site, record):
            held[name].append((record.kind, record.id))
    return {name: tuple(keys) for name, keys in held.items()}


def row(found: Json) -> Json:
    """What listings tell of a record, picked from its values: enough to choose which to fetch."""
    told = {key: found[key] for key in ("kind", "id", "href", "title")}
    told["status"] = found["status"]["id"]
    told |= {key: found[key] for key in ("year", "region") if key in found}
    if "programme" in found:
        told["programme"] = found["programme"]["id"]
    if "domains" in found:
        told["domains"] = [domain["id"] for domain in found["domains"]]
    if "deadlines" in found:
        told["deadlines"] = [{key: one[key] for key in ("audience", "action", "moment")} for one in found["deadlines"]]
    return {**told, "updated_on": found["updated_on"]}


def _of_programme(site: Site, record: Record, rows: Callable[[], Rows]) -> Iterator[Artifact]:
    """The file of a programme, which ends with the records that belong to it."""
    held = held_by_programmes(site).get(record.id, ())
    head = {**plain(site, record), "counts": _counts(held), "count": len(held)}
    yield Artifact(api_path(record.folder, record.id), listing(head, _rows(held, rows())))


def held_by_programmes(site: Site) -> Groups:
    """The records that belong to each programme, kind by kind."""
    return groups_of(site, "api programme", partial(_put_together, site, KINDS, _programme))


def _programme(site: Site, record: Record) -> Iterator[str]:
    """The programme that a record belongs to, if it is another."""
    programme = programme_of(site.catalog, record)
    if programme is not None and programme is not record:
        yield programme.id


def _moved(site: Site, kind: str) -> Iterator[tuple[Record, str]]:
    for record in (*exported(site, kind), *tombstones(site, kind)):
        yield from ((record, former) for former in record.formerly)


def _of_kind(site: Site, kind: str, rows: Callable[[], Rows]) -> Iterator[Artifact]:
    """A kind's listing, what is left of its withdrawn records, and where those lead that are called otherwise now."""
    keys = ((kind, record.id) for record in exported(site, kind))
    yield Artifact(api_path(KINDS[kind].folder, "index"), listing(kind_index(site, kind), _rows(keys, rows())))
    for record in tombstones(site, kind):
        yield Artifact(api_path(record.folder, record.id), document(tombstone(site, record)))
    for record, former in _moved(site, kind):
        yield Artifact(api_path(record.folder, former), document(alias(site, record, former)))


def _of_group(site: Site, grouping: Grouping, key: str, rows: Callable[[], Rows]) -> Iterator[Artifact]:
    """A group with its records."""
    held = held_by(site, grouping).get(key, ())
    name = grouping.named(site, (key,))[key]
    head = {**_group(site, grouping, key, name), "counts": _counts(held), "count": len(held)}
    yield Artifact(api_path(grouping.folder, key), listing(head, _rows(held, rows())))


def _of_grouping(site: Site, grouping: Grouping) -> Iterator[Artifact]:
    """The list of the groups."""
    held = held_by(site, grouping)
    named = grouping.named(site, held)
    entries = [compact(_group_row(grouping, key, name, len(held.get(key, ())))) for key, name in named.items()]
    yield Artifact(api_path(grouping.folder, "index"), listing(_groups_head(site, grouping, len(named)), entries))


def _way_in(site: Site) -> Iterator[Artifact]:
    yield Artifact(f"{API}index.json", document(index(site)))
    yield Artifact(f"{API}vocabularies.json", document(vocabularies(site)))


def _group(site: Site, grouping: Grouping, key: str, name: Text) -> Json:
    """What a group's listing says before its records; a region also says what lies in it and where it lies."""
    found = {
        "group": grouping.group,
        "id": key,
        "name": text(name),
        "as_of": site.moment[:10],
        **url_of(site, api_path(grouping.folder, key)),
        "pages": pages_at(site, "../../../", lambda lang: facet_path(lang, grouping.folder, key)),
    }
    if grouping.group != "region":
        return found
    regions = site.settings.regions
    inside = (inner.id for inner in regions.values() if inner.parent == key)
    return {
        **found,
        **({"code": code} if (code := regions[key].code) else {}),
        "within": [term(regions, "regions", outer) for outer in ancestors(regions, key)[1:]],
        "inside": [term(regions, "regions", inner) for inner in inside],
    }


def _groups_head(site: Site, grouping: Grouping, count: int) -> Json:
    return {
        "group": grouping.group,
        "label": text(site.settings.labels[f"{grouping.folder}_title"]),
        "as_of": site.moment[:10],
        **url_of(site, api_path(grouping.folder, "index")),
        "pages": pages_at(site, "../../../", lambda lang: index_path(lang, grouping.folder)),
        "count": count,
    }


def _group_row(grouping: Grouping, key: str, name: Text, count: int) -> Json:
    return {"group": grouping.group, "id": key, "href": f"{key}.json", "name": text(name), "count": count}


def _kind_entry(kind: str, count: int) -> Json:
    cls = KINDS[kind]
    return {
        "kind": kind,
        "label": text(cls.label),
        "href": f"{cls.folder}/index.json",
        "lines": {"href": f"{INDEX_FILE.root}{lines_path(kind)}"},
        "schema": {"href": f"schema/{kind}.json"},
        "count": count,
    }


def _group_entry(site: Site, grouping: Grouping) -> Json:
    label = text(site.settings.labels[f"{grouping.folder}_title"])
    return {"group": grouping.group, "label": label, "href": f"{grouping.folder}/index.json"}


def _counts(keys: Iterable[Key]) -> dict[str, int]:
    """How many records of each kind, of the kinds that there are."""
    found = Counter(kind for kind, _ in keys)
    return {kind: found[kind] for kind in KINDS if found[kind]}


def _rows(keys: Iterable[Key], rows: Rows) -> Iterator[bytes]:
    return (rows[key] for key in keys)


def _years(site: Site, held: Iterable[str]) -> Mapping[str, Text]:
    label = site.settings.labels["year_n"]
    return {year: Text(zh=label.zh.format(n=year), en=(label.en or label.zh).format(n=year)) for year in sorted(held)}


def _year(site: Site, record: Record) -> Iterator[str]:
    year = year_of(site.catalog, record)
    if year is not None:
        yield str(year)


GROUPINGS: tuple[Grouping, ...] = (
    Grouping(
        "domain",
        "domains",
        lambda site, _: {key: term.label for key, term in site.settings.domains.items()},
        lambda site, record: domains_of(site.catalog, record),
    ),
    Grouping(
        "region",
        "regions",
        lambda site, _: {key: term.label for key, term in site.settings.regions.items()},
        lambda site, record: ancestors(site.settings.regions, getattr(record, "region", "")),
    ),
    Grouping("year", "years", _years, _year),
)
