"""Materials: what a challenge must state, and what must be filed."""

from __future__ import annotations

import msgspec
import pytest

from generator.model.records import Challenge
from generator.policy.comparison import Comparison
from generator.policy.figures import STATABLE
from generator.schemas import read_schemas
from policy.written import asked, results, rule

ASKS = {"question": {"zh": "是否加盖公章？"}, "expects": True}


def test_it_asks_for_what_is_stated_and_for_the_answer() -> None:
    assert asked("materials", states=["term", "ip"], asks=ASKS) == (
        Comparison("stated", "has", choices=("term", "ip")),
        Comparison("answer:r", "is", expects=True),
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [(["ip", "term"], "meets"), (["ip", "need", "term"], "meets"), (["ip"], "breaks"), ([], "breaks")],
)
def test_all_of_it_must_be_stated(stated: list[str], expected: str) -> None:
    assert results(rule("materials", states=["term", "ip"]), stated=stated) == [expected]


@pytest.mark.parametrize(("answer", "expected"), [(True, "meets"), (False, "breaks")])
def test_the_answer_tells(answer: bool, expected: str) -> None:
    assert results(rule("materials", asks=ASKS), **{"answer:r": answer}) == [expected]


def test_what_is_not_known_is_not_judged() -> None:
    assert results(rule("materials", states=["term"], asks=ASKS)) == ["untested"] * 2


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("materials", states=["term"], asks=ASKS, strength="encouraged") == ()


def test_what_a_rule_may_ask_for_is_a_key_of_a_challenge() -> None:
    choices = read_schemas()["common"]["$defs"]["rule"]["properties"]["states"]["items"]["enum"]
    assert sorted(STATABLE) == sorted(choices)
    assert {*choices} <= {field.name for field in msgspec.structs.fields(Challenge)}
