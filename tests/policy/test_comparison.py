"""A comparison is surely met, surely broken, or not told: never both, and more knowledge never contradicts less."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.policy.comparison import WHOLE, Comparator, Comparison, Result, Span, Value, compare, exactly, limit

UNKNOWN = Span(None, None)
ORDERED: tuple[Comparator, ...] = ("<=", ">=", "<", "=")
NUMBERS = st.integers(0, 30)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A span of small numbers, either end open."""
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    return Span(draw(st.sampled_from((low, None))), draw(st.sampled_from((high, None))))


def between(span: Span) -> st.SearchStrategy[int]:
    """A number within the span."""
    return st.integers(span.low or 0, 40 if span.high is None else span.high)


def holds(comparator: Comparator, left: int, right: int) -> bool:
    """What the sign means."""
    return {"<=": left <= right, ">=": left >= right, "<": left < right, "=": left == right}[comparator]


def against(comparator: Comparator, left: Span, right: Span, rate: int = WHOLE) -> Result:
    """The comparison of one figure with a rate of another."""
    return compare(Comparison("left", comparator, rate=rate, of="right"), {"left": left, "right": right})


@pytest.mark.parametrize(
    ("comparator", "below", "equal", "above"),
    [
        ("<=", "meets", "meets", "breaks"),
        (">=", "breaks", "meets", "meets"),
        ("<", "meets", "breaks", "breaks"),
        ("=", "breaks", "meets", "breaks"),
    ],
)
def test_numbers_compare_as_their_sign_says(comparator: Comparator, below: str, equal: str, above: str) -> None:
    comparison = Comparison("left", comparator, number=7)
    assert [compare(comparison, {"left": exactly(n)}) for n in (6, 7, 8)] == [below, equal, above]


@pytest.mark.parametrize(
    ("comparator", "left", "expected"),
    [
        ("<=", Span(None, 7), "meets"),
        ("<=", Span(None, 8), "untested"),
        ("<=", Span(8, None), "breaks"),
        ("<=", Span(7, None), "untested"),
        (">=", Span(7, None), "meets"),
        (">=", Span(6, None), "untested"),
        (">=", Span(None, 6), "breaks"),
        (">=", Span(None, 7), "untested"),
        ("<", Span(None, 6), "meets"),
        ("<", Span(None, 7), "untested"),
        ("<", Span(7, None), "breaks"),
        ("=", Span(6, 8), "untested"),
        ("=", Span(8, 9), "breaks"),
        ("=", Span(None, 6), "breaks"),
        *((comparator, UNKNOWN, "untested") for comparator in ORDERED),
    ],
)
def test_an_open_or_wide_span_is_judged_only_where_it_is_sure(
    comparator: Comparator, left: Span, expected: str
) -> None:
    assert compare(Comparison("left", comparator, number=7), {"left": left}) == expected


@pytest.mark.parametrize(
    ("comparator", "left", "expected"),
    [
        ("in", {"a"}, "meets"),
        ("in", {"a", "b"}, "meets"),
        ("in", {"a", "c"}, "breaks"),
        ("any", {"a", "c"}, "meets"),
        ("any", {"c"}, "breaks"),
        ("has", {"a", "b", "c"}, "meets"),
        ("has", {"a"}, "breaks"),
    ],
)
def test_words_compare_as_sets(comparator: Comparator, left: set[str], expected: str) -> None:
    assert compare(Comparison("left", comparator, choices=("a", "b")), {"left": frozenset(left)}) == expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [(exactly(1), "meets"), (exactly(3), "breaks"), (Span(1, 2), "untested"), (UNKNOWN, "untested")],
)
def test_one_number_is_among_the_choices(left: Span, expected: str) -> None:
    assert compare(Comparison("left", "in", choices=(1, 2)), {"left": left}) == expected


@pytest.mark.parametrize(("answer", "expected"), [(True, "meets"), (False, "breaks")])
def test_an_answer_is_the_one_expected(answer: bool, expected: str) -> None:
    assert compare(Comparison("left", "is", expects=True), {"left": answer}) == expected
    assert compare(Comparison("left", "is", expects=False), {"left": not answer}) == expected


