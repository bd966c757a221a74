"""The reference site's own records: many, whole, and each with its source.

Only this file, those in policy/, which hold the official documents' rules, and those in finder/, which ask real
questions, read content/.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.content import SourcePath, find_sources
from generator.dates import interval
from generator.due import board_of
from generator.formatting import formatted
from generator.funnel import Declared, Funnels, Step, funnels_of
from generator.lifecycle import standing_windows, stated_closes, timeline_of
from generator.model.parts import Lang
from generator.model.records import FOLDERS, KINDS, Challenge, Form, Guide, ListRecord, Programme, Record
from generator.pipeline import Checked, check
from generator.render.pages import record_page, site_of
from generator.workdays import day_of


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


def test_xiangtans_owners_file_by_the_earlier_of_two_dates(checked: Checked) -> None:
    guide = checked.catalog.of(Guide)["xiangtan-2024-needs"]
    owners = next(b for b in standing_windows(checked.catalog, guide) if b.window.audience == "owner")
    assert [stated.closes for stated in stated_closes(owners.window)] == ["2024-09-16", "2024-09-14"]
    assert owners.deadline is not None
    assert (owners.deadline.written, owners.deadline.reason) == ("2024-09-14", "earliest")
    assert owners.deadline.stated.inclusive == "unstated"
    assert owners.window.advice is not None
    assert checked.settings is not None
    days = [day_of(checked.settings.holidays, date(2024, 9, n)) for n in (16, 14)]
    assert [(day.kind, day.holiday and day.holiday.zh) for day in days] == [("holiday", "中秋节"), ("make_up", None)]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh",
            ["2024年9月16日 星期一·中秋节假期", "2024年9月14日 星期六·调休上班日", "有效截止：2024年9月14日",
             "两处写法中较早的一个", "当日是否计入未注明", "并在9月13日或之前报送"],
        ),
        (
            "en",
            ["16 September 2024 Monday, in the Mid-Autumn Festival holiday",
             "14 September 2024 Saturday, a make-up working day", "Effective deadline: 14 September 2024",
             "the earlier of the two stated", "whether that day counts is not stated", "file by the 13th"],
        ),
    ],
)  # fmt: skip
def test_xiangtans_page_says_what_binds_and_why(checked: Checked, lang: Lang, said: list[str]) -> None:
    assert checked.settings is not None
    site = site_of(checked.catalog, checked.settings, "2026-11-21T00:00", "https://example.org/", "")
    guide = checked.catalog.of(Guide)["xiangtan-2024-needs"]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", record_page(site, lang, guide).content))
    assert [words for words in said if words not in text] == []


def test_gansus_yearly_report_is_on_the_board_until_its_programme_expires(checked: Checked) -> None:
    assert checked.settings is not None
    calendar = checked.settings.holidays
    timelines = {(r.kind, r.id): timeline_of(checked.catalog, r, 14, calendar) for r in checked.catalog.every()}

    def reports(moment: str) -> list[tuple[str, object]]:
        board = board_of(checked.catalog, timelines, calendar, moment)
        return [(e.record.id, e.written) for e in board.duties if e.record.id == "gansu-2025-industry-challenge"]

    assert reports("2026-11-21T00:00") == [("gansu-2025-industry-challenge", "2026-12-10")]
    assert reports("2026-12-11T00:00") == [("gansu-2025-industry-challenge", "2027-12-10")]
    assert reports("2027-12-11T00:00") == []


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
        held = Counter(r.record.kind for r in checked.catalog.referrers_of(listing) if r.role == "list")
        if listing.declared_total is not None and held:
            assert max(held.values()) <= listing.declared_total, listing.id


def test_lists_that_hold_a_part_say_so_in_both_languages(checked: Checked) -> None:
    partial = [listing for listing in checked.catalog.of(ListRecord).values() if listing.partial]
    assert len(partial) >= 13
    assert [listing.id for listing in partial if listing.partial and not listing.partial.en] == []


def test_no_link_is_missing_without_a_reason(checked: Checked) -> None:
    assert [found.file for found in checked.problems if found.code == "link-missing"] == []


def test_every_file_is_a_record_that_was_read(checked: Checked) -> None:
    files = {
        path.relative_to(REPOSITORY).as_posix()
        for folder in FOLDERS
        for path in (REPOSITORY / "content" / folder).rglob("*.yml")
    }
    assert set(checked.catalog.files.values()) == files
    assert Path(REPOSITORY / "content").is_dir()


def test_every_record_is_in_the_one_order_and_style() -> None:
    """`zhangbang fmt` puts them so."""
    sources = [source for source in find_sources(REPOSITORY) if isinstance(source, SourcePath)]
    texts = [(source, (REPOSITORY / source.file).read_bytes().decode("utf-8")) for source in sources]
    assert [one.file for one, text in texts if formatted(one.kind, text, one.file) != text] == []


# -- from challenge to result ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def figures(checked: Checked) -> Funnels:
    assert checked.settings is not None
    return funnels_of(checked.catalog, checked.settings.regions)


def test_inner_mongolias_four_parallel_winners_are_two_funded_challenges(figures: Funnels) -> None:
    found = figures.lists["inner-mongolia-2022-seed-winners"]
    assert (found.challenges, found.claimed, found.funded) == (2, Step(2, 0), Step(2, 0))


def test_challenges_taken_from_a_winners_list_are_none_of_those_that_the_challenge_list_declares(
    figures: Funnels,
) -> None:
    found = figures.programmes["inner-mongolia-challenge"]
    assert found.challenges >= 2
    assert found.declared == Declared(total=15, recorded=0, stating=1, publications=1)


def test_three_of_anhuis_104_tasks_are_recorded(figures: Funnels) -> None:
    assert figures.lists["anhui-2020-manufacturing-tasks"].declared == Declared(104, 3, 1, 1)


def test_a_report_of_progress_is_no_completed_task(figures: Funnels) -> None:
    found = figures.programmes["heilongjiang-challenge"]
    assert (found.completed, found.reported, found.declared.total) == (Step(), Step(1), None)


def test_key_rd_and_plain_calls_have_directions_and_no_challenges(checked: Checked, figures: Funnels) -> None:
    plain = [p.id for p in checked.catalog.of(Programme).values() if p.mechanism in ("key_rd", "project_call")]
    assert sum(figures.programmes[key].directions for key in plain) > 50
    assert [key for key in plain if figures.programmes[key].challenges] == []


def test_no_award_is_counted_without_an_event(checked: Checked, figures: Funnels) -> None:
    stated = [c for c in checked.catalog.of(Challenge).values() if any(e.state == "unclaimed" for e in c.events)]
    assert figures.whole.unclaimed == len(stated)
