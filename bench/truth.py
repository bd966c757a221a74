"""What is asked of every search, and what a plain scan of the same texts finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from texts import Document

from generator.finder.postings import words_of

CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
LENGTHS = (2, 3, 4)
EXAMPLES = 5
FIELD_END = "\n"

Found = Mapping[str, frozenset[str]]
"""The paths of the documents that each query finds."""


class Queries(NamedTuple):
    """What is asked: to compare what is found, and to weigh the bytes of the first answer."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]
    shown: Mapping[str, tuple[str, ...]]


class Score(NamedTuple):
    """The share found of what the scan finds, that of the found which the scan finds too, and the exact answers."""

    recall: float
    precision: float
    exact: int
    queries: int


def queries_of(documents: Sequence[Document], seed: int, wanted: int) -> Queries:
    """Equal seeds ask for the same: so many pieces of Chinese titles, and a quarter as many words of English ones."""
    examples = max(1, min(EXAMPLES, wanted // 8))
    random = Random(seed)
    runs = [run for document in documents for run in CHINESE.findall(document.zh[0])]
    words = [w for document in documents for w in words_of(document.en[0]) if w.isalpha() and len(w) > 2]
    couples = sorted({f"{a} {b}" for d in documents for a, b in pairwise(words_of(d.en[0])) if len(a) > 3 < len(b)})
    shown = {
        "no query": ("",),
        "2 characters": tuple(piece(random, runs, 2) for _ in range(examples)),
        "6 characters": tuple(piece(random, runs, 6) for _ in range(examples)),
        "2 English words": tuple(random.sample(couples, examples)),
    }
    pieces = distinct(lambda: piece(random, runs, random.choice(LENGTHS)), wanted)
    return Queries(pieces, distinct(lambda: random.choice(words), wanted // 4), shown)


def distinct(draw: Callable[[], str], wanted: int) -> tuple[str, ...]:
    """So many different ones of what is drawn, or as many as there are."""
    found: dict[str, None] = {}
    for _ in range(wanted * 100):
        if len(found) < wanted:
            found[draw()] = None
    return tuple(found)


def piece(random: Random, runs: Sequence[str], length: int) -> str:
    """A piece of a title, any of them as likely as any other place in a title."""
    while True:
        run = random.choice(runs)
        if len(run) >= length:
            start = random.randrange(len(run) - length + 1)
            return run[start : start + length]


def scanned(documents: Sequence[Document], queries: Sequence[str], langs: Sequence[str]) -> Found:
    """The documents of which a field in one of the languages holds the query."""
    streams = {d.path: FIELD_END.join(FIELD_END.join(getattr(d, lang)) for lang in langs) for d in documents}
    return {query: frozenset(path for path, text in streams.items() if query in text) for query in queries}


def score(truth: Found, found: Found) -> Score:
    """All queries together."""
    hits = sum(len(truth[query] & found[query]) for query in truth)
    expected, given = (sum(map(len, each.values())) for each in (truth, {q: found[q] for q in truth}))
    exact = sum(truth[query] == found[query] for query in truth)
    return Score(hits / expected if expected else 1.0, hits / given if given else 1.0, exact, len(truth))


def differences(truth: Found, found: Found, synonyms: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Where a search and the scan disagree, with the reason as far as the query tells it."""
    return [
        {
            "query": query,
            "missed": len(truth[query] - found[query]),
            "added": len(found[query] - truth[query]),
            "why": reasons(query, truth, found, synonyms),
        }
        for query in truth
        if truth[query] != found[query]
    ]


def reasons(query: str, truth: Found, found: Found, synonyms: Sequence[Sequence[str]]) -> str:
    """The rule of the finder that explains what differs."""
    told = []
    if found[query] - truth[query]:
        told.append("a synonym" if query in members(tuple(map(tuple, synonyms))) else "words of the same stem")
    if truth[query] - found[query]:
        told.append("stands within words only")
    return "; ".join(told)


@cache
def members(synonyms: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """Everything that has a synonym."""
    return frozenset(member for group in synonyms for member in group)
