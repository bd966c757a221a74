"""Who is asked blank by blank is told at once what is wrong, may skip what may be, and gets what was answered."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from entry.answering import TODAY, answers, settled
from generator.entry.blanks import Blank, blanks_of
from generator.entry.drafts import Draft, draft_of, fault_of, proposed_of
from generator.entry.interview import Ask, in_order, interview
from generator.model.parts import Lang
from generator.model.records import KINDS
from generator.problems import Problem

SETTINGS = settled()


def held(kind: str, given: Mapping[str, str], lines: Iterable[str], lang: Lang = "zh") -> tuple[dict[str, str], str]:
    """A conversation in which these lines are typed: what it comes to, and all that was shown."""
    blanks = blanks_of(kind, SETTINGS)

    def judge(blank: Blank, text: str) -> tuple[Problem, ...]:
        return fault_of(kind, blank, text)

    def propose(blank: Blank, answered: Mapping[str, str]) -> str:
        return proposed_of(kind, answered, blanks) if blank.pointer == "/id" else ""

    talk, left, shown = interview(kind, blanks, given, judge, propose, lang), list(lines), ""
    said = next(talk)
    try:
        while True:
            shown += (said.prompt if isinstance(said, Ask) else said.text) + "\n"
            said = talk.send(left.pop(0)) if isinstance(said, Ask) else next(talk)
    except StopIteration as end:
        found: dict[str, str] = end.value
        return found, shown


def typed(kind: str, given: Mapping[str, str]) -> list[str]:
    """The lines that answer all blanks of a kind so, in the order of asking."""
    lines: list[str] = []
    for blank in in_order(blanks_of(kind, SETTINGS)):
        text = given.get(blank.key, "")
        lines += text.split("\n") if text else []
        if not text or blank.takes in ("lines", "items", "parties"):
            lines.append("")
    return lines


def all_but(kind: str, *keys: str) -> dict[str, str]:
    """Answers to everything but these: empty ones where nothing is said."""
    given = {blank.key: "" for blank in blanks_of(kind, SETTINGS)}
    return {key: value for key, value in {**given, **answers(kind)}.items() if key not in keys}


# the paragraph within `need` would end it, and a group that has no answer is not asked for
WHOLE = {"programme": {}, "guide": {}, "organisation": {}, "notice": {}}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", WHOLE)
def test_a_record_can_be_made_by_answering(kind: str, lang: Lang) -> None:
    found, _ = held(kind, {}, [line.replace("，", "、") for line in typed(kind, answers(kind))] + [""] * 9, lang)
    draft = draft_of(kind, found, SETTINGS, TODAY)
    wanted = draft_of(kind, answers(kind), SETTINGS, TODAY)
    assert isinstance(draft, Draft)
    assert isinstance(wanted, Draft)
    assert draft.data == wanted.data


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_given_is_not_asked_again(kind: str) -> None:
    given = all_but(kind, "id")
    found, shown = held(kind, {**given, "id": "my-own"}, [])
    assert found["id"] == "my-own"
    assert shown.count("\n") == 1


def test_a_wrong_answer_is_told_and_asked_for_again() -> None:
    found, shown = held("guide", all_but("guide", "published_on"), ["昨天", "2025年3月5日", ""])
    assert found["published_on"] == "2025年3月5日"
    assert "✗ “发布日期”的“昨天”读不出日期。 写成" in shown


def test_what_must_be_answered_is_asked_for_until_it_is() -> None:
    found, shown = held("guide", all_but("guide", "title"), ["", " ", "标题", ""], "en")
    assert found["title"] == "标题"
    assert shown.count("This must be answered.") == 2


def test_a_question_mark_explains() -> None:
    _, shown = held("guide", all_but("guide", "region"), ["?", "湖南", ""])
    assert shown.count("所属地区") >= 1 or "(xiangtan)" in shown
    assert "(hunan)" in shown


def test_choices_are_taken_by_number_or_name_one_or_several() -> None:
    found, shown = held("guide", all_but("guide", "call", "domains"), ["9", "3", "1，新材料", ""])
    assert (found["call"], found["domains"]) == ("application", "artificial-intelligence\n新材料")
    assert "没有“9”这个选项" in shown
    assert "  3. 申报指南  (application)" in shown


def test_several_lines_end_at_an_empty_one() -> None:
    found, _ = held("guide", all_but("guide", "summary", "issuers"), ["一", "二", "", "甲厅", "乙厅", "", ""])
    assert (found["summary"], found["issuers"]) == ("一\n二", "甲厅\n乙厅")


def test_the_id_is_proposed_last_and_may_be_another() -> None:
    given = all_but("guide", "id")
    taken, shown = held("guide", given, [""])
    assert taken["id"] == "xiangtan-2025-new-record-matter"
    assert "回车即“xiangtan-2025-new-record-matter”" in shown
    assert held("guide", given, ["A B", "my-own"])[0]["id"] == "my-own"


def test_without_a_proposal_the_id_must_be_given() -> None:
    found, shown = held("guide", {**all_but("guide", "id"), "title_en": ""}, ["", "my-own"])
    assert found["id"] == "my-own"
    assert "这一项必填" in shown


def test_the_rest_of_a_group_is_asked_only_where_it_has_begun() -> None:
    keys = ("window_closes", "window_opens", "window_audience", "window_action")
    found, shown = held("guide", all_but("guide", *keys), ["", ""])
    assert "window_audience" not in found
    assert "事项" not in shown
    found, _ = held("guide", all_but("guide", *keys), ["2025-07-01", "", "", "2", "申报", ""])
    assert (found["window_audience"], found["window_action"]) == ("solver", "申报")


def test_a_default_can_be_taken_or_refused() -> None:
    keys = ("window_closes", "window_opens", "window_audience", "window_action")
    found, _ = held("list", all_but("list", *keys), ["2025-07-01", "", "", "-", "1", ""])
    assert (found["window_audience"], found["window_action"]) == ("solver", "collect")


def test_one_of_several_is_asked_for_again() -> None:
    found, shown = held("challenge", all_but("challenge", "guide", "list"), ["", "", "", "a-list"])
    assert found["list"] == "a-list"
    assert "指南、榜单 至少填一项" in shown


# -- at a real terminal -----------------------------------------------------------------------------------------------


def at_a_terminal(project: Path, arguments: list[str], typed: str, stop_at: str = "\0") -> tuple[int, str]:
    """The program at a terminal of its own, at which this is typed, and Ctrl-C once it has shown `stop_at`."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "new", *arguments, "--root", str(project), "--as-of", TODAY]
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # whoever runs the tests may ignore it
    ) as program:
        os.close(theirs)
        os.write(ours, typed.encode())
        shown, quiet = b"", 0
        while quiet < 20:
            if select.select([ours], [], [], 1)[0]:
                try:
                    shown += os.read(ours, 65536)
                except OSError:
                    break
                quiet = 0 if stop_at.encode() not in shown else quiet
            elif stop_at.encode() in shown:
                program.send_signal(signal.SIGINT)  # it may wait for an answer now, and is not just about to
            quiet += 1
        try:
            program.wait(10)
        finally:
            program.kill()
    os.close(ours)
    return program.returncode, shown.decode()


