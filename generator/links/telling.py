"""What a look at links found: JSON for programs, and Markdown for one issue that stays up to date."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.lang import say
from generator.model.parts import Lang
from generator.problems import Problem, is_error, written
from generator.report import json_row
from generator.unseen import written_out

MARK = "<!-- zhangbang-links -->"
"""The first line of the Markdown, by which a workflow finds its issue again."""

LONGEST = 60_000
"""Characters of Markdown, below the 65,536 that GitHub takes as one text."""


class Told(NamedTuple):
    """What was looked at and what was wrong."""

    problems: tuple[Problem, ...]
    files: int = 0
    links: int = 0
    asked: int = 0


HEADINGS: Mapping[str, Mapping[Lang, str]] = {
    "href-": {"zh": "网站里的链接", "en": "Links within the site"},
    "address-gone": {"zh": "已经没有的网页", "en": "Pages that are gone"},
    "address-failing": {"zh": "打不开的网页", "en": "Pages that do not open"},
    "address-certificate": {"zh": "证书有问题的网页", "en": "Pages whose certificate does not hold"},
    "address-unsafe": {"zh": "没有去问的地址", "en": "Addresses that were not asked"},
    "address-moved": {"zh": "永久搬走的网页", "en": "Pages that moved for good"},
    "address-refused": {"zh": "不回答程序的网页", "en": "Pages that do not answer programs"},
    "allowed-": {"zh": "允许清单", "en": "The list of what is allowed"},
}
"""The parts of the Markdown in their order, by what their codes begin with."""

LONGEST_LINE = 400
"""Characters of one problem in the Markdown."""

_FINE: Mapping[Lang, str] = {"zh": "没有断开的链接。", "en": "No link is broken."}
_REST: Mapping[Lang, str] = {
    "zh": "还有 {n} 项，这里放不下；在本机运行 zhangbang links --external 可看全部。",
    "en": "{n} more have no room here: zhangbang links --external tells all of them.",
}


def sum_of(told: Told, lang: Lang) -> str:
    """One line: how much was looked at, and how much of it is wrong."""
    errors = sum(map(is_error, told.problems))
    warnings = len(told.problems) - errors
    if lang == "zh":
        asked = f"，问了 {told.asked} 个外部地址" if told.asked else ""
        return f"{told.files} 个文件，{told.links} 个链接{asked}；{errors} 个错误，{warnings} 个提醒\n"
    asked = f", {told.asked} addresses elsewhere asked" if told.asked else ""
    return f"{told.files} files, {told.links} links{asked}; {errors} errors, {warnings} warnings\n"


def as_json(told: Told, lang: Lang) -> str:
    """What was looked at, how often each code was found, and the problems in both languages."""
    rows = [json_row(p, lang) for p in told.problems]
    found = {
        "files": told.files,
        "links": told.links,
        "asked": told.asked,
        "counts": dict(sorted(Counter(p.code for p in told.problems).items())),
        "problems": rows,
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_markdown(told: Told, lang: Lang) -> str:
    """The mark, the sum, and a list for each sort of problem, cut where one text may not be longer."""
    head = f"{MARK}\n{sum_of(told, lang)}"
    if not told.problems:
        return f"{head}\n{_FINE[lang]}\n"
    lines = list(_lines(told.problems, lang))
    kept = _fitting(lines, LONGEST - len(head) - 200)
    left = sum(line.startswith("- ") for line in lines[kept:])
    rest = f"\n{_REST[lang].format(n=left)}\n" if left else ""
    return f"{head}{''.join(lines[:kept])}{rest}"


def _lines(problems: Sequence[Problem], lang: Lang) -> Iterator[str]:
    def part(found: Problem) -> int:
        return next(i for i, start in enumerate(HEADINGS) if found.code.startswith(start))

    for i, group in groupby(sorted(problems, key=part), key=part):
        yield f"\n### {list(HEADINGS.values())[i][lang]}\n\n"
        for found in group:
            yield f"- `{_place(found)}` {_plain(_short(say(found.message, lang)))}\n"


def _short(text: str) -> str:
    """The text, cut where one address would take the room of others."""
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"


def _fitting(lines: Sequence[str], room: int) -> int:
    """How many of the lines fit."""
    for i, line in enumerate(lines):
        room -= len(line)
        if room < 0:
            return i
    return len(lines)


def _place(found: Problem) -> str:
    place = f"{found.file}:{found.line}" if found.line else found.file
    return written_out(f"{place} {written(found.pointer)}".strip()).replace("`", "'")


def _plain(words: str) -> str:
    """Words of strangers' files that neither mention anybody nor become markup."""
    shown = "".join(f"\\{sign}" if sign in "\\`*_[]<>|~" else sign for sign in words)
    return shown.replace("@", "@\u200b")


FORMATS: Mapping[str, Callable[[Told, Lang], str]] = {"json": as_json, "markdown": as_markdown}
"""The ways beside text, which is that of every command."""
