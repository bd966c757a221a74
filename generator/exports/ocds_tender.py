"""A call or challenge as OCDS tells it: what is planned, asked for and due, and who asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalog import domains_of, guide_of, list_of, programme_of
from generator.exports.ocds_parts import (
    Involved,
    agreed_period,
    began,
    documents,
    ended,
    estimate,
    given,
    involved,
    period,
    value,
    worded,
)
from generator.exports.values import Json, clean
from generator.funnel import counts
from generator.lang import say
from generator.lifecycle import (
    Standing,
    Status,
    amendments_of,
    binding_windows,
    deadline_of,
    notice_end,
    standing_windows,
    status_at,
)
from generator.model.parts import Issuer, Solver, Support, Text
from generator.model.records import Challenge, Guide, ListRecord, Notice, Record, Success, Winner
from generator.money import say_money
from generator.render.view import Site
from generator.urls import absolute, facet_path

JOINT_ISSUER = "x_jointIssuer"
"""A code of our own in an open code list, marked as such."""

TENDER_STATUS: Mapping[Status, str] = {
    "upcoming": "planned",
    "open": "active",
    "closing": "active",
    "claimed": "complete",
    "signed": "complete",
    "under_way": "complete",
    "parallel": "complete",
    "prize": "complete",
    "completed": "complete",
    "deferred": "complete",
    "exempt": "complete",
    "failed": "complete",
    "recorded": "complete",
    "unclaimed": "unsuccessful",
    "cancelled": "cancelled",
    "withdrawn": "cancelled",
}
"""A closed call of which no result is recorded has none: nobody said that it is complete."""


def is_need(site: Site, head: Record) -> bool:
    """Whether it is a need that was collected, or the call that collects needs: nothing to claim yet."""
    listing = list_of(site.catalog, head)
    if listing is not None and isinstance(head, Challenge):
        return listing.publishes == "needs"
    guide = head if isinstance(head, Guide) else guide_of(site.catalog, head) if isinstance(head, Challenge) else None
    return guide is not None and guide.call == "demand"


def planning(site: Site, challenge: Challenge) -> Json:
    """What government supports, as the budget: it is never added to what the owner pays."""
    words = support_in_words(site, challenge.support)
    exact = value(challenge.support.amount if challenge.support and not challenge.support.options else None)
    budget = given(description=words, amount=exact.get("value"))
    return given(budget=budget, **worded("rationale", challenge.background))


def tender(site: Site, head: Guide | Challenge) -> Json:
    """A call's or challenge's own terms."""
    standing = standing_windows(site.catalog, head)
    entity = next((one.reference for one in issuers(site, head) if one.role == "procuringEntity"), None)
    return {
        "id": f"{head.kind}/{head.id}",
        **worded("title", head.title),
        **worded("description", getattr(head, "need", None) or head.summary),
        **given(status=_tender_status(site, head), procuringEntity=entity),
        **given(procurementMethodDetails=_mechanism(site, head)),
        **worded("eligibilityCriteria", _solver_statement(site, head)),
        **(_challenge_terms(site, head) if isinstance(head, Challenge) else _filing(head)),
        **_tender_period(head, standing),
        **given(milestones=[*_deadlines(site, head, standing), *_public_notices(site, head)]),
        **given(documents=_tender_documents(site, head), amendments=[*map(_amendment, _notices(site, head))]),
    }


def _challenge_terms(site: Site, challenge: Challenge) -> Json:
    return {
        "items": [_item(site, challenge)],
        **estimate(challenge.owner_payment),
        **agreed_period("contractPeriod", challenge.term),
    }


def _filing(guide: Guide) -> Json:
    return worded("submissionMethodDetails", guide.filing.how) if guide.filing else {}


def _item(site: Site, challenge: Challenge) -> Json:
    """The challenge as the one thing that is asked for, with its domains."""
    return {
        "id": f"challenge/{challenge.id}",
        **worded("description", challenge.title),
        "additionalClassifications": [_domain(site, domain) for domain in domains_of(site.catalog, challenge)],
    }


def _domain(site: Site, domain: str) -> Json:
    scheme = f"x_{site.settings.site.ocid_prefix}-domains"
    named = site.settings.domains.get(domain)
    page = absolute(site.url, facet_path("zh", "domains", domain)) if site.url else None
    return {"scheme": scheme, "id": domain, **worded("description", named.label if named else None), **given(uri=page)}


def _tender_status(site: Site, head: Record) -> str | None:
    if is_need(site, head):
        return "planning"
    return TENDER_STATUS.get(status_at(site.timelines[(head.kind, head.id)], site.moment))


def _mechanism(site: Site, head: Record) -> str | None:
    programme = programme_of(site.catalog, head)
    return clean(site.settings.vocabularies["mechanism"][programme.mechanism].zh) if programme else None


def _solver_statement(site: Site, head: Record) -> Text | None:
    """Who may claim, as the record, its list, guide or programme says."""
    catalog = site.catalog
    holders = (head, list_of(catalog, head), guide_of(catalog, head), programme_of(catalog, head))
    solver: Solver | None = next((s for holder in holders if (s := getattr(holder, "solver", None))), None)
    return solver.statement if solver else None


def _tender_period(head: Record, standing: tuple[Standing, ...]) -> Json:
    """When one may claim or apply, where all windows that bind agree and give exact days."""
    binding = binding_windows(head, (one.window for one in standing))
    found = [period("tenderPeriod", w.opens, one.written if (one := deadline_of(w)) else None) for w in binding]
    return found[0] if found and all(one == found[0] for one in found) else {}


def _deadlines(site: Site, head: Record, windows: tuple[Standing, ...]) -> Iterator[Json]:
    """Every deadline on an exact day, whoever it binds."""
    for n, standing in enumerate(windows, 1):
        deadline = standing.deadline
        due = ended(deadline.written) if deadline else None
        if due is not None:
            yield {"id": f"{head.kind}/{head.id}/window-{n}", "title": _window_title(site, standing), "dueDate": due}


def _window_title(site: Site, standing: Standing) -> str:
    window, words = standing.window, site.settings.vocabularies
    region = site.settings.regions.get(window.region or "")
    parts = (words["audience"][window.audience], words["action"][window.action], region.label if region else None)
    return clean(" · ".join(say(part, "zh") for part in parts if part))


def _notices(site: Site, head: Record) -> Iterator[Notice]:
    return filter(counts, amendments_of(site.catalog, head))


def _amendment(notice: Notice) -> Json:
    changes = "；".join(clean(change.about.zh) for change in notice.changes)
    return {
        "id": f"notice/{notice.id}",
        **given(date=began(notice.published_on)),
        **worded("rationale", notice.title),
        **given(description=changes),
    }


def _public_notices(site: Site, head: Record) -> Iterator[Json]:
    """The last day of every public notice on the lists that name the challenge's awards or results."""
    for listing in _lists_after(site, head):
        end = notice_end(listing.public_notice, site.settings.holidays) if listing.public_notice else None
        due = ended(end.written) if end else None
        if due is not None:
            title = f"{say(site.settings.labels['public_notice'], 'zh')} · {listing.title.zh}"
            told = {"id": f"list/{listing.id}/public-notice", "title": clean(title), "type": "approval"}
            yield {**told, "dueDate": due}


