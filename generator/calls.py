"""What calls offer, and when they were made before: what somebody who looks for one asks first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.catalog import Catalog, guide_of, list_of, programme_of, rules_of
from generator.dates import Moment, opens_at
from generator.lifecycle import Deadline, binding_windows, deadline_of, deadlines_of, effective_windows
from generator.model.parts import Date, Money, Range, Solver
from generator.model.records import Challenge, Guide, ListRecord, Programme, Record
from generator.money import Bounds, in_yuan

RECENT_YEARS = 3
"""How far back a call still tells something of the next one."""
_WAN = 10_000


class Spell(NamedTuple):
    """When a call was open: from the day that its source gives, else from its publication, until its last day."""

    calls: tuple[Record, ...]
    opened: Date | None
    is_published: bool
    """Whether `opened` is the day of publication, because no source gives a first day."""
    closed: Date
    began: Moment


class Habit(NamedTuple):
    """When the calls of a programme were open in past years, the newest first."""

    programme: Programme
    spells: tuple[Spell, ...]


class Offers(NamedTuple):
    """What is offered for one challenge: the owner's payment, government's support, or the highest cap of a rule."""

    owner_payment: Money | None
    support: Money | None
    cap: Money | None


def next_deadline(catalog: Catalog, record: Record, moment: Moment) -> Deadline | None:
    """The first of a record's deadlines that is still to come, a solver's before others'."""
    return next((found for found in deadlines_of(catalog, record) if found.moment > moment), None)


def offers_of(catalog: Catalog, record: Record) -> Offers:
    """What a challenge offers, or the challenges of a call from the least to the most; caps only where none tells."""
    challenges = (record,) if isinstance(record, Challenge) else tuple(_challenges(catalog, record))
    payment = _span(c.owner_payment for c in challenges)
    support = _span(money for c in challenges if c.support for money in c.support.options or (c.support.amount,))
    caps = () if payment or support else (rule.cap for _, rule in rules_of(catalog, record) if rule.kind == "support")
    return Offers(payment, support, _highest(caps))


def claimants_of(catalog: Catalog, record: Record) -> Solver | None:
    """Who may claim: as the record itself says, else its list, its call or its programme."""
    holders = (record, list_of(catalog, record), guide_of(catalog, record), programme_of(catalog, record))
    return next((found for holder in holders if (found := getattr(holder, "solver", None))), None)


def habits_of(catalog: Catalog, closed: Iterable[Record], moment: Moment) -> tuple[Habit, ...]:
    """The programmes that made these closed calls, in the order in which the year comes round to their beginnings."""
    spells: dict[str, list[Spell]] = defaultdict(list)
    since = f"{int(moment[:4]) - RECENT_YEARS:04}{moment[4:]}"
    for record in closed:
        programme, spell = programme_of(catalog, record), _spell(catalog, record)
        if programme is not None and spell is not None and spell.began > since:
            spells[programme.id].append(spell)
    habits = [Habit(catalog.of(Programme)[held], _together(found)) for held, found in spells.items()]
    return tuple(sorted(habits, key=lambda habit: (min(_turn(s, moment) for s in habit.spells), habit.programme.id)))


def _challenges(catalog: Catalog, record: Record) -> Iterator[Challenge]:
    """The challenges of a call or list."""
    if isinstance(record, (Guide, ListRecord)):
        yield from catalog.referring(record, Challenge)


def _span(found: Iterable[Money | None]) -> Money | None:
    """From the least to the most of amounts; where figures are not known, the words of the first."""
    amounts = [money for money in found if money is not None]
    bounds = [held for money in amounts if (held := in_yuan(money)) is not None]
    if len(set(bounds)) < 2 or any(None in held for held in bounds):
        return amounts[0] if amounts and len(set(bounds)) < 2 else None
    return _wan(Bounds(min(b.low for b in bounds if b.low), max(b.high for b in bounds if b.high)))


def _wan(bounds: Bounds) -> Money:
    assert bounds.low is not None
    assert bounds.high is not None
    return Money(wan=Range(min=_plain(bounds.low / _WAN), max=_plain(bounds.high / _WAN)))


def _plain(number: Decimal) -> float:
    return int(number) if number == number.to_integral_value() else float(number)


def _highest(caps: Iterable[Money | None]) -> Money | None:
    """The highest of the caps whose figures are known."""
    known = [(held.high, cap) for cap in caps if cap is not None and (held := in_yuan(cap)) and held.high is not None]
    return max(known, key=lambda pair: pair[0])[1] if known else None


def _spell(catalog: Catalog, record: Record) -> Spell | None:
    """When a call was open, as the windows that decide it say; none where they give no last day."""
    windows = binding_windows(record, effective_windows(catalog, record))
    deadline = min((found for w in windows if (found := deadline_of(w))), key=lambda d: d.moment, default=None)
    if deadline is None:
        return None
    published: Date | None = getattr(record, "published_on", None)
    opened = deadline.window.opens or published
    began = (opened is not None and opens_at(opened)) or opens_at(deadline.written) or deadline.moment
    return Spell((record,), opened, deadline.window.opens is None, deadline.written, began)


def _together(spells: Sequence[Spell]) -> tuple[Spell, ...]:
    """Calls that were open on the same days as one, the newest first."""
    held: dict[tuple[Date | None, Date], Spell] = {}
    for spell in sorted(spells, key=lambda s: (s.began, s.calls[0].id), reverse=True):
        days = (spell.opened, spell.closed)
        held[days] = spell._replace(calls=(*held[days].calls, *spell.calls)) if days in held else spell
    return tuple(held.values())


def _turn(spell: Spell, moment: Moment) -> tuple[bool, str]:
    """Where in the year that begins today a spell's first day lies."""
    day = spell.began[5:10]
    return day < moment[5:10], day
