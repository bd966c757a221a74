"""Whoever has read the OpenAPI document alone gets the answers that the site's own catalog gives."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from exports import client
from exports.client import Client
from exports.data import compile_api
from generator.catalog import domains_of, programme_of, units_of, year_of
from generator.exports.openapi import PATH, compile_openapi
from generator.exports.values import exported
from generator.lifecycle import deadlines_of, notice_end, status_at, timeline_of
from generator.model.records import Challenge, ListRecord, Success, Winner
from generator.money import in_yuan
from generator.render.view import Site


@pytest.fixture(scope="module")
def api(real_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The API of the real records, below a folder of its own."""
    root = tmp_path_factory.mktemp("api") / "any" / "base"
    for artifact in (*compile_api(real_site), *compile_openapi(real_site)):
        path = root / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    return Client((root / PATH).as_uri())


def records(site: Site, cls: type) -> list:  # type: ignore[type-arg]
    return [record for record in exported(site) if isinstance(record, cls)]


def test_it_knows_nothing_of_our_code() -> None:
    tree = ast.parse(Path(client.__file__).read_text("utf-8"))
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not [
        name for name in named if name and name.partition(".")[0] in ("generator", "exports", "small", "conftest")
    ]


@pytest.mark.parametrize("day", ["2026-05-20", "2026-06-01", "2024-03-01"])
@pytest.mark.parametrize("month", ["2026-05", "2026-06", "2024-12"])
def test_open_challenges_in_new_materials_that_close_in_a_month(
    api: Client, real_site: Site, day: str, month: str
) -> None:
    settings, catalog = real_site.settings, real_site.catalog
    domain = next(key for key, term in settings.domains.items() if term.label.zh == "新材料")
    expected = []
    for challenge in records(real_site, Challenge):
        timeline = timeline_of(catalog, challenge, settings.site.closing_soon_days, settings.holidays)
        ends = [d.moment for d in deadlines_of(catalog, challenge) if d.window.audience == "solver"]
        days = [str((datetime.fromisoformat(end) - timedelta(minutes=1)).date()) for end in ends]
        is_open = status_at(timeline, f"{day}T00:00") in ("open", "closing")
        if domain in domains_of(catalog, challenge) and is_open and any(end.startswith(month) for end in days):
            expected.append((challenge.id, min(days)))
    found = client.closing_calls(api, "新材料", month, day)
    assert found == sorted(expected)
    assert found or (day, month) not in (("2026-05-20", "2026-06"), ("2024-03-01", "2024-12"))


def test_total_support_by_programme_and_year(api: Client, real_site: Site) -> None:
    expected: dict[tuple[str, int | None], Decimal] = defaultdict(Decimal)
    for challenge in records(real_site, Challenge):
        support, programme = challenge.support, programme_of(real_site.catalog, challenge)
        if support is None or support.mode != "fixed" or support.amount is None or support.amount.qualifier:
            continue
        bounds = in_yuan(support.amount)
        if programme and bounds and bounds.low is not None and bounds.low == bounds.high:
            expected[(programme.id, year_of(real_site.catalog, challenge))] += bounds.low
    found = client.support_offered(api)
    assert found == expected
    assert sum(found.values()) > 0


def test_awards_by_unit(api: Client, real_site: Site) -> None:
    expected: Counter[str] = Counter()
    for winner in records(real_site, Winner):
        expected.update({party.organisation for party in units_of(winner) if party.organisation})
    assert client.awards_by_unit(api) == expected
    assert expected.total() > 5


def test_what_came_of_each_lists_challenges(api: Client, real_site: Site) -> None:
    catalog = real_site.catalog
    expected: dict[str, tuple[int, int]] = {}
    for listing in records(real_site, ListRecord):
        entries = catalog.referring(listing, Challenge)
        told = [
            entry
            for entry in entries
            if catalog.referring(entry, Winner, "challenge") or catalog.referring(entry, Success, "challenge")
        ]
        if entries:
            expected[listing.id] = (len(entries), len(told))
    assert client.outcomes_by_list(api) == expected
    assert any(told for _, told in expected.values())


@pytest.mark.parametrize("year", ["2022", "2023", "2024", "2030"])
def test_public_notices_that_end_in_a_year(api: Client, real_site: Site, year: str) -> None:
    expected = []
    for listing in records(real_site, ListRecord):
        end = notice_end(listing.public_notice, real_site.settings.holidays) if listing.public_notice else None
        if end is not None and str(end.written).startswith(year):
            expected.append((listing.id, str(end.written), real_site.settings.regions[listing.region].label.zh))
    assert client.objections_in(api, year) == sorted(expected)
    assert bool(expected) == (year != "2030")
