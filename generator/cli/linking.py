"""`zhangbang links`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import __version__
from generator.cli.options import LANG, ROOT
from generator.model.parts import Lang

if TYPE_CHECKING:
    from generator.links.external import Manners
    from generator.links.telling import Told

SITE = "site"
ALLOWED = "site_config/links-allow.txt"


@click.command()
@ROOT
@LANG
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="已生成的网站 / the built site (site/).",
)
@click.option(
    "--base", metavar="PATH", help="网站放在主机的这个路径下 / the path below which the host will serve the site."
)
@click.option("--external", is_flag=True, help="也问记录和文章写的外部地址 / ask the addresses that records name too.")
@click.option(
    "--allow",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"可以打不开的地址 / addresses that may fail ({ALLOWED}).",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 300),
    default=20,
    show_default=True,
    help="等一个回答多少秒 / seconds to wait for an answer.",
)
@click.option("--allow-local", is_flag=True, help="也问内部网络里的地址 / ask addresses in private networks too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="报告的格式 / format.",
)
def links(
    root: Path,
    lang: Lang,
    site: Path | None,
    base: str | None,
    external: bool,
    allow: Path | None,
    timeout: float,
    allow_local: bool,
    form: str,
) -> None:
    """检查网站里的链接，和记录写的外部地址。Check the links of the site, and the addresses that records name."""
    from generator.links.internal import HOME, read_own
    from generator.links.telling import FORMATS, sum_of
    from generator.problems import is_error
    from generator.report import as_text

    folder = site or root / SITE
    is_built = (folder / HOME).is_file()
    if not is_built and (site or not external):
        raise click.UsageError(
            f"{click.format_filename(folder)} 不是已生成的网站，先运行 zhangbang build / is no built site; "
            "run zhangbang build first"
        )
    told = _within(folder, base) if is_built else None
    if external:
        told = _beyond(root, allow, _manners(read_own(folder).url, timeout, allow_local), told)
    assert told is not None, "there is a site, or the addresses elsewhere are asked"
    report = FORMATS[form](told, lang) if form in FORMATS else as_text(told.problems, lang) + sum_of(told, lang)
    click.echo(report, nl=False)
    sys.exit(1 if any(map(is_error, told.problems)) else 0)


def _within(folder: Path, base: str | None) -> Told:
    from generator.links.internal import look_through
    from generator.links.telling import Told
    from generator.parallel import cores

    looked = look_through(folder, base, cores())
    return Told(looked.problems, looked.files, looked.links)


def _beyond(root: Path, allow: Path | None, manners: Manners, within: Told | None) -> Told:
    """What was found within the site, and what the hosts of others answered."""
    from generator.content import placed
    from generator.links.allowing import read_allowed
    from generator.links.external import ask_all, bare
    from generator.links.judging import judge
    from generator.links.naming import read_named
    from generator.links.telling import Told

    named = tuple(read_named(root))
    file = allow or root / ALLOWED
    written = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
    entries, faults = read_allowed(file, written)
    addresses = {bare(one.address) for one in named}
    with click.progressbar(length=len(addresses), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        outcomes = ask_all(addresses, manners, lambda: bar.update(1))
    found = placed((*faults, *judge(named, outcomes, entries, written)), root)
    before = within or Told(())
    return before._replace(problems=(*before.problems, *found), asked=len(addresses))


def _manners(url: str, timeout: float, allow_local: bool) -> Manners:
    """How to ask: who asks is named, and nothing pretends to be a browser."""
    from generator.links import external

    agent = f"zhangbang-links/{__version__}{f' (+{url})' if url else ''}"
    return external.UNHURRIED._replace(agent=agent, timeout=timeout, allow_local=allow_local)
