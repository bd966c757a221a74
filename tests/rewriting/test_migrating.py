"""`zhangbang migrate`, shown on an invented earlier version 0: all records and comments follow, or none."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small import told

from generator.cli import main
from generator.content import SIZE_LIMIT, SourcePath, find_sources
from generator.guest import BuildRefused
from generator.migrations import MIGRATIONS, SCHEMA_VERSION, Migration, way_from
from generator.model.parts import Text
from generator.pipeline import check
from generator.publishing import Asked, build_site
from generator.rewriting.migrating import migrate
from generator.writer import REPLACEMENTS
from generator.yamlcomments import NONE, Comments, comments_of, every
from generator.yamlio import Json, parse_yaml
from generator.yamltext import yaml_of

# -- version 0: what differed, and the way from it ------------------------------------------------------------


def everywhere(value: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """The value with `change` made to each group in it, the inner ones first."""
    if isinstance(value, dict):
        return change({key: everywhere(inner, change) for key, inner in value.items()})
    return [everywhere(item, change) for item in value] if isinstance(value, list) else value


def to_ten_thousands(group: dict[str, Any]) -> dict[str, Any]:
    if group.keys() != {"thousand"} or not isinstance(group["thousand"], int | float):
        return group
    amount = group["thousand"] / 10
    return {"wan": int(amount) if amount == int(amount) else amount}


def from_ten_thousands(group: dict[str, Any]) -> dict[str, Any]:
    is_amount = group.keys() == {"wan"} and isinstance(group["wan"], int | float)
    return {"thousand": round(group["wan"] * 10)} if is_amount else group


def forwards(_kind: str, data: dict[str, Json]) -> dict[str, Any]:
    """Version 1: a key renamed, a text split, a key moved out of a group, amounts in another unit."""
    new: dict[str, Any] = everywhere(data, to_ten_thousands)
    if "updated" in new:
        new["updated_on"] = new.pop("updated")
    if isinstance(new.get("title"), str):
        zh, _, en = new["title"].partition(" / ")
        new["title"] = {"zh": zh, "en": en} if en else {"zh": zh}
    if "place" in new:
        new["region"] = new.pop("place")["region"]
    return new


def backwards(data: dict[str, Any]) -> dict[str, Any]:
    """The same record as version 0 had it."""
    old: dict[str, Any] = everywhere(data, from_ten_thousands)
    old["updated"] = old.pop("updated_on")
    old["title"] = " / ".join(old["title"].values())
    return (
        {**{k: v for k, v in old.items() if k != "region"}, "place": {"region": old["region"]}}
        if "region" in old
        else old
    )


def renamed_setting(settings: Mapping[str, Json]) -> Mapping[str, Json]:
    site: Any = settings["site"]
    return {**settings, "site": {("closing_soon_days" if key == "soon" else key): site[key] for key in site}}


DOES = Text(zh="改名、拆分、移动、换单位", en="renames, splits, moves and converts")
TABLE = (Migration(0, DOES, forwards, renamed_setting),)

REMARKS = Comments(
    ("# about the record",),
    {"/updated": ("# when",), "/place/region": ("# where",), "/sources/0": ("# the source",), "/title": ("# named",)},
    {"/updated": "# by me", "/title": "# as published", "/place/region": "# the city"},
    ("# the end",),
)


def sources_in(project: Path) -> list[SourcePath]:
    return [source for source in find_sources(project) if isinstance(source, SourcePath)]


def data_of(project: Path) -> dict[str, Any]:
    """What every record and the settings of the site say."""
    files = [*(source.file for source in sources_in(project)), "site_config/site.yml"]
    return {file: parse_yaml((project / file).read_text("utf-8"), file) for file in files}


def bytes_of(project: Path) -> dict[str, bytes]:
    return {str(path.relative_to(project)): path.read_bytes() for path in project.rglob("*") if path.is_file()}


def make_older(project: Path) -> Path:
    """Writes all records of the project, and its settings, as version 0 had them."""
    for source in sources_in(project):
        path = project / source.file
        data: Any = parse_yaml(path.read_text("utf-8"), source.file)
        path.write_text(yaml_of(backwards(data), comments=REMARKS), "utf-8")
    site = project / "site_config/site.yml"
    text = site.read_text("utf-8").replace("closing_soon_days:", "# how soon\nsoon:")
    site.write_text(f"{text}# the version\nschema_version: 0  # do not touch\n", "utf-8")
    return project


@pytest.fixture
def older(project: Path) -> Path:
    return make_older(project)


@pytest.fixture
def small_older(small_project: Path) -> Path:
    return make_older(small_project)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program knows the way from version 0."""
    monkeypatch.setattr("generator.migrations.MIGRATIONS", TABLE)


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["migrate", "--root", str(project), "--lang", "en", *arguments])


