"""Edits that people make to a project, chosen by chance from a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from conftest import DEFAULTS

from building.projects import LOADER, Project, kind_of, put, read

Edit = Callable[[Project, random.Random], None]

DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?\Z")
REFERENCES = {
    "programme": "programme",
    "guide": "guide",
    "forwards": "guide",
    "list": "list",
    "challenge": "challenge",
    "winner": "winner",
    "organisation": "organisation",
    "parent": "organisation",
}
"""The keys that hold another record's id, and of which kind it is."""

CHALLENGE, LIST = "content/challenges/sample-2024-direction.yml", "content/lists/sample-2025-challenges.yml"

Spot = tuple[Any, Any]
"""A mapping or list, and a key in it."""


def spots(value: Any) -> Iterator[Spot]:
    """Every place in what a record's file holds."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(steps):
        yield value, key
        yield from spots(inner)


def texts(data: Any) -> list[Spot]:
    """The places of the words in it."""
    return [(held, key) for held, key in spots(data) if key in ("zh", "en") and isinstance(held[key], str)]


def edit(project: Project, file: str = CHALLENGE, words: str = "改") -> None:
    """Makes every text of a record another."""
    data = read(project.root / file)
    for held, key in texts(data):
        held[key] += words
    put(project.root / file, data)


def amounts(data: Any) -> list[Spot]:
    """The places of the numbers in it, years and places in a row left out."""
    found = ((held, key) for held, key in spots(data) if key not in ("year", "seq"))
    return [(held, key) for held, key in found if type(held[key]) in (int, float)]


def days(data: Any) -> list[Spot]:
    """The places of the dates in it."""
    return [(held, key) for held, key in spots(data) if isinstance(held[key], str) and DAY.match(held[key])]


def _record(project: Project, chance: random.Random, *kinds: str) -> tuple[Path, dict[str, Any]] | None:
    found = project.records(*kinds)
    path = chance.choice(found) if found else None
    return (path, read(path)) if path and path not in project.broken else None


def _changing(find: Callable[[Any], list[Spot]], other: Callable[[Any, random.Random], Any], *kinds: str) -> Edit:
    def edit(project: Project, chance: random.Random) -> None:
        picked = _record(project, chance, *kinds)
        found = find(picked[1]) if picked else []
        if picked and found:
            held, key = chance.choice(found)
            held[key] = other(held[key], chance)
            put(*picked)

    return edit


def _longer(text: str, chance: random.Random) -> str:
    return f"{text}改{chance.randrange(100)}"


def _more(number: float, chance: random.Random) -> float:
    return number + chance.choice((1, 2, 50))


def moved(day: str, by: int) -> str:
    """The date so many days later."""
    return str(date.fromisoformat(day[:10]) + timedelta(by)) + day[10:]


def _moved(day: str, chance: random.Random) -> str:
    return moved(day, chance.choice((-400, -7, -1, 1, 5, 30, 400)))


def _refer_elsewhere(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance)
    found = [(held, key) for held, key in spots(picked[1]) if key in REFERENCES] if picked else []
    if not picked or not found:
        return
    held, key = chance.choice(found)
    ids = [path.stem for path in project.records(REFERENCES[key])]
    if isinstance(held[key], str) and ids:
        held[key] = chance.choice(ids)
        put(*picked)


def _add(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance)
    if picked:
        path, data = picked
        data["id"] = f"{path.stem[:40]}-new-{chance.randrange(10_000)}"
        data.pop("formerly", None)
        put(path.with_name(f"{data['id']}.yml"), data)


def _delete(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance, "winner", "success", "notice", "challenge", "organisation", "form")
    if picked:
        picked[0].unlink()


def _withdraw(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance)
    if picked and picked[1].pop("withdrawn", None) is None:
        picked[1]["withdrawn"] = {"on": "2025-06-02", "reason": {"zh": "重复。", "en": "A duplicate."}}
        put(*picked)
    elif picked:
        put(*picked)


def _rename(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance)
    if not picked:
        return
    path, data = picked
    old, new = path.stem, f"{path.stem[:40]}-as-{chance.randrange(10_000)}"
    data["formerly"] = [*data.get("formerly", ()), old]
    data["id"] = new
    path.unlink()
    put(path.with_name(f"{new}.yml"), data)
    for other in project.records():
        held = read(other) if other not in project.broken else {}
        found = [
            (at, key) for at, key in spots(held) if at[key] == old and key != "id" and at is not held.get("formerly")
        ]
        target = held.get("target", {}).get("id") == old
        if target:
            held["target"]["id"] = new
        for at, key in found:
            at[key] = new
        if found or target:
            put(other, held)


def _move_file(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance)
    if picked:
        path = picked[0]
        folder = path.parent / "else" if path.parent.name != "else" else path.parent.parent
        folder.mkdir(exist_ok=True)
        path.rename(folder / path.name)


def _comment(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance)
    if picked:
        text = picked[0].read_text("utf-8")
        picked[0].write_text(f"# Remark {chance.randrange(100)}.\n{text}", "utf-8")


def _notice(project: Project, chance: random.Random) -> None:
    old = sorted((project.root / "content/notices").glob("notice-by-chance*.yml"))
    if old and chance.random() < 0.5:
        chance.choice(old).unlink()
        return
    picked = _record(project, chance, "guide", "list", "challenge")
    if picked:
        kind, target = kind_of(picked[0]), picked[0].stem
        name = f"notice-by-chance-{chance.randrange(10_000)}"
        source = {"id": "notice", "title": {"zh": "公告"}, "issuer": {"zh": "某局"}, "url": "https://example.org/n"}
        change = {"about": {"zh": "截止日期", "en": "Closing date"}, "closes": f"2025-0{chance.randrange(6, 10)}-15"}
        data = {
            "id": name,
            "title": {"zh": "延期公告", "en": "Put off"},
            "type": "extension",
            "target": {"kind": kind, "id": target},
            "published_on": "2025-06-08",
            "changes": [{**change, "cite": {"source": "notice"}}],
            "updated_on": "2025-06-08",
            "sources": [source],
        }
        put(project.root / f"content/notices/{name}.yml", data)


def _mark_as_invented(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance)
    if picked:
        if picked[1].pop("sample", None) is None:
            picked[1]["sample"] = True
        put(*picked)


def _translated(project: Project, chance: random.Random) -> None:
    """Keeps account of a record's translations, so that a later change of its Chinese makes its English old."""
    picked = _record(project, chance)
    if picked:
        from generator.passages import digest

        picked[1]["translated"] = sorted({digest(held[key]) for held, key in texts(picked[1]) if key == "zh"})
        if chance.random() < 0.5:
            picked[1]["title"]["zh"] += "后"
        put(*picked)


