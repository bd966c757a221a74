"""What a result card and the sheets made of it show of a document, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.catalog import list_of, rules_of, track_of, units_of
from generator.finder.texts import Document
from generator.lifecycle import Deadline, numbered
from generator.model.parts import Date, Issuer, Lang, Party, Support, Term, Text
from generator.model.records import Challenge, Guide, ListRecord, Organisation, Record
from generator.render.view import Site, View
from generator.urls import SitePath, record_path

EXCERPT = 1200
"""How many characters of its texts a card may take its excerpt from."""


class Facts(NamedTuple):
    """What the cards of a document tell in any language, looked up once for all of them."""

    document: Document
    record: Record
    unit: Party | Issuer | None
    region: str | None
    support: Support | None
    sponsors: tuple[Issuer, ...]
    deadlines: tuple[Deadline, ...]
    opens: Date | None
    quotas: tuple[Text, ...]


def cards_of(site: Site, documents: Sequence[Document]) -> dict[Lang, list[dict[str, Any]]]:
    """The cards of these documents in each language of the site, as they speak from the language's own folder."""
    views = {lang: View(site, lang, SitePath(f"{lang}/find.html")) for lang in site.settings.site.languages}
    facts = [_facts(views["zh"], document) for document in documents]
    return {lang: [_card(v, one) for one in facts] for lang, v in views.items()}


def _facts(v: View, document: Document) -> Facts:
    record = v.catalog.at(document.key)
    standing = v.windows(record)
    holder = None if isinstance(record, (Guide, Challenge)) else list_of(v.catalog, record)
    opening = v.windows(holder) if holder else standing if isinstance(record, (Guide, Challenge)) else ()
    owner: Party | None = record.owner if isinstance(record, Challenge) else None
    return Facts(
        document,
        record,
        owner or next(iter(units_of(record)), None),
        getattr(record, "region", None),
        getattr(record, "support", None),
        getattr(record, "issuers", ()) or v.issuers_of(record),
        tuple(deadline for deadline, _ in numbered(standing)),
        next((one.window.opens for one in opening if one.window.opens is not None), None),
        _quotas(v, record),
    )


def _card(v: View, facts: Facts) -> dict[str, Any]:
    """The card's words; empty ones are left out."""
    record, support = facts.record, facts.support
    texts = (facts.document.en if v.lang == "en" and facts.document.en.others else facts.document.zh).others
    source = record.sources[0]
    card: dict[str, Any] = {
        "p": record_path(v.lang, record.folder, record.id).partition("/")[2],
        "t": v.say(record.title),
        "x": "\n".join(texts)[:EXCERPT],
        "o": _name(v, facts.unit) if facts.unit else "",
        "g": v.region_name(facts.region) if facts.region else "",
        "n": getattr(record, "number", None) or getattr(record, "code", None) or "",
        "w": v.kind_word(record),
        "m": v.money(getattr(record, "owner_payment", None)),
        "h": _support(v, support),
        "e": _term(v, record),
        "i": v.L("comma").join(_name(v, issuer) for issuer in facts.sponsors),
        "u": [v.say(source.title), source.url or ""],
        "d": [[deadline.window.audience, v.date(deadline.written)] for deadline in facts.deadlines],
        "b": v.date(facts.opens),
        "q": v.L("semicolon").join(v.say(quota) for quota in facts.quotas),
        "r": support.own_funds_ratio if support is not None else "",
    }
    return {key: value for key, value in card.items() if value or value == 0}


def _name(v: View, party: Party | Issuer) -> str:
    unit = v.catalog.find(Organisation, party.organisation)
    return v.say(party.name) or (v.say(unit.title) if unit is not None else "")


def _support(v: View, support: Support | None) -> str:
    if support is None:
        return ""
    amounts = support.options or ((support.amount,) if support.amount else ())
    return " / ".join(v.money(amount) for amount in amounts)


def _term(v: View, record: Record) -> str:
    term: Term | None = getattr(record, "term", None)
    if term is None:
        return ""
    if term.text is not None:
        return v.say(term.text)
    return v.L("months_max", n=term.months_max) if term.months_max else v.date(term.to)


def _quotas(v: View, record: Record) -> tuple[Text, ...]:
    """How many may apply: the quotas that the record's programme, guide or list states on its track."""
    if not isinstance(record, (Guide, ListRecord, Challenge)):
        return ()
    track = track_of(v.catalog, record)
    quotas = (rule for _, rule in rules_of(v.catalog, record) if rule.kind == "quota" and rule.track in (None, track))
    return tuple(rule.statement for rule in quotas)
