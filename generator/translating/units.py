"""What goes out to a translator: each text with its name, its state, its limit, and the terms it should keep to.

A unit is known again by its record, its place, and two digests: of the Chinese and of the English that went out with
it. So a text that was edited meanwhile is noticed on its return, on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

from generator.documents import Document, groups_of
from generator.forms.texts import plain
from generator.glossary import Entries, Entry, terms_of
from generator.model.parts import RecordId, Text
from generator.passages import Passage, digest, digests_in, is_outdated, passages_of
from generator.problems import written
from generator.schemas import title_at

State: TypeAlias = Literal["missing", "outdated", "untracked", "current"]

MOST = 20_000
"""How many texts one file may hold: what is read back must be bounded."""

_KEY = re.compile(r"(?P<pointer>/[^#]*)#(?P<zh>[0-9a-f]{8})\.(?P<en>[0-9a-f]{8}|-)\Z")
NO_ENGLISH = "-"


class Key(NamedTuple):
    """By what a text is known again: its pointer as RFC 6901 writes it, and the digests of what went out."""

    pointer: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.pointer}#{self.zh}.{self.en}"


class Unit(NamedTuple):
    """One text that goes out."""

    file: str
    kind: str
    id: RecordId
    title: str
    passage: Passage
    state: State
    label: Text
    terms: tuple[Entry, ...]

    @property
    def key(self) -> Key:
        """By what it is known when it comes back."""
        return key_of(self.passage)


def key_of(passage: Passage) -> Key:
    """The key of a text as it is now."""
    english = NO_ENGLISH if passage.en is None else digest(carried(passage.en))
    return Key(written(passage.pointer), digest(passage.zh), english)


def carried(english: str) -> str:
    """An English text as a file brings it back: without control characters and white space around it."""
    return plain(english).strip()


def read_key(text: str) -> Key | None:
    """The key that was written, if it is one."""
    found = _KEY.match(text.strip())
    return Key(found["pointer"], found["zh"], found["en"]) if found else None


def units_of(document: Document, glossary: Entries) -> Iterator[Unit]:
    """Every text of a record."""
    title = document.data.get("title")
    name = str(title.get("zh")) if isinstance(title, dict) else document.id
    digests, glossary_terms = digests_in(document.data), terms_of(glossary)
    for passage in passages_of(groups_of(document.data)):
        label = title_at(document.kind, passage.pointer)
        terms = glossary_terms.within(passage.zh)
        state = state_of(passage, digests)
        yield Unit(document.file, document.kind, document.id, name, passage, state, label, terms)


def state_of(passage: Passage, digests: frozenset[str] | None) -> State:
    """Whether a text has English, and whether that is known to be of its present Chinese."""
    if passage.en is None:
        return "missing"
    if digests is None:
        return "untracked"
    return "outdated" if is_outdated(passage.zh, passage.en, digests) else "current"


def chosen(units: Iterable[Unit], *, stale: bool, missing: bool) -> Iterator[Unit]:
    """The outdated units, or those without English, or both; all where neither is asked for."""
    wanted = {state for state, asked in (("outdated", stale), ("missing", missing)) if asked}
    return (unit for unit in units if not wanted or unit.state in wanted)


def advice_of(unit: Unit) -> Iterator[Text]:
    """What a translator should know of a text: which terms it has, and what they are called."""
    for entry in unit.terms:
        never = Text(zh=f"；不用：{' / '.join(entry.refused)}", en=f"; not: {' / '.join(entry.refused)}")
        told = f"{entry.zh} = {' / '.join(entry.en)}"
        yield Text(zh=told + (never.zh if entry.refused else ""), en=told + (never.en or "" if entry.refused else ""))
