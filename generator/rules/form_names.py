"""A form's keys can name its controls in a document: each once, none reserved, none too long for a bookmark.

A control is named `zb_<field>`, in rows `zb_<field>_<row>_<column>`, a tick box of an option `…__<option>` and the
words beside 其他 `…__other`. Word takes bookmarks of at most 40 characters: letters, digits and underscores.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.documents import Document, Group, form_in
from generator.model.parts import Field
from generator.model.records import Form
from generator.problems import Place, Pointer, Problem, problem
from generator.settings import Settings

LONGEST = 40
RESERVED = frozenset({"security_review"})
"""Keys of what this site adds to every form."""

_NUMBERED = re.compile("(?=(_[0-9]+_))")
_ROW = "499"
"""A row's number at its longest."""


def problems(document: Document, _groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """Keys of fields and columns that cannot be used."""
    form = form_in(document)
    if form is None:
        return
    keys = list(_keys(form))
    taken = _Taken(keys)
    for key in keys:
        for zh, en in (*_reasons(key), *taken.reasons(key)):
            at = (*key.pointer, "id")
            yield problem("form-name", Place(document.file), pointer=at, value=key.field.id, reason=zh, reason_en=en)


class _Key(NamedTuple):
    """A field with its place, or a column of the field `within`."""

    field: Field
    pointer: Pointer
    within: Field | None = None

    @property
    def name(self) -> str:
        """How the names of its controls begin, at their longest."""
        return f"zb_{self.within.id}_{_ROW}_{self.field.id}" if self.within else f"zb_{self.field.id}"


def _keys(form: Form) -> Iterator[_Key]:
    for s, section in enumerate(form.sections):
        for f, field in enumerate(section.fields):
            at: Pointer = ("sections", s, "fields", f)
            yield _Key(field, at)
            yield from (_Key(column, (*at, "columns", c), field) for c, column in enumerate(field.columns))


def _reasons(key: _Key) -> Iterator[tuple[str, str]]:
    """Why a key cannot be used, whatever the others are."""
    if key.field.id in RESERVED:
        yield "本站保留给提交单使用", "this site keeps it for the submission sheet"
    if "__" in key.field.id:
        yield "不能有两个连写的下划线", "two underscores must not follow one another"
    longest = max(_names(key), key=len)
    if len(longest) > LONGEST:
        count = f"“{longest}”有 {len(longest)} 个字符，书签最多 {LONGEST} 个"
        yield count, f"“{longest}” has {len(longest)} characters and a bookmark at most {LONGEST}"
    options = Counter(option.id.replace("-", "_") for option in key.field.options)
    if max(options.values(), default=0) > 1:
        yield "选项代号只差连字符和下划线", "two of its options differ only by hyphen and underscore"


def _names(key: _Key) -> Iterator[str]:
    """Every name of a control that the key gives; a choice in a row is a list to choose from, without boxes."""
    yield key.name
    if key.within is None or key.field.type == "choices":
        yield from (f"{key.name}__{option.id}" for option in key.field.options)
    if key.field.other:
        yield f"{key.name}__other"


class _Taken:
    """Which keys a form uses, and which names they give."""

    def __init__(self, keys: Sequence[_Key]) -> None:
        self._counts = Counter(key.field.id for key in keys)
        self._first = {key.field.id: key for key in reversed(keys)}
        plain = (key.field.id for key in reversed(keys) if not key.within)
        self._read = {pair: name for name in plain for pair in _in_rows(name)}

    def reasons(self, key: _Key) -> Iterator[tuple[str, str]]:
        """Why a key cannot be used beside the others; keys of one list are compared elsewhere."""
        name = key.field.id
        if self._counts[name] > 1 and self._first[name].pointer[:-1] != key.pointer[:-1]:
            yield "这张表的别处已经用了", "the form uses it elsewhere"
        clash = self._read.get((key.within.id, name)) if key.within else None
        if clash:
            yield f"与“{clash}”会成为同一个名称", f"with “{clash}” it would give one name twice"


def _in_rows(name: str) -> Iterator[tuple[str, str]]:
    """Every field and column that a name could be read as one of; one that is too long anyway is read as none."""
    for found in _NUMBERED.finditer(name if len(name) <= LONGEST else ""):
        yield name[: found.start()], name[found.end(1) :]
