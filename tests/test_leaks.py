"""Files that are published are looked through: prose, images, the site's own words, and every page on its way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_imagetext import IMAGES

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
