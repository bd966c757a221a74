"""What state a record is in at a moment: a timeline made once, read by the build and again by the reader's browser.

A state comes only from what records say. Where none tells how it ended, the timeline ends in `closed`; the page then
says “no result recorded here”, never that nobody claimed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from msgspec.structs import replace

from generator.catalog import Catalog, list_of, notices_of, windows_of
from generator.dates import BEGINNING, Moment, closes_at, days_before, interval, opens_at, same_date, start_of
from generator.model.parts import Audience, Change, Date, PublicNotice, StatedClose, Window
from generator.model.records import Challenge, Guide, ListRecord, Notice, Programme, Record, Success, Winner
from generator.workdays import PACKAGED, Calendar, Kind, period_end

Status: TypeAlias = str
Reason: TypeAlias = Literal["sole", "same", "earliest", "extension"]
"""Why a closing is the effective one: the only one, one of several that agree, the earliest, or an amendment's."""

STATUSES: tuple[Status, ...] = (
    "upcoming", "open", "closing", "closed", "undated", "public_notice", "notice_over", "proposed", "shortlisted",
    "potential", "claimed", "signed", "under_way", "parallel", "prize", "completed", "failed", "unclaimed", "deferred",
    "cancelled", "exempt", "suspended", "withdrawn", "in_force", "expired", "published", "recorded",
    "term_running", "term_over", "stage_ahead", "stage_next", "stage_now", "stage_past",
)  # fmt: skip

MOVING = ("extension", "correction", "other")
"""The types of notice that may move a deadline."""

_AWARD_STATUS: dict[str, Status] = {"selected": "claimed", "funded": "under_way", "concluded": "completed"}
_BASIS_STATUS: dict[str, Status] = {"acceptance": "completed", "prize": "prize"}
_CLAIMED_STATES = ("selected", "signed", "funded", "parallel", "concluded", "deferred", "prize", "exempt")
_ENDINGS: dict[str, Status] = {"suspension": "suspended", "withdrawal": "withdrawn"}
_DEMAND: tuple[Audience, ...] = ("owner", "any", "solver", "recommender")
_SUPPLY: tuple[Audience, ...] = ("solver", "any", "recommender", "owner")


class Phase(NamedTuple):
    """A status and the moment from which it holds; the first phase holds from the beginning."""

    since: Moment
    status: Status


class _Outcome(NamedTuple):
    """What a record tells of how a challenge went on, from when, and how much its word weighs."""

    since: Moment
    rank: int
    status: Status


Timeline: TypeAlias = tuple[Phase, ...]


class Deadline(NamedTuple):
    """The earliest closing that binds in a window: as written, its first moment after, the window, and why it binds."""

    written: Date
    moment: Moment
    window: Window
    stated: StatedClose
    reason: Reason = "sole"
    statements: int = 1
    """How many closings with days the source states for the window."""


class NoticeEnd(NamedTuple):
    """The last day of a public notice, and whether we worked it out from its first day and its length."""

    written: Date
    worked_out: bool


class Move(NamedTuple):
    """A notice's change of a deadline, and the closings that the window stated until then."""

    notice: Notice
    change: Change
    stated: tuple[Date, ...]

    @property
    def was(self) -> tuple[Date, ...]:
        """What the deadline was: as stated, but where the record itself was mended, as the change says."""
        closed = self.change.closed
        is_mended = _among(self.change.closes, self.stated) and not _among(closed, self.stated)
        return (closed,) if closed is not None and is_mended else self.stated


class Standing(NamedTuple):
    """A window as it binds now, with the moves of its deadline in their order."""

    window: Window
    moves: tuple[Move, ...] = ()

    @property
    def deadline(self) -> Deadline | None:
        """The closing that binds, and why: the earliest stated, or the one that an amendment set."""
        found = deadline_of(self.window)
        return found._replace(reason="extension") if found is not None and self.moves else found


def status_at(timeline: Timeline, moment: Moment) -> Status:
    """The status that holds at `moment`."""
    return next(phase.status for phase in reversed(timeline) if phase.since <= moment)


def from_then_on(timeline: Timeline, moment: Moment) -> Timeline:
    """The timeline without what is over at `moment`: the status that holds then, and what follows."""
    return (Phase("", status_at(timeline, moment)), *(phase for phase in timeline if phase.since > moment))


def timeline_of(catalog: Catalog, record: Record, closing_soon_days: int, calendar: Calendar = PACKAGED) -> Timeline:
    """The record's states by time, in order, beginning with one that holds from the beginning."""
    timeline = _stated(catalog, record, closing_soon_days, calendar)
    return _with_notices(timeline, notices_of(catalog, record))


