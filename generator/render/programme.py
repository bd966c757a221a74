"""What a programme's page holds besides its record: its calls by date, what it gave so far, its figures by year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from markupsafe import Markup

from generator.catalog import year_of
from generator.dates import Moment, closes_at, interval, opens_at
from generator.exports.api import held_by_programmes
from generator.lifecycle import binding_windows, sequence_timelines
from generator.model.parts import Date, FuzzyDate, Money, Range, Rule, Support
from generator.model.records import Challenge, Guide, ListRecord, Programme
from generator.money import in_yuan
from generator.policy import RULE_KINDS, comparisons_of
from generator.policy.words import naming_of, required
from generator.render.groups import ends
from generator.render.view import Status, View
from generator.urls import facet_path

Call: TypeAlias = Guide | ListRecord

OFFERING = frozenset({"needs", "challenges"})
"""What a list publishes that may still be claimed or applied for."""

STARTS = 8
EVENTS = 8
"""How many of the past starts and events are shown before the reader asks for more."""

YEARLY = ("guide", "list", "challenge", "winner", "success")
_KINDS = tuple(RULE_KINDS)
AHEAD = frozenset({"stage_next", "stage_ahead"})


class Start(NamedTuple):
    """When a call began: its first moment, the dates of publication, opening and closing in words, and its record."""

    since: Moment
    record: Call
    published: str
    opens: str
    closes: str


class Event(NamedTuple):
    """Something dated that happened or will: when it begins and is over, in words, what it is, and of which records."""

    since: Moment
    until: Moment
    date: str
    what: str
    records: tuple[Call, ...]
    status: Status | None = None

    @property
    def order(self) -> tuple[Moment, Moment, str, str]:
        """By what events are sorted, and which are one."""
        return self.since, self.until, self.what, self.date


class Given(NamedTuple):
    """What one rule gives: to whom, how much, and the rule itself."""

    rule: Rule
    audience: str
    figures: tuple[str, ...]


class Batch(NamedTuple):
    """What the challenges of a call and of its lists offer: how many they are, and the range of each sort of amount."""

    record: Call
    challenges: int
    support: Markup
    owner_payment: Markup


class Year(NamedTuple):
    """How many records of each kind, which is named, belong to a year, and the way to the year's page."""

    year: str
    href: str
    numbers: tuple[tuple[str, int], ...]


def programme_values(v: View, programme: Programme) -> dict[str, Any]:
    """Everything that the template asks for."""
    calls = sorted(_calls(v, programme), key=lambda call: (ends(v.catalog, call), call.id))
    events = _events(v, calls)
    past = [event for event in events if event.status is not None and event.status.id not in AHEAD]
    future = events[len(past) :]
    stages = _stages(v, programme)
    ahead = (number for number, state in enumerate(stages, 1) if state is not None and state.id in AHEAD)
    starts = sorted(filter(None, (_start(v, call) for call in calls)), key=_newest, reverse=True)
    batches = [batch for call in reversed(calls) if not _is_own_list(v, call) and (batch := _batch(v, call)).challenges]
    return {
        "any_live": any(map(partial(_is_live, v), calls)),
        "current": [(call, _is_live(v, call)) for call in calls if _may_open(v, call)],
        "starts": starts[:STARTS],
        "months": _months(v, starts),
        "earlier": past[:-EVENTS],
        "events": past[-EVENTS:],
        "coming": future,
        "stage_states": stages,
        "today_at": next(ahead, len(stages) + 1),
        "given": [_given(v, rule) for rule in sorted(v.rules_by(programme, True), key=_kind_order)],
        "batches": [batch for batch in batches if batch.support or batch.owner_payment],
        "is_silent": bool(batches) and not any(batch.support or batch.owner_payment for batch in batches),
        "year_rows": tuple(_years(v, programme)),
        "year_kinds": [v.L(f"kinds_{kind}") for kind in YEARLY],
    }


def _dated(v: View, written: Date | None) -> str:
    """A date as people write it; a vague one, which may name none, with its year."""
    since = _first(written)
    if isinstance(written, FuzzyDate) and since and since[:4] not in v.date(written):
        return f"{v.date(written)} ({v.L('year_n', n=since[:4])})"
    return v.date(written)


def _newest(start: Start) -> tuple[Moment, str]:
    return start.since, start.record.id


def _calls(v: View, programme: Programme) -> Iterator[Call]:
    for kind in ("guide", "list"):
        yield from (call for call in v.related(programme, kind) if call.withdrawn is None)


def _may_open(v: View, call: Call) -> bool:
    """Whether it is open on the building date or a reader may find it so on a later one."""
    return ends(v.catalog, call) > v.site.moment or v.status(call).id in ("upcoming", "open", "closing")


def _is_live(v: View, call: Call) -> bool:
    return v.status(call).id in ("open", "closing")


# -- when it began, and what happened -----------------------------------------------------------------------------
def _start(v: View, call: Call) -> Start | None:
    """When a call began; none where no date is known; of a call's own list the call tells, results are none."""
    if isinstance(call, ListRecord) and (call.publishes not in OFFERING or _is_own_list(v, call)):
        return None
    windows = binding_windows(call, [standing.window for standing in v.windows(call)])
    opening = next((w.opens for w in windows if w.opens is not None), None)
    closing = min((d for d in v.deadlines(call) if d.window in windows), key=lambda d: d.moment, default=None)
    first = _first(opening or call.published_on)
    if first is None and closing is None:
        return None
    since = first or (closing.moment if closing else "")
    closes = _dated(v, closing.written) if closing else ""
    return Start(since, call, _dated(v, call.published_on), _dated(v, opening), closes)


