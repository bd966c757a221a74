"""A comparison as JSON, in both languages, whole: what it promises stands in tests/differences/diff.schema.json."""

from __future__ import annotations

import json
from typing import Any

from generator.differences.entries import UNSEEN, Entry
from generator.differences.records import RecordDifference
from generator.differences.result import Comparison
from generator.differences.visible import visible
from generator.model.parts import Text
from generator.problems import Problem, is_error, written

VERSION = 1
"""The version of the shape: keys are added within one, none goes or changes its meaning."""


def as_json(found: Comparison) -> str:
    """Everything that the comparison tells."""
    errors = sum(map(is_error, found.warnings))
    shape = {
        "version": VERSION,
        "span": visible(found.span),
        "base": found.base,
        "head": found.head,
        "as_of": found.as_of,
        "counts": found.counts,
        "errors": errors,
        "warnings": [_warning(one) for one in found.warnings],
        "records": [_record(one) for one in found.records],
        "consequences": [
            {
                "kind": one.kind,
                "id": one.id,
                "title": _text(one.title),
                "about": _text(one.about),
                "before": _text(one.before),
                "after": _text(one.after),
            }
            for one in found.consequences
        ],
        "files": [one._asdict() for one in found.files],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def _warning(one: Problem) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity,
        "file": visible(one.file),
        "line": one.line,
        "column": one.column,
        "pointer": visible(written(one.pointer)),
        "message": _text(one.message),
        "remedy": _text(one.remedy),
    }


def _record(one: RecordDifference) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "id": visible(one.id),
        "title": _text(one.title),
        "file": visible(one.file),
        "how": one.how,
        "seen_by_readers": one.is_seen,
        "was_id": one.was_id,
        "was_file": one.was_file,
        "known_by": one.known_by,
        "changes": [_entry(entry) for entry in one.entries],
    }


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "what": one.what,
        "seen_by_readers": one.what not in UNSEEN,
        "pointer": visible(written(one.pointer)),
        "about": _text(one.about),
        "happened": _text(one.happened),
        "before": None if one.before is None else _text(one.before),
        "after": None if one.after is None else _text(one.after),
    }


def _text(text: Text) -> dict[str, str]:
    return {"zh": visible(text.zh), "en": visible(text.en or text.zh)}
