"""What comes later is not dated earlier: call, list, award, result; events; stages; windows after their call.

A date may mean several days: only what is certainly reversed is told, whatever day each was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.catalog import guide_of, list_of
from generator.dates import is_after
from generator.model.parts import Date, Text
from generator.model.records import Challenge, Guide, ListRecord, Programme, Record, Success, Winner
from generator.problems import Pointer, Problem, problem
from generator.problems.wording import Severity
from generator.rules.evidence import Evidence

STEPS: dict[type[Record], tuple[str, Text]] = {
    Guide: ("published_on", Text(zh="指南发布", en="the call's publication")),
    ListRecord: ("published_on", Text(zh="榜单公布", en="the list's publication")),
    Challenge: ("published_on", Text(zh="榜题公布", en="the challenge's publication")),
    Winner: ("decided_on", Text(zh="揭榜立项", en="the award")),
    Success: ("accepted_on", Text(zh="攻关结果", en="the result")),
}
"""The chain's steps in their order, each with the key of its date."""

OFFERING = ("needs", "challenges")
"""What a list publishes that comes before an award."""


class Step(NamedTuple):
    """One dated step: what it is, when, and where that is written."""

    name: Text
    on: Date
    pointer: Pointer = ()


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Steps that certainly come before what they follow."""
    for record in evidence.standing(*STEPS):
        yield from _chain(evidence, record)
    offers: Iterator[Guide | ListRecord | Challenge] = evidence.standing(Guide, ListRecord, Challenge)
    for offer in offers:
        yield from _windows(evidence, offer)
    for challenge in evidence.standing(Challenge):
        yield from _in_order(evidence, challenge, _events(challenge))
    for listing in evidence.standing(ListRecord):
        yield from _public_notice(evidence, listing)
    holders: Iterator[Programme | Guide] = evidence.standing(Programme, Guide)
    for holder in holders:
        yield from _in_order(evidence, holder, _stages(holder), _stated(holder))


def _chain(evidence: Evidence, record: Record) -> Iterator[Problem]:
    step = _step(record)
    earlier = (_step(before) for before in _before(evidence, record)) if step else ()
    first = next((found for found in earlier if found and step and is_after(found.on, step.on)), None)
    if first and step:
        yield _reversed(evidence, record, first, step)


def _step(record: Record) -> Step | None:
    key, name = STEPS[type(record)]
    on: Date | None = getattr(record, key)
    return None if on is None else Step(name, on, (key,))


def _before(evidence: Evidence, record: Record) -> Iterator[Record]:
    """The steps of its chain that come before a record, nearest first."""
    catalog = evidence.catalog
    award = catalog.find(Winner, getattr(record, "winner", None))
    challenge = catalog.find(Challenge, getattr(record, "challenge", None) or (award.challenge if award else None))
    entry = record if isinstance(record, Challenge) else challenge
    listing = list_of(catalog, entry) if entry else None
    guide = guide_of(catalog, record)
    offered = listing if listing is not None and listing.publishes in OFFERING else None
    found: tuple[Record | None, ...] = (award, challenge, None if entry is record else offered, guide)
    yield from (before for before in found if before is not None and before is not record)


def _windows(evidence: Evidence, holder: Guide | ListRecord | Challenge) -> Iterator[Problem]:
    """Windows that closed before what states them was published."""
    for i, window in enumerate(holder.windows):
        if (
            holder.published_on is not None
            and window.closes is not None
            and is_after(holder.published_on, window.closes)
        ):
            published = Step(STEPS[type(holder)][1], holder.published_on)
            closing = Step(Text(zh="截止", en="the closing"), window.closes, ("windows", i, "closes"))
            yield _reversed(evidence, holder, published, closing)


def _public_notice(evidence: Evidence, listing: ListRecord) -> Iterator[Problem]:
    """A notice that begins before its list is there; one that ends before it too belongs to a draft of the list."""
    notice = listing.public_notice
    if listing.published_on is None or notice is None or notice.from_ is None or notice.to is None:
        return
    if is_after(listing.published_on, notice.from_) and not is_after(listing.published_on, notice.to):
        begins = Step(Text(zh="公示开始", en="the public notice"), notice.from_, ("public_notice", "from"))
        yield _reversed(evidence, listing, Step(STEPS[ListRecord][1], listing.published_on), begins)


def _events(challenge: Challenge) -> Iterator[Step]:
    for i, event in enumerate(challenge.events):
        if event.on is not None:
            name = Text(zh=f"第 {i + 1} 项状态变化", en=f"event {i + 1}")
            yield Step(name, event.on, ("events", i, "on"))


def _stages(holder: Programme | Guide) -> Iterator[Step]:
    for i, stage in enumerate(holder.stages):
        if stage.when is not None:
            yield Step(stage.title, stage.when, ("stages", i, "when"))


def _stated(holder: Programme | Guide) -> Severity | None:
    """Stages whose order the source does not state are perhaps only written down in another."""
    return None if isinstance(holder, Programme) and holder.stage_order == "stated" else "warning"


def _in_order(
    evidence: Evidence, record: Record, steps: Iterable[Step], severity: Severity | None = None
) -> Iterator[Problem]:
    latest: Step | None = None
    for step in steps:
        if latest is not None and is_after(latest.on, step.on):
            yield _reversed(evidence, record, latest, step, severity)
        elif latest is None or is_after(step.on, latest.on):
            latest = step


def _reversed(
    evidence: Evidence, record: Record, earlier: Step, later: Step, severity: Severity | None = None
) -> Problem:
    words = {
        "earlier": earlier.name.zh,
        "earlier_en": earlier.name.en or earlier.name.zh,
        "later": later.name.zh,
        "later_en": later.name.en or later.name.zh,
        "before": _shown(earlier.on),
        "after": _shown(later.on),
    }
    place = evidence.place(record)
    return problem("stages-reversed", place, pointer=later.pointer, words=words, severity=severity)


def _shown(written: Date) -> str:
    return written if isinstance(written, str) else written.text.zh
