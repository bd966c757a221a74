"""Each record's file by itself: read, parsed, held against its schema and the rules for one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.content import NOTHING_ADDED, SourcePath, parse_source, read_source
from generator.documents import Document, packed
from generator.parallel import in_shares
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


def examine(ground: Ground, sources: Sequence[SourcePath], jobs: int = 1, cache: Path | None = None) -> Examined:
    """What each source holds by itself, in their order."""
    del cache
    return _joined(in_shares(partial(_examine, ground), sources, jobs))


def _examine(ground: Ground, sources: Sequence[SourcePath]) -> Examined:
    """Reads, parses and checks each source by itself."""
    documents: list[Document] = []
    fit: list[Document] = []
    problems: list[Problem] = []
    tallies: list[Tally] = []
    for source in sources:
        document = _document(ground, source)
        if isinstance(document, Problem):
            problems.append(document)
            continue
        unfit = tuple(schema_problems(document))
        problems.extend((*unfit, *(document_problems(document, ground.settings) if ground.settings else ())))
        if ground.texts is not None:
            compared = compare(document, ground.texts)
            problems.extend(compared.problems)
            tallies.append(compared.tally)
        document = packed(document)
        documents.append(document)
        if not unfit:
            fit.append(document)
    return Examined(tuple(documents), tuple(fit), tuple(problems), total(tallies))


def _document(ground: Ground, source: SourcePath) -> Document | Problem:
    text = ground.added[source.file] if source.file in ground.added else read_source(ground.root, source)
    return text if isinstance(text, Problem) else parse_source(source, text)


def _joined(parts: Iterable[Examined]) -> Examined:
    shares = tuple(parts)
    return Examined(
        tuple(document for share in shares for document in share.documents),
        tuple(document for share in shares for document in share.fit),
        tuple(found for share in shares for found in share.problems),
        total(share.quotations for share in shares),
    )
