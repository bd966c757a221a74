"""The programmes' rules as data: a closed set of kinds, each a module that turns a rule's figures into comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from generator.model.parts import Rule
from generator.policy import (
    benefit,
    consortium,
    duty,
    eligibility,
    exclusion,
    materials,
    minimum,
    own_funds,
    procedure,
    quota,
    share,
    support,
    term,
)
from generator.policy.comparison import Comparison

RULE_KINDS: Mapping[str, Callable[[Rule], Iterator[Comparison]]] = MappingProxyType(
    {
        "support": support.comparisons,
        "quota": quota.comparisons,
        "minimum": minimum.comparisons,
        "share": share.comparisons,
        "own_funds": own_funds.comparisons,
        "term": term.comparisons,
        "consortium": consortium.comparisons,
        "exclusion": exclusion.comparisons,
        "eligibility": eligibility.comparisons,
        "materials": materials.comparisons,
        "procedure": procedure.comparisons,
        "duty": duty.comparisons,
        "benefit": benefit.comparisons,
    }
)
"""Every kind of rule there is, in the order in which applicants read them."""

CHECKED = ("hard", "soft", "inferred")
"""The strengths that are held against figures; what is encouraged is shown and never checked."""


def comparisons_of(rule: Rule) -> tuple[Comparison, ...]:
    """What a machine can hold against figures; nothing where only people can judge, or the rule only encourages."""
    return tuple(RULE_KINDS[rule.kind](rule)) if rule.strength in CHECKED else ()
