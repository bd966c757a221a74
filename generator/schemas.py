"""Holds documents against the JSON Schemas: jsonschema-rs decides, jsonschema finds the words for what failed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from generator.dates import is_calendar_date
from generator.documents import Document
from generator.model.artifacts import Artifact
from generator.model.parts import Text
from generator.model.records import KINDS
from generator.problems import Place, Pointer, Problem, among, nearest, problem

SCHEMA_BASE = "https://zhangbang.example/schemas/v1/"
COMMON = "common"
LOOKED_AT = 2_000
"""So many departures from a schema are looked at: whoever mends those finds the rest in the next check."""

TYPES: Mapping[str, tuple[str, str]] = {
    "object": ("一组“键: 值”", "“key: value” pairs"),
    "array": ("列表", "a list"),
    "string": ("文字", "text"),
    "number": ("数", "a number"),
    "integer": ("整数", "a whole number"),
    "boolean": ("true 或 false", "true or false"),
    "null": ("空值", "an empty value"),
}
LIMITS: Mapping[str, tuple[str, str]] = {
    "minLength": ("至少 {} 个字符", "at least {} characters"),
    "maxLength": ("至多 {} 个字符", "at most {} characters"),
    "minimum": ("不小于 {}", "not below {}"),
    "maximum": ("不大于 {}", "not above {}"),
    "minItems": ("至少 {} 项", "at least {} items"),
    "uniqueItems": ("各项不重复", "no item twice"),
    "minProperties": ("至少 {} 个键", "at least {} keys"),
}
TYPE_HINTS: Mapping[str, Text] = {
    "empty": Text(zh="没有内容就删掉这个键。", en="Remove the key if there is nothing to say."),
    "quote": Text(zh='加引号："{value}"。{hint}', en='Quote it: "{value}". {hint_en}'),
    "boolean": Text(zh="写 true 或 false，小写，不加引号。", en="Write true or false, in lower case, unquoted."),
    "number": Text(
        zh="只写数字，不加引号、逗号、单位，开头不写 0。",
        en="Write the bare number: no quotes, commas or unit, and no leading zero.",
    ),
    "text": Text(zh="写成 {{zh: {value}, en: …}}。", en="Write {{zh: {value}, en: …}}."),
}
"""What to do about a value of the wrong type, by how it came about; the form in the browser says the same."""

_DATE_SHAPE = re.compile(r"\d{4}(-\d{2}){0,2}(T\d{2}:\d{2})?\Z")
_YES_NO = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})


def schemas_dir() -> Path:
    """The folder of the schemas: beside the package in the repository, inside it in the wheel."""
    inside = Path(__file__).parent / "schemas"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "schemas"


def read_schemas() -> dict[str, dict[str, Any]]:
    """Every schema by name: the kinds and `common`."""
    folder = schemas_dir()
    return {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in (*KINDS, COMMON)}


def compile_schemas() -> Iterator[Artifact]:
    """The schemas as the site publishes them."""
    for name, schema in read_schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        yield Artifact(f"schemas/v1/{name}.json", text.encode())


class Checker(NamedTuple):
    """One kind's schema, ready to decide and to word."""

    is_valid: Callable[[Any], bool]
    wording: Any


@cache
def checkers() -> Mapping[str, Checker]:
    """A checker for each kind."""
    schemas = read_schemas()
    pairs = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()]
    registry: Registry[Any] = Registry().with_resources(pairs)
    fast = jsonschema_rs.Registry([(schema["$id"], schema) for schema in schemas.values()])
    formats = FormatChecker(formats=())
    formats.checks("calendar-date")(is_calendar_date)
    own = {"pattern": _pattern_keyword, "uniqueItems": _unique_keyword}
    wording = validators.extend(Draft202012Validator, own)  # type: ignore[no-untyped-call]
    return {
        kind: Checker(
            jsonschema_rs.Draft202012Validator(
                schemas[kind], registry=fast, formats={"calendar-date": is_calendar_date}, validate_formats=True
            ).is_valid,
            wording(schemas[kind], registry=registry, format_checker=formats),
        )
        for kind in KINDS
    }


def schema_problems(document: Document) -> Iterator[Problem]:
    """Every way in which the document departs from its kind's schema."""
    checker = checkers()[document.kind]
    if checker.is_valid(document.data):
        return
    errors = _decisive(islice(checker.wording.iter_errors(document.data), LOOKED_AT))
    worded = (found for error in errors for found in _worded(error, document.file))
    first = next(worded, None) or problem("record-invalid", Place(document.file), value=document.id)
    yield from chain((first,), worded)


