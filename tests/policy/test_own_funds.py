"""Own funds: what the units raise themselves, beside support or as a part of a named input."""

from __future__ import annotations

import pytest
from small import codes, document

from generator.policy.comparison import Comparison
from generator.schemas import schema_problems
from policy.written import LEAST, asked, results, rule, wan


def test_it_asks_for_the_ratio_the_rate_and_the_answer() -> None:
    asks = {"question": {"zh": "自筹是否足额？"}, "expects": True}
    assert asked("own_funds", ratio_min="2:1", rate_min=50, quantity="rd_input", asks=asks) == (
        Comparison("own_funds", ">=", rate=20_000, of="support"),
        Comparison("own_funds", ">=", rate=5000, of="rd_input"),
        Comparison("answer:r", "is", expects=True),
    )


@pytest.mark.parametrize(
    ("ratio", "own", "support", "expected"),
    [
        ("2:1", wan(100), wan(50), "meets"),
        ("2:1", wan(100) - 1, wan(50), "breaks"),
        ("1.5:1", wan(75), wan(50), "meets"),
        ("1.5:1", wan(75) - 1, wan(50), "breaks"),
        ("1:3", 100, 300, "meets"),
        ("1:0.5", wan(100), wan(50), "meets"),
        ("0:1", 0, wan(50), "meets"),
    ],
)
def test_the_ratio_is_reached_to_the_fen(ratio: str, own: int, support: int, expected: str) -> None:
    assert results(rule("own_funds", ratio_min=ratio), own_funds=own, support=support) == [expected]


@pytest.mark.parametrize(
    ("written", "found"),
    [("2:1", []), ("1:0.5", []), ("10:10", []), ("2:0", ["value-pattern"]), ("0:0.0", ["value-pattern"])],
)
def test_a_ratio_to_nothing_is_no_ratio(written: str, found: list[str]) -> None:
    told = {**LEAST, "id": "r", "kind": "own_funds", "ratio_min": written}
    assert codes(schema_problems(document("programme", rules=[told]))) == found


def test_what_is_not_known_is_not_judged() -> None:
    found = rule("own_funds", ratio_min="2:1")
    assert results(found, own_funds=0) == results(found, support=wan(50)) == ["untested"]


@pytest.mark.parametrize("rate", ["rate_min", "rate_max"])
def test_a_rate_says_of_which_quantity_it_is(rate: str) -> None:
    told = {**LEAST, "id": "r", "kind": "own_funds", "ratio_min": "2:1", rate: 50}
    assert codes(schema_problems(document("programme", rules=[told]))) == ["key-missing"]
    assert codes(schema_problems(document("programme", rules=[{**told, "quantity": "rd_input"}]))) == []
    assert len(asked("own_funds", rate_min=50)) == 0


def test_without_a_figure_it_asks_nothing() -> None:
    assert asked("own_funds") == ()


def test_what_is_only_encouraged_asks_nothing() -> None:
    assert asked("own_funds", ratio_min="2:1", strength="encouraged") == ()
