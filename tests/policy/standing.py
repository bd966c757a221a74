"""Invented records that stand under the real programmes' and guides' rules, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from conftest import REPOSITORY

from generator.catalog import Catalog, resolve
from generator.documents import Document, document_of, record_of
from generator.model.parts import Rule
from generator.model.records import KINDS, Guide, Programme
from generator.problems import Problem
from generator.rules import answers, policies, tracks
from generator.rules.evidence import Evidence
from generator.schemas import schema_problems
from generator.settings import Settings, read_settings
from generator.yamlio import parse_yaml
from policy.written import filled

HOLDERS: Mapping[str, str] = {
    "xiangtan-2024-challenge": "programme",
    "xiangtan-2024-needs": "guide",
    "gansu-2025-industry-challenge": "programme",
    "guangzhou-key-rd": "programme",
}
"""The records whose rules are held here, and their kinds."""

Keys = Mapping[str, Any]


class Standing(NamedTuple):
    """Invented records under a real one: their documents, the catalog, and the problems."""

    documents: tuple[Document, ...]
    catalog: Catalog
    problems: tuple[Problem, ...]

    @property
    def broken(self) -> list[str]:
        """The ids of the rules that are broken, each once."""
        return sorted({str(found.value).partition("#")[2] for found in self.problems if found.code == "rule-broken"})


@cache
def real(holder: str) -> Document:
    """The real record's document."""
    kind = HOLDERS[holder]
    file = f"content/{KINDS[kind].folder}/{holder}.yml"
    data = parse_yaml(_text(REPOSITORY / file), file)
    assert isinstance(data, dict)
    return document_of(file, kind, holder, data)


@cache
def rules_of(holder: str) -> tuple[Rule, ...]:
    """The real record's rules."""
    record = record_of(real(holder))
    assert isinstance(record, (Programme, Guide))
    return record.rules


@cache
def settings() -> Settings:
    """The reference site's own settings."""
    found, problems = read_settings(REPOSITORY / "site_config")
    assert found is not None, problems
    return found


def standing(holder: str, records: Iterable[Keys], *, count_members: bool = False) -> Standing:
    """The records under the holder; each is of its `kind` and stands `times` often."""
    invented = tuple(_invented(holder, tuple(records)))
    assert [problem for each in invented for problem in schema_problems(each)] == []
    catalog = resolve((*(real(name) for name in HOLDERS), *invented))
    evidence = Evidence(invented, {}, catalog, _counting(members=count_members))
    found = (*policies.problems(evidence), *answers.problems(evidence), *tracks.problems(evidence))
    return Standing(invented, catalog, found)


def resolves(documents: Iterable[Document], problem: Problem) -> bool:
    """Whether the problem's pointer leads to something in its record."""
    (value,) = (each.data for each in documents if each.file == problem.file)
    step: Any = value
    for key in problem.pointer:
        step = step[key]
    return step not in (None, [], {})


def _counting(*, members: bool) -> Settings:
    own = settings()
    site = {name: getattr(own.site, name) for name in own.site.__struct_fields__}
    fields = {name: getattr(own, name) for name in own.__struct_fields__}
    return Settings(**{**fields, "site": type(own.site)(**{**site, "quotas_count_members": members})})


def _invented(holder: str, records: tuple[Keys, ...]) -> Iterator[Document]:
    if not any(keys["kind"] == "list" for keys in records):
        records = ({"kind": "list"}, *records)
    placed = _placed(holder)
    for keys in records:
        kind, times = str(keys["kind"]), int(keys.get("times", 1))
        own = {key: value for key, value in keys.items() if key not in ("kind", "times")}
        for i in range(times):
            number = {"id": f"{own.get('id', f'a-{kind}')}-{i + 1}"} if times > 1 else {}
            yield filled(kind, sample=True, **{**placed.get(kind, {}), **own, **number})


def _placed(holder: str) -> Mapping[str, Keys]:
    """What places records of each kind under the holder."""
    data = real(holder).data
    programme = data.get("programme", holder)
    above = {"programme": programme, **({"guide": holder} if HOLDERS[holder] == "guide" else {})}
    region = {"region": data["region"]}
    return {
        "list": {**above, **region, "year": 2025},
        "challenge": {**region, "list": "a-list"},
        "winner": {**region, "list": "a-list", "track": None},
        "organisation": {**region, "type": "enterprise"},
    }


def _text(path: Path) -> str:
    return path.read_text("utf-8")
