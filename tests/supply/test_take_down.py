"""What is taken down is gone: from the site, from the history, as the guide says; and the guide says whom to tell."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from building.edits import texts
from building.projects import put, read
from conftest import FIXTURE, REPOSITORY, assemble, build, publish
from small import data, document, make_project

from generator.entry.issueforms import compile_issue_forms
from generator.model.parts import LANGS
from generator.model.records import KINDS
from generator.schemas import schema_problems
from generator.settings import read_settings
from generator.yamlio import parse_yaml

GUIDE = {lang: (REPOSITORY / f"generator/pages/{lang}/take-down.md").read_text("utf-8") for lang in LANGS}
SECRET = "某甲的住址在虚构路九号"
KEPT = {"id", "title", "updated_on", "sources"}
"""What of a record that was taken down is still told."""


def blocks(lang: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE[lang], re.MULTILINE | re.DOTALL)


def shown(lang: str, **changed: str) -> dict[str, Any]:
    """What the guide says that the record should hold."""
    (block,) = blocks(lang, "yaml")
    held: Any = parse_yaml(block, "take-down.md")
    return {key: {**value, **changed} for key, value in held.items()}


# -- from the site ------------------------------------------------------------------------------------------------


def withdrawn(project: Path, kind: str) -> None:
    """Takes down every record of a kind; every other text of it says what must not be read any more."""
    for path in sorted((project / "content" / KINDS[kind].folder).rglob("*.yml")):
        record: Any = parse_yaml(path.read_text("utf-8"), path.name)
        for held, key in list(texts({name: value for name, value in record.items() if name not in KEPT})):
            held[key] = SECRET
        path.write_text(json.dumps({**record, **shown("zh", on="2025-06-01")}, ensure_ascii=False), "utf-8")


def spread(site: Path) -> Iterator[tuple[str, str]]:
    """Every text of the site, also those within its archives, workbooks and databases."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if path.suffix in (".zip", ".xlsx", ".docx"):
            with zipfile.ZipFile(path) as held:
                yield from ((f"{name}/{part}", held.read(part).decode("utf-8", "replace")) for part in held.namelist())
        elif path.suffix == ".sqlite":
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
                yield name, "\n".join(database.iterdump())
        else:
            yield name, path.read_text("utf-8", "replace")


@pytest.mark.parametrize("kind", ["challenge", "winner", "organisation", "guide"])
def test_of_a_record_that_was_taken_down_no_text_is_left_on_the_site(
    published_site: Path, tmp_path: Path, kind: str
) -> None:
    project = publish(assemble(tmp_path / "project"))
    withdrawn(project, kind)
    site = build(project, tmp_path / "site", keep_going=True)
    assert {name for name, text in spread(site) if SECRET in text} == set()
    folder = KINDS[kind].folder
    gone = {path.name for path in (published_site / "zh" / folder).glob("sample-*.html")}
    assert gone
    assert gone == {path.name for path in (site / "zh" / folder).glob("sample-*.html")}


def test_a_text_that_is_left_would_be_found(tmp_path: Path) -> None:
    project = publish(assemble(tmp_path / "project"))
    path = next((project / "content/challenges").rglob("*.yml"))
    put(path, {**read(path), "summary": {"zh": SECRET}})
    found = {Path(name).suffix for name, text in spread(build(project, tmp_path / "site")) if SECRET in text}
    assert found >= {".html", ".json", ".sqlite", ".xml", ".csv"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_record_may_hold_as_little_as_the_guide_says(lang: str, kind: str) -> None:
    held = shown(lang)
    assert list(schema_problems(document(kind, **held))) == []
    assert data(kind, **held)["withdrawn"]["on"] == "2026-01-31"


# -- from the history ---------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=an editor", "-c", "user.email=editor@example.org")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A repository that anybody may read, with the text in versions of a record, messages, a branch and a tag."""
    home, work = tmp_path / "office" / "calls.git", tmp_path / "work"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(home)], check=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(work)], check=True)
    record = work / "content" / "challenges" / "a.yml"
    record.parent.mkdir(parents=True)
    for i, text in enumerate(["id: a\n", f"id: a\nnote: {SECRET}\n", f"id: a\nn: 1\nnote: {SECRET}\n", "id: a\n"]):
        record.write_text(text, "utf-8")
        record.with_name("b.yml").write_text(f"id: b\nn: {i}\n", "utf-8")
        git(work, "add", "-A")
        git(work, "commit", "-q", "-m", f"step {i}: {SECRET}")
    git(work, "tag", "-m", "a day", "day", "HEAD^")
    git(work, "branch", "other", "HEAD^^")
    git(work, "push", "-q", "--mirror", str(home))
    return home


