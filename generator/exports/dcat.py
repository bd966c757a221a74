"""`data/catalog.ttl` and `data/catalog.jsonld`: what data there is, as DCAT-AP 3 tells it to other catalogues.

The catalogue describes the files that are written already, with the very lengths and checksums of their bytes: all
records together, each kind by itself, the figures, and the contracting data. Nothing is said that is not known: there
is no date of first issue, and a contact only where the site has a repository for reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from generator.catalog import year_of
from generator.exports.files import (
    API_DESCRIPTION,
    API_INDEX,
    CONTRACTING,
    FIGURES,
    KINDS_OF_RECORD,
    PARTS,
    WHOLE,
    DataFile,
    data_files,
    titles_of,
)
from generator.exports.rdf import TYPE, Iri, Literal, Object, Prefixes, Statement, iri, json_ld, turtle
from generator.exports.values import exported
from generator.funnel import province_of
from generator.lang import HTML_LANG, say
from generator.model.artifacts import Artifact
from generator.model.parts import Lang, Text
from generator.model.records import KINDS, Record
from generator.render.view import Site
from generator.urls import SitePath, absolute, as_uri, facet_path

TURTLE, JSON_LD = "data/catalog.ttl", "data/catalog.jsonld"

PREFIXES: Prefixes = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority/"
"""The authority tables that DCAT-AP asks for."""

THEMES: Mapping[str, Text] = {
    f"{EU}data-theme/TECH": Text(zh="科学技术", en="Science and technology"),
    f"{EU}data-theme/GOVE": Text(zh="政府和公共部门", en="Government and public sector"),
}
TAXONOMY = iri(f"{EU}data-theme")
LANGUAGES = (iri(f"{EU}language/ZHO"), iri(f"{EU}language/ENG"))
FREQUENCY = iri(f"{EU}frequency/IRREG")
PUBLIC = iri(f"{EU}access-right/PUBLIC")
CHINA = iri(f"{EU}country/CHN")
AVAILABLE = iri(f"{EU}planned-availability/AVAILABLE")
SHA256 = iri(f"{PREFIXES['spdx']}checksumAlgorithm_sha256")
OCDS = iri("https://standard.open-contracting.org/1.1/")
IANA = "https://www.iana.org/assignments/media-types/"

KEYWORDS = ("dcat_keyword_challenge", "dcat_keyword_rd", "dcat_keyword_award", "dcat_keyword_call")
LABELS = frozenset(
    {*KEYWORDS, "data_rows_n", "dcat_all", "dcat_all_about", "dcat_figures", "dcat_contracting"}
    | {"dcat_contracting_about", "dcat_api", "stats_lead"}
)
"""Words of the site that the catalogue is told in."""

Told = Iterator[Statement]


class Dataset(NamedTuple):
    """One dataset: its name in the catalogue, the labels that tell what it is, its records, and its files."""

    id: str
    title: str
    description: str
    records: tuple[Record, ...]
    files: tuple[DataFile, ...]


def compile_catalogue(site: Site) -> Iterator[Artifact]:
    """Both texts of the catalogue of the files that are written already."""
    statements = tuple(catalogue(site))
    yield Artifact(TURTLE, turtle(statements, PREFIXES).encode())
    yield Artifact(JSON_LD, json_ld(statements, PREFIXES).encode())


def catalogue(site: Site) -> Told:
    """Every statement of the catalogue."""
    found = tuple(dataset for dataset in datasets(site) if dataset.files)
    yield from _catalogue(site, found)
    yield from chain.from_iterable(_dataset(site, dataset) for dataset in found)
    title = titles_of(site.settings)
    files = (file for dataset in found for file in dataset.files)
    yield from chain.from_iterable(_distribution(site, file, title(file)) for file in files)
    yield from _service(site)
    yield from _common(site)


def datasets(site: Site) -> Iterator[Dataset]:
    """The datasets: the whole, each kind, the figures, the contracting data."""
    files = data_files(site.made)
    records = tuple(exported(site))
    of_group = _grouped(files)
    whole = (*of_group(WHOLE), *of_group(PARTS))
    yield Dataset("records", "dcat_all", "dcat_all_about", records, whole)
    for kind in KINDS:
        held = tuple(record for record in records if record.kind == kind)
        own = tuple(file for file in of_group(KINDS_OF_RECORD) if file.kind == kind)
        yield Dataset(KINDS[kind].folder, f"kinds_{kind}", f"lead_{kind}", held, own)
    yield Dataset("figures", "dcat_figures", "stats_lead", records, of_group(FIGURES))
    yield Dataset("contracting", "dcat_contracting", "dcat_contracting_about", records, of_group(CONTRACTING))


def _grouped(files: Iterable[DataFile]) -> Callable[[str], tuple[DataFile, ...]]:
    held = tuple(files)
    return lambda group: tuple(file for file in held if file.group == group)


# -- addresses ------------------------------------------------------------------------------------------------------


def _file(site: Site, path: str) -> Iri:
    """A file of the site: its full address where the site knows its own, else the way from `data/`."""
    return iri(absolute(site.url, path) if site.url else f"../{path}")


def _here(site: Site, name: str) -> Iri:
    """A thing that the catalogue names."""
    return iri(f"{_file(site, TURTLE)}#{name}")


def _page(site: Site, name: str) -> Iterator[Iri]:
    """A page in each language."""
    return (_file(site, f"{lang}/{name}") for lang in site.settings.site.languages)


# -- what is told of each -------------------------------------------------------------------------------------------


def _texts(subject: Iri, name: str, written: Text) -> Told:
    """A text in each language that it has."""
    yield subject, name, Literal(written.zh, HTML_LANG["zh"])
    if written.en:
        yield subject, name, Literal(written.en, HTML_LANG["en"])


def _all(subject: Iri, name: str, objects: Iterable[Object]) -> Told:
    return ((subject, name, told) for told in objects)


def _labelled(site: Site, subject: Iri, name: str, label: str) -> Told:
    return _texts(subject, name, site.settings.labels[label])


def _catalogue(site: Site, found: tuple[Dataset, ...]) -> Told:
    own, chosen = _here(site, "catalogue"), site.settings.site
    yield own, TYPE, Iri("dcat:Catalog")
    yield from _texts(own, "dct:title", chosen.title)
    yield from _texts(own, "dct:description", chosen.description)
    yield from _all(own, "foaf:homepage", [_file(site, "index.html")])
    yield own, "dcat:themeTaxonomy", TAXONOMY
    yield from _shared(site, own, tuple(exported(site)))
    yield from _all(own, "dcat:dataset", (_here(site, dataset.id) for dataset in found))
    if _has_api(site):
        yield own, "dcat:service", _here(site, "api")


def _dataset(site: Site, dataset: Dataset) -> Told:
    own = _here(site, dataset.id)
    yield own, TYPE, Iri("dcat:Dataset")
    yield from _labelled(site, own, "dct:title", dataset.title)
    yield from _labelled(site, own, "dct:description", dataset.description)
    yield own, "dct:identifier", Literal(str(own), type="xsd:anyURI")
    yield own, "dct:accrualPeriodicity", FREQUENCY
    yield own, "dct:accessRights", PUBLIC
    yield from _all(own, "dcat:theme", map(iri, THEMES))
    yield from chain.from_iterable(_labelled(site, own, "dcat:keyword", keyword) for keyword in KEYWORDS)
    yield from _all(own, "dcat:landingPage", _page(site, "data.html"))
    yield from _shared(site, own, dataset.records)
    yield from _contact_of(site, own)
    yield from _temporal(site, own, dataset)
    yield from _all(own, "dcat:distribution", (_distribution_of(site, file) for file in dataset.files))


def _shared(site: Site, own: Iri, records: tuple[Record, ...]) -> Told:
    """What a catalogue and its datasets have in common."""
    yield own, "dct:publisher", _here(site, "publisher")
    yield own, "dct:license", _licence(site)
    yield from _all(own, "dct:language", LANGUAGES)
    yield own, "dct:spatial", CHINA
    yield from _all(own, "dct:spatial", (_place(site, region) for region in _provinces(site, records)))
    if records:
        yield own, "dct:modified", Literal(max(record.updated_on for record in records), type="xsd:date")


def _temporal(site: Site, own: Iri, dataset: Dataset) -> Told:
    """The years that the records belong to, where they belong to any."""
    years = [year for record in dataset.records if (year := year_of(site.catalog, record)) is not None]
    if years:
        period = _here(site, f"{dataset.id}-years")
        yield own, "dct:temporal", period
        yield period, TYPE, Iri("dct:PeriodOfTime")
        yield period, "dcat:startDate", Literal(f"{min(years):04}", type="xsd:gYear")
        yield period, "dcat:endDate", Literal(f"{max(years):04}", type="xsd:gYear")


def _distribution_of(site: Site, file: DataFile) -> Iri:
    return _here(site, f"file-{file.name}")


def _distribution(site: Site, file: DataFile, title: Text) -> Told:
    """One file: where it is, what it is, how long, and its checksum."""
    own, address = _distribution_of(site, file), _file(site, file.made.path)
    yield own, TYPE, Iri("dcat:Distribution")
    yield own, "dct:title", Literal(file.name)
    yield from _texts(own, "dct:description", _described(site, file, title))
    yield own, "dcat:accessURL", address
    yield own, "dcat:downloadURL", address
    yield own, "dct:license", _licence(site)
    yield own, "dcatap:availability", AVAILABLE
    yield own, "dct:modified", Literal(site.moment[:10], type="xsd:date")
    yield own, "dcat:byteSize", Literal(str(file.made.size), type="xsd:nonNegativeInteger")
    if file.group == CONTRACTING:
        yield own, "dct:conformsTo", OCDS
    yield from _format(site, own, file)
    yield from _checksum(site, own, file)


def _described(site: Site, file: DataFile, title: Text) -> Text:
    """What the file is, in which format, and how many rows it has."""
    rows = site.settings.labels["data_rows_n"]

    def told(lang: Lang) -> str:
        counted = [say(rows, lang).format(n=file.made.rows)] if file.made.rows is not None else []
        return " · ".join((say(title, lang), file.format.name, *counted))

    return Text(zh=told("zh"), en=told("en"))


def _format(site: Site, own: Iri, file: DataFile) -> Told:
    """The media type if IANA has one, and the type of file: the EU's, else one of our own with a name."""
    if file.format.media:
        media = iri(IANA + file.format.media)
        yield own, "dcat:mediaType", media
        yield media, TYPE, Iri("dct:MediaType")
    kind = iri(f"{EU}file-type/{file.format.eu}") if file.format.eu else _here(site, f"format-{file.format.name}")
    yield own, "dct:format", kind
    yield kind, TYPE, Iri("dct:MediaTypeOrExtent")
    yield kind, "rdfs:label", Literal(file.format.name)


