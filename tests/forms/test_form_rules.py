"""The rules on forms say something of every wrong definition, raise for none, and are silent on right ones."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import FIXTURE, REPOSITORY
from small import data, document

from generator.documents import Document
from generator.model.records import KINDS
from generator.problems import Problem, written
from generator.rules import form_mappings, form_names, form_parts
from generator.settings import read_settings
from generator.yamlio import parse_yaml

SETTINGS, _ = read_settings(REPOSITORY / "site_config")
RULES = (form_names, form_parts, form_mappings)
WHOLE: Any = parse_yaml((FIXTURE / "content/forms/sample-2025-need-form.yml").read_text("utf-8"), "")
ODD: tuple[Any, ...] = (None, True, 7, "x", "", "(", [], {}, [None], [[]], {"zh": None})


def told(written: Document) -> list[Problem]:
    assert SETTINGS is not None
    return [problem for rule in RULES for problem in rule.problems(written, (), SETTINGS)]


def fields(*written: dict[str, Any]) -> Document:
    return document("form", sections=[{"id": "s", "title": {"zh": "一"}, "fields": list(written)}])


def text(key: str, **keys: Any) -> dict[str, Any]:
    return {"id": key, "label": {"zh": key}, "type": "text", **keys}


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*path, key)
        yield from spots(below, (*path, key))


def with_odd(path: tuple[Any, ...], odd: Any) -> dict[str, Any]:
    spoilt: Any = copy.deepcopy(WHOLE)
    at = spoilt
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = odd
    return dict(spoilt)


def test_no_definition_whatever_raises() -> None:
    for path in spots(WHOLE):
        for odd in ODD:
            told(document("form")._replace(data=with_odd(path, odd)))


@pytest.mark.parametrize("kind", set(KINDS) - {"form"})
def test_other_kinds_are_not_looked_at(kind: str) -> None:
    assert told(document(kind, sections=data("form")["sections"])) == []


@pytest.mark.parametrize(("length", "fits"), [(37, True), (38, False)])
def test_a_name_fits_a_bookmark_of_forty_characters(length: int, fits: bool) -> None:
    assert (told(fields(text("a" * length))) == []) is fits


def test_a_choice_in_a_row_needs_no_room_for_its_options() -> None:
    options = [{"id": "a_long_option", "label": {"zh": "甲"}}, {"id": "b", "label": {"zh": "乙"}}]
    column = text("the_kind_of_unit", type="choice", options=options)
    assert told(fields(text("members", type="rows", columns=[column]))) == []
    (found,) = told(fields(text("members", type="rows", columns=[{**column, "type": "choices"}])))
    assert "zb_members_499_the_kind_of_unit__a_long_option" in found.message.zh


def test_a_column_may_be_named_like_one_of_other_rows_never() -> None:
    rows = [text(key, type="rows", columns=[text("name")]) for key in ("members", "partners")]
    assert [problem.code for problem in told(fields(*rows))] == ["form-name"]


PARTS = [
    text(
        "as", type="choice", options=[{"id": "alone", "label": {"zh": "独立"}}, {"id": "many", "label": {"zh": "联合"}}]
    ),
    text("units", type="rows", columns=[text("unit"), text("task")]),
    text("sum", type="number"),
]
RIGHT: list[dict[str, Any]] = [
    {"left": ["as"], "option": "many", "comparator": "needs", "right": ["units"]},
    {"left": ["as", "sum"], "comparator": "needs", "right": ["units"]},
    {"left": ["task"], "comparator": "needs", "right": ["unit"]},
    {"left": ["unit", "task"], "comparator": "distinct"},
]
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"left": ["as"], "comparator": "needs"}, ""),
    ({"left": [], "comparator": "needs"}, ""),
    ({"left": ["as"], "comparator": "needs", "right": ["unit"]}, ""),
    ({"left": ["as"], "option": "few", "comparator": "needs", "right": ["units"]}, "/option"),
    ({"left": ["as", "sum"], "option": "many", "comparator": "needs", "right": ["units"]}, "/option"),
    ({"left": ["as"], "comparator": "needs", "right": ["units"], "rate": 5}, ""),
    ({"left": ["sum"], "comparator": "distinct"}, ""),
    ({"left": ["unit"], "comparator": "distinct", "right": ["task"]}, ""),
    ({"left": ["sum"], "option": "many", "comparator": "le", "right": ["sum"]}, "/option"),
]


def conditioned(condition: dict[str, Any]) -> list[str]:
    keys = {"id": "c", "strength": "hard", "message": {"zh": "不符"}, **condition}
    sections = [{"id": "s", "title": {"zh": "一"}, "fields": PARTS}]
    return [written(found.pointer) for found in told(document("form", sections=sections, conditions=[keys]))]


@pytest.mark.parametrize("condition", RIGHT)
def test_what_needs_something_and_rows_that_differ_may_be_asked(condition: dict[str, Any]) -> None:
    assert conditioned(condition) == []


@pytest.mark.parametrize(("condition", "where"), WRONG)
def test_a_condition_that_cannot_be_tested_is_told(condition: dict[str, Any], where: str) -> None:
    assert conditioned(condition) == [f"/conditions/0{where}"]
