"""Postings: where a pair of characters or a word stands, as base64 of varints.

For each document in order: the number since the last one, how many places, and the places since the last. A place is
a character (in UTF-16 units, as JavaScript counts) or a word's number. A few documents' postings are made by
themselves (`Partial`), whatever stands before them, and then put one after another (`merged`).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import Any, NamedTuple, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

WORD = re.compile("[a-z0-9]+")
"""A word is a run of letters and digits: joined words are several, side by side."""

FIELD_GAP = 100
"""How many words lie between two fields, so that no phrase reaches across."""

AT_A_TIME = 1 << 16
"""How many pieces of postings are put together at once, if no term has more."""

FIELD_END, DOCUMENT_END = "\n", "\f"
"""Neither stands in a folded text, where all white space is spaces."""

_LETTERS = bytes(code if WORD.match(chr(code)) else ord(" ") for code in range(256))
"""What bytes become where only words are looked for."""

_ENDS = {FIELD_END: "|", DOCUMENT_END: "~"}
_LETTERS_AND_ENDS = bytes(ord(_ENDS.get(chr(code), chr(_LETTERS[code]))) for code in range(256))
_TERM_END = "\n"
_STORED = np.dtype("<u4")

Numbers: TypeAlias = NDArray[np.uint32]
Places: TypeAlias = NDArray[np.int64]
"""Where something stands in an array or in bytes."""


class Standing(NamedTuple):
    """The number of a term, of its document and of its place, for each time that a term stands somewhere.

    Documents and, within one, the places of a term are in order. Without places only the documents are told.
    """

    terms: Numbers
    documents: Numbers
    places: Numbers | None


class Partial(msgspec.Struct, frozen=True, array_like=True):
    """The postings of some documents that follow one another, numbered from 0.

    `terms` is a line for each. Of each term: its first and last document, and where in `data` its bytes begin; in them
    its first document is 0 after the last one, until `merged` knows that.
    """

    terms: str = ""
    firsts: bytes = b""
    lasts: bytes = b""
    starts: bytes = b""
    data: bytes = b""

    def listed(self) -> list[str]:
        """The terms one by one."""
        return self.terms.split(_TERM_END) if self.terms else []

    def fits(self, documents: int) -> bool:
        """Whether so many documents can have given this: each term once, with its bytes, in documents that exist."""
        terms = self.listed()
        parts = (self.firsts, self.lasts, self.starts)
        if any(len(part) != _STORED.itemsize * len(terms) for part in parts) or len(set(terms)) < len(terms):
            return False
        first, last, starts = map(_stored, parts)
        are_there = np.all((first <= last) & (last < documents))
        return bool(are_there and np.all(np.diff(starts, append=len(self.data)) > 0))


class Terms(dict[str, int]):
    """Terms numbered in the order in which they first come."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number

    def lines(self, numbers: Numbers) -> str:
        """The terms of these numbers, a line for each."""
        terms = list(self)
        return _TERM_END.join([terms[number] for number in numbers.tolist()])


def pairs_in(streams: Sequence[str]) -> Partial:
    """The postings of every pair of adjacent printable characters; each stream is a document, in UTF-16 units."""
    units, documents, places = _units_of(streams)
    legible = _printable()[units]
    at = np.flatnonzero(legible[:-1] & legible[1:])
    pairs = units[at].astype(np.uint32) << np.uint32(16) | units[at + 1].astype(np.uint32)
    return _partial(
        Standing(pairs, documents[at], places[at]),
        lambda found: _lines(found >> np.uint32(16), found & np.uint32(0xFFFF)),
    )


def characters_in(titles: Sequence[str]) -> Partial:
    """In which titles each character beyond ASCII stands, without places."""
    units, documents, _ = _units_of(titles)
    told = units > 0x7F
    found = np.unique(documents[told].astype(np.uint64) << np.uint64(16) | units[told])
    terms, holders = (found & np.uint64(0xFFFF)).astype(np.uint32), (found >> np.uint64(16)).astype(np.uint32)
    return _partial(Standing(terms, holders, None), _lines)