# -- what it does ---------------------------------------------------------------------------------------------


def test_every_record_of_a_site_says_the_same_in_the_new_format(project: Path) -> None:
    before, problems = data_of(project), [told(found) for found in check(project).problems]
    make_older(project)
    done = migrate(project, TABLE)
    after = data_of(project)
    assert after["site_config/site.yml"].pop("schema_version") == SCHEMA_VERSION
    assert after == before
    assert {found.code for found in done.problems} <= {"migration-comment"}
    assert [re.sub(r":\d+:\d+", "", line) for line in map(told, check(project).problems)] == [
        re.sub(r":\d+:\d+", "", line) for line in problems
    ]


def test_comments_follow_what_they_belong_to(small_older: Path) -> None:
    file = small_older / "content/guides/a-guide.yml"
    written = sorted(every(comments_of(file.read_text("utf-8"))))
    migrate(small_older, TABLE)
    found = comments_of(file.read_text("utf-8"))
    assert sorted(every(found)) == written
    assert (found.head, found.tail) == (("# about the record",), ("# the end",))
    assert found.before == {
        "/title": ("# named",),
        "/region": ("# where",),
        "/sources/0": ("# the source",),
        "/updated_on": ("# when",),
    }
    assert found.after == {"/title": "# as published", "/region": "# the city", "/updated_on": "# by me"}


def test_the_settings_follow_with_their_comments(small_older: Path) -> None:
    migrate(small_older, TABLE)
    text = (small_older / "site_config/site.yml").read_text("utf-8")
    assert "# how soon\nclosing_soon_days: 14\n" in text
    assert f"# the version\nschema_version: {SCHEMA_VERSION}  # do not touch\n" in text


@pytest.mark.usefixtures("known")
def test_each_file_is_told_with_what_was_done_to_it(small_older: Path) -> None:
    done = run(small_older)
    assert done.exit_code == 0
    assert "content/guides/a-guide.yml\n    renames, splits, moves and converts\n" in done.output
    assert "site_config/site.yml\n    renames" in done.output
    assert done.output.endswith("version 0 → version 1: 5 files rewritten\n")


@pytest.mark.usefixtures("known")
def test_a_second_run_has_nothing_to_do(small_older: Path) -> None:
    run(small_older)
    before = bytes_of(small_older)
    done = run(small_older)
    assert (done.exit_code, done.output) == (0, "this is version 1 already\n")
    assert bytes_of(small_older) == before
    assert CliRunner().invoke(main, ["fmt", "--check", "--root", str(small_older)]).exit_code == 0


@pytest.mark.usefixtures("known")
def test_a_dry_run_tells_the_same_and_writes_nothing(small_older: Path) -> None:
    before = bytes_of(small_older)
    done = run(small_older, "--dry-run")
    assert done.exit_code == 0
    assert done.output.endswith("version 0 → version 1: 5 files to be rewritten; nothing was written\n")
    assert bytes_of(small_older) == before
    assert run(small_older).output.splitlines()[:-1] == done.output.splitlines()[:-1]


