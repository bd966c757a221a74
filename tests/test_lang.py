"""Chinese is authoritative; English falls back to it and the page says so."""

from __future__ import annotations

from generator.lang import HTML_LANG, OTHER, falls_back, folded, say
from generator.model.parts import LANGS, Text

BOTH, ONE = Text(zh="榜题", en="A challenge"), Text(zh="榜题")


def test_each_language_has_its_words() -> None:
    assert (say(BOTH, "zh"), say(BOTH, "en")) == ("榜题", "A challenge")


def test_missing_english_is_chinese() -> None:
    assert say(ONE, "en") == "榜题"


def test_no_text_is_no_words() -> None:
    assert [say(None, lang) for lang in LANGS] == ["", ""]


def test_only_an_english_reader_is_shown_a_fallback() -> None:
    assert falls_back(ONE, "en")
    assert not falls_back(ONE, "zh")
    assert not falls_back(BOTH, "en")
    assert not falls_back(None, "en")


def test_every_language_has_a_tag_and_a_counterpart() -> None:
    assert set(HTML_LANG) == set(OTHER) == set(LANGS)
    assert all(OTHER[OTHER[lang]] == lang != OTHER[lang] for lang in LANGS)


def test_a_folded_name_has_one_kind_of_bracket_and_no_white_space() -> None:
    assert folded(" 某\u3000大 学〔本部］【一】\t（ＡＢＣ） ") == "某大学(本部)(一)(ABC)"


def test_folding_twice_changes_nothing() -> None:
    assert folded(folded("样科发〔2025〕1号")) == folded("样科发〔2025〕1号") == "样科发(2025)1号"
