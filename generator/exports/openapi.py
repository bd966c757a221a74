"""The OpenAPI 3.1 document of the API: every address, what stands there, and examples that are its own files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.exports.api import GROUPINGS, Grouping, held_by
from generator.exports.api_schemas import FILES, SHARED, definitions, placed
from generator.exports.encoding import document
from generator.exports.lines import lines_path
from generator.exports.promise import PROMISES, VERSION
from generator.exports.values import Json, exported
from generator.lang import say
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS, Text
from generator.model.records import KINDS
from generator.render.view import Site
from generator.urls import API, api_path

PATH = f"{API}openapi.json"
ROOT = "../.."
"""The way from the document to the site's root, which its paths begin at."""

SUMMARIES = ("index", "listing", "record", "group", "lines", "vocabularies", "openapi", "schema")
"""What addresses give, as labels `api_op_…`."""

LABELS = frozenset({*PROMISES, *(f"api_op_{what}" for what in SUMMARIES), "api_title", "api_lead", "api_promise"})
"""The labels whose names are put together here, and those of the document's own head."""

JSON, LINES = "application/json", "application/jsonl"


class Operation(NamedTuple):
    """One address of the API, from the site's root: what stands there, and an identifier to try where it takes one."""

    name: str
    tag: str
    path: str
    summary: Text
    schemas: tuple[str, ...]
    example: str = ""
    choices: tuple[str, ...] = ()
    """The only identifiers that there are, where they are few."""

    listing: str = ""
    """Where identifiers are listed."""

    media: str = JSON

    @property
    def file(self) -> str:
        """The address of the example."""
        return self.path.replace("{id}", self.example)

    @property
    def is_there(self) -> bool:
        """Whether there is a file to show."""
        return "{id}" not in self.path or bool(self.example)


def compile_openapi(site: Site) -> Iterator[Artifact]:
    """The document."""
    yield Artifact(PATH, document(openapi(site)))


def openapi(site: Site) -> Json:
    """The document as a value."""
    found = operations(site)
    chosen = site.settings.site
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _both(site.settings.labels["api_title"], chosen.title),
            "summary": _both(site.settings.labels["api_lead"]),
            "description": "\n".join(_promises(site)),
            "version": VERSION,
            "license": {"name": _both(chosen.data_licence), "url": chosen.data_licence_url},
        },
        "servers": [{"url": ROOT, "description": "网站的根 / The site's root, from this document"}, *_server(site.url)],
        "tags": [{"name": tag} for tag in dict.fromkeys(operation.tag for operation in found)],
        "paths": {f"/{operation.path}": {"get": _get(operation)} for operation in found},
        "components": {"schemas": placed(definitions(), _in_document)},
    }


def operations(site: Site) -> tuple[Operation, ...]:
    """Every address of the API."""
    return (*_overviews(site), *_of_kinds(site), *_of_groups(site), *_of_lines(site), *_descriptions(site))


def _overviews(site: Site) -> Iterator[Operation]:
    yield Operation("getIndex", "index", f"{API}index.json", _said(site, "index"), ("Index",))
    path = f"{API}vocabularies.json"
    yield Operation("getVocabularies", "index", path, _said(site, "vocabularies"), ("Vocabularies",))


def _of_kinds(site: Site) -> Iterator[Operation]:
    for kind, cls in KINDS.items():
        name, shape, listing = site.settings.labels[f"kinds_{kind}"], kind.capitalize(), api_path(cls.folder, "index")
        first = next((record.id for record in exported(site, kind)), "")
        one = _said(site, "record", name)
        yield Operation(
            f"list{cls.folder.capitalize()}", "listings", listing, _said(site, "listing", name), ("KindListing",)
        )
        schemas = (shape, "Tombstone", "Alias")
        yield Operation(f"get{shape}", "records", api_path(cls.folder, "{id}"), one, schemas, first, listing=listing)


