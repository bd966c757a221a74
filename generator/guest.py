"""What MkDocs gives to a site, as a value: captured shells, prose as HTML, and the files that it writes itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.hosts import Host
from generator.model.parts import Lang
from generator.render.page import Page, prose_page, unknown_links
from generator.render.shell import Shell
from generator.render.view import Site
from generator.urls import SitePath

PROSE = Path("content", "pages")
"""Where a project has its prose, from its own folder."""


class BuildRefused(Exception):  # noqa: N818 - it states what happened
    """Records, settings or MkDocs stopped the build; the old site stays."""


class Prose(NamedTuple):
    """A page written in Markdown: its language, its place in the site, its title, its content as HTML.

    `source` is its file from the project's folder; nothing where it comes from elsewhere.
    """

    lang: Lang
    path: str
    title: str
    html: str
    source: str


class Guest(NamedTuple):
    """All that a site takes from MkDocs and from mkdocs.yml; it depends on no record."""

    shells: Mapping[int, Shell]
    """The theme's page for each depth of folders."""
    prose: tuple[Prose, ...]
    """In a fixed order."""
    files: Mapping[str, bytes]
    """What MkDocs writes by itself, by its place in the site: the theme's style sheets, pictures beside the prose."""
    url: str
    """The address at which the site will stand."""
    repository: str
    host: Host | None
    is_strict: bool
    """Whether a warning stops a build."""
    site_dir: str = "site"
    """Where the site is written, from the project's folder."""
    as_of: str | None = None
    """The building date that mkdocs.yml fixes."""
    keeps_going: bool = False
    """Whether faulty records are left out."""
    is_plain: bool = False
    """Whether nothing but the project's own prose went into it, and MkDocs warned of nothing: what it says, it says
    each time, and what another plugin, hook or theme reads, nobody knows.
    """


def prose_of(site: Site, guest: Guest) -> Iterator[Page]:
    """The pages of the prose, their links to records resolved."""
    yield from (page_of(site, prose) for prose in guest.prose)


def page_of(site: Site, prose: Prose) -> Page:
    """A page of prose, its links to records resolved."""
    return prose_page(site, prose.lang, SitePath(prose.path), prose.title, prose.html, prose.source)


def lost_links(site: Site, guest: Guest) -> Iterator[tuple[str, str]]:
    """The links from prose that lead to no record, each with the page that it stands on."""
    for prose in guest.prose:
        yield from ((prose.path, link) for link in unknown_links(site, prose.html))
