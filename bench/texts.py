"""One corpus for every search: `python bench/texts.py ours|pages|material ...`, each a process to be measured.

ours PROJECT OUT      the finder's index below OUT/site, and what making it took, with the records loaded; and what can
                      be found, as one list of folded texts
pages PROJECT OUT     the same, and what can be found as a plain page below OUT/pages for each record and language
material PAGES OUT    the index of Material's search plugin over those pages, one for each language
"""

from __future__ import annotations

import gc
import json
import os
import re
import resource
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from time import perf_counter, process_time
from types import SimpleNamespace
from typing import Any, NamedTuple

from measuring import CLOCK, MEGABYTE, PEAK_UNIT, family_watched

HTML_LANG = {"zh": "zh-CN", "en": "en"}
PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1 id="top">{title}</h1>{texts}</body></html>
"""
BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)


class Document(NamedTuple):
    """What can be found of a record: its path below a language's folder, and its folded fields, the title first."""

    path: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


def main() -> None:
    """The command line."""
    name, source, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if name == "material":
        write_material(source, out)
    else:
        write_texts(write_ours(source, out), out, is_paged=name == "pages")


def write_ours(project: Path, out: Path) -> Any:
    """The index, of a site that is returned; standard output tells what `index_of` took, a process for each core."""
    from generator.finder.index import index_of
    from generator.parallel import cores

    site = loaded(project)
    gc.collect()
    gc.freeze()  # as before every site is written
    before = usage()
    with family_watched(os.getpid()) as family:
        start = perf_counter()
        index = list(index_of(site, cores()))
        wall = perf_counter() - start
    after = usage()
    for artifact in index:
        path = out / "site" / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
    together = max(after["peak"], family.peak / MEGABYTE)
    told = {"wall": wall, "cpu": after["cpu"] - before["cpu"], "together": together, "loaded": before["peak"]}
    print(json.dumps({**told, "manifest": index[-1].path}))
    return site


def usage() -> dict[str, float]:
    """CPU seconds of this process and those it waited for, and its own peak in megabytes."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = process_time() + children.ru_utime + children.ru_stime
    return {"cpu": cpu, "peak": own.ru_maxrss * PEAK_UNIT / MEGABYTE}


def loaded(project: Path) -> Any:
    """The site's records, checked, as they stand before its pages are made; what has errors is left out and counted."""
    from generator.pipeline import check
    from generator.render.pages import site_of

    found = check(project)
    assert found.settings is not None
    if found.problems:
        print(f"{len(found.problems)} problems, the first: {found.problems[0].message.en}", file=sys.stderr)
    return site_of(found.catalog, found.settings, f"{CLOCK:%Y-%m-%d}T12:00", "https://example.org/", "")


def write_texts(site: Any, out: Path, *, is_paged: bool) -> None:
    """`out/documents.json`, and the pages if they are wanted."""
    from generator.finder.fold import fold
    from generator.finder.index import documents_of
    from generator.finder.texts import fields_of

    documents = []
    for record in map(site.catalog.at, documents_of(site)[0]):
        path = f"{record.folder}/{record.id}.html"
        fields = dict(zip(HTML_LANG, fields_of(site.catalog, record), strict=True))
        for lang, (title, others) in fields.items() if is_paged else ():
            write_page(out / "pages" / lang / path, HTML_LANG[lang], title or record.title.zh, others)
        folded = {lang: tuple(map(fold, (title, *others))) for lang, (title, others) in fields.items()}
        documents.append(Document(path, **folded))
    (out / "documents.json").write_text(json.dumps(documents, ensure_ascii=False), encoding="utf-8")


def write_page(path: Path, lang: str, title: str, others: tuple[str, ...]) -> None:
    """A page that holds nothing but the texts to be found."""
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = "".join(f"<p>{escape(text)}</p>" for text in others)
    path.write_text(PAGE.format(lang=lang, title=escape(title), texts=texts), encoding="utf-8")


def read_documents(path: Path) -> list[Document]:
    """The list that `pages` wrote."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return [Document(path, tuple(zh), tuple(en)) for path, zh, en in found]


def write_material(pages: Path, out: Path) -> None:
    """`search_index.json` for each language by the plugin's own class, segmented where jieba is installed."""
    from material.plugins.search.plugin import SearchIndex

    for lang in HTML_LANG:
        index = SearchIndex(**material_settings(lang))
        for path, content in contents(pages / lang):
            index.add_entry_from_context(SimpleNamespace(content=content, url=path, toc=(), meta={}, title=""))
        (out / lang).mkdir(parents=True, exist_ok=True)
        (out / lang / "search_index.json").write_text(index.generate_search_index(None), encoding="utf-8")


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Each page's path below the folder, and its body."""
    for path in sorted(folder.rglob("*.html")):
        found = BODY.search(path.read_text(encoding="utf-8"))
        assert found is not None, path
        yield path.relative_to(folder).as_posix(), found[1]


def material_settings(lang: str) -> dict[str, Any]:
    """What the plugin sets by itself for a site in this language."""
    import material
    from jinja2 import Environment, FileSystemLoader

    templates = Environment(loader=FileSystemLoader(Path(material.__file__).parent / "templates"))
    template = templates.get_template("partials/language.html")
    words = template.make_module({"config": {"theme": SimpleNamespace(language=lang)}})
    say: Any = words.t  # type: ignore[attr-defined]
    return {
        "lang": [str(say("search.config.lang"))],
        "separator": str(say("search.config.separator")),
        "pipeline": [step for step in re.split(r"\s*,\s*", str(say("search.config.pipeline"))) if step],
        "fields": {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
    }


if __name__ == "__main__":
    main()
