"""The data page: every file to take home with its format, rows, length and checksum, and how to read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from generator.exports.about import NOTES
from generator.exports.dcat import KEYWORDS
from generator.exports.files import API_DESCRIPTION, API_INDEX, DataFile, data_files, titles_of
from generator.exports.files import IN_ORDER as GROUPS
from generator.exports.values import exported
from generator.feeds.discovery import of_site
from generator.lang import HTML_LANG
from generator.model.parts import Lang
from generator.render.citation import cite_box, data_citation
from generator.render.examples import examples
from generator.render.page import Page, home_crumb, titled
from generator.render.templates import render
from generator.render.view import Site, View
from generator.schemas import read_schemas
from generator.urls import SitePath, absolute

PATH = "data.html"
FIRST = ("zhangbang.xlsx", "zhangbang.zip", "zhangbang.sqlite")
"""The files that most people want, each with a label that says for what."""

UNITS = ("B", "KB", "MB", "GB")


class Row(NamedTuple):
    """One file as the page shows it."""

    href: str
    file: DataFile
    title: str
    size: str


def data_page(site: Site, lang: Lang) -> Page:
    """Every file, and how to read, check and cite it."""
    path = SitePath(f"{lang}/{PATH}")
    v = View(site, lang, path)
    heading, lead = v.L("nav_data"), v.L("data_lead")
    rows = rows_of(v)
    by_name = {row.file.name: row for row in rows}
    feeds = of_site(site, lang)
    content = render(
        "data.html",
        v=v,
        total=sum(1 for _ in exported(site)),
        first=[by_name[name] for name in FIRST if name in by_name],
        groups=[(group, list(found)) for group, found in groupby(rows, key=lambda row: row.file.group)],
        names=by_name,
        examples=list(examples({r.file.name: r.file for r in rows}, {r.file.name: _address(v, r) for r in rows})),
        notes=[v.L(note) for note in NOTES],
        api=[one.path for one in site.made if one.path in (API_INDEX, API_DESCRIPTION)],
        schemas=sorted(read_schemas()),
        updated=_updated(site),
        feeds=feeds,
    )
    content += cite_box(v, data_citation(v, _updated(site)), v.L("cite_data"))
    crumbs = (home_crumb(v), (heading, ""))
    return Page(path, lang, titled(v, heading), lead, content, "data", crumbs, data=_dataset(v, rows), feeds=feeds)


def rows_of(v: View) -> list[Row]:
    """Every file that is written, group by group."""
    title = titles_of(v.settings)
    files = data_files(v.site.made)
    return [Row(v.to(file.made.path), file, v.say(title(file)), size(file.made.size)) for file in files]


def size(length: int) -> str:
    """A length as people read it: 1,024 bytes are a KB."""
    value, unit = float(length), UNITS[0]
    for unit in UNITS:
        if value < 1000 or unit == UNITS[-1]:
            break
        value /= 1024
    return f"{length} B" if unit == "B" else f"{value:.1f} {unit}"


def _updated(site: Site) -> str:
    """The last day on which a record was entered or revised; the building date where there is none."""
    return max((record.updated_on for record in exported(site)), default=site.moment[:10])


def _address(v: View, row: Row) -> str:
    """The file's full address, for use outside the page; the way from the page where the site does not know its own."""
    return absolute(v.site.url, row.file.made.path) if v.site.url else row.href


def _dataset(v: View, rows: Iterable[Row]) -> Mapping[str, Any]:
    """The data as schema.org describes a dataset, with every file as a download."""
    site, chosen = v.site, v.settings.site
    years = sorted(site.funnels.years)
    temporal = {"temporalCoverage": f"{years[0]:04}/{years[-1]:04}"} if years else {}
    return {
        "@type": "Dataset",
        "@id": absolute(site.url, v.path),
        "url": absolute(site.url, v.path),
        "name": v.say(chosen.title),
        "description": v.say(chosen.description),
        "license": chosen.data_licence_url,
        "isAccessibleForFree": True,
        "inLanguage": [HTML_LANG[lang] for lang in chosen.languages],
        "keywords": [v.L(keyword) for keyword in KEYWORDS],
        "creator": {"@type": "Organization", "name": v.say(chosen.publisher), "url": absolute(site.url, "")},
        "dateModified": _updated(site),
        **temporal,
        "spatialCoverage": {"@type": "Country", "name": v.region_name("cn") or "CN"},
        "distribution": [_download(v, row) for row in rows],
    }


def _download(v: View, row: Row) -> Mapping[str, Any]:
    made, media = row.file.made, row.file.format.media
    return {
        "@type": "DataDownload",
        "name": row.title,
        "contentUrl": absolute(v.site.url, made.path),
        "encodingFormat": media or row.file.format.name,
        "contentSize": f"{made.size} B",
        "sha256": made.sha256,
    }


LABELS = frozenset({f"data_group_{group}{about}" for group in GROUPS for about in ("", "_about")} | set(NOTES))
"""Labels that the page names by the groups of files, and the notes on the tables."""
