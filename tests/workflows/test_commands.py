"""Every command that a workflow types is one that there is, with options that it has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typed import command_of, typed_in, words_of

from .files import GITLAB, OURS, REPOSITORY, WORKFLOWS, name_of, scripts_of

MADE = re.compile(r"\bmake ([a-z-]+)")


def _typed() -> list[tuple[str, str]]:
    return [
        (name_of(path), command)
        for path in (*WORKFLOWS, GITLAB)
        for script in scripts_of(path)
        for command in typed_in(script)
    ]


@pytest.mark.parametrize(("file", "typed"), sorted(set(_typed())), ids=" ".join)
def test_a_typed_command_takes_what_it_is_given(file: str, typed: str, tmp_path: Path) -> None:
    name, command, given = command_of(words_of(typed))
    assert command is not None, f"{file}: there is no command {name}"
    (tmp_path / "there").touch()
    # Values that only a run knows stand for a file that is there.
    known = [str(tmp_path / "there") if word.startswith("$RUNNER_TEMP") else word for word in given]
    known = [str(REPOSITORY / word) if word.startswith("site_config/") and "." in word else word for word in known]
    command.make_context(name, known)


def test_the_workflows_type_each_of_the_commands_that_they_are_for() -> None:
    names = {command_of(words_of(typed))[0] for _, typed in _typed()}
    assert names == {"check", "build", "fmt", "diff", "links", "import issue"}


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if path.is_relative_to(OURS)], ids=name_of)
def test_every_target_that_is_made_is_in_the_makefile(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {target for script in scripts_of(path) for target in MADE.findall(script)} <= targets
