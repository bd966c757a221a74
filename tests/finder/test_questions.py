"""Real questions about the real content: each names records that are there and that the question must find."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import REPOSITORY

from finder.fields import fields_of, searched
from finder.scan import Fields, Others, finds, others_of
from generator.finder.fold import TABLE, fold
from generator.pipeline import Checked, check
from generator.settings import Settings

Question = Mapping[str, Any]
QUESTIONS: Sequence[Question] = yaml.safe_load(Path(__file__).with_name("questions.yml").read_text("utf-8"))
FINDING = [question for question in QUESTIONS if "first" in question]
IDEOGRAPH, LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-zＡ-Ｚ]")


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(REPOSITORY)


@pytest.fixture(scope="module")
def fields(checked: Checked) -> Mapping[str, Fields]:
    """The folded fields of every record that a search may find, by `kind/id`."""
    catalog = checked.catalog
    return {
        f"{record.kind}/{record.id}": Fields(
            tuple(map(fold, fields_of(catalog, record, "zh"))), tuple(map(fold, fields_of(catalog, record, "en")))
        )
        for record in searched(catalog)
    }


@pytest.fixture(scope="module")
def others(checked: Checked) -> Others:
    return others_of(groups_of(checked.settings), TABLE)


def groups_of(settings: Settings) -> list[tuple[str, ...]]:
    """The editors' synonyms, and the names of domains and regions in both languages."""
    labels = [term.label for term in (*settings.domains.values(), *settings.regions.values())]
    return [*settings.synonyms, *((label.zh, label.en) for label in labels if label.en)]


def test_each_is_of_one_shape() -> None:
    for question in QUESTIONS:
        assert question.keys() in ({"ask", "first"}, {"ask", "none"}), question
        assert question.get("none", True) is True
        assert isinstance(question["ask"], str) and question["ask"].strip(), question
        assert 1 <= len(question.get("first", ["none"])) <= 2, question


def test_no_question_is_asked_twice() -> None:
    assert [ask for ask, times in Counter(question["ask"] for question in QUESTIONS).items() if times > 1] == []


def test_they_are_many_and_in_both_languages() -> None:
    written = Counter((bool(IDEOGRAPH.search(q["ask"])), bool(LATIN.search(q["ask"]))) for q in QUESTIONS)
    assert written[True, False] >= 40
    assert written[False, True] >= 30
    assert written[True, True] >= 10
    assert len(FINDING) >= 80


def test_the_records_that_they_want_are_there(fields: Mapping[str, Fields]) -> None:
    assert [key for question in FINDING for key in question["first"] if key not in fields] == []


@pytest.mark.parametrize("question", FINDING, ids=lambda question: question["ask"])
def test_the_records_match(question: Question, fields: Mapping[str, Fields], others: Others) -> None:
    missing = [key for key in question["first"] if not finds(fold(question["ask"]), fields[key], others)]
    assert missing == []


@pytest.mark.parametrize("question", [q for q in QUESTIONS if "none" in q], ids=lambda question: question["ask"])
def test_nothing_matches(question: Question, fields: Mapping[str, Fields], others: Others) -> None:
    assert [key for key, found in fields.items() if finds(fold(question["ask"]), found, others)] == []


def test_every_synonym_is_written_as_a_searcher_may_write_it(checked: Checked) -> None:
    """A member that folds to another's writing, or that white space surrounds, could never be meant on its own."""
    members = Counter(fold(member) for group in checked.settings.synonyms for member in group)
    assert [member for member, times in members.items() if times > 1 or member != member.strip()] == []


def test_a_synonym_brings_few_records_beyond_its_own_words(fields: Mapping[str, Fields], others: Others) -> None:
    """A narrower topic is no synonym: were a domain its synonym, the topic would find the whole domain."""
    for topic in ("人形机器人", "永磁", "脑机接口", "芯片", "大模型", "无人机", "育种", "电池", "量子"):
        found = [key for key, record in fields.items() if finds(topic, record, others)]
        assert 1 <= len(found) <= len(fields) // 20, (topic, found)
