"""A check finds the same with a cache as without: whatever happened to the records, and whatever to the cache."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from small import ARCHIVE, make_project, put

from generator import examining, pipeline
from generator.cache import FOLDER, load, save
from generator.content import read_source, source_at
from generator.examining import SECTIONS, Found, Ground, _key, _Section, examine
from generator.model.parts import LANGS
from generator.parallel import workers
from generator.pipeline import Checked, check
from generator.problems import Problem
from generator.report import as_text
from generator.settings import Settings, read_settings

EXEMPTION = "- {code: link-missing, record: organisation/u-1, reason: {zh: 因为, en: because}}\n"


def cache_of(project: Path) -> Path:
    return project / FOLDER


def settings_of(project: Path) -> Settings:
    found, _ = read_settings(project / "site_config")
    assert found is not None
    return found


def values(found: Checked) -> object:
    """All that a check found as values that can be compared, in its order; a record is none: it is itself alone."""
    held = found.catalog
    referring = [(record.id, held.referrers_of(record)) for record in held.every()]
    return (
        found._replace(catalog=None),
        [(record.id, msgspec.msgpack.encode(record)) for record in held.every()],
        list(held.files.items()),
        [(key, [(one.record.kind, one.record.id, one.role) for one in ones]) for key, ones in referring],
        list(held.sources.items()),
    )


def agreed(project: Path) -> Checked:
    """What a check finds with the cache, having found nothing else without: as values and in words."""
    one, other = check(project, cache=cache_of(project)), check(project)
    assert values(one) == values(other)
    for lang in LANGS:
        assert as_text(one.problems, lang) == as_text(other.problems, lang)
    return one


class Looks:
    """Counts the files that are parsed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files: list[str] = []
        parse = examining.parse_source

        def counted(source: examining.SourcePath, text: str) -> examining.Document | Problem:
            self.files.append(source.file)
            return parse(source, text)

        monkeypatch.setattr(examining, "parse_source", counted)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    return Looks(monkeypatch)


def test_a_second_check_parses_no_record(small_project: Path, looks: Looks) -> None:
    check(small_project, cache=cache_of(small_project))
    assert len(looks.files) == 4
    check(small_project, cache=cache_of(small_project))
    assert len(looks.files) == 4


def test_only_what_changed_is_parsed_again(small_project: Path, looks: Looks) -> None:
    check(small_project, cache=cache_of(small_project))
    looks.files.clear()
    put(small_project, "organisation", id="x")
    assert set(check(small_project, cache=cache_of(small_project)).catalog.records["organisation"]) == {"a-bureau", "x"}
    assert looks.files == ["content/organisations/x.yml"]


