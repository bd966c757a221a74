"""An award names its challenge and track, a result its award or challenge, a unit's need its owner.

Not every source gives these. A record, or the list it stands in, that says so in `partial` is left alone; where a list
declares more than is recorded here, or no list of challenges is recorded, the missing link may still come: a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.catalog import entries_of, is_owned, list_of, programme_of, track_of, year_of
from generator.model.parts import RecordId, Text
from generator.model.records import Challenge, Guide, ListRecord, Programme, Record, Success, Winner
from generator.problems import Problem, problem
from generator.problems.wording import Severity
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


class Published(NamedTuple):
    """A list as a missing link asks for it: what it publishes, of which year, and whether all of it is recorded."""

    publishes: str
    year: int | None
    is_whole: bool


Lists = Mapping[RecordId, Sequence[Published]]
"""The lists of each programme."""

Answers = dict[tuple[RecordId, str, str, int | None], bool]
"""Whether a link may still come, by programme, link, kind of record and year: many records ask the same."""


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Links that are missing without a reason."""
    lists, answers = _lists(evidence), Answers()
    for record in evidence.standing(Challenge, Winner, Success):
        programme = programme_of(evidence.catalog, record)
        links = tuple(_missing(evidence, record, programme)) if programme is not None else ()
        if programme is None or not links or _is_excused(evidence, record):
            continue
        is_short = _is_short(evidence, list_of(evidence.catalog, record))
        for link in links:
            may_come = is_short or _may_come(evidence, record, programme, link, lists, answers)
            yield _told(evidence, record, link, "warning" if may_come else None)


def _lists(evidence: Evidence) -> Lists:
    lists: dict[RecordId, list[Published]] = defaultdict(list)
    for listing in evidence.standing(ListRecord):
        is_whole = not _is_partial(listing) and not _is_short(evidence, listing)
        lists[listing.programme].append(Published(listing.publishes, year_of(evidence.catalog, listing), is_whole))
    return lists


def _is_excused(evidence: Evidence, record: Record) -> bool:
    """Whether the source leaves the link out, or a faulty record may have been going to give it."""
    return _is_partial(record) or _is_partial(list_of(evidence.catalog, record)) or not _is_whole(evidence, record)


def _is_whole(evidence: Evidence, record: Record) -> bool:
    """Whether everything is there that a record belongs to."""
    for cls in (Winner, Challenge, ListRecord, Guide):
        named: RecordId | None = getattr(record, cls.kind, None)
        parent = evidence.catalog.find(cls, named)
        if named is not None and (parent is None or not _is_whole(evidence, parent)):
            return False
    return True


def _missing(evidence: Evidence, record: Record, programme: Programme) -> Iterator[Link]:
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


def _told(evidence: Evidence, record: Record, link: Link, severity: Severity | None) -> Problem:
    words = {
        "kind": record.label.zh,
        "kind_en": (record.label.en or record.label.zh).lower(),
        "name": link.name.zh,
        "name_en": link.name.en or link.name.zh,
    }
    return problem("link-missing", evidence.place(record), value=link.key, words=words, severity=severity)


def _is_partial(record: Record | None) -> bool:
    return getattr(record, "partial", None) is not None


def _is_short(evidence: Evidence, listing: ListRecord | None) -> bool:
    """Whether a list declares more entries than are recorded here."""
    if listing is None or listing.declared_total is None:
        return False
    return listing.declared_total > len(entries_of(evidence.catalog, listing))


def _may_come(
    evidence: Evidence, record: Record, programme: Programme, link: Link, lists: Lists, answers: Answers
) -> bool:
    """Whether no list in which the missing record would stand is recorded, or one of them not wholly."""
    if not link.published:
        return False
    year = year_of(evidence.catalog, record)
    asked = (programme.id, link.key, record.kind, year)
    if asked not in answers:
        found = [
            published
            for published in lists.get(programme.id, ())
            if published.publishes in link.published and _led_to(published.year, record, year)
        ]
        answers[asked] = not found or not all(published.is_whole for published in found)
    return answers[asked]


def _led_to(listed: int | None, record: Record, year: int | None) -> bool:
    """Whether a list of that year may have led to the record: to an award of its year, to a result of it or later."""
    if listed is None or year is None:
        return True
    return listed <= year if isinstance(record, Success) else listed == year
