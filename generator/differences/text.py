"""A comparison for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.differences.consequences import Consequence
from generator.differences.entries import Entry
from generator.differences.files import harmless, outside
from generator.differences.marks import excerpt, pieces
from generator.differences.records import RecordDifference
from generator.differences.result import Comparison
from generator.differences.visible import SHORT, short, visible
from generator.differences.wording import (
    COLON,
    CONSEQUENCES,
    FILES,
    HOW,
    NOTHING_CHANGED,
    OTHERS,
    SEVERITY,
    SORTS,
    asides,
    grouped,
    headline,
    left_out,
    place_of,
)
from generator.lang import say
from generator.model.parts import Lang, Text
from generator.model.records import KINDS
from generator.problems import Problem, is_error

_MARKS = {"kept": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


def as_text(found: Comparison, lang: Lang, limit: int = 0) -> str:
    """The headline, what to look at, and each record's changes; with a limit, of so many records."""
    return "".join(f"{line}\n" for line in _lines(found, lang, limit))


def _lines(found: Comparison, lang: Lang, limit: int) -> Iterator[str]:
    if found.is_empty:
        yield say(NOTHING_CHANGED, lang)
        return
    yield headline(found, lang)
    for group in grouped(found.warnings):
        yield from _warnings(group, lang)
    shown = found.records[:limit] if limit else found.records
    for one in shown:
        yield from _record(one, lang)
    if len(shown) < len(found.records):
        yield from ("", left_out(found, found.records[limit:], lang))
    yield from _aside(found, lang)


def _warnings(group: Sequence[Problem], lang: Lang) -> Iterator[str]:
    """What is to be looked at for one reason: each place with what stands there, then once what to do."""
    first = group[0]
    yield f"{'✗' if is_error(first) else '!'} {say(SEVERITY[first.severity], lang)} [{first.code}]"
    yield from (f"    {visible(place_of(one))}{COLON[lang]}{visible(say(one.message, lang))}" for one in group)
    yield f"    → {visible(say(first.remedy, lang))}"


def _record(one: RecordDifference, lang: Lang) -> Iterator[str]:
    yield ""
    kind = say(KINDS[one.kind].label, lang)
    yield f"{say(HOW[one.how], lang)} {kind} {visible(say(one.title, lang))} [{one.kind}/{visible(one.id)}]"
    yield from (f"  {visible(aside)}" for aside in asides(one, lang))
    yield from (f"  · {_entry(entry, lang)}" for entry in one.entries)


def _entry(entry: Entry, lang: Lang) -> str:
    parts = (visible(say(entry.about, lang)), say(entry.happened, lang), _values(entry, lang))
    return COLON[lang].join(filter(None, parts))


def _values(entry: Entry, lang: Lang) -> str:
    before, after = (_shown(text, lang) for text in (entry.before, entry.after))
    if before is None or after is None:
        return short(before or after or "")
    if entry.is_prose:
        found = excerpt(pieces(before, after), SHORT)
        return "".join(_MARKS[piece.sign].format(piece.text) for piece in found)
    return f"{short(before)} → {short(after)}"


def _shown(text: Text | None, lang: Lang) -> str | None:
    return None if text is None else visible(say(text, lang))


def _aside(found: Comparison, lang: Lang) -> Iterator[str]:
    if found.consequences:
        yield from ("", f"{say(CONSEQUENCES, lang)}{COLON[lang]}".rstrip())
        yield from (f"  · {_consequence(one, lang)}" for one in found.consequences)
    for title, files in ((OTHERS, outside(found.files)), (FILES, harmless(found.files))):
        if files:
            yield from ("", f"{say(title, lang)}{COLON[lang]}".rstrip())
            yield from (
                f"  · {say(HOW[one.fate], lang)} {visible(one.file)} ({say(SORTS[one.sort], lang)})" for one in files
            )


def _consequence(one: Consequence, lang: Lang) -> str:
    change = f"{visible(say(one.before, lang))} → {visible(say(one.after, lang))}"
    return f"{visible(say(one.title, lang))} [{one.kind}/{one.id}] · {say(one.about, lang)}{COLON[lang]}{change}"
