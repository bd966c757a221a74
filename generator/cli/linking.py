"""`zhangbang links`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import LANG, ROOT
from generator.model.parts import Lang

SITE = "site"


@click.command()
@ROOT
@LANG
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="已生成的网站 / the built site (site/).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="报告的格式 / format.",
)
@click.option("--base", metavar="PATH", help="网站将放在主机的这个路径下 / the path below which it will be served.")
def links(root: Path, lang: Lang, site: Path | None, form: str, base: str | None) -> None:
    """检查网站里的链接，以及记录写的外部地址。Check the site's links, and the addresses that records name."""
    from generator.links.internal import HOME, look_through
    from generator.links.telling import FORMATS, Told, sum_of
    from generator.parallel import cores
    from generator.problems import is_error
    from generator.report import as_text

    folder = site or root / SITE
    if not (folder / HOME).is_file():
        raise click.UsageError(
            f"{click.format_filename(folder)} 不是已生成的网站，先运行 zhangbang build / is no built site; "
            "run zhangbang build first"
        )
    looked = look_through(folder, base, cores())
    told = Told(looked.problems, looked.files, looked.links)
    if form == "text":
        click.echo(as_text(told.problems, lang) + sum_of(told, lang), nl=False)
    else:
        click.echo(FORMATS[form](told, lang), nl=False)
    sys.exit(1 if any(map(is_error, told.problems)) else 0)
