"""The state that is shown, and how it follows the project: changes first, then what all records say of one another."""

from __future__ import annotations

import logging
import queue
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Condition, Event, Thread
from typing import TypeAlias
from uuid import uuid4

from generator.content import placed
from generator.guest import lost_links
from generator.model.artifacts import Artifact
from generator.model.parts import LANGS
from generator.pipeline import discreet
from generator.problems import Problem
from generator.report import as_text, summary
from generator.serving.project import Project, Question, judge
from generator.serving.shown import Shown

log = logging.getLogger("zhangbang.serve")

QUIET = 0.03
"""Seconds without another change after which changes are taken in: editors and git write many files at once."""

LONGEST_WAIT = 1.0
"""Seconds after which they are taken in at the latest."""

LEISURE = 0.6
"""Seconds after a change in which the browser may have the machine to itself."""

GLANCE, SHARE = 2.0, 50
"""The project is looked through every so many seconds, and not for more than this part of the time."""

SETTLED_AT_ONCE = 100
"""How many records are looked at again between two looks for changes."""

FAILED = (
    "没有跟上这次改动；再保存一次，或重新运行 serve\n"
    "this change could not be followed; save once more, or run serve again"
)

Judged: TypeAlias = tuple[Question, tuple[Problem, ...]]


class Live:
    """The state that is shown now; whoever answers a request takes it once, so that no answer is of two states."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._changed = Condition()
        self._told: set[str] = set()

    @property
    def shown(self) -> Shown:
        """The state as of now."""
        return self._shown

    def publish(self, shown: Shown) -> None:
        """Shows another state, and wakes whoever waits for it."""
        with self._changed:
            self._shown = shown
            self._changed.notify_all()

    def another(self, mark: str, seconds: float) -> str:
        """The mark of the state that is shown, as soon as it is another than this, or once the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._shown.mark != mark, seconds)
            return self._shown.mark

    def look_through(self, shown: Shown, artifact: Artifact) -> None:
        """Tells of personal data in what is shown: no site with any would be published."""
        new = [found for found in shown.leaks(artifact) if found.message.zh not in self._told]
        self._told.update(found.message.zh for found in new)
        if new:
            log.warning("%s", "\n" + "".join(as_text(new, lang) for lang in LANGS))


class Follower:
    """Keeps what is shown true to the project's files, and tells what is wrong with them."""

    def __init__(self, project: Project, url: str) -> None:
        self._project, self._url = project, url
        self._day = project.day
        self.live = Live(self._state())
        self._changes: queue.SimpleQueue[str | Judged] = queue.SimpleQueue()
        self._teller = _Teller(project.root)
        self._judge = _Judge(self._changes, self._teller)
        self._stopped = Event()

    def tell(self, path: str) -> None:
        """Is told that something may have changed at this path."""
        self._changes.put(path)

    def stop(self) -> None:
        """Ends `run`."""
        self._stopped.set()
        self._changes.put("")

    def run(self) -> None:
        """Follows the project until it is stopped."""
        Thread(target=self._judge.run, daemon=True).start()
        self._judge.ask(self._project.question())
        next_glance = time.monotonic() + GLANCE
        while not self._stopped.is_set():
            paths, judged = self._next(next_glance)
            started = time.monotonic()
            if started >= next_glance:
                paths |= self._project.changed()
                next_glance = time.monotonic() + max(GLANCE, SHARE * (time.monotonic() - started))
            try:
                self._take_in(paths, judged)
            except Exception:  # whatever lies in the project, the next change is followed again
                log.exception("%s", FAILED)
        self._judge.stop()

    def _next(self, until: float) -> tuple[set[str], list[Judged]]:
        """The next changes, all that come with them, and what was judged meanwhile; nothing once it is time."""
        paths: set[str] = set()
        judged: list[Judged] = []
        latest = 0.0
        while True:
            now = time.monotonic()
            wait = min(QUIET, latest - now) if paths else 0.0 if not self._project.is_settled else until - now
            try:
                found = self._changes.get(timeout=wait) if wait > 0 else self._changes.get_nowait()
            except queue.Empty:
                return paths, judged
            if isinstance(found, str):
                latest = latest if paths else time.monotonic() + LONGEST_WAIT
                paths.update((found,) if found else ())
            else:
                judged.append(found)
            if judged and not paths:
                return paths, judged

    def _take_in(self, paths: set[str], judged: Iterable[Judged]) -> None:
        project = self._project
        is_other = bool(paths) and project.renew(paths)
        is_asked = bool(paths)
        if not project.is_settled and not paths:
            is_settled_other = project.settle(SETTLED_AT_ONCE)
            is_other, is_asked = is_other or is_settled_other, project.is_settled
        for question, problems in judged:
            if not self._judge.is_stale(question) and not paths:
                is_other = project.accept(problems) or is_other
        if project.refused:
            log.error("%s", project.refused)
            project.refused = ""
        if is_other or project.day != self._day:
            self._day = project.day
            self.live.publish(self._state())
            self._teller.tell_lost(self.live.shown)
        if is_asked:
            self._judge.ask(project.question())

    def _state(self) -> Shown:
        return Shown(self._project.site(self._url), self._project.guest, uuid4().hex[:12])


