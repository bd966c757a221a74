"""What follows from a change is told, of records whose own files did not change too."""

from __future__ import annotations

from pathlib import Path

from small import put
from versions import commit

from differences.made import UPDATED, compared

WINDOW = {"audience": "solver", "action": "claim", "closes": "2025-06-10"}


def told(project: Path) -> list[str]:
    found = compared(project).consequences
    return [f"{one.kind}/{one.id} {one.about.zh}: {one.before.zh} → {one.after.zh}" for one in found]


def test_an_extension_reopens_a_call_and_what_takes_its_dates_from_it(small_project: Path) -> None:
    put(small_project, "guide", windows=[WINDOW])
    put(small_project, "list", guide="a-guide")
    put(small_project, "challenge")
    commit(small_project)
    change = {"about": {"zh": "截止"}, "closed": "2025-06-10", "closes": "2025-08-10"}
    put(small_project, "notice", type="extension", changes=[change], updated_on=UPDATED)
    assert told(small_project) == [
        "guide/a-guide 有效截止: 2025-06-10 → 2025-08-10",
        "challenge/a-challenge 状态: 已截止 → 开放中",
        "guide/a-guide 状态: 已截止 → 开放中",
    ]


def test_an_award_claims_its_challenge(small_project: Path) -> None:
    put(small_project, "challenge", windows=[WINDOW])
    commit(small_project)
    put(small_project, "winner", updated_on=UPDATED)
    assert told(small_project) == ["challenge/a-challenge 状态: 已截止 → 已揭榜"]


def test_a_renamed_record_keeps_its_state(small_project: Path) -> None:
    put(small_project, "challenge", id="old", windows=[WINDOW])
    commit(small_project)
    (small_project / "content/challenges/old.yml").unlink()
    put(small_project, "challenge", id="new", formerly=["old"], windows=[WINDOW], updated_on=UPDATED)
    assert told(small_project) == []


def test_a_deadline_given_up(small_project: Path) -> None:
    put(small_project, "guide", windows=[WINDOW])
    commit(small_project)
    put(small_project, "guide", updated_on=UPDATED)
    assert told(small_project)[0] == "guide/a-guide 有效截止: 2025-06-10 → 无"
