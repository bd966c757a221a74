"""A project whose records hold hostile texts wherever their schemas allow any text at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import yaml
from playwright.sync_api import expect

from generator.content import SIZE_LIMIT
from generator.documents import texts_of
from generator.model.parts import LANGS
from generator.model.records import KINDS
from generator.problems import Problem, written
from generator.report import json_pointer
from generator.schemas import checkers
from generator.yamlio import parse_yaml

from .exported import texts_in
from .layout import too_wide
from .pages import address
from .payloads import FIRST, FORMULAS, SCRIPTS
from .watching import Watch

ADDRESSES = (
    "https://example.org/{n}?a=1&lt;b&b=%22%3E{{7*7}}{%raw%}[[zb:content]](javascript:x)#javascript:alert(1)",
    "https://example.org/{n}/../../%2e%2e/%00%0d%0aSet-Cookie:x=1;$(x)|{0}&amp;%s&copy=1",
    "https://example.org/{n}\u202e\u200b/p\u0430ypal",
    "https://ex\u0430mple.org/{n}@elsewhere.example:99999999/",
    "https://user:word@example.org/{n}=cmd|+1",
    "https://[example.org/{n}",
)
ADDRESS = ADDRESSES[0]
NARROW = 360
ROOM = SIZE_LIMIT // 2
"""How much of a record may be texts with every payload; what comes behind them has one payload each."""
REFUSED = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.org/",
    "https://example.org/\"onmouseover='alert(1)'",
    "https://example.org/<script>",
    "https:javascript:alert(1)",
)
WORDED = ("own_funds", "total_investment", "contract_by")
"""Figures of which sources may give words alone."""

SETTINGS = ("site.yml", "domains.yml", "regions.yml")


class Load(NamedTuple):
    """What fields are filled with, and in which turn."""

    payloads: tuple[str, ...]
    turn: int = 0


USUAL = Load(FIRST)
Leaf = tuple[Any, Any]
"""A container and the key in it under which a string stands."""


def leaves(value: Any) -> Iterator[Leaf]:
    """Every string in a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        if isinstance(inner, str):
            yield value, key
        else:
            yield from leaves(inner)


def addresses(value: Any) -> Iterator[Leaf]:
    """Every address in a document."""
    return ((group, key) for group, key in leaves(value) if key == "url")


def linked(data: dict[str, Any]) -> Iterator[Any]:
    """The texts of a form that must fit one another: sentences with the keys in them, and the groups that they name."""
    for section in data.get("sections", ()):
        for sentence in section.get("sentences", ()):
            yield from (sentence["group"], sentence["text"])
            yield from (field["group"] for field in section["fields"] if field.get("group") == sentence["group"])


def candidates(number: int, load: Load) -> Iterator[str]:
    """What a field is tried with, the fullest first: each text has its own number, mostly behind a formula's sign."""
    tag, start = f"⟦{number}⟧", FORMULAS[(number + load.turn) % len(FORMULAS)]
    yield start + tag + " ".join(load.payloads)
    yield start + tag + load.payloads[number % len(load.payloads)]
    yield tag + SCRIPTS[0]
    yield ADDRESSES[(number * (load.turn > 0) + load.turn) % len(ADDRESSES)].replace("{n}", str(number))


class Planted:
    """The hostile texts by their number, and for each kind how many of its fields took one."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.texts: dict[int, str] = {}
        self.fields: dict[str, int] = dict.fromkeys(KINDS, 0)

    def plant(self, kind: str, data: dict[str, Any]) -> None:
        """Puts a hostile text into every field of a record that may hold one."""
        fixed, room = {id(text) for text in linked(data)}, ROOM
        for group, key in leaves(data):
            if id(group) not in fixed and self._try(kind, data, group, key, is_full=room > 0):
                self.fields[kind] += 1
                room -= len(json.dumps(group[key]))

    def label(self, group: Any, key: Any) -> None:
        """Puts a hostile text into a word of the site's settings."""
        number = len(self.texts)
        group[key] = self.texts[number] = next(candidates(number, self.load))

    def from_number(self, number: int) -> str:
        """A text from its number on, without white space."""
        return "⟦" + squeezed(self.texts[number].partition("⟦")[2])

    def exemption(self) -> dict[str, Any]:
        """What lets a hostile text stand as the name of a rule's basis, for a hostile reason."""
        reason: dict[str, str] = {}
        for lang in LANGS:
            self.label(reason, lang)
        return {"code": "basis-unlike", "record": "programme/sample-2025-open-challenge", "reason": reason}

    def _try(self, kind: str, data: dict[str, Any], group: Any, key: Any, *, is_full: bool) -> bool:
        written, number = group[key], len(self.texts)
        for text in islice(candidates(number, self.load), not is_full, None):
            group[key] = text
            if checkers()[kind].is_valid(data):
                self.texts[number] = text
                return True
        group[key] = written
        return False


