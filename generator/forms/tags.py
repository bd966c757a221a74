"""What each blank is called in a file: the tag of its control in Word, and the name of the bookmark around it."""

from __future__ import annotations

import hashlib

from generator.forms.answers import OTHER, other_of
from generator.forms.layout import Blank, Box
from generator.model.parts import Field

PREFIX = "zb_"
LENGTH_LIMIT = 40
"""Word cuts the name of a bookmark there."""


def tag_of(piece: Blank | Box) -> str:
    """`zb_<field>`, in rows `zb_<field>_<n>_<column>` from 1; behind it `__other` or `__<option>`; cut if too long.

    Option ids have hyphens where a bookmark may have none. The box of 其他 is `__other_box`, for `__other` is its text.
    """
    field = piece.field.id
    name = field if piece.within is None else f"{piece.within.id}_{(piece.row or 0) + 1}_{field}"
    return _bounded(PREFIX + name + _end(piece))


def tag_of_rows(field: Field) -> str:
    """What the section is called whose rows repeat."""
    return _bounded(PREFIX + field.id)


def _bounded(name: str) -> str:
    """The name, or where it is too long its beginning and eight characters that its whole gives."""
    if len(name) <= LENGTH_LIMIT:
        return name
    return f"{name[: LENGTH_LIMIT - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _end(piece: Blank | Box) -> str:
    if isinstance(piece, Blank):
        return other_of("") if piece.is_other else ""
    if piece.option is None:
        return ""
    return other_of("") + "_box" if piece.option.id == OTHER else "__" + piece.option.id.replace("-", "_")
