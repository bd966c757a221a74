"""An applicant's figures held against rules: what is met, broken or not told, and the highest support with its sum.

`theme/assets/check.js` does the same in the browser; both are held to the same vectors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from generator.model.parts import Rule
from generator.policy import CHECKED, comparisons_of, support
from generator.policy.comparison import Comparison, Figures, compare, limit

Status: TypeAlias = Literal["meets", "breaks", "untested", "judged", "authority", "shown"]

STATUSES: tuple[Status, ...] = ("meets", "breaks", "untested", "judged", "authority", "shown")
RECORD_ONLY = frozenset({"paid", "stated", "recommended", "contract_on", "notice_to", "decided_on"})
"""Figures that records have and applicants do not give."""

_OF_AUTHORITIES = frozenset({"quota", "procedure", "duty", "materials"})
"""Kinds that bind the authorities where a rule names no audience."""

_LIMITING = ("hard", "soft")


class Highest(NamedTuple):
    """The highest support in fen that rates, caps and fixed sums allow; complete where all could be worked out."""

    amount: int | None
    complete: bool


def is_for_applicants(rule: Rule) -> bool:
    """Whether the rule binds owners or solvers rather than authorities and recommenders."""
    return rule.audience != "recommender" and (rule.audience is not None or rule.kind not in _OF_AUTHORITIES)


def asked(rule: Rule) -> tuple[Comparison, ...]:
    """What of the rule an applicant's figures can be held against."""
    if not is_for_applicants(rule):
        return ()
    return tuple(c for c in comparisons_of(rule) if c.left not in RECORD_ONLY)


def settled(rule: Rule) -> Status | None:
    """What is said of a rule whatever the figures: it informs, it binds authorities, or only people judge it."""
    informs = rule.strength not in CHECKED or rule.kind == "benefit"
    if informs or (rule.strength == "inferred" and not comparisons_of(rule)):
        return "shown"
    if not is_for_applicants(rule):
        return "authority"
    return None if asked(rule) else "judged"


def status_of(rule: Rule, figures: Figures) -> Status:
    """What the figures say of one rule: broken if any comparison is, untested if any is, else met."""
    known = settled(rule)
    if known is not None:
        return known
    results = [compare(comparison, figures) for comparison in asked(rule)]
    return "breaks" if "breaks" in results else "untested" if "untested" in results else "meets"


def ceilings_of(rules: Iterable[Rule]) -> tuple[Comparison, ...]:
    """What support may not exceed by any rule, hard or in principle."""
    found = (c for rule in rules if _limits(rule) for c in support.ceilings(rule))
    return tuple(dict.fromkeys(found))


def sums_of(rules: Iterable[Rule]) -> tuple[int, ...]:
    """The fixed sums of all rules, the lowest first."""
    return tuple(sorted({amount for rule in rules if _limits(rule) for amount in support.fixed(rule)}))


def highest(rules: Sequence[Rule], figures: Figures) -> Highest:
    """The lowest of the ceilings; with fixed sums, the highest of them that stays below it."""
    limits = [limit(ceiling, figures) for ceiling in ceilings_of(rules)]
    known = [found.high for found in limits if found is not None and found.high is not None]
    lowest = min(known, default=None)
    sums = [amount for amount in sums_of(rules) if lowest is None or amount <= lowest]
    complete = len(known) == len(limits) and bool(limits or sums)
    return Highest(max(sums) if sums else lowest, complete)


def _limits(rule: Rule) -> bool:
    return rule.kind == "support" and rule.strength in _LIMITING
