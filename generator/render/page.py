"""A page as a value, and how it is poured into the theme's shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from markupsafe import Markup, escape

from generator import __version__
from generator.feeds.discovery import Subscriptions
from generator.lang import HTML_LANG, OTHER, say
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS, Lang
from generator.model.records import KINDS
from generator.proofs import DAY, PROOFS, Figure, read_packaged
from generator.registrations import icp_of, police_of
from generator.render.assets import asset_path, colours_path, icon_path, words_path
from generator.render.markup import in_chinese
from generator.render.pictures import SIZE, Shared, of_site
from generator.render.shell import Mould, Shell
from generator.render.templates import render
from generator.render.view import Site, View
from generator.urls import (
    SitePath,
    absolute,
    compare_path,
    edit_path,
    in_language,
    index_path,
    opensearch_path,
    root_of,
)

_RECORD_LINK = re.compile(r'href="record:([a-z]+)/([a-z0-9-]+)"')
_SITE_LINK = re.compile(r'href="site:([^":]+)"')
_NAMED = re.compile(r"\{\{ ([a-z_]+(?:\.[a-z_]+)?) \}\}")
_VOID = re.compile(r"<(img|br|hr)\b([^<>]*?) ?/>")
_SCROLLED = re.compile(r'<pre><code(?! class="language-sh")')
"""Code that scrolls where it is too wide; commands are broken into lines instead."""
_SCRIPT = re.compile(r'(<script src="[^"]*" defer)(></script>\n?)')
_FIRST = ' blocking="render"'
"""Nothing is painted before a script with it has run: states are those of the reader's now from the first sight on, and
nothing moves when what works with scripts only comes up. It can stand in the head alone.
"""

_RELATIVE = re.compile(r'\b(href|src|action)="(?![a-z]+:|/|#)')
_IN_ORDER = msgspec.json.Encoder(order="sorted")
Shells = Mapping[int, Shell]
"""The theme's page for each depth of folders: 0 at the root, 2 for records."""

Crumb = tuple[str, str]
"""Words and the way there; no way for the page itself."""

_MARK = "\0"
"""Stands for an address still to come; no text of ours can hold it."""

NAV_KINDS = ("guide", "list", "challenge", "winner", "success", "programme", "organisation")
FACETS = ("domains", "regions", "years")
PROSE = ("about", "how-to-claim", "how-to-edit", "data-licence", "help")
TRANSLATING = ("translations", "glossary")
"""Pages about the English, which a site without it does not offer."""

PROSE_LABELS = {
    "about": "nav_about",
    "how-to-claim": "nav_claim",
    "how-to-edit": "nav_edit",
    "data-licence": "nav_licence",
    "help": "nav_help",
}


class Page(NamedTuple):
    """One page before it is poured: its address, words about it, and its content as HTML."""

    path: SitePath
    lang: Lang
    title: str
    description: str
    content: str
    section: str = ""
    crumbs: tuple[Crumb, ...] = ()
    og_type: str = "website"
    data: Mapping[str, Any] | None = None
    listed: bool = True
    rooted: bool = False
    onward: str = ""
    """Where a browser goes on to at once."""
    feeds: Subscriptions = ()
    """The feeds and calendars that belong to the page."""
    canonical: SitePath | None = None
    """The page that search engines list in place of this one."""
    picture: Shared | None = None
    """What stands for the page where a link to it is shared; the site's own picture where it has none."""


class Sheet(NamedTuple):
    """A page still to be made: where it will stand, and how it is made."""

    path: SitePath
    make: Callable[[], Page]


def pour(site: Site, shells: Shells, page: Page) -> Artifact:
    """The page's file."""
    mould = _mould(site, shells, page)
    counterpart = root_of(page.path) + _counterpart(page) if _is_bilingual(site) else ""
    content, scripts = without_scripts(page.content)
    values = {"head": _head(site, page), "scripts": scripts, "counterpart": counterpart}
    data = mould.fill({**values, "content": _crumbs(site, page) + content})
    return Artifact(page.path, _rooted(data.decode(), site.url).encode() if page.rooted else data)


def without_scripts(content: str) -> tuple[str, str]:
    """A page's content without the scripts that it asks for, and those, as they stand in its head."""
    if "<script " not in content:
        return content, ""
    scripts = "".join(f"{start}{_FIRST}{end}" for start, end in _SCRIPT.findall(content))
    return _SCRIPT.sub("", content), scripts


def _mould(site: Site, shells: Shells, page: Page) -> Mould:
    """The shell with what is the same on all pages of one language, depth and section."""
    lang, depth, section, exact = page.lang, page.path.count("/"), page.section, page.path.endswith("/index.html")
    key = ("mould", lang, depth, section, exact)
    found: Mould | None = site.pieces.get(key)
    if found is None:
        v = View(site, lang, SitePath("/" * depth))
        same = {
            "lang": HTML_LANG[lang],
            "csp": site.policy,
            "assets": _assets(v),
            "footer": _footer(v),
        }
        fixed = {slot: Shell((text,)) for slot, text in same.items()}
        found = site.pieces[key] = shells[depth].filled({**fixed, "header": _header(v, section, exact)}).mould()
    return found


