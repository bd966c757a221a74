"""Values of records in words, in both languages: dates, amounts, choices, links and whole items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from generator.differences.shapes import Spot
from generator.documents import REFERENCE_KEYS
from generator.lang import say
from generator.model.parts import Date, FuzzyDate, Lang, Money, RecordId, Text
from generator.money import QUALIFIERS, say_money
from generator.settings import Settings
from generator.yamlio import Json

T = TypeVar("T")

_TERMS: Mapping[str, str] = {
    "region": "regions",
    "regions": "regions",
    "unit_regions": "regions",
    "domain": "domains",
    "domains": "domains",
    "also": "domains",
}
"""Keys that hold a term of the site's own lists, and the list."""

_TARGET = frozenset({"kind", "id"})
"""The keys of a link to a record of any kind."""

_UNTOLD = frozenset({"cite", "id", "archive", "confidence", "seq"})
"""Keys that say little of an item to who reads it in one line."""

NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "window": ("audience", "action", "region"),
    "indicator": ("name",),
    "source": ("title",),
    "cite": ("source",),
    "declaration": ("rule",),
}
"""By which keys an item of a shared part is called."""

_NAMES = ("name", "title", "label", "about", "office", "statement", "organisation", "domain", "rule", "closes", "id")
"""By which key any other item is called, the first that it has."""

_CHOICE = re.compile(r"([a-z_]+) ([^，。；, ]+)")


class Words(NamedTuple):
    """What values are called: the site's words, and the titles of the records of both sides."""

    settings: Settings
    titles: Mapping[tuple[str, RecordId], Text]

    def value(self, spot: Spot, value: Json) -> Text:
        """The value in both languages."""
        return Text(zh=self._said(spot, value, "zh"), en=self._said(spot, value, "en"))

    def name(self, spot: Spot, item: Json) -> Text | None:
        """What an item of a list is called, in a few words; none where it has no name."""
        if not isinstance(item, dict):
            return self.value(spot, item)
        if spot.shape in NAMED_BY:
            parts = [self.value(spot.at(key), item[key]) for key in NAMED_BY[spot.shape] if key in item]
            return Text(zh=" ".join(one.zh for one in parts), en=" ".join(one.en or one.zh for one in parts))
        if spot.shape in _BY_SHAPE:
            return self.value(spot, item)
        key = next((key for key in _NAMES if key in item), None)
        return None if key is None else self.value(spot.at(key), item[key])

    def title(self, kind: str, record_id: str) -> Text:
        """A record's title, or its id where there is no such record."""
        return self.titles.get((kind, record_id)) or Text(zh=record_id, en=record_id)

    def choice(self, spot: Spot, value: str) -> Text:
        """What a choice is called: in the site's vocabularies, else in the schema's own description."""
        vocabularies, choices = self.settings.vocabularies, set(spot.choices)
        fitting = [name for name, words in vocabularies.items() if value in words and choices <= words.keys()]
        best = min(fitting, key=lambda name: (not name.endswith(spot.key), len(vocabularies[name])), default=None)
        if best is not None:
            return vocabularies[best][value]
        zh = dict(_CHOICE.findall(str(spot.node.get("description", "")))).get(value, value)
        return Text(zh=zh, en=value.replace("_", " "))

    def _said(self, spot: Spot, value: Json, lang: Lang) -> str:
        by_shape = _BY_SHAPE.get(spot.shape)
        if by_shape is not None and isinstance(value, (dict, str)):
            said = by_shape(self, spot, value, lang)
            return said if said is not None else self._plainly(spot, value, lang)
        return self._plainly(spot, value, lang)

    def _plainly(self, spot: Spot, value: Json, lang: Lang) -> str:
        if isinstance(value, dict) and value.keys() == _TARGET:
            return self.linked(str(value["kind"]), str(value["id"]), lang)
        if isinstance(value, dict):
            return ("；" if lang == "zh" else "; ").join(self._pairs(spot, value, lang))
        if isinstance(value, list):
            return ("、" if lang == "zh" else ", ").join(self._said(spot.item, item, lang) for item in value)
        if isinstance(value, bool):
            return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value]
        return self._word(spot, value, lang) if isinstance(value, str) else "" if value is None else f"{value:,}"

    def _pairs(self, spot: Spot, value: Mapping[str, Json], lang: Lang) -> Iterator[str]:
        told = {key: inner for key, inner in value.items() if key not in _UNTOLD} or value
        known = (*spot.node.get("properties", {}), *told)
        for key in dict.fromkeys(key for key in known if key in told):
            within = spot.at(key)
            mark = "：" if lang == "zh" else ": "
            yield f"{say(within.label, lang)}{mark}{self._said(within, told[key], lang)}"

    def _word(self, spot: Spot, value: str, lang: Lang) -> str:
        terms: str | None = _TERMS.get(spot.key)
        if terms is not None and (term := getattr(self.settings, terms).get(value)) is not None:
            return say(term.label, lang)
        if spot.choices:
            return say(self.choice(spot, value), lang)
        kind = REFERENCE_KEYS.get(spot.key)
        return self.linked(kind, value, lang) if kind else value

    def linked(self, kind: str, record_id: str, lang: Lang) -> str:
        """A link as the title of what it leads to, and its id."""
        found = self.titles.get((kind, record_id))
        return record_id if found is None else f"《{found.zh}》" if lang == "zh" else f"“{say(found, lang)}”"


