"""字 are counted as Word counts them; the vectors hold every counter, in whatever language, to the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.forms.counting import characters

VECTORS = json.loads((Path(__file__).parent / "counting.json").read_text("utf-8"))
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
WORD = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
def test_a_vector(vector: dict[str, str]) -> None:
    assert characters(vector["text"]) == vector["characters"]


def test_no_vector_stands_there_twice() -> None:
    assert len({vector["text"] for vector in VECTORS}) == len(VECTORS) >= 40


@given(st.text(HAN), st.text(HAN))
def test_chinese_characters_add_up(before: str, after: str) -> None:
    assert characters(before + after) == len(before) + len(after)


@given(st.lists(WORD), st.sampled_from([" ", "\n", "\u3000", "\t ", "\u00a0"]))
def test_words_apart_count_one_each(words: list[str], space: str) -> None:
    assert characters(space.join(words)) == len(words)


@given(HAN, WORD)
def test_a_word_between_chinese_characters_is_one(character: str, word: str) -> None:
    assert characters(character + word + character) == 3


@given(st.text())
def test_no_text_has_more_than_its_length(text: str) -> None:
    assert 0 <= characters(text) <= len(text)


@given(st.text(), st.text())
def test_joining_texts_joins_at_most_one_word(before: str, after: str) -> None:
    together, apart = characters(f"{before}{after}"), characters(before) + characters(after)
    assert apart - 1 <= together <= apart
