"""Measures the finder beside Pagefind and Material's search: `python bench/finder.py --records 10000`.

One run, one table. Pagefind lies in the environment of the peers, which `make bench-finder` makes; Material's search
also segments with jieba where that was installed there. From `--ours-only-from` records on only ours is measured: the
others take too long.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from browser import (
    BLANKS,
    MATERIAL,
    OURS,
    PAGEFIND,
    SLOWER,
    Engine,
    Host,
    chromium,
    found_by,
    hosted,
    loaded_by,
    open_in,
    reader,
    sent_for,
    timed,
)
from measuring import BENCH, MEGABYTE, PROJECT, run
from peers import ENVIRONMENT, Peers
from playwright.sync_api import Browser
from rivals import make_material, make_pagefind, pagefind_paths, weight_of
from texts import Document, read_documents
from truth import Found, Queries, differences, queries_of, scanned, score

SHELL_RECORDS = 20
"""A site of so many records gives the finder's page; the index of the large one takes its index's place."""

TIMED_CHINESE, TIMED_ENGLISH = 14, 6
LANGS = ("zh", "en")


class Search(NamedTuple):
    """A search made ready: where it lies, how it is asked, what it was to build, and what its results are called."""

    name: str
    folder: Path
    engine: Engine
    build: Mapping[str, float]
    path_of: Callable[[Any], str]
    is_bilingual: bool
    """Whether one page answers in both languages."""


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200, help="pieces of Chinese titles; English words: a quarter")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", type=Path, default=ENVIRONMENT, help="the environment of the peers")
    parser.add_argument("--ours-only-from", type=int, default=20_000)
    parser.add_argument("--out", type=Path, default=PROJECT / ".zhangbang" / "bench-finder.json", help="the JSON file")
    options = parser.parse_args()
    peers = Peers(options.peers.absolute())
    alone = options.records >= options.ours_only_from
    if not alone and peers.pagefind is None:
        print("Pagefind is left out: it is not in the environment of the peers")
    with tempfile.TemporaryDirectory(prefix="zhangbang-finder-") as folder:
        found = measure(Path(folder), options.records, options.queries, options.seed, peers, alone)
    print(table(found))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def measure(folder: Path, records: int, queries: int, seed: int, peers: Peers, alone: bool) -> dict[str, Any]:
    """Everything of every search, and what it was measured on."""
    project = make_project(folder, "project", records, seed)
    ours = make_ours(folder, project, seed, is_alone=alone)
    documents = read_documents(folder / "documents.json")
    asked = queries_of(documents, seed, queries)
    searches = [ours]
    if not alone:
        searches += make_others(folder, peers)
    with chromium() as browser:
        figures = {search.name: figures_of(browser, search, documents, asked) for search in searches}
        version = browser.version
    return {
        "platform": platform.platform(),
        "cpus": os.cpu_count(),
        "python": platform.python_version(),
        "chromium": version,
        "records": records,
        "documents": len(documents),
        "characters": {lang: sum(len(text) for d in documents for text in getattr(d, lang)) for lang in LANGS},
        "seed": seed,
        "queries": {"chinese": len(asked.chinese), "english": len(asked.english), "shown": asked.shown},
        "searches": figures,
    }


# -- making them ready ------------------------------------------------------------------------------------------


def make_project(folder: Path, name: str, records: int, seed: int) -> Path:
    """A made-up project."""
    project = folder / name
    run([str(BENCH / "corpus.py"), "--records", str(records), "--seed", str(seed), "--out", str(project)], folder)
    return project


def make_ours(folder: Path, project: Path, seed: int, *, is_alone: bool) -> Search:
    """The finder's page with the index of the project."""
    site = folder / "site"
    shell = make_project(folder, "shell", SHELL_RECORDS, seed)
    run(["-m", "generator", "build", "--root", str(shell), "--site", str(site)], folder)
    shutil.rmtree(site / "search")
    run([str(BENCH / "texts.py"), "ours" if is_alone else "pages", str(project), str(folder)], folder)
    told = json.loads((folder / "output").read_text(encoding="utf-8"))
    manifest = Path(told.pop("manifest")).name
    for lang in LANGS:
        name_manifest(site / lang / "find.html", manifest)
    paths = [document.path for document in read_documents(folder / "documents.json")]
    return Search("ours", site, OURS, {**told, **weight_of(site / "search")}, paths.__getitem__, True)


