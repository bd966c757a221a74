"""Writes a made-up project of any size: `python bench/corpus.py --records 10000 --seed 1 --out DIR`.

Equal seeds give equal bytes. The check finds nothing to say of any record, and they refer to one another as real ones
do: guide, lists, challenges, winners, successes. They count as real, for invented ones are left out of data and finder;
so such a project is never to be published. The site's choices, mkdocs.yml and the prose pages are the project's own.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from plan import Place, plan_site
from records import Entry, entries
from words import Pair
from yaml_text import yaml_text

PROJECT = Path(__file__).resolve().parent.parent
COPIED = ("site_config", "content/pages", "mkdocs.yml")
SCHEMAS = {
    "programmes": "programme",
    "guides": "guide",
    "lists": "list",
    "challenges": "challenge",
    "winners": "winner",
    "successes": "success",
    "organisations": "organisation",
    "forms": "form",
    "notices": "notice",
}
LEVELS = ("national", "province", "city", "district")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="an empty or new folder")
    options = parser.parse_args()
    write_project(options.out, options.records, options.seed)


def write_project(out: Path, records: int, seed: int) -> None:
    """A whole project below `out`; a FileExistsError where records are there already."""
    copy_project(out)
    plan = plan_site(records, seed, tuple(read_places()), read_domains())
    for entry in entries(plan, seed):
        write_record(out / "content", entry)


def copy_project(out: Path) -> None:
    """What a made-up project has from this one."""
    for name in COPIED:
        source, target = PROJECT / name, out / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)


def write_record(content: Path, entry: Entry) -> None:
    """The record's file."""
    folder = content / entry.folder
    folder.mkdir(parents=True, exist_ok=True)
    text = schema_line(entry.folder) + yaml_text(entry.record)
    (folder / f"{entry.record['id']}.yml").write_bytes(text.encode())


def schema_line(folder: str) -> str:
    """The comment that tells an editor's program which schema the file follows."""
    steps = PurePosixPath("content", folder).parts
    return f"# yaml-language-server: $schema={'../' * len(steps)}schemas/{SCHEMAS[steps[1]]}.json\n"


def read_places() -> Iterator[Place]:
    """The project's regions."""
    regions = {region["id"]: region for region in _read("regions")}
    for region_id, region in regions.items():
        depth = len(list(_above(regions, region_id)))
        yield Place(
            id=region_id,
            name=Pair(**region["label"]),
            code=region.get("code", ""),
            parent=region.get("parent"),
            level=LEVELS[min(depth, len(LEVELS) - 1)],
        )


def read_domains() -> tuple[str, ...]:
    """The project's domains."""
    return tuple(domain["id"] for domain in _read("domains"))


def _above(regions: dict[str, Any], region_id: str) -> Iterator[str]:
    parent = regions[region_id].get("parent")
    while parent:
        yield parent
        parent = regions[parent].get("parent")


def _read(name: str) -> list[dict[str, Any]]:
    own, standing = (folder / f"{name}.yml" for folder in (PROJECT / "site_config", PROJECT / "generator" / "defaults"))
    entries: list[dict[str, Any]] = yaml.safe_load((own if own.is_file() else standing).read_text(encoding="utf-8"))
    return entries


if __name__ == "__main__":
    main()
