"""`data/ocds.json`: calls, challenges, awards and results as releases of the Open Contracting Data Standard 1.1.

A call is a release. So is a challenge with the awards and results recorded of it; an award whose challenge is not
recorded heads one, and so does a result of which neither is. Every call, challenge, award and result stands in exactly
one. What the standard has no place for is left out: the page `ocds.html` says what, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from generator.catalog import guide_of
from generator.exports.encoding import listed
from generator.exports.ocds_awards import awards, contracts, units
from generator.exports.ocds_parts import Involved, given, involved, parties, worded
from generator.exports.ocds_tender import is_need, issuers, planning, tender
from generator.exports.values import Json, clean
from generator.funnel import counts
from generator.model.artifacts import Streamed
from generator.model.records import Challenge, Guide, Record, Success, Winner
from generator.render.view import Site
from generator.urls import absolute

PATH = "data/ocds.json"
POLICY = "ocds.html"
VERSION = "1.1"

CALL, FORWARDS = "x_call", "x_forwardedCall"
"""Codes of our own, in open code lists, marked as such."""

Later: TypeAlias = Winner | Success
HEADS = (Guide, Challenge, Winner, Success)
"""The kinds that head a process."""


class Process(NamedTuple):
    """One contracting process: what heads it, and the awards and results recorded of it."""

    head: Guide | Challenge | Winner | Success
    awards: tuple[Winner, ...] = ()
    results: tuple[Success, ...] = ()


def compile_ocds(site: Site, releases: Iterable[bytes]) -> Streamed:
    """The release package of these groups of releases, one release a line."""
    return Streamed(PATH, listed(head(site), releases, "releases"))


def package(site: Site) -> Json:
    """All releases with their publisher and licence."""
    return {**head(site), "releases": [*releases(site)]}


def head(site: Site) -> Json:
    """What the package says of itself."""
    chosen = site.settings.site
    policy = f"{chosen.languages[-1]}/{POLICY}"
    addresses = {"uri": absolute(site.url, PATH), "publicationPolicy": absolute(site.url, policy)} if site.url else {}
    return {
        **addresses,
        "version": VERSION,
        "extensions": [],
        "publishedDate": f"{site.moment}:00+08:00",
        "publisher": {"name": clean(chosen.publisher.zh), **({"uri": absolute(site.url, "")} if site.url else {})},
        "license": chosen.data_licence_url,
    }


def releases(site: Site) -> Iterator[Json]:
    """Every process as a release; calls first."""
    heads = (record for cls in HEADS for record in site.catalog.of(cls).values() if counts(record))
    return (release for record in heads for release in releases_headed_by(site, record))


def releases_headed_by(site: Site, record: Record) -> Iterator[Json]:
    """The release of the process that a record heads, if it heads one: each award and result stands in exactly one."""
    if isinstance(record, Guide):
        yield release(site, Process(record))
    elif isinstance(record, Challenge) or (isinstance(record, Winner | Success) and head_of(site, record) is record):
        yield release(site, Process(record, *_later(site, record)))


def _later(site: Site, head: Challenge | Later) -> tuple[tuple[Winner, ...], tuple[Success, ...]]:
    """The awards and the results in the process that a record heads, by their ids."""
    near = (*((head,) if not isinstance(head, Challenge) else ()), *_referring(site, head))
    awards = [record for record in near if isinstance(record, Winner)]
    results = (record for record in (*near, *(one for award in awards for one in _referring(site, award))))
    found = {r.id: r for r in results if isinstance(r, Success) and head_of(site, r) is head}
    return tuple(a for a in awards if head_of(site, a) is head), tuple(found[key] for key in sorted(found))


def _referring(site: Site, record: Record) -> Iterator[Later]:
    referring: tuple[Later, ...] = (*site.catalog.referring(record, Winner), *site.catalog.referring(record, Success))
    return (later for later in referring if counts(later))


def head_of(site: Site, record: Later) -> Challenge | Later:
    """What heads the process of an award or result: its challenge, else its award, else itself, as far as recorded."""
    challenge = site.catalog.find(Challenge, record.challenge)
    if challenge is not None and counts(challenge):
        return challenge
    award = site.catalog.find(Winner, getattr(record, "winner", None))
    return head_of(site, award) if award is not None and counts(award) else record


def ocid(site: Site, head: Record) -> str:
    """The process's identifier; the prefix is the host's own and not registered unless the host registers one."""
    return f"{site.settings.site.ocid_prefix}-{head.kind}-{head.id}"


def release(site: Site, process: Process) -> Json:
    """One process as it stands, in one release."""
    updated = max(record.updated_on for record in (process.head, *process.awards, *process.results))
    sections = _sections(site, process)
    return {
        "ocid": ocid(site, process.head),
        "id": f"{ocid(site, process.head)}-{updated}",
        "date": f"{updated}T00:00:00+08:00",
        "tag": _tags(site, process, sections),
        "initiationType": "tender",
        "language": "zh",
        **given(parties=parties(_involved(site, process)), **sections),
    }


def _sections(site: Site, process: Process) -> Json:
    head, won, results = process
    return given(
        buyer=next((one.reference for one in _buyer(site, head)), None),
        planning=planning(site, head) if isinstance(head, Challenge) else None,
        tender=tender(site, head) if isinstance(head, Guide | Challenge) else None,
        awards=[*awards(site, head, won, results)],
        contracts=[*contracts(site, won, results)],
        relatedProcesses=[*_related(site, head)],
    )


def _tags(site: Site, process: Process, sections: Json) -> list[str]:
    """The stages that a release tells of."""
    told = {
        "planning": "tender" in sections and is_need(site, process.head),
        "tender": "tender" in sections and not is_need(site, process.head),
        "award": "awards" in sections,
        "contract": "contracts" in sections,
        "implementation": bool(process.results),
    }
    return [tag for tag, found in told.items() if found]


def _involved(site: Site, process: Process) -> Iterator[Involved]:
    yield from _buyer(site, process.head)
    yield from issuers(site, process.head)
    yield from units(site, process.awards, process.results)


def _buyer(site: Site, head: Record) -> Iterator[Involved]:
    """Who states the need and pays: a challenge's owner, where a source names one."""
    return involved(site, head.owner, "buyer") if isinstance(head, Challenge) else iter(())


def _related(site: Site, head: Record) -> Iterator[Json]:
    """The call that a process answers, and the call that a call forwards."""
    named = guide_of(site.catalog, head)
    call = site.catalog.find(Guide, head.forwards) if isinstance(head, Guide) else named
    if call is None or not counts(call):
        return
    relationship = FORWARDS if isinstance(head, Guide) else "planning" if is_need(site, call) else CALL
    yield {
        "id": f"guide/{call.id}",
        "relationship": [relationship],
        **worded("title", call.title),
        "scheme": "ocid",
        "identifier": ocid(site, call),
    }
