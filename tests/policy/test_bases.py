"""A rule's quantity is the one that its basis names."""

from __future__ import annotations

from typing import Any

import pytest
from small import document

from generator.policy.figures import FIGURES
from generator.problems import Problem
from generator.rules.bases import NAMES, problems
from generator.schemas import read_schemas
from policy.standing import HOLDERS, real, settings


def found(**keys: Any) -> list[Problem]:
    return list(problems(document("programme", rules=[keys]), (), settings()))


@pytest.mark.parametrize(
    ("basis", "quantity", "right"),
    [
        ("项目研发投入总额", "rd_input", True),
        ("单个项目科研投入总额", "rd_input", True),
        ("项目总投资额", "total_investment", True),
        ("企业新增税收", "new_tax", True),
        ("财政经费", "support", True),
        ("项目总投资额", "rd_input", False),
        ("项目研发投入总额", "total_investment", False),
        ("研发经费", "support", False),
        ("发榜方支付揭榜方的资金", "rd_input", False),
        ("自筹资金", "support", False),
    ],
)
def test_the_basis_holds_a_word_of_its_quantity(basis: str, quantity: str, right: bool) -> None:
    told = found(basis={"zh": basis}, quantity=quantity)
    assert [(problem.code, problem.pointer) for problem in told] == (
        [] if right else [("basis-unlike", ("rules", 0, "quantity"))]
    )


def test_every_quantity_has_words_and_a_label() -> None:
    assert {*NAMES} == {*read_schemas()["common"]["$defs"]["rule"]["properties"]["quantity"]["enum"]}
    assert {*NAMES} <= {*FIGURES}


@pytest.mark.parametrize("odd", [None, 3, [], {}, [1], {"zh": 5}, {"zh": None}, "rd_input", "strange"])
def test_strange_shapes_are_the_schemas_business(odd: object) -> None:
    assert found(basis=odd, quantity=odd) == []
    assert found(basis={"zh": "总投资"}, quantity=odd if odd != "rd_input" else None) == []
    assert list(problems(document("programme", rules=odd), (), settings())) == []


@pytest.mark.parametrize("holder", HOLDERS)
def test_the_official_documents_keep_their_amounts_apart(holder: str) -> None:
    assert list(problems(real(holder), (), settings())) == []
