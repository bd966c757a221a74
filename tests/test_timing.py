"""Deadlines by month and times to acceptance are told only where the records tell them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small import catalog, document

from generator.timing import Deadlines, Spans, deadline_days, months_from, spans_of

BASE = (document("programme"), document("list", published_on="2024-01-31"), document("challenge"))


def deadlines(*closes: Any, **keys: Any) -> Deadlines:
    """Those of one call with these closing dates."""
    windows = [{"audience": "solver", "action": "claim", "closes": one} for one in closes]
    return deadline_days(catalog(document("programme"), document("guide", windows=windows, **keys)))


def spans(**keys: Any) -> Spans:
    """The times known of one challenge with this result."""
    return spans_of(catalog(*BASE, document("success", **keys)))


def test_a_deadline_lies_in_the_month_of_its_last_day() -> None:
    found = deadlines("2025-06-30", "2025-07-01T17:00", "2025-06")
    assert found.days == (date(2025, 6, 30), date(2025, 6, 30), date(2025, 7, 1))
    assert found.by_month() == {(2025, 6): 2, (2025, 7): 1}
    assert found.by_month(date(2025, 7, 1)) == {(2025, 7): 1}


def test_a_deadline_that_may_lie_in_two_months_lies_in_none() -> None:
    vague = {"text": {"zh": "六月底或七月初"}, "from": "2025-06-25", "to": "2025-07-05"}
    assert deadlines(vague, "2025") == Deadlines((), 2)


@pytest.mark.parametrize("gone", [{"sample": True}, {"withdrawn": {"on": "2025-01-01", "reason": {"zh": "撤回"}}}])
def test_invented_and_withdrawn_calls_have_no_deadlines(gone: dict[str, Any]) -> None:
    assert deadlines("2025-06-30", **gone) == Deadlines()


def test_a_challenge_that_takes_its_lists_window_adds_no_deadline() -> None:
    windows = [{"audience": "solver", "action": "claim", "closes": "2025-06-30"}]
    found = catalog(document("programme"), document("list", windows=windows), document("challenge"))
    assert len(deadline_days(found).days) == 1


def test_months_run_over_the_end_of_a_year_and_stop_before_the_first() -> None:
    assert months_from((2025, 11), 3) == ((2025, 11), (2025, 12), (2026, 1))
    assert months_from((2025, 2), -3) == ((2024, 11), (2024, 12), (2025, 1))


def test_a_time_is_told_in_days_between_the_lists_publication_and_acceptance() -> None:
    found = spans(accepted_on="2025-01-31")
    assert [(span.least, span.most, span.about.id) for span in found.known] == [(366, 366, "a-challenge")]
    assert found.accepted == 1


def test_a_vague_day_makes_a_span_of_days() -> None:
    (span,) = spans(accepted_on="2025").known
    assert (span.least, span.most) == (336, 700)


def test_a_result_of_an_award_is_its_challenges() -> None:
    found = spans_of(
        catalog(
            *BASE, document("winner"), document("success", challenge=None, winner="a-winner", accepted_on="2024-02-01")
        )
    )
    assert [span.least for span in found.known] == [1]


@pytest.mark.parametrize(
    ("keys", "accepted"),
    [
        ({"accepted_on": None}, 1),
        ({"challenge": None, "list": "a-list", "accepted_on": "2025-01-31"}, 1),
        ({"accepted_on": "2023-12-31"}, 1),
        ({"basis": "prize", "accepted_on": "2025-01-31"}, 0),
        ({"basis": "reported", "accepted_on": "2025-01-31"}, 0),
        ({"sample": True, "accepted_on": "2025-01-31"}, 0),
    ],
)
def test_no_time_is_told_where_a_date_or_the_acceptance_is_not(keys: dict[str, Any], accepted: int) -> None:
    assert spans(**keys) == Spans((), accepted)


def test_a_list_of_winners_does_not_say_when_a_challenge_was_published() -> None:
    winners = document("list", publishes="winners", published_on="2024-05-01")
    found = catalog(
        document("programme"), winners, document("challenge"), document("success", accepted_on="2025-01-01")
    )
    assert spans_of(found) == Spans((), 1)
