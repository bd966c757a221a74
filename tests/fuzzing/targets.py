"""What is fed: each target takes bytes as they come and says what was found wrong; what it takes is good or told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from conftest import DEFAULTS, FIXTURE, LOGO, REPOSITORY
from entry.answering import TODAY, answers
from entry.bodies import body_of
from entry.test_mailed import filled as filled_sheet
from forms.filling import filled_form
from importing.tables import MAPPING, as_csv, as_xlsx, published
from small import CASES
from test_imagetext import IMAGES

from fuzzing import grounds
from fuzzing.packages import of_one_day
from fuzzing.words import AMOUNTS, DATES
from generator import dates
from generator.catalog import resolve
from generator.content import SIZE_LIMIT, SourcePath, parse_source, placed, source_at, text_of
from generator.documents import record_of
from generator.entry.drafts import Draft, draft_of
from generator.examining import Ground, examine
from generator.formatting import formatted
from generator.forms.docx import docx_of
from generator.forms.filled import filled_of
from generator.forms.numbers import plain_decimal
from generator.forms.xlsx import xlsx_of
from generator.importing import cells
from generator.importing.drafts import Desk, drafts_of, shelf_of
from generator.importing.mapping import TableMap, read_mapping
from generator.importing.propose import proposal
from generator.importing.tables import Table
from generator.intake.answers import read_answers
from generator.intake.entries import Filing
from generator.intake.filed import read_filed, settle
from generator.intake.lists import read_table
from generator.intake.mailed import read_issue_file, read_mailed
from generator.leaks import attachment_problems
from generator.logo import read_logo
from generator.model.parts import Money
from generator.model.records import FOLDERS, KINDS, Form
from generator.money import in_yuan, say_money
from generator.pipeline import check
from generator.problems import CODES, Place, Problem, problem
from generator.report import FORMATS
from generator.settings import read_settings
from generator.translating.records import translated
from generator.translating.returned import Returned, judged
from generator.translating.units import Unit, units_of
from generator.translating.workbook import read_workbook, workbook_of
from generator.translating.xliff import read_xliff, xliff_of
from generator.yamlcomments import comments_of, every
from generator.yamlio import parse_yaml, places
from generator.yamltext import yaml_of

Seeds = Sequence[bytes]

SMALL = 50_000
"""What is longer is not written and read again as well: that is no part of what it takes to read it."""


class Target(NamedTuple):
    """What is fed with bytes, the files that they are made from, and how those are changed."""

    run: Callable[[bytes], Iterable[Problem]]
    seeds: Callable[[], Seeds]
    family: str
    share: int
    """How many of a thousand inputs it gets."""
    has_lines: bool = False
    """Whether its problems name lines: those of files that people write by hand do."""


# -- records ------------------------------------------------------------------------------------------------------

_KIND = re.compile(rb"schemas/([a-z]+)\.json")
_ID = re.compile(rb'^["{ ]*id"?: *"?([a-z0-9]+(?:-[a-z0-9]+)*)"?,?\s*$', re.MULTILINE)


@cache
def _real_records() -> Seeds:
    """Records of the reference site, a few of each folder, and the cases that rules are tested with."""
    found: list[Path] = []
    for folder in FOLDERS:
        held = sorted((REPOSITORY / "content" / folder).rglob("*.yml"), key=lambda path: (path.stat().st_size, path))
        found += held[:: max(1, len(held) // 8)]
    return tuple(path.read_bytes() for path in found if path.stat().st_size < 40_000)


@cache
def _fixture_records() -> Seeds:
    return tuple(path.read_bytes() for path in sorted(FIXTURE.glob("content/*/**/*.yml")))


@cache
def _case_records() -> Seeds:
    return tuple(path.read_bytes() for path in sorted((CASES / "negative").rglob("*.yml")))[::5]


def _records() -> Seeds:
    return (*_real_records(), *_fixture_records(), *_case_records())


def _source(data: bytes) -> SourcePath:
    """Where a record lies by its kind in its first line and by its id; a challenge where it names no kind."""
    stated, named = _KIND.findall(data[:200]), _ID.search(data)
    kind = stated[-1].decode() if stated and stated[-1].decode() in KINDS else "challenge"
    name = named[1].decode()[:200] if named else "a-record"  # a file's name has 255 bytes at most
    return SourcePath(f"content/{KINDS[kind].folder}/{name}.yml", kind, name)


def _text(data: bytes) -> str | Problem:
    """The text of a record's file, which is refused by its size before it is read."""
    large = problem("file-too-large", Place("a.yml"), size=len(data), limit=SIZE_LIMIT)
    return large if len(data) > SIZE_LIMIT else text_of("a.yml", data)


