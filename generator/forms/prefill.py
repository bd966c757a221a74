"""A form filled with what a record says: the inverse of what its fields map to; nothing else is filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import msgspec

from generator.catalog import Catalog
from generator.forms.answers import Answer, Answers, FieldId, fields_of, options_of, version_of
from generator.forms.numbers import decimal_text
from generator.model.parts import Field
from generator.model.records import Challenge, Form, Guide, Organisation
from generator.money import UNITS


def prefilled(form: Form, record: Challenge | Guide, catalog: Catalog) -> Answers:
    """What a challenge says in the fields that become it, or the only domain of a guide."""
    values = _of_guide(form, record) if isinstance(record, Guide) else _of_challenge(form, record, catalog)
    return Answers(form.id, version_of(form), dict(values))


def _of_challenge(form: Form, challenge: Challenge, catalog: Catalog) -> Iterator[tuple[FieldId, Answer]]:
    data = msgspec.to_builtins(challenge)
    for field in fields_of(form):
        if field.maps_to is None or field.is_private:
            continue
        answer = _answer(field, _told(data, field.maps_to, catalog))
        if answer:
            yield field.id, answer


def _of_guide(form: Form, guide: Guide) -> Iterator[tuple[FieldId, Answer]]:
    """A guide for several domains leaves the choice open."""
    named = tuple(dict.fromkeys(domain.domain for domain in guide.domains))
    for field in fields_of(form):
        answer = _answer(field, named) if field.maps_to == "/domains" and len(named) == 1 else ""
        if answer:
            yield field.id, answer


def _told(data: Mapping[str, Any], pointer: str, catalog: Catalog) -> Any:
    """What stands at the pointer; a unit's name is found in its record where the challenge only refers to it."""
    value: Any = data
    for step in pointer.strip("/").split("/"):
        if not isinstance(value, Mapping):
            return None
        unit = catalog.find(Organisation, value.get("organisation")) if step == "name" else None
        value = {"zh": unit.title.zh} if unit is not None and not value.get("name") else value.get(step)
    return value


def _answer(field: Field, value: Any) -> Answer:
    return _ANSWERS.get(field.type, _text)(field, value) if value is not None else ""


def _text(_field: Field, value: Any) -> str:
    """A text in Chinese; lists of them stand on lines of their own."""
    if isinstance(value, Mapping):
        return str(value.get("zh") or _text(_field, value.get("text")))
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (_text(_field, entry) for entry in value)))
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _money(field: Field, value: Any) -> str:
    """One exact amount in the field's unit; a range, a vague amount or a wording is left to whoever fills the form."""
    if not isinstance(value, Mapping) or value.get("qualifier"):
        return ""
    wanted = next((factor for factor, name in UNITS.values() if name == field.unit), None)
    for unit, (factor, _) in UNITS.items():
        amount = value.get(unit)
        if wanted is not None and isinstance(amount, int | float):
            return decimal_text(Decimal(str(amount)) * factor / wanted)
    return ""


def _number(_field: Field, value: Any) -> str:
    return decimal_text(Decimal(str(value))) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _day(_field: Field, value: Any) -> str:
    return value[:10] if isinstance(value, str) and len(value) >= 10 else ""


def _choice(field: Field, value: Any) -> str:
    chosen = _choices(field, value)
    return chosen[0] if len(chosen) == 1 else ""


def _choices(field: Field, value: Any) -> tuple[str, ...]:
    named = (value,) if isinstance(value, str) else tuple(value)
    known = {option.id for option in options_of(field)}
    return tuple(name for name in named if name in known)


_ANSWERS: Mapping[str, Callable[[Field, Any], Answer]] = MappingProxyType(
    {
        "money": _money,
        "number": _number,
        "percent": _number,
        "date": _day,
        "choice": _choice,
        "choices": _choices,
        "tick": lambda _field, value: value is True,
        "rows": lambda _field, _value: (),
    }
)
"""How the answers of each type are made; the others are texts."""
