"""Benefit: an advantage that is offered; there is nothing to meet or to break."""

from __future__ import annotations

import pytest

from policy.written import asked


@pytest.mark.parametrize("strength", ["hard", "soft", "inferred", "encouraged"])
def test_it_asks_nothing_whatever_figures_it_names(strength: str) -> None:
    assert asked("benefit", strength=strength) == ()
    assert asked("benefit", strength=strength, rate_max=25, quantity="rd_input", cap={"wan": 50}, months_max=3) == ()
