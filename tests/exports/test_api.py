"""The static API: every record once, listings that leave none out, and links that lead to a file."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import document

from exports.contract import faults
from exports.data import compile_api
from exports.sites import BASE, HOME, site_with
from generator.catalog import domains_of, programme_of, year_of
from generator.exports.api import GROUPED
from generator.exports.api_schemas import compile_api_schemas
from generator.exports.openapi import compile_openapi
from generator.exports.promise import CHANGES, VERSION
from generator.exports.values import exported, plain
from generator.model.artifacts import Artifact
from generator.model.records import KINDS
from generator.render.view import Site
from generator.settings import ancestors

GOLDEN = Path(__file__).parent / "golden"
KEPT = (
    "api/v1/index.json",
    "api/v1/challenges/index.json",
    "api/v1/challenges/sample-2025-01-motor.json",
    "api/v1/challenges/sample-2025-03-controller.json",
    "api/v1/guides/sample-2025-claim.json",
    "api/v1/guides/sample-2025-old-claim.json",
    "api/v1/lists/sample-2025-challenges.json",
    "api/v1/notices/sample-2025-extension.json",
    "api/v1/programmes/sample-2025-open-challenge.json",
    "api/v1/winners/sample-2025-winner-motor.json",
    "api/v1/domains/index.json",
    "api/v1/domains/motors.json",
    "api/v1/regions/hunan.json",
    "api/v1/years/2025.json",
    "api/v1/schema/challenge.json",
    "data/winners.jsonl",
)
"""A file of each shape; the fixture's other files differ in their values only."""

Files = Mapping[str, Any]


def files_of(site: Site) -> dict[str, Any]:
    """Every document of the API by its path."""
    made = (*compile_api(site), *compile_openapi(site), *compile_api_schemas())
    return {a.path: json.loads(a.data) for a in made if a.path.endswith(".json")}


@pytest.fixture(scope="module")
def files(fixture_site: Site) -> Files:
    return files_of(fixture_site)


@pytest.fixture(scope="module")
def real_files(real_site: Site) -> Files:
    return files_of(real_site)


@pytest.mark.parametrize("path", KEPT)
def test_the_files_are_as_they_were(path: str, fixture_site: Site, request: pytest.FixtureRequest) -> None:
    made = (*compile_api(fixture_site), *compile_api_schemas())
    data = next(artifact.data for artifact in made if artifact.path == path)
    kept = GOLDEN / path
    if request.config.getoption("--update-golden"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(data)
    assert data.decode() == kept.read_text("utf-8")


def test_equal_records_give_equal_bytes(fixture_site: Site) -> None:
    assert list(compile_api(fixture_site)) == list(compile_api(fixture_site))


def test_no_two_files_have_the_same_address(fixture_site: Site) -> None:
    paths = [artifact.path for artifact in compile_api(fixture_site)]
    assert len(paths) == len(set(paths))


def test_every_record_has_a_file_with_all_its_values(fixture_site: Site, files: Files) -> None:
    for record in exported(fixture_site):
        found = files[f"api/v1/{record.folder}/{record.id}.json"]
        assert plain(fixture_site, record).items() <= found.items()


def test_every_document_of_the_real_content_fits_its_schema(real_site: Site) -> None:
    assert list(faults(compile_api(real_site))) == []


def test_every_document_of_the_fixture_fits_its_schema(fixture_site: Site) -> None:
    assert list(faults(compile_api(fixture_site))) == []


@given(st.text(st.characters(codec=None), min_size=1, max_size=40), st.sampled_from(["about", "at_most", "over", None]))
def test_hostile_records_fit_their_schemas_too(text: str, qualifier: str | None) -> None:
    money = {"wan": 3.5, **({"qualifier": qualifier} if qualifier else {})}
    vague = {"text": {"zh": text}}
    hostile = document(
        "challenge",
        title={"zh": text},
        need={"zh": text},
        owner_payment=money,
        rd_input=vague,
        published_on=vague,
        windows=[{"audience": "solver", "action": "claim", "closes": vague}],
    )
    made = [artifact for artifact in compile_api(site_with(*BASE, hostile, url="")) if artifact not in _as_ever()]
    assert any(artifact.path.startswith("api/v1/challenges/") for artifact in made)
    assert list(faults(made)) == []
    assert all(artifact.data.decode("utf-8") for artifact in made if artifact.path.endswith(".json"))


@cache
def _as_ever() -> frozenset[Artifact]:
    """What the other records give by themselves, which was looked at before."""
    return frozenset(compile_api(site_with(*BASE, url="")))


def test_every_link_leads_to_a_file(real_site: Site, real_files: Files, published_site: Path, files: Files) -> None:
    del real_site
    for held in (real_files, files):
        for path, value in held.items():
            for href in links_in(value):
                found = posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
                assert found in held or found.endswith(".jsonl"), f"{path}: {href}"
    for path, value in files.items():
        for href in value.get("pages", {}).values() if isinstance(value, dict) else ():
            assert (published_site / path).parent.joinpath(href).is_file(), f"{path}: {href}"


def links_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("href"), str):
            yield value["href"]
        for inner in value.values():
            yield from links_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from links_in(inner)


