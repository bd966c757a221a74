"""Records that are mailed: sheets filled in Word or Excel, and records in YAML, as filings like typed ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator import writer
from generator.content import SIZE_LIMIT, SUFFIX, SourcePath, parse_source
from generator.entry.blanks import blanks_of
from generator.entry.drafts import Draft, file_of
from generator.entry.issues import SIZE_LIMIT as ISSUE_LIMIT
from generator.entry.issues import read_issue
from generator.entry.sheet import kind_in, sheet_of, texts_in
from generator.formatting import formatted
from generator.forms.answers import Answers, version_of
from generator.forms.checking import answer_problems
from generator.forms.files import MAKERS
from generator.forms.read_docx import read_docx
from generator.forms.read_xlsx import read_xlsx
from generator.forms.reading import DOCX, FORM_PROPERTY, open_package
from generator.forms.tidy import tidied
from generator.intake.entries import Filing, Written
from generator.intake.files import name_of, read_bytes
from generator.model.artifacts import Artifact
from generator.model.records import KINDS
from generator.problems import Place, Problem, is_error, problem
from generator.settings import Settings

FORMATS = ("xlsx", "docx")
_SCHEMA = re.compile(r"# yaml-language-server: \$schema=\S*?/([a-z]+)\.json\s")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")

Arrived: TypeAlias = Filing | Written


class Read(NamedTuple):
    """What a file holds: a filing, if it can be taken, and what is to be said of how it was read."""

    name: str
    filing: Arrived | None
    problems: tuple[Problem, ...] = ()


def export_sheet(settings: Settings, kind: str, format: str, target: Path) -> None:
    """Writes the sheet for a record of this kind, blank, as a file of that format."""
    form = sheet_of(kind, settings)
    data = MAKERS[format](form, Answers(form.id, version_of(form), {}))
    writer.add_file(target, Artifact(target.name, data))


def write_message(target: Path, markdown: str) -> None:
    """Writes what is to be answered in an issue to a file of its own."""
    writer.add_file(target, Artifact(target.name, markdown.encode()))


def read_mailed(settings: Settings, paths: Iterable[Path], kind: str | None, folder: str) -> tuple[Read, ...]:
    """What each of the files holds."""
    return tuple(_read(settings, path, kind, folder) for path in paths)


def read_issue_file(settings: Settings, path: Path, kind: str | None, folder: str) -> Read:
    """What the body of an issue holds, which somebody unknown wrote."""
    name = name_of(path)
    text = _text(path, name, ISSUE_LIMIT, "issue-large")
    if isinstance(text, Problem):
        return Read(name, None, (text,))
    found = read_issue(text, settings, kind, Place(name))
    if any(map(is_error, found.problems)):
        return Read(name, None, found.problems)
    return Read(name, Filing(found.kind, found.answers, Place(name), folder), found.problems)


def _read(settings: Settings, path: Path, kind: str | None, folder: str) -> Read:
    name = name_of(path)
    if path.suffix.lower() in (SUFFIX, ".yaml"):
        return _record(path, name, kind, folder)
    data = read_bytes(path)
    if isinstance(data, Problem):
        return Read(name, None, (data,))
    if not data.startswith(b"PK"):
        return Read(name, None, (problem("entry-file-kind", Place(name)),))
    return _sheet(settings, data, name, kind, folder)


def _sheet(settings: Settings, data: bytes, name: str, kind: str | None, folder: str) -> Read:
    """A filled sheet; the file itself says of which kind, unless it has lost that."""
    package = open_package(data, name)
    if isinstance(package, Problem):
        return Read(name, None, (package,))
    stated = kind_in(package.properties.get(FORM_PROPERTY)) or kind
    if stated is None:
        return Read(name, None, (problem("entry-file-unnamed", Place(name)),))
    form = sheet_of(stated, settings)
    read = (read_docx if package.kind == DOCX else read_xlsx)(data, form, name, package)
    if read.answers is None:
        return Read(name, None, read.problems)
    answers = tidied(form, read.answers)
    told = (*read.problems, *answer_problems(form, answers, Place(name)))
    if any(map(is_error, told)):
        return Read(name, None, told)
    return Read(name, Filing(stated, texts_in(answers, blanks_of(stated, settings)), Place(name), folder), told)


def _record(path: Path, name: str, kind: str | None, folder: str) -> Read:
    """A record as it would lie in content/, from the editor in the browser or from anybody."""
    text = _text(path, name, SIZE_LIMIT, "file-too-large")
    if isinstance(text, Problem):
        return Read(name, None, (text,))
    match = _SCHEMA.match(text)
    stated = match[1] if match and match[1] in KINDS else kind
    if stated is None:
        return Read(name, None, (problem("entry-file-unnamed", Place(name)),))
    document = parse_source(SourcePath(name, stated, ""), text)
    if isinstance(document, Problem):
        return Read(name, None, (document,))
    record_id = document.data.get("id")
    if not isinstance(record_id, str) or not _ID.match(record_id):
        return Read(name, None, (problem("entry-record-id", Place(name), value=record_id),))
    file = file_of(stated, record_id, folder)
    written = formatted(stated, text, file)
    if isinstance(written, Problem):
        return Read(name, None, (written,))
    return Read(name, Written(Draft(stated, record_id, file, document.data, given=written), Place(name)))


def _text(path: Path, name: str, limit: int, code: str) -> str | Problem:
    data = read_bytes(path)
    if isinstance(data, Problem):
        return data
    if len(data) > limit:
        return problem(code, Place(name), size=len(data), limit=limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return problem("file-not-utf8", Place(name), offset=error.start)