def window_timeline(windows: Sequence[Window], closing_soon_days: int) -> Timeline:
    """Upcoming, open, closing, closed over all `windows` together; undated where they give no days."""
    opens = [moment for w in windows if w.opens is not None and (moment := opens_at(w.opens))]
    ends = [found.moment for w in windows if (found := deadline_of(w))]
    if not opens and not ends:
        return (Phase(BEGINNING, "undated"),)
    first = min(opens) if opens else BEGINNING
    phases = [*([Phase(BEGINNING, "upcoming")] if first else []), Phase(first, "open")]
    if not ends:
        return tuple(phases)
    last = max(ends)
    phases.append(Phase(max(first, days_before(last, closing_soon_days)), "closing"))
    return _from(tuple(phases), last, "closed")


def sequence_timelines(spans: Sequence[tuple[Moment, Moment]]) -> tuple[Timeline, ...]:
    """The states of things one after another, each from its first moment to the first after it: ahead, next, now, past.

    Next is what begins first of all that has not begun; what begins together is next together.
    """
    begun = sorted({since for since, _ in spans})
    before = dict(zip(begun, (BEGINNING, *begun), strict=False))
    return tuple(_in_sequence(before[since], since, until) for since, until in spans)


def _in_sequence(before: Moment, since: Moment, until: Moment) -> Timeline:
    ahead = (Phase(BEGINNING, "stage_ahead"),) if before else ()
    return (*ahead, Phase(before, "stage_next"), Phase(since, "stage_now"), Phase(max(since, until), "stage_past"))


def deadline_of(window: Window) -> Deadline | None:
    """The earliest closing that the window states: what a careful applicant goes by."""
    dated = [(moment, stated) for stated in stated_closes(window) if (moment := _closing(stated))]
    if not dated:
        return None
    if len(dated) == 1:
        return Deadline(dated[0][1].closes, dated[0][0], window, dated[0][1])
    moment, stated = min(dated, key=lambda pair: pair[0])
    reason: Reason = "same" if len({m for m, _ in dated}) == 1 else "earliest"
    return Deadline(stated.closes, moment, window, stated, reason, len(dated))


def stated_closes(window: Window) -> tuple[StatedClose, ...]:
    """Every closing that the window states, its own first."""
    own = (StatedClose(closes=window.closes, cite=window.cite),) if window.closes is not None else ()
    return (*own, *window.also_stated)


def binding_windows(record: Record, windows: Iterable[Window]) -> tuple[Window, ...]:
    """The windows that decide whether the record is open: an owner's for a call for needs, else a solver's."""
    order = _DEMAND if isinstance(record, Guide) and record.call == "demand" else _SUPPLY
    held = tuple(windows)
    by_audience = (tuple(w for w in held if w.audience == audience) for audience in order)
    return next((found for found in by_audience if found), ())


def effective_windows(catalog: Catalog, record: Record) -> tuple[Window, ...]:
    """The windows that bind a record, their deadlines moved where an amendment says so."""
    return tuple(standing.window for standing in standing_windows(catalog, record))


def standing_windows(catalog: Catalog, record: Record) -> tuple[Standing, ...]:
    """The windows that bind a record as its amendments leave them; of several notices the last published decides."""
    holder, windows = windows_of(catalog, record)
    standing = tuple(map(Standing, windows))
    for notice in _amending(catalog, record, holder):
        target = holder if notice in notices_of(catalog, holder) else record
        for change in notice.changes if notice.type in MOVING else ():
            if change.closes is not None and closes_at(change.closes):
                standing = _moved(standing, target, notice, change)
    return standing


def amendments_of(catalog: Catalog, record: Record) -> tuple[Notice, ...]:
    """The notices on a record or on what it takes its windows from, in the order of their publication."""
    holder, _ = windows_of(catalog, record)
    return _amending(catalog, record, holder)


def _amending(catalog: Catalog, record: Record, holder: Record) -> tuple[Notice, ...]:
    found = (*notices_of(catalog, holder), *(notices_of(catalog, record) if holder is not record else ()))
    return _as_published(notice for notice in found if notice.withdrawn is None)


def closings_of(window: Window) -> tuple[Date, ...]:
    """Every date on which a window is said to close."""
    return tuple(stated.closes for stated in stated_closes(window))


def stated_until_now(standing: Standing) -> tuple[Date, ...]:
    """Every closing that a window stated at any time."""
    return (*(date for move in standing.moves for date in move.stated), *closings_of(standing.window))


def deadlines_of(catalog: Catalog, record: Record) -> tuple[Deadline, ...]:
    """All deadlines of a record, a solver's first, each audience's by time."""
    return tuple(deadline for deadline, _ in numbered_deadlines(catalog, record))


