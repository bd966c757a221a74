"""What documents say about the program is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import FIXTURE, REPOSITORY

from generator.model.records import FOLDERS, KINDS
from generator.problems import CODES
from generator.schemas import read_schemas, schemas_dir

DOCUMENTS = sorted(REPOSITORY.glob("*.md"))
CONTENT = REPOSITORY / "content"
SCHEMA_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def prose(name: str) -> str:
    return (REPOSITORY / name).read_text("utf-8")


def test_every_record_of_the_content_names_its_kinds_schema_in_its_first_line() -> None:
    wrong = []
    for folder, kind in FOLDERS.items():
        for record in (CONTENT / folder).rglob("*.yml"):
            named = SCHEMA_LINE.match(record.read_text("utf-8-sig"))
            schema = (record.parent / named[1]).resolve() if named else None
            if schema != (schemas_dir() / f"{kind}.json").resolve():
                wrong.append(str(record.relative_to(REPOSITORY)))
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=[document.name for document in DOCUMENTS])
def test_every_link_between_documents_leads_to_a_file(document: Path) -> None:
    lost = []
    for address in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
        path, _, fragment = address.partition("#")
        target = document.parent / path if path else document
        if "://" in address or address.startswith(("mailto:", "record:")):
            continue
        headings = (
            re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            if target.suffix == ".md" and target.is_file()
            else []
        )
        anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
        if not target.exists() or (fragment and fragment not in anchors):
            lost.append(address)
    assert lost == []


def test_every_kind_is_in_the_readme() -> None:
    for cls in KINDS.values():
        assert re.search(
            rf"^\| {cls.label.zh} {cls.kind} \| `{cls.folder}/` \|",
            prose("README.md").replace("榜单/名单", "榜单"),
            re.MULTILINE,
        )


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_is_in_the_guide_for_editors(folder: str) -> None:
    assert f"`{folder}/`" in prose("CONTRIBUTING.md")


def test_the_example_records_of_the_guide_for_editors_fit_their_schemas() -> None:
    from small import document

    from generator.schemas import schema_problems
    from generator.yamlio import parse_yaml

    examples = re.findall(r"```yaml\n(.*?)```", prose("CONTRIBUTING.md"), re.DOTALL)
    records = [(named, example) for example in examples if (named := SCHEMA_LINE.match(example))]
    assert len(records) == len(examples) - 1  # the other is an exemption
    for named, example in records:
        data = parse_yaml(example, "CONTRIBUTING.md")
        assert isinstance(data, dict)
        assert list(schema_problems(document(Path(named[1]).stem)._replace(data=data))) == []


def test_the_example_exemption_of_the_guide_for_editors_is_one() -> None:
    import msgspec

    from generator.problems import EXEMPTIBLE
    from generator.settings import Exemption
    from generator.yamlio import parse_yaml

    examples = re.findall(r"```yaml\n(.*?)```", prose("CONTRIBUTING.md"), re.DOTALL)
    (example,) = (found for found in examples if not SCHEMA_LINE.match(found))
    (entry,) = msgspec.convert(parse_yaml(example, "CONTRIBUTING.md"), tuple[Exemption, ...])
    assert entry.code in EXEMPTIBLE
    assert entry.reason.en


def test_problem_codes_that_documents_name_exist() -> None:
    shown = re.compile(r"(?:错误|提醒|error|warning) \[([a-z0-9-]+)\]")
    named = {code for document in DOCUMENTS for code in shown.findall(document.read_text("utf-8"))}
    assert named
    assert named <= set(CODES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_site_explains_every_problem_code(built_site: Path, lang: str) -> None:
    page = (built_site / lang / "problems.html").read_text("utf-8")
    assert [code for code in CODES if f'id="{code}"' not in page] == []


@pytest.mark.parametrize("code", CODES)
def test_a_problem_code_is_lower_case_words(code: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", code)


def test_every_layer_of_the_program_is_in_the_architecture() -> None:
    package = REPOSITORY / "generator"
    modules = {
        p.stem if p.suffix else p.name for p in package.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()
    }
    told = set(re.findall(r"`([a-z]+)/?`", prose("ARCHITECTURE.md")))
    assert modules - {"__init__", "__main__"} - told == set()


def test_the_version_is_the_one_that_is_published() -> None:
    from generator import __version__

    assert f'version = "{__version__}"' in prose("pyproject.toml")
    assert __version__ in prose("CHANGELOG.md") or "Unreleased" in prose("CHANGELOG.md")


def test_schemas_are_written_the_way_they_are_published() -> None:
    for name, schema in read_schemas().items():
        written = (schemas_dir() / f"{name}.json").read_text("utf-8")
        assert written == json.dumps(schema, ensure_ascii=False, indent=2) + "\n", name


def test_fixture_records_are_marked_as_invented() -> None:
    for record in FIXTURE.glob("content/*/**/*.yml"):
        assert re.search(r"^sample: true$", record.read_text("utf-8"), re.MULTILINE), record
