"""What is written is read back as the same value, and looks as an editor would write it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

from generator.yamlcomments import comments_of
from generator.yamlio import FORBIDDEN, INTEGER_LIMIT, Json, parse_yaml
from generator.yamltext import WIDTH, yaml_of

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.text(
    st.sampled_from("ab榜:-?[]{}&*!|>'\"%@`,# \n\t01.~\\=<\u3000\u2028\x85\xa0\ufeff年yesno"), max_size=16
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-INTEGER_LIMIT, INTEGER_LIMIT)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS.filter(lambda text: not FORBIDDEN.search(text))
)
KEYS = TEXTS.filter(lambda text: not FORBIDDEN.search(text))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_what_is_written_is_read_back(data: dict[str, Any]) -> None:
    assert parse_yaml(yaml_of(data), "a.yml") == data


RECORDS = sorted((REPOSITORY / "tests/fixture/content").glob("*/*.yml"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_is_read_back(path: Any) -> None:
    data: Any = parse_yaml(path.read_text("utf-8"), "a.yml")
    assert parse_yaml(yaml_of(data, schema="../x.json"), "a.yml") == data


def test_it_looks_as_an_editor_writes_it() -> None:
    long = "很长的说明" * (WIDTH // 5)
    data = {
        "id": "a-need",
        "title": {"zh": "标题", "en": "Title: of it"},
        "domains": ["motors", "other"],
        "rd_input": {"wan": 120.5},
        "need": {"zh": "第一行\n\n第三行"},
        "sources": [{"id": "filing", "title": {"zh": "表"}, "note": {"zh": long}}, {"id": "b", "issuer": "局"}],
        "updated_on": "2026-05-01",
        "code": "012",
        "number": "0x10",
        "said": "no",
        "empty": [],
    }
    assert yaml_of(data, schema="s.json") == (
        "# yaml-language-server: $schema=s.json\n"
        "id: a-need\n"
        'title: {zh: 标题, en: "Title: of it"}\n'
        "domains: [motors, other]\n"
        "rd_input: {wan: 120.5}\n"
        "need:\n"
        "  zh: |-\n"
        "    第一行\n"
        "\n"
        "    第三行\n"
        "sources:\n"
        "  - id: filing\n"
        "    title: {zh: 表}\n"
        "    note:\n"
        f"      zh: {long}\n"
        "  - {id: b, issuer: 局}\n"
        "updated_on: 2026-05-01\n"
        'code: "012"\n'
        'number: "0x10"\n'
        'said: "no"\n'
        "empty: []\n"
    )


def test_control_characters_are_not_written() -> None:
    with pytest.raises(ValueError, match="control characters"):
        yaml_of({"a": "\x01"})


# -- texts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["a", "榜单", "a b", "2025-06-01", "2025-06-01T17:00", "a-b", "x:y", "a#b", "it's", 'a "b"', "全\u3000角", "50%",
     "1.2.3", "v1", "2025-06", "12:", "https://example.org/?a=b#c"],
)  # fmt: skip
def test_a_text_stands_as_it_is_where_every_reader_takes_it_for_text(text: str) -> None:
    plain = text not in ("2025-06", "12:")
    assert yaml_of({"a": text}) == (f"a: {text}\n" if plain else f'a: "{text}"\n')


@pytest.mark.parametrize(
    "text",
    ["", " ", " a", "a ", "-", "- a", "?", "a: b", "a:", "a #b", "#a", "&a", "*a", "!a", "|", ">", "'a", '"a', "%a",
     "@a", "`a", "=", "~", "<<", ".", ".5", "[a", "{a", "]", "}", ",", "true", "null", "False", "NO", "y", "On", "1",
     "-1", "+1", "1.5", "1e5", "1_000", "0x1F", "0o17", "017", "0b11", "1:30", "1:30:00", "1.", "2025-6-1",
     "2025-06-01 10:00", "2025-06-01t10:00:00Z", "\u2028", "\xa0", "\x85", "\ufeff", "tab\tin"],
)  # fmt: skip
def test_a_text_is_quoted_where_some_reader_might_take_it_for_something_else(text: str) -> None:
    written = yaml_of({"a": text})
    assert written.startswith('a: "')
    assert written.endswith('"\n')
    assert all(sign.isprintable() or sign in "\n\u3000" for sign in written)
    assert parse_yaml(written, "a.yml") == {"a": text}


@pytest.mark.parametrize("text", ["a,b", "a[b", "a]b", "a{b", "a}b", "a:b", "a#b"])
def test_signs_of_groups_are_quoted_within_groups_alone(text: str) -> None:
    assert yaml_of({"a": text}) == f"a: {text}\n"
    assert yaml_of({"a": [text]}) == f'a: ["{text}"]\n'
    assert yaml_of({"a": {text: 1}}) == f'a: {{"{text}": 1}}\n'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\u2028", '"\\u2028"'),
        ("a\tb", '"a\\tb"'),
        ("tag\U000e0041", '"tag\\U000e0041"'),
        ("bom\ufeff", '"bom\\ufeff"'),
        ('say "a": b', '"say \\"a\\": b"'),
        ("back\\slash: x", '"back\\\\slash: x"'),
        ("\U0001f600: x", '"\U0001f600: x"'),
    ],
)
def test_what_cannot_be_seen_is_escaped(text: str, written: str) -> None:
    assert yaml_of({"a": text}) == f"a: {written}\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\ntwo", "a: |-\n  one\n  two\n"),
        ("one\n\ntwo", "a: |-\n  one\n\n  two\n"),
        ("one\n two", "a: |-\n  one\n   two\n"),
        ("one\n", 'a: "one\\n"\n'),
        ("\none", 'a: "\\none"\n'),
        (" one\ntwo", 'a: " one\\ntwo"\n'),
        ("one\ttwo\nthree", 'a: "one\\ttwo\\nthree"\n'),
        ("\n", 'a: "\\n"\n'),
        ("全\u3000角\n题", "a: |-\n  全\u3000角\n  题\n"),
    ],
)
def test_a_text_of_several_lines_keeps_them_where_it_comes_back_as_it_was(text: str, lines: str) -> None:
    assert yaml_of({"a": text}) == lines
    assert parse_yaml(lines, "a.yml") == {"a": text}


# -- groups -------------------------------------------------------------------------------------------------------


def test_a_group_stands_on_a_line_up_to_the_width_and_chinese_takes_two_columns() -> None:
    room = WIDTH - len("a: {b: }")
    assert yaml_of({"a": {"b": "x" * room}}) == f"a: {{b: {'x' * room}}}\n"
    assert yaml_of({"a": {"b": "x" * (room + 1)}}) == f"a:\n  b: {'x' * (room + 1)}\n"
    wide = "榜" * (room // 2)
    assert yaml_of({"a": {"b": wide}}) == f"a: {{b: {wide}}}\n"
    assert yaml_of({"a": {"b": f"{wide}榜"}}) == f"a:\n  b: {wide}榜\n"
    assert yaml_of({"a": {"b": f"{wide}{'x' * (room % 2)}"}}).count("\n") == 1


def test_an_item_stands_on_a_line_up_to_the_width() -> None:
    room = WIDTH - len("- {b: }")
    assert yaml_of([{"b": "x" * room}]) == f"- {{b: {'x' * room}}}\n"
    assert yaml_of([{"b": "x" * (room + 1), "c": 1}]) == f"- b: {'x' * (room + 1)}\n  c: 1\n"


@pytest.mark.parametrize(
    ("data", "written"),
    [
        ({"a": {"b": {"c": 1}}}, "a: {b: {c: 1}}\n"),
        ({"a": {"b": {"c": {"d": 1}}}}, "a:\n  b: {c: {d: 1}}\n"),
        ({"a": {"b": {"c": [1]}}}, "a:\n  b: {c: [1]}\n"),
        ({"a": {"b": [1, None, True, "x"]}}, "a: {b: [1, null, true, x]}\n"),
        ({"a": [[1]]}, "a:\n  - [1]\n"),
        ({"a": [{"b": 1}]}, "a:\n  - {b: 1}\n"),
        ({"a": [{"b": [1]}]}, "a:\n  - {b: [1]}\n"),
        ({"a": [{"b": [{"c": 1}]}]}, "a:\n  - b:\n      - {c: 1}\n"),
        ({"a": [[[1]]]}, "a:\n  -\n    - [1]\n"),
        ({"a": {"b": "one\ntwo"}}, "a:\n  b: |-\n    one\n    two\n"),
        ({"a": ["one\ntwo", 1]}, "a:\n  - |-\n    one\n    two\n  - 1\n"),
        ({"a": {}, "b": [], "c": {"d": {}}}, "a: {}\nb: []\nc: {d: {}}\n"),
        ({"a": [{}, [], 1.5, False]}, "a: [{}, [], 1.5, false]\n"),
        ([1, "x"], "- 1\n- x\n"),
    ],
)
def test_groups_nest_on_a_line_as_far_as_they_are_short(data: Any, written: str) -> None:
    assert yaml_of(data) == written
    assert parse_yaml(written, "a.yml") == data


def test_digests_are_quoted_and_stand_in_lines_of_eight() -> None:
    digests = [f"{i:08x}" for i in range(9)]
    quoted = [f'"{digest}"' for digest in digests]
    assert yaml_of({"a": digests[:2]}) == f"a: [{', '.join(quoted[:2])}]\n"
    assert yaml_of({"a": digests}) == f"a:\n  [{', '.join(quoted[:8])},\n   {quoted[8]}]\n"
    assert yaml_of({"a": ["deadbeef", "x"]}) == "a: [deadbeef, x]\n"
    assert parse_yaml(yaml_of({"a": digests}), "a.yml") == {"a": digests}


# -- comments -----------------------------------------------------------------------------------------------------


def test_comments_stand_where_they_belong() -> None:
    text = (
        "# head\n\n# above a\na: 1  # behind a\nb:  # behind b\n  # above c\n  c: 2\n  # end of b\nd:\n"
        "  # above the first\n  - x  # behind it\n  # behind the group\n  - e: 1\n    # above f\n    f: 2\n"
        "  # end of d\n# end\n# tail\n"
    )
    data = parse_yaml(text, "a.yml")
    assert isinstance(data, dict)
    written = yaml_of(data, comments=comments_of(text))
    assert comments_of(written) == comments_of(text)
    assert parse_yaml(written, "a.yml") == data
    assert yaml_of(data, comments=comments_of(written)) == written
    assert yaml_of(data, schema="s.json", comments=comments_of(text)) == (
        f"# yaml-language-server: $schema=s.json\n{written}"
    )


@pytest.mark.parametrize("length", [999, 1000, 1001, 1024, 5000])
@pytest.mark.parametrize("value", ["x", "x\ny", 1, [], {"a": 1}, ["a", {"k" * 1500: 2}]])
def test_a_key_of_any_length_is_read_again(length: int, value: Json) -> None:
    data: dict[str, Json] = {"k" * length: value, "list": [{"k" * length: value, "z": 1}]}
    assert parse_yaml(yaml_of(data), "a.yml") == data
