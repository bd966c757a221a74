"""What every export says of a record: one function from a record to plain JSON values, in its schema's own names.

Texts become {zh, en}, dates intervals of days, amounts yuan with both ends, references links. What the site works out
(state, deadlines, programme, domains, regions, year) stands beside what the record says. Values that are not there are
left out, but for the two ends of an interval or amount, which are null.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeAlias, Union, get_args, get_origin, get_type_hints

import msgspec

from generator import lifecycle
from generator.catalog import domains_of, programme_of, windows_of, year_of
from generator.dates import Moment, closes_at, interval
from generator.documents import REFERENCE_KEYS
from generator.funnel import counts
from generator.lifecycle import Deadline, Standing
from generator.model.parts import LANGS, Date, Domain, FuzzyDate, Lang, Money, Part, Target, Text
from generator.model.records import KINDS, ListRecord, Programme, Record
from generator.money import in_yuan, say_money
from generator.render.view import Site, once
from generator.settings import Term, ancestors
from generator.urls import absolute, api_path, record_path

Json: TypeAlias = dict[str, Any]

RENAMED: Mapping[tuple[str, str], str] = {
    (kind, "domains"): "domains_stated"
    for kind in KINDS
    if get_type_hints(KINDS[kind]).get("domains") == tuple[Domain, ...]
}
"""Keys of a kind that give way to what the site works out under the same name."""

BOOKKEEPING = frozenset({"translated"})
"""Keys that no export holds: they are editors' notes on their own work, and say nothing of what a record is about.

Which English is behind its Chinese changes with every edit, so nobody could rely on it; pages tell it where it matters.
"""

_LAST = ("note", "sources", "inconsistencies", "formerly", "updated_on")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_LARGEST_EXACT = 2**53


class Base(NamedTuple):
    """The ways from the file that holds a record's values to the API's folder and to the site's root."""

    api: str = "../"
    root: str = "../../../"


RECORD_FILE = Base()
"""For `/api/v1/<folder>/<id>.json`."""

DATA_FILE = Base("../api/v1/", "../")
"""For files in `/data/`."""


class _Scope(NamedTuple):
    """What values are made with: the site's records, and where links begin."""

    site: Site
    base: Base
    kind: str


_Convert: TypeAlias = Callable[[_Scope, Any], Any]


def exported(site: Site, kind: str | None = None) -> Iterator[Record]:
    """The records that exports hold, of one kind or of all, kind by kind: neither invented nor withdrawn."""
    return filter(counts, _of(site, kind))


def tombstones(site: Site, kind: str | None = None) -> Iterator[Record]:
    """The records that were taken down; of invented ones nothing is told."""
    return (record for record in _of(site, kind) if record.withdrawn is not None and not record.sample)


def _of(site: Site, kind: str | None) -> Iterable[Record]:
    return site.catalog.every() if kind is None else site.catalog.records[kind].values()


def plain(site: Site, record: Record, base: Base = RECORD_FILE) -> Json:
    """The record as JSON values; its links lead from a file at `base`."""
    scope = _Scope(site, base, record.kind)
    found = {**_named(site, record, base), **_worked_out(scope, record)}
    for key, value in _struct(scope, record).items():
        found.setdefault(RENAMED.get((record.kind, key), key), value)
    return found


def tombstone(site: Site, record: Record, base: Base = RECORD_FILE) -> Json:
    """All that is told of a withdrawn record: which it was, since when it is gone, why, and what took its place."""
    scope = _Scope(site, base, record.kind)
    return {**_named(site, record, base), "withdrawn": _struct(scope, record.withdrawn)}


def url_of(site: Site, path: str) -> dict[str, str]:
    """A file's whole address, where the site knows its own."""
    return {"api_url": absolute(site.url, path)} if site.url else {}


def clean(written: str) -> str:
    """The text as every format can hold it: lines end in LF, what XML cannot write is shown as U+FFFD."""
    if written.isprintable():
        return written
    return _UNFIT.sub(_REPLACEMENT, _LINE_END.sub("\n", written))


def text(written: Text) -> dict[str, str]:
    """Both languages; a missing English is not made up."""
    zh, en = written.zh, written.en
    found = {"zh": zh if zh.isprintable() else clean(zh)}  # asked here too: a hundred texts a record are printable
    if en is not None:
        found["en"] = en if en.isprintable() else clean(en)
    return found


def days(written: Date) -> Json:
    """The first and the last day that a date may mean, null where unknown; hours in Beijing and wording if given."""
    if isinstance(written, str):
        return dict(_between(written, written))
    return {**_between(written.from_, written.to), "text": text(written.text)}


