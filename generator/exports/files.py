"""The files to take home: what each is, in which format, and what it belongs to.

Which files there are is told by those that were written; this module only names them. A file that no line of the
tables names is told by its ending.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.exports.tables import tables_of
from generator.model.artifacts import File, Made, Streamed
from generator.model.parts import Text
from generator.model.records import FOLDERS
from generator.settings import Settings

FOLDER = "data/"
API_INDEX, API_DESCRIPTION = "api/v1/index.json", "api/v1/openapi.json"


class Format(NamedTuple):
    """A format: what people call it, its IANA media type, and its name in the EU's table of file types, if in them."""

    name: str
    media: str = ""
    eu: str = ""


FORMATS: Mapping[str, Format] = {
    "csv": Format("CSV", "text/csv", "CSV"),
    "xlsx": Format("Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "sqlite": Format("SQLite", "application/vnd.sqlite3"),
    "jsonl": Format("JSON Lines"),
    "json": Format("JSON", "application/json", "JSON"),
    "jsonld": Format("JSON-LD", "application/ld+json", "JSON_LD"),
    "ttl": Format("Turtle", "text/turtle", "RDF_TURTLE"),
    "zip": Format("ZIP", "application/zip", "ZIP"),
    "": Format("TXT", "text/plain", "TXT"),
}
"""By ending; a file without one is plain text."""

WHOLE, KINDS_OF_RECORD, PARTS = "whole", "kinds", "parts"
FIGURES, CONTRACTING, DESCRIPTIONS = "figures", "contracting", "descriptions"

GROUPS: Mapping[str, str] = {
    WHOLE: r"zhangbang\.\w+|records\.\w+",
    KINDS_OF_RECORD: rf"({'|'.join(FOLDERS)})\.\w+",
    FIGURES: r"(funnel|changes)\.json",
    CONTRACTING: r"ocds\.json",
    DESCRIPTIONS: r"catalog\.\w+|(datapackage|metadata)\.json|SHA256SUMS",
    PARTS: r".*",
}
"""What a file belongs to, by its name below `data/`; the first that fits decides."""

NAMED: Mapping[str, str] = {
    "zhangbang.xlsx": "data_is_xlsx",
    "zhangbang.sqlite": "data_is_sqlite",
    "zhangbang.zip": "data_is_zip",
    "funnel.json": "data_is_funnel",
    "changes.json": "data_is_changes",
    "ocds.json": "data_is_ocds",
    "catalog.ttl": "data_is_catalogue",
    "catalog.jsonld": "data_is_catalogue",
    "datapackage.json": "data_is_package",
    "metadata.json": "data_is_metadata",
    "SHA256SUMS": "data_is_sums",
}
"""The labels that tell what a file is; tables are told by their own titles."""

LABELS = frozenset(NAMED.values())

IN_ORDER = (WHOLE, KINDS_OF_RECORD, PARTS, FIGURES, CONTRACTING, DESCRIPTIONS)
"""The groups as the data page shows them."""


class DataFile(NamedTuple):
    """A file with what it is."""

    made: Made
    stem: str
    format: Format
    group: str

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.made.path.removeprefix(FOLDER)

    @property
    def kind(self) -> str | None:
        """The kind of record that it holds, where it holds one."""
        return FOLDERS.get(self.stem) if self.group == KINDS_OF_RECORD else None


def is_told(path: str) -> bool:
    """Whether the data page and the catalogue tell of a file; of the API only the way in."""
    return path.startswith(FOLDER) or path in (API_INDEX, API_DESCRIPTION)


def made(file: File) -> Made:
    """The file as it is written."""
    told: list[Made] = []
    for _ in noted(file, told).chunks:
        pass
    return told[0]


def noted(file: File, told: list[Made]) -> Streamed:
    """The same file; once its chunks have been taken, what was made is added to `told`."""
    return Streamed(file.path, _noted(file, told))


def _noted(file: File, told: list[Made]) -> Iterator[bytes]:
    count = _COUNTS.get(file.path.rpartition(".")[2])
    digest, size, rows = hashlib.sha256(), 0, 0
    for chunk in file.chunks:
        digest.update(chunk)
        size += len(chunk)
        rows += count(chunk) if count else 0
        yield chunk
    heading = 1 if file.path.endswith(".csv") and rows else 0
    told.append(Made(file.path, size, digest.hexdigest(), rows - heading if count else None))


def data_files(found: Iterable[Made]) -> tuple[DataFile, ...]:
    """The files, group by group, by name."""
    files = (data_file(one) for one in found if one.path.startswith(FOLDER))
    return tuple(sorted(files, key=lambda f: (IN_ORDER.index(f.group), _rank(f), f.made.path)))


def _rank(file: DataFile) -> int:
    """What people want first comes first, and kinds in their own order; the rest goes by name."""
    order = (*NAMED, *FOLDERS)
    key = file.stem if file.kind else file.name
    return order.index(key) if key in order else len(order)


def data_file(found: Made) -> DataFile:
    """One file, told by its name."""
    name = found.path.removeprefix(FOLDER)
    stem, _, ending = name.rpartition(".") if "." in name else (name, "", "")
    return DataFile(found, stem, FORMATS.get(ending, Format(ending.upper())), group_of(name))


def titles_of(settings: Settings) -> Callable[[DataFile], Text]:
    """What tells of each file what it is: its own label, else the title of its table, else its name."""
    tables = {table.name: table.title for table in tables_of(settings.labels)}

    def title(file: DataFile) -> Text:
        label = NAMED.get(file.name)
        return settings.labels[label] if label else tables.get(file.stem, Text(zh=file.name))

    return title


def group_of(name: str) -> str:
    """What a file belongs to."""
    return next(group for group, pattern in GROUPS.items() if re.fullmatch(pattern, name))


def _csv_lines(data: bytes) -> int:
    """The rows and the heading: line ends within quotation marks are text."""
    return sum(piece.count(b"\n") for piece in data.split(b'"')[::2])


_COUNTS: Mapping[str, Callable[[bytes], int]] = {
    "csv": _csv_lines,
    "jsonl": lambda data: data.count(b"\n"),
}
