"""What a record's page is about, as schema.org describes such things; only what the record or its chain says.

A programme is a government's service, a challenge a demand, an award a grant where money is recorded for it, a unit an
organisation of its kind, a document that others rest on legislation. The rest are articles about these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from generator.catalog import domains_of, programme_of
from generator.dates import interval
from generator.exports.values import amount, clean, moment
from generator.lang import HTML_LANG, say
from generator.model.parts import Basis, Date, Issuer, Money, Party, Text
from generator.model.records import (
    Challenge,
    Guide,
    ListRecord,
    Notice,
    Organisation,
    Programme,
    Record,
    Winner,
)
from generator.render.view import View
from generator.settings import ancestors
from generator.urls import absolute, as_uri, record_path

Node: TypeAlias = dict[str, Any]

ORGANISATIONS: Mapping[str, str] = {
    "government": "GovernmentOrganization",
    "enterprise": "Corporation",
    "university": "CollegeOrUniversity",
    "institute": "ResearchOrganization",
    "hospital": "MedicalOrganization",
    "alliance": "Consortium",
}
"""By type of unit; other units are just organisations."""

GRANTED = frozenset({"funded", "parallel", "signed", "concluded", "deferred", "exempt"})
"""The states of an award in which support that is recorded has been granted."""

LONGEST_HEADLINE = 110


def about(v: View, record: Record) -> Node:
    """What the record's page is about."""
    address = _address(v, record)
    common: Node = {
        "@id": address,
        "url": address,
        "name": clean(v.say(record.title)),
        "description": clean(v.say(record.summary)),
        "identifier": f"{record.kind}/{record.id}",
    }
    return filled({**common, **_BY_KIND[record.kind](v, record)})


