"""The blanks of a kind as a form like any other, to be filled in Word or Excel, and its answers as ours."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.entry.blanks import Blank, Takes, blanks_of
from generator.entry.interview import in_order
from generator.entry.issueforms import described
from generator.forms.answers import SECURITY_REVIEW, Answer, Answers
from generator.model.parts import Field, Option, Section, Source, Text
from generator.model.records import KINDS, Form
from generator.settings import Settings

PREFIX = "record-"
"""Before the kind, what a filled file names as its form."""

MADE_ON = "2000-01-01"
"""The same bytes for the same blanks: such a form has no day of its own."""

_TYPES: Mapping[Takes, str] = MappingProxyType(
    {
        "lines": "long_text",
        "items": "long_text",
        "parties": "long_text",
        "choice": "choice",
        "choices": "choices",
        "day": "date",
        "number": "number",
    }
)
"""How a blank is filled; whatever is not here is one line of text."""

_RECORD = Text(zh="记录", en="The record")
_SOURCE = Text(zh="出处", en="Where it comes from")


def sheet_of(kind: str, settings: Settings) -> Form:
    """The form in which a record of this kind is written."""
    label, site = KINDS[kind].label, settings.site
    blanks = in_order(blanks_of(kind, settings))
    own = [_field(blank) for blank in blanks if blank.steps[0] != "sources"]
    source = [_field(blank) for blank in blanks if blank.steps[0] == "sources"]
    return Form(
        id=f"{PREFIX}{kind}",
        title=Text(zh=f"{label.zh}录入表", en=f"Sheet for a record: {(label.en or kind).lower()}"),
        sources=(Source(id="site", title=site.title, issuer=site.publisher),),
        updated_on=MADE_ON,
        programme="none",
        official=True,
        sections=(
            Section(id="record", title=_RECORD, fields=tuple(own)),
            Section(id="source", title=_SOURCE, fields=tuple(source)),
        ),
    )


def kind_in(form_id: str | None) -> str | None:
    """The kind whose sheet a file says it is."""
    kind = (form_id or "").removeprefix(PREFIX)
    return kind if kind in KINDS and form_id == f"{PREFIX}{kind}" else None


def texts_in(answers: Answers) -> dict[str, str]:
    """The answers of a filled sheet as those of the blanks."""
    return {key: _text(value) for key, value in answers.values.items() if key != SECURITY_REVIEW}


def _text(value: Answer) -> str:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _field(blank: Blank) -> Field:
    return Field(
        id=blank.key,
        label=blank.label,
        type=_TYPES.get(blank.takes, "text"),
        required=blank.required,
        options=tuple(Option(id=choice.id, label=choice.label) for choice in blank.choices),
        help=described(blank),
    )
