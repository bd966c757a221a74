"""How a form lies in a workbook: one cell for each blank, and one for each option where several may be ticked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from generator.forms.answers import SECURITY_FIELD, Answer, FieldId, fields_of, options_of, other_of
from generator.forms.layout import Blank, Box
from generator.forms.printed import name_of
from generator.forms.tags import tag_of
from generator.forms.written import NUMBERED, alike
from generator.model.parts import Field
from generator.model.records import Form

HEADER_ROW = -1
"""Which row of a repeated field its columns' names stand for: the row that names the columns."""
HIDDEN = "_zb"
"""The hidden sheet that says of which form the workbook is, and what is asked where."""
TICK = "√"
SAY = "（请写明）"


_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


class Spot(NamedTuple):
    """One cell to be filled: what stands in it, and how it is labelled."""

    piece: Blank | Box
    label: str

    @property
    def tag(self) -> str:
        """The defined name of the cell; in a repeated field, of the cell that heads its column."""
        return tag_of(self.piece)


Values: TypeAlias = Mapping[FieldId, Answer]


def spots_of(field: Field, within: Field | None = None) -> Iterator[Spot]:
    """The cells of a field, or of a column of the field `within`."""
    row = HEADER_ROW if within else None
    name = name_of(field).zh
    if field.type == "choices":
        for option in options_of(field):
            yield Spot(Box(field, option, within, row), f"{name}：{option.label.zh}")
    elif field.type == "tick":
        yield Spot(Box(field, None, within, row), name)
    else:
        yield Spot(Blank(field, within, row), name)
    if field.other:
        yield Spot(Blank(field, within, row, is_other=True), f"{name}：{options_of(field)[-1].label.zh}{SAY}")


def plain_spots(form: Form) -> Iterator[Spot]:
    """The cells of all fields but those whose rows repeat, and that of the security review."""
    for field in (*fields_of(form), SECURITY_FIELD):
        if field.type != "rows":
            yield from spots_of(field)


def column_spots(field: Field) -> tuple[Spot, ...]:
    """The columns of a field whose rows repeat."""
    return tuple(spot for column in field.columns for spot in spots_of(column, field))


def written_in(spot: Spot, values: Values) -> str | bool:
    """What `values` have for a cell: a text, or whether its box is ticked; nothing is the empty text."""
    piece = spot.piece
    if isinstance(piece, Box):
        given = values.get(piece.field.id)
        return given is True if piece.option is None else isinstance(given, tuple) and piece.option.id in given
    given = values.get(other_of(piece.field.id) if piece.is_other else piece.field.id)
    return given if isinstance(given, str) else ""


# -- what is printed beside a cell --------------------------------------------------------------------------------


def labels_of(form: Form) -> frozenset[str]:
    """Everything that the form prints as a label, as labels are compared."""
    fields = [field for field in fields_of(form) if field.type != "rows"]
    spots = [spot.label for field in fields for spot in spots_of(field)]
    own = [field.label.zh for field in fields]
    groups = [field.group.zh for field in fields if field.group]
    return frozenset(map(bare, (*spots, *own, *groups)))


def bare(text: str) -> str:
    """A label without its number, what stands in brackets, and stars."""
    return alike(_BRACKETS.sub("", NUMBERED.sub("", text)).replace("＊", "*").replace("：", ":")).replace("*", "")