def _rooted(html: str, url: str) -> str:
    """The page with links from the host's root: a host shows it at whatever address was asked for."""
    base = f"{urlsplit(url).path.rstrip('/')}/"
    return _RELATIVE.sub(lambda link: f'{link[1]}="{base}', html)


def structured(site: Site, page: Page) -> str:
    """The page's JSON-LD, safe inside a script element."""
    trail = [
        {"@type": "ListItem", "position": i, "name": words, **({"item": absolute(site.url, href)} if href else {})}
        for i, (words, href) in enumerate(page.crumbs, 1)
    ]
    crumbs = {"@type": "BreadcrumbList", "itemListElement": trail}
    graph = [item for item in (page.data, crumbs if trail else None) if item]
    if not graph:
        return ""
    data = _IN_ORDER.encode({"@context": "https://schema.org", "@graph": graph}).decode()
    safe = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'<script type="application/ld+json">{safe}</script>\n'


def _counterpart(page: Page) -> str:
    return in_language(page.path, OTHER[page.lang]) if "/" in page.path else f"{OTHER[page.lang]}/index.html"


def _head(site: Site, page: Page) -> str:
    languages = LANGS if "/" in page.path and _is_bilingual(site) and not page.onward else ()
    listed = page.path if page.listed else page.canonical
    alternates = [(HTML_LANG[lang], absolute(site.url, in_language(page.path, lang))) for lang in languages]
    described = {
        "title": page.title,
        "description": page.description[:300],
        "canonical": absolute(site.url, listed) if listed else "",
        "alternates": [*alternates, ("x-default", absolute(site.url, in_language(page.path, "zh")))]
        if alternates
        else [],
        "og_type": page.og_type,
        "lang": page.lang,
        "onward": page.onward,
    }
    picture = page.picture or of_site(site, page.lang)
    site_name = say(site.settings.site.title, page.lang)
    feeds = [(one.type, one.path, f"{site_name} · {say(one.about, page.lang)}") for one in page.feeds]
    search = opensearch_path(page.lang)
    icon = (icon_path(site.settings), site.settings.logo.media_type if site.settings.logo else "image/svg+xml")
    head = render(
        "head.html",
        page=described,
        site_name=site_name,
        root=root_of(page.path),
        feeds=feeds,
        search=search,
        icon=icon[0],
        icon_type=icon[1],
        picture=picture and (absolute(site.url, picture.path), picture.alt, *SIZE),
    )
    return head + structured(site, page)


def _is_bilingual(site: Site) -> bool:
    return len(site.settings.site.languages) > 1


def _assets(v: View) -> str:
    own = colours_path(v.settings)
    return (
        f'<link rel="stylesheet" href="{v.to(asset_path("zhangbang.css"))}">\n'
        + (f'<link rel="stylesheet" href="{v.to(own)}">\n' if own else "")
        + f'<script src="{v.to(asset_path("theme.js"))}"></script>\n'
        f'<script src="{v.to(asset_path("zhangbang.js"))}" defer{_FIRST}></script>\n'
        f'<script src="{v.to(words_path(v.settings, v.lang))}" defer{_FIRST}></script>\n'
        f'<script src="{v.to(asset_path("tray.js"))}" defer{_FIRST}></script>\n'
    )


def _header(v: View, section: str, exact: bool) -> Shell:
    """The header; the address of the page in the other language is still to come."""
    nav = [
        ("home", v.to(f"{v.lang}/index.html"), v.L("home")),
        *((kind, v.index(KINDS[kind].folder), v.L(f"kinds_{kind}")) for kind in NAV_KINDS),
        *((facet, v.index(facet), v.L(f"{facet}_title")) for facet in FACETS),
    ]
    html = render(
        "header.html",
        v=v,
        nav=nav,
        section=section,
        exact=exact,
        other_lang=HTML_LANG[OTHER[v.lang]],
        language=_MARK if _is_bilingual(v.site) else "",
        icon=icon_path(v.settings),
        logo=v.settings.logo,
    )
    pieces = tuple(html.split(_MARK))
    return Shell(pieces, ("counterpart",) * (len(pieces) - 1))


