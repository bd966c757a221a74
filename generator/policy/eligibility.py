"""Eligibility: what kind of unit may own or lead, where it lies, who may take part, and for what kind of technology."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.answers import answer
from generator.policy.comparison import Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The unit's kind and region, the members' kinds, the technology, and the unit's own answer."""
    unit = "owner" if rule.audience == "owner" else "lead"
    if rule.unit_kinds:
        yield Comparison(f"{unit}_kind", "in", choices=rule.unit_kinds)
    if rule.unit_regions:
        yield Comparison(f"{unit}_region", "any", choices=rule.unit_regions)
    if rule.member_kinds:
        yield Comparison("member_kinds", "in", choices=rule.member_kinds)
    if rule.technology:
        yield Comparison("technology", "any", choices=rule.technology)
    yield from answer(rule)
