"""Every call, challenge, award and result stands in exactly one release, and releases say only what records say."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from small import data, document

from exports.bulks import hostile_site
from exports.data import ocds_export
from exports.published import fixture_site, official, real_site
from exports.sites import HOME, site_with
from generator.documents import Document, document_of
from generator.exports.ocds import CALL, FORWARDS, PATH, package
from generator.exports.ocds_awards import AWARD_STATUS, MILESTONES, RECOMMENDER
from generator.exports.ocds_parts import CREDIT_CODES
from generator.exports.ocds_tender import JOINT_ISSUER, TENDER_STATUS
from generator.funnel import counts
from generator.lifecycle import STATUSES
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS
from generator.render.view import Site
from generator.schemas import read_schemas

KINDS = ("guide", "challenge", "winner", "success")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00")
DATES = {"date", "startDate", "endDate", "dueDate", "dateMet", "dateSigned", "datePublished", "publishedDate"}
HOSTILE = st.text(st.characters(codec=None), min_size=1, max_size=60)
BASE = (document("programme"), document("list"), document("challenge"), document("winner"), document("success"))
SITES = [fixture_site, real_site, hostile_site]

Json = dict[str, Any]


def releases(*documents: Document, url: str = HOME) -> dict[str, Json]:
    """The releases of these records beside the smallest ones, by ocid."""
    taken = {(one.kind, one.id) for one in documents}
    site = site_with(*documents, *(one for one in BASE if (one.kind, one.id) not in taken), url=url)
    return {one["ocid"]: one for one in package(site)["releases"]}


def challenge(*others: Document, **keys: Any) -> Json:
    """The release of the smallest challenge with these keys, beside these other records."""
    return releases(document("challenge", **keys), *others)["zhangbang-challenge-a-challenge"]


def without(one: Document, *keys: str) -> Document:
    """The document without these keys."""
    left = {key: value for key, value in data(one.kind, **one.data).items() if key not in keys}
    return document_of(one.file, one.kind, one.id, left)


def every(node: Any) -> Iterator[tuple[str, Any]]:
    """Each key of a tree with its value."""
    for key, value in node.items() if isinstance(node, dict) else ():
        yield key, value
        yield from every(value)
    for item in node if isinstance(node, list) else ():
        yield from every(item)


def told(found: list[Json]) -> Counter[str]:
    """The records that stand in releases as what they are, each as `kind/id`."""
    return Counter(
        one
        for release in found
        for one in (
            *([release["tender"]["id"]] if "tender" in release else []),
            *(award["id"] for award in release.get("awards", ()) if award["id"].startswith("winner/")),
            *(
                milestone["id"]
                for contract in release.get("contracts", ())
                for milestone in contract.get("implementation", {}).get("milestones", ())
            ),
        )
    )


@pytest.mark.parametrize("site_of", SITES)
def test_every_record_stands_in_exactly_one_release(site_of: Callable[[], Site]) -> None:
    site = site_of()
    held = {f"{kind}/{r.id}" for kind in KINDS for r in site.catalog.records[kind].values() if counts(r)}
    assert held
    assert told(package(site)["releases"]) == dict.fromkeys(held, 1)


@pytest.mark.parametrize("site_of", SITES)
def test_identifiers_stand_once_and_references_lead_somewhere(site_of: Callable[[], Site]) -> None:
    found = package(site_of())["releases"]
    for key in ("ocid", "id"):
        assert max(Counter(release[key] for release in found).values()) == 1
    ocids = {release["ocid"] for release in found}
    for release in found:
        parties = Counter(party["id"] for party in release.get("parties", ()))
        assert all(n == 1 for n in parties.values())
        references = [release.get("buyer"), release.get("tender", {}).get("procuringEntity")]
        references += [unit for award in release.get("awards", ()) for unit in award.get("suppliers", ())]
        assert {unit["id"] for unit in references if unit} <= set(parties)
        awards = [award["id"] for award in release.get("awards", ())]
        contracts = [contract["awardID"] for contract in release.get("contracts", ())]
        assert set(contracts) <= set(awards)
        assert len(set(awards)) == len(awards)
        items = {item["id"] for item in release.get("tender", {}).get("items", ())}
        assert {item["id"] for award in release.get("awards", ()) for item in award.get("items", ())} <= items
        assert {one["identifier"] for one in release.get("relatedProcesses", ())} <= ocids


@pytest.mark.parametrize("site_of", SITES)
def test_tags_tell_what_a_release_holds_and_dates_are_beijings(site_of: Callable[[], Site]) -> None:
    found = package(site_of())
    for release in found["releases"]:
        assert release["tag"]
        assert ({"planning", "tender"} & set(release["tag"]) != set()) == ("tender" in release)
        assert ("award" in release["tag"]) == ("awards" in release)
        assert ("contract" in release["tag"]) == ("contracts" in release)
    dates = [value for key, value in every(found) if key in DATES]
    assert dates
    assert all(MOMENT.fullmatch(date) for date in dates)
    assert {value["currency"] for _, value in every(found) if isinstance(value, dict) and "currency" in value} <= {
        "CNY"
    }


def test_a_challenge_is_a_tender_with_its_owner_as_buyer_and_its_issuer_as_procuring_entity() -> None:
    found = challenge(
        document("organisation", credit_code="91110000100000013P"),
        owner={"organisation": "a-organisation"},
        owner_payment={"wan": 50},
        need={"zh": "需求"},
    )
    assert found["tag"] == ["tender", "award", "contract", "implementation"]
    assert found["buyer"] == {"id": "CN-USCI-91110000100000013P", "name": "标题 a-organisation"}
    assert found["tender"]["procuringEntity"]["name"] == "局"
    assert found["tender"]["value"] == {"amount": 500000, "currency": "CNY"}
    assert found["tender"]["description"] == "需求"
    (owner,) = (party for party in found["parties"] if "buyer" in party["roles"])
    assert owner["identifier"] == {
        "scheme": "CN-USCI",
        "id": "91110000100000013P",
        "legalName": "标题 a-organisation",
    }


def test_a_unit_without_a_code_has_no_legal_identifier() -> None:
    found = challenge(document("organisation"), owner={"organisation": "a-organisation"})
    (owner,) = (party for party in found["parties"] if "buyer" in party["roles"])
    assert owner["id"] == "zhangbang-organisation-a-organisation"
    assert "identifier" not in owner


def test_an_owner_of_whom_no_name_is_known_is_no_party() -> None:
    assert "buyer" not in challenge(owner={"note": {"zh": "民营企业"}})
    assert "buyer" in challenge(owner={"name": {"zh": "甲公司"}})


def test_one_unit_has_all_of_its_roles_and_one_name_is_one_unit() -> None:
    found = challenge(document("winner", lead={"name": {"zh": "甲 公司"}}), owner={"name": {"zh": "甲公司"}})
    (party,) = (party for party in found["parties"] if "buyer" in party["roles"])
    assert party["roles"] == ["buyer", "supplier"]


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        ({"wan": 50}, {"value": 500000}),
        ({"wan": {"min": 20, "max": 50}}, {"minValue": 200000, "value": 500000}),
        ({"wan": 50, "qualifier": "at_most"}, {"value": 500000}),
        ({"wan": 50, "qualifier": "at_least"}, {"minValue": 500000}),
        ({"text": {"zh": "面议"}}, {}),
    ],
)
def test_amounts_are_the_owners_payment_with_its_ends(payment: Json, expected: Json) -> None:
    tender = challenge(owner_payment=payment)["tender"]
    found = {key: tender[key]["amount"] for key in ("value", "minValue") if key in tender}
    assert found == expected


def test_government_support_is_never_a_value() -> None:
    support = {"amount": {"wan": 30}, "mode": "fixed"}
    found = challenge(document("winner", support=support), support=support)
    assert "value" not in found["tender"]
    assert found["planning"]["budget"] == {
        "amount": {"amount": 300000, "currency": "CNY"},
        "description": "政府资助：30万元，定额资助",
    }
    assert "value" not in found["awards"][0]
    assert "政府资助：30万元" in found["awards"][0]["description"]


def test_vague_dates_are_left_out_and_exact_ones_end_with_their_day() -> None:
    exact = {"audience": "solver", "action": "claim", "opens": "2025-06-01", "closes": "2025-06-30"}
    assert challenge(windows=[exact])["tender"]["tenderPeriod"] == {
        "startDate": "2025-06-01T00:00:00+08:00",
        "endDate": "2025-06-30T23:59:59+08:00",
    }
    at_five = {**exact, "closes": "2025-06-30T17:00"}
    assert challenge(windows=[at_five])["tender"]["tenderPeriod"]["endDate"] == "2025-06-30T17:00:00+08:00"
    vague = {
        "audience": "solver",
        "action": "claim",
        "closes": {"from": "2025-06-21", "to": "2025-06-30", "text": {"zh": "6月下旬"}},
    }
    assert not {"tenderPeriod", "milestones"} & set(challenge(windows=[vague])["tender"])


def test_windows_that_differ_are_milestones_and_no_period() -> None:
    one = {"audience": "solver", "action": "claim", "closes": "2025-06-30"}
    found = challenge(windows=[one, {**one, "region": "hunan", "closes": "2025-06-20"}])["tender"]
    assert "tenderPeriod" not in found
    assert [m["dueDate"][:10] for m in found["milestones"]] == ["2025-06-30", "2025-06-20"]


def test_a_closed_call_without_a_result_has_no_status() -> None:
    window = {"audience": "solver", "action": "claim", "closes": "2025-01-01"}
    site = site_with(document("programme"), document("list"), document("challenge", windows=[window]))
    (release,) = package(site)["releases"]
    assert "status" not in release["tender"]


def test_needs_are_planned_and_calls_for_them_too() -> None:
    need = without(document("challenge", id="b", guide="a-guide"), "list")
    found = releases(document("guide", call="demand"), need, document("challenge", id="c", guide="a-guide"))
    assert found["zhangbang-guide-a-guide"]["tag"] == ["planning"]
    assert found["zhangbang-challenge-b"]["tag"] == ["planning"]
    assert found["zhangbang-challenge-c"]["tag"] == ["tender"]
    assert found["zhangbang-challenge-c"]["relatedProcesses"][0]["relationship"] == ["planning"]


def test_a_forwarded_call_points_to_its_original() -> None:
    found = releases(document("guide"), document("guide", id="b", call="forwarding", forwards="a-guide"))
    assert found["zhangbang-guide-b"]["relatedProcesses"] == [
        {
            "id": "guide/a-guide",
            "relationship": ["x_forwardedCall"],
            "title": "标题 a-guide",
            "title_en": "Title a-guide",
            "scheme": "ocid",
            "identifier": "zhangbang-guide-a-guide",
        }
    ]


def test_an_award_without_its_challenge_and_a_result_without_either_head_their_own() -> None:
    found = releases(*(without(document(kind, list="a-list"), "challenge") for kind in ("winner", "success")))
    assert found["zhangbang-winner-a-winner"]["tag"] == ["award"]
    assert found["zhangbang-success-a-success"]["tag"] == ["award", "contract", "implementation"]
    (award,) = found["zhangbang-success-a-success"]["awards"]
    assert award["description"] == "来源只公布了成果，没有单独的揭榜记录。"


def test_a_result_belongs_to_the_contract_of_its_award() -> None:
    found = challenge(document("success", winner="a-winner", accepted_on="2025-05-05"))
    assert [award["id"] for award in found["awards"]] == ["winner/a-winner"]
    (contract,) = found["contracts"]
    assert (contract["awardID"], contract["status"]) == ("winner/a-winner", "terminated")
    (milestone,) = contract["implementation"]["milestones"]
    assert (milestone["status"], milestone["dateMet"]) == ("met", "2025-05-05T00:00:00+08:00")


def test_parallel_awards_stand_side_by_side() -> None:
    found = challenge(document("winner", id="b", state="parallel"), document("winner", id="c", state="parallel"))
    assert {award["id"]: award["status"] for award in found["awards"]} == {
        "winner/a-winner": "active",
        "winner/b": "active",
        "winner/c": "active",
        "success/a-success": "active",
    }


def test_the_last_day_of_a_public_notice_is_a_milestone() -> None:
    notice = {"from": "2025-06-01", "to": "2025-06-07"}
    winners = document("list", id="w", publishes="winners", public_notice=notice)
    found = challenge(winners, document("winner", list="w"))
    (milestone,) = found["tender"]["milestones"]
    assert milestone["dueDate"] == "2025-06-07T23:59:59+08:00"
    assert milestone["type"] == "approval"


def test_amendments_stand_with_what_they_change() -> None:
    target = {"kind": "challenge", "id": "a-challenge"}
    (amendment,) = challenge(document("notice", target=target))["tender"]["amendments"]
    assert amendment == {
        "id": "notice/a-notice",
        "date": "2025-06-01T00:00:00+08:00",
        "rationale": "标题 a-notice",
        "rationale_en": "Title a-notice",
    }


def test_invented_and_withdrawn_records_are_left_out() -> None:
    gone = {"on": "2025-01-01", "reason": {"zh": "误录"}}
    found = releases(document("guide", sample=True), document("challenge", id="b", withdrawn=gone))
    assert set(found) == {"zhangbang-challenge-a-challenge"}


@pytest.mark.parametrize(
    ("kind", "key", "table"), [("winner", "state", AWARD_STATUS), ("success", "basis", MILESTONES)]
)
def test_every_choice_of_the_schemas_has_its_code(kind: str, key: str, table: Json) -> None:
    assert set(table) == set(read_schemas()[kind]["properties"][key]["enum"])


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_on_ocds_names_our_own_codes_the_prefix_and_what_does_not_fit(lang: str) -> None:
    page = (REPOSITORY / f"generator/pages/{lang}/ocds.md").read_text("utf-8")
    named = {RECOMMENDER, JOINT_ISSUER, CALL, FORWARDS, CREDIT_CODES, "ocid_prefix", *AWARD_STATUS.values()}
    assert {name for name in named - {"cancelled"} if f"`{name}`" not in page} == set()
    assert all(word in page for word in ("推荐", "公示", "验收", "流榜", "赛马"))


def test_statuses_are_those_that_there_are() -> None:
    assert set(TENDER_STATUS) <= set(STATUSES)


def test_without_an_address_of_its_own_the_package_has_none() -> None:
    site = site_with(document("programme"), document("guide"), url="")
    found = package(site)
    assert "uri" not in found
    assert all("://" in value for key, value in every(found) if key in ("uri", "url"))


@pytest.mark.parametrize("site_of", SITES)
def test_the_file_is_the_package_one_release_a_line(site_of: Callable[[], Site]) -> None:
    site = site_of()
    data = ocds_export(site).data
    assert json.loads(data) == package(site)
    assert sum(line.startswith(b'  {"ocid"') for line in data.splitlines()) == len(package(site)["releases"])


def test_equal_records_give_equal_bytes() -> None:
    assert ocds_export(fixture_site()) == ocds_export(fixture_site())
    assert ocds_export(fixture_site()).path == PATH


@given(HOSTILE)
def test_hostile_texts_leave_the_file_json(words: str) -> None:
    written = {"zh": words}
    site = site_with(
        document("programme"),
        document("list", title=written),
        document("challenge", title=written, need=written, owner={"name": written}),
        document("winner", title=written, state_text=written, lead={"name": written}),
        document("success", title=written, achievements=[written]),
    )
    artifact = ocds_export(site)
    assert isinstance(artifact, Artifact)
    found = json.loads(artifact.data)
    assert len(found["releases"]) == 1


def _validator() -> Any:
    import referencing
    from jsonschema import Draft4Validator, FormatChecker

    folder = official("ocds")
    schemas = [
        json.loads((folder / f"{name}-schema.json").read_text("utf-8")) for name in ("release", "release-package")
    ]
    draft = referencing.jsonschema.DRAFT4
    named = [(schema["id"], referencing.Resource(schema, draft)) for schema in schemas]
    return Draft4Validator(
        schemas[1], registry=referencing.Registry().with_resources(named), format_checker=FormatChecker()
    )


@pytest.mark.vendor
@pytest.mark.parametrize("site_of", SITES)
def test_the_package_is_valid_by_the_official_schema(site_of: Callable[[], Site]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        validator = _validator()
        found = package(site_of())
        assert [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(found)] == []
        assert not validator.is_valid({**found, "releases": [{"ocid": 1}]})
