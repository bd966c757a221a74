"""Quota: how many applications, tasks or projects, or how much money, per unit, group, chain, year and the like."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parts import Rule
from generator.policy.amounts import fen
from generator.policy.comparison import Comparison, FigureId


def comparisons(rule: Rule) -> Iterator[Comparison]:
    """The count, or the sum of support, against its least and its most."""
    if rule.of is not None and rule.min is not None:
        yield Comparison(counted(rule), ">=", number=rule.min)
    if rule.of is not None and rule.max is not None:
        yield Comparison(counted(rule), "<=", number=rule.max)
    cap = fen(rule.cap)
    if cap is not None:
        yield Comparison(summed(rule), "<=", number=cap)


def counted(rule: Rule) -> FigureId:
    """The name of what the quota counts, such as `tasks_per_unit`."""
    return _named(rule.of or "support", rule)


def summed(rule: Rule) -> FigureId:
    """The name of the sum of support that the quota caps, such as `support_per_chain_year`."""
    return _named("support", rule)


def _named(what: str, rule: Rule) -> FigureId:
    return "_".join((what, "per", *rule.per)) if rule.per else what
