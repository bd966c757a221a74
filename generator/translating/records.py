"""A record's file with its new English, and with an account of which Chinese it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from generator.content import SourcePath, fitting, parse_source
from generator.documents import Document, groups_of
from generator.formatting import ordered, schema_address
from generator.passages import KEY, Passage, digest, digests_in, passages_of
from generator.problems import Problem, written
from generator.yamlcomments import comments_of
from generator.yamlio import Json
from generator.yamltext import yaml_of


def accepted(source: SourcePath, text: str) -> str | Problem:
    """The file saying that all of its English is of the Chinese that stands there; the same text where it does so."""
    document = parse_source(source, text)
    return document if isinstance(document, Problem) else _rewritten(document, text, document.data, None, ())


def translated(source: SourcePath, text: str, english: Mapping[str, str]) -> str | Problem:
    """The file with the English by place, and these places accounted for.

    Of a record of which nobody has kept account, everything is: nothing is known against the English that it has.
    """
    document = parse_source(source, text)
    if isinstance(document, Problem):
        return document
    data = document.data
    for place, words in english.items():
        data = _with(data, place.split("/")[1:], words)
    return _rewritten(document, text, data, digests_in(document.data), english.keys())


def _account(passages: Iterable[Passage], held: frozenset[str] | None, looked_at: Collection[str]) -> list[str]:
    """The digests of the Chinese whose English was up to date, or was read: each once, in the texts' order."""
    english = (one for one in passages if one.en is not None)
    known = ((digest(one.zh), written(one.pointer) in looked_at) for one in english)
    return list(dict.fromkeys(found for found, is_new in known if is_new or held is None or found in held))


def _rewritten(
    document: Document, text: str, data: Mapping[str, Json], held: frozenset[str] | None, looked_at: Collection[str]
) -> str | Problem:
    """The file in the style of `fmt`, with its comments; the text as it is where nothing has changed."""
    found = ordered(document.kind, {key: value for key, value in data.items() if key != KEY})
    digests = _account(passages_of(groups_of(found)), held, looked_at)
    if digests:
        found[KEY] = list[Json](digests)
    if found == document.data:
        return text
    schema = schema_address(document.kind, document.file)
    return fitting(document.file, yaml_of(found, schema=schema, comments=comments_of(text)))


def _with(value: Any, steps: list[str], words: str) -> Any:
    """The value with the English of the text at that place set; the English stands behind the Chinese."""
    if not steps:
        return {**value, "en": words}
    step, *rest = steps
    if isinstance(value, list):
        return [_with(inner, rest, words) if str(i) == step else inner for i, inner in enumerate(value)]
    key = step.replace("~1", "/").replace("~0", "~")
    return {name: _with(inner, rest, words) if name == key else inner for name, inner in value.items()}
