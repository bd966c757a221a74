"""Filled forms by the dozen: every field has an answer, right in its kind, and texts are as nasty as people's."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from forms.made import FORMS, form_of
from generator.creditcode import ALPHABET, check_character
from generator.forms.answers import (
    OTHER,
    SECURITY_REVIEW,
    Answer,
    Answers,
    Row,
    fields_of,
    options_of,
    other_of,
    version_of,
)
from generator.model.parts import Field
from generator.model.records import Form

NASTY = (
    "<b>&amp;\"引号'</b>",
    "]]></w:t></w:r>",
    "=1+1",
    "@SUM(A1:A9)",
    "\u202e从右往左\u202c",
    "👩‍🔬🚀🇨🇳",
    "𠮷野家、㐀、龘",
    "e\u0301 combining",
    "  两端有空格  ",
    "　全角空格　",
    "制表\t符",
    "{unit_name} %s {{ x }}",
    "C:\\temp\\新建.docx",
    "_x000D_ &#10; &lt;",
    "—— …… “”‘’《》【】",
    "\u200b零宽\ufeff",
    "O'Brien; DROP TABLE",
    "永磁牵引系统功率密度≥5kW/kg，效率≥97.5%",
)
LINES = ("第一行\n第二行", "一、目标\n\n二、指标：\n\t1. 精度±0.01mm", " 开头有空格\n末尾有换行\n")

_OPTIONS = [{"id": "basic", "label": {"zh": "基础研究"}}, {"id": "a-b", "label": {"zh": "应用 & <转化>"}}]
_COLUMNS = [
    {"id": "name", "label": {"zh": "项目名称"}, "type": "text"},
    {"id": "kind", "label": {"zh": "类别"}, "type": "choice", "options": _OPTIONS},
    {"id": "mode", "label": {"zh": "方式"}, "type": "choice", "options": _OPTIONS, "other": True},
    {"id": "fields", "label": {"zh": "方向"}, "type": "choices", "options": _OPTIONS},
    {"id": "input", "label": {"zh": "总投资"}, "type": "money", "unit": "万元"},
    {"id": "begins", "label": {"zh": "开始"}, "type": "date"},
    {"id": "done", "label": {"zh": "完成"}, "type": "tick"},
]
_BUDGET = {"group": {"zh": "预算"}, "type": "money", "unit": "万元"}
ROWS_FORM = form_of(
    {"id": "unit", "label": {"zh": "单位名称"}},
    {"id": "way", "label": {"zh": "合作方式"}, "type": "choice", "options": _OPTIONS, "other": True},
    {"id": "projects", "label": {"zh": "项目汇总"}, "type": "rows", "columns": _COLUMNS},
    {"id": "total", "label": {"zh": "计划投入"}, **_BUDGET},
    {"id": "own", "label": {"zh": "其中自筹"}, **_BUDGET},
    sentences=[{"group": {"zh": "预算"}, "text": {"zh": "计划投入{total}万元，其中自筹{own}万元。"}}],
)
"""A form with rows, a sentence, and a choice of something else."""

EVERY_FORM = (*FORMS, ROWS_FORM)

_Maker = Callable[[random.Random], str]


def filled_form(form: Form, seed: int) -> Answers:
    """The form filled by chance, the same for the same seed; no promise that its conditions hold."""
    chance = random.Random(f"{form.id} {seed}")
    values: dict[str, Answer] = {SECURITY_REVIEW: True}
    for field in fields_of(form):
        values.update(_rows(field, chance) if field.type == "rows" else _answer(field, chance))
    return Answers(form.id, version_of(form), values)


def _rows(field: Field, chance: random.Random) -> Mapping[str, Answer]:
    fewest, most = max(field.rows_min or 0, 1), min(field.rows_max or 9, 9)
    rows = tuple(_row(field, chance) for _ in range(chance.randint(min(fewest, most), most)))
    return {field.id: rows}


def _row(field: Field, chance: random.Random) -> Row:
    values: dict[str, str | tuple[str, ...] | bool] = {}
    for column in field.columns:
        for name, answer in _answer(column, chance).items():
            assert isinstance(answer, str | bool) or all(isinstance(part, str) for part in answer)
            values[name] = answer  # type: ignore[assignment]
    return values


def _answer(field: Field, chance: random.Random) -> Mapping[str, Answer]:
    if field.type == "tick":
        return {field.id: True}
    if field.options:
        return _choice(field, chance)
    if field.type in _MAKERS:
        return {field.id: _MAKERS[field.type](chance)}
    return {field.id: (_long if field.type == "long_text" else _text)(field, chance)}


def _choice(field: Field, chance: random.Random) -> Mapping[str, Answer]:
    known = [option.id for option in options_of(field)]
    several = {*chance.sample(known, chance.randint(1, len(known)))}
    one = chance.choice(known)
    held = tuple(option for option in known if option in several) if field.type == "choices" else one
    is_other = OTHER in held if isinstance(held, tuple) else held == OTHER
    beside = {other_of(field.id): "别的" + _text(field, chance)[:20].strip()} if field.other and is_other else {}
    return {field.id: held, **beside}


def _text(field: Field, chance: random.Random) -> str:
    text = chance.choice(NASTY)
    if chance.random() < 0.3:
        text += chance.choice(NASTY)
    return _within(field, text)


def _long(field: Field, chance: random.Random) -> str:
    parts = chance.choices(NASTY + LINES, k=chance.choice((1, 3, 40)))
    return _within(field, "攻关".join(parts))


def _within(field: Field, text: str) -> str:
    """Never more than the limit, and never only blanks."""
    cut = text[: field.limit] if field.limit else text
    return cut if cut.strip() else "湘"[: field.limit]


def _number(chance: random.Random) -> str:
    return str(chance.choice((0, 1, 85, 1200, 123456)))


def _money(chance: random.Random) -> str:
    return chance.choice(("0.01", "50", "200.5", "12000", "1234567.89"))


def _percent(chance: random.Random) -> str:
    return chance.choice(("0", "3.25", "12.5", "100"))


def _day(chance: random.Random) -> str:
    return (date(2024, 1, 1) + timedelta(days=chance.randrange(1000))).isoformat()


def _credit_code(chance: random.Random) -> str:
    body = "91" + "".join(chance.choices(ALPHABET, k=15))
    return body + check_character(body)


def _postcode(chance: random.Random) -> str:
    return f"{chance.randrange(411000, 411999)}"


def _phone(chance: random.Random) -> str:
    return f"0731-{chance.randrange(58000000, 58999999)}"


def _email(chance: random.Random) -> str:
    return f"need.{chance.randrange(10**6)}@example.org"


_MAKERS: Mapping[str, _Maker] = {
    "number": _number,
    "money": _money,
    "percent": _percent,
    "date": _day,
    "credit_code": _credit_code,
    "postcode": _postcode,
    "phone": _phone,
    "email": _email,
}
