"""Answers made into the draft of a record: its data in order, its file and its text, or what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from generator.documents import document_of
from generator.entry.asked import GIVEN, ITEMS, LATER, TODAY
from generator.entry.blanks import Blank, blanks_of, one_of
from generator.entry.places import properties_of
from generator.entry.reading import NOTHING_AROUND, NOWHERE, Around, Fault, clean, told, value_of, words_of
from generator.formatting import ordered, schema_address
from generator.model.parts import RecordId, Text
from generator.model.records import KINDS
from generator.personal import masked
from generator.problems import Place, Pointer, Problem, nearest, problem
from generator.schemas import hint_of, label_of, schema_problems
from generator.settings import Settings
from generator.yamlcomments import Comments
from generator.yamlio import Json
from generator.yamltext import yaml_of

Key: TypeAlias = str
Answers: TypeAlias = Mapping[Key, str]
"""What was answered, by the blanks' keys; several things stand on lines of their own."""

ID_WIDTH = 60
"""A proposed id has about so many characters."""

FEW = 12
"""So many choices are named where one of them must be made."""

_LITTLE = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "its"])
_MISSING = frozenset({"key-missing", "key-missing-one-of", "value-items"})
_COMMENT_WIDTH = 100


class Draft(NamedTuple):
    """A record to be: its kind, id, file from the project's folder and data, and the blanks that it was made from.

    `given` is its text where somebody wrote it, with comments of their own.
    """

    kind: str
    id: RecordId
    file: str
    data: dict[str, Json]
    blanks: tuple[Blank, ...] = ()
    given: str = ""

    @property
    def plain(self) -> str:
        """The file's text without advice."""
        return self.given or yaml_of(self.data, schema=schema_address(self.kind, self.file))

    @property
    def text(self) -> str:
        """The file's text, with the keys that are not used named in comments at its end."""
        if self.given:
            return self.given
        advice = Comments(tail=tuple(_unused(self.kind, self.data)))
        return yaml_of(self.data, schema=schema_address(self.kind, self.file), comments=advice)


def texts_of(given: Mapping[str, Any], blanks: Iterable[Blank], place: Place) -> tuple[dict[Key, str], list[Problem]]:
    """Answers as texts, from texts, numbers and lists of them; what is unknown or of another shape is told."""
    known = {blank.key: blank for blank in blanks}
    answers: dict[Key, str] = {}
    problems: list[Problem] = []
    for key, value in given.items():
        if key not in known:
            problems.append(problem("entry-unknown", place, pointer=(key,), value=key, words=nearest(key, known)))
            continue
        text = _as_text(value)
        if text is None:
            problems.append(problem("entry-shape", place, pointer=(key,), words=words_of(known[key])))
        elif clean(text):
            answers[key] = text
    return answers, problems


def draft_of(
    kind: str,
    given: Mapping[str, Any],
    settings: Settings,
    today: str,
    *,
    around: Around = NOTHING_AROUND,
    folder: str = "",
    place: Place = NOWHERE,
) -> Draft | tuple[Problem, ...]:
    """The draft that these answers make, in `folder` of its kind's folder, or everything that is wrong with them."""
    blanks = blanks_of(kind, settings)
    answers, problems = texts_of(given, blanks, place)
    answers = {**_defaults(blanks, answers), **answers}
    values = {blank: value_of(blank, answers[blank.key], around) for blank in _answered(blanks, answers)}
    problems += [told(blank, value, place) for blank, value in values.items() if isinstance(value, Fault)]
    absent = tuple(_missing(kind, blanks, answers, place))
    data = _data(values, today)
    record_id = data.get("id") or proposed_id(kind, data)
    if record_id is None and "title_en" not in answers:
        absent = (*absent, problem("entry-id-unmade", place, pointer=("id",)))
    data = ordered(kind, {**data, "id": record_id or "unnamed"})
    unfit = _unfit(kind, data, blanks, place, is_whole=not absent and not problems)
    if found := (*problems, *absent, *unfit):
        return found
    return Draft(kind, str(record_id), file_of(kind, str(record_id), folder), data, blanks)


def fault_of(kind: str, blank: Blank, text: str, around: Around = NOTHING_AROUND) -> tuple[Problem, ...]:
    """What is wrong with one answer by itself, as it is told while somebody is asked."""
    value = value_of(blank, text, around)
    if isinstance(value, Fault):
        return (told(blank, value, NOWHERE),)
    return tuple(_unfit(kind, _data({blank: value}, "2000-01-01"), (blank,), NOWHERE, is_whole=False))


