"""The schemas are sound, bilingual and like the classes; both validators agree; every failure has words."""

from __future__ import annotations

import copy
import json
import re
import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest
from conftest import FIXTURE
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from small import OWN_KEYS, data, document

from generator.model.records import FOLDERS, KINDS, record_from
from generator.schemas import checkers, compile_schemas, read_schemas, schema_problems
from generator.yamlio import parse_yaml

SCHEMAS = read_schemas()
BILINGUAL_TITLE = re.compile(r"[^/]*[\u4e00-\u9fff][^/]* / [A-Za-z][ -~’“”–字]*\Z")
BILINGUAL_DESCRIPTION = re.compile(r".*[\u4e00-\u9fff].*。 [ -~’“”–…字]+\Z")
Schema = dict[str, Any]


def target_of(schema: Schema) -> Schema:
    """What the schema refers to, or itself."""
    reference = schema.get("$ref", "")
    if not reference:
        return schema
    file, _, name = reference.rpartition("#/$defs/")
    assert file in ("", "common.json")
    return SCHEMAS["common"]["$defs"][name]


def properties_in(schema: Any, at: str) -> Iterator[tuple[str, Schema]]:
    """Every property defined anywhere in the schema, with its place."""
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items() if isinstance(schema.get("properties"), dict) else ():
            yield f"{at}/{name}", inner
        for key, inner in schema.items():
            yield from properties_in(inner, f"{at}/{key}" if key != "properties" else at)
    elif isinstance(schema, list):
        for i, inner in enumerate(schema):
            yield from properties_in(inner, f"{at}/{i}")


PROPERTIES = [
    (at, inner) for name, schema in SCHEMAS.items() for at, inner in properties_in(schema, name) if "const" not in inner
]


def words_of(schema: Schema, key: str) -> str:
    return str(schema.get(key) or target_of(schema).get(key) or "")


def structs_in(hint: Any) -> Iterator[type[msgspec.Struct]]:
    """The classes that a type mentions."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    elif isinstance(hint, types.UnionType) or typing.get_origin(hint) is not None:
        for part in typing.get_args(hint):
            yield from structs_in(part)


def objects_in(schema: Schema) -> Iterator[Schema]:
    """The schemas of objects that a property allows, one step down."""
    schema = target_of(schema)
    if "properties" in schema:
        yield schema
    for key in ("oneOf", "anyOf"):
        for branch in schema.get(key, ()):
            if "properties" in target_of(branch):
                yield target_of(branch)
    if "items" in schema:
        yield from objects_in(schema["items"])


def pairs_of(
    cls: type[msgspec.Struct], schema: Schema, at: str, above: frozenset[type[msgspec.Struct]] = frozenset()
) -> Iterator[tuple[str, type[msgspec.Struct], Schema]]:
    """A class and its schema, and those below them; a class that holds its own kind is told once."""
    if cls in above:
        return
    yield at, cls, schema
    hints = typing.get_type_hints(cls)
    for field in msgspec.structs.fields(cls):
        below = dict.fromkeys(structs_in(hints[field.name]))
        objects = list(objects_in(schema["properties"].get(field.encode_name, {})))
        assert len(below) == len(objects), f"{at}/{field.encode_name}"
        for inner, inner_schema in zip(below, objects, strict=True):
            yield from pairs_of(inner, inner_schema, f"{at}/{field.encode_name}", above | {cls})


@cache
def records() -> tuple[tuple[str, dict[str, Any]], ...]:
    """The fixture's records as data: of all kinds, with every key there is."""
    content = FIXTURE / "content"
    files = (file for folder in FOLDERS for file in sorted((content / folder).rglob("*.yml")))
    return tuple((FOLDERS[file.relative_to(content).parts[0]], _data(file.read_text("utf-8"))) for file in files)


