"""The two texts of a graph are the same graph, whatever texts and addresses stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef
from rdflib import Literal as Found
from rdflib.compare import isomorphic

from generator.exports.rdf import TYPE, Iri, Literal, Statement, iri, json_ld, turtle
from generator.exports.values import clean

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""rdflib's own reader of JSON-LD uses it."""

PREFIXES = {"dct": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
HOSTILE = st.text(st.characters(codec=None), max_size=60)
SUBJECT = iri("https://example.org/a#b")


def graphs(*statements: Statement) -> tuple[Graph, Graph]:
    """Both texts as an independent reader reads them."""
    return (
        Graph().parse(data=turtle(statements, PREFIXES).encode(), format="turtle"),
        Graph().parse(data=json_ld(statements, PREFIXES).encode(), format="json-ld"),
    )


@given(HOSTILE, HOSTILE)
def test_any_text_comes_back_from_both(zh: str, plain: str) -> None:
    one, other = graphs(
        (SUBJECT, TYPE, Iri("dct:Location")),
        (SUBJECT, "dct:title", Literal(zh, "zh-CN")),
        (SUBJECT, "dct:description", Literal(plain)),
    )
    assert isomorphic(one, other)
    assert set(one) == {
        (
            URIRef(SUBJECT),
            RDF.type,
            URIRef(f"{PREFIXES['dct']}Location"),
        ),
        (URIRef(SUBJECT), URIRef(f"{PREFIXES['dct']}title"), Found(clean(zh), lang="zh-CN")),
        (URIRef(SUBJECT), URIRef(f"{PREFIXES['dct']}description"), Found(clean(plain))),
    }


@given(HOSTILE)
def test_any_address_is_one(written: str) -> None:
    address = iri(f"https://example.org/{written}")
    assert address.isascii()
    one, other = graphs((SUBJECT, "dct:relation", address))
    assert isomorphic(one, other)
    assert [str(found) for found in one.objects()] == [address]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/榜", "https://example.org/%E6%A6%9C"),
        ("https://example.org/%E6%A6%9C?a=b#c", "https://example.org/%E6%A6%9C?a=b#c"),
        ('https://example.org/"<>', "https://example.org/%22%3C%3E"),
        ("../data/x.csv", "../data/x.csv"),
    ],
)
def test_what_an_address_may_not_hold_is_encoded(address: str, expected: str) -> None:
    assert iri(address) == expected


def test_values_have_their_types_and_repeated_statements_stand_once() -> None:
    size: Statement = (SUBJECT, "dct:extent", Literal("12", type="xsd:nonNegativeInteger"))
    one, other = graphs(size, size)
    assert isomorphic(one, other)
    assert [found.toPython() for found in one.objects()] == [12]
