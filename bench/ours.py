"""One build of ours, whole or without some parts: `python bench/ours.py PROJECT SITE [--without forms,xlsx]`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
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


def build(project: Path, site: Path, without: Sequence[str]) -> None:
    """Builds the site as the command does; the steps of these parts are left out, and what would tell of them."""
    from generator import building
    from generator.publishing import Asked, build_site

    out = re.compile("|".join(PARTS[part] for part in without) or r"\Z")
    done = building._Build._done

    def done_some(self: Any, site: Any, steps: Iterable[Any], make: Any) -> Any:
        return done(self, site, [step for step in steps if not out.match(step.name)], make)

    building._Build._done = done_some  # type: ignore[method-assign]
    if "forms" in without:
        building.forms_with_files = lambda _catalog: iter(())
    build_site(project, Asked(site, CLOCK.date()))


PARTS: Mapping[str, str] = {
    "forms": r"form ",
    "xlsx": r"data (sheet|xlsx)",
    "bulk": r"data (sqlite|sheet|csv|lines|ocds|changes|metadata|funnel|xlsx|package|zip|catalogue|sums)",
    "data": r"data |api ",
    "pictures": r"picture ",
    "feeds": r"editor|atom |ics |opensearch |signs",
}
"""What can be left out, by how its steps' names begin: the forms' documents; the workbook; files of data in bulk, with
what describes them; all data; pictures for links that are shared; feeds, calendars, the editor's files and the
sitemap."""

if __name__ == "__main__":
    main()
