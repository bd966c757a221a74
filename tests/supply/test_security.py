"""What SECURITY.md says is there: the same in both languages, and every test that it names."""

from __future__ import annotations

import re

import pytest
from conftest import REPOSITORY

ZH, EN = (REPOSITORY / "SECURITY.md").read_text("utf-8").split("\n## English\n")
TOLD = {"zh": ZH.partition("\n## 中文\n")[2], "en": EN}


def rows(lang: str) -> list[list[str]]:
    """The threats: who, what, what stands against it, the tests."""
    found = [line.strip("|").split(" | ") for line in TOLD[lang].splitlines() if line.startswith("| ")]
    return found[1:]


def test_both_languages_say_the_same() -> None:
    assert len(rows("zh")) == len(rows("en")) > 5
    assert TOLD["zh"].count("\n### ") == TOLD["en"].count("\n### ") == 3


@pytest.mark.parametrize("lang", TOLD)
def test_every_threat_names_the_tests_that_hold_it_off(lang: str) -> None:
    for who, *_, tests in rows(lang):
        named = re.findall(r"`(tests/[\w/]+\.py)`", tests)
        assert named, who
        assert [path for path in named if not (REPOSITORY / path).is_file()] == []


def test_both_languages_name_the_same_tests() -> None:
    assert len({tuple(re.findall(r"`(tests/[^`]+)`", text)) for text in TOLD.values()}) == 1


@pytest.mark.parametrize("lang", TOLD)
def test_nobody_is_asked_to_report_in_public(lang: str) -> None:
    assert "“Report a vulnerability”" in TOLD[lang]
    assert {"zh": "不要写在公开的问题单里", "en": "Not in a public issue"}[lang] in TOLD[lang]
