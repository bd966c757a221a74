"""A filled issue form becomes the record that was meant; whatever else a stranger writes stays text, or is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from entry.answering import TODAY, answers, settled, with_all_kinds
from entry.bodies import body_of, report
from generator.cli import main
from generator.entry.blanks import blanks_of
from generator.entry.drafts import Draft, draft_of
from generator.entry.issueforms import both
from generator.entry.issues import SIZE_LIMIT, FilledIssue, read_issue
from generator.entry.reading import clean
from generator.intake.entry_telling import MARKER, fenced
from generator.model.records import KINDS
from generator.problems import Place
from generator.yamlio import parse_yaml

SETTINGS = settled()
NEED = "### 需求（中文） / Need (Chinese)"
BODY = body_of("challenge", answers("challenge"))


def read(body: str, kind: str | None = None) -> FilledIssue:
    return read_issue(body, SETTINGS, kind, Place("issue.md"))


def codes(found: FilledIssue) -> list[str]:
    return [problem.code for problem in found.problems]


def come_in(project: Path, body: str | bytes, *options: str) -> Result:
    """The command, with this body in a file."""
    file = project / "issue.md"
    file.write_bytes(body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass"))
    arguments = ["import", "issue", str(file), "--root", str(project), "--as-of", TODAY, *options]
    return CliRunner().invoke(main, arguments)


def content(project: Path) -> list[str]:
    return sorted(path.relative_to(project).as_posix() for path in (project / "content").rglob("*.yml"))


def small(kind: str, **more: str) -> dict[str, str]:
    """Good answers that the fixture's settings know."""
    return answers(kind, **{"domains": "motors" if "domains" in answers(kind) else "", **more})


# -- what is meant ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_form_says_what_was_filled_in(kind: str, ends: str) -> None:
    found = read(body_of(kind, answers(kind)).replace("\n", ends))
    assert (found.kind, found.problems) == (kind, ())
    draft = draft_of(kind, found.answers, SETTINGS, TODAY)
    wanted = draft_of(kind, answers(kind), SETTINGS, TODAY)
    assert isinstance(draft, Draft)
    assert isinstance(wanted, Draft)
    assert draft.data == wanted.data


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_is_left_empty_has_no_answers(kind: str) -> None:
    assert read(body_of(kind, {})).answers == {}


@pytest.mark.parametrize("kind", KINDS)
def test_an_issue_becomes_a_record(small_project: Path, kind: str) -> None:
    before = content(with_all_kinds(small_project))
    done = come_in(small_project, body_of(kind, small(kind)))
    assert done.exit_code == 0, done.output
    (file,) = set(content(small_project)) - {*before}
    assert done.stdout == f"{file}\n"
    assert file.startswith(f"content/{KINDS[kind].folder}/")
    assert "# 还可以写" not in (small_project / file).read_text("utf-8")


def test_headings_and_markup_in_an_answer_are_its_text() -> None:
    need = "### 背景\n\n- [X] 一\n\n## x\n```\n### 需求\n```\n<script>alert(1)</script> @somebody #1 ![](http://x)"
    found = read(body_of("challenge", answers("challenge", need=need)))
    assert found.problems == ()
    assert found.answers["need"] == need


@given(st.text(max_size=300))
def test_whatever_an_answer_holds_comes_back_or_is_doubted(text: str) -> None:
    found = read(BODY.replace("做得好。", f"甲{text}乙"))
    assert found.problems or found.answers["need"] == clean(f"做出来。\n\n甲{text}乙")


# -- what is doubtful -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["来源不全（中文） / Partial source (Chinese)", "记录类型 / Kind of record"])
@pytest.mark.parametrize("frame", ["### {}", "```\n### {}\n```", "###  {}  "])
def test_a_heading_of_the_form_within_an_answer_is_doubted(label: str, frame: str) -> None:
    found = read(body_of("challenge", answers("challenge", need=f"甲\n\n{frame.format(label)}\n\n乙")))
    assert codes(found) == ["issue-heading-twice"]


