"""A unit has one record, is linked where its name is printed, and stands once in an award."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import faults_in, put, severities_in

from generator.lang import folded
from generator.pipeline import check

CODE = "91350100M000100Y43"
WITHDRAWN = {"on": "2025-01-01", "reason": {"zh": "并入另一条。"}, "replaced_by": "x"}


def unit(project: Path, record_id: str, name: str, **keys: Any) -> None:
    put(project, "organisation", id=record_id, title={"zh": name, "en": record_id}, **keys)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("某大学（本部）", "某大学(本部)"),
        ("某大学（本部）", "某大学【本部】"),
        ("某大学〔本部〕", "某大学 ［本部］"),
        ("ＡＢＣ公司", "ABC公司"),
        ("某　大 学", "某大学"),
        ("某\u00a0大学", "某大学"),
    ],
)
def test_names_are_compared_without_their_typography(small_project: Path, one: str, other: str) -> None:
    unit(small_project, "x", one)
    unit(small_project, "y", other)
    assert faults_in(small_project) == [("y", "unit-twice", "/title/zh")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("某大学", "某大学（本部）"), ("某公司", "某有限公司"), ("abc公司", "ABC公司"), ("台公司", "臺公司")],
)
def test_names_are_compared_with_no_other_cleverness(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_the_later_record_names_the_earlier(small_project: Path) -> None:
    unit(small_project, "y", "某大学")
    unit(small_project, "x", "某大学")
    (found,) = check(small_project).problems
    assert found.file.endswith("/y.yml")
    assert "content/organisations/x.yml" in found.message.zh
    assert "replaced_by: x" in found.remedy.zh


def test_two_records_of_one_credit_code_are_one_unit(small_project: Path) -> None:
    unit(small_project, "x", "某大学", credit_code=CODE)
    unit(small_project, "y", "另一大学", credit_code=CODE)
    assert faults_in(small_project) == [("y", "unit-twice", "/credit_code")]


def test_former_names_count_too(small_project: Path) -> None:
    unit(small_project, "x", "某大学", names=[{"name": {"zh": "某学院"}}])
    unit(small_project, "y", "另一大学", names=[{"name": {"zh": "旧名"}}, {"name": {"zh": "某学院"}}])
    unit(small_project, "z", "旧名")
    assert faults_in(small_project) == [
        ("y", "unit-twice", "/names/1/name/zh"),
        ("z", "unit-twice", "/title/zh"),
    ]


def test_a_whole_copy_is_told_once(small_project: Path) -> None:
    for record_id in ("x", "y", "z"):
        unit(small_project, record_id, "某大学", credit_code=CODE, names=[{"name": {"zh": "某学院"}}])
    assert faults_in(small_project) == [
        ("y", "unit-twice", "/credit_code"),
        ("z", "unit-twice", "/credit_code"),
    ]


def test_a_unit_may_take_an_old_name_again_and_short_names_may_agree(small_project: Path) -> None:
    unit(small_project, "x", "某大学", short={"zh": "某大"}, names=[{"name": {"zh": "某大学"}}])
    unit(small_project, "y", "另一大学", short={"zh": "某大"})
    assert faults_in(small_project) == []


def test_a_withdrawn_record_is_no_second_one(small_project: Path) -> None:
    unit(small_project, "x", "某大学")
    unit(small_project, "y", "某大学", withdrawn=WITHDRAWN)
    assert faults_in(small_project) == []


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("challenge", {"owner": {"name": {"zh": "某学院"}}}, "/owner/name"),
        ("winner", {"lead": {"name": {"zh": "某 大学"}}}, "/lead/name"),
        ("winner", {"members": [{"name": {"zh": "别处"}}, {"name": {"zh": "某大学"}}]}, "/members/1/name"),
        ("winner", {"recommender": {"name": {"zh": "某大学"}}}, "/recommender/name"),
        ("success", {"units": [{"name": {"zh": "某大学"}}]}, "/units/0/name"),
        ("guide", {"issuers": [{"name": {"zh": "某大学"}}]}, "/issuers/0/name"),
        ("list", {"issuers": [{"name": {"zh": "某大学"}}]}, "/issuers/0/name"),
        ("programme", {"issuers": [{"name": {"zh": "某大学"}}]}, "/issuers/0/name"),
        ("notice", {"issuers": [{"name": {"zh": "某大学"}}]}, "/issuers/0/name"),
    ],
)
def test_a_printed_name_of_a_recorded_unit_is_to_be_linked(
    small_project: Path, kind: str, keys: dict[str, Any], pointer: str
) -> None:
    unit(small_project, "x", "某大学", names=[{"name": {"zh": "某学院"}}])
    put(small_project, "challenge")
    put(small_project, kind, id="y", **keys)
    assert faults_in(small_project) == [("y", "unit-unlinked", pointer)]
    assert severities_in(small_project) == ["warning"]
    assert "organisation: x" in check(small_project).problems[0].remedy.zh


@pytest.mark.parametrize(
    "owner", [{"organisation": "x", "name": {"zh": "某学院"}}, {"name": {"zh": "某大"}}, {"name": {"zh": "无记录"}}]
)
def test_a_linked_or_unknown_name_is_left_alone(small_project: Path, owner: dict[str, Any]) -> None:
    unit(small_project, "x", "某大学", short={"zh": "某大"}, names=[{"name": {"zh": "某学院"}}])
    put(small_project, "challenge", owner=owner)
    assert faults_in(small_project) == []


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("winner", {"lead": {"organisation": "x"}, "members": [{"organisation": "x"}]}, "/members/0"),
        ("winner", {"members": [{"organisation": "x"}, {"organisation": "x"}]}, "/members/1"),
        ("winner", {"lead": {"name": {"zh": "别处（甲）"}}, "members": [{"name": {"zh": "别处(甲)"}}]}, "/members/0"),
        ("success", {"units": [{"organisation": "x"}, {"organisation": "x", "name": {"zh": "旧"}}]}, "/units/1"),
    ],
)
def test_a_unit_stands_once_in_an_award(small_project: Path, kind: str, keys: dict[str, Any], pointer: str) -> None:
    unit(small_project, "x", "某大学")
    put(small_project, "challenge")
    put(small_project, kind, id="y", **keys)
    assert faults_in(small_project) == [("y", "unit-repeated", pointer)]


def test_a_name_and_a_reference_are_one_unit(small_project: Path) -> None:
    unit(small_project, "x", "某大学")
    put(small_project, "challenge")
    put(small_project, "winner", lead={"organisation": "x"}, members=[{"name": {"zh": "某大学"}}])
    assert {code for _, code, _ in faults_in(small_project)} == {"unit-repeated", "unit-unlinked"}


def test_a_lead_may_recommend_itself_and_win_twice(small_project: Path) -> None:
    unit(small_project, "x", "某大学")
    put(small_project, "challenge")
    for record_id in ("y", "z"):
        lead = {"organisation": "x"}
        put(small_project, "winner", id=record_id, lead=lead, recommender=lead, code=record_id)
    assert faults_in(small_project) == []


def test_an_ill_shaped_unit_is_told_by_its_schema_alone(small_project: Path) -> None:
    unit(small_project, "x", "某大学")
    put(small_project, "organisation", id="y", title="某大学", names={"name": 1})
    assert {code for _, code, _ in faults_in(small_project)} == {"value-type"}
