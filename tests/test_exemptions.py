"""An exemption takes out the problem that it names and no other; what may not be exempted stays a problem."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import ARCHIVE, checked, codes, put

from generator.exemptions import remaining
from generator.model.parts import Text
from generator.pipeline import check
from generator.problems import CODES, EXEMPTIBLE, Place, Pointer, Problem, problem
from generator.settings import Exemption, read_settings

CODE = "quote-not-found"
"""A code that may be exempted."""

FILES = {"guide/a": ("content/guides/a.yml",), "guide/b": ("content/guides/b.yml", "content/guides/x/b.yml")}
NEVER = ("file-", "folder-", "name-", "yaml-", "key-", "value-", "id-", "reference-", "settings-", "exemption-")
"""How the codes begin of what cannot be read, is ill-shaped, or leads nowhere."""


def exemption(record: str = "guide/a", code: str = CODE, pointer: str | None = None) -> Exemption:
    return Exemption(code=code, record=record, pointer=pointer, reason=Text(zh="存档缺页。"))


def fault(record: str = "a", code: str = CODE, pointer: Pointer = ("sources", 0, "quote")) -> Problem:
    return problem(
        code, Place(f"content/guides/{record}.yml"), pointer=pointer, value="x", words={"source": "", "archive": ""}
    )


def left(problems: list[Problem], *exemptions: Exemption, unasked: frozenset[str] = frozenset()) -> list[str]:
    return codes(remaining(problems, exemptions, FILES, unasked))


# -- what is taken out ----------------------------------------------------------------------------------------


def test_without_exemptions_every_problem_remains() -> None:
    assert left([fault(), fault("b")]) == [CODE, CODE]


def test_an_exemption_takes_out_every_problem_of_its_code_in_its_record() -> None:
    assert left([fault(), fault(pointer=("rules", 0))], exemption()) == []


def test_a_pointer_takes_out_the_one_problem_at_its_place() -> None:
    found = [fault(), fault(pointer=("sources", 1, "quote"))]
    remained = list(remaining(found, [exemption(pointer="/sources/0/quote")], FILES, frozenset()))
    assert remained == found[1:]


def test_a_record_is_every_file_that_claims_to_be_it() -> None:
    assert left([fault("b"), fault("x/b")], exemption("guide/b")) == []


@pytest.mark.parametrize(
    "named",
    [
        exemption("guide/b"),
        exemption("guide/gone"),
        exemption("list/a"),
        exemption(pointer="/sources/0"),
        exemption(pointer=""),
    ],
)
def test_another_record_or_place_is_not_meant(named: Exemption) -> None:
    assert CODE in left([fault()], named)


# -- what is told ---------------------------------------------------------------------------------------------


def test_an_exemption_that_takes_nothing_out_is_a_problem_at_its_line() -> None:
    (unused,) = remaining([], [exemption()], FILES, frozenset())
    assert (unused.code, unused.severity, unused.pointer) == ("exemption-unused", "error", (0,))
    assert "guide/a" in unused.message.zh
    assert CODE in (unused.message.en or "")


def test_of_two_exemptions_for_one_problem_the_second_is_not_needed() -> None:
    (unused,) = remaining([fault()], [exemption(), exemption()], FILES, frozenset())
    assert unused.pointer == (1,)


def test_what_a_run_did_not_look_for_may_still_be_there() -> None:
    assert left([], exemption(), unasked=frozenset({CODE})) == []


def test_a_record_that_is_wrong_otherwise_may_hide_what_its_exemption_is_for() -> None:
    assert left([fault(code="file-empty")], exemption()) == ["file-empty"]
    assert left([fault("b", code="file-empty")], exemption()) == ["file-empty", "exemption-unused"]


def test_without_the_archived_text_nothing_is_known_of_its_quotations() -> None:
    assert left([fault(code="archive-missing")], exemption()) == ["archive-missing"]


@pytest.mark.parametrize("code", ["key-missing", "file-empty", "exemption-unused", "no-such-code"])
def test_a_code_that_may_not_be_exempted_is_refused_and_its_problem_stays(code: str) -> None:
    found = [fault(code="file-empty")] if code == "file-empty" else []
    assert left(found, exemption(code=code)) == [*codes(found), "exemption-refused"]


# -- which codes may be -----------------------------------------------------------------------------------------


def test_what_may_be_exempted_are_codes() -> None:
    assert CODE in EXEMPTIBLE
    assert set(CODES) > EXEMPTIBLE


def test_what_is_never_right_is_never_exempted() -> None:
    firm = {"personal-data", "source-unknown", "track-unknown", "vocabulary-unknown", "dates-reversed"}
    assert {code for code in EXEMPTIBLE if code.startswith(NEVER)} | EXEMPTIBLE & firm == set()


# -- in a project -----------------------------------------------------------------------------------------------


def write(project: Path, text: str) -> None:
    (project / "site_config" / "exemptions.yml").write_text(text, "utf-8")


def misquote(project: Path, **keys: Any) -> None:
    (project / ARCHIVE).mkdir()
    (project / ARCHIVE / "notice.txt").write_text("最高50万元", "utf-8")
    notice = {
        "id": "notice",
        "title": {"zh": "通知"},
        "issuer": {"zh": "局"},
        "archive": "notice",
        "quote": "最高60万元",
    }
    put(project, "organisation", id="x", sources=[notice], **keys)


ENTRY = "- {code: quote-not-found, record: organisation/x, reason: {zh: 存档缺页。, en: A page is missing.}}\n"


def test_an_exempted_record_is_published(small_project: Path) -> None:
    misquote(small_project)
    assert "x" not in checked(small_project).catalog.records["organisation"]
    write(small_project, ENTRY)
    found = checked(small_project)
    assert found.problems == ()
    assert "x" in found.catalog.records["organisation"]


def test_an_exemption_from_what_an_option_finds_is_not_unused_without_it(small_project: Path) -> None:
    misquote(small_project)
    write(small_project, ENTRY)
    assert check(small_project).problems == ()


def test_other_errors_of_an_exempted_record_stay(small_project: Path) -> None:
    misquote(small_project, type="univercity")
    write(small_project, ENTRY)
    assert codes(checked(small_project).problems) == ["value-choice"]


def test_exemptions_are_settings_with_their_reasons(small_project: Path) -> None:
    write(small_project, ENTRY)
    settings, problems = read_settings(small_project / "site_config")
    assert problems == ()
    assert settings is not None
    (entry,) = settings.exemptions
    assert (entry.record, entry.pointer, entry.reason) == (
        "organisation/x",
        None,
        Text(zh="存档缺页。", en="A page is missing."),
    )


def test_a_project_needs_no_exemptions(small_project: Path) -> None:
    assert not (small_project / "site_config" / "exemptions.yml").exists()
    settings, _ = read_settings(small_project / "site_config")
    assert settings is not None
    assert settings.exemptions == ()


@pytest.mark.parametrize(
    "text",
    [
        "code: quote-not-found\n",
        "- quote-not-found\n",
        "- {code: quote-not-found, record: organisation/x}\n",
        "- {code: quote-not-found, record: organisation/x, reason: 缺页}\n",
        "- {code: quote-not-found, record: organisation/x, reason: {en: A page}}\n",
        "- {code: quote-not-found, record: x, reason: {zh: 缺页}}\n",
        "- {code: quote-not-found, record: organisation/X, reason: {zh: 缺页}}\n",
        "- {code: quote-not-found, record: organisation/x, pointer: sources, reason: {zh: 缺页}}\n",
        "- {code: quote-not-found, record: organisation/x, reason: {zh: 缺页}, until: 2026}\n",
    ],
)
def test_an_entry_without_its_parts_is_told(small_project: Path, text: str) -> None:
    write(small_project, text)
    found = check(small_project).problems
    assert {problem.file for problem in found} == {"site_config/exemptions.yml"}
    assert {problem.severity for problem in found} == {"error"}


def test_exemptions_that_cannot_be_read_are_told(small_project: Path) -> None:
    (small_project / "site_config" / "exemptions.yml").mkdir()
    assert [(p.file, p.code) for p in check(small_project).problems] == [
        ("site_config/exemptions.yml", "settings-missing")
    ]
