"""What OCDS releases are made of: amounts in yuan, exact days in Beijing time, documents, and the units involved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.catalog import Catalog
from generator.dates import interval
from generator.exports.values import Json, amount, clean
from generator.funnel import counts
from generator.lang import folded
from generator.model.parts import Date, Issuer, Money, Party, Text
from generator.model.parts import Term as Agreed
from generator.model.records import Organisation, Record
from generator.render.view import Site, once
from generator.settings import ancestors
from generator.urls import absolute, as_uri, record_path

CREDIT_CODES = "CN-USCI"
"""China's Unified Social Credit Identifiers in the list of lists of identifiers at org-id.guide."""


class Involved(NamedTuple):
    """A unit in one of its parts: how other sections refer to it, what is told of it, and its role."""

    reference: Json
    details: Json
    role: str


def worded(key: str, written: Text | None) -> Json:
    """A text under `key` in Chinese and under `key_en` in English, each where there is one."""
    if written is None:
        return {}
    return {key: clean(written.zh), f"{key}_en": clean(written.en)} if written.en else {key: clean(written.zh)}


def value(money: Money | None) -> Json:
    """One figure as it is stated, under `value`; nothing where it is a range, a cap or only words."""
    found = amount(money) if money is not None else {"exact": False}
    return {"value": _yuan(found["low"])} if found["exact"] else {}


def estimate(money: Money | None) -> Json:
    """What an amount may be: the most under `value`, the least under `minValue` where the two differ."""
    if money is None:
        return {}
    found = amount(money)
    low, high = found["low"], found["high"]
    least = {"minValue": _yuan(low)} if low is not None and low != high else {}
    return {**least, **({"value": _yuan(high)} if high is not None else {})}


def began(written: Date | None) -> str | None:
    """The first second of an exact day, or the minute given; none for a vague date."""
    found = interval(written) if written is not None else None
    if found is None or not found.is_day:
        return None
    return f"{found.first}T{found.from_hour or '00:00'}:00+08:00"


def ended(written: Date | None) -> str | None:
    """The last second of an exact day, or the minute given; none for a vague date."""
    found = interval(written) if written is not None else None
    if found is None or not found.is_day:
        return None
    return f"{found.last}T{f'{found.hour}:00' if found.hour else '23:59:59'}+08:00"


def period(key: str, opens: Date | None, closes: Date | None) -> Json:
    """The exact days of a period under `key`; nothing where neither end is one."""
    ends = given(startDate=began(opens), endDate=ended(closes))
    return {key: ends} if ends else {}


def agreed_period(key: str, term: Agreed | None) -> Json:
    """The exact days of an agreed term."""
    return period(key, term.from_, term.to) if term is not None else {}


def given(**values: object) -> Json:
    """The texts, lists and groups that are there."""
    return {key: found for key, found in values.items() if found}


def documents(site: Site, *records: tuple[Record | None, str | None]) -> list[Json]:
    """The sources of these records, each once, with the type of document given beside the record; and their pages."""
    found: dict[tuple[str, str | None], Json] = {}
    for record, kind in records:
        if record is not None and counts(record):
            for one in (*_sources(record, kind), *_page(site, record)):
                found.setdefault((one["title"], one.get("url")), one)
    return list(found.values())


def involved(site: Site, party: Party | Issuer | None, role: str) -> Iterator[Involved]:
    """A unit in a role: by its record where there is one, else by its name as printed; none where there is neither."""
    if party is None or not (party.name or party.organisation):
        return
    unit = _unit(site.catalog, party)
    name = party.name or (unit.title if unit else Text(zh=party.organisation or ""))
    known = once(site, ("known unit", unit.id), lambda: _known(site, unit)) if unit else {"id": _id_by_name(site, name)}
    told = worded("name", name)
    yield Involved({"id": known["id"], "name": told["name"]}, {**told, **known}, role)


def parties(found: Iterable[Involved]) -> list[Json]:
    """Every unit once, with all of its roles in their order."""
    by_id: dict[str, Json] = {}
    for one in found:
        party = by_id.setdefault(one.details["id"], {**one.details, "roles": []})
        if one.role not in party["roles"]:
            party["roles"].append(one.role)
    return list(by_id.values())


def _yuan(figure: int | float) -> Json:
    return {"amount": figure, "currency": "CNY"}


def _sources(record: Record, kind: str | None) -> Iterator[Json]:
    for source in record.sources:
        yield {
            "id": f"{record.kind}/{record.id}/{clean(source.id)}",
            **given(documentType=kind, url=as_uri(source.url), datePublished=began(source.published_on), language="zh"),
            **worded("title", source.title),
            "description": clean(" ".join(filter(None, (source.issuer.zh, source.number)))),
        }


def _page(site: Site, record: Record) -> Iterator[Json]:
    """The record's own page, where the site knows its address."""
    if site.url:
        yield {
            "id": f"{record.kind}/{record.id}",
            "url": absolute(site.url, record_path("zh", record.folder, record.id)),
            "format": "text/html",
            "language": "zh",
            **worded("title", record.title),
        }


def _unit(catalog: Catalog, party: Party | Issuer) -> Organisation | None:
    found = catalog.find(Organisation, party.organisation)
    return found if found is not None and counts(found) else None


def _known(site: Site, unit: Organisation) -> Json:
    """What a unit's record tells: its identifier, where it is, and what kind of unit it is."""
    code = unit.credit_code
    identifier = {"scheme": CREDIT_CODES, "id": code, "legalName": clean(unit.title.zh)} if code else None
    return {
        "id": f"{CREDIT_CODES}-{code}" if code else f"{site.settings.site.ocid_prefix}-organisation-{unit.id}",
        **given(identifier=identifier),
        "address": _address(site, unit.region),
        "details": {"type": unit.type},
    }


def _address(site: Site, region: str) -> Json:
    """Country, province and place, as far as the region goes."""
    regions = site.settings.regions
    names = [clean(regions[step].label.zh) for step in reversed(ancestors(regions, region))]
    return dict(zip(("countryName", "region", "locality"), names, strict=False))


def _id_by_name(site: Site, name: Text) -> str:
    """The same for the same name, however its brackets and spaces are printed."""
    digest = hashlib.sha256(clean(folded(clean(name.zh))).encode()).hexdigest()
    return f"{site.settings.site.ocid_prefix}-name-{digest[:12]}"
