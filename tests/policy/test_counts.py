"""What a quota counts together: which records, in which groups, and when there are surely no more."""

from __future__ import annotations

from typing import Any

import pytest
from small import catalog, document

from generator.catalog import Catalog
from generator.documents import Document
from generator.model.parts import Text
from generator.policy.comparison import Span, exactly
from generator.policy.counts import Ground, counts_of, groups_of
from generator.settings import Term as Region
from policy.written import LEAST, filled, wan

REGIONS = {
    "cn": Region(id="cn", label=Text(zh="国")),
    "hunan": Region(id="hunan", label=Text(zh="湖南"), parent="cn"),
    "xiangtan": Region(id="xiangtan", label=Text(zh="湘潭"), parent="hunan"),
    "changsha": Region(id="changsha", label=Text(zh="长沙"), parent="hunan"),
    "gansu": Region(id="gansu", label=Text(zh="甘肃"), parent="cn"),
}
FIRM = {"name": {"zh": "甲公司"}}


def under(quota: dict[str, Any], *documents: Document, track: str | None = None) -> Catalog:
    """The documents under a programme with one quota; the lists l-1 and l-2 are of 2025, l-3 is of 2026."""
    rule = {**LEAST, "id": "r", "kind": "quota", "max": 1, **quota, **({"track": track} if track else {})}
    lists = [document("list", id=f"l-{i}", year=year) for i, year in ((1, 2025), (2, 2025), (3, 2026))]
    given = {each.id for each in documents}
    return catalog(document("programme", rules=[rule]), *documents, *(each for each in lists if each.id not in given))


def award(name: str, **keys: Any) -> Document:
    """An award called `name` in the list l-1."""
    return filled("winner", **{"id": name, "list": "l-1", "track": None, **keys})


def groups(found: Catalog, *, members: bool = False) -> list[list[str]]:
    """The ids of the records that are counted together."""
    return sorted([record.id for record in group.records] for group in groups_of(Ground(found, REGIONS, members)))


# -- what is counted ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "state", "counted"),
    [
        ("tasks", "selected", True),
        ("tasks", "proposed", True),
        ("tasks", "shortlisted", False),
        ("tasks", "potential", False),
        ("projects", "cancelled", False),
        ("projects", "concluded", True),
        ("applications", "shortlisted", True),
        ("applications", "cancelled", True),
        ("shortlisted", "shortlisted", True),
        ("shortlisted", "selected", False),
        ("directions", "selected", False),
    ],
)
def test_an_award_is_counted_by_its_state(of: str, state: str, counted: bool) -> None:
    found = under({"of": of, "per": ["programme"]}, award("w", state=state))
    assert groups(found) == ([["w"]] if counted else [])


def test_directions_are_challenges() -> None:
    quota = {"of": "directions", "per": ["programme", "year"]}
    assert groups(under(quota, document("challenge", list="l-1"), award("w"))) == [["a-challenge"]]


def test_what_was_taken_down_is_not_counted() -> None:
    down = {"on": "2025-01-01", "reason": {"zh": "重复"}, "replaced_by": "w"}
    found = under({"of": "tasks", "per": ["unit"]}, award("w", lead=FIRM), award("v", lead=FIRM, withdrawn=down))
    assert groups(found) == [["w"]]


def test_a_quota_of_a_track_counts_that_track() -> None:
    awards = (award("w", track="a"), award("v", track="b"), award("u"))
    assert groups(under({"of": "projects", "per": ["programme"]}, *awards, track="a")) == [["w"]]


def test_another_programmes_awards_are_not_counted() -> None:
    other = document("programme", id="b-programme")
    found = under({"of": "projects", "per": ["unit"]}, award("w", lead=FIRM), other,
                  award("v", lead=FIRM, list="l-9", programme="b-programme"),
                  document("list", id="l-9", programme="b-programme"))  # fmt: skip
    assert groups(found) == [["w"]]


# -- groups -------------------------------------------------------------------------------------------------------


