"""A term in Chinese is called by its name in English; the longest term stands, and no text makes the search fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import codes, put

from generator.glossary import Entries, Entry, terms_of
from generator.pipeline import check

GLOSSARY: Entries = (
    Entry(zh="联合体", en=("consortium", "consortia"), refused=("union",)),
    Entry(zh="创新联合体", en=("innovation consortium", "innovation consortia")),
    Entry(zh="揭榜方", en=("solver",), but=("揭榜方式",)),
    Entry(zh="政策", en=("policy",)),
    Entry(zh="重点研发计划", en=("Key R&D Program",)),
    Entry(zh="发榜方", en=("challenge owner", "owner")),
)


def faults(zh: str, en: str) -> list[str]:
    return [f"{fault.entry.zh}{fault.refused and '!' + fault.refused}" for fault in terms_of(GLOSSARY).faults(zh, en)]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("一个联合体", "a consortium", []),
        ("一个联合体", "a group", ["联合体"]),
        ("一个联合体", "Consortia may apply", []),
        ("一个联合体", "the consortium's lead", []),
        ("一个联合体", "subconsortium", ["联合体"]),
        ("一个联合体", "a union", ["联合体", "联合体!union"]),
        ("一个联合体", "a consortium, called a Union", ["联合体!Union"]),
        ("一个单位", "a union", []),
        ("创新联合体", "an innovation consortium", []),
        ("创新联合体", "an innovation-consortium", []),
        ("创新联合体", "a consortium", ["创新联合体"]),
        ("创新联合体和联合体", "an innovation consortium", []),
        ("揭榜方式", "the way to apply", []),
        ("揭榜方式和揭榜方", "the way to apply", ["揭榜方"]),
        ("揭榜方", "solvers", []),
        ("政策", "policies", []),
        ("政策", "Policy", []),
        ("政策", "the policy’s end", []),
        ("国家重点研发计划", "National Key R&D Program", []),
        ("国家重点研发计划", "National Key R&D Programs", []),
        ("国家重点研发计划", "National Key R&D", ["重点研发计划"]),
        ("发榜方", "a challenge\nowner", []),
        ("", "", []),
    ],
)
def test_a_term_is_called_by_one_of_its_names(zh: str, en: str, expected: list[str]) -> None:
    assert faults(zh, en) == expected


@given(st.text(alphabet="联合体创新揭榜方式政策 x"), st.text(alphabet="consrtiumaul -'"))
def test_a_fault_is_a_term_that_stands_in_the_chinese(zh: str, en: str) -> None:
    found = terms_of(GLOSSARY).within(zh)
    assert all(entry.zh in zh for entry in found)
    assert {fault.entry for fault in terms_of(GLOSSARY).faults(zh, en)} <= set(found)


@given(st.lists(st.text(min_size=1), min_size=1, unique=True), st.text(), st.text())
def test_any_words_make_a_glossary(terms: list[str], zh: str, en: str) -> None:
    entries = tuple(Entry(zh=term, en=(f"a{term}b",), refused=(f"c{term}d",)) for term in terms)
    found = {
        fault.entry.zh for fault in terms_of(entries).faults(zh + terms[0], f"a{terms[0]}b {en}") if not fault.refused
    }
    assert terms[0] not in found


@pytest.mark.parametrize("form", ["consortium-", "-consortium", " consortium - "])
def test_a_hyphen_at_a_forms_end_is_no_word_of_it(form: str) -> None:
    terms = terms_of((Entry(zh="联合体", en=(form,)),))
    assert list(terms.faults("联合体", "a consortium")) == []
    assert list(terms.faults("联合体", "consortium-led work")) == []
    assert len(list(terms.faults("联合体", "a group"))) == 1


def test_no_glossary_asks_for_nothing() -> None:
    assert list(terms_of(()).faults("联合体", "union")) == []


def test_the_check_tells_the_forms(small_project: Path) -> None:
    glossary = small_project / "site_config/glossary.yml"
    glossary.write_text("- {zh: 联合体, en: [consortium, consortia], not: [union]}\n", "utf-8")
    put(small_project, "organisation", id="x", note={"zh": "联合体", "en": "a union"})
    found = check(small_project).problems
    assert codes(found) == ["glossary-refused", "glossary-term"]
    assert "consortium / consortia" in (found[1].message.en or "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- {zh: 联合体, en: []}\n", "settings-invalid"),
        ("- {zh: '', en: [a]}\n", "settings-invalid"),
        ("- {zh: 联合体, en: [union], not: [Union]}\n", "settings-invalid"),
        ("- {zh: 联合体, en: [a]}\n- {zh: 联合体, en: [b]}\n", "key-repeated"),
        ("- {zh: 联合体, en: ['--']}\n", "settings-invalid"),
    ],
)
def test_a_wrong_glossary_is_told(small_project: Path, text: str, code: str) -> None:
    (small_project / "site_config/glossary.yml").write_text(text, "utf-8")
    assert codes(check(small_project).problems) == [code]
