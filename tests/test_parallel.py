"""Shared work gives the same results in the same order, however many processes there are."""

from __future__ import annotations

import os

import pytest

from generator.parallel import in_shares, in_turns


@pytest.mark.parametrize("jobs", [1, 2, 3, 20])
def test_turns_keep_their_order(jobs: int) -> None:
    assert in_turns(lambda number: number * number, range(10), jobs) == [n * n for n in range(10)]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_shares_join_to_the_whole(jobs: int) -> None:
    shares = in_shares(list, range(10), jobs, worth=1)
    assert [number for share in shares for number in share] == list(range(10))


@pytest.mark.parametrize("items", [(), ("one",)])
def test_little_work_stays_in_this_process(items: tuple[str, ...]) -> None:
    assert in_turns(lambda _: os.getpid(), items, 4) == [os.getpid()] * len(items)


def test_several_items_go_to_other_processes() -> None:
    assert os.getpid() not in in_turns(lambda _: os.getpid(), range(4), 2)
