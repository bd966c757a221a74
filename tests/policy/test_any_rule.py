"""Whatever a valid rule or record says, it is read, compared and worded, and nothing raises."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from small import document

from generator.catalog import resolve
from generator.documents import Document
from generator.policy import RULE_KINDS, comparisons_of
from generator.policy.figures import FIGURES
from generator.policy.words import required
from generator.problems import Problem
from generator.rules import answers, policies
from generator.rules.evidence import Evidence
from generator.schemas import read_schemas, schema_problems
from policy.written import LEAST

from policy.standing import settings  # isort: skip
from policy.written import rule  # isort: skip

RULE = read_schemas()["common"]["$defs"]["rule"]["properties"]
NUMBER = st.sampled_from((0, 1, 0.1, 33.333, 99.995, 1e15, 2))
MONEY = st.builds(
    lambda unit, amount, qualifier: {unit: amount, **({"qualifier": qualifier} if qualifier else {})},
    st.sampled_from(("yuan", "wan", "yi")),
    NUMBER | st.builds(lambda a, b: {"min": min(a, b), "max": max(a, b)}, NUMBER, NUMBER) | st.just({"max": 2}),
    st.sampled_from((None, "about", "almost", "over", "at_most", "at_least")),
) | st.just({"text": {"zh": "面议"}})
DATE = st.sampled_from(
    ("0001-01-01", "2024", "2024-02", "2024-02-29", "2025-12-31", "9999-12-31", {"text": {"zh": "下旬"}})
)
COUNT = st.sampled_from((0, 1, 2, 24))
TEXT = st.just({"zh": "文字"})
PARTY = st.sampled_from(({"organisation": "a-organisation"}, {"organisation": "gone"}, {"name": {"zh": "甲"}}))
SUPPORT = st.fixed_dictionaries(
    {},
    optional={"amount": MONEY, "options": st.lists(MONEY, min_size=1), "paid": st.sampled_from(RULE["paid"]["enum"])},
)
TERM = st.fixed_dictionaries({}, optional={"from": DATE, "to": DATE, "months_max": COUNT, "text": TEXT})
AMOUNTS = dict.fromkeys(("rd_input", "total_investment", "owner_payment", "own_funds"), MONEY)
DECLARED = st.just([{"rule": "r", "answer": False}])


def some(name: str) -> st.SearchStrategy[list[str]]:
    """Some of the choices that a list of a rule may hold."""
    return st.lists(st.sampled_from(RULE[name]["items"]["enum"]), min_size=1, unique=True)


RULES = st.fixed_dictionaries(
    {"kind": st.sampled_from(tuple(RULE_KINDS)), "strength": st.sampled_from(RULE["strength"]["enum"])},
    optional={
        **{name: NUMBER.filter(lambda n: n <= 100) for name in ("rate_max", "rate_min")},
        **dict.fromkeys(("cap", "at_least"), MONEY),
        **dict.fromkeys(("min", "max", "leads", "members_min", "members_max", "months_min", "months_max"), COUNT),
        **{name: some(name) for name in ("per", "unit_kinds", "member_kinds", "technology", "states")},
        **{name: st.sampled_from(RULE[name]["enum"]) for name in ("audience", "quantity", "paid", "of", "earlier")},
        "fixed": st.lists(MONEY, min_size=1, max_size=2),
        "ratio_min": st.sampled_from(("2:1", "1:3", "0:1", "1:0.001")),
        "unit_regions": st.just(["xiangtan"]),
        "required": st.booleans(),
        "recommended": st.booleans(),
        "unconcluded_max": COUNT,
        "asks": st.just({"question": {"zh": "是否？"}, "expects": True}),
    },
)
CHALLENGES = st.fixed_dictionaries(
    {},
    optional={**AMOUNTS, "new_tax": MONEY, "support": SUPPORT, "term": TERM, "owner": PARTY, "chain": TEXT,
              "types": st.just(["gap"]), "need": TEXT, "year": st.just(2025), "declared": DECLARED},
)  # fmt: skip
WINNERS = st.fixed_dictionaries(
    {},
    optional={**AMOUNTS, "support": SUPPORT, "term": TERM, "lead": PARTY, "members": st.lists(PARTY, max_size=2),
              "consortium": TEXT, "decided_on": DATE, "contract_on": DATE, "chain": TEXT, "declared": DECLARED,
              "list": st.just("a-list"), "recommender": PARTY, "year": st.just(2025)},
)  # fmt: skip


def told(documents: list[Document]) -> list[Problem]:
    evidence = Evidence(tuple(documents), {}, resolve(documents), settings())
    return [*policies.problems(evidence), *answers.problems(evidence)]


@given(RULES)
def test_a_valid_rule_compares_what_has_a_name(written: dict[str, Any]) -> None:
    if list(schema_problems(document("programme", rules=[{**LEAST, "id": "r", **written}]))):
        return
    found = rule(**written)
    for comparison in comparisons_of(found):
        known = {*FIGURES, "answer:r"}
        assert comparison.left in known or found.kind == "quota" or comparison.left == found.of
        assert (comparison.of is None) == (comparison.rate is None)
        assert comparison.of is None or comparison.of in known
        told = (comparison.number, comparison.rate, comparison.choices or None, comparison.expects)
        assert sum(one is not None for one in told) == 1
        assert required(comparison, found, "zh").strip()
        assert required(comparison, found, "en").strip()


@given(st.lists(RULES, max_size=4), CHALLENGES, st.lists(WINNERS, max_size=3))
def test_valid_records_are_held_against_valid_rules(
    rules: list[dict[str, Any]], challenge: dict[str, Any], winners: list[dict[str, Any]]
) -> None:
    written = [{**LEAST, "id": "r", **each} for each in rules]
    documents = [
        document("programme", rules=written),
        document("list", public_notice={"from": "2024-01-01", "to": "2024-02-29"}, declared_total=len(winners) or 1),
        document("organisation", region="strange"),
        document("challenge", **challenge),
        *(document("winner", **{"id": f"w-{i}", **winner}) for i, winner in enumerate(winners)),
    ]
    fit = [each for each in documents if not list(schema_problems(each))]
    for problem in told(fit):
        assert "None" not in problem.message.zh + str(problem.message.en)
    assert told(fit) == told(fit[::-1])
