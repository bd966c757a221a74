"""JSON Lines hold every record once, with the same values as the API and links that lead from where the file lies."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from small import document

from exports.data import compile_api
from exports.sites import BASE, site_with
from generator.exports.encoding import compact
from generator.exports.lines import line_of, lines_path
from generator.exports.values import DATA_FILE, clean, exported, plain
from generator.model.records import KINDS, Record
from generator.render.view import Site

HOSTILE = st.text(st.characters(codec=None), min_size=1, max_size=40) | st.sampled_from(
    ['"href":"../', '\\"href\\":\\"../', '"pages":{"zh":"../../../', "../", "\u2028", "=1+1", "\ud800"]
)


def line_in(site: Site, record: Record) -> bytes:
    """The record's line, from what stands in the API."""
    value = plain(site, record)
    return line_of(value, compact(value))


def test_a_line_says_what_its_record_says(fixture_site: Site) -> None:
    for record in exported(fixture_site):
        line = json.loads(line_in(fixture_site, record))
        assert line == plain(fixture_site, record, DATA_FILE)


@given(HOSTILE, HOSTILE)
def test_no_text_is_taken_for_a_link(zh: str, en: str) -> None:
    site = site_with(*BASE, document("challenge", title={"zh": zh, "en": en}, code=en, need={"zh": zh}))
    for record in exported(site):
        assert json.loads(line_in(site, record)) == plain(site, record, DATA_FILE)
    assert plain(site, next(exported(site, "challenge")))["title"] == {"zh": clean(zh), "en": clean(en)}


def test_every_record_has_one_line(fixture_site: Site, real_site: Site) -> None:
    for site in (fixture_site, real_site):
        files = {a.path: a.data.decode() for a in compile_api(site) if a.path.endswith(".jsonl")}
        assert files.keys() == set(map(lines_path, KINDS))
        found = Counter(
            (kind, json.loads(line)["id"]) for kind in KINDS for line in files[lines_path(kind)].splitlines()
        )
        assert found == Counter((record.kind, record.id) for record in exported(site))
