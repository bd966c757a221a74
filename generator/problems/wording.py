"""How a problem is worded: once for each code, in two languages."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from generator.model.parts import Text

Severity: TypeAlias = Literal["error", "warning"]


class Wording(NamedTuple):
    """How one code is worded; `{name}` is filled from the problem's details."""

    severity: Severity
    message: Text
    remedy: Text


def text(zh: str, en: str) -> Text:
    """The two languages of a wording."""
    return Text(zh=zh, en=en)
