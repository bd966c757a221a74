"""A right record of each kind, copied and spoilt in one typical way, is refused for that reason and no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import assemble
from small import faults_in

from generator.model.records import KINDS

Fault = tuple[str, str, str]


def spoilt(project: Path, path: str, spoil: Callable[[str], str]) -> None:
    """Changes a record's text, which must then be another."""
    record = project / "content" / path
    text = record.read_text("utf-8")
    assert spoil(text) != text
    record.write_text(spoil(text), "utf-8")


def swap(old: str, new: str) -> Callable[[str], str]:
    """What puts `new` in the place of the first `old`."""
    return lambda text: text.replace(old, new, 1)


WRONG: list[tuple[str, str, Callable[[str], str], Fault]] = [
    (
        "programme",
        "programmes/sample-2025-open-challenge.yml",
        swap("mechanism: open_challenge", "mechanism: 揭榜挂帅"),
        ("sample-2025-open-challenge", "value-choice", "/mechanism"),
    ),
    (
        "guide",
        "guides/sample-2025-claim.yml",
        swap('opens: "2025-05-20"', 'opens: "2025-07-20"'),
        ("sample-2025-claim", "dates-reversed", "/windows/0/closes"),
    ),
    (
        "list",
        "lists/sample-2025-challenges.yml",
        swap("declared_total: 3", "declared_total: 1"),
        ("sample-2025-challenges", "total-exceeded", "/declared_total"),
    ),
    (
        "challenge",
        "challenges/2025/sample-2025-02-alloy.yml",
        swap("seq: 2", "seq: 1"),
        ("sample-2025-02-alloy", "seq-repeated", "/seq"),
    ),
    (
        "winner",
        "winners/sample-2025-winner-motor.yml",
        swap("{organisation: sample-motor-works}", "{organisation: sample-university}"),
        ("sample-2025-winner-motor", "unit-repeated", "/members/0"),
    ),
    (
        "success",
        "successes/sample-2024-success-alloy.yml",
        swap("winner: sample-2024-winner-alloy", "winner: sample-2024-winner-aloy"),
        ("sample-2024-success-alloy", "reference-unknown", "/winner"),
    ),
    (
        "organisation",
        "organisations/sample-motor-works.yml",
        swap("91430300MA0000000D", "91430300MA0000001D"),
        ("sample-motor-works", "credit-code-check", "/credit_code"),
    ),
    (
        "form",
        "forms/sample-2025-need-form.yml",
        swap("id: postcode", "id: credit_code"),
        ("sample-2025-need-form", "key-repeated", "/sections/0/fields/2/id"),
    ),
    (
        "notice",
        "notices/sample-2025-extension.yml",
        swap('closes: "2025-07-15"', 'closes: "2025-06-31"'),
        ("sample-2025-extension", "value-date", "/changes/0/closes"),
    ),
]
"""For each kind a record of the fixture, the slip, and what is told of it."""

COPIES: list[tuple[str, str, Fault]] = [
    ("programme", "programmes/sample-2025-open-challenge.yml", ("zz-copy", "record-repeated", "")),
    ("guide", "guides/sample-2025-claim.yml", ("zz-copy", "record-repeated", "")),
    ("list", "lists/sample-2025-challenges.yml", ("zz-copy", "record-repeated", "")),
    ("challenge", "challenges/2025/sample-2025-01-motor.yml", ("zz-copy", "record-repeated", "")),
    ("winner", "winners/sample-2025-winner-motor.yml", ("zz-copy", "record-repeated", "")),
    ("success", "successes/sample-2024-success-alloy.yml", ("zz-copy", "record-repeated", "")),
    ("organisation", "organisations/sample-motor-works.yml", ("zz-copy", "unit-twice", "/credit_code")),
    ("notice", "notices/sample-2025-extension.yml", ("zz-copy", "amendment-repeated", "")),
]
"""For each kind whose records say the same when they are copied: a record, and what is told of its copy."""


@pytest.fixture
def quiet(tmp_path: Path) -> tuple[Path, list[Fault]]:
    """The fixture project, and what is told of it as it is."""
    project = assemble(tmp_path / "project")
    return project, faults_in(project)


def test_the_fixture_has_no_faults_but_missing_and_older_english(quiet: tuple[Path, list[Fault]]) -> None:
    assert {code for _, code, _ in quiet[1]} == {"translation-missing", "translation-stale"}


@pytest.mark.parametrize(("kind", "path", "spoil", "fault"), WRONG, ids=[kind for kind, *_ in WRONG])
def test_a_wrong_copy_is_refused_for_the_right_reason(
    quiet: tuple[Path, list[Fault]], kind: str, path: str, spoil: Callable[[str], str], fault: Fault
) -> None:
    project, before = quiet
    assert path.startswith(f"{KINDS[kind].folder}/")
    spoilt(project, path, spoil)
    assert [found for found in faults_in(project) if found not in before] == [fault]


@pytest.mark.parametrize(("kind", "path", "fault"), COPIES, ids=[kind for kind, *_ in COPIES])
def test_a_copy_under_another_id_is_refused(
    quiet: tuple[Path, list[Fault]], kind: str, path: str, fault: Fault
) -> None:
    project, before = quiet
    record = project / "content" / path
    copy = project / "content" / KINDS[kind].folder / "zz-copy.yml"
    shutil.copy(record, copy)
    copy.write_text(swap(f"id: {record.stem}", "id: zz-copy")(record.read_text("utf-8")), "utf-8")
    assert fault in [found for found in faults_in(project) if found not in before]


def test_every_kind_has_a_wrong_copy() -> None:
    assert [kind for kind, *_ in WRONG] == list(KINDS)
