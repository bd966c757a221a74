"""A notice's dates fit those of the record that it changes, and no two notices say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import put

from generator.pipeline import check
from generator.problems import Problem

JUNE, JULY, AUGUST = "2025-06-10", "2025-07-10", "2025-08-10"
WHEN_UNKNOWN = {"text": {"zh": "另行通知"}}


def window(closes: object, audience: str = "solver", **keys: Any) -> dict[str, Any]:
    return {"audience": audience, "action": "claim", "closes": closes, **keys}


def notice(project: Path, notice_id: str = "a-notice", **keys: Any) -> None:
    """An extension of a-guide on 1 June; keys of a change go into its one change."""
    of_change = {key: keys.pop(key) for key in ("closed", "closes", "audience", "region", "after") if key in keys}
    changes = {"changes": [{"about": {"zh": "截止"}, **of_change}]} if of_change else {}
    put(project, "notice", **{"id": notice_id, "type": "extension", **changes, **keys})


def found_in(project: Path) -> list[tuple[str, str]]:
    """The pointer and the English message of each problem."""
    return [("/".join(map(str, found.pointer)), found.message.en or "") for found in problems_in(project)]


def problems_in(project: Path) -> tuple[Problem, ...]:
    return check(project).problems


@pytest.mark.parametrize(
    ("windows", "keys", "pointer", "words"),
    [
        ([window(JUNE)], {"closes": "2025-06-09"}, "changes/0/closes", "no later than the 2025-06-10"),
        ([window(JUNE)], {"closes": JUNE}, "changes/0/closes", "extends to 2025-06-10, no later"),
        ([window(f"{JUNE}T17:00")], {"closes": f"{JUNE}T16:00"}, "changes/0/closes", "no later than"),
        ([window(JUNE, region="hunan"), window(AUGUST)], {"closes": JULY}, "changes/0/closes", "the 2025-08-10 until"),
        ([window(JUNE)], {"closed": "2025-06-11", "closes": JULY}, "changes/0/closed", "the record states 2025-06-10"),
        ([window(JUNE)], {"closes": JULY, "audience": "owner"}, "changes/0/closes", "no window to change"),
        ([window(JUNE)], {"closes": JULY, "region": "hunan"}, "changes/0/closes", "no window to change"),
        ([], {"closes": JULY}, "changes/0/closes", "no window to change"),
        ([window(JUNE)], {"closes": JULY, "type": "suspension"}, "changes/0/closes", "a suspension moves no deadline"),
        ([window(JUNE)], {"published_on": "2025-04-30", "closes": JULY}, "published_on", "before the record (2025-05)"),
    ],
)
def test_a_notice_that_does_not_fit_its_record_is_told(
    small_project: Path, windows: list[dict[str, Any]], keys: dict[str, Any], pointer: str, words: str
) -> None:
    put(small_project, "guide", published_on="2025-05", **({"windows": windows} if windows else {}))
    notice(small_project, **keys)
    ((where, told),) = found_in(small_project)
    assert where == pointer
    assert words in told


@pytest.mark.parametrize(
    ("windows", "keys"),
    [
        ([window(JUNE)], {"closes": JULY}),
        ([window(JUNE)], {"closed": JUNE, "closes": f"{JUNE}T23:00", "type": "correction"}),
        ([window(JUNE)], {"closed": JUNE, "closes": "2025-06-02", "type": "correction"}),
        ([window(JUNE, also_stated=[{"closes": "2025-06-08"}])], {"closed": "2025-06-08", "closes": JULY}),
        ([window(JULY)], {"closed": JUNE, "closes": JULY}),
        ([window(JUNE, region="hunan"), window(AUGUST)], {"closes": JULY, "region": "hunan"}),
        ([window(JUNE, region="hunan"), window(AUGUST)], {"closes": JULY, "closed": JUNE}),
        ([window(JUNE)], {"closes": WHEN_UNKNOWN}),
        ([window(WHEN_UNKNOWN)], {"closes": JULY}),
        ([], {"after": {"zh": "新电话"}, "type": "correction"}),
        ([window(JUNE)], {"type": "suspension"}),
        ([window(JUNE)], {"closes": JULY, "published_on": "2025-05"}),
        ([window(JUNE)], {"closes": JULY, "published_on": WHEN_UNKNOWN}),
        ([window(JUNE)], {"closes": "2025-01-01", "withdrawn": {"on": JUNE, "reason": {"zh": "误"}}}),
    ],
)
def test_a_notice_that_fits_is_fine(small_project: Path, windows: list[dict[str, Any]], keys: dict[str, Any]) -> None:
    put(small_project, "guide", published_on="2025-05-20", **({"windows": windows} if windows else {}))
    notice(small_project, **keys)
    assert found_in(small_project) == []


def test_a_later_notice_may_go_by_the_first_date_or_by_the_one_before_it(small_project: Path) -> None:
    put(small_project, "guide", windows=[window(JUNE)])
    notice(small_project, "first", closed=JUNE, closes=JULY)
    for closed in (JUNE, JULY):
        notice(small_project, "second", closed=closed, closes=AUGUST, published_on="2025-06-02")
        assert found_in(small_project) == []
    notice(small_project, "second", closed=JUNE, closes="2025-06-20", published_on="2025-06-02")
    assert [where for where, _ in found_in(small_project)] == ["changes/0/closes"]


def test_an_extension_of_one_challenge_fits_the_window_that_it_inherits(small_project: Path) -> None:
    put(small_project, "list", windows=[window(JUNE)])
    put(small_project, "challenge")
    notice(small_project, closed=JUNE, closes=JULY, target={"kind": "challenge", "id": "a-challenge"})
    assert found_in(small_project) == []


@pytest.mark.parametrize(
    ("keys", "same"),
    [
        ({}, True),
        ({"title": {"zh": "另一标题", "en": "Another"}, "number": "1号"}, True),
        ({"published_on": "2025-06-02"}, False),
        ({"closes": AUGUST}, False),
        ({"audience": "owner"}, False),
        ({"type": "other"}, False),
        ({"target": {"kind": "list", "id": "a-list"}}, False),
        ({"withdrawn": {"on": JUNE, "reason": {"zh": "重复"}}}, False),
    ],
)
def test_two_notices_that_say_the_same_are_told(small_project: Path, keys: dict[str, Any], same: bool) -> None:
    for kind in ("guide", "list"):
        put(small_project, kind, windows=[window(JUNE), window(JUNE, "owner")])
    notice(small_project, "a-notice", type="correction", closes=JULY)
    notice(small_project, "b-notice", **{"type": "correction", "closes": JULY, **keys})
    repeated = [(p.file, p.message.en) for p in problems_in(small_project) if p.code == "amendment-repeated"]
    expected = ("content/notices/b-notice.yml", "It says the same as content/notices/a-notice.yml.")
    assert repeated == ([expected] if same else [])


def test_corrections_of_one_day_about_different_things_differ(small_project: Path) -> None:
    for name, after in (("a", "新电话"), ("b", "新邮箱")):
        notice(small_project, name, type="correction", after={"zh": after})
    assert found_in(small_project) == []
