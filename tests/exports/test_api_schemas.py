"""The schemas of the API: valid, made from the records' schemas, and kept to what was promised."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from exports.contract import validators
from generator.exports.api_schemas import DIALECT, FILES, closed, compile_api_schemas, definitions
from generator.exports.values import BOOKKEEPING, RENAMED
from generator.model.records import KINDS
from generator.schemas import COMMON, read_schemas

GOLDEN = Path(__file__).parent / "golden" / "contract.txt"


def test_no_key_that_was_promised_goes_away_or_changes(request: pytest.FixtureRequest) -> None:
    """A line that goes breaks what users rely on: it belongs into another major version."""
    found = "".join(f"{line}\n" for line in contract())
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8")


def contract() -> Iterator[str]:
    """Every key of every definition, with its type, and `!` where it is always there."""
    for name, schema in sorted(definitions().items()):
        yield from keys_of(name, schema)


def keys_of(at: str, schema: Any) -> Iterator[str]:
    for key, inner in sorted(schema.get("properties", {}).items()):
        mark = "!" if key in schema.get("required", ()) else ""
        yield f"{at}.{key}{mark}: {type_of(inner)}"
        yield from keys_of(f"{at}.{key}", inner.get("items", inner))


def type_of(schema: Any) -> str:
    if "items" in schema:
        return f"[{type_of(schema['items'])}]"
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return "|".join(schema["enum"])
    if "anyOf" in schema:
        return "|".join(map(type_of, schema["anyOf"]))
    found = schema.get("$ref") or schema["type"]
    return "|".join(found) if isinstance(found, list) else str(found)


def test_every_schema_is_a_schema() -> None:
    for artifact in compile_api_schemas():
        schema = json.loads(artifact.data)
        assert schema["$schema"] == DIALECT
        Draft202012Validator.check_schema(schema)
        Draft202012Validator.check_schema(closed(schema))


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_record_is_in_the_schema_of_what_is_published(kind: str) -> None:
    own = {RENAMED.get((kind, key), key) for key in read_schemas()[kind]["properties"]}
    own -= BOOKKEEPING | {"sample", "withdrawn"}
    published = definitions()[kind.capitalize()]
    assert own <= published["properties"].keys()
    assert set(published["required"]) <= published["properties"].keys()


def test_no_definition_takes_the_name_of_another() -> None:
    shared = {
        name for name in read_schemas()[COMMON]["$defs"] if name not in {"text", "date", "money", "day"} | BOOKKEEPING
    }
    assert len(definitions()) == len(shared) + len(KINDS) + len(_added())
    assert not {"".join(p.capitalize() for p in name.split("_")) for name in shared} & (_added() | set(FILES))


def _added() -> set[str]:
    from generator.exports.shapes import PARTS, WHOLE

    return PARTS.keys() | WHOLE.keys()


def test_every_key_says_in_two_languages_what_it_is() -> None:
    wrong = []
    for name, schema in definitions().items():
        for key, inner in (("", schema), *schema.get("properties", {}).items()):
            told = inner if "title" in inner or "$ref" not in inner else definitions()[inner["$ref"]]
            plain = set(inner) <= {
                "type",
                "format",
                "pattern",
                "minimum",
                "items",
                "anyOf",
                "enum",
                "additionalProperties",
            }
            if not plain and " / " not in told.get("title", ""):
                wrong.append(f"{name}.{key}")
    assert wrong == []


def test_examples_are_right() -> None:
    for name, schema in definitions().items():
        for example in schema.get("examples", ()):
            file = FILES.get(name, "common")
            validator = validators()[file].evolve(
                schema={"$ref": f"https://example.org/api/v1/schema/{file}.json#/$defs/{name}"}
            )
            assert list(validator.iter_errors(example)) == [], name


def test_readers_may_find_keys_that_the_schemas_do_not_name() -> None:
    row = {"href": "x.json", "new_key": 1}
    way = "https://example.org/api/v1/schema/common.json#/$defs/File"
    assert validators(is_closed=False)["common"].evolve(schema={"$ref": way}).is_valid(row)
    assert not validators()["common"].evolve(schema={"$ref": way}).is_valid(row)
