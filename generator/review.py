"""The stages of a comparison: ask git, parse both sides, pair the records, word what changed, look for risks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from generator.catalog import Catalog, Key, resolve
from generator.content import (
    SIZE_LIMIT,
    SourcePath,
    find_sources,
    parse_source,
    placed,
    printable,
    read_source,
    source_at,
    text_of,
)
from generator.differences.conflicts import conflicts, doubled
from generator.differences.consequences import consequences
from generator.differences.files import Fate, FileChange, sort_of, together
from generator.differences.pairs import pairs_of
from generator.differences.records import RecordDifference, compared, in_order, titles_of, unreadable
from generator.differences.result import Comparison
from generator.differences.risks import Context, by_weight, gone_at_once, risks_of, with_notices
from generator.differences.saying import Words
from generator.documents import Document
from generator.history import REGULAR, Between, Differing, Held, Span, Unknown, changes_between
from generator.lifecycle import MOVING
from generator.model.records import FOLDERS, Notice
from generator.pipeline import SETTINGS_FOLDER, collector_resting, discreet, known_files
from generator.problems import Place, Problem, problem
from generator.problems import in_order as every_once
from generator.rules import history_problems, identity
from generator.rules.evidence import Evidence, Past
from generator.schemas import schema_problems
from generator.settings import Settings, read_settings
from generator.yamlio import Json, parse_yaml

EXEMPTIONS = f"{SETTINGS_FOLDER}/exemptions.yml"

_UNREAD: Mapping[str, str] = MappingProxyType(
    {
        "value": "文件无法读取，不知道豁免了哪些",
        "value_en": "the file cannot be read, so which ones is not known",
    }
)

Branches: TypeAlias = tuple[dict[str, Document | None], dict[str, Document | None], list[Document]]
"""What the files that each of two branches changed hold now, and what they held where the branches parted."""


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
    if isinstance(between, Unknown):
        return between
    with collector_resting():
        return _compared(root, between, settings, written, as_of)


def _compared(root: Path, between: Between, settings: Settings, written: str, as_of: date) -> Comparison:
    after = _after(root, between)
    before = _before(between, after)
    changed = frozenset(one.path for one in between.files)
    words = Words(settings, {**titles_of(before.documents.values()), **titles_of(after.documents.values())})
    lost = frozenset(one.file for one in after.problems)
    records = compared(pairs_of(_among(before, changed - lost), _among(after, changed)), words)
    files = tuple(_files(between))
    warnings = (
        *after.problems,
        *_exempted(between),
        *together(files, bool(records or lost)),
        *_silent(after, before, changed, settings),
        *_unfit(after, changed),
        *_misnamed(after, changed, settings),
        *conflicts(*_branches(between, after, before, changed)),
        *doubled(_among(after, changed), _among(after, after.documents.keys() - changed)),
        *gone_at_once(records),
        *risks_of(records, Context(words, str(as_of))),
    )
    told = with_notices((one.difference for one in records), warnings, _noticed(after.catalog))
    return Comparison(
        span=written,
        base=between.base,
        head=between.head,
        as_of=str(as_of),
        records=in_order((*told, *_lost(before, lost))),
        consequences=consequences(before.catalog, after.catalog, words, str(as_of)),
        files=files,
        warnings=by_weight(map(discreet, _placed(warnings, root, between, after))),
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
    if held.data is None or held.size > SIZE_LIMIT:
        return problem("file-too-large", place, size=held.size, limit=SIZE_LIMIT)
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
    known = known_files(sources, after.problems)
    evidence = Evidence(tuple(after.documents.values()), known, after.catalog, settings)
    valid = {(record.kind, record.id) for record in before.catalog.every()}
    past = tuple(one for one in _among(before, changed) if (one.kind, one.id) in valid)
    return tuple(history_problems(evidence, Past(past, changed)))


def _files(between: Between) -> Iterator[FileChange]:
    """Everything else that differs: prose and settings first."""
    read = (one for one in between.files if source_at(one.path) is None and not _is_stray(one.path))
    for one in (*read, *sorted(between.others)):
        path = printable(one.path)
        yield FileChange(path, _fate(one), sort_of(path))


def _noticed(catalog: Catalog) -> frozenset[Key]:
    """The records whose deadlines a standing notice speaks of."""
    moving = (one for one in catalog.of(Notice).values() if one.type in MOVING and one.withdrawn is None)
    telling = (one for one in moving if any(change.closes or change.closed for change in one.changes))
    return frozenset((one.target.kind, one.target.id) for one in telling)


def _lost(before: Side, files: Iterable[str]) -> Iterator[RecordDifference]:
    """The records whose newer files cannot be read."""
    for source in filter(None, map(source_at, sorted(files))):
        yield unreadable(source.file, source.kind, source.id, before.documents.get(source.file))


def _unfit(after: Side, changed: frozenset[str]) -> Iterator[Problem]:
    """Changed records that do not fit their schemas."""
    for document in _among(after, changed):
        found = tuple(schema_problems(document))
        if found:
            reason, place = found[0].message, Place(document.file)
            yield problem(
                "diff-unfit", place, pointer=found[0].pointer, count=len(found), reason=reason.zh, reason_en=reason.en
            )


def _misnamed(after: Side, changed: frozenset[str], settings: Settings) -> Iterator[Problem]:
    """Changed records that state another id than their file's name, by which they are compared."""
    found = (one for document in _among(after, changed) for one in identity.problems(document, (), settings))
    return (one for one in found if one.code == "id-file-name")


