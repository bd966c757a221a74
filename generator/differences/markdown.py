"""A comparison as a comment on a pull request, in GitHub's Markdown.

What comes from records or file names is somebody's text: nothing of it may become a link, an image, HTML, a mention of
people or other requests, or formulas. Plain text has every sign of ASCII escaped; what a host might make more of goes
into a code span as a whole, where nothing is made of anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.differences.consequences import Consequence
from generator.differences.entries import Entry
from generator.differences.files import FileChange, harmless, outside
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
    RECORDS,
    SEVERITY,
    SORTS,
    WARNINGS,
    WORKING_FILES,
    asides,
    grouped,
    headline,
    left_out,
    more,
    place_of,
)
from generator.lang import say
from generator.model.parts import Lang, Text
from generator.model.records import KINDS
from generator.problems import Problem
from generator.urls import absolute, record_path

MARK = "<!-- zhangbang-diff -->"
"""The first line, by which a workflow finds its one comment again."""

LIMIT = 60_000
"""How many characters a comment may have; GitHub takes 65,536."""

_BESIDE = 8_000
"""How many of them each section above the records may take: files, warnings, what follows."""

_RESERVED = 1_000
"""How many of them are kept for saying what was left out."""

_RECORD = 6_000
"""How many of them one record may take, and half as many one change."""

_LEAST = 100
"""Where fewer of them are left nothing more is tried."""

_ENTRIES = 40
"""How many changes of one record are told."""

_LINES = 40
"""How many lines each of those sections may have."""

_MORE = 20
"""How many characters the line takes that says how many more there are."""

_PLACES = 12
"""How many places of one warning are told."""

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
_RUN = re.compile(r"[!-~]+")
_MORE_THAN_TEXT = re.compile(
    r"[@$]|://|www\.|#\w|[!&%~^]\d|\bGH-\d|:[\w+-]+:|[A-Za-z0-9]\.[A-Za-z]{2}|\b[0-9a-f]{7,40}\b|(?:mailto|xmpp|javascript|data):",
    re.IGNORECASE,
)
"""What a host may make a mention, a reference, a link, a formula or a picture of, however its signs are escaped."""

_WRAPS = {"kept": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}


def as_markdown(found: Comparison, lang: Lang, limit: int = 0, site_url: str = "") -> str:
    """The comment; with a limit, of so many records; titles lead to their pages below `site_url` if that is given."""
    if found.is_empty:
        return f"{MARK}\n**{say(NOTHING_CHANGED, lang)}**\n"
    head = "".join((f"{MARK}\n**{headline(found, lang)}**\n\n{_span(found, lang)}\n", *_beside(found, lang)))
    shown = found.records[:limit] if limit else found.records
    told = fitting((_record(one, lang, site_url) for one in shown), LIMIT - len(head) - _RESERVED)
    rest = tuple(one for place, one in enumerate(found.records) if place not in told)
    title = f"\n### {say(RECORDS, lang)}\n" if told else ""
    end = f"\n*{escaped(left_out(found, rest, lang))}*\n" if rest else ""
    return "".join((head, title, *told.values(), end))


def fitting(blocks: Iterable[str], room: int) -> dict[int, str]:
    """The blocks for which there is room, by their places: one that is too large silences none behind it."""
    kept: dict[int, str] = {}
    for place, block in enumerate(blocks):
        if len(block) <= room:
            kept[place] = block
            room -= len(block)
        if room < _LEAST:
            break
    return kept


def escaped(text: str) -> str:
    """The text so that it stays text: signs escaped, and words where that is not enough in code spans."""
    return _RUN.sub(lambda run: _escaped(run[0], bool(_MORE_THAN_TEXT.search(run[0]))), visible(text))


def _escaped(text: str, is_code: bool) -> str:
    """What a code span need not hold, the comma or colon behind it, stands behind it."""
    kept = text.rstrip(",:;") if is_code else ""
    return (code(kept) if kept else "") + _SIGNS.sub(r"\\\1", text[len(kept) :])


def code(text: str) -> str:
    """The text in a code span that it cannot end."""
    seen = visible(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", seen)), default=0) + 1)
    pad = " " if seen[:1] in ("`", " ", "") or seen[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{seen}{pad}{fence}"


def _text(text: str, most: int = SHORT) -> str:
    """The beginning of the text as it is seen: made visible, one character may become ten."""
    return escaped(short(visible(text), most))


def _name(text: str) -> str:
    """The beginning of a file's name as it is seen."""
    return code(short(visible(text)))


def _span(found: Comparison, lang: Lang) -> str:
    head = code(found.head[:12]) if found.head else say(WORKING_FILES, lang)
    return f"{code(found.base[:12])} → {head}"


