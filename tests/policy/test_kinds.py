"""The kinds of rules are a closed set: one table, one schema, one module and one test for each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import document, put

from generator.pipeline import check
from generator.policy import CHECKED, RULE_KINDS, comparisons_of
from generator.policy.figures import COUNTED, FIGURES, PER
from generator.schemas import read_schemas, schema_problems
from policy.written import LEAST, rule

RULE = read_schemas()["common"]["$defs"]["rule"]["properties"]


def test_the_table_has_the_kinds_of_the_schema() -> None:
    assert list(RULE_KINDS) == RULE["kind"]["enum"]


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_a_kind_has_its_module_and_its_test(kind: str, repository: Path) -> None:
    assert RULE_KINDS[kind].__module__ == f"generator.policy.{kind}"
    assert (repository / f"generator/policy/{kind}.py").is_file()
    assert (repository / f"tests/policy/test_{kind}.py").is_file()


def test_every_strength_but_what_is_encouraged_is_checked() -> None:
    assert {*CHECKED, "encouraged"} == {*RULE["strength"]["enum"]}
    assert [bool(comparisons_of(rule("term", months_max=1, strength=s))) for s in (*CHECKED, "encouraged")] == [
        True, True, True, False
    ]  # fmt: skip


def test_whatever_a_rule_names_has_a_label() -> None:
    assert {*RULE["quantity"]["enum"], *RULE["earlier"]["enum"]} <= {*FIGURES}
    assert {*RULE["of"]["enum"]} == {*COUNTED} - {"support"}
    assert {*RULE["per"]["items"]["enum"]} == {*PER}


@pytest.mark.parametrize("written", ["suport", "funding", "规则", "Support"])
def test_an_unknown_kind_is_told_with_all_known_ones(written: str) -> None:
    told = {**LEAST, "id": "r", "kind": written}
    (found,) = schema_problems(document("programme", rules=[told]))
    assert (found.code, found.pointer, found.value) == ("value-choice", ("rules", 0, "kind"), written)
    for words in (found.remedy.zh, str(found.remedy.en)):
        assert all(kind in words for kind in RULE_KINDS)
        assert len(words) <= 200


@pytest.mark.parametrize(("written", "near"), [("suport", True), ("quotas", True), ("规则", False)])
def test_the_nearest_kind_is_named_first_where_one_is_near(written: str, near: bool) -> None:
    (found,) = schema_problems(document("programme", rules=[{**LEAST, "id": "r", "kind": written}]))
    assert str(found.remedy.en).startswith("Did you mean" if near else "There are:")
    assert found.remedy.zh.startswith("是不是" if near else "可用的有")


def test_no_list_of_choices_makes_a_long_remedy() -> None:
    def enums(schema: Any) -> list[list[Any]]:
        inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
        own = [schema["enum"]] if isinstance(schema, dict) and isinstance(schema.get("enum"), list) else []
        return own + [found for value in inner for found in enums(value)]

    assert max(len(", ".join(map(str, enum))) for enum in enums(list(read_schemas().values()))) <= 180


def test_a_quota_says_what_its_numbers_count() -> None:
    told = {**LEAST, "id": "r", "kind": "quota", "max": 3}
    (found,) = schema_problems(document("programme", rules=[told]))
    assert (found.code, found.pointer) == ("key-needs", ("rules", 0, "max"))


def test_a_rule_of_no_known_kind_stops_no_run(small_project: Path) -> None:
    put(small_project, "programme", rules=[{**LEAST, "id": "r", "kind": "suport"}])
    assert [found.code for found in check(small_project).problems] == ["value-choice"]
