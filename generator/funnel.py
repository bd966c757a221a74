"""The closed chain in figures: challenges recorded, claimed, funded, completed, each only where a record says so.

A figure counts *threads*. A thread begins with its head and holds every award and result recorded of it. The head is
the challenge; an award whose challenge is not recorded here heads a thread of its own, and so does a result of which
neither challenge nor award is recorded. Parallel winners of one challenge are therefore one claimed challenge, and a
thread belongs to the programme, year, domain and province of its head. No step is a share of the one before: a later
step may be recorded where an earlier one is not. Invented and withdrawn records count nowhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from itertools import product
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, TypeVar

from generator.catalog import Catalog, domains_of, guide_of, list_of, programme_of, year_of
from generator.model.parts import Money, RecordId, Support
from generator.model.records import Challenge, Guide, ListRecord, Programme, Record, Success, Winner
from generator.money import in_yuan
from generator.settings import Term, ancestors

Mark: TypeAlias = str
"""What a record says of a thread: claimed, funded, completed, prize, reported, pending, cancelled, unclaimed, other."""

AWARD_MARKS: Mapping[str, tuple[Mark, ...]] = {
    "proposed": ("pending",),
    "shortlisted": ("pending",),
    "potential": ("pending",),
    "selected": ("claimed",),
    "signed": ("claimed",),
    "funded": ("claimed", "funded"),
    "parallel": ("claimed", "funded"),
    "prize": ("claimed", "prize"),
    "concluded": ("claimed", "completed"),
    "deferred": ("claimed",),
    "cancelled": ("cancelled",),
    "exempt": ("claimed",),
}
"""An award's state. Selected is not funded, and concluded says nothing of money: each counts as its source puts it."""

RESULT_MARKS: Mapping[str, tuple[Mark, ...]] = {
    "acceptance": ("claimed", "completed"),
    "prize": ("claimed", "prize"),
    "reported": ("claimed", "reported"),
    "progress": ("claimed", "reported"),
}
"""A result's basis. What the press reports or a bureau tells of progress is no final acceptance."""

EVENT_MARKS: Mapping[str, tuple[Mark, ...]] = {
    "claimed": ("claimed",),
    "under_way": ("claimed",),
    "completed": ("claimed", "completed"),
    "failed": ("claimed",),
    "unclaimed": ("unclaimed",),
    "suspended": ("other",),
}
"""A challenge's event. Only an event can say that there was no award (流榜)."""

CHALLENGE_MECHANISMS = frozenset({"open_challenge", "competition"})
OFFERING_CALLS = frozenset({"claim", "application"})


class Thread(NamedTuple):
    """One challenge, or what is recorded without one: the head, what was told of it later, and what that says."""

    head: Record
    is_challenge: bool
    awards: tuple[Winner, ...]
    marks: frozenset[Mark]


class Publication(NamedTuple):
    """A list or call that publishes challenges: how many it says there are, and how many of those are recorded."""

    record: ListRecord | Guide
    declared: int | None
    recorded: int


class Step(NamedTuple):
    """How many challenges reached a step, and apart how many awards and results whose challenge is not recorded."""

    challenges: int = 0
    apart: int = 0


class Declared(NamedTuple):
    """The sum of the totals that publications state, the challenges recorded of just those, and how many state one."""

    total: int | None = None
    recorded: int = 0
    stating: int = 0
    publications: int = 0


class Sum(NamedTuple):
    """Exact amounts in yuan added up, the records they stand in, and the records that state a cap, range or wording."""

    yuan: Decimal = Decimal(0)
    records: int = 0
    otherwise: int = 0


class Amounts(NamedTuple):
    """What owners pay and what government gives: two sums, never one."""

    owner_payment: Sum = Sum()
    government_support: Sum = Sum()


class Totals(NamedTuple):
    """The totals that lists state, of challenges and of selected units: never added to what their records state."""

    challenge_lists: Sum = Sum()
    winner_lists: Sum = Sum()


