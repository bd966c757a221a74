"""What of a filled form may become a record: its public answers under the record's keys, and where they come from.

A filled need is collected, evaluated and listed. It becomes a challenge only with the list that it stands in; until
then it is a need: the same keys, with the state it is in and without a list, which no schema of a record allows and no
build reads. Personal and internal answers are in neither; their fields are told by name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from generator.forms.answers import OTHER, Answers, fields_of, options_of, other_of
from generator.forms.checking import HIDDEN, SHORTEST, spots_of
from generator.forms.numbers import plain_decimal
from generator.forms.printed import name_of
from generator.model.parts import Field, RecordId, Text
from generator.model.records import Form
from generator.personal import masked
from generator.problems import Place, Problem, problem
from generator.yamlio import Json

STATES = ("collected", "evaluated", "listed")
"""What becomes of a filled need; the last makes it a challenge."""

NEED, CHALLENGE = "need", "challenge"

_MONEY: Mapping[str | None, str] = {"元": "yuan", "万元": "wan", "亿元": "yi"}
_SEVERAL = frozenset({"/domains", "/types"})
"""Keys that hold several ids, from however few choices."""

_WITHOUT_OTHER = frozenset({"/domains"})
"""Keys whose vocabulary has no “other”."""

_FIRST = ("id", "state", "form", "title", "list", "owner", "domains", "region", "year")
_LAST = ("answers", "sources", "updated_on", "note")


class Filing(NamedTuple):
    """A file that came in: its name, the SHA-256 of its bytes in hexadecimal, and the day on which it was imported."""

    file: str
    digest: str
    imported_on: str


class Draft(NamedTuple):
    """A need or a challenge as data in the order of its keys, what was left out of it, and what an editor must add.

    `dropped` names the private fields that were filled; `unplaced` the public ones for which a record has no key: a
    need keeps them under `answers`, a challenge does not.
    """

    kind: str
    data: dict[str, Json]
    dropped: tuple[Text, ...]
    unplaced: tuple[Text, ...]
    problems: tuple[Problem, ...] = ()


def draft_of(
    form: Form,
    answers: Answers,
    filing: Filing,
    *,
    region: str,
    listed_in: RecordId | None = None,
    year: int | None = None,
    record_id: RecordId | None = None,
) -> Draft:
    """The draft that these answers make, which `tidied` has put in order and `answer_problems` has no errors for.

    Its id follows from the form, the unit's name and the title, so that a file imported again is the same draft.
    """
    public = [field for field in fields_of(form) if not field.is_private and field.id in answers.values]
    is_listed = listed_in is not None and form.becomes == CHALLENGE
    unplaced = [field for field in public if field.maps_to is None]
    written = _mapped(public, answers)
    data: dict[str, Json] = {
        **written,
        "id": record_id or _id_of(form, written),
        **({"list": listed_in} if is_listed else _need(form, answers, unplaced)),
        "region": region,
        **({"year": year} if year is not None else {}),
        "sources": [_source(form, answers, filing, written)],
        "updated_on": filing.imported_on,
        **_note(public, answers),
    }
    return Draft(
        CHALLENGE if is_listed else NEED,
        _in_order(data),
        tuple(_dropped(form, answers)),
        tuple(map(name_of, unplaced)),
        tuple(_unmatched(public, answers, Place(filing.file))),
    )


def _id_of(form: Form, written: Mapping[str, Any]) -> RecordId:
    said = [form.id, written.get("owner"), written.get("title")]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    return f"{form.guide or form.id}-{digest[:8]}"


def _need(form: Form, answers: Answers, unplaced: list[Field]) -> dict[str, Json]:
    kept = {key: value for field in unplaced for key, value in _public(field, answers.values).items()}
    of_form: dict[str, Json] = {"id": form.id, "version": answers.version}
    return {"state": STATES[0], "form": of_form, **({"answers": kept} if kept else {})}


def _public(field: Field, values: Mapping[str, Any]) -> dict[str, Json]:
    """The answer to a public field as data, its rows without their private columns."""
    keys = [key for key in (field.id, other_of(field.id)) if key in values]
    if field.type != "rows":
        return {key: list(values[key]) if isinstance(values[key], tuple) else values[key] for key in keys}
    columns = [column for column in field.columns if not column.is_private]
    rows = [{k: v for column in columns for k, v in _public(column, row).items()} for row in values[field.id]]
    return {field.id: [dict[str, Json](row) for row in rows if row]}


def _in_order(data: Mapping[str, Json]) -> dict[str, Json]:
    middle = [key for key in data if key not in (*_FIRST, *_LAST)]
    return {key: data[key] for key in (*_FIRST, *middle, *_LAST) if key in data}


# -- answers under a record's keys --------------------------------------------------------------------------------


def _mapped(fields: list[Field], answers: Answers) -> dict[str, Json]:
    """The record's keys that the fields map to, with their answers."""
    data: dict[str, Json] = {}
    for field in fields:
        if field.maps_to:
            value = _value(field, answers.values[field.id])
            if value not in (None, []):
                _put(data, field.maps_to.strip("/").split("/"), value)
    return data


