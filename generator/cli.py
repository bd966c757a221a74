"""The command line: `zhangbang check | build | serve`. Exit codes: 0 fine, 1 problems found, 2 wrong use."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import __version__
from generator.model.parts import LANGS, Lang
from generator.pipeline import check as run_check
from generator.report import FORMATS, summary

ROOT = click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".", help="项目文件夹 / project folder."
)
LANG = click.option("--lang", type=click.Choice(LANGS), default="zh", show_default=True, help="报告的语言 / language.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zhangbang")
def main() -> None:
    """张榜：把记录变成网站。zhangbang turns records into a site."""


@main.command()
@ROOT
@LANG
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="报告的格式 / format.")
def check(root: Path, lang: Lang, form: str) -> None:
    """检查全部记录，报告每个问题。Check every record and report every problem."""
    found = run_check(root)
    click.echo(FORMATS[form](found.problems, lang), nl=False)
    click.echo(summary(found.problems, found.total, lang), nl=False, err=form != "text")
    sys.exit(1 if found.has_errors else 0)
