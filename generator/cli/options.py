"""What commands share: their common options, and how they tell what was written or refused."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from generator.dates import today_from_clock
from generator.model.parts import LANGS, Lang
from generator.problems import Problem
from generator.report import FORMATS
from generator.writer import RecoveryStopped, WriteRefused

T = TypeVar("T")

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="项目文件夹 / project folder.",
)
LANG = click.option("--lang", type=click.Choice(LANGS), default="zh", show_default=True, help="报告的语言 / language.")

AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="按这一天计算状态 / the day to compute states for: YYYY-MM-DD.",
)

JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="同时用几个进程；默认每个处理器核一个 / how many processes to use; by default one for each core.",
)

NO_CACHE = click.option(
    "--no-cache",
    is_flag=True,
    help="不用也不留 .zhangbang/cache 里的结果 / neither use nor keep what runs leave in .zhangbang/cache.",
)


def tell_written(problems: tuple[Problem, ...], target: Path, lang: Lang) -> None:
    """Tells that `target` was written, or the problems for which it was not, and then ends with 1."""
    click.echo(FORMATS["text"](problems, lang), nl=False)
    if problems:
        sys.exit(1)
    click.echo(f"✓ {click.format_filename(target)}")


def need_free(target: Path) -> None:
    """Refuses a place where something is already: nothing is overwritten."""
    if os.path.lexists(target):
        raise click.UsageError(
            f"{click.format_filename(target)} 已经存在，不会覆盖 / is there already and is not overwritten"
        )


FAILED = (
    "{error}\n读不了或写不了：请看这个文件或文件夹的权限，以及磁盘是否已满、是否只读\n"
    "It cannot be read or written to: see its permissions, and whether the disk has room and is not read-only"
)
"""What is told of any file or folder that the system keeps from us."""


def or_refused(work: Callable[[], T]) -> T:
    """What `work` gives; a place that may not be written to is told, not raised."""
    try:
        return work()
    except (WriteRefused, OSError) as refused:
        told = refused if isinstance(refused, WriteRefused) else FAILED.format(error=refused)
        nothing = "" if isinstance(refused, RecoveryStopped) else "\n什么也没有写入 / nothing was written"
        click.echo(f"{told}{nothing}", err=True)
        sys.exit(1)


def day_of(as_of: datetime | None) -> str:
    """The day that was asked for, else today in Beijing."""
    return str(as_of.date() if as_of else today_from_clock())
