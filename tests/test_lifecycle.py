"""A state comes only from what records say, at any moment, for whoever it binds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import catalog, document, held

from generator.catalog import Catalog
from generator.documents import Document
from generator.lifecycle import (
    STATUSES,
    Phase,
    amendments_of,
    deadlines_of,
    effective_windows,
    from_then_on,
    has_outcome,
    sequence_timelines,
    standing_windows,
    stated_closes,
    status_at,
    timeline_of,
)
from generator.settings import read_settings

SOON = 14
WHEN_UNKNOWN = {"text": {"zh": "另行通知"}}


def window(audience: str = "solver", **keys: Any) -> dict[str, Any]:
    return {"audience": audience, "action": "claim", **keys}


def timeline(kind: str, *others: Document, **keys: Any) -> list[tuple[str, str]]:
    """The smallest record of a kind with `keys`, among others: its phases."""
    found = catalog(document(kind, **keys), *others)
    return [tuple(phase) for phase in timeline_of(found, held(found, kind), SOON)]


def state(kind: str, moment: str, *others: Document, **keys: Any) -> str:
    """What it is at a moment."""
    found = catalog(document(kind, **keys), *others)
    return status_at(timeline_of(found, held(found, kind), SOON), moment)


def extension(closes: object, notice_id: str = "a-notice", **keys: Any) -> Document:
    changes = [{"about": {"zh": "截止"}, "closes": closes}]
    return document("notice", **{"id": notice_id, "type": "extension", "changes": changes, **keys})


def deadlines(found: Catalog, kind: str) -> list[tuple[str, str]]:
    return [(d.window.audience, d.moment) for d in deadlines_of(found, held(found, kind))]


# -- windows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("0001-01-01T00:00", "upcoming"),
        ("2025-05-31T23:59", "upcoming"),
        ("2025-06-01T00:00", "open"),
        ("2025-06-16T23:59", "open"),
        ("2025-06-17T00:00", "closing"),
        ("2025-06-30T00:00", "closing"),
        ("2025-06-30T23:59", "closing"),
        ("2025-07-01T00:00", "closed"),
        ("9999-12-31T23:59", "closed"),
    ],
)
def test_a_call_is_open_through_the_end_of_its_closing_day(moment: str, status: str) -> None:
    windows = [window(opens="2025-06-01", closes="2025-06-30")]
    assert state("guide", moment, windows=windows) == status


@pytest.mark.parametrize(("moment", "status"), [("2025-06-30T16:29", "closing"), ("2025-06-30T16:30", "closed")])
def test_a_call_with_an_hour_closes_at_that_hour(moment: str, status: str) -> None:
    assert state("guide", moment, windows=[window(opens="2025-06-01", closes="2025-06-30T16:30")]) == status


@pytest.mark.parametrize(("moment", "status"), [("2025-06-01T07:59", "upcoming"), ("2025-06-01T08:00", "open")])
def test_a_call_with_an_hour_opens_at_that_hour(moment: str, status: str) -> None:
    assert state("guide", moment, windows=[window(opens="2025-06-01T08:00", closes="2025-07-30")]) == status


@pytest.mark.parametrize(
    ("windows", "phases"),
    [
        ([], [("", "undated")]),
        ([window()], [("", "undated")]),
        ([window(opens=WHEN_UNKNOWN, closes=WHEN_UNKNOWN)], [("", "undated")]),
        ([window(opens="2025-06-01")], [("", "upcoming"), ("2025-06-01T00:00", "open")]),
        (
            [window(closes="2025-06-30")],
            [("", "open"), ("2025-06-17T00:00", "closing"), ("2025-07-01T00:00", "closed")],
        ),
        (
            [window(opens="2025-06-25", closes="2025-06-30")],
            [("", "upcoming"), ("2025-06-25T00:00", "open"), ("2025-06-25T00:00", "closing"),
             ("2025-07-01T00:00", "closed")],
        ),
        (
            [window(opens="2025-01-01", closes="2025-01-31"), window(opens="2025-06-01", closes="2025-06-30")],
            [("", "upcoming"), ("2025-01-01T00:00", "open"), ("2025-06-17T00:00", "closing"),
             ("2025-07-01T00:00", "closed")],
        ),
    ],
)  # fmt: skip
def test_windows_make_a_timeline(windows: list[dict[str, Any]], phases: list[tuple[str, str]]) -> None:
    assert timeline("guide", windows=windows) == phases


def test_a_vague_closing_ends_with_the_last_day_that_it_may_mean() -> None:
    closes = {"text": {"zh": "六月上旬"}, "from": "2025-06-01", "to": "2025-06-10"}
    assert timeline("guide", windows=[window(closes=closes)])[-1] == ("2025-06-11T00:00", "closed")


def test_a_month_closes_with_its_last_day() -> None:
    assert timeline("guide", windows=[window(closes="2024-02")])[-1] == ("2024-03-01T00:00", "closed")


def test_of_conflicting_deadlines_the_earliest_binds() -> None:
    stated = [{"closes": "2025-06-20"}, {"closes": "2025-06-22T17:00"}, {"closes": WHEN_UNKNOWN}]
    windows = [window(closes="2025-06-25", also_stated=stated)]
    assert timeline("guide", windows=windows)[-1] == ("2025-06-21T00:00", "closed")
    assert deadlines(catalog(document("guide", windows=windows)), "guide") == [("solver", "2025-06-21T00:00")]


def test_a_deadline_that_is_only_stated_elsewhere_binds_too() -> None:
    assert timeline("guide", windows=[window(also_stated=[{"closes": "2025-06-20"}])])[-1] == (
        "2025-06-21T00:00",
        "closed",
    )


@pytest.mark.parametrize(
    ("closes", "stated", "moment", "reason", "statements"),
    [
        ("2025-06-25", [], "2025-06-26T00:00", "sole", 1),
        ("2025-06-25", [{"closes": WHEN_UNKNOWN}], "2025-06-26T00:00", "sole", 1),
        ("2025-06-25", [{"closes": "2025-06-25"}], "2025-06-26T00:00", "same", 2),
        ("2025-06-25", [{"closes": "2025-06-20"}], "2025-06-21T00:00", "earliest", 2),
        ("2025-06-20", [{"closes": "2025-06-25"}, {"closes": "2025-06-26"}], "2025-06-21T00:00", "earliest", 3),
        ("2025-06-25", [{"closes": "2025-06-20", "inclusive": "no"}], "2025-06-20T00:00", "earliest", 2),
        ("2025-06-25", [{"closes": "2025-06-20", "inclusive": "yes"}], "2025-06-21T00:00", "earliest", 2),
        ("2025-06-25", [{"closes": "2025-06-20", "inclusive": "unstated"}], "2025-06-21T00:00", "earliest", 2),
        ("2025-06-25", [{"closes": "2025-06-20T17:00", "inclusive": "no"}], "2025-06-20T17:00", "earliest", 2),
    ],
)
def test_the_effective_deadline_says_why_it_is(
    closes: object, stated: list[dict[str, Any]], moment: str, reason: str, statements: int
) -> None:
    found = catalog(document("guide", windows=[window(closes=closes, also_stated=stated)]))
    (deadline,) = deadlines_of(found, held(found, "guide"))
    assert (deadline.moment, deadline.reason, deadline.statements) == (moment, reason, statements)


def test_every_stated_closing_stays_beside_the_effective_one() -> None:
    windows = [window(closes="2025-06-10", also_stated=[{"closes": "2025-06-08"}])]
    found = catalog(document("guide", windows=windows), extension("2025-07-15"))
    (standing,) = standing_windows(found, held(found, "guide"))
    assert standing.moves[0].stated == ("2025-06-10", "2025-06-08")
    assert [stated.closes for stated in stated_closes(standing.window)] == ["2025-07-15"]
    assert standing.deadline is not None
    assert (standing.deadline.written, standing.deadline.reason) == ("2025-07-15", "extension")


# -- whose deadline -------------------------------------------------------------------------------------------

FOUR = [
    window("recommender", closes="2025-06-04"),
    window("owner", closes="2025-06-03"),
    window("any", closes="2025-06-02"),
    window("solver", closes="2025-06-01"),
]


@pytest.mark.parametrize("call", ["claim", "application", "forwarding"])
def test_a_solvers_window_decides_whether_a_call_is_open(call: str) -> None:
    assert timeline("guide", call=call, windows=FOUR)[-1] == ("2025-06-02T00:00", "closed")


def test_an_owners_window_decides_whether_a_call_for_needs_is_open() -> None:
    assert timeline("guide", call="demand", windows=FOUR)[-1] == ("2025-06-04T00:00", "closed")


@pytest.mark.parametrize(
    ("call", "left", "closed"),
    [
        ("claim", ("any", "recommender", "owner"), "2025-06-03T00:00"),
        ("claim", ("recommender", "owner"), "2025-06-05T00:00"),
        ("claim", ("owner",), "2025-06-04T00:00"),
        ("demand", ("any", "solver", "recommender"), "2025-06-03T00:00"),
        ("demand", ("solver", "recommender"), "2025-06-02T00:00"),
        ("demand", ("recommender",), "2025-06-05T00:00"),
    ],
)
def test_where_that_audience_has_no_window_the_next_decides(call: str, left: tuple[str, ...], closed: str) -> None:
    windows = [w for w in FOUR if w["audience"] in left]
    assert timeline("guide", call=call, windows=windows)[-1] == (closed, "closed")


def test_deadlines_are_a_solvers_first_and_each_audiences_by_time() -> None:
    windows = [*FOUR, window("solver", closes="2025-05-01"), window("owner")]
    assert deadlines(catalog(document("guide", windows=windows)), "guide") == [
        ("solver", "2025-05-02T00:00"),
        ("solver", "2025-06-02T00:00"),
        ("any", "2025-06-03T00:00"),
        ("recommender", "2025-06-05T00:00"),
        ("owner", "2025-06-04T00:00"),
    ]


def test_windows_of_several_regions_keep_their_own_deadlines() -> None:
    windows = [window(region=r, closes=c) for r, c in (("hunan", "2025-06-28"), ("gansu", "2025-06-27T12:00"))]
    found = catalog(document("guide", windows=windows))
    held_deadlines = deadlines_of(found, held(found, "guide"))
    assert [(d.window.region, d.moment) for d in held_deadlines] == [
        ("gansu", "2025-06-27T12:00"),
        ("hunan", "2025-06-29T00:00"),
    ]
    assert timeline("guide", windows=windows)[-1] == ("2025-06-29T00:00", "closed")


def test_a_challenge_has_the_windows_of_its_list_else_of_its_guide() -> None:
    guide = document("guide", windows=[window(closes="2025-06-30")])
    listed = document("list", guide="a-guide", windows=[window(closes="2025-08-31")])
    assert timeline("challenge", guide, listed)[-1] == ("2025-09-01T00:00", "closed")
    assert timeline("challenge", guide, document("list", guide="a-guide"))[-1] == ("2025-07-01T00:00", "closed")


# -- amendments -----------------------------------------------------------------------------------------------


def test_an_extension_moves_the_binding_deadline() -> None:
    windows = [window(closes="2025-06-10"), window("owner", closes="2025-06-05")]
    found = catalog(document("guide", windows=windows), extension("2025-07-15"))
    assert deadlines(found, "guide") == [("solver", "2025-07-16T00:00"), ("owner", "2025-06-06T00:00")]
    assert timeline("guide", extension("2025-07-15"), windows=windows)[-1] == ("2025-07-16T00:00", "closed")


def test_an_extension_settles_what_was_stated_twice() -> None:
    windows = [window(closes="2025-06-10", also_stated=[{"closes": "2025-06-08"}])]
    found = catalog(document("guide", windows=windows), extension("2025-07-15T17:00"))
    assert deadlines(found, "guide") == [("solver", "2025-07-15T17:00")]


@pytest.mark.parametrize("kind", ["extension", "correction", "other"])
def test_of_several_notices_the_last_published_decides_be_it_earlier_or_later(kind: str) -> None:
    guide = document("guide", windows=[window(closes="2025-06-10")])
    first = extension("2025-08-15", "z-first", published_on="2025-06-02")
    last = extension("2025-07-15", "a-last", type=kind, published_on="2025-06-05")
    assert deadlines(catalog(guide, first, last), "guide") == [("solver", "2025-07-16T00:00")]


def test_of_notices_of_one_day_the_last_to_take_effect_decides() -> None:
    guide = document("guide", windows=[window(closes="2025-06-10")])
    first = extension("2025-08-15", "z-first", effective_on="2025-06-02")
    last = extension("2025-07-15", "a-last", effective_on="2025-06-03")
    assert deadlines(catalog(guide, first, last), "guide") == [("solver", "2025-07-16T00:00")]


@pytest.mark.parametrize(
    ("chosen", "moved"),
    [
        ({}, ["solver hunan", "solver gansu"]),
        ({"audience": "recommender"}, ["recommender hunan", "recommender -"]),
        ({"region": "hunan"}, ["solver hunan", "recommender hunan"]),
        ({"audience": "recommender", "region": "hunan"}, ["recommender hunan"]),
        ({"closed": "2025-06-12"}, ["solver gansu"]),
        ({"closed": "2025-06-30"}, ["solver hunan", "solver gansu"]),
        ({"audience": "owner"}, []),
    ],
)
def test_a_change_moves_the_windows_that_it_means(chosen: dict[str, Any], moved: list[str]) -> None:
    windows = [
        window(region="hunan", closes="2025-06-10"),
        window(region="gansu", closes="2025-06-11", also_stated=[{"closes": "2025-06-12"}]),
        window("recommender", region="hunan", closes="2025-06-13"),
        window("recommender", closes="2025-06-14"),
    ]
    notice = extension(None, changes=[{"about": {"zh": "截止"}, "closes": "2025-07-15", **chosen}])
    found = catalog(document("guide", windows=windows), notice)
    now = effective_windows(found, held(found, "guide"))
    assert [f"{w.audience} {w.region or '-'}" for w in now if w.closes == "2025-07-15"] == moved


def test_a_change_may_name_the_closing_that_was_moved_before() -> None:
    windows = [window(region="hunan", closes="2025-06-10"), window(region="gansu", closes="2025-06-20")]
    changes = [
        [{"about": {"zh": "截止"}, "closed": "2025-06-10", "closes": day}] for day in ("2025-06-30", "2025-07-10")
    ]
    notices = [document("notice", id=f"n-{i}", type="extension", changes=change) for i, change in enumerate(changes)]
    found = catalog(document("guide", windows=windows), *notices)
    assert [w.closes for w in effective_windows(found, held(found, "guide"))] == ["2025-07-10", "2025-06-20"]


def test_a_window_remembers_every_move_and_what_it_was_until_then() -> None:
    guide = document("guide", windows=[window(closes="2025-06-10", also_stated=[{"closes": "2025-06-08"}])])
    first, second = extension("2025-07-15", "a"), extension("2025-08-15", "b")
    found = catalog(guide, first, second)
    (standing,) = standing_windows(found, held(found, "guide"))
    assert [(m.notice.id, m.was) for m in standing.moves] == [
        ("a", ("2025-06-10", "2025-06-08")),
        ("b", ("2025-07-15",)),
    ]
    assert (standing.window.closes, standing.window.also_stated) == ("2025-08-15", ())


def test_a_slip_mended_in_the_record_was_what_its_notice_says() -> None:
    changes = [{"about": {"zh": "截止"}, "closed": "2025-06-01", "closes": "2025-06-10"}]
    found = catalog(document("guide", windows=[window(closes="2025-06-10")]), document("notice", changes=changes))
    (standing,) = standing_windows(found, held(found, "guide"))
    assert [m.was for m in standing.moves] == [("2025-06-01",)]
    assert deadlines(found, "guide") == [("solver", "2025-06-11T00:00")]


def test_a_notice_that_was_taken_down_changes_nothing() -> None:
    taken = {"withdrawn": {"on": "2025-06-02", "reason": {"zh": "重复"}}}
    found = catalog(document("guide", windows=[window(closes="2025-06-10")]), extension("2025-07-15", **taken))
    assert deadlines(found, "guide") == [("solver", "2025-06-11T00:00")]
    assert amendments_of(found, held(found, "guide")) == ()
    assert timeline("guide", document("notice", type="suspension", **taken)) == [("", "undated")]


def test_amendments_are_in_the_order_of_their_publication() -> None:
    days = {
        "a": "2025-06-03",
        "b": "2025-06-01",
        "c": {"text": {"zh": "六月"}, "from": "2025-06-02", "to": "2025-06-30"},
    }
    notices = [document("notice", id=name, published_on=day) for name, day in days.items()]
    found = catalog(document("guide"), *notices)
    assert [n.id for n in amendments_of(found, held(found, "guide"))] == ["b", "c", "a"]


def test_amendments_of_a_list_reach_the_challenges_that_go_by_its_windows() -> None:
    listed = document("list", windows=[window(closes="2025-06-10")])
    notice = extension("2025-07-15", target={"kind": "list", "id": "a-list"})
    for own, reached in (((), ["a-notice"]), ((window(closes="2025-06-20"),), [])):
        found = catalog(listed, notice, document("challenge", windows=list(own)))
        assert [n.id for n in amendments_of(found, held(found, "challenge"))] == reached


def test_an_extension_of_a_call_for_needs_moves_the_owners_window() -> None:
    windows = [window("owner", closes="2025-06-10"), window("solver", closes="2025-06-20")]
    found = catalog(document("guide", call="demand", windows=windows), extension("2025-07-15"))
    assert deadlines(found, "guide") == [("solver", "2025-06-21T00:00"), ("owner", "2025-07-16T00:00")]


def test_an_extension_of_a_guide_reaches_the_challenges_that_go_by_it() -> None:
    guide = document("guide", windows=[window(closes="2025-06-10")])
    assert timeline("challenge", guide, extension("2025-07-15"), guide="a-guide")[-1] == ("2025-07-16T00:00", "closed")


def test_an_extension_of_a_guide_leaves_a_challenges_own_window_alone() -> None:
    guide = document("guide", windows=[window(closes="2025-06-10")])
    own = [window(closes="2025-06-20")]
    assert timeline("challenge", guide, extension("2025-07-15"), guide="a-guide", windows=own)[-1] == (
        "2025-06-21T00:00",
        "closed",
    )


@pytest.mark.parametrize("kind", ["suspension", "resumption", "withdrawal"])
def test_a_suspension_resumption_or_withdrawal_moves_no_deadline(kind: str) -> None:
    found = catalog(document("guide", windows=[window(closes="2025-06-10")]), extension("2025-07-15", type=kind))
    assert deadlines(found, "guide") == [("solver", "2025-06-11T00:00")]


def test_an_extension_without_a_date_moves_nothing() -> None:
    found = catalog(document("guide", windows=[window(closes="2025-06-10")]), extension(WHEN_UNKNOWN))
    assert effective_windows(found, held(found, "guide"))[0].closes == "2025-06-10"


@pytest.mark.parametrize(("kind", "status"), [("suspension", "suspended"), ("withdrawal", "withdrawn")])
@pytest.mark.parametrize(
    "target", ["guide", "list", "challenge", "winner", "programme", "organisation", "form", "success"]
)
def test_a_suspension_or_withdrawal_ends_every_kind(kind: str, status: str, target: str) -> None:
    notice = document(
        "notice",
        type=kind,
        target={"kind": target, "id": f"a-{target}"},
        published_on="2025-06-01",
        effective_on="2025-06-20",
    )
    assert state(target, "2025-06-20T00:00", notice) == status
    assert state(target, "2025-06-19T23:59", notice) != status


def test_a_resumption_takes_up_what_a_suspension_ended() -> None:
    stop = document("notice", id="stop", type="suspension", published_on="2025-06-03")
    again = document("notice", id="again", type="resumption", published_on="2025-06-10")
    windows = [window(closes="2025-06-30")]
    assert timeline("guide", stop, again, windows=windows)[1:] == [
        ("2025-06-03T00:00", "suspended"),
        ("2025-06-10T00:00", "open"),
        ("2025-06-17T00:00", "closing"),
        ("2025-07-01T00:00", "closed"),
    ]


def test_a_suspended_call_suspends_the_challenges_that_go_by_it_until_they_are_claimed() -> None:
    guide = document("guide", windows=[window(closes="2025-06-30")])
    stop = document("notice", type="suspension", published_on="2025-06-03")
    assert timeline("challenge", guide, stop, guide="a-guide")[-1] == ("2025-06-03T00:00", "suspended")
    claimed = [{"state": "claimed", "on": "2025-09-01", "cite": {"source": "notice"}}]
    assert timeline("challenge", guide, stop, guide="a-guide", events=claimed)[-2:] == [
        ("2025-06-03T00:00", "suspended"),
        ("2025-09-01T00:00", "claimed"),
    ]


def test_an_amendment_takes_effect_when_published_unless_it_says_otherwise() -> None:
    notice = document("notice", type="suspension", published_on="2025-06-01")
    assert timeline("guide", notice)[-1] == ("2025-06-01T00:00", "suspended")


def test_a_vague_amendment_takes_effect_on_the_first_day_that_it_may_mean() -> None:
    notice = document(
        "notice", type="suspension", published_on={"text": {"zh": "六月"}, "from": "2025-06", "to": "2025-06"}
    )
    assert timeline("guide", notice)[-1] == ("2025-06-01T00:00", "suspended")


# -- the other kinds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "phases"),
    [
        ({}, [("", "published")]),
        ({"valid": {"from": "2025-02-01"}}, [("", "in_force")]),
        ({"valid": {"to": "2030-01-31"}}, [("", "in_force"), ("2030-02-01T00:00", "expired")]),
        ({"valid": {"to": "2030"}}, [("", "in_force"), ("2031-01-01T00:00", "expired")]),
        ({"valid": {"text": {"zh": "五年"}}}, [("", "in_force")]),
    ],
)
def test_a_programme_is_in_force_until_it_expires(keys: dict[str, Any], phases: list[tuple[str, str]]) -> None:
    assert timeline("programme", **keys) == phases


@pytest.mark.parametrize(
    ("keys", "phases"),
    [
        ({}, [("", "published")]),
        ({"public_notice": {"days": 5}}, [("", "published")]),
        (
            {"public_notice": {"from": "2025-06-12", "to": "2025-06-18"}},
            [("", "upcoming"), ("2025-06-12T00:00", "public_notice"), ("2025-06-19T00:00", "notice_over")],
        ),
        ({"public_notice": {"from": "2025-06-12", "days": 5}}, [("", "published")]),
        (
            {"public_notice": {"from": "2025-06-12", "days": 5, "day_kind": "working"}},
            [("", "upcoming"), ("2025-06-12T00:00", "public_notice"), ("2025-06-19T00:00", "notice_over")],
        ),
        ({"public_notice": {"from": "2090-06-12", "days": 5, "day_kind": "working"}}, [("", "published")]),
        ({"public_notice": {"to": "2025-06-18"}}, [("", "public_notice"), ("2025-06-19T00:00", "notice_over")]),
        ({"windows": [window(closes="2025-08-31")], "public_notice": {"to": "2025-06-18"}},
         [("", "open"), ("2025-08-18T00:00", "closing"), ("2025-09-01T00:00", "closed")]),
    ],
)  # fmt: skip
def test_a_list_is_open_on_notice_or_published(keys: dict[str, Any], phases: list[tuple[str, str]]) -> None:
    assert timeline("list", **keys) == phases


@pytest.mark.parametrize(
    ("written", "status"),
    [("proposed", "proposed"), ("shortlisted", "shortlisted"), ("potential", "potential"), ("selected", "claimed"),
     ("signed", "signed"), ("funded", "under_way"), ("parallel", "parallel"), ("prize", "prize"),
     ("concluded", "completed"), ("deferred", "deferred"), ("cancelled", "cancelled"), ("exempt", "exempt")],
)  # fmt: skip
def test_an_award_is_in_the_state_that_its_source_gives(written: str, status: str) -> None:
    assert timeline("winner", state=written) == [("", status)]


def test_a_proposed_award_is_on_public_notice_with_its_list() -> None:
    listed = document("list", publishes="winners", public_notice={"from": "2025-06-12", "to": "2025-06-18"})
    assert timeline("winner", listed, state="proposed", list="a-list") == [
        ("", "proposed"),
        ("2025-06-12T00:00", "public_notice"),
        ("2025-06-19T00:00", "notice_over"),
    ]
    assert timeline("winner", listed, state="selected", list="a-list") == [("", "claimed")]


@pytest.mark.parametrize(
    ("basis", "status"),
    [("acceptance", "completed"), ("prize", "prize"), ("reported", "recorded"), ("progress", "recorded")],
)
def test_a_result_is_what_it_rests_on(basis: str, status: str) -> None:
    assert timeline("success", basis=basis) == [("", status)]


@pytest.mark.parametrize("kind", ["organisation", "form", "notice"])
def test_other_records_are_simply_published(kind: str) -> None:
    assert timeline(kind) == [("", "published")]


@pytest.mark.parametrize(
    "kind", ["programme", "guide", "list", "challenge", "winner", "success", "organisation", "form", "notice"]
)
def test_a_record_that_was_taken_down_is_withdrawn_at_any_moment(kind: str) -> None:
    assert timeline(kind, withdrawn={"on": "2025-06-01", "reason": {"zh": "重复"}}) == [("", "withdrawn")]


# -- challenges -----------------------------------------------------------------------------------------------

CLOSED = {"windows": [window(closes="2025-06-30")]}


@pytest.mark.parametrize("written", ["claimed", "under_way", "completed", "failed", "unclaimed", "suspended"])
def test_a_recorded_event_is_the_state_from_its_day(written: str) -> None:
    events = [{"state": written, "on": "2025-09-01", "cite": {"source": "notice"}}]
    assert timeline("challenge", **CLOSED, events=events)[-2:] == [
        ("2025-07-01T00:00", "closed"),
        ("2025-09-01T00:00", written),
    ]


def test_an_event_without_a_day_is_the_state_throughout() -> None:
    events = [{"state": "unclaimed", "cite": {"source": "notice"}}]
    assert timeline("challenge", **CLOSED, events=events) == [("", "unclaimed")]


def test_a_closed_challenge_of_which_nothing_more_is_told_is_only_closed() -> None:
    assert state("challenge", "2035-01-01T00:00", **CLOSED) == "closed"


def test_an_award_claims_its_challenge_from_its_day() -> None:
    award = document("winner", state="selected", decided_on="2025-08-01")
    assert timeline("challenge", award, **CLOSED)[-1] == ("2025-08-01T00:00", "claimed")


@pytest.mark.parametrize("written", ["proposed", "shortlisted", "potential", "cancelled"])
def test_an_award_that_is_not_final_does_not_claim_its_challenge(written: str) -> None:
    award = document("winner", state=written, decided_on="2025-08-01")
    assert timeline("challenge", award, **CLOSED)[-1] == ("2025-07-01T00:00", "closed")


def test_a_result_completes_its_challenge() -> None:
    others = (
        document("winner", state="funded", decided_on="2025-08-01"),
        document("success", accepted_on="2026-08-01"),
    )
    assert timeline("challenge", *others, **CLOSED)[-2:] == [
        ("2025-08-01T00:00", "under_way"),
        ("2026-08-01T00:00", "completed"),
    ]


def test_phases_are_in_order_whatever_the_order_of_events() -> None:
    events = [
        {"state": "completed", "on": "2026-01-01", "cite": {"source": "notice"}},
        {"state": "under_way", "on": "2025-09-01", "cite": {"source": "notice"}},
    ]
    found = timeline("challenge", **CLOSED, events=events)
    assert [since for since, _ in found] == sorted(since for since, _ in found)
    assert found[-1] == ("2026-01-01T00:00", "completed")


def test_awards_are_taken_by_their_days_and_not_by_their_ids() -> None:
    later = document("winner", id="a", state="concluded", decided_on="2027-01-01")
    earlier = document("winner", id="b", state="signed", decided_on="2025-09-01")
    assert timeline("challenge", later, earlier, **CLOSED)[-1] == ("2027-01-01T00:00", "completed")


# -- outcomes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "others",
    [
        (document("winner", list="a-list"),),
        (document("success", list="a-list"),),
        (document("challenge"), document("winner")),
    ],
)
def test_a_list_whose_entries_tell_a_result_has_an_outcome(others: tuple[Document, ...]) -> None:
    found = catalog(document("list"), *others)
    assert has_outcome(found, held(found, "list"))


def test_a_call_with_a_list_of_winners_has_an_outcome() -> None:
    found = catalog(document("guide"), document("list", guide="a-guide", publishes="winners"))
    assert has_outcome(found, held(found, "guide"))


@pytest.mark.parametrize("publishes", ["needs", "challenges"])
def test_a_call_with_only_a_list_of_challenges_has_none(publishes: str) -> None:
    found = catalog(document("guide"), document("list", guide="a-guide", publishes=publishes), document("challenge"))
    assert not has_outcome(found, held(found, "guide"))


def test_a_challenge_with_an_event_has_an_outcome() -> None:
    found = catalog(document("challenge", events=[{"state": "unclaimed", "cite": {"source": "notice"}}]))
    assert has_outcome(found, held(found, "challenge"))


# -- what always holds ----------------------------------------------------------------------------------------

DATES = st.sampled_from(
    ["2025", "2025-06", "2025-06-10", "2025-06-10T16:30", "2024-02-29", "9999-12-31", "0001-01-02",
     {"text": {"zh": "约"}}, {"text": {"zh": "约"}, "from": "2025-06-01", "to": "2025-06-20"},
     {"text": {"zh": "约"}, "to": "2025-07"}]
)  # fmt: skip
WINDOWS = st.lists(
    st.fixed_dictionaries(
        {"audience": st.sampled_from(["owner", "solver", "recommender", "any"]), "action": st.just("claim")},
        optional={
            "opens": DATES,
            "closes": DATES,
            "also_stated": st.lists(st.fixed_dictionaries({"closes": DATES}), max_size=2),
        },
    ),
    max_size=3,
)
EVENTS = st.lists(
    st.fixed_dictionaries(
        {"state": st.sampled_from(["claimed", "completed"]), "cite": st.just({"source": "notice"})},
        optional={"on": DATES},
    ),
    max_size=3,
)


@given(WINDOWS, EVENTS, st.lists(DATES, max_size=2), st.integers(0, 60))
def test_a_timeline_begins_at_the_beginning_is_in_order_and_uses_known_words(
    windows: list[dict[str, Any]], events: list[dict[str, Any]], extended: list[object], soon: int
) -> None:
    others = [
        extension(closes, f"n-{i}", target={"kind": "challenge", "id": "a-challenge"})
        for i, closes in enumerate(extended)
    ]
    found = catalog(document("challenge", windows=windows, events=events), *others)
    phases = timeline_of(found, held(found, "challenge"), soon)
    assert phases[0].since == ""
    assert [phase.since for phase in phases] == sorted(phase.since for phase in phases)
    assert {phase.status for phase in phases} <= set(STATUSES)
    for phase in phases:
        assert len(phase.since) in (0, len("2025-06-10T16:30"))


def test_every_status_has_words(small_project: Any) -> None:
    settings, _ = read_settings(small_project / "site_config")
    assert settings is not None
    assert set(settings.vocabularies["status"]) == set(STATUSES)


def test_the_last_phase_that_has_begun_holds() -> None:
    phases = (Phase("", "open"), Phase("2025-01-01T00:00", "closing"), Phase("2025-01-01T00:00", "closed"))
    assert status_at(phases, "2024-12-31T23:59") == "open"
    assert status_at(phases, "2025-01-01T00:00") == "closed"


def test_what_is_over_is_left_out_of_what_follows() -> None:
    phases = (Phase("", "upcoming"), Phase("2025-01-01T00:00", "open"), Phase("2025-02-01T00:00", "closed"))
    assert from_then_on(phases, "2024-12-31T23:59") == phases
    assert from_then_on(phases, "2025-01-01T00:00") == (Phase("", "open"), phases[2])
    assert from_then_on(phases, "2030-01-01T00:00") == (Phase("", "closed"),)


MOMENT = st.integers(1, 28).map(lambda day: f"2025-06-{day:02}T00:00")


@given(st.lists(st.tuples(MOMENT, MOMENT).map(lambda pair: (min(pair), max(pair))), max_size=6), MOMENT)
def test_of_things_in_sequence_those_that_begin_first_are_next_until_they_begin(
    spans: list[tuple[str, str]], now: str
) -> None:
    states = [status_at(found, now) for found in sequence_timelines(spans)]
    coming = min((since for since, _ in spans if since > now), default=None)
    for (since, until), state in zip(spans, states, strict=True):
        if since > now:
            assert state == ("stage_next" if since == coming else "stage_ahead")
        else:
            assert state == ("stage_now" if now < until else "stage_past")