class _Judge:
    """Judges in a thread of its own the last that it was asked, and only when nothing new came for a while."""

    def __init__(self, answers: queue.SimpleQueue[str | Judged], teller: _Teller) -> None:
        self._answers, self._teller = answers, teller
        self._asked: Question | None = None
        self._is_asked = Event()
        self._is_over = False

    def ask(self, question: Question) -> None:
        """Takes the place of what was asked before."""
        self._asked = question
        self._is_asked.set()

    def is_stale(self, question: Question) -> bool:
        """Whether something else was asked since."""
        return question is not self._asked

    def stop(self) -> None:
        """Ends `run`."""
        self._is_over = True
        self._is_asked.set()

    def run(self) -> None:
        """Answers until it is stopped."""
        while self._is_asked.wait() and not self._is_over:
            self._is_asked.clear()
            question = self._asked
            if self._is_asked.wait(LEISURE) or question is None:
                continue
            try:
                problems = judge(question)
                if not self.is_stale(question):
                    self._answers.put((question, problems))
                    self._teller.tell(problems, question.total)
            except Exception:
                log.exception("%s", FAILED)


class _Teller:
    """Tells of each problem when it is new."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._told: Counter[tuple[object, ...]] = Counter()
        self._lost: set[tuple[str, str]] = set()
        self._summary = ""

    def tell(self, problems: Iterable[Problem], total: int) -> None:
        """Tells of those that were not there the last time, and how many there are now, if that is news."""
        every = tuple(problems)
        now = Counter(map(_told_by, every))
        left = now - self._told
        self._told = now
        new = tuple(_taken(every, left))
        if new:
            log.warning("%s", "\n" + as_text(map(discreet, placed(new, self._root)), "zh"))
        said = summary(every, total, "zh").strip()
        if new or said != self._summary:
            log.info("%s", said)
        self._summary = said

    def tell_lost(self, shown: Shown) -> None:
        """Tells of links from prose that lead to no record."""
        lost = set(lost_links(shown.site, shown.guest))
        for path, link in sorted(lost - self._lost):
            log.warning("%s: %s 没有这条记录 / leads to no record", path, link)
        self._lost = lost


def _told_by(found: Problem) -> tuple[object, ...]:
    """What tells a problem from others; its line may move."""
    return (found.file, found.code, found.pointer, found.message.zh)


def _taken(problems: Iterable[Problem], wanted: Counter[tuple[object, ...]]) -> Iterator[Problem]:
    """Of the problems as many of each as are wanted."""
    left = Counter(wanted)
    for found in problems:
        if left[_told_by(found)] > 0:
            left[_told_by(found)] -= 1
            yield found
