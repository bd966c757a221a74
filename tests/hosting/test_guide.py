"""The guide for hosts says the same in both languages, and every command in it is one that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator
from generator.model.parts import LANGS
from generator.problems import CODES

from .samples import FOLDER
from .test_nginx import RUN as BY_NGINX
from .test_s3 import RUN as BY_RCLONE

PAGES = Path(generator.__file__).parent / "pages"
BY_FOUNDING = ("python3 -m venv start", "start/bin/pip install zhangbang", "cd calls", "make site", "make serve")
"""What tests/founding does, with wheels from a folder, and browsers see served."""

SCHEDULED = re.compile(r"^5 0 \* \* \* cd /srv/zhangbang && ")


def guide(lang: str) -> str:
    return (PAGES / lang / "how-to-host.md").read_text("utf-8")


def commands(lang: str) -> list[str]:
    """The lines that a host types."""
    return [line for block in re.findall(r"```sh\n(.*?)```", guide(lang), re.DOTALL) for line in block.splitlines()]


def test_both_languages_give_the_same_commands_codes_and_headings() -> None:
    zh, en = (commands(lang) for lang in LANGS)
    assert zh == en
    assert len(zh) >= 8
    counts = [[len(mark) for mark in re.findall(r"^(#+) ", guide(lang), re.MULTILINE)] for lang in LANGS]
    assert counts[0] == counts[1]
    assert len(set(map(len, (re.findall(r"^\|", guide(lang), re.MULTILINE) for lang in LANGS)))) == 1


def test_every_other_command_is_one_that_a_test_runs() -> None:
    others = [line for line in commands("en") if "zhangbang " not in line and not SCHEDULED.match(line)]
    assert set(others) == {*BY_NGINX, *BY_RCLONE, *BY_FOUNDING}


@pytest.mark.parametrize("lang", LANGS)
def test_files_codes_and_settings_that_it_names_are_there(lang: str) -> None:
    for name in re.findall(r"hosting/([\w.-]+)", guide(lang)):
        assert (FOLDER / name).is_file()
    table = guide(lang).rpartition("\n## ")[2]
    named = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", table)
    assert set(named) <= set(CODES)
    assert {"site-address-wrong", "custom-domain-differs", "href-base", "site-too-large"} <= set(named)