def _checksum(site: Site, own: Iri, file: DataFile) -> Told:
    checksum = _here(site, f"sha256-{file.name}")
    yield own, "spdx:checksum", checksum
    yield checksum, TYPE, Iri("spdx:Checksum")
    yield checksum, "spdx:algorithm", SHA256
    yield checksum, "spdx:checksumValue", Literal(file.made.sha256, type="xsd:hexBinary")


# -- who, where, under which terms ----------------------------------------------------------------------------------


def _has_api(site: Site) -> bool:
    return any(found.path == API_INDEX for found in site.made)


def _service(site: Site) -> Told:
    """The static API, where there is one."""
    if not _has_api(site):
        return
    own = _here(site, "api")
    yield own, TYPE, Iri("dcat:DataService")
    yield from _labelled(site, own, "dct:title", "dcat_api")
    yield own, "dcat:endpointURL", _file(site, API_INDEX)
    yield own, "dcat:endpointDescription", _file(site, API_DESCRIPTION)
    yield own, "dcat:servesDataset", _here(site, "records")
    yield own, "dct:publisher", _here(site, "publisher")
    yield own, "dct:license", _licence(site)
    yield from _all(own, "dcat:theme", map(iri, THEMES))
    yield from chain.from_iterable(_labelled(site, own, "dcat:keyword", keyword) for keyword in KEYWORDS)
    yield from _contact_of(site, own)