def runs_in(streams: Sequence[str]) -> Partial:
    """The postings of the runs of Latin letters and digits in streams of characters: where each begins."""
    _, documents, places = _units_of(streams)
    letters = DOCUMENT_END.join(streams).encode("ascii", "replace").translate(_LETTERS)
    numbers, found = Terms(), letters.decode().split()
    terms = np.fromiter(map(numbers.__getitem__, found), np.uint32, len(found))
    is_letter = np.frombuffer(letters, np.uint8) != ord(" ")
    at = np.flatnonzero(is_letter & ~np.append(False, is_letter[:-1]))
    return _partial(Standing(terms, documents[at], places[at]), numbers.lines)


def words_in(documents: Sequence[Sequence[str]]) -> Partial:
    """The postings of the words of each document's folded fields."""
    numbers = Terms({end: number for number, end in enumerate(_ENDS.values())})
    joined = f" {DOCUMENT_END} ".join(map(f" {FIELD_END} ".join, documents))
    found = joined.encode("ascii", "replace").translate(_LETTERS_AND_ENDS).decode().split()
    terms = np.fromiter(map(numbers.__getitem__, found), np.uint32, len(found))
    is_word, is_end = terms > 1, terms == 1
    at = np.cumsum(is_word) - is_word + FIELD_GAP * np.cumsum(terms == 0)
    holders = np.cumsum(is_end)[is_word].astype(np.uint32)
    starts = np.concatenate(([0], at[is_end]))
    return _partial(Standing(terms[is_word], holders, (at[is_word] - starts[holders]).astype(np.uint32)), numbers.lines)


def words_of(field: str) -> list[str]:
    """The words of a folded text."""
    return WORD.findall(field)


def in_units(text: str) -> str:
    """The text with a character for each UTF-16 unit; those beyond the first plane become two that match nothing."""
    is_all = 2 * len(text) == len(text.encode("utf-16-le", "surrogatepass"))
    return text if is_all else re.sub("[\U00010000-\U0010ffff]", "\ufffe\ufffe", text)


def utf16(term: str) -> bytes:
    """The order in which JavaScript compares strings."""
    return term.encode("utf-16-be", "surrogatepass")


