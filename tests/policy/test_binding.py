"""Which rules bind a record: those of its list, guide and programme on its track, and its challenge's."""

from __future__ import annotations

from typing import Any

import pytest
from small import catalog, document, held

from generator.documents import Document
from generator.model.records import Challenge, Winner
from generator.policy.binding import bound, rules_on
from policy.written import LEAST, filled

DOWN = {"on": "2025-01-01", "reason": {"zh": "重复"}}


def ruled(kind: str, name: str, **keys: Any) -> Document:
    """A record with one rule, called as the record is."""
    own = {"track": keys.pop("rule_track")} if "rule_track" in keys else {}
    return document(kind, id=name, rules=[{**LEAST, "id": f"of-{name}", "kind": "duty", **own}], **keys)


def binding(kind: str, *documents: Document) -> list[str]:
    """The rules that bind the record `a-<kind>`."""
    found = catalog(*documents)
    record = held(found, kind)
    assert isinstance(record, (Challenge, Winner))
    return sorted(rule.id for _, rule in rules_on(found, record))


BASE = (ruled("programme", "a-programme"), ruled("guide", "a-guide"), ruled("list", "a-list", guide="a-guide"))


def test_a_challenge_is_bound_by_its_own_list_guide_and_programme() -> None:
    assert binding("challenge", *BASE, ruled("challenge", "a-challenge")) == [
        "of-a-challenge",
        "of-a-guide",
        "of-a-list",
        "of-a-programme",
    ]


def test_an_award_is_bound_by_its_challenges_rules_each_once() -> None:
    assert binding("winner", *BASE, ruled("challenge", "a-challenge"), document("winner", list="a-list")) == [
        "of-a-challenge",
        "of-a-guide",
        "of-a-list",
        "of-a-programme",
    ]


def test_an_award_of_another_programme_is_bound_by_that_ones_rules_alone() -> None:
    other = (ruled("programme", "b-programme"), ruled("list", "b-list", programme="b-programme"))
    winner = document("winner", list="b-list", programme="b-programme")
    assert binding("winner", *BASE, *other, ruled("challenge", "a-challenge"), winner) == [
        "of-b-list",
        "of-b-programme",
    ]


@pytest.mark.parametrize(
    ("challenge", "winner", "bound_by_track"),
    [({}, {}, False), ({"track": "t"}, {}, True), ({}, {"track": "t"}, True), ({"track": "t"}, {"track": "u"}, False)],
)
def test_a_rule_of_a_track_binds_that_track(
    challenge: dict[str, Any], winner: dict[str, Any], bound_by_track: bool
) -> None:
    documents = (
        ruled("programme", "a-programme", rule_track="t"),
        document("list"),
        document("challenge", **challenge),
        filled("winner", **{"track": None, **winner}),
    )
    assert bool(binding("winner", *documents)) == bound_by_track


def test_what_was_taken_down_is_not_held_against_rules() -> None:
    found = catalog(document("challenge"), document("winner"), document("winner", id="b-winner", withdrawn=DOWN))
    assert [record.id for record in bound(found)] == ["a-challenge", "a-winner"]


def test_a_record_of_nothing_known_is_bound_by_nothing() -> None:
    assert binding("winner", document("winner")) == []
