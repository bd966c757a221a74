"""Two records that say the same are told; what only looks alike is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import faults_in, put, severities_in

from generator.pipeline import check

ALIKE = {"zh": "高效电机（一期）", "en": "x"}
LIKE = {"zh": "高效 电机(一期)", "en": "y"}
OTHER = {"zh": "电机控制器", "en": "z"}
REPEATED = [("y", "record-repeated", "")]


def two(project: Path, kind: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    put(project, kind, **{"id": "x", "title": ALIKE, **one})
    put(project, kind, **{"id": "y", "title": LIKE, **other})


def owner(name: str) -> dict[str, Any]:
    return {"owner": {"name": {"zh": name}}}


def units(*names: str) -> dict[str, Any]:
    return {"units": [{"name": {"zh": name}} for name in names]}


def lead(name: str) -> dict[str, Any]:
    return {"lead": {"name": {"zh": name}}}


@pytest.fixture
def listed(small_project: Path) -> Path:
    """A project with a challenge, a second list and a second guide."""
    put(small_project, "challenge")
    put(small_project, "list", id="b-list")
    put(small_project, "guide", id="b-guide")
    return small_project


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        (owner("甲公司"), owner("甲 公司")),
        ({"guide": "a-guide"}, {"guide": "b-guide"}),
        ({"seq": 1}, {"seq": 2}),
        ({"code": "A1"}, {}),
        ({"topic": ALIKE}, {"topic": LIKE}),
    ],
)
def test_a_challenge_stands_once_in_its_list(listed: Path, one: dict[str, Any], other: dict[str, Any]) -> None:
    two(listed, "challenge", one, other)
    assert faults_in(listed) == REPEATED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"title": OTHER}),
        ({}, {"list": "b-list"}),
        (owner("甲公司"), owner("乙公司")),
        (owner("甲公司"), {}),
        ({"code": "A1"}, {"code": "A2"}),
        ({"topic": ALIKE}, {"topic": OTHER}),
        ({}, {"withdrawn": {"on": "2025-01-01", "reason": {"zh": "重复。"}, "replaced_by": "x"}}),
    ],
)
def test_other_challenges_are_others(listed: Path, one: dict[str, Any], other: dict[str, Any]) -> None:
    two(listed, "challenge", one, other)
    assert faults_in(listed) == []


@pytest.mark.parametrize(("guide", "expected"), [("a-guide", REPEATED), ("b-guide", [])])
def test_a_direction_stands_once_in_its_guide(listed: Path, guide: str, expected: list[tuple[str, str, str]]) -> None:
    for record_id, holder in (("x", "a-guide"), ("y", guide)):
        path = put(listed, "challenge", id=record_id, title=ALIKE, guide=holder)
        path.write_text(path.read_text("utf-8").replace('"list": "a-list", ', ""), "utf-8")
    assert faults_in(listed) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        (lead("甲公司"), lead("甲公司")),
        (lead("甲公司"), lead("甲公司") | {"title": OTHER}),
        (lead("甲公司") | {"list": "a-list"}, lead("甲公司") | {"list": "a-list"}),
        ({"year": 2025}, {"year": 2025}),
    ],
)
def test_an_award_stands_once_in_its_list(listed: Path, one: dict[str, Any], other: dict[str, Any]) -> None:
    two(listed, "winner", one, other)
    assert faults_in(listed) == REPEATED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lead("甲公司"), lead("乙公司")),
        (lead("甲公司") | {"state": "parallel"}, lead("乙公司") | {"state": "parallel"}),
        ({}, {"title": OTHER}),
        ({"list": "a-list"}, {"list": "b-list"}),
        ({"year": 2024}, {"year": 2025}),
        (lead("甲公司") | {"code": "1"}, lead("甲公司") | {"code": "2"}),
    ],
)
def test_other_awards_are_others(listed: Path, one: dict[str, Any], other: dict[str, Any]) -> None:
    two(listed, "winner", one, other)
    assert faults_in(listed) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, REPEATED),
        (units("甲", "乙"), units("乙", "甲"), REPEATED),
        (units("甲"), units("甲") | {"title": OTHER}, REPEATED),
        (units("甲"), units("乙"), []),
        ({}, {"title": OTHER}, []),
        ({"code": "1"}, {"code": "2"}, []),
    ],
)
def test_a_result_stands_once_in_its_list(
    listed: Path, one: dict[str, Any], other: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    two(listed, "success", one, other)
    assert faults_in(listed) == expected


@pytest.mark.parametrize("kind", ["programme", "guide", "list"])
def test_a_document_is_described_once(listed: Path, kind: str) -> None:
    two(listed, kind, {"number": "样科发〔2025〕1号"}, {"number": "样科发[2025] 1号"})
    assert faults_in(listed) == REPEATED
    assert severities_in(listed) == ["error"]


@pytest.mark.parametrize(
    ("kind", "other", "severities"),
    [
        ("guide", {"title": OTHER}, ["warning"]),
        ("guide", {"title": OTHER, "call": "demand"}, []),
        ("guide", {"title": OTHER, "region": "cn"}, []),
        ("guide", {"title": OTHER, "track": "tackling"}, []),
        ("guide", {"number": "2号"}, []),
        ("list", {"title": OTHER}, ["warning"]),
        ("list", {"title": OTHER, "publishes": "winners"}, []),
        ("list", {"title": OTHER, "region": "hunan"}, []),
        ("programme", {"title": OTHER}, ["warning"]),
        ("programme", {"title": OTHER, "region": "hunan"}, []),
    ],
)
def test_parts_of_one_document_are_perhaps_others(
    listed: Path, kind: str, other: dict[str, Any], severities: list[str]
) -> None:
    two(listed, kind, {"number": "1号"}, {"number": "1号", **other})
    assert severities_in(listed) == severities


def test_the_later_record_names_the_earlier(listed: Path) -> None:
    two(listed, "challenge", {}, {})
    (found,) = check(listed).problems
    assert "content/challenges/x.yml" in found.message.zh
    assert found.value == LIKE["zh"]
