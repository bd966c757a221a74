"""Who does what in a made-up site: units, programmes, calls and what came of each, before a word of them is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from phrases import Subject, filled, slots_about, slug, subject_of
from words import BRAND, NAMES, THINGS, TITLES, Pair

FIRST_CALL = date(2020, 3, 2)
AS_OF = date(2026, 7, 1)
"""The day on which the newest calls are open."""

SMALLEST = 20
SHARES: Mapping[str, float] = {
    "organisation": 0.184,
    "programme": 0.006,
    "guide": 0.025,
    "winner": 0.2,
    "success": 0.08,
    "form": 0.005,
    "notice": 0.01,
}
"""How much of a site each kind makes up; lists follow from the guides, and challenges are the rest."""

WITH_WINNERS = 0.88
WITH_SUCCESSES = 0.52
UNIT_TYPES: Mapping[str, int] = {
    "enterprise": 62, "university": 14, "institute": 12, "hospital": 5, "public": 4, "alliance": 2, "platform": 1,
}  # fmt: skip
NOTICE_TYPES = ("extension", "correction", "correction", "suspension", "withdrawal", "other")
AWARD_STATES = ("funded", "funded", "signed", "selected", "concluded", "proposed")


class Place(NamedTuple):
    """A region of the site: its name, its code where it has one, and the region it lies in."""

    id: str
    name: Pair
    code: str
    parent: str | None
    level: str


class Unit(NamedTuple):
    """An organisation."""

    id: str
    type: str
    place: Place
    name: Pair
    parent: str | None


class Programme(NamedTuple):
    """A programme with the figures of its rules: rate in per cent, cap in 10,000 yuan."""

    id: str
    place: Place
    issuer: Unit
    starts: int
    rate: int
    cap: int
    months: int
    members: int
    domains: tuple[str, ...]


class Call(NamedTuple):
    """One round of a programme: its guide, its lists, and how many records stand in them."""

    id: str
    programme: Programme
    opens: date
    domains: tuple[str, ...]
    forwards: str | None
    challenges: int
    winners: int
    successes: int

    @property
    def closes(self) -> date:
        """The last day for solvers."""
        return self.opens + timedelta(days=45)

    @property
    def decided(self) -> date:
        """The day of the winners' list."""
        return self.opens + timedelta(days=105)

    @property
    def accepted(self) -> date:
        """The day of the successes' list."""
        return self.opens + timedelta(days=645)


class Challenge(NamedTuple):
    """One challenge of a call; R&D input in 10,000 yuan."""

    id: str
    call: Call
    seq: int
    subject: Subject
    title: Pair
    owner: Unit
    rd_input: int


class Winner(NamedTuple):
    """One award, and in what state it is."""

    id: str
    challenge: Challenge
    lead: Unit
    members: tuple[Unit, ...]
    state: str


class Success(NamedTuple):
    """One accepted result."""

    id: str
    winner: Winner
    seq: int


class Form(NamedTuple):
    """A programme's form."""

    id: str
    programme: Programme


class Notice(NamedTuple):
    """An amendment of a call's guide, or of one of its challenges."""

    id: str
    type: str
    call: Call
    target: tuple[str, str]


class Plan(NamedTuple):
    """Everything in a made-up site."""

    units: tuple[Unit, ...]
    programmes: tuple[Programme, ...]
    calls: tuple[Call, ...]
    challenges: tuple[Challenge, ...]
    winners: tuple[Winner, ...]
    successes: tuple[Success, ...]
    forms: tuple[Form, ...]
    notices: tuple[Notice, ...]


def plan_site(records: int, seed: int, places: Sequence[Place], domains: Sequence[str]) -> Plan:
    """A site of exactly `records` records, the same for the same seed."""
    rng = Random(seed)
    counts = counts_of(records)
    themes = [domain for domain in THINGS if domain in domains]
    units = tuple(_units(rng, counts["organisation"], places))
    programmes = tuple(_programmes(rng, counts["programme"], units, themes))
    calls = tuple(_calls(rng, counts, programmes, themes))
    challenges = tuple(_challenges(rng, calls, units))
    winners = tuple(_winners(rng, calls, challenges, units))
    successes = tuple(_successes(calls, winners))
    forms = tuple(_forms(programmes, counts["form"]))
    notices = tuple(_notices(rng, counts["notice"], calls, challenges))
    return Plan(units, programmes, calls, challenges, winners, successes, forms, notices)


