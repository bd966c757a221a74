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
from generator.problems import Problem
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
