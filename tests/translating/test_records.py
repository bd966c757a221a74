"""A record's file takes new English and an account of it, and nothing else in it changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import SourcePath
from generator.formatting import formatted
from generator.passages import digest
from generator.problems import Problem
from generator.translating.records import accepted, translated
from generator.yamlcomments import comments_of, every
from generator.yamlio import parse_yaml

SOURCE = SourcePath("content/organisations/a-unit.yml", "organisation", "a-unit")
WRITTEN = """\
# yaml-language-server: $schema=../../schemas/organisation.json
# 编者的话

id: a-unit
title: {zh: 某大学, en: A University}  # 全称
type: university
# 省会
region: hunan
names:
  - name:
      # 一段
      zh: |-
        曾用名
        两行
sources:
  - {id: page, title: {zh: 网页, en: A page}, issuer: {zh: 某大学, en: A University}}
updated_on: 2025-01-02
note: {zh: 说明, en: A remark}
"""
TEXT = str(formatted("organisation", WRITTEN, SOURCE.file))


def changed(text: str, **english: str) -> str:
    found = translated(SOURCE, text, {place.replace("__", "/"): words for place, words in english.items()})
    assert isinstance(found, str)
    return found


def accounted(text: str) -> str:
    found = accepted(SOURCE, text)
    assert isinstance(found, str)
    return found


def data(text: str) -> dict[str, object]:
    found = parse_yaml(text, "")
    assert isinstance(found, dict)
    return found


def test_what_is_accepted_is_accounted_for_each_once_and_in_order() -> None:
    found = accounted(TEXT)
    assert data(found) == {**data(TEXT), "translated": [digest("某大学"), digest("网页"), digest("说明")]}
    assert list(every(comments_of(found))) == list(every(comments_of(TEXT)))
    assert found.startswith(TEXT.rstrip("\n"))
    assert found.count("\n") == TEXT.count("\n") + 1


def test_accepting_twice_changes_nothing() -> None:
    assert accounted(accounted(TEXT)) == accounted(TEXT)


def test_digests_of_what_is_gone_go() -> None:
    older = accounted(TEXT).replace("说明", "新的说明")
    assert data(accounted(older))["translated"] == [digest("某大学"), digest("网页"), digest("新的说明")]


def test_a_record_without_english_has_no_account() -> None:
    text = "id: a-unit\ntitle: {zh: 某大学}\ntype: university\n"
    assert accounted(text) == text
    assert "translated" not in data(accounted(text + f'translated: ["{digest("旧")}"]\n'))


def test_new_english_stands_behind_its_chinese_and_keeps_the_comments() -> None:
    found = changed(TEXT, __names__0__name="A former name")
    assert data(found)["names"] == [{"name": {"zh": "曾用名\n两行", "en": "A former name"}}]
    assert list(every(comments_of(found))) == list(every(comments_of(TEXT)))
    assert formatted("organisation", found, SOURCE.file) == found


def test_the_english_of_a_record_without_an_account_is_accounted_for_as_it_stands() -> None:
    found = changed(TEXT, __note="Another remark")
    assert data(found)["translated"] == [digest("某大学"), digest("网页"), digest("说明")]


def test_what_was_outdated_and_did_not_come_back_stays_outdated() -> None:
    older = accounted(TEXT).replace("说明", "新的说明").replace("网页", "新的网页")
    found = changed(older, __note="Another remark")
    assert data(found)["translated"] == [digest("某大学"), digest("新的说明")]


def test_the_same_english_again_changes_nothing() -> None:
    found = changed(TEXT, __note="Another remark")
    assert changed(found, __note="Another remark") == found


def test_a_file_that_cannot_be_read_is_told() -> None:
    assert isinstance(accepted(SOURCE, "id: [\n"), Problem)
    assert isinstance(translated(SOURCE, "- a\n", {"/note": "x"}), Problem)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_english_comes_back_as_it_was(english: str) -> None:
    found = changed(TEXT, __note=english)
    assert data(found)["note"] == {"zh": "说明", "en": english}


@pytest.mark.parametrize("many", [8, 9, 16, 17, 40])
def test_many_digests_stand_in_lines_of_eight(many: int) -> None:
    names = "".join(f"  - name: {{zh: 名{i}, en: name {i}}}\n" for i in range(many - 3))
    found = accounted(TEXT.replace("names:\n", f"names:\n{names}"))
    lines = found.partition("translated:")[2].splitlines()
    held = data(found)["translated"]
    assert isinstance(held, list)
    assert len(held) == many
    assert all(len(line) <= 110 for line in lines)
    assert len(lines) == (1 if many <= 8 else 1 + -(-many // 8))
    assert formatted("organisation", found, SOURCE.file) == found
