"""What the schemas say of a place in a record: its label, its hint, what it holds, and whether it must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from generator.model.parts import Text
from generator.schemas import COMMON, hint_of, label_of, read_schemas

Node = Mapping[str, Any]


class Spot(NamedTuple):
    """A place: its steps from the record, the schema there, the definitions it refers to, its words, what must be.

    `is_required` says whether every record has it; `within` is the group that need not be there, but has it if it is.
    """

    steps: tuple[str, ...]
    node: Node
    refers: tuple[str, ...]
    label: Text
    hint: Text
    is_required: bool
    within: tuple[str, ...] = ()


@cache
def schemas() -> Mapping[str, Node]:
    """Every schema by name, read once."""
    return read_schemas()


def spot_at(kind: str, pointer: str) -> Spot:
    """The place that a pointer leads to in records of a kind; KeyError where their schema has none."""
    steps = tuple(pointer.strip("/").split("/"))
    node: Node = schemas()[kind]
    words: list[Text] = []
    hint = Text(zh="")
    refers: tuple[str, ...] = ()
    optional: tuple[str, ...] | None = None
    must = True
    for i, step in enumerate(steps):
        if step in ("0", "*"):
            inner = node["items"]
        else:
            inner = node["properties"][step]
            must = step in node.get("required", ())
            optional = optional if must else steps[: i + 1]
            is_language = step in ("zh", "en")
            words += [label_of(inner)] if is_language or "*" not in steps[:i] else []
            hint = hint_of(inner) if hint_of(inner).zh and not is_language else hint
        refers, node = _followed(inner)
    within = _begun(steps, optional) if optional and optional != steps and "*" not in steps else ()
    return Spot(steps, node, refers, _called(steps, words), hint, optional is None, within)


def properties_of(kind: str) -> Mapping[str, Node]:
    """What records of a kind may say, by key, with each key's schema."""
    found: Mapping[str, Node] = schemas()[kind]["properties"]
    return found


def required_by(kind: str) -> Iterator[str]:
    """The pointers that every record of a kind must have, down to single values."""
    yield from _required(schemas()[kind], "")


def alternatives_of(kind: str) -> tuple[str, ...]:
    """The keys of which a record of a kind has at least one."""
    return tuple(key for branch in schemas()[kind].get("anyOf", ()) for key in branch["required"])


def _required(node: Node, at: str) -> Iterator[str]:
    if node.get("type") == "object" and node.get("required"):
        for key in node["required"]:
            yield from _required(_followed(node["properties"][key])[1], f"{at}/{key}")
    elif node.get("type") == "array" and _followed(node["items"])[1].get("required"):
        yield from _required(_followed(node["items"])[1], f"{at}/0")
    else:
        yield at


def _followed(node: Node) -> tuple[tuple[str, ...], Node]:
    """The definitions that a node refers to, one after another, and what the last of them says."""
    names: list[str] = []
    while "$ref" in node:
        name = str(node["$ref"]).rpartition("/")[2]
        names.append(name)
        node = schemas()[COMMON]["$defs"][name]
    return tuple(names), node


def _begun(steps: tuple[str, ...], optional: tuple[str, ...]) -> tuple[str, ...]:
    """The group that need not be there: the item, where the key that may be left out holds a list."""
    return (*optional, "0") if steps[len(optional)] == "0" else optional


def _called(steps: tuple[str, ...], words: list[Text]) -> Text:
    """The labels on the way: a group's before its member's, and a text's with its language in brackets."""
    *groups, last = words
    if steps[-1] in ("zh", "en"):
        named = _joined(groups)
        return Text(zh=f"{named.zh}（{last.zh}）", en=f"{named.en} ({last.en})")
    return _joined(words)


def _joined(words: list[Text]) -> Text:
    """At most two labels: what it is, and of what."""
    first, last = words[0], words[-1]
    if len(words) == 1:
        return last
    return Text(zh=f"{first.zh}：{last.zh}", en=f"{first.en}: {last.en}")
