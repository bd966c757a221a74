"""Each rule finds what it should, where it should, and nothing else. cases/ holds one case of each problem."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import found_in, put

from generator.pipeline import check
from generator.rules import CATALOG_RULES, DOCUMENT_RULES, HISTORY_RULES

ORGANISATIONS = "content/organisations"
WITHDRAWN = {"on": "2025-01-01", "reason": {"zh": "x"}, "replaced_by": "gone"}
CITE = {"source": "notice", "quote": "x"}


def rule(**keys: Any) -> dict[str, Any]:
    told = {"kind": "duty", "strength": "hard", "statement": {"zh": "x", "en": "x"}, "cite": CITE}
    return {"id": "r", **told, **keys}


def codes_in(project: Path) -> list[tuple[str, str]]:
    """The code and pointer of each problem."""
    return [(line.split(" ")[1], " ".join(line.split(" ")[2:])) for line in found_in(project)]


def test_a_rule_stands_in_one_table() -> None:
    assert not set(DOCUMENT_RULES) & set(CATALOG_RULES)
    assert not (set(DOCUMENT_RULES) | set(CATALOG_RULES)) & set(HISTORY_RULES)


def test_every_module_of_rules_stands_in_a_table(repository: Path) -> None:
    modules = {path.stem for path in (repository / "generator" / "rules").glob("*.py")} - {"__init__", "evidence"}
    assert modules == {*DOCUMENT_RULES, *CATALOG_RULES, *HISTORY_RULES}


# -- identity and duplicates ----------------------------------------------------------------------------------


@pytest.mark.parametrize("record_id", ["index", "page-2", "page-x"])
def test_an_id_that_the_site_keeps_is_refused(small_project: Path, record_id: str) -> None:
    put(small_project, "organisation", id=record_id)
    assert codes_in(small_project) == [("id-reserved", "/id")]


def test_one_id_may_be_used_in_two_kinds(small_project: Path) -> None:
    put(small_project, "organisation", id="a-guide")
    assert found_in(small_project) == []


def test_two_files_of_one_id_are_both_told(small_project: Path) -> None:
    put(small_project, "organisation", id="x")
    (small_project / ORGANISATIONS / "deep").mkdir()
    (small_project / ORGANISATIONS / "x.yml").rename(small_project / ORGANISATIONS / "deep" / "x.yml")
    put(small_project, "organisation", id="x")
    assert found_in(small_project) == [
        f"{ORGANISATIONS}/deep/x.yml:1:2 id-duplicate /id",
        f"{ORGANISATIONS}/x.yml:1:2 id-duplicate /id",
    ]


def test_a_former_id_is_taken_for_ever(small_project: Path) -> None:
    put(small_project, "organisation", id="x", formerly=["a-bureau"])
    assert ("id-duplicate", "/formerly/0") in codes_in(small_project)


def test_two_records_never_had_the_same_former_id(small_project: Path) -> None:
    for record_id in ("x", "y"):
        put(small_project, "organisation", id=record_id, formerly=["older", "old"])
    told = [line.split(" ")[0].partition(":")[0] for line in found_in(small_project)]
    assert set(told) == {f"{ORGANISATIONS}/x.yml", f"{ORGANISATIONS}/y.yml"}


@pytest.mark.parametrize("former", [["x"], ["old", "old"]])
def test_a_former_id_is_another_and_stands_once(small_project: Path, former: list[str]) -> None:
    put(small_project, "organisation", id="x", formerly=former)
    assert found_in(small_project) != []


@pytest.mark.parametrize("former", ["index", "page-2"])
def test_a_former_id_is_none_that_the_site_keeps(small_project: Path, former: str) -> None:
    put(small_project, "organisation", id="x", formerly=[former])
    assert codes_in(small_project) == [("id-reserved", "/formerly/0")]


# -- references -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("guide", {"programme": "gone"}, "/programme"),
        ("guide", {"forwards": "gone"}, "/forwards"),
        ("guide", {"forms": ["gone"]}, "/forms/0"),
        ("guide", {"issuers": [{"organisation": "a-bureau"}, {"organisation": "gone"}]}, "/issuers/1/organisation"),
        ("challenge", {"list": "gone"}, "/list"),
        ("challenge", {"guide": "gone"}, "/guide"),
        ("challenge", {"owner": {"organisation": "gone"}}, "/owner/organisation"),
        ("winner", {"challenge": "gone"}, "/challenge"),
        ("success", {"challenge": "gone"}, "/challenge"),
        ("organisation", {"parent": "gone"}, "/parent"),
        ("notice", {"target": {"kind": "winner", "id": "a-guide"}}, "/target/id"),
        ("organisation", {"withdrawn": WITHDRAWN}, "/withdrawn/replaced_by"),
    ],
)
def test_a_reference_leads_to_a_record(small_project: Path, kind: str, keys: dict[str, Any], pointer: str) -> None:
    put(small_project, kind, **{"list": "a-list", **keys} if kind == "challenge" else keys)
    assert codes_in(small_project) == [("reference-unknown", pointer)]


def test_a_missing_reference_names_the_nearest_id(small_project: Path) -> None:
    put(small_project, "organisation", id="x", parent="a-buraeu")
    (found,) = check(small_project).problems
    assert found.remedy.en == "Did you mean “a-bureau”? Or make that record first."
    assert found.remedy.zh.startswith("是不是“a-bureau”？")


def test_a_reference_to_a_former_id_says_what_it_is_called_now(small_project: Path) -> None:
    put(small_project, "organisation", id="x", formerly=["quite-another-name"])
    put(small_project, "organisation", id="y", parent="quite-another-name")
    (found,) = check(small_project).problems
    assert found.code == "reference-unknown"


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_circle_is_told_to_each_of_its_records(small_project: Path, length: int) -> None:
    for i in range(length):
        put(small_project, "organisation", id=f"u{i}", parent=f"u{(i + 1) % length}")
    put(small_project, "organisation", id="outside", parent="u0")
    assert codes_in(small_project) == [("reference-cycle", "/parent")] * length


def test_calls_forward_one_another_in_no_circle(small_project: Path) -> None:
    put(small_project, "guide", id="x", forwards="y")
    put(small_project, "guide", id="y", forwards="x")
    assert codes_in(small_project) == [("reference-cycle", "/forwards")] * 2


def test_replacements_never_lead_in_a_circle_without_end(small_project: Path) -> None:
    for one, other in (("x", "y"), ("y", "x")):
        put(small_project, "organisation", id=one, withdrawn={**WITHDRAWN, "replaced_by": other})
    assert check(small_project).total == 6


# -- citations ------------------------------------------------------------------------------------------------


def test_a_citation_names_one_of_the_records_own_sources(small_project: Path) -> None:
    put(small_project, "guide", id="x", rules=[rule(), rule(id="s", cite={**CITE, "source": "notise"})])
    assert codes_in(small_project) == [("source-unknown", "/rules/1/cite/source")]


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("guide", {"rules": [rule(), rule()]}, "/rules/1/id"),
        ("guide", {"stages": [{"id": "s", "title": {"zh": "x"}}] * 2}, "/stages/1/id"),
        ("programme", {"tracks": [{"id": "t", "title": {"zh": "x"}, "summary": {"zh": "x"}}] * 2}, "/tracks/1/id"),
        ("guide", {"sources": [{"id": "notice", "title": {"zh": "x"}, "issuer": {"zh": "x"}}] * 2}, "/sources/1/id"),
    ],
)
def test_a_key_within_a_list_is_used_once(small_project: Path, kind: str, keys: dict[str, Any], pointer: str) -> None:
    put(small_project, kind, id="x", **keys)
    assert codes_in(small_project) == [("key-repeated", pointer)]


def test_a_key_may_be_used_again_in_another_list(small_project: Path) -> None:
    put(small_project, "guide", id="x", rules=[rule()], stages=[{"id": "r", "title": {"zh": "x"}}])
    assert found_in(small_project) == []


# -- vocabularies and tracks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("organisation", {"region": "hunam"}, "/region"),
        ("challenge", {"domains": ["motors", "moters"]}, "/domains/1"),
        ("guide", {"domains": [{"domain": "moters"}]}, "/domains/0/domain"),
        ("guide", {"domains": [{"domain": "motors", "also": ["moters"]}]}, "/domains/0/also/0"),
        ("guide", {"windows": [{"audience": "any", "action": "apply", "region": "hunam"}]}, "/windows/0/region"),
        ("guide", {"solver": {"regions": ["cn", "hunam"]}}, "/solver/regions/1"),
    ],
)
def test_a_region_or_domain_is_one_of_the_sites(
    small_project: Path, kind: str, keys: dict[str, Any], pointer: str
) -> None:
    put(small_project, kind, id="x", **keys)
    assert codes_in(small_project) == [("vocabulary-unknown", pointer)]


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("guide", {"track": "takling"}, "/track"),
        ("challenge", {"track": "takling"}, "/track"),
        ("guide", {"rules": [rule(track="takling")]}, "/rules/0/track"),
        ("programme", {"rules": [rule(track="takling")]}, "/rules/0/track"),
    ],
)
def test_a_track_is_one_of_its_programmes(small_project: Path, kind: str, keys: dict[str, Any], pointer: str) -> None:
    put(small_project, kind, id="x", **keys)
    assert codes_in(small_project) == [("track-unknown", pointer)]


@pytest.mark.parametrize("kind", ["guide", "list", "challenge"])
def test_a_track_of_its_programme_is_right(small_project: Path, kind: str) -> None:
    put(small_project, kind, id="x", **({} if kind == "list" else {"track": "tackling"}))
    assert found_in(small_project) == []


# -- periods --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("2025-06-02", "2025-06-01"),
        ("2025-06-01T12:00", "2025-06-01T12:00"),
        ("2025-06-01T12:00", "2025-06-01T11:59"),
        ("2026", "2025"),
        ("2025-07", "2025-06-30"),
        ({"text": {"zh": "七月"}, "from": "2025-07"}, {"text": {"zh": "六月"}, "to": "2025-06"}),
    ],
)
def test_a_period_does_not_end_before_it_begins(small_project: Path, opens: object, closes: object) -> None:
    put(
        small_project,
        "guide",
        id="x",
        windows=[{"audience": "any", "action": "apply", "opens": opens, "closes": closes}],
    )
    assert codes_in(small_project) == [("dates-reversed", "/windows/0/closes")]


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("2025-06-01", "2025-06-01"),
        ("2025-06-01T12:00", "2025-06-01T12:01"),
        ("2025-06-01T23:00", "2025-06-01"),
        ("2025", "2025"),
        ("2025-06-30", "2025-06"),
        ({"text": {"zh": "待定"}}, "2025-06"),
        ({"text": {"zh": "约"}, "from": "2025-05", "to": "2025-08"}, "2025-06"),
    ],
)
def test_a_period_may_be_short_or_vague(small_project: Path, opens: object, closes: object) -> None:
    put(
        small_project,
        "guide",
        id="x",
        windows=[{"audience": "any", "action": "apply", "opens": opens, "closes": closes}],
    )
    assert found_in(small_project) == []


def test_a_vague_date_is_a_period_too(small_project: Path) -> None:
    put(small_project, "guide", id="x", published_on={"text": {"zh": "约"}, "from": "2025-07", "to": "2025-06"})
    assert codes_in(small_project) == [("dates-reversed", "/published_on/to")]


# -- privacy --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["13812345678", "手机：138 1234 5678。", "138-1234-5678", "+86 13812345678", "+8613812345678",
     "86-138-1234-5678", "电话19912345678转"],
)  # fmt: skip
def test_a_mobile_number_is_found_however_it_is_grouped(small_project: Path, written: str) -> None:
    put(small_project, "guide", id="x", note={"zh": written, "en": "x"})
    assert codes_in(small_project) == [("personal-data", "/note/zh")]


@pytest.mark.parametrize(
    "written",
    ["0731-58570000", "12812345678", "1381234567", "138123456789", "91430300MA13812345678X", "2025-06-10",
     "400-123-4567", "金额23812345678.50"],
)  # fmt: skip
def test_other_figures_are_no_mobile_numbers(small_project: Path, written: str) -> None:
    put(small_project, "guide", id="x", note={"zh": written, "en": "x"})
    assert found_in(small_project) == []


@pytest.mark.parametrize(
    ("kind", "keys", "pointer"),
    [
        ("guide", {"contacts": [{"office": {"zh": "局"}, "phone": "13812345678"}]}, "/contacts/0/phone"),
        ("guide", {"number": "13812345678"}, "/number"),
        ("challenge", {"need": {"zh": "x", "en": "call 138 1234 5678"}}, "/need/en"),
    ],
)
def test_a_mobile_number_is_found_in_every_text(
    small_project: Path, kind: str, keys: dict[str, Any], pointer: str
) -> None:
    put(small_project, kind, id="x", **keys)
    assert codes_in(small_project) == [("personal-data", pointer)]


# -- translations ---------------------------------------------------------------------------------------------


def test_a_title_without_english_is_a_warning_and_the_record_stays(small_project: Path) -> None:
    put(small_project, "organisation", id="x", title={"zh": "某单位"})
    checked = check(small_project)
    assert [(found.code, found.severity) for found in checked.problems] == [("translation-missing", "warning")]
    assert not checked.has_errors
    assert "x" in checked.catalog.records["organisation"]


def test_an_error_leaves_its_record_out_and_others_in(small_project: Path) -> None:
    put(small_project, "organisation", id="x", parent="gone")
    put(small_project, "organisation", id="y", parent="x")
    checked = check(small_project)
    assert set(checked.catalog.records["organisation"]) == {"a-bureau", "y"}
    assert {found.file for found in checked.problems} == {f"{ORGANISATIONS}/x.yml"}
