"""What is wrong with the answer to one field: as values, which whoever knows its place and name puts into words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.creditcode import check_character, is_written_right
from generator.dates import is_calendar_date
from generator.forms.answers import OTHER, options_of, other_of
from generator.forms.counting import characters
from generator.forms.numbers import plain_decimal
from generator.model.parts import Field
from generator.problems import among

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_POSTCODE = re.compile(r"[0-9]{6}\Z")
_PHONE = re.compile(r"[-0-9+()（）转,，、/\s]{5,40}\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
_NUMBERS = ("number", "money", "percent")


class Fault(NamedTuple):
    """One thing that is wrong: its code, the details of its wording, and what stands there."""

    code: str
    details: Mapping[str, object] = {}
    value: str | None = None


def faults_of(field: Field, values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with one field of a form or row."""
    value = values.get(field.id)
    if value in (None, "", (), False):
        if field.required:
            yield Fault("answer-missing")
    elif not _is_shaped(field, value):
        yield shape_fault(*_SHAPES.get(field.type, _TEXT))
    else:
        yield from _value_faults(field, value)
    if field.other:
        yield from _other_faults(field, value, values.get(other_of(field.id)))


def _is_shaped(field: Field, value: object) -> bool:
    """Whether the value is of the type that the field's answers have."""
    if field.type == "choices":
        return isinstance(value, tuple) and all(isinstance(choice, str) for choice in value)
    return isinstance(value, {"tick": bool, "rows": tuple}.get(field.type, str))


def shape_fault(zh: str, en: str) -> Fault:
    """The fault of an answer that is not of the type that it must be."""
    return Fault("answer-shape", {"expected": zh, "expected_en": en})


_TEXT = ("一段文字", "a text")
_SHAPES: Mapping[str, tuple[str, str]] = {
    "choices": ("几个选项", "a list of choices"),
    "tick": ("勾选或不勾选", "ticked or not"),
    "rows": ("若干行", "rows"),
}


def _value_faults(field: Field, value: Any) -> Iterator[Fault]:
    if field.type == "rows":
        yield from _count_faults(field, len(value))
    elif field.type in ("choice", "choices"):
        yield from _choice_faults(field, (value,) if field.type == "choice" else value)
    elif isinstance(value, str):
        yield from _text_faults(field, value)


def _text_faults(field: Field, value: str) -> Iterator[Fault]:
    control = _CONTROL.search(value)
    if control:
        yield Fault("answer-control", {"character": f"U+{ord(control[0]):04X}"})
        return
    counted = characters(value)
    if field.limit is not None and counted > field.limit:
        over = counted - field.limit
        yield Fault("answer-too-long", {"counted": counted, "limit": field.limit, "over": over})
    if field.type in _WRITTEN:
        yield from _WRITTEN[field.type](field, value)


def _count_faults(field: Field, counted: int) -> Iterator[Fault]:
    low, high = field.rows_min or 0, field.rows_max
    if counted < low or (high is not None and counted > high):
        zh = f"{low} 至 {high} 行" if high is not None and low else f"至多 {high} 行" if high is not None else ""
        en = f"{low} to {high}" if high is not None and low else f"at most {high}" if high is not None else ""
        words = {"range": zh or f"至少 {low} 行", "range_en": en or f"at least {low}"}
        yield Fault("answer-rows", {"counted": counted, **words})


def _choice_faults(field: Field, chosen: tuple[str, ...]) -> Iterator[Fault]:
    labels = {option.id: option.label.zh for option in options_of(field)}
    for choice in chosen:
        if choice not in labels:
            yield Fault("answer-choice", among(choice, labels.values()), choice)


def _other_faults(field: Field, value: object, written: object) -> Iterator[Fault]:
    """其他 that is ticked and not said, or said and not ticked."""
    if written is not None and not isinstance(written, str):
        yield shape_fault(*_TEXT)
        return
    ticked = OTHER in value if isinstance(value, tuple) else value == OTHER
    if ticked == bool(written):
        yield from _text_faults(field, written) if written else ()
        return
    label = options_of(field)[-1].label
    faults = ("已勾选，没有写明是什么", "ticked, but not said what it is")
    faults = faults if ticked else ("旁边写了内容，没有勾选", "something is written beside it, but it is not ticked")
    words = {"option": label.zh, "option_en": label.en or label.zh, "fault": faults[0], "fault_en": faults[1]}
    yield Fault("answer-other", words)


# -- what is written in one way only ------------------------------------------------------------------------------


def _number_faults(field: Field, value: str) -> Iterator[Fault]:
    if plain_decimal(value, field.unit) is None:
        yield Fault("answer-number", {"unit": field.unit or "个", "unit_en": field.unit or "one"}, value)


def _date_faults(_field: Field, value: str) -> Iterator[Fault]:
    if not (_ISO_DAY.match(value) and is_calendar_date(value)):
        yield Fault("answer-date", {}, value)


def _credit_code_faults(_field: Field, code: str) -> Iterator[Fault]:
    """The right check character is told only where the code has the right form: else it would be a guess."""
    if not is_written_right(code):
        zh, en = (
            "应是18位数字和大写字母（不含I、O、S、V、Z）",
            "must be 18 digits and capital letters, without I, O, S, V, Z",
        )
    elif check_character(code[:17]) != code[17]:
        due = check_character(code[:17])
        zh, en = f"校验码不对，按前17位末位应为“{due}”", f"has the wrong check character; the first 17 give “{due}”"
    else:
        return
    yield Fault("answer-credit-code", {"reason": zh, "reason_en": en}, code)


def _postcode_faults(_field: Field, value: str) -> Iterator[Fault]:
    if not _POSTCODE.match(value):
        yield Fault("answer-postcode", {}, value)


def _phone_faults(_field: Field, value: str) -> Iterator[Fault]:
    if not _PHONE.match(value):
        yield Fault("answer-contact", {"kind": "电话号码", "kind_en": "a telephone number"})


def _email_faults(_field: Field, value: str) -> Iterator[Fault]:
    if not _EMAIL.match(value):
        yield Fault("answer-contact", {"kind": "电子邮箱", "kind_en": "an email address"})


_WRITTEN: Mapping[str, Callable[[Field, str], Iterator[Fault]]] = {
    **dict.fromkeys(_NUMBERS, _number_faults),
    "date": _date_faults,
    "credit_code": _credit_code_faults,
    "postcode": _postcode_faults,
    "phone": _phone_faults,
    "email": _email_faults,
}
