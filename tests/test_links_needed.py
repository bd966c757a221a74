"""A missing link is an error, a warning where it may still come, and quiet where the source gives only a part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import faults_in, put, severities_in

from generator.model.records import KINDS
from generator.pipeline import check
from generator.rules.links_needed import CHALLENGED
from generator.schemas import read_schemas

PARTIAL = {"partial": {"zh": "来源只给出一项。", "en": "The source names one."}}
TRACKS = [
    {"id": "consortium", "title": {"zh": "联合体"}, "summary": {"zh": "x"}},
    {"id": "fallback", "title": {"zh": "递补"}, "summary": {"zh": "x"}, "needs_challenge": False},
]


def missing(project: Path) -> list[tuple[str, str | None, str]]:
    """The records that lack a link, the link, and how much that weighs."""
    found = [problem for problem in check(project).problems if problem.code == "link-missing"]
    return [(Path(problem.file).stem, problem.value, problem.severity) for problem in found]


def put_programme(project: Path, mechanism: str = "open_challenge", **keys: Any) -> None:
    """A programme `p`, with a list of awards `awards`."""
    put(project, "programme", id="p", mechanism=mechanism, **keys)
    put(project, "list", id="awards", programme="p", publishes="winners")


def put_award(project: Path, kind: str = "winner", **keys: Any) -> None:
    """An award or result `x` in the list of awards, with as few links as `keys` give it."""
    path = put(project, kind, **{"id": "x", "list": "awards", **keys})
    text = path.read_text("utf-8")
    for key, value in (("challenge", "a-challenge"), ("track", "tackling")):
        text = text if key in keys else text.replace(f'"{key}": "{value}", ', "")
    path.write_text(text, "utf-8")


# -- what an award names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mechanism", "expected"),
    [
        ("open_challenge", [("x", "challenge", "error")]),
        ("competition", [("x", "challenge", "error")]),
        ("key_rd", []),
        ("project_call", []),
    ],
)
def test_an_award_names_its_challenge_where_there_are_challenges(
    small_project: Path, mechanism: str, expected: list[tuple[str, str, str]]
) -> None:
    put_programme(small_project, mechanism)
    put(small_project, "list", id="challenges", programme="p")
    put_award(small_project)
    assert missing(small_project) == expected


@pytest.mark.parametrize("mechanism", ["open_challenge", "key_rd"])
@pytest.mark.parametrize(
    ("track", "expected"),
    [
        ("consortium", [("x", "challenge", "error")]),
        ("fallback", []),
        (None, [("x", "track", "error")]),
    ],
)
def test_a_track_says_whether_it_has_challenges(
    small_project: Path, mechanism: str, track: str | None, expected: list[tuple[str, str, str]]
) -> None:
    put_programme(small_project, mechanism, tracks=TRACKS)
    put(small_project, "list", id="challenges", programme="p")
    put_award(small_project, **({"track": track} if track else {}))
    assert missing(small_project) == expected


def test_both_links_are_told_where_every_track_has_challenges(small_project: Path) -> None:
    put_programme(small_project, tracks=TRACKS[:1])
    put(small_project, "list", id="challenges", programme="p")
    put_award(small_project)
    assert missing(small_project) == [("x", "challenge", "error"), ("x", "track", "error")]


def test_a_challenge_tells_an_awards_track(small_project: Path) -> None:
    put_programme(small_project, tracks=TRACKS)
    put(small_project, "list", id="challenges", programme="p")
    put(small_project, "challenge", id="c", list="challenges", track="consortium")
    put_award(small_project, challenge="c")
    assert faults_in(small_project) == []


def test_the_message_says_what_to_write(small_project: Path) -> None:
    put_programme(small_project)
    put(small_project, "list", id="challenges", programme="p")
    put_award(small_project)
    (found,) = check(small_project).problems
    assert found.message.zh == "这条揭榜单位记录没有写明榜题。"
    assert found.message.en == "This selected unit does not name its challenge."
    assert "challenge: …" in found.remedy.zh
    assert "partial" in found.remedy.zh


# -- how much it weighs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "severities"),
    [
        ({}, ["error"]),
        ({"declared_total": 1}, ["error"]),
        ({"declared_total": 2}, ["warning"]),
        (PARTIAL, []),
    ],
)
def test_the_list_of_awards_may_hold_a_part(small_project: Path, keys: dict[str, Any], severities: list[str]) -> None:
    put_programme(small_project)
    put(small_project, "list", id="challenges", programme="p")
    put(small_project, "list", id="awards", programme="p", publishes="winners", **keys)
    put_award(small_project)
    assert severities_in(small_project) == severities


@pytest.mark.parametrize(
    ("lists", "severities"),
    [
        ([], ["warning"]),
        ([{"publishes": "challenges"}], ["error"]),
        ([{"publishes": "needs"}], ["error"]),
        ([{"publishes": "successes"}], ["warning"]),
        ([{"year": 2025}], ["error"]),
        ([{"year": 2024}], ["warning"]),
        ([{"year": 2024}, {"year": 2025}], ["error"]),
        ([{"declared_total": 3}], ["warning"]),
        ([{"declared_total": 0}], ["error"]),
        ([PARTIAL], ["warning"]),
        ([{"programme": "a-programme"}], ["warning"]),
    ],
)
def test_the_list_of_challenges_may_be_missing_or_hold_a_part(
    small_project: Path, lists: list[dict[str, Any]], severities: list[str]
) -> None:
    put_programme(small_project)
    for i, keys in enumerate(lists):
        put(small_project, "list", **{"id": f"l{i}", "programme": "p", **keys})
    put_award(small_project, year=2025)
    assert severities_in(small_project) == severities


@pytest.mark.parametrize("kind", ["winner", "success"])
def test_a_record_may_say_itself_that_its_source_gives_a_part(small_project: Path, kind: str) -> None:
    put_programme(small_project, tracks=TRACKS)
    put_award(small_project, kind, **PARTIAL)
    assert faults_in(small_project) == []


# -- what a result names --------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [{"challenge": "c"}, {"winner": "w"}])
def test_a_result_names_its_award_or_challenge(small_project: Path, keys: dict[str, Any]) -> None:
    put_programme(small_project)
    put(small_project, "list", id="challenges", programme="p")
    put(small_project, "challenge", id="c", list="challenges")
    put(small_project, "winner", id="w", challenge="c", programme="p")
    path = small_project / "content/winners/w.yml"
    path.write_text(path.read_text("utf-8").replace('"track": "tackling", ', ""), "utf-8")
    put_award(small_project, "success", **keys)
    assert faults_in(small_project) == []


@pytest.mark.parametrize(
    ("lists", "severities"),
    [
        ([{"year": 2020}], ["error"]),
        ([{"year": 2020, "declared_total": 9}], ["warning"]),
        ([{"year": 2026, "declared_total": 9}], ["error"]),
    ],
)
def test_a_result_may_come_of_any_earlier_list(
    small_project: Path, lists: list[dict[str, Any]], severities: list[str]
) -> None:
    put_programme(small_project)
    for i, keys in enumerate(lists):
        put(small_project, "list", **{"id": f"l{i}", "programme": "p", **keys})
    put_award(small_project, "success", year=2022)
    assert severities_in(small_project) == severities
    assert missing(small_project)[0][1] == "winner"


# -- whose need a challenge is --------------------------------------------------------------------------------

OWNER = {"zh": "本市企业"}
TOLD = [("x", "owner", "error")]


@pytest.mark.parametrize(
    ("programme", "guide", "listing", "challenge", "expected"),
    [
        ({}, {}, {}, {}, []),
        ({}, {}, {"list_type": "tackling"}, {}, TOLD),
        ({}, {}, {"list_type": "transfer"}, {}, TOLD),
        ({}, {}, {"publishes": "needs"}, {}, TOLD),
        ({"owner": OWNER}, {}, {}, {}, TOLD),
        ({}, {"owner": OWNER}, {}, {}, TOLD),
        ({"owner": OWNER}, {}, {}, {"government_set": True}, []),
        ({"owner": OWNER}, {}, {"government_set": True}, {}, []),
        ({}, {}, {"list_type": "tackling", "government_set": True}, {}, []),
        ({}, {}, {"list_type": "tackling"}, {"owner": {"name": {"zh": "某公司"}}}, []),
        ({}, {}, {"list_type": "tackling", **PARTIAL}, {}, []),
        ({}, {}, {"list_type": "tackling"}, PARTIAL, []),
        ({}, {}, {"list_type": "tackling", "declared_total": 2}, {}, [("x", "owner", "warning")]),
        ({"mechanism": "project_call"}, {}, {"list_type": "tackling"}, {}, []),
        ({"mechanism": "key_rd", "owner": OWNER}, {}, {}, {}, []),
    ],
)
def test_a_challenge_names_its_owner_unless_government_sets_it(
    small_project: Path,
    programme: dict[str, Any],
    guide: dict[str, Any],
    listing: dict[str, Any],
    challenge: dict[str, Any],
    expected: list[tuple[str, str, str]],
) -> None:
    put(small_project, "programme", **{"id": "p", "mechanism": "open_challenge", **programme})
    put(small_project, "guide", id="g", programme="p", **guide)
    put(small_project, "list", id="l", programme="p", guide="g", **listing)
    put(small_project, "challenge", id="x", list="l", **challenge)
    assert missing(small_project) == expected


def test_every_mechanism_says_whether_it_has_challenges() -> None:
    assert set(CHALLENGED) == set(read_schemas()["programme"]["properties"]["mechanism"]["enum"])


@pytest.mark.parametrize(
    ("kind", "record_id"), [("list", "awards"), ("list", "challenges"), ("guide", "g"), ("challenge", "c")]
)
def test_one_fault_does_not_become_ten(small_project: Path, kind: str, record_id: str) -> None:
    put_programme(small_project, tracks=TRACKS)
    put(small_project, "guide", id="g", programme="p", track="consortium")
    put(small_project, "list", id="challenges", programme="p", guide="g")
    put(small_project, "challenge", id="c", list="challenges")
    put_award(small_project, challenge="c", programme="p")
    assert faults_in(small_project) == []
    path = small_project / "content" / KINDS[kind].folder / f"{record_id}.yml"
    path.write_text(path.read_text("utf-8").replace('"updated_on": "2025-01-02"', '"updated_on": "x"'), "utf-8")
    assert [found[:2] for found in faults_in(small_project)] == [(record_id, "value-pattern")]


def test_a_record_of_an_unknown_programme_is_left_alone(small_project: Path) -> None:
    put(small_project, "winner", id="x", programme="gone")
    assert {code for _, code, _ in faults_in(small_project)} == {"reference-unknown"}


def test_withdrawn_records_are_left_alone(small_project: Path) -> None:
    put_programme(small_project)
    put(small_project, "list", id="challenges", programme="p")
    put_award(small_project, withdrawn={"on": "2025-01-01", "reason": {"zh": "有误。"}})
    assert faults_in(small_project) == []