def test_addresses_are_whole_where_the_site_knows_its_own(files: Files) -> None:
    for path, value in files.items():
        if "api_url" in value:
            assert value["api_url"] == HOME + path


def test_the_index_counts_what_there_is(real_site: Site, real_files: Files) -> None:
    index = real_files["api/v1/index.json"]
    for entry in index["kinds"]:
        records = list(exported(real_site, entry["kind"]))
        listing = real_files[f"api/v1/{entry['href']}"]
        assert entry["count"] == listing["count"] == len(listing["items"]) == len(records)
        assert [row["id"] for row in listing["items"]] == [record.id for record in records]
    assert index["count"] == sum(entry["count"] for entry in index["kinds"])
    assert [entry["kind"] for entry in index["kinds"]] == list(KINDS)


def test_groups_hold_the_records_that_belong_to_them(real_site: Site, real_files: Files) -> None:
    catalog, regions = real_site.catalog, real_site.settings.regions
    groups = {
        "domains": lambda record: domains_of(catalog, record),
        "regions": lambda record: ancestors(regions, getattr(record, "region", "")),
        "years": lambda record: (str(year_of(catalog, record)),),
    }
    records = [record for kind in GROUPED for record in exported(real_site, kind)]
    for folder, keys in groups.items():
        for row in real_files[f"api/v1/{folder}/index.json"]["items"]:
            found = real_files[f"api/v1/{folder}/{row['id']}.json"]
            held = [(record.kind, record.id) for record in records if row["id"] in keys(record)]  # type: ignore[no-untyped-call]
            assert [(item["kind"], item["id"]) for item in found["items"]] == held
            assert row["count"] == found["count"] == sum(found["counts"].values()) == len(held)


def test_a_programme_holds_the_records_that_belong_to_it(real_site: Site, real_files: Files) -> None:
    for programme in exported(real_site, "programme"):
        found = real_files[f"api/v1/programmes/{programme.id}.json"]
        held = {
            (record.kind, record.id)
            for record in exported(real_site)
            if programme_of(real_site.catalog, record) is programme and record is not programme
        }
        assert {(item["kind"], item["id"]) for item in found["items"]} == held
        assert found["count"] == len(found["items"]) == len(held)


def test_rows_repeat_what_records_say(files: Files) -> None:
    for kind, cls in KINDS.items():
        for row in files[f"api/v1/{cls.folder}/index.json"]["items"]:
            record = files[f"api/v1/{cls.folder}/{row['id']}.json"]
            assert row["kind"] == kind
            assert row["status"] == record["status"]["id"]
            assert row.get("domains", []) == [domain["id"] for domain in record.get("domains", [])]
            assert [d["moment"] for d in row.get("deadlines", [])] == [d["moment"] for d in record.get("deadlines", [])]


def test_a_withdrawn_record_leaves_only_its_tombstone(files: Files) -> None:
    found = files["api/v1/challenges/sample-2025-03-controller.json"]
    assert set(found) == {"kind", "id", "href", "api_url", "pages", "withdrawn"}
    listing = files["api/v1/challenges/index.json"]
    assert found in listing["withdrawn"]
    assert found["id"] not in {row["id"] for row in listing["items"]}


def test_a_former_address_leads_on(files: Files) -> None:
    found = files["api/v1/guides/sample-2025-old-claim.json"]
    assert (found["id"], found["moved_to"]["id"]) == ("sample-2025-old-claim", "sample-2025-claim")
    assert found in files["api/v1/guides/index.json"]["moved"]


def test_invented_records_are_nowhere(built_site: Path) -> None:
    texts = [path.read_text("utf-8") for path in (built_site / "api").rglob("*.json")]
    texts += [path.read_text("utf-8") for path in (built_site / "data").glob("*.jsonl")]
    assert not [text for text in texts if re.search(r'"id": ?"sample-', text)]
    assert json.loads((built_site / "api/v1/index.json").read_text("utf-8"))["count"] == 0


def test_the_site_publishes_what_is_compiled(published_site: Path, fixture_site: Site) -> None:
    for artifact in (*compile_api(fixture_site), *compile_openapi(fixture_site), *compile_api_schemas()):
        assert (published_site / artifact.path).read_bytes() == artifact.data, artifact.path


def test_versions_are_told_the_newest_first(files: Files) -> None:
    assert CHANGES[0].version == VERSION == files["api/v1/index.json"]["version"]
    numbers = [tuple(map(int, change.version.split("."))) for change in CHANGES]
    assert numbers == sorted(numbers, reverse=True)
    assert all(number[0] == 1 for number in numbers)
    assert all(change.text.en for change in CHANGES)
