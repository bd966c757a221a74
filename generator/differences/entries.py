"""Changes in words: what each means for readers, how much it matters, and what stood there before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from generator.dates import closes_at, interval
from generator.differences.saying import Words, converted, plain
from generator.differences.walk import Change, Nothing
from generator.model.parts import Date, FuzzyDate, Money, Text
from generator.money import Bounds, in_yuan
from generator.problems import Pointer
from generator.yamlio import Json

What: TypeAlias = str

WEIGHTS: Mapping[What, int] = {
    what: weight
    for weight, whats in enumerate(
        (
            ("record-removed", "record-withdrawn", "record-restored", "sample", "record-added", "record-renamed"),
            ("deadline-later", "deadline-earlier", "deadline-changed", "deadline-added", "deadline-removed"),
            ("window-added", "window-removed", "opening", "notice", "status", "state"),
            ("amount-more", "amount-less", "amount-changed", "amount-added", "amount-removed"),
            ("unit-added", "unit-removed", "unit-changed", "link"),
            ("indicator-added", "indicator-removed", "indicator-changed", "rule-added", "rule-removed", "rule-changed"),
            ("title", "text-changed", "text-added", "text-removed", "date"),
            ("value-changed", "value-added", "value-removed"),
            ("source-added", "source-removed", "source-changed", "fact"),
            ("translation-added", "translation-changed", "translation-removed"),
            ("order", "record-moved", "bookkeeping", "same-meaning", "formatting"),
        )
    )
    for what in whats
}
"""How much each kind of change matters to readers: the least number most."""

UNSEEN = frozenset({"record-moved", "bookkeeping", "same-meaning", "formatting"})
"""What readers of the site see nothing of."""

_PARTS: Mapping[str, str] = {
    "indicator": "indicator",
    "rule": "rule",
    "party": "unit",
    "issuer": "unit",
    "source": "source",
    "cite": "source",
    "window": "window",
}
"""The shared parts whose changes have names of their own."""

_MOST_TIMES = Decimal(10**12)
_BOOKKEEPING = frozenset({"updated_on", "translated", "archive"})
_LINKS = frozenset({"programme", "guide", "list", "challenge", "winner", "parent", "forwards", "target", "replaced_by"})


class Entry(NamedTuple):
    """One change in words: what it is, where, what about, what happened, and what stood and stands there."""

    what: What
    pointer: Pointer
    about: Text
    happened: Text
    before: Text | None = None
    after: Text | None = None
    is_prose: bool = False
    """Whether it is told by marking the words that differ."""

    @property
    def weight(self) -> int:
        """How much it matters to readers: the least number most."""
        return WEIGHTS[self.what]


_Happened: TypeAlias = tuple[What, Text]


def entry_of(change: Change, words: Words) -> Entry:
    """The change in words."""
    what, happened = _happened(change)
    before, after = _texts(change) or tuple(_said(change, value, words) for value in (change.before, change.after))
    if what == "order":
        before = after = None
    return Entry(what, change.pointer, _about(change, words), happened, before, after, _is_prose(change))


def _is_prose(change: Change) -> bool:
    """Whether a text took the place of a text."""
    if change.key in ("quote", "clause"):
        return isinstance(change.before, str) and isinstance(change.after, str)
    return change.spot.shape == "text" and isinstance(change.before, dict) and isinstance(change.after, dict)


def _texts(change: Change) -> tuple[Text | None, Text | None] | None:
    """Both states of a text in the languages in which it changed: readers of the other are shown that one."""
    one, other = (
        converted(value, Text) if isinstance(value, dict) else None for value in (change.before, change.after)
    )
    if change.spot.shape != "text" or one is None or other is None:
        return None
    if one.zh == other.zh:
        return (None if one.en is None else plain(one.en)), (None if other.en is None else plain(other.en))
    if one.en is None or other.en is None or one.en == other.en:
        return plain(one.zh), plain(other.zh)
    return one, other


def _said(change: Change, value: Json | Nothing, words: Words) -> Text | None:
    if isinstance(value, Nothing):
        return None
    return words.value(change.spot, value)


def _about(change: Change, words: Words) -> Text:
    """The labels on the way to the change, and the names of the items that it lies in."""
    zh, en = zip(*_labels(change, words), strict=True)
    return Text(zh=" · ".join(zh), en=" · ".join(en))


def _labels(change: Change, words: Words) -> Iterator[tuple[str, str]]:
    numbers = {at: step for at, step in enumerate(change.pointer) if isinstance(step, int)}
    for at, step in enumerate(change.way):
        if step.item is None:
            label = step.spot.label
        elif at == len(change.way) - 1:
            continue
        else:
            label = _short(words.name(step.spot, step.item) or _number(numbers[at]))
        yield label.zh, label.en or label.zh


def _number(place: int) -> Text:
    return Text(zh=f"第 {place + 1} 项", en=f"no. {place + 1}")


def _short(text: Text, most: int = 40) -> Text:
    zh, en = (said if len(said) <= most else said[: most - 1] + "…" for said in (text.zh, text.en or text.zh))
    return Text(zh=zh, en=en)


def _happened(change: Change) -> _Happened:
    if change.is_moved:
        return "order", Text(zh="只是次序变了", en="only the order changed")
    if change.key in _BOOKKEEPING:
        return "bookkeeping", _verb(change)
    for fits, tell in _TELLING:
        if fits(change):
            found = tell(change)
            if found is not None:
                return found
    return _generally(change)


def _verb(change: Change) -> Text:
    if isinstance(change.before, Nothing):
        return Text(zh="新增", en="added")
    if isinstance(change.after, Nothing):
        return Text(zh="删除", en="removed")
    return Text(zh="改动", en="changed")


def _suffix(change: Change) -> str:
    if isinstance(change.before, Nothing):
        return "added"
    return "removed" if isinstance(change.after, Nothing) else "changed"


def _generally(change: Change) -> _Happened:
    part = _part(change)
    name = part if part else "text" if change.spot.shape == "text" else "value"
    what = f"{name}-{_suffix(change)}"
    return what if what in WEIGHTS else f"value-{_suffix(change)}", _verb(change)


def _part(change: Change) -> str:
    """The shared part in which the change lies: the outermost that has changes of its own."""
    shapes = (shape for step in change.way for shape in (step.spot.shape, step.spot.item.shape))
    return next((_PARTS[shape] for shape in shapes if shape in _PARTS), "")


# -- days -----------------------------------------------------------------------------------------------------


def _date_of(value: Json | Nothing) -> Date | None:
    if isinstance(value, str):
        return value
    return converted(value, FuzzyDate) if isinstance(value, dict) else None


def _deadline(change: Change) -> _Happened | None:
    before, after = _date_of(change.before), _date_of(change.after)
    if before is None or after is None:
        return ("deadline-" + _suffix(change)), _verb(change)
    days = _days_between(before, after)
    if days is None:
        return "deadline-changed", _verb(change)
    if days == 0:
        return _hours(before, after)
    how = (
        Text(zh=f"推迟 {days:,} 天", en=f"{_days(days)} later")
        if days > 0
        else Text(zh=f"提前 {-days:,} 天", en=f"{_days(-days)} earlier")
    )
    return ("deadline-later" if days > 0 else "deadline-earlier"), how


def _hours(before: Date, after: Date) -> _Happened:
    one, other = closes_at(before) or "", closes_at(after) or ""
    if one == other:
        return "same-meaning", Text(zh="写法变了，日子没变", en="written differently, the same day")
    if one < other:
        return "deadline-later", Text(zh="同一天，钟点推迟", en="the same day, a later hour")
    return "deadline-earlier", Text(zh="同一天，钟点提前", en="the same day, an earlier hour")


def _days_between(before: Date, after: Date) -> int | None:
    one, other = interval(before), interval(after)
    return None if one is None or other is None else (other.last - one.last).days


def _days(days: int) -> str:
    return f"{days:,} day" if days == 1 else f"{days:,} days"


def _plain_date(change: Change) -> _Happened | None:
    what = "opening" if change.key == "opens" else "date"
    before, after = _date_of(change.before), _date_of(change.after)
    days = _days_between(before, after) if before is not None and after is not None else None
    if not days:
        return what, _verb(change)
    zh, en = ("推迟", "later") if days > 0 else ("提前", "earlier")
    return what, Text(zh=f"{zh} {abs(days):,} 天", en=f"{_days(abs(days))} {en}")


# -- amounts --------------------------------------------------------------------------------------------------


def amount_of(value: Json | Nothing) -> Bounds | None:
    """The amount in yuan that a value states; none where it states none."""
    money = converted(value, Money) if isinstance(value, dict) else None
    try:
        return None if money is None else in_yuan(money)
    except ArithmeticError:
        return None


def _amount(change: Change) -> _Happened | None:
    before, after = amount_of(change.before), amount_of(change.after)
    if isinstance(change.before, Nothing) or isinstance(change.after, Nothing):
        return f"amount-{_suffix(change)}", _verb(change)
    if before is None or after is None:
        return "amount-changed", _verb(change)
    if before == after:
        if _but_for_units(change.before) == _but_for_units(change.after):
            return "same-meaning", Text(zh="换了写法，金额没变", en="written differently, the same amount")
        return "amount-changed", Text(zh="数没变，说法变了", en="the same figure, other words")
    one, other = _end(before), _end(after)
    if one is None or other is None or one == other:
        return "amount-changed", _verb(change)
    return _by_percent(one, other)


def _but_for_units(value: Json | Nothing) -> Json:
    return (
        {key: inner for key, inner in value.items() if key not in ("yuan", "wan", "yi")}
        if isinstance(value, dict)
        else None
    )


def _end(bounds: Bounds) -> Decimal | None:
    return bounds.high if bounds.high is not None else bounds.low


def _by_percent(one: Decimal, other: Decimal) -> _Happened:
    what, zh, en = ("amount-more", "增加", "more") if other > one else ("amount-less", "减少", "less")
    if not one:
        return what, Text(zh=zh, en=en)
    if other * 10 <= one and other:
        part = f"1/{_times(one / other)}"
        return what, Text(zh=f"只有原来的 {part}", en=f"{part} of what it was")
    share = abs(other - one) * 100 / one
    if share >= 900:
        times = _times(other / one)
        return what, Text(zh=f"是原来的 {times} 倍", en=f"{times} times as much")
    percent = f"{share.quantize(Decimal('0.1')).normalize():f}"
    return what, Text(zh=f"{zh} {percent}%", en=f"{percent}% {en}")


def _times(ratio: Decimal) -> str:
    """How many times, to the whole; no more than anybody counts."""
    return f"{round(min(ratio, _MOST_TIMES)):,}"


# -- texts and single keys ------------------------------------------------------------------------------------


def _text(change: Change) -> _Happened | None:
    before, after = change.before, change.after
    if not isinstance(before, dict) or not isinstance(after, dict):
        return None
    if before.get("zh") == after.get("zh"):
        return f"translation-{_translation(before, after)[0]}", _translation(before, after)[1]
    what = "title" if change.pointer == ("title",) else _generally(change)[0]
    return what, Text(zh="改写", en="reworded")


def _translation(before: Mapping[str, Json], after: Mapping[str, Json]) -> tuple[str, Text]:
    if "en" not in before:
        return "added", Text(zh="补了英文", en="English added")
    if "en" not in after:
        return "removed", Text(zh="删去英文", en="English removed")
    return "changed", Text(zh="只改英文", en="only the English changed")


def _sample(change: Change) -> _Happened:
    if change.after is True:
        return "sample", Text(
            zh="标成了虚构示例：不再进入数据", en="now marked as an invented example: left out of the data"
        )
    return "sample", Text(zh="不再是虚构示例：进入数据", en="no longer an invented example: part of the data")


def _withdrawn(change: Change) -> _Happened:
    if isinstance(change.before, Nothing):
        return "record-withdrawn", Text(zh="撤下，网页只留说明", en="withdrawn: its page keeps only the reason")
    if isinstance(change.after, Nothing):
        return "record-restored", Text(zh="恢复，不再是撤下", en="restored: no longer withdrawn")
    return "record-withdrawn", _verb(change)


def _link(change: Change) -> _Happened:
    return "link", _verb(change) if _suffix(change) != "changed" else Text(
        zh="改指另一条记录", en="leads to another record now"
    )


def _state(change: Change) -> _Happened:
    return "state", _verb(change)


def _is_money(change: Change) -> bool:
    return change.spot.shape == "money"


_TELLING: tuple[tuple[Callable[[Change], bool], Callable[[Change], _Happened | None]], ...] = (
    (lambda change: change.pointer[:1] == ("withdrawn",), _withdrawn),
    (lambda change: change.pointer == ("sample",), _sample),
    (lambda change: change.pointer[:1] in (("id",), ("formerly",)), lambda change: ("record-renamed", _verb(change))),
    (lambda change: change.key in ("closes", "closed") and change.spot.shape == "date", _deadline),
    (lambda change: change.spot.shape in ("date", "day"), _plain_date),
    (_is_money, _amount),
    (lambda change: change.spot.shape == "text", _text),
    (lambda change: change.key == "state", _state),
    (lambda change: change.key in _LINKS or change.pointer[:1] == ("target",), _link),
)
"""Which changes have words of their own, the first that fits; the rest is told by the schema's labels."""
