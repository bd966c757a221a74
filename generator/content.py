"""Reads the content folder: every file is a source to parse or a problem; nothing is passed over in silence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from generator.documents import Document, document_of
from generator.model.artifacts import READY
from generator.model.records import FOLDERS
from generator.problems import Place, Problem, in_order, nearest, problem
from generator.yamlcomments import NONE, as_json, comments_of
from generator.yamlio import parse_yaml, places

PAGES_FOLDER = "pages"
SIZE_LIMIT = 128 * 1024
SUFFIX = ".yml"
PAGE_SUFFIXES = frozenset({".md", ".png", ".svg", ".jpg", ".css"})
NOTHING_ADDED: Mapping[str, str] = MappingProxyType({})
_IGNORED = frozenset({".gitkeep", ".DS_Store"})


class SourcePath(NamedTuple):
    """A record's file: its path from the project's folder, its kind by its folder, its id by its name."""

    file: str
    kind: str
    id: str


def find_sources(root: Path) -> Iterator[SourcePath | Problem]:
    """Every record file under `root`/content in a fixed order, and a problem for whatever else lies there."""
    if os.path.lexists(root / READY):
        yield problem("files-waiting", Place(READY))
    content = root / "content"
    try:
        entries = _entries(content)
    except FileNotFoundError:
        yield problem("file-unreadable", Place("content"), reason="content/")
        return
    except OSError as error:
        yield problem("file-unreadable", Place("content"), reason=error.strerror or str(error))
        return
    for entry in entries:
        place = Place(f"content/{printable(entry.name)}")
        if entry.is_symlink():
            yield problem("file-symlink", place)
        elif not entry.is_dir():
            yield _stray(place)
        elif entry.name in FOLDERS:
            yield from _find_records(root, Path(entry.path), FOLDERS[entry.name])
        elif entry.name == PAGES_FOLDER:
            yield from _check_pages(root, Path(entry.path))
        else:
            yield problem("folder-unknown", place, value=entry.name, words=nearest(entry.name, FOLDERS))


def find_attachments(root: Path) -> Iterator[str]:
    """The path of every prose page, image and style sheet under `root`/content/pages that may lie there."""
    folder = root / "content" / PAGES_FOLDER
    for entry in _walk(root, folder) if folder.is_dir() and not folder.is_symlink() else ():
        if not isinstance(entry, Problem) and _is_attachment(root, entry):
            yield Path(entry.path).relative_to(root).as_posix()


def claimed(stray: Problem) -> SourcePath | None:
    """The record that a stray file would be by its place, if it lies where records do."""
    return source_at(stray.file)


def source_at(file: str) -> SourcePath | None:
    """The record whose file has this path from the project's folder, if it lies where records do."""
    parts = file.split("/")
    if len(parts) < 3 or parts[1] not in FOLDERS or not file.endswith(SUFFIX):
        return None
    return SourcePath(file, FOLDERS[parts[1]], parts[-1].removesuffix(SUFFIX))


def read_source(root: Path, source: SourcePath) -> str | Problem:
    """The text of a record's file, or the problem that keeps it from being read."""
    raw = bytes_of(root, source)
    return raw if isinstance(raw, Problem) else text_of(source.file, raw)


def bytes_of(root: Path, source: SourcePath) -> bytes | Problem:
    """The bytes of a record's file, or the problem that keeps it from being read."""
    try:
        with open(f"{root}/{source.file}", "rb", buffering=0) as file:  # noqa: PTH123 - a `Path` takes longer than reading
            size = os.fstat(file.fileno()).st_size
            if size > SIZE_LIMIT:
                return problem("file-too-large", Place(source.file), size=size, limit=SIZE_LIMIT)
            return file.read()
    except OSError as error:
        return problem("file-unreadable", Place(source.file), reason=error.strerror or str(error))


def text_of(file: str, raw: bytes) -> str | Problem:
    """The text that a file's bytes are, or the problem that they are none."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return problem("file-not-utf8", Place(file, line, 1), offset=error.start)


def fitting(file: str, text: str) -> str | Problem:
    """The text that a record's file is to hold, or the problem that it could not be read again."""
    size = len(text.encode())
    return problem("file-too-large", Place(file), size=size, limit=SIZE_LIMIT) if size > SIZE_LIMIT else text


