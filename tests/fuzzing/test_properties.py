"""What must hold of every input: values come back as they were written, and whatever is drawn is good or told."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from typing import Any

import pytest
from editing.scripts import answers, samples
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing.inputs import FAMILIES, made
from fuzzing.targets import TARGETS, badly_told
from fuzzing.words import WORDS
from generator.importing import cells
from generator.problems import Problem
from generator.yamlio import DEPTH_LIMIT, FORBIDDEN, INTEGER_LIMIT, parse_yaml
from generator.yamltext import yaml_of

TEXTS = st.one_of(
    st.text(max_size=40), st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), max_size=4).map("".join)
)
KEYS = TEXTS.filter(lambda key: len(json.dumps(key)) <= 1024)
"""YAML tells a key by the colon that comes no later than this."""

NUMBERS = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)
_UNREADABLE = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What YAML may only hold as an escape, and what ends its lines."""

ENGINE = ("shards.js", "search.js")
"""The scripts that a query goes through."""


def is_allowed(value: Any, depth: int = 0) -> bool:
    """Whether a record may hold the value at all."""
    if isinstance(value, dict | list):
        inner = [*value, *value.values()] if isinstance(value, dict) else value
        return depth < DEPTH_LIMIT and all(is_allowed(item, depth + 1) for item in inner)
    if isinstance(value, str):
        return not FORBIDDEN.search(value)
    return not isinstance(value, int) or abs(value) <= INTEGER_LIMIT


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
def test_whatever_a_record_may_hold_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    text = _UNREADABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, indent=1))
    found = parse_yaml(text, "a.yml")
    if is_allowed(value):
        assert found == value
        assert parse_yaml(yaml_of(value), "a.yml") == value
    else:
        assert isinstance(found, Problem)
        assert found.line


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=500 if os.environ.get("ZHANGBANG_PROVE") else 12)
@given(data=st.data())
def test_whatever_is_drawn_is_good_or_told(target: str, data: st.DataObject) -> None:
    aim = TARGETS[target]
    seed = data.draw(st.integers(min_value=10**9), label="seed")
    given_bytes = made(target, aim.seeds(), FAMILIES[aim.family], seed)
    cut = data.draw(st.binary(max_size=8), label="cut in")
    at = data.draw(st.integers(0, len(given_bytes)), label="at")
    assert badly_told(aim, list(aim.run(given_bytes[:at] + cut + given_bytes[at:]))) == ""


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from(list(cells.UNIT_WORDS)))
def test_an_amount_is_read_as_it_was_written(amount: Any, unit: str) -> None:
    plain = f"{amount:f}"
    for written in (f"{plain}{unit}", f"{amount:,f}{unit}", f"人民币 {plain} {unit}整"):
        assert cells.money_of(written, None) == {cells.UNIT_WORDS[unit]: cells.number_of(plain)}


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_as_it_was_written(day: Any) -> None:
    for written in (
        f"{day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
    ):
        assert cells.date_of(written) == day.isoformat()


def test_whatever_is_asked_is_taken_apart_into_terms() -> None:
    asked = samples(st.one_of(TEXTS, st.lists(TEXTS, max_size=6).map(" ".join)), 400)
    body = """
        var search = window.zhangbang.search, found = search.parse(one, search.foldTable("後后，,"));
        var others = search.synonymTable([["a", "榜", "__proto__"], ["a", "constructor"]]);
        return { terms: found.terms, units: search.unitsOf(found.terms, others).length };
    """
    for query, found in zip(asked, answers(ENGINE, body, asked), strict=True):
        for term in found["terms"]:
            assert term["text"].strip(), query
            assert term["quoted"] or not any(sign in term["text"] for sign in ' "“”'), query
        assert found["units"] <= len(found["terms"]), query
