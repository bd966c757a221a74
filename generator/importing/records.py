"""A row of a table as a record: each cell read as its column's key asks, in the order in which records are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from generator.importing import cells
from generator.importing.mapping import Column
from generator.importing.references import Known
from generator.importing.targets import CHOICES, HELPERS, STATES, TARGETS, UNITS_KEY, Shape
from generator.lang import folded
from generator.model.records import KINDS
from generator.yamlio import Json

Data: TypeAlias = dict[str, Json]


class Asked(NamedTuple):
    """A cell to be read: its text, its column's heading and meaning, of what kind of record, and what is known."""

    text: str
    heading: str
    column: Column
    kind: str
    known: Known


class Remark(NamedTuple):
    """What is to be said of a cell: a problem's code, its value and words."""

    code: str
    value: str
    words: Mapping[str, object] = MappingProxyType({})


class Taken(NamedTuple):
    """What a cell gives to its record, and what is to be said of it."""

    data: Data
    remarks: tuple[Remark, ...] = ()


def take(asked: Asked) -> Taken:
    """What a cell gives; a cell that says that there is nothing gives nothing."""
    if cells.is_nothing(asked.text):
        return Taken({})
    return SHAPES[TARGETS[asked.kind][asked.column.key].shape](asked)


def ordered(kind: str, data: Mapping[str, Json]) -> Data:
    """The record's data without what only names a row, in the order in which records are written."""
    order = {**{key: i for i, key in enumerate(KINDS[kind].__struct_fields__)}, **LATE}
    kept = sorted(data.keys() - HELPERS[kind], key=lambda key: (order.get(key, 800), key))
    return {key: data[key] for key in kept}


LATE: Mapping[str, int] = {"id": -3, "title": -2, "sample": -1, "sources": 900, "updated_on": 901, "note": 902}
"""Where keys stand that every record has, beside those of its kind."""


def _one(asked: Asked, value: Json) -> Taken:
    return Taken({asked.column.key: value})


def _refused(code: str, asked: Asked, **words: object) -> Taken:
    return Taken({}, (Remark(code, asked.text, words),))


def _on_a_line(text: str) -> str:
    return " ".join(text.split())


def _text(asked: Asked) -> Taken:
    return _one(asked, {"zh": _on_a_line(asked.text)})


def _texts(asked: Asked) -> Taken:
    return _one(asked, [{"zh": line} for line in cells.lines_of(asked.text)])


def _word(asked: Asked) -> Taken:
    return _one(asked, _on_a_line(asked.text))


def _credit_code(asked: Asked) -> Taken:
    return _one(asked, cells.narrow(asked.text).upper())


def _number(asked: Asked) -> Taken:
    written = cells.narrow(asked.text).removesuffix("年").removesuffix("年度").rstrip(".、")
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        return _refused("table-number", asked)
    return _one(asked, int(written))


def _party(asked: Asked) -> Taken:
    units = cells.units_of(asked.text)
    if len(units) != 1:
        return _refused("table-units", asked, count=len(units), key=UNITS_KEY)
    return _one(asked, _named(units[0].name, asked.known))


def _parties(asked: Asked) -> Taken:
    return _one(asked, [_named(unit.name, asked.known) for unit in cells.units_of(asked.text)])


def _units(asked: Asked) -> Taken:
    """The first unit leads unless the cell itself says which does; the others take part."""
    units = cells.units_of(asked.text)
    if not units:
        return Taken({})
    lead = next((unit for unit in units if unit.role in cells.LEADING), units[0])
    members: list[Json] = [_named(unit.name, asked.known) for unit in units if unit is not lead]
    return Taken({"lead": _named(lead.name, asked.known), **({"members": members} if members else {})})


def _named(name: str, known: Known) -> Json:
    """The unit by its record where exactly one has the name, else as printed."""
    found = known.units.get(folded(name), ())
    return {"organisation": found[0]} if len(found) == 1 else {"name": {"zh": name}}


