"""Procedure: what must come before the decision, and what each award or challenge must show of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.answers import answer
from generator.policy.comparison import WHOLE, Comparator, Comparison


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The earlier step's day against the decision's, what must be stated or recommended, and the unit's own answer."""
    if rule.earlier is not None:  # a contract may be signed on the day of the decision; a public notice is over by then
        comparator: Comparator = "<" if rule.earlier == "notice_to" else "<="
        yield Comparison(rule.earlier, comparator, rate=WHOLE, of="decided_on")
    if rule.states:
        yield Comparison("stated", "has", choices=rule.states)
    if rule.recommended:
        yield Comparison("recommended", "is", expects=True)
    yield from answer(rule)
