"""`migrate`: records and settings in the format of this program's version, all of them or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator import writer
from generator.content import SourcePath, find_sources, fitting, parse_source, placed, read_source
from generator.documents import document_of
from generator.formatting import ordered, schema_address
from generator.migrations import SCHEMA_VERSION, Migration, way_from
from generator.migrations.following import followed
from generator.model.artifacts import Artifact
from generator.model.parts import Text
from generator.problems import Place, Problem, is_error, problem
from generator.schemas import schema_problems
from generator.settings import FILES, version_in, version_problem
from generator.yamlcomments import comments_of
from generator.yamlio import Json, parse_yaml
from generator.yamltext import yaml_of

SETTINGS_FOLDER = "site_config"
SITE = "site"
VERSION = "schema_version"
_VERSION_LINE = re.compile(rf"^({VERSION}:[ \t]*)[0-9]+", re.MULTILINE)
_WRONG_SHAPE = (TypeError, KeyError, AttributeError, ValueError, IndexError)
"""What a step stumbles over where data is not as its version asks."""


class Rewritten(NamedTuple):
    """A file that changes: its new text, and what each step did to it."""

    file: str
    text: str
    done: tuple[Text, ...] = ()


class Migrated(NamedTuple):
    """What a run came to: from which version, the files that changed or would change, and what is wrong."""

    since: int
    files: tuple[Rewritten, ...] = ()
    problems: tuple[Problem, ...] = ()


def migrate(root: Path, table: tuple[Migration, ...], *, is_dry: bool = False) -> Migrated:
    """Brings the site in `root` to this program's version by the steps in `table`.

    Nothing is written if anything is wrong, or if `is_dry`.
    """
    if not is_dry:
        writer.complete_replacing(root)
    folder = root / SETTINGS_FOLDER
    since = version_in(folder)
    if isinstance(since, Problem):
        return Migrated(SCHEMA_VERSION, problems=placed([since], root))
    if since == SCHEMA_VERSION:
        return Migrated(since)
    steps = way_from(since, table) if since < SCHEMA_VERSION else ()
    if not steps:
        return Migrated(since, problems=placed([_no_way(since)], root))
    changed = [*_records(root, steps), *_settings(root, steps)]
    files = tuple(found for found in changed if isinstance(found, Rewritten))
    problems = placed((found for found in changed if isinstance(found, Problem)), root)
    if not is_dry and not any(map(is_error, problems)):
        writer.replace(root, [Artifact(found.file, found.text.encode()) for found in files])
    return Migrated(since, files, problems)


def _no_way(since: int) -> Problem:
    file = f"{SETTINGS_FOLDER}/{SITE}.yml"
    if since > SCHEMA_VERSION:
        return version_problem(since, file)
    return problem("migration-unknown", Place(file), pointer=(VERSION,), value=str(since), current=SCHEMA_VERSION)


# -- records --------------------------------------------------------------------------------------------------


def _records(root: Path, steps: Sequence[Migration]) -> Iterator[Rewritten | Problem]:
    for source in find_sources(root):
        if isinstance(source, Problem):
            if source.code == "file-unreadable":  # records may lie there; whatever else is no record stays as it is
                yield source
            continue
        text = read_source(root, source)
        document = text if isinstance(text, Problem) else parse_source(source, text)
        if isinstance(document, Problem):
            yield document
        else:
            yield from _record(source, str(text), document.data, steps)


def _record(
    source: SourcePath, text: str, data: dict[str, Json], steps: Sequence[Migration]
) -> Iterator[Rewritten | Problem]:
    new, done = data, []
    for step in steps:
        made = _changed(step, source, new)
        if isinstance(made, Problem):
            yield made
            return
        done += [step.does] if made != new else []
        new = made
    yield from map(_still_wrong, schema_problems(document_of(source.file, source.kind, source.id, new)))
    if done:
        comments, displaced = followed(comments_of(text), data, new)
        schema = schema_address(source.kind, source.file)
        anew = yaml_of(ordered(source.kind, new), schema=schema, comments=comments)
        held = fitting(source.file, anew)
        yield held if isinstance(held, Problem) else Rewritten(source.file, held, tuple(done))
        yield from (problem("migration-comment", Place(source.file), value=comment) for comment in displaced)


def _changed(step: Migration, source: SourcePath, data: dict[str, Json]) -> dict[str, Json] | Problem:
    if step.record is None:
        return data
    try:
        return step.record(source.kind, deepcopy(data))
    except _WRONG_SHAPE:
        return problem("migration-failed", Place(source.file), step=step.does.zh, step_en=step.does.en or step.does.zh)


def _still_wrong(found: Problem) -> Problem:
    """What is wrong with the data in its new format, told of the file that still has the old one."""
    message, remedy = found.message, found.remedy
    words = {"reason": message.zh, "reason_en": message.en, "advice": remedy.zh, "advice_en": remedy.en}
    return problem("migration-invalid", Place(found.file), pointer=found.pointer, value=found.value, words=words)


# -- settings -------------------------------------------------------------------------------------------------


def _settings(root: Path, steps: Sequence[Migration]) -> Iterator[Rewritten | Problem]:
    """The files of site_config/ that a step changes, and the one that says the version."""
    texts = {name: text for name in FILES if (text := _read_setting(root, name)) is not None}
    read = {name: parse_yaml(text, _file(name)) for name, text in texts.items()}
    yield from (value for value in read.values() if isinstance(value, Problem) and value.code != "file-empty")
    new: Mapping[str, Json] = {name: value for name, value in read.items() if not isinstance(value, Problem)}
    done: dict[str, tuple[Text, ...]] = {}
    for step in steps:
        made = _changed_settings(step, new)
        if isinstance(made, Problem):
            yield made
            return
        done.update({name: (*done.get(name, ()), step.does) for name in new if made.get(name) != new[name]})
        new = {name: made[name] for name in new if name in made}
    for name, value in new.items():
        if name == SITE or name in done:
            yield from _setting(name, texts[name], read[name], value, done.get(name, ()))


def _changed_settings(step: Migration, settings: Mapping[str, Json]) -> Mapping[str, Json] | Problem:
    try:
        return step.settings(deepcopy(dict(settings))) if step.settings else settings
    except _WRONG_SHAPE:
        return problem("migration-failed", Place(_file(SITE)), step=step.does.zh, step_en=step.does.en or step.does.zh)


def _setting(
    name: str, text: str, old: Json | Problem, new: Json, done: tuple[Text, ...]
) -> Iterator[Rewritten | Problem]:
    wrong = _setting_problem(name, new)
    if wrong is not None:
        yield wrong
        return
    assert isinstance(new, dict | list), "what a settings file asks for"
    assert not isinstance(old, Problem)
    if name == SITE and not done:
        yield Rewritten(_file(name), _with_version(text))
        return
    value = {**new, VERSION: SCHEMA_VERSION} if name == SITE and isinstance(new, dict) else new
    comments, displaced = followed(comments_of(text), old, value)
    yield Rewritten(_file(name), yaml_of(value, comments=comments), done)
    yield from (problem("migration-comment", Place(_file(name)), value=comment) for comment in displaced)


def _setting_problem(name: str, new: Json) -> Problem | None:
    try:
        msgspec.convert(new, FILES[name])
    except msgspec.ValidationError as error:
        words = {"reason": error, "reason_en": error, "advice": "", "advice_en": ""}
        return problem("migration-invalid", Place(_file(name)), words=words)
    return None


def _with_version(text: str) -> str:
    """The text of site.yml with nothing else changed than its version."""
    site = parse_yaml(text, _file(SITE))
    wanted = {**site, VERSION: SCHEMA_VERSION} if isinstance(site, dict) else {}
    changed = _VERSION_LINE.sub(rf"\g<1>{SCHEMA_VERSION}", text, count=1)
    added = f"{text.rstrip()}\n{VERSION}: {SCHEMA_VERSION}\n"
    fitting = [again for again in (changed, added) if parse_yaml(again, _file(SITE)) == wanted]
    return fitting[0] if fitting else yaml_of(wanted, comments=comments_of(text))


def _read_setting(root: Path, name: str) -> str | None:
    try:
        return (root / _file(name)).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def _file(name: str) -> str:
    return f"{SETTINGS_FOLDER}/{name}.yml"
