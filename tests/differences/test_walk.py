"""No change is silent, and what is equal is told to be so."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from conftest import FIXTURE
from hypothesis import given
from hypothesis import strategies as st

from differences.made import words
from generator.content import SourcePath, find_sources, parse_source, read_source
from generator.differences.entries import WEIGHTS, entry_of
from generator.differences.shapes import spot_of
from generator.differences.walk import changes, same
from generator.documents import Document
from generator.model.records import KINDS

WORDS = "id title zh en closes windows audience wan yuan min name value cite sources rules withdrawn sample target x"
KEYS = st.sampled_from(re.findall(r"\w+", WORDS))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-3, 3) | st.text("ab中\u202e@", max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, JSON, max_size=6)


def real_records() -> list[Document]:
    sources = [source for source in find_sources(FIXTURE) if isinstance(source, SourcePath)]
    found = [parse_source(source, str(read_source(FIXTURE, source))) for source in sources]
    return [one for one in found if isinstance(one, Document)]


REAL = real_records()


def assert_told(kind: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    """That there is an entry in both languages for a change, and none for none."""
    found = [entry_of(change, words()) for change in changes(before, after, spot_of(kind))]
    assert bool(found) == (not same(before, after))
    assert all(entry.what in WEIGHTS and entry.about.zh and entry.about.en for entry in found)
    assert all(entry.happened.zh and entry.happened.en for entry in found)


@given(st.sampled_from(sorted(KINDS)), RECORDS, RECORDS)
def test_any_change_of_any_data_is_told_and_equal_data_gives_nothing(
    kind: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert_told(kind, before, after)
    assert_told(kind, before, before)


@given(st.sampled_from(REAL), JSON, st.randoms(use_true_random=False))
def test_any_change_of_one_place_of_a_real_record_is_told(
    document: Document, value: Any, chance: random.Random
) -> None:
    key = chance.choice(sorted(document.data))
    changed = {**document.data, key: changed_somewhere(document.data[key], value, chance)}
    assert_told(document.kind, document.data, changed)


def changed_somewhere(data: Any, value: Any, chance: random.Random) -> Any:
    """The data with one place, chosen by chance, replaced, removed, doubled or in another order."""
    if not isinstance(data, (dict, list)) or not data or chance.random() < 0.1:
        return value
    if isinstance(data, list) and chance.random() < 0.3:
        return chance.choice([data[:-1], [*data, data[0]], list(reversed(data)), chance.sample(data, len(data))])
    if isinstance(data, list):
        at = chance.randrange(len(data))
        return [changed_somewhere(item, value, chance) if i == at else item for i, item in enumerate(data)]
    key = chance.choice(sorted(data))
    if chance.random() < 0.2:
        return {other: inner for other, inner in data.items() if other != key}
    return {**data, key: changed_somewhere(data[key], value, chance)}


def test_one_and_one_point_nothing_are_the_same_and_true_is_neither() -> None:
    assert same({"a": [1]}, {"a": [1.0]})
    assert not same(1, True)
    assert not same({"a": None}, {})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_order_of_keys_is_no_change(kind: str) -> None:
    for document in (one for one in REAL if one.kind == kind):
        turned = dict(reversed(document.data.items()))
        assert changes(document.data, turned, spot_of(kind)) == ()


def pointers(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, bool]]:
    found = changes(before, after, spot_of(kind))
    return [("/".join(map(str, change.pointer)), change.is_moved) for change in found]


WINDOW = {"audience": "solver", "action": "claim", "closes": "2025-06-10"}
OWNERS = {"audience": "owner", "action": "collect", "closes": "2025-05-10"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([WINDOW, OWNERS], [OWNERS, WINDOW], [("windows", True)]),
        ([WINDOW], [OWNERS, WINDOW], [("windows/0", False)]),
        ([WINDOW, OWNERS], [OWNERS], [("windows/0", False)]),
        (
            [WINDOW, OWNERS],
            [OWNERS, {**WINDOW, "closes": "2025-07-10"}],
            [("windows/1/closes", False), ("windows", True)],
        ),
        ([WINDOW], [{**WINDOW, "action": "apply"}], [("windows/0/action", False)]),
    ],
)
def test_an_item_of_a_list_is_known_again(before: list[Any], after: list[Any], told: list[tuple[str, bool]]) -> None:
    assert pointers("guide", {"windows": before}, {"windows": after}) == told


def test_units_and_indicators_are_known_by_name() -> None:
    before = [{"name": {"zh": "效率"}, "value": 95}, {"name": {"zh": "噪声"}, "value": 60}]
    after = [{"name": {"zh": "噪声"}, "value": 55}, {"name": {"zh": "温升"}, "value": 80}]
    found = pointers("challenge", {"indicators": before}, {"indicators": after})
    assert found == [("indicators/0", False), ("indicators/0/value", False), ("indicators/1", False)]
