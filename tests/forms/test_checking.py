"""Whoever fills a form is told what is wrong, where and how to mend it; what is private is never repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.made import FORMS, filled, form_of
from generator.creditcode import check_character
from generator.forms.answers import SECURITY_REVIEW
from generator.forms.checking import answer_problems
from generator.forms.tidy import tidied
from generator.model.records import Form
from generator.problems import CODES, FILLED, Place, Problem, written

TESTS = Path(__file__).parent.parent
PLACE = Place("need.docx")
CHOICES = [{"id": "p", "label": {"zh": "甲", "en": "First"}}, {"id": "q", "label": {"zh": "乙"}}]
COLUMNS = [
    {"id": "n", "label": {"zh": "名称"}, "type": "text", "required": True},
    {"id": "m", "label": {"zh": "手机"}, "type": "phone", "personal": True},
    {"id": "s", "label": {"zh": "金额"}, "type": "money", "unit": "万元"},
]
ROWS = {"type": "rows", "columns": COLUMNS, "rows_min": 1, "rows_max": 2}
GOOD = "91350100M000100Y43"


def problems(form: Form, values: Mapping[str, Any], *, reviewed: bool = True) -> list[Problem]:
    answers = filled(form, {**values, **({SECURITY_REVIEW: True} if reviewed else {})})
    return list(answer_problems(form, tidied(form, answers), PLACE))


def told(field: Mapping[str, Any], value: object, **more: object) -> list[str]:
    """What is said of one field `a` with this value: code and pointer."""
    found = problems(form_of({"id": "a", **field}), {"a": value, **more})
    return [f"{one.code} {written(one.pointer)}" for one in found]


RIGHT: list[tuple[dict[str, Any], Any]] = [
    ({}, "任何文字"),
    ({}, None),
    ({"limit": 3}, "三个字"),
    ({"type": "number", "unit": "人"}, "1,200人"),
    ({"type": "percent", "unit": "%"}, "3.5％"),
    ({"type": "date"}, "2026年5月1日"),
    ({"type": "date"}, "20260501"),
    ({"type": "choice", "options": CHOICES}, "p"),
    ({"type": "choices", "options": CHOICES}, ("p", "q")),
    ({"type": "credit_code"}, "９１350100m000100y43"),
    ({"type": "postcode"}, "41 1100"),
    ({"type": "phone"}, "0731-00000000转8"),
    ({"type": "email"}, "office@example.org"),
    ({"type": "tick"}, True),
    (ROWS, ({"n": "甲公司", "s": "12"},)),
]


@pytest.mark.parametrize(("field", "value"), RIGHT)
def test_what_is_right_is_not_told(field: Mapping[str, Any], value: object) -> None:
    assert told(field, value) == []


WRONG: list[tuple[str, dict[str, Any], Any]] = [
    ("answer-missing /a", {"required": True}, None),
    ("answer-missing /a", {"required": True}, " \n "),
    ("answer-missing /a", {"type": "tick", "required": True}, False),
    ("answer-missing /a", {"required": True, **ROWS}, ({"n": ""},)),
    ("answer-shape /a", {}, True),
    ("answer-shape /a", {}, ("x",)),
    ("answer-shape /a", {"type": "tick"}, "是"),
    ("answer-shape /a", {"type": "choices", "options": CHOICES}, "p"),
    ("answer-shape /a", {"type": "choices", "options": CHOICES}, (True,)),
    ("answer-shape /a", {"type": "rows", "columns": COLUMNS}, ("甲",)),
    ("answer-shape /a", {"type": "rows", "columns": COLUMNS}, "甲"),
    ("answer-control /a", {}, "甲\x01乙"),
    ("answer-control /a", {}, "甲\ud800"),
    ("answer-too-long /a", {"limit": 3}, "四个字了"),
    ("answer-number /a", {"type": "number"}, "约12"),
    ("answer-number /a", {"type": "money", "unit": "万元"}, "120万"),
    ("answer-date /a", {"type": "date"}, "2026-02-30"),
    ("answer-date /a", {"type": "date"}, "2026年5月"),
    ("answer-date /a", {"type": "date"}, "26-05-01"),
    ("answer-choice /a", {"type": "choice", "options": CHOICES}, "r"),
    ("answer-choice /a", {"type": "choices", "options": CHOICES}, ("p", "r")),
    ("answer-credit-code /a", {"type": "credit_code"}, GOOD[:-1]),
    ("answer-credit-code /a", {"type": "credit_code"}, GOOD[:-1] + "4"),
    ("answer-postcode /a", {"type": "postcode"}, "41110"),
    ("answer-contact /a", {"type": "phone"}, "见附件"),
    ("answer-contact /a", {"type": "email"}, "无"),
    ("answer-rows /a", {**ROWS, "rows_min": 2}, ({"n": "甲"},)),
    ("answer-rows /a", ROWS, ({"n": "甲"}, {"n": "乙"}, {"n": "丙"})),
    ("answer-missing /a/0/n", ROWS, ({"s": "1"},)),
    ("answer-number /a/0/s", ROWS, ({"n": "甲", "s": "x"},)),
    ("answer-unknown /a/0/z", ROWS, ({"n": "甲", "z": "x"},)),
]


@pytest.mark.parametrize(("expected", "field", "value"), WRONG)
def test_what_is_wrong_is_told_once(expected: str, field: Mapping[str, Any], value: object) -> None:
    assert told(field, value) == [expected]


def test_a_field_that_the_form_does_not_have_is_told() -> None:
    assert told({}, "甲", b="乙") == ["answer-unknown /b"]
    assert told({}, "甲", a__other="乙") == ["answer-unknown /a__other"]


def test_the_words_beside_other_go_with_its_tick() -> None:
    field = {"type": "choices", "options": CHOICES, "other": True}
    assert told(field, ("p", "other"), a__other="丙") == []
    assert told(field, ("p", "other")) == ["answer-other /a"]
    assert told(field, ("p",), a__other="丙") == ["answer-other /a"]
    assert told({**field, "limit": 1}, ("other",), a__other="丙丁") == ["answer-too-long /a"]


def test_a_text_that_is_too_long_is_told_by_how_much() -> None:
    (found,) = problems(form_of({"id": "a", "limit": 500, "type": "long_text"}), {"a": "字" * 523})
    assert "523 字，限 500 字，超出 23 字" in found.message.zh


def test_the_right_check_character_is_told_only_where_the_form_is_right() -> None:
    form = form_of({"id": "a", "type": "credit_code"})
    (near,) = problems(form, {"a": GOOD[:-1] + "4"})
    (far,) = problems(form, {"a": GOOD[:-2]})
    assert "应为“3”" in near.message.zh
    assert "应为" not in far.message.zh


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_a_right_credit_code_is_never_told(body: str) -> None:
    assert told({"type": "credit_code"}, body + check_character(body)) == []


def test_without_the_security_review_nothing_is_filed() -> None:
    (found,) = problems(form_of({"id": "a"}), {}, reviewed=False)
    assert (found.code, found.severity) == ("answer-security-review", "error")


@pytest.mark.parametrize("mark", ["personal", "internal"])
def test_a_private_value_is_never_repeated(mark: str) -> None:
    fields = [{"type": t, mark: True} for t in ("number", "date", "postcode", "phone", "email", "credit_code")]
    for field in (*fields, {"type": "choice", "options": CHOICES, mark: True}):
        found = problems(form_of({"id": "a", **field}), {"a": "13800000000x"})
        assert found
        assert "138" not in "".join(f"{one.message} {one.remedy} {one.value}" for one in found)


def test_the_columns_of_private_rows_are_private() -> None:
    form = form_of({"id": "a", **ROWS, "personal": True})
    (found,) = problems(form, {"a": ({"n": "甲", "s": "张三"},)})
    assert "张三" not in f"{found.message} {found.value}"


def test_personal_answers_do_not_stand_in_what_is_published() -> None:
    form = form_of({"id": "who", "personal": True}, {"id": "phone", "type": "phone", "personal": True}, {"id": "text"})
    found = problems(form, {"who": "张三丰", "phone": "0000-12345678", "text": "请找张三丰，13812345678"})
    assert [one.code for one in found] == ["personal-data", "answer-personal"]
    assert "张三丰" not in str(found[1])


@pytest.mark.parametrize(("strength", "severity"), [("hard", "error"), ("soft", "warning"), ("inferred", "warning")])
def test_a_broken_condition_says_what_the_form_says(strength: str, severity: str) -> None:
    condition = {"id": "c", "left": ["a"], "comparator": "le", "right": ["b"], "strength": strength}
    condition |= {"message": {"zh": "甲超过了乙。"}, "cite": {"source": "notice", "quote": "甲不高于乙"}}
    form = form_of({"id": "a", "type": "number"}, {"id": "b", "type": "number"}, conditions=[condition])
    (found,) = problems(form, {"a": "3", "b": "2"})
    assert (found.code, found.severity, found.message.zh) == ("answer-condition", severity, "甲超过了乙。")
    assert "甲不高于乙" in found.remedy.zh


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(st.data())
def test_no_answers_whatever_raise(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    keys = st.sampled_from([field.id for section in form.sections for field in section.fields]) | st.text(max_size=5)
    problems(form, data.draw(st.dictionaries(keys, ANY)))


@pytest.mark.parametrize("code", sorted(FILLED))
def test_every_code_of_what_people_send_is_asked_for_in_a_test_and_worded_in_both_languages(code: str) -> None:
    tests = "".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    assert re.search(rf'["\\[ ]{code}(?![-a-z])', tests)
    for text in (CODES[code].message, CODES[code].remedy):
        assert text.zh and text.en
        assert set(re.findall(r"\{(\w+?)(?:_en)?\}", text.zh)) >= set(re.findall(r"\{(\w+?)(?:_en)?\}", text.en))
