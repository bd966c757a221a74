"""The blanks of a record's first draft: a flat list, made from the schemas, that every way of asking shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeAlias

from generator.documents import REFERENCE_KEYS
from generator.entry.asked import ASKED, CALLED, DEFAULTS, LONG
from generator.entry.places import Spot, alternatives_of, schemas, spot_at
from generator.model.parts import Text
from generator.model.records import KINDS
from generator.render.words import CHOICES
from generator.settings import Settings

Takes: TypeAlias = Literal[
    "id", "line", "lines", "items", "choice", "choices", "day", "date", "amount", "number", "reference", "party",
    "parties", "address",
]  # fmt: skip
"""What an answer is: one line, a text of several lines, one item a line, choices, a unit or one unit a line …"""

MANY: frozenset[Takes] = frozenset({"items", "choices", "parties"})
"""What takes several things."""

YES_NO = (("true", Text(zh="是", en="Yes")), ("false", Text(zh="否", en="No")))
_SINGULAR: Mapping[str, str] = {"sources": "source", "windows": "window", "changes": "change", "sections": "section"}
_WORDS: Mapping[tuple[str, str], str] = {("winner", "state"): "status"}


class Choice(NamedTuple):
    """What one may choose: as the record writes it, and as people call it."""

    id: str
    label: Text


class Blank(NamedTuple):
    """One thing to be answered: its key, where the answer goes, its words, what it takes, and whether it must be.

    `within` is the group (a pointer) that has this answer if it has any; `of` the kind of record that a reference
    names, empty where another answer says it.
    """

    key: str
    pointer: str
    label: Text
    hint: Text
    takes: Takes
    required: bool = False
    within: str = ""
    choices: tuple[Choice, ...] = ()
    of: str = ""
    limit: int | None = None
    default: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the pointer."""
        return tuple(self.pointer.strip("/").split("/"))


def blanks_of(kind: str, settings: Settings) -> tuple[Blank, ...]:
    """What one must and may usefully answer for a first draft of a record of this kind, in the order of asking."""
    return tuple(_blank(kind, pointer, settings) for pointer in ASKED[kind])


def one_of(kind: str, blanks: Iterable[Blank]) -> tuple[Blank, ...]:
    """The blanks of which at least one must be answered; none where the kind has no such choice."""
    keys = alternatives_of(kind)
    return tuple(blank for blank in blanks if blank.steps[0] in keys)


def key_of(pointer: str) -> str:
    """How an answer is named: the keys on the way, a list's as one item of it, without `zh`."""
    steps = pointer.strip("/").split("/")
    if "*" in steps:
        return steps[steps.index("*") - 1]
    named = [_SINGULAR.get(step, step) for step in steps if step != "0"]
    return "_".join(named[:-1] if named[-1] == "zh" else named)


def _blank(kind: str, pointer: str, settings: Settings) -> Blank:
    spot = spot_at(kind, pointer)
    choices = tuple(_choices(kind, spot, settings))
    is_own_id = pointer == "/id"
    return Blank(
        key=key_of(pointer),
        pointer=pointer,
        label=CALLED.get(pointer, spot.label),
        hint=spot.hint,
        takes=_takes(spot, choices),
        required=spot.is_required and not is_own_id,
        within=_group(kind, pointer, spot),
        choices=choices,
        of=REFERENCE_KEYS.get(_named(spot), ""),
        limit=None if choices else spot.node.get("maxLength"),
        default=DEFAULTS.get((kind, pointer), ""),
    )


def _group(kind: str, pointer: str, spot: Spot) -> str:
    """The group that has this answer if it has any, where anything else of it is asked."""
    group = "/" + "/".join(spot.within)
    others = [other for other in ASKED[kind] if other != pointer and other.startswith(f"{group}/")]
    return group if spot.within and others else ""


def _named(spot: Spot) -> str:
    """The last key on the way."""
    return next(step for step in reversed(spot.steps) if step not in ("0", "*"))


def _takes(spot: Spot, choices: tuple[Choice, ...]) -> Takes:
    is_many = "*" in spot.steps
    if choices:
        return "choices" if is_many else "choice"
    if {"party", "issuer"} & {*spot.refers}:
        return "parties" if is_many else "party"
    if is_many:
        return "items"
    return _single(spot)


def _single(spot: Spot) -> Takes:
    key = _named(spot)
    for name, takes in _BY_DEFINITION.items():
        if name in spot.refers:
            return takes
    if "id" in spot.refers:
        return "id" if key in ("id", "track") and spot.steps[0] != "target" else "reference"
    if spot.node.get("type") in ("number", "integer"):
        return "number"
    if key == "url":
        return "address"
    return "lines" if key in ("zh", "en") and spot.steps[-2] in LONG else "line"


_BY_DEFINITION: Mapping[str, Takes] = {"money": "amount", "date": "date", "day": "day"}


# -- choices ----------------------------------------------------------------------------------------------------------


def _choices(kind: str, spot: Spot, settings: Settings) -> Iterator[Choice]:
    key = _named(spot)
    if key in ("domains", "domain"):
        yield from (Choice(term.id, term.label) for term in settings.domains.values())
    elif key == "region":
        yield from (Choice(term.id, term.label) for term in settings.regions.values())
    elif spot.node.get("type") == "boolean":
        yield from (Choice(name, label) for name, label in YES_NO)
    elif spot.steps == ("target", "kind"):
        yield from (Choice(name, KINDS[name].label) for name in spot.node["enum"])
    else:
        words = _vocabulary(kind, spot, settings)
        yield from (Choice(name, words.get(name) or _described(name, spot.hint)) for name in spot.node.get("enum", ()))


def _vocabulary(kind: str, spot: Spot, settings: Settings) -> Mapping[str, Text]:
    """The site's words for these choices: by the schema that lists them, else by a list of the same choices."""
    given = _WORDS.get((kind, _named(spot)))
    if given is not None:
        return settings.vocabularies.get(given, {})
    wanted = spot.node.get("enum")
    named = [name for name, path in CHOICES.items() if name != "deadline" and _at(path).get("enum") == wanted]
    exact = [name for name in named if _at(CHOICES[name]) is spot.node]
    return settings.vocabularies.get(next(chain(exact, named), ""), {}) if wanted else {}


def _at(path: tuple[str, ...]) -> Mapping[str, Any]:
    node: Any = schemas()
    for step in path:
        node = node[step]
    found: Mapping[str, Any] = node
    return found


def _described(name: str, hint: Text) -> Text:
    """A choice that no vocabulary names, by the schema's own description: `funded 立项，…`."""
    _, _, after = hint.zh.partition(f"{name} ")
    ends = [after.find(sign) for sign in "，。；" if sign in after]
    said = after[: min(ends)] if ends else ""
    english = name.replace("_", " ").capitalize()
    return Text(zh=said or english, en=english)
