"""A schema's key becomes typed columns, whatever it is."""

from __future__ import annotations

from typing import Any

import pytest

from exports.sites import words
from generator.exports.columns import At, columns_of


def columns(key: str, node: dict[str, Any]) -> list[tuple[str, str]]:
    schema = {"properties": {key: {"title": "某 / Some", "description": "某物。 Something.", **node}}}
    return [(column.name, column.type) for column in columns_of(schema, words().labels, At((), ()))]


@pytest.mark.parametrize(
    ("key", "node", "expected"),
    [
        ("code", {"type": "string"}, [("code", "string")]),
        ("seq", {"type": "integer"}, [("seq", "integer")]),
        ("value", {"type": "number"}, [("value", "number")]),
        ("held", {"type": "boolean"}, [("held", "boolean")]),
        ("url", {"type": "string", "pattern": "^https?://[^\\s]+$"}, [("url", "uri")]),
        ("on", {"$ref": "#/$defs/day"}, [("on", "date")]),
        ("types", {"type": "array", "items": {"enum": ["a"]}}, [("types", "array")]),
        ("title", {"$ref": "#/$defs/text"}, [("title_zh", "string"), ("title_en", "string")]),
        ("guide", {"$ref": "#/$defs/id"}, [("guide", "string")]),
        ("region", {"$ref": "#/$defs/id"}, [("region", "string")]),
    ],
)
def test_a_key_becomes_columns_by_its_schema(key: str, node: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert columns(key, node) == expected


def test_a_date_keeps_its_ends_its_hours_and_its_wording() -> None:
    names = [name for name, _ in columns("opens", {"$ref": "#/$defs/date"})]
    assert names == [f"opens_{end}" for end in ("from", "to", "from_time", "to_time", "text_zh", "text_en")]


def test_an_amount_keeps_what_is_known_of_it() -> None:
    kinds = dict(columns("rd_input", {"$ref": "#/$defs/money"}))
    assert (kinds["rd_input_low"], kinds["rd_input_high"], kinds["rd_input_exact"]) == ("number", "number", "boolean")
    assert {"rd_input_qualifier", "rd_input_text_zh", "rd_input_wording_en"} <= kinds.keys()


def test_a_link_to_a_programme_or_unit_brings_its_title() -> None:
    named = [name for name, _ in columns("organisation", {"$ref": "#/$defs/id"})]
    assert named == ["organisation", "organisation_title_zh", "organisation_title_en"]


def test_keys_of_a_group_are_joined_to_it() -> None:
    node = {
        "type": "object",
        "properties": {"how": {"title": "怎样 / How", "description": "怎样。 How.", "type": "string"}},
    }
    (column,) = columns_of(
        {"properties": {"filing": {"title": "报送 / Filing", "description": "报送。 Filing.", **node}}},
        words().labels,
        At((), ()),
    )
    assert (column.name, column.path) == ("filing_how", ("filing", "how"))
    assert (column.title.zh, column.title.en) == ("报送 · 怎样", "Filing · How")
