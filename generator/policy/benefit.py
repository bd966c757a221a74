"""Benefit: an advantage that is offered; there is nothing to meet or to break."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.comparison import Comparison


def comparisons(_rule: Rule) -> Iterator[Comparison]:
    """None."""
    yield from ()
