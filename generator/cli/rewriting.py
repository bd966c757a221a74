"""`zhangbang fmt` and `zhangbang migrate`: records written anew."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import LANG, ROOT, or_refused
from generator.model.parts import Lang
from generator.problems import is_error
from generator.report import FORMATS


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "is_check", is_flag=True, help="只报告，不写入 / only tell which would change.")
@ROOT
@LANG
def fmt(root: Path, lang: Lang, files: tuple[Path, ...], is_check: bool) -> None:
    """整理记录文件：键的次序和写法统一，注释保留。Put records in the one order and style; comments stay."""
    from generator.parallel import cores
    from generator.rewriting.telling import tidied_as_text
    from generator.rewriting.tidying import tidy

    done = or_refused(lambda: tidy(root, files, cores(), is_dry=is_check))
    click.echo(FORMATS["text"](done.problems, lang), nl=False)
    click.echo(tidied_as_text(done, lang, is_dry=is_check), nl=False)
    sys.exit(1 if done.problems or (is_check and done.changed) else 0)


@click.command()
@click.option("--dry-run", is_flag=True, help="只报告要改什么，不写入 / only tell what would change.")
@ROOT
@LANG
def migrate(root: Path, lang: Lang, dry_run: bool) -> None:
    """把旧版格式的记录改成这个程序的格式。Bring records of an older version to this program's format."""
    from generator.migrations import MIGRATIONS
    from generator.rewriting.migrating import migrate as run_migrate
    from generator.rewriting.telling import migrated_as_text

    done = or_refused(lambda: run_migrate(root, MIGRATIONS, is_dry=dry_run))
    has_errors = any(map(is_error, done.problems))
    click.echo(FORMATS["text"](done.problems, lang), nl=False)
    click.echo(migrated_as_text(done, lang, is_dry=dry_run, is_written=not (dry_run or has_errors)), nl=False)
    sys.exit(1 if has_errors else 0)