def _data(text: str) -> dict[str, Any]:
    found = parse_yaml(text, "")
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_itself(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_names_its_own_address(name: str) -> None:
    assert SCHEMAS[name]["$id"].endswith(f"/schemas/v1/{name}.json")
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_kind_has_a_schema() -> None:
    assert set(SCHEMAS) == {*KINDS, "common"}


def test_every_property_has_a_title_in_both_languages() -> None:
    assert [at for at, schema in PROPERTIES if not BILINGUAL_TITLE.match(words_of(schema, "title"))] == []


def test_every_property_has_a_description_in_both_languages() -> None:
    assert [at for at, schema in PROPERTIES if not BILINGUAL_DESCRIPTION.match(words_of(schema, "description"))] == []


def test_every_object_refuses_unknown_keys() -> None:
    def lax(schema: Any, at: str) -> Iterator[str]:
        if isinstance(schema, dict):
            if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
                yield at
            for key, inner in schema.items():
                yield from lax(inner, f"{at}/{key}")
        elif isinstance(schema, list):
            for i, inner in enumerate(schema):
                yield from lax(inner, f"{at}/{i}")

    assert [at for name, schema in SCHEMAS.items() for at in lax(schema, name)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_has_the_keys_of_its_class(kind: str) -> None:
    for at, cls, schema in pairs_of(KINDS[kind], SCHEMAS[kind], kind):
        fields = msgspec.structs.fields(cls)
        assert {field.encode_name for field in fields} == set(schema["properties"]), at
        assert {field.encode_name for field in fields if field.required} <= set(schema.get("required", ())), at


@pytest.mark.parametrize("kind", OWN_KEYS)
def test_the_smallest_record_is_valid_and_becomes_a_record(kind: str) -> None:
    assert list(schema_problems(document(kind))) == []
    assert record_from(kind, data(kind)).id == f"a-{kind}"


@pytest.mark.parametrize(("kind", "written"), records(), ids=[written["id"] for _, written in records()])
def test_a_record_returns_to_the_data_it_was_made_from(kind: str, written: dict[str, Any]) -> None:
    assert json.loads(msgspec.json.encode(record_from(kind, written))) == written


def test_the_site_publishes_the_schemas() -> None:
    published = {artifact.path: json.loads(artifact.data) for artifact in compile_schemas()}
    assert published == {f"schemas/v1/{name}.json": schema for name, schema in SCHEMAS.items()}


# -- mutations: real shapes, one thing after another made wrong ------------------------------------------------

ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2.0, 2.5, 1e300, 2025, 2.025e3, 10**15, "", " ", "x", "no", "x" * 13000, "榜",
    "2025", "2025-02", "2025-02-30", "2025-13", "2025-01-10", "2025-01-10T24:00", "2025-01-10T16:30", "0000-01-01",
    "9999-12-31", "２０２５-01-10", "2025-01-10\n", "2025-01-10T16:30\n", "٢٠٢٥-01-10", "1:1", "1:1\n", "id\n", "ıd",
    "https://example.org/\n", "https://example.org/\u00a0", "https://example.org/\u2028x", "HTTPS://x", "//x",
    "javascript:x", "a@b\n", "K", "ſ", [], {}, [None], [[]], {"": 1}, {"zh": "榜"}, {"zh": ""}, {"en": "x"},
    {"zh": "榜", "en": None}, {"wan": 1, "yi": 1}, {"wan": {"min": 2.0}}, {"text": {"zh": "榜"}},
    {"text": {"zh": "x"}, "from": "2025-02-30"},    [{"zh": "榜"}, {"zh": "榜"}], [1, 1.0], ["motors", "motors"],
)  # fmt: skip
ODD_ENDS = ("\n", " ", "\r", "\u2028", "\u00a0", "٣", "３", "é", "K", "\x00", "-", "A", "\ufeff")


def places_in(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The pointers to everything in the data."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*at, key)
        yield from places_in(inner, (*at, key))


def change(value: Any, pointer: tuple[Any, ...], draw: Any) -> None:
    """One thing at the pointer made odd, in place."""
    for step in pointer[:-1]:
        value = value[step]
    key, old = pointer[-1], value[pointer[-1]]
    match draw(st.sampled_from(("replace", "remove", "add", "repeat", "end", "borrow"))):
        case "remove":
            del value[key]
        case "add" if isinstance(value, dict):
            value[draw(st.sampled_from(("extra", "zh", "id", "", "2025", "organisation", "unit", "value_to")))] = old
        case "repeat" if isinstance(value, list):
            value.append(copy.deepcopy(old))
        case "end" if isinstance(old, str):
            value[key] = old + draw(st.sampled_from(ODD_ENDS))
        case "borrow" if isinstance(value, dict):
            value[key] = copy.deepcopy(value[draw(st.sampled_from(sorted(value)))])
        case _:
            value[key] = copy.deepcopy(draw(st.sampled_from(ODD_VALUES)))


@st.composite
def mutants(draw: Any) -> tuple[str, dict[str, Any]]:
    """A record of the fixture with one to three things made odd."""
    kind, written = draw(st.sampled_from(records()))
    mutant = copy.deepcopy(written)
    for _ in range(draw(st.integers(1, 3))):
        places = list(places_in(mutant))
        if places:
            change(mutant, draw(st.sampled_from(places)), draw)
    return kind, mutant


@given(mutants())
@example(("organisation", data("organisation", updated_on="２０２５-01-10")))
@example(("organisation", data("organisation", updated_on="2025-01-10\n")))
@example(("organisation", data("organisation", region="xiangtan\n")))
@example(("organisation", data("organisation", url="https://example.org/\u2028")))
@example(("challenge", data("challenge", seq=2.0, year=2.025e3)))
@example(("challenge", data("challenge", indicators=[{"name": {"zh": "x"}, "unit": "%"}])))
def test_both_validators_agree_and_what_is_valid_becomes_a_record(mutant: tuple[str, dict[str, Any]]) -> None:
    kind, written = mutant
    checker = checkers()[kind]
    valid = checker.is_valid(written)
    assert checker.wording.is_valid(written) == valid
    problems = list(schema_problems(document(kind)._replace(data=written)))
    assert bool(problems) == (not valid)
    if valid:
        record_from(kind, written)


@given(mutants())
def test_every_failure_is_worded_in_both_languages(mutant: tuple[str, dict[str, Any]]) -> None:
    kind, written = mutant
    for problem in schema_problems(document(kind)._replace(data=written)):
        for text in (problem.message, problem.remedy):
            assert text.zh.strip()
            assert text.en is not None
            assert text.en.strip()


@pytest.mark.parametrize(
    ("keys", "code", "pointer", "remedy"),
    [
        ({"type": "univercity"}, "value-choice", ("type",), "Did you mean “university”?"),
        ({"typ": "university"}, "key-unknown", ("typ",), "Did you mean “type”?"),
        ({"title": "标题"}, "value-type", ("title",), "Write {zh: 标题, en: …}."),
        ({"title": None}, "value-type", ("title",), "Remove the key if there is nothing to say."),
        ({"credit_code": 914303}, "value-type", ("credit_code",), 'Quote it: "914303".'),
        ({"sample": "yes"}, "value-type", ("sample",), "Write true or false, in lower case, unquoted."),
        ({"updated_on": "2025-02-30"}, "value-date", ("updated_on",), "Check month and day"),
        ({"updated_on": "2025/02/03"}, "value-pattern", ("updated_on",), "YYYY-MM-DD"),
        ({"updated_on": "２０２５-01-10"}, "value-pattern", ("updated_on",), "YYYY-MM-DD"),
        ({"updated_on": "2025-01-10\n"}, "value-pattern", ("updated_on",), "YYYY-MM-DD"),
        ({"region": "xiangtan\n"}, "value-pattern", ("region",), "Lower-case letters"),
        ({"url": "javascript:alert(1)"}, "value-pattern", ("url",), ""),
        ({"url": "https://example.org/\n"}, "value-pattern", ("url",), ""),
        ({"sources": []}, "value-items", ("sources",), ""),
        ({"summary": {"zh": ""}}, "value-length", ("summary", "zh"), ""),
        ({"title": {"en": "x"}}, "key-missing", ("title",), "Add zh"),
        ({"names": [{"name": {"zh": "x"}, "from": "2025-02-30"}]}, "value-date", ("names", 0, "from"), ""),
        ({"names": [{"name": {"zh": "x"}, "from": "2025/02"}]}, "value-pattern", ("names", 0, "from"), "year-month"),
        ({"names": [{"name": {"zh": "x"}, "from": {"from": "2025"}}]}, "key-missing", ("names", 0, "from"), "Add text"),
    ],
)  # fmt: skip
def test_a_failure_says_what_to_do(keys: dict[str, Any], code: str, pointer: tuple[Any, ...], remedy: str) -> None:
    (found,) = schema_problems(document("organisation", **keys))
    assert (found.code, found.pointer) == (code, pointer)
    assert remedy in str(found.remedy.en)


@pytest.mark.parametrize("kind", ["programme", "guide", "list", "challenge"])
def test_a_rule_needs_a_quotation_and_another_citation_does_not(kind: str) -> None:
    told = {"id": "r", "kind": "duty", "strength": "hard", "statement": {"zh": "x"}, "cite": {"source": "notice"}}
    (found,) = schema_problems(document(kind, rules=[told], solver={"kinds": ["other"], "cite": {"source": "notice"}}))
    assert (found.code, found.pointer) == ("key-missing", ("rules", 0, "cite"))
    assert "“quote”（引文）" in found.message.zh
    told["cite"] = {"source": "notice", "quote": "x"}
    assert list(schema_problems(document(kind, rules=[told]))) == []


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ({"owner_payment": {"wan": "50"}}, {"value-type", "value-shape"}),
        ({"owner_payment": {"wan": -1}}, {"value-range"}),
        ({"owner_payment": {"wan": 5, "yuan": 5}}, {"value-shape"}),
        ({"owner_payment": {}}, {"key-missing-one-of"}),
        ({"owner_payment": {"wan": {}}}, {"value-items"}),
        ({"owner_payment": 50}, {"value-type", "value-shape"}),
        ({"owner": {"role": {"zh": "x"}}}, {"key-missing-one-of"}),
        ({"indicators": [{"name": {"zh": "x"}, "unit": "%"}]}, {"key-needs"}),
        ({"domains": ["motors", "motors"]}, {"value-items"}),
        ({"year": 1500}, {"value-range"}),
        ({"year": "2025"}, {"value-type"}),
        ({"seq": 1.5}, {"value-type"}),
        ({"published_on": 2025}, {"value-type", "value-shape"}),
    ],
)
def test_a_failure_has_its_code(keys: dict[str, Any], codes: set[str]) -> None:
    found = [problem.code for problem in schema_problems(document("challenge", **keys))]
    assert len(found) == 1
    assert set(found) <= codes
