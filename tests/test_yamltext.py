"""What is written is read back as the same value, and looks as an editor would write it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize("length", [999, 1000, 1001, 1024, 5000])
@pytest.mark.parametrize("value", ["x", "x\ny", 1, [], {"a": 1}, ["a", {"k" * 1500: 2}]])
def test_a_key_of_any_length_is_read_again(length: int, value: Json) -> None:
    data: dict[str, Json] = {"k" * length: value, "list": [{"k" * length: value, "z": 1}]}
    assert parse_yaml(yaml_of(data), "a.yml") == data