def numbered_deadlines(catalog: Catalog, record: Record) -> tuple[tuple[Deadline, int], ...]:
    """The same deadlines, each with the number of its window among those of its audience and region."""
    return numbered(standing_windows(catalog, record))


def numbered(standing: Sequence[Standing]) -> tuple[tuple[Deadline, int], ...]:
    """The deadlines of these windows of a record, each with its window's number, a solver's first."""
    windows = [one.window for one in standing]
    dated = ((one.deadline, number_among_alike(windows, one.window)) for one in standing)
    found = ((deadline, number) for deadline, number in dated if deadline is not None)
    return tuple(sorted(found, key=lambda pair: (_SUPPLY.index(pair[0].window.audience), pair[0].moment)))


def number_among_alike(windows: Sequence[Window], window: Window) -> int:
    """Which of the windows of its audience and region a window is, from 1, in their order: no moved date changes it."""
    alike = [one for one in windows if one.audience == window.audience and one.region == window.region]
    return next(number for number, one in enumerate(alike, 1) if one is window)


def has_outcome(catalog: Catalog, record: Record) -> bool:
    """Whether any record tells what came of this call, list or challenge."""
    if isinstance(record, Challenge) and record.events:
        return True
    results: tuple[type[Record], ...] = (Winner, Success)
    if any(catalog.referring(record, kind) for kind in results):
        return True
    later = (*catalog.referring(record, ListRecord), *catalog.referring(record, Challenge))
    return any(
        (isinstance(follower, ListRecord) and follower.publishes not in ("needs", "challenges"))
        or any(catalog.referring(follower, kind) for kind in results)
        for follower in later
    )


def notice_end(notice: PublicNotice, calendar: Calendar) -> NoticeEnd | None:
    """The last day of a public notice: as stated, else from its first day, which counts, and its length; else none.

    The earlier of the two ways to count is taken, so that nobody who relies on it objects too late.
    """
    if notice.to is not None:
        return NoticeEnd(notice.to, False)
    first = interval(notice.from_) if notice.from_ is not None else None
    if first is None or notice.days is None or notice.day_kind is None:
        return None
    kind: Kind = "working" if notice.day_kind == "working" else "natural"
    last = period_end(calendar, first.first, notice.days, kind)
    return NoticeEnd(str(last), True) if last is not None else None


def _closing(stated: StatedClose) -> Moment | None:
    """The first moment after a stated closing; a day that does not itself count ends it where that day begins."""
    found = interval(stated.closes)
    if found is not None and stated.inclusive == "no" and found.hour is None:
        return start_of(found.last)
    return closes_at(stated.closes)


def _stated(catalog: Catalog, record: Record, closing_soon_days: int, calendar: Calendar) -> Timeline:
    if record.withdrawn is not None:
        return (Phase(BEGINNING, "withdrawn"),)
    match record:
        case Programme():
            return _validity(record)
        case Guide():
            return window_timeline(binding_windows(record, effective_windows(catalog, record)), closing_soon_days)
        case Challenge():
            return _challenge(catalog, record, closing_soon_days)
        case ListRecord():
            return _list(catalog, record, closing_soon_days, calendar)
        case Winner():
            return _winner(catalog, record, calendar)
        case Success():
            return (Phase(BEGINNING, _BASIS_STATUS.get(record.basis, "recorded")),)
        case _:
            return (Phase(BEGINNING, "published"),)


def _validity(programme: Programme) -> Timeline:
    end = closes_at(programme.valid.to) if programme.valid and programme.valid.to is not None else None
    in_force = Phase(BEGINNING, "in_force" if programme.valid else "published")
    return (in_force, Phase(end, "expired")) if end else (in_force,)


def _challenge(catalog: Catalog, challenge: Challenge, closing_soon_days: int) -> Timeline:
    windows = binding_windows(challenge, effective_windows(catalog, challenge))
    holder, _ = windows_of(catalog, challenge)
    inherited = notices_of(catalog, holder) if holder is not challenge else ()
    timeline = _with_notices(window_timeline(windows, closing_soon_days), inherited)
    outcomes = sorted(_outcomes(catalog, challenge))
    for outcome in outcomes:
        if outcome.since:
            timeline = _from(timeline, outcome.since, outcome.status)
    undated = max((o for o in outcomes if not o.since), key=lambda o: o.rank, default=None)
    dated = max((o.rank for o in outcomes if o.since), default=None)
    if undated is None or (dated is not None and undated.rank <= dated):
        return timeline
    return _from(timeline, BEGINNING if dated is None else timeline[-1].since, undated.status)