def amount(money: Money) -> Json:
    """The amount in yuan: its ends as stated, null where open or unknown, and as people write it.

    `exact` is true where it is one figure and the source does not call it about, almost or the like.
    """
    bounds = in_yuan(money)
    low, high = bounds or (None, None)
    found: Json = {
        "currency": "CNY",
        "unit": "yuan",
        "low": None if money.qualifier == "at_most" or low is None else number(low),
        "high": None if money.qualifier in ("at_least", "over") or high is None else number(high),
        "exact": low is not None and low == high and money.qualifier is None,
    }
    if money.qualifier is not None:
        found["qualifier"] = money.qualifier
    if bounds is None and money.text is not None:
        return {**found, "text": text(money.text)}
    found["text"] = {lang: say_money(money, lang) for lang in LANGS}
    if money.text is not None:
        found["wording"] = text(money.text)
    return found


def number(value: Decimal) -> int | float:
    """The number as JSON readers keep it: whole up to 2^53, else with its decimals."""
    whole = value == value.to_integral_value() and abs(value) <= _LARGEST_EXACT
    return int(value) if whole else float(value)


def moment(at: Moment) -> str:
    """A moment with its offset, as RFC 3339 writes it."""
    return f"{at}:00+08:00"


def link(site: Site, kind: str, record_id: str, base: Base = RECORD_FILE) -> Json:
    """Another record: its kind, id and title, and its file in the API, if it is in it. Nobody changes what is told."""
    return once(site, ("link", kind, record_id, base.api), lambda: _link(site, kind, record_id, base))


def _link(site: Site, kind: str, record_id: str, base: Base) -> Json:
    found = site.catalog.records[kind].get(record_id) if kind in KINDS else None
    if found is None or found.sample:
        return {"kind": kind, "id": record_id}
    named = {"title": text(found.title)} if found.withdrawn is None else {}
    return {"kind": kind, "id": record_id, "href": f"{base.api}{found.folder}/{record_id}.json", **named}


def link_to(site: Site, record: Record, base: Base = RECORD_FILE) -> Json:
    """That link for a record at hand."""
    return link(site, record.kind, record.id, base)


def linked_from(site: Site, record: Record, base: Base = RECORD_FILE) -> list[Json]:
    """The exported records that refer to this one, each with the key in which it does."""
    found = site.catalog.referrers_of(record)
    return [{**link_to(site, other, base), "role": role} for other, role in found if counts(other)]


def pages(site: Site, record: Record, base: Base = RECORD_FILE) -> dict[Lang, str]:
    """The record's page for readers of each language."""
    return pages_at(site, base.root, lambda lang: record_path(lang, record.folder, record.id))


def pages_at(site: Site, root: str, path: Callable[[Lang], str]) -> dict[Lang, str]:
    """A page for readers of each language: the Chinese one where the site has none in English."""
    languages = site.settings.site.languages
    return {lang: root + path(lang if lang in languages else LANGS[0]) for lang in LANGS}


def status(site: Site, record: Record) -> Json:
    """The record's state on the building date, all of its states by time, and the moments after which it changes."""
    timeline = site.timelines[(record.kind, record.id)]
    current = lifecycle.status_at(timeline, site.moment)
    return {
        "id": current,
        "as_of": site.moment[:10],
        "label": text(site.settings.vocabularies["status"][current]),
        "timeline": [{"since": moment(p.since) if p.since else None, "status": p.status} for p in timeline],
        "recompute_on": [moment(phase.since) for phase in timeline if phase.since > site.moment],
    }


def deadlines(site: Site, record: Record, base: Base = RECORD_FILE) -> list[Json]:
    """Every deadline that binds the record, as its amendments leave it: whose, for what, and the moment it ends."""
    standing = lifecycle.standing_windows(site.catalog, record)
    dated = [(found, one) for one in standing if (found := one.deadline) is not None]
    holder = windows_of(site.catalog, record)[0]
    return [_deadline(site, record, holder, found, one, base) for found, one in sorted(dated, key=_by_moment)]


def term(settings_terms: Mapping[str, Term], folder: str, key: str, base: Base = RECORD_FILE) -> Json:
    """A domain or region: its id, name and file in the API."""
    named = settings_terms.get(key)
    return {
        "id": key,
        **({"name": text(named.label)} if named else {}),
        "href": f"{base.api}{folder}/{key}.json",
    }


def _deadline(site: Site, record: Record, holder: Record, found: Deadline, one: Standing, base: Base) -> Json:
    window = found.window
    return {
        "audience": window.audience,
        "action": window.action,
        **({"region": term(site.settings.regions, "regions", window.region, base)} if window.region else {}),
        "moment": moment(found.moment),
        "written": days(found.written),
        "reason": found.reason,
        **({"stated_by": link_to(site, holder, base)} if holder is not record else {}),
        **({"moved_by": [link_to(site, move.notice, base) for move in one.moves]} if one.moves else {}),
    }


def _by_moment(pair: tuple[Deadline, Standing]) -> tuple[Moment, str, str]:
    window = pair[0].window
    return pair[0].moment, window.audience, window.region or ""


