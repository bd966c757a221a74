"""What the form for records in the browser needs: schemas, words, which ids there are, each record as it was written.

All of it is private to the site's own scripts and may change any day, like the finder's index.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec

from generator import personal
from generator.catalog import Key
from generator.documents import REFERENCE_KEYS
from generator.formatting import LAST
from generator.model.artifacts import Artifact
from generator.model.parts import Text
from generator.model.records import KINDS, Record
from generator.pieces import Piece, shard_name, shards_of
from generator.problems import CODES, Pointer, written
from generator.render.view import Site
from generator.rules.vocabularies import LABELS as VOCABULARIES
from generator.rules.vocabularies import WORDS as VOCABULARY_KEYS
from generator.schemas import COMMON, LIMITS, TYPE_HINTS, TYPES, label_of, read_schemas
from generator.settings import Settings, Term
from generator.urls import CHECK_SUFFIX, PAGE_PREFIX, RESERVED_IDS
from generator.yamltext import WIDE

FOLDER = "edit/"
TOLD = (
    "key-missing", "key-missing-one-of", "key-unknown", "key-needs", "value-type", "value-choice", "value-pattern",
    "value-date", "value-length", "value-range", "value-items", "value-shape", "record-invalid", "id-reserved",
    "id-duplicate", "reference-unknown", "source-unknown", "key-repeated", "vocabulary-unknown", "personal-data",
    "file-control-character", "yaml-number",
)  # fmt: skip
"""The codes that the form tells, in the words of `check`."""

_FLOAT = b"\xcb"
"""What every number that is not a whole one begins with in MessagePack; few texts hold it, and most records none."""

_MEANING = r"(?<![a-z_]){} ([^，。；,;]*[\u4e00-\u9fff][^，。；,;]*)"
"""How a description says in Chinese what a choice means."""


def compile_editor(site: Site) -> Iterator[Artifact]:
    """The form's data, which ids there are of each kind, and every record as it was written."""
    for _, make in pieces(site):
        yield from make()


def pieces(site: Site) -> Iterator[Piece[Artifact]]:
    """The form's data, the ids of each kind, and the records, some neighbours together."""
    yield "editor", lambda: _shared(site)
    for kind in KINDS:
        yield f"editor known {kind}", partial(_of_kind, site, kind)
    for kind in KINDS:
        for name, keys in shards_of(key for key in site.catalog.sources if key[0] == kind):
            yield f"editor {shard_name(kind, name, keys)}", partial(_sources, site, keys)


def compile_shared(site: Site) -> Iterator[Artifact]:
    """What the forms of many records share: their data, and which ids there are of each kind."""
    yield from _shared(site)
    for kind in KINDS:
        yield from _of_kind(site, kind)


def _shared(site: Site) -> Iterator[Artifact]:
    data = _data(site.settings)
    yield Artifact(_named(data), data)


def _of_kind(site: Site, kind: str) -> Iterator[Artifact]:
    yield _script(f"{FOLDER}known/{kind}.js", f"edit/known/{kind}", _known(site.catalog.records[kind].values()))


def _sources(site: Site, keys: Iterable[Key]) -> Iterator[Artifact]:
    for key in keys:
        yield compile_source(site, key)


def data_path(settings: Settings) -> str:
    """Where the data that all forms share stands in the site, under a name that changes with its content."""
    return _named(_data(settings))


def written_numbers(data: Mapping[str, Any]) -> Mapping[str, str]:
    """By pointer the numbers that JavaScript cannot tell from whole ones, as they are written: 6.0 is 6 to it."""
    return dict(_points(data, ()))


def editor_data(settings: Settings) -> dict[str, Any]:
    """Schemas, wordings and vocabularies, each word in both languages."""
    schemas = read_schemas()
    return {
        "schemas": schemas,
        "words": {
            "codes": {code: _wording(code) for code in TOLD},
            "types": {name: {"zh": zh, "en": en} for name, (zh, en) in TYPES.items()},
            "limits": {name: {"zh": zh, "en": en} for name, (zh, en) in LIMITS.items()},
            "hints": {name: _plain(text) for name, text in TYPE_HINTS.items()},
        },
        "choices": dict(_choices(schemas, settings)),
        "vocabularies": {"domains": _terms(settings.domains), "regions": _terms(settings.regions)},
        "vocabulary_labels": {name: {"zh": zh, "en": en} for name, (zh, en) in VOCABULARIES.items()},
        "vocabulary_keys": dict(VOCABULARY_KEYS),
        "references": dict(REFERENCE_KEYS),
        "kinds": {
            kind: {"folder": cls.folder, "label": _plain(cls.label), "template": f"../../schemas/{kind}.json"}
            for kind, cls in KINDS.items()
        },
        "status": {key: _plain(text) for key, text in settings.vocabularies["status"].items()},
        "units": {key: _plain(text) for key, text in settings.vocabularies["unit"].items()},
        "soon": settings.site.closing_soon_days,
        "reserved": {"ids": sorted(RESERVED_IDS), "prefix": PAGE_PREFIX, "suffix": CHECK_SUFFIX},
        "last": LAST,
        "wide": WIDE,
        "personal": {
            name: {"label": _plain(k.label), "remedy": _plain(k.remedy)} for name, k in personal.KINDS.items()
        },
        "providers": list(personal.PROVIDERS),
        "provinces": sorted(personal.PROVINCES),
    }


