"""Each record's file by itself: read, parsed, held against its schema and the rules, or known from an earlier run.

What a file holds is kept under its path and a digest of its bytes, which are read in every run: no name and no time
says that a file is still the same. It lies in a few sections by the digest of the path, so that a change rewrites one
of them, and what is no longer there falls out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import msgspec

from generator.cache import load, save
from generator.content import NOTHING_ADDED, SourcePath, bytes_of, parse_source, placed_in, source_at, text_of
from generator.documents import Document, Reference, packed
from generator.model.parts import RecordId
from generator.model.records import unpacked
from generator.parallel import HERE, Workers, plain, split
from generator.problems import Place, Pointer, Problem, is_error, problem
from generator.problems.wording import Severity
from generator.program import program_digest
from generator.quotations import Tally, Texts, compare, total
from generator.rules import document_problems
from generator.schemas import schema_problems
from generator.settings import Settings

TOLD = 1_000
"""So many problems of one file are told by its schema, and as many by the rules."""

SECTIONS = "0123456789abcdef"
"""What the digests of each section's paths begin with."""

_SIZE = 16


class Found(msgspec.Struct, frozen=True, array_like=True):
    """What a file holds, without its name; nothing `packed` where it could not be read, nor a digest of its bytes."""

    digest: bytes = b""
    problems: tuple[Problem, ...] = ()
    is_fit: bool = False
    packed: bytes = b""
    references: tuple[Reference, ...] = ()
    formerly: tuple[RecordId, ...] = ()
    tracks: tuple[tuple[Pointer, str], ...] = ()
    comments: bytes = b""
    quotations: Tally = Tally()


Digests: TypeAlias = Mapping[str, bytes]
"""What stands for the bytes of files as they were read, by their paths."""

NOTHING_READ: Digests = MappingProxyType({})

_Section: TypeAlias = dict[str, Found]
"""What the files of one section hold, by their paths."""


class Examined(NamedTuple):
    """The documents that could be read, those of them that fit their schemas, and the problems of all.

    The digest is of all that shapes them, every byte of every file; there is none where a file could not be read, or
    nothing is kept.
    """

    documents: tuple[Document, ...]
    fit: tuple[Document, ...]
    problems: tuple[Problem, ...]
    quotations: Tally = Tally()
    read: bytes = b""
    """What stands for the bytes of all files as they were read; nothing where one of them could not be."""
    digest: bytes = b""
    """The same with all that files are held against; nothing where nothing is kept."""


class Ground(NamedTuple):
    """What every file is held against, and the texts of files that are not there yet or are to be others."""

    root: Path
    settings: Settings | None
    texts: Texts | None = None
    added: Mapping[str, str] = NOTHING_ADDED


class _Measures(NamedTuple):
    """What a text is held against."""

    settings: Settings | None
    texts: Texts | None


class _Text(NamedTuple):
    """Where a record lies, its text or why that cannot be read, and the digest of its bytes."""

    source: SourcePath
    text: str | Problem
    digest: bytes


def examine(
    ground: Ground,
    sources: Sequence[SourcePath],
    crew: Workers = HERE,
    cache: Path | None = None,
    digests: Digests = NOTHING_READ,
) -> Examined:
    """What each source holds by itself, in their order; what the `cache` has of the same bytes is not made again.

    A file that has one of the `digests` was just read: it is read again only if the cache has nothing of these bytes.
    Where quotations are compared the cache is left alone, for the archived texts may be others.
    """
    folder = cache if ground.texts is None else None
    key = _key(ground.settings) if folder else b""
    stored = {section: _stored(folder, section, key) for section in SECTIONS}
    kept = {file: found for files in stored.values() for file, found in files.items()}
    unknown = [s for s in sources if not _is_known(s.file, kept, digests)]
    made = dict(_made(ground, unknown, kept, crew))
    every = {source.file: made.get(source.file) or kept[source.file] for source in sources}
    if folder and not ground.added:
        _keep(folder, key, stored, every)
    documents = tuple((_document(s, every[s.file]), every[s.file].is_fit) for s in sources if every[s.file].packed)
    return Examined(
        tuple(document for document, _ in documents),
        tuple(document for document, is_fit in documents if is_fit),
        tuple(problem for found in every.values() for problem in found.problems),
        total(found.quotations for found in every.values()) if ground.texts is not None else Tally(),
        read_of({file: found.digest for file, found in every.items()}),
        _whole(key, every) if folder else b"",
    )


def digests_now(root: Path, sources: Iterable[SourcePath]) -> Digests:
    """The digest of each file's bytes as they lie there now; nothing for one that cannot be read."""
    return {source.file: _digest_now(bytes_of(root, source)) for source in sources}


def read_of(digests: Digests) -> bytes:
    """What stands for the bytes of all files; nothing where one of them could not be read."""
    if not all(digests.values()):
        return b""
    return blake2b(msgspec.msgpack.encode(sorted(digests.items())), digest_size=_SIZE).digest()


