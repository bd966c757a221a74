"""What a notice changes is there to be changed: its dates fit those of the record, and no two notices say the same.

An editor copies the old date from the notice and the new one too; where either does not fit what the record states, one
of the two was copied wrongly, or the notice belongs to another record.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from generator.catalog import Catalog
from generator.dates import closes_at, opens_at, same_date
from generator.lang import say
from generator.lifecycle import MOVING, Move, Standing, standing_windows
from generator.model.parts import Change, Date, FuzzyDate, Text
from generator.model.records import KINDS, Notice, Record
from generator.problems import Place, Pointer, Problem, problem
from generator.rules.evidence import Evidence


class Fault(NamedTuple):
    """What does not fit, where in the notice, and the values that the wording names."""

    what: str
    pointer: Pointer
    value: str
    details: Mapping[str, str] = MappingProxyType({})


REASONS: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "early": (
            Text(
                zh="公告发布于 {value}，早于记录的 {other}",
                en="it was published on {value}, before the record ({other})",
            ),
            Text(zh="核对两个发布日期和 target。", en="Check both dates of publication, and the target."),
        ),
        "type": (
            Text(zh="{other} 不改截止日期", en="a {other} moves no deadline"),
            Text(
                zh="截止也变了的，类别写 extension、correction 或 other。",
                en="Where a deadline moves too, the type is extension, correction or other.",
            ),
        ),
        "no-window": (
            Text(zh="它没有要改的窗口", en="it has no window to change"),
            Text(
                zh="核对 target、audience 和 region；记录缺窗口的，先按原公告补上。",
                en="Check target, audience and region; if the record lacks the window, add it as first published.",
            ),
        ),
        "not-later": (
            Text(
                zh="延期后的截止 {value} 不晚于原来的 {other}",
                en="it extends to {value}, no later than the {other} until then",
            ),
            Text(
                zh="核对日期和它改的是哪个窗口；截止提前的，类别写 correction。",
                en="Check the dates and which window is meant; for an earlier deadline the type is correction.",
            ),
        ),
        "closed": (
            Text(zh="原截止写的是 {value}，记录里是 {other}", en="the old date is {value}, the record states {other}"),
            Text(
                zh="核对两处；公告自己写得不同时，删去 closed，录入 inconsistencies。",
                en="Check both; if the notice itself differs, leave `closed` out and record it under inconsistencies.",
            ),
        ),
    }
)


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Notices that do not fit what they change, or that repeat another."""
    catalog = evidence.catalog
    notices = [notice for notice in catalog.of(Notice).values() if notice.withdrawn is None]
    for notice in notices:
        target = catalog.find(KINDS[notice.target.kind], notice.target.id)
        if target is not None:
            place = Place(catalog.files[(notice.kind, notice.id)])
            yield from (_worded(fault, place) for fault in _faults(catalog, notice, target))
    yield from _repeated(catalog, notices)


def _worded(fault: Fault, place: Place) -> Problem:
    filled = {"value": fault.value, **fault.details}
    (reason, advice) = REASONS[fault.what]
    words = {
        "reason": reason.zh.format_map(filled),
        "reason_en": say(reason, "en").format_map(filled),
        "advice": advice.zh,
        "advice_en": say(advice, "en"),
    }
    return problem("amendment-mismatch", place, pointer=fault.pointer, value=fault.value, words=words)


def _faults(catalog: Catalog, notice: Notice, target: Record) -> Iterator[Fault]:
    yield from _early(notice, target)
    standing = standing_windows(catalog, target)
    for i, change in enumerate(notice.changes):
        if change.closes is not None and closes_at(change.closes):
            yield from _misfits(notice, change, change.closes, standing, ("changes", i))


def _early(notice: Notice, target: Record) -> Iterator[Fault]:
    published: Date | None = getattr(target, "published_on", None)
    first = opens_at(published) if published is not None else None
    last = closes_at(notice.published_on)
    if published is not None and first and last and last <= first:
        yield Fault("early", ("published_on",), _shown(notice.published_on), {"other": _shown(published)})


def _misfits(
    notice: Notice, change: Change, closes: Date, standing: Sequence[Standing], at: Pointer
) -> Iterator[Fault]:
    moved = [(one, move) for one in standing for move in one.moves if move.change is change]
    where = (*at, "closes")
    if notice.type not in MOVING:
        yield Fault("type", where, _shown(closes), {"other": notice.type})
    elif not moved:
        yield Fault("no-window", where, _shown(closes))
    if notice.type == "extension":
        early = next((old for _, move in moved if (old := _not_before(move, closes))), None)
        if early is not None:
            yield Fault("not-later", where, _shown(closes), {"other": _shown(early)})
    if change.closed is not None and moved and not any(_fits(one, move) for one, move in moved):
        stated = dict.fromkeys(_shown(date) for _, move in moved for date in move.stated)
        yield Fault("closed", (*at, "closed"), _shown(change.closed), {"other": ", ".join(stated) or "—"})


def _not_before(move: Move, closes: Date) -> Date | None:
    """The deadline until a move, where the new one is no later."""
    dated = [(moment, date) for date in move.was if (moment := closes_at(date))]
    until, date = min(dated, key=lambda pair: pair[0], default=("", None))
    return date if date is not None and (closes_at(closes) or "") <= until else None


def _fits(standing: Standing, move: Move) -> bool:
    """Whether a window stated the old date at some time until the move, or states the new one already."""
    closed, closes = move.change.closed, move.change.closes
    until = standing.moves[: standing.moves.index(move) + 1]
    was = any(same_date(closed, date) for earlier in until for date in earlier.stated if closed is not None)
    return was or any(same_date(closes, date) for date in move.stated if closes is not None)


def _repeated(catalog: Catalog, notices: Sequence[Notice]) -> Iterator[Problem]:
    first: dict[Hashable, Notice] = {}
    for notice in notices:
        other = first.setdefault(_told(notice), notice)
        if other is not notice:
            files = (catalog.files[(n.kind, n.id)] for n in (notice, other))
            yield problem("amendment-repeated", Place(next(files)), value=notice.id, other=next(files))


def _told(notice: Notice) -> Hashable:
    """What a notice says: on what day, of which record, to what effect."""
    day = opens_at(notice.published_on) or notice.published_on
    return notice.target, notice.type, day, tuple(map(_effect, notice.changes))


def _effect(change: Change) -> Hashable:
    if change.closes is not None:
        return change.audience, change.region, closes_at(change.closes) or change.closes
    return change.about.zh, change.before, change.after


def _shown(written: Date) -> str:
    return say(written.text, "zh") if isinstance(written, FuzzyDate) else written
