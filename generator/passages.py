"""Texts in two languages wherever they stand in a record, and the digest by which an English one knows its Chinese.

A record's `translated` holds the digests of the Chinese from which its English was made. A text is out of date where it
has English and its Chinese has another digest; of a record without that key nothing is known.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple, get_args, get_type_hints

import msgspec

from generator.documents import Group
from generator.model.parts import Part, Text
from generator.model.records import Record
from generator.problems import Pointer

KEY = "translated"
DIGITS = 8
"""How many hexadecimal digits of the SHA-256 a digest keeps: two Chinese texts of one record will not share them."""


class Passage(NamedTuple):
    """A text as a record's data holds it, and where."""

    pointer: Pointer
    zh: str
    en: str | None


@lru_cache(maxsize=4096)
def digest(zh: str) -> str:
    """The first eight hexadecimal digits of the SHA-256 of a Chinese text in NFC and UTF-8."""
    written = unicodedata.normalize("NFC", zh).encode("utf-8", "surrogatepass")
    return hashlib.sha256(written).hexdigest()[:DIGITS]


def passages_of(groups: Iterable[Group]) -> Iterator[Passage]:
    """The texts among a document's groups, in their order; what is written wrongly is passed over."""
    for pointer, group in groups:
        zh = group.get("zh")
        if zh.__class__ is str:
            en = group.get("en")
            yield Passage(pointer, zh, en if en.__class__ is str and en else None)


def digests_in(data: Mapping[str, Any]) -> frozenset[str] | None:
    """The digests that a record's data holds; nothing where nobody keeps account of its translations."""
    held = data.get(KEY)
    return frozenset(map(str, held)) if isinstance(held, list) else None


def is_outdated(zh: str, en: str | None, digests: frozenset[str] | None) -> bool:
    """Whether an English text was made from another Chinese than what stands beside it now."""
    return en is not None and digests is not None and digest(zh) not in digests


# -- the same of records ------------------------------------------------------------------------------------------


def texts_of(record: Record) -> Iterator[tuple[Pointer, Text]]:
    """The texts of a record with the places that they have in its data, in the order of its class."""
    return _texts(record, ())


def _texts(value: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Text]]:
    if value.__class__ is Text:
        yield pointer, value
    elif value.__class__ is tuple:
        for i, item in enumerate(value):
            yield from _texts(item, (*pointer, i))
    elif isinstance(value, Part):
        for attribute, key in _worded(value.__class__):
            inner = getattr(value, attribute)
            if inner is not None and inner != ():
                yield from _texts(inner, (*pointer, key))


@cache
def _worded(cls: type[Part]) -> tuple[tuple[str, str], ...]:
    """The attributes of a class, and their keys, in which a text may stand."""
    hints = get_type_hints(cls)
    return tuple(
        (f.name, f.encode_name) for f in msgspec.structs.fields(cls) if _holds_text(hints[f.name], frozenset())
    )


def _holds_text(hint: Any, above: frozenset[Any]) -> bool:
    """Whether a text may stand in a type; a class that holds its own kind is not asked twice."""
    if hint is Text:
        return True
    if isinstance(hint, type) and issubclass(hint, Part):
        return hint not in above and any(_holds_text(h, above | {hint}) for h in get_type_hints(hint).values())
    return any(_holds_text(inner, above) for inner in get_args(hint))
