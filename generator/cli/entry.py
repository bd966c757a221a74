"""`zhangbang new`, `import issue` and `import record`: records from what is answered, in whatever it comes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.cli.exports import export
from generator.cli.imports import import_
from generator.cli.options import AS_OF, LANG, ROOT, day_of, need_free, or_refused
from generator.model.parts import Lang
from generator.model.records import KINDS
from generator.problems import Place, Problem, in_order, is_error
from generator.report import FORMATS

if TYPE_CHECKING:
    from generator.entry.drafts import Draft
    from generator.entry.interview import Talk
    from generator.intake.entries import Desk, Entered
    from generator.intake.mailed import Read
    from generator.settings import Settings

GIVEN = "--set"
NOTHING_WRITTEN = "什么也没有写入 / nothing was written"


def _pairs(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """The answers of `--set KEY=VALUE`; one that names no key, or names it twice, is wrong use."""
    answers: dict[str, str] = {}
    for pair in given:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            raise click.BadParameter(f"写成 KEY=VALUE / write KEY=VALUE: {pair!r}")
        if key.strip() in answers:
            raise click.BadParameter(f"写了两次 / given twice: {key.strip()}")
        answers[key.strip()] = value
    return answers


def _folder(_context: click.Context, _option: click.Parameter, given: str | None) -> str:
    from generator.intake.entries import FOLDER

    if given and not FOLDER.match(given):
        raise click.BadParameter(
            f"只用小写字母、数字、连字符和 “/” / use lower-case letters, digits, hyphens and “/”: {given!r}"
        )
    return given or ""


IN = click.option(
    "--in", "folder", metavar="SUBFOLDER", callback=_folder, help="放在这类记录的哪个子文件夹 / in which subfolder."
)


@click.command("new")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option(
    GIVEN,
    "given",
    metavar="KEY=VALUE",
    multiple=True,
    callback=_pairs,
    help="一项回答，可多次写 / an answer; may be repeated.",
)
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="从 YAML 或 JSON 文件读回答 / answers from a YAML or JSON file.",
)
@click.option(
    "--blanks", is_flag=True, help="列出各项和它们的键，作 --from 的样板 / list what is asked, as a file for --from."
)
@IN
@click.option("--yes", is_flag=True, help="不提问，缺什么一次说全 / ask nothing; tell all that is missing at once.")
@click.option("--dry-run", is_flag=True, help="只显示，不写入 / show the record, and write nothing.")
@ROOT
@LANG
@AS_OF
def new(
    root: Path,
    lang: Lang,
    as_of: datetime | None,
    kind: str,
    given: Mapping[str, str],
    source: Path | None,
    blanks: bool,
    folder: str,
    yes: bool,
    dry_run: bool,
) -> None:
    """新建一条记录：逐项提问，或由 --set、--from 给出。Make a new record: asked blank by blank, or from options."""
    from generator.entry.template import template_of
    from generator.intake.entries import Filing, entered, put

    if blanks:
        click.echo(template_of(kind, _settings(root, lang), lang), nl=False)
        return
    answers: Mapping[str, Any] = {**_read(source, lang), **given}
    desk = _desk(root, lang, as_of, is_dry=dry_run)
    place = Place(source.name if source else GIVEN if given else f"new {kind}")
    if not yes and sys.stdin.isatty():
        answers = _interviewed(desk, kind, answers, place, lang)
    done = entered(desk, [Filing(kind, answers, place, folder)])
    if done.errors:
        _refuse(done.problems, lang)
    click.echo(FORMATS["text"](in_order(done.problems), lang), nl=False, err=dry_run)
    if dry_run:
        click.echo("".join(f"# {draft.file}\n{draft.text}" for draft in done.drafts), nl=False)
        return
    written = or_refused(lambda: put(desk, done.drafts, is_commented=True))
    click.echo("".join(f"✓ {file}\n" for file in written), nl=False)


def _interviewed(desk: Desk, kind: str, given: Mapping[str, Any], place: Place, lang: Lang) -> Mapping[str, Any]:
    """The answers of somebody at a terminal, asked again for those that do not fit beside the other records."""
    from generator.intake.entries import Filing, entered, questions

    answers, again = dict(given), list[str]()
    try:
        while True:
            answers = _talk(questions(desk, kind, answers, lang, again))
            wrong = [found for found in entered(desk, [Filing(kind, answers, place)]).problems if is_error(found)]
            again = [str(found.pointer[0]) for found in wrong if found.pointer and str(found.pointer[0]) in answers]
            if not again:
                return answers
            click.echo(FORMATS["text"](in_order(wrong), lang), nl=False)
            answers = {key: value for key, value in answers.items() if key not in again}
    except click.Abort:
        click.echo(f"\n{NOTHING_WRITTEN}", err=True)
        sys.exit(1)


def _talk(talk: Talk) -> dict[str, str]:
    """Leads the conversation on the terminal."""
    from generator.entry.interview import Say

    try:
        said = next(talk)
        while True:
            if isinstance(said, Say):
                click.echo(said.text)
                said = next(talk)
            else:
                line = click.prompt(said.prompt, default="", show_default=False, prompt_suffix="")
                said = talk.send(line)
    except StopIteration as end:
        answers: dict[str, str] = end.value
        return answers


def _refuse(problems: Iterable[Problem], lang: Lang) -> NoReturn:
    """Ends with what is wrong, in the order of asking, and says that nothing was written."""
    click.echo(FORMATS["text"](problems, lang), nl=False)
    click.echo(NOTHING_WRITTEN, err=True)
    sys.exit(1)


def _read(source: Path | None, lang: Lang) -> Mapping[str, Any]:
    """The answers in a file, or the end with what is wrong with it."""
    from generator.intake.answers import read_answers

    if source is None:
        return {}
    found = read_answers(source)
    if isinstance(found, Mapping):
        return found
    _refuse([found], lang)


# -- what others filled in --------------------------------------------------------------------------------------------

KIND = click.option(
    "--kind", type=click.Choice(list(KINDS)), help="哪一类记录，文件里没写明时 / the kind, if not said."
)
DRY_RUN = click.option("--dry-run", is_flag=True, help="只检查，不写入 / check, and write nothing.")


@import_.command("issue")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@KIND
@IN
@DRY_RUN
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    help="输出的格式；markdown 可作议题的回复 / the output's format; markdown answers the issue.",
)
@click.option(
    "--message",
    type=click.Path(dir_okay=False, path_type=Path),
    help="另把 Markdown 写进这个文件 / write the Markdown to this file as well.",
)
@ROOT
@LANG
@AS_OF
def import_issue(
    root: Path,
    lang: Lang,
    as_of: datetime | None,
    file: Path,
    kind: str | None,
    folder: str,
    dry_run: bool,
    form: str,
    message: Path | None,
) -> None:
    """把填好的议题表单（正文的 Markdown）变成记录。Turn the body of a filled issue form into a record."""
    from generator.intake.entries import Entered
    from generator.intake.entry_telling import as_markdown
    from generator.intake.mailed import read_issue_file, write_message

    if message is not None:
        need_free(message)
    desk = _desk(root, lang, as_of, is_dry=dry_run)
    done = _come_in(desk, [read_issue_file(desk.settings, file, kind, folder)])
    told = Entered((), done.problems) if done.errors else done
    markdown = as_markdown(told.drafts, told.problems)
    if message is not None:
        or_refused(lambda: write_message(message, markdown))
    if not dry_run and told.drafts:
        or_refused(lambda: _put(desk, told.drafts))
    if form == "markdown":
        click.echo(markdown, nl=False)
    else:
        click.echo(FORMATS["text"](in_order(told.problems), lang), nl=False, err=not done.errors)
        click.echo("".join(f"{draft.file}\n" for draft in told.drafts), nl=False)
    sys.exit(1 if done.errors else 0)


@import_.command("record")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@KIND
@IN
@DRY_RUN
@ROOT
@LANG
@AS_OF
def import_record(
    root: Path,
    lang: Lang,
    as_of: datetime | None,
    files: tuple[Path, ...],
    kind: str | None,
    folder: str,
    dry_run: bool,
) -> None:
    """把填好的录入表（.xlsx、.docx）或寄来的记录（.yml）变成记录。Turn filled sheets or mailed records into records."""
    from generator.intake.mailed import read_mailed

    desk = _desk(root, lang, as_of, is_dry=dry_run)
    done = _come_in(desk, read_mailed(desk.settings, files, kind, folder))
    if done.errors:
        _refuse(done.problems, lang)
    click.echo(FORMATS["text"](in_order(done.problems), lang), nl=False)
    if not dry_run:
        or_refused(lambda: _put(desk, done.drafts))
    click.echo("".join(f"{'·' if dry_run else '✓'} {draft.file}\n" for draft in done.drafts), nl=False)


def _desk(root: Path, lang: Lang, as_of: datetime | None, *, is_dry: bool) -> Desk:
    from generator.intake.entries import Desk, open_desk

    desk = or_refused(lambda: open_desk(root, day_of(as_of), is_dry=is_dry))
    if isinstance(desk, Desk):
        return desk
    _refuse(desk, lang)


def _come_in(desk: Desk, read: Iterable[Read]) -> Entered:
    """What the files become together, with what is to be said of how they were read."""
    from generator.intake.entries import Entered, entered

    held = tuple(read)
    told = tuple(found for one in held for found in one.problems)
    done = entered(desk, [one.filing for one in held if one.filing is not None])
    return Entered(done.drafts, (*told, *done.problems))


def _put(desk: Desk, drafts: Iterable[Draft]) -> tuple[str, ...]:
    from generator.intake.entries import put

    return put(desk, tuple(drafts), is_commented=False)


# -- what others fill in ----------------------------------------------------------------------------------------------


@export.command("record")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option(
    "--format", "form", type=click.Choice(["xlsx", "docx"]), required=True, help="哪种文件 / the kind of file."
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写到哪个文件 / the file to write (record-KIND.xlsx …).",
)
@ROOT
@LANG
def export_record(root: Path, lang: Lang, kind: str, form: str, out: Path | None) -> None:
    """导出一类记录的录入表，可寄给别人填写。Write the sheet in which somebody fills in a record of this kind."""
    from generator.intake.mailed import export_sheet

    target = out or Path(f"record-{kind}.{form}")
    need_free(target)
    settings = _settings(root, lang)
    or_refused(lambda: export_sheet(settings, kind, form, target))
    click.echo(f"✓ {click.format_filename(target)}")


@export.command("issue-forms")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=".github/ISSUE_TEMPLATE",
    show_default=True,
    help="放在哪个文件夹 / the folder to write to.",
)
@click.option(
    "--check", "is_check", is_flag=True, help="只看是不是最新的，不写入 / only tell whether they are current."
)
@ROOT
@LANG
def export_issue_forms(root: Path, lang: Lang, out: Path, is_check: bool) -> None:
    """导出 GitHub 议题表单，每类记录一张。Write GitHub's issue forms, one for each kind of record."""
    from generator.intake.issue_forms import stale_forms, write_forms

    settings = _settings(root, lang)
    stale = or_refused(lambda: stale_forms(settings, out) if is_check else write_forms(settings, out))
    click.echo("".join(f"{'✗' if is_check else '✓'} {click.format_filename(out / path)}\n" for path in stale), nl=False)
    if is_check and stale:
        click.echo("议题表单过期了，重新生成 / the issue forms are out of date; make them again", err=True)
        sys.exit(1)


def _settings(root: Path, lang: Lang) -> Settings:
    from generator.pipeline import SETTINGS_FOLDER
    from generator.settings import read_settings

    settings, problems = read_settings(root / SETTINGS_FOLDER)
    if settings is None:
        _refuse(problems, lang)
    return settings
