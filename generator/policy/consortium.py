"""Consortium: whether there must be one, how many lead it, how many take part."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The lead, the members and all units against their numbers; known only of consortia."""
    if rule.required:
        yield Comparison("consortium", "is", expects=True)
    if rule.leads is not None:
        yield Comparison("leads", "=", number=rule.leads)
    if rule.members_min is not None:
        yield Comparison("members", ">=", number=rule.members_min)
    if rule.members_max is not None:
        yield Comparison("members", "<=", number=rule.members_max)
    if rule.max is not None:
        yield Comparison("units", "<=", number=rule.max)
