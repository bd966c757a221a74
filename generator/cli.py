"""The command line: `zhangbang check | build | serve | import | export`. Exit codes: 0, 1 problems, 2 wrong use."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from generator import __version__
from generator.dates import today_from_clock
from generator.exports.asked import FOLDERS
from generator.exports.asked import FORMATS as DATA_FORMATS
from generator.history import Since, Unknown, changes_since
from generator.model.parts import LANGS, Lang
from generator.model.records import KINDS
from generator.parallel import cores
from generator.pipeline import check as run_check
from generator.problems import Problem, in_order, nearest
from generator.report import FORMATS, summary
from generator.writer import WriteRefused

T = TypeVar("T")

LISTED = ("winner", "success", "challenge", "organisation")
FORM_FILES = ("docx", "pdf", "xlsx", "json")

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="项目文件夹 / project folder.",
)
LANG = click.option("--lang", type=click.Choice(LANGS), default="zh", show_default=True, help="报告的语言 / language.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zhangbang")
def main() -> None:
    """张榜：把记录变成网站。zhangbang turns records into a site."""


def _checked_address(_context: click.Context, _option: click.Parameter, address: str) -> str:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.BadParameter(f"{address}: 写成 主机:端口 / write host:port")
    return address


AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="按这一天计算状态 / the day to compute states for: YYYY-MM-DD.",
)


@main.command()
@ROOT
@LANG
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="报告的格式 / format."
)
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="用这个文件夹里的存档文本核对引文 / folder of archived texts to compare quotations with.",
)
@click.option(
    "--base",
    metavar="REF",
    help="并与 git 版本 REF 比较，公布过的截止和编号不得悄悄改动 / compare with git revision REF too.",
)
def check(root: Path, lang: Lang, form: str, sources: Path | None, base: str | None) -> None:
    """检查全部记录，报告每个问题。Check every record and report every problem."""
    found = run_check(root, cores(), sources, None if base is None else _changes_since(root, base))
    click.echo(FORMATS[form](found.problems, lang), nl=False)
    click.echo(summary(found.problems, found.total, lang, found.quotations), nl=False, err=form != "text")
    sys.exit(1 if found.has_errors else 0)


@main.command()
@ROOT
@AS_OF
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), help="输出文件夹 / output folder (site/).")
@click.option("--keep-going", is_flag=True, help="跳过有错的记录 / leave faulty records out.")
def build(root: Path, as_of: datetime | None, site: Path | None, keep_going: bool) -> None:
    """生成网站；有错误时保留旧网站。Build the site; with any error the old one stays."""
    from generator.plugin import BuildRefused, build_site

    _need_config(root)
    _log(logging.INFO if sys.stderr.isatty() else logging.WARNING)
    try:
        target = build_site(root, site, as_of.date() if as_of else None, keep_going)
    except BuildRefused as refused:
        click.echo(f"{refused}\n旧网站保持不变 / the old site stays", err=True)
        sys.exit(1)
    if sys.stdout.isatty():
        click.echo(f"✓ {click.format_filename(target)}")


@main.command()
@ROOT
@AS_OF
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, callback=_checked_address, help="地址 / address."
)
def serve(root: Path, as_of: datetime | None, address: str) -> None:
    """在本机查看网站，改动即时可见。Serve the site here; changes show at once."""
    from generator.plugin import serve_site

    _need_config(root)
    _log(logging.INFO)
    serve_site(root, address, as_of.date() if as_of else None)


@main.group("import")
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
    done = _or_refused(lambda: import_list(root, table, kind, mapping, _day(as_of), is_dry=dry_run))
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
    found = _or_refused(lambda: files_of(files))
    if not found:
        raise click.UsageError("没有找到 .docx、.xlsx 或 .json 文件 / there is no .docx, .xlsx or .json file")
    desk = open_desk(root, form_id, list_id, _day(as_of))
    if not isinstance(desk, Desk):
        click.echo(FORMATS["text"](desk, lang), nl=False)
        sys.exit(1)
    folder = out or root / NEEDS
    with click.progressbar(found, file=sys.stderr, hidden=not sys.stderr.isatty()) as files_left:
        read = [read_filed(desk, path) for path in files_left]
    filed = _or_refused(lambda: settle(desk, read, folder, is_dry=dry_run))
    click.echo(filed_as_text(filed, "" if list_id else f"{click.format_filename(folder)}/", lang), nl=False)
    click.echo(FORMATS["text"](in_order(problem for one in filed for problem in one.problems), lang), nl=False)
    click.echo(sum_of_filed(filed, lang, is_dry=dry_run), nl=False)
    sys.exit(1 if any(one.state == "faulty" for one in filed) else 0)


@main.group("export", invoke_without_command=True)
@ROOT
@LANG
@AS_OF
@click.option("--format", "form", type=click.Choice(list(DATA_FORMATS)), help="哪种格式 / the format.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="只要这一类 / only this kind.")
@click.option("--domain", "domains", multiple=True, metavar="ID", help="只要这一领域 / only this domain.")
@click.option("--keep-going", is_flag=True, help="跳过有错的记录 / leave faulty records out.")
@click.option("--url", envvar="SITE_URL", default="", help="网站的地址，链接由此开始 / the site's address, for links.")
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件夹或文件 / the folder or file to write.")
@click.pass_context
def export(context: click.Context, /, **asked: Any) -> None:
    """导出数据：csv、xlsx、sqlite、json、jsonl 或 zip。Write the site's data as files: the same as on the site."""
    if context.invoked_subcommand is None:
        _export_data(**asked)
    elif asked["form"] is not None:
        raise click.UsageError(
            f"选项写在 {context.invoked_subcommand} 之后 / options come after {context.invoked_subcommand}"
        )


