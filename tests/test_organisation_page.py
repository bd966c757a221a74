"""A unit's page has every record in which it has a part, once, with all of its parts, by date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conftest import AS_OF, REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st
from small import catalog, document, held

from generator.dates import start_of
from generator.documents import Document
from generator.model.records import Organisation
from generator.render.organisation import organisation_values
from generator.render.pages import site_of
from generator.render.view import View
from generator.settings import read_settings
from generator.urls import SitePath

UNIT = {"organisation": "a-organisation"}
PARTS: Mapping[str, tuple[str, str]] = {
    "issuers": ("guide", "published_on"),
    "owner": ("challenge", "published_on"),
    "lead": ("winner", "decided_on"),
    "recommender": ("winner", "decided_on"),
    "units": ("success", "accepted_on"),
}
"""For each part a kind of record that may have it, and the key of its date."""


def values(*documents: Document) -> Mapping[str, Any]:
    """What the page of the smallest unit is given, among these records."""
    found = catalog(document("programme"), document("organisation"), *documents)
    words, _ = read_settings(REPOSITORY / "site_config")
    assert words is not None
    site = site_of(found, words, start_of(AS_OF), "https://example.org/", "")
    unit = held(found, "organisation")
    assert isinstance(unit, Organisation)
    return organisation_values(View(site, "zh", SitePath("zh/organisations/a-organisation.html")), unit)


def part(n: int, role: str, day: str | None) -> Document:
    kind, key = PARTS[role]
    named: Any = [UNIT] if role in ("issuers", "units") else UNIT
    return document(kind, id=f"record-{n}", **{role: named}, **({key: day} if day else {}))


DAYS = st.dates().map(str) | st.none()


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(sorted(PARTS)), DAYS), max_size=8))
def test_every_record_is_there_once_by_date_the_newest_first(parts: list[tuple[str, str | None]]) -> None:
    found = values(*(part(n, role, day) for n, (role, day) in enumerate(parts)))
    entries = [entry for _, held in found["years"] for entry in held]
    assert sorted(entry.record.id for entry in entries) == sorted(f"record-{n}" for n in range(len(parts)))
    assert [entry.since for entry in entries] == sorted((entry.since for entry in entries), reverse=True)
    assert sum(n for _, n in found["totals"]) == found["count"] == len(parts)


def test_a_record_in_which_a_unit_has_two_parts_is_one_line() -> None:
    found = values(document("winner", lead=UNIT, recommender=UNIT, decided_on="2025-03-01"))
    ((year, (entry,)),) = found["years"]
    assert (year, entry.roles, entry.date) == ("2025", ("lead", "recommender"), "2025年3月1日")
    assert found["totals"] == [("lead", 1), ("recommender", 1)]


def test_a_record_without_a_date_has_that_of_its_list_or_its_year() -> None:
    found = values(
        document("list", published_on="2024-05-06"),
        document("challenge", owner=UNIT),
        document("success", units=[UNIT], year=2023, challenge="another"),
    )
    assert [(year, entry.date) for year, (entry,) in found["years"]] == [("2024", "2024年5月6日"), ("2023", "2023")]


def test_amounts_say_whose_they_are() -> None:
    found = values(document("challenge", owner=UNIT, owner_payment={"wan": 300}, support={"amount": {"wan": 50}}))
    ((_, (entry,)),) = found["years"]
    assert [amount for _, amount in entry.amounts] == ["300万元", "50万元"]
    assert len({words for words, _ in entry.amounts}) == 2


def test_only_exact_amounts_are_added_up() -> None:
    found = values(
        document("challenge", id="one", owner=UNIT, owner_payment={"wan": 300}),
        document("challenge", id="two", owner=UNIT, owner_payment={"yuan": 500_000}),
        document("challenge", id="vague", owner=UNIT, owner_payment={"wan": 300, "qualifier": "about"}),
        document("challenge", id="range", owner=UNIT, owner_payment={"wan": {"min": 1, "max": 2}}),
        document("challenge", id="silent", owner=UNIT),
    )
    ((_, amount, records),) = found["sums"]
    assert (amount, records) == ("350万元", 2)
    assert values(document("challenge", owner=UNIT))["sums"] == ()


def test_units_below_it_are_no_record_of_work() -> None:
    found = values(document("organisation", id="below", parent="a-organisation"))
    assert found["count"] == 0 and [unit.id for unit in found["subordinate"]] == ["below"]
