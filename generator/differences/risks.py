"""What in a change of records a reviewer should look at: each risk is one function, in the table `RISKS`."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.catalog import Key
from generator.differences.entries import Entry, amount_of
from generator.differences.records import Compared, RecordDifference
from generator.differences.saying import Words
from generator.differences.visible import short
from generator.differences.walk import Change, Nothing
from generator.documents import Document, groups_of
from generator.model.parts import Text
from generator.passages import digest, digests_in
from generator.problems import Place, Problem, is_error, problem
from generator.rules import privacy
from generator.yamlio import Json

LEAP = 10
"""How many times an amount must grow or shrink to look like a slip of the unit."""

MANY = 10
"""How many records must go at once to be asked about."""

STATE_RANKS: Mapping[str, int] = {
    "potential": 0, "proposed": 1, "shortlisted": 2, "selected": 3, "signed": 4, "funded": 5, "parallel": 5,
    "deferred": 6, "prize": 6, "concluded": 7, "exempt": 7, "cancelled": 8,
}  # fmt: skip
"""How far each state of an award is."""

MOVES = frozenset({"deadline-later", "deadline-earlier", "deadline-removed"})
"""The changes of a deadline that a notice should tell of."""

_SILENT = Text(zh="，没有公告说明", en=", and no notice says so")
_NOTICED = Text(zh="，有公告说明", en=", and a notice says so")

_UNITS = ("yuan", "wan", "yi")
_FIGURES = frozenset({"money", "date", "day"})
_NO_FIGURES = frozenset({"updated_on", "seq", "year", "published_on"})
_SHOWN = 3
"""How many places of one risk are named."""


class Context(NamedTuple):
    """What risks are judged by: the words of values, and the day."""

    words: Words
    as_of: str


def risks_of(compared: Iterable[Compared], context: Context) -> Iterator[Problem]:
    """Every risk of every record."""
    for one in compared:
        for risk in RISKS.values():
            yield from risk(one, context)


def gone_at_once(compared: Sequence[Compared]) -> Iterator[Problem]:
    """That many records are removed or withdrawn at once."""
    gone = [one for one in compared if _is_gone(one)]
    if len(gone) >= MANY:
        yield problem("diff-many-gone", Place(gone[0].difference.file), value=len(gone))


def with_notices(
    found: Iterable[RecordDifference], warnings: Iterable[Problem], noticed: Container[Key]
) -> Iterator[RecordDifference]:
    """The records, with each moved deadline's entry saying whether a notice tells of it; `noticed` have notices."""
    silent = {(one.file, one.pointer[:1]) for one in warnings if one.code == "deadline-moved"}
    for one in found:
        told = _NOTICED if (one.kind, one.id) in noticed else None
        entries = (
            _with_words(entry, _SILENT if (one.file, entry.pointer[:1]) in silent else told) for entry in one.entries
        )
        yield one._replace(entries=tuple(entries))


def _with_words(entry: Entry, words: Text | None) -> Entry:
    if entry.what not in MOVES or words is None:
        return entry
    return entry._replace(happened=Text(zh=entry.happened.zh + words.zh, en=f"{entry.happened.en}{words.en}"))


_CHECKS_CHANGED = frozenset({"diff-outside", "diff-exemption"})
"""What could keep all other warnings from being told."""


def by_weight(warnings: Iterable[Problem]) -> tuple[Problem, ...]:
    """What changes the program or its checks first, then errors, then the rest, each in its order."""
    return tuple(sorted(warnings, key=lambda one: (one.code not in _CHECKS_CHANGED, not is_error(one))))


def _is_gone(one: Compared) -> bool:
    return one.difference.how == "removed" or any(
        change.pointer == ("withdrawn",) and isinstance(change.before, Nothing) for change in one.changes
    )


def _place(one: Compared) -> Place:
    return Place(one.difference.file)


def _renamed(one: Compared, _: Context) -> Iterator[Problem]:
    if one.pair.known_by == "likeness" and one.pair.before is not None:
        yield problem("diff-rename", _place(one), value=one.pair.before.id)


