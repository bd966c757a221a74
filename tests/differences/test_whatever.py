"""Whatever two files hold, a comparison is made of them in every form, and nothing in it acts."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from differences.made import words
from differences.rendered import ACTING, OURS, rendered
from differences.test_json import SCHEMA
from differences.test_walk import REAL, changed_somewhere
from generator.differences.jsonform import as_json
from generator.differences.markdown import LIMIT, as_markdown
from generator.differences.pairs import Pair
from generator.differences.records import compared, in_order
from generator.differences.result import Comparison
from generator.differences.risks import Context, by_weight, gone_at_once, risks_of, with_notices
from generator.differences.text import as_text
from generator.documents import Document, document_of
from generator.model.parts import LANGS

HOSTILE = st.sampled_from(["@admin", "https://x.example", "<b>", "`", "2025-02-30", "", "-->", "13912345678"])
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | HOSTILE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(HOSTILE, inner, max_size=3),
    max_leaves=6,
)
PARTS = st.sampled_from(
    [
        {"zh": "@admin", "en": "x"}, {"wan": 0}, {"yuan": {"min": 5}}, {"yi": 1e300}, {"text": {"zh": "y"}},
        {"kind": "guide", "id": "@x"}, {"closes": "2025-01-01T99:99"}, {"url": "http://[::1"}, "9999-12-31",
    ]
)  # fmt: skip


def changed(document: Document, value: Any, chance: Any) -> Document:
    key = chance.choice(sorted(document.data))
    data = {**document.data, key: changed_somewhere(document.data[key], value, chance)}
    return document_of(document.file, document.kind, document.id, data)


@given(st.sampled_from(REAL), ODD | PARTS, ODD | PARTS, st.randoms(use_true_random=False))
def test_whatever_two_files_hold(document: Document, one: Any, other: Any, chance: Any) -> None:
    before, after = changed(document, one, chance), changed(document, other, chance)
    found = compared((Pair(before, after), Pair(before, None), Pair(None, after)), words())
    warnings = by_weight((*gone_at_once(found), *risks_of(found, Context(words(), "2025-07-01"))))
    records = in_order(with_notices((each.difference for each in found), warnings, frozenset()))
    whole = Comparison("HEAD", "0" * 40, None, "2025-07-01", records, warnings=warnings)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(as_json(whole)))
    for lang in LANGS:
        assert as_text(whole, lang).encode()
        shown = rendered(as_markdown(whole, lang))
        assert set(shown.tags) <= OURS
        assert shown.targets == ()
        assert ACTING.findall(shown.open_text) == []
        assert len(as_markdown(whole, lang)) <= LIMIT
