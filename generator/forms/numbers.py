"""Plain decimals from what people type: strictly, for a number that might be another is worse than one asked for again.

Understood are full-width digits and signs, thousands separators every three digits, a leading plus or minus, zeros that
say nothing, and the field's own unit behind. Not understood is whatever leaves a doubt: other units (120万 where 万元
are asked for), words (约, 不低于), ranges, exponents, a comma as the decimal point, a point without digits on both
sides, blanks between digits, and more digits than a spreadsheet holds exactly.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = 15
"""A spreadsheet keeps so many significant digits."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，＋－％−", "0123456789.,+-%-")
_TYPED = re.compile(r"([-+]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?\Z")


def plain_decimal(typed: str, unit: str | None = None) -> str | None:
    """The number as plain digits (1200.5), or None where it is not certain which one is meant."""
    text = typed.translate(_FULL_WIDTH).strip()
    if unit:
        text = text.removesuffix(unit.translate(_FULL_WIDTH)).rstrip()
    found = _TYPED.match(text)
    if found is None:
        return None
    whole, part = found[2].replace(",", "").lstrip("0"), (found[3] or "").rstrip("0")
    if len(whole) + len(part) > DIGITS:
        return None
    digits = f"{whole or '0'}.{part}" if part else whole or "0"
    return f"-{digits}" if found[1] == "-" and digits != "0" else digits


def decimal_text(number: Decimal) -> str:
    """The number in plain decimals, without needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
