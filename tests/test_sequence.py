"""Only certain reversals are told, each once, where the later step stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import faults_in, put, severities_in

from generator.pipeline import check

Fault = tuple[str, str, str]


def told(record_id: str, pointer: str) -> list[Fault]:
    return [(record_id, "stages-reversed", pointer)]


def vague(first: str, last: str) -> dict[str, Any]:
    return {"text": {"zh": "约"}, "from": first, "to": last}


# -- the chain ------------------------------------------------------------------------------------------------


def put_chain(project: Path, guide: Any, listing: Any, award: Any, result: Any) -> None:
    """A call, its list, an award and its result, each with its date where there is one."""
    dates = {"guide": ("published_on", guide), "list": ("published_on", listing)}
    dates |= {"winner": ("decided_on", award), "success": ("accepted_on", result)}
    written = {kind: {key: on} if on else {} for kind, (key, on) in dates.items()}
    put(project, "guide", id="b-guide", **written["guide"])
    put(project, "list", id="b-list", guide="b-guide", **written["list"])
    put(project, "challenge", id="b-challenge", list="b-list")
    put(project, "winner", id="b-winner", challenge="b-challenge", **written["winner"])
    put(project, "success", id="b-success", challenge="b-challenge", winner="b-winner", **written["success"])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"), []),
        (("2025-01-01",) * 4, []),
        (("2025", "2025-01", "2025-01-31", "2025"), []),
        ((None, None, None, None), []),
        (("2025-02-02", "2025-02-01", None, None), told("b-list", "/published_on")),
        ((None, "2025-02-02", "2025-02-01", None), told("b-winner", "/decided_on")),
        ((None, None, "2025-02-02", "2025-02-01"), told("b-success", "/accepted_on")),
        (("2025-02-02", None, None, "2025-02-01"), told("b-success", "/accepted_on")),
        (("2025-02-02", None, "2025-02-01", "2025-03-01"), told("b-winner", "/decided_on")),
        ((None, "2026", None, "2025-12-31"), told("b-success", "/accepted_on")),
        ((None, vague("2025-03", "2025-05"), "2025-04", None), []),
        ((None, vague("2025-03", "2025-05"), "2025-02", None), told("b-winner", "/decided_on")),
        (("2025-02-02", "2025-02-02", "2025-02-01", "2025-02-01"),
         [*told("b-success", "/accepted_on"), *told("b-winner", "/decided_on")]),
    ],
)  # fmt: skip
def test_no_step_comes_before_what_it_follows(
    small_project: Path, dates: tuple[Any, Any, Any, Any], expected: list[Fault]
) -> None:
    put_chain(small_project, *dates)
    assert faults_in(small_project) == expected


def test_a_result_may_name_the_challenge_that_its_award_does_not(small_project: Path) -> None:
    put_chain(small_project, None, "2025-02-02", None, "2025-02-01")
    path = small_project / "content/winners/b-winner.yml"
    path.write_text(
        path.read_text("utf-8").replace('"challenge": "b-challenge"', '"programme": "a-programme"'), "utf-8"
    )
    assert told("b-success", "/accepted_on")[0] in faults_in(small_project)


def test_the_list_of_awards_may_follow_its_awards(small_project: Path) -> None:
    put(small_project, "challenge", id="b-challenge", list="a-list")
    put(small_project, "list", id="b-list", publishes="winners", published_on="2025-06-10")
    put(small_project, "winner", id="x", list="b-list", challenge="b-challenge", decided_on="2025-06-01")
    assert faults_in(small_project) == []


def test_the_message_names_both_steps_and_their_dates(small_project: Path) -> None:
    put_chain(small_project, "2025-02-02", vague("2025-01-01", "2025-01-05"), None, None)
    (found,) = check(small_project).problems
    assert found.message.zh == "“榜单公布”（约）早于“指南发布”（2025-02-02），先后颠倒。"
    assert "“the list's publication” (约) is dated before “the call's publication” (2025-02-02)" in str(
        found.message.en
    )


# -- within a record ------------------------------------------------------------------------------------------


def event(on: Any = None) -> dict[str, Any]:
    return {"state": "under_way", "cite": {"source": "notice"}, **({"on": on} if on else {})}


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2025-01-01", "2025-02-01", "2025-02-01"), []),
        (("2025-02-01", None, "2025-02"), []),
        (("2025-02-01", None, "2025-01-31"), told("x", "/events/2/on")),
        (("2025", "2025-01-01", "2024-12-31"), told("x", "/events/2/on")),
        (("2025-03-01", "2025-02-01", "2025-02-02"), [*told("x", "/events/1/on"), *told("x", "/events/2/on")]),
    ],
)
def test_events_are_in_order(small_project: Path, dates: tuple[Any, ...], expected: list[Fault]) -> None:
    put(small_project, "challenge", id="x", events=[event(on) for on in dates])
    assert faults_in(small_project) == expected


def stages(*dates: Any) -> list[dict[str, Any]]:
    return [{"id": f"s{i}", "title": {"zh": f"第{i}步"}, **({"when": on} if on else {})} for i, on in enumerate(dates)]


@pytest.mark.parametrize(
    ("kind", "keys", "severities"),
    [
        ("programme", {"stage_order": "stated"}, ["error"]),
        ("programme", {"stage_order": "inferred"}, ["warning"]),
        ("programme", {}, ["warning"]),
        ("guide", {}, ["warning"]),
    ],
)
def test_stages_are_in_the_order_written(
    small_project: Path, kind: str, keys: dict[str, Any], severities: list[str]
) -> None:
    put(small_project, kind, id="x", stages=stages("2024-09", None, "2024-08-31"), **keys)
    assert faults_in(small_project) == told("x", "/stages/2/when")
    assert severities_in(small_project) == severities
    assert "“第2步”" in check(small_project).problems[0].message.zh


def test_stages_may_overlap(small_project: Path) -> None:
    whens = (vague("2024-10-01", "2024-11-10"), vague("2024-10-01", "2024-11-10"), "2024-11", "2024")
    put(small_project, "programme", id="x", stage_order="stated", stages=stages(*whens))
    assert faults_in(small_project) == []


@pytest.mark.parametrize("kind", ["guide", "list", "challenge"])
@pytest.mark.parametrize(("closes", "is_told"), [("2025-05-31", True), ("2025-06-01", False), ("2025", False)])
def test_a_window_closes_no_earlier_than_it_is_published(
    small_project: Path, kind: str, closes: str, is_told: bool
) -> None:
    windows = [{"audience": "owner", "action": "collect"}, {"audience": "solver", "action": "claim", "closes": closes}]
    put(small_project, kind, id="x", published_on="2025-06-01", windows=windows)
    assert faults_in(small_project) == (told("x", "/windows/1/closes") if is_told else [])


@pytest.mark.parametrize(
    ("notice", "is_told"),
    [
        ({"from": "2025-06-10", "to": "2025-06-14"}, False),
        ({"from": "2025-06-11", "to": "2025-06-17"}, False),
        ({"from": "2025-06-09", "to": "2025-06-15"}, True),
        ({"from": "2025-06-01", "to": "2025-06-07"}, False),
        ({"from": "2025-06-09"}, False),
        ({"days": 5}, False),
    ],
)
def test_a_public_notice_begins_with_its_list_or_was_of_a_draft(
    small_project: Path, notice: dict[str, Any], is_told: bool
) -> None:
    put(small_project, "list", id="x", published_on="2025-06-10", public_notice=notice)
    assert faults_in(small_project) == (told("x", "/public_notice/from") if is_told else [])


def test_withdrawn_records_are_left_alone(small_project: Path) -> None:
    withdrawn = {"on": "2025-01-01", "reason": {"zh": "有误。"}}
    put(small_project, "programme", id="x", stages=stages("2025", "2024"), stage_order="stated", withdrawn=withdrawn)
    assert faults_in(small_project) == []
