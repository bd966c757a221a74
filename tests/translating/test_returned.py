"""What came back is taken where both sides are as they were sent, and told in every other case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import codes, document

from generator.documents import Document
from generator.problems import FILLED, Place
from generator.problems.translated import RETURNED
from generator.translating.returned import LONGEST, Judged, Returned, figures_in, judged
from generator.translating.units import Unit, chosen, read_key
from translating.made import HARD, record, units

RECORD = ("organisation", "a-organisation")


def unit(pointer: str) -> Unit:
    return next(one for one in units() if one.key.pointer == pointer)


def back(pointer: str, target: str, *, right: bool = False, row: int = 7) -> Returned:
    return Returned(*RECORD, unit(pointer).key, target, right, Place("back.xlsx", row))


def judge(*returned: Returned, now: Document | None = None) -> Judged:
    return judged(returned, {RECORD: now or record()})


def changed(**keys: object) -> Document:
    return document("organisation", **{**record().data, **keys})


def test_new_english_is_taken() -> None:
    found = judge(back("/short", "A short name"))
    assert found.taken == {RECORD: {"/short": "A short name"}}
    assert (found.problems, found.untouched) == ((), 0)


def test_what_is_empty_or_as_it_went_out_is_untouched() -> None:
    found = judge(back("/short", ""), back("/note", unit("/note").passage.en or ""))
    assert (found.taken, found.problems, found.untouched) == ({}, (), 2)


def test_english_that_somebody_says_is_right_is_accounted_for() -> None:
    english = unit("/note").passage.en or ""
    assert judge(back("/note", english, right=True)).taken == {RECORD: {"/note": english}}


@pytest.mark.parametrize(
    ("returned", "now", "code"),
    [
        (back("/short", "x"), changed(short={"zh": "新的简称"}), "translation-changed"),
        (back("/note", "x"), changed(note={"zh": HARD, "en": "mended since"}), "translation-moved"),
        (back("/short", "x"), changed(short={"zh": "简称", "en": "mended since"}), "translation-moved"),
        (back("/short", "x")._replace(id="gone"), None, "translation-unplaced"),
        (
            back("/short", "x")._replace(key=unit("/short").key._replace(pointer="/nothing")),
            None,
            "translation-unplaced",
        ),
        (back("/short", "简称"), None, "translation-same"),
        (back("/short", "a\x0bb"), None, "translation-control"),
        (back("/short", "a\ud800b"), None, "translation-control"),
        (back("/short", "a" * (LONGEST + 1)), None, "translation-long"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_place(returned: Returned, now: Document | None, code: str) -> None:
    found = judge(returned, now=now)
    assert found.taken == {}
    assert codes(found.problems) == [code]
    assert (found.problems[0].file, found.problems[0].line) == ("back.xlsx", 7)
    assert "{" not in found.problems[0].message.zh + (found.problems[0].message.en or "")


def test_english_that_was_mended_alike_meanwhile_is_no_conflict() -> None:
    now = changed(short={"zh": "简称", "en": "A short name"})
    assert judge(back("/short", "A short name"), now=now).problems == ()


def test_white_space_around_english_is_no_change() -> None:
    around = changed(short={"zh": "简称", "en": " A short name\n"})
    key = next(one.key for one in _units(around) if one.key.pointer == "/short")
    sent = Returned(*RECORD, key, "A short name", False, Place("b"))
    assert judge(sent, now=around).untouched == 1
    assert judge(sent._replace(is_confirmed=True), now=around).taken == {RECORD: {"/short": " A short name\n"}}


def test_two_translations_of_one_text_are_an_error_and_one_twice_is_none() -> None:
    found = judge(back("/short", "One"), back("/short", "Two"))
    assert [(one.code, one.severity) for one in found.problems] == [("translation-twice", "error")]
    assert judge(back("/short", "One"), back("/short", "One")).problems == ()


@pytest.mark.parametrize(
    ("zh", "figures"),
    [
        ("2024年度，不超过25%", ("2024", "25")),
        ("湘政办发〔2021〕14号", ("2021",)),
        ("符合 GB/T 2260", ("2260",)),
        ("2000万元，3月1日，1990年代，第2024号", ()),
        ("自2024年至2026年", ("2024", "2026")),
        ("12.5％", ("12.5",)),
    ],
)
def test_years_percentages_and_standards_stay_as_they_are(zh: str, figures: tuple[str, ...]) -> None:
    assert figures_in(zh) == figures


@pytest.mark.parametrize(
    ("english", "is_told"), [("by 2025, at most 25%", True), ("by 2024, at most 25 per cent", False)]
)
def test_a_figure_that_is_not_there_is_told_and_taken(english: str, is_told: bool) -> None:
    text = {"zh": "2024年，至多25%"}
    sent = document("organisation", short=text)
    key = next(one for one in chosen(_units(sent), stale=False, missing=True) if one.key.pointer == "/short").key
    found = judged([Returned(*RECORD, key, english, False, Place("b"))], {RECORD: sent})
    assert codes(found.problems) == (["translation-figures"] if is_told else [])
    assert found.taken == {RECORD: {"/short": english}}


def _units(sent: Document) -> list[Unit]:
    from generator.translating.units import units_of

    return list(units_of(sent, ()))


@given(st.text())
def test_a_key_is_read_as_it_is_written_or_not_at_all(text: str) -> None:
    for key in (one.key for one in units()):
        assert read_key(str(key)) == key
    found = read_key(text)
    assert found is None or str(found) == text.strip()


def test_what_is_sent_can_be_narrowed() -> None:
    states = {one.key.pointer: one.state for one in units()}
    assert (states["/title"], states["/note"], states["/short"]) == ("current", "outdated", "missing")
    assert {one.state for one in chosen(units(), stale=True, missing=False)} == {"outdated"}
    assert {one.state for one in chosen(units(), stale=True, missing=True)} == {"outdated", "missing"}
    assert list(chosen(units(), stale=False, missing=False)) == units()


def test_every_code_of_what_comes_back_is_known() -> None:
    assert set(RETURNED) <= FILLED