def _beside(found: Comparison, lang: Lang) -> Iterator[str]:
    """What stands above the records: what to look at, other files, and what follows."""
    dangerous, safe = outside(found.files), harmless(found.files)
    yield from _section(say(OTHERS, lang), [_file(one, lang) for one in dangerous], lang)
    yield from _section(say(WARNINGS, lang), _warnings(grouped(found.warnings), lang), lang)
    yield from _section(say(CONSEQUENCES, lang), [_consequence(one, lang) for one in found.consequences], lang)
    yield from _section(say(FILES, lang), [_file(one, lang) for one in safe], lang)


def _section(title: str, lines: Sequence[str], lang: Lang) -> Iterator[str]:
    if lines:
        told = fitting(lines[:_LINES], _BESIDE)
        yield f"\n### {title}\n\n"
        yield from told.values()
        if len(told) < len(lines):
            yield f"- *{more(len(lines) - len(told), lang)}*\n"


def _file(one: FileChange, lang: Lang) -> str:
    return f"- {say(HOW[one.fate], lang)} {_name(one.file)} ({say(SORTS[one.sort], lang)})\n"


def _warnings(groups: Sequence[Sequence[Problem]], lang: Lang) -> list[str]:
    """What is to be looked at, by reason: what to do, and as many places as there is room for, shared out fairly."""
    lines = [_head(group[0], lang) for group in groups]
    heads = fitting(lines[:_LINES], _BESIDE // 2)
    room = _BESIDE - sum(map(len, heads.values()))
    for left, at in zip(range(len(heads), 0, -1), heads, strict=True):
        places = _places(groups[at], lang, room // left - _MORE)
        lines[at] += places
        room -= len(places)
    return lines


def _head(first: Problem, lang: Lang) -> str:
    remedy = _text(say(first.remedy, lang), 600)
    return f"- **{say(SEVERITY[first.severity], lang)}** `{first.code}`{COLON[lang]}{remedy}\n"


def _places(group: Sequence[Problem], lang: Lang, room: int) -> str:
    """Each place with what stands there, and how many more there are."""
    lines = (f"  - {_name(place_of(one))}{COLON[lang]}{_text(say(one.message, lang))}\n" for one in group[:_PLACES])
    told = fitting(lines, room)
    rest = f"  - *{more(len(group) - len(told), lang)}*\n" if len(told) < len(group) else ""
    return "".join((*told.values(), rest))


def _consequence(one: Consequence, lang: Lang) -> str:
    change = f"{_value(one.before, lang)} → {_value(one.after, lang)}"
    return f"- {_title(one.title, lang)} · {say(one.about, lang)}{COLON[lang]}{change}\n"


def _title(title: Text, lang: Lang) -> str:
    return _text(say(title, lang), 120)


def _value(text: Text | None, lang: Lang) -> str:
    return "" if text is None else _text(say(text, lang))


def _record(one: RecordDifference, lang: Lang, site_url: str) -> str:
    """One record's heading, what is to be said beside, and as many of its changes as there is room for."""
    head = "".join(f"{line}\n" for line in _record_head(one, lang, site_url))
    entries = (f"- {_entry(entry, lang)}\n" for entry in one.entries[:_ENTRIES])
    told = fitting(entries, _RECORD - len(head))
    left = len(one.entries) - len(told)
    return "".join((head, *told.values(), f"- *{more(left, lang)}*\n" if left else ""))


def _record_head(one: RecordDifference, lang: Lang, site_url: str) -> Iterator[str]:
    kind = KINDS[one.kind]
    title = _title(one.title, lang)
    if site_url and one.how not in ("removed", "unreadable"):
        title = f"[{title}](<{absolute(site_url, record_path(lang, kind.folder, one.id))}>)"
    yield ""
    yield f"#### {say(HOW[one.how], lang)} · {say(kind.label, lang)} · {title}"
    yield ""
    yield " · ".join((_name(one.file), *(_text(aside) for aside in asides(one, lang))))
    yield ""


def _entry(entry: Entry, lang: Lang) -> str:
    about = f"**{_text(say(entry.about, lang), 200)}**"
    return COLON[lang].join(filter(None, (about, say(entry.happened, lang), _values(entry, lang))))


def _values(entry: Entry, lang: Lang) -> str:
    if entry.before is None or entry.after is None:
        return _value(entry.before or entry.after, lang)
    if entry.is_prose:
        marked = _marked(visible(say(entry.before, lang)), visible(say(entry.after, lang)))
        if len(marked) <= _RECORD // 2:
            return marked
    return f"{_value(entry.before, lang)} → {_value(entry.after, lang)}"


def _marked(before: str, after: str) -> str:
    """Both texts as one, with what is gone and what is new marked."""
    found = excerpt(pieces(before, after), SHORT)
    is_code = any(_MORE_THAN_TEXT.search(text) for text in (before, after, *(piece.text for piece in found)))
    return "".join(_WRAPS[piece.sign].format(_escaped(piece.text, is_code)) for piece in found)
