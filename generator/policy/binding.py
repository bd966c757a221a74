"""Which rules bind a record: those of its list, guide and programme, on its track."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from generator.catalog import Catalog, programme_of, rules_in, ruling, track_of
from generator.model.parts import Rule
from generator.model.records import Challenge, Record, Winner

Bound: TypeAlias = Challenge | Winner
"""What rules bind: a challenge, or an award."""


def bound(catalog: Catalog) -> tuple[Bound, ...]:
    """Every challenge and award that was not taken down."""
    found: tuple[Bound, ...] = (*catalog.of(Challenge).values(), *catalog.of(Winner).values())
    return tuple(record for record in found if record.withdrawn is None)


def rules_on(catalog: Catalog, record: Bound) -> Iterator[tuple[Record, Rule]]:
    """Each rule that binds the record, with the record that states it.

    An award is bound by its challenge's rules too; but what another programme states about the challenge does not bind
    an award that its own programme makes and pays.
    """
    challenge = catalog.find(Challenge, record.challenge) if isinstance(record, Winner) else None
    holders = dict.fromkeys((*ruling(catalog, record), *(ruling(catalog, challenge) if challenge else ())))
    programme, track = programme_of(catalog, record), track_of(catalog, record)
    for holder in holders:
        if programme_of(catalog, holder) is programme:
            unique = {rule.id: rule for rule in rules_in(holder)}
            yield from [(holder, rule) for rule in unique.values() if rule.track is None or rule.track == track]