def read_yaml(data: bytes) -> Iterator[Problem]:
    """A text is read as a value that can be written and read again, or told."""
    text = _text(data)
    value = text if isinstance(text, Problem) else parse_yaml(text, "a.yml")
    if isinstance(value, Problem):
        yield from placed([value], grounds.folder())
        return
    assert isinstance(text, str)
    list(every(comments_of(text)))
    if isinstance(value, dict | list) and value and len(data) <= SMALL:
        pointers = {(), *((key,) for key in (value if isinstance(value, dict) else range(len(value))))}
        assert all(line for line, _ in places(text, pointers).values()), "a place is not found"
        again = parse_yaml(yaml_of(value), "b.yml")
        assert again == value, "it is not read back as it was written"


def read_record(data: bytes) -> Iterator[Problem]:
    """A record's file is examined by itself; one that fits is a record that can be linked."""
    source = _source(data)
    root = grounds.folder() / "alone"
    grounds.put(f"alone/{source.file}", data)
    examined = examine(Ground(root, grounds.settings()), [source])
    yield from examined.problems
    for document in examined.fit:
        record_of(document)
    resolve(examined.fit)


@cache
def _where() -> Mapping[str, Path]:
    return {path.stem: path for path in grounds.project().glob("content/*/**/*.yml")}


def check_record(data: bytes) -> Iterator[Problem]:
    """A project is checked in which one record is this."""
    source = _source(data)
    path = _where().get(source.id, grounds.project() / source.file)
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(data)
    try:
        yield from check(grounds.project(), cache=grounds.cache_folder()).problems
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


def format_record(data: bytes) -> Iterator[Problem]:
    """A record is written in the one style, with the same value and every comment, and then stays as it is."""
    source, text = _source(data), _text(data)
    once = text if isinstance(text, Problem) else formatted(source.kind, text, source.file)
    if isinstance(once, Problem):
        yield once
        return
    assert isinstance(text, str)
    if len(data) > SMALL:
        return
    assert parse_yaml(once, "a.yml") == parse_yaml(text, "a.yml"), "formatting changes the value"
    assert formatted(source.kind, once, source.file) == once, "formatting does not settle"


# -- what people send ---------------------------------------------------------------------------------------------


def _forms() -> Sequence[Form]:
    return tuple(grounds.desk().found.catalog.of(Form).values())


def _filled(write: Callable[[Form, Any], bytes]) -> Callable[[], Seeds]:
    return cache(lambda: tuple(write(form, filled_form(form, seed)) for form in _forms() for seed in range(3)))


def _file_form(suffix: str) -> Callable[[bytes], Iterator[Problem]]:
    def run(data: bytes) -> Iterator[Problem]:
        read = read_filed(grounds.desk(), grounds.put(f"sent{suffix}", data))
        for filed in settle(grounds.desk(), [read], grounds.folder() / "needs", is_dry=True):
            yield from filed.problems
            assert filed.draft is not None or filed.problems, "nothing came of it, and nothing is told"

    return run


@cache
def _sheets() -> Seeds:
    return tuple(
        filled_sheet(kind, form, answers(kind))
        for kind in ("challenge", "notice", "winner")
        for form in ("docx", "xlsx")
    )


