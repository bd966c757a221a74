"""Every page made from records: catalog in, pages out, in both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from generator.catalog import Catalog, Key
from generator.coverage import coverage_of
from generator.feeds.discovery import of_kind, of_record, of_term
from generator.funnel import funnels_of
from generator.hosts import Host
from generator.lang import say
from generator.lifecycle import timeline_of
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS, Lang
from generator.model.records import (
    FOLDERS,
    KINDS,
    Form,
    Organisation,
    Programme,
    Record,
)
from generator.problems import OCCASIONS
from generator.reads import WorkedOut
from generator.render import pictures
from generator.render.about import about
from generator.render.changes import changes_page
from generator.render.check import check_pages, has_check
from generator.render.citation import citation_of, cite_box
from generator.render.compare import compare_page
from generator.render.data import data_page
from generator.render.due import due_page
from generator.render.edit import edit_pages
from generator.render.explorer import explorer_page
from generator.render.figures import small
from generator.render.find import find_page, finder_on
from generator.render.form import form_values
from generator.render.groups import GROUPED_KINDS, group, latest, sizes, years_of
from generator.render.home import home_page
from generator.render.organisation import organisation_values
from generator.render.page import Page, Sheet, Shells, home_crumb, index_crumb, pour, titled
from generator.render.programme import programme_values
from generator.render.rules import rules_page
from generator.render.shell import CONTENT_SECURITY_POLICY
from generator.render.speech import Speech
from generator.render.stats import stats_page
from generator.render.templates import render
from generator.render.translations import glossary_page, translations_page
from generator.render.view import Site, View
from generator.settings import Settings, ancestors
from generator.urls import (
    CHECK_SUFFIX,
    PAGE_PREFIX,
    RESERVED_IDS,
    SitePath,
    check_path,
    facet_path,
    index_path,
    record_path,
)

NOT_FOUND = SitePath("404.html")
SCOPES: Mapping[str, str] = {"domains": "domain", "regions": "region", "years": "year"}
"""What the finder goes by on the pages of a folder."""

V = TypeVar("V")


class Plan(NamedTuple):
    """Pages still to be made, such as one record's, or one index's; the name is the same in every build."""

    name: str
    make: Callable[[], Iterable[Sheet]]


def site_of(
    catalog: Catalog,
    settings: Settings,
    moment: str,
    url: str,
    repository: str,
    policy: str = CONTENT_SECURITY_POLICY,
    host: Host | None = None,
) -> Site:
    """The site to compile at `moment`; what it says of each record is worked out when it is asked for."""
    soon = settings.site.closing_soon_days
    return Site(
        catalog,
        settings,
        moment,
        url,
        repository,
        _of_each(catalog, lambda record: timeline_of(catalog, record, soon, settings.holidays)),
        _of_each(catalog, lambda record: latest(catalog, record)),
        cache(lambda: funnels_of(catalog, settings.regions)),
        policy,
        {lang: Speech(settings, lang) for lang in LANGS},
        {},
        {},
        host=host,
        covered=cache(lambda: coverage_of(catalog)),
    )


def _of_each(catalog: Catalog, make: Callable[[Record], V]) -> Mapping[Key, V]:
    """What `make` says of each record."""

    def made(key: Key) -> V:
        kind, record_id = key
        return make(catalog.records[kind][record_id])

    return WorkedOut(lambda: catalog.files, made)


def plans(site: Site) -> Iterator[Plan]:
    """Every page still to be made, language by language: small steps that can be shared out."""
    keys = [(kind, record_id) for kind, held in site.catalog.records.items() for record_id in held]
    renamed = {key for key in keys if site.catalog.at(key).formerly}
    yield _root_plan(site)
    for lang in site.settings.site.languages:
        yield from (_single_plan(site, lang, path) for path in ALONE)
        yield _edit_plan(site, lang)
        for kind in KINDS:
            yield from _index_plans(site, lang, kind)
        for folder, value in _facets(site):
            yield from _facet_plans(site, lang, folder, value)
        for key in keys:
            yield _record_plan(site, lang, key)
            if key in renamed:
                yield _former_plan(site, lang, key)
            if key[0] == Programme.kind:
                yield _check_plan(site, lang, key)


def plans_at(site: Site, path: str) -> Iterator[Plan]:
    """The few plans among whose pages that at `path` is, if the site has one there."""
    lang, _, place = path.removesuffix(".html").partition("/")
    if not place:
        yield _root_plan(site)
    elif lang in site.settings.site.languages and path.endswith(".html"):
        folder, _, name = place.partition("/")
        if place in ALONE:
            yield _single_plan(site, lang, place)
        elif folder == "edit":
            yield _edit_plan(site, lang)
        elif folder in SCOPES:
            yield from _facet_plans(site, lang, folder, name.partition(".")[0])
        elif folder in FOLDERS:
            yield from _kind_plans_at(site, lang, FOLDERS[folder], name)


def _kind_plans_at(site: Site, lang: Lang, kind: str, name: str) -> Iterator[Plan]:
    """The plans among whose pages that of this name is, in the folder of a kind."""
    records = site.catalog.records[kind]
    if name in RESERVED_IDS or name.startswith(PAGE_PREFIX):
        yield from _index_plans(site, lang, kind)
    elif name in records:
        yield _record_plan(site, lang, (kind, name))
    elif name.endswith(CHECK_SUFFIX):
        programmes = site.catalog.of(Programme).values() if kind == Programme.kind else ()
        yield from (_check_plan(site, lang, (kind, found.id)) for found in programmes if name.startswith(found.id))
    else:
        yield from (_former_plan(site, lang, (kind, found.id)) for found in records.values() if name in found.formerly)


def _root_plan(site: Site) -> Plan:
    return Plan("pages root", partial(root_pages, site))


def _single_plan(site: Site, lang: Lang, place: str) -> Plan:
    return _alone(f"{lang} {place}", SitePath(f"{lang}/{place}.html"), ALONE[place], site, lang)


def _edit_plan(site: Site, lang: Lang) -> Plan:
    return Plan(f"pages {lang} edit", partial(edit_pages, site, lang))


def _index_plans(site: Site, lang: Lang, kind: str) -> Iterator[Plan]:
    for number in range(1, _pages(site, group(site, "kinds", kind)) + 1):
        path = index_path(lang, KINDS[kind].folder, number)
        yield _alone(f"{lang} index {kind} {number}", path, index_page, site, lang, kind, number)


def _facet_plans(site: Site, lang: Lang, folder: str, value: str) -> Iterator[Plan]:
    if not _is_facet(site, folder, value):
        return
    for number in range(1, _pages(site, group(site, folder, value)) + 1):
        path = facet_path(lang, folder, value, number)
        yield _alone(f"{lang} {folder} {value} {number}", path, facet_page, site, lang, folder, value, number)


def _record_plan(site: Site, lang: Lang, key: Key) -> Plan:
    return Plan(f"page {lang} {'/'.join(key)}", partial(_of_record, _record_pages, site, lang, key))


def _former_plan(site: Site, lang: Lang, key: Key) -> Plan:
    return Plan(f"pages former {lang} {'/'.join(key)}", partial(_of_record, moved_pages, site, lang, key))


def _check_plan(site: Site, lang: Lang, key: Key) -> Plan:
    return Plan(f"pages check {lang} {'/'.join(key)}", partial(_of_record, check_pages, site, lang, key))


def _of_record(make: Callable[[Site, Lang, Any], V], site: Site, lang: Lang, key: Key) -> V:
    """What `make` makes of a record, which is read only then: plans are many, and wait long."""
    return make(site, lang, site.catalog.at(key))


def _alone(name: str, path: SitePath, make: Callable[..., Page], *arguments: Any) -> Plan:
    """The plan of a single page."""
    return Plan(f"page {name}", lambda: (Sheet(path, partial(make, *arguments)),))


def _is_facet(site: Site, folder: str, value: str) -> bool:
    match folder:
        case "domains":
            return value in site.settings.domains
        case "regions":
            return value in site.settings.regions
        case _:
            return value in sizes(site, "years")


def _facets(site: Site) -> Iterator[tuple[str, str]]:
    """Every domain and region, and every year of which there are records."""
    yield from (("domains", domain) for domain in site.settings.domains)
    yield from (("regions", region) for region in site.settings.regions)
    yield from (("years", year) for year in sizes(site, "years"))


def poured(site: Site, shells: Shells, plan: Plan) -> Iterator[Artifact]:
    """The pages of a plan, poured into their shells."""
    for sheet in plan.make():
        yield pour(site, shells, sheet.make())


def _record_pages(site: Site, lang: Lang, record: Record) -> tuple[Sheet]:
    return (Sheet(record_path(lang, record.folder, record.id), partial(record_page, site, lang, record)),)


def record_page(site: Site, lang: Lang, record: Record) -> Page:
    """A record's own page."""
    path = record_path(lang, record.folder, site.catalog.seen(record).id)
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
        picture=pictures.of_record(site, lang, record),
    )


