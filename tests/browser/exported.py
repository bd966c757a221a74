"""The texts in the files that a site gives away, read back by others than wrote them."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl

from generator.exports.csvs import is_risky, unguarded
from generator.exports.sheetml import CUT

SHORTENED = (CUT, "”中填写。")
"""What says that a text is not the whole one."""

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPONENT = re.compile(r"^(BEGIN|END):(\w+)", re.MULTILINE)


def texts_in(file: Path) -> Iterator[str]:
    """The texts of a file, each as it was before it was written; none for a file of another sort."""
    read = _READERS.get(file.suffix)
    if read is not None:
        yield from read(file.read_bytes())


def _in_csv(data: bytes) -> Iterator[str]:
    csv.field_size_limit(2**24)
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True):
        for cell in row:
            assert not is_risky(cell) or cell.startswith("'") or re.fullmatch(r"-?[0-9.e+-]+", cell), cell[:80]
            yield from _parts(unguarded(cell))


def _in_lines(data: bytes) -> Iterator[str]:
    for line in data.splitlines():
        yield from _leaves(json.loads(line))


def _in_json(data: bytes) -> Iterator[str]:
    yield from _leaves(json.loads(data))


def _parts(cell: str) -> Iterator[str]:
    """A cell's text, or the texts of the list that it holds."""
    if cell.startswith("["):
        try:
            yield from _leaves(json.loads(cell))
            return
        except ValueError:
            pass
    yield cell


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)


def _in_xlsx(data: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data), read_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or "⟦" not in cell.value, cell.value
                if isinstance(cell.value, str) and not any(sign in cell.value for sign in SHORTENED):
                    yield from _parts(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), cell.value))


def _in_sqlite(data: bytes) -> Iterator[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                for cell in row:
                    yield from _parts(cell) if isinstance(cell, str) else ()


def _in_xml(data: bytes) -> Iterator[str]:
    root = ET.fromstring(data)
    if root.tag.endswith("OpenSearchDescription"):
        return  # its texts may have sixteen characters
    for element in root.iter():
        if element.get("type") == "html":
            yield _Words(element.text or "").text
        else:
            yield from filter(None, (element.text, element.tail, *element.attrib.values()))


class _Words(HTMLParser):
    """The words of a feed's HTML, which holds paragraphs, lists and links alone."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"p", "ul", "li", "a", "dl", "dt", "dd", "br", "strong", "em", "span"}, tag
        for key, value in attrs:
            assert key in {"href", "lang"}, key
            assert key != "href" or str(value).startswith(("http://", "https://", "mailto:")), value

    def handle_data(self, data: str) -> None:
        self.text += data


def _in_calendar(data: bytes) -> Iterator[str]:
    """The values of a calendar, whose lines are short and whose components are those of a calendar of ours."""
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    text = data.decode().replace("\r\n ", "").replace("\r\n", "\n")
    found = _COMPONENT.findall(text)
    assert {name for _, name in found} <= {"VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT"}
    assert text.count("\nBEGIN:VEVENT\n") == text.count("\nUID:") == text.count("\nEND:VEVENT\n")
    for line in text.split("\n"):
        yield re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], line.partition(":")[2])


def _in_docx(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(".." in name or name.startswith("/") for name in parts.namelist())
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                root = ET.fromstring(parts.read(name))
                for paragraph in root.iter(f"{_WORD}p"):
                    yield "".join(piece.text or "" for piece in paragraph.iter(f"{_WORD}t"))


_READERS: Mapping[str, Callable[[bytes], Iterable[str]]] = {
    ".csv": _in_csv,
    ".jsonl": _in_lines,
    ".json": _in_json,
    ".jsonld": _in_json,
    ".geojson": _in_json,
    ".xlsx": _in_xlsx,
    ".sqlite": _in_sqlite,
    ".xml": _in_xml,
    ".ics": _in_calendar,
    ".docx": _in_docx,
}
