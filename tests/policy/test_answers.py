"""A unit answers what a rule that binds its record asks, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from small import catalog, document

from generator.documents import Document
from generator.policy.answers import answered
from generator.policy.comparison import Comparison
from generator.problems import Problem
from generator.rules.answers import problems
from generator.rules.evidence import Evidence
from policy.standing import settings
from policy.written import LEAST, asked

ASKS = {"question": {"zh": "是否盖章？"}, "expects": True}
STAMPED = {**LEAST, "id": "stamped", "kind": "materials", "asks": ASKS}
SILENT = {**LEAST, "id": "silent", "kind": "duty"}


def found(declared: str, *documents: Document, **keys: Any) -> list[Problem]:
    record = document("challenge", declared=[{"rule": declared, "answer": True}], **keys)
    evidence = Evidence((), {}, catalog(*documents, document("list"), record), settings())
    return list(problems(evidence))


def programme(*rules: dict[str, Any]) -> Document:
    return document("programme", rules=list(rules))


@pytest.mark.parametrize("expects", [True, False])
@pytest.mark.parametrize("kind", ["own_funds", "exclusion", "eligibility", "materials", "procedure", "duty"])
def test_these_kinds_may_ask(kind: str, expects: bool) -> None:
    assert asked(kind, asks={**ASKS, "expects": expects}) == (Comparison("answer:r", "is", expects=expects),)
    assert answered("r") == "answer:r"


def test_an_answer_to_a_question_is_right() -> None:
    assert found("stamped", programme(STAMPED)) == []


@pytest.mark.parametrize(
    ("declared", "remedy"),
    [
        ("stampd", "Did you mean “stamped”?"),
        ("silent", "There are: stamped."),
        ("xyz", "There are: stamped."),
    ],
)
def test_an_answer_to_nothing_names_what_is_asked(declared: str, remedy: str) -> None:
    (problem,) = found(declared, programme(STAMPED, SILENT))
    assert (problem.code, problem.pointer, problem.value) == ("answer-unasked", ("declared", 0, "rule"), declared)
    assert problem.remedy.en == remedy


def test_where_nothing_is_asked_the_answer_goes() -> None:
    (problem,) = found("silent", programme(SILENT))
    assert problem.remedy.en == "No rule that binds this record asks one; remove the answer."


def test_a_question_of_another_track_is_not_asked() -> None:
    told = programme({**STAMPED, "track": "t"})
    assert [problem.code for problem in found("stamped", told)] == ["answer-unasked"]
    assert found("stamped", told, track="t") == []


def test_of_a_programme_that_was_left_out_nobody_knows() -> None:
    assert found("stamped") == []
