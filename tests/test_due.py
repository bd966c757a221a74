"""The board says what is due and what has no later result here, from records alone, and accuses nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF
from hypothesis import given
from hypothesis import strategies as st
from pages import pages_of
from small import catalog, document

from generator.catalog import Catalog
from generator.dates import start_of
from generator.documents import Document
from generator.due import Board, Entry, board_of, calls_of, is_followed, next_yearly, term_timeline
from generator.lifecycle import timeline_of
from generator.model.parts import Text
from generator.workdays import PACKAGED, Announcement, Arrangement, Calendar, Holiday, calendar_of

NOW = "2025-06-15T00:00"
VAGUE = {"text": {"zh": "六月中旬"}, "from": "2025-06-11", "to": "2025-06-20"}
WHEN_UNKNOWN = {"text": {"zh": "另行通知"}}


def window(closes: object, audience: str = "solver", **keys: Any) -> dict[str, Any]:
    return {"audience": audience, "action": "claim", "closes": closes, **keys}


def board(*documents: Document, moment: str = NOW, calendar: Calendar = PACKAGED) -> Board:
    """What is due among these records."""
    found = catalog(*documents)
    timelines = {(r.kind, r.id): timeline_of(found, r, 14, calendar) for r in found.every()}
    return board_of(found, timelines, calendar, moment)


def ids(entries: Iterable[Entry]) -> list[str]:
    return [entry.record.id for entry in entries]


def duty(**keys: Any) -> dict[str, Any]:
    told = {"kind": "duty", "strength": "hard", "statement": {"zh": "报送进展"}, "cite": {"source": "notice"}}
    return {"id": "report", "audience": "recommender", **told, **keys}


def term(to: object) -> dict[str, Any]:
    return {"from": "2024-01-01", "to": to}


# -- deadlines ------------------------------------------------------------------------------------------------


def test_a_deadline_comes_until_its_last_day_is_over_and_carries_whose_it_is() -> None:
    windows = [window("2025-06-15"), window("2025-06-14", "owner"), window("2025-07-01", "recommender")]
    found = board(document("guide", windows=windows)).deadlines
    assert [(e.until, e.deadline.window.audience if e.deadline else None) for e in found] == [
        ("2025-06-16T00:00", "solver"),
        ("2025-07-02T00:00", "recommender"),
    ]


@pytest.mark.parametrize(("moment", "held"), [("2025-06-20T23:59", 1), ("2025-06-21T00:00", 0)])
def test_a_vague_deadline_comes_until_the_last_day_that_it_may_mean(moment: str, held: int) -> None:
    found = board(document("guide", windows=[window(VAGUE)]), moment=moment)
    assert len(found.deadlines) == held
    assert len(found.calls) == 1 - held


def test_entries_are_in_the_order_of_the_last_day_then_of_the_first() -> None:
    closings = {
        "month": "2025-06",
        "late": {"text": {"zh": "六月下旬"}, "from": "2025-06-21", "to": "2025-06-30"},
        "day": "2025-06-30",
        "hour": "2025-06-30T17:00",
        "middle": VAGUE,
        "year": "2025",
        "unknown": WHEN_UNKNOWN,
    }
    documents = [document("guide", id=name, windows=[window(closes)]) for name, closes in closings.items()]
    expected = ["middle", "hour", "month", "late", "day", "year"]
    assert ids(board(*documents).deadlines) == expected
    assert ids(board(*reversed(documents)).deadlines) == expected
    assert ids(board(*documents, moment="2026-01-01T00:00").calls) == ["year", "month", "late", "day", "hour", "middle"]


@pytest.mark.parametrize(("written", "year"), [("2027", 2027), ("2027-12", 2027), ("2027-12-31", 2027), (VAGUE, 2025)])
def test_an_entry_belongs_to_the_year_of_its_last_day(written: object, year: int) -> None:
    (entry,) = board(document("guide", windows=[window(written)])).deadlines
    assert entry.year == year


def test_the_effective_deadline_stands_on_the_board() -> None:
    windows = [window("2025-06-30", also_stated=[{"closes": "2025-06-20"}])]
    extension = document("notice", type="extension", changes=[{"about": {"zh": "截止"}, "closes": "2025-07-15"}])
    assert [e.until for e in board(document("guide", windows=windows)).deadlines] == ["2025-06-21T00:00"]
    assert [e.until for e in board(document("guide", windows=windows), extension).deadlines] == ["2025-07-16T00:00"]


def test_a_day_that_does_not_count_is_over_when_it_begins() -> None:
    guide = document("guide", windows=[window("2025-06-30", also_stated=[{"closes": "2025-06-20", "inclusive": "no"}])])
    (entry,) = board(guide).deadlines
    assert (entry.until, entry.year) == ("2025-06-20T00:00", 2025)
    assert ids(board(guide, moment="2025-06-20T00:00").calls) == ["a-guide"]


def test_a_challenge_that_goes_by_its_guides_window_is_not_told_twice() -> None:
    found = board(
        document("guide", windows=[window("2025-07-01")]),
        document("challenge", id="inherits", guide="a-guide"),
        document("challenge", id="own", guide="a-guide", windows=[window("2025-07-02")]),
        document("challenge", id="claimed", windows=[window("2025-07-03")]),
        document("winner", challenge="claimed"),
    )
    assert ids(found.deadlines) == ["a-guide", "own"]


@pytest.mark.parametrize("type_", ["suspension", "withdrawal"])
def test_what_is_suspended_or_taken_down_is_not_due(type_: str) -> None:
    notice = document("notice", type=type_, published_on="2025-06-01")
    found = board(document("guide", windows=[window("2025-07-01")]), notice)
    assert not any(found)
    taken = {"on": "2025-01-01", "reason": {"zh": "x"}}
    assert not any(board(document("guide", windows=[window("2025-07-01")], withdrawn=taken)))


def test_invented_records_are_left_out() -> None:
    everything = (
        document("guide", sample=True, windows=[window("2025-07-01"), window("2025-01-01", "owner")]),
        document("guide", id="closed", sample=True, windows=[window("2025-01-01")]),
        document("list", sample=True, public_notice={"to": "2025-06-18"}),
        document("challenge", sample=True, term=term("2026")),
        document("winner", sample=True, challenge="x", term=term("2025-01")),
        document("programme", sample=True, valid={"to": "2030"}, rules=[duty(due="12-10")]),
    )
    assert not any(board(*everything))


# -- public notices -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notice", "until"),
    [
        ({"from": "2025-06-12", "to": "2025-06-18"}, ["2025-06-19T00:00"]),
        ({"to": "2025-06-15"}, ["2025-06-16T00:00"]),
        ({"from": "2025-06-20", "to": "2025-06-26"}, ["2025-06-27T00:00"]),
        ({"from": "2025-06-01", "to": "2025-06-14"}, []),
        ({"from": "2025-06-12", "days": 5, "day_kind": "working"}, ["2025-06-19T00:00"]),
        ({"from": "2025-06-12", "days": 5, "day_kind": "natural"}, ["2025-06-17T00:00"]),
        ({"from": "2025-05-30", "days": 5, "day_kind": "working"}, []),
        ({"from": "2025-06-12", "days": 5}, []),
        ({"days": 5, "day_kind": "natural"}, []),
        ({"outcome": {"zh": "无异议"}}, []),
    ],
)
def test_a_public_notice_runs_to_its_last_day_stated_or_worked_out(notice: dict[str, Any], until: list[str]) -> None:
    found = board(document("list", public_notice=notice)).notices
    assert [entry.until for entry in found] == until
    assert all(entry.worked_out == ("to" not in notice) for entry in found)


def test_a_notice_into_a_year_without_arrangement_has_no_last_day_until_the_host_gives_it() -> None:
    listed = document("list", public_notice={"from": "2090-01-03", "days": 3, "day_kind": "working"})
    assert board(listed).notices == ()
    arrangement = Arrangement(
        year=2090,
        source=Announcement(title=Text(zh="通知")),
        holidays=(Holiday(name=Text(zh="节"), from_="2090-01-01", to="2090-01-03"),),
    )
    (entry,) = board(listed, calendar=calendar_of([arrangement])).notices
    assert entry.until == "2090-01-07T00:00"


# -- yearly duties --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "today", "day"),
    [
        ("12-10", "2026-11-21", "2026-12-10"),
        ("12-10", "2026-12-10", "2026-12-10"),
        ("12-10", "2026-12-11", "2027-12-10"),
        ("02-29", "2025-03-01", "2028-02-29"),
        ("02-29", "2096-03-01", "2104-02-29"),
        ("02-30", "2025-01-01", None),
        ("13-01", "2025-01-01", None),
        ("12-10", "9999-12-11", None),
    ],
)
def test_a_yearly_date_returns(due: str, today: str, day: str | None) -> None:
    found = next_yearly(due, date.fromisoformat(today))
    assert found == (date.fromisoformat(day) if day else None)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2023, 1, 1), date(2023, 12, 31)))
def test_the_next_yearly_date_is_within_a_year(today: date, other: date) -> None:
    found = next_yearly(f"{other:%m-%d}", today)
    assert found is not None
    assert 0 <= (found - today).days <= 365


@pytest.mark.parametrize(
    ("valid", "held"),
    [(None, 1), ({"to": "2030"}, 1), ({"to": "2025-12-10"}, 1), ({"to": "2025-12-09"}, 0), ({"to": "2024"}, 0)],
)
def test_a_duty_is_due_while_its_programme_is_in_force(valid: dict[str, str] | None, held: int) -> None:
    keys = {"valid": valid} if valid else {}
    found = board(document("programme", rules=[duty(due="12-10"), duty(id="undated")], **keys)).duties
    assert [(e.written, e.rule.audience if e.rule else None) for e in found] == [("2025-12-10", "recommender")] * held


# -- terms and results ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "coming"), [("2025-06-14", False), ("2025-06-15", True), ("2025-06", True), ("2024", False)]
)
def test_a_term_runs_to_the_last_day_that_it_may_mean(to: str, coming: bool) -> None:
    found = board(document("challenge", term=term(to)))
    assert (ids(found.terms_coming), ids(found.terms_over)) == (
        (["a-challenge"], []) if coming else ([], ["a-challenge"])
    )


def test_a_terms_state_changes_with_its_end() -> None:
    (entry,) = board(document("challenge", term=term("2027"))).terms_coming
    assert term_timeline(entry) == (("", "term_running"), ("2028-01-01T00:00", "term_over"))


@pytest.mark.parametrize(
    "result",
    [
        document("success"),
        document("success", challenge="another", winner="a-winner"),
        document("winner", id="other", state="concluded"),
        document("winner", id="other", state="cancelled"),
    ],
    ids=["result of the challenge", "result of the award", "concluded award", "cancelled award"],
)
def test_a_challenge_with_a_later_result_is_not_told(result: Document) -> None:
    challenge = document("challenge", term=term("2024"))
    assert ids(board(challenge, document("winner")).terms_over) == ["a-challenge"]
    assert board(challenge, document("winner"), result).terms_over == ()


@pytest.mark.parametrize("state", ["completed", "failed", "unclaimed", "deferred", "cancelled"])
def test_a_challenge_whose_end_is_told_is_not_told_again(state: str) -> None:
    told = {"state": state, "on": "2025-01-01", "cite": {"source": "notice"}}
    assert not any(board(document("challenge", term=term("2024"), events=[told])))


def test_an_award_with_its_own_term_stands_for_its_challenge() -> None:
    found = board(document("challenge", term=term("2024")), document("winner", term=term("2026")))
    assert (ids(found.terms_coming), ids(found.terms_over)) == (["a-winner"], [])


def test_an_award_is_settled_by_a_result_of_its_challenge() -> None:
    found = board(document("challenge"), document("winner", term=term("2024")), document("success"))
    assert found.terms_over == ()


# -- closed calls ---------------------------------------------------------------------------------------------


def test_a_closed_call_of_which_nothing_later_is_recorded_is_told_with_its_last_closing() -> None:
    windows = [window("2024-03-01"), window("2024-05-01"), window("2024-04-01", "owner")]
    (entry,) = board(document("guide", windows=windows)).calls
    assert (entry.record.id, entry.until) == ("a-guide", "2024-05-02T00:00")


def test_a_call_that_is_still_open_to_somebody_is_not_closed() -> None:
    found = board(document("guide", windows=[window("2024-03-01"), window("2025-07-01", "recommender")]))
    assert found.calls == ()
    assert len(found.deadlines) == 1


CLOSED = {"windows": [window("2024-03-01")]}


@pytest.mark.parametrize(
    ("keys", "others"),
    [
        (
            {},
            [document("winner", challenge="c", list="a-list"), document("list", guide="a-guide", publishes="winners")],
        ),
        ({}, [document("list", guide="a-guide"), document("challenge"), document("winner")]),
        (
            {},
            [
                document("challenge", guide="a-guide"),
                document("success", challenge="a-challenge"),
            ],
        ),
        (
            {},
            [document("challenge", guide="a-guide", events=[{"state": "unclaimed", "cite": {"source": "notice"}}])],
        ),
        ({"call": "demand"}, [document("list", guide="a-guide", publishes="challenges")]),
        (
            {"forwards": "origin"},
            [document("guide", id="origin"), document("list", guide="origin", publishes="winners")],
        ),
    ],
)
def test_a_call_is_followed_by_what_came_of_it(keys: dict[str, Any], others: list[Document]) -> None:
    guide = document("guide", **CLOSED, **keys)
    assert ids(board(guide).calls) == ["a-guide"]
    assert "a-guide" not in ids(board(guide, *others).calls)
    found: Catalog = catalog(guide, *others)
    assert is_followed(found, found.records["guide"]["a-guide"])


def test_a_challenge_list_alone_is_no_result_of_a_call_to_claim() -> None:
    assert ids(board(document("guide", **CLOSED), document("list", guide="a-guide")).calls) == ["a-guide"]


def test_calls_are_guides_and_whatever_has_windows_of_its_own() -> None:
    found = catalog(
        document("guide"),
        document("list"),
        document("list", id="open", **CLOSED),
        document("challenge"),
        document("challenge", id="own", **CLOSED),
    )
    assert [record.id for record in calls_of(found)] == ["a-guide", "open", "own"]


# -- programmes -----------------------------------------------------------------------------------------------


def test_programmes_stand_by_the_end_of_their_validity() -> None:
    ends = {"next-year": "2026", "last-month": "2025-05", "today": "2025-06-15", "long-ago": "2019-12-31"}
    documents = [document("programme", id=name, valid={"to": to}) for name, to in ends.items()]
    found = board(*documents, document("programme", valid={"from": "2020"}))
    assert ids(found.in_force) == ["today", "next-year"]
    assert ids(found.expired) == ["last-month", "long-ago"]


# -- the page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_lists_entries_with_their_records_and_moments(published_site: Path, lang: str) -> None:
    page = pages_of(published_site)[f"{lang}/due.html"]
    held = ("guides/sample-2025-claim.html", "lists/sample-2025-winners.html#public-notice",
            "challenges/sample-2025-01-motor.html", "programmes/sample-2019-key-rd.html")  # fmt: skip
    assert [link for link in held if f"../{lang}/{link}" not in page.links] == []
    moments = [str(span["data-zb-until"]) for span in page.every("span") if "data-zb-until" in span]
    assert moments
    assert all(len(moment) == len(start_of(AS_OF)) for moment in moments)
    assert {"deadlines", "notices", "duties", "terms", "calls", "programmes"} <= set(page.ids)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["2025年6月15日", "本站未收录后续结果", "例行报送时间", "不说明有关单位"]),
        ("en", ["15 June 2025", "no later result is recorded here", "Regular reports", "says nothing about the units"]),
    ],
)
def test_the_page_names_the_building_date_and_accuses_nobody(published_site: Path, lang: str, words: list[str]) -> None:
    text = "".join(pages_of(published_site)[f"{lang}/due.html"].words)
    assert [word for word in words if word not in text] == []
    accusing = ("逾期", "未完成", "未按", "违约", "overdue", "failed", "late", "missed")
    assert [word for word in accusing if word in text.replace("later", "").replace("related", "")] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_invented_records_are_not_on_the_page(built_site: Path, lang: str) -> None:
    page = pages_of(built_site)[f"{lang}/due.html"]
    assert [link for link in page.links if "sample-" in link] == []
    assert not any("data-zb-until" in span for span in page.every("span"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_and_the_home_pages_calls_lead_to_the_board(published_site: Path, lang: str) -> None:
    pages = pages_of(published_site)
    assert pages[f"{lang}/index.html"].links.count("../" + f"{lang}/due.html") == 2
    assert f"../../{lang}/due.html" in pages[f"{lang}/guides/index.html"].links
