"""`data/funnel.json`: what is recorded from challenge to result, as the statistics page shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.catalog import Catalog
from generator.exports.values import clean
from generator.funnel import Amounts, Declared, Funnel, Funnels, Step, Sum, Totals, Years
from generator.lang import say
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS, RecordId, Text
from generator.model.records import ListRecord, Programme, Record
from generator.render.view import Site
from generator.settings import Settings

PATH = "data/funnel.json"
NOTES = (
    "counting_challenges",
    "counting_declared",
    "counting_claimed",
    "counting_funded",
    "counting_completed",
    "counting_unclaimed",
    "counting_apart",
    "counting_rate",
    "counting_groups",
    "counting_amounts",
    "counting_listed",
    "counting_calls",
)
"""The site's own words on what is counted, in the order in which they are read."""


def compile_funnel(site: Site) -> Iterator[Artifact]:
    """The file of figures."""
    yield funnel_export(site.catalog, site.settings, site.funnels, site.moment[:10])


def funnel_export(catalog: Catalog, settings: Settings, funnels: Funnels, as_of: str) -> Artifact:
    """The figures of the whole site and of each programme, list, year, domain and province; amounts in yuan."""
    found = {
        "as_of": as_of,
        "licence": {"name": _both(settings.site.data_licence), "url": settings.site.data_licence_url},
        "note": {lang: [say(settings.labels[name], lang) for name in NOTES] for lang in LANGS},
        "site": plain(funnels.whole),
        "programmes": [
            {**one, "years": _years(funnels.programme_years.get(one["id"], {}))}
            for one in _of_records(catalog.of(Programme), funnels.programmes)
        ],
        "lists": _of_records(catalog.of(ListRecord), funnels.lists),
        "years": [{"year": year, **plain(funnel)} for year, funnel in funnels.years.items()],
        "domains": [
            {"id": domain, **plain(funnel), "years": _years(funnels.domain_years.get(domain, {}))}
            for domain, funnel in funnels.domains.items()
        ],
        "provinces": [{"id": province, **plain(funnel)} for province, funnel in funnels.provinces.items()],
    }
    return Artifact(PATH, f"{json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode())


def plain(funnel: Funnel) -> dict[str, Any]:
    """The figures as JSON values, by the names that `Funnel` gives them."""
    return {name: _plain(value) for name, value in funnel._asdict().items()}


def _plain(value: Any) -> Any:
    match value:
        case Sum(records=0):
            return {**value._asdict(), "yuan": None}
        case Step() | Declared() | Amounts() | Totals() | Sum():
            return {name: _plain(part) for name, part in value._asdict().items()}
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            return value


def _years(years: Years) -> list[dict[str, int]]:
    return [{"year": year, **tally._asdict()} for year, tally in years.items()]


def _of_records(records: Mapping[RecordId, Record], funnels: Mapping[RecordId, Funnel]) -> list[dict[str, Any]]:
    return [{"id": key, "title": _both(records[key].title), **plain(funnel)} for key, funnel in funnels.items()]


def _both(text: Text) -> dict[str, str]:
    return {lang: clean(say(text, lang)) for lang in LANGS}
