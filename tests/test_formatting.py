"""`formatted` changes the writing of a record and nothing that it says, and a second time changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from small import data as small_data
from test_yamltext import VALUES

from generator.formatting import LAST, formatted, ordered, schema_address
from generator.model.records import FOLDERS, KINDS
from generator.problems import Problem
from generator.schemas import read_schemas
from generator.yamlcomments import comments_of, every
from generator.yamlio import parse_yaml

FILE = "content/challenges/a-challenge.yml"
SCHEMA = "# yaml-language-server: $schema=../../schemas/challenge.json\n"


def anew(text: str, kind: str = "challenge", file: str = FILE) -> str:
    """The text formatted, which holds the same value and comments and stays as it is from then on."""
    again = formatted(kind, text, file)
    assert isinstance(again, str)
    assert parse_yaml(again, file) == parse_yaml(text.removeprefix("\ufeff"), file)
    assert sorted(every(comments_of(again))) == sorted(every(comments_of(text)))
    assert formatted(kind, again, file) == again
    return again.removeprefix(SCHEMA)


# -- the order of keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_keys_come_in_the_order_of_the_schema_whatever_order_they_had(kind: str) -> None:
    keys = [key for key in read_schemas()[kind]["properties"] if key not in LAST]
    record = dict.fromkeys(sorted([*keys, *LAST], reverse=True), 1)
    assert list(ordered(kind, record)) == [*keys, *LAST]


def test_every_kind_ends_with_what_tells_of_the_record_itself() -> None:
    shared = set.intersection(*(set(read_schemas()[kind]["properties"]) for kind in KINDS))
    assert shared - {"id", "title", "summary"} <= set(LAST)


def test_groups_are_ordered_through_references_lists_and_choices() -> None:
    source = {
        "title": {"en": "N", "zh": "通知"},
        "id": "n",
        "published_on": {"text": {"zh": "五月"}, "from": "2025-05-01"},
    }
    again: Any = ordered("challenge", {"sources": [source], "term": {"text": {"zh": "两年"}, "to": "2027"}})
    assert list(again) == ["term", "sources"]
    assert list(again["term"]) == ["to", "text"]
    assert list(again["sources"][0]) == ["id", "title", "published_on"]
    assert list(again["sources"][0]["title"]) == ["zh", "en"]
    assert list(again["sources"][0]["published_on"]) == ["from", "text"]


def test_keys_that_the_schema_does_not_know_stay_at_the_end_in_their_order() -> None:
    again = ordered(
        "organisation", {"zz": 1, "title": {"zh": "a", "x": 1, "en": "b"}, "aa": {"b": 1, "a": 2}, "id": "u"}
    )
    assert json.dumps(again) == json.dumps(
        {"id": "u", "title": {"zh": "a", "en": "b", "x": 1}, "zz": 1, "aa": {"b": 1, "a": 2}}
    )


@given(
    st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(["id", "title", "sources", "need", "x"]), VALUES)
)
def test_nothing_is_dropped_whatever_the_shape(kind: str, record: dict[str, Any]) -> None:
    assert ordered(kind, record) == record


# -- files as they come ---------------------------------------------------------------------------------------

NESTED = """id: a
sources:
  - id: one
    title:
      zh: 甲
      # of title
    # of the first
  # of sources
