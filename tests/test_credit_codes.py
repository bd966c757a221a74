"""The check character of GB 32100-2015 finds every single slip, and says what it should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from small import document, faults_in, put

from generator.creditcode import ALPHABET, check_character
from generator.problems import Problem
from generator.rules.credit_codes import problems
from generator.settings import read_settings

SETTINGS, _ = read_settings(REPOSITORY / "site_config")
assert SETTINGS is not None
CODES = st.text(ALPHABET, min_size=17, max_size=17).map(lambda body: body + check_character(body))


def found(code: object) -> list[Problem]:
    return list(problems(document("organisation", credit_code=code), (), SETTINGS))


@pytest.mark.parametrize("code", ["91350100M000100Y43", "0" * 18])
def test_a_code_as_the_standard_makes_it_is_right(code: str) -> None:
    assert found(code) == []


@given(CODES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_any_single_changed_character_is_found(code: str, at: int, other: str) -> None:
    changed = code[:at] + other + code[at + 1 :]
    assert bool(found(changed)) == (changed != code)


@given(CODES, st.integers(0, 15))
def test_two_neighbours_changing_places_are_found(code: str, at: int) -> None:
    changed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert bool(found(changed)) == (changed != code)


def test_the_message_says_what_the_check_character_would_be() -> None:
    (told,) = found("91350100M000100Y44")
    assert "应为“3”" in told.message.zh
    assert "give “3”" in (told.message.en or "")


@pytest.mark.parametrize(
    "code", ["91350100M000100Y4", "91350100m000100y44", "９1350100M000100Y44", 9135, None, ["x"], ""]
)
def test_what_is_not_of_the_form_is_left_to_the_schema(code: object) -> None:
    assert found(code) == []


def test_a_malformed_code_is_told_once(small_project: Path) -> None:
    put(small_project, "organisation", id="x", credit_code="91350100I000100Y43")
    assert faults_in(small_project) == [("x", "value-pattern", "/credit_code")]
