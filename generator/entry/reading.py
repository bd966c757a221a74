"""What is written in a blank, as the record says it: read without guessing, or told with the blank's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from generator.dates import is_calendar_date
from generator.entry.blanks import MANY, Blank, Choice, Takes
from generator.forms.texts import half_width, with_plain_line_ends
from generator.importing import cells
from generator.importing.references import SUFFIXES, Word
from generator.lang import folded
from generator.model.parts import RecordId
from generator.model.records import KINDS
from generator.personal import masked
from generator.problems import Place, Problem, among, nearest, problem
from generator.yamlio import FORBIDDEN, Json

NOWHERE = Place("")


class Around(NamedTuple):
    """What is there already: the ids of each kind that is known at all, and the units by their names."""

    ids: Mapping[str, frozenset[RecordId]] = MappingProxyType({})
    units: Mapping[Word, tuple[RecordId, ...]] = MappingProxyType({})


NOTHING_AROUND = Around()


class Fault(NamedTuple):
    """What is wrong with an answer: a problem's code, the value, and further words."""

    code: str
    value: str | None = None
    words: Mapping[str, object] = MappingProxyType({})


Value: TypeAlias = "Json | Fault"
_Reader: TypeAlias = Callable[[Blank, str, Around], Value]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_HOUR = re.compile(
    r"(\d{4} ?[-年./] ?\d{1,2} ?[-月./] ?\d{1,2}(?:日|(?=[T ])))[T ]?"
    r"(\d{1,2})(?:[:：](\d{2})|[时点](?:(\d{1,2})分|整|(半))?)\Z",
    re.ASCII,
)
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, as bytes that are no text arrive on a command line."""

_SEPARATORS = re.compile(r"[、,，;；]+")
_BOTH = re.compile(r"\s+/\s+")


def value_of(blank: Blank, text: str, around: Around = NOTHING_AROUND) -> Value:
    """What a text in a blank stands for; a list where the blank takes several."""
    control = FORBIDDEN.search(text) or _HALF.search(text)
    if control is not None:
        return Fault("entry-control", None, {"character": f"U+{ord(control[0]):04X}"})
    if blank.takes not in MANY:
        return _READERS[blank.takes](blank, clean(text), around)
    return _several(_READERS[blank.takes](blank, item, around) for item in items_of(blank, text))


def items_of(blank: Blank, text: str) -> tuple[str, ...]:
    """The items of an answer that holds several: one a line, and choices between commas too."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    if blank.takes == "choices":
        lines = (part for line in lines for part in _chosen_in(blank, line))
    return tuple(filter(None, lines))


def _several(values: Iterable[Value]) -> Value:
    found: dict[str, Json] = {}
    for value in values:
        if isinstance(value, Fault):
            return value
        found.setdefault(repr(value), value)
    return list(found.values())


def _chosen_in(blank: Blank, line: str) -> tuple[str, ...]:
    """The choices on a line: the line itself where it is one, else what stands between its commas."""
    if _chosen(blank, line) is not None:
        return (line,)
    return tuple(part.strip() for part in _SEPARATORS.split(line))


def clean(text: str) -> str:
    """The text with plain ends of lines and nothing around it."""
    return with_plain_line_ends(text).strip()


def told(blank: Blank, fault: Fault, place: Place) -> Problem:
    """The problem that a fault in a blank is, with the blank's name; personal data in it is masked."""
    words = {**words_of(blank), **fault.words}
    value = None if fault.value is None else masked(fault.value)
    return problem(fault.code, place, pointer=(blank.key,), value=value, words=words)


def words_of(blank: Blank) -> dict[str, object]:
    """How problems name a blank."""
    label, hint = blank.label, blank.hint
    return {
        "key": blank.key,
        "label": label.zh,
        "label_en": label.en or label.zh,
        "hint": hint.zh or label.zh,
        "hint_en": hint.en or hint.zh or label.en or label.zh,
    }


# -- what each blank takes --------------------------------------------------------------------------------------------


def _line(_blank: Blank, text: str, _around: Around) -> Value:
    return " ".join(text.split())


def _lines(_blank: Blank, text: str, _around: Around) -> Value:
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _id(_blank: Blank, text: str, _around: Around) -> Value:
    return text


def _item(blank: Blank, text: str, around: Around) -> Value:
    return _reference(blank, text, around) if blank.of else text


def _choice(blank: Blank, text: str, _around: Around) -> Value:
    found = _chosen(blank, text)
    if found is not None:
        return {"true": True, "false": False}.get(found, found)
    return Fault("entry-choice", text, _advice(text, blank.choices))


