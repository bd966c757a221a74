"""A form's page: what it asks, and the same form to be filled in the reader's browser; nothing typed leaves it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby, islice
from typing import Any, NamedTuple

from generator.forms.answers import SECURITY_FIELD, every_field, fields_of, options_of, version_of
from generator.forms.files import offers
from generator.forms.layout import Cell, Table, layout_of
from generator.forms.numbers import decimal_text
from generator.forms.printed import name_of, promise_of
from generator.lang import say
from generator.model.parts import Condition, Field, Section, Text
from generator.model.records import Form
from generator.money import in_yuan
from generator.render.assets import widths_path
from generator.render.view import View

WORDS = (
    "empty", "empty_choice", "empty_choices", "empty_tick", "empty_rows", "bad_number", "bad_number_unit",
    "bad_date", "bad_postcode", "bad_phone", "bad_email", "bad_option", "other_empty", "other_unticked",
    "credit_length", "credit_character", "credit_check", "too_long", "few_rows", "many_rows", "counted",
    "counted_over", "sum", "sum_difference", "most", "most_share", "most_cap", "most_unknown", "row_n",
    "remove_n", "row_added", "row_removed", "in_row", "comma", "hard_n", "soft_n", "all_right", "draft_kept",
    "draft_back", "draft_old", "draft_broken", "draft_forbidden", "draft_full", "draft_elsewhere", "cleared",
    "made", "made_with_faults", "failed", "opened", "opened_part", "opened_other_form", "opened_other_version",
    "opened_not_ours", "opened_too_large", "prefilled", "left_out", "left_out_none", "record_blocked", "mobile",
    "repeated", "undo", "undone", "colon",
)  # fmt: skip
"""The words that the browser fills in, as labels `form_…`."""

FORMATS, OFFERS = ("docx", "pdf", "xlsx"), ("docx", "json", "yml")
"""The formats of blank files, and those of filled ones, each with its label `form_file_…` and `form_make_…`."""

LABELS = frozenset(
    {f"form_{word}" for word in WORDS}
    | {f"form_file_{name}" for name in FORMATS}
    | {f"form_make_{name}" for name in OFFERS}
)
"""The labels whose names are put together here."""

SCRIPTS = (
    "files.js", "sha256.js", "formcheck.js", "formanswers.js", "formpaper.js", "formdocx.js", "formrecord.js",
    "formfiles.js", "forms.js",
)  # fmt: skip
"""What a form's page loads, in this order."""


ADDING = frozenset({"le", "ge", "eq"})
"""How sums are compared."""


class Block(NamedTuple):
    """Neighbours that share a heading, and the conditions whose sum is shown below them."""

    group: Text | None
    fields: tuple[Field, ...]
    sums: tuple[Condition, ...]


class Part(NamedTuple):
    """A section as it is filled."""

    section: Section
    blocks: tuple[Block, ...]


class Grid(NamedTuple):
    """A table of the printed form: the widths of its columns in hundredths, and each row's cells with their spans."""

    widths: tuple[int, ...]
    rows: tuple[tuple[tuple[Cell, int], ...], ...]


def form_values(v: View, form: Form) -> Mapping[str, Any]:
    """What the form's template needs besides the record."""
    files = v.site.form_files.get(form.id)
    return {
        "files": [(file, _size(v, file.size)) for file in files.offered] if files else [],
        "parts_script": v.to(files.parts) if files and files.parts else "",
        "scripts": SCRIPTS,
        "fill": files is not None and files.parts is not None,
        "data": json.dumps(payload(v, form), ensure_ascii=False, sort_keys=True),
        "private": any(field.is_private for field in every_field(form)),
        "parts": tuple(_parts(form)),
        "most": {c.left[0]: c for c in form.conditions if _limits_one(c)},
        "security": SECURITY_FIELD,
        "promise": promise_of(SECURITY_FIELD),
        "options_of": options_of,
        "paper": layout_of(form),
        "grid_of": grid_of,
        "widths": v.to(widths_path()),
        "offers": offers_of(form),
    }


def _size(v: View, size: int) -> str:
    """A file's size in whole kilobytes, at least one."""
    return v.L("form_size_kb", n=max(1, round(size / 1000)))