def filled(node: Node) -> Node:
    """The node without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _programme(v: View, record: Record) -> Node:
    assert isinstance(record, Programme)
    return {
        "@type": "GovernmentService",
        "serviceType": v.word("mechanism", record.mechanism),
        "provider": _units(v, record.issuers, "GovernmentOrganization"),
        "areaServed": _area(v, record.region),
        "alternateName": v.say(record.short),
        "subjectOf": _document(v, record),
    }


def _document(v: View, record: Programme) -> Node:
    """The document that a programme stands in, where it has a number."""
    if not record.number:
        return {}
    named = {"@type": "Legislation", "name": clean(v.say(record.title)), "legislationIdentifier": clean(record.number)}
    return filled({**named, "legislationDate": _day(record.published_on or record.signed_on)})


def _article(v: View, record: Record) -> Node:
    """What pages that tell of a publication have in common."""
    return {
        "@type": "Article",
        "headline": clean(v.say(record.title))[:LONGEST_HEADLINE],
        "inLanguage": HTML_LANG[v.lang],
        "datePublished": _day(getattr(record, "published_on", None)),
        "dateModified": record.updated_on,
        "isBasedOn": [uri for source in record.sources if (uri := as_uri(source.url))],
        "license": v.settings.site.data_licence_url,
        "publisher": {"@type": "Organization", "name": v.say(v.settings.site.publisher)},
        "keywords": _domain_names(v, record),
        "contentLocation": _area(v, getattr(record, "region", None)),
    }


def _guide(v: View, record: Record) -> Node:
    assert isinstance(record, Guide)
    article = _article(v, record)
    based = [*article["isBasedOn"], *(_legislation(v, basis) for basis in record.legal_basis)]
    return {**article, "isBasedOn": based, "expires": _last_deadline(v, record), "about": _part_of(v, record)}


def _legislation(v: View, basis: Basis) -> Node:
    named = {"@type": "Legislation", "name": clean(v.say(basis.title))}
    return filled({**named, "legislationIdentifier": clean(basis.number or "")})


def _list(v: View, record: Record) -> Node:
    assert isinstance(record, ListRecord)
    entries = v.entries(record)
    listed = [{"@type": "ListItem", "position": n, "url": _address(v, entry)} for n, entry in enumerate(entries, 1)]
    article = _article(v, record)
    own = {"@type": ["Article", "ItemList"], "numberOfItems": len(listed), "itemListElement": listed}
    return {**article, **own, "about": _part_of(v, record)}


def _challenge(v: View, record: Record) -> Node:
    """What is sought, by whom, until when, for how much: the owner's payment, never government's support."""
    assert isinstance(record, Challenge)
    sought = {"@type": "Service", "name": clean(v.say(record.title)), "description": clean(v.say(record.need))}
    owner = _units(v, (record.owner,) if record.owner else (), "Organization")
    return {
        "@type": "Demand",
        "itemOffered": filled({**sought, "category": _domain_names(v, record)}),
        "priceSpecification": _price(record.owner_payment),
        "validThrough": _last_deadline(v, record),
        "areaServed": _area(v, record.region),
        "@reverse": {"seeks": owner} if owner else {},
    }


def _price(money: Money | None) -> Node:
    """An amount with the ends that are known; nothing for one in words alone."""
    found = amount(money) if money is not None else {"low": None, "high": None}
    if found["low"] is None and found["high"] is None:
        return {}
    ends = {"price": found["low"]} if found["exact"] else {"minPrice": found["low"], "maxPrice": found["high"]}
    return filled({"@type": "PriceSpecification", "priceCurrency": "CNY", **ends})


def _winner(v: View, record: Record) -> Node:
    """A grant where money is recorded for what is under way or done; else an article about the project."""
    assert isinstance(record, Winner)
    given = _granted(record)
    project = _project(v, record, v.units(record))
    if not given:
        return {**_article(v, record), "about": project}
    return {"@type": "MonetaryGrant", "amount": given, "fundedItem": project}


def _granted(record: Winner) -> Node:
    """The one exact sum that government supports the award with; a cap or a choice of sums is none."""
    support = record.support
    if record.state not in GRANTED or support is None or support.options or support.mode in ("capped", "unstated"):
        return {}
    found = amount(support.amount) if support.amount else {"exact": False}
    return {"@type": "MonetaryAmount", "currency": "CNY", "value": found["low"]} if found["exact"] else {}


def _success(v: View, record: Record) -> Node:
    return {**_article(v, record), "about": _project(v, record, v.units(record))}


def _project(v: View, record: Record, units: Iterable[Party]) -> Node:
    named = {"@type": "ResearchProject", "name": clean(v.say(record.title))}
    return filled({**named, "member": _units(v, units, "Organization"), "keywords": _domain_names(v, record)})


def _organisation(v: View, record: Record) -> Node:
    assert isinstance(record, Organisation)
    parent = v.parent(record)
    code = {"@type": "PropertyValue", "propertyID": "GB 32100", "value": record.credit_code}
    return {
        "@type": ORGANISATIONS.get(record.type, "Organization"),
        "url": as_uri(record.url) or _address(v, record),
        "mainEntityOfPage": _address(v, record),
        "alternateName": [clean(v.say(name)) for name in (record.short, *(n.name for n in record.names)) if name],
        "identifier": [f"{record.kind}/{record.id}", *([code] if record.credit_code else [])],
        "parentOrganization": _unit(v, parent) if parent else None,
        "location": _area(v, record.region),
    }


def _form(v: View, record: Record) -> Node:
    return {**_article(v, record), "@type": "DigitalDocument", "about": _part_of(v, record)}


def _notice(v: View, record: Record) -> Node:
    assert isinstance(record, Notice)
    target = v.target(record)
    what = {"@id": _address(v, target), "name": clean(v.say(target.title))} if target else None
    return {**_article(v, record), "about": what}


_BY_KIND: Mapping[str, Callable[[View, Record], Node]] = {
    "programme": _programme,
    "guide": _guide,
    "list": _list,
    "challenge": _challenge,
    "winner": _winner,
    "success": _success,
    "organisation": _organisation,
    "form": _form,
    "notice": _notice,
}


# -- parts ----------------------------------------------------------------------------------------------------------


def _address(v: View, record: Record) -> str:
    return absolute(v.site.url, record_path(v.lang, record.folder, record.id))


def _units(v: View, parties: Iterable[Party | Issuer], kind: str) -> list[Node]:
    """Units by their records where they have one, else by name and as what they act."""
    found = ((v.catalog.find(Organisation, party.organisation), party.name) for party in parties)
    return [_unit(v, unit, name) if unit else _named(v, kind, name) for unit, name in found if unit or name]


def _unit(v: View, unit: Organisation, name: Text | None = None) -> Node:
    words = clean(v.say(name or unit.title))
    return {"@type": ORGANISATIONS.get(unit.type, "Organization"), "@id": _address(v, unit), "name": words}


def _named(v: View, kind: str, name: Text | None) -> Node:
    return {"@type": kind, "name": clean(v.say(name))}


def _area(v: View, region: str | None) -> Node:
    """The place with those it lies in."""
    found: Node = {}
    for step in reversed(ancestors(v.settings.regions, region or "")):
        named = {"@type": "AdministrativeArea", "name": say(v.settings.regions[step].label, v.lang)}
        found = {**named, **({"containedInPlace": found} if found else {})}
    return found


def _part_of(v: View, record: Record) -> Node:
    """The programme that a publication belongs to."""
    programme = programme_of(v.catalog, record)
    if programme is None:
        return {}
    return {"@type": "GovernmentService", "@id": _address(v, programme), "name": clean(v.say(programme.title))}


def _domain_names(v: View, record: Record) -> list[str]:
    known = v.speech.domains
    return [known[domain] for domain in domains_of(v.catalog, record) if domain in known]


def _last_deadline(v: View, record: Record) -> str:
    """The moment after which nothing can be filed any more."""
    return max((moment(deadline.moment) for deadline in v.deadlines(record)), default="")


def _day(written: Date | None) -> str:
    """An exact day, or the year or month that is given; nothing for a vague date."""
    if not isinstance(written, str) or interval(written) is None:
        return ""
    return written[:10]