def _chosen(blank: Blank, text: str) -> str | None:
    """The id of the choice that is called so; a region also by its name without what kind of region it is: 湖南."""
    short = _short_names(blank.choices).get(text) if blank.steps[-1] == "region" else None
    return _all_names(blank.choices).get(folded(text).casefold()) or short


@lru_cache(maxsize=64)
def _all_names(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """The ids of choices by all that they are called; where two are called alike, of the first."""
    return {name: choice.id for choice in reversed(choices) for name in _names(choice)}


def _names(choice: Choice) -> Iterator[str]:
    """What a choice may be called: its id, its name in either language, and both as they stand in forms."""
    zh, en = choice.label.zh, choice.label.en or choice.label.zh
    yield from (folded(name).casefold() for name in (choice.id, zh, en, f"{zh} / {en}", f"{zh} / {en} ({choice.id})"))


@lru_cache(maxsize=64)
def _short_names(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """The ids of choices by their names without a suffix, where no two are called so."""
    named = [
        (choice.label.zh.removesuffix(suffix), choice.id)
        for choice in choices
        for suffix in SUFFIXES
        if choice.label.zh.endswith(suffix)
    ]
    often = Counter(name for name, _ in named)
    return {name: chosen for name, chosen in named if often[name] == 1}


def _advice(text: str, choices: Iterable[Choice]) -> Mapping[str, object]:
    known = [choice.id for choice in choices]
    return among(text, known) if len(known) <= 20 else nearest(text, known)


def _date(_blank: Blank, text: str, _around: Around) -> Value:
    match = _HOUR.match(half_width(" ".join(text.split())))
    found = _moment(match) if match else cells.date_of(text)
    return found if found is not None else Fault("entry-date", text)


def _moment(match: re.Match[str]) -> str | None:
    """The day with its hour, as records write it."""
    day, hour, minute, minutes, half = match.groups()
    written = f"{cells.date_of(day)}T{hour.zfill(2)}:{minute or (minutes or '').zfill(2)}"
    written = written.replace(":00", ":30") if half else written
    return written if is_calendar_date(written) else None


def _day(_blank: Blank, text: str, _around: Around) -> Value:
    found = cells.date_of(text)
    return found if found is not None and len(found) == len("2026-03-05") else Fault("entry-day", text)


def _amount(_blank: Blank, text: str, _around: Around) -> Value:
    found = cells.money_of(text, None)
    if found is not None:
        return dict(found)
    return Fault("entry-amount" if cells.money_of(text, "yuan") is None else "entry-amount-unit", text)


def _number(_blank: Blank, text: str, _around: Around) -> Value:
    written = cells.narrow(text).removesuffix("年度").removesuffix("年").removesuffix("个月").removesuffix("月")
    return (
        int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else Fault("entry-number", text)
    )


def _address(_blank: Blank, text: str, _around: Around) -> Value:
    return "".join(text.split())


def _reference(blank: Blank, text: str, around: Around) -> Value:
    known = around.ids.get(blank.of)
    if known is None or text in known:
        return text
    kind = KINDS[blank.of]
    words = {"kind": kind.label.zh, "kind_en": kind.label.en or blank.of, **_near(text, known)}
    return Fault("entry-reference", text, words)


def _near(text: str, known: Iterable[str]) -> Mapping[str, str]:
    """Advice that names near ids alone: there may be hundreds."""
    found = sorted(known)
    advice = nearest(text, found) if found else {"advice": "", "advice_en": ""}
    return advice if len(found) <= 20 or "“" in advice["advice"] else {"advice": "", "advice_en": ""}


def _party(blank: Blank, text: str, around: Around) -> Value:
    """A unit by its record's id or name where there is one, else by the name as printed, English behind a stroke."""
    name = " ".join(text.split())
    known = around.ids.get("organisation")
    if _ID.match(name) and (known is None or name in known):
        return {"organisation": name}
    if _ID.match(name) and "-" in name:
        return _reference(blank._replace(of="organisation"), name, around)
    units = cells.units_of(text)
    if len(units) > 1:
        return Fault("entry-party", name, {"count": len(units)})
    zh, *en = _BOTH.split(name, maxsplit=1)
    found = around.units.get(folded(zh), ())
    if len(found) == 1:
        return {"organisation": found[0]}
    return {"name": {"zh": cells.clean_name(zh), **({"en": en[0]} if en else {})}}


_READERS: Mapping[Takes, _Reader] = MappingProxyType(
    {
        "id": _id,
        "line": _line,
        "lines": _lines,
        "items": _item,
        "choice": _choice,
        "choices": _choice,
        "day": _day,
        "date": _date,
        "amount": _amount,
        "number": _number,
        "reference": _reference,
        "party": _party,
        "parties": _party,
        "address": _address,
    }
)
"""How each answer is read; of those that take several, each item."""