def _more(v: View, record: Record) -> dict[str, Any]:
    """What some kinds' pages need besides the record: a form's definition, a unit's parts, a programme's dates."""
    if isinstance(record, Form) and record.withdrawn is None:
        return dict(form_values(v, record))
    if isinstance(record, Organisation):
        return dict(organisation_values(v, record))
    if not isinstance(record, Programme):
        return {}
    check = v.to(check_path(v.lang, record.id)) if has_check(v.site, record) else ""
    years = small(v, years_of(v.site, "programmes", record.id))
    finder = finder_on(v, programme=record.id)
    return {"check": check, "finder": finder, "years": years, **programme_values(v, record)}


def moved_pages(site: Site, lang: Lang, record: Record) -> Iterator[Sheet]:
    """At each address that the record had before, a page that leads to it."""
    for former in site.catalog.seen(record).formerly:
        path = record_path(lang, record.folder, former)
        yield Sheet(path, partial(_moved_page, site, lang, record, path))


def _moved_page(site: Site, lang: Lang, record: Record, path: SitePath) -> Page:
    v = View(site, lang, path)
    content = render("moved.html", v=v, record=record)
    now = record_path(lang, record.folder, record.id)
    page = Page(path, lang, titled(v, v.L("moved")), v.say(record.title), content, record.kind, listed=False)
    return page._replace(onward=v.to(now), canonical=now if is_listed(record) else None)


