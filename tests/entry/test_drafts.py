"""Answers become the record that they describe, or every one that cannot be read is told by its name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entry.answering import TODAY, answers, settled
from generator.documents import document_of
from generator.entry.asked import ASKED, LATER
from generator.entry.blanks import blanks_of
from generator.entry.drafts import Draft, draft_of, fault_of, proposed_id
from generator.entry.places import properties_of
from generator.entry.reading import Around, Fault, value_of
from generator.formatting import formatted
from generator.model.records import KINDS
from generator.problems import Problem
from generator.schemas import schema_problems
from generator.yamlio import parse_yaml

SETTINGS = settled()


def made(kind: str, **more: Any) -> Draft:
    draft = draft_of(kind, answers(kind, **more), SETTINGS, TODAY)
    assert isinstance(draft, Draft), draft
    return draft


def faults(kind: str, given: dict[str, Any], around: Around | None = None) -> list[tuple[str, str]]:
    found = draft_of(kind, given, SETTINGS, TODAY, around=around or Around())
    assert not isinstance(found, Draft)
    return [(problem.code, str(problem.pointer[0]) if problem.pointer else "") for problem in found]


def value(kind: str, key: str, text: str, around: Around | None = None) -> Any:
    blank = next(blank for blank in blanks_of(kind, SETTINGS) if blank.key == key)
    found = value_of(blank, text, around or Around())
    return found.code if isinstance(found, Fault) else found


# -- drafts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_good_answers_make_a_valid_record(kind: str) -> None:
    draft = made(kind)
    assert list(schema_problems(document_of(draft.file, kind, draft.id, draft.data))) == []
    assert draft.file == f"content/{KINDS[kind].folder}/{draft.id}.yml"
    assert parse_yaml(draft.text, draft.file) == draft.data == parse_yaml(draft.plain, draft.file)
    assert formatted(kind, draft.text, draft.file) == draft.text
    assert formatted(kind, draft.plain, draft.file) == draft.plain


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_mentions_every_key_that_it_does_not_use(kind: str) -> None:
    draft = made(kind)
    told = {line[2:].partition(":")[0] for line in draft.text.splitlines() if line.startswith("# ") and ": … " in line}
    assert told == properties_of(kind).keys() - draft.data.keys() - LATER
    assert "# " not in draft.plain.removeprefix("# yaml-language-server")


def test_answers_stand_where_they_belong() -> None:
    data = made("guide").data
    assert data["windows"] == [
        {"closes": "2025-07-01T16:30", "opens": "2025-06-01", "audience": "solver", "action": "claim"}
    ]
    assert data["issuers"] == [
        {"organisation": "a-bureau"},
        {"name": {"zh": "某某厅", "en": "Some Department"}},
    ]
    assert data["domains"] == [{"domain": "motors"}, {"domain": "advanced-materials"}]
    assert data["sources"][0]["id"] == "notice"  # type: ignore[index,call-overload]
    assert (data["updated_on"], data["year"]) == (TODAY, 2025)


def test_a_group_without_answers_is_not_there_and_takes_its_defaults_if_it_is() -> None:
    assert "windows" not in made("challenge").data
    listed = made("list").data["windows"]
    assert listed == [{"closes": "2025-07-01", "audience": "solver", "action": "claim"}]


def test_items_have_what_nobody_is_asked() -> None:
    (section,) = made("form").data["sections"]  # type: ignore[misc]
    assert section["id"] == "main"  # type: ignore[index,call-overload]
    assert section["fields"] == [  # type: ignore[index,call-overload]
        {"id": "field_1", "label": {"zh": "单位名称"}, "type": "text"},
        {"id": "field_2", "type": "text", "label": {"zh": "需求"}},
    ]


def test_answers_may_be_numbers_and_lists() -> None:
    draft = draft_of("guide", {**answers("guide"), "year": 2025, "topics": ["甲", "乙"]}, SETTINGS, TODAY)
    assert isinstance(draft, Draft)
    assert draft.data["topics"] == [{"zh": "甲"}, {"zh": "乙"}]


def test_a_unit_is_named_by_its_record_where_there_is_one() -> None:
    around = Around({"organisation": frozenset({"a-unit"})}, {"甲大学": ("a-unit",)})
    assert value("challenge", "owner", "甲大学", around) == {"organisation": "a-unit"}
    assert value("challenge", "owner", "a-unit", around) == {"organisation": "a-unit"}
    assert value("challenge", "owner", "a-unti", around) == "entry-reference"
    assert value("challenge", "owner", "IBM", around) == {"name": {"zh": "IBM"}}
    assert value("challenge", "owner", "甲、乙", around) == "entry-party"


# -- what is read -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026年3月5日", "2026-03-05"),
        ("２０２６年３月５日", "2026-03-05"),
        ("2026-03-05", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("2026年3月", "2026-03"),
        ("2026", "2026"),
        ("2026年3月5日16:30", "2026-03-05T16:30"),
        ("2026年3月5日 16：30", "2026-03-05T16:30"),
        ("2026年3月5日17时", "2026-03-05T17:00"),
        ("2026年3月5日17点半", "2026-03-05T17:30"),
        ("2026年3月5日 9时5分", "2026-03-05T09:05"),
        ("2026-3-5 16:30", "2026-03-05T16:30"),
        ("2026-03-05T16:30", "2026-03-05T16:30"),
        ("2026年2月30日", "entry-date"),
        ("2026-03-05 25:00", "entry-date"),
        ("2026年3月5日下午5点", "entry-date"),
        ("2026年3月16:30", "entry-date"),
        ("三月上旬", "entry-date"),
    ],
)
def test_dates_are_read_as_offices_write_them(text: str, date: str) -> None:
    assert value("guide", "published_on", text) == date


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50万元", {"wan": 50}),
        ("50–100万元", {"wan": {"min": 50, "max": 100}}),
        ("123456元", {"yuan": 123456}),
        ("不超过1亿元", {"yi": 1, "qualifier": "at_most"}),
        ("50", "entry-amount-unit"),
        ("面议", "entry-amount"),
    ],
)
def test_amounts_name_their_unit(text: str, amount: object) -> None:
    assert value("list", "amount", text) == amount


@pytest.mark.parametrize(
    ("kind", "key", "text", "read"),
    [
        ("list", "public_notice_to", "2026年3月", "entry-day"),
        ("list", "declared_total", "十二", "entry-number"),
        ("list", "declared_total", "12", 12),
        ("guide", "year", "2025年度", 2025),
        ("guide", "call", "申报", "entry-choice"),
        ("guide", "call", "申报指南 / Call for applications", "application"),
        ("guide", "call", "CALL FOR APPLICATIONS", "application"),
        ("guide", "region", "湖南", "hunan"),
        ("form", "official", "是", True),
        ("form", "official", "no", False),
        ("guide", "domains", "新材料, motors", ["advanced-materials", "motors"]),
        ("guide", "domains", "新材料\n新材料", ["advanced-materials"]),
        ("guide", "title", "  两行\n 标题 ", "两行 标题"),
        ("guide", "summary", " 一段\r\n\r\n二段 ", "一段\n\n二段"),
        ("guide", "title", "a\x00b", "entry-control"),
        ("guide", "title", "a\udcffb", "entry-control"),
    ],
)
def test_other_answers(kind: str, key: str, text: str, read: object) -> None:
    assert value(kind, key, text) == read


# -- what is told -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_missing_is_told_at_once(kind: str) -> None:
    told = {key for code, key in faults(kind, {}) if code == "entry-missing"}
    assert told == {blank.key for blank in blanks_of(kind, SETTINGS) if blank.required}
    assert ("entry-id-unmade", "id") in faults(kind, {})


def test_one_of_several_must_be_answered() -> None:
    assert ("entry-one-of", "guide") in faults("challenge", answers("challenge", list=""))


def test_a_group_that_is_begun_must_be_whole() -> None:
    assert faults("guide", answers("guide", window_action="")) == [("entry-missing", "window_action")]
    assert faults("guide", answers("guide", summary="")) == [("entry-missing", "summary")]


def test_wrong_answers_are_told_together_with_what_is_missing() -> None:
    given = answers("guide", title="", published_on="昨天", source_url="ftp://x", yaer="2025", track="A B")
    assert sorted(faults("guide", given)) == [
        ("entry-date", "published_on"),
        ("entry-missing", "title"),
        ("entry-unknown", "yaer"),
        ("value-pattern", "source_url"),
        ("value-pattern", "track"),
    ]


def test_an_answer_of_another_shape_is_told() -> None:
    assert faults("guide", {**answers("guide"), "title": {"zh": "x"}})[0] == ("entry-shape", "title")
    assert faults("guide", {**answers("guide"), "topics": [["x"], {}]})[0] == ("entry-shape", "topics")


def test_a_record_that_is_not_there_is_told_with_the_nearest() -> None:
    found = draft_of(
        "guide",
        answers("guide", programme="a-program"),
        SETTINGS,
        TODAY,
        around=Around({"programme": frozenset({"a-programme"})}),
    )
    assert not isinstance(found, Draft)
    assert "a-programme" in found[0].remedy.zh


def test_personal_data_in_an_answer_is_not_repeated() -> None:
    found = draft_of("guide", answers("guide", published_on="13812345678"), SETTINGS, TODAY)
    assert not isinstance(found, Draft)
    assert "13812345678" not in str(found)


def test_one_answer_is_judged_by_itself() -> None:
    blanks = {blank.key: blank for blank in blanks_of("guide", SETTINGS)}
    assert fault_of("guide", blanks["source_title"], "通知") == ()
    assert [one.code for one in fault_of("guide", blanks["source_url"], "x")] == ["value-pattern"]
    assert [one.code for one in fault_of("guide", blanks["id"], "湘潭")] == ["value-pattern"]
    assert [one.code for one in fault_of("guide", blanks["year"], "12")] == ["value-range"]


def test_a_problem_names_the_blank_in_both_languages() -> None:
    found = draft_of("guide", answers("guide", source_url="x"), SETTINGS, TODAY)
    assert isinstance(found, tuple)
    (problem,) = found
    assert isinstance(problem, Problem)
    assert problem.message.zh.startswith("“出处：网址”")
    assert (problem.message.en or "").startswith("“Sources: Address”")


# -- ids --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "data", "record_id"),
    [
        (
            "guide",
            {"region": "hunan", "year": 2026, "title": {"en": "Call for Needs of 2026"}},
            "hunan-2026-call-needs",
        ),
        ("guide", {"region": "hunan", "published_on": "2026-03", "title": {"en": "Calls"}}, "hunan-2026-calls"),
        ("organisation", {"region": "hunan", "title": {"en": "Hunan's École"}}, "hunan-ecole"),
        ("guide", {"title": {"zh": "指南"}}, None),
        ("guide", {"title": {"en": "指南"}}, None),
    ],
)
def test_an_id_is_proposed_of_place_year_and_english_title(kind: str, data: Any, record_id: str | None) -> None:
    assert proposed_id(kind, data) == record_id


def test_a_given_id_is_taken_and_a_wrong_one_told() -> None:
    assert made("guide", id="my-own", title_en="").id == "my-own"
    assert faults("guide", answers("guide", id="../x")) == [("value-pattern", "id")]
    assert draft_of("guide", answers("guide"), SETTINGS, TODAY, folder="a/b").file.startswith("content/guides/a/b/")  # type: ignore[union-attr]


@given(st.sampled_from(list(KINDS)), st.data())
def test_whatever_is_answered_gives_a_record_or_problems(kind: str, data: st.DataObject) -> None:
    keys = [blank.key for blank in blanks_of(kind, SETTINGS)]
    given = data.draw(st.dictionaries(st.sampled_from(keys), st.text(max_size=40), max_size=6))
    found = draft_of(kind, {**answers(kind), **given}, SETTINGS, TODAY)
    if isinstance(found, Draft):
        assert parse_yaml(found.text, found.file) == found.data
        assert list(schema_problems(document_of(found.file, kind, found.id, found.data))) == []
    else:
        assert found


def test_every_kind_has_its_questions() -> None:
    assert list(ASKED) == list(KINDS)
