"""Fixed terms: which Chinese term is called what in English, and what it is never called.

Where terms overlap the longest stands: in 创新联合体 nothing is asked for 联合体. English forms are compared in any
case, with hyphens as spaces, and with a plural or a possessive of their last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, NamedTuple, TypeAlias

import msgspec

from generator.model.parts import Part, Text

Term = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=r"\S")]
Form = Annotated[str, msgspec.Meta(min_length=1, max_length=120, pattern=r"\w")]
Forms: TypeAlias = tuple[str, ...]


class Entry(Part, frozen=True, kw_only=True):
    """One Chinese term, its English forms, the best first, the refused ones, and longer words it is not meant in."""

    zh: Term
    en: Annotated[tuple[Form, ...], msgspec.Meta(min_length=1)]
    refused: tuple[Form, ...] = msgspec.field(name="not", default=())
    but: tuple[Term, ...] = msgspec.field(name="except", default=())
    note: Text | None = None


Entries: TypeAlias = tuple[Entry, ...]


class Fault(NamedTuple):
    """A term that an English text does not call by its name, or by a refused one, which is `refused`."""

    entry: Entry
    refused: str = ""


class _Matcher(NamedTuple):
    """The entries made ready: what finds any term, and the entry of each; a word that is none of them has no entry."""

    terms: re.Pattern[str]
    entries: Mapping[str, Entry | None]


def faults_in(zh: str, en: str, entries: Entries) -> Iterator[Fault]:
    """The entries whose terms the Chinese has and the English does not call by their names."""
    for entry in terms_in(zh, entries):
        rest = _either(entry.en).sub(" ", en)
        if rest == en:
            yield Fault(entry)
        refused = _either(entry.refused).search(rest) if entry.refused else None
        if refused:
            yield Fault(entry, refused[0])


def terms_in(zh: str, entries: Entries) -> tuple[Entry, ...]:
    """The entries whose terms a Chinese text has, in its order."""
    if not entries:
        return ()
    matcher = _matcher(entries)
    found = (matcher.entries[term] for term in dict.fromkeys(matcher.terms.findall(zh)))
    return tuple(entry for entry in found if entry is not None)


@lru_cache(maxsize=8)
def _matcher(entries: Entries) -> _Matcher:
    others: dict[str, Entry | None] = {word: None for entry in entries for word in entry.but}
    named = {**others, **{entry.zh: entry for entry in entries}}
    longest = sorted(named, key=lambda term: (-len(term), term))
    return _Matcher(re.compile("|".join(map(re.escape, longest))), named)


@lru_cache(maxsize=1024)
def _either(forms: Forms) -> re.Pattern[str]:
    """What finds any of the forms as words of their own."""
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_written, longest))})(?!\w)", re.IGNORECASE)


def _written(form: str) -> str:
    """The form's words one after another, the last also in its plural and possessive."""
    *first, last = re.split(r"[\s-]+", form.strip())
    ending = rf"(?:{re.escape(last[:-1])}ies|{re.escape(last)}(?:['’]s)?)" if last.endswith("y") else _plural(last)
    return r"[\s\-‐-―]+".join((*map(re.escape, first), ending))


def _plural(word: str) -> str:
    return rf"{re.escape(word)}(?:e?s)?(?:['’]s?)?"
