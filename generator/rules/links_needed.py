"""An award names its challenge and track, a result its award or challenge, a unit's need its owner.

Not every source gives these. A record, or the list it stands in, that says so in `partial` is left alone; where a list
declares more than is recorded here, or no list of challenges is recorded, the missing link may still come: a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.catalog import entries_of, is_owned, list_of, programme_of, track_of, year_of
from generator.model.parts import RecordId, Text
from generator.model.records import Challenge, ListRecord, Programme, Record, Success, Winner
from generator.problems import Problem, problem
from generator.rules.evidence import Evidence

CHALLENGED: Mapping[str, bool] = {
    "open_challenge": True,
    "competition": True,
    "key_rd": False,
    "project_call": False,
}
"""Whether a programme of this mechanism has challenges that are claimed, where none of its tracks says so."""

OFFERING = ("needs", "challenges")
AWARDING = ("shortlist", "winners")


class Link(NamedTuple):
    """What a record should name: how people call it, the key to write, and the lists in which it would stand."""

    name: Text
    key: str
    published: tuple[str, ...] = ()


CHALLENGE = Link(Text(zh="榜题", en="challenge"), "challenge", OFFERING)
TRACK = Link(Text(zh="类别", en="track"), "track")
RESULT_OF = Link(Text(zh="揭榜记录或榜题", en="award or challenge"), "winner", (*OFFERING, *AWARDING))
OWNER = Link(Text(zh="发榜方", en="owner"), "owner")

Lists = Mapping[RecordId, list[ListRecord]]
"""The lists of each programme."""


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Links that are missing without a reason."""
    lists: dict[RecordId, list[ListRecord]] = defaultdict(list)
    for listing in evidence.standing(ListRecord):
        lists[listing.programme].append(listing)
    for record in evidence.standing(Challenge, Winner, Success):
        for link in _missing(evidence, record):
            yield from _told(evidence, record, link, lists)


def _missing(evidence: Evidence, record: Record) -> Iterator[Link]:
    programme = programme_of(evidence.catalog, record)
    if programme is None:
        return
    match record:
        case Winner():
            track = track_of(evidence.catalog, record)
            if record.challenge is None and _has_challenges(programme, track):
                yield CHALLENGE
            if programme.tracks and track is None:
                yield TRACK
        case Success():
            if record.winner is None and record.challenge is None:
                yield RESULT_OF
        case Challenge():
            opened = programme.mechanism == "open_challenge"
            if opened and record.owner is None and is_owned(evidence.catalog, record):
                yield OWNER


def _has_challenges(programme: Programme, track: str | None) -> bool:
    """As the award's track says; where it names none, as the mechanism does, unless some track needs no challenge."""
    tracks = {known.id: known.needs_challenge for known in programme.tracks}
    if track in tracks:
        return tracks[track]
    return CHALLENGED[programme.mechanism] and all(tracks.values())


def _told(evidence: Evidence, record: Record, link: Link, lists: Lists) -> Iterator[Problem]:
    listing = list_of(evidence.catalog, record)
    if getattr(record, "partial", None) is not None or (listing is not None and listing.partial is not None):
        return
    may_come = _is_incomplete(evidence, listing) or (bool(link.published) and _may_come(evidence, record, link, lists))
    yield problem(
        "link-missing",
        evidence.place(record),
        value=link.key,
        words={"kind": record.label.zh, "kind_en": (record.label.en or "").lower()},
        name=link.name.zh,
        name_en=link.name.en,
        severity="warning" if may_come else None,
    )


def _may_come(evidence: Evidence, record: Record, link: Link, lists: Lists) -> bool:
    """Whether no list in which the missing record would stand is recorded, or one of them not wholly."""
    programme = programme_of(evidence.catalog, record)
    found = [
        listing
        for listing in lists.get(programme.id if programme else "", ())
        if listing.publishes in link.published and _is_before(evidence, listing, record)
    ]
    return not found or any(listing.partial is not None or _is_incomplete(evidence, listing) for listing in found)


def _is_before(evidence: Evidence, listing: ListRecord, record: Record) -> bool:
    """Whether a list is one that led to the record: an award's of its own year, a result's of that year or before."""
    listed, year = year_of(evidence.catalog, listing), year_of(evidence.catalog, record)
    if listed is None or year is None:
        return True
    return listed <= year if isinstance(record, Success) else listed == year


def _is_incomplete(evidence: Evidence, listing: ListRecord | None) -> bool:
    """Whether a list declares more entries than are recorded here."""
    if listing is None or listing.declared_total is None:
        return False
    return listing.declared_total > len(entries_of(evidence.catalog, listing))
