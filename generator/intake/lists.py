"""Takes in what offices publish and what people send: checked beside the records that are there, then added whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator import writer
from generator.content import SourcePath, find_sources, read_source
from generator.formatting import ordered, schema_address
from generator.forms.reading import XLSX, open_package
from generator.importing.csvtext import read_csv
from generator.importing.drafts import Desk, Draft, Drafts, Held, Outcome, Shelf, drafts_of, shelf_of
from generator.importing.identity import marked, origin_in
from generator.importing.mapping import TableMap, read_mapping
from generator.importing.propose import proposal
from generator.importing.references import known_in
from generator.importing.tables import Table
from generator.importing.workbook import read_workbook
from generator.intake.files import name_of, read_bytes
from generator.model.artifacts import Artifact
from generator.model.parts import RecordId
from generator.parallel import workers
from generator.pipeline import Checked, check
from generator.problems import Place, Problem, is_error, nearest, problem
from generator.yamlio import parse_yaml
from generator.yamltext import yaml_of

UNTOLD = frozenset({"translation-missing"})
"""What is not told of each record of a table: offices print Chinese, and the English comes later."""


class Imported(NamedTuple):
    """What an import found: each row's outcome, every problem, and the files that it wrote or would write."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    files: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """How many problems keep anything from being written."""
        return sum(map(is_error, self.problems))


def read_table(path: Path, sheet: str | None) -> Table | tuple[Problem, ...]:
    """The table that a file holds: the sheet of that name, or its only one."""
    data = read_bytes(path)
    if isinstance(data, Problem):
        return (data,)
    if not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        table = (
            read_csv(data, name_of(path))
            if b"\0" not in data[:4096] or data[:2] in (b"\xff\xfe", b"\xfe\xff")
            else None
        )
        found = table or problem("table-kind", Place(name_of(path)))
        return (found,) if isinstance(found, Problem) else found
    package = open_package(data, name_of(path))
    if isinstance(package, Problem):
        return (package,)
    is_workbook = package.kind == XLSX
    tables = read_workbook(data, package, name_of(path)) if is_workbook else problem("table-kind", Place(name_of(path)))
    return (tables,) if isinstance(tables, Problem) else _sheet(tables, sheet, name_of(path))


def import_list(root: Path, file: Path, kind: str, mapping_file: Path, today: str, *, is_dry: bool) -> Imported:
    """Turns the rows of a table into records of `kind` by a mapping; nothing is written where there is any error."""
    if not is_dry:
        writer.complete(root)
    mapping = _mapping(mapping_file, kind)
    if isinstance(mapping, tuple):
        return Imported((), mapping)
    table = read_table(file, mapping.sheet)
    if not isinstance(table, Table):
        return Imported((), table)
    before = check(root, workers())
    if before.settings is None:
        return Imported((), before.problems)
    known = known_in(before.catalog, before.settings)
    desk = Desk(table, mapping, known, _shelf(root, kind), _called(file, table), today)
    drafts = drafts_of(desk)
    return _added(root, desk, drafts, before, is_dry=is_dry)


def propose_mapping(root: Path, file: Path, kind: str, sheet: str | None, target: Path) -> tuple[Problem, ...]:
    """Writes a first guess of the table's mapping to `target`, which must not be there yet."""
    table = read_table(file, sheet)
    if not isinstance(table, Table):
        return table
    found = check(root, workers())
    if found.settings is None:
        return found.problems
    text = proposal(table, kind, name_of(file), known_in(found.catalog, found.settings))
    if isinstance(text, Problem):
        return (text,)
    writer.add_file(target, Artifact(target.name, text.encode()))
    return ()


def _sheet(tables: tuple[Table, ...], wanted: str | None, file: str) -> Table | tuple[Problem, ...]:
    named = {table.name: table for table in tables}
    if wanted is not None:
        return named.get(wanted) or (
            problem("table-sheet-missing", Place(file), value=wanted, words=nearest(wanted, named)),
        )
    filled = [table for table in tables if table.rows]
    if len(filled) == 1:
        return filled[0]
    return (problem("table-sheets", Place(file), count=len(filled), known="、".join(named)),)


def _mapping(path: Path, kind: str) -> TableMap | tuple[Problem, ...]:
    data = read_bytes(path)
    if isinstance(data, Problem):
        return (data,)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (problem("file-not-utf8", Place(name_of(path)), offset=error.start),)
    return read_mapping(text, name_of(path), kind)


def _called(file: Path, table: Table) -> str:
    return f"{name_of(file)}!{table.name}" if table.name else name_of(file)


def _shelf(root: Path, kind: str) -> Shelf:
    """The records of a kind that are there, whether they are right or not."""
    sources = (source for source in find_sources(root) if isinstance(source, SourcePath) and source.kind == kind)
    return shelf_of(_held(root, sources))


def _held(root: Path, sources: Iterable[SourcePath]) -> Iterator[Held]:
    for source in sources:
        text = read_source(root, source)
        written = "" if isinstance(text, Problem) else text
        yield Held(source.file, written, (source.id, *_former(written, source.file)), origin_in(written))


def _former(text: str, file: str) -> tuple[RecordId, ...]:
    data = parse_yaml(text, file) if "formerly" in text else None
    former = data.get("formerly") if isinstance(data, dict) else None
    return tuple(map(str, former)) if isinstance(former, list) else ()


def _added(root: Path, desk: Desk, drafts: Drafts, before: Checked, *, is_dry: bool) -> Imported:
    texts = {draft.file: _text(draft, desk.mapping.kind) for draft in drafts.drafts}
    problems = (*drafts.problems, *_consequences(root, desk, drafts.drafts, texts, before))
    result = Imported(_judged(drafts.outcomes, problems, desk.file), problems, tuple(texts))
    if not result.errors and not is_dry and texts:
        writer.add(root, [Artifact(file, text.encode()) for file, text in texts.items()])
    return result


def _judged(outcomes: Iterable[Outcome], problems: Iterable[Problem], table: str) -> tuple[Outcome, ...]:
    """The outcomes, those of rows with an error as faulty."""
    wrong = {found.line for found in problems if is_error(found) and found.file == table}
    return tuple(one._replace(state="faulty") if one.row in wrong and one.state == "new" else one for one in outcomes)


def _text(draft: Draft, kind: str) -> str:
    first, rest = yaml_of(ordered(kind, draft.data), schema=schema_address(kind, draft.file)).split("\n", 1)
    return f"{first}\n{marked(draft.origin)}{rest}"


def _consequences(
    root: Path, desk: Desk, drafts: Iterable[Draft], texts: Mapping[str, str], before: Checked
) -> Iterator[Problem]:
    """What a check finds once the drafts are there and did not find before, each draft's in its row of the table."""
    if not texts:
        return
    rows = {draft.file: draft for draft in drafts}
    known = {_gist(found) for found in before.problems}
    for found in check(root, workers(), added=texts).problems:
        if found.file in rows and found.code not in UNTOLD:
            yield _in_row(found, rows[found.file], desk.file)
        elif found.file not in rows and _gist(found) not in known:
            yield found


def _gist(found: Problem) -> tuple[object, ...]:
    return found.file, found.code, found.pointer, found.value


def _in_row(found: Problem, draft: Draft, table: str) -> Problem:
    column = draft.columns.get(str(found.pointer[0]), 0) if found.pointer else 0
    return msgspec.structs.replace(found, file=table, line=draft.row, column=column)
