"""VS Code completes and explains every kind of record: it is told which schema is whose, and what reads them."""

from __future__ import annotations

import json

from conftest import REPOSITORY

from generator.model.records import KINDS
from generator.schemas import schemas_dir


def test_vs_code_knows_the_schema_of_every_kind() -> None:
    settings = json.loads((REPOSITORY / ".vscode" / "settings.json").read_text("utf-8"))
    wanted = {f"./schemas/{kind}.json": f"content/{cls.folder}/**/*.yml" for kind, cls in KINDS.items()}
    assert settings["yaml.schemas"] == wanted
    assert all((schemas_dir() / f"{kind}.json").is_file() for kind in KINDS)


def test_vs_code_recommends_the_extension_that_reads_schemas() -> None:
    extensions = json.loads((REPOSITORY / ".vscode" / "extensions.json").read_text("utf-8"))
    assert extensions["recommendations"] == ["redhat.vscode-yaml"]
