"""Small forms made for tests, and the fixture's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from conftest import FIXTURE, REPOSITORY
from small import data

from generator.forms.answers import Answers, version_of
from generator.model.records import Form, record_from
from generator.yamlio import parse_yaml


def form_of(*fields: dict[str, Any], sentences: list[dict[str, Any]] | None = None, **keys: Any) -> Form:
    """A form with one section of these fields; a field needs no more than its id."""
    written = [{"label": {"zh": field["id"].upper()}, "type": "text", **field} for field in fields]
    section = {"id": "all", "title": {"zh": "全部"}, "fields": written}
    if sentences:
        section["sentences"] = sentences
    return cast(Form, record_from("form", data("form", sections=[section], **keys)))


def form_with_columns(count: int) -> Form:
    """A form with one field whose rows have so many columns, beside that of their numbers."""
    columns = [{"id": f"c{i}", "label": {"zh": f"第{i}栏"}, "type": "text"} for i in range(count)]
    return form_of({"id": "many", "type": "rows", "columns": columns})


def filled(form: Form, values: Mapping[str, Any]) -> Answers:
    """Answers to the form in its present version."""
    return Answers(form.id, version_of(form), values)


def _forms_in(project: Path) -> list[Form]:
    paths = sorted((project / "content/forms").glob("*.yml"))
    return [cast(Form, record_from("form", cast(Any, parse_yaml(path.read_text("utf-8"), "")))) for path in paths]


FORMS = _forms_in(FIXTURE)
"""The fixture's forms, which between them hold every kind of field."""

REAL = _forms_in(REPOSITORY)
"""The forms of the reference site."""
