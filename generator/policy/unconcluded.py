"""An owner's projects that are surely not concluded when it gets another."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import Catalog, programme_of
from generator.dates import closes_at, opens_at
from generator.model.records import Challenge, Organisation, Programme, Success, Winner
from generator.policy.comparison import Figures, exactly

_ENDED = ("concluded", "cancelled", "exempt", "prize", "proposed", "shortlisted", "potential")


def unconcluded_of(catalog: Catalog, record: Challenge | Winner) -> Figures:
    """How many earlier projects of the owner are still running at the decision; only terms that say so count."""
    if not isinstance(record, Winner):
        return {}
    owner, decided = _owner(catalog, record), opens_at(record.decided_on) if record.decided_on else None
    if owner is None or decided is None:
        return {}
    return {"unconcluded": exactly(sum(_runs_at(catalog, other, decided) for other in _others(catalog, owner, record)))}


def _owner(catalog: Catalog, winner: Winner) -> Organisation | None:
    challenge = catalog.find(Challenge, winner.challenge)
    return catalog.find(Organisation, challenge.owner.organisation if challenge and challenge.owner else None)


def _others(catalog: Catalog, owner: Organisation, winner: Winner) -> Iterator[Winner]:
    """The owner's other awards in programmes of the same place and mechanism."""
    family = _family(programme_of(catalog, winner))
    for challenge in catalog.referring(owner, Challenge, "owner"):
        for other in catalog.referring(challenge, Winner):
            if other.id != winner.id and _family(programme_of(catalog, other)) == family:
                yield other


def _family(programme: Programme | None) -> tuple[str, str] | None:
    return (programme.region, programme.mechanism) if programme is not None else None


def _runs_at(catalog: Catalog, winner: Winner, moment: str) -> bool:
    """Whether an award was made before `moment` and its term ends after it, with no result recorded."""
    began = opens_at(winner.decided_on) if winner.decided_on else None
    ends = closes_at(winner.term.to) if winner.term and winner.term.to else None
    if winner.state in _ENDED or began is None or ends is None or catalog.referring(winner, Success):
        return False
    return began < moment < ends
