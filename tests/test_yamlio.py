"""YAML is read strictly: nothing is guessed, nothing explodes, nothing raises."""

from __future__ import annotations

import json
import subprocess
import sys
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.problems import Problem
from generator.yamlio import DEPTH_LIMIT, INTEGER_LIMIT, outline, parse_yaml, places, reads_as_text

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-INTEGER_LIMIT, INTEGER_LIMIT)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn")), max_size=20)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcé榜", min_size=1), inner, max_size=4),
    max_leaves=20,
)
YAML_SIGNS = st.text(st.sampled_from("ab榜:-?[]{}&*!|>'\"%@`,# \n\t01.~\\x"), max_size=60)


def refused(text: str) -> str:
    """The code of the problem that keeps the text from being read."""
    found = parse_yaml(text, "a.yml")
    assert isinstance(found, Problem), found
    return found.code


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "off", "y", "No", "012", "0x1f", "1_000", "1:30", "2025-02-30", "2025-01-10", "0o17", ".5",
     "1.", "+1", "~", "Null", "TRUE", ".nan", ".inf", "<<", "=", "0b11", "-", "1e", "１２"],
)  # fmt: skip
def test_what_is_not_exactly_json_stays_the_text_that_was_written(written: str) -> None:
    assert parse_yaml(f"a: [{written}]" if written != "-" else 'a: ["-"]', "a.yml") == {"a": [written]}


@pytest.mark.parametrize(
    ("written", "value"),
    [("12", 12), ("-3", -3), ("0", 0), ("2.50", 2.5), ("true", True), ("false", False), ("null", None), ("", None)],
)
def test_json_scalars_are_values(written: str, value: object) -> None:
    found = parse_yaml(f"a: {written}", "a.yml")
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


def test_quoted_scalars_are_text() -> None:
    assert parse_yaml("a: \"1\"\nb: 'true'\n", "a.yml") == {"a": "1", "b": "true"}


def test_block_texts_keep_their_lines() -> None:
    assert parse_yaml("a: |\n  one\n  two\n", "a.yml") == {"a": "one\ntwo\n"}


def test_marks_of_a_merge_that_stand_in_a_text_are_text() -> None:
    assert parse_yaml("a: <<<<<<< b\nc: |\n  =======\n  >>>>>>> d\n", "a.yml") == {
        "a": "<<<<<<< b",
        "c": "=======\n>>>>>>> d\n",
    }


def test_windows_line_ends_are_read_as_line_ends() -> None:
    assert parse_yaml("a: 1\r\nb: |\r\n  one\r\n  two\r\n", "a.yml") == {"a": 1, "b": "one\ntwo\n"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file-empty"),
        ("# only a remark\n", "file-empty"),
        ("a: 1\na: 2\n", "yaml-duplicate-key"),
        ("a: {b: 1, b: 2}\n", "yaml-duplicate-key"),
        ("a: 1\n'a': 2\n", "yaml-duplicate-key"),
        ("a: &x 1\n", "yaml-alias"),
        ("a: *x\n", "yaml-alias"),
        ("a: &x [1]\nb: *x\n", "yaml-alias"),
        ("a: !!python/object/apply:os.system [true]\n", "yaml-tag"),
        ("a: !!str 1\n", "yaml-tag"),
        ("a: !x 1\n", "yaml-tag"),
        ("? [1, 2]\n: 3\n", "yaml-key"),
        ("? {a: 1}\n: 3\n", "yaml-key"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n", "yaml-conflict"),
        ("a: 1\r\n=======\r\n", "yaml-conflict"),
        (">>>>>>> other\na: 1\n", "yaml-conflict"),
        ("a: b: c\n", "yaml-syntax"),
        ("a: [1, 2\n", "yaml-syntax"),
        ("a: 'never ends\n", "yaml-syntax"),
        ("\ta: 1\n", "yaml-syntax"),
        ("a: @x\n", "yaml-syntax"),
        ('a: "\\q"\n', "yaml-syntax"),
        ("a: 9007199254740993\n", "yaml-number"),
        ("a: 1e999\n", "yaml-number"),
        ("a: " + "9" * 5000 + "\n", "yaml-number"),
        ("a: \x00\n", "file-control-character"),
        ("a: \x1b[31m\n", "file-control-character"),
    ],
)
def test_what_is_refused_has_its_code(text: str, code: str) -> None:
    assert refused(text) == code