@lru_cache(maxsize=8192)
def _between(first: str | None, last: str | None) -> Mapping[str, str | None]:
    """The first day of one written date and the last day of another; many records share their dates."""
    start = interval(first) if first is not None else None
    end = interval(last) if last is not None else None
    found = {"from": str(start.first) if start else None, "to": str(end.last) if end else None}
    if start and start.from_hour:
        found["from_time"] = start.from_hour
    if end and end.hour:
        found["to_time"] = end.hour
    return found


def _named(site: Site, record: Record, base: Base) -> Json:
    """What a record is called and where it is."""
    return {
        "kind": record.kind,
        "id": record.id,
        "href": f"{base.api}{record.folder}/{record.id}.json",
        **url_of(site, api_path(record.folder, record.id)),
        "pages": pages(site, record, base),
    }


def _worked_out(scope: _Scope, record: Record) -> Json:
    """What the site adds to what the record says."""
    site, base = scope.site, scope.base
    catalog, settings = site.catalog, site.settings
    found: Json = {"title": text(record.title), "status": status(site, record)}
    programme = programme_of(catalog, record)
    if programme is not None and not isinstance(record, Programme):
        found["programme"] = link_to(site, programme, base)
    year = year_of(catalog, record)
    if year is not None:
        found["year"] = year
    domains = domains_of(catalog, record)
    if domains:
        found["domains"] = [term(settings.domains, "domains", domain, base) for domain in domains]
    region: str | None = getattr(record, "region", None)
    if region is not None:
        found["regions"] = [term(settings.regions, "regions", r, base) for r in ancestors(settings.regions, region)]
    bound = deadlines(site, record, base)
    if bound:
        found["deadlines"] = bound
    if isinstance(record, ListRecord) and record.public_notice is not None:
        found |= _notice_end(site, record)
    referring = linked_from(site, record, base)
    if referring and not isinstance(record, Programme):
        found["linked_from"] = referring
    return found


def _notice_end(site: Site, record: ListRecord) -> Json:
    assert record.public_notice is not None
    end = lifecycle.notice_end(record.public_notice, site.settings.holidays)
    closes = closes_at(end.written) if end else None
    if end is None or closes is None:
        return {}
    return {"objections_until": {**days(end.written), "moment": moment(closes), "worked_out": end.worked_out}}


# -- what a record says, by the types of its parts ------------------------------------------------------------------


def _struct(scope: _Scope, part: Any) -> Json:
    """A part's own keys; those left at “nothing” or “no” are left out."""
    found: Json = {}
    for attribute, name, default, convert in _fields(part.__class__):
        value = getattr(part, attribute)
        if value is None or value == () or (value is False and default is False):
            continue
        found[name] = convert(scope, value)
    return found


@cache
def _fields(cls: type[Part]) -> tuple[tuple[str, str, object, _Convert], ...]:
    """A class's keys as attribute, name, default and conversion; of a record, what all records have comes last."""
    hints = get_type_hints(cls)
    told = (field for field in msgspec.structs.fields(cls) if field.name not in BOOKKEEPING)
    ordered = sorted(told, key=lambda f: _LAST.index(f.name) if f.name in _LAST else -1)
    return tuple((f.name, f.encode_name, f.default, _converter(f.encode_name, hints[f.name])) for f in ordered)


def _converter(name: str, hint: Any) -> _Convert:
    """How a key's value is made plain: by what it refers to, else by its type."""
    items = _items_of(hint)
    if name in REFERENCE_KEYS and (items or hint) in (str, str | None):
        one = _referring(REFERENCE_KEYS[name])
    elif name == "replaced_by":
        one = lambda scope, value: link(scope.site, scope.kind, value, scope.base)  # noqa: E731
    else:
        one = _by_type(items or hint)
    return (lambda scope, values: [one(scope, value) for value in values]) if items else one


def _referring(kind: str) -> _Convert:
    return lambda scope, value: link(scope.site, kind, value, scope.base)


def _by_type(hint: Any) -> _Convert:
    meant = set(get_args(hint)) - {NoneType} if get_origin(hint) in (UnionType, Union) else {hint}
    if FuzzyDate in meant:
        return lambda _, value: days(value)
    return next((convert for cls, convert in _BY_TYPE if any(_is(m, cls) for m in meant)), _same)


def _is(hint: Any, cls: type) -> bool:
    return isinstance(hint, type) and issubclass(hint, cls)


def _items_of(hint: Any) -> Any:
    """The type of a tuple's items; nothing where it is no tuple."""
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def _same(_: _Scope, value: Any) -> Any:
    return value


def _target(scope: _Scope, target: Target) -> Json:
    return link(scope.site, target.kind, target.id, scope.base)


_BY_TYPE: tuple[tuple[type, _Convert], ...] = (
    (str, lambda _, value: clean(value)),
    (Text, lambda _, value: text(value)),
    (Money, lambda _, value: amount(value)),
    (Target, _target),
    (Part, _struct),
)
"""The first class that a value is of decides."""
