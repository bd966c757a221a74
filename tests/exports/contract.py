"""The schemas of the API as a validator takes them: by the addresses at which they are published, and closed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.protocols import Validator
from referencing import Registry, Resource

from generator.exports.api_schemas import closed, compile_api_schemas
from generator.model.artifacts import Artifact

HOME = "https://example.org/"
KEYS = (("moved_to", "alias"), ("withdrawn", "tombstone"))
"""Keys of documents that stand in a record's place, and their schemas."""


@cache
def validators(*, is_closed: bool = True) -> dict[str, Validator]:
    """A validator for each schema by the name of its file; a closed one knows every key."""
    found = {artifact.path: json.loads(artifact.data) for artifact in compile_api_schemas()}
    schemas = {path: closed(schema) if is_closed else schema for path, schema in found.items()}
    registry = Registry().with_resources(  # type: ignore[var-annotated]
        (HOME + path, Resource.from_contents(schema)) for path, schema in schemas.items()
    )
    return {
        path.rpartition("/")[2].removesuffix(".json"): Draft202012Validator(
            {"$ref": HOME + path}, registry=registry, format_checker=FormatChecker()
        )
        for path in schemas
    }


def faults(artifacts: Iterable[Artifact]) -> Iterator[str]:
    """Every way in which a document of the API departs from its schema."""
    held = validators()
    for artifact in artifacts:
        for name, value in documents_of(artifact):
            for error in held[name].iter_errors(value):
                yield f"{artifact.path}: {error.json_path}: {error.message[:200]}"


def documents_of(artifact: Artifact) -> Iterator[tuple[str, Any]]:
    """Each document in a file, with the name of its schema."""
    if artifact.path.endswith(".jsonl"):
        for line in artifact.data.splitlines():
            value = json.loads(line)
            yield value["kind"], value
    else:
        value = json.loads(artifact.data)
        yield schema_of(artifact.path, value), value


def schema_of(path: str, value: Any) -> str:
    """The schema of a document by its address: that is all that its readers go by."""
    folder, _, name = path.removeprefix("api/v1/").removesuffix(".json").rpartition("/")
    if not folder:
        return name
    if folder in ("domains", "regions", "years"):
        return "group-index" if name == "index" else "group-listing"
    if name == "index":
        return "kind-listing"
    return next((schema for key, schema in KEYS if key in value), value.get("kind"))