def take_mail(data: bytes) -> Iterator[Problem]:
    """A sheet or a record that is mailed becomes a draft, or is told."""
    suffix = ".bin" if data[:2] == b"PK" else ".yml"
    for read in read_mailed(grounds.settings(), [grounds.put(f"mailed{suffix}", data)], None, ""):
        yield from read.problems
        assert read.filing is not None or read.problems, "nothing came of it, and nothing is told"
        if isinstance(read.filing, Filing):
            yield from _drafted(read.filing)


def _drafted(filing: Filing) -> Iterator[Problem]:
    found = draft_of(filing.kind, filing.answers, grounds.settings(), TODAY, place=filing.place)
    if isinstance(found, Draft):
        assert not isinstance(parse_yaml(found.text, found.file), Problem), "the draft cannot be read"
    else:
        yield from found


@cache
def _issues() -> Seeds:
    return tuple(body_of(kind, answers(kind)).encode() for kind in KINDS)


def take_issue(data: bytes) -> Iterator[Problem]:
    """The body of an issue becomes a draft, or is told."""
    read = read_issue_file(grounds.settings(), grounds.put("issue.md", data), None, "")
    yield from read.problems
    assert read.filing is not None or read.problems, "nothing came of it, and nothing is told"
    if isinstance(read.filing, Filing):
        yield from _drafted(read.filing)


@cache
def _answer_files() -> Seeds:
    return tuple(f"# {kind}\n{yaml_of(dict(answers(kind)))}".encode() for kind in KINDS)


def take_answers(data: bytes) -> Iterator[Problem]:
    """Answers in a file become a draft, or are told."""
    found = read_answers(grounds.put("answers.yml", data))
    if isinstance(found, Problem):
        yield found
        return
    stated = re.match(rb"# ([a-z]+)\n", data)
    kind = stated[1].decode() if stated and stated[1].decode() in KINDS else "challenge"
    yield from _drafted(Filing(kind, found, Place("answers.yml")))


# -- translations -------------------------------------------------------------------------------------------------


@cache
def _units() -> Sequence[Unit]:
    return tuple(unit for one in grounds.documents()[::4] for unit in units_of(one, grounds.settings().glossary))[:120]


def _take_back(found: Sequence[Returned] | Problem) -> Iterator[Problem]:
    if isinstance(found, Problem):
        yield found
        return
    by_key = {(document.kind, document.id): document for document in grounds.documents()}
    result = judged(found, by_key)
    yield from result.problems
    for record, english in result.taken.items():
        document = by_key[record]
        text = (grounds.project() / document.file).read_text("utf-8")
        after = translated(SourcePath(document.file, *record), text, english)
        if isinstance(after, Problem):
            yield after
        else:
            again = parse_source(SourcePath(document.file, *record), after)
            assert not isinstance(again, Problem), "a translated record cannot be read"


def take_xliff(data: bytes) -> Iterator[Problem]:
    """Translations in XLIFF are taken into records, or told."""
    yield from _take_back(read_xliff(data, "back.xlf"))


def take_translations(data: bytes) -> Iterator[Problem]:
    """Translations in Excel are taken into records, or told."""
    yield from _take_back(read_workbook(data, "back.xlsx"))


# -- tables -------------------------------------------------------------------------------------------------------


@cache
def _tables_as_text() -> Seeds:
    grid = published()
    return tuple(
        as_csv(grid, encoding, sign) for encoding in ("utf-8", "gb18030", "utf-16") for sign in (",", "\t", ";")
    )


@cache
def _tables_as_books() -> Seeds:
    grid = published()
    made = (as_xlsx(grid), as_xlsx(grid, merges=((0, 0, 0, 5),), hidden=(3,)), as_xlsx(grid, more=("空",)))
    return tuple(map(of_one_day, made))


@cache
def _mapping() -> TableMap:
    found = read_mapping(MAPPING, "a.mapping.yml", "winner")
    assert isinstance(found, TableMap)
    return found


def take_table(data: bytes) -> Iterator[Problem]:
    """A published table becomes a mapping and drafts of records, or is told."""
    table = read_table(grounds.put("table.xlsx", data), None)
    if not isinstance(table, Table):
        yield from table
        return
    guess = proposal(table, "winner", "table.xlsx", grounds.known())
    if isinstance(guess, Problem):
        yield guess
    else:
        assert not isinstance(parse_yaml(guess, "a.yml"), Problem), "the proposed mapping cannot be read"
    yield from _rows(table, _mapping())


