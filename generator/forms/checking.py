"""What is wrong with a filled form, in words for whoever filled it; nothing that is private is ever repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.forms.answers import SECURITY_REVIEW, Answers, every_field, fields_of, other_of
from generator.forms.conditions import broken_conditions, to_be_mended
from generator.forms.faults import Fault, faults_of, shape_fault
from generator.forms.printed import name_of
from generator.leaks import personal_problem
from generator.model.parts import Condition, Field, Text
from generator.model.records import Form
from generator.personal import personal_data
from generator.problems import Place, Pointer, Problem, problem
from generator.problems.wording import Severity

HIDDEN = "…"
"""What stands for a value that is not to be repeated."""

SHORTEST = 2
"""A personal answer of fewer characters is not looked for in other texts."""


class Spot(NamedTuple):
    """A field where it stands in a filled form: its name, and which row if it is a column of a field of rows."""

    field: Field
    name: Text
    pointer: Pointer
    within: Field | None = None

    @property
    def is_private(self) -> bool:
        """Whether what stands there is never published; a private field of rows makes its columns private."""
        return self.field.is_private or (self.within is not None and self.within.is_private)

    @property
    def is_personal(self) -> bool:
        """Whether what stands there is personal data."""
        return self.field.personal or (self.within is not None and self.within.personal)


def answer_problems(form: Form, answers: Answers, place: Place) -> Iterator[Problem]:
    """Everything that is wrong with answers that `tidied` has put in order; pointers lead into `answers.values`."""
    yield from _unknown(form, answers.values, place)
    for field in fields_of(form):
        spot = Spot(field, name_of(field), (field.id,))
        yield from _told(spot, faults_of(field, answers.values), place)
        yield from _row_problems(spot, answers.values.get(field.id), place)
    yield from (_condition_problem(form, broken, at, place) for broken, at in broken_conditions(form, answers))
    yield from _personal(form, answers, place)
    if answers.values.get(SECURITY_REVIEW) is not True:
        yield problem("answer-security-review", place, pointer=(SECURITY_REVIEW,))


def _told(spot: Spot, faults: Iterator[Fault], place: Place) -> Iterator[Problem]:
    names = {"name": spot.name.zh, "name_en": spot.name.en or spot.name.zh}
    for fault in faults:
        value = HIDDEN if fault.value is not None and spot.is_private else fault.value
        yield problem(fault.code, place, pointer=spot.pointer, value=value, words={**names, **fault.details})


def _unknown(form: Form, values: Mapping[str, object], place: Place) -> Iterator[Problem]:
    known = {*_keys(tuple(fields_of(form))), SECURITY_REVIEW}
    yield from (problem("answer-unknown", place, pointer=(key,), value=key) for key in values if key not in known)


def _keys(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        yield field.id
        if field.other:
            yield other_of(field.id)


# -- rows ---------------------------------------------------------------------------------------------------------


def _row_problems(spot: Spot, rows: object, place: Place) -> Iterator[Problem]:
    """What is wrong in the cells of rows."""
    if spot.field.type != "rows" or not isinstance(rows, tuple):
        return
    for i, row in enumerate(rows):
        if not isinstance(row, Mapping):
            yield from _told(spot, iter([shape_fault("各栏的内容", "the columns' contents")]), place)
            continue
        known = set(_keys(spot.field.columns))
        at = (*spot.pointer, i)
        yield from (problem("answer-unknown", place, pointer=(*at, k), value=k) for k in row if k not in known)
        for column in spot.field.columns:
            cell = _cell(spot, column, i)
            yield from _told(cell, faults_of(column, row), place)


def _cell(rows: Spot, column: Field, row: int) -> Spot:
    zh, en = rows.name.zh, rows.name.en or rows.name.zh
    name = Text(
        zh=f"{zh}第{row + 1}行{column.label.zh}", en=f"{en}, row {row + 1}: {column.label.en or column.label.zh}"
    )
    return Spot(column, name, (*rows.pointer, row, column.id), rows.field)


# -- fields together ----------------------------------------------------------------------------------------------


def _condition_problem(form: Form, condition: Condition, at: Pointer, place: Place) -> Problem:
    """The form's own message; the row where it is about one; the clause as the remedy."""
    named = [field for field in every_field(form) if field.id in (*condition.left, *condition.right)]
    zh, en = condition.message.zh, condition.message.en or condition.message.zh
    quote = condition.cite.quote if condition.cite else None
    words = {
        "message": f"第{int(at[-1]) + 1}行：{zh}" if at else zh,
        "message_en": f"Row {int(at[-1]) + 1}: {en}" if at else en,
        "names": "、".join(f"“{name_of(field).zh}”" for field in named),
        "names_en": ", ".join(f"“{name_of(field).en or name_of(field).zh}”" for field in named),
        "clause": f"条款：“{quote}”" if quote else "",
        "clause_en": f" Clause: “{quote}”" if quote else "",
    }
    severity: Severity = "error" if condition.strength == "hard" else "warning"
    return problem("answer-condition", place, pointer=(*at, to_be_mended(condition)), words=words, severity=severity)


# -- what must not be published -----------------------------------------------------------------------------------


def _personal(form: Form, answers: Answers, place: Place) -> Iterator[Problem]:
    """Personal data in what may be published: by its look, and by what stands in the form's own personal fields."""
    public = [(spot, text) for spot, text in spots_of(form, answers) if not spot.is_private]
    personal = [(spot, text) for spot, text in spots_of(form, answers) if spot.is_personal]
    for spot, text in public:
        yield from (personal_problem(found, place, spot.pointer) for found in personal_data(text))
        for other in [other for other, said in personal if len(said) >= SHORTEST and said in text]:
            words = {"name": spot.name.zh, "name_en": spot.name.en, "other": other.name.zh, "other_en": other.name.en}
            yield problem("answer-personal", place, pointer=spot.pointer, words=words)


def spots_of(form: Form, answers: Answers) -> Iterator[tuple[Spot, str]]:
    """Every text that was written, with where it stands."""
    for field in fields_of(form):
        spot = Spot(field, name_of(field), (field.id,))
        yield from _texts(spot, answers.values)
        rows = answers.values.get(field.id)
        for i, row in enumerate(rows if isinstance(rows, tuple) and field.type == "rows" else ()):
            for column in field.columns if isinstance(row, Mapping) else ():
                yield from _texts(_cell(spot, column, i), row)  # type: ignore[arg-type]  # it is one of the rows


def _texts(spot: Spot, values: Mapping[str, Any]) -> Iterator[tuple[Spot, str]]:
    found = (values.get(key) for key in _keys((spot.field,)))
    return ((spot, text) for text in found if isinstance(text, str) and spot.field.type != "choice")