def _of_groups(site: Site) -> Iterator[Operation]:
    for grouping in GROUPINGS:
        name, shape = site.settings.labels[f"{grouping.folder}_title"], grouping.group.capitalize()
        listing = api_path(grouping.folder, "index")
        one = _said(site, "group", name)
        yield Operation(
            f"list{grouping.folder.capitalize()}", "groups", listing, _said(site, "listing", name), ("GroupIndex",)
        )
        example = _fullest(site, grouping)
        yield Operation(
            f"get{shape}", "groups", api_path(grouping.folder, "{id}"), one, ("GroupListing",), example, listing=listing
        )


def _of_lines(site: Site) -> Iterator[Operation]:
    for kind, cls in KINDS.items():
        summary, shape = _said(site, "lines", site.settings.labels[f"kinds_{kind}"]), kind.capitalize()
        name = f"get{cls.folder.capitalize()}AsLines"
        yield Operation(name, "lines", lines_path(kind), summary, (shape,), media=LINES)


def _descriptions(site: Site) -> Iterator[Operation]:
    yield Operation("getOpenapi", "descriptions", PATH, _said(site, "openapi"), ())
    names = (*FILES.values(), SHARED)
    path = f"{API}schema/{{id}}.json"
    yield Operation("getSchema", "descriptions", path, _said(site, "schema"), (), names[0], choices=names)


def _fullest(site: Site, grouping: Grouping) -> str:
    """The group with the most records, the first of several: an example that shows something."""
    held = held_by(site, grouping)
    return max(sorted(held), key=lambda key: len(held[key]), default="")


def _said(site: Site, what: str, name: Text | None = None) -> Text:
    label = site.settings.labels[f"api_op_{what}"]
    return Text(zh=label.zh.format(name=say(name, "zh")), en=say(label, "en").format(name=say(name, "en")))


def _both(*texts: Text) -> str:
    """Chinese and English in one line, as in the schemas."""
    return " / ".join(dict.fromkeys(" · ".join(say(text, lang) for text in texts) for lang in LANGS))


def _promises(site: Site) -> Iterator[str]:
    for lang in LANGS:
        yield f"**{say(site.settings.labels['api_promise'], lang)}**\n"
        yield from (f"- {say(site.settings.labels[name], lang)}" for name in PROMISES)
        yield ""


def _server(url: str) -> list[Json]:
    return [{"url": url.rstrip("/")}] if url else []


def _in_document(name: str) -> str:
    return f"#/components/schemas/{name}"


def _get(operation: Operation) -> Json:
    parameters = {"parameters": [_parameter(operation)]} if "{id}" in operation.path else {}
    responses: Json = {
        "200": {"description": _both(operation.summary), "content": {operation.media: _content(operation)}}
    }
    if parameters:
        responses["404"] = {"description": "没有这个编号 / No such identifier"}
    return {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": _both(operation.summary),
        **parameters,
        "responses": responses,
    }


def _parameter(operation: Operation) -> Json:
    schema: Json = {"enum": list(operation.choices)} if operation.choices else {"$ref": _in_document("Id")}
    example = {"example": operation.example} if operation.example else {}
    listed = f"编号见 / Listed in /{operation.listing}" if operation.listing else "文件名 / The file's name"
    return {"name": "id", "in": "path", "required": True, "description": listed, "schema": schema, **example}


def _content(operation: Operation) -> Json:
    """The schema of what is given, and one of the API's own files as an example."""
    found: Json = {"schema": _one_of(operation.schemas)}
    if operation.media == LINES:
        line = "每行一条记录 / One record on each line"
        found = {"schema": {"type": "string", "description": line}, "x-line-schema": _one_of(operation.schemas)}
    if operation.is_there and operation.schemas:
        shown = {"externalValue": f"{ROOT}/{operation.file}", "summary": operation.example or _both(operation.summary)}
        found["examples"] = {"first": shown}
    return found


def _one_of(schemas: Iterable[str]) -> Json:
    ways = [{"$ref": _in_document(name)} for name in schemas]
    return {"oneOf": ways} if len(ways) > 1 else ways[0] if ways else {"type": "object"}
