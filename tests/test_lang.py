"""Chinese is authoritative; English falls back to it and the page says so."""

from __future__ import annotations

from generator.lang import HTML_LANG, OTHER, falls_back, say
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
