"""The command line: `zhangbang check | build | serve`. Exit codes: 0 fine, 1 problems found, 2 wrong use."""

from __future__ import annotations

import logging
import sys
from datetime import datetime
from pathlib import Path

import click

from generator import __version__
from generator.history import Since, Unknown, changes_since
from generator.model.parts import LANGS, Lang
from generator.parallel import cores
from generator.pipeline import check as run_check
from generator.report import FORMATS, summary

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="项目文件夹 / project folder.",
)
LANG = click.option("--lang", type=click.Choice(LANGS), default="zh", show_default=True, help="报告的语言 / language.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zhangbang")
def main() -> None:
    """张榜：把记录变成网站。zhangbang turns records into a site."""


def _checked_address(_context: click.Context, _option: click.Parameter, address: str) -> str:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.BadParameter(f"{address}: 写成 主机:端口 / write host:port")
    return address


AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="按这一天计算状态 / the day to compute states for: YYYY-MM-DD.",
)


@main.command()
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
def check(root: Path, lang: Lang, form: str, sources: Path | None, base: str | None) -> None:
    """检查全部记录，报告每个问题。Check every record and report every problem."""
    found = run_check(root, cores(), sources, None if base is None else _changes_since(root, base))
    click.echo(FORMATS[form](found.problems, lang), nl=False)
    click.echo(summary(found.problems, found.total, lang, found.quotations), nl=False, err=form != "text")
    sys.exit(1 if found.has_errors else 0)


@main.command()
@ROOT
@AS_OF
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), help="输出文件夹 / output folder (site/).")
@click.option("--keep-going", is_flag=True, help="跳过有错的记录 / leave faulty records out.")
def build(root: Path, as_of: datetime | None, site: Path | None, keep_going: bool) -> None:
    """生成网站；有错误时保留旧网站。Build the site; with any error the old one stays."""
    from generator.plugin import BuildRefused, build_site

    _need_config(root)
    _log(logging.INFO if sys.stderr.isatty() else logging.WARNING)
    try:
        target = build_site(root, site, as_of.date() if as_of else None, keep_going)
    except BuildRefused as refused:
        click.echo(f"{refused}\n旧网站保持不变 / the old site stays", err=True)
        sys.exit(1)
    if sys.stdout.isatty():
        click.echo(f"✓ {target}")


@main.command()
@ROOT
@AS_OF
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, callback=_checked_address, help="地址 / address."
)
def serve(root: Path, as_of: datetime | None, address: str) -> None:
    """在本机查看网站，改动即时可见。Serve the site here; changes show at once."""
    from generator.plugin import serve_site

    _need_config(root)
    _log(logging.INFO)
    serve_site(root, address, as_of.date() if as_of else None)


def _changes_since(root: Path, revision: str) -> Since:
    since = changes_since(root, revision)
    if isinstance(since, Unknown):
        raise click.UsageError(f"--base {revision}\n{since.reason.zh}\n{since.reason.en}")
    return since


def _need_config(root: Path) -> None:
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(
            f"{root} 里没有 mkdocs.yml；请在项目文件夹里运行 / has no mkdocs.yml; run it in a project"
        )


def _log(level: int) -> None:
    """MkDocs' messages from `level` up go to standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("mkdocs").setLevel(level)
