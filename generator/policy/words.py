"""A comparison in words: what it asks, and the figures that it was held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.lang import say
from generator.model.parts import LANGS, Lang, Money, Rule, Text
from generator.money import say_money
from generator.policy.answers import answered
from generator.policy.comparison import Comparison, Figures, Span, Value, limit
from generator.policy.figures import Form, figure_of
from generator.settings import Settings

ANSWERS: dict[bool, Text] = {True: Text(zh="是", en="yes"), False: Text(zh="否", en="no")}
_SIGNS = {"<=": "≤", ">=": "≥", "<": "<", "=": "="}
_CHOICES = {
    "in": Text(zh="应属于", en="is among"),
    "any": Text(zh="应属于", en="is among"),
    "has": Text(zh="应包括", en="includes"),
}
Naming = Callable[[Form, str], str]
"""What a choice such as a kind of unit is called."""


def _as_written(_form: Form, choice: str) -> str:
    return choice


def naming_of(settings: Settings, lang: Lang) -> Naming:
    """How the site calls kinds of unit, regions, technologies, ways of payment and a record's keys."""

    def named(form: Form, choice: str) -> str:
        if form == "region":
            return say(settings.regions[choice].label, lang) if choice in settings.regions else choice
        for vocabulary in _VOCABULARIES.get(form, ()):
            if choice in settings.vocabularies.get(vocabulary, {}):
                return say(settings.vocabularies[vocabulary][choice], lang)
        return say(settings.labels.get(choice), lang) or choice

    return named


_VOCABULARIES: Mapping[Form, tuple[str, ...]] = {
    "kind": ("org_type",),
    "technology": ("tech_type",),
    "words": ("paid",),
}


class Asked(NamedTuple):
    """A comparison in two parts: what it asks of which figure, and the value: “政府支持 ≤” and “50万元”."""

    of: str
    value: str


def required(comparison: Comparison, rule: Rule, lang: Lang, naming: Naming = _as_written) -> str:
    """What the comparison asks: “政府支持 ≤ 研发投入 × 25%”."""
    return " ".join(asked(comparison, rule, lang, naming))


def asked(comparison: Comparison, rule: Rule, lang: Lang, naming: Naming = _as_written) -> Asked:
    """The same in its two parts."""
    figure = figure_of(comparison.left)
    if comparison.comparator == "is":
        asks = rule.asks if comparison.left == answered(rule.id) else None
        question = asks.question if asks is not None else figure.label
        return Asked(f"{say(question, lang)} →", say(ANSWERS[bool(comparison.expects)], lang))
    label = say(figure.label, lang)
    if comparison.choices:
        words = [amount(c, lang) if isinstance(c, int) else naming(figure.form, c) for c in comparison.choices]
        return Asked(f"{label} {say(_CHOICES[comparison.comparator], lang)}", _listed(words, lang))
    return Asked(f"{label} {_SIGNS[comparison.comparator]}", _right(comparison, figure.form, lang))


def explained(comparison: Comparison, figures: Figures, rule: Rule, settings: Settings | None = None) -> Text:
    """What the comparison asks and what was found, in both languages; choices as the settings call them."""
    zh, en = (
        _explained(comparison, figures, rule, lang, naming_of(settings, lang) if settings is not None else _as_written)
        for lang in LANGS
    )
    return Text(zh=zh, en=en)


def amount(fen: int, lang: Lang) -> str:
    """An amount of fen as people write it, in 万元 or CNY."""
    return say_money(Money(wan=_plain(Decimal(fen) / 1_000_000)), lang)


def rate(hundredths: int) -> str:
    """A rate in percent."""
    return f"{_plain(Decimal(hundredths) / 100)}%"


def _explained(comparison: Comparison, figures: Figures, rule: Rule, lang: Lang, naming: Naming) -> str:
    form = figure_of(comparison.left).form
    found = _shown(figures.get(comparison.left), form, lang, naming)
    bound = limit(comparison, figures) if comparison.of else None
    worked = f" = {_shown(bound, form, lang, naming)}" if bound is not None else ""
    here = "，这里是 " if lang == "zh" else "; here "
    return f"{required(comparison, rule, lang, naming)}{worked}{here}{found}"


def _right(comparison: Comparison, form: Form, lang: Lang) -> str:
    if comparison.of is None:
        return _number(comparison.number or 0, form, lang)
    label = say(figure_of(comparison.of).label, lang)
    if form == "day":
        return label
    share = rate(comparison.rate or 0)
    return f"{label} × {share}" if lang == "zh" else f"{share} of {label}"


def _shown(value: Value | None, form: Form, lang: Lang, naming: Naming) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return say(ANSWERS[value], lang)
    if isinstance(value, Span):
        ends = [_number(end, form, lang) for end in dict.fromkeys(value) if end is not None]
        return "–".join(ends)
    return _listed((naming(form, word) for word in sorted(value)), lang)


def _number(number: int, form: Form, lang: Lang) -> str:
    match form:
        case "money":
            return amount(number, lang)
        case "day":
            return date.fromordinal(number).isoformat()
        case _:
            return f"{number:,}"


def _listed(words: Iterable[str], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(words)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
