"""Every problem that answers can cause is caused by a test, and is worded in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.problems import CODES, FILLED
from generator.problems.entry import ENTRY

TESTS = "".join(path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py")))


@pytest.mark.parametrize("code", ENTRY)
def test_a_test_shows_it(code: str) -> None:
    assert re.search(rf"[\"\[]{code}[\"\]]", TESTS)


@pytest.mark.parametrize("code", ENTRY)
def test_it_is_worded_in_both_languages_with_the_same_details(code: str) -> None:
    assert code in CODES.keys() & FILLED
    for text in (ENTRY[code].message, ENTRY[code].remedy):
        assert re.search("[\u4e00-\u9fff]", text.zh) or text.zh.startswith("{")
        assert text.en
        named = [{name.removesuffix("_en") for name in re.findall(r"{(\w+)}", said)} for said in (text.zh, text.en)]
        assert named[0] == named[1]
