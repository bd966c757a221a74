"""One build of ours, whole or without some parts: `python bench/ours.py PROJECT SITE [--without forms,xlsx]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from measuring import CLOCK


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--without", default="", help=f"any of {', '.join(PARTS)}")
    options = parser.parse_args()
    build(options.project, options.site, list(filter(None, options.without.split(","))))


def build(project: Path, site: Path, without: Iterable[str]) -> None:
    """Builds the site as the command does; what a part would make is left out."""
    from generator.plugin import build_site

    for part in without:
        PARTS[part]()
    build_site(project, site, CLOCK.date(), keep_going=False)


def _no_forms() -> None:
    _replace(files_of=lambda _catalog: {})


def _no_workbook() -> None:
    from generator import pipeline
    from generator.exports.bulk import bulk_of, compile_bulk, compile_flat

    def flat(site: Any) -> Any:
        return compile_flat(bulk_of(site))

    _replace(EXPORTERS=tuple(flat if each is compile_bulk else each for each in pipeline.EXPORTERS))


def _no_data() -> None:
    _replace(_write_data=lambda *_: ())


def _no_feeds() -> None:
    _replace(_feeds=lambda _site: (), compile_editor=lambda _site: (), _signs=lambda *_: iter(()))


def _no_bulk() -> None:
    """Of the data only the API's own files are left."""
    from generator import pipeline
    from generator.exports.api import compile_listings

    _replace(EXPORTERS=(compile_listings,))
    told = pipeline._exports

    def data(site: Any, put: Any, _staging: Path, jobs: int) -> Any:
        return pipeline.in_turns(lambda step: put(step()), told(site), jobs)

    _replace(_write_data=data)


def _replace(**by: object) -> None:
    from generator import pipeline

    for name, other in by.items():
        setattr(pipeline, name, other)


PARTS: Mapping[str, Callable[[], None]] = {
    "forms": _no_forms,
    "xlsx": _no_workbook,
    "bulk": _no_bulk,
    "data": _no_data,
    "feeds": _no_feeds,
}
"""What can be left out: the forms' documents; the workbook; all files of data but the API; all data; feeds, calendars,
the editor's files and the sitemap."""

if __name__ == "__main__":
    main()
