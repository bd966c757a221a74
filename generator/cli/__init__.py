"""The command line: `zhangbang COMMAND`. Exit codes: 0, 1 problems, 2 wrong use."""

from __future__ import annotations

import click

from generator import __version__
from generator.cli.building import build, serve
from generator.cli.checking import check
from generator.cli.exports import export
from generator.cli.founding import init
from generator.cli.imports import import_
from generator.cli.rewriting import fmt, migrate

COMMANDS = (
    check,
    build,
    serve,
    import_,
    export,
    fmt,
    migrate,
    init,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zhangbang")
def main() -> None:
    """张榜：把记录变成网站。zhangbang turns records into a site."""


for command in COMMANDS:
    main.add_command(command)
