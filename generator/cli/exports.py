"""`zhangbang export`: the data, and forms to be filled, as files."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator.cli.options import AS_OF, LANG, ROOT, need_free, or_refused, tell_written
from generator.dates import today_from_clock
from generator.exports.asked import FOLDERS
from generator.exports.asked import FORMATS as DATA_FORMATS
from generator.model.parts import Lang
from generator.model.records import KINDS
from generator.parallel import cores
from generator.problems import nearest
from generator.report import FORMATS
from generator.siteaddress import reason_against

FORM_FILES = ("docx", "pdf", "xlsx", "json")


@click.group("export", invoke_without_command=True)
@ROOT
@LANG
@AS_OF
@click.option("--format", "form", type=click.Choice(list(DATA_FORMATS)), help="哪种格式 / the format.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="只要这一类 / only this kind.")
@click.option("--domain", "domains", multiple=True, metavar="ID", help="只要这一领域 / only this domain.")
@click.option("--keep-going", is_flag=True, help="跳过有错的记录 / leave faulty records out.")
@click.option("--url", envvar="SITE_URL", default="", help="网站的地址，链接由此开始 / the site's address, for links.")
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件夹或文件 / the folder or file to write.")
@click.pass_context
def export(context: click.Context, /, **asked: Any) -> None:
    """导出数据：csv、xlsx、sqlite、json、jsonl 或 zip。Write the site's data as files: the same as on the site."""
    if context.invoked_subcommand is None:
        _export_data(**asked)
    elif asked["form"] is not None:
        raise click.UsageError(
            f"选项写在 {context.invoked_subcommand} 之后 / options come after {context.invoked_subcommand}"
        )


def _export_data(
    root: Path,
    lang: Lang,
    as_of: datetime | None,
    form: str | None,
    kinds: tuple[str, ...],
    domains: tuple[str, ...],
    keep_going: bool,
    url: str,
    out: Path | None,
) -> None:
    from generator.exports.asked import Asked
    from generator.takeout import take_out

    if form is None:
        raise click.UsageError(f"写明 --format / name a --format: {', '.join(DATA_FORMATS)}")
    target = out or Path(f"zhangbang-{form}" if form in FOLDERS else f"zhangbang.{form}")
    _need_place(target, form in FOLDERS)
    reason = reason_against(url) if url else None
    if reason:
        raise click.UsageError(f"网站的地址“{url}”不能用：{reason.zh}\nThe site's address cannot be used: {reason.en}")
    asked = Asked(form, frozenset(kinds), frozenset(domains))
    day = as_of.date() if as_of else today_from_clock()
    taken = or_refused(lambda: take_out(root, asked, target, day, url, keep_going=keep_going, jobs=cores()))
    for domain in taken.unknown:
        told = nearest(domain, taken.known)
        raise click.UsageError(
            f"没有领域“{domain}”。{told['advice']}\nThere is no domain “{domain}”. {told['advice_en']}"
        )
    if not taken.files:
        click.echo(FORMATS["text"](taken.errors, lang), nl=False, err=True)
        click.echo(_NOTHING[bool(taken.errors)], err=True)
        sys.exit(1)
    click.echo(f"✓ {click.format_filename(target)}：{taken.records} 条记录 / records")


_NOTHING = (
    "没有符合条件的记录，什么也没有写入 / no record is of these kinds and domains, and nothing was written",
    "记录有错误，什么也没有写入；加 --keep-going 可跳过它们\n"
    "records have errors, and nothing was written; --keep-going leaves them out",
)


@export.command("form")
@click.argument("form_id", metavar="ID")
@click.option("--format", "kind", type=click.Choice(FORM_FILES), required=True, help="哪种文件 / kind of file.")
@click.option(
    "--from",
    "origin",
    metavar="KIND/ID",
    help="按这条记录预填：challenge/编号 或 guide/编号 / fill it from this challenge or guide.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件 / the file to write (ID.docx …)."
)
@ROOT
@LANG
def export_one_form(root: Path, lang: Lang, form_id: str, kind: str, origin: str | None, out: Path | None) -> None:
    """导出一张表格，空白或按记录预填。Write a form as a file, blank or filled from a record."""
    from generator.intake.exports import export_form

    target = out or Path(f"{form_id}.{kind}")
    need_free(target)
    problems = or_refused(lambda: export_form(root, form_id, kind, origin, target))
    tell_written(problems, target, lang)


def _need_place(target: Path, is_folder: bool) -> None:
    """A folder takes files beside those that it holds; a file is never overwritten."""
    if is_folder and os.path.lexists(target) and not target.is_dir():
        raise click.UsageError(f"{click.format_filename(target)} 不是文件夹 / is no folder")
    if not is_folder:
        need_free(target)