def _break(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance)
    if picked:
        path = picked[0]
        project.broken[path] = path.read_bytes()
        path.write_bytes(chance.choice((b"\xff", b"id: [", b"", b"title: 1\n", path.read_bytes() + b"\nnothing: 1\n")))


def _mend(project: Project, chance: random.Random) -> None:
    if project.broken:
        path = chance.choice(sorted(project.broken))
        path.write_bytes(project.broken.pop(path))


def _settings(project: Project, name: str, chance: random.Random, change: Callable[[Any, random.Random], None]) -> None:
    """Changes what a file of the settings holds: the project's own, or one that it begins with the package's words."""
    own, standing = project.root / f"site_config/{name}.yml", DEFAULTS / f"{name}.yml"
    found = next((path for path in (own, standing) if path.exists()), None)
    data = yaml.load(found.read_bytes(), LOADER) if found else []
    data = [] if data is None else data
    change(data, chance)
    put(own, data)


def _label(project: Project, chance: random.Random) -> None:
    def change(data: Any, chance: random.Random) -> None:
        word = data[chance.choice(sorted(data))]
        word["zh"] += "字"

    _settings(project, "labels", chance, change)


def _vocabulary(project: Project, chance: random.Random) -> None:
    def change(data: Any, chance: random.Random) -> None:
        terms = data[chance.choice(sorted(data))]
        terms[chance.choice(sorted(terms))]["zh"] += "词"

    _settings(project, "vocabularies", chance, change)


def _domain(project: Project, chance: random.Random) -> None:
    def change(data: Any, chance: random.Random) -> None:
        if chance.random() < 0.5:
            data.append({"id": f"domain-{chance.randrange(1000)}", "label": {"zh": "新领域", "en": "A new domain"}})
        else:
            chance.choice(data)["label"]["zh"] += "域"

    _settings(project, "domains", chance, change)


def _region(project: Project, chance: random.Random) -> None:
    _settings(project, "regions", chance, lambda data, chance: _lengthen(chance.choice(data)["label"]))


def _lengthen(text: dict[str, str]) -> None:
    text["zh"] += "区"


