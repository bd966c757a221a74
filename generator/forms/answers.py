"""What a filled form says: the values that every format is filled with, and that every reader gives back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from generator.model.parts import Field, Option, RecordId, Text
from generator.model.records import Form

FieldId: TypeAlias = str
Row: TypeAlias = Mapping[FieldId, "str | tuple[str, ...] | bool"]
Answer: TypeAlias = "str | tuple[str, ...] | bool | tuple[Row, ...]"
"""A text as written (numbers too, in plain decimals; days as ISO), the ids of chosen options, a tick, or rows."""

OTHER = "other"
"""The option of a field with `other` that stands for what is written beside it."""

SECURITY_REVIEW = "security_review"
"""The tick that stands on every submission sheet: what is filed has passed the security review (保密审查)."""

SECURITY_FIELD = Field(id=SECURITY_REVIEW, label=Text(zh="保密审查", en="Security review"), type="tick", required=True)
"""That tick as a field; it is no part of the form itself."""

ROWS_LIMIT = 500
"""The most rows that a form may ask for (schemas/common.json, `rows_max`)."""

OTHER_OPTION = Option(id=OTHER, label=Text(zh="其他", en="Other"))


class Answers(NamedTuple):
    """A filled form: the form's id, the version of it that was filled, and what was written, by field.

    What was left empty is not there. The text of `other` stands under `<field>__other`.
    """

    form: RecordId
    version: str
    values: Mapping[FieldId, Answer]


def other_of(field: FieldId) -> FieldId:
    """Under which name the text of a field's `other` stands."""
    return f"{field}__{OTHER}"


def fields_of(form: Form) -> Iterator[Field]:
    """Every field in its order; the columns of rows are not among them."""
    for section in form.sections:
        yield from section.fields


def every_field(form: Form) -> Iterator[Field]:
    """Every field, each with the columns of its rows behind it."""
    for field in fields_of(form):
        yield from (field, *field.columns)


def options_of(field: Field) -> tuple[Option, ...]:
    """The choices of a field in their order; where something else may be written, 其他 is the last of them."""
    named = tuple(option for option in field.options if option.id != OTHER)
    others = tuple(option for option in field.options if option.id == OTHER) or (OTHER_OPTION,) * field.other
    return (*named, *others) if field.other else field.options


def version_of(form: Form) -> str:
    """Eight characters that change with what can be filled in: fields, types, limits, options, columns."""
    shape = [_shape(field) for field in fields_of(form)]
    return hashlib.sha256(json.dumps(shape, ensure_ascii=False).encode()).hexdigest()[:8]


def _shape(field: Field) -> list[object]:
    options = [option.id for option in field.options]
    return [field.id, field.type, field.limit, field.unit, options, field.other, [_shape(c) for c in field.columns]]
