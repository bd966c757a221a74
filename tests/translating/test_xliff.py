"""XLIFF 1.2 as translators' tools read it, and back from whatever they made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.xliff import xlifffile

from generator.forms.reading import SIZE_LIMIT
from generator.model.parts import Text
from generator.passages import Passage
from generator.problems import Problem
from generator.translating.returned import Returned
from generator.translating.units import MOST, Unit, carried
from generator.translating.xliff import NAMESPACE, read_xliff, xliff_of
from translating.made import GLOSSARY, HARD, units


def read(data: bytes) -> tuple[Returned, ...]:
    found = read_xliff(data, "back.xlf")
    assert not isinstance(found, Problem), found.message
    return found


def opened(data: bytes) -> xlifffile:
    """The document as the Translate Toolkit reads it, which Pootle, Weblate and Virtaal are built on."""
    return xlifffile.parsestring(data)


def test_another_reader_finds_every_text_with_its_state_and_notes() -> None:
    sent, found = units(), opened(xliff_of(units()))
    assert (found.sourcelanguage, found.targetlanguage) == ("zh-CN", "en")
    assert found.getfilenames() == ["content/organisations/a-organisation.yml"]
    assert [(unit.source, unit.target or None) for unit in found.units] == [
        (unit.passage.zh, unit.passage.en) for unit in sent
    ]
    by_source = {unit.source: unit for unit in found.units}
    assert by_source["某联合体"].istranslated()
    assert not by_source["简称"].istranslated()
    assert by_source[HARD].isfuzzy()
    notes = by_source["某联合体"].getnotes()
    assert "标题 / Title" in notes
    assert "联合体 = consortium / consortia; not: union" in notes


def test_what_another_program_fills_in_comes_back() -> None:
    document = opened(xliff_of(units()))
    for unit in document.units:
        unit.target = f"EN {unit.source}\n<&>"
    back = read(bytes(document))
    assert [one.target for one in back] == [f"EN {unit.passage.zh}\n<&>" for unit in units()]
    assert [one.key for one in back] == [unit.key for unit in units()]
    assert {(one.kind, one.id) for one in back} == {("organisation", "a-organisation")}


def test_what_goes_out_comes_back_as_it_was() -> None:
    back = read(xliff_of(units()))
    assert [(one.key, one.target) for one in back] == [(unit.key, unit.passage.en or "") for unit in units()]
    assert [one.is_confirmed for one in back] == [unit.state == "current" for unit in units()]


@given(zh=st.text(min_size=1), en=st.text())
def test_any_text_comes_back_as_xml_can_hold_it(zh: str, en: str) -> None:
    unit = Unit(
        "content/organisations/a.yml",
        "organisation",
        "a",
        zh,
        Passage(("t",), zh, en or None),
        "current",
        Text(zh=zh, en=en),
        (),
    )
    data = xliff_of([unit])
    assert len(opened(data).units) == 1
    assert [(one.key, one.target) for one in read(data)] == [(unit.key, carried(en))]


def with_target(inner: str, **attributes: str) -> bytes:
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    key = units()[0].key
    return (
        f'<xliff xmlns="{NAMESPACE}" version="1.2"><file original="content/organisations/a-organisation.yml" '
        f'source-language="zh-CN" datatype="plaintext"><body><group><trans-unit id="{key}"><source>某</source>'
        f"<target{told}>{inner}</target><alt-trans><target>other</target></alt-trans></trans-unit></group></body></file></xliff>"
    ).encode()


@pytest.mark.parametrize(
    ("inner", "target"),
    [
        ("plain", "plain"),
        ('<mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk>', "One. Two."),
        ("<g id='1'>bold</g> rest", "bold rest"),
        ("  around \r\n ", "around"),
        ("", ""),
    ],
)
def test_tools_marks_within_a_target_are_no_part_of_it(inner: str, target: str) -> None:
    (one,) = read(with_target(inner))
    assert one.target == target


@pytest.mark.parametrize(
    ("attributes", "is_confirmed"),
    [({"state": "final"}, True), ({"state": "signed-off"}, True), ({"state": "needs-translation"}, False), ({}, False)],
)
def test_a_state_says_whether_somebody_stands_by_it(attributes: dict[str, str], is_confirmed: bool) -> None:
    (one,) = read(with_target("x", **attributes))
    assert one.is_confirmed is is_confirmed


def test_units_that_are_not_ours_are_passed_over() -> None:
    data = with_target("x").replace(b"content/organisations", b"/etc")
    assert read(data) == ()
    assert read(with_target("x").replace(b"#", b"?")) == ()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><xliff version="1.2">&a;</xliff>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "form-file-broken"),
        (b"hello", "form-file-broken"),
        (b"<xliff", "form-file-broken"),
        (b"<html/>", "translation-file"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>', "translation-file"),
        (BOMB, "form-file-unsafe"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff version="1.2"/>', "form-file-unsafe"),
        (b"<a>" * 300 + b"</a>" * 300, "form-file-bomb"),
        (b"<a>" + b"<b/>" * 1_000_001 + b"</a>", "form-file-bomb"),
        (b" " * (SIZE_LIMIT + 1), "form-file-large"),
        (b'<?xml version="1.0" encoding="nonsense"?><xliff version="1.2"/>', "form-file-broken"),
    ],
    ids=["empty", "text", "cut", "html", "2.0", "entity", "external", "deep", "much", "large", "encoding"],
)
def test_another_file_is_refused(data: bytes, code: str) -> None:
    found = read_xliff(data, "back.xlf")
    assert isinstance(found, Problem)
    assert (found.code, found.file) == (code, "back.xlf")


@pytest.mark.parametrize("encoding", ["GBK", "gb2312", "GB18030", "Big5", "utf-7", "idna"])
def test_a_file_of_another_encoding_is_to_be_saved_as_utf_8(encoding: str) -> None:
    found = read_xliff(f'<?xml version="1.0" encoding="{encoding}"?><xliff version="1.2"/>'.encode(), "back.xlf")
    assert isinstance(found, Problem)
    assert (found.code, found.file) == ("form-file-encoding", "back.xlf")
    assert "UTF-8" in found.remedy.zh
    assert "UTF-8" in (found.remedy.en or "")


def test_the_document_is_the_same_each_time() -> None:
    assert xliff_of(units()) == xliff_of(units())
    assert GLOSSARY


def test_more_texts_than_ever_go_out_are_refused() -> None:
    unit = b'<trans-unit id="/title#00000000.-"><source/><target>a</target></trans-unit>'
    head = b'<xliff version="1.2"><file original="content/organisations/a-organisation.yml">'
    found = read_xliff(head + unit * (MOST + 1) + b"</file></xliff>", "back.xlf")
    assert isinstance(found, Problem)
    assert found.code == "translation-file"
