"""`robots.txt` (RFC 9309) and `llms.txt`: what machines may read, and where they find it as data."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import quote, urlsplit

from generator.feeds.sitemap import PATH as SITEMAP
from generator.feeds.xmltext import one_line
from generator.lang import say
from generator.model.artifacts import Artifact
from generator.render.view import Site
from generator.urls import absolute

PRIVATE = "search/"
"""The finder's own files: they mean nothing without its script, and change with every build."""

DATA: tuple[tuple[str, str], ...] = (
    ("api/v1/openapi.json", "the static API as an OpenAPI 3.1 document"),
    ("api/v1/index.json", "the API's index: every kind and how many records it has"),
    ("data/datapackage.json", "all tables described (Frictionless Data Package)"),
    ("data/zhangbang.zip", "everything in one archive, with checksums"),
    ("data/zhangbang.sqlite", "a SQLite database with full-text search"),
    ("data/zhangbang.xlsx", "an Excel workbook"),
    ("data/catalog.jsonld", "the catalogue as DCAT-AP 3"),
    ("data/ocds.json", "releases in the Open Contracting Data Standard 1.1"),
    ("data/funnel.json", "how many challenges are recorded, claimed, funded and completed"),
    ("data/changes.json", "what was published, amended, revised and withdrawn, by day"),
    ("feeds/zh/all.xml", "updates as an Atom feed, in Chinese"),
    ("feeds/en/all.xml", "updates as an Atom feed, in English"),
    ("calendars/zh/all.ics", "all deadlines as a calendar, in Chinese"),
    ("calendars/en/all.ics", "all deadlines as a calendar, in English"),
    (SITEMAP, "every page"),
)
"""Files that a program may begin with, told where the site has them."""

PAGES: tuple[tuple[str, str], ...] = (
    ("find.html", "find_title"),
    ("guides/index.html", "kinds_guide"),
    ("challenges/index.html", "kinds_challenge"),
    ("due.html", "nav_due"),
    ("changes.html", "changes_title"),
    ("data.html", "nav_data"),
    ("api.html", "api_title"),
    ("data-licence.html", "nav_licence"),
)
"""Pages that a reader may begin with, below a language's folder, with the labels they go by."""


def compile_robots(site: Site) -> Iterator[Artifact]:
    """Everything may be read but the finder's own files."""
    base = quote(f"{urlsplit(site.url).path.rstrip('/')}/")
    places = f"\nSitemap: {absolute(site.url, SITEMAP)}\n" if site.url else ""
    yield Artifact("robots.txt", f"User-agent: *\nDisallow: {base}{PRIVATE}\n{places}".encode())


def compile_llms(site: Site, paths: Collection[str]) -> Iterator[Artifact]:
    """What the site is and where its data lies, of the files among `paths`, as https://llmstxt.org describes."""
    own = site.settings.site
    held = frozenset(paths)
    lines = [
        f"# {_both(own.title.zh, own.title.en)}",
        "",
        f"> {_plain(say(own.description, 'en'))}",
        "",
        _plain(own.description.zh),
        "",
        f"{_plain(say(site.settings.labels['prevails'], 'en'))} Licence: {_plain(say(own.data_licence, 'en'))}, "
        f"{own.data_licence_url}",
        "",
        "## Data",
        "",
        *(f"- [{path}]({absolute(site.url, path)}): {words}" for path, words in DATA if path in held),
        "",
        "## Pages",
        "",
        *_pages(site, held),
    ]
    yield Artifact("llms.txt", ("\n".join(lines) + "\n").encode())


def _pages(site: Site, held: frozenset[str]) -> Iterator[str]:
    for lang in site.settings.site.languages:
        for page, label in PAGES:
            path = f"{lang}/{page}"
            if path in held and label in site.settings.labels:
                yield f"- [{_plain(say(site.settings.labels[label], lang))}]({absolute(site.url, path)})"


def _both(zh: str, en: str | None) -> str:
    return _plain(f"{zh} {en}" if en else zh)


def _plain(words: str) -> str:
    """Words that Markdown reads as words, on one line."""
    found = one_line(words)
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#" else sign for sign in found)