@pytest.mark.parametrize(
    "escape", ["\\x07", "\\a", "\\0", "\\x00", "\\e", "\\x7f", "\\b", "\\u0001", "\\uFFFE", "\\uD800"]
)
def test_control_characters_are_refused_when_escaped_too(escape: str) -> None:
    assert refused(f'a: "{escape}"\n') in ("file-control-character", "yaml-syntax")


def test_line_ends_and_tabs_may_be_escaped() -> None:
    assert parse_yaml('a: "one\\n\\ttwo"\n', "a.yml") == {"a": "one\n\ttwo"}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "- ? ", "a:\n"])
def test_what_nests_too_deep_is_refused(opening: str) -> None:
    deep = DEPTH_LIMIT + 5
    text = "".join(" " * i + opening for i in range(deep)) if "\n" in opening else opening * deep + "1"
    closing = {"[": "]", "{a: ": "}"}.get(opening, "") * deep
    assert refused(text + closing) in ("yaml-too-deep", "yaml-key")


@pytest.mark.parametrize("depth", [1, DEPTH_LIMIT])
def test_what_nests_within_the_limit_is_read(depth: int) -> None:
    assert not isinstance(parse_yaml("[" * depth + "]" * depth, "a.yml"), Problem)


@pytest.mark.parametrize(
    "bomb",
    ['"- ? "*20000', '"-  "*80000', '"- "*100000', '"? "*100000', '"["*200000', '"{a: "*50000',
     '"-\\t"*80000', '"? - "*20000', '"\\n".join(" "*i + "a:" for i in range(700))', '"? ? - "*20000',
     '"[[{a: "*20000', '"a: &b "*40000'],
)  # fmt: skip
def test_no_nesting_stops_the_interpreter(bomb: str) -> None:
    program = f"from generator.yamlio import parse_yaml\nprint(parse_yaml({bomb}, 'a.yml').code)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() in ("yaml-too-deep", "yaml-syntax", "yaml-alias")


@given(VALUES)
def test_every_json_value_is_read_as_itself(value: Any) -> None:
    found = parse_yaml(json.dumps(value, ensure_ascii=False), "a.yml")
    assert json.dumps(found) == json.dumps(value)


@given(YAML_SIGNS | st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    found = parse_yaml(text, "a.yml")
    if isinstance(found, Problem):
        assert (found.line >= 1) == (found.column >= 1)
    else:
        json.dumps(found, ensure_ascii=False, allow_nan=False)


@given(YAML_SIGNS)
@example("---")
def test_whatever_was_read_can_be_located(text: str) -> None:
    if not isinstance(parse_yaml(text, "a.yml"), Problem):
        line, column = places(text, [("a", 0, "b")])[("a", 0, "b")]
        assert 1 <= line <= text.count("\n") + 1
        assert column >= 1


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ((), (1, 1)),
        (("b",), (2, 1)),
        (("b", 1), (4, 5)),
        (("b", 1, "d"), (4, 12)),
        (("e", "zh"), (5, 5)),
        (("b", 7, "d"), (2, 1)),
        (("missing",), (1, 1)),
    ],
)
def test_a_pointer_leads_to_its_line_and_column(pointer: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert places("a: 1\nb:\n  - c: 1\n  - {c: 2, d: 3}\ne: {zh: 榜}\n", [pointer]) == {pointer: place}


@given(YAML_SIGNS | VALUES.map(lambda value: yaml.dump(value, allow_unicode=True)), st.randoms(use_true_random=False))
def test_several_pointers_lead_each_to_where_it_stands(text: str, chance: Random) -> None:
    """In the text that was parsed last, and in another."""
    if isinstance(parse_yaml(text, "a.yml"), Problem):
        return
    if chance.random() < 0.5:
        parse_yaml(f"- {text!r}", "b.yml")
    standing = {}
    for node in outline(text):
        before = text[: node.start]
        place = (before.count("\n") + 1, node.start - (before.rfind("\n") + 1) + 1)
        standing.setdefault(node.pointer, place)
    pointers = chance.sample(sorted(standing, key=str), chance.randint(0, len(standing)))
    assert places(text, pointers) == {pointer: standing[pointer] for pointer in pointers}
    beyond = {(*pointer, "no such key"): standing[pointer] for pointer in pointers}
    assert places(text, tuple(beyond)) == beyond


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", (3, 2)),
        ("榜: 题\n榜: 题\n", (2, 1)),
        ("a: 1\nb: 榜\x07\n", (2, 5)),
        ("a:\n  b: !x 1\n", (2, 6)),
    ],
)
def test_a_refusal_says_where(text: str, place: tuple[int, int]) -> None:
    found = parse_yaml(text, "a.yml")
    assert isinstance(found, Problem)
    assert (found.line, found.column) == place