class Funnel(NamedTuple):
    """The figures of one selection of threads, publications and calls.

    `challenges` are those recorded, `directions` the entries that are none: directions of plain calls, and needs that
    were collected but not listed. `claimed` has an award or result of any kind; `funded` a source that says so;
    `completed` final acceptance or conclusion. `prize` and `reported` stand beside it; `pending` was proposed or
    shortlisted and `cancelled` called off, with no award recorded. `unclaimed` is what a source calls no award; a
    challenge posted again may also be claimed. Of `silent` no record tells what came: that is not “not claimed”.
    `offered` are the amounts that challenges state, `awarded` those that awards state, `listed` those of whole lists.
    `calls` are the calls, and the lists with windows of their own.
    """

    challenges: int = 0
    directions: int = 0
    declared: Declared = Declared()
    claimed: Step = Step()
    funded: Step = Step()
    completed: Step = Step()
    prize: Step = Step()
    reported: Step = Step()
    pending: Step = Step()
    cancelled: Step = Step()
    unclaimed: int = 0
    silent: int = 0
    offered: Amounts = Amounts()
    awarded: Amounts = Amounts()
    listed: Totals = Totals()
    calls: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the chain is recorded; directions, calls and the totals of lists are not of it."""
        return self._replace(directions=0, calls=0, listed=Totals()) == Funnel()


class Tally(NamedTuple):
    """How many challenges and calls a year has."""

    challenges: int = 0
    calls: int = 0


Years: TypeAlias = Mapping[int, Tally]
"""What each year has of which anything is recorded, in their order."""


class Funnels(NamedTuple):
    """The whole site's figures, and those of each programme, list, year, domain and province.

    Every programme that counts has an entry. A thread without programme, list or year is in none of theirs, and one of
    several domains is in each.
    """

    whole: Funnel
    programmes: Mapping[RecordId, Funnel]
    lists: Mapping[RecordId, Funnel]
    years: Mapping[int, Funnel]
    domains: Mapping[str, Funnel]
    provinces: Mapping[str, Funnel]
    programme_years: Mapping[RecordId, Years] = MappingProxyType({})
    domain_years: Mapping[str, Years] = MappingProxyType({})
    """The challenges and calls of each programme and domain by their year."""


class Found(NamedTuple):
    """What is counted: threads, publications, lists, and calls."""

    threads: Sequence[Thread] = ()
    published: Sequence[Publication] = ()
    lists: Sequence[ListRecord] = ()
    calls: Sequence[Record] = ()


K = TypeVar("K", str, int)
T = TypeVar("T")
Keys: TypeAlias = Callable[[Record], Iterable[K]]


def funnels_of(catalog: Catalog, regions: Mapping[str, Term]) -> Funnels:
    """All figures of a site, from one walk over its records."""
    found = found_in(catalog)
    programmes = _by(found, lambda r: _id_of(programme_of(catalog, r)))
    lists = _by(found, lambda r: _id_of(r if isinstance(r, ListRecord) else list_of(catalog, r)))
    year = cache(partial(_years_of, catalog))
    return Funnels(
        whole=funnel_of(found),
        programmes={p.id: programmes.get(p.id, Funnel()) for p in catalog.of(Programme).values() if counts(p)},
        lists={key: funnel for key, funnel in lists.items() if counts(catalog.of(ListRecord)[key])},
        years=_by(found, year),
        domains=_by(found._replace(published=()), lambda r: domains_of(catalog, r)),
        provinces=_by(found, lambda r: (province_of(regions, getattr(r, "region", "")),)),
        programme_years=_years_by(found, lambda r: _id_of(programme_of(catalog, r)), year),
        domain_years=_years_by(found, lambda r: domains_of(catalog, r), year),
    )


def found_in(catalog: Catalog) -> Found:
    """What is counted of a site's records."""
    lists = tuple(filter(counts, catalog.of(ListRecord).values()))
    guides = tuple(filter(counts, catalog.of(Guide).values()))
    calls = (*guides, *(listing for listing in lists if listing.windows))
    return Found(tuple(threads_of(catalog)), tuple(publications_of(catalog)), lists, calls)