def make_hostile(project: Path, load: Load = USUAL) -> Planted:
    """Fills a project's records and its own words with hostile texts, none of them marked as invented."""
    planted = Planted(load)
    for kind, data, file in records(project):
        del data["sample"]
        reword(kind, data)
        planted.plant(kind, data)
        _write(file, data)
    for name in SETTINGS:
        words = yaml.safe_load((project / "site_config" / name).read_text("utf-8"))
        for group, key in leaves(words):
            if key in ("zh", "en"):
                planted.label(group, key)
        _write(project / "site_config" / name, words)
    _write(project / "site_config" / "exemptions.yml", [planted.exemption()])
    return planted


def reword(kind: str, data: dict[str, Any]) -> None:
    """Puts words in the place of some amounts and days."""
    for key in WORDED:
        if key in data:
            written, data[key] = data[key], {"text": dict.fromkeys(LANGS, key)}
            if not checkers()[kind].is_valid(data):
                data[key] = written


def unpaged(settings: Path) -> None:
    """Lets long lists stand on one page each: further ones would show the same texts again."""
    settings.write_text(settings.read_text("utf-8").replace("page_size: 3\n", "page_size: 100\n"), "utf-8")


def records(project: Path) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Every record of a project as the project reads it: its kind, its data, its file."""
    for kind, record in KINDS.items():
        for file in sorted((project / "content" / record.folder).rglob("*.yml")):
            data: Any = parse_yaml(file.read_text("utf-8"), file.name)
            yield kind, data, file


def misquoted(planted: Planted, shown: str) -> list[str]:
    """The hostile texts that a page begins to show but does not show as they are; white space aside."""
    words = squeezed(shown)
    starts = re.finditer(r"⟦(\d+)⟧", words)
    return [start[0] for start in starts if not words.startswith(planted.from_number(int(start[1])), start.start())]


def squeezed(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s+", "", text)


def _write(file: Path, data: object) -> None:
    file.write_text(json.dumps(data, indent=1), "utf-8")


# -- what becomes of it in a browser ------------------------------------------------------------------------------
SHOWN = """() => {
  const body = document.body.cloneNode(true);
  body.querySelectorAll(".zb-hit__text, .zb-chart__label, #cite-bibtex, [data-zb-yaml], [data-zb-fields] summary")
    .forEach((rewritten) => rewritten.remove());
  return body.textContent;
}"""
"""What a page shows, without excerpts of search results and names in charts and of a form's items, which are cut, and
BibTeX and YAML, which write texts their own way."""

WAITING = """() => document.querySelector("[aria-busy=true]") === null"""


def faults(watch: Watch, planted: Planted, path: str) -> list[str]:
    """What a hostile page does wrong: runs, asks, refuses, overflows, or shows a text as something else."""
    watch.open(address(watch.home, path))
    watch.page.wait_for_function(WAITING)
    shown: str = watch.page.evaluate(SHOWN)
    return [*watch.look(), *too_wide(watch.page, NARROW), *misquoted(planted, shown)]


def asked_for(project: Path, lang: str) -> Iterator[str]:
    """The addresses that show more of the records than their pages do: side by side, in the form, filled in."""
    ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind, data, _ in records(project):
        ids[kind].append(data["id"])
    yield f"{lang}/compare.html?ids={','.join(ids['challenge'][:4])}"
    yield f"{lang}/rules.html?programmes={','.join(ids['programme'])}"
    yield from (f"{lang}/edit/{kind}.html?id={one}" for kind, held in ids.items() for one in held[:2])
    yield from (f"{lang}/forms/{one}.html?challenge={ids['challenge'][0]}#fill" for one in ids["form"])


def sought(watch: Watch, lang: str, query: str) -> list[str]:
    """What goes wrong where a hostile text is searched for."""
    watch.open(f"{watch.home}{lang}/find.html?q={quote(query)}")
    finder = watch.page.locator("[data-zb-find]")
    expect(finder).to_have_attribute("aria-busy", "false")
    return [*watch.look(), *too_wide(watch.page, NARROW)]


# -- what becomes of it in files and reports ----------------------------------------------------------------------
DECEIVING = {"text-direction": "\u202e", "text-invisible": "\u200b", "text-lookalike": "p\u0430ypal"}
"""What every full text holds of each way to deceive, by the code under which editors are told."""


class Read(NamedTuple):
    """What was read back from a site's files: how many hostile texts, from which sorts of files, and what was wrong."""

    texts: int
    kinds: frozenset[str]
    faults: list[str]


def lost(planted: Planted, site: Path) -> Read:
    """The hostile texts that a file begins to say and says otherwise."""
    texts, kinds, wrong = 0, set[str](), list[str]()
    for file in sorted(site.rglob("*")):
        for text in texts_in(file):
            if "⟦" in text:
                texts += 1
                kinds.add(file.suffix)
                wrong += [f"{file.relative_to(site)}: {tag}" for tag in misquoted(planted, text)]
    return Read(texts, frozenset(kinds), wrong)


def untold(project: Path, problems: Iterable[Problem]) -> set[tuple[str, str, str]]:
    """The texts of records that deceive of which nothing is told: file, place and code."""
    told = {(found.file, json_pointer(found), found.code) for found in problems}
    return {
        (file.relative_to(project).as_posix(), written(pointer), code)
        for _, data, file in records(project)
        for pointer, text in texts_of(data)
        for code, sign in DECEIVING.items()
        if sign in text and (file.relative_to(project).as_posix(), written(pointer), code) not in told
    }
