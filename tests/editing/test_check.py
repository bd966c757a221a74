"""What the browser finds wrong by the schema, and how it says it, is what `check` finds and says."""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import REPOSITORY
from small import CASES

from editing.scripts import answers
from generator.documents import document_of
from generator.editing import editor_data
from generator.model.records import FOLDERS
from generator.problems import Problem, written
from generator.schemas import schema_problems
from generator.settings import read_settings
from generator.yamlio import parse_yaml

MANY = 60 if os.environ.get("ZHANGBANG_PROVE") else 6
"""How often each record of the fixture is spoilt."""

SCRIPTS = ("edityaml.js", "editcheck.js")
BODY = "return edit.schemaProblems(given, one[0], one[1]);"
Written = tuple[str, Any]
"""A record's kind, and its data as written."""


@pytest.fixture(scope="module")
def shared() -> Any:
    settings, problems = read_settings(REPOSITORY / "site_config")
    assert settings is not None, problems
    return editor_data(settings)


def told(found: Problem) -> tuple[str, ...]:
    return (found.code, written(found.pointer), found.severity, found.message.zh, str(found.message.en),
            found.remedy.zh, str(found.remedy.en))  # fmt: skip


def by_python(kind: str, data: Any) -> set[tuple[str, ...]]:
    return {told(found) for found in schema_problems(document_of("a.yml", kind, "a", data))}


def by_script(shared: Any, records: list[Written]) -> list[set[tuple[str, ...]]]:
    return [{_said(problem) for problem in problems} for problems in answers(SCRIPTS, BODY, records, shared)]


def _said(problem: Any) -> tuple[str, ...]:
    words = (problem[part][lang] for part in ("message", "remedy") for lang in ("zh", "en"))
    return (problem["code"], problem["at"], problem["severity"], *words)


def records_below(*folders: str) -> Iterator[Written]:
    for folder in folders:
        for path in sorted((REPOSITORY / folder).glob("*/**/*.yml")):
            kind = FOLDERS[path.relative_to(REPOSITORY / folder).parts[0]]
            yield kind, parse_yaml(path.read_text("utf-8"), "a.yml")


def broken_cases() -> Iterator[Written]:
    for path in sorted((CASES / "negative").glob("*/content/*/*.yml")):
        data = parse_yaml(path.read_text("utf-8"), "a.yml")
        if isinstance(data, dict) and path.parent.name in FOLDERS:
            yield FOLDERS[path.parent.name], data


# -- ways to spoil a record -------------------------------------------------------------------------------------
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 12, 0.5, "", " ", "x", "榜", "yes", "012", "2025-02-30", "2025-13",
    "2025-06-20T25:00", "2025-06-20T16:30", "2025", "a-b", "A B", "-", "x" * 101, "字" * 7000, [], {}, [1, 1],
    ["a", "a"], {"zh": ""}, {"zh": "甲"}, {"zh": "甲", "xx": 1}, {"text": {"zh": "约"}}, {"from": "2025"},
    {"min": 1, "max": -2}, {"wan": 1, "yuan": 2}, {"yi": "1"}, {"wan": {"min": 1}},
    {"text": {"zh": "若干"}, "wan": 2}, {"qualifier": "circa"}, "http://x y", "https://例.cn/a", "2:1", "2:0",
    "13-45",
)  # fmt: skip


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in inner:
        yield (*at, key)
        yield from places(held, (*at, key))


def holder(value: Any, at: tuple[Any, ...]) -> Any:
    for key in at[:-1]:
        value = value[key]
    return value


def spoilt(data: Any, chance: random.Random) -> Any:
    """The record with one to three things put in the place of others, added, removed or doubled."""
    data = copy.deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.choice(list(places(data)) or [("id",)])
        chance.choice(WAYS)(holder(data, at), at[-1], chance)
    return data


def _put(inside: Any, key: Any, chance: random.Random) -> None:
    inside[key] = copy.deepcopy(chance.choice(ODD))


def _remove(inside: Any, key: Any, _: random.Random) -> None:
    del inside[key]


def _misspell(inside: Any, key: Any, chance: random.Random) -> None:
    if isinstance(inside, dict):
        value = inside.pop(key)
        inside[key[:-1] + chance.choice("xs_")] = value


def _double(inside: Any, key: Any, _: random.Random) -> None:
    if isinstance(inside[key], list | str):
        inside[key] = inside[key] * 2


def _wrap(inside: Any, key: Any, chance: random.Random) -> None:
    inside[key] = chance.choice(([inside[key]], {"zh": inside[key]}, {"text": inside[key]}))


WAYS: tuple[Callable[[Any, Any, random.Random], None], ...] = (_put, _put, _remove, _remove, _misspell, _double, _wrap)


# -- the claims -------------------------------------------------------------------------------------------------
def test_real_records_are_right_in_the_browser_too(shared: Any) -> None:
    records = list(records_below("content", "tests/fixture/content"))
    assert [problems for problems in by_script(shared, records) if problems] == []


def test_every_broken_case_is_told_alike(shared: Any) -> None:
    records = list(broken_cases())
    expected = [by_python(*record) for record in records]
    assert sum(map(bool, expected)) > 10
    assert by_script(shared, records) == expected


def test_spoilt_records_are_told_alike(shared: Any) -> None:
    chance = random.Random(7)
    records = [(k, spoilt(d, chance)) for k, d in records_below("tests/fixture/content") for _ in range(MANY)]
    expected = [by_python(*record) for record in records]
    found = by_script(shared, records)
    wrong = [(r, f ^ e) for r, f, e in zip(records, found, expected, strict=True) if f != e]
    assert not wrong, wrong[0][1:]
