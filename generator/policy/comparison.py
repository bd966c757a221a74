"""A rule's figures as comparisons, and the one reader of them; `theme/assets/check.js` reads the same in the browser.

Amounts are whole fen (1/100 yuan), counts and months whole numbers, days their ordinals; rates are hundredths of a
percent. Whole numbers compare alike in Python and JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

FigureId: TypeAlias = str
Comparator: TypeAlias = Literal["<=", ">=", "<", "=", "in", "any", "has", "is"]
Result: TypeAlias = Literal["meets", "breaks", "untested"]
WHOLE = 10_000
"""The rate of the whole: 100 %."""


class Span(NamedTuple):
    """What is known of a number: both ends included, an open end is none."""

    low: int | None
    high: int | None


Value: TypeAlias = Span | frozenset[str] | bool
Figures: TypeAlias = Mapping[FigureId, Value]
"""What is known of one application, challenge or award; what is not known is not there."""


class Comparison(NamedTuple):
    """One thing to hold: a figure against a number, against a rate of another figure, or against words.

    `<=`, `>=`, `<` and `=` take `number`, or the `rate` of the figure `of`. `in` wants every word (or the one number)
    among `choices`, `any` at least one, `has` all of the choices; `is` wants the answer `expects`.
    """

    left: FigureId
    comparator: Comparator
    number: int | None = None
    rate: int | None = None
    of: FigureId | None = None
    choices: tuple[str | int, ...] = ()
    expects: bool | None = None


def exactly(number: int) -> Span:
    """A number that is known."""
    return Span(number, number)


def compare(comparison: Comparison, figures: Figures) -> Result:
    """Whether the figures surely meet the comparison, surely break it, or do not tell."""
    left = figures.get(comparison.left)
    if left is None:
        return "untested"
    if isinstance(left, bool):
        return _result(left is comparison.expects)
    if isinstance(left, Span):
        return _number(comparison, left, figures)
    return _result(_words(comparison, left))


def limit(comparison: Comparison, figures: Figures) -> Span | None:
    """The number that the left figure is held against, a rate's part cut to whole fen; none while it is not known."""
    whole = _whole(comparison, figures)
    return None if whole is None else Span(*(None if end is None else end // WHOLE for end in whole))


def _whole(comparison: Comparison, figures: Figures) -> Span | None:
    """The limit times 10,000, so that a rate's part stays whole."""
    if comparison.number is not None:
        return exactly(comparison.number * WHOLE)
    of = figures.get(comparison.of or "")
    if not isinstance(of, Span) or comparison.rate is None:
        return None
    return Span(*(None if end is None else end * comparison.rate for end in of))


def _number(comparison: Comparison, left: Span, figures: Figures) -> Result:
    if comparison.comparator == "in":
        return "untested" if left.low is None or left.low != left.high else _result(left.low in comparison.choices)
    right = _whole(comparison, figures)
    if right is None:
        return "untested"
    low, high = (None if end is None else end * WHOLE for end in left)
    match comparison.comparator:
        case "<=":
            return _ordered(_below(high, right.low), _above(low, right.high))
        case ">=":
            return _ordered(_below(right.high, low), _above(right.low, high))
        case "<":
            return _ordered(_above(right.low, high), _below(right.high, low))
        case _:
            same = low is not None and low == high == right.low == right.high
            return _ordered(same, _above(low, right.high) or _above(right.low, high))


def _words(comparison: Comparison, left: frozenset[str]) -> bool:
    choices = frozenset(map(str, comparison.choices))
    match comparison.comparator:
        case "any":
            return bool(left & choices)
        case "has":
            return choices <= left
        case _:
            return left <= choices


def _ordered(surely: bool, surely_not: bool) -> Result:
    if surely:
        return "meets"
    return "breaks" if surely_not else "untested"


def _below(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one <= other


def _above(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one > other


def _result(holds: bool) -> Result:
    return "meets" if holds else "breaks"
