"""Comments stay with what they belong to when the data around them changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from test_yamlcomments import commented
from test_yamltext import VALUES

from generator.migrations.following import followed
from generator.yamlcomments import NONE, Comments, every, settled

ONE, TWO, THREE = {"id": "one", "n": 1}, {"id": "two", "n": 2}, {"id": "three", "n": 3}


def place_of(at: str, old: Any, new: Any) -> str:
    """Where the comment above `at` stands afterwards, with an exclamation mark where its place is gone."""
    found = followed(Comments(before={at: ("# c",)}), old, new)
    (place,) = found.comments.before
    return f"{place}!" if found.displaced else place


@pytest.mark.parametrize(
    ("at", "old", "new", "place"),
    [
        ("/a", {"a": 1}, {"b": 0, "a": 2}, "/a"),
        ("/a", {"a": 1, "b": 2}, {"c": 1, "b": 2}, "/c"),
        ("/a/x", {"a": {"x": 1, "y": 2}}, {"b": {"x": 1, "y": 2}}, "/b/x"),
        ("/g/a", {"g": {"a": 1}, "b": 2}, {"a": 1, "b": 2}, "/a"),
        ("/a", {"a": "x / y", "b": 2}, {"x": "x", "y": "y", "b": 2}, "/b!"),
        ("/b", {"a": 1, "b": 2}, {"a": 1}, "/-!"),
        ("/g/a", {"g": {"a": 1}, "b": 2}, {"b": 2}, "/b!"),
        ("/a", {"a": 1, "b": 1, "c": 0}, {"x": 1, "y": 1, "c": 0}, "/c!"),
        ("/l/1", {"l": [ONE, TWO, THREE]}, {"l": [THREE, TWO, ONE]}, "/l/1"),
        ("/l/0", {"l": [ONE, TWO, THREE]}, {"l": [THREE, ONE]}, "/l/1"),
        ("/l/0/n", {"l": [ONE, TWO]}, {"l": [{"id": "two"}, {"id": "one", "n": 9}]}, "/l/1/n"),
        ("/l/1", {"l": [ONE, TWO, THREE]}, {"l": [ONE, THREE]}, "/l/1!"),
        ("/l/1", {"l": ["a", "b"]}, {"l": ["a", "c"]}, "/l/1"),
        ("/l/1", {"l": [ONE, TWO]}, {"l": [TWO, ONE]}, "/l/0"),
        ("/l/-", {"l": [ONE, TWO]}, {"m": [ONE, TWO]}, "/m/-"),
        ("/l/-", {"l": [ONE, TWO]}, {"l": []}, "/l/-!"),
        ("/a~1b", {"a/b": 1, "c": 2}, {"a~b": 1, "c": 2}, "/a~0b"),
    ],
)
def test_a_comment_goes_where_its_value_went(at: str, old: Any, new: Any, place: str) -> None:
    assert place_of(at, old, new) == place


def test_a_comment_behind_a_value_goes_with_it_or_stands_alone_near_by() -> None:
    old, new = {"a": 1, "b": 2, "c": 3}, {"x": 1, "c": 3}
    found = followed(Comments(after={"/a": "# kept", "/b": "# gone"}), old, new)
    assert found.comments == Comments(before={"/c": ("# gone",)}, after={"/x": "# kept"})
    assert found.displaced == ("# gone",)


def test_data_that_stays_keeps_its_comments_where_they_are() -> None:
    assert followed(NONE, {"a": 1}, {"b": 2}).comments == NONE


@given(commented(), VALUES)
def test_no_comment_is_lost_whatever_becomes_of_the_data(case: tuple[Any, Comments], new: Any) -> None:
    data, comments = case
    fitting = settled(comments, data)
    for after in (data, new):
        found = followed(fitting, data, after)
        assert sorted(every(found.comments)) == sorted(every(fitting))
    assert followed(fitting, data, data).displaced == ()
