"""The browser writes a record character by character as Python does."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import strategies as st
from test_yamltext import KEYS, VALUES

from editing.scripts import answers, samples
from generator.editing import written_numbers
from generator.yamlio import parse_yaml
from generator.yamltext import yaml_of

MANY = 4000 if os.environ.get("ZHANGBANG_PROVE") else 400
SCRIPTS = ("edityaml.js",)
BODY = "return edit.yaml(one[0], { written: one[1], schema: given });"


def is_alike_in_both(value: Any) -> bool:
    """Whether JavaScript has the value: keys such as "0" come first in its objects, and it may know newer characters."""
    if isinstance(value, dict):
        return all(is_alike_in_both(k) and not k.isdigit() and is_alike_in_both(v) for k, v in value.items())
    if isinstance(value, list):
        return all(map(is_alike_in_both, value))
    return not isinstance(value, str) or all(unicodedata.category(c) != "Cn" for c in value)


def in_browser(records: list[Any], schema: str | None = None) -> list[str]:
    return answers(SCRIPTS, BODY, [[record, written_numbers(record)] for record in records], schema)


def records_below(folder: Path) -> list[Any]:
    return [parse_yaml(path.read_text("utf-8"), path.name) for path in sorted(folder.glob("*/**/*.yml"))]


@pytest.mark.parametrize("folder", ["content", "tests/fixture/content"])
def test_every_record_is_written_alike(folder: str) -> None:
    records = records_below(REPOSITORY / folder)
    schema = "../../schemas/x.json"
    assert in_browser(records, schema) == [yaml_of(record, schema=schema) for record in records]


def test_any_value_is_written_alike() -> None:
    values = samples(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5).filter(is_alike_in_both), MANY)
    assert in_browser(values) == [yaml_of(value) for value in values]
