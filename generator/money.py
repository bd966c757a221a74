"""Amounts: exact comparison in yuan, and wording in two languages; units are never guessed."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from generator.model.parts import Amount, Lang, Money, Range

UNITS: dict[str, tuple[int, str]] = {"yuan": (1, "元"), "wan": (10_000, "万元"), "yi": (100_000_000, "亿元")}
IN_YUAN: dict[str, int] = {name: factor for factor, name in UNITS.values()}
"""How many yuan a unit is, by its Chinese name."""

QUALIFIERS: dict[str, dict[Lang, str]] = {
    "about": {"zh": "约", "en": "about "},
    "almost": {"zh": "近", "en": "almost "},
    "over": {"zh": "逾", "en": "over "},
    "at_most": {"zh": "不超过", "en": "up to "},
    "at_least": {"zh": "不低于", "en": "at least "},
}


class Bounds(NamedTuple):
    """An amount in yuan, both ends included; an open end is None."""

    low: Decimal | None
    high: Decimal | None


def in_yuan(money: Money) -> Bounds | None:
    """The amount in yuan; none where only the wording is known."""
    found = _unit_of(money)
    if found is None:
        return None
    unit, amount = found
    factor = UNITS[unit][0]
    low, high = _ends(amount)
    return Bounds(
        None if low is None else Decimal(str(low)) * factor, None if high is None else Decimal(str(high)) * factor
    )


def say_money(money: Money | None, lang: Lang) -> str:
    """The amount as people write it: 50万元, CNY 500,000; a vague one with its qualifier or wording."""
    if money is None:
        return ""
    found = _unit_of(money)
    if found is None:
        return _wording(money, lang)
    qualifier = QUALIFIERS[money.qualifier][lang] if money.qualifier else ""
    return qualifier + (_say_zh(*found) if lang == "zh" else _say_en(*found))


def _wording(money: Money, lang: Lang) -> str:
    if money.text is None:
        return ""
    return money.text.zh if lang == "zh" else money.text.en or money.text.zh


def _unit_of(money: Money) -> tuple[str, Amount] | None:
    for unit in UNITS:
        amount: Amount | None = getattr(money, unit)
        if amount is not None:
            return unit, amount
    return None


def _ends(amount: Amount) -> tuple[int | float | None, int | float | None]:
    return (amount.min, amount.max) if isinstance(amount, Range) else (amount, amount)


def _say_zh(unit: str, amount: Amount) -> str:
    low, high = _ends(amount)
    name = UNITS[unit][1]
    if low == high or high is None:
        return f"{_number(low)}{name}" + ("" if low == high else "以上")
    return f"{_number(low)}–{_number(high)}{name}" if low is not None else f"不超过{_number(high)}{name}"


def _say_en(unit: str, amount: Amount) -> str:
    factor = UNITS[unit][0]
    low, high = [_number(_times(end, factor)) for end in _ends(amount)]
    if low == high:
        return f"CNY {low}"
    if not high:
        return f"CNY {low} or more"
    return f"CNY {low}–{high}" if low else f"up to CNY {high}"


def _times(value: int | float | None, factor: int) -> int | Decimal | None:
    """The product, exact; nothing of nothing."""
    if value is None:
        return None
    return value * factor if isinstance(value, int) else Decimal(str(value)) * factor


def _number(value: int | float | Decimal | None) -> str:
    """The number with thousands separators and no needless zeros."""
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    exact = Decimal(str(value))
    whole = exact == exact.to_integral_value()
    return f"{int(exact):,}" if whole else f"{exact.normalize():,f}"