@pytest.mark.parametrize(
    "written",
    ["b & c", "b&c", "3 * 4", "wow!", "a&b *c", "x &y z", "'x &y'", '"*x !y"', "- &", "a!b", "R&D", "http://x/?a&b"],
)
def test_signs_of_anchors_and_tags_within_a_text_are_text(written: str) -> None:
    text = f"a: {written}\n" if not written.startswith("- ") else f'a: "{written}"\n'
    assert parse_yaml(text, "a.yml") == {"a": written.strip("'\"")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &x 1\n", "&x"),
        ("a: *x\n", "*x"),
        ("- &x\n- 1\n", "&x"),
        ("&x a: 1\n", "&x"),
        ("? &x a\n: 1\n", "&x"),
        ("a: [1,&x 2]\n", "&x"),
        ("a: {b: *x}\n", "*x"),
        ("a: [*x, 1]\n", "*x"),
        ("a:\n  &x\n  b: 1\n", "&x"),
        ("&x\na: 1\n", "&x"),
        ("a: !t 1\n", "!t"),
        ("!t\na: 1\n", "!t"),
        ("a: [!t 1]\n", "!t"),
        ("a: !!str 1\n", "tag:yaml.org,2002:str"),
    ],
)
def test_an_anchor_an_alias_or_a_tag_is_told_wherever_it_stands(text: str, value: str) -> None:
    found = parse_yaml(text, "a.yml")
    assert isinstance(found, Problem)
    assert found.code == ("yaml-tag" if value.startswith(("!", "tag")) else "yaml-alias")
    assert found.value == value
    assert found.line > 0


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (f"{INTEGER_LIMIT}", INTEGER_LIMIT),
        (f"-{INTEGER_LIMIT}", -INTEGER_LIMIT),
        (f"{INTEGER_LIMIT}.0", float(INTEGER_LIMIT)),
        ("1e5", 1e5),
        ("1E5", 1e5),
        ("1e+5", 1e5),
        ("1e-5", 1e-5),
        ("1.5e3", 1500.0),
        ("10", 10),
        ("-0", 0),
        ("0.5", 0.5),
        ("1e308", 1e308),
        ("123456789012345678901.5", 123456789012345678901.5),
    ],
)
def test_a_number_is_the_one_that_was_written(written: str, value: float) -> None:
    found = parse_yaml(f"- {written}\n", "a.yml")
    assert found == [value]
    assert isinstance(found, list)
    assert type(found[0]) is type(value)


@pytest.mark.parametrize(
    "written",
    [f"{INTEGER_LIMIT + 1}", f"-{INTEGER_LIMIT + 1}", "1e309", "-1e309", "9" * 19, "9" * 20, "1" + "0" * 400],
)
def test_a_number_that_readers_would_change_is_refused(written: str) -> None:
    found = parse_yaml(f"a: {written}\n", "a.yml")
    assert isinstance(found, Problem)
    assert (found.code, found.line, found.column) == ("yaml-number", 1, 4)


