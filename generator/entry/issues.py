"""The body of an issue back into answers: Markdown that GitHub makes of a filled form, and that anybody may edit.

A heading counts where it is one of the form's, in the form's order; every other line is text. Nothing but answers comes
of it: no path, no name of a file, and no markup that is carried out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.entry.blanks import Blank, blanks_of
from generator.entry.interview import in_order
from generator.entry.issueforms import CORRECTION, MARK, PROMISE, TAKE_DOWN, both, kind_option
from generator.entry.reading import clean, words_of
from generator.forms.texts import with_plain_line_ends
from generator.model.records import KINDS
from generator.personal import masked
from generator.problems import Place, Problem, problem
from generator.settings import Settings

SIZE_LIMIT = 128 * 1024
"""The most bytes of a body that are read; GitHub takes 65,536 characters."""

NO_ANSWER = "_No response_"
_SIGN = "### "
_BOX = re.compile(r"[-*] \[([ xX])\] (.*)\Z")


class FilledIssue(NamedTuple):
    """What a body says: the kind of record, its answers by the blanks' keys, and what is wrong with it."""

    kind: str
    answers: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_issue(text: str, settings: Settings, kind: str | None, place: Place) -> FilledIssue:
    """The answers in a body, and why there are none; `kind` where the body itself need not say it."""
    lines = with_plain_line_ends(text).split("\n")
    found = kind or _kind_in(lines)
    if found in (both(CORRECTION), both(TAKE_DOWN)):
        return FilledIssue("", {}, (problem("issue-correction", place),))
    if found not in KINDS:
        return FilledIssue("", {}, (problem("issue-kind-unknown", place),))
    blanks = in_order(blanks_of(found, settings))
    labels = [both(MARK), *(both(blank.label) for blank in blanks), both(PROMISE)]
    sections, before = _sections(lines, labels)
    answers = {blank.key: answer for blank in blanks if (answer := _answer(blank, sections.get(both(blank.label), ())))}
    doubts = tuple(_twice(lines, labels, place)) or (*_absent(blanks, sections, place), *_stray(before, place))
    promised = _ticked(sections.get(both(PROMISE), ()))
    told = (*doubts, *(() if promised else (problem("issue-unpromised", place),)))
    return FilledIssue(found, answers, told)


def _kind_in(lines: Sequence[str]) -> str:
    """What stands under the first heading, if that is the form's own."""
    headings = [i for i, line in enumerate(lines) if _heading(line) is not None]
    first = headings[0] if headings else len(lines)
    if first == len(lines) or _heading(lines[first]) != both(MARK):
        return ""
    said = next((line.strip() for line in lines[first + 1 :] if line.strip()), "")
    return next((kind for kind in KINDS if kind_option(kind) == said), said)


def _heading(line: str) -> str | None:
    return line[len(_SIGN) :].strip() if line.startswith(_SIGN) else None


def _sections(lines: Sequence[str], labels: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The lines under each of the form's headings, those that stand in order, and the lines before the first."""
    order = {label: i for i, label in enumerate(labels)}
    sections: dict[str, list[str]] = {}
    before: list[str] = []
    current, under = -1, before
    for line in lines:
        place = order.get(_heading(line) or "", -1)
        if place > current:
            current, under = place, sections.setdefault(labels[place], [])
        else:
            under.append(line)
    return sections, before


def _answer(blank: Blank, lines: Sequence[str]) -> str:
    """The answer as it is read elsewhere; nothing where nothing was said."""
    if blank.takes == "choices":
        return "\n".join(_ticked(lines))
    text = clean("\n".join(lines))
    return "" if text == NO_ANSWER or (blank.choices and text == "None") else text


def _ticked(lines: Sequence[str]) -> tuple[str, ...]:
    boxes = (_BOX.match(line.strip()) for line in lines)
    return tuple(box[2].strip() for box in boxes if box and box[1] != " ")


# -- what is doubtful -------------------------------------------------------------------------------------------------


def _twice(lines: Sequence[str], labels: Sequence[str], place: Place) -> Iterator[Problem]:
    counted = Counter(_heading(line) for line in lines)
    for label in labels:
        if counted[label] > 1:
            yield problem("issue-heading-twice", place, value=label)


def _absent(blanks: Sequence[Blank], sections: Mapping[str, Sequence[str]], place: Place) -> Iterator[Problem]:
    for blank in blanks:
        if both(blank.label) not in sections:
            yield problem("issue-heading-missing", place, pointer=(blank.key,), words=words_of(blank))


def _stray(before: Sequence[str], place: Place) -> Iterator[Problem]:
    text = clean("\n".join(before))
    if text:
        yield problem("issue-text-before", place, value=masked(text))
