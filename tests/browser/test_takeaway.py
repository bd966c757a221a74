"""Files to take home: what other programs read in them is what the rows say, whatever the texts are."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from markdown import markdown
from playwright.sync_api import Page

from generator.model.parts import LANGS, Lang
from generator.render.takewords import COLUMNS, FORMATS

from .taking import HOSTILE, Row, deadline, hostile, hostile_rows, load, make, row, words

pytestmark = pytest.mark.browser

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RISKY = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TODAY = "2025-06-15"


@pytest.fixture(scope="module")
def taking(page: Page, home: str) -> Page:
    return load(page, home, "files.js", "takeaway.js")


def cleaned(text: str) -> str:
    """What of a text files can hold."""
    text = NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def lined(text: str) -> str:
    return re.sub("[\\s\u0085\ufeff]+", " ", cleaned(text)).strip()


# -- all formats ----------------------------------------------------------------------------------------------
def test_script_and_labels_name_the_same_formats_and_columns(taking: Page) -> None:
    assert taking.evaluate("Object.keys(zhangbang.takeaway.FORMATS)") == list(FORMATS)
    headings = read_csv(make(taking, "csv", [], "en").data)[0]
    assert headings == [words("en")[name] for name in COLUMNS if name != "internal"]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_rows_give_the_same_bytes(format: str, taking: Page) -> None:
    first = make(taking, format, hostile_rows())
    assert first == make(taking, format, hostile_rows())
    assert re.fullmatch(rf"zhangbang-{TODAY}(-sheet)?\.[a-z]+", first.name)


@pytest.mark.parametrize("format", FORMATS)
def test_rows_that_lack_everything_make_a_file(format: str, taking: Page) -> None:
    bare: Row = {"kind": "guide", "id": "bare", "title": "只有名称"}
    spoilt = row(deadlines=None, source=None, year=None, opens="2025-02-30", excerpt=None, href="not an address")
    assert make(taking, format, [bare, spoilt]).data
    assert make(taking, format, []).data


def test_a_file_can_be_saved_under_the_sites_policy(taking: Page) -> None:
    with taking.expect_download() as download:
        taking.evaluate(
            "([rows, words]) => zhangbang.takeaway.save(zhangbang.takeaway.make('csv', rows, words, 'zh', {now: 0}))",
            [[row()], words("zh")],
        )
    assert download.value.suggested_filename == "zhangbang-1970-01-01.csv"
    assert Path(download.value.path()).read_bytes() == make(taking, "csv", [row()]).data


# -- CSV ------------------------------------------------------------------------------------------------------
def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_a_csv_has_a_byte_order_mark_and_lines_as_windows_ends_them(taking: Page) -> None:
    data = make(taking, "csv", [row(), row()]).data
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 3
    assert data.endswith(b"\r\n")


def test_a_csv_reads_back_as_the_texts_with_a_quote_before_what_looks_like_a_formula(taking: Page) -> None:
    table = read_csv(make(taking, "csv", hostile_rows()).data)
    at = table[0].index(words("zh")["title"])
    assert [line[at] for line in table[1:]] == [guarded(cleaned(text)) for text in HOSTILE]
    assert not [cell for line in table for cell in line if cell.startswith(RISKY)]


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text


def test_a_csv_says_deadlines_dates_and_amounts_as_people_write_them(taking: Page) -> None:
    head, line = read_csv(make(taking, "csv", [row()], "en").data)
    told = dict(zip(head, line, strict=True))
    assert told[words("en")["deadlines"]] == "揭榜截止: 2025-06-30"
    assert told[words("en")["claim_by"]] == "2025-06-30"
    assert told[words("en")["owner_payment"]] == "1,234.5万元"
    assert told[words("en")["id"]] == "challenge/sample-2025-motor"


# -- XLSX -----------------------------------------------------------------------------------------------------
class Cell(NamedTuple):
    kind: str
    value: str
    style: int


def parts_of(data: bytes) -> dict[str, ElementTree.Element]:
    """The parts of an office file: each is checked against its sum, and is well-formed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def table_of(data: bytes) -> list[dict[str, Cell]]:
    sheet = parts_of(data)["xl/worksheets/sheet1.xml"]
    assert sheet.find(f".//{MAIN}f") is None, "a formula"
    return [{column(cell): read_cell(cell) for cell in line} for line in sheet.iter(f"{MAIN}row")]


