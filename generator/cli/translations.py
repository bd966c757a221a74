"""`zhangbang export translations` and `zhangbang import translations`: texts go out to translators and come back."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.cli.exports import export
from generator.cli.imports import import_
from generator.cli.options import LANG, ROOT, need_free, or_refused
from generator.model.parts import Lang
from generator.model.records import KINDS
from generator.problems import in_order
from generator.report import FORMATS

SUFFIXES = {"xliff": "xlf", "xlsx": "xlsx"}


@export.command("translations")
@click.option("--format", "form", type=click.Choice(list(SUFFIXES)), required=True, help="哪种文件 / kind of file.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="只要这一类 / only this kind.")
@click.option("--stale", is_flag=True, help="只要英文早于中文的 / only English that is older than its Chinese.")
@click.option("--missing", is_flag=True, help="只要没有英文的 / only texts without English.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写到哪个文件 / the file to write (translations.xlf …).",
)
@ROOT
@LANG
def export_translations(
    root: Path, lang: Lang, form: str, kinds: tuple[str, ...], stale: bool, missing: bool, out: Path | None
) -> None:
    """导出给译者：XLIFF 1.2 或 Excel。Write texts for translators, with the glossary's terms beside them."""
    from generator.intake.translations import Asked, send
    from generator.translating.units import MOST

    target = out or Path(f"translations.{SUFFIXES[form]}")
    need_free(target)
    sent = or_refused(lambda: send(root, Asked(frozenset(kinds), stale, missing), form, target))
    click.echo(FORMATS["text"](sent.problems, lang), nl=False)
    if sent.is_too_much:
        raise click.UsageError(
            f"有 {sent.texts} 段，一个文件至多 {MOST} 段；用 --kind、--stale、--missing 分开导出\n"
            f"{sent.texts} texts are more than the {MOST} of one file; narrow them with --kind, --stale or --missing"
        )
    if sent.problems:
        sys.exit(1)
    if not sent.texts:
        click.echo("没有要译的，什么也没有写入 / there is nothing to translate, and nothing was written")
        return
    click.echo(f"✓ {click.format_filename(target)}：{sent.texts} 段 / texts，{sent.records} 条记录 / records")


@import_.command("translations")
@click.argument("names", nargs=-1, required=True, metavar="FILE… | KIND/ID…")
@click.option(
    "--accept",
    is_flag=True,
    help="这些记录（文件、文件夹或 KIND/ID）的英文都看过，是对的 / the English of these records was read and is right.",
)
@click.option("--dry-run", is_flag=True, help="只检查，不写入 / check, and write nothing.")
@ROOT
@LANG
def import_translations(root: Path, lang: Lang, names: tuple[str, ...], accept: bool, dry_run: bool) -> None:
    """导回译文；或记下英文已对照过中文。Take in what translators send back, or say that English is of its Chinese."""
    from generator.intake import translations
    from generator.intake.telling import sum_of_translations

    if accept:
        sources, unknown = translations.sources_named(root, names)
        if unknown:
            raise click.UsageError(f"没有这样的记录 / no record is {_listed(unknown)}")
        taken = or_refused(lambda: translations.accept(root, sources, is_dry=dry_run))
    else:
        files = tuple(map(Path, names))
        if strange := [name for name, file in zip(names, files, strict=True) if not _is_file(file)]:
            raise click.UsageError(f"没有这个文件 / there is no file {_listed(strange)}")
        taken = or_refused(lambda: translations.take_back(root, files, is_dry=dry_run))
    click.echo(FORMATS["text"](in_order(taken.problems), lang), nl=False)
    click.echo("".join(f"✓ {file}\n" for file in taken.files if not taken.errors), nl=False)
    click.echo(sum_of_translations(taken, lang, is_dry=dry_run), nl=False)
    sys.exit(1 if taken.errors else 0)


def _is_file(path: Path) -> bool:
    """Whether a file is there; a name longer than any file's is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _listed(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
