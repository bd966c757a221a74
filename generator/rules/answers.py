"""What a unit declared answers a question that a rule binding it asks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog import programme_of
from generator.policy.binding import bound, rules_on
from generator.problems import Problem, nearest, problem
from generator.rules.evidence import Evidence

_NOTHING_ASKED = {
    "advice": "约束这条记录的规则都没有提问；删掉这个回答。",
    "advice_en": "No rule that binds this record asks one; remove the answer.",
}


def problems(evidence: Evidence) -> Iterator[Problem]:
    """Declarations for rules that do not bind the record or ask nothing."""
    catalog = evidence.catalog
    for record in bound(catalog):
        if not record.declared or programme_of(catalog, record) is None:
            continue  # of a programme that was left out nobody knows what it asks
        asked = [rule.id for _, rule in rules_on(catalog, record) if rule.asks is not None]
        for i, declared in enumerate(record.declared):
            if declared.rule not in asked:
                words = nearest(declared.rule, asked) if asked else _NOTHING_ASKED
                at = ("declared", i, "rule")
                yield problem("answer-unasked", evidence.place(record), pointer=at, value=declared.rule, words=words)
