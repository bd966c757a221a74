"""`zhangbang diff`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.cli.options import AS_OF, LANG, ROOT
from generator.model.parts import Lang


@click.command()
@click.argument("span", metavar="BASE[..HEAD]")
@ROOT
@LANG
@AS_OF
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="写成什么 / format.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help="最多详写几条记录，0 为全部 / records told in full; 0: all.",
)
def diff(span: str, root: Path, lang: Lang, as_of: datetime | None, form: str, limit: int) -> None:
    """说明两个版本之间记录改了什么。Say in words what changed in the records between two revisions.

    BASE..HEAD 比较两个版本，BASE...HEAD 从分叉处比较，只写 BASE 与现在的文件比较。
    BASE..HEAD compares two revisions, BASE...HEAD from where they parted, BASE alone with the files as they are.
    """
    from generator.dates import today_from_clock
    from generator.differences.text import as_text
    from generator.history import Unknown, span_of
    from generator.report import FORMATS
    from generator.review import Unset, review

    found = review(root, span_of(span), span, as_of.date() if as_of else today_from_clock())
    if isinstance(found, Unknown):
        raise click.UsageError(f"{span}\n{found.reason.zh}\n{found.reason.en}")
    if isinstance(found, Unset):
        click.echo(FORMATS["text"](found.problems, lang), nl=False, err=True)
        sys.exit(1)
    click.echo(as_text(found, lang, limit), nl=False)
    sys.exit(1 if found.has_errors else 0)
