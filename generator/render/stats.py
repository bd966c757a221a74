"""The statistics page: what is recorded on the whole site, and where each figure comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.exports.funnel import NOTES, PATH
from generator.funnel import Funnel, counts
from generator.lang import say
from generator.lifecycle import STATUSES, status_at
from generator.model.parts import Lang
from generator.model.records import KINDS, Guide, ListRecord, Programme, Record
from generator.render.figures import Row, amounts, by_year, calendar, counted, spans, steps
from generator.render.page import Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.settings import Term
from generator.urls import SitePath, absolute, facet_path, record_path


class Calls(NamedTuple):
    """How many calls and challenge lists are in a status at the building date."""

    status: str
    guides: int
    lists: int


def stats_page(site: Site, lang: Lang) -> Page:
    """The site's totals, its funnel, and the same figures by programme, year, domain and province."""
    path = SitePath(f"{lang}/stats.html")
    v = View(site, lang, path)
    heading, lead = v.L("nav_stats"), v.L("stats_lead")
    programmes, years = _programmes(v), _years(v)
    domains = _facets(v, "domains", tuple(site.settings.domains.values()))
    provinces = _facets(v, "regions", tuple(site.settings.regions.values()))
    in_order = years[::-1]
    content = render(
        "stats.html",
        v=v,
        totals=[(kind, v.index(cls.folder), _counted(site, kind)) for kind, cls in KINDS.items()],
        funnel=site.funnels.whole,
        programmes=programmes,
        years=years,
        domains=domains,
        provinces=provinces,
        steps=steps(v, site.funnels.whole),
        year_charts=(by_year(v, site.funnels.years), amounts(v, "years", in_order)),
        domain_charts=(counted(v, "domains", domains), amounts(v, "domains", domains)),
        province_charts=(counted(v, "provinces", provinces), amounts(v, "provinces", provinces)),
        programme_charts=(counted(v, "programmes", programmes), amounts(v, "programmes", programmes)),
        timing=(*calendar(site, v), spans(site, v)),
        calls=tuple(calls_of(site)),
        notes=[v.L(name) for name in NOTES],
        data=v.to(PATH),
    )
    about = {"@type": "Dataset", "name": heading, "description": lead, "license": site.settings.site.data_licence_url,
             "url": absolute(site.url, path), "distribution": {"@type": "DataDownload", "encodingFormat":
             "application/json", "contentUrl": absolute(site.url, PATH)}}  # fmt: skip
    return Page(path, lang, titled(v, heading), lead, content, "", (home_crumb(v), (heading, "")), data=about)


def calls_of(site: Site) -> Iterator[Calls]:
    """Calls, and lists with windows of their own, by their status at the building date."""
    guides = Counter(_status(site, r) for r in site.catalog.of(Guide).values() if counts(r))
    lists = Counter(_status(site, r) for r in site.catalog.of(ListRecord).values() if counts(r) and r.windows)
    for status in STATUSES:
        if guides[status] or lists[status]:
            yield Calls(status, guides[status], lists[status])


def _counted(site: Site, kind: str) -> int:
    return sum(map(counts, site.catalog.records[kind].values()))


def _status(site: Site, record: Record) -> str:
    return status_at(site.timelines[(record.kind, record.id)], site.moment)


def _programmes(v: View) -> list[Row]:
    """Every programme, the country's first, then by region in the order of the site's list."""
    places = {region: place for place, region in enumerate(v.settings.regions)}
    held = v.catalog.of(Programme)
    ordered = sorted(v.site.funnels.programmes, key=lambda key: (places.get(held[key].region, len(places)), key))
    return [
        Row(v.to(record_path(v.lang, Programme.folder, key)), v.t(held[key].title), v.site.funnels.programmes[key])
        for key in ordered
    ]


def _years(v: View) -> list[Row]:
    found = sorted((pair for pair in v.site.funnels.years.items() if _is_told(pair[1])), reverse=True)
    return [Row(v.to(facet_path(v.lang, "years", str(year))), v.L("year_n", n=year), funnel) for year, funnel in found]


def _facets(v: View, folder: str, terms: Sequence[Term]) -> list[Row]:
    """The domains or provinces of which the table has something to say, in the order of the site's list."""
    figures = v.site.funnels.domains if folder == "domains" else v.site.funnels.provinces
    return [
        Row(v.to(facet_path(v.lang, folder, term.id)), _called(v, folder, term), figures[term.id])
        for term in terms
        if term.id in figures and _is_told(figures[term.id])
    ]


def _called(v: View, folder: str, term: Term) -> str:
    """A domain or province by its name; what lies in no province is what concerns the whole country."""
    return v.L("chart_national") if folder == "regions" and term.parent is None else say(term.label, v.lang)


def _is_told(funnel: Funnel) -> bool:
    """Whether a table's columns show anything: what was only shortlisted or cancelled they leave out."""
    return any((funnel.challenges, funnel.directions, funnel.declared.publications, funnel.calls, *funnel.claimed))