def _export_data(
    root: Path,
    lang: Lang,
    as_of: datetime | None,
    form: str | None,
    kinds: tuple[str, ...],
    domains: tuple[str, ...],
    keep_going: bool,
    url: str,
    out: Path | None,
) -> None:
    from generator.exports.asked import Asked
    from generator.takeout import take_out

    if form is None:
        raise click.UsageError(f"写明 --format / name a --format: {', '.join(DATA_FORMATS)}")
    target = out or Path(f"zhangbang-{form}" if form in FOLDERS else f"zhangbang.{form}")
    _need_place(target, form in FOLDERS)
    asked = Asked(form, frozenset(kinds), frozenset(domains))
    day = as_of.date() if as_of else today_from_clock()
    taken = _or_refused(lambda: take_out(root, asked, target, day, url, keep_going=keep_going, jobs=cores()))
    for domain in taken.unknown:
        told = nearest(domain, taken.known)
        raise click.UsageError(
            f"没有领域“{domain}”。{told['advice']}\nThere is no domain “{domain}”. {told['advice_en']}"
        )
    if not taken.files:
        click.echo(FORMATS["text"](taken.errors, lang), nl=False, err=True)
        click.echo(_NOTHING[bool(taken.errors)], err=True)
        sys.exit(1)
    click.echo(f"✓ {click.format_filename(target)}：{taken.records} 条记录 / records")


_NOTHING = (
    "没有符合条件的记录，什么也没有写入 / no record is of these kinds and domains, and nothing was written",
    "记录有错误，什么也没有写入；加 --keep-going 可跳过它们\n"
    "records have errors, and nothing was written; --keep-going leaves them out",
)


@export.command("form")
@click.argument("form_id", metavar="ID")
@click.option("--format", "kind", type=click.Choice(FORM_FILES), required=True, help="哪种文件 / kind of file.")
@click.option(
    "--from",
    "origin",
    metavar="KIND/ID",
    help="按这条记录预填：challenge/编号 或 guide/编号 / fill it from this challenge or guide.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件 / the file to write (ID.docx …)."
)
@ROOT
@LANG
def export_one_form(root: Path, lang: Lang, form_id: str, kind: str, origin: str | None, out: Path | None) -> None:
    """导出一张表格，空白或按记录预填。Write a form as a file, blank or filled from a record."""
    from generator.intake.exports import export_form

    target = out or Path(f"{form_id}.{kind}")
    _need_free(target)
    problems = _or_refused(lambda: export_form(root, form_id, kind, origin, target))
    _tell_written(problems, target, lang)


def _propose(root: Path, lang: Lang, table: Path, kind: str, sheet: str | None, target: Path) -> None:
    from generator.intake.lists import propose_mapping

    _need_free(target)
    problems = _or_refused(lambda: propose_mapping(root, table, kind, sheet, target))
    _tell_written(problems, target, lang)


def _tell_written(problems: tuple[Problem, ...], target: Path, lang: Lang) -> None:
    click.echo(FORMATS["text"](problems, lang), nl=False)
    if problems:
        sys.exit(1)
    click.echo(f"✓ {click.format_filename(target)}")


def _need_place(target: Path, is_folder: bool) -> None:
    """A folder takes files beside those that it holds; a file is never overwritten."""
    if is_folder and os.path.lexists(target) and not target.is_dir():
        raise click.UsageError(f"{click.format_filename(target)} 不是文件夹 / is no folder")
    if not is_folder:
        _need_free(target)


def _need_free(target: Path) -> None:
    if os.path.lexists(target):
        raise click.UsageError(
            f"{click.format_filename(target)} 已经存在，不会覆盖 / is there already and is not overwritten"
        )


def _or_refused(work: Callable[[], T]) -> T:
    """What `work` gives; a place that may not be written to is told, not raised."""
    try:
        return work()
    except (WriteRefused, OSError) as refused:
        click.echo(f"{refused}\n什么也没有写入 / nothing was written", err=True)
        sys.exit(1)


def _day(as_of: datetime | None) -> str:
    return str(as_of.date() if as_of else today_from_clock())


def _changes_since(root: Path, revision: str) -> Since:
    since = changes_since(root, revision)
    if isinstance(since, Unknown):
        raise click.UsageError(f"--base {revision}\n{since.reason.zh}\n{since.reason.en}")
    return since


def _need_config(root: Path) -> None:
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(
            f"{root} 里没有 mkdocs.yml；请在项目文件夹里运行 / has no mkdocs.yml; run it in a project"
        )


def _log(level: int) -> None:
    """MkDocs' messages from `level` up go to standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("mkdocs").setLevel(level)
