"""What hosts read and readers do not: the domain of one's own, and where addresses lead that records had before."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.model.artifacts import Artifact
from generator.render.view import Site
from generator.urls import SitePath, record_path

REDIRECTS, MAP = "_redirects", "redirects.map"
"""The same redirects as Netlify and Cloudflare Pages read them, and as nginx includes them in a `map`."""

Move = tuple[SitePath, SitePath]
"""An address that a page had, and the one it has."""


def compile_hosting(site: Site) -> Iterator[Artifact]:
    """The files for hosts. `.nojekyll` keeps GitHub Pages from leaving out what begins with an underscore."""
    base = urlsplit(site.url).path.rstrip("/")
    found = sorted(moves(site))
    yield Artifact(".nojekyll", b"")
    if site.settings.site.custom_domain:
        yield Artifact("CNAME", f"{site.settings.site.custom_domain}\n".encode())
    yield Artifact(REDIRECTS, "".join(f"{base}/{old} {base}/{new} 301\n" for old, new in found).encode())
    yield Artifact(MAP, "".join(f"{base}/{old} {base}/{new};\n" for old, new in found).encode())


def moves(site: Site) -> Iterator[Move]:
    """Every page's address that a record had before, with the one it has. The API keeps a file there that says so."""
    for record in site.catalog.every():
        for former in record.formerly:
            for lang in site.settings.site.languages:
                yield record_path(lang, record.folder, former), record_path(lang, record.folder, record.id)