def _rows(table: Table, mapping: TableMap) -> Iterator[Problem]:
    drafts = drafts_of(Desk(table, mapping, grounds.known(), shelf_of(()), "table.xlsx", TODAY))
    yield from drafts.problems
    for draft in drafts.drafts:
        assert source_at(draft.file), "a draft lies where no record does"
        assert not isinstance(parse_yaml(yaml_of(draft.data), draft.file), Problem), "a draft cannot be read"


def take_mapping(data: bytes) -> Iterator[Problem]:
    """A mapping that somebody wrote makes drafts of a good table, or is told."""
    found = read_mapping(data.decode("utf-8", "replace"), "a.mapping.yml", "winner")
    table = read_table(grounds.put("table.csv", as_csv(published())), None)
    if isinstance(found, TableMap) and isinstance(table, Table):
        yield from _rows(table, found)
    elif not isinstance(found, TableMap):
        yield from found


# -- settings and pictures ----------------------------------------------------------------------------------------


@cache
def _settings_files() -> Seeds:
    files = (
        *(REPOSITORY / "site_config").glob("*.yml"),
        *(FIXTURE / "site_config").glob("*.yml"),
        *DEFAULTS.glob("*.yml"),
    )
    held = {path: path.read_bytes() for path in sorted(files) if path.stat().st_size < 60_000}
    return tuple(b"# file: %s\n" % path.stem.encode() + data for path, data in held.items())


def take_settings(data: bytes) -> Iterator[Problem]:
    """One of the files of settings is this, beside others that are good."""
    folder = grounds.folder() / "site_config"
    folder.mkdir(exist_ok=True)
    for path in (REPOSITORY / "site_config").glob("*.yml"):
        grounds.put(f"site_config/{path.name}", path.read_bytes())
    stated = re.match(rb"# file: ([a-z]+)\n", data)
    grounds.put(f"site_config/{stated[1].decode() if stated else 'site'}.yml", data)
    found, problems = read_settings(folder)
    assert found is not None or problems, "there are no settings, and nothing is told"
    yield from placed(problems, grounds.folder())
    for path in folder.glob("*.yml"):
        path.unlink()


@cache
def _pictures() -> Seeds:
    return (*IMAGES.values(), LOGO.encode())


def take_picture(data: bytes) -> Iterator[Problem]:
    """A picture beside records is looked through, and taken for a logo or refused."""
    suffix = ".png" if data.startswith(b"\x89PNG") else ".jpg" if data.startswith(b"\xff\xd8") else ".svg"
    grounds.put(f"pictures/a{suffix}", data)
    yield from attachment_problems(grounds.folder(), [f"pictures/a{suffix}"], ())
    if suffix != ".jpg":
        logo = read_logo(grounds.folder() / "pictures", f"a{suffix}")
        if isinstance(logo, Problem):
            yield logo
        else:
            assert 0 < logo.width <= 240


# -- words --------------------------------------------------------------------------------------------------------


@cache
def _dates() -> Seeds:
    return tuple(
        word.encode()
        for word in (*DATES, "2025年6月1日", "2025-06-01T16:30", "2025.6.1", "2024年1月至2026年12月", "24个月")
    )


def take_date(data: bytes) -> Iterator[Problem]:
    """Whatever stands for a day is a day that there is, or is told."""
    text = data.decode("utf-8", "replace")
    found, span = cells.date_of(text), dates.interval(text)
    assert found is None or dates.is_calendar_date(found)
    assert span is None or span.first <= span.last
    opens, closes = dates.opens_at(text), dates.closes_at(text)
    assert opens is None or closes is None or opens <= closes
    if closes:
        assert dates.days_before(closes, 10**6) <= closes
    term = cells.term_of(text)
    assert all(dates.is_calendar_date(term[key]) for key in ("from", "to") if key in term)
    given = {"window_opens": text, "window_closes": text, "source_published_on": text}
    yield from _drafted(Filing("guide", {**answers("guide"), **given}, Place("answers.yml")))