def label_of(schema: Mapping[str, Any]) -> Text:
    """A schema's bilingual title."""
    zh, _, en = str(schema.get("title", "")).partition(" / ")
    return Text(zh=zh, en=en or zh)


def hint_of(schema: Mapping[str, Any]) -> Text:
    """A schema's bilingual description."""
    zh, mark, en = str(schema.get("description", "")).rpartition("。 ")
    return Text(zh=zh + mark.strip(), en=en)


def title_at(kind: str, pointer: Pointer) -> Text:
    """What the place that a pointer leads to in a kind's records is called: “规则 3 · 内容”, counted from 1."""
    node, names = _schemas()[kind], list[Text]()
    for step in pointer:
        node = _resolved(node["items"] if isinstance(step, int) and "items" in node else _inner(node, str(step)))
        if isinstance(step, int) and names:
            names[-1] = Text(zh=f"{names[-1].zh} {step + 1}", en=f"{names[-1].en} {step + 1}")
        elif not isinstance(step, int):
            names.append(label_of(node) if node.get("title") else Text(zh=step, en=step))
    return Text(zh=" · ".join(name.zh for name in names), en=" · ".join(name.en or "" for name in names))


@cache
def _schemas() -> Mapping[str, Mapping[str, Any]]:
    return read_schemas()