def column(cell: ElementTree.Element) -> str:
    return re.sub(r"\d", "", cell.attrib["r"])


def read_cell(cell: ElementTree.Element) -> Cell:
    kind, style = cell.get("t", "n"), int(cell.attrib["s"])
    found = cell.find(f"{MAIN}is/{MAIN}t") if kind == "inlineStr" else cell.find(f"{MAIN}v")
    assert found is not None
    return Cell(kind, re.sub("_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", found.text or ""), style)


def titled(data: bytes) -> list[dict[str, Cell]]:
    """The lines of a table by the Chinese part of their headings."""
    head, *lines = table_of(data)
    names = {name: cell.value.partition(" (")[0] for name, cell in head.items()}
    return [{names[name]: cell for name, cell in line.items()} for line in lines]


@pytest.mark.parametrize("format", ["xlsx", "sheet"])
def test_no_text_becomes_a_formula_or_breaks_the_sheet(format: str, taking: Page) -> None:
    lines = titled(make(taking, format, hostile_rows()).data)
    for text, line in zip(HOSTILE, lines, strict=True):
        told, expected = line.get(words("zh")["title"], Cell("inlineStr", "", 0)), cleaned(text)[:32_767]
        assert (told.kind, told.value) == ("inlineStr", expected)
        assert (told.style == 2) == expected.startswith(RISKY), (
            "quotePrefix keeps an edited cell from becoming a formula"
        )


def test_a_text_longer_than_a_cell_is_cut_between_two_characters(taking: Page) -> None:
    (line,) = titled(make(taking, "xlsx", [row(excerpt="a" + "😀" * 20_000)]).data)
    assert line[words("zh")["excerpt"]].value == "a" + "😀" * 16_383


def test_exact_dates_years_and_amounts_are_numbers_and_the_rest_is_text(taking: Page) -> None:
    zh = words("zh")
    (line,) = titled(make(taking, "xlsx", [row()]).data)
    assert line[zh["opens"]] == Cell("n", "45809", 3)
    assert line[zh["claim_by"]] == Cell("n", "45838", 3), "the end of 30 June is 30 June"
    assert line[zh["year"]] == Cell("n", "2025", 8)
    assert line[zh["owner_payment"]] == Cell("n", "1234.5", 5)
    assert line[zh["support"]] == Cell("inlineStr", "不超过50万元", 0)
    (hourly,) = titled(make(taking, "xlsx", [row(deadlines=[deadline(moment="2025-06-30T17:30")])]).data)
    assert float(hourly[zh["claim_by"]].value) == pytest.approx(45838 + 17.5 / 24)


@pytest.mark.parametrize(
    "words_of_it",
    ["约500万元", "500万元以上", "12,34万元", "1e3万元", "CNY 5–6", "CNY 1,00", "up to CNY 5", "0500万元起"],
)
def test_an_amount_that_is_not_exact_stays_words(words_of_it: str, taking: Page) -> None:
    (line,) = titled(make(taking, "xlsx", [row(support=words_of_it)]).data)
    assert line[words("zh")["support"]] == Cell("inlineStr", words_of_it, 0)


def test_a_chinese_table_is_headed_in_both_languages_and_an_english_one_in_english(taking: Page) -> None:
    zh, en = (list(table_of(make(taking, "xlsx", [], lang).data)[0].values()) for lang in LANGS)
    assert [cell.value for cell in zh] == [f"{words('zh')[n]} ({words('en')[n]})" for n in COLUMNS if n != "internal"]
    assert [cell.value for cell in en] == [words("en")[n] for n in COLUMNS if n != "internal"]