@cache
def _amounts() -> Seeds:
    return tuple(
        word.encode()
        for word in (
            *AMOUNTS,
            "不超过500万元",
            "50—30万元",
            "1,000.5万元",
            "约3亿元",
            "牵头单位：甲公司、乙（含丙、丁）大学；A Co., Ltd.",
        )
    )


def take_amount(data: bytes) -> Iterator[Problem]:
    """Whatever stands for an amount is one that can be compared and said, or is told."""
    text = data.decode("utf-8", "replace")
    for unit in (None, "wan"):
        found = cells.money_of(text, unit)
        if found is not None:
            money = msgspec.convert(found, Money)
            in_yuan(money)
            assert say_money(money, "zh")
            assert say_money(money, "en")
    plain = plain_decimal(text, "万元")
    assert plain is None or re.fullmatch(r"-?\d+(\.\d+)?", plain, re.ASCII)
    assert all(unit.name.strip() for unit in cells.units_of(text))
    cells.lines_of(text)
    cells.unit_in(text)
    given = {"owner_payment": text, "support_amount": text, "owner": text, "term_months_max": text}
    yield from _drafted(Filing("challenge", {**answers("challenge"), **given}, Place("answers.yml")))


TARGETS: Mapping[str, Target] = {
    "yaml": Target(read_yaml, _records, "yaml", 150, has_lines=True),
    "record": Target(read_record, _records, "yaml", 250, has_lines=True),
    "check": Target(check_record, _fixture_records, "yaml", 20, has_lines=True),
    "format": Target(format_record, _records, "yaml", 50, has_lines=True),
    "word": Target(_file_form(".docx"), _filled(docx_of), "package", 30),
    "excel": Target(_file_form(".xlsx"), _filled(xlsx_of), "package", 30),
    "filled": Target(_file_form(".json"), _filled(filled_of), "text", 90),
    "mail": Target(take_mail, _sheets, "package", 10),
    "issue": Target(take_issue, _issues, "text", 90),
    "answers": Target(take_answers, _answer_files, "yaml", 60),
    "xliff": Target(take_xliff, cache(lambda: (xliff_of(_units()),)), "xml", 30),
    "translations": Target(take_translations, cache(lambda: (workbook_of(_units()),)), "package", 10),
    "csv": Target(take_table, _tables_as_text, "text", 80),
    "workbook": Target(take_table, _tables_as_books, "package", 30),
    "mapping": Target(take_mapping, cache(lambda: (MAPPING.encode(),)), "yaml", 40),
    "settings": Target(take_settings, _settings_files, "yaml", 20, has_lines=True),
    "picture": Target(take_picture, _pictures, "bytes", 40),
    "date": Target(take_date, _dates, "words", 15),
    "amount": Target(take_amount, _amounts, "words", 15),
}
"""Everything that takes what strangers write."""


# -- what counts as told ------------------------------------------------------------------------------------------

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_WHOLE = ("file-", "name-", "page-", "settings-missing", "site-")
"""What is told of a file as a whole begins so."""


def badly_told(target: Target, problems: Sequence[Problem]) -> str:
    """What is wrong with the way in which problems are told: nothing, where each has a code, a place and words."""
    for found in problems:
        if found.code not in CODES or not found.file:
            return f"{found.code} has no place"
        if target.has_lines and not found.line and not found.code.startswith(_WHOLE):
            return f"{found.code} names no line"
        if not (found.message.zh and found.message.en and found.remedy.zh and found.remedy.en):
            return f"{found.code} is not worded in both languages"
    for name, write in FORMATS.items():
        text = write(problems, "zh")
        text.encode()
        control = _CONTROL.search(text) if name != "json" else None
        if control:
            return f"{control[0]!r} is printed as {name}"
    if FORMATS["github"](problems, "en").count("\n") != len(problems):
        return "a problem is printed on several lines"
    return ""