def test_a_heading_out_of_order_does_not_end_an_answer() -> None:
    body = body_of("challenge", answers("challenge"))
    title = "### 标题（中文） / Title (Chinese)\n\n关于某事的新记录\n\n"
    assert title in body
    found = read(body.replace(title, "").replace(NEED, f"{NEED}\n\n甲\n\n{title.strip()}"))
    assert "title" not in found.answers
    assert "关于某事的新记录" in found.answers["need"]
    assert codes(found) == ["issue-heading-missing"]


def test_text_before_the_form_is_told() -> None:
    found = read("你好，手机13812345678\n\n" + body_of("guide", answers("guide")))
    assert codes(found) == ["issue-text-before"]
    assert "13812345678" not in str(found.problems)


def test_what_is_not_promised_is_not_taken(small_project: Path) -> None:
    body = body_of("guide", small("guide")).replace("- [X] 以上", "- [ ] 以上")
    assert codes(read(body)) == ["issue-unpromised"]
    assert come_in(small_project, body).exit_code == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "###",
        "### 标题（中文） / Title (Chinese)\n\nx",
        "### 记录类型 / Kind of record\n\n../../x",
        "### 记录类型 / Kind of record",
        "### x\n\ny\n\n### 记录类型 / Kind of record\n\n指南 / Call guide (guide)",
    ],
)
def test_a_body_of_no_kind_is_told(body: str) -> None:
    assert codes(read(body)) == ["issue-kind-unknown"]


def test_the_kind_can_be_named() -> None:
    body = body_of("guide", answers("guide")).partition("### 标题")
    assert read(body[1] + body[2], "guide").kind == "guide"


@pytest.mark.parametrize("name", ["correction", "take-down"])
def test_a_report_is_left_to_an_editor(small_project: Path, name: str) -> None:
    done = come_in(small_project, report(name), "--lang", "en")
    assert (done.exit_code, "[issue-correction]" in done.output) == (1, True)


# -- what strangers may try -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "record_id", ["../../../etc/passwd", "/etc/x", "a/b", "A", "湘潭", "a" * 101, "x.yml", "index"]
)
def test_no_answer_names_a_place(small_project: Path, record_id: str) -> None:
    before = content(small_project)
    done = come_in(small_project, body_of("guide", small("guide", id=record_id)))
    assert done.exit_code == 1
    assert content(small_project) == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"x" * (SIZE_LIMIT + 1), "issue-large"),
        (b"\xff\xfe\x00x", "file-not-utf8"),
        (b"", "issue-kind-unknown"),
    ],
)
def test_what_is_no_body_is_told(small_project: Path, body: bytes, code: str) -> None:
    done = come_in(small_project, body)
    assert (done.exit_code, f"[{code}]" in done.output) == (1, True)


@pytest.mark.parametrize("text", ["甲\x00乙", "甲\x1b[31m乙", "甲\x7f乙"])
def test_control_characters_are_told(small_project: Path, text: str) -> None:
    done = come_in(small_project, body_of("guide", small("guide", summary=text)))
    assert (done.exit_code, "[entry-control]" in done.output) == (1, True)
    assert "\x1b" not in done.output


def test_personal_data_is_refused_and_not_repeated(small_project: Path) -> None:
    body = body_of("guide", small("guide", summary="联系人手机13812345678"))
    done = come_in(small_project, body, "--format", "markdown")
    assert (done.exit_code, "personal-data" in done.output) == (1, True)
    assert "13812345678" not in done.output


def test_an_id_that_is_taken_is_told(small_project: Path) -> None:
    done = come_in(small_project, body_of("guide", small("guide", id="a-guide")))
    assert (done.exit_code, "entry-id-taken" in done.output) == (1, True)


MANY = 30_000
LONG = (f"### {' ' * MANY}x", "1" * MANY, "1," * MANY, f"{' ' * MANY}/{' ' * MANY}", "`" * MANY, "-" * MANY)


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_no_long_answer_takes_long(text: str) -> None:
    began = time.process_time()
    for key in ("title", "issuers", "window_closes", "domains", "year", "filing_url", "programme", "id"):
        found = read(body_of("guide", {}).replace("_No response_", text, 1))
        draft_of("guide", {**found.answers, key: text}, SETTINGS, TODAY)
    assert time.process_time() - began < 10


