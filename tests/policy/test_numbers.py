"""The numbers of the three official documents, as they must hold to the fen."""

from __future__ import annotations

from typing import Any

import pytest

from policy.standing import Standing, standing

XIANGTAN, GANSU, GUANGZHOU = "xiangtan-2024-challenge", "gansu-2025-industry-challenge", "guangzhou-key-rd"
XIANGTAN_SUPPORT = ["support", "support-in-principle"]


def award(**keys: Any) -> dict[str, Any]:
    return {"kind": "winner", **keys}


def directed(**keys: Any) -> dict[str, Any]:
    """An award on Guangzhou's directed track."""
    return award(track="a-consortium", **keys)


def severities(found: Standing, rule: str) -> set[str]:
    return {problem.severity for problem in found.problems if str(problem.value).endswith(f"#{rule}")}


@pytest.mark.parametrize(
    ("rd_input", "support", "broken"),
    [
        (200, 50, []),
        (200, 50.01, XIANGTAN_SUPPORT),
        (199, 50, ["support", "support-in-principle"]),
        (199, 49.75, []),
        (199, 49.7501, ["support", "support-in-principle"]),
        (100, 25, []),
        (10_000, 50, []),
        (10_000, 50.000001, XIANGTAN_SUPPORT),
        (99.99, 20, ["rd-input-minimum"]),
    ],
)
def test_xiangtan_pays_a_quarter_of_the_rd_input_and_at_most_half_a_million(
    rd_input: float, support: float, broken: list[str]
) -> None:
    amounts = {"rd_input": {"wan": rd_input}, "support": {"amount": {"wan": support}}}
    for kind in ("challenge", "winner"):
        assert standing(XIANGTAN, [{"kind": kind, **amounts}]).broken == broken


def test_xiangtans_wording_in_principle_is_a_warning_beside_the_hard_rule() -> None:
    found = standing(XIANGTAN, [award(rd_input={"wan": 199}, support={"amount": {"wan": 50}})])
    assert severities(found, "support") == {"error"}
    assert severities(found, "support-in-principle") == {"warning"}


def test_the_rate_and_the_cap_are_both_told_at_once() -> None:
    found = standing(XIANGTAN, [award(rd_input={"wan": 100}, support={"amount": {"wan": 60}})])
    (told,) = (problem.message.zh for problem in found.problems if problem.value == f"{XIANGTAN}#support")
    assert "= 25万元，这里是 60万元；" in told
    assert "≤ 50万元，这里是 60万元" in told


@pytest.mark.parametrize(
    ("investment", "support", "broken"),
    [
        ({"total_investment": {"wan": 5000}}, 500, []),
        ({"total_investment": {"wan": 4999.99}}, 500, ["support"]),
        ({"total_investment": {"yi": 10}}, 500, []),
        ({"total_investment": {"yi": 10}}, 500.01, ["support"]),
        ({"rd_input": {"wan": 1}}, 500, []),
        ({"rd_input": {"wan": 1}, "owner_payment": {"wan": 1}, "own_funds": {"wan": 1}}, 500, []),
        ({"rd_input": {"wan": 9000}, "total_investment": {"wan": 100}}, 500, ["support"]),
    ],
)
def test_gansu_pays_a_tenth_of_the_total_investment_and_never_looks_at_another_amount(
    investment: dict[str, Any], support: float, broken: list[str]
) -> None:
    assert standing(GANSU, [award(**investment, support={"amount": {"wan": support}})]).broken == broken


@pytest.mark.parametrize(
    ("sums", "broken"), [((100,), []), ((200,), []), ((150,), ["a-fixed"]), ((100, 200, 201), ["a-fixed"])]
)
def test_guangzhou_pays_one_or_two_million(sums: tuple[float, ...], broken: list[str]) -> None:
    records = [directed(id=f"w-{i}", support={"amount": {"wan": sum_}}) for i, sum_ in enumerate(sums)]
    assert standing(GUANGZHOU, records).broken == broken


@pytest.mark.parametrize(
    ("ones", "twos", "broken"),
    [
        (0, 5, []),
        (10, 0, []),
        (6, 2, []),
        (1, 5, ["a-chain-money"]),
        (8, 2, ["a-chain-money"]),
        (11, 0, ["a-chain-money", "a-chain-projects"]),
        (4, 0, []),
    ],
)
def test_guangzhou_limits_money_and_projects_of_a_chain_at_once(ones: int, twos: int, broken: list[str]) -> None:
    chain = {"chain": {"zh": "软件"}}
    records = [
        *(directed(id=f"one-{i}", **chain, support={"amount": {"wan": 100}}) for i in range(ones)),
        *(directed(id=f"two-{i}", **chain, support={"amount": {"wan": 200}}) for i in range(twos)),
    ]
    assert standing(GUANGZHOU, records).broken == broken


