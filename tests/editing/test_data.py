"""What the form is given names what there is: keys of the schemas, words that its scripts use, labels of choices."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import REPOSITORY

from generator.editing import TOLD, editor_data
from generator.problems import CODES
from generator.render.assets import FOLDER, STATIC
from generator.render.edit import BOTH, SCRIPTS, SUGGESTED, WORDS
from generator.schemas import read_schemas
from generator.settings import read_settings

OWN = tuple(name for name in SCRIPTS if name.startswith("edit"))
_USED = re.compile(r'\b(?:say|words|this\.words|self\.words)\("(\w+)"|\bwords\.(\w+)|"(\w+)"')


@pytest.fixture(scope="module")
def shared() -> Any:
    found, problems = read_settings(REPOSITORY / "site_config")
    assert found is not None, problems
    return editor_data(found)


def test_every_script_is_published() -> None:
    assert set(SCRIPTS) <= set(STATIC)


def test_keys_that_are_shown_from_the_beginning_are_the_kinds_own() -> None:
    schemas = read_schemas()
    assert set(SUGGESTED) == set(schemas) - {"common"}
    assert {kind: set(keys) - set(schemas[kind]["properties"]) for kind, keys in SUGGESTED.items()} == {
        kind: set() for kind in SUGGESTED
    }


def test_the_scripts_use_every_word_they_are_given_and_no_other() -> None:
    text = "".join((FOLDER / name).read_text("utf-8") for name in OWN)
    named = {next(filter(None, groups)) for groups in _USED.findall(text)}
    assert {*WORDS, *BOTH} <= named
    called = {a or b for a, b in re.findall(r'\bsay\("(\w+)"|\bself\.words\("(\w+)"', text)}
    assert called <= set(WORDS)


def test_every_choice_has_a_label_in_both_languages(shared: Any) -> None:
    plain = {"docx", "pdf", "xlsx", "web"}
    unnamed = [
        (choices, choice)
        for choices, labels in shared["choices"].items()
        for choice, label in labels.items()
        if not re.search("[\u4e00-\u9fff≥≤＜＞＝]", label["zh"]) and choice not in plain
    ]
    assert unnamed == []
    assert all(label["en"] for labels in shared["choices"].values() for label in labels.values())


def test_the_codes_that_the_form_tells_are_those_of_the_check() -> None:
    assert set(TOLD) <= set(CODES)
