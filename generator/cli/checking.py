"""`zhangbang check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cache import FOLDER
from generator.cli.options import JOBS, LANG, NO_CACHE, ROOT
from generator.history import Since, Unknown, changes_since
from generator.model.parts import Lang
from generator.parallel import workers
from generator.pipeline import check as run_check
from generator.report import FORMATS, summary


@click.command()
@ROOT
@LANG
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="报告的格式 / format."
)
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="用这个文件夹里的存档文本核对引文 / folder of archived texts to compare quotations with.",
)
@click.option(
    "--base",
    metavar="REF",
    help="并与 git 版本 REF 比较，公布过的截止和编号不得悄悄改动 / compare with git revision REF too.",
)
@JOBS
@NO_CACHE
def check(
    root: Path, lang: Lang, form: str, sources: Path | None, base: str | None, jobs: int | None, no_cache: bool
) -> None:
    """检查全部记录，报告每个问题。Check every record and report every problem."""
    since = None if base is None else _changes_since(root, base)
    with workers(jobs) as crew:
        found = run_check(root, crew, sources, since, cache=None if no_cache else root / FOLDER)
    click.echo(FORMATS[form](found.problems, lang), nl=False)
    click.echo(summary(found.problems, found.total, lang, found.quotations), nl=False, err=form != "text")
    sys.exit(1 if found.has_errors else 0)


def _changes_since(root: Path, revision: str) -> Since:
    since = changes_since(root, revision)
    if isinstance(since, Unknown):
        raise click.UsageError(f"--base {revision}\n{since.reason.zh}\n{since.reason.en}")
    return since