def grid_of(table: Table) -> Grid:
    """The table's grid on the page: a column begins where a cell does, and nowhere else, as HTML wants it."""
    rows = tuple(_placed(table))
    begins = sorted({columns[0] for row in rows for _, columns in row})
    ends = (*begins[1:], table.columns)
    widths = tuple(sum(table.widths[begin:end]) for begin, end in zip(begins, ends, strict=True))
    spans = tuple(tuple((cell, len({*columns} & {*begins})) for cell, columns in row) for row in rows)
    return Grid(widths, spans)


def _placed(table: Table) -> Iterator[tuple[tuple[Cell, tuple[int, ...]], ...]]:
    """Each row's cells with the columns of the layout that they lie in."""
    left = [0] * table.columns
    for row in table.rows:
        free = iter([i for i, rows in enumerate(left) if not rows])
        left = [max(0, rows - 1) for rows in left]
        placed = [(cell, tuple(islice(free, cell.span))) for cell in row]
        for cell, columns in placed:
            for column in columns:
                left[column] = cell.down - 1
        yield tuple(placed)


def offers_of(form: Form) -> tuple[str, ...]:
    """The formats in which the browser gives what was filled in."""
    word = ("docx",) if offers(form, "docx") else ()
    return (*word, "json", *(("yml",) if form.becomes else ()))


def payload(v: View, form: Form) -> dict[str, Any]:
    """The definition as the browser reads it, with its words."""
    return {
        "id": form.id,
        "version": version_of(form),
        "title": form.title.zh,
        "fields": [field_data(v, field) for field in (*fields_of(form), SECURITY_FIELD)],
        "conditions": [_condition(v, condition) for condition in form.conditions],
        "words": {word: v.L(f"form_{word}") for word in WORDS},
        **({"record": _record(v, form)} if form.becomes else {}),
    }


def _record(v: View, form: Form) -> dict[str, str]:
    """What of a draft the form's call decides."""
    call = v.guide(form) or v.programme(form)
    return {
        "prefix": form.guide or form.id,
        "region": call.region if call else "",
        "title_en": form.title.en or form.title.zh,
    }


def field_data(v: View, field: Field) -> dict[str, Any]:
    """A field as the browser reads it; what is empty or false is left out."""
    given: dict[str, Any] = {
        "id": field.id,
        "type": field.type,
        "label": say(field.label, v.lang),
        "name": name_of(field).zh,
        "group": say(field.group, v.lang),
        "maps_to": field.maps_to,
        "unit": field.unit,
        "limit": field.limit,
        "required": field.required,
        "personal": field.personal,
        "internal": field.internal,
        "other": field.other,
        "options": [[option.id, say(option.label, v.lang), option.label.zh] for option in options_of(field)],
        "columns": [field_data(v, column) for column in field.columns],
        "rows_min": field.rows_min,
        "rows_max": field.rows_max,
    }
    return {key: value for key, value in given.items() if value not in (None, False, [], "")}


def _condition(v: View, condition: Condition) -> dict[str, Any]:
    bounds = in_yuan(condition.cap) if condition.cap else None
    given = {
        "id": condition.id,
        "left": condition.left,
        "right": condition.right,
        "comparator": condition.comparator,
        "option": condition.option,
        "strength": condition.strength,
        "message": say(condition.message, v.lang),
        "rate": None if condition.rate is None else decimal_text(Decimal(str(condition.rate))),
        "cap": decimal_text(Decimal(bounds.high)) if bounds and bounds.high is not None else None,
        "cap_text": v.money(condition.cap) if condition.cap else None,
    }
    return {key: value for key, value in given.items() if value is not None}


def _parts(form: Form) -> Iterator[Part]:
    sums = tuple(_summed(form.conditions))
    for section in form.sections:
        yield Part(section, tuple(_blocks(section.fields, sums)))


def _blocks(fields: Sequence[Field], sums: Sequence[Condition]) -> Iterator[Block]:
    for group, members in groupby(fields, lambda field: field.group):
        held = tuple(members)
        last = {field.id for field in held}
        yield Block(group, held, tuple(c for c in sums if c.left[-1] in last))


def _summed(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """The conditions that add fields up; two that add the same are shown once."""
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for condition in conditions:
        key = (condition.left, condition.right)
        adds = condition.comparator in ADDING and len(condition.left) > 1 and condition.rate is None
        if adds and condition.right and key not in seen:
            seen.add(key)
            yield condition


def _limits_one(condition: Condition) -> bool:
    """Whether it says the most that one field may be."""
    named = condition.rate is not None or condition.cap is not None
    return len(condition.left) == 1 and condition.comparator == "le" and named