def test_a_table_has_a_filter_a_fixed_heading_and_widths(taking: Page) -> None:
    sheet = parts_of(make(taking, "xlsx", [row()]).data)["xl/worksheets/sheet1.xml"]
    assert [child.tag.removeprefix(MAIN) for child in sheet] == [
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "hyperlinks",
        "pageMargins", "pageSetup",
    ]  # fmt: skip
    pane = sheet.find(f".//{MAIN}pane")
    assert pane is not None
    assert pane.attrib["state"] == "frozen"
    assert len(sheet.findall(f".//{MAIN}col")) == len(COLUMNS) - 1
    assert sheet.find(f"{MAIN}autoFilter").attrib["ref"] == "A1:W2"  # type: ignore[union-attr]


@pytest.mark.parametrize("format", ["xlsx", "sheet", "docx"])
def test_links_lead_to_the_web_only_and_all_are_declared(format: str, taking: Page) -> None:
    parts = parts_of(make(taking, format, [row(), *hostile_rows()]).data)
    body, rels = (
        ("word/document.xml", "word/_rels/document.xml.rels")
        if format == "docx"
        else ("xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels")
    )
    targets = {rel.attrib["Id"]: rel.attrib for rel in parts[rels]}
    used = [place.attrib[LINK] for place in parts[body].iter() if LINK in place.attrib]
    assert {targets[used_id]["TargetMode"] for used_id in used} == {"External"}
    links = {targets[used_id]["Target"] for used_id in used}
    assert links == {row()["href"], "https://example.org/notice?a=1&b=%282%29"}


@pytest.mark.parametrize("name", ["a'b", "[x]:*?/\\", "'", "名" * 40, ""])
def test_a_sheet_has_a_name_that_spreadsheets_allow(name: str, taking: Page) -> None:
    made = taking.evaluate(
        "([rows, words]) => Array.from(zhangbang.takeaway.make('xlsx', rows, words, 'zh').bytes)",
        [[row()], {**words("zh"), "list_name": name}],
    )
    sheet = parts_of(bytes(made))["xl/workbook.xml"].find(f"{MAIN}sheets/{MAIN}sheet")
    assert sheet is not None
    assert re.fullmatch(r"[^\[\]:*?/\\']([^\[\]:*?/\\]{0,29}[^\[\]:*?/\\'])?", sheet.attrib["name"])


# -- the research office's sheet ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("offset", "day"), [(8, 45830), (0, 45838), (15, 45823), (None, 45830), (-1, 45830), (0.5, 45830)]
)
def test_the_internal_deadline_is_so_many_days_before_the_last_day(offset: Any, day: int, taking: Page) -> None:
    (line,) = titled(make(taking, "sheet", [row()], offset=offset).data)
    n = offset if offset in (0, 15) else 8
    assert line[words("zh")["internal"].replace("{n}", str(n))] == Cell("n", str(day), 3)


@pytest.mark.parametrize(
    ("deadlines", "day"),
    [
        ([deadline(audience="owner", moment="2025-06-20T00:00"), deadline()], 45838),
        ([deadline(moment="2025-08-01T00:00"), deadline()], 45838),
        ([deadline(moment="2025-05-01T00:00"), deadline()], 45838),
        ([deadline(moment="2025-05-01T00:00"), deadline(moment="2025-06-01T00:00")], 45808),
        ([deadline(audience="owner")], 45838),
    ],
    ids=["solvers' before owners'", "the earliest", "one that is ahead", "else the last", "else another's"],
)
def test_claim_by_is_the_deadline_that_binds_solvers(deadlines: list[Any], day: int, taking: Page) -> None:
    (line,) = titled(make(taking, "sheet", [row(deadlines=deadlines)]).data)
    assert line[words("zh")["claim_by"]] == Cell("n", str(day), 3)
    assert line[words("zh")["deadlines"]].value.count("揭榜截止") == len(deadlines), "all are told beside it"


def test_without_a_known_deadline_nothing_is_claimed_about_one(taking: Page) -> None:
    (line,) = titled(make(taking, "sheet", [row(deadlines=[deadline(moment=None, written="另行通知")])]).data)
    assert words("zh")["claim_by"] not in line
    assert line[words("zh")["deadlines"]].value == "揭榜截止：另行通知"