def _amounts(one: Compared, context: Context) -> Iterator[Problem]:
    for change in one.changes:
        if change.spot.shape == "money" and _is_leap(change.before, change.after):
            before, after = (_worded(change, value, context) for value in (change.before, change.after))
            yield problem(
                "diff-amount", _place(one), pointer=change.pointer, value=before.zh, words={**_unit_slip(change)},
                value_en=before.en, now=after.zh, now_en=after.en,
            )  # fmt: skip


def _is_leap(before: Json | Nothing, after: Json | Nothing) -> bool:
    one, other = amount_of(before), amount_of(after)
    ends = zip(one, other, strict=True) if one is not None and other is not None else ()
    return any(
        a is not None and b is not None and a != b and (a == 0 or b == 0 or max(a, b) / min(a, b) >= LEAP)
        for a, b in ends
    ) and not any(end == 0 for end in (*(one or ()), *(other or ())))


def _unit_slip(change: Change) -> Mapping[str, str]:
    """What to add where the number stayed and its unit did not."""
    one, other = (_numbers(value) for value in (change.before, change.after))
    if one.keys() != other.keys() and list(one.values()) == list(other.values()):
        return {"unit": "，数没变而单位变了", "unit_en": ", the number stayed and its unit did not"}
    return {"unit": "", "unit_en": ""}


def _numbers(value: Json | Nothing) -> dict[str, Json]:
    return {unit: value[unit] for unit in _UNITS if unit in value} if isinstance(value, dict) else {}


def _worded(change: Change, value: Json | Nothing, context: Context) -> Text:
    return Text(zh="", en="") if isinstance(value, Nothing) else context.words.value(change.spot, value)


def _evidence(one: Compared, _: Context) -> Iterator[Problem]:
    """Figures and what supports them should change together."""
    figures = [change for change in one.changes if _is_figure(change)]
    evidence = [change for change in one.changes if _is_evidence(change)]
    if figures and not evidence:
        yield _named("diff-figure-unsourced", one, figures)
    lost = [change for change in evidence if not isinstance(change.before, Nothing) and _supports(change)]
    if lost and not figures and one.pair.after is not None and _has_figures(one.pair.after):
        yield _named("diff-evidence-changed", one, lost)


def _is_figure(change: Change) -> bool:
    if change.is_moved or _is_evidence(change) or change.key in _NO_FIGURES:
        return False
    return change.spot.shape in _FIGURES or _is_number(change.before) or _is_number(change.after)


def _is_number(value: Json | Nothing) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_evidence(change: Change) -> bool:
    return "sources" in change.pointer[:1] or "cite" in change.pointer


def _supports(change: Change) -> bool:
    """Whether the change takes away or alters a whole source or citation, its quotation or its document."""
    return not change.is_moved and (change.key in ("quote", "url", "number", "source", "cite", "sources"))


def _has_figures(document: Document) -> bool:
    return any(
        key in _UNITS or key == "closes" or _is_number(value)
        for _, group in groups_of(document.data)
        for key, value in group.items()
        if key not in _NO_FIGURES
    )


def _named(code: str, one: Compared, changes: Sequence[Change]) -> Problem:
    """The risk at the first of these changes, naming a few of them."""
    labels = tuple(dict.fromkeys((change.spot.label.zh, change.spot.label.en or "") for change in changes))
    more, more_en = (f" 等 {len(labels)} 处", f" and {len(labels) - _SHOWN} more") if len(labels) > _SHOWN else ("", "")
    return problem(
        code,
        _place(one),
        pointer=changes[0].pointer,
        value="、".join(zh for zh, _ in labels[:_SHOWN]) + more,
        value_en=", ".join(en for _, en in labels[:_SHOWN]) + more_en,
    )


def _hosts(one: Compared, _: Context) -> Iterator[Problem]:
    for change in one.changes:
        if change.key == "url" and isinstance(change.before, str) and isinstance(change.after, str):
            was, now = _host(change.before), _host(change.after)
            if was != now and not (_is_official(was) and _is_official(now)):
                yield problem("diff-source-host", _place(one), pointer=change.pointer, value=was, now=short(now, 80))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def _is_official(host: str) -> bool:
    return host == "gov.cn" or host.endswith(".gov.cn")