def test_new_asks_at_a_terminal(small_project: Path) -> None:
    given = answers("guide", domains="motors", published_on="")
    typed = {"published_on": "三月\n2025年3月5日\n"}
    asked = [blank.key for blank in in_order(blanks_of("guide", SETTINGS)) if blank.key not in given]
    options = [part for key, value in given.items() for part in ("--set", f"{key}={value}")]
    code, shown = at_a_terminal(small_project, ["guide", *options], "".join(typed.get(key, "\n") for key in asked))
    assert code == 0, shown
    assert "读不出日期" in shown
    text = (small_project / "content/guides/xiangtan-2025-new-record-matter.yml").read_text("utf-8")
    assert "\npublished_on: 2025-03-05\n" in text


def test_what_does_not_fit_beside_the_records_is_asked_for_again(small_project: Path) -> None:
    given = answers("notice", target_id="a-gude", id="my-own")
    options = [part for key, value in given.items() for part in ("--set", f"{key}={value}")]
    asked = [blank.key for blank in in_order(blanks_of("notice", SETTINGS)) if blank.key not in given]
    code, shown = at_a_terminal(small_project, ["notice", *options], "\n" * len(asked) + "a-guide\n")
    assert code == 0, shown
    assert "是不是“a-guide”？" in shown
    assert shown.count("发布机关: ") == 1
    text = (small_project / "content/notices/my-own.yml").read_text("utf-8")
    assert "target: {kind: guide, id: a-guide}" in text


@pytest.mark.parametrize(("key", "stop_at"), [("\x04", "\0"), ("", "Summary (Chinese): ")])
def test_leaving_writes_nothing(small_project: Path, key: str, stop_at: str) -> None:
    before = sorted(small_project.rglob("*"))
    code, shown = at_a_terminal(small_project, ["guide", "--lang", "en"], f"标题\n\n{key}", stop_at)
    assert code == 1
    assert "nothing was written" in shown
    assert "Traceback" not in shown
    assert sorted(small_project.rglob("*")) == before
