"""The command line: `zhangbang COMMAND`. Exit codes: 0, 1 problems, 2 wrong use."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from generator import __version__
from generator.cli.building import build, serve
from generator.cli.checking import check
from generator.cli.entry import new
from generator.cli.exports import export
from generator.cli.founding import init
from generator.cli.imports import import_
from generator.cli.linking import links
from generator.cli.options import FAILED
from generator.cli.reviewing import diff
from generator.cli.rewriting import fmt, migrate
from generator.cli.translations import export_translations, import_translations
from generator.cluster import WorkStopped
from generator.dates import EPOCH, today_from_clock

COMMANDS = (
    check,
    build,
    serve,
    new,
    import_,
    export,
    diff,
    links,
    fmt,
    migrate,
    init,
)
SUBCOMMANDS = (export_translations, import_translations)
"""Commands that their module puts into their groups."""


class _Commands(click.Group):
    """Commands that say what to do and end with 1 where work or the system cannot go on, in whatever locale."""

    def main(self, args: Sequence[str] | None = None, *given: Any, **named: Any) -> Any:
        """Runs these arguments, or the command line."""
        if args is None:
            _take_any_name()
        for stream in (sys.stdout, sys.stderr):
            _take_any_character(stream)
        return super().main(args, *given, **named)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        _need_clock()
        try:
            return super().invoke(ctx)
        except WorkStopped as stopped:
            click.echo(str(stopped), err=True)
            sys.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read what is printed wants no more of it
            click.echo(FAILED.format(error=error), err=True)
            sys.exit(1)


def _take_any_name() -> None:
    """Starts the program anew in Python's UTF-8 mode where no file's name or argument could have a Chinese letter."""
    if codecs.lookup(sys.getfilesystemencoding()).name == "ascii" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _take_any_character(stream: object) -> None:
    """Has a stream spell out what its encoding lacks."""
    if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
        stream.reconfigure(errors="backslashreplace")


def _need_clock() -> None:
    """Ends with 2 where nobody could say what day it is."""
    try:
        today_from_clock()
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(
            f"{EPOCH}={os.environ.get(EPOCH, '')}：写成 1970 年以来的秒数，或取消这个环境变量 / "
            "write the seconds since 1970, or unset it"
        ) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zhangbang")
def main() -> None:
    """张榜：把记录变成网站。zhangbang turns records into a site."""


for command in COMMANDS:
    main.add_command(command)