def test_a_repeated_key_says_where_the_first_stands() -> None:
    found = parse_yaml("x: 1\na: 1\nb: 2\n'a': 3\n", "a.yml")
    assert isinstance(found, Problem)
    assert (found.code, found.value, found.line) == ("yaml-duplicate-key", "a", 4)
    assert "2" in str(found.message.en) + str(found.remedy.en)


@pytest.mark.parametrize(
    ("text", "place"), [("a: \x07", (1, 4)), ("\x07", (1, 1)), ("a: 1\n\nb\x1f: 2\n", (3, 2)), ('a: "\x7f"', (1, 5))]
)
def test_a_control_character_is_told_with_its_place_and_number(text: str, place: tuple[int, int]) -> None:
    found = parse_yaml(text, "a.yml")
    assert isinstance(found, Problem)
    assert (found.code, found.line, found.column) == ("file-control-character", *place)
    assert f"U+{ord(next(c for c in text if (c < ' ' and c != chr(10)) or c == chr(0x7F))):04X}" in found.message.zh


@pytest.mark.parametrize("text", ["true", "false", "null", "1", "-1.5e3", "0"])
def test_what_is_no_text_unquoted_is_known(text: str) -> None:
    assert not reads_as_text(text)
    assert parse_yaml(f"- {text}", "a.yml") != [text]


@pytest.mark.parametrize("text", ["True", "~", "01", "1.", ".5", "1e", "１", "a", "1 2"])
def test_what_is_text_unquoted_is_known(text: str) -> None:
    assert reads_as_text(text)
    assert parse_yaml(f"- {text}", "a.yml") == [text]


def test_nodes_are_told_as_they_lie_with_their_form() -> None:
    text = "a: x\nb: |\n  y\nc: [1, 'z']\nd:\n  - {e: 2}\nf: >-\n  w\n"
    assert [
        (node.pointer, text[node.start : node.end], node.column, node.form, node.is_key) for node in outline(text)
    ] == [
        ((), text, 0, "block", False),
        (("a",), "a", 0, "plain", True),
        (("a",), "x", 3, "plain", False),
        (("b",), "b", 0, "plain", True),
        (("b",), "|\n  y\n", 3, "lines", False),
        (("c",), "c", 0, "plain", True),
        (("c",), "[1, 'z']", 3, "flow", False),
        (("c", 0), "1", 4, "plain", False),
        (("c", 1), "'z'", 7, "quoted", False),
        (("d",), "d", 0, "plain", True),
        (("d",), "- {e: 2}\n", 2, "block", False),
        (("d", 0), "{e: 2}", 4, "flow", False),
        (("d", 0, "e"), "e", 5, "plain", True),
        (("d", 0, "e"), "2", 8, "plain", False),
        (("f",), "f", 0, "plain", True),
        (("f",), ">-\n  w\n", 3, "lines", False),
    ]
    assert list(outline("")) == list(outline("# only a remark\n")) == []


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ("a: 1\nb: {c: [x, {d: 2}], e: 3}\n", {("b", "c", 1, "d"): (2, 13), ("b", "e"): (2, 21), ("a", "x"): (1, 1)}),
        ("- - a\n  - b: 1\n- c\n", {(0, 1, "b"): (2, 5), (1,): (3, 3), (0, 9): (1, 3), (7,): (1, 1)}),
        ("? {x: 1}\n: 2\nb: 3\n", {("b",): (3, 1), (): (1, 1)}),
        ("a: 1\na: {b: 2}\n", {("a",): (1, 1), ("a", "b"): (1, 1)}),
        ("a: [1, 2\nb: 3\n", {("a", 1): (1, 8), ("b",): (1, 1)}),
        ("", {("a",): (0, 0)}),
    ],
)
def test_places_are_found_in_a_text_whether_or_not_it_was_parsed_last(
    text: str, pointers: dict[tuple[str | int, ...], tuple[int, int]], known: bool
) -> None:
    parse_yaml(text if known else "z: 0\n", "a.yml")
    assert places(text, list(pointers)) == pointers


def test_nothing_is_looked_for_where_nothing_is_asked() -> None:
    assert places("a: 1\n", []) == {}
