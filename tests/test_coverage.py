"""Every text is counted once, by what is known of its English; what is to be done is told, the rest counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from small import catalog, document, held

from generator import coverage as module
from generator.coverage import Count, coverage_of, outdated_of
from generator.passages import digest

SOURCES = [{"id": "a", "title": {"zh": "通知", "en": "Notice"}, "issuer": {"zh": "局"}}]


def unit(**keys: Any) -> Mapping[str, Any]:
    return {"title": {"zh": "某校", "en": "A school"}, "sources": SOURCES, **keys}


def test_texts_are_counted_by_what_is_known_of_them() -> None:
    found = coverage_of(
        catalog(
            document("organisation", **unit(id="tracked", translated=[digest("某校")])),
            document("organisation", **unit(id="untracked")),
            document("organisation", **unit(id="invented", sample=True)),
        )
    )
    assert found.kinds["organisation"] == Count(texts=6, english=4, outdated=1, untracked=2)
    assert (found.whole.missing, found.whole.current) == (2, 1)
    assert found.whole == found.kinds["organisation"]
    assert [(task.record.id, task.pointer, task.text.zh) for task in found.outdated] == [
        ("tracked", ("sources", 0, "title"), "通知")
    ]
    assert [(task.record.id, task.pointer) for task in found.missing] == [
        ("tracked", ("sources", 0, "issuer")),
        ("untracked", ("sources", 0, "issuer")),
    ]


def test_a_text_is_outdated_in_its_own_record_alone() -> None:
    made = catalog(
        document("organisation", **unit(id="behind", translated=[digest("某校")])),
        document("organisation", **unit(id="even", translated=[digest("某校"), digest("通知")])),
    )
    found = coverage_of(made)
    assert [text.zh for _, text in outdated_of(found, held(made, "organisation", "behind"))] == ["通知"]
    assert list(outdated_of(found, held(made, "organisation", "even"))) == []


def test_invented_records_are_marked_and_not_counted() -> None:
    made = catalog(document("organisation", **unit(sample=True, translated=[digest("某校")])))
    found = coverage_of(made)
    assert found.whole == Count()
    assert found.outdated == ()
    assert len(list(outdated_of(found, held(made, "organisation")))) == 1


def test_the_first_tasks_are_told_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TASKS", 2)
    names = [{"name": {"zh": f"名{i}", "en": f"name {i}"}} for i in range(5)]
    others = [{"name": {"zh": f"别名{i}"}} for i in range(5)]
    made = catalog(document("organisation", **unit(names=[*names, *others], translated=[digest("某校")])))
    found = coverage_of(made)
    assert (len(found.outdated), found.whole.outdated) == (2, 6)
    assert (len(found.missing), found.whole.missing) == (2, 6)
    assert len(list(outdated_of(found, held(made, "organisation")))) == 6