def test_a_change_that_leaves_name_length_and_time_is_seen(small_project: Path) -> None:
    path = put(small_project, "organisation", id="x", type="university")
    before = path.stat()
    assert agreed(small_project).problems == ()
    path.write_bytes(path.read_bytes().replace(b"university", b"universitx"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [found.code for found in agreed(small_project).problems] == ["value-choice"]


def test_what_records_are_together_is_judged_anew_only_where_any_file_differs(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[int] = []
    rules = pipeline.catalog_problems

    def counted(evidence: pipeline.Evidence) -> Iterator[Problem]:
        judged.append(len(evidence.documents))
        return rules(evidence)

    monkeypatch.setattr(pipeline, "catalog_problems", counted)
    for path, text in ((None, ""), ("x.yml", "id: x\n"), ("y.txt", ""), ("z.yml", "#" * 300_000)):
        if path:
            (small_project / "content" / "organisations" / path).write_text(text)
        for _ in range(2):
            check(small_project, cache=cache_of(small_project))
    assert judged == [4, 5, 5, 5, 5]


def test_a_change_rewrites_one_section_only(small_project: Path) -> None:
    for i in range(40):
        put(small_project, "organisation", id=f"u-{i}")
    check(small_project, cache=cache_of(small_project))
    before = {path.name: path.stat().st_mtime_ns for path in cache_of(small_project).iterdir()}
    put(small_project, "organisation", id="u-7", region="beijing")
    check(small_project, cache=cache_of(small_project))
    after = {path.name: path.stat().st_mtime_ns for path in cache_of(small_project).iterdir()}
    assert sum(before[name] != after[name] for name in after if name.startswith("documents-")) == 1


def test_what_is_gone_falls_out(small_project: Path) -> None:
    path = put(small_project, "organisation", id="x")
    check(small_project, cache=cache_of(small_project))
    path.unlink()
    check(small_project, cache=cache_of(small_project))
    key = _key(settings_of(small_project))
    kept = [load(cache_of(small_project), f"documents-{one}", key, _Section) or {} for one in SECTIONS]
    assert "content/organisations/x.yml" not in {file for files in kept for file in files}


def test_other_settings_look_at_everything_anew(small_project: Path, looks: Looks) -> None:
    put(small_project, "organisation", id="u-1", title={"zh": "联合体", "en": "Wrong"})
    assert "glossary-term" in {found.code for found in agreed(small_project).problems}
    (small_project / "site_config" / "glossary.yml").write_text("- {zh: 联合体, en: [wrong]}\n", "utf-8")
    looks.files.clear()
    assert "glossary-term" not in {found.code for found in agreed(small_project).problems}
    assert len(looks.files) == 10


def test_another_program_looks_at_everything_anew(
    small_project: Path, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(small_project, cache=cache_of(small_project))
    monkeypatch.setattr(examining, "program_digest", lambda: b"another program's")
    looks.files.clear()
    check(small_project, cache=cache_of(small_project))
    assert len(looks.files) == 4


@pytest.mark.parametrize("change", [{"closing_soon_days": 3}, {"languages": ["zh"]}, {"page_size": 7}])
def test_every_setting_counts(small_project: Path, change: Mapping[str, object]) -> None:
    found = settings_of(small_project)
    other = msgspec.structs.replace(found, site=msgspec.structs.replace(found.site, **change))
    assert len({_key(found), _key(other), _key(None)}) == 3


def test_archived_texts_are_compared_in_every_run(small_project: Path) -> None:
    source = {"id": "notice", "title": {"zh": "通知"}, "issuer": {"zh": "局"}, "archive": "a", "quote": "原文"}
    put(small_project, "organisation", id="x", sources=[source])
    archive = small_project / ARCHIVE
    archive.mkdir()
    for text, told in (("原文", []), ("别的", ["quote-not-found"])):
        (archive / "a.txt").write_text(text, "utf-8")
        found = check(small_project, archive=archive, cache=cache_of(small_project))
        assert [problem.code for problem in found.problems] == told
        assert values(found) == values(check(small_project, archive=archive))


def test_what_is_only_to_be_added_is_checked_and_not_kept(small_project: Path) -> None:
    check(small_project, cache=cache_of(small_project))
    before = {path.name: path.read_bytes() for path in cache_of(small_project).iterdir()}
    added = {
        "content/organisations/x.yml": "id: x\n",
        "content/organisations/a-bureau.yml": "id: a-bureau\nwrong: 1\n",
    }
    found = check(small_project, added=added, cache=cache_of(small_project))
    assert values(found) == values(check(small_project, added=added))
    assert {problem.file for problem in found.problems} >= set(added)
    assert {path.name: path.read_bytes() for path in cache_of(small_project).iterdir()} == before


def test_a_file_that_cannot_be_read_is_tried_again(small_project: Path) -> None:
    path = put(small_project, "organisation", id="x")
    whole = path.read_bytes()
    path.write_bytes(b"#" * (256 * 1024 + 1))
    assert [found.code for found in agreed(small_project).problems] == ["file-too-large"]
    path.write_bytes(whole)
    assert agreed(small_project).problems == ()


def test_two_processes_and_a_cache_find_what_one_finds_without(small_project: Path) -> None:
    for i in range(1001):
        put(small_project, "organisation", id=f"unit-{i}", **({"type": "none"} if i % 100 == 0 else {}))
    for changed in ("unit-1000", "unit-500"):
        put(small_project, "organisation", id=changed)
        with workers(2) as crew:
            found = check(small_project, crew, cache=cache_of(small_project))
        assert values(found) == values(check(small_project))


FORGERIES: Mapping[str, Mapping[str, object]] = {
    "a record of no kind's shape": {"packed": msgspec.msgpack.encode({"id": "x", "title": 3})},
    "no record": {"packed": b"\xc1"},
    "a deep record": {"packed": b"\x91" * 100_000},
    "no place": {"references": (((), "organisation", "x"),)},
    "no comments": {"comments": b"{"},
    "a list for comments": {"comments": b"[]"},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_findings_of_which_no_record_can_be_made_are_not_taken(small_project: Path, forgery: str) -> None:
    before = values(agreed(small_project))
    key = _key(settings_of(small_project))
    for section in SECTIONS:
        files = load(cache_of(small_project), f"documents-{section}", key, _Section) or {}
        forged = {file: msgspec.structs.replace(found, **FORGERIES[forgery]) for file, found in files.items()}
        save(cache_of(small_project), f"documents-{section}", key, forged)
    assert values(agreed(small_project)) == before


@pytest.mark.parametrize("name", ["../../etc/passwd", "content/none/x.yml", "content/organisations/unknown.yml", ""])
def test_forged_files_are_no_records(small_project: Path, name: str) -> None:
    before = values(agreed(small_project))
    key = _key(settings_of(small_project))
    found = Found(b"x" * 16, is_fit=True, packed=msgspec.msgpack.encode({}))
    save(cache_of(small_project), "documents-0", key, {name: found})
    assert values(agreed(small_project)) == before


# -- whatever happens ---------------------------------------------------------------------------------------------

Edit = Callable[[Path, Random], None]


def _records(project: Path) -> list[Path]:
    return sorted((project / "content").glob("*/*.yml"))


def _one(project: Path, chance: Random) -> Path:
    return chance.choice([*_records(project), project / "content" / "organisations" / "nothing.yml"])


def _add(project: Path, chance: Random) -> None:
    kind = chance.choice(["organisation", "organisation", "guide", "challenge", "winner", "notice"])
    title = {"zh": chance.choice(["联合体", "标题"]), "en": chance.choice(["Wrong", "Consortium"])}
    more = {"type": chance.choice(["university", "none"])} if kind == "organisation" else {}
    put(project, kind, id=f"u-{chance.randint(0, 4)}", title=title, **more)


def _change(project: Path, chance: Random) -> None:
    path = _one(project, chance)
    if path.exists():
        old, new = chance.choice([(b"x", b"y"), (b"a-", b"b-"), (b"\n", b"\r\n"), (b"id", b"# id"), (b": ", b":  ")])
        path.write_bytes(path.read_bytes().replace(old, new))


def _shift(project: Path, chance: Random) -> None:
    path = _one(project, chance)
    if path.exists():
        path.write_bytes(b"# a line more\n" + path.read_bytes())


def _break(project: Path, chance: Random) -> None:
    spoilt = (
        b"",
        b"\xff",
        b"a: [",
        b"- a\n",
        b"a: 1\na: 2\n",
        b"#" * 300_000,
        b"id: &x 1\n",
        b"id: x\n13800138000: 1\n",
    )
    _one(project, chance).write_bytes(chance.choice(spoilt))


SPOILT = (
    *(b"", b"\xff", b"a: [", b"- a\n", b"a: 1\na: 2\n", b"#" * 300_000, b"id: &x 1\n"),
    *(b"id: x\n13800138000: 1\n", b"wrong: 1\nmore: [{wrong: 2}]\n"),
)


def _mend(project: Path, chance: Random) -> None:
    path = _one(project, chance)
    whole = Path(__file__).parent / "cases" / "base" / path.relative_to(project)
    if whole.exists():
        shutil.copy(whole, path)


def _rename(project: Path, chance: Random) -> None:
    path = _one(project, chance)
    if path.exists():
        folder = chance.choice([path.parent, path.parent / "deep", project / "content" / "winners"])
        folder.mkdir(exist_ok=True)
        path.rename(folder / chance.choice([path.name, "u-9.yml", "A-Bureau.yml", "x.yaml"]))


def _remove(project: Path, chance: Random) -> None:
    _one(project, chance).unlink(missing_ok=True)


def _exempt(project: Path, chance: Random) -> None:
    (project / "site_config" / "exemptions.yml").write_text(chance.choice(["", EXEMPTION, "wrong"]), "utf-8")


def _lose_the_cache(project: Path, _: Random) -> None:
    shutil.rmtree(project / FOLDER.parts[0], ignore_errors=True)


def _spoil_the_cache(project: Path, chance: Random) -> None:
    for path in sorted(cache_of(project).glob("*.cache")):
        whole, at = path.read_bytes(), chance.randint(0, path.stat().st_size)
        path.write_bytes(chance.choice([whole, whole[:at], whole[:at] + b"\0" + whole[at + 1 :], b""]))


def _swap_the_cache(project: Path, chance: Random) -> None:
    found = sorted(cache_of(project).glob("*.cache"))
    if len(found) > 1:
        one, other = chance.sample(found, 2)
        held = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(held)


def _bring_back_an_old_cache(project: Path, chance: Random) -> None:
    old = project.parent / "old"
    if old.exists() and chance.random() < 0.5:
        shutil.rmtree(cache_of(project), ignore_errors=True)
        shutil.copytree(old, cache_of(project))
    elif cache_of(project).exists():
        shutil.copytree(cache_of(project), old, dirs_exist_ok=True)


EDITS: tuple[Edit, ...] = (
    *(_add, _add, _change, _shift, _break, _mend, _rename, _remove, _exempt),
    *(_lose_the_cache, _spoil_the_cache, _swap_the_cache, _bring_back_an_old_cache),
)


@settings(max_examples=15)
@given(some.lists(some.sampled_from(EDITS), min_size=1, max_size=8), some.randoms(use_true_random=False))
def test_after_any_edits_a_check_with_a_cache_finds_what_one_without_finds(
    tmp_path_factory: pytest.TempPathFactory, edits: list[Edit], chance: Random
) -> None:
    project = make_project(tmp_path_factory.mktemp("edited") / "small")
    agreed(project)
    for edit in edits:
        edit(project, chance)
        agreed(project)


def test_problems_that_lie_in_a_file_have_their_places_at_once(small_project: Path) -> None:
    (small_project / "content" / "organisations" / "x.yml").write_text("id: x\nwrong: 1\n", "utf-8")
    source = source_at("content/organisations/x.yml")
    assert source is not None
    assert isinstance(read_source(small_project, source), str)
    found = examine(Ground(small_project, settings_of(small_project)), (source,))
    assert {problem.line for problem in found.problems} == {1, 2}
