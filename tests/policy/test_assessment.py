"""An applicant's figures get the same answers as the vectors say; tests/browser/test_check.py asks the browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog import Catalog
from generator.policy.assessment import highest, status_of

from .vectors import Vector, held_by, read_vectors, real_catalog

VECTORS = read_vectors()


@pytest.fixture(scope="module")
def content(repository: Path) -> Catalog:
    return real_catalog(repository)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector.name for vector in VECTORS])
def test_figures_get_the_answers_that_the_vector_says(vector: Vector, content: Catalog) -> None:
    held = held_by(content, vector.programme, vector.track)
    found = {h.rule.id: status_of(h.rule, vector.figures) for h in held}
    assert {rule: found[rule] for rule in vector.expected} == vector.expected
    assert highest([h.rule for h in held], vector.figures) == (vector.highest, vector.complete)


def test_a_rule_that_figures_cannot_decide_keeps_its_answer(content: Catalog) -> None:
    held = held_by(content, "xiangtan-2024-challenge", None)
    found = {h.rule.id: status_of(h.rule, {}) for h in held}
    assert found["alliances-preferred"] == "shown"
    assert found["notice-before-funding"] == "authority"
    assert found["budget"] == "judged"


def test_no_status_is_called_eligible(repository: Path) -> None:
    words = (repository / "generator" / "defaults" / "labels.yml").read_text("utf-8")
    told = [line for line in words.splitlines() if line.startswith("check_")]
    assert told
    assert not [line for line in told if "eligible" in line.lower() or "符合资格" in line or "具备资格" in line]