def _licence(site: Site) -> Iri:
    return iri(as_uri(site.settings.site.data_licence_url) or "")


def _contact_of(site: Site, own: Iri) -> Told:
    if site.repository:
        yield own, "dcat:contactPoint", _here(site, "contact")


def _provinces(site: Site, records: Iterable[Record]) -> tuple[str, ...]:
    """The provinces that the records lie in, in the order of the site's list; the country itself is told anyway."""
    regions = site.settings.regions
    found = {province_of(regions, region) for record in records if (region := getattr(record, "region", None))}
    return tuple(region for region in regions if region in found and regions[region].parent is not None)


def _place(site: Site, region: str) -> Iri:
    return _here(site, f"region-{region}")


def _common(site: Site) -> Told:
    """The publisher, the licence, the contact, the places, and the classes of the authority tables' own entries."""
    yield from _publisher(site)
    yield from _terms(site)
    for region in _provinces(site, exported(site)):
        own = _place(site, region)
        yield own, TYPE, Iri("dct:Location")
        yield from _texts(own, "skos:prefLabel", site.settings.regions[region].label)
        pages = (_file(site, facet_path(lang, "regions", region)) for lang in site.settings.site.languages)
        yield from _all(own, "foaf:page", pages)


def _publisher(site: Site) -> Told:
    own = _here(site, "publisher")
    yield own, TYPE, Iri("foaf:Agent")
    yield from _texts(own, "foaf:name", site.settings.site.publisher)
    yield own, "foaf:homepage", _file(site, "index.html")
    address = as_uri(f"{site.repository.rstrip('/')}/issues") if site.repository else None
    if address is not None:
        contact = _here(site, "contact")
        yield contact, TYPE, Iri("vcard:Organization")
        yield contact, TYPE, Iri("vcard:Kind")
        yield from _texts(contact, "vcard:fn", site.settings.site.publisher)
        yield contact, "vcard:hasURL", iri(address)


