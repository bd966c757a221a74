"""From amounts and rates as records write them to whole numbers: fen, and hundredths of a percent."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from generator.model.parts import Money
from generator.money import in_yuan
from generator.policy.comparison import Span


def span(money: Money | None) -> Span | None:
    """What is known of an amount in fen: a qualified one is open at the end that it leaves open."""
    bounds = in_yuan(money) if money is not None else None
    if money is None or bounds is None or money.qualifier in ("about", "almost"):
        return None
    low, high = (None if end is None else int(end * 100) for end in bounds)
    return Span(
        None if money.qualifier == "at_most" else low, None if money.qualifier in ("over", "at_least") else high
    )


def fen(money: Money | None) -> int | None:
    """The highest amount that is surely meant, in fen; none where the amount is vague or open upwards."""
    found = span(money)
    return None if found is None else found.high


def highest(percent: float) -> int:
    """A highest rate in percent as hundredths of a percent; what is finer is rounded up, to break nothing."""
    return int((Decimal(str(percent)) * 100).to_integral_value(ROUND_CEILING))


def lowest(percent: float) -> int:
    """A lowest rate in percent as hundredths of a percent; what is finer is rounded down."""
    return int((Decimal(str(percent)) * 100).to_integral_value(ROUND_FLOOR))


def ratio(written: str) -> int:
    """A lowest ratio such as 2:1 as a rate: hundredths of a percent of the second, which is never 0, rounded down."""
    first, second = map(Decimal, written.split(":"))
    return int(first * 10_000 / second)
