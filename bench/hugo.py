"""Hugo beside ours: `python bench/hugo.py pour|render PROJECT SITE OUT` makes what Hugo builds the record pages of.

render PROJECT SITE OUT   each record's values as the page's front matter, and our templates as Hugo's own: Hugo makes
                          every page from its data
pour PROJECT SITE OUT     the finished articles of SITE as content, and the page around them as a template: the least
                          that Hugo can do

Both have the same addresses, languages and page around the article as SITE, which was built from PROJECT.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

from gotemplates import Translation
from measuring import CLOCK

CONFIG = """\
baseURL = "https://zhangbang.example/"
title = "zhangbang"
uglyURLs = true
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section", "404", "robotsTXT"]

[security]
allowContent = [".*"]

[markup.goldmark.renderer]
unsafe = true
"""
LANGS = ("zh", "en")
GIVEN = "given.json"
"""Tells in OUT how many bytes of HTML Hugo is given ready."""

AROUND = ("head", "crumbs", "citation")
"""The templates that every record's page has besides its kind's."""

TITLE = re.compile(r"<title>(.*?)</title>")
DESCRIPTION = re.compile(r'<meta name="description" content="(.*?)">')
STRUCTURED = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)


def main() -> None:
    """The command line."""
    name, project, site, out = sys.argv[1], *map(Path, sys.argv[2:5])
    (out / "layouts").mkdir(parents=True)
    (out / "hugo.toml").write_text(CONFIG, encoding="utf-8")
    given = write_poured(site, out) if name == "pour" else write_rendered(project, out)
    (out / GIVEN).write_text(json.dumps(given), encoding="utf-8")


# -- pouring ------------------------------------------------------------------------------------------------------


def write_poured(site: Path, out: Path) -> int:
    """Every record's article as content; the bytes of HTML that Hugo is given so."""
    given = 0
    for page in record_pages(site):
        html = (site / page).read_text(encoding="utf-8")
        start, end = html.index("<article"), html.index("</article>")
        before, article, after = html[:start], html[start:end], html[end:]
        layout = f"{page.parts[0]}-{page.parts[1]}"
        template = out / "layouts" / f"{layout}.html"
        if not template.exists():
            template.write_text(poured_template(before, after, page), encoding="utf-8")
        write_content(out, page, {"layout": layout, **poured_values(before)}, article)
        given += len(article.encode())
    return given


def poured_values(before: str) -> Mapping[str, str]:
    """What differs from page to page around the article."""
    title, described, structured = (found.search(before) for found in (TITLE, DESCRIPTION, STRUCTURED))
    assert title is not None
    return {
        "title": unescape(title[1]),
        "description": unescape(described[1]) if described else "",
        "ld": structured[0] if structured else "",
    }


def poured_template(before: str, after: str, page: Path) -> str:
    """The page around an article with its own words as Hugo fills them in."""
    title, described = TITLE.search(before), DESCRIPTION.search(before)
    assert title is not None and described is not None
    before = STRUCTURED.sub("{{ .Params.ld | safeHTML }}", before)
    before = before.replace(f">{title[1]}<", ">{{ .Title }}<").replace(f'"{title[1]}"', '"{{ .Title }}"')
    before = before.replace(f'"{described[1]}"', '"{{ .Params.description }}"')
    before = before.replace(f"/{page.stem}.html", "/{{ .File.ContentBaseName }}.html")
    return before + "{{ .Content }}" + after


def record_pages(site: Path) -> Iterator[Path]:
    """The record pages of a built site: those that the API has a file of."""
    from generator.model.records import KINDS

    for lang in LANGS:
        for kind in KINDS.values():
            for path in sorted((site / lang / kind.folder).glob("*.html")):
                if path.stem != "index" and (site / "api" / "v1" / kind.folder / f"{path.stem}.json").is_file():
                    yield path.relative_to(site)


# -- rendering ----------------------------------------------------------------------------------------------------


