"""Comments follow the data that they belong to, when keys are renamed, moved or dropped and items change places."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from generator.problems import written
from generator.yamlcomments import END, At, Comments
from generator.yamlio import Json


class Followed(NamedTuple):
    """The comments at their new places, and the texts of those whose place is gone and that stand near it."""

    comments: Comments
    displaced: tuple[str, ...] = ()


def followed(comments: Comments, old: Json, new: Json) -> Followed:
    """The comments of `old` as comments of `new`.

    A key or item is known again by its place, else by its value where that stands once in what is gone and once in what
    is new. A comment of what is known nowhere goes to what stood next below it.
    """
    if not comments.before and not comments.after:
        return Followed(comments)
    places = _places(old, new)
    before: dict[At, tuple[str, ...]] = {}
    after: dict[At, str] = {}
    displaced: list[str] = []
    for at, text in comments.after.items():
        if at in places:
            after[places[at]] = text
        else:
            _add(before, _beside(at, old, places), (text,))
            displaced.append(text)
    for at, texts in comments.before.items():
        _add(before, places[at] if at in places else _beside(at, old, places), texts)
        displaced.extend(() if at in places else texts)
    return Followed(comments._replace(before=before, after=after), tuple(displaced))


def _add(before: dict[At, tuple[str, ...]], at: At, texts: tuple[str, ...]) -> None:
    before[at] = (*before.get(at, ()), *texts)


def _places(old: Json, new: Json) -> dict[At, At]:
    """Where each place in `old` is in `new`; the ends of groups and lists go with them."""
    places = dict(_pairs(old, new, "", ""))
    taken = set(places.values())
    gone = _by_value((at, value) for at, value in _all(old) if at not in places)
    come = _by_value((at, value) for at, value in _all(new) if at not in taken)
    for value, (at, *others) in gone.items():
        if not others and at not in places and len(come.get(value, ())) == 1:
            moved = dict(_pairs(json.loads(value), json.loads(value), at, come[value][0]))
            places.update((place, to) for place, to in moved.items() if place not in places)
    return places


def _by_value(found: Iterable[tuple[At, Json]]) -> Mapping[str, list[At]]:
    by_value: dict[str, list[At]] = {}
    for at, value in found:
        by_value.setdefault(_gist(value), []).append(at)
    return by_value


def _gist(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _all(value: Json, at: At = "") -> Iterator[tuple[At, Json]]:
    """Every place below, the outer ones first."""
    for key, inner in _entries(value):
        yield at + written((key,)), inner
        yield from _all(inner, at + written((key,)))


def _entries(value: Json) -> Iterable[tuple[Any, Json]]:
    return value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()


def _pairs(old: Json, new: Json, at: At, to: At) -> Iterator[tuple[At, At]]:
    """What stands at the same place in both."""
    yield at, to
    if isinstance(old, dict) and isinstance(new, dict):
        matched: Iterable[tuple[Any, Any]] = ((key, key) for key in old if key in new)
    elif isinstance(old, list) and isinstance(new, list):
        matched = _same_items(old, new)
    else:
        return
    if new:
        yield f"{at}/{END}", f"{to}/{END}"
    values: Any = (old, new)
    for one, other in matched:
        yield from _pairs(values[0][one], values[1][other], at + written((one,)), to + written((other,)))


def _same_items(old: list[Json], new: list[Json]) -> Iterable[tuple[int, int]]:
    """Items with the same id or value, in their order or moved; others by their place, where there are as many."""
    names_old, names_new = list(map(_name, old)), list(map(_name, new))
    blocks = SequenceMatcher(None, names_old, names_new, autojunk=False).get_matching_blocks()
    same = {block.a + i: block.b + i for block in blocks for i in range(block.size)}
    for i, name in enumerate(names_old):
        if i not in same and names_old.count(name) == names_new.count(name) == 1:
            same[i] = names_new.index(name)
    if len(old) == len(new):
        taken = set(same.values())
        same.update({i: i for i in range(len(old)) if i not in same and i not in taken})
    return sorted(same.items())


def _name(item: Json) -> str:
    return _gist(item["id"] if isinstance(item, dict) and "id" in item else item)


def _beside(at: At, old: Json, places: Mapping[At, At]) -> At:
    """Where what stood next below `at` in its group or list is now, else the end of that group or list."""
    parent, _, _ = at.rpartition("/")
    below = [f"{parent}{written((key,))}" for key, _ in _entries(_value(parent, old))]
    rest = below[below.index(at) + 1 :] if at in below else []
    near = [places[place] for place in rest if place in places]
    if near:
        return near[0]
    return f"{places[parent]}/{END}" if parent in places else _beside(parent, old, places)


def _value(at: At, value: Any) -> Json:
    for step in at.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key) if isinstance(value, list) else key]
    return value  # type: ignore[no-any-return]  # Json by its source
