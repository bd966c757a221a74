"""What a form says of its fields fits them: sentences, conditions, rows and units name what is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.documents import Document, Group, form_in
from generator.model.parts import Condition, Field, Section, Sentence
from generator.model.records import Form
from generator.money import IN_YUAN
from generator.problems import Place, Pointer, Problem, nearest, problem
from generator.settings import Settings

NUMERIC = frozenset({"number", "money", "percent"})
TEXTS = frozenset({"text", "long_text"})
NEEDS, DISTINCT = "needs", "distinct"
CHOICES = frozenset({"choice", "choices"})
_KEY = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class _Misfit(NamedTuple):
    pointer: Pointer
    value: str
    reason: str
    reason_en: str
    advice: str
    advice_en: str


def problems(document: Document, _groups: tuple[Group, ...], _settings: Settings) -> Iterator[Problem]:
    """Parts of a form that do not fit its fields."""
    form = form_in(document)
    if form is not None:
        for misfit in _misfits(form):
            words = {name: value for name, value in misfit._asdict().items() if name not in ("pointer", "value")}
            yield problem("form-part", Place(document.file), pointer=misfit.pointer, value=misfit.value, words=words)


def _misfits(form: Form) -> Iterator[_Misfit]:
    for s, section in enumerate(form.sections):
        for f, field in enumerate(section.fields):
            yield from _field_misfits(field, ("sections", s, "fields", f))
        for i, sentence in enumerate(section.sentences):
            yield from _sentence_misfits(sentence, section, ("sections", s, "sentences", i, "text"))
    scopes = _scopes(form)
    everything = {key: field for scope in scopes for key, field in scope.items()}
    for i, condition in enumerate(form.conditions):
        yield from _condition_misfits(condition, scopes, everything, ("conditions", i))


# -- fields -------------------------------------------------------------------------------------------------------


def _field_misfits(field: Field, at: Pointer) -> Iterator[_Misfit]:
    yield from _shape_misfits(field, at)
    if (field.type == "rows") != bool(field.columns):
        why = ("是多行，没有写各栏", "has rows but no columns") if not field.columns else _NOT_ROWS
        yield _Misfit(at, field.id, *why, "多行写 type: rows 和 columns。", "Rows have type: rows and columns.")
    low, high = field.rows_min, field.rows_max
    if low is not None and high is not None and low > high:
        why = ("至少的行数多于至多的行数", "asks for more rows than it allows")
        yield _Misfit((*at, "rows_min"), field.id, *why, "核对 rows_min 和 rows_max。", "Mend rows_min or rows_max.")
    for c, column in enumerate(field.columns):
        place = (*at, "columns", c)
        yield from _shape_misfits(column, place)
        if column.type == "rows" or column.columns:
            why = ("是栏里的多行", "is a table within a table")
            yield _Misfit(place, column.id, *why, "一栏里不能再分行。", "A column cannot have rows of its own.")


_NOT_ROWS = ("不是多行，却写了各栏", "has columns but no rows")


def _shape_misfits(field: Field, at: Pointer) -> Iterator[_Misfit]:
    """Options where there is nothing to choose, choices without any, and money in no known unit."""
    if (field.type in CHOICES) != bool(field.options):
        why = ("的选项与类型不符", "has options and a type that do not fit each other")
        advice = ("单选、多选写 options，别的类型不写。", "A choice or choices have options, other types none.")
        yield _Misfit(at, field.id, *why, *advice)
    if field.other and field.type not in CHOICES:
        why, advice = ("不是选择，没有其他", "is no choice and has no other"), ("删掉 other。", "Remove other.")
        yield _Misfit((*at, "other"), field.id, *why, *advice)
    if field.type == "money" and field.unit not in IN_YUAN:
        why, known = ("是金额，没有写单位", "is money and has no known unit"), "、".join(IN_YUAN)
        yield _Misfit(at, field.id, *why, f"unit 写{known}之一。", f"unit is one of {', '.join(IN_YUAN)}.")


# -- sentences ----------------------------------------------------------------------------------------------------


def _sentence_misfits(sentence: Sentence, section: Section, at: Pointer) -> Iterator[_Misfit]:
    known = dict.fromkeys(field.id for field in section.fields if field.group == sentence.group)
    for lang, text in (("zh", sentence.text.zh), ("en", sentence.text.en or "")):
        keys = Counter(_KEY.findall(text))
        for key in keys:
            if key not in known:
                why, advice = ("不是这一分组的填写项", "is no field of the sentence's group"), nearest(key, known)
                yield _Misfit((*at, lang), key, *why, advice["advice"], advice["advice_en"])
            elif keys[key] > 1:
                why = ("在一句里出现两次", "stands twice in the sentence")
                yield _Misfit((*at, lang), key, *why, "每项只写一处。", "Write each field once.")


# -- conditions ---------------------------------------------------------------------------------------------------


def _condition_misfits(
    condition: Condition, scopes: Sequence[Mapping[str, Field]], everything: Mapping[str, Field], at: Pointer
) -> Iterator[_Misfit]:
    named = [("left", i, key) for i, key in enumerate(condition.left)]
    named += [("right", i, key) for i, key in enumerate(condition.right)]
    for side, i, key in named:
        if key not in everything:
            advice = nearest(key, everything)
            why = ("不是这张表的填写项", "is no field of this form")
            yield _Misfit((*at, side, i), key, *why, advice["advice"], advice["advice_en"])
    keys = {key for _, _, key in named}
    if keys <= everything.keys():
        rows = scopes[1:] if condition.comparator == DISTINCT else scopes
        if not any(keys <= scope.keys() for scope in rows):
            why = ("把不在一处的填写项放在一起比较", "compares fields that do not stand together")
            advice_zh, advice_en = "只比较表里的项，或同一多行里的栏。", "Compare fields, or columns of the same rows."
            yield _Misfit(at, condition.id, *why, advice_zh, advice_en)
        yield from _kind_misfits(condition, [everything[key] for _, _, key in named], at)


def _scopes(form: Form) -> list[Mapping[str, Field]]:
    """The fields that may be compared with one another: those of the form, and the columns of each of its rows."""
    fields = [field for section in form.sections for field in section.fields]
    rows = [{column.id: column for column in field.columns} for field in fields if field.columns]
    return [{field.id: field for field in fields}, *rows]


def _kind_misfits(condition: Condition, fields: list[Field], at: Pointer) -> Iterator[_Misfit]:
    """Fields of a type that cannot be compared so, or with one another, or with nothing."""
    if condition.option is not None and condition.comparator != NEEDS:
        why = ("的比较用不着选项", "compares in a way that has no option")
        yield _Misfit((*at, "option"), condition.option, *why, "只有 needs 写 option。", "Only needs has an option.")
    yield from _KIND_MISFITS.get(condition.comparator, _figure_misfits)(condition, fields, at)


def _figure_misfits(condition: Condition, fields: list[Field], at: Pointer) -> Iterator[_Misfit]:
    unfit = [*_unfit(fields, NUMERIC, at)]
    moneys = {field.type == "money" for field in fields}
    yield from unfit
    if not unfit and (len(moneys) > 1 or (condition.cap and False in moneys)):
        why = ("把金额和别的数相比", "compares money with other figures")
        yield _Misfit(at, condition.id, *why, "金额只与金额比较。", "Compare money with money only.")
    if not unfit and not condition.right and condition.cap is None:
        why = ("没有写与什么比较", "does not say what to compare with")
        yield _Misfit(at, condition.id, *why, "写 right 或 cap。", "Write right or cap.")


def _text_misfits(_condition: Condition, fields: list[Field], at: Pointer) -> Iterator[_Misfit]:
    yield from _unfit(fields, TEXTS, at)


def _unfit(fields: list[Field], fits: frozenset[str], at: Pointer) -> Iterator[_Misfit]:
    for field in fields:
        if field.type not in fits:
            why = ("的类型不能这样比较", "has a type that cannot be compared so")
            advice = (
                "数、金额、百分比可以比较大小，文字可以查含不含数。",
                "Compare figures, or look for a number in texts.",
            )
            yield _Misfit(at, field.id, *why, *advice)


def _need_misfits(condition: Condition, fields: list[Field], at: Pointer) -> Iterator[_Misfit]:
    if not condition.right or condition.cap or condition.rate is not None:
        why = ("没有写要填哪些项，或写了金额、比例", "does not say what must be filled, or names an amount or a rate")
        yield _Misfit(at, condition.id, *why, "写 right，不写 rate 和 cap。", "Write right, and neither rate nor cap.")
    asked = fields[0] if fields else None  # a condition may name none: that is wrong too, and told by the schema
    known = [*(option.id for option in asked.options), *["other"] * asked.other] if asked else []
    if condition.option is not None and (len(condition.left) > 1 or condition.option not in known):
        why, advice = (
            ("不是左边那一项的选项", "is no option of the one field on the left"),
            nearest(condition.option, known),
        )
        yield _Misfit((*at, "option"), condition.option, *why, advice["advice"], advice["advice_en"])


def _row_misfits(condition: Condition, _fields: list[Field], at: Pointer) -> Iterator[_Misfit]:
    if condition.right or condition.cap or condition.rate is not None:
        why = ("只比较各行，不与别的比较", "compares rows with each other and nothing else")
        yield _Misfit(at, condition.id, *why, "只写 left。", "Write left alone.")


_KIND_MISFITS: Mapping[str, Callable[[Condition, list[Field], Pointer], Iterator[_Misfit]]] = {
    "contains_number": _text_misfits,
    NEEDS: _need_misfits,
    DISTINCT: _row_misfits,
}