def found_in(repository: Path) -> list[str]:
    """The objects that hold the text, whoever still points to them or not."""
    every = git(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)").splitlines()
    return [line for line in every if SECRET in git(repository, "cat-file", "-p", line.split()[0])]


def reachable(repository: Path) -> str:
    """All that who clones the repository gets: every version of every file, and what was said of it."""
    return git(repository, "log", "--all", "-p", "--format=%B")


@pytest.mark.parametrize("lang", LANGS)
def test_the_lines_for_the_history_take_the_text_out_of_all_of_it(tmp_path: Path, office: Path, lang: str) -> None:
    assert SECRET in reachable(office)
    place = tmp_path / "editor"
    place.mkdir()
    (place / "words.txt").write_text(f"{SECRET}\n", "utf-8")
    (lines,) = blocks(lang, "sh")
    around = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["sh", "-e", "-c", lines.replace("https://example.org/office/calls.git", str(office))],
        cwd=place, capture_output=True, text=True, env=around, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert found_in(place / "calls.git") == []
    assert SECRET not in reachable(office)
    assert "***REMOVED***" in reachable(office)
    assert set(git(office, "for-each-ref", "--format=%(refname)").split()) == {
        "refs/heads/main", "refs/heads/other", "refs/tags/day",
    }  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_the_other_lines_of_the_guide_do_what_they_say(tmp_path: Path, office: Path, lang: str) -> None:
    (taking_out,) = re.findall(r"`(git filter-repo [^`]*--path FILE)`", GUIDE[lang])
    (looking,) = re.findall(r"`(git grep [^`]*)`", GUIDE[lang])
    (tmp_path / "words.txt").write_text(f"{SECRET}\n", "utf-8")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--mirror", str(office), str(clone))
    around = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    assert SECRET in subprocess.run(["sh", "-c", looking], cwd=clone, capture_output=True, text=True, env=around).stdout
    wanted = taking_out.replace("FILE", "content/challenges/a.yml")
    subprocess.run(["sh", "-c", wanted], cwd=clone, capture_output=True, env=around, check=True)
    left = subprocess.run(["sh", "-c", looking], cwd=clone, capture_output=True, text=True, env=around)
    assert (left.returncode, left.stdout) == (1, ""), left.stderr
    assert "challenges/a.yml" not in git(clone, "log", "--all", "--name-only", "--format=")


# -- whom to tell -------------------------------------------------------------------------------------------------


def test_the_page_and_the_form_name_the_sites_own_contact(chosen_site: Path, tmp_path: Path) -> None:
    assert "不公开的：联系电话：0731-12345678" in (chosen_site / "zh/take-down.html").read_text("utf-8")
    project = make_project(tmp_path / "project")
    with (project / "site_config/site.yml").open("a", encoding="utf-8") as site:
        site.write('footer: {contact: {zh: "联系电话：0731-12345678", en: "Telephone: 0731-12345678"}}\n')
    assert "In confidence: Telephone: 0731-12345678" in form(project)


def test_a_site_without_a_contact_says_so(packaged_site: Path) -> None:
    assert "本站没有另写联系方式" in (packaged_site / "zh/take-down.html").read_text("utf-8")
    assert "In confidence" not in form(FIXTURE)


def form(project: Path) -> str:
    settings, problems = read_settings(project / "site_config")
    assert settings, problems
    return next(made.data.decode() for made in compile_issue_forms(settings) if made.path == "take-down.yml")


def test_the_form_asks_where_and_never_for_the_data() -> None:
    made: Any = yaml.safe_load(form(FIXTURE))
    asked = {one["id"]: one["type"] for one in made["body"] if one["type"] != "markdown"}
    assert asked == {
        "record_kind": "dropdown",
        "record": "input",
        "place": "input",
        "kind": "input",
        "unsaid": "checkboxes",
    }
    (box,) = made["body"][-1]["attributes"]["options"]
    assert box["required"]