def file_of(kind: str, record_id: RecordId, folder: str = "") -> str:
    """Where a record's file lies, from the project's folder."""
    return "/".join(filter(None, ("content", KINDS[kind].folder, folder, f"{record_id}.yml")))


def proposed_id(kind: str, data: Mapping[str, Any]) -> RecordId | None:
    """An id of region, year and English title; none without that title."""
    title = data.get("title")
    english = title.get("en") if isinstance(title, dict) else None
    words = [word for word in _words(str(english or "")) if word not in _LITTLE]
    if not words:
        return None
    year = data.get("year") or str(data.get("published_on", ""))[:4]
    before = [] if kind == "organisation" else [str(part) for part in (data.get("region"), year) if part]
    return "-".join(_fitting([*before, *(word for word in words if word not in before)]))


def proposed_of(kind: str, answers: Answers, blanks: Iterable[Blank]) -> RecordId:
    """The id that these answers propose, as far as they can be read; empty where they propose none."""
    values = {blank: value_of(blank, answers[blank.key]) for blank in _answered(blanks, answers)}
    return proposed_id(kind, _data(values, "")) or ""


def blank_at(pointer: Pointer, blanks: Iterable[Blank]) -> Blank | None:
    """The blank whose answer stands at a pointer into the record, or in which it stands; the nearest one."""
    best: tuple[int, Blank | None] = (0, None)
    for blank in blanks:
        common = _common(blank.steps, pointer)
        if common > best[0] and common >= min(len(blank.steps), len(pointer)):
            best = (common, blank)
    return best[1]


def about(blank: Blank, found: Problem, place: Place) -> Problem:
    """A problem of the record's text as one of the answer that it comes from."""
    zh, en = f"“{blank.label.zh}”：{found.message.zh}", f"“{blank.label.en}”: {found.message.en}"
    return Problem(
        code=found.code,
        severity=found.severity,
        file=place.file,
        pointer=(blank.key,),
        value=found.value and masked(found.value),
        message=Text(zh=masked(zh), en=masked(en)),
        remedy=found.remedy,
    )


# -- answers ----------------------------------------------------------------------------------------------------------


def _as_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        return str(value)
    parts = [_as_text(item) for item in value] if isinstance(value, list) else [None]
    whole = [part for part in parts if part is not None]
    return "\n".join(whole) if len(whole) == len(parts) else None


def _answered(blanks: Iterable[Blank], answers: Answers) -> Iterator[Blank]:
    return (blank for blank in blanks if blank.key in answers)


def is_begun(group: str, blanks: Iterable[Blank], answers: Answers) -> bool:
    """Whether any answer stands in a group."""
    return any(blank.pointer.startswith(f"{group}/") for blank in _answered(blanks, answers))


def _defaults(blanks: Iterable[Blank], answers: Answers) -> Answers:
    """What is taken for blanks of groups that have other answers."""
    held = tuple(blanks)
    return {one.key: one.default for one in held if one.default and is_begun(one.within, held, answers)}


def _missing(kind: str, blanks: tuple[Blank, ...], answers: Answers, place: Place) -> Iterator[Problem]:
    for blank in blanks:
        must = blank.required or (blank.within and is_begun(blank.within, blanks, answers))
        if must and blank.key not in answers:
            yield problem("entry-missing", place, pointer=(blank.key,), words=_asked_for(blank))
    choice = one_of(kind, blanks)
    if choice and not any(blank.key in answers for blank in choice):
        labels = {"labels": "、".join(f"“{blank.label.zh}”" for blank in choice)}
        labels["labels_en"] = ", ".join(f"“{blank.label.en}”" for blank in choice)
        keys = ", ".join(blank.key for blank in choice)
        yield problem("entry-one-of", place, pointer=(choice[0].key,), words={**labels, "keys": keys})


def _asked_for(blank: Blank) -> dict[str, object]:
    """How a problem says what is asked for: by the hint, and the choices where they are few."""
    words = words_of(blank)
    if not 0 < len(blank.choices) <= FEW:
        return words
    zh = "、".join(f"{choice.id} {choice.label.zh}" for choice in blank.choices)
    en = ", ".join(f"{choice.id} ({choice.label.en or choice.label.zh})" for choice in blank.choices)
    return {**words, "hint": f"{zh}。", "hint_en": f"{en}."}


