"""Prints problems: as text for people, as JSON for programs, as annotations for GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from generator.lang import say
from generator.model.parts import Lang
from generator.problems import Problem, is_error, written

_SPACES = "\r\n\u3000\u00a0"

_SEVERITY: Mapping[str, Mapping[str, str]] = {
    "error": {"zh": "错误", "en": "error"},
    "warning": {"zh": "提醒", "en": "warning"},
}


def as_text(problems: Iterable[Problem], lang: Lang) -> str:
    """One paragraph a problem: place, severity and code; reason; remedy."""
    return "".join(
        f"{_place(p)}: {_SEVERITY[p.severity][lang]} [{p.code}]{_pointer(p)}\n"
        f"    {_indented(say(p.message, lang))}\n    → {_indented(say(p.remedy, lang))}\n"
        for p in problems
    )


def as_json(problems: Iterable[Problem], lang: Lang) -> str:
    """A JSON array of the problems in both languages; `text` holds the chosen one."""
    return json.dumps([json_row(p, lang) for p in problems], ensure_ascii=False, indent=2) + "\n"


def json_row(found: Problem, lang: Lang) -> dict[str, Any]:
    """The problem in both languages; `text` holds the chosen one."""
    told = f"{say(found.message, lang)} {say(found.remedy, lang)}"
    return {**msgspec.to_builtins(found), "pointer": json_pointer(found), "text": told}


def as_github(problems: Iterable[Problem], lang: Lang) -> str:
    """GitHub workflow commands, one a problem, that mark the lines of a pull request."""
    return "".join(
        f"::{p.severity} file={_property(p.file)},line={max(p.line, 1)},col={max(p.column, 1)},"
        f"title={_property(p.code)}::{_data(_visible(f'{say(p.message, lang)} {say(p.remedy, lang)}'))}\n"
        for p in problems
    )


FORMATS: Mapping[str, Callable[[Iterable[Problem], Lang], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def summary(problems: Iterable[Problem], records: int, lang: Lang, quotations: tuple[int, int] | None = None) -> str:
    """One line: how many records, errors and warnings; quotations, if any were compared and how many could not be."""
    found = list(problems)
    errors = sum(map(is_error, found))
    warnings = len(found) - errors
    if lang == "zh":
        return f"{records} 条记录，{errors} 个错误，{warnings} 个提醒{_quoted(quotations, lang)}\n"
    return f"{records} records, {errors} errors, {warnings} warnings{_quoted(quotations, lang)}\n"


def _quoted(quotations: tuple[int, int] | None, lang: Lang) -> str:
    if quotations is None:
        return ""
    compared, unarchived = quotations
    if lang == "zh":
        return f"；对照了 {compared} 处引文；{unarchived} 处的出处没有存档"
    return f"; {compared} quotations compared; {unarchived} from sources that are not archived"


def json_pointer(found: Problem) -> str:
    """The problem's place in the data as RFC 6901 writes it."""
    return written(found.pointer)


def _place(found: Problem) -> str:
    return f"{found.file}:{found.line}:{found.column}" if found.line else found.file


def _pointer(found: Problem) -> str:
    return f" {_indented(json_pointer(found))}" if found.pointer else ""


def _visible(text: str) -> str:
    """The text with signs that cannot be seen made visible: one of direction makes a line read otherwise."""
    return "".join(sign if sign.isprintable() or sign in _SPACES else f"\\u{ord(sign):04x}" for sign in text)


def _indented(text: str) -> str:
    """The same with no line of it at the margin, where hosts take one that begins with two colons for a command."""
    return re.sub(r"\r\n?|\n", "\n    ", _visible(text))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
