"""What contributors are told: a problem is a value with a stable code, a place, a reason and a remedy in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from generator.model.parts import Part, Text
from generator.problems.deceptive import DECEPTIVE
from generator.problems.entry import ENTRY
from generator.problems.faults import FAULTS
from generator.problems.filled import FILLED as OF_FORMS
from generator.problems.findings import FINDINGS
from generator.problems.hosting import DOMAINS, HOSTING
from generator.problems.intake import INTAKE
from generator.problems.links import LINKS
from generator.problems.others import OTHERS
from generator.problems.review import REVIEW
from generator.problems.rewriting import REWRITING, VERSIONS
from generator.problems.site import SITE
from generator.problems.translated import RETURNED, TRANSLATED
from generator.problems.wording import Severity, Wording
from generator.unseen import written_out

Pointer: TypeAlias = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a problem stands: a file by its path from the project's folder, and lines and columns from 1 (0: the whole file)."""

    file: str
    line: int = 0
    column: int = 0


class Problem(Part, frozen=True, kw_only=True):
    """Something a contributor can mend."""

    code: str
    severity: Severity
    file: str
    line: int = 0
    column: int = 0
    pointer: Pointer = ()
    value: str | None = None
    message: Text
    remedy: Text


_CHECKED: tuple[Mapping[str, Wording], ...] = (
    FAULTS,
    FINDINGS,
    OTHERS,
    DECEPTIVE,
    TRANSLATED,
    DOMAINS,
    VERSIONS,
    SITE,
)
"""What a check of the records tells."""

_SENT: tuple[Mapping[str, Wording], ...] = (
    OF_FORMS,
    INTAKE,
    ENTRY,
    RETURNED,
    REVIEW,
    LINKS,
    HOSTING,
    REWRITING,
)
"""What is told of files that people send, of commands' other input, and of what changes."""

OCCASIONS: Mapping[str, Mapping[str, Wording]] = MappingProxyType(
    {
        occasion: MappingProxyType({code: wording for table in tables for code, wording in table.items()})
        for occasion, tables in (("checked", _CHECKED), ("sent", _SENT))
    }
)
"""Every code by the occasion on which it is told: a check of the records, and whatever else is run."""

CODES: Mapping[str, Wording] = MappingProxyType({**OCCASIONS["checked"], **OCCASIONS["sent"]})

FILLED: frozenset[str] = frozenset(code for table in _SENT for code in table)
"""The codes of what people send: filled forms and tables."""

EXEMPTIBLE: frozenset[str] = frozenset({*FINDINGS, "quote-not-found"})
"""The codes that an exemption may name; an archived text may be shorter than the document that is quoted."""


def problem(
    code: str,
    place: Place,
    *,
    pointer: Pointer = (),
    value: object = None,
    words: Mapping[str, object] = MappingProxyType({}),
    severity: Severity | None = None,
    **details: object,
) -> Problem:
    """The problem `code` at `place`, worded with `value`, `words` and `details`; `severity` where the code's own is too strong."""
    wording = CODES[code]
    shown = None if value is None else _shown(value)
    filled = {"value": shown or "", **{name: written_out(str(detail)) for name, detail in {**words, **details}.items()}}
    return Problem(
        code=code,
        severity=severity or wording.severity,
        file=place.file,
        line=place.line,
        column=place.column,
        pointer=pointer,
        value=shown,
        message=_filled(wording.message, filled),
        remedy=_filled(wording.remedy, filled),
    )


def nearest(value: str, known: Iterable[str]) -> dict[str, str]:
    """Advice in both languages: the nearest of the known words, or else the words themselves, at most twenty."""
    choices = list(known)
    close = get_close_matches(value, choices, n=1, cutoff=0.6)
    if close:
        return {"advice": f"是不是“{close[0]}”？", "advice_en": f"Did you mean “{close[0]}”?"}
    listed = ", ".join(choices[:20]) + (" …" if len(choices) > 20 else "")
    return {"advice": f"可用的有：{listed}。", "advice_en": f"There are: {listed}."}


def among(value: str, known: Iterable[str]) -> dict[str, str]:
    """Advice for a choice in both languages: the nearest of the known words where one is near, and all of them."""
    choices = list(known)
    close = get_close_matches(value, choices, n=1, cutoff=0.6)
    listed = ", ".join(choices)
    zh, en = (f"是不是“{close[0]}”？", f"Did you mean “{close[0]}”? ") if close else ("", "")
    return {"advice": f"{zh}可用的有：{listed}。", "advice_en": f"{en}There are: {listed}."}


def written(pointer: Pointer) -> str:
    """The pointer as RFC 6901 writes it."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file, line and code, each once; two that differ in words alone are two."""
    unique = {(p.file, p.line, p.column, p.code, p.pointer, p.value, p.message.zh): p for p in problems}
    return tuple(unique[k] for k in sorted(unique, key=lambda k: (*k[:4], str(k[4]), k[5] or "", k[6])))


def is_error(found: Problem) -> bool:
    """Whether the record must be left out."""
    return found.severity == "error"


def _filled(text: Text, words: Mapping[str, str]) -> Text:
    return Text(zh=text.zh.format_map(words), en=(text.en or text.zh).format_map(words))


def _shown(value: object) -> str:
    """The value on one line, at most 80 characters, with invisible characters made visible."""
    line = written_out(value if isinstance(value, str) else repr(value))
    return line if len(line) <= 80 else line[:77] + "…"