def _footer(v: View) -> str:
    more = [
        (v.to(f"{v.lang}/stats.html"), v.L("nav_stats")),
        (v.to(f"{v.lang}/data.html"), v.L("nav_data")),
        *((v.to(f"{v.lang}/{name}.html"), v.L(PROSE_LABELS[name])) for name in PROSE),
        (v.to(f"{v.lang}/due.html"), v.L("nav_due")),
        (v.to(f"{v.lang}/changes.html"), v.L("nav_changes")),
        *((v.index(KINDS[kind].folder), v.L(f"kinds_{kind}")) for kind in ("form", "notice")),
        (v.to(f"{v.lang}/rules.html"), v.L("nav_rules")),
        (v.to(compare_path(v.lang)), v.L("compare_title")),
        (v.to(f"{v.lang}/problems.html"), v.L("problems_title")),
        (v.to(f"{v.lang}/api.html"), v.L("api_title")),
        (v.to(edit_path(v.lang)), v.L("edit_index_title")),
        *((v.to(f"{v.lang}/{name}.html"), v.L(f"nav_{name}")) for name in TRANSLATING if _is_bilingual(v.site)),
    ]
    return render("footer.html", v=v, more=more, body=tuple(_body(v)), as_of=v.site.moment[:10], version=__version__)


def _body(v: View) -> Iterator[tuple[str, Markup | str, str]]:
    """What the foot of the page says of the body behind the site: what it is, the words, where they lead."""
    said = v.settings.site.footer
    if said.sponsor:
        yield v.L("footer_sponsor") + v.L("colon"), v.t(said.sponsor), ""
    if said.contact:
        yield "", v.t(said.contact), ""
    if said.site_id:
        yield v.L("footer_site_id") + v.L("colon"), said.site_id, ""
    yield from (("", held.words, held.address) for held in (icp_of(said), police_of(said)) if held)


def _crumbs(site: Site, page: Page) -> str:
    if not page.crumbs:
        return ""
    v = View(site, page.lang, page.path)
    return render("crumbs.html", v=v, crumbs=[(href and v.to(href), words) for words, href in page.crumbs])


def home_crumb(v: View) -> Crumb:
    """The first step of every trail."""
    return v.L("home"), f"{v.lang}/index.html"


def index_crumb(v: View, kind: str) -> Crumb:
    """The step of a kind's index."""
    return v.L(f"kinds_{kind}"), index_path(v.lang, KINDS[kind].folder)


def titled(v: View, words: str) -> str:
    """A page's title with the site's name."""
    return f"{words} · {v.say(v.settings.site.title)}"


def prose_page(site: Site, lang: Lang, path: SitePath, title: str, html: str, source: str = "") -> Page:
    """A page written in Markdown; its `record:kind/id` links lead to records, its `site:path` ones to other files.

    `source` is its file in the repository, where it has one: the page then leads to where it is edited.
    Names such as `{{ title }}` stand for what this site says; a name that nobody gives stays as it is written.
    """
    v = View(site, lang, path)
    named = named_in(v)
    title = _NAMED.sub(lambda name: named.get(name[1], name[0]), title)
    crumbs = (home_crumb(v), (title, ""))
    html = _NAMED.sub(lambda name: str(escape(named.get(name[1], name[0]))), html)
    html = _RECORD_LINK.sub(lambda link: f'href="{_record_href(v, link)}"', html)
    html = _SCROLLED.sub('<pre><code tabindex="0"', _VOID.sub(r"<\1\2>", html))
    html = html if lang == "zh" else in_chinese(html)
    content = _SITE_LINK.sub(lambda link: f'href="{v.to(link[1])}"', html)
    if source and site.host:
        content += render("prose_foot.html", v=v, edit=site.host.edit(source))
    return Page(path, lang, titled(v, title), v.say(site.settings.site.description), content, "prose", crumbs)


def named_in(v: View) -> Mapping[str, str]:
    """What prose calls by name, as `{{ title }}`, so that the program's own pages can speak of any site."""
    site = v.settings.site
    return {
        "title": v.say(site.title),
        "publisher": v.say(site.publisher),
        "contact": v.say(site.footer.contact) if site.footer.contact else v.L("contact_unsaid"),
        "ocid_prefix": site.ocid_prefix,
        "version": __version__,
        **dict(_figures(v)),
    }


def _figures(v: View) -> Iterator[tuple[str, str]]:
    """Every figure of the long proofs, as `faults.kept`, a dash where it is not there, and the day of each, or none."""
    found = read_packaged()
    for proof, names in PROOFS.items():
        held = found.get(proof, {})
        for name in (*names, DAY):
            missing = v.L("not_measured") if name == DAY else "—"
            yield f"{proof}.{name}", _figure(v, name, held[name]) if name in held else missing


def _figure(v: View, name: str, figure: Figure) -> str:
    if name == DAY:
        return v.date(str(figure))
    return figure if isinstance(figure, str) else f"{figure:,}"


def unknown_links(site: Site, html: str) -> tuple[str, ...]:
    """The `record:kind/id` links in a prose page that lead to no record."""
    found = (link.group(1, 2) for link in _RECORD_LINK.finditer(html))
    return tuple(f"record:{kind}/{rid}" for kind, rid in found if rid not in site.catalog.records.get(kind, {}))


def _record_href(v: View, link: re.Match[str]) -> str:
    record = v.catalog.records.get(link[1], {}).get(link[2])
    return v.href(record) if record else ""
