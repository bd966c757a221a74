"""Commands as documents and workflows type them, held against the commands that there are."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click

from generator.cli import main

TYPED = re.compile(r"(?:^|[\s;&|(`])(?:[\w./]*bin/)?zhangbang +([^\n;&|`]*)", re.MULTILINE)
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
PLACEHOLDER = re.compile(r"[^a-z-]|\A\Z")
"""What stands for something to be filled in holds capitals, Chinese or a mark."""


def typed_in(script: str) -> list[str]:
    """What a script gives to `zhangbang`, continued lines joined."""
    return [command.strip() for command in TYPED.findall(script.replace("\\\n", " "))]


def typed_in_prose(markdown: str) -> Iterator[str]:
    """What Markdown tells its readers to give to `zhangbang`, in blocks for the shell and within sentences."""
    for block in BLOCK.findall(markdown):
        yield from typed_in(block)
    for code in INLINE.findall(re.sub(r"^```.*?^```", "", markdown, flags=re.MULTILINE | re.DOTALL)):
        yield from (command for command in typed_in(code) if re.match(r"[a-z]", command))


def words_of(typed: str) -> list[str]:
    """The words of a command without remarks and redirections."""
    return shlex.split(re.sub(r"\s\d?>.*", "", typed), comments=True)


def command_of(words: list[str]) -> tuple[str, click.Command | None, list[str]]:
    """The command that the words name, none where there is none such, and what they give it."""
    found: click.Command = main
    names: list[str] = []
    given = list(words)
    while given and isinstance(found, click.Group) and not given[0].startswith(("-", "[")):
        names.append(given.pop(0).removesuffix(":"))
        if names[-1] not in found.commands:
            return " ".join(names), None, given
        found = found.commands[names[-1]]
    return " ".join(names), found, given


def mistakes_in(typed: str) -> list[str]:
    """What is wrong with a typed command: names, options and choices that there are not."""
    name, command, given = command_of(words_of(typed))
    if command is None:
        return [f"there is no command {name}"]
    options = {opt: one for one in command.params if isinstance(one, click.Option) for opt in one.opts}
    options["--help"] = click.Option(["--help"], is_flag=True)
    choices = [one.type for one in command.params if isinstance(one, click.Argument)]
    wrong = []
    while given:
        word, _, value = given.pop(0).partition("=")
        option = options.get(word)
        if word.startswith("-") and option is None:
            wrong.append(f"{name} has no option {word}")
        elif option is not None and not option.is_flag:
            wrong += _not_among(option.type, value or (given.pop(0) if given else ""))
        elif option is None and choices:
            wrong += _not_among(choices.pop(0), word)
    return wrong


def _not_among(kind: click.ParamType, word: str) -> list[str]:
    if not isinstance(kind, click.Choice) or PLACEHOLDER.search(word) or word in kind.choices:
        return []
    return [f"{word} is none of {', '.join(kind.choices)}"]
