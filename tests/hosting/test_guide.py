"""The guide for hosts says the same in both languages, and every command in it is one that is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import generator
from generator.cli import main
from generator.model.parts import LANGS
from generator.problems import CODES

from .samples import FOLDER
from .test_nginx import RUN as BY_NGINX
from .test_s3 import RUN as BY_RCLONE

PAGES = Path(generator.__file__).parent / "pages"
SCHEDULED = re.compile(r"^5 0 \* \* \* cd /srv/zhangbang && ")


def guide(lang: str) -> str:
    return (PAGES / lang / "how-to-host.md").read_text("utf-8")


def commands(lang: str) -> list[str]:
    """The lines that a host types."""
    return [line for block in re.findall(r"```sh\n(.*?)```", guide(lang), re.DOTALL) for line in block.splitlines()]


def ours(lang: str) -> Iterator[list[str]]:
    """Our own commands in the guide, in blocks and within sentences, by words without the environment."""
    for line in (*commands(lang), *re.findall(r"`(zhangbang [^`]+)`", guide(lang))):
        words = shlex.split(line)
        if "zhangbang" in words:
            yield words[words.index("zhangbang") + 1 :]


def test_both_languages_give_the_same_commands_codes_and_headings() -> None:
    zh, en = (commands(lang) for lang in LANGS)
    assert zh == en
    assert len(zh) >= 8
    counts = [[len(mark) for mark in re.findall(r"^(#+) ", guide(lang), re.MULTILINE)] for lang in LANGS]
    assert counts[0] == counts[1]
    assert len(set(map(len, (re.findall(r"^\|", guide(lang), re.MULTILINE) for lang in LANGS)))) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_of_ours_is_there_with_its_options(lang: str) -> None:
    for name, *rest in ours(lang):
        command = main.commands[name]
        assert isinstance(command, click.Command)
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("-")} <= known


def test_every_other_command_is_one_that_a_test_runs() -> None:
    others = [line for line in commands("en") if "zhangbang " not in line and not SCHEDULED.match(line)]
    assert set(others) == {*BY_NGINX, *BY_RCLONE}


@pytest.mark.parametrize("lang", LANGS)
def test_files_codes_and_settings_that_it_names_are_there(lang: str) -> None:
    for name in re.findall(r"hosting/([\w.-]+)", guide(lang)):
        assert (FOLDER / name).is_file()
    table = guide(lang).rpartition("\n## ")[2]
    named = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", table)
    assert set(named) <= set(CODES)
    assert {"site-address-wrong", "custom-domain-differs", "href-base", "site-too-large"} <= set(named)
