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


class _Ready(NamedTuple):
    """An entry with what finds its forms, and its refused ones, if it has any."""

    entry: Entry
    forms: re.Pattern[str]
    refused: re.Pattern[str] | None


class Terms(NamedTuple):
    """A glossary made ready: what finds any of its terms, and each; a word that is none of them stands for nothing."""

    found: re.Pattern[str] | None
    ready: Mapping[str, _Ready | None]

    def within(self, zh: str) -> tuple[Entry, ...]:
        """The entries whose terms a Chinese text has, in its order."""
        return tuple(ready.entry for ready in self._in(zh))

    def faults(self, zh: str, en: str) -> Iterator[Fault]:
        """The entries whose terms the Chinese has and the English does not call by their names."""
        for entry, forms, never in self._in(zh):
            if forms.search(en) is None:
                yield Fault(entry)
            refused = never.search(forms.sub(" ", en)) if never and never.search(en) else None
            if refused:
                yield Fault(entry, refused[0])

    def _in(self, zh: str) -> list[_Ready]:
        terms = self.found.findall(zh) if self.found else ()
        return [ready for term in dict.fromkeys(terms) if (ready := self.ready[term]) is not None] if terms else []


@lru_cache(maxsize=8)
def terms_of(entries: Entries) -> Terms:
    """The glossary made ready; to be asked for once and used for many texts, because entries take time to compare."""
    others: dict[str, _Ready | None] = {word: None for entry in entries for word in entry.but}
    named = {**others, **{entry.zh: _ready(entry) for entry in entries}}
    longest = sorted(named, key=lambda term: (-len(term), term))
    return Terms(re.compile("|".join(map(re.escape, longest))) if longest else None, named)


def _ready(entry: Entry) -> _Ready:
    return _Ready(entry, _either(entry.en), _either(entry.refused) if entry.refused else None)


def _either(forms: Forms) -> re.Pattern[str]:
    """What finds any of the forms as words of their own."""
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_written, longest))})(?!\w)", re.IGNORECASE)


def _written(form: str) -> str:
    """The form's words one after another, the last also in its plural and possessive."""
    *first, last = filter(None, re.split(r"[\s-]+", form))
    ending = rf"(?:{re.escape(last[:-1])}ies|{re.escape(last)}(?:['’]s)?)" if last.endswith("y") else _plural(last)
    return r"[\s\-‐-―]+".join((*map(re.escape, first), ending))


def _plural(word: str) -> str:
    return rf"{re.escape(word)}(?:e?s)?(?:['’]s?)?"