def _outcomes(catalog: Catalog, challenge: Challenge) -> Iterator[_Outcome]:
    """What awards, events and results tell of a challenge; a result outranks an event, an event an award."""
    for award in catalog.referring(challenge, Winner):
        if award.state in _CLAIMED_STATES:
            yield _Outcome(_since(award.decided_on), 0, _award_status(award.state))
    for event in challenge.events:
        yield _Outcome(_since(event.on), 1, event.state)
    for result in catalog.referring(challenge, Success):
        yield _Outcome(_since(result.accepted_on), 2, _BASIS_STATUS.get(result.basis, "recorded"))


def _list(catalog: Catalog, listing: ListRecord, closing_soon_days: int, calendar: Calendar) -> Timeline:
    if listing.windows:
        return window_timeline(binding_windows(listing, effective_windows(catalog, listing)), closing_soon_days)
    return notice_timeline(listing, calendar)


def notice_timeline(listing: ListRecord, calendar: Calendar) -> Timeline:
    """The states of a list's public notice by time; published where it has none that ends."""
    notice = listing.public_notice
    last = notice_end(notice, calendar) if notice is not None else None
    if notice is None or last is None:
        return (Phase(BEGINNING, "published"),)
    start = (opens_at(notice.from_) if notice.from_ else None) or BEGINNING
    end = closes_at(last.written) or BEGINNING
    before = (Phase(BEGINNING, "upcoming"),) if start else ()
    return (*before, Phase(start, "public_notice"), Phase(end, "notice_over"))


def _winner(catalog: Catalog, winner: Winner, calendar: Calendar) -> Timeline:
    listing = list_of(catalog, winner)
    timeline: Timeline = (Phase(BEGINNING, _award_status(winner.state)),)
    if winner.state == "proposed" and listing is not None and listing.public_notice is not None:
        return tuple(
            Phase(phase.since, "proposed" if phase.status == "upcoming" else phase.status)
            for phase in _list(catalog, listing, 0, calendar)
        )
    return timeline


def _award_status(state: str) -> Status:
    return _AWARD_STATUS.get(state, state)


def _since(written: Date | None) -> Moment:
    """The first moment a date may mean; the beginning where there is none."""
    return (opens_at(written) if written is not None else None) or BEGINNING


def _from(timeline: Timeline, since: Moment, status: Status) -> Timeline:
    """The timeline with `status` from `since` on, to the end."""
    return (*(phase for phase in timeline if phase.since < since), Phase(since, status))


def _with_notices(timeline: Timeline, notices: Sequence[Notice]) -> Timeline:
    """The timeline after its amendments: a suspension or withdrawal ends it, a resumption takes it up again."""
    stated = timeline
    for notice in _as_published(notice for notice in notices if notice.withdrawn is None):
        since = _since(notice.effective_on or notice.published_on)
        if notice.type in _ENDINGS:
            timeline = _from(timeline, since, _ENDINGS[notice.type])
        elif notice.type == "resumption":
            timeline = _from(timeline, since, status_at(stated, since))
            timeline = (*timeline, *(phase for phase in stated if phase.since > since))
    return timeline


def _as_published(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices in the order of their publication, those of one day by when they take effect."""
    return tuple(
        sorted(notices, key=lambda n: (_since(n.published_on), _since(n.effective_on or n.published_on), n.id))
    )


def _moved(standing: tuple[Standing, ...], target: Record, notice: Notice, change: Change) -> tuple[Standing, ...]:
    chosen = _chosen(standing, target, change)
    return tuple(_with_move(one, notice, change) if one in chosen else one for one in standing)


def _chosen(standing: Sequence[Standing], target: Record, change: Change) -> Sequence[Standing]:
    """The windows that a change means: of its audience and region, else the binding; of these those that `closed`."""
    windows = [one.window for one in standing]
    if change.audience is None and change.region is None:
        meant = binding_windows(target, windows)
    else:
        meant = tuple(w for w in windows if change.audience in (None, w.audience) and change.region in (None, w.region))
    found = [one for one in standing if one.window in meant]
    if change.closed is None:
        return found
    named = [one for one in found if _among(change.closed, stated_until_now(one))]
    return named or [one for one in found if _among(change.closes, closings_of(one.window))] or found


def _with_move(standing: Standing, notice: Notice, change: Change) -> Standing:
    """The window closing as the change says; its citation goes with the date that it is for."""
    stated = closings_of(standing.window)
    cite = standing.window.cite if _among(change.closes, stated) else None
    window = replace(standing.window, closes=change.closes, also_stated=(), cite=cite)
    return Standing(window, (*standing.moves, Move(notice, change, stated)))


def _among(written: Date | None, stated: Iterable[Date]) -> bool:
    return written is not None and any(same_date(written, other) for other in stated)
