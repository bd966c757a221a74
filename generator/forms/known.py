"""What the records around a form tell of its answers, for its page to fill in when it is opened from one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.catalog import Catalog, guide_of, programme_of
from generator.forms.prefill import prefilled
from generator.model.parts import RecordId
from generator.model.records import Challenge, Form, Guide, Record

CLAIMANTS = frozenset({"solver", "any"})
"""Whose forms speak of a challenge that is published."""


def prefills_of(catalog: Catalog, form: Form) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """By `kind/id`, what each record around the form tells, where it tells anything: its title, and the answers."""
    for record in records_around(catalog, form):
        values = prefilled(form, record, catalog).values
        if values:
            title = {"zh": record.title.zh, "en": record.title.en or record.title.zh}
            yield f"{record.kind}/{record.id}", {"title": title, "answers": values}


def records_around(catalog: Catalog, form: Form) -> Iterator[Challenge | Guide]:
    """The form's guide; for who claims, also the challenges of that guide, of its programme where it names none."""
    guide = catalog.find(Guide, form.guide)
    if guide is not None:
        yield guide
    if form.audience not in CLAIMANTS:
        return
    for challenge in catalog.of(Challenge).values():
        own = guide_of(catalog, challenge) is guide if guide else _programme(catalog, challenge) == form.programme
        if own and challenge.withdrawn is None:
            yield challenge


def _programme(catalog: Catalog, record: Record) -> RecordId | None:
    found = programme_of(catalog, record)
    return found.id if found else None
