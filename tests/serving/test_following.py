"""What is shown follows the files by itself; what is wrong with them is told once, and what is mended shows again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from small import put

from generator.serving import following
from generator.serving.following import Follower
from generator.serving.project import CONTENT, SETTINGS, concerns
from generator.serving.watching import watched
from serving.shows import project_of, text

GUIDE = "zh/guides/a-guide.html"
PATIENCE = 20
"""Seconds after which something does not come any more."""


def until(is_so: Callable[[], object]) -> None:
    """Waits for something."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


@contextmanager
def followed(root: Path, watches: bool = True) -> Iterator[Follower]:
    """A project that is followed."""
    follower = Follower(project_of(root), "http://127.0.0.1:8000/zhangbang/")
    with watched(root, (CONTENT, SETTINGS) if watches else (), follower.tell if watches else lambda _: None):
        thread = Thread(target=follower.run)
        thread.start()
        try:
            yield follower
        finally:
            follower.stop()
            thread.join()


def says(follower: Follower, words: str, path: str = GUIDE) -> Callable[[], bool]:
    """Whether what is shown at a path says this."""
    return lambda: words in text(follower.live.shown, path)


def is_gone(follower: Follower, path: str = GUIDE) -> Callable[[], bool]:
    """Whether there is no page."""
    return lambda: follower.live.shown.at(path) is None


@pytest.mark.parametrize("watches", [True, False], ids=["told", "seen"])
def test_a_change_is_shown_whether_the_system_tells_of_it_or_not(small_project: Path, watches: bool) -> None:
    with followed(small_project, watches) as follower:
        mark = follower.live.shown.mark
        put(small_project, "guide", title={"zh": "改过的标题", "en": "Changed"})
        assert follower.live.another(mark, PATIENCE) != mark
        assert says(follower, "改过的标题")()


@pytest.mark.parametrize("fault", [{"call": "none"}, {"programme": "gone"}], ids=["by itself", "among all"])
def test_a_record_with_an_error_is_left_out_and_the_terminal_says_why(
    small_project: Path, fault: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="zhangbang.serve"), followed(small_project) as follower:
        put(small_project, "guide", **fault)
        until(is_gone(follower))
        until(lambda: "content/guides/a-guide.yml:1:" in caplog.text and "1 个错误" in caplog.text)
        put(small_project, "guide", title={"zh": "又好了", "en": "Mended"})
        until(lambda: follower.live.shown.at(GUIDE))
        assert says(follower, "又好了")()
        until(lambda: "0 个错误" in caplog.messages[-1])


def test_what_was_told_is_not_told_again(small_project: Path, caplog: pytest.LogCaptureFixture) -> None:
    put(small_project, "organisation", id="x", title={"zh": "某单位"})
    with caplog.at_level(logging.INFO, logger="zhangbang.serve"), followed(small_project) as follower:
        until(lambda: "content/organisations/x.yml" in caplog.text)
        put(small_project, "organisation", id="y", title={"zh": "另一单位"})
        until(lambda: "content/organisations/y.yml" in caplog.text)
        until(lambda: "2 个提醒" in caplog.messages[-1])
        assert caplog.text.count("content/organisations/x.yml") == 1
        assert follower.live.shown.at("zh/organisations/y.html")


def test_many_changes_at_once_are_taken_in_together(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with followed(small_project) as follower:
        published: list[object] = []
        publish = follower.live.publish
        monkeypatch.setattr(follower.live, "publish", lambda shown: (published.append(shown), publish(shown)))
        for number in range(200):
            put(small_project, "organisation", id=f"unit-{number}")
        until(lambda: follower.live.shown.at("zh/organisations/unit-199.html"))
        assert len(published) < 20


def test_a_label_shows_at_once_and_records_are_looked_at_again(small_project: Path) -> None:
    labels = small_project / "site_config/labels.yml"
    with followed(small_project) as follower:
        labels.write_text(labels.read_text("utf-8").replace("home: {zh: 首页", "home: {zh: 起始页"), "utf-8")
        until(says(follower, "起始页"))
        until(lambda: follower._project.is_settled)


def test_a_link_from_prose_that_leads_nowhere_is_told(small_project: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="zhangbang.serve"), followed(small_project) as follower:
        (small_project / "content/pages/zh/about.md").write_text("# 关于\n\n见[指南](record:guide/gone)。\n", "utf-8")
        until(lambda: "record:guide/gone" in caplog.text)
        assert follower.live.shown.at("zh/about.html")


def test_the_day_moves_on_at_midnight(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(small_project, "guide", windows=[{"audience": "solver", "action": "claim", "closes": "2025-06-30"}])
    day = date(2025, 6, 30)
    monkeypatch.setattr("generator.serving.project.today_from_clock", lambda: day)
    follower = Follower(project_of(small_project, None), "http://127.0.0.1:8000/")
    assert says(follower, "zb-status--closing")()
    mark = follower.live.shown.mark
    day = date(2025, 7, 1)
    monkeypatch.setattr(following, "GLANCE", 0.01)
    thread = Thread(target=follower.run)
    thread.start()
    try:
        assert follower.live.another(mark, PATIENCE) != mark
    finally:
        follower.stop()
        thread.join()
    assert says(follower, "zb-status--closed")()


@pytest.mark.parametrize("path", ["site", ".site.zhangbang-new", "README.md", "contents/x.yml", ".zhangbang/cache/x"])
def test_what_lies_beside_the_project_is_not_followed(path: str) -> None:
    assert not concerns(path)


@pytest.mark.parametrize("path", ["mkdocs.yml", "content", "content/guides/x.yml", "site_config/site.yml"])
def test_what_the_site_is_made_of_is_followed(path: str) -> None:
    assert concerns(path)


def test_a_day_that_was_asked_for_stays(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.serving.project.today_from_clock", lambda: date(2031, 1, 1))
    assert project_of(small_project).day == date(2025, 6, 15)


def test_a_failure_in_one_change_does_not_end_the_following(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="zhangbang.serve"), followed(small_project) as follower:
        renew = follower._project.renew
        failures = iter([OSError("gone")])

        def failing(paths: set[str]) -> bool:
            for failure in failures:
                raise failure
            return renew(paths)

        monkeypatch.setattr(follower._project, "renew", failing)
        put(small_project, "guide", title={"zh": "改过的标题", "en": "Changed"})
        until(lambda: "could not be followed" in caplog.text)
        until(says(follower, "改过的标题"))
