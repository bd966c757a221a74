"""`zhangbang build` and `zhangbang serve`."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from generator.cli.options import AS_OF, JOBS, NO_CACHE, ROOT, or_refused
from generator.model.parts import LANGS
from generator.problems import Problem
from generator.report import as_text
from generator.siteaddress import address_problems, difference

OTHER = "--address 127.0.0.1:8001"


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
@NO_CACHE
@click.option(
    "--zip",
    "packed",
    type=click.Path(dir_okay=False, path_type=Path),
    help="再打成一个 ZIP 文件，解开即可打开 / pack the site into one ZIP file too, to be opened from a folder.",
)
@JOBS
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="由 Dask 集群检查记录、做网页，写调度器的地址 / have a Dask cluster do the work: its scheduler's address.",
)
def build(
    root: Path,
    as_of: datetime | None,
    site: Path | None,
    keep_going: bool,
    no_cache: bool,
    packed: Path | None,
    jobs: int | None,
    cluster: str | None,
) -> None:
    """生成网站；有错误时保留旧网站。Build the site; with any error the old one stays."""
    from generator.guest import BuildRefused
    from generator.limits import in_words, read_sizes, size_problems
    from generator.publishing import Asked, build_site
    from generator.writer import pack

    _need_config(root)
    _need_address(root)
    _log(logging.INFO if sys.stderr.isatty() else logging.WARNING)
    try:
        day = as_of.date() if as_of else None
        target = build_site(root, Asked(site, day, keep_going, jobs, cluster, not no_cache))
    except BuildRefused as refused:
        click.echo(f"{refused}\n旧网站保持不变 / the old site stays", err=True)
        sys.exit(1)
    if sys.stdout.isatty():
        click.echo(f"✓ {click.format_filename(target)}")
    _tell(size_problems(target.name, read_sizes(target)))
    if packed is not None:
        size = or_refused(lambda: pack(target, packed))
        click.echo(f"✓ {click.format_filename(packed)}：{in_words(size)}")


@click.command()
@ROOT
@AS_OF
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, callback=_checked_address, help="地址 / address."
)
def serve(root: Path, as_of: datetime | None, address: str) -> None:
    """在本机查看网站，改动即时可见。Serve the site here; changes show at once."""
    from functools import partial

    from generator.cache import FOLDER
    from generator.guest import BuildRefused
    from generator.publishing import known_guest
    from generator.serving.serve import serving

    _need_config(root)
    _need_address(root)
    _log(logging.INFO)
    host, _, port = address.rpartition(":")
    visit = partial(known_guest, root, folder=root / FOLDER)
    try:
        with serving(root, visit, (host.strip("[]"), int(port)), as_of.date() if as_of else None) as server:
            click.echo(f"✓ {server.url}")
            server.run()
    except KeyboardInterrupt:
        return
    except BuildRefused as refused:
        click.echo(str(refused), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(
            f"{address}：{error.strerror}；换一个地址，如 {OTHER} / choose another address, such as {OTHER}", err=True
        )
        sys.exit(1)
    if server.is_outdated.is_set():
        os.execv(sys.executable, sys.orig_argv)


def _need_config(root: Path) -> None:
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(
            f"{root} 里没有 mkdocs.yml；请在项目文件夹里运行 / has no mkdocs.yml; run it in a project"
        )


def _need_address(root: Path) -> None:
    """Ends with 2 where the site cannot stand at its address, and tells where that is not its own domain's."""
    from generator.plugin import written_address
    from generator.settings import read_settings

    address, place = written_address(root)
    wrong = tuple(address_problems(address, place))
    _tell(wrong)
    if wrong:
        sys.exit(2)
    settings, _ = read_settings(root / "site_config")
    if settings:
        _tell(difference(address, settings.site.custom_domain, place))


def _tell(problems: Iterable[Problem]) -> None:
    """The problems in both languages, on standard error."""
    found = tuple(problems)
    click.echo("".join(as_text(found, lang) for lang in LANGS), nl=False, err=True)


def _log(level: int) -> None:
    """MkDocs' messages from `level` up go to standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    for name in ("mkdocs", "zhangbang"):
        logging.getLogger(name).setLevel(level)
