"""A programme's page says what is open, when calls opened before, what is given, and how much there is of each year."""

from __future__ import annotations

from typing import Any

from conftest import AS_OF, REPOSITORY
from small import catalog, document, held

from generator.dates import start_of
from generator.documents import Document
from generator.model.records import Programme
from generator.render.pages import site_of
from generator.render.programme import EVENTS, programme_values
from generator.render.view import View
from generator.settings import read_settings
from generator.urls import SitePath

PATH = SitePath("zh/programmes/a-programme.html")


def values(*documents: Document, moment: str = start_of(AS_OF), **keys: Any) -> dict[str, Any]:
    """What the page of the smallest programme is given, among these records."""
    found = catalog(document("programme", **keys), *documents)
    settings, _ = read_settings(REPOSITORY / "site_config")
    assert settings is not None
    site = site_of(found, settings, moment, "https://example.org/", "")
    programme = held(found, "programme")
    assert isinstance(programme, Programme)
    return programme_values(View(site, "zh", PATH), programme)


def call(record_id: str, **keys: Any) -> Document:
    return document("guide", id=record_id, **keys)


def window(opens: object, closes: object, audience: str = "solver") -> dict[str, Any]:
    return {"audience": audience, "action": "claim", "opens": opens, "closes": closes}


def test_what_a_reader_may_find_open_is_there_and_shown_only_while_it_is() -> None:
    past, live, coming = (
        call("past", windows=[window("2025-01-01", "2025-01-31")]),
        call("live", windows=[window("2025-06-01", "2025-07-31")]),
        call("coming", windows=[window("2025-09-01", "2025-09-30")]),
    )
    found = values(past, live, coming)
    assert [(record.id, shown) for record, shown in found["current"]] == [("live", True), ("coming", False)]
    assert found["any_live"]
    assert not values(past, coming)["any_live"]


def test_earlier_openings_are_the_calls_own_dates_newest_first() -> None:
    found = values(
        call("first", published_on="2023-03-01", windows=[window("2023-03-17", "2023-04-03")]),
        call("second", windows=[window("2024-03-11", "2024-04-01T16:30")]),
        call("published", published_on="2025-05-02"),
        call("undated"),
    )
    assert [(s.record.id, s.published, s.opens, s.closes) for s in found["starts"]] == [
        ("published", "2025年5月2日", "", ""),
        ("second", "", "2024年3月11日", "2024年4月1日 16:30"),
        ("first", "2023年3月1日", "2023年3月17日", "2023年4月3日"),
    ]
    assert found["months"] == [("3月", "2023 年、2024 年"), ("5月", "2025 年")]


def test_the_months_of_a_single_call_are_no_habit() -> None:
    assert values(call("only", published_on="2025-05-02"))["months"] == []
    assert values(call("vague", published_on="2025"), call("only", published_on="2025-05-02"))["months"] == []


def test_a_calls_own_list_and_lists_of_results_are_no_openings() -> None:
    found = values(
        call("a-guide", published_on="2025-05-02"),
        document("list", id="its-list", guide="a-guide", published_on="2025-05-02"),
        document("list", id="winners", publishes="winners", published_on="2025-08-02"),
        document("list", id="alone", published_on="2024-05-02"),
    )
    assert [start.record.id for start in found["starts"]] == ["a-guide", "alone"]


def test_dates_stand_in_order_and_are_told_once_for_all_calls_that_share_them() -> None:
    found = values(
        call("one", published_on="2025-05-02", windows=[window("2025-05-10", "2025-06-30")]),
        call("two", published_on="2025-05-02", windows=[window("2025-05-10", "2025-07-31")]),
    )
    dated = [(e.date, [r.id for r in e.records], e.status.id) for e in (*found["events"], *found["coming"])]
    assert dated == [
        ("2025年5月2日", ["one", "two"], "stage_past"),
        ("2025年5月10日", ["one", "two"], "stage_past"),
        ("2025年6月30日", ["one"], "stage_next"),
        ("2025年7月31日", ["two"], "stage_ahead"),
    ]


def test_a_vague_date_has_its_year() -> None:
    vague = {"text": {"zh": "9月下旬"}, "from": "2024-09-21", "to": "2024-09-30"}
    found = values(call("one", windows=[window(vague, "2024-11-10")]))
    assert found["starts"][0].opens == found["events"][0].date == "9月下旬 (2024 年)"


def test_only_the_last_dates_are_shown_at_once() -> None:
    found = values(*(call(f"call-{n:02}", published_on=f"2024-{n:02}-01") for n in range(1, 13)))
    assert (len(found["earlier"]), len(found["events"])) == (12 - EVENTS, EVENTS)


def test_stages_without_dates_have_no_state() -> None:
    stages = [
        {"id": "a", "title": {"zh": "一"}, "when": "2025-01"},
        {"id": "b", "title": {"zh": "二"}},
        {"id": "c", "title": {"zh": "三"}, "when": "2025-09"},
    ]
    found = values(stages=stages)
    assert [state and state.id for state in found["stage_states"]] == ["stage_past", None, "stage_next"]
    assert found["today_at"] == 3
    assert values(stages=[stages[1]])["stage_states"] == []
    assert values(stages=[stages[0]])["today_at"] == 2


def test_what_is_given_begins_with_support_and_says_its_figures() -> None:
    cite = {"source": "notice", "quote": "最高50万元"}
    base = {"strength": "hard", "statement": {"zh": "文"}, "cite": cite}
    rules = [
        {"id": "least", "kind": "minimum", "at_least": {"wan": 100}, "quantity": "rd_input", **base},
        {"id": "given", "kind": "support", "audience": "owner", "cap": {"wan": 50}, **base},
        {"id": "who", "kind": "eligibility", **base},
    ]
    found = values(rules=rules)
    assert [(given.rule.id, given.audience, given.figures) for given in found["given"]] == [
        ("given", "发榜方", ("政府支持 ≤ 50万元",)),
        ("least", "", ("研发投入 ≥ 100万元",)),
    ]


def test_a_batch_tells_the_range_of_what_its_challenges_state() -> None:
    def challenge(n: int, **keys: Any) -> Document:
        return document("challenge", id=f"c-{n}", guide="a-guide", **keys)

    found = values(
        call("a-guide", published_on="2025-05-02"),
        challenge(1, support={"amount": {"wan": 50}}, owner_payment={"wan": 300}),
        challenge(2, support={"options": [{"wan": 10}, {"yuan": 2_000_000}]}, owner_payment={"wan": 300}),
        challenge(3),
        call("empty"),
    )
    assert [(b.record.id, b.challenges, b.support, b.owner_payment) for b in found["batches"]] == [
        ("a-guide", 3, "10–200万元", "300万元")
    ]


def test_a_call_has_the_challenges_of_its_own_lists_too_and_none_twice() -> None:
    listing = document("list", id="its-list", guide="a-guide")
    both = document("challenge", id="c-1", guide="a-guide", list="its-list", owner_payment={"wan": 30})
    its = document("challenge", id="c-2", list="its-list")
    found = values(call("a-guide"), listing, both, its)
    assert [(batch.record.id, batch.challenges) for batch in found["batches"]] == [("a-guide", 2)]
    assert not found["is_silent"] and values(call("a-guide"), listing, its)["is_silent"]


def test_each_year_tells_how_many_records_of_each_kind_it_has() -> None:
    found = values(call("one", year=2025), call("two", year=2024), document("list", id="a-list", year=2024))
    assert [(y.year, [n for _, n in y.numbers][:2]) for y in found["year_rows"]] == [("2025", [1, 0]), ("2024", [1, 1])]