def test_long_bodies_of_headings_are_read_in_passing() -> None:
    assert codes(read("### x\n" * 20_000)) == ["issue-kind-unknown"]
    assert "issue-heading-twice" in codes(read(f"{NEED}\n" * 5_000, "challenge"))


# -- what is answered -------------------------------------------------------------------------------------------------


def test_markdown_tells_a_pull_request_what_it_holds(small_project: Path, tmp_path: Path) -> None:
    message = tmp_path / "message.md"
    body = body_of("guide", small("guide", id="my-own"))
    done = come_in(small_project, body, "--format", "markdown", "--message", str(message))
    assert done.exit_code == 0, done.output
    assert done.stdout == message.read_text("utf-8")
    assert done.stdout.startswith(f"{MARKER}\n\n**新记录：指南** `content/guides/my-own.yml`\n")
    assert "```yaml\n# yaml-language-server" in done.stdout


def test_markdown_tells_an_issue_what_to_mend(small_project: Path, tmp_path: Path) -> None:
    message = tmp_path / "message.md"
    done = come_in(small_project, body_of("guide", small("guide", title="")), "--message", str(message))
    assert done.exit_code == 1
    told = message.read_text("utf-8")
    assert told.startswith(f"{MARKER}\n\n**还不能变成记录，有 1 处要改。**")
    assert "is not answered" in told


@pytest.mark.parametrize("spot", ["关于某事的新记录", "湖南省 / Hunan"])
def test_nothing_that_was_written_is_markup_in_the_answer(small_project: Path, spot: str) -> None:
    markup = "`````` @somebody <img src=x onerror=alert(1)> ![](http://example.org/x) [a](javascript:x) #1"
    body = body_of("organisation", small("organisation", id="x-y"))
    assert spot in body
    done = come_in(small_project, body.replace(spot, markup), "--format", "markdown")
    assert "somebody" in done.stdout
    assert "somebody" not in _outside(done.stdout)


def _outside(markdown: str) -> str:
    """What stands in no block of code."""
    fence, outside = "", []
    for line in markdown.splitlines():
        if not fence and line.startswith("```"):
            fence = line.rstrip("abcdefghijklmnopqrstuvwxyz")
        elif fence and line == fence:
            fence = ""
        elif not fence:
            outside.append(line)
    assert not fence
    return "\n".join(outside)


@given(st.text(alphabet="`~\n x", max_size=60))
def test_no_text_ends_its_fence(text: str) -> None:
    first, *_, last = fenced(text, "text").split("\n")
    assert last == first.removesuffix("text")
    assert last not in [line.strip() for line in text.split("\n")]


def test_a_message_is_never_written_over_a_file(small_project: Path, tmp_path: Path) -> None:
    (tmp_path / "m.md").write_text("mine", "utf-8")
    done = come_in(small_project, body_of("guide", small("guide")), "--message", str(tmp_path / "m.md"))
    assert done.exit_code == 2
    assert (tmp_path / "m.md").read_text("utf-8") == "mine"


def test_a_message_that_cannot_be_written_leaves_no_record(small_project: Path, tmp_path: Path) -> None:
    before = content(small_project)
    (tmp_path / "file").write_text("mine", "utf-8")
    done = come_in(small_project, body_of("guide", small("guide", id="told")), "--message", str(tmp_path / "file/x.md"))
    assert done.exit_code in (1, 2)
    assert content(small_project) == before


def test_a_dry_run_and_a_subfolder(small_project: Path) -> None:
    before = content(small_project)
    body = body_of("guide", small("guide", id="my-own"))
    assert come_in(small_project, body, "--dry-run", "--in", "a").stdout == "content/guides/a/my-own.yml\n"
    assert content(small_project) == before
    assert come_in(small_project, body, "--in", "a").exit_code == 0
    found = parse_yaml((small_project / "content/guides/a/my-own.yml").read_text("utf-8"), "")
    assert isinstance(found, dict)
    assert found["id"] == "my-own"
    assert come_in(small_project, body, "--in", "../a").exit_code == 2


def test_every_heading_is_one_line_of_the_form() -> None:
    assert all("\n" not in both(blank.label) for kind in KINDS for blank in blanks_of(kind, SETTINGS))
