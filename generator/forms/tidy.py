"""Answers as they are kept, from answers as they were typed: the one place where readers' differences end.

Only what is certain is changed: a number to its plain digits, a day to ISO, full-width letters and digits of codes to
plain ones, white space around a text to none, rows without anything in them to none. What is not certain stays as it
was typed, for `checking` to tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.dates import is_calendar_date
from generator.forms.answers import Answer, Answers, FieldId, fields_of, other_of
from generator.forms.numbers import plain_decimal
from generator.forms.texts import half_width, with_plain_line_ends
from generator.model.parts import Field
from generator.model.records import Form

_DAY = re.compile(r"([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})日?\Z|([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_EMPTY: tuple[object, ...] = ("", (), False, None)


def tidied(form: Form, answers: Answers) -> Answers:
    """The same answers as they are kept; what is empty, or nothing but white space, is not there."""
    return answers._replace(values=dict(_tidy(fields_of(form), answers.values)))


def _tidy(fields: Iterable[Field], values: Mapping[FieldId, Answer]) -> Iterator[tuple[FieldId, Answer]]:
    """The answers in the order of the fields; what no field asks for stays behind them."""
    known = {key: field for field in fields for key in (field.id, other_of(field.id))}
    for key in (*(key for key in known if key in values), *(key for key in values if key not in known)):
        value = _tidy_value(known[key], key, values[key]) if key in known else values[key]
        if value not in _EMPTY:
            yield key, value


def _tidy_value(field: Field, key: FieldId, value: Answer) -> Answer:
    if isinstance(value, str):
        text = _text(value)
        return _TIDY[field.type](text, field) if field.type in _TIDY and key == field.id else text
    if field.type == "rows" and isinstance(value, tuple):
        rows = (dict(_tidy(field.columns, row)) if isinstance(row, Mapping) else row for row in value)
        return tuple(row for row in rows if row)  # type: ignore[return-value]  # what is no row is told by checking
    return value


def _text(text: str) -> str:
    """Without white space around it, and with every kind of line break the same."""
    return with_plain_line_ends(text).strip()


def _code(text: str, _field: Field) -> str:
    return half_width(text).replace(" ", "").upper()


def _digits(text: str, _field: Field) -> str:
    return half_width(text).replace(" ", "")


def _address(text: str, _field: Field) -> str:
    return half_width(text).strip()


def _number(text: str, field: Field) -> str:
    return plain_decimal(text, field.unit) or text


def _day(text: str, _field: Field) -> str:
    """The day in ISO; a month or a year alone is none."""
    found = _DAY.match(half_width(text).replace(" ", ""))
    if found is None:
        return text
    year, month, day = (part for part in found.groups() if part)
    written = f"{year}-{int(month):02}-{int(day):02}"
    return written if is_calendar_date(written) else text


_TIDY: Mapping[str, Callable[[str, Field], str]] = {
    "number": _number,
    "money": _number,
    "percent": _number,
    "date": _day,
    "credit_code": _code,
    "postcode": _digits,
    "phone": _address,
    "email": _address,
}
