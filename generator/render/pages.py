"""Every page made from records: catalog in, pages out, in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from generator.catalog import Catalog, domains_of, year_of
from generator.coverage import coverage_of
from generator.dates import BEGINNING, Moment, opens_at
from generator.due import calls_of
from generator.feeds.discovery import of_kind, of_record, of_site, of_term
from generator.funnel import counts, funnels_of
from generator.hosts import Host
from generator.lang import HTML_LANG, say
from generator.lifecycle import deadlines_of, status_at, timeline_of
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS, Lang
from generator.model.records import (
    KINDS,
    Challenge,
    Form,
    Guide,
    ListRecord,
    Organisation,
    Programme,
    Record,
)
from generator.problems import OCCASIONS
from generator.render.about import about
from generator.render.changes import changes_page
from generator.render.check import check_pages, has_check
from generator.render.citation import citation_of, cite_box
from generator.render.data import data_page
from generator.render.due import due_page
from generator.render.edit import edit_pages
from generator.render.explorer import explorer_page
from generator.render.find import find_page, finder_on
from generator.render.form import form_values
from generator.render.page import Page, Shells, home_crumb, index_crumb, pour, titled
from generator.render.rules import rules_page
from generator.render.shell import CONTENT_SECURITY_POLICY
from generator.render.stats import stats_page
from generator.render.templates import render
from generator.render.translations import glossary_page, translations_page
from generator.render.view import Site, View, in_print_order, words_of
from generator.settings import Settings, ancestors
from generator.urls import SitePath, absolute, check_path, facet_path, index_path, record_path

HOME_CARDS = 6
NOT_FOUND = SitePath("404.html")
LIVE = ("open", "closing")
FACET_KINDS = ("programme", "guide", "list", "challenge", "winner", "success")
SCOPES: Mapping[str, str] = {"domains": "domain", "regions": "region", "years": "year"}
"""What the finder goes by on the pages of a folder."""

Plan = Callable[[], Iterable[Page]]
"""Pages still to be made: one record's, or one index's."""


def site_of(
    catalog: Catalog,
    settings: Settings,
    moment: str,
    url: str,
    repository: str,
    policy: str = CONTENT_SECURITY_POLICY,
    host: Host | None = None,
) -> Site:
    """The site to compile at `moment`, with every record's timeline worked out once."""
    soon = settings.site.closing_soon_days
    timelines = {(r.kind, r.id): timeline_of(catalog, r, soon, settings.holidays) for r in catalog.every()}
    words = {lang: words_of(settings, lang) for lang in LANGS}
    latest = {(r.kind, r.id): _latest(catalog, r) for r in catalog.every()}
    funnels = funnels_of(catalog, settings.regions)
    coverage = coverage_of(catalog)
    found = Site(catalog, settings, moment, url, repository, timelines, latest, funnels, policy, words, {}, {})
    return found._replace(coverage=coverage, host=host)


def plans(site: Site) -> tuple[Plan, ...]:
    """Every page still to be made, language by language: small steps that can be shared out."""
    steps: list[Plan] = [partial(root_pages, site)]
    for lang in site.settings.site.languages:
        steps.append(partial(_alone, partial(home_page, site, lang)))
        steps.append(partial(_alone, partial(problems_page, site, lang)))
        steps.append(partial(_alone, partial(stats_page, site, lang)))
        steps.append(partial(_alone, partial(data_page, site, lang)))
        steps.append(partial(_alone, partial(rules_page, site, lang)))
        steps.append(partial(_alone, partial(due_page, site, lang)))
        steps.append(partial(_alone, partial(translations_page, site, lang)))
        steps.append(partial(_alone, partial(glossary_page, site, lang)))
        steps.append(partial(_alone, partial(changes_page, site, lang)))
        steps.append(partial(_alone, partial(find_page, site, lang)))
        steps.append(partial(_alone, partial(explorer_page, site, lang)))
        steps.append(partial(edit_pages, site, lang))
        steps.extend(partial(index_pages, site, lang, kind) for kind in KINDS)
        steps.extend(partial(_alone, partial(record_page, site, lang, record)) for record in site.catalog.every())
        steps.extend(partial(moved_pages, site, lang, record) for record in site.catalog.every() if record.formerly)
        steps.extend(partial(check_pages, site, lang, programme) for programme in site.catalog.of(Programme).values())
        steps.extend(partial(pages, site, lang) for pages in (domain_pages, region_pages, year_pages))
    return tuple(steps)