def _digest_now(raw: bytes | Problem) -> bytes:
    return b"" if isinstance(raw, Problem) else blake2b(raw, digest_size=_SIZE).digest()


def _is_known(file: str, kept: _Section, digests: Digests) -> bool:
    """Whether the cache has what these very bytes hold."""
    digest = digests.get(file)
    return bool(digest) and file in kept and kept[file].digest == digest


def _made(ground: Ground, sources: Sequence[SourcePath], kept: _Section, crew: Workers) -> Iterator[tuple[str, Found]]:
    """What is found by a crew in the sources of which the same bytes are not known."""
    known = {file: found.digest for file, found in kept.items()}
    chunks = (tuple(_texts(ground, known, share)) for share in split(sources, crew.count))
    state = plain(_Measures(ground.settings, ground.texts))
    for share in crew.each(_look_at, state, filter(None, chunks)):
        yield from share


def _texts(ground: Ground, known: Mapping[str, bytes], sources: Sequence[SourcePath]) -> Iterator[_Text]:
    """The texts that are not known, as they are sent to whoever looks at them, perhaps on another machine."""
    for source in sources:
        if source.file in ground.added:
            yield _Text(source, ground.added[source.file], b"")
            continue
        raw = bytes_of(ground.root, source)
        digest = _digest_now(raw)
        if isinstance(raw, Problem):
            yield _Text(source, raw, b"")
        elif digest != known.get(source.file):
            yield _Text(source, text_of(source.file, raw), digest)


def _look_at(measures: _Measures, texts: Sequence[_Text]) -> list[tuple[str, Found]]:
    return [(given.source.file, _found(measures, given.source, given.text, given.digest)) for given in texts]


def _found(ground: _Measures, source: SourcePath, text: str | Problem, digest: bytes) -> Found:
    """Parses and checks one text."""
    document = text if isinstance(text, Problem) else parse_source(source, text)
    if isinstance(text, Problem) or isinstance(document, Problem):
        return Found(digest, (document,) if isinstance(document, Problem) else ())
    unfit = tuple(_readable(tuple(islice(schema_problems(document), TOLD + 1)), source.file))
    ruled = tuple(document_problems(document, ground.settings)) if ground.settings else ()
    compared = compare(document, ground.texts) if ground.texts is not None else None
    problems = (*unfit, *_readable(ruled, source.file), *(compared.problems if compared else ()))
    return Found(
        digest,
        tuple(placed_in(text, problems)) if problems else (),
        not unfit,
        packed(document).packed,
        document.references,
        document.formerly,
        document.tracks,
        document.comments,
        compared.tally if compared else Tally(),
    )


def _readable(problems: Sequence[Problem], file: str) -> Iterator[Problem]:
    """The problems as far as anybody would read them, and that there are more, which weighs as much as those do."""
    left = problems[TOLD:]
    yield from problems[:TOLD]
    if left:
        severity: Severity = "error" if any(map(is_error, left)) else "warning"
        yield problem("problems-many", Place(file), severity=severity, limit=TOLD)


def _document(source: SourcePath, found: Found) -> Document:
    return Document(
        source.file,
        source.kind,
        source.id,
        {},
        found.references,
        found.formerly,
        found.tracks,
        found.packed,
        found.comments,
    )


def _key(settings: Settings | None) -> bytes:
    """What else shapes what is found in a file than its path and its bytes."""
    return program_digest() + blake2b(msgspec.msgpack.encode(settings), digest_size=_SIZE).digest()


def _whole(key: bytes, every: _Section) -> bytes:
    """One digest of all files, if each has one."""
    files = [(file, found.digest) for file, found in every.items()]
    if not all(digest for _, digest in files):
        return b""
    return blake2b(msgspec.msgpack.encode((key, files)), digest_size=_SIZE).digest()


def _stored(folder: Path | None, section: str, key: bytes) -> _Section:
    """What the cache has of a section's files, as far as records can be made of it."""
    files = load(folder, f"documents-{section}", key, _Section) or {}
    return {file: found for file, found in files.items() if _is_sound(file, found)}


def _is_sound(file: str, found: Found) -> bool:
    """Whether what is said to have fitted a schema can be read as its record: what is forged must not stop a run."""
    source = source_at(file)
    if source is None or not all(reference.pointer for reference in found.references):
        return False
    try:
        if found.is_fit:
            unpacked(source.kind, found.packed)
        if found.comments:
            msgspec.json.decode(found.comments, type=dict)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    return True


def _keep(folder: Path, key: bytes, stored: Mapping[str, _Section], every: _Section) -> None:
    """Writes the sections that have changed; what could not be read is read again the next time."""
    held: dict[str, _Section] = {section: {} for section in SECTIONS}
    for file, found in every.items():
        if found.digest:
            held[_section(file)][file] = found
    for section, files in held.items():
        if files != stored[section]:
            save(folder, f"documents-{section}", key, files)


def _section(file: str) -> str:
    return blake2b(file.encode(), digest_size=1).hexdigest()[0]
