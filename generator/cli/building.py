"""`zhangbang build` and `zhangbang serve`."""

from __future__ import annotations

import logging
import sys
from datetime import datetime
from pathlib import Path

import click

from generator.cli.options import AS_OF, ROOT


def _checked_address(_context: click.Context, _option: click.Parameter, address: str) -> str:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.BadParameter(f"{address}: 写成 主机:端口 / write host:port")
    return address


@click.command()
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
        click.echo(f"✓ {click.format_filename(target)}")


@click.command()
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


def _need_config(root: Path) -> None:
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(
            f"{root} 里没有 mkdocs.yml；请在项目文件夹里运行 / has no mkdocs.yml; run it in a project"
        )


def _log(level: int) -> None:
    """MkDocs' messages from `level` up go to standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("mkdocs").setLevel(level)
