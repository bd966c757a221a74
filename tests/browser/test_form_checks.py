"""What the browser finds wrong in a form is what the build finds: limits, numbers, codes, conditions."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from forms.filling import NASTY, filled_form
from playwright.sync_api import Page

from generator.creditcode import ALPHABET, check_character
from generator.forms.answers import Answers, fields_of
from generator.forms.checking import answer_problems
from generator.forms.conditions import broken_conditions
from generator.forms.counting import characters
from generator.forms.numbers import plain_decimal
from generator.forms.tidy import tidied
from generator.model.parts import Field
from generator.model.records import Form
from generator.problems import Place, Problem

from .conftest import NewContext
from .formpages import CLAIM, DEFINED, NEED, open_form, plain

pytestmark = pytest.mark.browser

VECTORS = Path(__file__).parents[1] / "forms/counting.json"
TYPED = (
    *("", "0", "00", "007", "1.50", "1,200", "1,20", "12,345,678.90", "+3", "-3", "-0", "１２０．５", "１，２００"),
    *("120万元", "120 万元", "120元", "12%", "12 ％", "约120", "1e3", "1.", ".5", "1 2", "0.1234567890123456", "NaN"),
    *("9" * 15, "9" * 16, "0" * 20 + "1", "1.0000000000000000", "−5", "二百", "1.2.3", "1，2", " 5 ", "\t5\n"),
)
SPOILT = (
    *TYPED,
    *NASTY,
    "x" * 700,
    "字" * 700,
    "2025-02-30",
    "2025-3-1",
    "2025年3月1日",
    "411100",
    "４１１１００",
    "a@b",
    "a@b.c",
)


@pytest.fixture(scope="module")
def need(open_context: NewContext, home: str) -> Page:
    return open_form(open_context().new_page(), home, NEED)


def asked(page: Page, expression: str, given: object) -> Any:
    """What an expression of `form` and `given` is on the open page."""
    text = f"(given) => {{ given = JSON.parse(given); const form = {DEFINED}; return JSON.stringify({expression}); }}"
    return json.loads(page.evaluate(text, json.dumps(given)))


# -- counting -----------------------------------------------------------------------------------------------------
def test_the_counter_gives_the_shared_vectors_answers(need: Page) -> None:
    vectors = json.loads(VECTORS.read_text("utf-8"))
    found = asked(need, "given.map((v) => zhangbang.forms.characters(v.text))", vectors)
    assert found == [vector["characters"] for vector in vectors]


def test_every_character_counts_as_in_the_build(need: Page) -> None:
    codes = [
        *range(0xD800),
        *range(0xE000, 0x11000),
        *range(0x16F00, 0x20100),
        *range(0x3FFF0, 0x40010),
        0xE0001,
        0x10FFFF,
    ]
    texts = [f"a{chr(code)}b{chr(code)}字" for code in codes]
    found = asked(need, "given.map(zhangbang.forms.characters)", texts)
    assert [text for text, n in zip(texts, found, strict=True) if n != characters(text)] == []


# -- what is typed ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("unit", [None, "万元", "%", "％"])
def test_numbers_are_read_as_in_the_build(unit: str | None, need: Page) -> None:
    found = asked(need, "given[0].map((text) => zhangbang.forms.decimal(text, given[1]))", [TYPED, unit])
    assert found == [plain_decimal(typed, unit) for typed in TYPED]


@pytest.mark.parametrize("form", [NEED, CLAIM], ids=lambda form: form.id)
def test_what_is_typed_is_kept_as_in_the_build(form: Form, page: Page, home: str) -> None:
    open_form(page, home, form)
    fields = [field for field in fields_of(form) if field.type not in ("rows", "tick", "choice", "choices")]
    texts = [text for text in SPOILT if "\ufeff" not in text]
    for field in fields:
        told = "given[1].map((text) => zhangbang.forms.written(zhangbang.forms.fieldOf(form, given[0]), text))"
        if field.type != "date":  # a day is chosen, not typed
            assert asked(page, told, [field.id, texts]) == [kept(form, field, text) for text in texts], field.id


def kept(form: Form, field: Field, text: str) -> Any:
    return tidied(form, Answers(form.id, "", {field.id: text})).values.get(field.id, "")


# -- what is wrong ------------------------------------------------------------------------------------------------
def spoilt(form: Form, seed: int) -> Answers:
    """The form filled by chance, with some answers spoilt and some taken away."""
    chance = random.Random(seed)
    values = dict(_spoilt(tuple(fields_of(form)), filled_form(form, seed).values, chance))
    return tidied(form, Answers(form.id, "", values))


def _spoilt(fields: tuple[Field, ...], values: Mapping[str, Any], chance: random.Random) -> Iterator[tuple[str, Any]]:
    texts = [text for text in SPOILT if "\ufeff" not in text]
    for key, value in values.items():
        field = next((field for field in fields if field.id == key), None)
        if chance.random() < 0.2:
            continue
        if field and field.type == "rows":
            yield key, tuple(dict(_spoilt(field.columns, row, chance)) for row in value)
        elif field and isinstance(value, str) and not field.options and field.type != "date" and chance.random() < 0.4:
            yield key, str(chance.randrange(200)) if field.type in ("number", "money") else chance.choice(texts)
        else:
            yield key, value


IN_FIELDS = frozenset(
    f"answer-{name}"
    for name in "missing too-long number date credit-code postcode contact rows choice other".split()  # noqa: SIM905
)
FOUND = """zhangbang.forms.problems(form, given)
  .filter((found) => found.kind !== "condition" && found.strength === "hard").map((found) => found.at)"""
BROKEN = """zhangbang.forms.problems(form, given).filter((found) => found.kind === "condition")
  .map((found) => found.at.split("/").slice(0, -1).concat([found.condition]).join("/"))"""


@pytest.mark.parametrize("form", [NEED, CLAIM], ids=lambda form: form.id)
def test_the_same_fields_are_wrong_and_the_same_conditions_broken(form: Form, page: Page, home: str) -> None:
    open_form(page, home, form)
    for seed in range(60):
        answers = spoilt(form, seed)
        problems = [found for found in answer_problems(form, answers, Place("x")) if found.code in IN_FIELDS]
        assert set(asked(page, FOUND, plain(answers))) == {place(found) for found in problems} | unreviewed(answers)
        broken = ["/".join(map(str, (*at, condition.id))) for condition, at in broken_conditions(form, answers)]
        assert sorted(asked(page, BROKEN, plain(answers))) == sorted(broken)


def place(found: Problem) -> str:
    return "/".join(map(str, found.pointer))


def unreviewed(answers: Answers) -> set[str]:
    return set() if answers.values.get("security_review") else {"security_review"}


# -- credit codes -------------------------------------------------------------------------------------------------
def test_a_credit_code_is_told_what_is_surely_wrong_and_no_more(need: Page) -> None:
    body = "91430300MA4L12345"
    right, wrong = body + check_character(body), body + ("0" if check_character(body) != "0" else "1")
    told = "given.map((code) => zhangbang.forms.creditCode(code, form.words))"
    short, letter, unequal, fine = asked(need, told, [body, right[:4] + "I" + right[5:], wrong, right])
    assert "17" in short
    assert "5" in letter and "I" in letter
    assert check_character(body) in unequal and wrong[-1] in unequal
    assert fine == ""


def test_credit_codes_by_chance_are_right_as_in_the_build(need: Page) -> None:
    chance = random.Random(18)
    bodies = ["".join(chance.choices(ALPHABET, k=17)) for _ in range(500)]
    codes = [body + chance.choice((check_character(body), chance.choice(ALPHABET))) for body in bodies]
    found = asked(need, "given.map((code) => zhangbang.forms.creditCode(code, form.words) === '')", codes)
    assert found == [code[17] == check_character(code[:17]) for code in codes]


# -- what must not be published -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "at"),
    [
        ({"need": "联系 13912345678。"}, ["need"]),
        ({"need": "113912345678 只是一个数"}, []),
        ({"mail": "who@example.org", "need": "邮箱 who@example.org"}, ["need"]),
        ({"mail": "who@example.org", "contact": "who@example.org"}, []),
    ],
)
def test_personal_data_in_what_may_be_published_is_hinted_at(values: object, at: list[str], need: Page) -> None:
    told = "zhangbang.forms.problems(form, given).filter((found) => found.strength === 'soft').map((found) => found.at)"
    assert asked(need, told, values) == at
