"""`zhangbang diff`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import AS_OF, LANG, ROOT
from generator.model.parts import Lang

if TYPE_CHECKING:
    from generator.differences.result import Comparison


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
    "--url",
    envvar="SITE_URL",
    default="",
    help="网站的地址，Markdown 里的标题链接到那里 / the site's address, to which Markdown links titles (SITE_URL).",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help="最多详写几条记录，0 为全部 / records told in full; 0: all.",
)
def diff(span: str, root: Path, lang: Lang, as_of: datetime | None, form: str, limit: int, url: str) -> None:
    """说明两个版本之间记录改了什么。Say in words what changed in the records between two revisions.

    BASE..HEAD 比较两个版本，BASE...HEAD 从分叉处比较，只写 BASE 与现在的文件比较。
    BASE..HEAD compares two revisions, BASE...HEAD from where they parted, BASE alone with the files as they are.
    """
    from generator.dates import today_from_clock
    from generator.history import Unknown, span_of
    from generator.report import FORMATS
    from generator.review import Unset, review

    found = review(root, span_of(span), span, as_of.date() if as_of else today_from_clock())
    if isinstance(found, Unknown):
        raise click.UsageError(f"{span}\n{found.reason.zh}\n{found.reason.en}")
    if isinstance(found, Unset):
        click.echo(FORMATS["text"](found.problems, lang), nl=False, err=True)
        sys.exit(1)
    click.echo(_formed(found, form, lang, limit, url), nl=False)
    sys.exit(1 if found.has_errors else 0)


def _formed(found: Comparison, form: str, lang: Lang, limit: int, url: str) -> str:
    from generator.differences.jsonform import as_json
    from generator.differences.markdown import as_markdown
    from generator.differences.text import as_text

    if form == "json":
        return as_json(found)
    return as_markdown(found, lang, limit, url) if form == "markdown" else as_text(found, lang, limit)