def _terms(site: Site) -> Told:
    """The licence by name, and what the entries of authority tables are: a reader need not load the tables."""
    licence = _licence(site)
    yield licence, TYPE, Iri("dct:LicenseDocument")
    yield from _texts(licence, "rdfs:label", site.settings.site.data_licence)
    for theme, name in THEMES.items():
        yield iri(theme), TYPE, Iri("skos:Concept")
        yield from _texts(iri(theme), "skos:prefLabel", name)
        yield iri(theme), "skos:inScheme", TAXONOMY
    yield from _typed(site)


def _typed(site: Site) -> Told:
    pages = (*_page(site, "data.html"), _file(site, SitePath("index.html")))
    classes: Mapping[str, Iterable[Iri]] = {
        "dct:LinguisticSystem": LANGUAGES,
        "dct:Frequency": (FREQUENCY,),
        "dct:RightsStatement": (PUBLIC,),
        "dct:Location": (CHINA,),
        "foaf:Document": pages,
        "spdx:ChecksumAlgorithm": (SHA256,),
        "dct:Standard": (OCDS,),
    }
    yield from ((one, TYPE, Iri(name)) for name, found in classes.items() for one in found)
    yield TAXONOMY, TYPE, Iri("skos:ConceptScheme")
    yield TAXONOMY, "dct:title", Literal("Data theme", HTML_LANG["en"])
    yield AVAILABLE, TYPE, Iri("skos:Concept")
    yield AVAILABLE, "skos:prefLabel", Literal("Available", HTML_LANG["en"])