def name_manifest(page: Path, name: str) -> None:
    """Makes the page read this index."""
    before, mark, after = page.read_text(encoding="utf-8").partition('data-zb-manifest="')
    assert mark, page
    page.write_text(f'{before}{mark}{name}"{after.partition(chr(34))[2]}', encoding="utf-8")


def make_others(folder: Path, peers: Peers) -> Iterator[Search]:
    """Those that can be made here: Pagefind where it is, Material's search without jieba and, where it is, with it."""
    pages = folder / "pages"
    if peers.pagefind is not None:
        out = folder / "pagefind"
        usage = make_pagefind(peers.pagefind, pages, out, folder)
        for extra in (*out.glob("pagefind/*ui*"), *out.glob("pagefind/*highlight*")):
            extra.unlink()
        paths = pagefind_paths(out)
        yield Search("Pagefind", out, PAGEFIND, {**usage._asdict(), **weight_of(out)}, paths.__getitem__, False)
    kinds: dict[str, Path | None] = {"Material": None}
    if peers.jieba is not None:
        kinds["Material, jieba"] = peers.jieba
    for name, packages in kinds.items():
        out = folder / name.replace(", ", "-")
        usage = make_material(pages, out, folder, packages)
        yield Search(name, out, MATERIAL, {**usage._asdict(), **weight_of(out)}, str, False)


# -- measuring --------------------------------------------------------------------------------------------------


def figures_of(browser: Browser, search: Search, documents: Sequence[Document], queries: Queries) -> dict[str, Any]:
    """All measures of one search."""
    print(f"measuring {search.name}", file=sys.stderr)
    with hosted(search.folder) as host:
        return {
            "build": search.build,
            "sent": sent_by(browser, host, search, queries),
            **answers_of(browser, host, search, documents, queries),
            "slower": slower_times(browser, host, search, queries),
        }


def sent_by(browser: Browser, host: Host, search: Search, queries: Queries) -> dict[str, Any]:
    """Bytes until the first results; where everything is loaded before any query, one query tells."""
    index = host.address + "zh/index.html"
    without = loaded_by(browser, index, host) if search.engine is OURS else frozenset(BLANKS)
    found = {}
    for name, examples in queries.shown.items():
        if search.engine is MATERIAL and name == "no query":
            continue
        lang = "en" if "English" in name else "zh"
        asked = examples[:1] if search.engine is MATERIAL else examples
        found[name] = [sent_for(browser, host, search.engine, lang, query, without)._asdict() for query in asked]
    return found


def answers_of(
    browser: Browser, host: Host, search: Search, documents: Sequence[Document], queries: Queries
) -> dict[str, Any]:
    """What is found, against the scan; and how long it takes from opening, and from a query, to the first results."""
    opening, times, scores, told = {}, [], {}, []
    for lang, asked in (("zh", queries.chinese), ("en", queries.english)):
        with reader(browser) as page:
            opening[lang] = open_in(page, host, search.engine, lang)
            times += timed(page, chosen(lang, asked))
            found = {q: frozenset(map(search.path_of, ids)) for q, ids in found_by(page, asked).items()}
        truth = scanned(documents, asked, LANGS if search.is_bilingual else (lang,))
        scores[lang] = score(truth, found)._asdict()
        told += explained(search, truth, found)
    return {"opening": opening, "times": spread(times), "scores": scores, "differences": told}


def explained(search: Search, truth: Found, found: Found) -> list[dict[str, Any]]:
    """Every difference, of ours only."""
    if search.engine is not OURS:
        return []
    return differences(truth, found, synonyms_in(search.folder / "search"))


def synonyms_in(folder: Path) -> list[list[str]]:
    """The groups that the index holds."""
    (file,) = folder.glob("synonyms.*.js")
    written = file.read_text(encoding="utf-8")
    groups: list[list[str]] = json.loads(written[written.index(",") + 1 : written.rindex(")")])
    return groups


def slower_times(browser: Browser, host: Host, search: Search, queries: Queries) -> dict[str, float]:
    """The same queries with everything in the page's thread, and that thread slowed down."""
    times = []
    for lang, asked in (("zh", queries.chinese), ("en", queries.english)):
        with reader(browser) as page:
            open_in(page, host, search.engine, lang, alone=True)
            times += timed(page, chosen(lang, asked), SLOWER)
    return spread(times)


def chosen(lang: str, asked: Sequence[str]) -> Sequence[str]:
    """The queries that are timed."""
    return asked[: TIMED_CHINESE if lang == "zh" else TIMED_ENGLISH]


def spread(times: Sequence[float]) -> dict[str, float]:
    """The middle and the worst, in milliseconds."""
    return {"median": median(times), "worst": max(times)}


