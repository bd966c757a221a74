"""A comparison is worded in two languages: what it asks, and what was found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.model.parts import Rule
from generator.policy import RULE_KINDS, comparisons_of
from generator.policy.comparison import Comparison, Figures, Span, exactly
from generator.policy.figures import Form
from generator.policy.words import amount, explained, naming_of, rate, required
from policy.standing import HOLDERS, rules_of, settings
from policy.written import rule, wan

ASKS = {"question": {"zh": "是否盖章？", "en": "Is it stamped?"}, "expects": True}
FIRST = date(2024, 11, 10).toordinal()


def only(found: Rule) -> Comparison:
    (comparison,) = comparisons_of(found)
    return comparison


@pytest.mark.parametrize(
    ("kind", "keys", "zh", "en"),
    [
        (
            "support",
            {"rate_max": 25, "quantity": "rd_input"},
            "政府支持 ≤ 研发投入 × 25%",
            "Government support ≤ 25% of R&D input",
        ),
        (
            "support",
            {"rate_max": 12.5, "quantity": "rd_input"},
            "政府支持 ≤ 研发投入 × 12.5%",
            "Government support ≤ 12.5% of R&D input",
        ),
        ("support", {"cap": {"wan": 50}}, "政府支持 ≤ 50万元", "Government support ≤ CNY 500,000"),
        (
            "support",
            {"fixed": [{"wan": 200}, {"wan": 100}]},
            "政府支持 应属于 100万元、200万元",
            "Government support is among CNY 1,000,000, CNY 2,000,000",
        ),
        (
            "quota",
            {"of": "projects", "per": ["chain", "year"], "max": 10},
            "每条产业链每年项目 ≤ 10",
            "Projects per industrial chain per year ≤ 10",
        ),
        ("term", {"months_max": 24}, "实施期限（月） ≤ 24", "Term in months ≤ 24"),
        (
            "procedure",
            {"earlier": "notice_to"},
            "公示结束日期 < 立项日期",
            "Last day of the public notice < Day of the decision",
        ),
        (
            "eligibility",
            {"unit_kinds": ["hospital"]},
            "牵头单位类型 应属于 hospital",
            "Kind of lead unit is among hospital",
        ),
        ("materials", {"states": ["term", "ip"]}, "已写明的项 应包括 term、ip", "What is stated includes term, ip"),
        ("materials", {"asks": ASKS}, "是否盖章？ → 是", "Is it stamped? → yes"),
        ("procedure", {"recommended": True}, "有推荐单位 → 是", "Has a recommender → yes"),
    ],
)
def test_a_comparison_says_what_it_asks(kind: str, keys: dict[str, Any], zh: str, en: str) -> None:
    found = rule(kind, **keys)
    assert (required(only(found), found, "zh"), required(only(found), found, "en")) == (zh, en)


def test_only_the_answer_is_worded_as_the_question() -> None:
    found = rule("procedure", recommended=True, asks=ASKS)
    assert [required(comparison, found, "zh") for comparison in comparisons_of(found)] == [
        "有推荐单位 → 是",
        "是否盖章？ → 是",
    ]


def test_choices_are_named_as_the_site_names_them() -> None:
    found = rule("eligibility", unit_kinds=["hospital"])
    assert (
        required(only(found), found, "zh", lambda form, word: f"{form}:{word}") == "牵头单位类型 应属于 kind:hospital"
    )


@pytest.mark.parametrize(
    ("kind", "keys", "figures", "zh"),
    [
        (
            "support",
            {"rate_max": 25, "quantity": "rd_input"},
            {"support": exactly(wan(50.01)), "rd_input": exactly(wan(199))},
            "政府支持 ≤ 研发投入 × 25% = 49.75万元，这里是 50.01万元",
        ),
        (
            "support",
            {"cap": {"wan": 50}},
            {"support": Span(wan(60), wan(70))},
            "政府支持 ≤ 50万元，这里是 60万元–70万元",
        ),
        ("support", {"cap": {"wan": 50}}, {"support": Span(wan(60), None)}, "政府支持 ≤ 50万元，这里是 60万元"),
        ("support", {"cap": {"wan": 50}}, {}, "政府支持 ≤ 50万元，这里是 —"),
        ("materials", {"asks": ASKS}, {"answer:r": False}, "是否盖章？ → 是，这里是 否"),
        (
            "eligibility",
            {"technology": ["gap"]},
            {"technology": frozenset({"other", "generic"})},
            "技术类型 应属于 gap，这里是 generic、other",
        ),
        (
            "procedure",
            {"earlier": "contract_on"},
            {"contract_on": exactly(FIRST + 1), "decided_on": exactly(FIRST)},
            "技术合同签订日期 ≤ 立项日期 = 2024-11-10，这里是 2024-11-11",
        ),
    ],
)
def test_what_was_found_stands_beside_what_was_asked(
    kind: str, keys: dict[str, Any], figures: Figures, zh: str
) -> None:
    found = rule(kind, **keys)
    told = explained(only(found), figures, found)
    assert told.zh == zh
    assert told.en is not None
    assert "; here " in told.en


@pytest.mark.parametrize(
    ("fen", "zh", "en"), [(wan(33.33), "33.33万元", "CNY 333,300"), (1, "0.000001万元", "CNY 0.01")]
)
def test_amounts_are_written_exactly(fen: int, zh: str, en: str) -> None:
    assert (amount(fen, "zh"), amount(fen, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("hundredths", "expected"), [(2500, "25%"), (1250, "12.5%"), (3333, "33.33%"), (20_000, "200%")]
)
def test_rates_are_written_without_needless_zeros(hundredths: int, expected: str) -> None:
    assert rate(hundredths) == expected


@pytest.mark.parametrize("holder", HOLDERS)
def test_every_rule_of_the_official_documents_can_be_worded(holder: str) -> None:
    for found in rules_of(holder):
        assert found.kind in RULE_KINDS
        for comparison in comparisons_of(found):
            for text in (required(comparison, found, "zh"), required(comparison, found, "en")):
                assert text.strip()
                assert "None" not in text
                assert "自查回答" not in text


# -- names of choices ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "choice", "vocabulary"),
    [("kind", "hospital", "org_type"), ("technology", "gap", "tech_type"), ("words", "upfront", "paid")],
)
def test_a_choice_is_called_as_its_vocabulary_calls_it(form: Form, choice: str, vocabulary: str) -> None:
    words = settings().vocabularies[vocabulary][choice]
    assert naming_of(settings(), "zh")(form, choice) == words.zh
    assert naming_of(settings(), "en")(form, choice) == words.en
    assert words.zh != choice


def test_a_region_is_called_by_its_name_and_an_unknown_one_by_its_id() -> None:
    assert naming_of(settings(), "zh")("region", "xiangtan") == settings().regions["xiangtan"].label.zh
    assert naming_of(settings(), "en")("region", "xiangtan") == settings().regions["xiangtan"].label.en
    assert naming_of(settings(), "zh")("region", "atlantis") == "atlantis"


def test_a_key_is_called_by_its_label_and_what_has_none_by_itself() -> None:
    assert naming_of(settings(), "zh")("words", "term") == settings().labels["term"].zh
    assert naming_of(settings(), "zh")("money", "no-such-word") == "no-such-word"
    assert naming_of(settings(), "zh")("kind", "no-such-kind") == "no-such-kind"


def test_what_was_found_is_called_as_the_settings_call_it() -> None:
    found = rule("eligibility", unit_kinds=["hospital"], audience="owner")
    told = explained(only(found), {"owner_kind": frozenset({"university"})}, found, settings())
    kinds = settings().vocabularies["org_type"]
    assert told.zh == f"发榜方类型 应属于 {kinds['hospital'].zh}，这里是 {kinds['university'].zh}"
    assert told.en == f"Kind of owner is among {kinds['hospital'].en}; here {kinds['university'].en}"


# -- the other signs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "keys", "figures", "en"),
    [
        ("term", {"months_min": 1200}, {"months": exactly(1000)}, "Term in months ≥ 1,200; here 1,000"),
        ("consortium", {"leads": 1}, {"leads": exactly(0)}, "Lead units = 1; here 0"),
        ("consortium", {"required": True}, {"consortium": False}, "Is a consortium → yes; here no"),
        (
            "eligibility",
            {"technology": ["gap", "generic"]},
            {"technology": frozenset({"other", "gap"})},
            "Type of technology is among gap, generic; here gap, other",
        ),
        ("term", {"months_max": 0}, {"months": exactly(0)}, "Term in months ≤ 0; here 0"),
        (
            "share",
            {"rate_max": 40, "quantity": "rd_input"},
            {"owner_payment": exactly(wan(5)), "rd_input": Span(wan(10), wan(20))},
            "Owner's payment to the solver ≤ 40% of R&D input = CNY 40,000–CNY 80,000; here CNY 50,000",
        ),
        (
            "share",
            {"rate_max": 40, "quantity": "rd_input"},
            {"owner_payment": Span(None, wan(5))},
            "Owner's payment to the solver ≤ 40% of R&D input; here CNY 50,000",
        ),
        (
            "procedure",
            {"earlier": "notice_to"},
            {"notice_to": Span(FIRST, FIRST + 1)},
            "Last day of the public notice < Day of the decision; here 2024-11-10–2024-11-11",
        ),
    ],
)
def test_every_comparison_is_worded_with_what_was_found(
    kind: str, keys: dict[str, Any], figures: Figures, en: str
) -> None:
    found = rule(kind, **keys)
    assert explained(only(found), figures, found).en == en
