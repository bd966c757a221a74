"""Every problem there is can be reached, stands where it should, and says in two languages what to do.

A folder in cases/negative is a code; what is in it is laid over cases/base. `expected.txt` lists the problems that
a check finds, as `file:line:column code pointer`; `pytest --update-golden` writes it anew, and its author reads it.
Quotations are checked where the case has a folder `archive`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from small import CASES, checked, found_in, make_project, put
from versions import commit

from generator import problems
from generator.content import SIZE_LIMIT
from generator.examining import TOLD
from generator.model.artifacts import READY
from generator.pipeline import check
from generator.problems import CODES, FILLED, Problem

NEGATIVE = sorted(path.name for path in (CASES / "negative").iterdir())
POSITIVE = sorted(path.name for path in (CASES / "positive").iterdir())
EXPECTED = "expected.txt"
UNIT = "content/organisations/a-unit.yml"


def _link(project: Path) -> None:
    (project / UNIT).symlink_to("a-bureau.yml")


def _collide(project: Path) -> None:
    put(project, "organisation", id="a-unit")
    (project / "content/organisations/A-unit.yml").write_text("id: a-unit\n")


def _reword(line: str) -> Callable[[Path], None]:
    """What puts `line` in the place of the label of the home page."""

    def reword(project: Path) -> None:
        labels = project / "site_config/labels.yml"
        labels.write_text(re.sub(r"(?m)^home: .*\n", line, labels.read_text("utf-8")), "utf-8")

    return reword


def _move_a_deadline(project: Path) -> None:
    put(project, "guide", windows=[{"audience": "solver", "action": "claim", "closes": "2025-06-10"}])
    commit(project)
    put(project, "guide", windows=[{"audience": "solver", "action": "claim", "closes": "2025-07-10"}])


def _choose_a_licence(project: Path) -> None:
    (project / "content/pages/zh/data-licence.md").unlink()
    site = project / "site_config/site.yml"
    site.write_text(site.read_text("utf-8").replace("licenses/by/4.0", "publicdomain/zero/1.0"), "utf-8")


def _remove_a_record(project: Path) -> None:
    path = put(project, "organisation", id="a-unit")
    commit(project)
    path.unlink()


BACKSTOP = frozenset({"record-invalid"})
"""Codes for what cannot happen: test_schemas.py shows that the two validators agree."""

MADE: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "file-unreadable": (lambda p: (p / "content").rename(p / "contents"), "content file-unreadable"),
    "file-symlink": (_link, f"{UNIT} file-symlink"),
    "file-too-large": (lambda p: (p / UNIT).write_bytes(b"#" * (SIZE_LIMIT + 1)), f"{UNIT} file-too-large"),
    "problems-many": (
        lambda p: (p / UNIT).write_text("".join(f"k{i}: 1\n" for i in range(TOLD + 1))),
        f"{UNIT}:1:1 problems-many",
    ),
    "file-not-utf8": (lambda p: (p / UNIT).write_bytes("# 榜\n# 榜\n".encode("gbk")), f"{UNIT}:1:1 file-not-utf8"),
    "file-control-character": (
        lambda p: (p / UNIT).write_bytes(b"id: a-unit\ntitle: {zh: \x0b}\n"),
        f"{UNIT}:2:13 file-control-character",
    ),
    "yaml-conflict": (
        lambda p: (p / UNIT).write_text("id: a-unit\n<<<<<<< HEAD\ntype: university\n=======\n>>>>>>> other\n"),
        f"{UNIT}:2:1 yaml-conflict",
    ),
    "name-case-collision": (_collide, f"{UNIT} name-case-collision"),
    "files-waiting": (lambda p: (p / READY).mkdir(), "\\.zhangbang-ready files-waiting"),
    "deadline-moved": (_move_a_deadline, "content/guides/a-guide.yml:{line} deadline-moved /windows/0/closes"),
    "record-removed": (_remove_a_record, f"{UNIT} record-removed"),
    "settings-missing": (
        lambda p: (p / "site_config/site.yml").unlink(),
        "site_config/site.yml settings-missing",
    ),
    "page-missing": (
        lambda p: (p / "content/pages/en/about.md").unlink(),
        "content/pages/en/about.md page-missing",
    ),
    "licence-unexplained": (_choose_a_licence, "content/pages/zh/data-licence.md licence-unexplained"),
    "settings-word-unknown": (
        _reword("homes: {zh: 首页, en: Home}\n"),
        "site_config/labels.yml:{line} settings-word-unknown /homes",
    ),
    "settings-placeholder": (
        _reword('home: {zh: "{m}", en: Home}\n'),
        "site_config/labels.yml:{line} settings-placeholder /home/zh",
    ),
}
"""Cases that cannot lie in a repository: what makes them, and the problem that they cause among others."""


def lay_over(case: Path, project: Path) -> None:
    shutil.copytree(case, project, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED))


def problems_of(project: Path, code: str) -> Iterator[Problem]:
    return (found for found in checked(project).problems if found.code == code)


def test_every_code_has_a_case() -> None:
    assert {*NEGATIVE, *MADE} == set(CODES) - BACKSTOP - FILLED


def test_no_code_is_worded_twice() -> None:
    assert sum(map(len, (*problems._CHECKED, *problems._SENT))) == len(CODES)


@pytest.mark.parametrize("code", NEGATIVE)
def test_a_case_has_the_problems_that_it_should(small_project: Path, code: str, request: pytest.FixtureRequest) -> None:
    case = CASES / "negative" / code
    lay_over(case, small_project)
    found = found_in(small_project)
    if request.config.getoption("--update-golden"):
        (case / EXPECTED).write_text("".join(f"{line}\n" for line in found), "utf-8")
    assert found == (case / EXPECTED).read_text("utf-8").splitlines()
    assert code in {problem.code for problem in checked(small_project).problems}


@pytest.mark.parametrize("code", MADE)
def test_a_made_case_has_its_problem(small_project: Path, code: str) -> None:
    make, expected = MADE[code]
    make(small_project)
    assert any(re.fullmatch(expected.replace("{line}", r"\d+:\d+"), line) for line in found_in(small_project))


@pytest.mark.parametrize("code", [code for code in CODES if code not in BACKSTOP | FILLED])
def test_a_problem_is_worded_in_both_languages(small_project: Path, code: str) -> None:
    if code in MADE:
        MADE[code][0](small_project)
    else:
        lay_over(CASES / "negative" / code, small_project)
    found = list(problems_of(small_project, code))
    assert found
    for problem in found:
        for text in (problem.message, problem.remedy):
            for words in (text.zh, text.en or ""):
                assert words.strip()
                assert not {"{}", "None", "()", "“”", "  "} & {
                    words[i : i + n] for n in (2, 4) for i in range(len(words))
                }
        assert problem.message.zh != problem.message.en


@pytest.mark.parametrize("code", CODES)
def test_only_what_the_wording_asks_for_is_filled_in(code: str) -> None:
    wording = CODES[code]
    assert wording.severity in ("error", "warning")
    for text in (wording.message, wording.remedy):
        assert text.en
        assert text.zh.count("{") == text.zh.count("}")
        assert text.en.count("{") == text.en.count("}")


@pytest.mark.parametrize("case", POSITIVE)
def test_what_is_right_has_no_problems(small_project: Path, case: str) -> None:
    lay_over(CASES / "positive" / case, small_project)
    assert found_in(small_project) == []


def test_a_value_is_shown_on_one_short_line(small_project: Path) -> None:
    put(small_project, "organisation", id="a-unit", type="一\n二\x85\u202e" + "三" * 200)
    problems = check(small_project).problems
    assert {found.code for found in problems} == {"value-choice", "text-direction"}
    for found in problems:
        assert found.value is not None
        assert found.value.isprintable()
        assert len(found.value) <= 80


def test_the_base_of_the_cases_is_right(tmp_path: Path) -> None:
    assert found_in(make_project(tmp_path / "base")) == []