def _text(_: Words, __: Spot, value: Json, lang: Lang) -> str | None:
    text = converted(value, Text)
    return None if text is None else say(text, lang)


def _date(_: Words, __: Spot, value: Json, lang: Lang) -> str | None:
    date = value if isinstance(value, str) else converted(value, FuzzyDate)
    return None if date is None else say_date(date, lang)


def say_date(date: Date, lang: Lang) -> str:
    """The date as it is written; a vague one as its wording, with its days."""
    if isinstance(date, str):
        return date.replace("T", " ")
    days = "–".join(day for day in (date.from_, date.to) if day)
    brackets = "（{}）" if lang == "zh" else " ({})"
    return say(date.text, lang) + (brackets.format(days) if days else "")


def _money(_: Words, __: Spot, value: Json, lang: Lang) -> str | None:
    money = converted(value, Money)
    if money is None or (money.qualifier is not None and money.qualifier not in QUALIFIERS):
        return None
    said, wording = say_money(money, lang), say(money.text, lang)
    return said if not wording or wording == said else f"{said}（{wording}）" if lang == "zh" else f"{said} ({wording})"


def _window(words: Words, spot: Spot, value: Json, lang: Lang) -> str | None:
    if not isinstance(value, dict):
        return None
    who = [words._said(spot.at(key), value[key], lang) for key in ("audience", "action", "region") if key in value]
    opens, closes = (_date(words, spot, value[key], lang) if key in value else "" for key in ("opens", "closes"))
    days = [f"{opens} 起" if lang == "zh" else f"from {opens}"] if opens else []
    days += [f"{closes} 截止" if lang == "zh" else f"closes {closes}"] if closes else []
    return " · ".join(who) + "".join(f"{'，' if lang == 'zh' else ', '}{day}" for day in days)


def _indicator(words: Words, spot: Spot, value: Json, lang: Lang) -> str | None:
    if not isinstance(value, dict):
        return None
    span = "–".join(str(value[key]) for key in ("value", "value_to") if key in value)
    parts = (
        words._said(spot.at("name"), value.get("name"), lang),
        words._said(spot.at("comparator"), value["comparator"], lang) if "comparator" in value else "",
        span,
        str(value.get("unit", "")),
    )
    return " ".join(filter(None, parts)) or None


def _party(words: Words, spot: Spot, value: Json, lang: Lang) -> str | None:
    if not isinstance(value, dict):
        return None
    name = _text(words, spot, value.get("name"), lang)
    unit = value.get("organisation")
    linked = say(words.title("organisation", unit), lang) if isinstance(unit, str) else ""
    role = words._said(spot.at("role"), value["role"], lang) if "role" in value else ""
    called = name or linked
    return (
        f"{called}（{role}）"
        if called and role and lang == "zh"
        else f"{called} ({role})"
        if called and role
        else called
    )


def _source(words: Words, spot: Spot, value: Json, lang: Lang) -> str | None:
    if not isinstance(value, dict):
        return None
    title = _text(words, spot, value.get("title"), lang) or str(value.get("id", ""))
    issuer = _text(words, spot, value.get("issuer"), lang)
    joined = "，" if lang == "zh" else ", "
    return joined.join(
        filter(None, (f"《{title}》" if lang == "zh" else f"“{title}”", issuer, str(value.get("number", ""))))
    )


def _rule(words: Words, spot: Spot, value: Json, lang: Lang) -> str | None:
    return _text(words, spot, value.get("statement"), lang) if isinstance(value, dict) else None


_BY_SHAPE = {
    "text": _text,
    "date": _date,
    "money": _money,
    "window": _window,
    "indicator": _indicator,
    "party": _party,
    "issuer": _party,
    "source": _source,
    "rule": _rule,
}
"""How each shared part is said in one line; none where the value has another shape."""


def converted(value: Json, cls: type[T]) -> T | None:
    """The value as a part of records; none where it has another shape."""
    try:
        return msgspec.convert(value, cls)
    except msgspec.ValidationError:
        return None


def plain(text: str) -> Text:
    """One text in both languages."""
    return Text(zh=text, en=text)
