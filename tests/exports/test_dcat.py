"""The catalogue says the same in both its texts, and of every file what is so; the official shapes accept it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from small import document

from exports.bulks import hostile_site
from exports.published import fixture_site, official, real_site, with_files
from exports.sites import HOME, site_with
from generator.exports.dcat import JSON_LD, TURTLE, compile_catalogue, datasets
from generator.exports.files import is_told, made
from generator.model.artifacts import Artifact
from generator.model.parts import Text
from generator.model.records import KINDS
from generator.render.view import Site

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""rdflib's own reader of JSON-LD uses it."""

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority/"
HOSTILE = st.text(st.characters(codec=None), min_size=1, max_size=40)
SITES = [fixture_site, real_site, hostile_site]


def texts(site: Site) -> dict[str, bytes]:
    return {artifact.path: artifact.data for artifact in compile_catalogue(site)}


def graph(site: Site) -> Graph:
    """The catalogue as an independent reader reads its Turtle."""
    return Graph().parse(data=texts(site)[TURTLE], format="turtle", publicID=f"{HOME}{TURTLE}")


@cache
def whole(site_of: Callable[[], Site]) -> Graph:
    return graph(with_files(site_of()))


@pytest.mark.parametrize("site_of", SITES)
def test_both_texts_are_one_graph(site_of: Callable[[], Site]) -> None:
    found = texts(with_files(site_of()))
    other = Graph().parse(data=found[JSON_LD], format="json-ld")
    assert isomorphic(whole(site_of), other)


def test_every_file_is_a_distribution_with_its_length_and_checksum() -> None:
    site = with_files(fixture_site())
    found = whole(fixture_site)
    distributions = list(found.subjects(RDF.type, DCAT.Distribution))
    told = {
        str(found.value(one, DCAT.downloadURL)): (
            found.value(one, DCAT.byteSize).toPython(),
            found.value(found.value(one, SPDX.checksum), SPDX.checksumValue).toPython().hex(),
        )
        for one in distributions
    }
    files = [file for file in site.made if not file.path.endswith(("datapackage.json", "metadata.json"))]
    assert told == {f"{HOME}{file.path}": (file.size, file.sha256) for file in files}
    assert all(found.value(one, DCAT.accessURL) for one in distributions)
    assert all((None, DCAT.distribution, one) in found for one in distributions)


def test_the_whole_and_each_kind_are_datasets_of_one_catalogue() -> None:
    found = whole(fixture_site)
    (catalogue,) = found.subjects(RDF.type, DCAT.Catalog)
    named = {str(one).partition("#")[2] for one in found.objects(catalogue, DCAT.dataset)}
    assert named == {"records", "figures", "contracting", *(cls.folder for cls in KINDS.values())}
    assert {str(one).partition("#")[2] for one in found.subjects(RDF.type, DCAT.Dataset)} == named


@pytest.mark.parametrize("kind", [DCAT.Dataset, DCAT.Catalog])
def test_each_says_who_where_when_and_under_which_terms(kind: URIRef) -> None:
    found = whole(fixture_site)
    for one in found.subjects(RDF.type, kind):
        assert {literal.language for literal in found.objects(one, DCTERMS.title)} == {"zh-CN", "en"}
        assert found.value(one, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
        assert found.value(found.value(one, DCTERMS.publisher), FOAF.name)
        assert URIRef("http://publications.europa.eu/resource/authority/country/CHN") in found.objects(
            one, DCTERMS.spatial
        )


def test_the_years_and_the_last_update_are_those_of_the_records() -> None:
    site = site_with(
        document("programme", published_on="2019"),
        document("guide", published_on="2021-05-01", updated_on="2025-03-04"),
    )
    found = graph(with_files(site))
    one = next(one for one in found.subjects(RDF.type, DCAT.Dataset) if str(one).endswith("#records"))
    period = found.value(one, DCTERMS.temporal)
    ends = [str(found.value(period, end)) for end in (DCAT.startDate, DCAT.endDate)]
    assert ends == ["2019", "2021"]
    assert str(found.value(one, DCTERMS.modified)) == "2025-03-04"


def test_a_contact_is_told_only_where_there_is_one() -> None:
    site = with_files(fixture_site())
    assert (None, DCAT.contactPoint, None) in graph(site)
    assert list(whole(fixture_site).objects(None, VCARD.hasURL)) == [URIRef("https://example.org/git/issues")]
    without = graph(site._replace(repository=""))
    assert (None, DCAT.contactPoint, None) not in without
    assert (None, VCARD.hasURL, None) not in without


def test_the_api_is_a_service_where_there_is_one() -> None:
    site = with_files(fixture_site())
    assert (None, RDF.type, DCAT.DataService) not in whole(fixture_site)
    with_api = site._replace(made=(*site.made, made(Artifact("api/v1/index.json", b"{}"))))
    assert list(graph(with_api).objects(None, DCAT.endpointURL)) == [URIRef(f"{HOME}api/v1/index.json")]


def test_without_an_address_of_its_own_the_catalogue_is_told_from_where_it_lies() -> None:
    site = with_files(site_with(document("programme"), url=""))
    found = texts(site)[TURTLE].decode()
    assert "<../data/programmes.csv>" in found
    one = Graph().parse(data=found, format="turtle", publicID=f"{HOME}{TURTLE}")
    assert (None, DCAT.downloadURL, URIRef(f"{HOME}data/programmes.csv")) in one


def test_a_site_without_records_has_a_catalogue_without_dates() -> None:
    found = graph(with_files(site_with()))
    assert (None, RDF.type, DCAT.Catalog) in found
    assert (None, DCTERMS.temporal, None) not in found


def test_every_file_with_rows_belongs_to_a_dataset() -> None:
    site = with_files(fixture_site())
    told = {file.made.path for dataset in datasets(site) for file in dataset.files}
    assert {file.path for file in site.made if file.rows is not None and is_told(file.path)} <= told


def test_the_published_site_tells_of_its_own_files(published_site: Path) -> None:
    found = Graph().parse(published_site / TURTLE, format="turtle")
    sizes = {str(address): found.value(one, DCAT.byteSize) for one, address in found.subject_objects(DCAT.downloadURL)}
    assert sizes
    for address, size in sizes.items():
        file = published_site / "data" / address.rpartition("/")[2]
        assert size == Literal(file.stat().st_size, datatype=size.datatype)


@given(HOSTILE)
@settings(max_examples=25)
def test_hostile_names_leave_the_catalogue_one_graph(words: str) -> None:
    site = site_with(document("programme"))
    chosen = site.settings
    named = msgspec.structs.replace(chosen.site, title=Text(zh=words), publisher=Text(zh=words, en=words))
    changed = site._replace(settings=msgspec.structs.replace(chosen, site=named), repository=f"https://x.org/{words}")
    found = texts(changed._replace(made=(made(Artifact("data/guides.csv", b"a\r\n")),)))
    assert isomorphic(
        Graph().parse(data=found[TURTLE], format="turtle"), Graph().parse(data=found[JSON_LD], format="json-ld")
    )


@pytest.mark.vendor
@pytest.mark.parametrize("site_of", SITES)
@pytest.mark.parametrize("shapes", ["shapes", "range", "shapes_recommended"])
def test_the_catalogue_passes_the_official_shapes(site_of: Callable[[], Site], shapes: str) -> None:
    file = official("dcat-ap") / f"{shapes}.ttl"
    conforms, _, report = pyshacl.validate(
        whole(site_of), shacl_graph=Graph().parse(file, format="turtle"), allow_warnings=True
    )
    assert conforms, report