def test_only_what_a_step_changes_is_rewritten(small_older: Path) -> None:
    def only_guides(kind: str, data: dict[str, Json]) -> dict[str, Json]:
        return data if kind != "guide" else {**data, "note": {"zh": "新"}}

    migrate(small_older, TABLE)
    file = small_older / "site_config/site.yml"
    file.write_text(file.read_text("utf-8").replace("schema_version: 1", "schema_version:   0"), "utf-8")
    before = bytes_of(small_older)
    done = migrate(small_older, (Migration(0, DOES, only_guides),))
    assert [found.file for found in done.files] == ["content/guides/a-guide.yml", "site_config/site.yml"]
    after = bytes_of(small_older)
    assert {name for name in after if after[name] != before[name]} == {found.file for found in done.files}
    assert after["site_config/site.yml"] == before["site_config/site.yml"].replace(b":   0", b":   1")


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is of version 2."""
    for place in ("rewriting.migrating", "settings", "migrations"):
        monkeypatch.setattr(f"generator.{place}.SCHEMA_VERSION", 2)
    monkeypatch.setattr("generator.rewriting.migrating.way_from", lambda since, table: way_from(since, table, 2))


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "\n# kept:   as it is\npage_size:   3\n\n# end\n",
            "\n# kept:   as it is\npage_size:   3\n\n# end\nschema_version: 2\n",
        ),
        ("schema_version:  1 # old\npage_size:   3\n", "schema_version:  2 # old\npage_size:   3\n"),
    ],
)
def test_where_only_the_version_changes_all_else_stays(small_project: Path, before: str, after: str) -> None:
    """A site that says no version is of the first."""
    file = small_project / "site_config/site.yml"
    text = file.read_text("utf-8").replace("page_size: 3\n", "")
    file.write_text(text + before, "utf-8")
    done = migrate(small_project, (Migration(1, DOES),))
    assert [(found.file, found.text) for found in done.files] == [("site_config/site.yml", text + after)]


@pytest.mark.usefixtures("second")
def test_settings_in_braces_are_written_anew(small_project: Path) -> None:
    file = small_project / "site_config/site.yml"
    site: Any = parse_yaml(file.read_text("utf-8"), "site.yml")
    file.write_text(f"{json.dumps(site)}  # in braces\n", "utf-8")
    migrate(small_project, (Migration(1, DOES),))
    text = file.read_text("utf-8")
    assert parse_yaml(text, "site.yml") == {**site, "schema_version": 2}
    assert text.endswith("\nschema_version: 2\n# in braces\n")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("schema_version: one", "settings-invalid"),
        ("schema_version: -1", "settings-invalid"),
        ("title: [", "yaml-syntax"),
    ],
)
def test_a_version_that_cannot_be_known_is_told(small_project: Path, line: str, code: str) -> None:
    file = small_project / "site_config/site.yml"
    file.write_text(f"{line}\n", "utf-8")
    done = run(small_project)
    assert done.exit_code == 1
    assert f"[{code}]" in done.output
    assert "already" not in done.output
    assert code in {found.code for found in check(small_project).problems}


def test_a_comment_whose_place_is_gone_stands_near_it_and_is_told(small_older: Path) -> None:
    def without_title(_kind: str, data: dict[str, Json]) -> dict[str, Json]:
        new = forwards(_kind, data)
        return {**new, "title": {"zh": "新标题"}} if _kind != "guide" else {**new, "title": {"zh": "新"}, "year": 2025}

    file = small_older / "content/guides/a-guide.yml"
    text = file.read_text("utf-8").replace("place:", "year: 2024\nextra: 1  # gone\nplace:")
    file.write_text(text, "utf-8")

    def step(kind: str, data: dict[str, Json]) -> dict[str, Json]:
        return {key: value for key, value in without_title(kind, data).items() if key != "extra"}

    done = migrate(small_older, (Migration(0, DOES, step, renamed_setting),))
    assert [(found.file, found.value) for found in done.problems] == [("content/guides/a-guide.yml", "# gone")]
    assert "# gone\n" in file.read_text("utf-8")


def test_steps_come_one_after_another() -> None:
    steps = [Migration(since, DOES) for since in (2, 0, 1)]
    assert way_from(0, tuple(steps), 3) == (steps[1], steps[2], steps[0])
    assert way_from(1, tuple(steps), 3) == (steps[2], steps[0])
    assert way_from(3, tuple(steps), 3) == ()
    assert way_from(0, tuple(steps), 4) is None


@pytest.mark.usefixtures("second")
def test_two_steps_are_taken_in_one_run(small_older: Path) -> None:
    last = Migration(1, Text(zh="加说明", en="adds a note"), lambda _, data: {**data, "note": {"zh": "新"}})
    done = migrate(small_older, (last, *TABLE))
    assert [found.done for found in done.files][:-1] == [(DOES, last.does)] * 4
    assert all(data["note"] == {"zh": "新"} for file, data in data_of(small_older).items() if "content" in file)
    assert data_of(small_older)["site_config/site.yml"]["schema_version"] == 2


# -- what stops it --------------------------------------------------------------------------------------------


def stopped(project: Path, table: tuple[Migration, ...] = TABLE) -> set[str]:
    """The codes of the problems for which nothing was written."""
    before = bytes_of(project)
    done = migrate(project, table)
    assert bytes_of(project) == before
    return {found.code for found in done.problems if found.severity == "error"}


def test_a_step_whose_result_is_invalid_is_refused_and_nothing_is_written(small_older: Path) -> None:
    def wrong(kind: str, data: dict[str, Json]) -> dict[str, Json]:
        return {**forwards(kind, data), **({"call": "nothing"} if kind == "guide" else {})}

    table = (Migration(0, DOES, wrong, renamed_setting),)
    assert stopped(small_older, table) == {"migration-invalid"}
    (found,) = (found for found in migrate(small_older, table).problems if found.severity == "error")
    assert (found.file, found.pointer) == ("content/guides/a-guide.yml", ("call",))


def test_a_record_that_would_become_too_large_to_be_read_is_refused_and_nothing_is_written(small_older: Path) -> None:
    file = small_older / "content/guides/a-guide.yml"
    file.write_text(f"# {'x' * (SIZE_LIMIT - file.stat().st_size - 3)}\n" + file.read_text("utf-8"), "utf-8")
    assert stopped(small_older) == {"file-too-large"}


def test_settings_that_would_be_invalid_are_refused_and_nothing_is_written(small_older: Path) -> None:
    table = (Migration(0, DOES, forwards, lambda settings: {**settings, "domains": "none"}),)
    assert stopped(small_older, table) == {"migration-invalid"}


def test_a_record_that_cannot_be_read_keeps_all_as_they_are(small_older: Path) -> None:
    (small_older / "content/guides/a-guide.yml").write_text("id: [\n")
    assert stopped(small_older) == {"yaml-syntax"}


def test_a_record_that_is_not_as_its_version_asks_is_told(small_older: Path) -> None:
    file = small_older / "content/guides/a-guide.yml"
    file.write_text(re.sub(r"(?s)place:\n.*?region: .*?\n", "place: 1\n", file.read_text("utf-8")), "utf-8")
    assert stopped(small_older) == {"migration-failed"}


def test_settings_that_a_step_cannot_change_are_told(small_older: Path) -> None:
    table = (Migration(0, DOES, forwards, lambda settings: {"site": settings["nothing"]}),)
    assert stopped(small_older, table) == {"migration-failed"}


def test_a_version_that_nobody_knows_the_way_from_is_refused(small_older: Path) -> None:
    assert stopped(small_older, MIGRATIONS) == {"migration-unknown"}
    done = run(small_older)
    assert done.exit_code == 1
    assert re.search(r"site_config/site.yml:\d+:1: error \[migration-unknown\] /schema_version", done.output)


def test_a_site_that_is_newer_than_the_program_is_refused(small_older: Path) -> None:
    site = small_older / "site_config/site.yml"
    site.write_text(site.read_text("utf-8").replace("schema_version: 0", "schema_version: 2"), "utf-8")
    assert stopped(small_older) == {"site-newer"}
    assert "older than the site" in run(small_older).output


def test_checks_and_builds_of_an_older_site_say_what_to_run(small_older: Path) -> None:
    (found,) = check(small_older).problems
    assert (found.code, found.file) == ("site-older", "site_config/site.yml")
    assert "zhangbang migrate" in found.remedy.zh
    with pytest.raises((BuildRefused, SystemExit)):
        build_site(small_older, Asked(small_older.parent / "out", keep_going=True))
    assert not (small_older.parent / "out").exists()


# -- interrupted ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [1, 3, 5])
def test_a_disk_that_is_full_changes_nothing(small_older: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    before, move, calls = bytes_of(small_older), Path.replace, []

    def breaking(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == at:
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", breaking)
    with pytest.raises(OSError, match="No space"):
        migrate(small_older, TABLE)
    assert bytes_of(small_older) == before


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = {path!r}
from rewriting.test_migrating import TABLE
from generator.rewriting.migrating import migrate
move, left = Path.replace, [{count}]
def dying(self, target):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return move(self, target)
Path.replace = dying
migrate(Path({root!r}), TABLE)
"""