def index_page(site: Site, lang: Lang, kind: str, number: int) -> Page:
    """A page of a kind's index, newest first."""
    folder = KINDS[kind].folder
    records = group(site, "kinds", kind)
    path = index_path(lang, folder, number)
    v = View(site, lang, path)
    heading = v.L(f"kinds_{kind}")
    content = render(
        "index.html",
        v=v,
        heading=heading,
        lead=v.L(f"lead_{kind}"),
        empty=v.L("empty_kind"),
        records=_part(site, records, number),
        total=len(records),
        add=v.add_link(kind),
        add_words=v.L("edit_add_kind", label=v.L(f"kind_{kind}")),
        feeds=of_kind(site, lang, kind),
        page=number,
        pages=_pages(site, records),
        page_href=_page_href(v, lambda n: index_path(lang, folder, n)),
    )
    page = Page(path, lang, titled(v, heading), v.L(f"lead_{kind}"), content, kind)
    picture = pictures.of_kind(site, lang, kind)
    return page._replace(crumbs=(home_crumb(v), (heading, "")), feeds=of_kind(site, lang, kind), picture=picture)


def domain_index(site: Site, lang: Lang) -> Page:
    """Every domain, with how many records it has."""
    found = sizes(site, "domains")
    entries = [(d, say(t.label, lang), found.get(d, 0), 0) for d, t in site.settings.domains.items()]
    return _facet_index(site, lang, "domains", entries)


def region_index(site: Site, lang: Lang) -> Page:
    """Every region of which there are records, each below the one that it lies in."""
    regions, found = site.settings.regions, sizes(site, "regions")
    order = [r for top in regions if regions[top].parent is None for r in _downwards(top, _inside(site))]
    entries = [(r, say(regions[r].label, lang), found.get(r, 0), len(ancestors(regions, r)) - 1) for r in order]
    return _facet_index(site, lang, "regions", [entry for entry in entries if entry[2]])


def year_index(site: Site, lang: Lang) -> Page:
    """Every year of which there are records, the last first."""
    v = View(site, lang, index_path(lang, "years"))
    entries = sorted(sizes(site, "years").items(), reverse=True)
    return _facet_index(site, lang, "years", [(y, v.L("year_n", n=y), found, 0) for y, found in entries])


def problems_page(site: Site, lang: Lang) -> Page:
    """What every code of the check means."""
    path = SitePath(f"{lang}/problems.html")
    v = View(site, lang, path)
    heading = v.L("problems_title")
    content = render("problems.html", v=v, occasions=OCCASIONS)
    return Page(path, lang, titled(v, heading), v.L("problems_lead"), content, "", (home_crumb(v), (heading, "")))


def root_pages(site: Site) -> tuple[Sheet, Sheet]:
    """The language choice, and the page for addresses that lead nowhere."""
    choice = SitePath("index.html")
    return Sheet(choice, partial(_choice_page, site, choice)), Sheet(NOT_FOUND, partial(_missing_page, site))


def _choice_page(site: Site, path: SitePath) -> Page:
    v = View(site, "zh", path)
    own = site.settings.site
    title = " · ".join(dict.fromkeys(say(own.title, lang) for lang in own.languages))
    choice = render("language.html", v=v, heading=title, tagline=own.tagline, languages=own.languages)
    onward = "" if "en" in own.languages else "zh/index.html"
    return Page(path, "zh", title, v.say(own.description), choice, onward=onward)


