"""What GitHub makes of a filled issue form, from the form itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from entry.answering import settled
from generator.entry.blanks import Blank, blanks_of
from generator.entry.issueforms import both, compile_issue_forms
from generator.entry.reading import value_of
from generator.yamlio import parse_yaml

SETTINGS = settled()
FORMS: dict[str, Any] = {made.path: parse_yaml(made.data.decode(), made.path) for made in compile_issue_forms(SETTINGS)}


def body_of(kind: str, answers: Mapping[str, str]) -> str:
    """The Markdown of a form for this kind that was filled so."""
    blanks = {blank.key: blank for blank in blanks_of(kind, SETTINGS)}
    parts = [_part(element, blanks, answers) for element in FORMS[f"record-{kind}.yml"]["body"]]
    return "\n\n".join(part for part in parts if part)


def report(name: str) -> str:
    """The Markdown of a report, of a mistake or of data to take down."""
    body = [element for element in FORMS[f"{name}.yml"]["body"] if element["type"] != "markdown"]
    return "\n\n".join(_section(one, one["attributes"].get("options", ["text"])[0]) for one in body[:-1])


def _part(element: Any, blanks: Mapping[str, Blank], answers: Mapping[str, str]) -> str:
    if element["type"] == "markdown":
        return ""
    if element["id"] == "record_kind":
        return _section(element, element["attributes"]["options"][0])
    if element["id"] == "promise":
        return _section(element, f"- [X] {element['attributes']['options'][0]['label']}")
    blank = blanks[element["id"]]
    given = answers.get(blank.key, "")
    return _section(element, _shown(blank, given) if given or blank.takes == "choices" else "_No response_")


def _shown(blank: Blank, given: str) -> str:
    """The answer as GitHub shows it: boxes, ticked or not, a choice by its name, a text as it is."""
    if not blank.choices:
        return given
    found = value_of(blank, given)
    if blank.takes == "choices":
        chosen = found if isinstance(found, list) else []
        return "\n".join(f"- [{'X' if one.id in chosen else ' '}] {both(one.label)}" for one in blank.choices)
    wanted = {True: "true", False: "false"}.get(found, found) if isinstance(found, bool) else found
    return next(both(choice.label) for choice in blank.choices if choice.id == wanted)


def _section(element: Any, text: str) -> str:
    return f"### {element['attributes']['label']}\n\n{text}"
