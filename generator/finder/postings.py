"""Postings: in which documents and at which places a pair of characters or a word stands, as base64 of varints.

For each document in order: the number since the last one, how many places, and the places since the last. A place is
a character (in UTF-16 units, as JavaScript counts) or a word's number.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

WORD = re.compile("[a-z0-9]+")
"""A word is a run of letters and digits: joined words are several, side by side."""

FIELD_GAP = 100
"""How many words lie between two fields, so that no phrase reaches across."""

FIELD_END = "\n"
RUN = "~"
"""Stands before a run of Latin letters in Chinese text, among the words; it sorts after them."""


class Postings:
    """The places of terms, document after document in the order of their numbers."""

    def __init__(self) -> None:
        self._bytes: defaultdict[str, bytearray] = defaultdict(bytearray)
        self._last: dict[str, int] = {}

    def add(self, document: int, places: dict[str, list[int]]) -> None:
        """Where each term stands in a document; an empty list says only that it does."""
        for term, found in places.items():
            out = self._bytes[term]
            _varint(out, document - self._last.get(term, 0))
            self._last[term] = document
            _varint(out, len(found))
            before = 0
            for place in found:
                _varint(out, place - before)
                before = place

    def encoded(self) -> dict[str, str]:
        """Each term's postings, in the order of the terms as JavaScript compares them."""
        ordered = sorted(self._bytes, key=utf16)
        return {term: b64encode(self._bytes[term]).decode() for term in ordered}


def pairs_in(stream: str) -> dict[str, list[int]]:
    """Where each pair of adjacent characters begins, within fields; `stream` is in UTF-16 units."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, pair in enumerate(map("".join, pairwise(stream))):
        places[pair].append(i)
    return {pair: found for pair, found in places.items() if FIELD_END not in pair and pair.isprintable()}


def words_in(fields: Iterable[str]) -> dict[str, list[int]]:
    """Which words stand at which places."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    at = 0
    for field in fields:
        for word in words_of(field):
            places[word].append(at)
            at += 1
        at += FIELD_GAP
    return places


def runs_in(stream: str) -> dict[str, list[int]]:
    """Where each run of Latin letters and digits begins in a stream of characters."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for run in WORD.finditer(stream):
        places[f"{RUN}{run[0]}"].append(run.start())
    return places


def words_of(field: str) -> list[str]:
    """The words of a folded text."""
    return WORD.findall(field)


def in_units(text: str) -> str:
    """The text with a character for each UTF-16 unit; those beyond the first plane become two that match nothing."""
    return text if text.isascii() or max(text) <= "\uffff" else re.sub("[\U00010000-\U0010ffff]", "\ufffe\ufffe", text)


def utf16(term: str) -> bytes:
    """The order in which JavaScript compares strings."""
    return term.encode("utf-16-be", "surrogatepass")


def _varint(out: bytearray, number: int) -> None:
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
