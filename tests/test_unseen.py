"""What cannot be seen in a text or is taken for another is found; what scripts and pictures need is left alone."""

from __future__ import annotations

from pathlib import Path
from unicodedata import category

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from small import checked, document, put

from generator.model.parts import LANGS
from generator.problems import Problem
from generator.report import as_text
from generator.rules.unseen_texts import problems
from generator.settings import read_settings
from generator.unseen import Finding, is_seen, may_hold, named, unseen, written_out

CONTROLS = ("\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)))
EMPTY = (
    "\x85", "\xad", "\u034f", "\u115f", "\u180e", "\u200b", "\u200c", "\u200d", "\u2028", "\u2029", "\u2060", "\u2063",
    "\u206a", "\u2800", "\u3164", "\ufe0f", "\ufeff", "\uffa0", "\ufff9", "\U000e0041", "\U000e0100",
)  # fmt: skip


def kinds(text: str) -> list[str]:
    return [found.kind for found in unseen(text)]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda c: f"{ord(c):04x}")
def test_every_bidirectional_control_is_found_where_it_stands(control: str) -> None:
    assert list(unseen(f"湘潭{control}市")) == [Finding("direction", control, 2)]


@pytest.mark.parametrize("empty", EMPTY, ids=lambda c: f"{ord(c):04x}")
def test_every_invisible_character_is_found_where_it_stands(empty: str) -> None:
    assert list(unseen(f"ab{empty}c")) == [Finding("invisible", empty, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "湘潭市科技局〔2025〕3号，“揭榜挂帅”——第一批　（共 3 项）",
        "μm, kΩ, ΔT ≤ 5 °C, α-Fe, λ=0.5, π/2, 10⁻³ m³, №5, Ⅲ型, ①②, naïve, Ångström",
        "👩\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈 ❤\ufe0f 1\ufe0f\u20e3 👍🏽",
        "葛\U000e0100城市 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0915\u094d\u200d\u0937",
        "Москва ГОСТ 2.105-95, ОСТ и ТУ",
        "\n\t ",
    ],
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text", ["\ufe0fa", "a\ufe0f", "❤\ufe0f\ufe0f", "👩\u200dx", "x\u200d👩", "中\u200d文", "👩\u200d"]
)
def test_a_joiner_or_variant_with_nothing_to_belong_to_is_found(text: str) -> None:
    assert kinds(text) == ["invisible"]


@pytest.mark.parametrize(
    ("text", "word", "usual"),
    [
        ("见 pаypal 网站", "pаypal", "paypal"),
        ("АВВ 公司", "АВВ", "ABB"),
        ("Ηunan", "Ηunan", "Hunan"),
        ("ｘ ⼈⼯智能", "⼈⼯", "人工"),
        ("\uf90a属", "\uf90a", "金"),
        ("xж", "xж", ""),
        ("https://www.gоv.cn/", "gоv", "gov"),
    ],
)
def test_a_lookalike_is_told_with_what_it_looks_like(text: str, word: str, usual: str) -> None:
    assert [(found.value, found.usual) for found in unseen(text)] == [(word, usual)]
    assert text[next(unseen(text)).start :].startswith(word)


def test_what_is_hidden_in_many_variants_is_one_finding() -> None:
    hidden = "".join(chr(0xE0100 + byte) for byte in b"secret")
    assert list(unseen(f"好{hidden}的")) == [Finding("invisible", hidden[1:], 2)]


@given(st.text())
def test_nothing_is_found_in_a_text_that_may_hold_nothing(text: str) -> None:
    if not may_hold(text):
        assert kinds(text) == []
    assert all(text.startswith(found.value[0], found.start) for found in unseen(text))


@given(st.text())
def test_what_is_written_out_is_seen(text: str) -> None:
    assert all(map(is_seen, written_out(text)))
    assert all(category(character) not in ("Cc", "Cf", "Zl", "Zp", "Cs") for character in written_out(text))


def test_characters_are_named_each_once_and_not_too_many() -> None:
    assert named(Finding("direction", "\u202e\u202e\u202c", 0)) == (
        "U+202E RIGHT-TO-LEFT OVERRIDE, U+202C POP DIRECTIONAL FORMATTING"
    )
    assert named(Finding("lookalike", "pаypal", 0)) == "U+0430 CYRILLIC SMALL LETTER A"
    assert named(Finding("invisible", "\u200b\u200c\u200d\ufeff", 0)).endswith(" …")


# -- as editors are told ------------------------------------------------------------------------------------------
SETTINGS, _ = read_settings(REPOSITORY / "site_config")


def told(**keys: object) -> list[tuple[str, tuple[str | int, ...]]]:
    assert SETTINGS is not None
    return [(found.code, found.pointer) for found in problems(document("organisation", **keys), (), SETTINGS)]


def test_each_way_is_told_once_for_each_text() -> None:
    zh = "一\u202e二\u202c三\u200b四\u200b"
    assert sorted(told(note={"zh": zh, "en": "pаypal pаypal"})) == [
        ("text-direction", ("note", "zh")),
        ("text-invisible", ("note", "zh")),
        ("text-lookalike", ("note", "en")),
    ]


def test_keys_and_addresses_are_looked_at_too() -> None:
    assert told(website="https://exаmple.org/\u202e") != []
    assert told(**{"no\u200bte": "x"}) == [("text-invisible", ())]


def _found(project: Path) -> list[Problem]:
    return [found for found in checked(project).problems if found.code.startswith("text-")]


def test_a_record_with_such_a_text_is_published_and_told_with_its_line(small_project: Path) -> None:
    put(small_project, "organisation", id="x", title={"zh": "湘潭\u202e大学", "en": "A unit"})
    (found,) = _found(small_project)
    assert (found.code, found.severity, found.pointer) == ("text-direction", "warning", ("title", "zh"))
    assert found.line == 1
    assert found.column > 1
    assert "x" in checked(small_project).catalog.records["organisation"]
    for lang in LANGS:
        words = as_text([found], lang)
        assert "U+202E RIGHT-TO-LEFT OVERRIDE" in words
        assert "湘潭\\u202e大学" in words
        assert "\u202e" not in words


def test_prose_and_the_sites_own_words_are_told_with_line_and_column(small_project: Path) -> None:
    (small_project / "content/pages/zh/about.md").write_text("# 关于\n\n联\u200b系\n", "utf-8")
    settings = small_project / "site_config/site.yml"
    settings.write_text(settings.read_text("utf-8") + "# pаypal\n", "utf-8")
    lines = settings.read_text("utf-8").count("\n")
    assert [(found.file, found.line, found.column, found.code) for found in _found(small_project)] == [
        ("content/pages/zh/about.md", 3, 2, "text-invisible"),
        ("site_config/site.yml", lines, 3, "text-lookalike"),
    ]