@pytest.mark.parametrize(
    "comparison",
    [
        Comparison("left", "<=", number=1),
        Comparison("left", "<=", rate=WHOLE, of="right"),
        Comparison("left", "in", choices=("a",)),
        Comparison("left", "is", expects=True),
    ],
)
def test_what_is_not_there_is_untested(comparison: Comparison) -> None:
    assert compare(comparison, {"right": exactly(1)}) == "untested"


@pytest.mark.parametrize("right", [None, frozenset({"a"}), True])
def test_a_rate_of_what_is_no_number_is_untested(right: Value | None) -> None:
    figures = {"left": exactly(9), **({"right": right} if right is not None else {})}
    assert compare(Comparison("left", "<=", rate=1, of="right"), figures) == "untested"


def test_a_rate_is_not_rounded() -> None:
    assert against("<=", exactly(33), exactly(100), 3333) == "meets"
    assert against("<=", exactly(34), exactly(100), 3333) == "breaks"
    assert against("<=", exactly(3333), exactly(10_000), 3333) == "meets"
    assert against("<=", exactly(3333), exactly(9_999), 3333) == "breaks"


def test_the_limit_is_cut_to_whole_fen() -> None:
    comparison = Comparison("left", "<=", rate=3333, of="right")
    assert limit(comparison, {"right": Span(100, None)}) == Span(33, None)
    assert limit(comparison, {}) is None
    assert limit(Comparison("left", "<=", number=7), {}) == exactly(7)


@given(st.sampled_from(ORDERED), spans(), spans(), st.data())
def test_a_sure_result_holds_for_every_number_that_may_be_meant(
    comparator: Comparator, left: Span, right: Span, data: st.DataObject
) -> None:
    """So nothing is ever both met and broken."""
    found = against(comparator, left, right)
    one, other = data.draw(between(left)), data.draw(between(right))
    assert found == "untested" or (found == "meets") == holds(comparator, one, other)


@given(st.sampled_from(ORDERED), spans(), spans(), st.data())
def test_to_know_more_never_contradicts(comparator: Comparator, left: Span, right: Span, data: st.DataObject) -> None:
    before = against(comparator, left, right)
    ends = sorted((data.draw(between(left)), data.draw(between(left))))
    after = against(comparator, Span(*ends), data.draw(st.sampled_from((right, exactly(data.draw(between(right)))))))
    assert before in ("untested", after)


@given(st.sampled_from(ORDERED), NUMBERS, NUMBERS, st.integers(0, 30_000))
def test_what_is_exact_is_always_told(comparator: Comparator, left: int, right: int, rate: int) -> None:
    found = against(comparator, exactly(left), exactly(right), rate)
    assert found == ("meets" if holds(comparator, left * WHOLE, right * rate) else "breaks")


@given(spans(), spans(), NUMBERS, NUMBERS)
def test_more_on_the_left_never_mends_a_breach_of_at_most(left: Span, right: Span, low: int, high: int) -> None:
    raised = Span(
        None if left.low is None else left.low + low, None if left.high is None else left.high + max(low, high)
    )
    order = ("meets", "untested", "breaks")
    assert order.index(against("<=", raised, right)) >= order.index(against("<=", left, right))
    assert order.index(against(">=", raised, right)) <= order.index(against(">=", left, right))


@given(spans(), spans())
def test_at_most_is_at_least_from_the_other_side(left: Span, right: Span) -> None:
    assert against("<=", left, right) == against(">=", right, left)
    mirrored = {"meets": "breaks", "breaks": "meets", "untested": "untested"}
    assert against("<", left, right) == mirrored[against(">=", left, right)]


@given(st.sampled_from(("in", "any", "has")), st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abc")))
def test_words_are_always_told(comparator: Comparator, left: set[str], choices: set[str]) -> None:
    comparison = Comparison("left", comparator, choices=tuple(choices))
    assert compare(comparison, {"left": frozenset(left)}) in ("meets", "breaks")
