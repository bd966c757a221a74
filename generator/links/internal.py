"""The links within a built site: each leads to a file of it, and to a place in that file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from generator.links.reading import is_read, named_in
from generator.links.targets import OUTSIDE, ROOTED, Own, below, is_external, is_readable, own_of, scheme_of, target_of
from generator.parallel import plain, split, workers
from generator.problems import Place, Problem, in_order, problem

HOME = "index.html"
FEWEST = 500
"""Fewer files than these are looked through sooner than another process starts."""

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')


class Fault(NamedTuple):
    """A link that leads nowhere: what is wrong, the address as it is written, where it leads, and on which file."""

    code: str
    address: str
    target: str
    file: str


class Lead(NamedTuple):
    """A link to a place in a file that is there."""

    address: str
    target: str
    fragment: str
    file: str


class Seen(NamedTuple):
    """What a share of the files showed."""

    faults: tuple[Fault, ...]
    leads: tuple[Lead, ...]
    anchors: Mapping[str, frozenset[str]]
    links: int


class _Within(NamedTuple):
    """A site's folder, the paths of all its files, and where it is served."""

    site: Path
    known: frozenset[str]
    own: Own


class Looked(NamedTuple):
    """The problems of a site's own links, and how many files and links were looked at."""

    problems: tuple[Problem, ...]
    files: int
    links: int


def look_through(site: Path, base: str | None, jobs: int) -> Looked:
    """The problems of every link within the site; it is served below `base`, else where its own address says."""
    files = read_names(site)
    own = _served(read_own(site), base)
    known = frozenset(files)
    chunks = split([file for file in files if is_read(file)], jobs, FEWEST)
    with workers(jobs) as shared:
        shares = tuple(shared.each(_see, plain(_Within(site, known, own)), chunks))
    anchors = {file: found for share in shares for file, found in share.anchors.items()}
    leads = (lead for share in shares for lead in share.leads)
    faults = (*(fault for share in shares for fault in share.faults), *_without_place(leads, anchors))
    return Looked(in_order(_told(site, faults)), len(files), sum(share.links for share in shares))


def read_names(site: Path) -> list[str]:
    """Every file of the site by its path, in order."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def read_own(site: Path) -> Own:
    """The address that the site's first page says it has."""
    try:
        found = _CANONICAL.search((site / HOME).read_text("utf-8"))
    except OSError:
        return Own()
    address = found[1].removesuffix(HOME) if found else ""
    return own_of(address) if address.startswith(("https://", "http://")) else Own()


def _served(own: Own, base: str | None) -> Own:
    return own if base is None else own._replace(base=f"/{base.strip('/')}/" if base.strip("/") else "/")


def _see(within: _Within, files: Sequence[str]) -> Seen:
    site, known, own = within
    faults: list[Fault] = []
    leads: list[Lead] = []
    anchors: dict[str, frozenset[str]] = {}
    links = 0
    for file in files:
        named = named_in(file, (site / file).read_text("utf-8", "replace"), own)
        if named.anchors:
            anchors[file] = named.anchors
        links += len(named.addresses)
        for address in named.addresses:
            found = _follow(file, address, known, own)
            if isinstance(found, Fault):
                faults.append(found)
            elif found is not None:
                leads.append(found)
    return Seen(tuple(faults), tuple(leads), anchors, links)


def _follow(file: str, address: str, known: frozenset[str], own: Own) -> Fault | Lead | None:
    """What is wrong with a link, or the place in a page that it leads to; nothing where it is fine or leaves us."""
    if not address:
        return None
    if not is_readable(address):
        return Fault("href-strange", address, address, file)
    whole = below(address, own)
    if whole is None and is_external(address):
        return None
    if whole is None and scheme_of(address):
        return Fault("href-strange", address, address, file)
    if whole is None and file in ROOTED and not address.startswith((own.base, "#")):
        return Fault("href-base", address, own.base, file)
    if whole is None and file not in ROOTED and address.startswith("/"):
        return Fault("href-rooted", address, own.base, file)
    target, fragment = target_of(file, address, own.base) if whole is None else target_of(HOME, whole)
    if target.startswith(OUTSIDE):
        return Fault("href-outside", address, target, file)
    if target not in known:
        return Fault("href-missing", address, target, file)
    return Lead(address, target, fragment, file) if fragment and target.endswith(".html") else None


def _without_place(leads: Iterable[Lead], anchors: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    for lead in leads:
        if lead.fragment not in anchors.get(lead.target, ()) and not lead.fragment.startswith(":~:"):
            yield Fault("href-fragment", lead.address, f"{lead.target}#{lead.fragment}", lead.file)


def _told(site: Path, faults: Iterable[Fault]) -> Iterator[Problem]:
    """One problem for each thing that is wrong, at the first file that has it: a footer's link stands on every page."""
    groups: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        groups[(fault.code, fault.target)].append(fault)
    for (code, target), found in groups.items():
        first = min(found, key=lambda fault: (fault.file, fault.address))
        files = len({fault.file for fault in found})
        place = Place(f"{site.name}/{first.file}", _line_of(site / first.file, first.address), 1)
        yield problem(code, place, value=first.address, target=target, files=files)


def _line_of(file: Path, address: str) -> int:
    """The line on which a file first writes the address; 1 where it is written some other way."""
    text = file.read_text("utf-8", "replace")
    places = (text.find(f'"{written}"') for written in (address, escape(address)))
    return text.count("\n", 0, max(0, *places)) + 1
