"""Reads the content folder: every file is a source to parse or a problem; nothing is passed over in silence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.model.records import FOLDERS
from generator.problems import Place, Problem, in_order, nearest, problem
from generator.yamlio import Json, locate, parse_yaml

PAGES_FOLDER = "pages"
SIZE_LIMIT = 256 * 1024
SUFFIX = ".yml"
PAGE_SUFFIXES = frozenset({".md", ".png", ".svg", ".jpg", ".css"})
_IGNORED = frozenset({".gitkeep", ".DS_Store"})


class SourceFile(NamedTuple):
    """A record's file: its kind by its folder, its id by its name, and its text."""

    file: str
    kind: str
    id: str
    text: str


class Document(NamedTuple):
    """A record's data as written, not yet held against its schema."""

    file: str
    kind: str
    id: str
    data: dict[str, Json]


def read_sources(root: Path) -> Iterator[SourceFile | Problem]:
    """Every record file under `root`/content in a fixed order, and a problem for whatever else lies there."""
    content = root / "content"
    if not content.is_dir():
        yield problem("file-unreadable", Place("content"), reason="content/")
        return
    for entry in sorted(os.scandir(content), key=lambda e: e.name):
        place = Place(f"content/{entry.name}")
        if entry.name in _IGNORED:
            continue
        if entry.is_symlink():
            yield problem("file-symlink", place)
        elif not entry.is_dir():
            yield _stray(place)
        elif entry.name in FOLDERS:
            yield from _read_kind(root, Path(entry.path), FOLDERS[entry.name])
        elif entry.name == PAGES_FOLDER:
            yield from _check_pages(root, Path(entry.path))
        else:
            yield _unknown_folder(place, entry.name)


def parse_source(source: SourceFile) -> Document | Problem:
    """The document in `source`, or the problem that keeps it from being read."""
    data = parse_yaml(source.text, source.file)
    if isinstance(data, Problem):
        return data
    if not isinstance(data, dict):
        actual, actual_en = ("列表", "a list") if isinstance(data, list) else ("单个值", "a single value")
        return problem("yaml-not-mapping", Place(source.file, 1, 1), actual=actual, actual_en=actual_en)
    return Document(source.file, source.kind, source.id, data)


def placed(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """The problems in order, each with the line and column its pointer leads to; only failing files are read again."""
    found: list[Problem] = []
    for file, group in groupby(sorted(problems, key=lambda p: p.file), key=lambda p: p.file):
        waiting = list(group)
        text = _text_again(root / file) if any(_wants_place(p) for p in waiting) else None
        found.extend(_with_place(p, text) if text is not None and _wants_place(p) else p for p in waiting)
    return in_order(found)


def _wants_place(found: Problem) -> bool:
    return not found.line and found.file.endswith(SUFFIX)


def _with_place(found: Problem, text: str) -> Problem:
    if not found.pointer and found.code.startswith("file-"):
        return found
    line, column = locate(text, found.pointer)
    return msgspec.structs.replace(found, line=line, column=column)


def _text_again(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _read_kind(root: Path, folder: Path, kind: str) -> Iterator[SourceFile | Problem]:
    lower: dict[str, str] = {}
    for entry in _walk(folder):
        file = Path(entry.path).relative_to(root).as_posix()
        other = lower.setdefault(file.lower(), file)
        if other != file:
            yield problem("name-case-collision", Place(file), other=other)
        elif entry.is_symlink():
            yield problem("file-symlink", Place(file))
        elif not entry.is_file() or Path(file).suffix != SUFFIX:
            yield _stray(Place(file))
        else:
            yield _read_file(Path(entry.path), file, kind)


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The files below `folder` in a fixed order, with links as they are: they are not followed."""
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif entry.name not in _IGNORED:
            yield entry


def _read_file(path: Path, file: str, kind: str) -> SourceFile | Problem:
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            return problem("file-too-large", Place(file), size=size, limit=SIZE_LIMIT)
        raw = path.read_bytes()
        return SourceFile(file, kind, path.stem, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return problem("file-not-utf8", Place(file, line, 1), offset=error.start)
    except OSError as error:
        return problem("file-unreadable", Place(file), reason=error.strerror or str(error))


def _check_pages(root: Path, folder: Path) -> Iterator[Problem]:
    for entry in _walk(folder):
        place = Place(Path(entry.path).relative_to(root).as_posix())
        if entry.is_symlink():
            yield problem("file-symlink", place)
        elif Path(entry.name).suffix not in PAGE_SUFFIXES:
            yield _stray(place)


def _stray(place: Place) -> Problem:
    return problem("file-stray", place, known=", ".join(FOLDERS))


def _unknown_folder(place: Place, name: str) -> Problem:
    return problem("folder-unknown", place, value=name, words=nearest(name, FOLDERS))