def test_guangzhou_sums_a_chain_over_the_lists_of_one_year() -> None:
    lists = [{"kind": "list", "id": f"l-{i}", "year": year} for i, year in ((1, 2025), (2, 2025), (3, 2026))]
    awards = [
        directed(id=f"w-{i}", list=f"l-{1 + i % 2}", chain={"zh": "软件"}, support={"amount": {"wan": 200}})
        for i in range(5)
    ]
    more = directed(id="more", chain={"zh": "软件"}, support={"amount": {"wan": 100}})
    assert standing(GUANGZHOU, [*lists, *awards, {**more, "list": "l-3"}]).broken == []
    assert standing(GUANGZHOU, [*lists, *awards, {**more, "list": "l-2"}]).broken == ["a-chain-money"]


@pytest.mark.parametrize(("count", "broken"), [(10, []), (11, ["a-directions"])])
def test_guangzhou_has_ten_directions_a_year(count: int, broken: list[str]) -> None:
    found = standing(GUANGZHOU, [{"kind": "challenge", "track": "a-consortium", "times": count}])
    assert found.broken == broken
    assert severities(found, "a-directions") == ({"error"} if broken else set())


@pytest.mark.parametrize(("count", "broken"), [(1, []), (2, ["a-group-projects"])])
def test_guangzhous_group_leads_two_projects_its_subsidiaries_included(count: int, broken: list[str]) -> None:
    records = [
        {"kind": "organisation", "id": "chief"},
        {"kind": "organisation", "id": "daughter", "parent": "chief"},
        directed(id="own", lead={"organisation": "chief"}, times=count + 1) if count > 1 else
        directed(id="own", lead={"organisation": "chief"}),
        directed(id="third", lead={"organisation": "daughter"}),
    ]  # fmt: skip
    found = standing(GUANGZHOU, records)
    assert found.broken == broken
    assert severities(found, "a-group-projects") == ({"warning"} if broken else set())


def test_a_group_that_leads_too_many_is_told_once_with_the_others() -> None:
    records = [
        {"kind": "organisation", "id": "chief"},
        {"kind": "organisation", "id": "daughter", "parent": "chief"},
        directed(id="first", lead={"organisation": "chief"}),
        directed(id="second", lead={"organisation": "chief"}),
        directed(id="third", lead={"organisation": "daughter"}),
    ]
    (problem,) = standing(GUANGZHOU, records).problems
    assert (problem.file, problem.pointer) == ("content/winners/third.yml", ("lead",))
    assert "first, second" in problem.message.zh


def test_members_count_where_the_site_says_so() -> None:
    unit = {"name": {"zh": "甲公司"}}
    records = [award(id="first", lead=unit), award(id="second", lead={"name": {"zh": "乙公司"}}, members=[unit])]
    assert standing(GANSU, records).broken == []
    assert standing(GANSU, records, count_members=True).broken == ["one-task-per-unit"]


# -- what an award shares with its challenge ----------------------------------------------------------------------


def test_what_an_award_only_repeats_is_told_at_its_challenge() -> None:
    challenge = {"kind": "challenge", "rd_input": {"wan": 99}}
    (problem,) = standing(XIANGTAN, [challenge, award()]).problems
    assert (problem.file, problem.pointer) == ("content/challenges/a-challenge.yml", ("rd_input",))


def test_an_awards_own_breach_is_told_beside_its_challenges() -> None:
    challenge = {"kind": "challenge", "rd_input": {"wan": 99}}
    found = standing(XIANGTAN, [challenge, award(rd_input={"wan": 98})])
    assert [problem.file for problem in found.problems] == [
        "content/challenges/a-challenge.yml",
        "content/winners/a-winner.yml",
    ]


def test_what_does_not_bind_the_challenge_is_told_at_the_award() -> None:
    challenge = {"kind": "challenge", "support": {"amount": {"wan": 150}}}
    (problem,) = standing(GUANGZHOU, [challenge, directed()]).problems
    assert (problem.file, problem.pointer) == ("content/winners/a-winner.yml", ())


def test_what_a_challenge_that_was_taken_down_breaks_is_told_at_the_award() -> None:
    down = {"on": "2025-01-01", "reason": {"zh": "有误"}}
    found = standing(XIANGTAN, [{"kind": "challenge", "rd_input": {"wan": 99}, "withdrawn": down}, award()])
    assert [problem.file for problem in found.problems] == ["content/winners/a-winner.yml"]


def test_an_award_that_another_programme_pays_is_held_against_that_ones_limits() -> None:
    amounts = {"rd_input": {"wan": 600}, "total_investment": {"wan": 9000}}
    records = [
        {"kind": "list", "id": "a-list"},
        {"kind": "list", "id": "g-list", "programme": GANSU},
        {"kind": "challenge", **amounts},
        award(list="g-list", programme=GANSU, support={"amount": {"wan": 400}, "paid": "one_off"}),
    ]
    assert standing(XIANGTAN, records).broken == []
    assert standing(XIANGTAN, [*records[:3], {**records[3], "support": {"amount": {"wan": 501}}}]).broken == ["support"]