def _is_own_list(v: View, call: Call) -> bool:
    """Whether it is the list of a call, which tells the same."""
    return isinstance(call, ListRecord) and v.guide(call) is not None


def _first(written: Date | None) -> Moment | None:
    return opens_at(written) if written is not None else None


def _months(v: View, starts: Sequence[Start]) -> list[tuple[str, str]]:
    """In which months calls began, each with the years; nothing is told of a single one."""
    found: dict[int, list[int]] = defaultdict(list)
    for start in starts:
        day = interval(start.record.published_on) if not start.opens and start.record.published_on else None
        if start.opens or (day is not None and day.first.month == day.last.month):
            found[int(start.since[5:7])].append(int(start.since[:4]))
    if sum(map(len, found.values())) < 2:
        return []
    said = v.L("comma")
    return [
        (v.month(month), said.join(v.L("year_n", n=year) for year in sorted(set(years))))
        for month, years in sorted(found.items())
    ]


def _events(v: View, calls: Iterable[Call]) -> list[Event]:
    """What happened in order, each with its state by time: over, now, next, or further on."""
    single = sorted((event for call in calls for event in _of_call(v, call)), key=lambda event: event.order)
    together = [list(alike) for _, alike in groupby(single, key=lambda event: event.order)]
    found = [alike[0]._replace(records=tuple(dict.fromkeys(e.records[0] for e in alike))) for alike in together]
    timelines = sequence_timelines([(event.since, event.until) for event in found])
    return [event._replace(status=v.state(timeline)) for event, timeline in zip(found, timelines, strict=True)]


def _of_call(v: View, call: Call) -> Iterator[Event]:
    dated: list[tuple[Date | None, str]] = [(call.published_on, v.L("programme_published"))]
    for standing in v.windows(call):
        window, deadline = standing.window, standing.deadline
        dated.append((window.opens, v.L("programme_opens", action=v.word("action", window.action))))
        if deadline is not None:
            where = f" · {v.region_name(window.region)}" if window.region else ""
            dated.append((deadline.written, v.deadline_label(window) + where))
    notice = call.public_notice if isinstance(call, ListRecord) else None
    if notice is not None:
        end = v.notice_end(notice)
        dated.append((notice.from_, v.L("programme_notice_from")))
        dated.append((end.written if end else None, v.L("programme_notice_to")))
    for written, what in dated:
        since = _first(written)
        if written is not None and since is not None:
            yield Event(since, closes_at(written) or since, _dated(v, written), what, (call,))


def _stages(v: View, programme: Programme) -> list[Status | None]:
    """The state of each stage by time, none of one without a date; nothing at all where no stage has one."""
    dated = [(since, closes_at(s.when) or since) for s in programme.stages if s.when and (since := _first(s.when))]
    if not dated:
        return []
    timelines = iter(sequence_timelines(dated))
    return [v.state(next(timelines)) if s.when and _first(s.when) else None for s in programme.stages]


# -- what it gives ------------------------------------------------------------------------------------------------
def _kind_order(rule: Rule) -> int:
    return _KINDS.index(rule.kind)


def _given(v: View, rule: Rule) -> Given:
    naming = naming_of(v.settings, v.lang)
    audience = v.word("audience", rule.audience) if rule.audience else ""
    return Given(rule, audience, tuple(required(asked, rule, v.lang, naming) for asked in comparisons_of(rule)))


def _batch(v: View, call: Call) -> Batch:
    lists: Sequence[Call] = v.related(call, "list") if isinstance(call, Guide) else ()
    found: dict[str, Challenge] = {c.id: c for holder in (call, *lists) for c in v.related(holder, "challenge")}
    held = [challenge for challenge in found.values() if challenge.withdrawn is None]
    support = [amount for c in held for amount in _amounts(c.support)]
    return Batch(call, len(held), _range(v, support), _range(v, [c.owner_payment for c in held if c.owner_payment]))


def _amounts(support: Support | None) -> tuple[Money, ...]:
    if support is None:
        return ()
    return support.options or ((support.amount,) if support.amount else ())


def _range(v: View, amounts: Sequence[Money]) -> Markup:
    """One amount as it is written, several from the least to the most; nothing where none has a figure."""
    said = list(dict.fromkeys(v.money(amount) for amount in amounts))
    if len(said) <= 1:
        return Markup.escape(said[0] if said else "")
    known = [bounds for amount in amounts if (bounds := in_yuan(amount)) is not None]
    figures = [end for bounds in known for end in bounds if end is not None]
    if not figures:
        return Markup.escape("")
    least, most = _wan(min(figures)), _wan(max(figures))
    return Markup.escape(v.money(Money(wan=least if least == most else Range(min=least, max=most))))


def _wan(yuan: Decimal) -> float:
    wan = yuan / 10_000
    return int(wan) if wan == wan.to_integral_value() else float(wan)


# -- its figures by year ------------------------------------------------------------------------------------------
def _years(v: View, programme: Programme) -> Iterator[Year]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for kind, record_id in held_by_programmes(v.site).get(programme.id, ()):
        year = year_of(v.catalog, v.catalog.records[kind][record_id])
        if year is not None:
            found[year][kind] += 1
    for year, numbers in sorted(found.items(), reverse=True):
        href = v.to(facet_path(v.lang, "years", str(year)))
        yield Year(str(year), href, tuple((v.L(f"kinds_{kind}"), numbers[kind]) for kind in YEARLY))
