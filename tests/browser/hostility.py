"""A project whose records hold hostile texts wherever their schemas allow any text at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.model.parts import LANGS
from generator.model.records import KINDS
from generator.schemas import checkers
from generator.yamlio import parse_yaml

from .watching import MARKER

SCRIPTS = (
    f"<script>{MARKER}='script'</script>",
    f"</script><script>alert({MARKER}='second script')</script>",
    f"<svg onload={MARKER}='svg'></svg>",
    f"\"><img src=x onerror={MARKER}='image'>",
    f"' autofocus tabindex=0 onfocus={MARKER}='focus' x='",
    f"</title></style></textarea><body onload={MARKER}='body'>",
    f"<iframe srcdoc='<script>top.{MARKER}=1</script>'></iframe>",
)
HARMLESS = (
    "</p></td></table></div></article> <!-- --> <b>x</b>",
    "{{7*7}} {% raw %} {# x #} {n} {0} %s ${7*7}",
    "[[zb:content]] [[zb:csp]] [[zb:language]]",
    f"**x** [x](javascript:{MARKER}=1) ![x](x.png) `x` # x | x | <javascript:x>",
    'href="record:challenge/nowhere"',
    "&lt;b&gt; &amp;amp; &#60;script&#62; &nbsp; &notin;",
    "\u202eover\u202c \u2066isolate\u2069 zero\u200bwidth\u200djoiner \u2028line \u2029end",
    "W" * 200,
)
ATTACKS = (*SCRIPTS, *HARMLESS)
ALL = " ".join(ATTACKS)
ADDRESS = "https://example.org/{n}?a=1&lt;b&b=%22%3E{{7*7}}{%raw%}[[zb:content]](javascript:x)#javascript:alert(1)"
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
SETTINGS = ("site.yml", "domains.yml", "regions.yml")

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


def candidates(number: int) -> tuple[str, ...]:
    """What a field is tried with, the fullest first: each text begins with its own number."""
    tag = f"⟦{number}⟧"
    return tag + ALL, tag + ATTACKS[number % len(ATTACKS)], tag + SCRIPTS[0], ADDRESS.replace("{n}", str(number))


class Planted:
    """The hostile texts by their number, and for each kind how many of its fields took one."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        self.fields: dict[str, int] = dict.fromkeys(KINDS, 0)

    def plant(self, kind: str, data: dict[str, Any]) -> None:
        """Puts a hostile text into every field of a record that may hold one."""
        fixed = {id(text) for text in linked(data)}
        for group, key in leaves(data):
            if id(group) not in fixed:
                self.fields[kind] += self._try(kind, data, group, key)

    def label(self, group: Any, key: Any) -> None:
        """Puts a hostile text into a word of the site's settings."""
        number = len(self.texts)
        group[key] = self.texts[number] = candidates(number)[0]

    def exemption(self) -> dict[str, Any]:
        """What lets a hostile text stand as the name of a rule's basis, for a hostile reason."""
        reason: dict[str, str] = {}
        for lang in LANGS:
            self.label(reason, lang)
        return {"code": "basis-unlike", "record": "programme/sample-2025-open-challenge", "reason": reason}

    def _try(self, kind: str, data: dict[str, Any], group: Any, key: Any) -> bool:
        written, number = group[key], len(self.texts)
        for text in candidates(number):
            group[key] = text
            if checkers()[kind].is_valid(data):
                self.texts[number] = text
                return True
        group[key] = written
        return False


def make_hostile(project: Path) -> Planted:
    """Fills a project's records and its own words with hostile texts, none of them marked as invented."""
    planted = Planted()
    for kind, data, file in records(project):
        del data["sample"]
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
    return [start[0] for start in starts if not words.startswith(squeezed(planted.texts[int(start[1])]), start.start())]


def squeezed(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s+", "", text)


def _write(file: Path, data: object) -> None:
    file.write_text(json.dumps(data, indent=1), "utf-8")
