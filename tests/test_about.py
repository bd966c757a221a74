"""What a page is about is told in schema.org's words: types with properties that they have, and what is recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exports.sites import HOME, site_with
from hypothesis import given
from hypothesis import strategies as st
from pages import pages_of
from small import document

from generator.documents import Document
from generator.model.records import KINDS
from generator.render.about import ORGANISATIONS, about
from generator.render.view import View
from generator.schemas import read_schemas
from generator.urls import record_path

Json = dict[str, Any]
HOSTILE = st.text(st.characters(codec=None), min_size=1, max_size=40)

THING = {
    "@type",
    "@id",
    "@reverse",
    "name",
    "alternateName",
    "description",
    "url",
    "identifier",
    "subjectOf",
    "mainEntityOfPage",
}
CREATIVE = THING | {
    "headline", "inLanguage", "datePublished", "dateModified", "isBasedOn", "license", "publisher", "keywords", "about",
    "expires", "contentLocation", "spatialCoverage", "temporalCoverage", "creator", "isAccessibleForFree",
}  # fmt: skip
ORGANISATION = THING | {"parentOrganization", "location", "member", "keywords", "seeks"}
PROPERTIES: dict[str, set[str]] = {
    "GovernmentService": THING | {"serviceType", "provider", "areaServed"},
    "Article": CREATIVE,
    "ItemList": CREATIVE | {"numberOfItems", "itemListElement"},
    "DigitalDocument": CREATIVE,
    "Legislation": CREATIVE | {"legislationIdentifier", "legislationDate"},
    "Demand": THING | {"itemOffered", "priceSpecification", "validThrough", "areaServed"},
    "Service": THING | {"category"},
    "PriceSpecification": {"@type", "price", "minPrice", "maxPrice", "priceCurrency"},
    "MonetaryGrant": THING | {"amount", "fundedItem"},
    "MonetaryAmount": {"@type", "currency", "value"},
    "ResearchProject": ORGANISATION,
    "PropertyValue": {"@type", "propertyID", "value"},
    "AdministrativeArea": {"@type", "name", "containedInPlace"},
    "Country": {"@type", "name"},
    "ListItem": {"@type", "position", "name", "url", "item"},
    "BreadcrumbList": {"@type", "itemListElement"},
    "WebAPI": THING | {"documentation", "termsOfService"},
    "WebSite": {"@type", "name", "url", "inLanguage"},
    "Dataset": CREATIVE | {"distribution"},
    "DataDownload": CREATIVE | {"contentUrl", "encodingFormat", "contentSize", "sha256"},
    **dict.fromkeys({"Organization", *ORGANISATIONS.values()}, ORGANISATION),
}
"""The properties that schema.org gives to each type and that we use."""


def told(kind: str, *others: Document, lang: str = "zh", **keys: Any) -> Json:
    """What the page of the smallest record of a kind with these keys is about."""
    base = (document("programme"), document("list"), document("challenge"))
    own = document(kind, **keys)
    taken = {(one.kind, one.id) for one in (own, *others)}
    site = site_with(own, *others, *(one for one in base if (one.kind, one.id) not in taken))
    record = site.catalog.records[kind][own.id]
    return about(View(site, lang, record_path(lang, record.folder, record.id)), record)  # type: ignore[arg-type]


def nodes(node: Any) -> Iterator[Json]:
    """Every node of a tree that has a type."""
    if isinstance(node, dict):
        if "@type" in node:
            yield node
        for value in node.values():
            yield from nodes(value)
    for item in node if isinstance(node, list) else ():
        yield from nodes(item)


def misfits(tree: Any) -> list[tuple[str, set[str]]]:
    """Types with properties that they do not have."""
    found = []
    for node in nodes(tree):
        types = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
        allowed = set().union(*(PROPERTIES.get(one, set()) for one in types))
        if set(node) - allowed:
            found.append((str(types), set(node) - allowed))
    return found


def test_a_programme_is_a_service_of_its_issuers() -> None:
    found = told("programme", number="潭政发〔2024〕1号", published_on="2024-05")
    assert found["@type"] == "GovernmentService"
    assert found["serviceType"] == "重点研发"
    assert found["provider"] == [{"@type": "GovernmentOrganization", "name": "局"}]
    assert found["areaServed"]["containedInPlace"]["name"] == "湖南省"
    assert found["subjectOf"] == {
        "@type": "Legislation",
        "name": "标题 a-programme",
        "legislationIdentifier": "潭政发〔2024〕1号",
        "legislationDate": "2024-05",
    }


def test_a_call_expires_with_its_last_deadline_and_rests_on_its_basis() -> None:
    window = {"audience": "solver", "action": "claim", "closes": "2025-06-30"}
    basis = [{"title": {"zh": "办法"}, "number": "1号"}]
    found = told("guide", windows=[window, {**window, "region": "hunan", "closes": "2025-07-31"}], legal_basis=basis)
    assert found["expires"] == "2025-08-01T00:00:00+08:00"
    assert found["isBasedOn"] == [{"@type": "Legislation", "name": "办法", "legislationIdentifier": "1号"}]
    assert found["about"]["@type"] == "GovernmentService"


def test_a_challenge_is_a_demand_of_its_owner_for_what_the_owner_pays() -> None:
    found = told("challenge", owner={"name": {"zh": "甲"}}, owner_payment={"wan": 50}, support={"amount": {"wan": 9}})
    assert found["@type"] == "Demand"
    assert found["@reverse"] == {"seeks": [{"@type": "Organization", "name": "甲"}]}
    assert found["priceSpecification"] == {"@type": "PriceSpecification", "priceCurrency": "CNY", "price": 500000}
    assert found["itemOffered"]["category"] == ["电机电控"]


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        ({"wan": {"min": 20, "max": 50}}, {"minPrice": 200000, "maxPrice": 500000}),
        ({"wan": 50, "qualifier": "at_most"}, {"maxPrice": 500000}),
        ({"text": {"zh": "面议"}}, None),
    ],
)
def test_a_vague_price_has_only_the_ends_that_are_known(payment: Json, expected: Json | None) -> None:
    found = told("challenge", owner_payment=payment).get("priceSpecification")
    named = {"@type": "PriceSpecification", "priceCurrency": "CNY"}
    assert found == (None if expected is None else {**named, **expected})


def test_an_award_is_a_grant_where_exact_money_was_granted() -> None:
    support = {"amount": {"wan": 30}, "mode": "fixed"}
    found = told("winner", state="funded", support=support, lead={"name": {"zh": "甲"}})
    assert found["@type"] == "MonetaryGrant"
    assert found["amount"] == {"@type": "MonetaryAmount", "currency": "CNY", "value": 300000}
    assert found["fundedItem"]["member"] == [{"@type": "Organization", "name": "甲"}]


@pytest.mark.parametrize(
    "keys",
    [
        {"state": "proposed", "support": {"amount": {"wan": 30}, "mode": "fixed"}},
        {"state": "funded", "support": {"amount": {"wan": 30}, "mode": "capped"}},
        {"state": "funded", "support": {"options": [{"wan": 30}, {"wan": 50}]}},
        {"state": "funded"},
    ],
)
def test_an_award_without_granted_exact_money_is_no_grant(keys: Json) -> None:
    found = told("winner", **keys)
    assert found["@type"] == "Article"
    assert found["about"]["@type"] == "ResearchProject"


def test_a_unit_is_an_organisation_of_its_kind_with_its_code() -> None:
    found = told("organisation", type="university", credit_code="12100000400000012A", url="https://u.example/")
    assert found["@type"] == "CollegeOrUniversity"
    assert found["url"] == "https://u.example/"
    assert found["identifier"][1] == {"@type": "PropertyValue", "propertyID": "GB 32100", "value": "12100000400000012A"}


def test_kinds_of_units_are_those_of_the_schema() -> None:
    assert set(ORGANISATIONS) <= set(read_schemas()["organisation"]["properties"]["type"]["enum"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_smallest_record_of_each_kind_is_told(kind: str, lang: str) -> None:
    found = told(kind, document("guide") if kind == "notice" else document("organisation", id="other"), lang=lang)
    assert found["@id"].startswith(HOME)
    assert found["name"]
    assert misfits(found) == []
    assert None not in found.values()


@pytest.mark.parametrize("site", ["published_site", "built_site"])
def test_every_page_uses_types_with_properties_that_they_have(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    graphs = [json.loads(script) for page in pages_of(folder).values() for script in page.scripts if "@graph" in script]
    assert len(graphs) > 50
    assert [misfit for graph in graphs for misfit in misfits(graph["@graph"])] == []


def test_the_data_page_is_a_dataset_with_every_file(published_site: Path) -> None:
    page = pages_of(published_site)["zh/data.html"]
    (script,) = (script for script in page.scripts if "@graph" in script)
    (dataset,) = (node for node in json.loads(script)["@graph"] if node["@type"] == "Dataset")
    found = {one["contentUrl"].rpartition("/")[2]: one for one in dataset["distribution"]}
    assert set(found) == {file.name for file in (published_site / "data").iterdir()}
    for name, one in found.items():
        assert one["contentSize"] == f"{(published_site / 'data' / name).stat().st_size} B"
        assert re.fullmatch(r"[0-9a-f]{64}", one["sha256"])


@given(HOSTILE)
def test_hostile_texts_can_be_written(words: str) -> None:
    written = {"zh": words}
    for kind in KINDS:
        found = told(kind, document("guide", id="other"), title=written, summary=written)
        json.dumps(found, ensure_ascii=False).encode()
