"""The addresses that records, prose and settings name, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.content import SourcePath, find_attachments, find_sources, parse_source, read_source
from generator.links.targets import is_readable
from generator.problems import Pointer, Problem
from generator.yamlio import Json

_WHOLE = re.compile(r"https?://\S+", re.IGNORECASE)
_WITHIN = re.compile(r"https?://[^\s<>\"'`|\\^{}()\[\]，。；：、！？（）《》“”‘’【】]+", re.IGNORECASE)
_AFTER = ".,;:!?*_"
_FOR_ANY = re.compile(r"(.*\.)?(example(\.(com|net|org))?|invalid|test)")
"""Hosts' names that documents use for any host (RFC 2606)."""


class Named(NamedTuple):
    """An address as it is written, and where: in a record by pointer, in a text by line."""

    address: str
    file: str
    line: int = 0
    pointer: Pointer = ()


def read_named(root: Path) -> Iterator[Named]:
    """Every web address below `root` that is meant; those of invented records and of examples are not."""
    return (one for one in _read_all(root) if not _is_example(one.address))


def _read_all(root: Path) -> Iterator[Named]:
    for source in find_sources(root):
        if isinstance(source, SourcePath):
            yield from _in_record(root, source)
    texts = (file for file in find_attachments(root) if file.endswith(".md"))
    settings = sorted(path.relative_to(root).as_posix() for path in (root / "site_config").glob("*.yml"))
    for file in (*texts, *settings):
        yield from in_text(file, (root / file).read_text("utf-8", "replace"))


def _is_example(address: str) -> bool:
    return is_readable(address) and bool(_FOR_ANY.fullmatch(urlsplit(address).hostname or ""))


def _in_record(root: Path, source: SourcePath) -> Iterator[Named]:
    text = read_source(root, source)
    document = text if isinstance(text, Problem) else parse_source(source, text)
    if not isinstance(document, Problem) and document.data.get("sample") is not True:
        yield from in_data(source.file, document.data)


def in_data(file: str, data: Json, pointer: Pointer = ()) -> Iterator[Named]:
    """The addresses in a record's data, whole values and those within texts, each once for its place."""
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from in_data(file, inner, (*pointer, key))
    elif isinstance(data, list):
        for i, inner in enumerate(data):
            yield from in_data(file, inner, (*pointer, i))
    elif isinstance(data, str):
        yield from (Named(address, file, 0, pointer) for address in dict.fromkeys(addresses_in(data)))


def in_text(file: str, text: str) -> Iterator[Named]:
    """The addresses in a text, by their lines."""
    for number, line in enumerate(text.splitlines(), 1):
        yield from (Named(address, file, number) for address in dict.fromkeys(addresses_in(line)))


def addresses_in(text: str) -> list[str]:
    """The web addresses in a text; a text that is one whole is taken as it stands."""
    if _WHOLE.fullmatch(text.strip()):
        return [text.strip()]
    return [found.rstrip(_AFTER) for found in _WITHIN.findall(text)]
