"""What a whole run tells of broken rules: each breach once, where it stands, as strongly as the rule says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import found_in, put

from generator.pipeline import check
from generator.problems import Problem
from policy.written import LEAST

CAPPED = {**LEAST, "id": "support", "kind": "support", "rate_max": 25, "quantity": "rd_input", "cap": {"wan": 50}}


def programme(project: Path, *rules: dict[str, Any]) -> None:
    """The base's programme with these rules."""
    put(project, "programme", rules=list(rules), tracks=[TRACK])


TRACK = {"id": "tackling", "title": {"zh": "攻关", "en": "Tackling"}, "summary": {"zh": "攻关。", "en": "Tackles."}}
SHORT = {"zh": "最高50万元", "en": "At most CNY 500,000"}


def broken(project: Path) -> list[Problem]:
    return [found for found in check(project).problems if found.code == "rule-broken"]


@pytest.mark.parametrize(("strength", "severity"), [("hard", "error"), ("soft", "warning"), ("inferred", "warning")])
def test_a_breach_is_as_severe_as_its_rule(small_project: Path, strength: str, severity: str) -> None:
    programme(small_project, {**CAPPED, "strength": strength})
    put(small_project, "challenge", support={"amount": {"wan": 51}})
    (found,) = broken(small_project)
    assert (found.severity, found.pointer, found.value) == (severity, ("support",), "a-programme#support")
    assert found.line > 0


def test_what_is_encouraged_is_never_told(small_project: Path) -> None:
    programme(small_project, {**CAPPED, "strength": "encouraged"})
    put(small_project, "challenge", support={"amount": {"wan": 51}})
    assert found_in(small_project) == []


def test_a_record_that_breaks_a_hard_rule_is_left_out_and_one_warned_of_is_not(small_project: Path) -> None:
    for strength, kept in (("hard", False), ("soft", True)):
        programme(small_project, {**CAPPED, "strength": strength})
        put(small_project, "challenge", support={"amount": {"wan": 51}})
        assert ("a-challenge" in check(small_project).catalog.records["challenge"]) is kept


def test_two_limits_of_one_rule_are_told_together(small_project: Path) -> None:
    programme(small_project, CAPPED)
    put(small_project, "challenge", rd_input={"wan": 100}, support={"amount": {"wan": 51}})
    (found,) = broken(small_project)
    assert "= 25万元，这里是 51万元；" in found.message.zh
    assert "≤ 50万元，这里是 51万元" in found.message.zh


def test_a_breach_is_told_with_its_clause_in_both_languages(small_project: Path) -> None:
    cite = {"source": "notice", "quote": "最高不超过50万元"}
    programme(small_project, {**CAPPED, "statement": SHORT, "cite": cite})
    put(small_project, "challenge", support={"amount": {"wan": 51}})
    (found,) = broken(small_project)
    assert found.message.zh == (
        "不符合规则 a-programme#support（硬性）：政府支持 ≤ 50万元，这里是 51万元。条款：“最高不超过50万元”"
    )
    assert found.message.en == (
        "Breaks the rule a-programme#support (hard): Government support ≤ CNY 500,000; here CNY 510,000. "
        "Clause: “最高不超过50万元”"
    )


def test_a_quota_is_told_once_for_each_group_at_its_last_record(small_project: Path) -> None:
    programme(small_project, {**LEAST, "id": "one", "kind": "quota", "of": "tasks", "per": ["unit"], "max": 1})
    for name, unit in (("a", "甲"), ("b", "乙"), ("c", "甲"), ("d", "乙"), ("e", "甲")):
        put(small_project, "winner", id=name, list="a-list", challenge="c-1", lead={"name": {"zh": unit}})
    put(small_project, "challenge", id="c-1")
    told = [(found.file, found.pointer) for found in broken(small_project)]
    assert told == [("content/winners/d.yml", ("lead",)), ("content/winners/e.yml", ("lead",))]
    assert ["b" in found.message.zh.partition("同组")[2] for found in broken(small_project)] == [True, False]


def test_a_quota_of_the_whole_call_is_held_against_the_sum_alone(small_project: Path) -> None:
    programme(small_project, {**LEAST, "id": "sum", "kind": "quota", "cap": {"wan": 100}})
    for name, paid in (("a", 120), ("b", 60)):
        amount = {"amount": {"wan": paid}}
        put(small_project, "winner", id=name, list="a-list", challenge="c-1", support=amount, title={"zh": name})
    put(small_project, "challenge", id="c-1")
    (found,) = broken(small_project)
    assert found.file == "content/winners/b.yml"
    assert "这里是 180万元" in found.message.zh


def test_the_order_of_files_changes_nothing(small_project: Path) -> None:
    programme(small_project, {**LEAST, "id": "one", "kind": "quota", "of": "tasks", "per": ["unit"], "max": 1})
    for name in ("b", "a"):
        put(small_project, "winner", id=name, list="a-list", lead={"name": {"zh": "甲"}}, challenge="c-1")
    put(small_project, "challenge", id="c-1")
    (found,) = broken(small_project)
    assert found.file == "content/winners/b.yml"


def test_a_region_that_a_rule_names_is_one_of_the_sites(small_project: Path) -> None:
    place = {**LEAST, "id": "place", "kind": "eligibility", "unit_regions": ["xiangtan", "xiangtn"]}
    programme(small_project, place)
    (line,) = found_in(small_project)
    assert line.endswith("vocabulary-unknown /rules/0/unit_regions/1")