def test_a_unit_is_its_record_or_its_folded_name() -> None:
    unit = document("organisation", id="a-unit")
    found = under(
        {"of": "tasks", "per": ["unit"]},
        unit,
        award("a1", lead={"organisation": "a-unit"}),
        award("a2", lead={"organisation": "a-unit", "name": {"zh": "旧名"}}),
        award("b1", lead={"name": {"zh": "乙（集团）公司"}}),
        award("b2", lead={"name": {"zh": "乙 (集团) 公司"}}),
        award("c"),
    )
    assert groups(found) == [["a1", "a2"], ["b1", "b2"]]


def test_members_count_as_the_site_chooses() -> None:
    found = under({"of": "tasks", "per": ["unit"]}, award("w", lead=FIRM), award("v", members=[FIRM, FIRM]))
    assert groups(found) == [["w"]]
    assert groups(found, members=True) == [["v", "w"]]


def test_a_group_of_companies_reaches_through_all_parents() -> None:
    units = [
        document("organisation", id="top"),
        document("organisation", id="middle", parent="top"),
        document("organisation", id="low", parent="middle"),
        document("organisation", id="stranger"),
    ]
    awards = [award(f"w-{each.id}", lead={"organisation": each.id}) for each in units]
    found = under({"of": "leads", "per": ["group"]}, *units, *awards, award("w-name", lead=FIRM))
    assert groups(found) == [["w-low", "w-middle", "w-top"], ["w-name"], ["w-stranger"]]


def test_a_group_is_that_of_the_lead_alone() -> None:
    found = under({"of": "leads", "per": ["group"]}, award("w", members=[FIRM]), award("v", lead=FIRM))
    assert groups(found, members=True) == [["v"]]


def test_a_ministry_is_no_group_of_companies() -> None:
    units = [
        document("organisation", id="ministry", type="government"),
        document("organisation", id="one", parent="ministry"),
        document("organisation", id="two", parent="ministry"),
    ]
    awards = [award(f"w-{each.id}", lead={"organisation": each.id}) for each in units[1:]]
    assert groups(under({"of": "leads", "per": ["group"]}, *units, *awards)) == [["w-one"], ["w-two"]]


def test_units_that_are_each_others_parents_end_no_run() -> None:
    units = [document("organisation", id="one", parent="two"), document("organisation", id="two", parent="one")]
    found = under({"of": "leads", "per": ["group"]}, *units, award("w", lead={"organisation": "one"}))
    assert groups(found) == [["w"]]


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        (["chain", "year"], [["a1", "a2"], ["a3"], ["b"]]),
        (["programme", "year"], [["a1", "a2", "b", "n"], ["a3"]]),
        (["chain"], [["a1"], ["a2"], ["a3"], ["b"]]),
        (["programme"], [["a1", "b", "n"], ["a2"], ["a3"]]),
        (["year"], [["a1", "a2", "b", "n"], ["a3"]]),
        ([], [["a1", "b", "n"], ["a2"], ["a3"]]),
        (["project"], [["a1"], ["a2"], ["a3"], ["b"], ["n"]]),
    ],
)
def test_a_quota_that_names_no_year_counts_within_one_list(per: list[str], expected: list[list[str]]) -> None:
    soft = {"zh": "软件"}
    found = under(
        {"of": "projects", **({"per": per} if per else {})},
        award("a1", chain=soft),
        award("a2", chain={"zh": "软 件"}, list="l-2"),
        award("a3", chain=soft, list="l-3"),
        award("b", chain={"zh": "生物"}),
        award("n"),
    )
    assert groups(found) == expected


def test_a_chain_may_stand_at_the_challenge() -> None:
    challenge = document("challenge", list="l-1", chain={"zh": "软件"})
    found = under({"of": "projects", "per": ["chain", "year"]}, challenge, award("w", challenge="a-challenge"))
    assert groups(found) == [["w"]]


def test_without_a_list_its_challenges_list_is_the_call_and_else_its_year() -> None:
    challenges = [document("challenge", id=f"c-{i}", list=f"l-{i}") for i in (1, 3)]
    loose = {"list": None, "programme": "a-programme", "challenge": None}
    found = under(
        {"of": "tasks", "per": ["unit"]},
        *challenges,
        *(award(f"w-{i}", lead=FIRM, challenge=f"c-{i}", list=None) for i in (1, 3)),
        award("y-1", lead=FIRM, **loose, year=2024),
        award("y-2", lead=FIRM, **loose, decided_on="2024-05"),
        award("n-1", lead=FIRM, **loose),
        award("n-2", lead=FIRM, **loose),
    )
    assert groups(found) == [["w-1"], ["w-3"], ["y-1", "y-2"]]