def _inner(node: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The schema of a key, in the node itself or in one of its branches; an empty one where there is none."""
    branches = map(_resolved, (node, *node.get("oneOf", ()), *node.get("anyOf", ())))
    return next((branch["properties"][key] for branch in branches if key in branch.get("properties", {})), {})


def _resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema with what it refers to put in its place; what it is called here goes first."""
    if "$ref" not in node:
        return node
    part = str(node["$ref"]).rpartition("/")[2]
    return {**_schemas()[COMMON]["$defs"][part], **node}


def _decisive(errors: Iterable[ValidationError]) -> list[ValidationError]:
    """The errors without those that another at the same place explains: a wrong type, or a wrong way of writing."""
    found = list(errors)
    explained = {tuple(e.absolute_path) for e in found if e.validator in ("type", "pattern")}
    return [e for e in found if e.validator in ("type", "pattern") or tuple(e.absolute_path) not in explained]


def _pattern_keyword(_: Any, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    """JSON Schema's patterns are ECMA's: `$` is the very end, not before a last line break."""
    if isinstance(instance, str) and not _ecma(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _unique_keyword(_: Any, is_asked: bool, instance: object, __: Any) -> Iterator[ValidationError]:
    """No item twice: each is written once, where comparing them in pairs would take as long as its square."""
    if is_asked and isinstance(instance, list):
        written = {json.dumps(item, sort_keys=True) for item in instance}
        if len(written) < len(instance):
            yield ValidationError("an item stands twice")


@cache
def _ecma(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern))


def _worded(error: ValidationError, file: str) -> Iterator[Problem]:
    say = _WORDINGS.get(str(error.validator), _shape)
    yield from say(error, file, tuple(error.absolute_path))


def _required(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
    schema = _schema(error)
    for key in _rule(error):
        if key not in _mapping(error):
            label = label_of(schema.get("properties", {}).get(key, {}))
            words = {"label": label.zh or key, "label_en": label.en or key}
            yield problem("key-missing", Place(file), pointer=at, missing=key, words=words)


def _unknown_keys(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
    known = sorted(_schema(error).get("properties", {}))
    for key in _mapping(error):
        if key not in known:
            yield problem("key-unknown", Place(file), pointer=(*at, key), value=key, words=nearest(key, known))


def _needs(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
    for key, needed in _rule(error).items():
        for missing in needed:
            if key in _mapping(error) and missing not in _mapping(error):
                yield problem("key-needs", Place(file), pointer=(*at, key), value=key, missing=missing)


def _type(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
    expected, expected_en = TYPES[_rule(error)]
    actual, actual_en = TYPES[_type_of(error.instance)]
    hint = _type_hint(error)
    yield problem(
        "value-type",
        Place(file),
        pointer=at,
        value=_short(error.instance),
        expected=expected,
        expected_en=expected_en,
        actual=actual,
        actual_en=actual_en,
        hint=hint.zh,
        hint_en=hint.en,
    )


def _type_hint(error: ValidationError) -> Text:
    expected, value, described = _rule(error), error.instance, hint_of(_schema(error))
    if value is None:
        return TYPE_HINTS["empty"]
    if expected == "string" and isinstance(value, (int, float)):
        return _filled(TYPE_HINTS["quote"], value=value, hint=described.zh, hint_en=described.en or "")
    if expected == "boolean" and str(value).lower() in _YES_NO:
        return TYPE_HINTS["boolean"]
    if expected in ("number", "integer") and isinstance(value, str):
        return TYPE_HINTS["number"]
    if expected == "object" and isinstance(value, str) and "zh" in _schema(error).get("properties", {}):
        return _filled(TYPE_HINTS["text"], value=_short(value))
    return described


def _filled(text: Text, **words: object) -> Text:
    return Text(zh=text.zh.format_map(words), en=(text.en or text.zh).format_map(words))


def _choice(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
    choices = [str(choice) for choice in _rule(error)]
    value = _short(error.instance)
    yield problem("value-choice", Place(file), pointer=at, value=value, words=among(value, choices))


def _pattern(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
    hint = _nearest_hint(error)
    yield problem("value-pattern", Place(file), pointer=at, value=error.instance, hint=hint.zh, hint_en=hint.en)


def _date(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
    if _DATE_SHAPE.match(str(error.instance)):
        yield problem("value-date", Place(file), pointer=at, value=error.instance)


def _limit(code: str) -> Callable[[ValidationError, str, Pointer], Iterator[Problem]]:
    def say(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
        zh, en = LIMITS[str(error.validator)]
        words = {"rule": zh.format(_rule(error)), "rule_en": en.format(_rule(error))}
        yield problem(code, Place(file), pointer=at, value=_short(error.instance), words=words)

    return say


def _branches(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
    """Reports the branch of anyOf or oneOf that the contributor meant: the one whose type is right."""
    branches: dict[int, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(int(inner.schema_path[0]), []).append(inner)
    everything = [inner for branch in branches.values() for inner in branch]
    if everything and all(inner.validator == "required" for inner in everything):
        missing = "、".join(dict.fromkeys(key for inner in everything for key in _rule(inner)))
        yield problem("key-missing-one-of", Place(file), pointer=at, missing=missing)
        return
    meant = [branch for branch in branches.values() if not any(_is_wrong_type(inner, error) for inner in branch)]
    if len(meant) == 1:
        for inner in _decisive(meant[0]):
            yield from _worded(inner, file)
    else:
        yield from _shape(error, file, at)


def _is_wrong_type(inner: ValidationError, outer: ValidationError) -> bool:
    return inner.validator == "type" and inner.absolute_path == outer.absolute_path


def _shape(error: ValidationError, file: str, at: Pointer) -> Iterator[Problem]:
    schema = _schema(error)
    label, hint = label_of(schema), hint_of(schema)
    yield problem(
        "value-shape",
        Place(file),
        pointer=at,
        value=_short(error.instance),
        label=label.zh,
        label_en=label.en,
        hint=hint.zh,
        hint_en=hint.en,
    )


def _nearest_hint(error: ValidationError) -> Text:
    """What the failing schema asks for, or the nearest around it that says."""
    hint, outer = hint_of(_schema(error)), error.parent
    while not hint.zh and isinstance(outer, ValidationError):
        hint, outer = hint_of(_schema(outer)), outer.parent
    return hint


def _rule(error: ValidationError) -> Any:
    """What the failing keyword asks for."""
    return error.validator_value


def _mapping(error: ValidationError) -> Mapping[str, Any]:
    """The failing group of keys."""
    return error.instance if isinstance(error.instance, Mapping) else {}


def _schema(error: ValidationError) -> Mapping[str, Any]:
    return error.schema if isinstance(error.schema, Mapping) else {}


def _type_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"


_WORDINGS: Mapping[str, Callable[[ValidationError, str, Pointer], Iterator[Problem]]] = {
    "required": _required,
    "additionalProperties": _unknown_keys,
    "dependentRequired": _needs,
    "type": _type,
    "enum": _choice,
    "pattern": _pattern,
    "format": _date,
    "minLength": _limit("value-length"),
    "maxLength": _limit("value-length"),
    "minimum": _limit("value-range"),
    "maximum": _limit("value-range"),
    "minItems": _limit("value-items"),
    "uniqueItems": _limit("value-items"),
    "minProperties": _limit("value-items"),
    "oneOf": _branches,
    "anyOf": _branches,
}
