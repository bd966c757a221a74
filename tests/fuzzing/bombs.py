"""Inputs made to do harm by what they grow into, or by how long they keep a reader busy."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from zipfile import ZIP_STORED

from importing.tables import as_xlsx, published
from test_imagetext import chunk, png

from fuzzing import packages, targets
from generator.content import SIZE_LIMIT
from generator.forms.reading import MARKUP_LIMIT, SIGNS_LIMIT

Bomb = Callable[[], bytes]

_HEAD = "# yaml-language-server: $schema=../../schemas/challenge.json\n"
_FORM = "# schemas/form.json\nsections: [{id: a, title: {zh: a}, fields: ["

_SHEET = "xl/worksheets/sheet1.xml"
_BOOK = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_MARKUP = MARKUP_LIMIT * 9 // 10


def _full(piece: str, head: str = "", tail: str = "", size: int = SIZE_LIMIT) -> bytes:
    """As many pieces as fit into a record; `{i}` in one is its number."""
    room = size - len((_HEAD + head + tail).encode())
    if "{i}" not in piece:
        return (_HEAD + head + piece * (room // len(piece.encode())) + tail).encode()
    pieces: list[str] = []
    while room > 0:
        pieces.append(piece.replace("{i}", str(len(pieces))))
        room -= len(pieces[-1].encode())
    return (_HEAD + head + "".join(pieces[:-1]) + tail).encode()


def _text(piece: str) -> Bomb:
    return partial(_full, piece, "note: {zh: '", "'}\n")


def _list(piece: str, key: str = "domains") -> Bomb:
    return partial(_full, piece, f"{key}: [", "]\n")


def _laughs() -> bytes:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    return (_HEAD + "\n".join(lines)).encode()


_RECORDS: Mapping[str, Bomb] = {
    "aliases that grow": _laughs,
    "lists without end": partial(_full, "["),
    "groups without end": partial(_full, "{a: "),
    "dashes without end": partial(_full, "- "),
    "keys of keys": partial(_full, "? "),
    "lines ever deeper": lambda: (_HEAD + "".join(f"{' ' * i}a:\n" for i in range(700))).encode(),
    "ninety lists in a thousand lines": lambda: (_HEAD + ("[" * 90 + "\n") * 1000).encode(),
    "very many unknown keys": partial(_full, "k{i}: 1\n"),
    "very many keys like ours": partial(_full, "owne{i}: 1\n"),
    "one key very often": partial(_full, "title: a\n"),
    "very many wrong items": _list("1, "),
    "very many different groups": _list("{a: {i}}, "),
    "very many equal groups": _list("{a: 1}, "),
    "very many lists": _list("[], "),
    "very many good items": _list("d{i}, "),
    "very many sources": _list("{id: s{i}}, ", "sources"),
    "very many fields": partial(_full, "{id: f{i}, label: {zh: a}, type: text}, ", _FORM, "]}]\n"),
    "very many columns": partial(
        _full, "{id: c{i}, label: {zh: a}, type: text}, ", _FORM + "{id: r, columns: [", "]}]}]\n"
    ),
    "very many keys in a sentence": partial(_full, "{f0}", _FORM + "{id: f0}], sentences: [{text: {zh: '", "'}}]}]\n"),
    "very many conditions": partial(
        _full, "{id: n{i}, left: [f0], comparator: needs}, ", _FORM + "{id: f0}]}]\nconditions: [", "]\n"
    ),
    "very many references": _list("{organisation: o{i}}, ", "members"),
    "very many indicators": _list("{name: {zh: a{i}}}, ", "indicators"),
    "one text as long as may be": _text("榜"),
    "one word as long as may be": partial(_full, "k", "", ": 1"),
    "all comments": partial(_full, "# a\n"),
    "comments behind items": partial(_full, "- a # b\n"),
    "comments behind keys": partial(_full, "k{i}: 1 # b\n"),
    "comments ever deeper": lambda: (_HEAD + "".join(f"{' ' * (i % 300)}# a\n" for i in range(1500)) + "a: 1").encode(),
    "brackets and comments": partial(_full, "[ # a\n1],", "a: [", "]"),
    "very many numbers that could be people's": _text("138-0000-0000 "),
    "numbers that are people's": _text("13812345678 "),
    "very many mailboxes": _text("a@qq.com "),
    "signs of mailboxes": _text("@"),
    "very many digits": _text("1"),
    "digits with hyphens": _text("1-"),
    "very many addresses": _text("http://a/ "),
    "a drawing's shapes": _text(' d="'),
    "very many empty lines": _text("\n\n"),
    "a number of very many digits": partial(_full, "9", "year: "),
    "tabs alone": partial(_full, "\t"),
    "marks of order": partial(_full, "\ufeff"),
    "a file larger than may be": lambda: b"a" * (SIZE_LIMIT + 1),
}


def _word(part: str, target: str = "word") -> bytes:
    """A filled Word form of which the main part has much more in its body."""
    parts = packages.held_in(targets.TARGETS[target].seeds()[0])
    name = "word/document.xml"
    before, mark, behind = parts[name].partition(b"<w:sectPr")
    return packages.zipped({**parts, name: before + part.encode() + mark + behind}, ZIP_STORED)


def _rows(cells: str, size: int, head: str = "", tail: str = "") -> str:
    count = min(size // max(len(cells.encode()), 1), _MARKUP // max(cells.count("<"), 1))
    return head + cells * count + tail


_TABLE = ("<w:tbl>", "</w:tbl>")
_CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


def _many_rows(cell: str) -> Bomb:
    return lambda: _word(_rows(f"<w:tr>{cell}</w:tr>", 15 << 20, *_TABLE))


def _book(rows: str, tail: str = "</sheetData></worksheet>", seed: bytes | None = None) -> bytes:
    parts = packages.held_in(seed or targets.TARGETS["excel"].seeds()[0])
    name = _SHEET if _SHEET in parts else next(name for name in parts if "worksheets/" in name)
    return packages.zipped({**parts, name: (_BOOK + rows + tail).encode()}, ZIP_STORED)


def _sheets() -> bytes:
    """A workbook that calls one sheet by very many names."""
    parts = dict(packages.held_in(targets.TARGETS["excel"].seeds()[0]))
    before, mark, behind = parts["xl/workbook.xml"].partition(b"</sheets>")
    again = re.findall(rb"<sheet [^>]*>", before)[-1]
    names = (re.sub(rb'name="[^"]*"', b'name="s%d"' % i, again) for i in range(5_000))
    return packages.zipped({**parts, "xl/workbook.xml": before + b"".join(names) + mark + behind}, ZIP_STORED)


def _cells(rows: int, columns: int, text: str = "单位名称") -> str:
    cell = f'<c t="inlineStr"><is><t>{text}</t></is></c>'
    return "".join(f"<row>{cell * columns}</row>" for _ in range(rows))


def _varied(count: int) -> bytes:
    """XML that does not pack small, with as many elements."""
    return b"<x>" + b"".join(b"<a%x/>" % (i * 2654435761 % 2**32) for i in range(count)) + b"</x>"


def _fat(parts: Mapping[str, bytes]) -> bytes:
    return packages.zipped({**packages.held_in(targets.TARGETS["word"].seeds()[0]), **parts}, ZIP_STORED)


def _liar() -> bytes:
    """A part that says it holds little, and unpacks to a gigabyte."""
    parts = packages.held_in(targets.TARGETS["word"].seeds()[0])
    return packages.lying({**parts, "word/styles.xml": b"<x/>"}, "word/styles.xml", b" " * (1 << 20), 1 << 10)


def _many_members() -> bytes:
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHHHHLL", 1, 0, 0, 0, 0, 0, 0) + b"a"
    count = (19 << 20) // len(entry)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, count * len(entry), 0, 0)
    return b"PK\x03\x04" + bytes(0) + entry * count + end


_PACKED: Mapping[str, Bomb] = {
    "a part that lies": _liar,
    "very many members": _many_members,
    "very many elements in many parts": lambda: _fat(
        {f"customXml/a{i}.xml": _varied(SIGNS_LIMIT // 16) for i in range(14)}
    ),
    "one part of elements": lambda: _fat({"customXml/a.xml": _varied(_MARKUP)}),
    "very many attributes": lambda: _fat(
        {"customXml/a.xml": b"<x %s/>" % b" ".join(b'a%d=""' % i for i in range(300_000))}
    ),
    "one long name": lambda: _fat({"customXml/a.xml": b"<" + b"a" * 1_000_000 + b"/>"}),
    "nested as deep as may be": lambda: _fat({"customXml/a.xml": b"<a>" * 199 + b"</a>" * 199}),
}

_WORD: Mapping[str, Bomb] = {
    **_PACKED,
    "very many rows of numbers": _many_rows(_CELL.format("1")),
    "very many rows of words": _many_rows(_CELL.format("某") + _CELL.format("样例电机厂")),
    "very many rows that are deleted": _many_rows("<w:trPr><w:del/></w:trPr>" + _CELL.format("1")),
    "very many controls": lambda: _word(
        _rows('<w:sdt><w:sdtPr><w:tag w:val="zb_unit"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>', 15 << 20)
    ),
    "very many bookmarks": lambda: _word(
        _rows('<w:bookmarkStart w:id="1" w:name="zb_unit"/><w:bookmarkEnd w:id="1"/>', 15 << 20)
    ),
    "very many lines": lambda: _word(_rows("<w:p><w:r><w:t>样例</w:t></w:r></w:p>", 15 << 20)),
    "very many pictures": lambda: _word(_rows("<w:drawing/>", 15 << 20)),
    "one cell in very many columns": lambda: _word(
        _rows(_CELL.format("1"), 15 << 20, "<w:tbl><w:tr>", "</w:tr></w:tbl>")
    ),
    "tables in tables": lambda: _word("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60),
    "texts as long as may be": lambda: _word(f"<w:p><w:r><w:t>{'样例电机' * 1_200_000}</w:t></w:r></w:p>"),
}

_EXCEL: Mapping[str, Bomb] = {
    **_PACKED,
    "very many cells": lambda: _book(_cells(1900, 100)),
    "very many rows": lambda: _book(_cells(100_000, 1)),
    "a far cell": lambda: _book('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>a</t></is></c></row>'),
    "ranges over everything": lambda: _book(
        _cells(1, 1),
        "</sheetData><mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 200_000 + "</mergeCells></worksheet>",
    ),
    "formulas of formulas": lambda: _book("<row>" + "<c><f>A1</f></c>" * 100_000 + "</row>"),
    "one sheet under very many names": _sheets,
    "rows without numbers": lambda: _book("<row/>" * _MARKUP),
}


def _workbook(rows: str, tail: str = "</sheetData></worksheet>") -> Bomb:
    return lambda: _book(rows, tail, as_xlsx(published()))


_TABLES: Mapping[str, Bomb] = {
    **_PACKED,
    "one cell far down and right": _workbook('<row r="20000"><c r="GR20000" t="inlineStr"><is><t>a</t></is></c></row>'),
    "one cell in every row": lambda: _book(_cells(20_000, 1), seed=as_xlsx(published())),
    "ranges over everything": _workbook(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>',
        "</sheetData><mergeCells>" + '<mergeCell ref="A1:GR20000"/>' * 100_000 + "</mergeCells></worksheet>",
    ),
}

_CSV: Mapping[str, Bomb] = {
    "commas alone": lambda: b"," * (19 << 20),
    "commas in lines": lambda: (b"," * 900 + b"\n") * 20_000,
    "as many cells as may be": lambda: (b"1," * 199 + b"1\n") * 20_000,
    "one text": lambda: b"a" * (19 << 20),
    "one quotation": lambda: b'"' + "榜".encode() * (6 << 20),
    "quotation marks": lambda: b'"' * (19 << 20),
    "empty lines": lambda: b"\n" * (19 << 20),
    "ends of lines of old": lambda: b"a\r" * (9 << 20),
}

_JSON: Mapping[str, Bomb] = {
    "escaped quotation marks": lambda: b'{"a": "' + b'\\"' * 500_000,
    "quotation marks": lambda: b"{" + b'"' * 1_000_001,
    "backslashes": lambda: b'{"' + b"\\" * 1_000_001,
    "brackets": lambda: b"{" + b"[" * 1_000_000,
    "a number of very many digits": lambda: b'{"a": ' + b"9" * 1_000_000 + b"}",
    "very many keys": lambda: json.dumps(
        {"form": "x", "version": "1", "answers": {str(i): "" for i in range(19_000)}}
    ).encode(),
}

_UNIT = '<trans-unit id="/title#00000000.-"><source/><target>{}</target></trans-unit>'
_XLIFF: Mapping[str, Bomb] = {
    "very many units": lambda: _xliff(_rows(_UNIT.format("a"), 15 << 20)),
    "one long target": lambda: _xliff(_UNIT.format("a" * (15 << 20))),
    "files without units": lambda: _xliff("</file><file>" * 300_000),
    "units in units": lambda: _xliff("<trans-unit>" * 150 + "</trans-unit>" * 150),
}


def _xliff(units: str) -> bytes:
    head = '<xliff version="1.2"><file original="content/organisations/sample-university.yml">'
    return f"{head}{units}</file></xliff>".encode()


_ISSUES: Mapping[str, Bomb] = {
    "headings alone": lambda: b"### \n" * 26_000,
    "one heading": lambda: "### 标题 Title\n".encode() * 7_000,
    "boxes": lambda: b"- [x] a\n" * 16_000,
    "blanks": lambda: b" " * 130_000,
    "a body larger than may be": lambda: b"a" * 140_000,
}

_PICTURES: Mapping[str, Bomb] = {
    "texts packed small": lambda: png(*[chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * (1 << 20), 9))] * 3_000),
    "one text packed small": lambda: png(chunk(b"iTXt", b"a\0\1\0\0" + zlib.compress(b"\0a" * (64 << 20), 9))),
    "empty chunks": lambda: png(*[chunk(b"tEXt", b"")] * 300_000),
    "empty segments": lambda: b"\xff\xd8" + b"\xff\xe0\0\2" * 900_000,
    "a drawing of very many groups": lambda: b"<svg>" + b"<g>" * 60_000,
}

_WORDS_LONG: Mapping[str, Bomb] = {
    sign: partial(bytes.__mul__, sign.encode(), 100_000)
    for sign in ("1", "1,", "约", " ", "（", "；", "、", "1年", "至", "a, ")
}

BOMBS: Mapping[str, Mapping[str, Bomb]] = {
    **dict.fromkeys(("record", "check", "format", "answers", "mapping", "settings"), _RECORDS),
    "word": _WORD,
    "mail": _PACKED,
    "translations": _PACKED,
    "excel": _EXCEL,
    "workbook": _TABLES,
    "csv": _CSV,
    "filled": _JSON,
    "xliff": _XLIFF,
    "issue": _ISSUES,
    "picture": _PICTURES,
    "date": _WORDS_LONG,
    "amount": _WORDS_LONG,
}
"""For each target the inputs that were made for it, by what they are."""
