"""The sitemap (sitemaps.org 0.9): every page that search engines may list, with its twin in the other language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from generator.exports.changes import revised_on
from generator.feeds.xmltext import DECLARATION, attribute, xml
from generator.lang import HTML_LANG
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS
from generator.model.records import KINDS, Programme
from generator.render.check import check_paths
from generator.render.pages import NOT_FOUND, is_listed
from generator.render.view import Site
from generator.urls import SitePath, absolute, edit_path, in_language, record_path

PATH = "sitemap.xml"
LARGEST = 50_000
"""The addresses that one file may hold."""

HEAVIEST = 50 * 1024 * 1024
"""The bytes that one file may have (sitemaps.org, “Sitemap index files”)."""

_SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"',
    'xmlns:xhtml="http://www.w3.org/1999/xhtml"',
)


def compile_sitemap(
    site: Site, paths: Iterable[str], largest: int = LARGEST, heaviest: int = HEAVIEST
) -> Iterator[Artifact]:
    """The sitemap of the pages among `paths`; where they are too much for a file, several and an index of them.

    No more than two of the files are in memory at a time.
    """
    listed = listed_pages(site, paths)
    days, twins = _days(site), _Twins(site, frozenset(listed))
    files = _files((_entry(site, path, twins, days) for path in listed), largest, heaviest)
    first, second = next(files), next(files, None)
    if second is None:
        yield Artifact(PATH, first)
        return
    names: list[str] = []
    for number, data in enumerate(chain((first, second), files), 1):
        names.append(f"sitemap-{number}.xml")
        yield Artifact(names[-1], data)
    yield Artifact(PATH, _index(site, names))


def _files(entries: Iterable[str], largest: int, heaviest: int) -> Iterator[bytes]:
    """The entries in files that are within both limits; one file at least."""
    held: list[bytes] = []
    size = frame = len(_urls(()))
    for entry in map(str.encode, entries):
        if held and (len(held) == largest or size + len(entry) > heaviest):
            yield _urls(held)
            held, size = [], frame
        held.append(entry)
        size += len(entry)
    yield _urls(held)


def listed_pages(site: Site, paths: Iterable[str]) -> list[str]:
    """The pages among `paths` that search engines may list, in a fixed order."""
    records = tuple(site.catalog.every())
    unlisted = ((r, r.id) for r in records if not is_listed(r))
    former = ((r, old) for r in records for old in r.formerly)
    invented = (p for p in site.catalog.of(Programme).values() if not is_listed(p))
    hidden = {
        *(record_path(lang, r.folder, name) for r, name in (*unlisted, *former) for lang in LANGS),
        *(path for programme in invented for lang in LANGS for path in check_paths(lang, programme)),
        *(edit_path(lang, kind) for kind in KINDS for lang in LANGS),
    }
    return sorted(p for p in paths if p.endswith(".html") and p != NOT_FOUND and p not in hidden)


def _days(site: Site) -> Mapping[str, str]:
    """The day from which each record's page stands as it is; of other pages no day is claimed."""
    records = [(record, revised_on(site.catalog, record)) for record in site.catalog.every()]
    return {record_path(lang, r.folder, r.id): day for r, day in records for lang in LANGS}


def _entry(site: Site, path: str, twins: _Twins, days: Mapping[str, str]) -> str:
    lastmod = f"<lastmod>{days[path]}</lastmod>" if path in days else ""
    return f"<url><loc>{xml(absolute(site.url, path))}</loc>{lastmod}{twins[SitePath(path)]}</url>\n"


class _Twins(dict[SitePath, str]):
    """Each page in each language and for readers of neither, itself included, as the page's own head says.

    All languages of a page say the same, which is worked out once.
    """

    def __init__(self, site: Site, known: frozenset[str]) -> None:
        self._site, self._known = site, known

    def __missing__(self, path: SitePath) -> str:
        if "/" not in path or len(self._site.settings.site.languages) < 2:
            return ""
        pages = {lang: in_language(path, lang) for lang in LANGS}
        hrefs = {lang: attribute(absolute(self._site.url, page)) for lang, page in pages.items()}
        told = [_twin(HTML_LANG[lang], hrefs[lang]) for lang, page in pages.items() if page in self._known]
        words = "".join((*told, _twin("x-default", hrefs["zh"])))
        self.update(dict.fromkeys(pages.values(), words))
        return words


def _twin(code: str, href: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{code}" href="{href}"/>'


def _urls(entries: Sequence[bytes]) -> bytes:
    return f"{DECLARATION}<urlset {' '.join(_SPACES)}>\n".encode() + b"".join(entries) + b"</urlset>\n"


def _index(site: Site, names: Sequence[str]) -> bytes:
    places = "".join(f"<sitemap><loc>{xml(absolute(site.url, name))}</loc></sitemap>\n" for name in names)
    return f"{DECLARATION}<sitemapindex {_SPACES[0]}>\n{places}</sitemapindex>\n".encode()
