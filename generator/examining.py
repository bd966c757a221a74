"""Each record's file by itself: read, parsed, held against its schema and the rules for one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.content import NOTHING_ADDED, SourcePath, parse_source, read_source
from generator.documents import Document, packed
from generator.parallel import HERE, Workers, plain, split
from generator.problems import Problem
from generator.quotations import Tally, Texts, compare, total
from generator.rules import document_problems
from generator.schemas import schema_problems
from generator.settings import Settings


class Examined(NamedTuple):
    """The documents that could be read, those of them that fit their schemas, and the problems of all."""

    documents: tuple[Document, ...]
    fit: tuple[Document, ...]
    problems: tuple[Problem, ...]
    quotations: Tally = Tally()


class Ground(NamedTuple):
    """What every file is held against, and the texts of files that are not there yet or are to be others."""

    root: Path
    settings: Settings | None
    texts: Texts | None = None
    added: Mapping[str, str] = NOTHING_ADDED


def examine(ground: Ground, sources: Sequence[SourcePath], crew: Workers = HERE, cache: Path | None = None) -> Examined:
    """What each source holds by itself, in their order."""
    del cache
    chunks = (_read(ground, chunk) for chunk in split(sources, crew.count))
    return _joined(crew.each(_examine, plain(_Given(ground.settings, ground.texts)), chunks))


_Source: TypeAlias = tuple[SourcePath, str | Problem]
"""Where a record lies and its text, or why that cannot be read."""


class _Given(NamedTuple):
    """What records are held against."""

    settings: Settings | None
    texts: Texts | None


def _read(ground: Ground, sources: Sequence[SourcePath]) -> Sequence[_Source]:
    """The sources with their texts, as they are sent to whoever examines them, perhaps on another machine."""
    return [(s, ground.added[s.file] if s.file in ground.added else read_source(ground.root, s)) for s in sources]


def _examine(given: _Given, sources: Sequence[_Source]) -> Examined:
    """Parses and checks each source by itself."""
    settings, texts = given
    documents: list[Document] = []
    fit: list[Document] = []
    problems: list[Problem] = []
    tallies: list[Tally] = []
    for source, text in sources:
        document = text if isinstance(text, Problem) else parse_source(source, text)
        if isinstance(document, Problem):
            problems.append(document)
            continue
        unfit = tuple(schema_problems(document))
        problems.extend((*unfit, *(document_problems(document, settings) if settings else ())))
        if texts is not None:
            compared = compare(document, texts)
            problems.extend(compared.problems)
            tallies.append(compared.tally)
        document = packed(document)
        documents.append(document)
        if not unfit:
            fit.append(document)
    return Examined(tuple(documents), tuple(fit), tuple(problems), total(tallies))


def _joined(parts: Iterable[Examined]) -> Examined:
    shares = tuple(parts)
    return Examined(
        tuple(document for share in shares for document in share.documents),
        tuple(document for share in shares for document in share.fit),
        tuple(found for share in shares for found in share.problems),
        total(share.quotations for share in shares),
    )