# of all
"""

UGLY = {
    "the mark at the beginning and line ends of Windows": (
        "\ufeff# yaml-language-server: $schema=wrong.json\r\nid:   a\r\n# about it \r\ntitle:   {zh: 甲}   # named\r\n",
        "id: a\n# about it\ntitle: {zh: 甲}  # named\n",
    ),
    "no schema line, and an end without a line break": (
        "id: a\ntitle: {zh: 甲} # end",
        "id: a\ntitle: {zh: 甲}  # end\n",
    ),
    "the schema line below other comments": (
        "# by hand\n#yaml-language-server: $schema=../x.json\n\nid: a\n",
        "# by hand\n\nid: a\n",
    ),
    "marks of a document": (
        "%YAML 1.1\n# head\n--- # mark\nid: a\n... # over\n# tail\n",
        "# head\n\n# mark\nid: a\n# over\n# tail\n",
    ),
    "tabs behind values": ("id: a\t\t# tabs\ntitle:\t{zh: 甲}\t\n", "id: a  # tabs\ntitle: {zh: 甲}\n"),
    "a list in brackets over several lines": (
        "id: a\ndomains: [ # all of them\n  # first\n  x, # one\n\n  z\n  # no more\n  ] # done\n",
        "id: a\n# done\ndomains:  # all of them\n  # first\n  - x  # one\n  - z\n  # no more\n",
    ),
    "a group in braces over several lines": (
        "id: a\ntitle: {zh: 甲,\n  # in English\n  en: A}\n",
        "id: a\ntitle:\n  zh: 甲\n  # in English\n  en: A\n",
    ),
    "a comment between a key and its block": (
        "id: a\ntitle:\n  # both\n  zh: 甲\n  en: A\nneed: # why\n\n  # more\n\n  {zh: 乙}\n",
        "id: a\ntitle:\n  # both\n  zh: 甲\n  en: A\n# more\nneed: {zh: 乙}  # why\n",
    ),
    "quoted texts over several lines": (
        "id: a\ntitle:\n  zh: 'it''s # no\n\n    comment'   # one\n  en: \"A \\\n    # none\\n\"\n",
        'id: a\ntitle:\n  zh: |-  # one\n    it\'s # no\n    comment\n  en: "A # none\\n"\n',
    ),
    "plain texts over several lines": (
        "id: a\ntitle:\n  zh: 甲\n    乙#丙\n  # end\nregion: x\n",
        "id: a\ntitle:\n  zh: 甲 乙#丙\n  # end\nregion: x\n",
    ),
    "a list with the dashes of its key": (
        "id: a\ndomains:\n# above\n- x\n- z # behind\n# below\nregion: x\n",
        "id: a\ndomains:\n  # above\n  - x\n  - z  # behind\n# below\nregion: x\n",
    ),
    "comments behind dashes": (
        "id: a\nsources:\n  - # the first\n    id: one\n  # in all\n",
        "id: a\nsources:\n  # the first\n  - {id: one}\n  # in all\n",
    ),
    "keys asked for": ("? id # the key\n: a # the value\n", "# the value\nid: a  # the key\n"),
    "ends of nested blocks": (
        NESTED,
        NESTED,
    ),
    "keys in another order": (
        "# of all\n\n# of sources\nsources: [{id: one}] # n\n# of id\nid: a\n",
        "# of all\n\n# of id\nid: a\n# of sources\nsources:  # n\n  - {id: one}\n",
    ),
    "a comment line amid a text in lines": (
        "id: a\nneed:\n  zh: |\n    一\n    # text\n    二\n # too shallow for text\n",
        'id: a\nneed:\n  zh: "一\\n# text\\n二\\n"\n# too shallow for text\n',
    ),
}


@pytest.mark.parametrize("case", UGLY)
def test_whatever_was_written_comes_out_in_one_style(case: str) -> None:
    text, expected = UGLY[case]
    assert anew(text) == expected
    assert anew(text.replace("\r\n", "\n").replace("\n", "\r\n")) == expected


SIGNS = [f"{style}{chomp}{indent}" for style in "|>" for chomp in ("", "-", "+") for indent in ("", "2")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", SIGNS)
def test_texts_in_lines_keep_what_they_say(sign: str, line_end: str) -> None:
    indent = "  " if sign.endswith("2") else "      "
    body = f"{indent}one # no comment\n{indent}two\n\n{indent}# three\n\n\n"
    text = f"id: a\nneed: {sign}  # header\n{body}# below\nregion: x\n"
    again = anew(text.replace("\n", line_end))
    assert "# header" in again
    assert "\n# below\nregion: x\n" in again


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file-empty"),
        ("# comment alone\n", "file-empty"),
        ("- a\n", "yaml-not-mapping"),
        ("id: [\n", "yaml-syntax"),
        ("id: a\nid: b # c\n", "yaml-duplicate-key"),
        ("a: &b 1\n", "yaml-alias"),
        ("a: 1\n---\nb: 2\n", "yaml-documents"),
        ("a: " + "[" * 50 + "]" * 50, "yaml-too-deep"),
    ],
)
def test_what_cannot_be_read_is_a_problem_at_its_place(text: str, code: str) -> None:
    found = formatted("challenge", text, FILE)
    assert isinstance(found, Problem)
    assert (found.code, found.file) == (code, FILE)


@pytest.mark.parametrize(
    ("file", "up"), [("content/guides/a.yml", "../.."), ("content/guides/x/y/a.yml", "../../../..")]
)
def test_the_schema_is_named_from_where_the_file_lies(file: str, up: str) -> None:
    assert schema_address("guide", file) == f"{up}/schemas/guide.json"
    again = formatted("guide", "# yaml-language-server: $schema=../guide.json\nid: a\n", file)
    assert again == f"# yaml-language-server: $schema={up}/schemas/guide.json\nid: a\n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_smallest_record_of_each_kind_keeps_its_value(kind: str) -> None:
    anew(json.dumps(small_data(kind), ensure_ascii=False), kind)


FIXTURE = sorted((REPOSITORY / "tests/fixture/content").glob("*/*.yml"))


@pytest.mark.parametrize("path", FIXTURE, ids=lambda path: path.stem)
def test_the_fixtures_records_keep_values_and_comments(path: Any) -> None:
    anew(path.read_text("utf-8"), FOLDERS[path.parent.name])