def compile_pages(site: Site, shells: Shells, steps: Iterable[Plan]) -> Iterator[Artifact]:
    """The pages of these steps, poured into their shells."""
    for step in steps:
        for page in step():
            yield pour(site, shells, page)


def _real(site: Site, kind: str) -> int:
    """How many records of a kind are neither invented nor withdrawn."""
    return sum(map(counts, site.catalog.records[kind].values()))


def _alone(make: Callable[[], Page]) -> tuple[Page, ...]:
    return (make(),)


def record_page(site: Site, lang: Lang, record: Record) -> Page:
    """A record's own page."""
    path = record_path(lang, record.folder, record.id)
    v = View(site, lang, path)
    title, feeds = v.say(record.title), of_record(site, lang, record)
    template = "withdrawn.html" if record.withdrawn else f"{record.kind}.html"
    content = render(template, v=v, record=record, feeds=feeds, **_more(v, record))
    return Page(
        path=path,
        lang=lang,
        title=titled(v, title),
        description=v.say(record.summary) or f"{v.kind_word(record)} · {v.facts(record).striptags()}",
        content=content + cite_box(v, citation_of(v, record)),
        section=record.kind,
        crumbs=(home_crumb(v), index_crumb(v, record.kind), (title, "")),
        og_type="article",
        data=about(v, record),
        listed=is_listed(record),
        feeds=feeds,
    )


def _more(v: View, record: Record) -> dict[str, Any]:
    """What some kinds' pages need besides the record: a form's definition, a programme's check of figures."""
    if isinstance(record, Form) and record.withdrawn is None:
        return dict(form_values(v, record))
    if not isinstance(record, Programme):
        return {}
    check = v.to(check_path(v.lang, record.id)) if has_check(v.site, record) else ""
    return {"check": check, "finder": finder_on(v, programme=record.id)}


def moved_pages(site: Site, lang: Lang, record: Record) -> Iterator[Page]:
    """At each address that the record had before, a page that leads to it."""
    for former in record.formerly:
        path = record_path(lang, record.folder, former)
        v = View(site, lang, path)
        content = render("moved.html", v=v, record=record)
        now = record_path(lang, record.folder, record.id)
        page = Page(path, lang, titled(v, v.L("moved")), v.say(record.title), content, record.kind, listed=False)
        yield page._replace(onward=v.to(now), canonical=now if is_listed(record) else None)


def index_pages(site: Site, lang: Lang, kind: str) -> Iterator[Page]:
    """A kind's index, newest first, cut into pages."""
    folder = KINDS[kind].folder
    records = newest_first(site, site.catalog.records[kind].values())
    for number, pages, part in _paged(records, site.settings.site.page_size):
        path = index_path(lang, folder, number)
        v = View(site, lang, path)
        heading = v.L(f"kinds_{kind}")
        content = render(
            "index.html",
            v=v,
            heading=heading,
            lead=v.L(f"lead_{kind}"),
            empty=v.L("empty_kind"),
            records=part,
            total=len(records),
            add=v.add_link(kind),
            add_words=v.L("edit_add_kind", label=v.L(f"kind_{kind}")),
            feeds=of_kind(site, lang, kind),
            page=number,
            pages=pages,
            page_href=_page_href(v, lambda n: index_path(lang, folder, n)),
        )
        page = Page(path, lang, titled(v, heading), v.L(f"lead_{kind}"), content, kind)
        yield page._replace(crumbs=(home_crumb(v), (heading, "")), feeds=of_kind(site, lang, kind))


def domain_pages(site: Site, lang: Lang) -> Iterator[Page]:
    """Each domain's page, and their index."""
    by_domain = _grouped(site, lambda r: domains_of(site.catalog, r))
    for domain, term in site.settings.domains.items():
        yield from _facet_pages(site, lang, "domains", domain, say(term.label, lang), by_domain[domain], ())
    entries = [(d, say(t.label, lang), len(by_domain[d]), 0) for d, t in site.settings.domains.items()]
    yield _facet_index(site, lang, "domains", entries)


