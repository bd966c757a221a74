"""Records are linked both ways; what was left out leads nowhere, quietly; order of input changes nothing."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from conftest import FIXTURE
from small import catalog, document, held

from generator.catalog import (
    Catalog,
    chain_of,
    domains_of,
    guide_of,
    list_of,
    notices_of,
    programme_of,
    resolve,
    rules_of,
    units_of,
    windows_of,
    year_of,
)
from generator.documents import Document
from generator.model.records import KINDS, Challenge, Guide, Organisation, Programme, Winner
from generator.pipeline import check

WINDOW = {"audience": "solver", "action": "claim", "closes": "2025-06-30"}


def linked() -> tuple[Document, ...]:
    """A guide, a list, a challenge, a winner and a success, each leading to the one before."""
    return (
        document("programme"),
        document("guide", year=2024),
        document("list", guide="a-guide"),
        document("challenge"),
        document("winner"),
        document("success", challenge="a-challenge", winner="a-winner"),
    )


def rule(rule_id: str) -> dict[str, Any]:
    return {
        "id": rule_id,
        "kind": "duty",
        "strength": "hard",
        "statement": {"zh": "x"},
        "cite": {"source": "notice", "quote": "x"},
    }


@pytest.fixture(scope="module")
def fixture_catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    from conftest import assemble

    return check(assemble(tmp_path_factory.mktemp("catalog") / "project")).catalog


def test_every_kind_has_its_records(fixture_catalog: Catalog) -> None:
    files = list((FIXTURE / "content").glob("*/**/*.yml"))
    assert {kind for kind, found in fixture_catalog.records.items() if found} == set(KINDS)
    assert len(list(fixture_catalog.every())) == len(fixture_catalog.files) == len(files)


def test_a_record_is_found_by_kind_and_id(fixture_catalog: Catalog) -> None:
    assert isinstance(fixture_catalog.find(Guide, "sample-2025-claim"), Guide)
    assert fixture_catalog.find(Guide, "sample-university") is None
    assert fixture_catalog.find(Guide, None) is None


def test_records_are_in_the_order_of_their_ids(fixture_catalog: Catalog) -> None:
    for found in fixture_catalog.records.values():
        assert list(found) == sorted(found)


@pytest.mark.parametrize("kind", ["list", "challenge", "winner", "success"])
def test_what_is_published_belongs_to_its_guide_and_programme(kind: str) -> None:
    found = catalog(*linked())
    record = held(found, kind)
    assert guide_of(found, record) is held(found, "guide")
    assert programme_of(found, record) is held(found, "programme")


def test_a_guide_belongs_to_no_guide() -> None:
    found = catalog(*linked())
    assert guide_of(found, held(found, "guide")) is None


def test_a_programme_belongs_to_itself() -> None:
    found = catalog(document("programme"))
    assert programme_of(found, held(found, "programme")) is held(found, "programme")


@pytest.mark.parametrize("kind", ["guide", "list", "challenge", "winner", "success"])
def test_the_chain_holds_every_step_from_wherever_it_is_seen(kind: str) -> None:
    found = catalog(*linked())
    chain = {step: [r.id for r in records] for step, records in chain_of(found, held(found, kind))}
    assert chain == {step: [f"a-{step}"] for step in ("guide", "list", "challenge", "winner", "success")}


def test_a_chain_step_without_records_is_empty() -> None:
    found = catalog(document("guide"))
    assert dict(chain_of(found, held(found, "guide")))["success"] == ()


def test_records_of_two_kinds_with_one_id_are_not_mixed_up() -> None:
    found = catalog(
        document("programme", id="same"),
        document("guide", id="same", programme="same"),
        document("list", id="same", programme="same", guide="same"),
        document("challenge", id="same", list="same"),
        document("winner", id="same", challenge="same"),
    )
    chain = {step: [(r.kind, r.id) for r in records] for step, records in chain_of(found, held(found, "guide", "same"))}
    assert chain == {**{step: [(step, "same")] for step in ("guide", "list", "challenge", "winner")}, "success": []}
    assert [r.kind for r in found.referring(held(found, "guide", "same"), Winner)] == []


def test_what_refers_is_known_by_its_role() -> None:
    unit = document("organisation")
    winner = document("winner", lead={"organisation": "a-organisation"}, recommender={"organisation": "a-organisation"})
    found = catalog(unit, winner)
    university = held(found, "organisation")
    assert found.referring(university, Winner) == (held(found, "winner"),)
    assert found.referring(university, Winner, "lead") == (held(found, "winner"),)
    assert found.referring(university, Winner, "members") == ()
    assert found.referring(university, Challenge) == ()


def test_a_reference_to_what_was_left_out_leads_nowhere() -> None:
    found = catalog(document("challenge", list="gone", owner={"organisation": "gone"}))
    challenge = held(found, "challenge")
    assert list_of(found, challenge) is None
    assert programme_of(found, challenge) is None
    assert found.find(Organisation, "gone") is None


@pytest.mark.parametrize(
    ("keys", "year"),
    [
        ({"year": 2023, "published_on": "2025-01-01"}, 2023),
        ({"published_on": "2025-12-31"}, 2025),
        ({"published_on": {"text": {"zh": "年底"}, "from": "2024-12", "to": "2025-01"}}, 2024),
        ({"published_on": {"text": {"zh": "不详"}}}, 2024),
        ({}, 2024),
    ],
)
def test_a_year_is_its_own_its_dates_or_its_parents(keys: dict[str, Any], year: int) -> None:
    found = catalog(document("guide", year=2024), document("list", guide="a-guide"), document("challenge", **keys))
    assert year_of(found, held(found, "challenge")) == year


def test_without_any_date_there_is_no_year() -> None:
    found = catalog(document("guide"))
    assert year_of(found, held(found, "guide")) is None


def test_domains_are_the_records_own_each_once() -> None:
    found = catalog(document("guide", domains=[{"domain": "motors", "also": ["materials"]}, {"domain": "materials"}]))
    assert domains_of(found, held(found, "guide")) == ("motors", "materials")


def test_an_award_has_the_domains_of_its_challenge() -> None:
    found = catalog(document("challenge", domains=["motors", "materials"]), document("winner"), document("success"))
    assert (
        domains_of(found, held(found, "winner")) == domains_of(found, held(found, "success")) == ("motors", "materials")
    )


@pytest.mark.parametrize("holder", ["challenge", "list", "guide"])
def test_the_nearest_windows_bind(holder: str) -> None:
    nearer = {"challenge": ("challenge", "list", "guide"), "list": ("list", "guide"), "guide": ("guide",)}[holder]
    keys = {kind: {"windows": [WINDOW]} if kind in nearer else {} for kind in ("challenge", "list", "guide")}
    found = catalog(
        document("guide", **keys["guide"]),
        document("list", guide="a-guide", **keys["list"]),
        document("challenge", **keys["challenge"]),
    )
    where, windows = windows_of(found, held(found, "challenge"))
    assert (where.kind, len(windows)) == (holder, 1)


def test_rules_are_listed_nearest_first() -> None:
    found = catalog(
        document("programme", rules=[rule("programme")]),
        document("guide", rules=[rule("guide")]),
        document("list", guide="a-guide", rules=[rule("list")]),
        document("challenge", rules=[rule("challenge")]),
    )
    assert [r.id for _, r in rules_of(found, held(found, "challenge"))] == ["challenge", "list", "guide", "programme"]
    assert [r.id for _, r in rules_of(found, held(found, "programme"))] == ["programme"]


def test_notices_are_those_that_name_the_record() -> None:
    found = catalog(
        document("guide"), document("notice"), document("notice", id="other", target={"kind": "guide", "id": "x"})
    )
    assert [n.id for n in notices_of(found, held(found, "guide"))] == ["a-notice"]


def test_units_begin_with_the_lead() -> None:
    found = catalog(document("winner", lead={"name": {"zh": "甲"}}, members=[{"name": {"zh": "乙"}}]))
    assert [u.name.zh for u in units_of(held(found, "winner")) if u.name] == ["甲", "乙"]
    assert units_of(held(catalog(document("winner")), "winner")) == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_documents_changes_nothing(seed: int) -> None:
    ordered, shuffled = list(linked()), list(linked())
    random.Random(seed).shuffle(shuffled)
    one, other = resolve(ordered), resolve(shuffled)
    assert [r.id for r in one.every()] == [r.id for r in other.every()]
    assert told(one) == told(other)


def told(found: Catalog) -> object:
    """All that a catalog tells, in its order, as values that can be compared; a record is none: it is itself alone."""
    return (
        [(kind, list(of), list(map(msgspec.msgpack.encode, of.values()))) for kind, of in found.records.items()],
        list(found.files.items()),
        list(found.sources.items()),
        [[(r.record.kind, r.record.id, r.role) for r in found.referrers_of(record)] for record in found.every()],
    )


def test_a_record_equals_only_itself() -> None:
    one, other = catalog(document("programme")), catalog(document("programme"))
    assert one.find(Programme, "a-programme") != other.find(Programme, "a-programme")