def _updated(one: Compared, context: Context) -> Iterator[Problem]:
    before, after = (one.pair.before, one.pair.after)
    now = after.data.get("updated_on") if after is not None else None
    was = before.data.get("updated_on") if before is not None else None
    if not isinstance(now, str):
        return
    at = ("updated_on",)
    if now > context.as_of and now != was:
        yield problem("diff-updated-future", _place(one), pointer=at, value=now)
    elif isinstance(was, str) and now < was:
        yield problem("diff-updated-back", _place(one), pointer=at, value=was, now=now)
    elif now == was and now < context.as_of and one.difference.is_seen:
        yield problem("diff-updated-on", _place(one), pointer=at, value=now)


def _translations(one: Compared, _: Context) -> Iterator[Problem]:
    texts = [change for change in one.changes if isinstance(change.before, dict) and isinstance(change.after, dict)]
    texts = [change for change in texts if change.spot.shape == "text"]
    digests = (digests_in(one.pair.after.data) if one.pair.after is not None else None) or frozenset()
    kept = [change for change in texts if _was_kept(change, "zh", "en") and not _is_confirmed(change, digests)]
    alone = [change for change in texts if _was_kept(change, "en", "zh") and "en" in _mapping(change.before)]
    if kept:
        yield _named("diff-translation-kept", one, kept)
    if alone:
        yield _named("diff-translation-alone", one, [c for c in alone if "en" in _mapping(c.after)] or alone)


def _was_kept(change: Change, changed: str, kept: str) -> bool:
    before, after = _mapping(change.before), _mapping(change.after)
    is_kept = kept in after and before.get(kept) == after.get(kept)
    return is_kept and before.get(changed) != after.get(changed)


def _mapping(value: Json | Nothing) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _is_confirmed(change: Change, digests: frozenset[str]) -> bool:
    """Whether the record says that its English was made from the Chinese as it is now."""
    return digest(str(_mapping(change.after).get("zh", ""))) in digests


def _partial(one: Compared, context: Context) -> Iterator[Problem]:
    for change in one.changes:
        if change.pointer == ("partial",) and isinstance(change.before, Nothing):
            said = _worded(change, change.after, context)
            yield problem(
                "diff-partial", _place(one), pointer=change.pointer, value=said.zh, value_en=short(said.en or "", 80)
            )


def _states(one: Compared, context: Context) -> Iterator[Problem]:
    for change in one.changes:
        if one.difference.kind == "winner" and change.pointer == ("state",):
            was, now = (STATE_RANKS.get(str(value), -1) for value in (change.before, change.after))
            if 0 <= now < was:
                before, after = (_worded(change, value, context) for value in (change.before, change.after))
                yield problem(
                    "diff-state-back", _place(one), pointer=change.pointer, value=before.zh,
                    value_en=before.en, now=after.zh, now_en=after.en,
                )  # fmt: skip


def _samples(one: Compared, _: Context) -> Iterator[Problem]:
    for change in one.changes:
        if change.pointer == ("sample",) and change.after is True:
            yield problem("diff-sample", _place(one), pointer=change.pointer)


def _privacy(one: Compared, context: Context) -> Iterator[Problem]:
    """Personal data that was not there before."""
    before, after = one.pair.before, one.pair.after
    known = {found.value for found in _personal(before, context)} if before is not None else set()
    if after is not None:
        yield from (found for found in _personal(after, context) if found.value not in known)


def _personal(document: Document, context: Context) -> Iterator[Problem]:
    return privacy.problems(document, groups_of(document.data), context.words.settings)


RISKS: Mapping[str, Callable[[Compared, Context], Iterator[Problem]]] = {
    "privacy": _privacy,
    "renamed": _renamed,
    "amounts": _amounts,
    "states": _states,
    "samples": _samples,
    "evidence": _evidence,
    "hosts": _hosts,
    "partial": _partial,
    "translations": _translations,
    "updated": _updated,
}
"""The risks of a single record."""
