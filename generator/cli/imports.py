"""`zhangbang import`: what offices publish and what people send becomes records."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.cli.options import AS_OF, LANG, ROOT, day_of, need_free, or_refused, tell_written
from generator.model.parts import Lang
from generator.problems import in_order
from generator.report import FORMATS

LISTED = ("winner", "success", "challenge", "organisation")


@click.group("import")
def import_() -> None:
    """从单位公布的表和填好的表格生成记录。Turn published tables and filled forms into records."""


@import_.command("list")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(LISTED), required=True, help="成为哪一类记录 / the kind of record.")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="映射文件：哪一栏是什么 / the mapping: what each column is.",
)
@click.option(
    "--propose",
    type=click.Path(path_type=Path),
    help="按表头写出映射的初稿，不导入 / write a first mapping from the headings, and import nothing.",
)
@click.option("--sheet", help="与 --propose 同用：哪一张工作表 / with --propose: which sheet.")
@click.option("--dry-run", is_flag=True, help="只检查，不写入 / check, and write nothing.")
@ROOT
@LANG
@AS_OF
def import_table(
    root: Path,
    lang: Lang,
    as_of: datetime | None,
    table: Path,
    kind: str,
    mapping: Path | None,
    propose: Path | None,
    sheet: str | None,
    dry_run: bool,
) -> None:
    """把单位公布的表（.xlsx、.csv）变成记录，逐行报告。Turn an office's table into records, row by row."""
    from generator.importing.telling import alike, also_in, outcomes_as_text, sum_of
    from generator.intake.lists import import_list

    if (mapping is None) == (propose is None):
        raise click.UsageError("--mapping 和 --propose 写其中一个 / give one of --mapping and --propose")
    if propose is not None:
        _propose(root, lang, table, kind, sheet, propose)
        return
    assert mapping is not None
    done = or_refused(lambda: import_list(root, table, kind, mapping, day_of(as_of), is_dry=dry_run))
    click.echo(outcomes_as_text(done.outcomes, lang), nl=False)
    for found, rows in alike(in_order(done.problems)):
        click.echo(FORMATS["text"]([found], lang) + also_in(rows, lang), nl=False)
    click.echo(sum_of(done.outcomes, len(done.files), dry_run, done.errors, lang), nl=False)
    sys.exit(1 if done.errors else 0)


@import_.command("form")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--form", "form_id", metavar="ID", help="哪一张表；不写就看文件里的 / which form, if the files do not say."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="草稿放哪里 / where drafts go (needs/).")
@click.option("--list", "list_id", metavar="ID", help="列入这份榜单，成为榜题 / they are listed here: challenges.")
@click.option("--dry-run", is_flag=True, help="只检查，不写入 / check, and write nothing.")
@ROOT
@LANG
@AS_OF
def import_filled(
    root: Path,
    lang: Lang,
    as_of: datetime | None,
    files: tuple[Path, ...],
    form_id: str | None,
    out: Path | None,
    list_id: str | None,
    dry_run: bool,
) -> None:
    """把填好的表（.docx、.xlsx、.json 或其文件夹）变成草稿。Turn filled forms, or folders of them, into drafts."""
    from generator.intake.filed import NEEDS, Desk, files_of, open_desk, read_filed, settle
    from generator.intake.telling import filed_as_text
    from generator.intake.telling import sum_of as sum_of_filed

    if out is not None and list_id is not None:
        raise click.UsageError("列入榜单的写进 content/，不用 --out / listed ones go to content/; leave out --out")
    if out is not None and out.resolve().is_relative_to((root / "content").resolve()):
        raise click.UsageError(
            "content/ 里的都会公开，草稿不放在那里 / what lies in content/ is published; drafts do not go there"
        )
    found = or_refused(lambda: files_of(files))
    if not found:
        raise click.UsageError("没有找到 .docx、.xlsx 或 .json 文件 / there is no .docx, .xlsx or .json file")
    desk = open_desk(root, form_id, list_id, day_of(as_of))
    if not isinstance(desk, Desk):
        click.echo(FORMATS["text"](desk, lang), nl=False)
        sys.exit(1)
    folder = out or root / NEEDS
    with click.progressbar(found, file=sys.stderr, hidden=not sys.stderr.isatty()) as files_left:
        read = [read_filed(desk, path) for path in files_left]
    filed = or_refused(lambda: settle(desk, read, folder, is_dry=dry_run))
    click.echo(filed_as_text(filed, "" if list_id else f"{click.format_filename(folder)}/", lang), nl=False)
    click.echo(FORMATS["text"](in_order(problem for one in filed for problem in one.problems), lang), nl=False)
    click.echo(sum_of_filed(filed, lang, is_dry=dry_run), nl=False)
    sys.exit(1 if any(one.state == "faulty" for one in filed) else 0)


def _propose(root: Path, lang: Lang, table: Path, kind: str, sheet: str | None, target: Path) -> None:
    from generator.intake.lists import propose_mapping

    need_free(target)
    problems = or_refused(lambda: propose_mapping(root, table, kind, sheet, target))
    tell_written(problems, target, lang)