# -- data -------------------------------------------------------------------------------------------------------------


def _data(values: Mapping[Blank, Any], today: str) -> dict[str, Json]:
    """The answers where they belong, with what nobody is asked."""
    data: dict[str, Json] = {}
    for blank, value in values.items():
        if not isinstance(value, Fault):
            _put(data, blank.steps, value, ITEMS.get("/" + "/".join(blank.steps[: _star(blank.steps)]), {}))
    for pointer, given in GIVEN.items():
        group, _, key = pointer.rpartition("/")
        holder = _held(data, group)
        if isinstance(holder, dict):
            holder.setdefault(key, given)
    return {**data, TODAY.strip("/"): today}


def _star(steps: tuple[str, ...]) -> int:
    return steps.index("*") + 1 if "*" in steps else len(steps)


def _put(data: dict[str, Json], steps: tuple[str, ...], value: Json, more: Mapping[str, str]) -> None:
    """Sets what the steps lead to; of `*`, each of the values in an item of its own, with `more` beside it."""
    if len(steps) == 1:
        data[steps[0]] = value
    elif steps[1] == "*" and isinstance(value, list):
        data[steps[0]] = [_item(steps[2:], item, more, n) for n, item in enumerate(value, 1)]
    elif steps[1] == "0":
        items = data.setdefault(steps[0], [{}])
        assert isinstance(items, list)
        assert isinstance(items[0], dict)
        _put(items[0], steps[2:], value, more)
    else:
        group = data.setdefault(steps[0], {})
        assert isinstance(group, dict)
        _put(group, steps[1:], value, more)


def _item(steps: tuple[str, ...], value: Json, more: Mapping[str, str], n: int) -> Json:
    if not steps:
        return value
    item: dict[str, Json] = {key: said.format(n=n) for key, said in more.items()}
    _put(item, steps, value, {})
    return item


def _held(data: Any, pointer: str) -> Any:
    for step in pointer.strip("/").split("/"):
        data = (data[0] if data else None) if step == "0" and isinstance(data, list) else data
        data = data.get(step) if isinstance(data, dict) and step != "0" else data
    return data


# -- what the schema says of them -------------------------------------------------------------------------------------


def _unfit(
    kind: str, data: dict[str, Json], blanks: Iterable[Blank], place: Place, *, is_whole: bool
) -> Iterator[Problem]:
    """What the schema finds in the draft, told of the answers; of a part of one, not what is missing."""
    held = tuple(blanks)
    for found in schema_problems(document_of("", kind, str(data.get("id")), data)):
        blank = blank_at(found.pointer, held)
        if blank is not None and (is_whole or found.code not in _MISSING):
            yield about(blank, found, place)
        elif is_whole:
            yield Problem(
                code=found.code, severity=found.severity, file=place.file, message=found.message, remedy=found.remedy
            )


def _common(steps: tuple[str, ...], pointer: Pointer) -> int:
    """How many steps the two share from the record on."""
    pairs = zip(steps, pointer, strict=False)
    return next(
        (
            i
            for i, (one, other) in enumerate(pairs)
            if not (one == str(other) or (one == "*" and isinstance(other, int)))
        ),
        min(len(steps), len(pointer)),
    )


# -- ids --------------------------------------------------------------------------------------------------------------


def _words(title: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", re.sub(r"'s?\b", "", plain))


def _fitting(words: Iterable[str]) -> Iterator[str]:
    """The first words that fit the width, at least one of them."""
    width = 0
    for i, word in enumerate(words):
        width += len(word) + 1
        if i and width > ID_WIDTH:
            return
        yield word[:ID_WIDTH]


# -- the keys that are not used ---------------------------------------------------------------------------------------


def _unused(kind: str, data: Mapping[str, Json]) -> Iterator[str]:
    properties = properties_of(kind)
    left = [key for key in properties if key not in data and key not in LATER]
    if left:
        yield "# 还可以写（去掉 # 并填写；不用的行删去）。More that may be said; delete the lines not needed:"
    for key in left:
        label, hint = label_of(properties[key]), hint_of(properties[key])
        yield _short(f"# {key}: … {label.zh} / {label.en} — {hint.zh} {hint.en}")


def _short(line: str) -> str:
    return line if len(line) <= _COMMENT_WIDTH else line[: _COMMENT_WIDTH - 1] + "…"