def _money(asked: Asked) -> Taken:
    unit = asked.column.unit or cells.unit_in(asked.heading)
    amount = cells.money_of(asked.text, unit)
    if amount is not None:
        return _one(asked, amount)
    if cells.money_of(asked.text, "yuan") is not None:
        return _refused("table-money-unit", asked)
    if any(sign.isdecimal() for sign in asked.text):
        return _refused("table-money", asked)
    worded: Json = {"text": {"zh": _on_a_line(asked.text)}}
    return Taken({asked.column.key: worded}, (Remark("table-money-worded", asked.text),))


def _support(asked: Asked) -> Taken:
    taken = _money(asked)
    return taken._replace(data={key: {"amount": value} for key, value in taken.data.items()})


def _date(asked: Asked) -> Taken:
    found = cells.date_of(asked.text)
    return _refused("table-date", asked) if found is None else _one(asked, found)


def _term(asked: Asked) -> Taken:
    return _one(asked, cells.term_of(asked.text))


def _state(asked: Asked) -> Taken:
    """The state that the cell's words mean, and the words themselves."""
    usual = {folded(word): state for state, words in STATES.items() for word in words}
    taken = _chosen(asked, usual)
    return taken._replace(data={**taken.data, "state_text": {"zh": _on_a_line(asked.text)}} if taken.data else {})


def _choice(asked: Asked) -> Taken:
    return _chosen(asked, asked.known.choices[CHOICES[asked.kind, asked.column.key]])


def _choices(asked: Asked) -> Taken:
    return _all_chosen(asked, asked.known.choices[CHOICES[asked.kind, asked.column.key]])


def _region(asked: Asked) -> Taken:
    return _chosen(asked, asked.known.regions)


def _domains(asked: Asked) -> Taken:
    return _all_chosen(asked, asked.known.domains)


def _chosen(asked: Asked, usual: Mapping[str, str]) -> Taken:
    found = _meant(asked, asked.text, usual)
    if isinstance(found, Remark):
        return Taken({}, (found,))
    return _one(asked, found[0]) if len(found) == 1 else Taken({})


def _all_chosen(asked: Asked, usual: Mapping[str, str]) -> Taken:
    whole = _meant(asked, asked.text, usual)
    found = (
        [whole] if not isinstance(whole, Remark) else [_meant(asked, w, usual) for w in cells.lines_of(_split(asked))]
    )
    remarks = tuple(one for one in found if isinstance(one, Remark))
    ids: list[Json] = list(dict.fromkeys(i for one in found if not isinstance(one, Remark) for i in one))
    return Taken({asked.column.key: ids} if ids and not remarks else {}, remarks)


def _split(asked: Asked) -> str:
    return asked.text.replace("、", "\n").replace("，", "\n").replace(",", "\n")


def _meant(asked: Asked, word: str, usual: Mapping[str, str]) -> tuple[str, ...] | Remark:
    """The ids that a word stands for: as the mapping says, else as the site calls them."""
    own = {folded(name): value for name, value in asked.column.values.items()}
    key = folded(word)
    if key in own:
        value = own[key]
        return () if value is None else (value,) if isinstance(value, str) else tuple(value)
    if key in usual:
        return (usual[key],)
    return Remark("table-word", _on_a_line(word), {"heading": asked.heading})


def _challenge(asked: Asked) -> Taken:
    return _referred(asked, "challenge")


def _winner(asked: Asked) -> Taken:
    return _referred(asked, "winner")


def _referred(asked: Asked, kind: str) -> Taken:
    """The record that has this code or title, where exactly one does."""
    found = asked.known.records[kind].get(folded(asked.text), ())
    if len(found) == 1:
        return _one(asked, found[0])
    return Taken(
        {},
        (Remark("table-reference", asked.text, {"count": len(found), "kind": KINDS[kind].label.zh, "kind_en": kind}),),
    )


SHAPES: Mapping[Shape, Callable[[Asked], Taken]] = MappingProxyType(
    {
        "text": _text,
        "texts": _texts,
        "word": _word,
        "number": _number,
        "party": _party,
        "parties": _parties,
        "units": _units,
        "money": _money,
        "support": _support,
        "date": _date,
        "term": _term,
        "state": _state,
        "choice": _choice,
        "choices": _choices,
        "region": _region,
        "domains": _domains,
        "challenge": _challenge,
        "winner": _winner,
        "credit_code": _credit_code,
    }
)
"""How each shape of value is read from a cell."""
