"""Every kind's blanks stand in its schema, cover what it requires, and are named in both languages."""

from __future__ import annotations

import pytest

from entry.answering import settled
from generator.entry.asked import ASKED, GIVEN, ITEMS, LATER, TODAY
from generator.entry.blanks import Blank, blanks_of, one_of
from generator.entry.places import properties_of, required_by, spot_at
from generator.model.records import KINDS

SETTINGS = settled()


def _covered(kind: str) -> set[str]:
    """The places that blanks fill, or that are filled without asking; `*` as the first item."""
    items = {f"{pointer}/{key}" for pointer, more in ITEMS.items() for key in more}
    return {pointer.replace("*", "0") for pointer in (*ASKED[kind], *GIVEN, *items, TODAY)}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_kind_requires_is_asked_or_given(kind: str) -> None:
    covered = _covered(kind)
    assert [need for need in required_by(kind) if not any(f"{one}/".startswith(f"{need}/") for one in covered)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_pointer_leads_to_a_place_in_the_schema(kind: str) -> None:
    assert all(spot_at(kind, pointer).label.zh for pointer in ASKED[kind])
    with pytest.raises(KeyError):
        spot_at(kind, "/nothing/zh")


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_blanks_are_called_the_same(kind: str) -> None:
    blanks = blanks_of(kind, SETTINGS)
    for named in (
        [blank.key for blank in blanks],
        [blank.label.zh for blank in blanks],
        [blank.label.en for blank in blanks],
    ):
        assert len(set(named)) == len(named)


@pytest.mark.parametrize("kind", KINDS)
def test_blanks_speak_both_languages(kind: str) -> None:
    for blank in blanks_of(kind, SETTINGS):
        assert blank.label.en, blank.key
        assert blank.hint.zh, blank.key
        assert blank.hint.en, blank.key
        assert all(choice.label.zh and (choice.label.en or blank.key == "region") for choice in blank.choices), (
            blank.key
        )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_asked_for_what_all_kinds_share(kind: str) -> None:
    keys = {blank.key for blank in blanks_of(kind, SETTINGS)}
    shared = {"id", "title", "title_en", "summary", "summary_en"} | {
        f"source_{name}" for name in ("title", "issuer", "number", "published_on", "url", "quote")
    }
    assert keys >= shared
    assert keys >= {"year", "published_on"} & properties_of(kind).keys()


def test_what_comes_with_a_record_s_life_is_not_asked() -> None:
    assert not [key for pointers in ASKED.values() for key in LATER if f"/{key}" in pointers]


def _blank(kind: str, key: str) -> Blank:
    return next(blank for blank in blanks_of(kind, SETTINGS) if blank.key == key)


@pytest.mark.parametrize(
    ("kind", "key", "takes"),
    [
        ("guide", "title", "line"),
        ("guide", "summary", "lines"),
        ("guide", "call", "choice"),
        ("guide", "domains", "choices"),
        ("guide", "window_closes", "date"),
        ("list", "public_notice_to", "day"),
        ("list", "amount", "amount"),
        ("list", "declared_total", "number"),
        ("challenge", "list", "reference"),
        ("challenge", "owner", "party"),
        ("challenge", "indicators", "items"),
        ("winner", "members", "parties"),
        ("organisation", "url", "address"),
        ("form", "official", "choice"),
        ("notice", "target_id", "reference"),
    ],
)
def test_what_a_blank_takes_follows_from_its_schema(kind: str, key: str, takes: str) -> None:
    assert _blank(kind, key).takes == takes


def test_choices_are_called_as_the_site_calls_them() -> None:
    named = {choice.id: choice.label.zh for choice in _blank("notice", "type").choices}
    assert named["extension"] == "延期"
    assert {choice.label.zh for choice in _blank("form", "audience").choices} >= {"发榜方", "揭榜方"}
    states = {choice.id: choice.label for choice in _blank("winner", "state").choices}
    assert (states["funded"].zh, states["funded"].en) == ("立项", "Funded")


def test_a_challenge_names_its_guide_or_its_list() -> None:
    assert [blank.key for blank in one_of("challenge", blanks_of("challenge", SETTINGS))] == ["guide", "list"]
    assert one_of("guide", blanks_of("guide", SETTINGS)) == ()


def test_a_group_that_need_not_be_there_says_what_it_has_if_it_is() -> None:
    assert (_blank("guide", "window_audience").within, _blank("guide", "window_closes").within) == ("/windows/0", "")
    assert not _blank("guide", "window_audience").required
