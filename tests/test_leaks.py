"""Files that are published are looked through: prose, images, the site's own words, and every page on its way out."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some
from test_imagetext import IMAGES
from test_personal import PLANTED, Planted

from generator import leaks, personal
from generator.leaks import READERS, attachment_problems, looked_through, output_problems
from generator.model.artifacts import Artifact, Streamed
from generator.problems import Problem


def told(problem: Problem) -> tuple[str, int, int, str | None]:
    return problem.file, problem.line, problem.column, problem.value


def in_output(path: str, text: str, *allowed: str) -> list[tuple[str, int, int, str | None]]:
    return list(map(told, output_problems(Artifact(path, text.encode()), allowed)))


def test_a_prose_page_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 关于\n\n电话 138&nbsp;1234&nbsp;5678\n见 a&#64;qq.com\n", "utf-8")
    assert list(map(told, attachment_problems(tmp_path, ["a.md"], ()))) == [
        ("a.md", 3, 4, "138****5678"),
        ("a.md", 4, 3, "a****@qq.com"),
    ]


@pytest.mark.parametrize("image", IMAGES.values(), ids=IMAGES)
def test_an_image_is_told_as_a_whole(tmp_path: Path, image: bytes) -> None:
    name = "a.png" if image.startswith(b"\x89PNG") else "a.jpg"
    (tmp_path / name).write_bytes(image)
    assert {told(found) for found in attachment_problems(tmp_path, [name], ())} == {(name, 0, 0, "138****5678")}


@pytest.mark.parametrize("name", ["a.svg", "a.css", "a.yml"])
def test_drawings_style_sheets_and_settings_are_read_as_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a\n/* <desc>zhangsan@qq.com</desc> */\n")
    assert [found.line for found in attachment_problems(tmp_path, [name], ())] == [2]


def test_a_files_name_is_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "张三13812345678.png").write_bytes(b"")
    assert len(list(attachment_problems(tmp_path, ["张三13812345678.png"], ()))) == 1


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    assert [found.code for found in attachment_problems(tmp_path, ["gone.md"], ())] == ["file-unreadable"]


@pytest.mark.parametrize("suffix", READERS)
def test_every_text_file_of_the_site_is_looked_through(suffix: str) -> None:
    assert in_output(f"data/a{suffix}", "x\n联系 13812345678 y") == [(f"data/a{suffix}", 2, 4, "138****5678")]


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_a_file_in_chunks_is_told_by_its_own_lines(at_once: int) -> None:
    lines = [b"name,phone\r\n", b"a,13812345678\r\n", b"b,none\r\n", b"c,13812345678\r\n"]
    chunks = [b"".join(lines[i : i + at_once]) for i in range(0, len(lines), at_once)]
    leaks: list[Problem] = []
    file = looked_through(Streamed("data/a.csv", chunks), (), leaks)
    assert leaks == []
    assert list(file.chunks) == chunks
    assert list(map(told, leaks)) == in_output("data/a.csv", b"".join(lines).decode())
    assert [found.line for found in leaks] == [2, 4]


def test_a_folded_line_of_a_calendar_is_read_as_one() -> None:
    assert in_output("a.ics", "DESCRIPTION:电话138\r\n 12345678\r\n") != []


def test_a_binary_file_is_not_read_as_text() -> None:
    assert in_output("a.docx", "13812345678") == []


def test_the_mailbox_of_an_office_is_allowed_and_its_neighbour_is_not() -> None:
    page = "<a href='mailto:Chu@163.com'>Chu@163.com</a>, schu@163.com"
    assert [value for *_, value in in_output("a.html", page, "chu@163.com")] == ["sc****@163.com"]


def test_a_mobile_number_is_never_allowed() -> None:
    assert in_output("a.html", "13812345678", "13812345678@139.com") != []


@pytest.mark.parametrize(
    "text",
    [
        '{"@context":"https://schema.org","@type":"Dataset","url":"https://a.cn/13812345678.html","n":13812345678}',
        '<link rel="canonical" href="https://a.cn/6222021234567890128/"><meta content="2025-06-10T16:30">',
        '<svg viewBox="0 0 138 12345678"><path d="M138 1234 5678 139 1234 5678z"/></svg>',
        "@media(min-width:163px){a{margin:-138px 1234px 5678px;color:#126126}}",
    ],
)
def test_markup_is_quiet(text: str) -> None:
    assert in_output("a.html", text) == []


def test_every_page_of_a_site_is_quiet(published_site: Path) -> None:
    loud = [
        path
        for path in published_site.rglob("*")
        if path.is_file() and list(output_problems(Artifact(path.name, path.read_bytes()), ()))
    ]
    assert loud == []


# -- quick looks --------------------------------------------------------------------------------------------------

FRAGMENTS = (
    *("138", "1234", "5678", "13812345678", "11010519491231002", "X", "4303", "02900307123", "62", "8"),
    *("622202123456789012", "１３８", "１２３４５６７８", "１", "0", "12", "2020-0001-2022", "2025-06-10 16:30"),
    *("-", " ", ".", "--", "\u00a0", "\u3000", "\u2013", "\u200b", "．", "－", "·", "\u2022", "\u30fb", "\ufeff"),
    *("@", "＠", "#", "＃", "%40", "[at]", "(AT)", "{At}", "（at）", "【aT】", "&#64;", "&commat;", "\\u0040"),
    *("qq.com", "QQ.com", "ſina.com", "outlooK.com", "ｑｑ．ｃｏｍ", "163.com", "chu", "zhangsan", "。", "榜", "Tel"),
    *("https://a.cn/", "10.1234/", "10.13812/", ";base64,", "AA+", "==", "M0 0 L"),
    *(' d="', ' viewBox="0', 'points="', '"', "=", "='", "<", ">", "<b>", '{"a":"', '","b":'),
    *("&lt;", "&amp;", "&#49;", "&#x31;", "&nbsp;", "&shy", "&quot;", "&", ";", "\\u0031", "\\", "元", "¥"),
    *("\n", "\r\n", "\r\n ", "\t", "身份证", "身份证号：", "id", "x" * 90, "，" * 60, "z " * 200, "\x00", "\ud800"),
)
"""Of these the texts are made in which something may be overlooked."""


def _read_plainly(data: bytes, suffix: str) -> str:
    return READERS[suffix](data.decode("utf-8", "replace"))


def _plain_findings(text: str) -> Iterator[personal.Finding]:
    """What is personal in a text, each character of which is looked at."""
    words = personal._NO_TEXT.sub(lambda found: "\0" * len(found[0]), text)
    for begin, end in personal._regions(words):
        told = personal._told(words[begin:end].translate(personal._FOLDED))
        for name, start, stop in sorted(told, key=itemgetter(1)):
            yield personal.Finding(name, text[begin + start : begin + stop], begin + start)


def _may_plainly_hold(data: bytes) -> bool:
    plain = data.translate(personal._ALIKE, personal._BETWEEN)
    return bool(
        personal._GROUPED in plain or personal._LONG_ALONE.search(plain) or personal._HOST_AFTER.search(data),
    )


HIDDEN = (
    *("13812345678", "a[at]qq.com", "１３９１２３４５６７８", "身份证430302900307123", "138-1234-5678"),
    *("a@ſina.com", "zhangsan@outlooK.com"),
)
FAR = ("x " * 500, "榜" * 200, "<p>" * 300, '<path d="' + "M0 0 L 1 1 " * 200, '"' * 700, '="' * 400, "&#49;" * 3)


def _hostile(chance: Random) -> str:
    """Some fragments in any order, with something planted among them, and at times much around it."""
    parts = chance.choices(FRAGMENTS, k=chance.randint(0, 25))
    for more in (HIDDEN, FAR, FAR):
        if chance.random() < 0.5:
            parts.insert(chance.randint(0, len(parts)), chance.choice(more))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(10))
def test_a_quick_look_finds_what_a_plain_one_finds(seed: int) -> None:
    chance = Random(seed)
    for text in (_hostile(chance) for _ in range(400)):
        suffix = chance.choice([".html", ".json", ".ics", ".svg"])
        data = text.encode("utf-8", "surrogatepass")
        read = _read_plainly(data, suffix)
        plain = list(_plain_findings(read))
        assert list(personal.personal_data(read)) == plain
        name = f"a{suffix}"
        told = [leaks.personal_problem(one, leaks._place(name, read, one.start, 0)) for one in plain]
        assert list(leaks._problems_in(name, data, ())) == told
        assert personal.may_hold(data) is _may_plainly_hold(data)


@given(some.binary(max_size=400))
def test_bytes_that_are_no_text_are_looked_through_alike(data: bytes) -> None:
    assert personal.may_hold(data) is _may_plainly_hold(data)
    plain = list(_plain_findings(_read_plainly(data, ".json")))
    assert len(list(leaks._problems_in("a.json", data, ()))) == len(plain)


@pytest.mark.parametrize(
    "around", ["", "x" * 900, '<p class="a">' * 80, "榜" * 500, '{"a":"b"},' * 90, "2020-01 " * 90]
)
def test_what_stands_far_from_everything_is_found_where_it_stands(around: str) -> None:
    for hidden in HIDDEN:
        data = f"{around}\n 见 {hidden} 。{around}".encode()
        assert [found.line for found in leaks._problems_in("a.html", data, ())] == [2]


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: f"{case.kind} {case.way}")
def test_whatever_is_found_in_a_record_is_found_between_tags_and_quotation_marks(case: Planted) -> None:
    for text in (case.text, f'<a b="{case.text}">', f'"<{case.text}>"' + "榜" * 300):
        assert bool(list(leaks._problems_in("a.txt", text.encode(), ()))) is any(_plain_findings(text))


@pytest.mark.parametrize("digit", range(10))
def test_one_digit_in_full_width_is_one(digit: int) -> None:
    wide = chr(0xFF10 + digit)
    found = leaks._problems_in("a.txt", f"1381234567{wide}".encode(), ())
    assert [problem.value for problem in found] == [f"138****567{wide}"]


@pytest.mark.parametrize(
    "written",
    [
        "&#49;3812345678",
        "&#x31;3812345678",
        "138&nbsp;1234&nbsp;5678",
        "a&commat;qq.com",
        "a&#64;qq.com",
        "a@qq&period;com",
    ],
)
def test_a_character_reference_is_read_as_what_it_stands_for(written: str) -> None:
    for around in ("", "<p>&lt;b&gt; &amp; &#34;c&#39;</p>" * 90):
        assert len(list(leaks._problems_in("a.html", f"{around}{written}{around}".encode(), ()))) == 1


def test_a_word_that_makes_a_number_personal_may_stand_before_a_tag() -> None:
    for gap in ("", "<b>", "：</b> <i>", ">：：：：：：：："):
        assert len(list(leaks._problems_in("a.html", f"身份证{gap}430302900307123".encode(), ()))) == 1


def test_most_of_a_long_text_is_not_read_closely() -> None:
    data = ('<p title="x">2020-0001</p>' * 500 + "13812345678" + "<p>2025-06-10</p>" * 500).encode()
    assert sum(map(len, personal.pieces_of(data))) < len(data) / 10
