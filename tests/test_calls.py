"""What a call offers is what its records say, and what came in past years is told by its real days alone."""

from __future__ import annotations

from typing import Any

import pytest
from small import catalog, document, held

from generator.calls import Habit, claimants_of, habits_of, next_deadline, offers_of
from generator.documents import Document
from generator.due import calls_of
from generator.money import say_money

NOW = "2025-06-15T00:00"
VAGUE = {"text": {"zh": "十一月上旬"}, "from": "2024-11-01", "to": "2024-11-10"}


def window(closes: object, audience: str = "solver", **keys: Any) -> dict[str, Any]:
    return {"audience": audience, "action": "claim", "closes": closes, **keys}


def challenge(name: str, **keys: Any) -> Document:
    return document("challenge", id=name, guide="a-guide", **keys)


def call(name: str, programme: str = "a-programme", **keys: Any) -> Document:
    return document("guide", id=name, programme=programme, **keys)


def habits(*calls: Document, moment: str = NOW) -> list[Habit]:
    found = catalog(document("programme"), document("programme", id="b"), *calls)
    return list(habits_of(found, calls_of(found), moment))


def spells(*calls: Document, moment: str = NOW) -> list[tuple[str, list[tuple[object, object, int]]]]:
    """Each programme with the days of its calls and how many were open on them."""
    return [
        (habit.programme.id, [(s.opened, s.closed, len(s.calls)) for s in habit.spells])
        for habit in habits(*calls, moment=moment)
    ]


# -- what is offered ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ([], ""),
        ([{"wan": 50}], "50万元"),
        ([{"wan": 50}, {"wan": 50}], "50万元"),
        ([{"wan": 50}, {"wan": 12.5}, {"yi": 1}], "12.5–10,000万元"),
        ([{"wan": {"min": 20, "max": 30}}, {"wan": 50}], "20–50万元"),
        ([{"wan": {"min": 20}}, {"wan": 50}], ""),
        ([{"text": {"zh": "面议"}}], "面议"),
        ([{"text": {"zh": "面议"}}, {"wan": 50}, {"wan": 60}], "50–60万元"),
    ],
)
def test_a_call_offers_from_the_least_to_the_most_of_its_challenges(amounts: list[Any], told: str) -> None:
    found = catalog(document("guide"), *(challenge(f"c-{i}", owner_payment=money) for i, money in enumerate(amounts)))
    offers = offers_of(found, held(found, "guide"))
    assert (say_money(offers.owner_payment, "zh"), offers.support, offers.cap) == (told, None, None)


def test_the_cap_of_a_rule_is_told_only_where_no_amount_is() -> None:
    caps = [{"wan": 50}, {"wan": 80}, {"text": {"zh": "酌情"}}]
    said = {"kind": "support", "strength": "hard", "statement": {"zh": "x"}, "cite": {"source": "notice"}}
    rules = [{"id": f"r-{i}", "cap": cap, **said} for i, cap in enumerate(caps)]
    alone = catalog(document("guide", rules=rules))
    assert say_money(offers_of(alone, held(alone, "guide")).cap, "zh") == "80万元"
    told = catalog(document("guide", rules=rules), challenge("c", support={"options": [{"wan": 10}, {"wan": 20}]}))
    assert offers_of(told, held(told, "guide")).cap is None
    assert say_money(offers_of(told, held(told, "guide")).support, "zh") == "10–20万元"


def test_who_may_claim_is_told_by_the_nearest_record_that_says_it() -> None:
    near, far = ({"statement": {"zh": words}} for words in ("近", "远"))
    for own, said in ((near, "近"), (None, "远")):
        found = catalog(
            document("programme", solver=far), document("guide", **({"solver": own} if own else {})), challenge("c")
        )
        solver = claimants_of(found, held(found, "challenge", "c"))
        assert solver is not None
        assert solver.statement is not None
        assert solver.statement.zh == said


def test_the_next_deadline_is_one_to_come_and_a_solvers_before_others() -> None:
    windows = [window("2025-06-16", "owner"), window("2025-06-14"), window("2025-07-01")]
    found = catalog(document("guide", windows=windows))
    guide = held(found, "guide")
    deadline = next_deadline(found, guide, NOW)
    assert deadline is not None
    assert deadline.written == "2025-07-01"
    assert next_deadline(found, guide, "2025-08-01T00:00") is None


# -- past years -----------------------------------------------------------------------------------------------


def test_programmes_come_in_the_order_in_which_the_year_comes_round_to_them() -> None:
    soon = call("soon", windows=[window("2024-07-20", opens="2024-07-01")])
    late = call("late", "b", windows=[window("2025-05-20", opens="2025-05-01")])
    assert [programme for programme, _ in spells(soon, late)] == ["a-programme", "b"]
    assert [programme for programme, _ in spells(soon, late, moment="2025-07-02T00:00")] == ["b", "a-programme"]


def test_a_call_began_when_it_opened_else_when_it_was_published_else_is_known_by_its_last_day() -> None:
    told = [
        habit.spells[0][1:4]
        for calls in (
            call("g", windows=[window("2025-02-20", opens="2025-02-01")], published_on="2025-01-01"),
            call("g", windows=[window("2025-02-20")], published_on="2025-01-01"),
            call("g", windows=[window("2025-02-20")]),
            call("g", windows=[window(VAGUE)]),
        )
        for habit in habits(calls)
    ]
    assert [t[:2] for t in told] == [("2025-02-01", False), ("2025-01-01", True), (None, True), (None, True)]


def test_calls_of_the_same_days_are_told_as_one_and_old_ones_not_at_all() -> None:
    days = [window("2025-05-20", opens="2025-05-01")]
    old = call("old", windows=[window("2021-05-20", opens="2021-05-01")])
    earlier = call("earlier", windows=[window("2024-05-21", opens="2024-05-02")])
    found = spells(call("one", windows=days), call("two", windows=days), earlier, old)
    assert found == [("a-programme", [("2025-05-01", "2025-05-20", 2), ("2024-05-02", "2024-05-21", 1)])]


def test_a_call_without_a_last_day_tells_nothing_of_past_years() -> None:
    assert habits(call("g", windows=[window({"text": {"zh": "另行通知"}})], published_on="2025-01-01")) == []