def _lists_after(site: Site, head: Record) -> Iterator[ListRecord]:
    """The lists of a challenge's awards and results, each once."""
    later = (*site.catalog.referring(head, Winner, "challenge"), *site.catalog.referring(head, Success, "challenge"))
    found = (list_of(site.catalog, record) for record in later if counts(record))
    yield from {listing.id: listing for listing in found if listing is not None and counts(listing)}.values()


def _tender_documents(site: Site, head: Record) -> list[Json]:
    if isinstance(head, Guide):
        return documents(site, (head, "tenderNotice" if head.call != "demand" else None))
    listing = list_of(site.catalog, head)
    return documents(site, (head, None), (listing, "tenderNotice"))


def issuers(site: Site, head: Record) -> Iterator[Involved]:
    """Who issued it, or its list, guide or programme: the lead as procuring entity, the others as joint issuers."""
    found = _issuers_of(site, head)
    lead = next((issuer for issuer in found if issuer.role == "lead"), found[0] if found else None)
    for issuer in found:
        yield from involved(site, issuer, "procuringEntity" if issuer is lead else JOINT_ISSUER)


def _issuers_of(site: Site, head: Record) -> tuple[Issuer, ...]:
    catalog = site.catalog
    holders = (head, list_of(catalog, head), guide_of(catalog, head), programme_of(catalog, head))
    return next((found for holder in holders if (found := getattr(holder, "issuers", ()))), ())


def support_in_words(site: Site, support: Support | None) -> str | None:
    """What government supports, as the pages say it; nothing where no amount is stated."""
    if support is None:
        return None
    amounts = support.options or ((support.amount,) if support.amount else ())
    words = site.settings.vocabularies
    parts = (
        " / ".join(say_money(money, "zh") for money in amounts),
        say(words["mode"][support.mode], "zh") if support.mode else "",
        say(words["paid"][support.paid], "zh") if support.paid else "",
    )
    label = say(site.settings.labels["government_support"], "zh")
    return clean(f"{label}：{'，'.join(filter(None, parts))}") if amounts else None
