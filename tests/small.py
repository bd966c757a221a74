"""Small projects and small records: as little as a claim needs, and never a file of the real content."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from conftest import DEFAULTS, FIXTURE, SHARED_SETTINGS

from generator.catalog import Catalog, resolve
from generator.documents import Document, document_of
from generator.history import Since, Unknown, changes_since
from generator.model.records import KINDS, Record
from generator.pipeline import Checked, check
from generator.problems import Problem
from generator.report import json_pointer

CASES = Path(__file__).parent / "cases"
ARCHIVE = "archive"
"""The folder of a project that a test puts archived texts in."""

OWN_KEYS: Mapping[str, Mapping[str, Any]] = {
    "programme": {"issuers": [{"name": {"zh": "局"}}], "level": "city", "region": "xiangtan", "mechanism": "key_rd"},
    "guide": {"programme": "a-programme", "call": "claim", "region": "xiangtan"},
    "list": {"programme": "a-programme", "publishes": "challenges", "region": "xiangtan"},
    "challenge": {"list": "a-list", "domains": ["motors"], "region": "xiangtan"},
    "winner": {"challenge": "a-challenge", "track": "tackling", "region": "xiangtan", "state": "selected"},
    "success": {"challenge": "a-challenge", "region": "xiangtan", "basis": "acceptance"},
    "organisation": {"type": "university", "region": "xiangtan"},
    "form": {
        "programme": "a-programme",
        "official": True,
        "sections": [
            {"id": "all", "title": {"zh": "全部"}, "fields": [{"id": "n", "label": {"zh": "名"}, "type": "text"}]}
        ],
    },
    "notice": {"type": "correction", "target": {"kind": "guide", "id": "a-guide"}, "published_on": "2025-06-01"},
}
"""What each kind asks for beyond what all of them do."""


def data(kind: str, **keys: Any) -> dict[str, Any]:
    """The smallest valid record of a kind, named after it and titled after its id, with `keys` set."""
    record_id = keys.get("id", f"a-{kind}")
    return {
        "id": record_id,
        "title": {"zh": f"标题 {record_id}", "en": f"Title {record_id}"},
        "updated_on": "2025-01-02",
        "sources": [{"id": "notice", "title": {"zh": "通知"}, "issuer": {"zh": "局"}}],
        **OWN_KEYS[kind],
        **keys,
    }


def document(kind: str, **keys: Any) -> Document:
    """That record as a document in its file."""
    written = data(kind, **keys)
    return document_of(f"content/{KINDS[kind].folder}/{written['id']}.yml", kind, written["id"], written)


def catalog(*documents: Document) -> Catalog:
    """The catalog of these documents."""
    return resolve(documents)


def held(found: Catalog, kind: str, record_id: str | None = None) -> Record:
    """One record of the catalog."""
    return found.records[kind][record_id or f"a-{kind}"]


def make_project(folder: Path) -> Path:
    """A project of four records that refer to one another, with the fixture's settings and prose."""
    shutil.copytree(CASES / "base", folder)
    shutil.copytree(FIXTURE / "site_config", folder / "site_config")
    shutil.copytree(FIXTURE / "content" / "pages", folder / "content" / "pages")
    shutil.copy(FIXTURE / "mkdocs.yml", folder)
    for name in SHARED_SETTINGS:
        shutil.copy(DEFAULTS / name, folder / "site_config")
    return folder


def put(project: Path, kind: str, **keys: Any) -> Path:
    """The smallest record of a kind, with `keys` set, written into the project."""
    written = document(kind, **keys)
    path = project / written.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(written.data, ensure_ascii=False), "utf-8")
    return path


def checked(project: Path) -> Checked:
    """A check of the project, with the archived texts that it holds and against its last commit, if it has them."""
    archive = project / ARCHIVE
    return check(project, archive=archive if archive.is_dir() else None, since=since_in(project))


def found_in(project: Path) -> list[str]:
    """What a check of the project finds: `file:line:column code pointer`, in order."""
    return list(map(told, checked(project).problems))


def since_in(project: Path) -> Since | None:
    """What changed in the project since its last commit, if it has one."""
    found = changes_since(project, "HEAD") if (project / ".git").is_dir() else None
    assert not isinstance(found, Unknown), found
    return found


def told(found: Problem) -> str:
    """One problem on one line: its place, code and pointer."""
    place = f"{found.file}:{found.line}:{found.column}" if found.line else found.file
    return " ".join(part for part in (place, found.code, json_pointer(found)) if part)


def codes(problems: Iterable[Problem]) -> list[str]:
    """The codes of the problems."""
    return [found.code for found in problems]


def faults_in(project: Path) -> list[tuple[str, str, str]]:
    """What a check of the project finds: the record's id, the code and the pointer of each problem, in order."""
    return [(Path(found.file).stem, found.code, json_pointer(found)) for found in check(project).problems]


def severities_in(project: Path) -> list[str]:
    """How much each problem of the project weighs, in order."""
    return [found.severity for found in check(project).problems]
