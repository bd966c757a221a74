"""What inputs are held against: a project of every kind of record, its settings and forms, and a place for files."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from conftest import REPOSITORY, assemble
from entry.answering import TODAY

from generator.content import SourcePath, find_sources, parse_source, read_source
from generator.documents import Document
from generator.importing.references import Known, known_in
from generator.intake import filed
from generator.pipeline import Checked, check
from generator.problems import Problem
from generator.settings import Settings, read_settings


@cache
def folder() -> Path:
    """A folder of this process alone, gone with it."""
    made = Path(mkdtemp(prefix="fuzzing-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def project() -> Path:
    """The fixture project: every kind of record, each with what it refers to."""
    return assemble(folder() / "project")


@cache
def checked() -> Checked:
    """What a check finds in it as it is."""
    return check(project(), cache=cache_folder())


@cache
def cache_folder() -> Path:
    """Where checks keep what they found, so that only the record that is changed is read again."""
    made = folder() / "cache"
    made.mkdir()
    return made


@cache
def settings() -> Settings:
    """The settings of the repository."""
    found, problems = read_settings(REPOSITORY / "site_config")
    assert found is not None, problems
    return found


@cache
def desk() -> filed.Desk:
    """The desk at which filled forms come in."""
    found = filed.open_desk(project(), None, None, TODAY)
    assert isinstance(found, filed.Desk)
    return found


@cache
def known() -> Known:
    """The words that tables may use."""
    return known_in(checked().catalog, settings())


@cache
def documents() -> tuple[Document, ...]:
    """The project's records as they are written."""
    found = [
        parse_source(source, str(read_source(project(), source)))
        for source in find_sources(project())
        if isinstance(source, SourcePath)
    ]
    assert not any(isinstance(document, Problem) for document in found)
    return tuple(document for document in found if isinstance(document, Document))


def put(name: str, data: bytes) -> Path:
    """The bytes as a file of that name."""
    path = folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
