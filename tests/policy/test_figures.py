"""What a record tells by name: its amounts, its term in months, its units, its steps, and what it does not tell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small import catalog, document, held

from generator.documents import Document
from generator.model.parts import Text
from generator.model.records import Challenge, Winner
from generator.policy.comparison import Figures, Span, exactly
from generator.policy.figures import COUNTED, FIGURES, PER, figure_of, figures_of
from generator.settings import Term as Region
from policy.written import wan

REGIONS = {
    "cn": Region(id="cn", label=Text(zh="国")),
    "hunan": Region(id="hunan", label=Text(zh="省"), parent="cn"),
    "xiangtan": Region(id="xiangtan", label=Text(zh="市"), parent="hunan"),
}


def told(kind: str, *others: Document, **keys: Any) -> Figures:
    """What the smallest record of the kind tells with these keys."""
    found = catalog(document(kind, **keys), *others)
    record = held(found, kind)
    assert isinstance(record, (Challenge, Winner))
    return figures_of(found, record, REGIONS)


# -- amounts ------------------------------------------------------------------------------------------------------


def test_each_amount_stands_under_its_own_name() -> None:
    names = ("rd_input", "total_investment", "owner_payment", "own_funds", "new_tax")
    amounts = {name: {"wan": 10 + i} for i, name in enumerate(names)}
    found = told("challenge", **amounts, support={"amount": {"wan": 1}, "paid": "upfront"})
    assert {name: found[name] for name in names} == {name: exactly(wan(10 + i)) for i, name in enumerate(names)}
    assert (found["support"], found["paid"]) == (exactly(wan(1)), frozenset({"upfront"}))


@pytest.mark.parametrize("name", ["rd_input", "total_investment", "owner_payment", "own_funds"])
def test_one_amount_never_stands_for_another(name: str) -> None:
    for kind in ("challenge", "winner"):
        found = told(kind, **{name: {"wan": 10}})
        assert {key for key in found if FIGURES[key].form == "money"} == {name}


@pytest.mark.parametrize(
    ("support", "expected"),
    [
        ({"amount": {"wan": {"min": 10, "max": 20}}}, Span(wan(10), wan(20))),
        ({"amount": {"wan": 20, "qualifier": "at_most"}}, Span(None, wan(20))),
        ({"options": [{"wan": 200}, {"wan": 100}]}, Span(wan(100), wan(200))),
        ({"options": [{"wan": 100}]}, exactly(wan(100))),
        ({"options": [{"wan": {"min": 100, "max": 150}}, {"wan": 120}]}, Span(wan(100), wan(150))),
        ({"options": [{"wan": {"min": 100}}, {"wan": 200}]}, None),
        ({"options": [{"wan": {"max": 100}}, {"wan": 200}]}, None),
        ({"options": [{"wan": 100}, {"text": {"zh": "另议"}}]}, None),
        ({"amount": {"wan": 20, "qualifier": "about"}}, None),
        ({"amount": {"text": {"zh": "面议"}}}, None),
        ({"mode": "unstated"}, None),
    ],
)
def test_support_is_known_as_far_as_it_is_stated(support: dict[str, Any], expected: Span | None) -> None:
    for kind in ("challenge", "winner"):
        assert told(kind, support=support).get("support") == expected


def test_an_award_tells_its_challenges_amounts_where_it_has_none_of_its_own() -> None:
    challenge = document("challenge", rd_input={"wan": 200}, support={"amount": {"wan": 50}, "paid": "upfront"})
    found = told("winner", challenge, rd_input={"wan": 300})
    assert (found["rd_input"], found["support"]) == (exactly(wan(300)), exactly(wan(50)))


def test_an_awards_vague_amount_is_not_filled_from_its_challenge() -> None:
    challenge = document("challenge", support={"amount": {"wan": 50}, "paid": "upfront"}, term={"months_max": 24})
    vague = {"amount": {"wan": 50, "qualifier": "about"}}
    found = told("winner", challenge, support=vague, term={"text": {"zh": "约两年"}})
    assert "support" not in found
    assert "months" not in found
    assert found["paid"] == frozenset({"upfront"})


# -- terms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-01-01", "2025-12-31", 24),
        ("2024-01-01", "2026-01-01", 25),
        ("2024-03-15", "2026-03-14", 24),
        ("2024-03-15", "2026-03-15", 25),
        ("2024-02-29", "2026-02-28", 24),
        ("2024-01-31", "2024-02-29", 1),
        ("2024-01-31", "2024-03-01", 2),
        ("2024-08-31", "2025-02-28", 6),
        ("2024-01-01", "2024-01-01", 1),
        ("2024-01-02", "2024-01-01", 0),
        ("0001-01-01", "9999-12-31", 9999 * 12),
    ],
)
def test_a_term_has_the_months_from_its_first_day_to_its_last(first: str, last: str, months: int) -> None:
    assert told("challenge", term={"from": first, "to": last})["months"] == exactly(months)


@pytest.mark.parametrize(
    ("term", "months"),
    [
        ({"months_max": 24}, exactly(24)),
        ({"months_max": 24, "from": "2024-01-01", "to": "2030-01-01"}, exactly(24)),
        ({"from": "2024-01", "to": "2025-12"}, Span(23, 24)),
        ({"from": "2024", "to": "2026"}, Span(13, 36)),
        ({"from": "2024", "to": "2024"}, Span(0, 12)),
        ({"from": {"text": {"zh": "下旬"}, "from": "2024-09-21", "to": "2024-09-30"}, "to": "2026-09-20"}, exactly(24)),
        ({"from": "2024-01-01"}, None),
        ({"to": "2025-12-31"}, None),
        ({"from": {"text": {"zh": "立项时"}}, "to": "2025-12-31"}, None),
        ({"text": {"zh": "两年"}}, None),
    ],
)  # fmt: skip
def test_a_term_is_known_as_far_as_it_is_written(term: dict[str, Any], months: Span | None) -> None:
    assert told("challenge", term=term).get("months") == months


# -- units --------------------------------------------------------------------------------------------------------


def test_the_owner_and_the_lead_have_kind_and_region() -> None:
    unit = document("organisation", id="a-unit", type="enterprise")
    party = {"organisation": "a-unit"}
    place = frozenset({"xiangtan", "hunan", "cn"})
    owner, lead = told("challenge", unit, owner=party), told("winner", unit, lead=party)
    assert (owner["owner_kind"], owner["owner_region"]) == (frozenset({"enterprise"}), place)
    assert (lead["lead_kind"], lead["lead_region"]) == (frozenset({"enterprise"}), place)


def test_of_a_unit_without_record_or_with_a_strange_region_nothing_is_known() -> None:
    unit = document("organisation", id="a-unit", region="atlantis")
    assert not {"lead_kind", "lead_region"} & {*told("winner", lead={"name": {"zh": "某公司"}})}
    assert "lead_region" not in told("winner", unit, lead={"organisation": "a-unit"})


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"lead": True}, {"consortium": False}),
        ({"lead": True, "members": 2}, {"consortium": True, "leads": 1, "members": 2, "units": 3}),
        ({"members": 2}, {"consortium": True, "leads": 0, "members": 2, "units": 2}),
        ({"lead": True, "consortium": True}, {"consortium": True, "leads": 1, "members": 0, "units": 1}),
        ({}, {}),
    ],
)
def test_a_consortium_is_counted_where_there_is_one(keys: dict[str, int], expected: dict[str, int]) -> None:
    party = {"name": {"zh": "某公司"}}
    written: dict[str, Any] = {"lead": party} if "lead" in keys else {}
    if "members" in keys:
        written["members"] = [{"name": {"zh": f"某大学{i}"}} for i in range(keys["members"])]
    if "consortium" in keys:
        written["consortium"] = {"zh": "联合体"}
    found = told("winner", **written)
    names = ("consortium", "leads", "members", "units")
    assert {name: found[name] for name in names if name in found} == {
        name: value if name == "consortium" else exactly(value) for name, value in expected.items()
    }


def test_the_kinds_of_members_are_those_on_record() -> None:
    units = [document("organisation", id=f"a-{kind}", type=kind) for kind in ("university", "hospital")]
    members = [{"organisation": "a-university"}, {"organisation": "a-hospital"}, {"name": {"zh": "某公司"}}]
    assert told("winner", *units, members=members)["member_kinds"] == frozenset({"university", "hospital"})
    assert "member_kinds" not in told("winner", members=members[2:])


# -- steps, words and answers -------------------------------------------------------------------------------------


def test_an_award_tells_the_days_of_its_steps() -> None:
    listing = document("list", public_notice={"from": "2024-11-11", "to": "2024-11-15"})
    found = told("winner", listing, list="a-list", contract_on="2024-11", decided_on="2024-11-20")
    day = date(2024, 11, 1).toordinal()
    assert (found["contract_on"], found["notice_to"]) == (Span(day, day + 29), exactly(day + 14))
    assert found["decided_on"] == exactly(day + 19)


def test_without_its_days_an_award_tells_none() -> None:
    assert not {"contract_on", "notice_to", "decided_on"} & {*told("winner", document("list"), list="a-list")}


@pytest.mark.parametrize(("keys", "expected"), [({"recommender": {"name": {"zh": "某局"}}}, True), ({}, False)])
def test_an_award_tells_whether_it_names_a_recommender(keys: dict[str, Any], expected: bool) -> None:
    assert told("winner", **keys)["recommended"] is expected


def test_a_challenge_tells_which_keys_it_fills() -> None:
    assert told("challenge", need={"zh": "需求"}, types=["gap"])["stated"] == frozenset({"need", "types"})
    assert told("challenge")["stated"] == frozenset()
    assert "stated" not in told("winner", document("challenge", need={"zh": "需求"}))


def test_an_awards_answer_stands_before_its_challenges() -> None:
    challenge = document("challenge", declared=[{"rule": "r", "answer": False}, {"rule": "s", "answer": False}])
    found = told("winner", challenge, declared=[{"rule": "r", "answer": True}])
    assert (found["answer:r"], found["answer:s"]) == (True, False)


# -- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "zh", "en", "form"),
    [
        ("rd_input", "研发投入", "R&D input", "money"),
        ("tasks_per_unit", "每单位任务", "Tasks per unit", "count"),
        ("support_per_chain", "每条产业链政府支持", "Government support per industrial chain", "money"),
        ("winners", "揭榜单位", "Selected units", "count"),
        ("answer:r", "自查回答", "Own answer", "answer"),
        ("answer:tasks_per_unit", "自查回答", "Own answer", "answer"),
    ],
)  # fmt: skip
def test_every_figure_has_a_name_in_both_languages(name: str, zh: str, en: str, form: str) -> None:
    found = figure_of(name)
    assert (found.label.zh, found.label.en, found.form) == (zh, en, form)


def test_no_label_lacks_its_english() -> None:
    assert all(text.en for text in (*COUNTED.values(), *PER.values(), *(f.label for f in FIGURES.values())))


def test_a_figure_leads_to_a_key_that_records_may_have() -> None:
    """The place at which a broken rule is told."""
    own = {field for kind in (Challenge, Winner) for field in kind.__struct_fields__}
    assert {figure.key for figure in FIGURES.values()} <= own | {""}
    assert {name for name, figure in FIGURES.items() if figure.key == name} == {
        *("rd_input", "total_investment", "owner_payment", "own_funds", "support", "new_tax"),
        *("members", "contract_on", "decided_on"),
    }
    assert {name: FIGURES[name].key for name in ("months", "leads", "units", "consortium", "unconcluded", "paid")} == {
        "months": "term",
        "leads": "lead",
        "units": "members",
        "consortium": "members",
        "unconcluded": "owner",
        "paid": "support",
    }
    assert {name: FIGURES[name].key for name in FIGURES if FIGURES[name].form in ("kind", "region", "technology")} == {
        "owner_kind": "owner",
        "owner_region": "owner",
        "lead_kind": "lead",
        "lead_region": "lead",
        "member_kinds": "members",
        "technology": "types",
    }
    assert [FIGURES[name].key for name in ("stated", "recommended", "notice_to")] == ["", "recommender", "list"]


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("money", {"rd_input", "total_investment", "owner_payment", "own_funds", "support", "new_tax"}),
        ("months", {"months"}),
        ("count", {"leads", "members", "units", "unconcluded"}),
        ("answer", {"consortium", "recommended"}),
        ("kind", {"owner_kind", "lead_kind", "member_kinds"}),
        ("region", {"owner_region", "lead_region"}),
        ("technology", {"technology"}),
        ("words", {"paid", "stated"}),
        ("day", {"contract_on", "notice_to", "decided_on"}),
    ],
)
def test_a_figure_is_given_in_one_form(form: str, names: set[str]) -> None:
    assert {name for name, figure in FIGURES.items() if figure.form == form} == names


@pytest.mark.parametrize(
    ("name", "key"),
    [("support_per_chain", "support"), ("tasks_per_unit", "lead"), ("answer:r", "declared"), ("winners", "lead")],
)
def test_a_count_is_told_at_the_lead_and_a_sum_at_the_support(name: str, key: str) -> None:
    assert figure_of(name).key == key


@pytest.mark.parametrize("name", ["projects_per_chain_year", "applications_per_unit", "shortlisted_per_direction"])
def test_a_counts_english_begins_with_a_capital_alone(name: str) -> None:
    en = str(figure_of(name).label.en)
    assert en[0].isupper()
    assert en[1:] == en[1:].lower()
    assert "  " not in en