def _data(settings: Settings) -> bytes:
    return _put("edit/data", editor_data(settings))


def _named(data: bytes) -> str:
    return f"{FOLDER}data.{hashlib.sha256(data).hexdigest()[:8]}.js"


def _put(key: str, value: object) -> bytes:
    """A classic script that registers its data."""
    return (
        f"zhangbang.put({json.dumps(key)}, {json.dumps(value, ensure_ascii=False, separators=(',', ':'))});\n".encode()
    )


def _script(path: str, key: str, value: object) -> Artifact:
    return Artifact(path, _put(key, value))


def _known(records: Iterable[Record]) -> dict[str, Any]:
    """The ids of a kind with their titles, and those that are taken for ever."""
    listed = tuple(records)
    return {
        "records": [[r.id, r.title.zh, r.title.en or ""] for r in listed],
        "formerly": [former for r in listed for former in r.formerly],
    }


def compile_source(site: Site, key: Key) -> Artifact:
    """A record as it was written."""
    kind, record_id = key
    source = site.catalog.sources[key]
    data = msgspec.msgpack.decode(source.packed)
    value: dict[str, Any] = {"file": site.catalog.files[key], "data": data}
    if _FLOAT in source.packed and (numbers := written_numbers(data)):
        value["written"] = numbers
    if source.comments:
        value["comments"] = msgspec.Raw(source.comments)
    call = f'zhangbang.put("edit/{kind}/{record_id}", '.encode()
    return Artifact(f"{FOLDER}{kind}/{record_id}.js", b"".join((call, msgspec.json.encode(value), b");\n")))


def _points(value: Any, at: Pointer) -> Iterator[tuple[str, str]]:
    for key, inner in value.items() if value.__class__ is dict else enumerate(value):
        cls = inner.__class__
        if cls is dict or cls is list:
            yield from _points(inner, (*at, key))
        elif cls is float and inner.is_integer():
            yield written((*at, key)), json.dumps(inner)


def _wording(code: str) -> dict[str, Any]:
    wording = CODES[code]
    return {"severity": wording.severity, "message": _plain(wording.message), "remedy": _plain(wording.remedy)}


def _plain(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en or text.zh}


def _terms(terms: Mapping[str, Term]) -> list[list[str]]:
    return [[term.id, term.label.zh, term.label.en or ""] for term in terms.values()]


# -- choices ----------------------------------------------------------------------------------------------------
class _Enum(NamedTuple):
    """A set of choices: the key that takes them, and the nearest description."""

    choices: tuple[str, ...]
    key: str
    described: str


def _choices(schemas: Mapping[str, Any], settings: Settings) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each set of choices in the schemas is called, by the choices joined with commas."""
    for schema in schemas.values():
        for found in _enums(schema, "", ""):
            named = {choice: _plain(_choice(choice, found, schemas, settings)) for choice in found.choices}
            yield ",".join(found.choices), named


def _enums(schema: Any, key: str, described: str) -> Iterator[_Enum]:
    """Every set of choices in a schema."""
    if isinstance(schema, dict):
        around = schema["description"] if isinstance(schema.get("description"), str) else described
        if isinstance(schema.get("enum"), list):
            yield _Enum(tuple(map(str, schema["enum"])), key, around)
        for name, inner in schema.items():
            yield from _enums(inner, key if name in ("items", "properties") else name, around)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _enums(inner, key, described)


def _choice(choice: str, found: _Enum, schemas: Mapping[str, Any], settings: Settings) -> Text:
    """What a choice is called: by a vocabulary, else as a kind or a record's key, else as the description says."""
    vocabulary = _vocabulary_of(found.choices, settings) or settings.vocabularies.get(found.key, {})
    if choice in vocabulary and vocabulary[choice].zh:
        return vocabulary[choice]
    if set(found.choices) <= set(KINDS):
        return KINDS[choice].label
    keys = schemas["challenge"]["properties"]
    if set(found.choices) <= {*keys, *schemas[COMMON]["$defs"]}:
        return label_of(keys.get(choice, {}))
    meaning = re.search(_MEANING.format(re.escape(choice)), found.described)
    return Text(zh=meaning[1] if meaning else choice, en=choice.replace("_", " "))


def _vocabulary_of(choices: Sequence[str], settings: Settings) -> Mapping[str, Text] | None:
    """The vocabulary of exactly these choices, else the smallest that holds them all."""
    holding = [words for words in settings.vocabularies.values() if set(choices) <= set(words)]
    return min(holding, key=len, default=None)
