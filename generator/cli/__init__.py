"""The command line: `zhangbang COMMAND`. Exit codes: 0, 1 problems, 2 wrong use."""

from __future__ import annotations

import sys
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
from generator.cli.reviewing import diff
from generator.cli.rewriting import fmt, migrate
from generator.cli.translations import export_translations, import_translations
from generator.cluster import WorkStopped

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
    """Commands whose work may be shared: where it cannot go on, they say what to do and end with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except WorkStopped as stopped:
            click.echo(str(stopped), err=True)
            sys.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zhangbang")
def main() -> None:
    """张榜：把记录变成网站。zhangbang turns records into a site."""


for command in COMMANDS:
    main.add_command(command)