def region_pages(site: Site, lang: Lang) -> Iterator[Page]:
    """Each region's page with what lies in it, and their index."""
    regions = site.settings.regions
    by_region = _grouped(site, lambda r: ancestors(regions, getattr(r, "region", "")))
    children = defaultdict(list)
    for term in regions.values():
        if term.parent:
            children[term.parent].append(term.id)
    for region, term in regions.items():
        inside = [(c, say(regions[c].label, lang), len(by_region[c])) for c in children[region] if by_region[c]]
        yield from _facet_pages(site, lang, "regions", region, say(term.label, lang), by_region[region], inside)
    order = [r for top in regions if regions[top].parent is None for r in _downwards(top, children)]
    entries = [(r, say(regions[r].label, lang), len(by_region[r]), len(ancestors(regions, r)) - 1) for r in order]
    yield _facet_index(site, lang, "regions", [entry for entry in entries if entry[2]])


def year_pages(site: Site, lang: Lang) -> Iterator[Page]:
    """Each year's page, and their index."""
    by_year = _grouped(site, lambda r: (str(y),) if (y := year_of(site.catalog, r)) else ())
    years = sorted(by_year, reverse=True)
    v = View(site, lang, index_path(lang, "years"))
    for year in years:
        yield from _facet_pages(site, lang, "years", year, v.L("year_n", n=year), by_year[year], ())
    yield _facet_index(site, lang, "years", [(y, v.L("year_n", n=y), len(by_year[y]), 0) for y in years])


def home_page(site: Site, lang: Lang) -> Page:
    """What is open, what closes next, and the ways in."""
    path = SitePath(f"{lang}/index.html")
    v = View(site, lang, path)
    calls = [r for r in calls_of(site.catalog) if not r.sample]
    states = {r.id: status_at(site.timelines[(r.kind, r.id)], site.moment) for r in calls}
    future = sorted(
        (r for r in calls if _ends(site.catalog, r) > site.moment), key=lambda r: (_ends(site.catalog, r), r.id)
    )
    recent = sorted(
        (r for r in calls if states[r.id] == "closed"), key=lambda r: (_ends(site.catalog, r), r.id), reverse=True
    )
    by_domain = _grouped(site, lambda r: domains_of(site.catalog, r))
    content = render(
        "home.html",
        v=v,
        feeds=of_site(site, lang),
        totals=[(kind, v.index(KINDS[kind].folder), _real(site, kind)) for kind in FACET_KINDS],
        current=[(r, states[r.id] in LIVE) for r in future],
        any_open=any(states[r.id] in LIVE for r in future),
        coming=[r for r in future if states[r.id] == "upcoming"][:HOME_CARDS],
        recent=recent[:HOME_CARDS],
        domains=[
            (v.to(facet_path(lang, "domains", d)), say(term.label, lang), len(by_domain[d]))
            for d, term in site.settings.domains.items()
            if by_domain[d]
        ],
        programmes=newest_first(site, site.catalog.of(Programme).values())[:HOME_CARDS],
        lists=newest_first(site, site.catalog.of(ListRecord).values())[:HOME_CARDS],
    )
    title = f"{v.say(site.settings.site.title)} · {v.say(site.settings.site.tagline)}"
    data = {
        "@type": "WebSite",
        "name": v.say(site.settings.site.title),
        "url": absolute(site.url, path),
        "inLanguage": HTML_LANG[lang],
    }
    return Page(
        path, lang, title, v.say(site.settings.site.description), content, "home", data=data, feeds=of_site(site, lang)
    )


def problems_page(site: Site, lang: Lang) -> Page:
    """What every code of the check means."""
    path = SitePath(f"{lang}/problems.html")
    v = View(site, lang, path)
    heading = v.L("problems_title")
    content = render("problems.html", v=v, occasions=OCCASIONS)
    return Page(path, lang, titled(v, heading), v.L("problems_lead"), content, "", (home_crumb(v), (heading, "")))


def root_pages(site: Site) -> tuple[Page, Page]:
    """The language choice, and the page for addresses that lead nowhere."""
    v = View(site, "zh", SitePath("index.html"))
    own = site.settings.site
    both = "en" in own.languages
    title = " · ".join(dict.fromkeys(say(own.title, lang) for lang in own.languages))
    description = v.say(own.description)
    choice = render("language.html", v=v, heading=title, tagline=own.tagline, languages=own.languages)
    missing = render("notfound.html", v=v, languages=own.languages)
    return (
        Page(SitePath("index.html"), "zh", title, description, choice, onward="" if both else "zh/index.html"),
        Page(NOT_FOUND, "zh", titled(v, v.L("not_found_title")), description, missing, listed=False, rooted=True),
    )