@pytest.mark.parametrize("count", [0, 3])
def test_killed_in_the_middle_every_file_is_whole_and_the_next_run_completes_it(small_older: Path, count: int) -> None:
    before = bytes_of(small_older)
    killed(small_older, count)
    files = [name for name in before if name.endswith(".yml")]
    between = {name: (small_older / name).read_bytes() for name in files}
    assert sum(between[name] != before[name] for name in files) == count
    assert (small_older / REPLACEMENTS).is_dir()
    assert [found.code for found in check(small_older).problems] == ["site-older"]
    assert migrate(small_older, TABLE).since == SCHEMA_VERSION
    assert check(small_older).problems == ()
    assert {str(path.relative_to(small_older)) for path in small_older.rglob("*") if path.is_file()} == before.keys()


def killed(project: Path, count: int) -> None:
    """A run that is killed when so many files are moved."""
    script = KILLED.format(path=sys.path, count=count, root=str(project))
    assert subprocess.run([sys.executable, "-c", script], check=False, env=os.environ).returncode == -signal.SIGKILL


@pytest.mark.parametrize("newer", [None, b"# newer\n"])
def test_a_file_that_was_edited_or_deleted_after_the_kill_stays_so(small_older: Path, newer: bytes | None) -> None:
    killed(small_older, 0)
    file = small_older / "content/guides/a-guide.yml"
    file.unlink() if newer is None else file.write_bytes(newer)
    for _ in range(2):
        assert migrate(small_older, TABLE).since == SCHEMA_VERSION
    assert (file.read_bytes() if file.exists() else None) == newer
    assert not (small_older / REPLACEMENTS).exists()


def test_a_dry_run_after_the_kill_completes_nothing(small_older: Path) -> None:
    killed(small_older, 1)
    before = bytes_of(small_older)
    migrate(small_older, TABLE, is_dry=True)
    assert bytes_of(small_older) == before
    assert (small_older / REPLACEMENTS).is_dir()


def test_without_comments_none_appear(small_project: Path) -> None:
    make_older(small_project)
    for source in sources_in(small_project):
        path = small_project / source.file
        data: Any = parse_yaml(path.read_text("utf-8"), source.file)
        path.write_text(yaml_of(data), "utf-8")
    migrate(small_project, TABLE)
    assert all(comments_of((small_project / s.file).read_text("utf-8")) == NONE for s in sources_in(small_project))