def parse_source(source: SourcePath, text: str) -> Document | Problem:
    """The document that `text` holds, or the problem that keeps it from being understood."""
    data = parse_yaml(text, source.file)
    if isinstance(data, Problem):
        return data
    if not isinstance(data, dict):
        actual, actual_en = ("列表", "a list") if isinstance(data, list) else ("单个值", "a single value")
        return problem("yaml-not-mapping", Place(source.file, 1, 1), actual=actual, actual_en=actual_en)
    comments = comments_of(text)
    told = msgspec.json.encode(as_json(comments)) if comments != NONE else b""
    return document_of(source.file, source.kind, source.id, data)._replace(comments=told)


def placed(problems: Iterable[Problem], root: Path, added: Mapping[str, str] = NOTHING_ADDED) -> tuple[Problem, ...]:
    """The problems in order, each with the line and column its pointer leads to; only failing files are read again.

    `added` holds the texts of files that are not there yet.
    """
    found: list[Problem] = []
    for file, group in groupby(sorted(problems, key=lambda p: p.file), key=lambda p: p.file):
        waiting = list(group)
        text = added.get(file) or _text_again(root / file) if any(_wants_place(p) for p in waiting) else None
        found.extend(waiting if text is None else placed_in(text, waiting))
    return in_order(found)


def placed_in(text: str, problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems of one file, each with the line and column of its text that the pointer leads to."""
    at = places(text, {found.pointer for found in problems if _wants_place(found)})
    for found in problems:
        line, column = at[found.pointer] if _wants_place(found) else (found.line, found.column)
        yield msgspec.structs.replace(found, line=line, column=column)


def _wants_place(found: Problem) -> bool:
    """Whether a problem has a place in a record's file that is still to be found."""
    if found.line or not found.file.endswith(SUFFIX):
        return False
    return bool(found.pointer) or not found.code.startswith(("file-", "name-", "settings-"))


def _text_again(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _find_records(root: Path, folder: Path, kind: str) -> Iterator[SourcePath | Problem]:
    lower: dict[str, str] = {}
    start = len(str(folder)) - len(str(folder.relative_to(root)))
    for entry in _walk(root, folder):
        if isinstance(entry, Problem):
            yield entry
            continue
        written = entry.path[start:].replace(os.sep, "/")
        file = printable(written)
        other = lower.setdefault(file.lower(), file)
        if other != file:
            yield problem("name-case-collision", Place(file), other=other)
        elif entry.is_symlink():
            yield problem("file-symlink", Place(file))
        elif not entry.is_file() or not entry.name.endswith(SUFFIX) or file != written:
            yield _stray(Place(file))
        else:
            yield SourcePath(file, kind, entry.name.removesuffix(SUFFIX))


def _walk(root: Path, folder: Path) -> Iterator[os.DirEntry[str] | Problem]:
    """The files below `folder` in a fixed order, with links as they are, and a problem for what cannot be listed."""
    try:
        entries = _entries(folder)
    except OSError as error:
        place = Place(printable(folder.relative_to(root).as_posix()))
        yield problem("file-unreadable", place, reason=error.strerror or str(error))
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, Path(entry.path))
        else:
            yield entry


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    return sorted((e for e in os.scandir(folder) if e.name not in _IGNORED), key=lambda e: e.name)


def printable(name: str) -> str:
    """The name with bytes that are no text made visible."""
    return name.encode("utf-8", "backslashreplace").decode()


def _check_pages(root: Path, folder: Path) -> Iterator[Problem]:
    for entry in _walk(root, folder):
        if isinstance(entry, Problem):
            yield entry
            continue
        place = Place(printable(Path(entry.path).relative_to(root).as_posix()))
        if entry.is_symlink():
            yield problem("file-symlink", place)
        elif not _is_attachment(root, entry):
            yield _stray(place)


def _is_attachment(root: Path, entry: os.DirEntry[str]) -> bool:
    written = Path(entry.path).relative_to(root).as_posix()
    return (
        printable(written) == written
        and entry.is_file(follow_symlinks=False)
        and Path(entry.name).suffix in PAGE_SUFFIXES
    )


def _stray(place: Place) -> Problem:
    return problem("file-stray", place, known=", ".join(FOLDERS))
