"""Every command that a workflow types is one that there is, with options that it has."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from generator.cli import main

from .files import GITLAB, OURS, REPOSITORY, WORKFLOWS, name_of, scripts_of

TYPED = re.compile(r"(?:^|[\s;&|(])(?:\.venv/bin/)?zhangbang ([^\n;&|]*)")
MADE = re.compile(r"\bmake ([a-z-]+)")


def _typed() -> list[tuple[str, str]]:
    return [
        (name_of(path), command.replace("\\\n", " ").strip())
        for path in (*WORKFLOWS, GITLAB)
        for script in scripts_of(path)
        for command in TYPED.findall(script.replace("\\\n", " "))
    ]


def _command(words: list[str]) -> tuple[str, click.Command | None, list[str]]:
    """The command that the words name, and what they give it."""
    found: click.Command = main
    names = []
    while words and isinstance(found, click.Group) and not words[0].startswith("-"):
        names.append(words.pop(0))
        if names[-1] not in found.commands:
            return " ".join(names), None, words
        found = found.commands[names[-1]]
    return " ".join(names), found, words


@pytest.mark.parametrize(("file", "typed"), sorted(set(_typed())), ids=" ".join)
def test_a_typed_command_takes_what_it_is_given(file: str, typed: str, tmp_path: Path) -> None:
    name, command, given = _command(shlex.split(re.sub(r"\s\d?>.*", "", typed)))
    assert command is not None, f"{file}: there is no command {name}"
    (tmp_path / "there").touch()
    # Values that only a run knows stand for a file that is there.
    known = [str(tmp_path / "there") if word.startswith("$RUNNER_TEMP") else word for word in given]
    known = [str(REPOSITORY / word) if word.startswith("site_config/") and "." in word else word for word in known]
    command.make_context(name, known)


def test_the_workflows_type_each_of_the_commands_that_they_are_for() -> None:
    names = {_command(shlex.split(re.sub(r"\s\d?>.*", "", typed)))[0] for _, typed in _typed()}
    assert names == {"check", "build", "fmt", "diff", "links", "import issue"}


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if path.is_relative_to(OURS)], ids=name_of)
def test_every_target_that_is_made_is_in_the_makefile(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {target for script in scripts_of(path) for target in MADE.findall(script)} <= targets
