"""Problems are printed so that people, programs and GitHub each read them as they are, whatever they hold."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.parts import LANGS, Lang, Text
from generator.problems import Problem
from generator.report import FORMATS, as_github, as_json, as_text, json_pointer, summary


def problem(
    file: str = "content/a.yml",
    severity: str = "error",
    pointer: Sequence[str | int] = (),
    words: str = "坏",
    line: int = 3,
) -> Problem:
    return Problem(
        code="value-choice",
        severity="error" if severity == "error" else "warning",
        file=file,
        line=line,
        column=5 if line else 0,
        pointer=tuple(pointer),
        value="x",
        message=Text(zh=words, en=f"bad {words}"),
        remedy=Text(zh="改", en="mend"),
    )


def test_text_names_place_code_pointer_reason_and_remedy() -> None:
    assert as_text([problem(pointer=("type",))], "zh") == (
        "content/a.yml:3:5: 错误 [value-choice] /type\n    坏\n    → 改\n"
    )
    assert as_text([problem(severity="warning")], "en") == (
        "content/a.yml:3:5: warning [value-choice]\n    bad 坏\n    → mend\n"
    )


def test_a_whole_file_has_no_line() -> None:
    assert as_text([problem(line=0)], "en").startswith("content/a.yml: error ")


@pytest.mark.parametrize(
    ("pointer", "written"),
    [
        ((), ""),
        (("a", 0, "b"), "/a/0/b"),
        (("a/b", "c~d"), "/a~1b/c~0d"),
        (("~1",), "/~01"),
        (("",), "/"),
        (("榜",), "/榜"),
    ],
)
def test_a_pointer_is_written_as_rfc_6901_says(pointer: tuple[str | int, ...], written: str) -> None:
    assert json_pointer(problem(pointer=pointer)) == written


def test_json_holds_both_languages_and_the_chosen_text() -> None:
    (row,) = json.loads(as_json([problem(pointer=("a", 1))], "en"))
    assert row == {
        "code": "value-choice",
        "severity": "error",
        "file": "content/a.yml",
        "line": 3,
        "column": 5,
        "pointer": "/a/1",
        "value": "x",
        "message": {"zh": "坏", "en": "bad 坏"},
        "remedy": {"zh": "改", "en": "mend"},
        "text": "bad 坏 mend",
    }


def test_json_of_a_whole_file_still_has_a_file_and_a_code() -> None:
    (row,) = json.loads(as_json([problem(line=0)], "zh"))
    assert (row["file"], row["code"]) == ("content/a.yml", "value-choice")


def test_no_problems_are_an_empty_report() -> None:
    assert [FORMATS[name]([], "zh") for name in ("text", "json", "github")] == ["", "[]\n", ""]


def test_github_is_one_command_a_problem() -> None:
    assert as_github([problem()], "en") == ("::error file=content/a.yml,line=3,col=5,title=value-choice::bad 坏 mend\n")


def test_github_begins_at_the_first_line_where_a_file_is_meant() -> None:
    assert as_github([problem(line=0)], "en").startswith("::error file=content/a.yml,line=1,col=1,")


def test_github_escapes_what_would_end_a_command_or_property() -> None:
    assert as_github([problem(file="content/a,b:c%.yml", words="50%\r\n::error::x")], "zh") == (
        "::error file=content/a%2Cb%3Ac%25.yml,line=3,col=5,title=value-choice::50%25%0D%0A::error::x 改\n"
    )


@given(st.text(), st.text(min_size=1))
def test_no_text_makes_a_second_command(file: str, words: str) -> None:
    lines = as_github([problem(file=file, words=words)], "en").split("\n")
    assert len(lines) == 2
    assert "\r" not in lines[0]
    assert lines[0].count(",") - words.count(",") == 3


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_json_returns_every_text(words: str) -> None:
    (row,) = json.loads(as_json([problem(words=words)], "zh"))
    assert row["message"]["zh"] == words


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_speaks_both_languages(form: str, lang: str) -> None:
    assert ("mend" if lang == "en" else "改") in FORMATS[form]([problem()], "en" if lang == "en" else "zh")


def test_the_summary_counts_errors_and_warnings() -> None:
    found = [problem(), problem(severity="warning"), problem()]
    assert summary(found, 7, "zh") == "7 条记录，2 个错误，1 个提醒\n"
    assert summary(found, 7, "en") == "7 records, 2 errors, 1 warnings\n"


def test_the_summary_counts_quotations_where_they_were_compared() -> None:
    assert summary([], 7, "zh", (3, 2)) == "7 条记录，0 个错误，0 个提醒；对照了 3 处引文；2 处的出处没有存档\n"
    assert summary([], 7, "en", (0, 0)) == (
        "7 records, 0 errors, 0 warnings; 0 quotations compared; 0 from sources that are not archived\n"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_that_a_record_says_becomes_a_line_or_a_sign_of_its_own(lang: Lang) -> None:
    key = "a\n::error::b\u202ec\x9b"
    found = msgspec.structs.replace(problem(), pointer=(key,), message=Text(zh=key, en=key))
    text = as_text([found], lang)
    assert text.count("\\u202e") == text.count("\\u009b") == 2
    assert not {"\u202e", "\x9b"} & set(text + as_github([found], lang))
    assert not any(line.startswith("::") for line in text.split("\n"))