def funnel_of(found: Found) -> Funnel:
    """The figures of what was found."""
    held = found.threads
    challenges = tuple(thread for thread in held if thread.is_challenge)
    apart = tuple(thread for thread in held if not isinstance(thread.head, Challenge))

    def step(mark: Mark, without: Mark = "") -> Step:
        return Step(*(sum(mark in t.marks and without not in t.marks for t in some) for some in (challenges, apart)))

    return Funnel(
        challenges=len(challenges),
        directions=len(held) - len(challenges) - len(apart),
        declared=_declared(found.published),
        claimed=step("claimed"),
        funded=step("funded"),
        completed=step("completed"),
        prize=step("prize"),
        reported=step("reported"),
        pending=step("pending", without="claimed"),
        cancelled=step("cancelled", without="claimed"),
        unclaimed=step("unclaimed").challenges,
        silent=sum(not thread.marks for thread in challenges),
        offered=_amounts(thread.head for thread in challenges),
        awarded=_amounts(award for t in held for award in t.awards if "claimed" in AWARD_MARKS[award.state]),
        listed=Totals(_stated(found.lists, "challenges"), _stated(found.lists, "winners")),
        calls=len(found.calls),
    )


def counts(record: Record) -> bool:
    """Whether a record counts: it is neither invented nor withdrawn."""
    return not record.sample and record.withdrawn is None


def is_challenge(catalog: Catalog, record: Challenge) -> bool:
    """Whether an entry is a challenge to claim: not a need that was only collected, nor a direction of a plain call.

    What a challenge list publishes is one, whatever the programme; what else a guide or list offers is one in an open
    challenge or contest. A track that needs no challenge, such as recognition of finished work, has none.
    """
    programme, guide, listing = programme_of(catalog, record), guide_of(catalog, record), list_of(catalog, record)
    if programme and any(track.id == record.track and not track.needs_challenge for track in programme.tracks):
        return False
    if listing and listing.publishes in ("challenges", "needs"):
        return listing.publishes == "challenges"
    if listing is None and guide and guide.call == "demand":
        return False
    return programme is None or programme.mechanism in CHALLENGE_MECHANISMS


def threads_of(catalog: Catalog) -> Iterator[Thread]:
    """Every thread once, each award and result in exactly one of them."""
    told: dict[Record, list[Winner | Success]] = {c: [] for c in catalog.of(Challenge).values() if counts(c)}
    later: tuple[Winner | Success, ...] = (*catalog.of(Winner).values(), *catalog.of(Success).values())
    for record in filter(counts, later):
        told.setdefault(_head_of(catalog, record), []).append(record)
    for head, records in told.items():
        found = not isinstance(head, Challenge) or is_challenge(catalog, head)
        awards = tuple(record for record in records if isinstance(record, Winner))
        yield Thread(head, found and isinstance(head, Challenge), awards, frozenset(_marks(head, records)))


def publications_of(catalog: Catalog) -> Iterator[Publication]:
    """The challenge lists, and the calls of open challenges that offer their challenges without one.

    A list of winners or needs is none, and a call that has a challenge list leaves the figure to it.
    """
    for listing in filter(counts, catalog.of(ListRecord).values()):
        if listing.publishes == "challenges":
            yield Publication(listing, listing.declared_total, _recorded(catalog, listing))
    for guide in filter(counts, catalog.of(Guide).values()):
        recorded = _recorded(catalog, guide)
        if _offers_challenges(catalog, guide) and (recorded or guide.declared_total is not None):
            yield Publication(guide, guide.declared_total, recorded)


def province_of(regions: Mapping[str, Term], region: str) -> str:
    """The region right below the country that a region lies in; the country itself, or what is unknown, as it is."""
    chain = ancestors(regions, region)
    return chain[-2] if len(chain) > 1 else region


def _head_of(catalog: Catalog, record: Winner | Success) -> Record:
    """Where the thread of an award or result begins, as far back as records that count lead."""
    challenge = catalog.find(Challenge, record.challenge)
    if challenge is not None and counts(challenge) and is_challenge(catalog, challenge):
        return challenge
    award = catalog.find(Winner, getattr(record, "winner", None))
    return _head_of(catalog, award) if award is not None and counts(award) else record


