"""The mapping file: what a table's columns mean, what all its rows share, and how its records are named."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from generator.content import SIZE_LIMIT
from generator.importing.targets import HELPERS, TARGETS
from generator.model.parts import Part
from generator.problems import Place, Problem, nearest, problem
from generator.yamlio import parse_yaml

Heading: TypeAlias = str
MoneyUnit: TypeAlias = Literal["yuan", "wan", "yi"]
RowNumber: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=1_048_576)]

UNFILLED, UNNAMED = "⚠", "place-year-"
"""What a proposed mapping says where people are to fill in."""

PLACEHOLDER = re.compile(r"\{(seq|code|year|key)(?::0?([1-9]))?\}")
_ID = re.compile(r"[a-z0-9-]*\Z")
_FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


class Column(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a column fills: a record's key, the unit of its amounts, and what its words stand for (none: left out)."""

    key: str
    unit: MoneyUnit | None = None
    values: dict[str, str | list[str] | None] = msgspec.field(default_factory=dict)


class TableMap(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one table becomes records; rows and columns are counted from 1, as the sheet does."""

    kind: str
    origin: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^\S(.*\S)?\Z")]
    columns: dict[Heading, Column | str | None]
    id: str
    row_key: Annotated[list[str], msgspec.Meta(min_length=1)]
    header: Annotated[list[RowNumber], msgspec.Meta(min_length=1, max_length=2)]
    sheet: str | None = None
    fixed: dict[str, Any] = msgspec.field(default_factory=dict)
    folder: str | None = None
    section: str | None = None
    skip_rows: tuple[RowNumber, ...] = ()
    fill_down: tuple[Heading, ...] = ()

    def filled(self) -> Iterator[tuple[Heading, Column]]:
        """The columns that fill a key."""
        for heading, column in self.columns.items():
            if column is not None:
                yield heading, column if isinstance(column, Column) else Column(key=column)


def read_mapping(text: str, file: str, kind: str) -> TableMap | tuple[Problem, ...]:
    """The mapping that `text` holds, or everything that is wrong with it."""
    size = len(text.encode())
    if size > SIZE_LIMIT:
        return (problem("file-too-large", Place(file), size=size, limit=SIZE_LIMIT),)
    data = parse_yaml(text, file)
    if isinstance(data, Problem):
        return (data,)
    try:
        mapping = msgspec.convert(data, TableMap)
    except msgspec.ValidationError as error:
        return (problem("mapping-invalid", Place(file), reason=str(error), reason_en=str(error)),)
    return tuple(_problems(mapping, file, kind)) or mapping


def _problems(mapping: TableMap, file: str, kind: str) -> Iterator[Problem]:
    place = Place(file)
    if mapping.kind != kind:
        yield _invalid(
            place, "kind", f"这里是 {mapping.kind}，命令里是 {kind}", f"it is {mapping.kind}; the command says {kind}"
        )
        return
    keys = [column.key for _, column in mapping.filled()]
    yield from _key_problems(mapping, keys, place)
    for key in mapping.row_key:
        if key not in keys:
            yield _invalid(place, "row_key", f"“{key}”没有对应的栏", f"no column fills “{key}”")
    for heading in mapping.fill_down:
        if heading not in mapping.columns:
            yield _invalid(place, "fill_down", f"没有“{heading}”这一栏", f"there is no column “{heading}”")
    yield from _id_problems(mapping, keys, place)
    if not mapping.origin.isprintable():
        yield _invalid(place, "origin", "不能有换行和控制字符", "it may hold no line breaks or control characters")
    columns = [column.values for _, column in mapping.filled()]
    if UNFILLED in json.dumps([mapping.fixed, columns], ensure_ascii=False, default=str):
        yield _invalid(place, "", f"还有标着 {UNFILLED} 的没有填", f"something marked {UNFILLED} is not filled in")
    if mapping.folder is not None and not _FOLDER.match(mapping.folder):
        yield _invalid(place, "folder", "只用小写字母、数字和连字符", "use lower-case letters, digits and hyphens")
    if mapping.header[0] > mapping.header[-1]:
        yield _invalid(place, "header", "末行在首行之前", "the last row comes before the first")


def _key_problems(mapping: TableMap, keys: list[str], place: Place) -> Iterator[Problem]:
    known = TARGETS[mapping.kind]
    section = [mapping.section] if mapping.section else []
    for key in (*keys, *section):
        if key not in known:
            yield problem("mapping-key", place, value=key, words=nearest(key, known))
    for key in {key for key in (*keys, *section) if (*keys, *section).count(key) > 1}:
        yield _invalid(place, "columns", f"“{key}”有不止一栏", f"more than one column fills “{key}”")
    for key in HELPERS[mapping.kind] & mapping.fixed.keys():
        yield _invalid(place, "fixed", f"“{key}”不是记录的键", f"“{key}” is no key of the record")


def _id_problems(mapping: TableMap, keys: list[str], place: Place) -> Iterator[Problem]:
    if mapping.id.startswith(UNNAMED):
        yield _invalid(place, "id", "把 place-year 换成地区和年份", "write place and year instead of place-year")
    found = [match[1] for match in PLACEHOLDER.finditer(mapping.id)]
    if not _ID.match(PLACEHOLDER.sub("", mapping.id)):
        yield _invalid(
            place, "id", "只用小写字母、数字、连字符和 {seq} {code} {year} {key}",
            "use lower-case letters, digits, hyphens and {seq} {code} {year} {key}",
        )  # fmt: skip
    if not {"seq", "code", "key"} & set(found):
        yield _invalid(
            place,
            "id",
            "各行的编号会相同，请用 {seq}、{code} 或 {key}",
            "all rows would share it; use {seq}, {code} or {key}",
        )
    for name in {"seq", "code", "year"} & set(found) - set(keys) - mapping.fixed.keys():
        yield _invalid(place, "id", f"用了 {{{name}}}，但没有这一栏", f"it uses {{{name}}}, which no column fills")


def _invalid(place: Place, key: str, reason: str, reason_en: str) -> Problem:
    return problem("mapping-invalid", place, pointer=(key,) if key else (), reason=reason, reason_en=reason_en)
