"""Texts go out to translators and come back, and English that was read is accounted for: the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import writer
from generator.content import SourcePath, find_sources, parse_source, read_source
from generator.documents import Document
from generator.intake.files import name_of, read_bytes
from generator.model.artifacts import Artifact
from generator.model.parts import RecordId
from generator.parallel import plain, split, workers
from generator.pipeline import SETTINGS_FOLDER, check
from generator.problems import Problem, is_error
from generator.settings import read_settings
from generator.translating.records import accepted, translated
from generator.translating.returned import Judged, Returned, judged
from generator.translating.units import MOST, Unit, chosen, units_of
from generator.translating.workbook import read_workbook, workbook_of
from generator.translating.xliff import read_xliff, xliff_of

MAKERS = {"xliff": xliff_of, "xlsx": workbook_of}


class Asked(NamedTuple):
    """Which texts are to go out: of which kinds, and whether only those out of date or without English."""

    kinds: frozenset[str] = frozenset()
    stale: bool = False
    missing: bool = False


class Sent(NamedTuple):
    """What went out, or why nothing did."""

    texts: int = 0
    records: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def is_too_much(self) -> bool:
        """Whether there are more texts than one file may hold."""
        return self.texts > MOST


class Taken(NamedTuple):
    """What came of it: the files that were or would be changed, how many texts were taken or left, and the problems."""

    files: tuple[str, ...] = ()
    texts: int = 0
    untouched: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> int:
        """How many problems keep anything from being written."""
        return sum(map(is_error, self.problems))


class _Rewritten(NamedTuple):
    """Files that are to be changed, and the problems of those that cannot be read."""

    files: tuple[Artifact, ...]
    problems: tuple[Problem, ...]


def sources_named(root: Path, names: Iterable[str]) -> tuple[tuple[SourcePath, ...], tuple[str, ...]]:
    """The records named by `kind/id`, by their file, or by a folder that they lie in; and the names of nothing."""
    known = [source for source in find_sources(root) if isinstance(source, SourcePath)]
    found: dict[str, SourcePath] = {}
    unknown: list[str] = []
    for name in names:
        meant = [source for source in known if _is_meant(root, source, name)]
        found.update({source.file: source for source in meant})
        unknown.extend([] if meant else [name])
    return tuple(found.values()), tuple(unknown)


def accept(root: Path, sources: Sequence[SourcePath], *, is_dry: bool) -> Taken:
    """Accounts for all English of these records; nothing is written where one of them cannot be read."""
    if not is_dry:
        writer.complete_replacing(root)
    with workers() as shared:
        shares = tuple(shared.each(_accepted, plain(root), split(sources, shared.count)))
    files = [file for share in shares for file in share.files]
    problems = tuple(found for share in shares for found in share.problems)
    return _written(root, files, Taken(problems=problems), is_dry=is_dry)


def send(root: Path, asked: Asked, form: str, target: Path) -> Sent:
    """Writes the texts that are asked for to `target`, which must not be there yet; nothing where there are none."""
    settings, problems = read_settings(root / SETTINGS_FOLDER)
    if settings is None:
        return Sent(problems=problems)
    documents, unread = _documents(root, asked.kinds)
    if unread:
        return Sent(problems=unread)
    every = (unit for document in documents for unit in units_of(document, settings.glossary))
    units: list[Unit] = list(chosen(every, stale=asked.stale, missing=asked.missing))
    sent = Sent(len(units), len({unit.file for unit in units}))
    if units and not sent.is_too_much:
        writer.add_file(target, Artifact(target.name, MAKERS[form](units)))
    return sent


def take_back(root: Path, files: Iterable[Path], *, is_dry: bool) -> Taken:
    """Takes in the English of files that came back, all or none; what the records no longer have is told and left."""
    if not is_dry:
        writer.complete_replacing(root)
    returned: list[Returned] = []
    for path in files:
        read = _read(path)
        if isinstance(read, Problem):
            return Taken(problems=(read,))
        returned.extend(read)
    documents, _ = _documents(root, frozenset(one.kind for one in returned))
    by_key = {(document.kind, document.id): document for document in documents}
    found = judged(returned, by_key)
    texts = sum(map(len, found.taken.values()))
    rewritten = _translated(root, found, by_key)
    taken = Taken(texts=texts, untouched=found.untouched, problems=(*found.problems, *rewritten.problems))
    if not taken.errors and rewritten.files:
        taken = taken._replace(problems=(*taken.problems, *_consequences(root, rewritten.files)))
    return _written(root, rewritten.files, taken, is_dry=is_dry)


def _written(root: Path, files: Sequence[Artifact], taken: Taken, *, is_dry: bool) -> Taken:
    if not taken.errors and files and not is_dry:
        writer.replace(root, files)
    return taken._replace(files=tuple(file.path for file in files))


def _is_meant(root: Path, source: SourcePath, name: str) -> bool:
    if name == f"{source.kind}/{source.id}":
        return True
    if not name.strip():  # which as a path would be the whole site
        return False
    named, file = (root / name).resolve(), (root / source.file).resolve()
    return file == named or named in file.parents


def _accepted(root: Path, sources: Sequence[SourcePath]) -> _Rewritten:
    return _rewritten(root, sources, accepted)


def _translated(root: Path, found: Judged, documents: Mapping[tuple[str, RecordId], Document]) -> _Rewritten:
    english = {documents[record].file: texts for record, texts in found.taken.items()}
    sources = [SourcePath(documents[record].file, *record) for record in found.taken]
    return _rewritten(root, sources, lambda source, text: translated(source, text, english[source.file]))


def _rewritten(
    root: Path, sources: Iterable[SourcePath], change: Callable[[SourcePath, str], str | Problem]
) -> _Rewritten:
    """What `change` makes of each record's file, where that is another text."""
    files: list[Artifact] = []
    problems: list[Problem] = []
    for source in sources:
        before = read_source(root, source)
        after = before if isinstance(before, Problem) else change(source, before)
        if isinstance(after, Problem):
            problems.append(after)
        elif after != before:
            files.append(Artifact(source.file, after.encode()))
    return _Rewritten(tuple(files), tuple(problems))


def _documents(root: Path, kinds: frozenset[str]) -> tuple[list[Document], tuple[Problem, ...]]:
    """The records of these kinds, of all where none is named, and the problems of those that cannot be read."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for source in find_sources(root):
        if not isinstance(source, SourcePath) or (kinds and source.kind not in kinds):
            continue
        text = read_source(root, source)
        found = text if isinstance(text, Problem) else parse_source(source, text)
        (problems if isinstance(found, Problem) else documents).append(found)  # type: ignore[arg-type]  # one or the other
    return documents, tuple(problems)


def _read(path: Path) -> tuple[Returned, ...] | Problem:
    data = read_bytes(path)
    if isinstance(data, Problem):
        return data
    return read_workbook(data, name_of(path)) if data.startswith(b"PK") else read_xliff(data, name_of(path))


def _consequences(root: Path, files: Iterable[Artifact]) -> Iterator[Problem]:
    """What a check finds with the new texts and did not find before, in the records that they are in."""
    texts = {file.path: file.data.decode() for file in files}
    before = {_gist(found) for found in check(root, workers()).problems}
    for found in check(root, workers(), added=texts).problems:
        if found.file in texts and _gist(found) not in before:
            yield found


def _gist(found: Problem) -> tuple[object, ...]:
    return found.file, found.code, found.pointer, found.value