def _exempted(between: Between) -> Iterator[Problem]:
    """Exemptions that were not there before, or that nobody can tell for the file cannot be read."""
    held = next((one for one in between.files if one.path == EXEMPTIONS), None)
    if held is not None:
        before, after = (_entries(one) for one in (held.before, held.after))
        if after is None:
            yield problem("diff-exemption", Place(EXEMPTIONS), words=_UNREAD)
        for entry in after or ():
            if entry not in (before or ()) and isinstance(entry, dict):
                told = " ".join(str(entry[key]) for key in ("record", "code", "pointer") if key in entry)
                yield problem("diff-exemption", Place(EXEMPTIONS), value=told, value_en=told)


def _entries(held: Held | None) -> list[Json] | None:
    """The entries of a list of exemptions, no file's being none; nothing where it cannot be read as a list."""
    if held is None:
        return []
    if held.data is None or held.mode not in REGULAR:
        return None
    text = text_of(EXEMPTIONS, held.data)
    found = parse_yaml(text, EXEMPTIONS) if isinstance(text, str) else text
    if isinstance(found, Problem) and found.code == "file-empty":
        return []
    return found if isinstance(found, list) else None


def _branches(between: Between, after: Side, before: Side, changed: frozenset[str]) -> Branches:
    """What either branch did, by file, and what those files held where they parted."""
    mine = {file: after.documents.get(file) for file in changed if source_at(file)}
    theirs = {one.path: _document(one.path, one.after) for one in between.meanwhile}
    parted = [*_among(before, changed), *(_document(one.path, one.before) for one in between.meanwhile)]
    return mine, theirs, [one for one in parted if one is not None]


def _document(file: str, held: Held | None) -> Document | None:
    found = document_in(file, held) if held is not None else None
    return found if isinstance(found, Document) else None


def _fate(one: Differing) -> Fate:
    if one.before is None:
        return "added"
    return "removed" if one.after is None else "changed"


def _placed(found: Iterable[Problem], root: Path, between: Between, after: Side) -> tuple[Problem, ...]:
    """The problems with the lines of the newer texts, where those can be read."""
    held = {one.path: one.after.data for one in between.files if one.after is not None and one.path in after.documents}
    texts = {path: text_of(path, data) for path, data in held.items() if data is not None}
    read = {path: text for path, text in texts.items() if isinstance(text, str)}
    found = tuple(found)
    rest = (one for one in found if one.file not in read)
    return every_once((*rest, *placed((one for one in found if one.file in read), root, read)))