def _put(data: dict[str, Json], steps: list[str], value: Json) -> None:
    """Sets what the steps lead to; a text's own language takes the text alone."""
    *groups, last = steps
    for step in groups:
        inner = data.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        data = inner
    data[last] = value["zh"] if last == "zh" and isinstance(value, dict) else value


def _value(field: Field, answer: Any) -> Json:
    return _VALUES.get(field.type, _text)(field, answer)


def _text(_field: Field, answer: Any) -> Json:
    return {"zh": str(answer)}


def _as_written(_field: Field, answer: Any) -> Json:
    return str(answer)


def _figure(field: Field, answer: Any) -> Json:
    plain = plain_decimal(str(answer), field.unit)
    return None if plain is None else _number(plain)


def _money(field: Field, answer: Any) -> Json:
    figure, unit = _figure(field, answer), _MONEY.get(field.unit)
    return None if figure is None or unit is None else {unit: figure}


def _choice(field: Field, answer: Any) -> Json:
    """The ids of the choices, one or several as the key asks; “other” only where the key's vocabulary has it."""
    chosen = [answer] if isinstance(answer, str) else list(answer)
    kept: list[Json] = [c for c in chosen if c != OTHER or field.maps_to not in _WITHOUT_OTHER]
    if field.maps_to in _SEVERAL or field.type == "choices":
        return kept
    return kept[0] if kept else None


def _number(plain: str) -> int | float:
    return int(plain) if Decimal(plain) == int(Decimal(plain)) else float(plain)


_VALUES: Mapping[str, Callable[[Field, Any], Json]] = {
    "number": _figure,
    "percent": _figure,
    "money": _money,
    "choice": _choice,
    "choices": _choice,
    "date": _as_written,
    "credit_code": _as_written,
    "postcode": _as_written,
}


# -- what goes with them ------------------------------------------------------------------------------------------


def _note(fields: list[Field], answers: Answers) -> dict[str, Json]:
    """What was written beside 其他, for which the record's vocabularies have no word."""
    said = [
        f"{name_of(field).zh}（{options_of(field)[-1].label.zh}）：{answers.values[other_of(field.id)]}"
        for field in fields
        if field.maps_to and other_of(field.id) in answers.values
    ]
    return {"note": {"zh": "；".join(said) + "。"}} if said else {}


def _unmatched(fields: list[Field], answers: Answers, place: Place) -> Iterator[Problem]:
    for field in fields:
        chosen = answers.values[field.id]
        if field.maps_to in _WITHOUT_OTHER and (chosen == OTHER or (isinstance(chosen, tuple) and OTHER in chosen)):
            name, key = name_of(field), (field.maps_to or "").strip("/")
            words = {"name": name.zh, "name_en": name.en or name.zh, "key": key}
            yield problem("draft-other", place, pointer=(field.id,), words=words)


def _dropped(form: Form, answers: Answers) -> Iterator[Text]:
    """The names of private fields and columns that were filled."""
    for field in fields_of(form):
        value = answers.values.get(field.id)
        if value is None:
            continue
        if field.is_private:
            yield name_of(field)
        elif field.type == "rows" and isinstance(value, tuple):
            filled = {key for row in value if isinstance(row, Mapping) for key in row}
            for column in (c for c in field.columns if c.is_private and c.id in filled):
                zh, en = column.label.zh, column.label.en or column.label.zh
                yield Text(zh=f"{field.label.zh}（{zh}）", en=f"{field.label.en or field.label.zh} ({en})")


def _source(form: Form, answers: Answers, filing: Filing, written: Mapping[str, Any]) -> dict[str, Json]:
    """Where the record comes from: the file, its digest, the form and the day, without anybody's name in the file's."""
    owner = written.get("owner")
    issuer = owner.get("name") if isinstance(owner, dict) else None
    name = file_name_of(form, answers, filing.file)
    of = f"{form.id} · {answers.version}"
    return {
        "id": "filing",
        "title": {"zh": f"填报的《{form.title.zh}》", "en": f"Filed form: {form.title.en or form.title.zh}"},
        "issuer": issuer or {"zh": "填报单位", "en": "The unit that filed it"},
        "note": {
            "zh": f"文件“{name}”，SHA-256 {filing.digest}；表格 {of}；{filing.imported_on}导入。",
            "en": f"File “{name}”, SHA-256 {filing.digest}; form {of}; imported on {filing.imported_on}.",
        },
    }


def file_name_of(form: Form, answers: Answers, file: str) -> str:
    """The file's own name, without folders, personal data, or what was written in a personal field."""
    name = re.split(r"[/\\]", file)[-1]
    said = sorted({text for spot, text in spots_of(form, answers) if spot.is_personal}, key=len, reverse=True)
    for text in said:
        if len(text) >= SHORTEST:
            name = name.replace(text, HIDDEN)
    return masked("".join(character for character in name if character.isprintable()))
