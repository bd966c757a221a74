"""A record's file is known by its place, and its bytes are text that can be read again, or one problem."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import (
    PAGE_SUFFIXES,
    SIZE_LIMIT,
    SourcePath,
    bytes_of,
    claimed,
    find_attachments,
    find_sources,
    fitting,
    parse_source,
    placed,
    placed_in,
    printable,
    read_source,
    source_at,
    text_of,
)
from generator.documents import Document
from generator.model.records import FOLDERS
from generator.problems import Place, Problem, problem

X = SourcePath("content/guides/x.yml", "guide", "x")


def lay(root: Path, path: str, text: str = "id: x\n") -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
    return target


def refused(found: object) -> tuple[str, int, int]:
    assert isinstance(found, Problem), found
    return found.code, found.line, found.column


def unknown(file: str, *pointer: str) -> Problem:
    return problem("key-unknown", Place(file), pointer=pointer, words={"advice": "", "advice_en": ""})


# -- places -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "kind"), FOLDERS.items())
def test_a_records_file_lies_in_the_folder_of_its_kind(folder: str, kind: str) -> None:
    assert source_at(f"content/{folder}/a-b.yml") == SourcePath(f"content/{folder}/a-b.yml", kind, "a-b")
    assert source_at(f"content/{folder}/2025/a.b.yml") == SourcePath(f"content/{folder}/2025/a.b.yml", kind, "a.b")


@pytest.mark.parametrize(
    "file",
    ["content/guides", "guides/x.yml", "content/x.yml", "content/pages/x.yml", "content/guides/x.yaml",
     "content/guides/x.YML", "content/guides/x.yml/y.txt", ""],
)  # fmt: skip
def test_elsewhere_lies_no_record(file: str) -> None:
    assert source_at(file) is None
    assert claimed(problem("file-stray", Place(file), known="")) is None


def test_a_stray_file_claims_the_record_that_it_would_be() -> None:
    assert claimed(problem("file-symlink", Place(X.file))) == X


def test_sources_are_found_in_order_in_whatever_subfolder(tmp_path: Path) -> None:
    for path in ("guides/b.yml", "guides/a/z.yml", "guides/c/d/e.yml", "lists/x.yml", "guides/B2.yml"):
        lay(tmp_path, f"content/{path}")
    assert list(find_sources(tmp_path)) == [
        SourcePath("content/guides/B2.yml", "guide", "B2"),
        SourcePath("content/guides/a/z.yml", "guide", "z"),
        SourcePath("content/guides/b.yml", "guide", "b"),
        SourcePath("content/guides/c/d/e.yml", "guide", "e"),
        SourcePath("content/lists/x.yml", "list", "x"),
    ]


def test_what_lies_there_and_is_no_source_is_told_once_each(tmp_path: Path) -> None:
    lay(tmp_path, "content/guides/X.yml")
    lay(tmp_path, "content/guides/x.yml")
    lay(tmp_path, "content/guides/y.txt")
    lay(tmp_path, "content/pages/zh/a.md")
    lay(tmp_path, "content/pages/zh/a.exe")
    lay(tmp_path, "content/guidez/x.yml")
    lay(tmp_path, "content/loose.yml")
    (tmp_path / "content/guides/linked.yml").symlink_to("x.yml")
    (tmp_path / "content/pages/zh/linked.md").symlink_to("a.md")
    (tmp_path / "content/lists").symlink_to("guides")
    found = [(one.file, one.code) for one in find_sources(tmp_path) if isinstance(one, Problem)]
    assert found == [
        ("content/guides/linked.yml", "file-symlink"),
        ("content/guides/x.yml", "name-case-collision"),
        ("content/guides/y.txt", "file-stray"),
        ("content/guidez", "folder-unknown"),
        ("content/lists", "file-symlink"),
        ("content/loose.yml", "file-stray"),
        ("content/pages/zh/a.exe", "file-stray"),
        ("content/pages/zh/linked.md", "file-symlink"),
    ]


def test_what_may_lie_beside_pages_is_found_and_nothing_else(tmp_path: Path) -> None:
    assert list(find_attachments(tmp_path)) == []
    for suffix in sorted(PAGE_SUFFIXES):
        lay(tmp_path, f"content/pages/zh/a{suffix}")
    lay(tmp_path, "content/pages/zh/a.exe")
    lay(tmp_path, "content/pages/b/c/d.md")
    lay(tmp_path, "content/guides/x.md")
    (tmp_path / "content/pages/zh/linked.md").symlink_to("a.md")
    assert list(find_attachments(tmp_path)) == [
        "content/pages/b/c/d.md",
        *(f"content/pages/zh/a{suffix}" for suffix in sorted(PAGE_SUFFIXES)),
    ]


def test_a_linked_folder_of_pages_holds_no_attachments(tmp_path: Path) -> None:
    lay(tmp_path, "elsewhere/a.md")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/pages").symlink_to("../elsewhere")
    assert list(find_attachments(tmp_path)) == []
    assert [one.code for one in find_sources(tmp_path) if isinstance(one, Problem)] == ["file-symlink"]


def test_a_name_that_is_no_text_is_shown_and_is_no_source(tmp_path: Path) -> None:
    folder = tmp_path / "content/guides"
    folder.mkdir(parents=True)
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yml")).write_text("id: x\n", "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    (found,) = find_sources(tmp_path)
    assert isinstance(found, Problem)
    assert (found.file, found.code) == ("content/guides/\\udcff.yml", "file-stray")


@pytest.mark.parametrize(("name", "shown"), [("榜.yml", "榜.yml"), ("\udcff", "\\udcff"), ("a\udc80b", "a\\udc80b")])
def test_bytes_that_are_no_text_are_shown(name: str, shown: str) -> None:
    assert printable(name) == shown


# -- bytes --------------------------------------------------------------------------------------------------------


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    lay(tmp_path, X.file, "#" * SIZE_LIMIT)
    assert bytes_of(tmp_path, X) == b"#" * SIZE_LIMIT
    assert read_source(tmp_path, X) == "#" * SIZE_LIMIT
    lay(tmp_path, X.file, "#" * (SIZE_LIMIT + 1))
    assert refused(bytes_of(tmp_path, X)) == ("file-too-large", 0, 0)
    assert refused(read_source(tmp_path, X)) == ("file-too-large", 0, 0)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    found = bytes_of(tmp_path, X)
    assert isinstance(found, Problem)
    assert (found.code, found.file) == ("file-unreadable", X.file)
    assert "No such file" in found.message.zh


@pytest.mark.parametrize(
    ("raw", "place"),
    [(b"\xff", (1, 1)), (b"a\n\xff", (2, 1)), (b"a: \xe6\xa6\x9c\nb\nc: \xe6\xa6", (3, 1)), (b"\n\n\xc3(", (3, 1))],
)
def test_bytes_that_are_no_text_have_a_line(raw: bytes, place: tuple[int, int]) -> None:
    assert refused(text_of("x", raw)) == ("file-not-utf8", *place)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_text_is_read_as_it_was_written_but_for_the_byte_order_mark(text: str) -> None:
    assert text_of("x", text.encode()) == text.removeprefix("\ufeff")
    assert text_of("x", b"\xef\xbb\xbf" + text.encode()) == text


@pytest.mark.parametrize(("sign", "size"), [("a", 1), ("榜", 3)])
def test_what_is_written_must_fit_when_it_is_read_again(sign: str, size: int) -> None:
    most = sign * (SIZE_LIMIT // size)
    assert fitting("x", most) == most
    assert refused(fitting("x", f"{most}{sign}")) == ("file-too-large", 0, 0)


# -- texts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [("- a\n", "a list"), ("[]", "a list"), ("words", "a single value"), ("3", "a single value"), ("null", "a single")],
)
def test_a_text_that_is_no_group_says_what_it_is(text: str, said: str) -> None:
    found = parse_source(X, text)
    assert refused(found) == ("yaml-not-mapping", 1, 1)
    assert isinstance(found, Problem)
    assert said in str(found.message.en)


def test_a_text_becomes_a_document_with_its_comments() -> None:
    found = parse_source(X, "# first\nid: x  # behind\nprogramme: p\n")
    assert isinstance(found, Document)
    assert (found.file, found.kind, found.id) == X
    assert found.data == {"id": "x", "programme": "p"}
    assert [one.id for one in found.references] == ["p"]
    assert b"first" in found.comments
    assert b"behind" in found.comments
    plain = parse_source(X, "id: x\n")
    assert isinstance(plain, Document)
    assert plain.comments == b""


def test_problems_are_placed_where_their_pointers_lead(tmp_path: Path) -> None:
    lay(tmp_path, X.file, "id: x\ntitle:\n  zh: 题\n")
    lay(tmp_path, "site_config/site.yml", "a: 1\n")
    at = unknown(X.file, "title", "zh")
    whole = problem("yaml-documents", Place(X.file))
    known = problem("yaml-syntax", Place(X.file, 3, 2), reason="", reason_en="")
    own = problem("file-too-large", Place(X.file), size=1, limit=1)
    gone = unknown("content/guides/gone.yml", "a")
    other = unknown("content/pages/zh/x.md", "a")
    found = placed((whole, at, known, own, gone, other), tmp_path)
    places = {(one.file, one.code, one.pointer): (one.line, one.column) for one in found}
    assert places == {
        (X.file, "key-unknown", ("title", "zh")): (3, 3),
        (X.file, "yaml-documents", ()): (1, 1),
        (X.file, "yaml-syntax", ()): (3, 2),
        (X.file, "file-too-large", ()): (0, 0),
        ("content/guides/gone.yml", "key-unknown", ("a",)): (0, 0),
        ("content/pages/zh/x.md", "key-unknown", ("a",)): (0, 0),
    }
    assert len(found) == 6


def test_problems_of_a_text_that_is_not_there_yet_are_placed_in_it(tmp_path: Path) -> None:
    at = unknown(X.file, "b")
    assert [(one.line, one.column) for one in placed((at,), tmp_path, {X.file: "a: 1\nb: 2\n"})] == [(2, 1)]
    lay(tmp_path, X.file, "b: 2\n")
    assert [(one.line, one.column) for one in placed((at,), tmp_path)] == [(1, 1)]
    assert [(one.line, one.column) for one in placed_in("a: 1\n\nb: 2\n", (at,))] == [(3, 1)]


def test_problems_of_a_file_that_is_no_text_keep_no_place(tmp_path: Path) -> None:
    lay(tmp_path, X.file).write_bytes(b"\xff")
    at = unknown(X.file, "b")
    assert [(one.line, one.column) for one in placed((at,), tmp_path)] == [(0, 0)]
