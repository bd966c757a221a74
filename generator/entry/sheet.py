"""The blanks of a kind as a form like any other, to be filled in Word or Excel, and its answers as ours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.entry.blanks import Blank, Takes, blanks_of
from generator.entry.hints import described
from generator.entry.interview import in_order
from generator.forms.answers import SECURITY_REVIEW, Answer, Answers
from generator.model.parts import Field, Option, Section, Source, Text
from generator.model.records import KINDS, Form
from generator.rules.form_names import LONGEST
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

MOST = 30
"""A sheet shows at most so many choices."""

_BRIEF: Mapping[Takes, Text] = MappingProxyType(
    {
        "amount": Text(zh="写明单位", en="with its unit"),
        "reference": Text(zh="本站编号", en="its identifier here"),
        "party": Text(zh="名称或编号", en="name or identifier"),
    }
)
_BY_NAME = Text(zh="写名称", en="by name")
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


def texts_in(answers: Answers, blanks: Iterable[Blank]) -> dict[str, str]:
    """The answers of a filled sheet as those of the blanks."""
    chosen = {(blank.key, option_of(blank, one.id)): one.id for blank in blanks for one in blank.choices}
    return {
        key: "\n".join(chosen.get((key, part), part) for part in _parts(value))
        for key, value in answers.values.items()
        if key != SECURITY_REVIEW
    }


def option_of(blank: Blank, choice: str) -> str:
    """How a sheet names a choice: by its id, or by a digest of it where no bookmark of Word's could hold that."""
    whole = f"zb_{blank.key}__{choice}"
    return choice if len(whole) <= LONGEST else hashlib.sha256(choice.encode()).hexdigest()[:12]


def is_listed(blank: Blank) -> bool:
    """Whether the choices are so many that a sheet asks for their names instead of showing them all."""
    return len(blank.choices) > MOST


def _parts(value: Answer) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _field(blank: Blank) -> Field:
    options = () if is_listed(blank) else blank.choices
    many = "long_text" if blank.takes == "choices" else "text"
    return Field(
        id=blank.key,
        label=_label(blank),
        type=many if is_listed(blank) else _TYPES.get(blank.takes, "text"),
        required=blank.required,
        options=tuple(Option(id=option_of(blank, choice.id), label=choice.label) for choice in options),
        help=described(blank),
    )


def _label(blank: Blank) -> Text:
    """The label, with how to answer behind it: beside a short line there is room for nothing else."""
    brief = _BY_NAME if is_listed(blank) else _BRIEF.get(blank.takes)
    if brief is None:
        return blank.label
    return Text(zh=f"{blank.label.zh}（{brief.zh}）", en=f"{blank.label.en} ({brief.en})")
