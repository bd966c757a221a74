"""The one home of numpy. Postings: where a pair of characters or a word stands, as base64 of varints.

For each document in order: the number since the last one, how many places, and the places since the last. A place is
a character (in UTF-16 units, as JavaScript counts) or a word's number.
"""

from __future__ import annotations

import re
from array import array
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

WORD = re.compile("[a-z0-9]+")
"""A word is a run of letters and digits: joined words are several, side by side."""

FIELD_GAP = 100
"""How many words lie between two fields, so that no phrase reaches across."""

AT_A_TIME = 1 << 17
"""How many places are encoded at once, if no term has more."""

FIELD_END = "\n"

Numbers: TypeAlias = NDArray[np.uint32]
Batch: TypeAlias = tuple[Sequence[str], Iterable[int]]
"""Terms of a document with the place of each."""


class Standing(NamedTuple):
    """The number of a term, of its document and of its place, for each time that a term stands somewhere.

    Documents and, within one, the places of a term are in order. Without places only the documents are told.
    """

    terms: Numbers
    documents: Numbers
    places: Numbers | None


class Terms(dict[str, int]):
    """Terms numbered in the order in which they first come."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


def pairs_in(streams: Sequence[str]) -> dict[str, str]:
    """The postings of every pair of adjacent printable characters; each stream is a document, in UTF-16 units."""
    units = np.frombuffer(FIELD_END.join(streams).encode("utf-16-le", "surrogatepass"), np.uint16)
    sizes = np.fromiter((len(stream) + 1 for stream in streams), np.int64, len(streams))
    documents = np.repeat(np.arange(len(streams), dtype=np.uint32), sizes)[: len(units)]
    places = np.arange(len(units), dtype=np.uint32) - np.repeat(np.cumsum(sizes) - sizes, sizes)[: len(units)]
    legible = _printable()[units]
    told = np.flatnonzero(legible[:-1] & legible[1:])
    pairs = units[told].astype(np.uint32) << np.uint32(16) | units[told + 1].astype(np.uint32)
    standing = Standing(pairs, documents[told], places[told].astype(np.uint32))
    return {chr(pair >> 16) + chr(pair & 0xFFFF): text for pair, text in _postings(standing)}


def words_in(documents: Iterable[Iterable[str]]) -> dict[str, str]:
    """The postings of the words of each document's fields."""
    return _of_terms(map(_words, documents))


def runs_in(streams: Iterable[str]) -> dict[str, str]:
    """The postings of the runs of Latin letters and digits in streams of characters: where each begins."""
    return _of_terms(map(_runs, streams))


def characters_in(titles: Iterable[str]) -> dict[str, str]:
    """In which titles each character beyond ASCII stands, without places."""
    found = ([c for c in dict.fromkeys(title) if "\x7f" < c <= "\uffff"] for title in titles)
    return _of_terms(([(characters, repeat(0, len(characters)))] for characters in found), is_placed=False)


def words_of(field: str) -> list[str]:
    """The words of a folded text."""
    return WORD.findall(field)


def in_units(text: str) -> str:
    """The text with a character for each UTF-16 unit; those beyond the first plane become two that match nothing."""
    return text if text.isascii() or max(text) <= "\uffff" else re.sub("[\U00010000-\U0010ffff]", "\ufffe\ufffe", text)


def utf16(term: str) -> bytes:
    """The order in which JavaScript compares strings."""
    return term.encode("utf-16-be", "surrogatepass")


def _words(fields: Iterable[str]) -> Iterator[Batch]:
    at = 0
    for field in fields:
        found = words_of(field)
        yield found, range(at, at + len(found))
        at += len(found) + FIELD_GAP


def _runs(stream: str) -> Iterator[Batch]:
    found = list(WORD.finditer(stream))
    yield [run[0] for run in found], [run.start() for run in found]


