"""What is new and what is gone between two texts, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeAlias

Sign: TypeAlias = Literal["kept", "gone", "new"]

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*|\s+|.", re.DOTALL)
"""A word, a number, a gap, or one character: Chinese has no gaps between words."""

_COMPARED = 800
"""Beyond this many tokens that differ all are told as gone and new: the work grows with their square."""

_BRIDGE = 2
"""What is kept between two changes and no longer than this is told as changed with them: islands are hard to read."""

_AROUND = 24
"""How many characters of what is kept are shown beside a change."""


class Piece(NamedTuple):
    """A piece of text, and whether it is in both texts, only in the old or only in the new."""

    sign: Sign
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as pieces in their order."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    within = _bridged(_inner(old[head : len(old) - tail], new[head : len(new) - tail]))
    ends = (Piece("kept", "".join(new[:head])), *within, Piece("kept", "".join(new[len(new) - tail :])))
    return tuple(piece for piece in ends if piece.text)


def excerpt(found: Sequence[Piece], most: int) -> tuple[Piece, ...]:
    """The pieces with what is kept cut down to what stands beside a change, and nothing longer than `most`."""
    last = len(found) - 1
    return tuple(_cut(piece, i == 0, i == last, most) for i, piece in enumerate(found))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens from the first on are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _inner(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > _COMPARED:
        yield from (Piece("gone", "".join(old)), Piece("new", "".join(new)))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("kept", "".join(new[j1:j2]))
        else:
            yield from (Piece("gone", "".join(old[i1:i2])), Piece("new", "".join(new[j1:j2])))


def _bridged(found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with short islands between changes made part of them, what is gone before what is new."""
    gone = new = ""
    for piece in found:
        if piece.sign == "kept" and (len(piece.text) > _BRIDGE or not (gone or new)):
            yield from (Piece("gone", gone), Piece("new", new), piece)
            gone = new = ""
        else:
            gone += piece.text if piece.sign != "new" else ""
            new += piece.text if piece.sign != "gone" else ""
    yield from (Piece("gone", gone), Piece("new", new))


def _cut(piece: Piece, is_first: bool, is_last: bool, most: int) -> Piece:
    text = piece.text
    if piece.sign != "kept":
        return piece if len(text) <= most else Piece(piece.sign, text[: most - 1] + "…")
    before, after = (0 if is_first else _AROUND), (0 if is_last else _AROUND)
    if len(text) <= before + after + 2:
        return piece
    return Piece("kept", f"{text[:before]}…{text[len(text) - after :] if after else ''}")
