"""Stems bring an English word's forms together and keep different words apart."""

from __future__ import annotations

import pytest

from generator.finder.stems import kin_of, stem


@pytest.mark.parametrize(
    ("form", "other"),
    [("batteries", "battery"), ("robots", "robot"), ("sensing", "sensed"), ("2025", "2025"), ("materials", "material")],
)
def test_forms_of_a_word_have_one_stem(form: str, other: str) -> None:
    assert stem(form) == stem(other)


@pytest.mark.parametrize(("word", "other"), [("mater", "materials"), ("comput", "commute"), ("cell", "cellulose")])
def test_different_words_have_different_stems(word: str, other: str) -> None:
    assert stem(word) != stem(other)


def test_other_forms_have_the_stem_of_their_word() -> None:
    forms = kin_of(["battery", "sensing", "drive", "2025"])
    assert {"batteries": "batteri", "sensed": "sens", "drives": "drive"}.items() <= forms.items()
    assert all(stem(form) == stemmed for form, stemmed in forms.items())
    assert "batter" not in forms
