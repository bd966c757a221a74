"""The reference site's own records: many, whole, and each with its source. Only this file reads content/."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.dates import interval
from generator.model.records import FOLDERS, KINDS, Form, Guide, ListRecord, Programme, Record
from generator.pipeline import Checked, check


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(REPOSITORY)


@pytest.fixture(scope="module")
def records(checked: Checked) -> tuple[Record, ...]:
    return tuple(checked.catalog.every())


def test_it_has_no_errors(checked: Checked) -> None:
    assert [f"{found.file}:{found.line} {found.code}" for found in checked.problems if found.severity == "error"] == []


def test_it_has_at_least_150_records(checked: Checked, records: tuple[Record, ...]) -> None:
    assert len(records) == checked.total >= 150


def test_no_kind_but_notices_is_empty(records: tuple[Record, ...]) -> None:
    assert {record.kind for record in records} >= set(KINDS) - {"notice"}


def test_every_record_has_a_source(records: tuple[Record, ...]) -> None:
    assert [record.id for record in records if not record.sources] == []
    assert [
        record.id for record in records for source in record.sources if not source.title.zh or not source.issuer.zh
    ] == []


def test_no_record_is_invented(records: tuple[Record, ...]) -> None:
    assert [record.id for record in records if record.sample] == []


def test_titles_and_summaries_are_in_both_languages(records: tuple[Record, ...]) -> None:
    titles = [record.id for record in records if not record.title.en]
    summaries = [record.id for record in records if record.summary and not record.summary.en]
    assert (titles, summaries) == ([], [])


def test_english_is_not_chinese(records: tuple[Record, ...]) -> None:
    assert [record.id for record in records if re.search(r"[\u4e00-\u9fff]{4}", record.title.en or "")] == []


@pytest.mark.parametrize("place", ["gansu", "xiangtan", "guangzhou"])
def test_each_of_the_three_programmes_is_told_with_steps_rules_and_domains(
    records: tuple[Record, ...], place: str
) -> None:
    programmes = [record for record in records if isinstance(record, Programme) and record.region == place]
    assert programmes
    assert any(found.rules for found in programmes)
    guides = [record for record in records if isinstance(record, Guide) and record.region == place]
    assert any(found.stages for found in (*programmes, *guides)) or any(found.tracks for found in programmes)
    assert any(found.domains for found in (*programmes, *guides))


def test_the_form_of_xiangtan_is_defined(records: tuple[Record, ...]) -> None:
    forms = [record for record in records if isinstance(record, Form)]
    assert [form for form in forms if "xiangtan" in form.id and form.sections]


def test_no_record_was_changed_in_the_future_of_its_own_sources(records: tuple[Record, ...]) -> None:
    for record in records:
        for source in record.sources:
            published = interval(source.published_on) if source.published_on else None
            assert published is None or str(published.first) <= record.updated_on, record.id


def test_quotations_are_short(records: tuple[Record, ...]) -> None:
    assert [r.id for r in records for s in r.sources if s.quote and len(s.quote) > 200] == []


def test_every_rule_has_its_sources_own_words(records: tuple[Record, ...]) -> None:
    rules = [(record.id, rule) for record in records for rule in getattr(record, "rules", ())]
    assert len(rules) > 100
    assert [f"{record_id} {rule.id}" for record_id, rule in rules if not rule.cite.quote] == []


def test_every_mention_of_an_archived_document_names_its_text(records: tuple[Record, ...]) -> None:
    archives: dict[str, set[str | None]] = defaultdict(set)
    for source in (source for record in records for source in record.sources):
        archives[source.title.zh.partition("（")[0]].add(source.archive)
    archived = [names for names in archives.values() if names != {None}]
    assert [len(names) for names in archived] == [1, 1, 1]


def test_lists_hold_no_more_than_they_declare(checked: Checked) -> None:
    for listing in checked.catalog.of(ListRecord).values():
        held = Counter(
            r.record.kind for r in checked.catalog.referrers.get(("list", listing.id), ()) if r.role == "list"
        )
        if listing.declared_total is not None and held:
            assert max(held.values()) <= listing.declared_total, listing.id


def test_every_file_is_a_record_that_was_read(checked: Checked) -> None:
    files = {
        path.relative_to(REPOSITORY).as_posix()
        for folder in FOLDERS
        for path in (REPOSITORY / "content" / folder).rglob("*.yml")
    }
    assert set(checked.catalog.files.values()) == files
    assert Path(REPOSITORY / "content").is_dir()
