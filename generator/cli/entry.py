"""`zhangbang new`: a record asked for blank by blank, or made from answers that are given."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.cli.options import AS_OF, LANG, ROOT, day_of, or_refused
from generator.model.parts import Lang
from generator.model.records import KINDS
from generator.problems import Place, Problem, in_order, is_error
from generator.report import FORMATS

if TYPE_CHECKING:
    from generator.entry.interview import Talk
    from generator.intake.entries import Desk

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
    folder: str,
    yes: bool,
    dry_run: bool,
) -> None:
    """新建一条记录：逐项提问，或由 --set、--from 给出。Make a new record: asked blank by blank, or from options."""
    from generator.intake.entries import Desk, Filing, entered, open_desk, put

    answers: Mapping[str, Any] = {**_read(source, lang), **given}
    desk = or_refused(lambda: open_desk(root, day_of(as_of)))
    if not isinstance(desk, Desk):
        _refuse(desk, lang)
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

    answers = dict(given)
    try:
        while True:
            answers = _talk(questions(desk, kind, answers, lang))
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
    """Ends with what is wrong, and says that nothing was written."""
    click.echo(FORMATS["text"](in_order(problems), lang), nl=False)
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
