"""How two values differ, place by place: whatever changed gives at least one change, and what is equal none."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

from generator.differences.shapes import ATOMS, Spot
from generator.problems import Pointer
from generator.yamlio import Json


class Nothing(Enum):
    """What stands where nothing stands."""

    NOTHING = "nothing"


NOTHING = Nothing.NOTHING
Value: TypeAlias = "Json | Nothing"

IDENTITIES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "window": (("audience", "region", "action"), ("audience", "region"), ("audience",)),
    "cite": (("source", "place"), ("source",)),
}
"""By which keys an item of a list is known again; the first that both have decides."""

_KNOWN_BY: tuple[tuple[str, ...], ...] = tuple(
    (key,) for key in ("id", "rule", "organisation", "domain", "name", "title", "about", "label", "office", "closes")
)
_ALIKE = 0.5
"""How like one another two items without a common name must be to be the same one."""

_COMPARED = 2000
"""How many characters of two texts are compared for being alike."""


class Step(NamedTuple):
    """One step to a change: the place, and the item of a list where the step is one."""

    spot: Spot
    item: Json | None = None


class Change(NamedTuple):
    """One change: the way to it, where it stands now (before, if it is gone), and what stood and stands there.

    `is_moved` where only the order of a list's items changed.
    """

    way: tuple[Step, ...]
    pointer: Pointer
    before: Value
    after: Value
    is_moved: bool = False

    @property
    def spot(self) -> Spot:
        """The place of what changed."""
        return self.way[-1].spot

    @property
    def key(self) -> str:
        """The last key on the way."""
        return next((str(step) for step in reversed(self.pointer) if isinstance(step, str)), "")


def changes(before: Mapping[str, Any], after: Mapping[str, Any], spot: Spot) -> tuple[Change, ...]:
    """Every change from one record's data to another's, in the schema's order."""
    return tuple(_within(dict(before), dict(after), spot, (), ()))


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same data: 1 is 1.0, but neither is true."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _between(before: Value, after: Value, way: tuple[Step, ...], pointer: Pointer) -> Iterator[Change]:
    spot = way[-1].spot
    if same(before, after):
        return
    if spot.shape in ATOMS or before.__class__ is not after.__class__:
        yield Change(way, pointer, before, after)
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _within(before, after, spot, way, pointer)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _items(before, after, way, pointer)
    else:
        yield Change(way, pointer, before, after)


def _within(
    before: Mapping[str, Json], after: Mapping[str, Json], spot: Spot, way: tuple[Step, ...], pointer: Pointer
) -> Iterator[Change]:
    known = [key for key in spot.node.get("properties", {}) if key in before or key in after]
    for key in dict.fromkeys((*known, *after, *before)):
        step = (*way, Step(spot.at(key)))
        yield from _between(before.get(key, NOTHING), after.get(key, NOTHING), step, (*pointer, key))


def _items(before: list[Json], after: list[Json], way: tuple[Step, ...], pointer: Pointer) -> Iterator[Change]:
    spot = way[-1].spot.item
    pairs = _pairs(before, after, spot)
    for old in sorted(set(range(len(before))) - set(pairs.values())):
        yield Change((*way, Step(spot, before[old])), (*pointer, old), before[old], NOTHING)
    for new, item in enumerate(after):
        was = before[pairs[new]] if new in pairs else NOTHING
        yield from _between(was, item, (*way, Step(spot, item)), (*pointer, new))
    if list(pairs.values()) != sorted(pairs.values()):
        yield Change(way, pointer, before, after, is_moved=True)


def _pairs(before: Sequence[Json], after: Sequence[Json], spot: Spot) -> dict[int, int]:
    """Which item each new one was: the equal one, else the one of its name, else one that is like it."""
    pairs: dict[int, int] = {}
    _match_by(before, after, pairs, lambda item: encoded(item))
    for keys in (*IDENTITIES.get(spot.shape, ()), *_KNOWN_BY):
        _match_by(before, after, pairs, lambda item, keys=keys: _named(item, keys))
    _match_alike(before, after, pairs)
    return dict(sorted(pairs.items()))


def _match_by(before: Sequence[Json], after: Sequence[Json], pairs: dict[int, int], name: Any) -> None:
    waiting: dict[bytes, list[int]] = defaultdict(list)
    taken = set(pairs.values())
    for old, item in enumerate(before):
        if old not in taken and (called := name(item)) is not None:
            waiting[called].append(old)
    for new, item in enumerate(after):
        if new not in pairs and (called := name(item)) is not None and waiting[called]:
            pairs[new] = waiting[called].pop(0)


def _match_alike(before: Sequence[Json], after: Sequence[Json], pairs: dict[int, int]) -> None:
    """Pairs what is left where it stands between the same neighbours and is like enough."""
    left = sorted(set(range(len(before))) - set(pairs.values()))
    for new, item in enumerate(after):
        if new in pairs or not left:
            continue
        old = next((old for old in left[:5] if _are_alike(before[old], item)), None)
        if old is not None:
            pairs[new] = old
            left.remove(old)


def _are_alike(one: Json, other: Json) -> bool:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    first, second = ("\n".join(leaves(item))[:_COMPARED] for item in (one, other))
    return SequenceMatcher(None, first, second).quick_ratio() >= _ALIKE


def leaves(value: Json) -> Iterator[str]:
    """Every single value within, as text."""
    if isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    else:
        yield str(value)


def _named(item: Json, keys: tuple[str, ...]) -> bytes | None:
    """An item's name; none where it has none of the keys."""
    if not isinstance(item, dict) or keys[0] not in item:
        return None
    return encoded([item.get(key) for key in keys])


def encoded(value: Json) -> bytes:
    """The value as bytes, the same for the same data."""
    return json.dumps(_plain(value), sort_keys=True).encode()


def _plain(value: Json) -> Json:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
