"""A project counts as not concluded only where its record surely says that it was running."""

from __future__ import annotations

from typing import Any

import pytest
from small import catalog, document, held

from generator.documents import Document
from generator.model.records import Challenge, Winner
from generator.policy.comparison import Span
from generator.policy.unconcluded import unconcluded_of

EARLIER: dict[str, Any] = {"decided_on": "2024-03-01", "term": {"to": "2025-12-31"}}
LATER: dict[str, Any] = {"decided_on": "2025-06-01"}


def count(earlier: dict[str, Any], later: dict[str, Any], *others: Document, **owner: Any) -> int | None:
    """How many projects of the owner run when it gets the later one."""
    party = {"owner": {"organisation": "a-unit"}}
    replaced = {(each.kind, each.id) for each in others}
    documents = (
        document("programme"),
        document("list"),
        document("organisation", id="a-unit"),
        document("challenge", id="first", **party),
        document("challenge", id="second", **{**party, **owner}),
        document("winner", id="before", challenge="first", **earlier),
        document("winner", challenge="second", **later),
    )
    found = catalog(*(each for each in documents if (each.kind, each.id) not in replaced), *others)
    winner = held(found, "winner")
    assert isinstance(winner, Winner)
    span = unconcluded_of(found, winner).get("unconcluded")
    assert span is None or (isinstance(span, Span) and span.high is None)
    return span.low if isinstance(span, Span) else None


def test_a_project_that_runs_at_the_decision_counts() -> None:
    assert count(EARLIER, LATER) == 1


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ({"state": "concluded"}, {}),
        ({"state": "cancelled"}, {}),
        ({"state": "proposed"}, {}),
        ({"term": {"to": "2025-05-31"}}, {}),
        ({"term": {"to": "2025"}}, {}),
        ({"term": {"months_max": 24}}, {}),
        ({"decided_on": "2025-06-01"}, {}),
        ({"decided_on": "2025"}, {}),
        ({"decided_on": {"text": {"zh": "年初"}}}, {}),
        ({}, {"decided_on": "2026-01-01"}),
        ({}, {"decided_on": "2024"}),
        ({"withdrawn": {"on": "2025-01-01", "reason": {"zh": "重复"}}}, {}),
    ],
)
def test_what_may_be_over_or_not_begun_does_not_count(earlier: dict[str, Any], later: dict[str, Any]) -> None:
    assert count({**EARLIER, **earlier}, {**LATER, **later}) == 0


@pytest.mark.parametrize(
    ("to", "expected"), [("2025-06-01", 1), ("2025-05-31", 0), ("2025-06", 1), ("2025-12", 1), ("2025-05", 0)]
)
def test_it_runs_on_its_last_day_and_a_vague_end_counts_from_its_first(to: str, expected: int) -> None:
    assert count({**EARLIER, "term": {"to": to}}, LATER) == expected


def test_an_accepted_result_concludes_it() -> None:
    assert count(EARLIER, LATER, document("success", winner="before")) == 0


def test_another_owners_project_does_not_count() -> None:
    assert count(EARLIER, LATER, document("organisation", id="b-unit"), owner={"organisation": "b-unit"}) == 0


@pytest.mark.parametrize(
    ("keys", "expected"),
    [({}, 1), ({"region": "gansu"}, 0), ({"mechanism": "open_challenge"}, 0)],
)
def test_an_earlier_programme_of_the_same_place_and_mechanism_counts(keys: dict[str, Any], expected: int) -> None:
    programme = document("programme", id="b-programme", **keys)
    before = document("winner", id="before", challenge="first", programme="b-programme", **EARLIER)
    assert count(EARLIER, LATER, programme, before) == expected


def test_without_owner_or_day_nothing_is_known() -> None:
    assert count(EARLIER, {}) is None
    assert count(EARLIER, LATER, owner={"name": {"zh": "某公司"}}) is None


def test_a_challenge_tells_nothing() -> None:
    found = catalog(document("challenge"))
    challenge = held(found, "challenge")
    assert isinstance(challenge, Challenge)
    assert unconcluded_of(found, challenge) == {}
