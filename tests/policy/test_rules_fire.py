"""Each rule of the three official documents that figures can break fires on what breaks it and on nothing else.

A file `cases/policy/<record>/<rule>.yml` holds invented records: `good` breaks no rule; `bad` breaks this one, and of
others only those named in `also`. Both are lists of records, or lists of such lists where there are several variants.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from small import CASES

from generator.policy import comparisons_of
from generator.yamlio import parse_yaml
from policy.standing import HOLDERS, Keys, resolves, rules_of, standing

POLICY = CASES / "policy"
FILES = sorted(path.relative_to(POLICY).with_suffix("").as_posix() for path in POLICY.glob("*/*.yml"))
BINDING = [(holder, rule) for holder in HOLDERS for rule in rules_of(holder) if rule.strength in ("hard", "soft")]
SEVERITIES = {"hard": "error", "soft": "warning"}


def case_of(name: str) -> dict[str, Any]:
    found = parse_yaml((POLICY / f"{name}.yml").read_text("utf-8"), name)
    assert isinstance(found, dict)
    assert set(found) <= {"good", "bad", "also"}
    return found


def variants(written: list[Any]) -> list[list[Keys]]:
    return written if isinstance(written[0], list) else [written]


def cases(side: str) -> Iterator[Any]:
    for name in FILES:
        for i, records in enumerate(variants(case_of(name)[side])):
            yield pytest.param(*name.split("/"), records, id=f"{name}-{i}")


def test_every_rule_that_figures_can_break_has_a_case_and_no_case_is_left_over() -> None:
    assert sorted(f"{holder}/{rule.id}" for holder, rule in BINDING if comparisons_of(rule)) == FILES


def test_the_rules_that_only_people_can_judge_are_known(request: pytest.FixtureRequest) -> None:
    golden = POLICY / "judged.txt"
    judged = [f"{holder} {rule.id} {rule.kind}" for holder, rule in BINDING if not comparisons_of(rule)]
    if request.config.getoption("--update-golden"):
        golden.write_text("".join(f"{line}\n" for line in judged), "utf-8")
    assert judged == golden.read_text("utf-8").splitlines()


@pytest.mark.parametrize(("holder", "rule_id", "records"), [*cases("bad")])
def test_what_breaks_a_rule_is_told_with_its_clause(holder: str, rule_id: str, records: list[Keys]) -> None:
    (rule,) = (rule for rule in rules_of(holder) if rule.id == rule_id)
    found = standing(holder, records)
    own = [problem for problem in found.problems if problem.value == f"{holder}#{rule_id}"]
    assert own
    assert {(problem.code, problem.severity) for problem in own} == {("rule-broken", SEVERITIES[rule.strength])}
    assert all(resolves(found.documents, problem) for problem in own)
    assert all(str(rule.cite.quote) in problem.message.zh for problem in own)
    assert {problem.code for problem in found.problems} == {"rule-broken"}
    assert {*found.broken} <= {rule_id, *case_of(f"{holder}/{rule_id}").get("also", ())}


@pytest.mark.parametrize(("holder", "rule_id", "records"), [*cases("good")])
def test_what_keeps_a_rule_is_told_nothing(holder: str, rule_id: str, records: list[Keys]) -> None:
    assert rule_id
    assert standing(holder, records).problems == ()


@pytest.mark.parametrize("name", FILES)
def test_other_rules_that_a_case_breaks_are_named_for_a_reason(name: str) -> None:
    case, (holder, rule_id) = case_of(name), name.split("/")
    fired = {broken for records in variants(case["bad"]) for broken in standing(holder, records).broken}
    assert fired == {rule_id, *case.get("also", ())}