def write_rendered(project: Path, out: Path) -> int:
    """Every record's values as front matter, and a template for each kind; the bytes of HTML in the values."""
    site, shells = captured(project, out / "captured")
    translation, pages = noted(site)
    examples = {}
    for page, front in pages:
        layout = f"{page.lang}-{page.section}"
        write_content(out, Path(page.path), {"layout": layout, **translation.recorder.plain(front)}, "")
        examples[layout] = page
    for layout, page in examples.items():
        template = rendered_template(site, shells, translation, page)
        (out / "layouts" / f"{layout}.html").write_text(template, encoding="utf-8")
    return translation.recorder.given


class CapturedError(Exception):
    """A build has come so far that its site is known, and goes no further."""


def captured(project: Path, folder: Path) -> tuple[Any, Any]:
    """The site of a project with its shells, as they stand before anything is written."""
    from generator import publishing

    def stop(site: Any, guest: Any, *_: Any) -> Any:
        raise CapturedError(site, guest.shells)

    publishing.write_site = stop
    try:
        publishing.build_site(project, publishing.Asked(folder, CLOCK.date(), remembers=False))
    except CapturedError as stopped:
        site, shells = stopped.args
        return completed(site), shells
    raise AssertionError("the build did not come to write its site")


def completed(site: Any) -> Any:
    """The site with its forms, which some pages name."""
    from generator.forms.files import form_files, forms_with_files

    forms = {form.id: form_files(site.catalog, form) for form in forms_with_files(site.catalog)}
    return site._replace(form_files=forms)


def noted(site: Any) -> tuple[Translation, list[tuple[Any, Any]]]:
    """Every record's page, with what its templates note."""
    from generator.render import page as pouring
    from generator.render import templates
    from generator.render.pages import record_page

    kinds = sorted(kind for kind, records in site.catalog.records.items() if records)
    names = [f"{name}.html" for name in (*AROUND, *kinds)]
    translation = Translation(templates.FOLDER, names, templates.GIVEN)
    ours = templates.render

    def render(name: str, **values: object) -> str:
        if name not in names:
            return ours(name, **values)
        return translation.environment.get_template(name).render(values)

    for module in list(sys.modules.values()):
        if getattr(module, "render", None) is ours:
            module.render = render  # type: ignore[attr-defined]
    pages = []
    for record in site.catalog.every():
        for lang in LANGS:
            translation.recorder.roots = {}
            page = record_page(site, lang, record)
            pouring._head(site, page)
            pouring._crumbs(site, page)
            notes = {key: value for root in translation.recorder.roots.values() for key, value in root.items()}
            other = pouring.root_of(page.path) + pouring._counterpart(page)
            front = {"ld": pouring.structured(site, page), "other": other, **notes}
            pages.append((page._replace(content=""), front))
    return translation, pages


def rendered_template(site: Any, shells: Any, translation: Translation, page: Any) -> str:
    """The page of a kind in one language as a template of Hugo's."""
    from generator.render import page as pouring
    from generator.render.view import View

    lang = page.lang
    words = partial(getattr, View(site, lang, page.path).w)
    shown = "".join(translation.text(name, lang, words) for name in ("crumbs", page.section, "citation"))
    head = translation.text("head", lang, words) + "{{ .ld | safeHTML }}"
    content, scripts = pouring.without_scripts(shown)
    values = {"head": head, "scripts": scripts, "counterpart": "{{ .other }}", "content": content}
    around = pouring._mould(site, shells, page).fill(values).decode()
    macros = translation.macros((*AROUND, page.section), lang, words)
    return "{{ with .Params }}" + around + "{{ end }}" + macros


def write_content(out: Path, page: Path, front: Mapping[str, Any], body: str) -> None:
    """One file of Hugo's content."""
    path = out / "content" / page
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(front, ensure_ascii=False) + "\n" + body, encoding="utf-8")


if __name__ == "__main__":
    main()