def is_listed(record: Record) -> bool:
    """Whether search engines may list a record: not an invented one, nor one that was taken down."""
    return not record.sample and record.withdrawn is None


def newest_first(site: Site, records: Iterable[Record]) -> list[Record]:
    """Records by the last date they are known for, newest first; a guide's directions in their printed order."""
    dated = sorted(records, key=lambda r: (site.latest[(r.kind, r.id)], r.id), reverse=True)
    ordered: list[Record] = []
    for _, group in groupby(dated, key=lambda r: (site.latest[(r.kind, r.id)], getattr(r, "guide", None))):
        part = list(group)
        ordered.extend(in_print_order(part) if isinstance(part[0], Challenge) else part)
    return ordered


def _latest(catalog: Catalog, record: Record) -> Moment:
    """The last moment a record is known for: its last deadline, else its date, else its year."""
    if isinstance(record, Programme):
        calls = (*catalog.referring(record, Guide), *catalog.referring(record, ListRecord))
        return max((_latest(catalog, call) for call in calls), default=BEGINNING)
    ends = _ends(catalog, record)
    if ends or isinstance(record, Organisation):
        return ends
    for name in ("published_on", "decided_on", "accepted_on"):
        written = getattr(record, name, None)
        if written is not None:
            return opens_at(written) or BEGINNING
    return str(year_of(catalog, record) or BEGINNING)


def _ends(catalog: Catalog, record: Record) -> Moment:
    """The moment the record's last window closes; the beginning where none does."""
    return max((d.moment for d in deadlines_of(catalog, record)), default=BEGINNING)


def _grouped(site: Site, keys: Callable[[Record], Iterable[str]]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for kind in FACET_KINDS:
        for record in site.catalog.records[kind].values():
            for key in keys(record):
                groups[key].append(record)
    return groups


def _facet_pages(
    site: Site,
    lang: Lang,
    folder: str,
    value: str,
    label: str,
    records: list[Record],
    inside: Iterable[tuple[str, str, int]],
) -> Iterator[Page]:
    """The pages of one domain, region or year: its records by kind, newest first."""
    ordered = [r for kind in FACET_KINDS for r in newest_first(site, [x for x in records if x.kind == kind])]
    for number, pages, part in _paged(ordered, site.settings.site.page_size):
        path = facet_path(lang, folder, value, number)
        v = View(site, lang, path)
        kicker = v.L(f"{folder}_title")
        content = render(
            "facet.html",
            v=v,
            kicker=kicker,
            heading=label,
            finder=finder_on(v, **{SCOPES[folder]: value}),
            total=len(records),
            feeds=of_term(site, lang, folder, value),
            children=[(v.to(facet_path(lang, folder, c)), words, n) for c, words, n in inside],
            groups=[(kind, list(found)) for kind, found in groupby(part, key=lambda r: r.kind)],
            page=number,
            pages=pages,
            page_href=_page_href(v, lambda n: facet_path(lang, folder, value, n)),
        )
        crumbs = (home_crumb(v), (kicker, index_path(lang, folder)), (label, ""))
        page = Page(path, lang, titled(v, label), f"{kicker} · {label}", content, folder, crumbs)
        yield page._replace(feeds=of_term(site, lang, folder, value))


def _facet_index(site: Site, lang: Lang, folder: str, entries: Iterable[tuple[str, str, int, int]]) -> Page:
    path = index_path(lang, folder)
    v = View(site, lang, path)
    heading = v.L(f"{folder}_title")
    tiles = [(v.to(facet_path(lang, folder, value)), label, n, depth) for value, label, n, depth in entries]
    content = render("facets.html", v=v, heading=heading, entries=tiles)
    return Page(path, lang, titled(v, heading), heading, content, folder, (home_crumb(v), (heading, "")))


def _paged(records: list[Record], size: int) -> Iterator[tuple[int, int, list[Record]]]:
    """Page number, number of pages, and the records on it; one empty page where there are none."""
    pages = max(1, -(-len(records) // size))
    for number in range(1, pages + 1):
        yield number, pages, records[(number - 1) * size : number * size]


def _page_href(v: View, path_of: Callable[[int], SitePath]) -> Callable[[int], str]:
    return lambda number: v.to(path_of(number))


def _downwards(top: str, children: Mapping[str, list[str]]) -> Iterator[str]:
    yield top
    for child in children.get(top, ()):
        yield from _downwards(child, children)
