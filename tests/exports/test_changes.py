"""What happened is told from the records' own dates and notices, each once, and nothing that they do not say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from feeds.made import HOSTILE, fixture_site, invented_site, real_site
from pages import pages_of
from small import document

from exports.sites import BASE, site_with
from generator.exports.changes import PATH, WHATS, compile_changes, happenings_of, official_date, revised_on
from generator.exports.values import exported, tombstones
from generator.model.records import Notice
from generator.render import changes
from generator.render.view import Site

GONE = {"on": "2025-06-01", "reason": {"zh": "重复", "en": "Twice"}}


def data_of(site: Site) -> dict[str, Any]:
    (artifact,) = compile_changes(site)
    assert artifact.path == PATH
    found: dict[str, Any] = json.loads(artifact.data)
    return found


def told(site: Site) -> list[tuple[str, str, str]]:
    return [(h.day, h.what, f"{h.record.kind}/{h.record.id}") for h in happenings_of(site)]


@pytest.mark.parametrize("make", [fixture_site, invented_site, real_site])
def test_nothing_is_lost_and_nothing_is_told_twice(make: Any) -> None:
    site = make()
    records, gone = list(exported(site)), list(tombstones(site))
    notices = [record for record in records if isinstance(record, Notice)]
    dated = [r for r in records if official_date(r) is not None and not isinstance(r, Notice)]
    data = data_of(site)
    assert data["counts"] == {
        "withdrawn": len(gone), "amended": len(notices), "published": len(dated), "recorded": len(records)
    }  # fmt: skip
    assert sum(data["counts"].values()) == len(data["changes"]) == len(happenings_of(site))
    named = [(c["what"], c["kind"], c["id"]) for c in data["changes"]]
    assert len(named) == len(set(named))


def test_the_newest_day_comes_first_and_what_has_none_last() -> None:
    vague = {"text": {"zh": "近日"}}
    site = site_with(*BASE, document("challenge", published_on="2025-03-04"), document("guide", published_on=vague))
    found = told(site)
    assert found[0] == ("2025-03-04", "published", "challenge/a-challenge")
    assert found[-1] == ("", "published", "guide/a-guide")
    assert [day for day, _, _ in found] == sorted((day for day, _, _ in found), reverse=True)
    assert data_of(site)["undated"] == 1


def test_a_vague_date_stands_at_the_last_day_that_it_may_mean() -> None:
    month = {"text": {"zh": "六月上旬"}, "from": "2025-06-01", "to": "2025-06-10"}
    site = site_with(*BASE, document("challenge", published_on=month))
    assert ("2025-06-10", "published", "challenge/a-challenge") in told(site)
    (change,) = (c for c in data_of(site)["changes"] if c["what"] == "published")
    assert change["on"] == {"from": "2025-06-01", "to": "2025-06-10", "text": {"zh": "六月上旬"}}


def test_a_notice_is_an_amendment_of_its_target_and_a_tombstone_a_withdrawal() -> None:
    site = site_with(*BASE, document("guide"), document("notice"), document("challenge", withdrawn=GONE))
    changes = {c["what"]: c for c in data_of(site)["changes"] if c["what"] in ("amended", "withdrawn")}
    assert changes["amended"]["target"]["id"] == "a-guide" and changes["amended"]["type"] == "correction"
    assert changes["withdrawn"]["reason"] == {"zh": "重复", "en": "Twice"}
    assert changes["withdrawn"]["on"]["to"] == "2025-06-01"
    assert "title" not in changes["withdrawn"]
    assert not [c for c in data_of(site)["changes"] if c["id"] == "a-challenge" and c["what"] != "withdrawn"]


def test_a_record_is_as_new_as_its_newest_notice() -> None:
    site = site_with(*BASE, document("guide"), document("notice", updated_on="2025-06-03"))
    guide, programme = site.catalog.records["guide"]["a-guide"], site.catalog.records["programme"]["a-programme"]
    assert revised_on(site.catalog, guide) == "2025-06-03"
    assert revised_on(site.catalog, programme) == "2025-01-02"


def test_a_challenge_is_as_new_as_a_notice_on_the_list_that_it_goes_by() -> None:
    windows = [{"audience": "solver", "action": "claim", "closes": "2025-07-01"}]
    notice = document("notice", target={"kind": "list", "id": "a-list"}, published_on="2025-06-09")
    site = site_with(document("programme"), document("list", windows=windows), document("challenge"), notice)
    assert revised_on(site.catalog, site.catalog.records["challenge"]["a-challenge"]) == "2025-06-09"


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_breaks_the_data(words: str) -> None:
    text = {"zh": words}
    gone = document("challenge", withdrawn={"on": "2025-06-01", "reason": text})
    data = data_of(site_with(document("programme", title=text), document("list"), gone))
    assert len(data["changes"]) == 3


# -- the page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_every_change_by_day(lang: str, published_site: Path) -> None:
    page = pages_of(published_site)[f"{lang}/changes.html"]
    days = [str(a["data-zb-day"]) for a in page.every("section") if "data-zb-day" in a]
    found = happenings_of(fixture_site())
    assert sorted(set(days), reverse=True) == sorted({h.day for h in found}, reverse=True)
    assert days == sorted(days, reverse=True)
    items = page.html.partition("data-zb-changes")[2].partition('id="known"')[0].count("<li><a ")
    assert items == len(found)


@pytest.mark.parametrize(("each", "everything"), [(2, 1000), (1000, 5)])
def test_a_long_page_says_how_much_it_leaves_out(each: int, everything: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "EACH", each)
    monkeypatch.setattr(changes, "ALL", everything)
    site = site_with(*(document("organisation", id=f"o-{n}") for n in range(9)))
    content = changes.changes_page(site, "en").content
    assert content.partition('id="subscribe"')[0].count("<li><a ") == min(each, everything)
    assert ("7 more of this day" in content) == (each == 2)
    assert ("4 older ones" in content) == (everything == 5)


def test_what_can_happen_has_words_in_both_languages() -> None:
    labels = fixture_site().settings.labels
    for what in WHATS:
        assert labels[f"change_{what}"].en and labels[f"change_about_{what}"].en


def test_a_notice_that_was_undone_is_a_change_of_its_record() -> None:
    undone = document("notice", withdrawn={"on": "2025-06-20", "reason": {"zh": "误发"}})
    site = site_with(*BASE, document("guide"), undone)
    assert revised_on(site.catalog, site.catalog.records["guide"]["a-guide"]) == "2025-06-20"
