"""GitHub takes our issue forms, they ask for what the schemas ask for, and those in the repository are current."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import check_jsonschema
import pytest
from click.testing import CliRunner
from conftest import REPOSITORY
from jsonschema import Draft7Validator

from entry.answering import settled
from generator.cli import main
from generator.entry.blanks import blanks_of
from generator.entry.issueforms import compile_issue_forms
from generator.intake.issue_forms import stale_forms
from generator.model.records import KINDS
from generator.yamlio import parse_yaml

SETTINGS = settled()
FORMS: dict[str, Any] = {made.path: parse_yaml(made.data.decode(), made.path) for made in compile_issue_forms(SETTINGS)}
VENDORED = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"


def schema(name: str) -> Draft7Validator:
    """GitHub's shape of a file, as check-jsonschema brings it."""
    return Draft7Validator(json.loads((VENDORED / f"{name}.json").read_text("utf-8")))


def elements(path: str) -> list[Any]:
    return [element for element in FORMS[path]["body"] if element["type"] != "markdown"]


FILLED = [path for path in FORMS if path != "config.yml"]


@pytest.mark.parametrize("path", FORMS)
def test_github_s_schema_takes_every_file(path: str) -> None:
    name = "github-issue-config" if path == "config.yml" else "github-issue-forms"
    assert [error.message for error in schema(name).iter_errors(FORMS[path])] == []


@pytest.mark.parametrize("path", FILLED)
def test_what_github_asks_beyond_the_schema_holds(path: str) -> None:
    body = elements(path)
    for named in ([one["id"] for one in body], [one["attributes"]["label"] for one in body]):
        assert len(set(named)) == len(named)
    for one in body:
        options = [o if isinstance(o, str) else o["label"] for o in one["attributes"].get("options", ["x"])]
        assert options
        assert all(option.strip() for option in options)
        assert len(set(options)) == len(options)
        assert not {"none", "None"} & {*options}
    assert len({FORMS[other]["name"] for other in FILLED}) == len(FILLED)


@pytest.mark.parametrize("path", FILLED)
def test_every_word_is_in_both_languages(path: str) -> None:
    def is_bilingual(text: str) -> bool:
        return any("\u4e00" <= sign <= "\u9fff" for sign in text) and any(
            sign.isascii() and sign.isalpha() for sign in text
        )

    assert is_bilingual(FORMS[path]["name"])
    for one in elements(path):
        assert is_bilingual(one["attributes"]["label"]), one
        assert is_bilingual(one["attributes"].get("description", "中 en")), one


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_asks_for_every_blank_of_its_kind(kind: str) -> None:
    body = {one["id"]: one for one in elements(f"record-{kind}.yml")}
    blanks = blanks_of(kind, SETTINGS)
    assert body.keys() - {blank.key for blank in blanks} == {"record_kind", "promise"}
    for blank in blanks:
        is_required = body[blank.key].get("validations", {}).get("required", False)
        assert is_required == (blank.required and blank.takes != "choices"), blank.key


def test_the_forms_in_the_repository_are_current() -> None:
    assert stale_forms(SETTINGS, REPOSITORY / ".github" / "ISSUE_TEMPLATE") == ()
    assert {path.name for path in (REPOSITORY / ".github" / "ISSUE_TEMPLATE").iterdir()} == FORMS.keys()


def test_the_command_writes_what_is_stale_and_tells_it_when_asked(small_project: Path) -> None:
    def export(*options: str) -> tuple[int, str]:
        arguments = ["export", "issue-forms", "--root", str(small_project), "--out", str(small_project / "forms")]
        done = CliRunner().invoke(main, [*arguments, *options])
        return done.exit_code, done.stdout

    assert export("--check")[0] == 1
    assert not (small_project / "forms").exists()
    assert export()[0] == 0
    assert export("--check") == (0, "")
    config = small_project / "forms" / "config.yml"
    config.write_text("blank_issues_enabled: false\n", "utf-8")
    code, told = export("--check")
    assert (code, told.count("\n"), "config.yml" in told) == (1, 1, True)
    assert export()[0] == 0
    assert "true" in config.read_text("utf-8")