@pytest.mark.parametrize(
    ("per", "expected"), [("province", [["h1", "h2"], ["k"]]), ("district", [["h1"], ["h2"], ["k"]])]
)
def test_places_group_by_province_or_as_written(per: str, expected: list[list[str]]) -> None:
    places = (("h1", "xiangtan"), ("h2", "changsha"), ("k", "gansu"), ("x", "cn"))
    found = under({"of": "projects", "per": [per]}, *(award(name, region=region) for name, region in places))
    assert [group for group in groups(found) if group != ["x"]] == expected


def test_a_direction_is_its_challenge() -> None:
    found = under({"of": "winners", "per": ["direction"]}, award("w", challenge="c"), award("v", challenge="c"))
    assert groups(found) == [["v", "w"]]


# -- how many, how much -------------------------------------------------------------------------------------------


def counts(quota: dict[str, Any], *documents: Document) -> dict[str, Any]:
    found = under(quota, *documents)
    (group,) = groups_of(Ground(found, REGIONS, False))
    return dict(counts_of(found, group))


@pytest.mark.parametrize(
    ("declared", "expected"), [(None, Span(2, None)), (3, Span(2, None)), (2, exactly(2)), (1, Span(2, None))]
)
def test_there_are_surely_no_more_where_the_list_is_complete(declared: int | None, expected: Span) -> None:
    total = {"declared_total": declared} if declared is not None else {}
    listing = document("list", id="l-1", year=2025, **total)
    found = counts({"of": "projects", "per": ["programme"]}, listing, award("w"), award("v"))
    assert found["projects_per_programme"] == expected


def test_without_a_list_there_may_always_be_more() -> None:
    loose = award("w", list=None, challenge=None, programme="a-programme", year=2025)
    assert counts({"of": "projects", "per": ["year"]}, loose)["projects_per_year"] == Span(1, None)


def test_a_group_over_two_lists_is_complete_where_both_are() -> None:
    lists = [document("list", id=f"l-{i}", year=2025, declared_total=1) for i in (1, 2)]
    awards = (award("w"), award("v", list="l-2"))
    quota = {"of": "projects", "per": ["year"]}
    assert counts(quota, *lists, *awards)["projects_per_year"] == exactly(2)
    assert counts(quota, lists[0], *awards)["projects_per_year"] == Span(2, None)


def test_support_is_summed_to_the_fen_and_at_least_what_is_known() -> None:
    amounts = ({"wan": 33.33}, {"yuan": 0.01}, {"wan": {"min": 1, "max": 2}}, {"wan": 9, "qualifier": "about"})
    awards = [award(f"w-{i}", support={"amount": amount}) for i, amount in enumerate(amounts)]
    found = counts({"cap": {"wan": 1}, "per": ["year"]}, *awards, award("none"))
    assert found == {"support_per_year": Span(wan(34.33) + 1, None)}


def test_the_sum_of_a_complete_list_is_known_where_every_amount_is() -> None:
    listing = document("list", id="l-1", year=2025, declared_total=2)
    awards = [award(f"w-{i}", support={"amount": {"wan": i}}) for i in (1, 2)]
    assert counts({"cap": {"wan": 1}, "per": ["year"]}, listing, *awards)["support_per_year"] == exactly(wan(3))
    unknown = (awards[0], award("w-2"))
    assert counts({"cap": {"wan": 1}, "per": ["year"]}, listing, *unknown)["support_per_year"] == Span(wan(1), None)


def test_a_quota_may_limit_number_and_money_at_once() -> None:
    found = counts({"of": "projects", "cap": {"wan": 1}, "per": ["year"]}, award("w", support={"amount": {"wan": 2}}))
    assert found == {"projects_per_year": Span(1, None), "support_per_year": Span(wan(2), None)}
