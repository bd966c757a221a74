"""What a table's columns are: worked out from the schemas, so that a key added there becomes a column by itself.

A text becomes a column for each language, a date its first and last day with hours and wording, an amount its two ends
in yuan with what qualifies them, a link the other record's id. Keys of a group are joined to it: `term_to`. A list
within a row stays in one cell, as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

from generator.documents import REFERENCE_KEYS
from generator.lang import say
from generator.model.parts import Text
from generator.schemas import COMMON, hint_of, label_of, read_schemas

Type: TypeAlias = Literal["string", "integer", "number", "boolean", "date", "datetime", "uri", "array"]
Path: TypeAlias = tuple[str, ...]
Words: TypeAlias = Mapping[str, Text]
Node: TypeAlias = Mapping[str, Any]

Take: TypeAlias = Literal["value", "link", "key", "json", "first", "page"]
"""How a cell is made of what stands at its path.

As it is; the id, or `kind/id`, of the record that it leads to; as JSON; the first of a list; a page's address.
"""

WORD = "data_"
"""What the site's own words for data begin with, in labels.yml."""

NAMED_LINKS = frozenset({"programme", "organisation"})
"""Links that bring the title of what they lead to: most readers of a table want it beside the id."""

_TEXT: tuple[tuple[Path, Type], ...] = ((("zh",), "string"), (("en",), "string"))
_DAYS: tuple[tuple[Path, Type], ...] = (
    (("from",), "date"),
    (("to",), "date"),
    (("from_time",), "string"),
    (("to_time",), "string"),
    (("text", "zh"), "string"),
    (("text", "en"), "string"),
)
_AMOUNT: tuple[tuple[Path, Type], ...] = (
    (("low",), "number"),
    (("high",), "number"),
    (("exact",), "boolean"),
    (("qualifier",), "string"),
    (("text", "zh"), "string"),
    (("text", "en"), "string"),
    (("wording", "zh"), "string"),
    (("wording", "en"), "string"),
)
EXPANSIONS: Mapping[str, tuple[tuple[Path, Type], ...]] = MappingProxyType(
    {"text": _TEXT, "date": _DAYS, "money": _AMOUNT}
)
"""The shared parts that become several columns: what each is picked from, within the part, and its type."""

_OF_TYPE: Mapping[str, Type] = MappingProxyType({"integer": "integer", "number": "number", "boolean": "boolean"})


class Column(NamedTuple):
    """A typed column, what it is called in both languages, and where its value stands in a record's plain values."""

    name: str
    type: Type
    title: Text
    description: Text
    path: Path = ()
    take: Take = "value"
    target: str | None = None
    """The kind of record that the cell names, where it is another record's id."""
    choices: tuple[str, ...] = ()


class At(NamedTuple):
    """A place in a schema: the path to it in plain values, and the titles on the way."""

    path: Path
    titles: tuple[Text, ...]

    def into(self, key: str, title: Text) -> At:
        """The place one step further in."""
        return At((*self.path, key), (*self.titles, title))


def columns_of(schema: Node, words: Words, at: At, left_out: frozenset[Path] = frozenset()) -> Iterator[Column]:
    """The columns of an object's keys, in the schema's order, without those whose paths are left out."""
    for key, written in schema.get("properties", {}).items():
        node = resolved(written)
        inner = at.into(key, label_of(node))
        if inner.path not in left_out:
            yield from _columns(key, node, words, inner, left_out)


def own(words: Words, name: str, kind: Type, path: Path, take: Take = "value", target: str | None = None) -> Column:
    """A column of the site's own: what it is called stands in the site's words."""
    return Column(name, kind, *told(words, name), path, take, target)


def told(words: Words, name: str) -> tuple[Text, Text]:
    """The title and the description of what the schemas do not name."""
    return words[f"{WORD}{name}"], words[f"{WORD}{name}_about"]


def expanded(part: str, name: str, title: Text, hint: Text, words: Words, path: Path) -> Iterator[Column]:
    """The columns that a text, date or amount at `path` becomes."""
    for steps, kind in EXPANSIONS[part]:
        named = joined(title, words[WORD + "_".join(steps)])
        yield Column("_".join((name, *steps)), kind, named, hint, (*path, *steps))


def linked(name: str, kind: str, title: Text, hint: Text, words: Words, path: Path) -> Iterator[Column]:
    """The column of a link, and for some those of the title of what it leads to."""
    yield Column(name, "string", title, hint, path, "link", kind)
    if kind in NAMED_LINKS:
        yield from expanded("text", f"{name}_title", joined(title, words["data_title"]), hint, words, (*path, "title"))


def resolved(node: Node) -> Node:
    """The schema with what it refers to put in its place; `part` tells which shared part it is."""
    if "$ref" not in node:
        return node
    part = str(node["$ref"]).rpartition("/")[2]
    here = {key: node[key] for key in ("title", "description") if key in node}
    return {**schemas()[COMMON]["$defs"][part], **here, "part": part}


@cache
def schemas() -> Mapping[str, Any]:
    """The schemas, read once."""
    return read_schemas()


def node_at(kind: str, path: Path) -> Node | None:
    """The schema of what stands at a path in a kind's records, through lists too; none where nothing may."""
    node: Node = schemas()[kind]
    for key in path:
        node = items_of(node)
        if key not in node.get("properties", {}):
            return None
        node = resolved(node["properties"][key])
    return node


def items_of(node: Node) -> Node:
    """A list's items; what is no list stands for itself."""
    return resolved(node["items"]) if node.get("type") == "array" else node


def joined(outer: Text, inner: Text) -> Text:
    """Two titles as one."""
    return Text(zh=f"{outer.zh} · {inner.zh}", en=f"{say(outer, 'en')} · {say(inner, 'en')}")


def _columns(key: str, node: Node, words: Words, at: At, left_out: frozenset[Path]) -> Iterator[Column]:
    """The columns of one key, by what its schema is."""
    name, title, hint = "_".join(at.path), _title(at), hint_of(node)
    part = node.get("part", "")
    if part in EXPANSIONS:
        yield from expanded(part, name, title, hint, words, at.path)
    elif node.get("type") == "array":
        yield Column(name, "array", title, hint, at.path, "json")
    elif key in REFERENCE_KEYS and part == "id":
        yield from linked(name, REFERENCE_KEYS[key], title, hint, words, at.path)
    elif "properties" in node:
        yield from columns_of(node, words, at, left_out)
    else:
        yield Column(name, _type(node), title, hint, at.path, choices=tuple(node.get("enum", ())))


def _title(at: At) -> Text:
    title = at.titles[0]
    for inner in at.titles[1:]:
        title = joined(title, inner)
    return title


def _type(node: Node) -> Type:
    if node.get("part") == "day":
        return "date"
    if str(node.get("pattern", "")).startswith("^https?:"):
        return "uri"
    return _OF_TYPE.get(str(node.get("type")), "string")
