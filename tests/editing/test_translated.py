"""The form keeps account of which Chinese the English was made from, as the program does."""

from __future__ import annotations

from typing import Any

from conftest import REPOSITORY
from hypothesis import strategies as st

from editing.scripts import answers, samples
from generator.passages import digest
from generator.yamlio import parse_yaml

SCRIPTS = ("sha256.js", "edityaml.js", "edittranslated.js")
ONE, TWO = {"zh": "甲", "en": "First"}, {"zh": "乙", "en": "Second"}
BEFORE: dict[str, Any] = {"title": ONE, "note": TWO, "translated": [digest("甲"), digest("乙")]}
SAME = {"": "", "/title": "/title", "/note": "/note"}


def accounted(after: dict[str, Any], origins: dict[str, str] = SAME, before: dict[str, Any] = BEFORE) -> Any:
    body = "return edit.accounted(one[0], one[1], one[2]);"
    (found,) = answers(SCRIPTS, body, [[after, before, origins]])
    return found.get("translated")


def test_digests_are_alike() -> None:
    texts = samples(st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=80), 200)
    texts += ["e\u0301", "é", "字" * 100]
    assert answers(SCRIPTS, "return edit.digest(one);", texts) == [digest(text) for text in texts]


def test_a_changed_chinese_loses_its_account_and_a_new_english_gains_one() -> None:
    assert accounted({**BEFORE, "note": {"zh": "丙", "en": "Second"}}) == [digest("甲")]
    assert accounted({**BEFORE, "note": {"zh": "丙", "en": "Third"}}) == [digest("甲"), digest("丙")]
    assert accounted({**BEFORE, "need": {"zh": "丁", "en": "New"}}) == [digest("甲"), digest("乙"), digest("丁")]
    assert accounted({**BEFORE, "need": {"zh": "丁"}}) == BEFORE["translated"]


def test_an_english_that_was_older_stays_so_until_it_is_written_anew() -> None:
    before = {**BEFORE, "translated": [digest("甲")]}
    assert accounted({**before, "title": {"zh": "甲", "en": "The first"}}, before=before) == [digest("甲")]
    assert accounted({**before, "note": {"zh": "乙", "en": "The second"}}, before=before) == [
        digest("甲"),
        digest("乙"),
    ]


def test_what_only_moved_keeps_its_account() -> None:
    before = {"rows": [ONE, TWO], "translated": [digest("甲")]}
    origins = {"": "", "/rows": "/rows", "/rows/0": "/rows/1", "/rows/1": "/rows/0"}
    assert accounted({**before, "rows": [TWO, ONE]}, origins, before) == [digest("甲")]


def test_a_record_without_an_account_gets_none() -> None:
    assert accounted({"title": TWO}, before={"title": ONE}) is None


def test_a_record_that_nobody_touched_keeps_its_account_as_it_is() -> None:
    records: list[Any] = [
        parse_yaml(path.read_text("utf-8"), path.name) for path in sorted((REPOSITORY / "content").glob("*/*.yml"))
    ]
    found = answers(SCRIPTS, "return edit.accounted(one, one, {});", records)
    assert found == records
