"""The stages of a comparison: ask git, parse both sides, pair the records, word what changed, look for risks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.catalog import Catalog, resolve
from generator.content import SourcePath, find_sources, parse_source, placed, printable, read_source, source_at, text_of
from generator.differences.pairs import pairs_of
from generator.differences.records import differences_of, titles_of
from generator.differences.result import Comparison, FileChange
from generator.differences.saying import Words
from generator.documents import Document
from generator.history import FILE_LIMIT, REGULAR, Between, Differing, Held, Span, Unknown, changes_between
from generator.model.records import FOLDERS
from generator.pipeline import SETTINGS_FOLDER, discreet, known_files
from generator.problems import Place, Problem, problem
from generator.rules import history_problems
from generator.rules.evidence import Evidence, Past
from generator.schemas import schema_problems
from generator.settings import Settings, read_settings


class Side(NamedTuple):
    """One side of a comparison: its documents by file, the catalog of the valid ones, and what could not be read."""

    documents: Mapping[str, Document]
    catalog: Catalog
    problems: tuple[Problem, ...] = ()


class Unset(NamedTuple):
    """The problems of the site's own settings, without which nothing can be put in words."""

    problems: tuple[Problem, ...]


def review(root: Path, span: Span, written: str, as_of: date) -> Comparison | Unknown | Unset:
    """What differs in the project at `root` over `span`, which was asked for as `written`."""
    settings, unset = read_settings(root / SETTINGS_FOLDER)
    if settings is None:
        return Unset(unset)
    between = changes_between(root, span)
    return between if isinstance(between, Unknown) else _compared(root, between, settings, written, as_of)


def _compared(root: Path, between: Between, settings: Settings, written: str, as_of: date) -> Comparison:
    after = _after(root, between)
    before = _before(between, after)
    changed = frozenset(one.path for one in between.files)
    words = Words(settings, {**titles_of(before.documents.values()), **titles_of(after.documents.values())})
    pairs = pairs_of(_among(before, changed), _among(after, changed))
    warnings = (*after.problems, *_silent(after, before, changed, settings))
    return Comparison(
        span=written,
        base=between.base,
        head=between.head,
        as_of=str(as_of),
        records=differences_of(pairs, words),
        pages=tuple(_pages(between)),
        others=between.others,
        warnings=tuple(map(discreet, placed(warnings, root, _texts(between)))),
    )


def _among(side: Side, files: Iterable[str]) -> list[Document]:
    return [side.documents[file] for file in sorted(files) if file in side.documents]


def _after(root: Path, between: Between) -> Side:
    """The newer side: every record there is, and the problems of those that are new or changed."""
    changed = {one.path: one.after for one in between.files}
    held = between.records if between.records is not None else None
    found = _read_all(root) if held is None else {file: document_in(file, one) for file, one in held.items()}
    found |= {file: document_in(file, one) for file, one in changed.items() if one is not None}
    documents = {file: one for file, one in found.items() if isinstance(one, Document)}
    problems = tuple(one for file, one in found.items() if isinstance(one, Problem) and file in changed)
    return Side(documents, _catalog(documents.values()), problems)


def _read_all(root: Path) -> dict[str, Document | Problem | None]:
    """The records that now lie there."""
    sources = (source for source in find_sources(root) if isinstance(source, SourcePath))
    return {source.file: _parsed(source, read_source(root, source)) for source in sources}


def _before(between: Between, after: Side) -> Side:
    """The older side: what the changed files held, and all the others as they still are."""
    changed = {one.path: one.before for one in between.files}
    found = {file: document_in(file, one) for file, one in changed.items() if one is not None}
    kept = {file: one for file, one in after.documents.items() if file not in changed}
    documents = kept | {file: one for file, one in found.items() if isinstance(one, Document)}
    return Side(documents, _catalog(documents.values()))


def _catalog(documents: Iterable[Document]) -> Catalog:
    return resolve(document for document in documents if not any(schema_problems(document)))


def document_in(file: str, held: Held) -> Document | Problem | None:
    """The document that a file holds, or why it holds none; none where no record may lie."""
    source, place = source_at(file), Place(printable(file))
    if source is None or printable(file) != file:
        return problem("file-stray", place, known=", ".join(FOLDERS)) if _is_stray(file) else None
    if held.mode not in REGULAR:
        return problem("file-symlink", place)
    if held.data is None:
        return problem("file-too-large", place, size=held.size, limit=FILE_LIMIT)
    return _parsed(source, text_of(file, held.data))


def _is_stray(file: str) -> bool:
    """Whether a file lies where records do and is none."""
    parts = file.split("/")
    return parts[0] == "content" and (len(parts) < 3 or parts[1] in FOLDERS) and parts[-1] != ".gitkeep"


def _parsed(source: SourcePath, text: str | Problem) -> Document | Problem:
    return text if isinstance(text, Problem) else parse_source(source, text)


def _silent(after: Side, before: Side, changed: frozenset[str], settings: Settings) -> tuple[Problem, ...]:
    """What the rules on changes since a revision find."""
    sources = (source for source in map(source_at, after.documents) if source)
    strays = (one for one in after.problems)
    evidence = Evidence(tuple(after.documents.values()), known_files(sources, strays), after.catalog, settings)
    valid = {(record.kind, record.id) for record in before.catalog.every()}
    past = tuple(one for one in _among(before, changed) if (one.kind, one.id) in valid)
    return tuple(history_problems(evidence, Past(past, changed)))


def _pages(between: Between) -> Iterator[FileChange]:
    """Prose and settings that differ."""
    for one in between.files:
        if source_at(one.path) is None and not _is_stray(one.path):
            yield FileChange(printable(one.path), _fate(one))


def _fate(one: Differing) -> str:
    if one.before is None:
        return "added"
    return "removed" if one.after is None else "changed"


def _texts(between: Between) -> dict[str, str]:
    """The newer texts of changed files, for finding lines in."""
    held = ((one.path, one.after.data) for one in between.files if one.after is not None and one.after.data is not None)
    texts = ((path, text_of(path, data)) for path, data in held)
    return {path: text for path, text in texts if isinstance(text, str)}
