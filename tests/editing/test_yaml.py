"""The browser writes a record character by character as Python does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import ndiff
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import strategies as st

from editing.scripts import answers, samples
from generator.editing import editor_data, written_numbers
from generator.formatting import formatted, schema_address
from generator.model.records import FOLDERS
from generator.problems import written
from generator.settings import read_settings
from generator.yamlcomments import Comments, as_json, comments_of
from generator.yamlio import FORBIDDEN, INTEGER_LIMIT, parse_yaml
from generator.yamltext import yaml_of

MANY = 4000 if os.environ.get("ZHANGBANG_PROVE") else 300
SCRIPTS = ("edityaml.js",)
TEXT = """return edit.yaml(edit.ordered(given, one.kind, one.data),
    { written: one.written, comments: one.comments, schema: one.schema, wide: given.wide });"""
VALUE = "return edit.yaml(one.data, { written: one.written, comments: one.comments, wide: given.wide });"

LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=30)
SIGNS = st.text(st.sampled_from("ab榜:-?[]{}&*!|>'\"%@`,# \n\t01.~\\=<\u3000\u2028\x85\xa0\ufeff年yesno"), max_size=16)
TEXTS = (LETTERS | SIGNS).filter(lambda text: not FORBIDDEN.search(text))
"""JavaScript may know newer characters than Python; both writings are read alike."""

KEYS = TEXTS.filter(lambda text: not text.isdigit())
"""A key such as "0" would come first in JavaScript's objects."""

NUMBERS = st.integers(-INTEGER_LIMIT, INTEGER_LIMIT) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)
REMARKS = st.lists(st.sampled_from(["# 说明", "x", "# a\nb", "", "#"]), max_size=2)


@pytest.fixture(scope="module")
def shared() -> Any:
    found, problems = read_settings(REPOSITORY / "site_config")
    assert found is not None, problems
    return editor_data(found)


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*at, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from places(inner, (*at, i))


@st.composite
def commented(draw: st.DrawFn) -> tuple[Any, Comments]:
    """A record with comments at places that it has and at places that it has not."""
    data = draw(RECORDS)
    there = [*places(data)]
    missing = [(*at, step) for at in there[:6] for step in ("-", "gone", 7)]
    at = st.sampled_from([written(place) for place in (*there, *missing)])
    before = draw(st.dictionaries(at, REMARKS.map(tuple), max_size=3))
    after = draw(st.dictionaries(at, st.sampled_from(["# 后", "b", "# c\nd"]), max_size=2))
    return data, Comments(tuple(draw(REMARKS)), before, after, tuple(draw(REMARKS)))


def test_every_record_is_written_alike(shared: Any) -> None:
    asked, expected = [], []
    for folder in ("content", "tests/fixture/content"):
        for path in sorted((REPOSITORY / folder).glob("*/**/*.yml")):
            file = f"content/{path.relative_to(REPOSITORY / folder).as_posix()}"
            kind, text = FOLDERS[file.split("/")[1]], path.read_text("utf-8")
            data = parse_yaml(text, file)
            comments, schema = as_json(comments_of(text)), schema_address(kind, file)
            asked.append(
                {"kind": kind, "data": data, "comments": comments, "schema": schema, "written": written_numbers(data)}
            )
            expected.append(formatted(kind, text, file))
    assert len(asked) > 300
    assert answers(SCRIPTS, TEXT, asked, shared) == expected


def test_any_value_is_written_alike_with_its_comments(shared: Any) -> None:
    values = samples(commented(), MANY)
    asked = [
        {"data": data, "comments": as_json(comments), "written": written_numbers(data)} for data, comments in values
    ]
    found = answers(SCRIPTS, VALUE, asked, shared)
    expected = [yaml_of(data, comments=comments) for data, comments in values]
    wrong = [(a, f, e) for a, f, e in zip(asked, found, expected, strict=True) if f != e]
    assert not wrong, "\n".join(ndiff(wrong[0][2].splitlines(), wrong[0][1].splitlines())) + str(wrong[0][0])


def test_comments_go_with_what_they_belong_to() -> None:
    comments = {
        "head": ["# 头"],
        "tail": ["# 尾"],
        "before": {
            "/sources/0": ["# 一"],
            "/sources/1/title": ["# 二"],
            "/sources/-": ["# 末"],
            "/note": ["# 删"],
            "/-": ["# 底"],
        },
        "after": {"/sources/0/id": "# 号", "/note/zh": "# 没"},
    }
    origins = {
        "": "",
        "/sources": "/sources",
        "/sources/0": "/sources/1",
        "/sources/1": "/sources/0",
        "/sources/0/id": "/sources/1/id",
        "/sources/1/title": "/sources/0/title",
    }
    (found,) = answers(SCRIPTS, "return edit.carried(one, given);", [comments], origins)
    assert found == {
        "head": ["# 头"],
        "tail": ["# 尾"],
        "before": {
            "/sources/1": ["# 一"],
            "/sources/0/title": ["# 二"],
            "/sources/-": ["# 末"],
            "": ["# 删", "# 没"],
            "/-": ["# 底"],
        },
        "after": {"/sources/1/id": "# 号"},
    }


TYPED = ("0", "-3", "6.0", "1.5e3", "9007199254740991", "-9007199254740991", "12345678901234567890",
         "-9007199254740993", "1e400", "-1e999", "1e308", "9" * 400, "012", "Infinity", "NaN", "约 3")  # fmt: skip


def test_a_number_that_cannot_be_kept_stays_a_text() -> None:
    found = answers(SCRIPTS, "return edit.typedNumber(one);", TYPED)
    kept = [_read(text) for text in TYPED]
    assert found == kept
    assert found[6:10] == list(TYPED[6:10])


def _read(text: str) -> Any:
    """The value of an unquoted text in a file, or the text where it is none that can be kept."""
    found = parse_yaml(f"a: {text}\n", "a.yml")
    return found["a"] if isinstance(found, dict) else text


@pytest.mark.parametrize("number", ["Infinity", "-Infinity", "NaN"])
def test_what_is_no_finite_number_is_never_written(number: str) -> None:
    body = f"try {{ return edit.yaml({{ a: [{number}] }}, {{}}); }} catch (error) {{ return error.name; }}"
    assert answers(SCRIPTS, body, [None]) == ["RangeError"]
