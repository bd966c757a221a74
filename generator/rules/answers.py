"""What a unit declared answers a question that a rule binding it asks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.policy.binding import bound, rules_on
from generator.problems import Problem, nearest, problem
from generator.rules.evidence import Evidence


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Declarations for rules that do not bind the record or ask nothing."""
    catalog = evidence.catalog
    for record in bound(catalog):
        if not record.declared:
            continue
        asked = [rule.id for _, rule in rules_on(catalog, record) if rule.asks is not None]
        for i, declared in enumerate(record.declared):
            if declared.rule not in asked:
                words = nearest(declared.rule, asked)
                at = ("declared", i, "rule")
                yield problem("answer-unasked", evidence.place(record), pointer=at, value=declared.rule, words=words)
