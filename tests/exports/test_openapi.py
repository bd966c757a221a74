"""The OpenAPI document: valid, whole, and true of the files that the site publishes."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from exports.data import compile_api
from exports.sites import HOME, site_with
from generator.exports.api_schemas import compile_api_schemas
from generator.exports.openapi import PATH, ROOT, compile_openapi
from generator.exports.promise import VERSION
from generator.render.view import Site


def document_of(site: Site) -> dict[str, Any]:
    (artifact,) = compile_openapi(site)
    assert artifact.path == PATH
    found: dict[str, Any] = json.loads(artifact.data)
    return found


@pytest.fixture(scope="module")
def openapi(real_site: Site) -> dict[str, Any]:
    return document_of(real_site)


@pytest.fixture(scope="module")
def paths(real_site: Site) -> frozenset[str]:
    made = (*compile_api(real_site), *compile_openapi(real_site), *compile_api_schemas())
    return frozenset(artifact.path for artifact in made)


def test_an_independent_validator_accepts_it(openapi: dict[str, Any]) -> None:
    assert list(OpenAPIV31SpecValidator(openapi).iter_errors()) == []


def test_it_is_valid_without_any_record() -> None:
    found = document_of(site_with(url=""))
    assert list(OpenAPIV31SpecValidator(found).iter_errors()) == []
    assert [server["url"] for server in found["servers"]] == [ROOT]


def test_every_file_of_the_api_has_an_operation(openapi: dict[str, Any], paths: frozenset[str]) -> None:
    ways = [re.compile(re.escape(way[1:]).replace(r"\{id\}", "[a-z0-9-]+") + r"\Z") for way in openapi["paths"]]
    assert [path for path in sorted(paths) if not any(way.match(path) for way in ways)] == []


def test_every_operation_gives_a_file(openapi: dict[str, Any], paths: frozenset[str]) -> None:
    for way, item in openapi["paths"].items():
        (parameter,) = item["get"].get("parameters", [{}])
        if "{id}" not in way or "example" in parameter:
            assert way[1:].replace("{id}", parameter.get("example", "")) in paths


def test_examples_are_files_of_the_api(openapi: dict[str, Any], paths: frozenset[str]) -> None:
    found = [value for key, value in values_in(openapi["paths"]) if key == "externalValue"]
    assert len(found) > 30
    assert {posixpath.normpath(posixpath.join(posixpath.dirname(PATH), way)) for way in found} <= paths


def test_every_reference_leads_somewhere(openapi: dict[str, Any]) -> None:
    found = {value.rpartition("/")[2] for key, value in values_in(openapi) if key == "$ref"}
    assert found <= openapi["components"]["schemas"].keys()


def test_operations_have_names_of_their_own(openapi: dict[str, Any]) -> None:
    names = [item["get"]["operationId"] for item in openapi["paths"].values()]
    assert len(names) == len(set(names))


def test_it_says_what_is_promised_in_both_languages(openapi: dict[str, Any]) -> None:
    info = openapi["info"]
    assert info["version"] == VERSION
    assert info["description"].count("\n- ") == 14
    assert info["license"]["url"].startswith("https://")
    assert openapi["servers"][1]["url"] == HOME.rstrip("/")


def values_in(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from values_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from values_in(inner)
