"""Personal data in files that are published: prose and images as they lie in the project, pages as they are made."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator.imagetext import image_texts
from generator.model.artifacts import Artifact, File, Streamed
from generator.personal import KINDS, Finding, mask, may_hold, personal_data, pieces_of
from generator.problems import Place, Pointer, Problem, problem

_CALENDAR = ".ics"
_MARKUP = (".html", ".htm", ".xml", ".svg", ".md")
_PLAIN = (
    ".css",
    ".csv",
    ".geojson",
    ".js",
    ".json",
    ".jsonl",
    ".ndjson",
    ".tsv",
    ".txt",
    ".yml",
    ".yaml",
    ".webmanifest",
)

READERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        **dict.fromkeys(_MARKUP, html.unescape),
        **dict.fromkeys(_PLAIN, str),
        _CALENDAR: lambda text: text.replace("\r\n ", ""),  # RFC 5545, 3.1: long lines are folded
    }
)
"""How the text of a file is read, by its name's end."""

_UNUSUAL_REFERENCE = re.compile(rb"&(?!(?:amp|lt|gt|quot|#34|#39);)")
"""Of HTML's character references those that may stand for more than the five signs that any text must escape."""

IMAGES = frozenset({".png", ".jpg", ".jpeg"})


def personal_problem(found: Finding, place: Place, pointer: Pointer = ()) -> Problem:
    """What was found, with its middle hidden, and the remedy for its kind."""
    kind = KINDS[found.kind]
    words = {"looks": kind.label.zh, "looks_en": kind.label.en, "advice": kind.remedy.zh, "advice_en": kind.remedy.en}
    return problem("personal-data", place, pointer=pointer, value=mask(found.value), words=words)


def attachment_problems(root: Path, files: Iterable[str], allowed: Collection[str]) -> Iterator[Problem]:
    """Personal data in these files below `root`, in their names too; the `allowed` mailboxes are an office's."""
    for file in files:
        yield from (personal_problem(found, Place(file)) for found in personal_data(PurePosixPath(file).stem))
        try:
            yield from _problems_in(file, (root / file).read_bytes(), allowed)
        except OSError as error:
            yield problem("file-unreadable", Place(file), reason=error.strerror or str(error))


def looked_through(file: File, allowed: Collection[str], leaks: list[Problem]) -> File:
    """The same file; the personal data in it is added to `leaks`, at the latest once its chunks have been taken."""
    if isinstance(file, Artifact):
        leaks.extend(output_problems(file, allowed))
        return file
    return Streamed(file.path, _chunks(file, allowed, leaks)) if _suffix(file.path) in READERS else file


def output_problems(artifact: Artifact, allowed: Collection[str], lines: int = 0) -> Iterator[Problem]:
    """Personal data in a text file of the site, or in what of it comes after so many lines.

    Most files are passed after a quick look through their bytes.
    """
    suffix = _suffix(artifact.path)
    looked_at = artifact.data.replace(b"\r\n ", b"") if suffix == _CALENDAR else artifact.data
    if suffix in READERS and may_hold(looked_at):
        yield from _problems_in(artifact.path, artifact.data, allowed, lines)


def _chunks(file: Streamed, allowed: Collection[str], leaks: list[Problem]) -> Iterator[bytes]:
    lines = 0
    for chunk in file.chunks:
        leaks.extend(output_problems(Artifact(file.path, chunk), allowed, lines))
        lines += chunk.count(b"\n")
        yield chunk


def _problems_in(file: str, data: bytes, allowed: Collection[str], lines: int = 0) -> Iterator[Problem]:
    if _suffix(file) in IMAGES:
        for text in image_texts(data):
            yield from (personal_problem(found, Place(file)) for found in _found(text, allowed))
    elif _suffix(file) in READERS and not _is_quiet(data, READERS[_suffix(file)]):
        text = READERS[_suffix(file)](data.decode("utf-8", "replace"))
        yield from (personal_problem(found, _place(file, text, found.start, lines)) for found in _found(text, allowed))


def _is_quiet(data: bytes, read: Callable[[str], str]) -> bool:
    """Whether nothing personal stands in what is read of a file, as looking at its suspicious pieces alone can tell."""
    if read is not str and (read is not html.unescape or _UNUSUAL_REFERENCE.search(data)):
        return False
    return not any(any(personal_data(read(piece.decode("utf-8", "replace")))) for piece in pieces_of(data))


def _found(text: str, allowed: Collection[str]) -> Iterator[Finding]:
    return (found for found in personal_data(text) if found.value.lower() not in allowed)


def _place(file: str, text: str, start: int, lines: int) -> Place:
    return Place(file, lines + text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _suffix(file: str) -> str:
    """The end of a file's name from its last point, in small letters."""
    name = file.rpartition("/")[2]
    return name[name.rfind(".") :].lower() if "." in name else ""
