"""An owner's projects that are surely not concluded when it gets another."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import Catalog, programme_of
from generator.dates import Interval, interval
from generator.model.parts import Date
from generator.model.records import Challenge, Organisation, Programme, Success, Winner
from generator.policy.comparison import Figures, Span

_ENDED = ("concluded", "cancelled", "exempt", "prize", "proposed", "shortlisted", "potential")


def unconcluded_of(catalog: Catalog, record: Challenge | Winner) -> Figures:
    """At least how many earlier projects of the owner still run at the decision; only terms that say so count."""
    if not isinstance(record, Winner):
        return {}
    owner, decided = _owner(catalog, record), _interval(record.decided_on)
    if owner is None or decided is None:
        return {}
    running = sum(_runs_at(catalog, other, decided) for other in _others(catalog, owner, record))
    return {"unconcluded": Span(running, None)}


def _owner(catalog: Catalog, winner: Winner) -> Organisation | None:
    challenge = catalog.find(Challenge, winner.challenge)
    return catalog.find(Organisation, challenge.owner.organisation if challenge and challenge.owner else None)


def _others(catalog: Catalog, owner: Organisation, winner: Winner) -> Iterator[Winner]:
    """The owner's other awards in programmes of the same place and mechanism."""
    family = _family(programme_of(catalog, winner))
    for challenge in catalog.referring(owner, Challenge, "owner"):
        for other in catalog.referring(challenge, Winner):
            if other is not winner and other.withdrawn is None and _family(programme_of(catalog, other)) == family:
                yield other


def _family(programme: Programme | None) -> tuple[str, str] | None:
    return (programme.region, programme.mechanism) if programme is not None else None


def _runs_at(catalog: Catalog, winner: Winner, decided: Interval) -> bool:
    """Whether an award was surely made before the decision and its term surely runs on, with no result recorded."""
    began, ends = _interval(winner.decided_on), _interval(winner.term.to if winner.term is not None else None)
    if winner.state in _ENDED or began is None or ends is None or catalog.referring(winner, Success):
        return False
    return began.last < decided.first and decided.last <= ends.first


def _interval(written: Date | None) -> Interval | None:
    return interval(written) if written is not None else None
