"""The chain in figures says what records say: no challenge counts twice, and no step that no source states counts."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, build
from hypothesis import given
from hypothesis import strategies as st
from pages import Page, pages_of
from small import catalog, document, put

from generator.catalog import Catalog
from generator.documents import Document
from generator.exports.funnel import NOTES, PATH, funnel_export, plain
from generator.funnel import (
    AWARD_MARKS,
    EVENT_MARKS,
    RESULT_MARKS,
    Declared,
    Funnel,
    Funnels,
    Step,
    Sum,
    funnels_of,
    province_of,
    threads_of,
)
from generator.model.records import Challenge, Success, Winner
from generator.schemas import read_schemas
from generator.settings import Settings, read_settings

GOLDEN = Path(__file__).parent / "cases" / "funnel.json"
CITE = {"source": "notice"}
BASE = (
    document("programme", mechanism="open_challenge"),
    document("list", year=2025, declared_total=10),
)


@pytest.fixture(scope="module")
def settings() -> Settings:
    found, problems = read_settings(REPOSITORY / "site_config")
    assert found is not None, problems
    return found


def figures(*documents: Document) -> Funnels:
    """The figures of these records."""
    return of(catalog(*documents))


def of(found: Catalog) -> Funnels:
    return funnels_of(found, {})


def whole(*documents: Document) -> Funnel:
    """The figures of an open challenge with one list of ten, and these records."""
    return figures(*BASE, *documents).whole


def challenge(key: str = "a-challenge", **keys: Any) -> Document:
    return document("challenge", id=key, **keys)


def winner(key: str = "a-winner", **keys: Any) -> Document:
    return document("winner", id=key, **keys)


# -- steps ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "path"),
    [
        (AWARD_MARKS, ("winner", "properties", "state")),
        (RESULT_MARKS, ("success", "properties", "basis")),
        (EVENT_MARKS, ("challenge", "properties", "events", "items", "properties", "state")),
    ],
)
def test_every_state_that_a_record_may_have_is_placed(marks: dict[str, Any], path: tuple[str, ...]) -> None:
    node: Any = read_schemas()
    for step in path:
        node = node[step]
    assert set(marks) == set(node["enum"])


def test_parallel_winners_of_one_challenge_are_one_claimed_and_funded_challenge() -> None:
    found = whole(challenge(), winner("one", state="parallel"), winner("two", state="parallel"))
    assert (found.challenges, found.claimed, found.funded) == (1, Step(1, 0), Step(1, 0))


@pytest.mark.parametrize("state", ["selected", "signed", "prize", "concluded", "deferred", "exempt"])
def test_only_a_source_that_says_so_makes_a_challenge_funded(state: str) -> None:
    found = whole(challenge(), winner(state=state))
    assert (found.claimed, found.funded, found.silent) == (Step(1), Step(), 0)


@pytest.mark.parametrize("state", ["proposed", "shortlisted", "potential"])
def test_who_is_only_proposed_or_shortlisted_has_not_claimed(state: str) -> None:
    found = whole(challenge(), winner(state=state))
    assert (found.claimed, found.pending, found.silent) == (Step(), Step(1), 0)


def test_who_was_shortlisted_and_selected_later_is_no_longer_pending() -> None:
    found = whole(challenge(), winner("one", state="shortlisted"), winner("two", state="selected"))
    assert (found.claimed, found.pending) == (Step(1), Step())


def test_a_cancelled_award_is_neither_claimed_nor_silent() -> None:
    found = whole(challenge(), winner(state="cancelled"))
    assert (found.claimed, found.cancelled, found.silent) == (Step(), Step(1), 0)


def test_acceptance_and_conclusion_complete_a_task() -> None:
    assert whole(challenge(), document("success")).completed == Step(1)
    assert whole(challenge(), winner(state="concluded")).completed == Step(1)
    assert whole(challenge(), winner(state="concluded"), document("success")).completed == Step(1)


@pytest.mark.parametrize(("basis", "prize", "reported"), [("prize", 1, 0), ("reported", 0, 1), ("progress", 0, 1)])
def test_a_prize_and_a_report_stand_beside_what_was_completed(basis: str, prize: int, reported: int) -> None:
    found = whole(challenge(), document("success", basis=basis))
    assert (found.claimed, found.completed) == (Step(1), Step())
    assert (found.prize, found.reported) == (Step(prize), Step(reported))


def test_a_result_of_an_award_belongs_to_the_awards_challenge() -> None:
    found = whole(challenge(), winner(), document("success", challenge=None, winner="a-winner"))
    assert (found.claimed, found.completed) == (Step(1, 0), Step(1, 0))


def test_no_award_is_only_what_an_event_says() -> None:
    untold = whole(challenge())
    assert (untold.unclaimed, untold.silent) == (0, 1)
    told = whole(challenge(events=[{"state": "unclaimed", "cite": CITE}]))
    assert (told.unclaimed, told.silent, told.claimed) == (1, 0, Step())


def test_a_challenge_that_was_posted_again_may_be_both() -> None:
    found = whole(challenge(events=[{"state": "unclaimed", "cite": CITE}]), winner())
    assert (found.unclaimed, found.claimed, found.silent) == (1, Step(1), 0)


@pytest.mark.parametrize(
    ("state", "claimed", "funded", "completed"),
    [("claimed", 1, 0, 0), ("under_way", 1, 0, 0), ("completed", 1, 0, 1), ("failed", 1, 0, 0), ("suspended", 0, 0, 0)],
)
def test_an_event_counts_as_its_source_puts_it(state: str, claimed: int, funded: int, completed: int) -> None:
    found = whole(challenge(events=[{"state": state, "cite": CITE}]))
    assert (found.claimed, found.funded, found.completed) == (Step(claimed), Step(funded), Step(completed))
    assert found.silent == 0


# -- without a challenge --------------------------------------------------------------------------------------


def test_an_award_without_its_challenge_stands_apart() -> None:
    found = whole(challenge(), winner(challenge=None, list="a-list", state="funded"))
    assert (found.challenges, found.claimed, found.funded, found.silent) == (1, Step(0, 1), Step(0, 1), 1)


def test_an_award_and_its_result_without_a_challenge_are_one_project() -> None:
    found = whole(
        winner(challenge=None, list="a-list", state="concluded"),
        document("success", challenge=None, winner="a-winner"),
    )
    assert (found.claimed, found.completed) == (Step(0, 1), Step(0, 1))


def test_a_result_without_challenge_and_award_stands_apart() -> None:
    found = whole(document("success", challenge=None, list="a-list", basis="prize"))
    assert (found.claimed, found.prize, found.completed) == (Step(0, 1), Step(0, 1), Step())


@pytest.mark.parametrize("gone", [{"sample": True}, {"withdrawn": {"on": "2025-01-01", "reason": {"zh": "撤回"}}}])
def test_invented_and_withdrawn_records_count_nowhere(gone: dict[str, Any]) -> None:
    assert figures(
        document("programme", mechanism="open_challenge", **gone),
        document("list", declared_total=3, **gone),
        challenge(**gone),
        winner(**gone),
        document("success", **gone),
    ) == Funnels(Funnel(), {}, {}, {}, {}, {})
    assert whole(challenge(**gone), winner()).claimed == Step(0, 1)


# -- what a challenge is --------------------------------------------------------------------------------------


def directed(mechanism: str, call: str = "application", **keys: Any) -> Funnel:
    """The figures of one direction of a call in a programme of that mechanism."""
    return figures(
        document("programme", mechanism=mechanism),
        document("guide", call=call),
        challenge(list=None, guide="a-guide", **keys),
        winner(state="funded"),
    ).whole


@pytest.mark.parametrize("mechanism", ["key_rd", "project_call"])
def test_a_direction_of_a_plain_call_is_no_challenge_and_its_award_stands_apart(mechanism: str) -> None:
    found = directed(mechanism)
    assert (found.challenges, found.directions, found.funded) == (0, 1, Step(0, 1))


@pytest.mark.parametrize("mechanism", ["open_challenge", "competition"])
def test_what_an_open_challenge_offers_in_its_call_is_one(mechanism: str) -> None:
    found = directed(mechanism)
    assert (found.challenges, found.directions, found.funded) == (1, 0, Step(1, 0))


def test_a_need_that_was_only_collected_is_no_challenge() -> None:
    assert directed("open_challenge", call="demand").challenges == 0
    found = figures(BASE[0], document("list", publishes="needs", declared_total=4), challenge()).whole
    assert (found.challenges, found.directions, found.declared) == (0, 1, Declared())


def test_a_track_that_needs_no_challenge_has_none() -> None:
    track = {"id": "recognition", "title": {"zh": "认定"}, "summary": {"zh": "认定"}, "needs_challenge": False}
    programme = document("programme", mechanism="open_challenge", tracks=[track])
    assert figures(programme, BASE[1], challenge(track="recognition")).whole.challenges == 0
    assert figures(programme, BASE[1], challenge()).whole.challenges == 1


def test_a_challenge_list_of_a_key_programme_publishes_challenges() -> None:
    assert figures(document("programme", mechanism="key_rd"), BASE[1], challenge()).whole.challenges == 1


# -- declared -------------------------------------------------------------------------------------------------


def test_declared_totals_are_those_of_challenge_lists_that_state_one() -> None:
    found = whole(
        document("list", id="silent-list"),
        document("list", id="won", publishes="winners", declared_total=100),
        challenge("one"),
        challenge("two", list="silent-list"),
        challenge("three", list="won"),
    )
    assert found.challenges == 3
    assert found.declared == Declared(total=10, recorded=1, stating=1, publications=2)


def test_no_list_that_states_a_total_makes_no_total() -> None:
    found = figures(BASE[0], document("list"), challenge()).whole
    assert found.declared == Declared(total=None, recorded=0, stating=0, publications=1)


def test_a_call_states_the_total_only_where_no_challenge_list_does() -> None:
    guide = document("guide", declared_total=8)
    alone = figures(BASE[0], guide, challenge(list=None, guide="a-guide")).whole
    assert alone.declared == Declared(total=8, recorded=1, stating=1, publications=1)
    listed = document("list", guide="a-guide", declared_total=10)
    assert figures(BASE[0], guide, listed, challenge(guide="a-guide")).whole.declared == Declared(10, 1, 1, 1)


@pytest.mark.parametrize("keys", [{"call": "demand"}, {"call": "forwarding"}])
def test_a_call_for_needs_and_a_forwarded_one_declare_no_challenges(keys: dict[str, Any]) -> None:
    assert figures(BASE[0], document("guide", declared_total=28, **keys)).whole.declared == Declared()


# -- groups ---------------------------------------------------------------------------------------------------


def test_two_lists_of_one_programme_are_added_and_told_apart() -> None:
    found = figures(
        *BASE,
        document("list", id="b-list", year=2026, declared_total=5),
        challenge("one"),
        challenge("two", list="b-list"),
        winner(challenge="two", decided_on="2027-01-01"),
    )
    assert found.programmes["a-programme"].declared == Declared(15, 2, 2, 2)
    assert (found.lists["a-list"].claimed, found.lists["b-list"].claimed) == (Step(), Step(1))
    assert list(found.years) == [2025, 2026], "an award belongs to the year of its challenge"
    assert found.years[2026].declared == Declared(5, 1, 1, 1)


def test_an_invented_list_has_no_figures_of_its_own() -> None:
    found = figures(BASE[0], document("list", sample=True, declared_total=3), challenge())
    assert (found.lists, found.whole.challenges, found.whole.declared) == ({}, 1, Declared())


def test_a_programme_of_which_nothing_is_recorded_has_empty_figures() -> None:
    found = figures(BASE[0]).programmes["a-programme"]
    assert found == Funnel()
    assert found.is_empty
    assert Funnel(directions=3).is_empty
    assert not whole(challenge()).is_empty


def test_a_challenge_of_two_domains_counts_in_both() -> None:
    found = figures(*BASE, challenge(domains=["motors", "materials"]), winner())
    assert {key: funnel.claimed for key, funnel in found.domains.items()} == {"motors": Step(1), "materials": Step(1)}
    assert found.whole.claimed == Step(1)


def test_a_city_lies_in_its_province_and_the_country_in_itself(settings: Settings) -> None:
    assert [province_of(settings.regions, r) for r in ("xiangtan", "hunan", "cn", "nowhere")] == [
        "hunan",
        "hunan",
        "cn",
        "nowhere",
    ]


# -- amounts --------------------------------------------------------------------------------------------------


def test_owners_payment_and_government_support_are_never_one_sum() -> None:
    found = whole(
        challenge(owner_payment={"wan": 50}, support={"amount": {"yuan": 7}}),
        winner(owner_payment={"wan": 40}, support={"amount": {"wan": 10}, "mode": "fixed"}),
    )
    assert (found.offered.owner_payment, found.offered.government_support) == (
        Sum(Decimal(500_000), 1, 0),
        Sum(Decimal(7), 1, 0),
    )
    assert (found.awarded.owner_payment, found.awarded.government_support) == (
        Sum(Decimal(400_000), 1, 0),
        Sum(Decimal(100_000), 1, 0),
    )


@pytest.mark.parametrize(
    "money",
    [
        {"wan": {"min": 1, "max": 2}},
        {"wan": {"min": 1}},
        {"wan": 5, "qualifier": "about"},
        {"text": {"zh": "面议"}},
    ],
)
def test_a_range_an_about_and_a_wording_are_not_added(money: dict[str, Any]) -> None:
    found = whole(challenge("one", owner_payment={"wan": 1.5}), challenge("two", owner_payment=money))
    assert found.offered.owner_payment == Sum(Decimal(15_000), 1, 1)


@pytest.mark.parametrize(
    ("support", "expected"),
    [
        ({"amount": {"wan": 5}, "mode": "capped"}, Sum(otherwise=1)),
        ({"amount": {"wan": 5}, "mode": "unstated"}, Sum(otherwise=1)),
        ({"options": [{"wan": 5}, {"wan": 10}]}, Sum(otherwise=1)),
        ({"paid": "upfront"}, Sum()),
    ],
)
def test_a_cap_and_a_choice_are_not_added_and_no_amount_is_none(support: dict[str, Any], expected: Sum) -> None:
    assert whole(challenge(support=support)).offered.government_support == expected


def test_a_proposed_award_gives_nothing_yet() -> None:
    assert whole(challenge(), winner(state="proposed", owner_payment={"wan": 5})).awarded.owner_payment == Sum()


# -- what always holds ----------------------------------------------------------------------------------------


@st.composite
def chains(draw: st.DrawFn) -> tuple[Document, ...]:
    """Challenges, awards and results linked in any way, some invented."""
    number = count()
    pick = st.sampled_from
    keys = [f"c{i}" for i in range(draw(st.integers(0, 4)))]
    events = st.lists(pick([{"state": state, "cite": CITE} for state in EVENT_MARKS]), min_size=1, max_size=2)
    sample = st.booleans()
    lists = [document("list", id=f"l{i}", publishes=p) for i, p in enumerate(("challenges", "needs", "winners"))]
    home = pick([{"list": "l0"}, {"list": "l1"}, {"list": "l2"}, {"list": None, "guide": "a-guide"}])
    found = [document("challenge", id=key, sample=draw(sample), **draw(home)) for key in keys]
    found += [document("challenge", id=f"e{next(number)}", list="l0", events=draw(events)) for _ in keys[:2]]
    awards = [f"w{i}" for i in range(draw(st.integers(0, 4)))]
    for key in awards:
        state, of_challenge = draw(pick(sorted(AWARD_MARKS))), draw(pick([None, *keys]))
        found.append(winner(key, list="l2", challenge=of_challenge, state=state, sample=draw(sample)))
    for _ in range(draw(st.integers(0, 4))):
        basis, of_challenge, of_award = (
            draw(pick(sorted(RESULT_MARKS))),
            draw(pick([None, *keys])),
            draw(pick([None, *awards])),
        )
        one = {"list": "l2", "challenge": of_challenge, "winner": of_award, "basis": basis}
        found.append(document("success", id=f"s{next(number)}", **one))
    mechanism = draw(pick(["open_challenge", "key_rd", "project_call", "competition"]))
    return (document("programme", mechanism=mechanism), document("guide"), *lists, *found)


@given(chains())
def test_every_award_and_result_is_in_one_thread_and_no_step_exceeds_what_it_is_part_of(
    documents: tuple[Document, ...],
) -> None:
    found = catalog(*documents)
    funnel = of(found).whole
    real = [r for r in found.every() if isinstance(r, (Challenge, Winner, Success)) and not r.sample]
    assert funnel.challenges + funnel.directions == sum(isinstance(r, Challenge) for r in real)
    threads = tuple(threads_of(found))
    assert len({thread.head for thread in threads}) == len(threads)
    assert sum(len(thread.awards) for thread in threads) == sum(isinstance(r, Winner) for r in real)
    for step in (funnel.funded, funnel.completed, funnel.prize, funnel.reported):
        assert step.challenges <= funnel.claimed.challenges <= funnel.challenges
        assert step.apart <= funnel.claimed.apart
    for step in (funnel.pending, funnel.cancelled):
        assert step.challenges + funnel.claimed.challenges <= funnel.challenges
    assert funnel.unclaimed <= funnel.challenges
    assert funnel.silent + funnel.claimed.challenges <= funnel.challenges


@given(chains())
def test_a_programmes_lists_add_up_to_no_more_than_the_programme(documents: tuple[Document, ...]) -> None:
    found = figures(*documents)
    assert found.programmes["a-programme"] == found.whole
    assert sum(funnel.challenges for funnel in found.lists.values()) <= found.whole.challenges
    assert sum(funnel.claimed.apart for funnel in found.lists.values()) <= found.whole.claimed.apart


@given(chains(), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(documents: tuple[Document, ...], chance: Any) -> None:
    shuffled = list(documents)
    chance.shuffle(shuffled)
    assert figures(*shuffled) == figures(*documents)


# -- as data --------------------------------------------------------------------------------------------------


def test_the_file_says_what_the_golden_one_says(settings: Settings, request: pytest.FixtureRequest) -> None:
    found = catalog(
        *BASE,
        document("list", id="b-list", year=2026),
        challenge("one", owner_payment={"wan": 1.5}),
        challenge("two", list="b-list", events=[{"state": "unclaimed", "cite": CITE}]),
        winner("first", challenge="one", state="parallel"),
        winner("second", challenge="one", state="parallel"),
        document("success", challenge=None, list="a-list"),
    )
    made = funnel_export(found, settings, funnels_of(found, settings.regions), "2025-06-15")
    told = json.loads(made.data)
    assert made.data == f"{json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()
    assert [[group["id"] for group in told[name]] for name in ("programmes", "lists", "domains", "provinces")] == [
        ["a-programme"],
        ["a-list", "b-list"],
        ["motors"],
        ["hunan"],
    ]
    shown = {key: told[key] for key in ("as_of", "licence", "site", "years")}
    text = f"{json.dumps(shown, ensure_ascii=False, indent=1)}\n"
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


def test_a_sum_of_nothing_is_no_zero() -> None:
    assert plain(Funnel())["offered"]["owner_payment"] == {"yuan": None, "records": 0, "otherwise": 0}


def test_the_file_says_in_both_languages_how_it_counts(built_site: Path) -> None:
    data = json.loads((built_site / PATH).read_text("utf-8"))
    assert data["as_of"] == "2025-06-15"
    assert [len(data["note"][lang]) for lang in ("zh", "en")] == [len(NOTES)] * 2
    assert data["licence"]["url"].startswith("https://")


# -- on pages -------------------------------------------------------------------------------------------------


def section(page: Page, anchor: str) -> str:
    """The words of a page from one heading of the second rank to the next."""
    html = re.split(rf'<h2 id="{anchor}">', page.html)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<h2")[0]).split())


def test_invented_records_are_in_no_figure(built_site: Path) -> None:
    data = json.loads((built_site / PATH).read_text("utf-8"))
    assert (data["site"], data["programmes"]) == (plain(Funnel()), [])
    page = pages_of(built_site)["zh/programmes/sample-2025-open-challenge.html"]
    assert "funnel" not in page.ids


def test_the_page_shows_the_figures_of_the_file(published_site: Path) -> None:
    data = json.loads((published_site / PATH).read_text("utf-8"))["site"]
    words = section(pages_of(published_site)["en/stats.html"], "funnel")
    assert data["challenges"] > 0
    assert f"Challenges recorded {data['challenges']} " in words
    assert f"{data['declared']['recorded']} of {data['declared']['total']} recorded" in words
    assert "no conversion rates" in words
    assert "%" not in words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_by_programme_year_domain_and_province_leads_to_its_page(published_site: Path, lang: str) -> None:
    page = pages_of(published_site)[f"{lang}/stats.html"]
    for row in re.findall(r"(?s)<tr>(?=<th scope=\"row\"><a).*?</tr>", page.html):
        targets = re.findall(r'href="([^"]+)"', row)
        assert len(set(targets)) == 1, row
    for folder in ("programmes", "years", "domains", "regions"):
        assert any(f"/{folder}/" in address for address in page.links), folder
    assert any(address.endswith(PATH) for address in page.links)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_statistics_are_linked_from_every_footer(published_site: Path, lang: str) -> None:
    for name in (f"{lang}/index.html", f"{lang}/programmes/sample-2025-open-challenge.html"):
        assert any(address.endswith(f"{lang}/stats.html") for address in pages_of(published_site)[name].links)


def test_a_programme_shows_its_own_figures_and_how_they_are_counted(published_site: Path) -> None:
    page = pages_of(published_site)["en/programmes/sample-2025-open-challenge.html"]
    data = json.loads((published_site / PATH).read_text("utf-8"))["programmes"]
    own = next(found for found in data if found["id"] == "sample-2025-open-challenge")
    assert f"Challenges recorded {own['challenges']} " in section(page, "funnel")
    assert any(address.endswith("stats.html#counting") for address in page.links)


def test_a_call_with_directions_only_is_told_as_such(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "programme", id="plain", mechanism="project_call")
    put(small_project, "guide", id="plain-call", programme="plain", call="application")
    direction = put(small_project, "challenge", id="direction", list=None, guide="plain-call")
    direction.write_text(direction.read_text("utf-8").replace('"list": null, ', ""), "utf-8")
    page = pages_of(build(small_project, tmp_path / "site"))["en/programmes/plain.html"]
    assert "Directions or collected needs recorded: 1. No challenge" in section(page, "funnel")


def test_a_programme_without_challenges_says_so(small_project: Path, tmp_path: Path) -> None:
    (small_project / "content/lists/a-list.yml").unlink()
    page = pages_of(build(small_project, tmp_path / "site"))["zh/programmes/a-programme.html"]
    assert "本站还没有这个计划的榜题、揭榜或成果记录" in section(page, "funnel")


def test_no_award_and_amounts_are_shown_only_where_they_are_stated(small_project: Path, tmp_path: Path) -> None:
    put(small_project, "challenge", id="quiet")
    silent = section(pages_of(build(small_project, tmp_path / "one"))["en/programmes/a-programme.html"], "funnel")
    assert "No result recorded here 1" in silent
    assert "No award" not in silent
    assert "Government support" not in silent
    told = {"events": [{"state": "unclaimed", "cite": CITE}], "support": {"amount": {"wan": 1.5}, "mode": "fixed"}}
    put(small_project, "challenge", id="told", **told)
    page = pages_of(build(small_project, tmp_path / "two"))["en/programmes/a-programme.html"]
    assert "No award (stated) 1" in section(page, "funnel")
    assert "Government support as challenges state it CNY 15,000 1" in section(page, "funnel")
