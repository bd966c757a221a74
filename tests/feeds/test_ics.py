"""Calendars are iCalendar to the letter for two readers, hold every event that records tell, and name it for ever."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from exports.sites import BASE, site_with
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar, Event
from small import document

from feeds.made import HOSTILE, by_path, fixture_site, invented_site, real_site
from generator.dates import opens_at
from generator.feeds import ics
from generator.feeds.events import events_of, subjects_of
from generator.feeds.ics import compile_calendars, escaped, folded, has_calendar
from generator.feeds.scopes import subjects
from generator.feeds.xmltext import one_line
from generator.lifecycle import deadlines_of, notice_end
from generator.model.parts import LANGS, Lang
from generator.render.view import Site

SITES: dict[str, Callable[[], Site]] = {"fixture": fixture_site, "invented": invented_site, "real": real_site}
EVERY = [pytest.param(name, lang, id=f"{name}-{lang}") for name in SITES for lang in LANGS]


@cache
def calendars_of(name: str, lang: Lang) -> dict[str, bytes]:
    return by_path(compile_calendars(SITES[name](), lang))


def events_in(data: bytes) -> list[Event]:
    """The events as a strict reader finds them."""
    read = Calendar.from_ical(data)
    assert not read.errors
    found = read.walk("VEVENT")
    assert [event.errors for event in found if event.errors] == []
    return list(found)


def made(site: Site, lang: Lang = "zh", subject: str = "all") -> list[Event]:
    return events_in(by_path(compile_calendars(site, lang))[f"calendars/{lang}/{subject}.ics"])


def call(**window: Any) -> Site:
    """A site of one call with one window."""
    return site_with(*BASE, document("guide", windows=[{"audience": "solver", "action": "claim", **window}]))


def the_event(**window: Any) -> Event:
    (event,) = made(call(**window))
    return event


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_every_calendar_is_written_as_rfc_5545_asks(name: str, lang: Lang) -> None:
    for path, data in calendars_of(name, lang).items():
        written = data.decode()
        assert "\r" not in written.replace("\r\n", "") and "\n" not in written.replace("\r\n", ""), path
        assert written.startswith("BEGIN:VCALENDAR\r\n") and written.endswith("END:VCALENDAR\r\n")
        assert max(len(line) for line in data.split(b"\r\n")) <= 75
        for line in written.replace("\r\n ", "").split("\r\n")[:-1]:
            assert re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[A-Za-z/-]+)*:[^\x00-\x1f\x7f]*", line), line


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_two_readers_find_the_same_events(name: str, lang: Lang) -> None:
    for path in ("all", "regions/cn", *(s for s in subjects(SITES[name]()) if s.startswith("domains/"))):
        data = calendars_of(name, lang)[f"calendars/{lang}/{path}.ics"]
        one = [(str(e["UID"]), e.decoded("DTSTART"), str(e["SUMMARY"])) for e in events_in(data)]
        two = IcsCalendarStream.calendar_from_ics(data.decode()).events
        assert one == [(event.uid, event.dtstart, event.summary) for event in two], path


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_no_event_is_lost_and_none_stands_twice(name: str, lang: Lang) -> None:
    site = SITES[name]()
    expected: Counter[str] = Counter()
    for event in events_of(site):
        expected.update(set(subjects_of(site, event)))
    there = [subject for subject in subjects(site) if has_calendar(subject)]
    assert set(calendars_of(name, lang)) == {f"calendars/{lang}/{subject}.ics" for subject in there}
    for subject in there:
        uids = [str(event["UID"]) for event in events_in(calendars_of(name, lang)[f"calendars/{lang}/{subject}.ics"])]
        assert len(uids) == len(set(uids)) == expected[subject], subject


@pytest.mark.parametrize("name", SITES)
def test_there_are_as_many_events_as_records_tell_of(name: str) -> None:
    site = SITES[name]()
    records = [record for record in site.catalog.every() if not record.sample]
    calls = [record for record in records if record.kind in ("guide", "list", "challenge")]
    openings = sum(w.opens is not None and bool(opens_at(w.opens)) for r in calls for w in r.windows)  # type: ignore[attr-defined]
    deadlines = sum(len(deadlines_of(site.catalog, record)) for record in calls if record.windows)  # type: ignore[attr-defined]
    notices = [n for record in records if (n := getattr(record, "public_notice", None)) is not None]
    ends = sum(notice_end(notice, site.settings.holidays) is not None for notice in notices)
    stages = [stage for record in records for stage in getattr(record, "stages", ())]
    roadshows = sum("路演" in stage.title.zh and stage.when is not None for stage in stages)
    assert len(made(site)) == openings + deadlines + ends + roadshows
    assert (len(made(site)) > 0) == bool(records)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_a_calendar_says_its_name_how_many_events_it_has_and_how_often_to_look(name: str, lang: Lang) -> None:
    for path, data in calendars_of(name, lang).items():
        read = Calendar.from_ical(data)
        assert str(read["X-WR-CALNAME"]) == str(read["NAME"])
        assert str(len(read.walk("VEVENT"))) in re.findall(r"\d+", str(read["X-WR-CALDESC"])), path
        assert read.decoded("REFRESH-INTERVAL") == timedelta(days=1)
        assert len(read.walk("VTIMEZONE")) == 1


def test_both_languages_name_the_same_events() -> None:
    zh, en = (made(fixture_site(), lang) for lang in LANGS)
    keys = ("UID", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "LAST-MODIFIED")
    assert [[e[k].to_ical() if k != "UID" else str(e[k]) for k in keys[:1]] for e in zh] == [
        [str(e["UID"])] for e in en
    ]
    for key in keys[1:]:
        assert [getattr(e[key], "dt", e[key]) for e in zh] == [getattr(e[key], "dt", e[key]) for e in en]


# -- days and hours -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("closes", "start", "end"),
    [
        ("2025-07-10", date(2025, 7, 10), date(2025, 7, 11)),
        ("2025-07-10T00:00", date(2025, 7, 9), date(2025, 7, 10)),
        ("2025-12-31", date(2025, 12, 31), date(2026, 1, 1)),
    ],
)
def test_a_deadline_without_an_hour_is_the_day_that_it_ends(closes: str, start: date, end: date) -> None:
    event = the_event(closes=closes)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (start, end)
    assert str(event["STATUS"]) == "CONFIRMED"


def test_a_deadline_with_an_hour_ends_then_in_beijing() -> None:
    event = the_event(closes="2025-07-10T17:00")
    start, end = event.decoded("DTSTART"), event.decoded("DTEND")
    assert end - start == timedelta(minutes=30)
    assert end.utcoffset() == timedelta(hours=8) and end.replace(tzinfo=None) == datetime(2025, 7, 10, 17)


def test_a_day_that_does_not_itself_count_is_not_the_last() -> None:
    window = {"also_stated": [{"closes": "2025-07-10", "inclusive": "no"}]}
    assert the_event(**window).decoded("DTSTART") == date(2025, 7, 9)


@pytest.mark.parametrize(
    ("closes", "start", "end"),
    [
        ({"text": {"zh": "7月上旬"}, "from": "2025-07-01", "to": "2025-07-10"}, date(2025, 7, 1), date(2025, 7, 11)),
        ("2025-07", date(2025, 7, 1), date(2025, 8, 1)),
        ({"text": {"zh": "年底前"}, "to": "2025"}, date(2025, 12, 31), date(2026, 1, 1)),
    ],
)
def test_a_vague_deadline_is_tentative_and_says_so(closes: Any, start: date, end: date) -> None:
    event = the_event(closes=closes)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (start, end)
    assert str(event["STATUS"]) == "TENTATIVE"
    assert "日期大致" in str(event["SUMMARY"]) and "来源写作" in str(event["DESCRIPTION"])


def test_wording_without_days_is_no_event() -> None:
    assert made(call(closes={"text": {"zh": "另行通知"}}, opens={"text": {"zh": "近期"}})) == []


def test_an_opening_is_an_event_of_its_own() -> None:
    events = {str(e["UID"]): e.decoded("DTSTART") for e in made(call(opens="2025-06-01", closes="2025-07-10"))}
    assert events == {
        "guide.a-guide.solver@zhangbang": date(2025, 7, 10),
        "opens.guide.a-guide.solver@zhangbang": date(2025, 6, 1),
    }


def test_the_end_of_a_public_notice_is_tentative_where_we_worked_it_out() -> None:
    def of(notice: dict[str, Any]) -> tuple[str, date, str]:
        (event,) = made(site_with(document("programme"), document("list", public_notice=notice)))
        return str(event["UID"]), event.decoded("DTSTART"), str(event["STATUS"])

    uid = "notice-end.list.a-list@zhangbang"
    assert of({"to": "2025-06-20"}) == (uid, date(2025, 6, 20), "CONFIRMED")
    counted = {"from": "2025-06-03", "days": 5, "day_kind": "natural"}
    assert of(counted) == (uid, date(2025, 6, 7), "TENTATIVE")


def test_a_dated_roadshow_is_an_event_and_other_stages_are_none() -> None:
    when = "2025-08-05"
    stages = [
        {"id": "roadshow", "title": {"zh": "专题路演"}, "when": when},
        {"id": "review", "title": {"zh": "评审"}, "when": when},
        {"id": "roadshow-2", "title": {"zh": "路演"}},
    ]
    (event,) = made(site_with(document("programme", stages=stages)))
    assert str(event["UID"]) == "roadshow.programme.a-programme.roadshow@zhangbang"
    assert str(event["SUMMARY"]) == "专题路演：标题 a-programme"


# -- changes --------------------------------------------------------------------------------------------------

WINDOW = {"audience": "solver", "action": "claim", "closes": "2025-07-10"}


def moved(*notices: Any, **keys: Any) -> Event:
    (event,) = made(site_with(*BASE, document("guide", windows=[WINDOW], **keys), *notices))
    return event


def notice(number: int, **keys: Any) -> Any:
    changes = [{"about": {"zh": "截止"}, "closes": f"2025-08-1{number}"}]
    day = f"2025-06-0{number}"
    return document(
        "notice", **{"id": f"n-{number}", "published_on": day, "updated_on": day, "changes": changes, **keys}
    )


def test_a_moved_deadline_keeps_its_name_and_grows_its_sequence() -> None:
    found = [moved(), moved(notice(1)), moved(notice(1), notice(2))]
    assert len({str(event["UID"]) for event in found}) == 1
    assert [int(event["SEQUENCE"]) for event in found] == [0, 1, 2]
    assert [event.decoded("DTSTART") for event in found] == [date(2025, 7, 10), date(2025, 8, 11), date(2025, 8, 12)]
    stamps = [event.decoded("LAST-MODIFIED") for event in found]
    assert stamps == sorted(stamps) and len(set(stamps)) == 3
    assert "n-2" in str(found[2]["DESCRIPTION"])


def test_a_notice_that_was_undone_grows_the_sequence_again() -> None:
    undone = notice(1, withdrawn={"on": "2025-06-09", "reason": {"zh": "误发"}})
    assert int(moved(undone)["SEQUENCE"]) == 2
    assert moved(undone).decoded("DTSTART") == date(2025, 7, 10)


@pytest.mark.parametrize(("kind", "status"), [("suspension", "CANCELLED"), ("withdrawal", "CANCELLED")])
def test_what_is_suspended_or_withdrawn_is_cancelled(kind: str, status: str) -> None:
    event = moved(notice(1, type=kind, changes=[]))
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == (status, 1)
    assert str(event["SUMMARY"]).startswith("【")
    again = notice(2, type="resumption", changes=[])
    assert str(moved(notice(1, type=kind, changes=[]), again)["STATUS"]) == "CONFIRMED"


def test_a_record_that_was_taken_down_cancels_its_events() -> None:
    event = moved(withdrawn={"on": "2025-06-01", "reason": {"zh": "重复"}})
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 1)
    assert "重复" in str(event["DESCRIPTION"])


def test_two_windows_of_one_audience_keep_their_names_when_their_order_in_time_changes() -> None:
    def names(first: str, second: str) -> dict[str, date]:
        windows = [{**WINDOW, "closes": first}, {**WINDOW, "closes": second, "action": "report"}]
        site = site_with(*BASE, document("guide", windows=windows))
        return {str(event["UID"]): event.decoded("DTSTART") for event in made(site)}

    one, two = "guide.a-guide.solver@zhangbang", "guide.a-guide.solver.2@zhangbang"
    assert names("2025-07-01", "2025-07-02") == {one: date(2025, 7, 1), two: date(2025, 7, 2)}
    assert names("2025-07-03", "2025-07-02") == {one: date(2025, 7, 3), two: date(2025, 7, 2)}


# -- subjects -------------------------------------------------------------------------------------------------


def test_a_lists_deadline_is_in_the_domains_of_the_challenges_that_go_by_it() -> None:
    site = site_with(
        document("programme"),
        document("list", windows=[WINDOW]),
        document("challenge", domains=["biomedicine"]),
        document("challenge", id="b", domains=["aerospace"], windows=[{**WINDOW, "closes": "2025-07-20"}]),
    )
    held = {s: [str(e["UID"]) for e in made(site, "zh", s)] for s in ("domains/biomedicine", "domains/aerospace")}
    assert held == {
        "domains/biomedicine": ["list.a-list.solver@zhangbang"],
        "domains/aerospace": ["challenge.b.solver@zhangbang"],
    }


def test_a_regions_own_deadline_of_a_national_call_is_in_its_calendar() -> None:
    windows = [{**WINDOW, "region": "hunan"}, {**WINDOW, "region": "gansu"}]
    site = site_with(*BASE, document("guide", region="cn", windows=windows))
    assert [str(e["UID"]) for e in made(site, "zh", "regions/hunan")] == ["guide.a-guide.solver.hunan@zhangbang"]
    assert len(made(site, "zh", "regions/cn")) == 2


def test_a_long_calendar_keeps_the_latest_and_says_how_many_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {str(event["UID"]): event.decoded("DTEND") for event in made(fixture_site())}
    monkeypatch.setattr(ics, "LIMIT", 3)
    data = by_path(compile_calendars(fixture_site(), "zh"))["calendars/zh/all.ics"]
    assert len(events_in(data)) == 3
    told = str(Calendar.from_ical(data)["X-WR-CALDESC"])
    assert f"共 {len(whole)} 项" in told and f"更早的 {len(whole) - 3} 项" in told


def test_an_event_changes_no_byte_from_day_to_day() -> None:
    site = call(closes="2025-07-10")
    assert list(compile_calendars(site, "zh")) == list(
        compile_calendars(site._replace(moment="2025-06-16T00:00"), "zh")
    )


def test_a_site_that_does_not_know_its_address_writes_none() -> None:
    site = site_with(*BASE, document("guide", windows=[WINDOW]), url="")
    (event,) = made(site)
    assert "URL" not in event


# -- bad input ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_breaks_a_calendar(words: str) -> None:
    text = {"zh": words, "en": words}
    windows = [
        {"audience": "solver", "action": "claim", "closes": {"text": text, "from": "2025-07-01", "to": "2025-07-05"}}
    ]
    sources = [{"id": "s", "title": text, "issuer": text, "number": words}]
    site = site_with(*BASE, document("guide", title=text, windows=windows, sources=sources))
    for lang in LANGS:
        (event,) = made(site, lang)
        shown = re.sub("[\x7f-\x9f]", " ", one_line(words))
        assert one_line(str(event["SUMMARY"])).endswith(one_line(shown))
        data = by_path(compile_calendars(site, lang))[f"calendars/{lang}/all.ics"]
        assert len(IcsCalendarStream.calendar_from_ics(data.decode()).events) == 1


@given(st.text(st.characters(), max_size=400))
def test_folding_cuts_no_character_and_loses_none(words: str) -> None:
    content = f"SUMMARY:{escaped(words)}"
    lines = folded(content).encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert "".join(line.decode().removeprefix(" ") if i else line.decode() for i, line in enumerate(lines)) == content


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff"), max_size=80)
)
def test_a_reader_finds_the_words_that_were_written(words: str) -> None:
    data = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{folded(f'SUMMARY:{escaped(words)}')}END:VEVENT\r\nEND:VCALENDAR\r\n"
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == words