def _missing_page(site: Site) -> Page:
    v = View(site, "zh", NOT_FOUND)
    own = site.settings.site
    missing = render("notfound.html", v=v, languages=own.languages)
    title = titled(v, v.L("not_found_title"))
    return Page(NOT_FOUND, "zh", title, v.say(own.description), missing, listed=False, rooted=True)


def is_listed(record: Record) -> bool:
    """Whether search engines may list a record: not an invented one, nor one that was taken down."""
    return not record.sample and record.withdrawn is None


def facet_page(site: Site, lang: Lang, folder: str, value: str, number: int) -> Page:
    """A page of one domain, region or year: its records by kind, newest first."""
    records = _in_facet(site, folder, value)
    path = facet_path(lang, folder, value, number)
    v = View(site, lang, path)
    kicker, label = v.L(f"{folder}_title"), _facet_label(v, folder, value)
    content = render(
        "facet.html",
        v=v,
        kicker=kicker,
        heading=label,
        finder=finder_on(v, **{SCOPES[folder]: value}),
        total=len(records),
        feeds=of_term(site, lang, folder, value),
        children=_children(v, value) if folder == "regions" else [],
        years=small(v, years_of(site, "domains", value)) if folder == "domains" and number == 1 else None,
        groups=[(kind, list(found)) for kind, found in groupby(_part(site, records, number), key=lambda r: r.kind)],
        page=number,
        pages=_pages(site, records),
        page_href=_page_href(v, lambda n: facet_path(lang, folder, value, n)),
    )
    crumbs = (home_crumb(v), (kicker, index_path(lang, folder)), (label, ""))
    page = Page(path, lang, titled(v, label), f"{kicker} · {label}", content, folder, crumbs)
    picture = pictures.of_domain(site, lang, value) if folder == "domains" else None
    return page._replace(feeds=of_term(site, lang, folder, value), picture=picture)


def _in_facet(site: Site, folder: str, value: str) -> list[Key]:
    """The records of a group in the order of its page."""
    return sorted(group(site, folder, value), key=lambda key: GROUPED_KINDS.index(key[0]))


def _facet_label(v: View, folder: str, value: str) -> str:
    if folder == "years":
        return v.L("year_n", n=value)
    return v.say((v.settings.domains if folder == "domains" else v.settings.regions)[value].label)


def _children(v: View, region: str) -> list[tuple[str, str, int]]:
    """The regions within a region of which there are records: the way there, their names, how many records."""
    found = [(child, len(group(v.site, "regions", child))) for child in _inside(v.site)[region]]
    return [
        (v.to(facet_path(v.lang, "regions", child)), _facet_label(v, "regions", child), n) for child, n in found if n
    ]


def _inside(site: Site) -> Mapping[str, list[str]]:
    """The regions that lie directly within each."""
    children = defaultdict(list)
    for term in site.settings.regions.values():
        if term.parent:
            children[term.parent].append(term.id)
    return children


def _facet_index(site: Site, lang: Lang, folder: str, entries: Iterable[tuple[str, str, int, int]]) -> Page:
    path = index_path(lang, folder)
    v = View(site, lang, path)
    heading = v.L(f"{folder}_title")
    tiles = [(v.to(facet_path(lang, folder, value)), label, n, depth) for value, label, n, depth in entries]
    content = render("facets.html", v=v, heading=heading, entries=tiles)
    return Page(path, lang, titled(v, heading), heading, content, folder, (home_crumb(v), (heading, "")))


def _pages(site: Site, records: Sequence[Key]) -> int:
    """How many pages these records fill; an empty one where there are none."""
    return max(1, -(-len(records) // site.settings.site.page_size))


def _part(site: Site, records: Sequence[Key], number: int) -> list[Record]:
    """Those of the records that stand on a page."""
    size = site.settings.site.page_size
    return [site.catalog.at(key) for key in records[(number - 1) * size : number * size]]


def _page_href(v: View, path_of: Callable[[int], SitePath]) -> Callable[[int], str]:
    return lambda number: v.to(path_of(number))


def _downwards(top: str, children: Mapping[str, list[str]]) -> Iterator[str]:
    yield top
    for child in children.get(top, ()):
        yield from _downwards(child, children)


ALONE: Mapping[str, Callable[[Site, Lang], Page]] = {
    "index": home_page,
    "problems": problems_page,
    "stats": stats_page,
    "data": data_page,
    "rules": rules_page,
    "due": due_page,
    "translations": translations_page,
    "glossary": glossary_page,
    "changes": changes_page,
    "find": find_page,
    "compare": compare_page,
    "api": explorer_page,
    "domains/index": domain_index,
    "regions/index": region_index,
    "years/index": year_index,
}
"""Pages of which each language has one, by their places in its folder."""
