"""Relations between the fields of a form. Figures are compared in exact arithmetic, and nothing where one is missing.

Both sides are sums. The right one is multiplied by the condition's rate, then held down to its cap; money is compared
in yuan, whatever its unit. A condition that names columns holds for each row. What is filled may need other fields to
be filled too, and the rows of one field may have to differ.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from generator.forms.answers import Answers, FieldId, fields_of
from generator.forms.numbers import plain_decimal
from generator.lang import folded
from generator.model.parts import Condition, Field, Money
from generator.model.records import Form
from generator.money import IN_YUAN, in_yuan
from generator.problems import Pointer

_Values: TypeAlias = Mapping[str, Any]
_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {"le": operator.le, "ge": operator.ge, "eq": operator.eq}
NEEDS, DISTINCT = "needs", "distinct"
_DIGIT = re.compile("[0-9０-９]")


def broken_conditions(form: Form, answers: Answers) -> Iterator[tuple[Condition, Pointer]]:
    """The conditions that do not hold, each with the row in which it does not, if it is about columns."""
    fields = tuple(fields_of(form))
    for condition in form.conditions:
        found = _repeated if condition.comparator == DISTINCT else _broken
        yield from ((condition, pointer) for pointer in found(condition, fields, answers.values))


def to_be_mended(condition: Condition) -> FieldId:
    """The field at which a broken condition is told: what is needed, else what is compared."""
    return condition.right[-1] if condition.comparator == NEEDS else condition.left[-1]


def _broken(condition: Condition, fields: Sequence[Field], values: _Values) -> Iterator[Pointer]:
    test = _TESTS.get(condition.comparator, _compares_wrong)
    yield from (at for at, known, held in _cases(condition, fields, values) if test(condition, known, held))


def _compares_wrong(condition: Condition, fields: Mapping[str, Field], values: _Values) -> bool:
    """Whether the figures surely break the condition."""
    left, bound = _sum(condition.left, fields, values), _bound(condition, fields, values)
    return left is not None and bound is not None and not _HOLDS[condition.comparator](left, bound)


def _lacks_a_number(condition: Condition, _fields: Mapping[str, Field], values: _Values) -> bool:
    texts = [values.get(name) for name in condition.left]
    return all(texts) and not any(_DIGIT.search(str(text)) for text in texts)


def _lacks_what_it_needs(condition: Condition, _fields: Mapping[str, Field], values: _Values) -> bool:
    is_on = all(_is_on(values.get(name), condition.option) for name in condition.left)
    return is_on and not all(values.get(name) for name in condition.right)


def _is_on(value: object, option: str | None) -> bool:
    """Whether something is filled in, and that option where one is named."""
    return bool(value) and (option is None or option == value or (isinstance(value, tuple) and option in value))


_TESTS: Mapping[str, Callable[[Condition, Mapping[str, Field], _Values], bool]] = {
    "contains_number": _lacks_a_number,
    NEEDS: _lacks_what_it_needs,
}


def _repeated(condition: Condition, fields: Sequence[Field], values: _Values) -> Iterator[Pointer]:
    """The rows that say what one before them says; texts are compared as names are."""
    seen: set[tuple[str, ...]] = set()
    for pointer, _, row in _cases(condition, fields, values):
        said = tuple(_said(row.get(name)) for name in condition.left)
        if all(said) and said in seen:
            yield pointer
        seen.add(said)


def _said(value: object) -> str:
    return folded(value) if isinstance(value, str) else str(value or "")


def _cases(
    condition: Condition, fields: Sequence[Field], values: _Values
) -> Iterator[tuple[Pointer, Mapping[str, Field], _Values]]:
    """Where the condition is to be tested: once, or in each row of the field whose columns it names."""
    known = {field.id: field for field in fields}
    named = (*condition.left, *condition.right)
    if all(name in known for name in named):
        yield (), known, values
    for field in fields:
        columns = {column.id: column for column in field.columns}
        rows = values.get(field.id, ())
        if all(name in columns for name in named) and isinstance(rows, tuple):
            yield from (((field.id, i), columns, row) for i, row in enumerate(rows) if isinstance(row, Mapping))


def _bound(condition: Condition, fields: Mapping[str, Field], values: _Values) -> Fraction | None:
    """What the left side is compared with; none where a figure of it is missing."""
    cap = _yuan(condition.cap) if condition.cap else None
    if not condition.right:
        return cap
    total = _sum(condition.right, fields, values)
    if total is None:
        return None
    share = total * Fraction(str(condition.rate)) / 100 if condition.rate is not None else total
    return share if cap is None else min(share, cap)


def _sum(names: Sequence[str], fields: Mapping[str, Field], values: _Values) -> Fraction | None:
    figures = [figure_of(fields[name], values.get(name)) for name in names]
    return None if None in figures else sum((figure for figure in figures if figure is not None), Fraction())


def figure_of(field: Field, value: object) -> Fraction | None:
    """The figure, money in yuan; none where there is none, or one that leaves a doubt."""
    plain = plain_decimal(value, field.unit) if isinstance(value, str) else None
    if plain is None:
        return None
    return Fraction(plain) * (IN_YUAN.get(field.unit or "", 1) if field.type == "money" else 1)


def _yuan(cap: Money) -> Fraction | None:
    bounds = in_yuan(cap)
    return None if bounds is None or bounds.high is None else Fraction(bounds.high)
