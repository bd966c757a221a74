"""Awards and results as OCDS tells them: who was chosen, for what, under which contract, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.catalog import list_of, units_of
from generator.exports.ocds_parts import (
    Involved,
    agreed_period,
    began,
    documents,
    given,
    involved,
    value,
    worded,
)
from generator.exports.ocds_tender import support_in_words
from generator.exports.values import Json, clean
from generator.lang import say
from generator.model.records import Challenge, Record, Success, Winner
from generator.render.view import Site

LABELS = frozenset({"ocds_award_of_result", "government_support", "public_notice"})
"""Words of the site in which releases are told."""

RECOMMENDER = "x_recommender"
"""A code of our own in an open code list, marked as such."""

AWARD_STATUS: Mapping[str, str] = {
    "proposed": "pending",
    "shortlisted": "pending",
    "potential": "pending",
    "selected": "active",
    "signed": "active",
    "funded": "active",
    "parallel": "active",
    "prize": "active",
    "concluded": "active",
    "deferred": "active",
    "exempt": "active",
    "cancelled": "cancelled",
}
SIGNED_STATES: Mapping[str, str] = {"signed": "active", "concluded": "terminated", "deferred": "active"}
"""The states of an award that tell of a contract, and the contract's status."""

MILESTONES: Mapping[str, tuple[str, str | None]] = {
    "acceptance": ("delivery", "met"),
    "prize": ("assessment", "met"),
    "reported": ("reporting", None),
    "progress": ("reporting", None),
}
"""A result by its basis: the type of its milestone, and whether it is met."""


def awards(site: Site, head: Record, won: Sequence[Winner], results: Sequence[Success]) -> Iterator[Json]:
    """Every award, and one more for each result of which no award is recorded."""
    items = [{"id": f"challenge/{head.id}", **worded("description", head.title)}] if isinstance(head, Challenge) else []
    for winner in won:
        yield {**_award(site, winner), **given(items=items)}
    for result in _alone(won, results):
        yield {**_award_of_result(site, result), **given(items=items)}


def contracts(site: Site, won: Sequence[Winner], results: Sequence[Success]) -> Iterator[Json]:
    """A contract for each award of which a source says that one was signed, or what came of it; and for each result."""
    for winner in won:
        own = tuple(result for result in results if result.winner == winner.id)
        if own or winner.contract_on is not None or winner.state in SIGNED_STATES:
            yield _contract(site, winner, own)
    for result in _alone(won, results):
        status = "terminated" if result.basis == "acceptance" else None
        named = {"id": f"contract/success/{result.id}", "awardID": f"success/{result.id}"}
        yield {**named, **given(status=status), "implementation": _implementation(site, (result,))}


def units(site: Site, won: Sequence[Winner], results: Sequence[Success]) -> Iterator[Involved]:
    """The units of awards and results as suppliers, and who recommended them."""
    for record in (*won, *results):
        for party in units_of(record):
            yield from involved(site, party, "supplier")
        yield from involved(site, getattr(record, "recommender", None), RECOMMENDER)


def _alone(won: Sequence[Winner], results: Sequence[Success]) -> Iterator[Success]:
    """The results whose award is not among these."""
    known = {winner.id for winner in won}
    return (result for result in results if result.winner not in known)


def _award(site: Site, winner: Winner) -> Json:
    return {
        "id": f"winner/{winner.id}",
        **worded("title", winner.title),
        "description": _described(site, winner),
        "status": AWARD_STATUS[winner.state],
        **given(date=began(winner.decided_on), suppliers=_suppliers(site, winner)),
        **value(winner.owner_payment),
        **agreed_period("contractPeriod", winner.term),
        **given(documents=documents(site, (winner, None), (list_of(site.catalog, winner), "awardNotice"))),
    }


def _described(site: Site, winner: Winner) -> str:
    """The state in the source's words, and what government supports: never added to what the owner pays."""
    state = winner.state_text or site.settings.vocabularies["status"][_status_of(site, winner)]
    support = support_in_words(site, winner.support)
    return clean("；".join(filter(None, (say(state, "zh"), support))))


def _status_of(site: Site, winner: Winner) -> str:
    return site.timelines[(winner.kind, winner.id)][0].status


def _award_of_result(site: Site, result: Success) -> Json:
    """What must have been awarded: the source tells of the result alone."""
    return {
        "id": f"success/{result.id}",
        **worded("title", result.title),
        "description": clean(say(site.settings.labels["ocds_award_of_result"], "zh")),
        "status": "active",
        **given(suppliers=_suppliers(site, result)),
    }


def _suppliers(site: Site, record: Winner | Success) -> list[Json]:
    found = (one for party in units_of(record) for one in involved(site, party, "supplier"))
    return list({one.reference["id"]: one.reference for one in found}.values())


def _contract(site: Site, winner: Winner, results: Sequence[Success]) -> Json:
    ended = any(result.basis == "acceptance" for result in results)
    status = "terminated" if ended else SIGNED_STATES.get(winner.state)
    return {
        "id": f"contract/winner/{winner.id}",
        "awardID": f"winner/{winner.id}",
        **worded("title", winner.title),
        **given(status=status, dateSigned=began(winner.contract_on)),
        **value(winner.owner_payment),
        **agreed_period("period", winner.term),
        **({"implementation": _implementation(site, results)} if results else {}),
    }


def _implementation(site: Site, results: Sequence[Success]) -> Json:
    held = [(result, None) for result in results]
    found = (list_of(site.catalog, result) for result in results)
    lists = {listing.id: (listing, None) for listing in found if listing is not None}
    shown = documents(site, *held, *lists.values())
    return given(milestones=[_milestone(site, result) for result in results], documents=shown)


def _milestone(site: Site, result: Success) -> Json:
    """A result as a milestone: accepted or won is met; what is only reported is not said to be."""
    kind, status = MILESTONES[result.basis]
    basis = site.settings.vocabularies["basis"][result.basis]
    achieved = "\n".join(clean(one.zh) for one in (*((result.grade,) if result.grade else ()), *result.achievements))
    return {
        "id": f"success/{result.id}",
        **worded("title", result.title),
        "type": kind,
        "code": clean(basis.zh),
        **given(status=status, dateMet=began(result.accepted_on), description=achieved),
    }
