"""Where a value stands in the schemas: what shape it has there, and what it is called in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from generator.model.parts import Text
from generator.schemas import COMMON, label_of, read_schemas

ATOMS = frozenset({"text", "date", "day", "money", "translated"})
"""The shared parts that are told as a whole, never key by key."""


class Spot(NamedTuple):
    """A place in a schema: its key, its shared part's name where it has one, its label and its node."""

    key: str
    shape: str
    label: Text
    node: Mapping[str, Any]

    def at(self, key: str) -> Spot:
        """The place of a key within; one that the schema does not know is called by its name."""
        node = self.node.get("properties", {}).get(key)
        return _spot(key, node) if node is not None else Spot(key, "", Text(zh=key, en=key), {})

    @property
    def item(self) -> Spot:
        """The place of an item of the list that stands here."""
        return _spot(self.key, self.node.get("items", {}), self.label)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that may stand here, where only some may."""
        return tuple(self.node.get("enum", ()))


@cache
def spot_of(kind: str) -> Spot:
    """The place of a whole record of a kind."""
    node = _schemas()[kind]
    return Spot("", kind, label_of(node), node)


@cache
def _schemas() -> Mapping[str, Any]:
    return read_schemas()


def _spot(key: str, node: Mapping[str, Any], otherwise: Text | None = None) -> Spot:
    """The place that a node describes, by way of the shared part that it names."""
    shape, found = "", node
    while "$ref" in found:
        shape = found["$ref"].rpartition("/")[2]
        found = _schemas()[COMMON]["$defs"][shape]
    named = next((one for one in (node, found) if one.get("title")), None)
    label = otherwise if otherwise is not None else label_of(named) if named is not None else Text(zh=key, en=key)
    return Spot(key, shape, label, {**found, "description": node.get("description", found.get("description", ""))})
