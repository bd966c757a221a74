"""A list holds no more than it declares, each entry in its place, and no more money than it has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import faults_in, put

from generator.catalog import ENTRIES
from generator.pipeline import check
from generator.rules.totals import COUNTED
from generator.schemas import read_schemas

WITHDRAWN = {"on": "2025-01-01", "reason": {"zh": "有误。"}}


@pytest.fixture
def listed(small_project: Path) -> Path:
    """A project with a challenge that awards may name."""
    put(small_project, "challenge")
    return small_project


def entries(project: Path, kind: str, count: int, **keys: Any) -> None:
    for i in range(count):
        put(project, kind, **{"id": f"e{i}", "list": "b-list", **keys})


@pytest.mark.parametrize(
    ("publishes", "kind"),
    [
        ("needs", "challenge"),
        ("challenges", "challenge"),
        ("shortlist", "winner"),
        ("winners", "winner"),
        ("successes", "success"),
    ],
)
@pytest.mark.parametrize(
    ("total", "expected"), [(1, [("b-list", "total-exceeded", "/declared_total")]), (2, []), (3, [])]
)
def test_a_list_counts_what_it_publishes(
    listed: Path, publishes: str, kind: str, total: int, expected: list[tuple[str, str, str]]
) -> None:
    put(listed, "list", id="b-list", publishes=publishes, declared_total=total)
    owner = {"owner": {"name": {"zh": "某公司"}}} if kind == "challenge" else {}
    entries(listed, kind, 2, **owner)
    assert faults_in(listed) == expected


@pytest.mark.parametrize(
    ("publishes", "kind"), [("challenges", "winner"), ("winners", "challenge"), ("progress", "success")]
)
def test_a_list_counts_nothing_else(listed: Path, publishes: str, kind: str) -> None:
    put(listed, "list", id="b-list", publishes=publishes, declared_total=1)
    entries(listed, kind, 2)
    assert faults_in(listed) == []


def test_withdrawn_entries_do_not_count(listed: Path) -> None:
    put(listed, "list", id="b-list", declared_total=0)
    entries(listed, "challenge", 2, withdrawn=WITHDRAWN)
    assert faults_in(listed) == []


def test_a_guide_counts_its_own_directions(listed: Path) -> None:
    put(listed, "guide", id="b-guide", declared_total=1)
    put(listed, "list", id="b-list", guide="b-guide")
    entries(listed, "challenge", 2)
    assert faults_in(listed) == []
    entries(listed, "challenge", 2, guide="b-guide")
    assert faults_in(listed) == [("b-guide", "total-exceeded", "/declared_total")]


def test_the_message_says_both_totals(listed: Path) -> None:
    put(listed, "list", id="b-list", declared_total=1)
    entries(listed, "challenge", 3)
    (found,) = check(listed).problems
    assert found.message.zh == "来源公布 1 项，这里却已录 3 项。"


def test_every_list_but_a_report_of_progress_is_counted() -> None:
    published = read_schemas()["list"]["properties"]["publishes"]["enum"]
    assert [*COUNTED, "progress"] == published == list(ENTRIES)


# -- amounts --------------------------------------------------------------------------------------------------

EXCEEDED = [("b-list", "amount-exceeded", "/amount")]


@pytest.mark.parametrize(
    ("amount", "support", "expected"),
    [
        ({"wan": 100}, {"wan": 50}, []),
        ({"wan": 100}, {"yuan": 500001}, EXCEEDED),
        ({"yi": 0.01}, {"wan": 50.0001}, EXCEEDED),
        ({"wan": 0.3}, {"wan": 0.15}, []),
        ({"wan": 100}, {"wan": {"min": 50, "max": 80}}, []),
        ({"wan": 100}, {"wan": {"min": 51}}, EXCEEDED),
        ({"wan": 100}, {"wan": {"max": 80}}, []),
        ({"wan": {"min": 90, "max": 100}}, {"wan": 51}, EXCEEDED),
        ({"wan": {"min": 90}}, {"wan": 51}, []),
        ({"wan": 100, "qualifier": "at_most"}, {"wan": 51}, EXCEEDED),
        ({"wan": 100, "qualifier": "about"}, {"wan": 51}, []),
        ({"wan": 100, "qualifier": "over"}, {"wan": 51}, []),
        ({"wan": 100}, {"wan": 51, "qualifier": "at_most"}, []),
        ({"wan": 100}, {"wan": 51, "qualifier": "about"}, []),
        ({"wan": 100}, {"wan": 51, "qualifier": "at_least"}, EXCEEDED),
        ({"wan": 100}, {"text": {"zh": "面议"}}, []),
        ({"text": {"zh": "若干"}}, {"wan": 51}, []),
    ],
)
def test_two_awards_get_no_more_than_their_list_has(
    listed: Path, amount: dict[str, Any], support: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    put(listed, "list", id="b-list", publishes="winners", amount=amount)
    entries(listed, "winner", 2, support={"amount": support})
    assert faults_in(listed) == expected


def test_sums_are_exact_and_said_in_wan(listed: Path) -> None:
    put(listed, "list", id="b-list", publishes="winners", amount={"wan": 1})
    entries(listed, "winner", 11, support={"amount": {"wan": 0.1}})
    (found,) = check(listed).problems
    assert "合计 1.1 万元，超过总金额 1 万元" in found.message.zh


def test_options_and_withdrawn_awards_are_not_added(listed: Path) -> None:
    put(listed, "list", id="b-list", publishes="winners", amount={"wan": 1})
    put(listed, "winner", id="x", list="b-list", support={"options": [{"wan": 5}, {"wan": 6}]})
    put(listed, "winner", id="y", list="b-list", support={"amount": {"wan": 5}}, withdrawn=WITHDRAWN)
    assert faults_in(listed) == []


# -- places ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["seq", "code"])
def test_a_place_in_a_list_is_taken_once(small_project: Path, key: str) -> None:
    value: Any = 3 if key == "seq" else "A3"
    put(small_project, "list", id="b-list")
    for record_id, listing in (("x", "a-list"), ("y", "b-list"), ("z", "a-list")):
        put(small_project, "challenge", id=record_id, list=listing, **{key: value})
    assert faults_in(small_project) == [("z", "seq-repeated", f"/{key}")]
    assert "content/challenges/x.yml" in check(small_project).problems[0].message.zh


def test_places_in_two_lists_of_one_guide_are_others_even_where_a_list_is_faulty(small_project: Path) -> None:
    for i in range(2):
        put(small_project, "list", id=f"l{i}", guide="a-guide", declared_total="x")
        put(small_project, "challenge", id=f"c{i}", list=f"l{i}", guide="a-guide", seq=1)
    assert [code for _, code, _ in faults_in(small_project)] == ["value-type", "value-type"]


def test_a_place_in_a_guide_is_taken_once_where_there_is_no_list(small_project: Path) -> None:
    for record_id in ("x", "y"):
        path = put(small_project, "challenge", id=record_id, guide="a-guide", seq=1)
        path.write_text(path.read_text("utf-8").replace('"list": "a-list", ', ""), "utf-8")
    assert faults_in(small_project) == [("y", "seq-repeated", "/seq")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, []),
        ({}, {"challenge": "b-challenge"}, [("y", "seq-repeated", "/code")]),
        ({"challenge": None}, {"challenge": None}, [("y", "seq-repeated", "/code")]),
        ({"challenge": None, "state": "parallel"}, {"challenge": None, "state": "parallel"}, []),
    ],
)
def test_awards_share_a_code_where_they_share_a_challenge(
    listed: Path, one: dict[str, Any], other: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    put(listed, "list", id="b-list", publishes="winners", partial={"zh": "x", "en": "x"})
    put(listed, "challenge", id="b-challenge")
    for record_id, keys in (("x", one), ("y", other)):
        path = put(listed, "winner", **{"id": record_id, "list": "b-list", "code": "JB1", **keys})
        path.write_text(path.read_text("utf-8").replace('"challenge": null, ', ""), "utf-8")
    assert faults_in(listed) == expected


def test_challenges_and_awards_may_bear_one_code(listed: Path) -> None:
    put(listed, "list", id="b-list", publishes="winners")
    put(listed, "challenge", id="x", list="b-list", code="JB1")
    put(listed, "winner", id="x", list="b-list", code="JB1")
    assert faults_in(listed) == []
