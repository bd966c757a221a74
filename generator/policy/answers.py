"""What applicants answer themselves: the question that a rule asks, and the answer that complies."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.comparison import Comparison, FigureId


def answer(rule: Rule) -> Iterator[Comparison]:
    """The answer to the rule's question, where it asks one."""
    if rule.asks is not None:
        yield Comparison(answered(rule.id), "is", expects=rule.asks.expects)


def answered(rule_id: str) -> FigureId:
    """The name of the answer to a rule's question."""
    return f"answer:{rule_id}"