def _marks(head: Record, told: Iterable[Winner | Success]) -> Iterator[Mark]:
    for event in head.events if isinstance(head, Challenge) else ():
        yield from EVENT_MARKS[event.state]
    for record in told:
        yield from AWARD_MARKS[record.state] if isinstance(record, Winner) else RESULT_MARKS[record.basis]


def _recorded(catalog: Catalog, publication: ListRecord | Guide) -> int:
    entries = catalog.referring(publication, Challenge, publication.kind)
    return sum(counts(entry) and is_challenge(catalog, entry) for entry in entries)


def _offers_challenges(catalog: Catalog, guide: Guide) -> bool:
    programme = programme_of(catalog, guide)
    lists = catalog.referring(guide, ListRecord, "guide")
    return (
        guide.call in OFFERING_CALLS
        and programme is not None
        and programme.mechanism in CHALLENGE_MECHANISMS
        and not any(counts(listing) and listing.publishes == "challenges" for listing in lists)
    )


def _declared(published: Sequence[Publication]) -> Declared:
    stating = [(p.declared, p.recorded) for p in published if p.declared is not None]
    total = sum(declared for declared, _ in stating) if stating else None
    return Declared(total, sum(recorded for _, recorded in stating), len(stating), len(published))


def _amounts(records: Iterable[Record]) -> Amounts:
    held = tuple(records)
    payments = (money for record in held if (money := getattr(record, "owner_payment", None)) is not None)
    supports = (support for record in held if (support := getattr(record, "support", None)) is not None)
    return Amounts(
        _sum(_exact(payment) for payment in payments),
        _sum(_exact_support(support) for support in supports if support.amount or support.options),
    )


def _stated(lists: Iterable[ListRecord], publishes: str) -> Sum:
    return _sum(_exact(one.amount) for one in lists if one.publishes == publishes and one.amount is not None)


def _sum(amounts: Iterable[Decimal | None]) -> Sum:
    held = tuple(amounts)
    exact = tuple(amount for amount in held if amount is not None)
    return Sum(sum(exact, Decimal(0)), len(exact), len(held) - len(exact))


def _exact(money: Money) -> Decimal | None:
    """The amount in yuan where it is one figure, said without “about” or “up to”."""
    bounds = in_yuan(money)
    if bounds is None or bounds.low != bounds.high or money.qualifier:
        return None
    return bounds.low


def _exact_support(support: Support) -> Decimal | None:
    """The amount where it is neither a cap nor one of several; where the source leaves that open it is not exact."""
    if support.amount is None or support.options or support.mode in ("capped", "unstated"):
        return None
    return _exact(support.amount)


def _by(found: Found, keys: Keys[K]) -> dict[K, Funnel]:
    """The figures of each group, in the order of the keys."""
    threads = _grouped(found.threads, lambda thread: keys(thread.head))
    published = _grouped(found.published, lambda one: keys(one.record))
    lists, calls = _grouped(found.lists, keys), _grouped(found.calls, keys)
    names = sorted(set(threads).union(published, lists, calls))
    return {
        key: funnel_of(Found(threads.get(key, ()), published.get(key, ()), lists.get(key, ()), calls.get(key, ())))
        for key in names
    }


def _years_by(found: Found, keys: Keys[K], year: Keys[int]) -> Mapping[K, Years]:
    """How many challenges and calls each year of each group has."""

    def of_each(records: Iterable[Record]) -> Counter[tuple[K, int]]:
        return Counter(pair for record in records for pair in product(keys(record), year(record)))

    challenges = of_each(thread.head for thread in found.threads if thread.is_challenge)
    calls = of_each(found.calls)
    years: dict[K, dict[int, Tally]] = defaultdict(dict)
    for pair in sorted(set(challenges).union(calls)):
        years[pair[0]][pair[1]] = Tally(challenges[pair], calls[pair])
    return dict[K, Years](years)


def _grouped(items: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            groups[key].append(item)
    return groups


def _years_of(catalog: Catalog, record: Record) -> tuple[int, ...]:
    return () if (year := year_of(catalog, record)) is None else (year,)


def _id_of(record: Record | None) -> tuple[RecordId, ...]:
    return () if record is None else (record.id,)
