"""What a result card and the sheets made of it show of a document, in one language."""

from __future__ import annotations

from typing import Any

from generator.catalog import list_of, rules_of, track_of, units_of
from generator.finder.texts import Document
from generator.model.parts import Date, Issuer, Lang, Money, Party, Support, Term
from generator.model.records import Challenge, Guide, ListRecord, Organisation, Record
from generator.render.view import Site, View
from generator.urls import SitePath, record_path

EXCERPT = 1200
"""How many characters of its texts a card may take its excerpt from."""


def card_of(v: View, document: Document) -> dict[str, Any]:
    """The card's words; empty ones are left out."""
    record = document.record
    texts = (document.en if v.lang == "en" and document.en.others else document.zh).others
    source = record.sources[0]
    region: str | None = getattr(record, "region", None)
    payment: Money | None = getattr(record, "owner_payment", None)
    support: Support | None = getattr(record, "support", None)
    card: dict[str, Any] = {
        "p": record_path(v.lang, record.folder, record.id).partition("/")[2],
        "t": v.say(record.title),
        "x": "\n".join(texts)[:EXCERPT],
        "o": _unit(v, record),
        "g": v.region_name(region) if region else "",
        "n": getattr(record, "number", None) or getattr(record, "code", None) or "",
        "w": v.kind_word(record),
        "m": v.money(payment),
        "h": _support(v, support),
        "e": _term(v, record),
        "i": _sponsor(v, record),
        "u": [v.say(source.title), source.url or ""],
        "d": [[d.window.audience, v.date(d.written)] for d in v.deadlines(record)],
        "b": v.date(_opens(v, record)),
        "q": _quota(v, record),
        "r": support.own_funds_ratio if support is not None else "",
    }
    return {key: value for key, value in card.items() if value not in ("", None, [], ())}


def view_of(site: Site, lang: Lang) -> View:
    """How cards speak: from the language's own folder."""
    return View(site, lang, SitePath(f"{lang}/find.html"))


def _unit(v: View, record: Record) -> str:
    party: Party | None = getattr(record, "owner", None) if isinstance(record, Challenge) else None
    found = party or next(iter(units_of(record)), None)
    return _name(v, found) if found is not None else ""


def _name(v: View, party: Party | Issuer) -> str:
    unit = v.catalog.find(Organisation, party.organisation)
    return v.say(party.name) or (v.say(unit.title) if unit is not None else "")


def _sponsor(v: View, record: Record) -> str:
    issuers: tuple[Issuer, ...] = getattr(record, "issuers", ()) or v.issuers_of(record)
    return v.L("comma").join(_name(v, issuer) for issuer in issuers)


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


def _quota(v: View, record: Record) -> str:
    """How many may apply: the quotas that the record's programme, guide or list states on its track."""
    if not isinstance(record, (Guide, ListRecord, Challenge)):
        return ""
    track = track_of(v.catalog, record)
    quotas = (rule for _, rule in rules_of(v.catalog, record) if rule.kind == "quota" and rule.track in (None, track))
    return v.L("semicolon").join(v.say(rule.statement) for rule in quotas)


def _opens(v: View, record: Record) -> Date | None:
    holder = record if isinstance(record, (Guide, Challenge)) else list_of(v.catalog, record)
    windows = v.windows(holder) if holder is not None else ()
    return next((s.window.opens for s in windows if s.window.opens is not None), None)