def counts_of(records: int) -> dict[str, int]:
    """How many records there are of each kind; a ValueError where there are too few for a full chain."""
    if records < SMALLEST:
        raise ValueError(f"a site with full chains needs {SMALLEST} records, not {records}")
    counts = {kind: max(1, round(records * share)) for kind, share in SHARES.items()}
    with_winners, with_successes = (max(1, round(counts["guide"] * share)) for share in (WITH_WINNERS, WITH_SUCCESSES))
    counts["list"] = counts["guide"] + with_winners + with_successes
    counts["challenge"] = records - sum(counts.values())
    return counts


def _units(rng: Random, count: int, places: Sequence[Place]) -> Iterator[Unit]:
    """Authorities first, one a place, then units of every type, a fifth of them part of another."""
    authorities = rng.sample(places, min(len(places), max(1, count // 20)))
    made: list[Unit] = []
    names: set[str] = set()
    for place in authorities:
        above = next((unit.id for unit in made if unit.place.id == place.parent), None)
        made.append(_unit(rng, "government", place, len(made), above))
    while len(made) < count:
        wholes = [
            unit for unit in made[max(len(authorities), len(made) - 200) :] if unit.type in ("enterprise", "university")
        ]
        if wholes and rng.random() < 0.2:
            unit = _part(rng, rng.choice(wholes), len(made))
        else:
            (kind,) = rng.choices(tuple(UNIT_TYPES), tuple(UNIT_TYPES.values()))
            unit = _unit(rng, kind, rng.choice(places), len(made), None)
        if unit.name.zh not in names:
            names.add(unit.name.zh)
            made.append(unit)
    yield from made


def _unit(rng: Random, kind: str, place: Place, number: int, parent: str | None) -> Unit:
    brand = _brand(rng)
    name = filled(rng.choice(NAMES[kind]), {"region": place.name, "brand": brand})
    stem = "authority" if kind == "government" else slug(brand.en)
    return Unit(f"{place.id}-{stem}-{number:04d}", kind, place, Pair(**name), parent)


def _part(rng: Random, parent: Unit, number: int) -> Unit:
    brand = _brand(rng)
    name = filled(rng.choice(NAMES["part"]), {"parent": parent.name, "brand": brand})
    unit_id = f"{parent.place.id}-{slug(brand.en)}-{number:04d}"
    return Unit(unit_id, "institute", parent.place, Pair(**name), parent.id)


def _brand(rng: Random) -> Pair:
    syllables = rng.sample(BRAND, 3)
    return Pair("".join(s.zh for s in syllables), "".join(s.en for s in syllables).capitalize())


def _programmes(rng: Random, count: int, units: Sequence[Unit], domains: Sequence[str]) -> Iterator[Programme]:
    issuers = [unit for unit in units if unit.type == "government"]
    for number in range(count):
        issuer = rng.choice(issuers)
        yield Programme(
            id=f"{issuer.place.id}-programme-{number:03d}",
            place=issuer.place,
            issuer=issuer,
            starts=rng.randrange(2018, 2021),
            rate=rng.choice((20, 25, 30, 40)),
            cap=rng.choice((50, 100, 200, 500)),
            months=rng.choice((18, 24, 36)),
            members=rng.randrange(4, 9),
            domains=tuple(rng.sample(domains, min(len(domains), 3))),
        )


def _calls(
    rng: Random, counts: Mapping[str, int], programmes: Sequence[Programme], domains: Sequence[str]
) -> Iterator[Call]:
    """The calls by date, evenly spread: only older ones have winners, and still older ones successes."""
    total = counts["guide"]
    with_winners, with_successes = (max(1, round(total * share)) for share in (WITH_WINNERS, WITH_SUCCESSES))
    challenges = _spread(rng, counts["challenge"], total)
    winners = _spread(rng, counts["winner"], with_winners) + [0] * (total - with_winners)
    successes = _spread(rng, counts["success"], with_successes) + [0] * (total - with_successes)
    forwardable: str | None = None
    for number in range(total):
        programme = rng.choice(programmes)
        opens = FIRST_CALL + (AS_OF - timedelta(days=7) - FIRST_CALL) * number / total
        call_id = f"{programme.place.id}-{opens.year}-{number:04d}"
        some = tuple(rng.sample(domains, min(len(domains), rng.randrange(2, 6))))
        forwards = forwardable if rng.random() < 0.08 else None
        yield Call(call_id, programme, opens, some, forwards, challenges[number], winners[number], successes[number])
        forwardable = call_id


def _spread(rng: Random, total: int, parts: int) -> list[int]:
    """`total` cut into uneven parts, none empty where that can be."""
    weights = [rng.uniform(0.3, 1.7) for _ in range(parts)]
    spare = max(0, total - parts)
    sizes = [min(1, total) + int(spare * weight / sum(weights)) for weight in weights]
    for i in range(total - sum(sizes)):
        sizes[i % parts] += 1
    return sizes


def _challenges(rng: Random, calls: Sequence[Call], units: Sequence[Unit]) -> Iterator[Challenge]:
    owners = [unit for unit in units if unit.type in ("enterprise", "hospital", "public")] or units
    for call in calls:
        for seq in range(1, call.challenges + 1):
            subject = subject_of(rng, rng.choice(call.domains))
            title = Pair(**filled(rng.choice(TITLES), slots_about(rng, subject)))
            challenge_id = f"{call.id}-{seq:03d}-{slug(subject.thing.en)}"
            rd_input = rng.randrange(100, 3000, 10)
            yield Challenge(challenge_id, call, seq, subject, title, rng.choice(owners), rd_input)


def _winners(
    rng: Random, calls: Sequence[Call], challenges: Sequence[Challenge], units: Sequence[Unit]
) -> Iterator[Winner]:
    """The awards of each call; once every challenge has one, the next is awarded in parallel."""
    solvers = [unit for unit in units if unit.type != "government"]
    offered = _by_call(challenges)
    for call in calls:
        for seq in range(call.winners):
            challenge = offered[call.id][seq % call.challenges]
            lead, *members = rng.sample(solvers, min(len(solvers), rng.randrange(1, 5)))
            state = "parallel" if seq >= call.challenges else rng.choice(AWARD_STATES)
            winner_id = f"{call.id}-w{seq + 1:03d}-{slug(challenge.subject.thing.en)}"
            yield Winner(winner_id, challenge, lead, tuple(members), state)


def _successes(calls: Sequence[Call], winners: Sequence[Winner]) -> Iterator[Success]:
    awarded: dict[str, list[Winner]] = {}
    for winner in winners:
        awarded.setdefault(winner.challenge.call.id, []).append(winner)
    for call in calls:
        for seq in range(call.successes):
            winner = awarded[call.id][seq % len(awarded[call.id])]
            yield Success(f"{call.id}-s{seq + 1:03d}-{slug(winner.challenge.subject.thing.en)}", winner, seq + 1)


def _forms(programmes: Sequence[Programme], count: int) -> Iterator[Form]:
    for number in range(count):
        programme = programmes[number % len(programmes)]
        yield Form(f"{programme.id}-form-{number:03d}", programme)


def _notices(rng: Random, count: int, calls: Sequence[Call], challenges: Sequence[Challenge]) -> Iterator[Notice]:
    """Extensions amend guides, each another; the rest amend a challenge or a guide, none twice in the same way."""
    extended = rng.sample(calls, len(calls))
    amended: set[tuple[str, str]] = set()
    for number in range(count):
        kind = NOTICE_TYPES[number % len(NOTICE_TYPES)]
        challenge = rng.choice(challenges)
        call = extended[number // len(NOTICE_TYPES) % len(calls)] if kind == "extension" else challenge.call
        target = ("guide", call.id) if kind == "extension" or rng.random() < 0.3 else ("challenge", challenge.id)
        while (kind, target[1]) in amended:
            challenge = rng.choice(challenges)
            call, target = challenge.call, ("challenge", challenge.id)
        amended.add((kind, target[1]))
        yield Notice(f"{call.id}-n{number:03d}-{kind}", kind, call, target)


def _by_call(challenges: Sequence[Challenge]) -> dict[str, list[Challenge]]:
    offered: dict[str, list[Challenge]] = {}
    for challenge in challenges:
        offered.setdefault(challenge.call.id, []).append(challenge)
    return offered