# -- telling ----------------------------------------------------------------------------------------------------


def table(found: Mapping[str, Any]) -> str:
    """The figures as Markdown, each beside how many times ours it is."""
    searches = found["searches"]
    characters = found["characters"]
    lines = [
        f"{found['documents']:,} documents ({characters['zh'] / MEGABYTE:.1f} million characters of Chinese text, "
        f"{characters['en'] / MEGABYTE:.1f} of English); {found['cpus']} CPUs, Python {found['python']}, "
        f"Chromium {found['chromium']}, {found['platform']}",
        "",
        "| | " + " | ".join(searches) + " |",
        "|---|" + "---:|" * len(searches),
        *(f"| {label} | " + " | ".join(cells(searches, value, unit)) + " |" for label, value, unit in ROWS),
        "",
        *differing(searches["ours"]["differences"]),
    ]
    return "\n".join(lines)


def cells(searches: Mapping[str, Any], value: Callable[[Any], Any], unit: str) -> Iterator[str]:
    """One row's figures; a number with how many times ours it is."""
    ours = value(searches["ours"])
    for name, figures in searches.items():
        given = value(figures)
        if given is None:
            yield "–"
        elif isinstance(given, str):
            yield given
        else:
            ratio = f" (×{given / ours:.2g})" if name != "ours" and ours else ""
            yield f"{amount(given)}{unit}{ratio}"


def amount(number: float) -> str:
    """A figure of three digits or so."""
    return f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:.3g}"


def sent_row(name: str, key: str = "first") -> tuple[str, Callable[[Any], Any], str]:
    """The middle of the bytes sent for the examples of one kind of query."""

    def value(figures: Any) -> Any:
        sent = figures["sent"].get(name)
        return median(one[key] for one in sent) / 1000 if sent else None

    labels = {"first": f"sent until first results, {name}", "whole": f"and until all is loaded, {name}"}
    return labels[key], value, " kB"


def part(*keys: str, by: float = 1) -> Callable[[Any], Any]:
    """A figure by its place."""

    def value(figures: Any) -> Any:
        for key in keys:
            figures = figures[key]
        return figures / by

    return value


def share(lang: str, name: str) -> Callable[[Any], Any]:
    """A share in per cent."""
    return lambda figures: f"{floored(figures['scores'][lang][name])} %"


def floored(value: float) -> str:
    """Per cent, never rounded up to a hundred."""
    return f"{int(value * 1000) / 10:.1f}" if value < 1 else "100"


def exact(lang: str) -> Callable[[Any], Any]:
    """How many queries found just what the scan finds."""
    return lambda figures: f"{figures['scores'][lang]['exact']} of {figures['scores'][lang]['queries']}"


ROWS: Sequence[tuple[str, Callable[[Any], Any], str]] = (
    ("building the index, wall", part("build", "wall"), " s"),
    ("building, user + system CPU", part("build", "cpu"), " s"),
    ("building, peak memory of all processes", part("build", "together"), " MB"),
    ("index, files", part("build", "files"), ""),
    ("index, bytes", part("build", "bytes", by=MEGABYTE), " MB"),
    ("index, bytes compressed", part("build", "gzip", by=MEGABYTE), " MB"),
    sent_row("no query"),
    sent_row("2 characters"),
    sent_row("6 characters"),
    sent_row("2 English words"),
    sent_row("2 characters", "whole"),
    ("opening until it can be asked, Chinese", part("opening", "zh"), " s"),
    ("query to first results, median", part("times", "median"), " ms"),
    ("query to first results, worst", part("times", "worst"), " ms"),
    (f"the same on a processor {SLOWER}× slower, median", part("slower", "median"), " ms"),
    (f"the same on a processor {SLOWER}× slower, worst", part("slower", "worst"), " ms"),
    ("pieces of Chinese titles: recall", share("zh", "recall"), ""),
    ("pieces of Chinese titles: precision", share("zh", "precision"), ""),
    ("pieces of Chinese titles: found exactly", exact("zh"), ""),
    ("English words: recall", share("en", "recall"), ""),
    ("English words: precision", share("en", "precision"), ""),
    ("English words: found exactly", exact("en"), ""),
)


def differing(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Every query for which ours and the scan differ."""
    yield f"Ours and a plain scan differ for {len(found)} queries" + (":" if found else ".")
    for one in found:
        yield f"- {one['query']}: {one['added']} more, {one['missed']} fewer ({one['why']})"


if __name__ == "__main__":
    main()