def merged(partials: Sequence[Partial], firsts: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Each term in order with its postings in all documents; `firsts` are the numbers of the partials' first ones.

    They are put together a few terms at a time, so that memory is used again.
    """
    numbers = Terms()
    terms = np.array([numbers[term] for partial in partials for term in partial.listed()], np.uint32)
    if not numbers:
        return
    names = sorted(numbers, key=utf16)
    rank = np.empty(len(names), np.uint32)
    rank[[numbers[name] for name in names]] = np.arange(len(names), dtype=np.uint32)
    order = _stable_order(rank[terms])
    begins = np.flatnonzero(_changes(terms[order]))
    pieces = _pieces(partials, firsts, order, begins)
    data = b"".join([partial.data for partial in partials])
    done = 0
    while done < len(names):
        end = max(done + 1, int(np.searchsorted(begins, begins[done] + AT_A_TIME)))
        bounds = np.append(begins[done:end], begins[end] if end < len(names) else len(order))
        yield from zip(
            names[done:end], _texts(data, pieces[:, bounds[0] : bounds[-1]], bounds - bounds[0]), strict=True
        )
        done = end


def _pieces(partials: Sequence[Partial], firsts: Sequence[int], order: Places, begins: Places) -> Places:
    """Of all pieces in their order: the document since the last one, and where its bytes begin and end in all data."""
    sizes = [len(partial.data) for partial in partials]
    bases = np.cumsum([0, *sizes])[:-1].tolist()
    starts = [_stored(partial.starts) + base for partial, base in zip(partials, bases, strict=True)]
    ends = [
        np.append(found[1:], base + size)[: len(found)] for found, base, size in zip(starts, bases, sizes, strict=True)
    ]
    first, last = (
        np.concatenate([_stored(part) + base for part, base in zip(parts, firsts, strict=True)])[order]
        for parts in ([partial.firsts for partial in partials], [partial.lasts for partial in partials])
    )
    since = np.diff(first, prepend=0)
    since[1:] = first[1:] - last[:-1]
    since[begins] = first[begins]
    return np.stack((since, np.concatenate(starts)[order] + 1, np.concatenate(ends)[order]))


def _texts(data: bytes, pieces: Places, bounds: Places) -> Iterator[str]:
    """The postings of terms: `bounds` say which pieces are each one's."""
    since, starts, ends = pieces.tolist()  # by columns: a list for each piece would keep the collector busy
    parts = list(
        chain.from_iterable(zip(map(_varint, since), map(data.__getitem__, map(slice, starts, ends)), strict=True))
    )
    ends = (2 * bounds).tolist()
    for start, end in pairwise(ends):
        yield b64encode(b"".join(parts[start:end])).decode()


def _stored(part: bytes) -> Places:
    return np.frombuffer(part, _STORED).astype(np.int64)


def _units_of(streams: Sequence[str]) -> tuple[NDArray[np.uint16], Numbers, Numbers]:
    """The units of all streams, an end between each two; of each unit the stream and its place there."""
    units = np.frombuffer(DOCUMENT_END.join(streams).encode("utf-16-le", "surrogatepass"), np.dtype("<u2"))
    sizes = np.fromiter((len(stream) + 1 for stream in streams), np.int64, len(streams))
    documents = np.repeat(np.arange(len(streams), dtype=np.uint32), sizes)[: len(units)]
    places = np.arange(len(units)) - np.repeat(np.cumsum(sizes) - sizes, sizes)[: len(units)]
    return units, documents, places.astype(np.uint32)


def _lines(*units: Numbers) -> str:
    """Terms of one or more UTF-16 units each, a line for each."""
    rows = np.stack((*units, np.full(len(units[0]), ord(_TERM_END))), axis=1)
    return rows.astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")[:-1]


@cache
def _printable() -> NDArray[np.bool_]:
    return np.fromiter((chr(unit).isprintable() for unit in range(0x10000)), np.bool_, 0x10000)


def _partial(standing: Standing, lines: Callable[[Numbers], str]) -> Partial:
    """The postings of what stands in some documents; `lines` are the terms of numbers."""
    if not len(standing.terms):
        return Partial()
    order = _stable_order(standing.terms)
    terms, documents = standing.terms[order], standing.documents[order]
    is_new = _changes(terms)
    heads = np.flatnonzero(is_new | _changes(documents))
    holders, is_first = documents[heads], is_new[heads]
    since = np.diff(holders, prepend=np.uint32(0))
    since[is_first] = 0
    numbers, at = _numbers(since, heads, None if standing.places is None else standing.places[order])
    data, starts = _varints(numbers)
    is_last = np.append(is_first[1:], True)
    columns = (holders[is_first], holders[is_last], starts[at[is_first]])
    firsts, lasts, begins = (column.astype(_STORED).tobytes() for column in columns)
    return Partial(lines(terms[is_new]), firsts, lasts, begins, data)


def _numbers(since: Numbers, heads: Places, places: Numbers | None) -> tuple[Numbers, Places]:
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


def _changes(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value is not the one before it; the first is none of them."""
    return np.concatenate((np.ones(min(1, len(values)), np.bool_), values[1:] != values[:-1]))


def _stable_order(terms: Numbers) -> Places:
    """The order of the terms; numpy sorts halves of them by their digits, several times faster than whole ones."""
    order = np.argsort(terms.astype(np.uint16), kind="stable")
    high = (terms >> np.uint32(16)).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")] if high.any() else order


def _varints(numbers: Numbers) -> tuple[bytes, Places]:
    """The numbers as varints, seven bits a byte, the last byte of each below 128; and where each starts."""
    longer = [np.flatnonzero(numbers >= np.uint32(1 << shift)) for shift in (7, 14, 21, 28)]
    sizes = np.ones(len(numbers), np.uint8)
    for told in longer:
        sizes[told] += 1
    ends = np.cumsum(sizes, dtype=np.int64)
    starts, out = ends - sizes, np.empty(int(ends[-1]), np.uint8)
    out[starts] = numbers.astype(np.uint8) & 127 | (sizes > 1) << np.uint8(7)
    for i, told in enumerate(longer, 1):
        out[starts[told] + i] = numbers[told] >> np.uint32(7 * i) & np.uint32(127) | (sizes[told] > i + 1) * np.uint32(
            128
        )
    return out.tobytes(), starts


@cache
def _varint(number: int) -> bytes:
    return _varints(np.array([number], np.uint32))[0]
