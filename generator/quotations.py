"""Every quotation occurs, word for word, in the archived text of its source.

White space and the width of characters are left out of the comparison, for line breaks and half-width signs come from
archiving; nothing else is, so a quotation is one unbroken passage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from generator.documents import Document, groups_of
from generator.problems import Place, Pointer, Problem, problem

SUFFIX = ".txt"
CODES = frozenset({"quote-not-found", "archive-missing"})
"""What is found only where archived texts are given."""

_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")

Texts: TypeAlias = Mapping[str, str]
"""Archived texts, folded, by their files' names without extension."""


class Quotation(NamedTuple):
    """Words that a record says are a source's: where they stand, and the sources they may be from."""

    pointer: Pointer
    words: str
    sources: tuple[dict[str, Any], ...]


class Tally(NamedTuple):
    """How many quotations were compared with an archived text, and how many have none to be compared with."""

    compared: int = 0
    unarchived: int = 0


class Compared(NamedTuple):
    """What comparing found."""

    problems: tuple[Problem, ...]
    tally: Tally


def read_texts(folder: Path) -> tuple[Texts, tuple[Problem, ...]]:
    """The archived texts in `folder`, and a problem for each that is no UTF-8 text."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        place = Place(path.as_posix())
        try:
            texts[path.stem] = folded(path.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError as error:
            problems.append(problem("file-not-utf8", place, offset=error.start))
        except OSError as error:
            problems.append(problem("file-unreadable", place, reason=error.strerror or str(error)))
    return texts, tuple(problems)


def compare(document: Document, texts: Texts) -> Compared:
    """The document's quotations that occur in none of the archived texts they may be from, all of which are there."""
    quoted = [(quotation, _held(quotation, texts)) for quotation in quotations(document.data)]
    lost = [(q, held) for q, held in quoted if not any(occurs(q.words, texts[name]) for name in held)]
    refuted = [(q, held) for q, held in lost if held and len(held) == len(q.sources)]
    problems = (*_missing(document, texts), *(_not_found(document, q, held) for q, held in refuted))
    unarchived = len(lost) - len(refuted)
    return Compared(problems, Tally(len(quoted) - unarchived, unarchived))


def quotations(data: dict[str, Any]) -> Iterator[Quotation]:
    """What a document quotes: in citations, beside its sources, and in clauses of indicators, which name no source."""
    sources = tuple(source for _, source in _sources(data))
    for pointer, group in groups_of(data):
        quote, clause = group.get("quote"), group.get("clause")
        if isinstance(quote, str):
            cited = tuple(source for source in sources if source.get("id") == group.get("source"))
            yield Quotation((*pointer, "quote"), quote, (group,) if _is_source(pointer) else cited)
        if isinstance(clause, str):
            yield Quotation((*pointer, "clause"), clause, sources)


def occurs(words: str, text: str) -> bool:
    """Whether the words stand in a folded text as one passage."""
    passage = folded(words)
    return bool(passage) and passage in text


def folded(text: str) -> str:
    """The text in one width of characters (Unicode NFKC), without white space or invisible breaks."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sums of several tallies."""
    every = tuple(tallies)
    return Tally(sum(tally.compared for tally in every), sum(tally.unarchived for tally in every))


def _is_source(pointer: Pointer) -> bool:
    return len(pointer) == 2 and pointer[0] == "sources"


def _sources(data: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The sources that are rightly shaped, with their places in the list."""
    written = data.get("sources")
    for i, source in enumerate(written if isinstance(written, list) else ()):
        if isinstance(source, dict):
            yield i, source


def _held(quotation: Quotation, texts: Texts) -> tuple[str, ...]:
    """The archived texts that are there, of those the words may be from."""
    names = (source.get("archive") for source in quotation.sources)
    return tuple(name for name in names if isinstance(name, str) and name in texts)


def _missing(document: Document, texts: Texts) -> Iterator[Problem]:
    for i, source in _sources(document.data):
        name = source.get("archive")
        if isinstance(name, str) and name not in texts:
            yield problem("archive-missing", Place(document.file), pointer=("sources", i, "archive"), value=name)


def _not_found(document: Document, quotation: Quotation, held: Iterable[str]) -> Problem:
    words = {
        "source": ", ".join(str(source.get("id")) for source in quotation.sources),
        "archive": ", ".join(f"{name}{SUFFIX}" for name in held),
    }
    return problem(
        "quote-not-found", Place(document.file), pointer=quotation.pointer, value=quotation.words, words=words
    )
