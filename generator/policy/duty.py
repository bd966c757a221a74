"""Duty: what an authority or unit has to do; when it falls due is shown on the board, and nobody is judged."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.answers import answer
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The unit's own answer, where the rule asks for one."""
    yield from answer(rule)
