"""A filled form as JSON comes back as it was, and anything else is refused in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.filling import EVERY_FORM, ROWS_FORM, filled_form
from generator.forms.answers import version_of
from generator.forms.filled import SIZE_LIMIT, filled_of, form_in, read_filled
from generator.forms.tidy import tidied
from generator.model.records import Form


@pytest.mark.parametrize("form", EVERY_FORM, ids=[form.id for form in EVERY_FORM])
@pytest.mark.parametrize("seed", range(40))
def test_every_answer_comes_back(form: Form, seed: int) -> None:
    answers = filled_form(form, seed)
    data = filled_of(form, answers)
    assert read_filled(data, form).answers == tidied(form, answers)
    assert (form_in(data), filled_of(form, answers)) == (form.id, data)


def written(**changes: Any) -> bytes:
    whole = {"form": ROWS_FORM.id, "version": version_of(ROWS_FORM), "answers": {"unit": "样例"}, **changes}
    return json.dumps({key: value for key, value in whole.items() if value is not ...}, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe{",
        written(form=...),
        written(more=1),
        written(form=1),
        written(version=None),
        written(answers=[]),
        written(answers={"unit": 1}),
        written(answers={"unit": None}),
        written(answers={"unit": {"zh": "x"}}),
        written(answers={"unit": [1]}),
        written(answers={"unit": [["x"]]}),
        written(answers={"projects": [{"name": "x"}, "y"]}),
        written(answers={"projects": [{"name": {"deep": "x"}}]}),
        b'{"form": "a", "form": "b", "version": "", "answers": {}}',
        b'{"form": "a", "version": "", "answers": {"n": NaN}}',
        b'{"form": "a", "version": "", "answers": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"form": "a", "version": "", "answers": {"n": [' + b'"",' * 30_000 + b'""]}}',
        b'{"form": "a", "version": "", "answers": {"n": ' + b"9" * 5000 + b"}}",
        b'"' + b"a" * SIZE_LIMIT + b'"',
        pytest.param(b'{"form": "' + b'\\"' * (SIZE_LIMIT // 2 - 20), id="quotation marks in a text that never ends"),
        b'{"form": "a", "version": "\\ud800", "answers": {}}',
    ],
)
def test_what_is_no_filled_form_is_refused(data: bytes) -> None:
    read = read_filled(data, ROWS_FORM, "a.json")
    assert read.answers is None
    assert [told.code for told in read.problems] == ["filled-invalid"]


def test_another_form_is_refused_and_another_version_told() -> None:
    other = read_filled(written(form="other-form"), ROWS_FORM)
    assert (other.answers, [told.code for told in other.problems]) == (None, ["form-file-other"])
    older = read_filled(written(version="00000000"), ROWS_FORM)
    assert older.answers is not None
    assert [told.code for told in older.problems] == ["form-file-version"]


@pytest.mark.parametrize("key", ["__proto__", "constructor", "toString", "unit__other", "nothing"])
def test_a_field_that_the_form_has_not_is_told_by_the_check(key: str) -> None:
    from generator.forms.checking import answer_problems
    from generator.problems import Place

    read = read_filled(written(answers={key: "x"}), ROWS_FORM)
    assert read.answers is not None
    assert "answer-unknown" in [told.code for told in answer_problems(ROWS_FORM, read.answers, Place("a"))]


def test_brackets_within_texts_are_no_nesting() -> None:
    read = read_filled(written(answers={"unit": '[[[[[[[[[[[[[[[{{{{{"\\'}), ROWS_FORM)
    assert read.answers is not None


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(data: bytes) -> None:
    read_filled(data, ROWS_FORM)
    form_in(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    )
)
def test_no_answers_are_too_strange(answers: Any) -> None:
    read_filled(written(answers=answers), ROWS_FORM)