def _of_terms(documents: Iterable[Iterable[Batch]], is_placed: bool = True) -> dict[str, str]:
    """The postings of terms that come with their places, document by document."""
    numbers, terms, places, sizes = Terms(), array("I"), array("I"), array("I")
    for batches in documents:
        before = len(terms)
        for found, at in batches:
            terms.extend(map(numbers.__getitem__, found))
            places.extend(at)
        sizes.append(len(terms) - before)
    ordered = sorted(numbers, key=utf16)
    rank = np.empty(len(ordered), np.uint32)
    rank[[numbers[term] for term in ordered]] = np.arange(len(ordered), dtype=np.uint32)
    holders = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    standing = Standing(rank[np.asarray(terms)], holders, np.asarray(places, np.uint32) if is_placed else None)
    return {ordered[term]: text for term, text in _postings(standing)}


@cache
def _printable() -> NDArray[np.bool_]:
    return np.fromiter((chr(unit).isprintable() for unit in range(0x10000)), np.bool_, 0x10000)


def _postings(standing: Standing) -> Iterator[tuple[int, str]]:
    """Each term's number and postings, in the order of the numbers; a few at a time, so that memory is used again."""
    order = _stable_order(standing.terms)
    terms = standing.terms[order]
    firsts = np.flatnonzero(_changes(terms))
    start = 0
    while start < len(terms):
        next_first = np.searchsorted(firsts, start + AT_A_TIME)
        end = int(firsts[next_first]) if next_first < len(firsts) else len(terms)
        yield from _encoded(terms[start:end], standing, order[start:end])
        start = end


def _encoded(terms: Numbers, standing: Standing, order: NDArray[np.int64]) -> Iterator[tuple[int, str]]:
    """The postings of whole terms: `terms` are those that stand at `order`, in their order."""
    documents, is_new = standing.documents[order], _changes(terms)
    heads = np.flatnonzero(is_new | _changes(documents))
    is_first = is_new[heads]
    since = np.diff(documents[heads], prepend=np.uint32(0))
    since[is_first] = documents[heads[is_first]]
    numbers, at = _numbers(since, heads, None if standing.places is None else standing.places[order])
    data, starts = _varints(numbers)
    bounds = [*starts[at[is_first]].tolist(), len(data)]
    for i, term in enumerate(terms[is_new].tolist()):
        yield term, b64encode(data[bounds[i] : bounds[i + 1]]).decode()


def _numbers(since: Numbers, heads: NDArray[np.int64], places: Numbers | None) -> tuple[Numbers, NDArray[np.int64]]:
    """The numbers of postings one after another, and where in them each document's begin."""
    doubled = 2 * np.arange(len(heads))
    if places is None:
        numbers = np.zeros(2 * len(heads), np.uint32)
        numbers[doubled] = since
        return numbers, doubled
    steps = np.diff(places, prepend=np.uint32(0))
    steps[heads] = places[heads]
    at, counts = heads + doubled, np.diff(heads, append=len(places))
    numbers = np.empty(len(places) + 2 * len(heads), np.uint32)
    numbers[at], numbers[at + 1] = since, counts
    numbers[np.arange(len(places)) + np.repeat(doubled + 2, counts)] = steps
    return numbers, at


def _changes(values: Numbers) -> NDArray[np.bool_]:
    """Where a value is not the one before it; the first is none of them."""
    return np.concatenate(([True], values[1:] != values[:-1]))


def _stable_order(terms: Numbers) -> NDArray[Any]:
    """The order of the terms; numpy sorts halves of them by their digits, several times faster than whole ones."""
    order = np.argsort(terms.astype(np.uint16), kind="stable")
    return order[np.argsort((terms >> 16).astype(np.uint16)[order], kind="stable")]


def _varints(numbers: Numbers) -> tuple[bytes, NDArray[np.int64]]:
    """The numbers as varints, seven bits a byte, the last byte of each below 128; and where each starts."""
    sizes = np.ones(len(numbers), np.int64)
    for shift in (7, 14, 21, 28):
        sizes += numbers >> np.uint32(shift) > 0
    ends = np.cumsum(sizes)
    starts, out = ends - sizes, np.empty(int(ends[-1]), np.uint8)
    for i in range(int(sizes.max())):
        told = np.flatnonzero(sizes > i)
        more = (sizes[told] > i + 1).astype(np.uint32) << np.uint32(7)
        out[starts[told] + i] = numbers[told] >> np.uint32(7 * i) & np.uint32(127) | more
    return out.tobytes(), starts
