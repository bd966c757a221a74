"""What a record's data asks of other records is found wherever it stands, whatever shape the data has."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import data, document

from generator.documents import (
    REFERENCE_KEYS,
    Document,
    Reference,
    document_of,
    form_in,
    groups_of,
    packed,
    record_of,
    texts_of,
)
from generator.model.records import KINDS

ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                (*REFERENCE_KEYS, "formerly", "target", "withdrawn", "replaced_by", "rules", "track", "id")
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
"""Data of any shape under keys that mean something."""


def read(kind: str = "challenge", **keys: Any) -> Document:
    return document_of("content/x/a.yml", kind, "a", keys)


def test_a_key_names_the_kind_that_it_is_called_after() -> None:
    others = {"forwards": "guide", "parent": "organisation", "forms": "form"}
    same = ("programme", "guide", "list", "challenge", "winner", "organisation")
    assert dict(REFERENCE_KEYS) == {**{key: key for key in same}, **others}


def test_every_text_is_found_at_its_place_and_a_key_at_its_group() -> None:
    found = texts_of({"a": "one", "b": [{"c": "two"}, "three", 4, None], "d": {}})
    assert list(found) == [
        ((), "a"),
        (("a",), "one"),
        ((), "b"),
        (("b", 0), "c"),
        (("b", 0, "c"), "two"),
        (("b", 1), "three"),
        ((), "d"),
    ]
    assert list(texts_of("alone")) == [((), "alone")]


def test_a_document_says_nothing_of_comments_that_it_does_not_have() -> None:
    assert read().comments == b""


@pytest.mark.parametrize(("key", "kind"), REFERENCE_KEYS.items())
def test_a_reference_is_found_wherever_its_key_stands(key: str, kind: str) -> None:
    assert read(**{key: "x"}).references == (Reference((key,), kind, "x"),)
    assert read(**{key: ["x", "y"]}).references == (Reference((key, 0), kind, "x"), Reference((key, 1), kind, "y"))
    assert read(members=[{"name": "n"}, {key: "x"}]).references == (Reference(("members", 1, key), kind, "x"),)
    assert read(deep={"er": [[{key: "x"}]]}).references == (Reference(("deep", "er", 0, 0, key), kind, "x"),)


@pytest.mark.parametrize("value", [None, 3, True, {}, {"list": 4}, [3, None, ["x"]], [{"id": "x"}]])
def test_what_is_no_id_is_no_reference(value: object) -> None:
    assert read(programme=value, unknown="x").references == ()


def test_references_stand_in_the_order_of_groups_and_of_kinds() -> None:
    found = read(list="l", owner={"organisation": "o"}, programme="p").references
    assert [(one.kind, one.id) for one in found] == [("programme", "p"), ("list", "l"), ("organisation", "o")]


@pytest.mark.parametrize(
    ("kind", "target", "found"),
    [
        ("notice", {"kind": "guide", "id": "g"}, (Reference(("target", "id"), "guide", "g"),)),
        ("notice", {"id": "g"}, (Reference(("target", "id"), "None", "g"),)),
        ("notice", {"kind": "guide", "id": 3}, ()),
        ("notice", {"kind": "guide"}, ()),
        ("notice", "g", ()),
        ("guide", {"kind": "guide", "id": "g"}, ()),
    ],
)
def test_a_notice_refers_to_what_it_changes(kind: str, target: object, found: tuple[Reference, ...]) -> None:
    assert read(kind, target=target).references == found


@pytest.mark.parametrize(
    ("withdrawn", "found"),
    [
        ({"on": "2025", "replaced_by": "b"}, (Reference(("withdrawn", "replaced_by"), "challenge", "b"),)),
        ({"replaced_by": 3}, ()),
        ({"on": "2025"}, ()),
        ("b", ()),
        (None, ()),
    ],
)
def test_what_takes_a_records_place_is_of_its_kind(withdrawn: object, found: tuple[Reference, ...]) -> None:
    assert read(withdrawn=withdrawn).references == found


@pytest.mark.parametrize(
    ("former", "found"), [(["x", "y"], ("x", "y")), ([3], ("3",)), ([], ()), ("x", ()), (None, ()), ({"x": 1}, ())]
)
def test_former_ids_are_a_list(former: object, found: tuple[str, ...]) -> None:
    assert read(formerly=former).formerly == found


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"track": "t"}, ((("track",), "t"),)),
        ({"track": 3}, ()),
        ({"rules": [{"track": "t"}, {"id": "r"}, "x", {"track": 3}, {"track": "u"}]},
         ((("rules", 0, "track"), "t"), (("rules", 4, "track"), "u"))),
        ({"track": "t", "rules": [{"track": "u"}]}, ((("track",), "t"), (("rules", 0, "track"), "u"))),
        ({"rules": {"track": "t"}}, ()),
        ({"rules": None}, ()),
    ],
)  # fmt: skip
def test_tracks_are_its_own_and_its_rules(keys: dict[str, Any], found: tuple[object, ...]) -> None:
    assert read(**keys).tracks == found


def test_groups_are_found_from_the_outermost_inwards() -> None:
    inner = {"zh": "x"}
    value = {"a": 1, "b": inner, "c": [inner, 3, [inner]], "d": []}
    assert groups_of(value) == ((((), value), (("b",), inner), (("c", 0), inner), (("c", 2, 0), inner)))
    assert groups_of("x") == groups_of([]) == groups_of(None) == ()
    assert read(b=inner).groups == groups_of({"b": inner})


@pytest.mark.parametrize("kind", KINDS)
def test_a_packed_document_holds_the_same_record(kind: str) -> None:
    found = document(kind)
    small = packed(found)
    assert (small.data, small.groups) == ({}, ())
    assert small._replace(data=found.data, groups=found.groups, packed=b"") == found
    one, other = record_of(found), record_of(small)
    assert type(one) is type(other) is KINDS[kind]
    assert str(one) == str(other)
    assert one.id == found.id


def test_a_form_is_read_where_it_is_one() -> None:
    form = form_in(document("form"))
    assert form is not None
    assert [field.id for section in form.sections for field in section.fields] == ["n"]
    assert form_in(document("guide")) is None
    assert form_in(document("form", unknown="key")) is None
    assert form_in(document_of("content/forms/x.yml", "form", "x", {**data("form"), "sections": "none"})) is None
    assert form_in(document_of("content/forms/x.yml", "form", "x", {})) is None


@given(ODD, st.sampled_from(("notice", "challenge", "form")))
def test_no_data_raises(value: Any, kind: str) -> None:
    found = document_of("content/x/a.yml", kind, "a", value if isinstance(value, dict) else {"x": value})
    assert all(isinstance(one.id, str) for one in found.references)
    for pointer, group in found.groups:
        step: Any = found.data
        for key in pointer:
            step = step[key]
        assert step is group