# -- the digest -----------------------------------------------------------------------------------------------
def paragraphs(data: bytes) -> Iterator[tuple[str, str]]:
    """Each paragraph's style and text."""
    for paragraph in parts_of(data)["word/document.xml"].iter(f"{WORD}p"):
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        assert style is not None
        yield style.attrib[f"{WORD}val"], "".join(text.text or "" for text in paragraph.iter(f"{WORD}t"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_digest_for_word_has_headings_fonts_and_languages(lang: Lang, taking: Page) -> None:
    data = make(taking, "docx", [row(), row(kind="guide", title="申报指南")], lang).data
    told = list(paragraphs(data))
    assert [text for style, text in told if style in ("Title", "Heading1", "Heading2")] == [
        words(lang)["digest"],
        words(lang)["many"]["challenge"],
        "高速永磁电机",
        words(lang)["many"]["guide"],
        "申报指南",
    ]
    styles = parts_of(data)["word/styles.xml"]
    assert {found.attrib[f"{WORD}val"] for found in styles.iter(f"{WORD}lang")} == {
        "zh-CN" if lang == "zh" else "en-US"
    }
    assert {found.attrib[f"{WORD}eastAsia"] for found in styles.iter(f"{WORD}lang")} == {"zh-CN"}
    assert {found.attrib[f"{WORD}eastAsia"] for found in styles.iter(f"{WORD}rFonts")} == {"SimSun", "SimHei"}
    declared = {style.attrib[f"{WORD}styleId"] for style in styles.iter(f"{WORD}style")}
    assert {style for style, _ in told} <= declared


def test_no_text_breaks_a_digest_for_word(taking: Page) -> None:
    told = [text for style, text in paragraphs(make(taking, "docx", hostile_rows()).data) if style == "Heading2"]
    assert told == [lined(text) for text in HOSTILE]


class _Seen(HTMLParser):
    """What a reader sees of Markdown: its elements, links and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements, self.links, self.text = set[str](), set[str | None](), ""
        self.feed(markdown(source))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.links |= {value for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_shows_each_text_as_it_is(text: str, taking: Page) -> None:
    seen = _Seen(make(taking, "md", [hostile(text)]).data.decode())
    assert seen.elements <= {"h1", "h2", "h3", "p", "ul", "li", "strong", "blockquote"}
    shown = (
        re.sub(r"\\(?=[~$])", "", seen.text) if "\\" not in text else seen.text.replace("\\~", "~").replace("\\$", "$")
    )
    expected = lined(text)
    assert shown.count(expected) >= (12 if len(expected) < 160 else 11)


def test_markdown_links_to_the_record_and_to_its_source(taking: Page) -> None:
    seen = _Seen(make(taking, "md", [row()]).data.decode())
    assert seen.links == {row()["href"], "https://example.org/notice?a=1&b=%282%29"}


def test_plain_text_numbers_the_entries_and_writes_the_addresses_out(taking: Page) -> None:
    data = make(taking, "txt", [row(), row(title="第二条", excerpt="很长" * 200)]).data
    text = data.decode("utf-8-sig")
    assert "\n" not in text.replace("\r\n", "")
    assert "1. 高速永磁电机\r\n转速达到 20000 r/min。\r\n状态：征集中\r\n" in text
    assert "2. 第二条\r\n" in text
    assert "出处：关于发布榜单的通知 https://example.org/notice?a=1&b=%282%29\r\n" in text
    assert f"本站页面：{row()['href']}\r\n" in text
    assert max(map(len, text.splitlines())) == 160


def test_plain_text_keeps_each_text_in_its_line(taking: Page) -> None:
    lines = make(taking, "txt", hostile_rows()).data.decode("utf-8-sig").split("\r\n")
    titles = [line.partition(". ")[2] for line in lines if re.match(r"\d+\. ", line)]
    assert titles[: len(HOSTILE)] and set(map(lined, HOSTILE)) <= {*titles, ""}


# -- the calendar ---------------------------------------------------------------------------------------------
Event = dict[str, str]
UNESCAPED = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def read_ics(data: bytes) -> list[Event]:
    """The events of a calendar, strictly: line ends, lengths, nesting, properties, escapes and the zone."""
    text = data.decode()
    assert "\r" not in text.replace("\r\n", "") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    open_parts, events = list[str](), list[Event]()
    for line in text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        name, colon, value = line.partition(":")
        assert colon and re.fullmatch(r"[A-Z-]+(;TZID=Asia/Shanghai)?", name), line
        if name == "BEGIN":
            open_parts.append(value)
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VEVENT":
            assert events[-1].setdefault(name, unescaped(name, value)) == unescaped(name, value), f"{name} twice"
    assert not open_parts
    assert text.count("BEGIN:VTIMEZONE") == 1 and "TZID:Asia/Shanghai" in text and "TZOFFSETTO:+0800" in text
    return events


def unescaped(name: str, value: str) -> str:
    if name not in ("SUMMARY", "DESCRIPTION"):
        return value
    assert not re.search(r"(?<!\\)(\\\\)*[;,]", value), value
    assert not re.search(r"[\x00-\x1f]", value), value
    return re.sub(r"\\(.)", lambda found: UNESCAPED[found.group()], value)


def test_each_deadline_is_an_event_that_ends_with_it(taking: Page) -> None:
    events = read_ics(make(taking, "ics", [row(deadlines=[deadline(), deadline(moment="2025-07-15T17:00")])]).data)
    assert [(e["DTSTART;TZID=Asia/Shanghai"], e["DTEND;TZID=Asia/Shanghai"]) for e in events] == [
        ("20250630T233000", "20250701T000000"),
        ("20250715T163000", "20250715T170000"),
    ]
    for event in events:
        start, end = (datetime.fromisoformat(event[f"{name};TZID=Asia/Shanghai"]) for name in ("DTSTART", "DTEND"))
        assert end - start == timedelta(minutes=30)
        assert event["DTSTAMP"] == "20250615T040000Z"
        assert event["SUMMARY"] == "揭榜截止：高速永磁电机"
        assert event["URL"] == row()["href"]
        assert event["DESCRIPTION"].startswith("揭榜截止：2025-06-30\n示例市科技局\n")


def test_a_moved_deadline_keeps_its_event_and_no_two_events_share_a_name(taking: Page) -> None:
    two = [deadline(), deadline(region="hunan"), deadline(), deadline(audience="owner")]
    before = uids(read_ics(make(taking, "ics", [row(deadlines=two), row(id="another")]).data))
    moved = [{**each, "moment": "2025-09-01T00:00"} for each in two]
    assert uids(read_ics(make(taking, "ics", [row(deadlines=moved), row(id="another")]).data)) == before
    assert uids(read_ics(make(taking, "ics", [row(id="another"), row(deadlines=two)]).data)) == [
        before[-1],
        *before[:-1],
    ]
    assert len(set(before)) == 5
    assert before[0] == "challenge.sample-2025-motor.solver@zhangbang"


def uids(events: Sequence[Event]) -> list[str]:
    return [event["UID"] for event in events]


def test_no_text_breaks_a_calendar(taking: Page) -> None:
    events = read_ics(make(taking, "ics", hostile_rows()).data)
    assert len(events) == len(HOSTILE)
    for text, event in zip(HOSTILE, events, strict=True):
        shown = re.sub("[\x7f-\x9f]", " ", lined(text))
        assert event["SUMMARY"] == f"{shown}：{shown}".rstrip()
        assert "URL" not in event


@pytest.mark.parametrize("moment", [None, "", "2025-02-30T00:00", "2025-07-01", "soon", 20250701, "2025-07-01T25:00"])
def test_a_deadline_without_a_moment_is_no_event(moment: Any, taking: Page) -> None:
    assert read_ics(make(taking, "ics", [row(deadlines=[deadline(moment=moment)])]).data) == []