def _synonym(project: Project, chance: random.Random) -> None:
    word = f"词{chance.randrange(10_000)}"
    _settings(project, "synonyms", chance, lambda data, _: data.append([word, f"{word}也"]))


def _term(project: Project, chance: random.Random) -> None:
    term = {"zh": f"术语{chance.randrange(10_000)}", "en": ["term"]}
    _settings(project, "glossary", chance, lambda data, _: data.append(term))


def _site_settings(project: Project, chance: random.Random) -> None:
    def change(data: Any, chance: random.Random) -> None:
        match chance.randrange(5):
            case 0:
                data["page_size"] = chance.choice((2, 3, 5))
            case 1:
                data["title"]["zh"] += "站"
            case 2:
                data["closing_soon_days"] = chance.choice((3, 14, 40))
            case 3:
                data["languages"] = ["zh"] if "languages" not in data else ["zh", "en"]
            case _:
                data["colours"] = {"primary": chance.choice(("#0a5c36", "#0a3c5c"))}

    _settings(project, "site", chance, change)


def _exemption(project: Project, chance: random.Random) -> None:
    picked = _record(project, chance)
    if picked:
        held = {"code": "notice-late", "record": f"{kind_of(picked[0])}/{picked[0].stem}", "reason": {"zh": "已核对。"}}
        _settings(project, "exemptions", chance, lambda data, _: data.append(held))


def _prose(project: Project, chance: random.Random) -> None:
    pages = sorted((project.root / "content/pages").rglob("*.md"))
    page = chance.choice(pages)
    link = chance.choice(project.records())
    match chance.randrange(4):
        case 0:
            page.write_text(f"{page.read_text('utf-8')}\n又一段 {chance.randrange(100)}。\n", "utf-8")
        case 1:
            page.write_text(f"{page.read_text('utf-8')}\n见[记录](record:{kind_of(link)}/{link.stem})。\n", "utf-8")
        case 2:
            page.with_name(f"page-{chance.randrange(100)}.md").write_text("# 新页\n\n正文。\n", "utf-8")
        case _:
            if len(pages) > 4:
                page.unlink()


def _picture(project: Project, chance: random.Random) -> None:
    path = project.root / f"content/pages/zh/picture-{chance.randrange(2)}.svg"
    if path.exists() and chance.random() < 0.5:
        path.unlink()
    else:
        path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{chance.randrange(1, 99)}"/>', "utf-8")


def _config(project: Project, chance: random.Random) -> None:
    path = project.root / "mkdocs.yml"
    text = path.read_text("utf-8")
    if chance.random() < 0.5:
        address = chance.choice(("https://example.org/zhangbang/", "https://example.com/", "https://example.com/a/b/"))
        text = re.sub(r"(?m)^site_url: .*$", f"site_url: {address}", text)
    else:
        where = chance.choice(("https://example.org/git/calls", "https://github.com/a/b", "https://gitee.com/c/d"))
        text = re.sub(r"(?m)^  repository: .*$", f"  repository: {where}", text)
    path.write_text(text, "utf-8")


def _other_day(project: Project, chance: random.Random) -> None:
    project.as_of = date(2025, 6, 15) + timedelta(chance.choice((-30, 0, 0, 1, 10, 400)))


def _other_manner(project: Project, chance: random.Random) -> None:
    project.keep_going = chance.random() < 0.8


CONTENT: Mapping[str, Edit] = {
    "a text": _changing(texts, _longer),
    "an amount": _changing(amounts, _more),
    "a date": _changing(days, _moved),
    "a deadline": _changing(days, _moved, "guide", "list", "challenge", "notice", "programme"),
    "a reference": _refer_elsewhere,
    "a record more": _add,
    "a record less": _delete,
    "a record withdrawn": _withdraw,
    "a record renamed": _rename,
    "a file moved": _move_file,
    "a comment": _comment,
    "a notice": _notice,
    "a form": _changing(texts, _longer, "form"),
    "a record invented": _mark_as_invented,
    "a record translated": _translated,
    "a record broken": _break,
    "a record mended": _mend,
}
"""Changes of records."""

REST: Mapping[str, Edit] = {
    "a label": _label,
    "a vocabulary": _vocabulary,
    "a domain": _domain,
    "a region": _region,
    "a synonym": _synonym,
    "a term": _term,
    "the site": _site_settings,
    "an exemption": _exemption,
    "prose": _prose,
    "a picture": _picture,
    "mkdocs.yml": _config,
    "the day": _other_day,
    "the manner": _other_manner,
}
"""Changes of everything else that a site is made from."""
