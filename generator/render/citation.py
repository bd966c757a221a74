"""How to cite a page: by GB/T 7714, and as a BibTeX entry; the day of access is left to the reader's browser.

GB/T 7714—2015, 4.6 and 8.5: author, title with the type of document, day of update, day of access, address.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.exports.values import clean
from generator.lang import HTML_LANG
from generator.model.records import Record
from generator.render.templates import render
from generator.render.view import View
from generator.urls import absolute

PAGE, DATASET = "EB/OL", "DS/OL"
"""A page on the web, and data on the web."""

_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "#": r"\#",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_SPECIAL = re.compile(r"[\\{}#$%&_~^]").search
_KEY = re.compile(r"[^a-z0-9-]+")


class Citation(NamedTuple):
    """Both forms, each cut where the day of access stands; that day as of the building date."""

    standard: tuple[str, str]
    bibtex: tuple[str, str]
    accessed: str


class Cited(NamedTuple):
    """What is cited: a key, who made it, its title and identifier, when it was updated, where it is, and its type."""

    key: str
    author: str
    title: str
    identifier: str
    updated: str
    address: str
    type: str = PAGE


def citation_of(v: View, record: Record) -> Citation | None:
    """How to cite a record's page; invented records are not to be cited."""
    if record.sample or record.withdrawn is not None:
        return None
    identifier = f"{record.kind}/{record.id}"
    return citation(v, _cited(v, v.say(record.title), identifier, record.updated_on))


def cite_box(v: View, found: Citation | None, heading: str = "") -> str:
    """The box on a page with both forms; nothing where nothing is to be cited."""
    return render("citation.html", v=v, c=found, heading=heading or v.L("cite")) if found is not None else ""


def data_citation(v: View, updated: str) -> Citation:
    """How to cite the data as a whole."""
    return citation(v, _cited(v, f"{v.say(v.settings.site.title)}{v.w.colon}{v.w.dcat_all}", "", updated, DATASET))


def citation(v: View, cited: Cited) -> Citation:
    """Both forms of a citation."""
    return Citation(_standard(cited), _bibtex(v, cited), v.site.moment[:10])


def _cited(v: View, title: str, identifier: str, updated: str, kind: str = PAGE) -> Cited:
    author = _line(v.say(v.settings.site.publisher))
    key = _KEY.sub("-", f"zhangbang-{identifier or 'data'}-{updated}".lower()).strip("-")
    address = absolute(v.site.url, v.path) if v.site.url else ""
    return Cited(key, author, _line(title), identifier, updated, address, kind)


def _standard(cited: Cited) -> tuple[str, str]:
    named = f"{cited.title}: {cited.identifier}" if cited.identifier else cited.title
    address = f" {cited.address}." if cited.address else ""
    return f"{cited.author}. {named}[{cited.type}]. ({cited.updated})[", f"].{address}"


def _bibtex(v: View, cited: Cited) -> tuple[str, str]:
    fields = {
        "author": f"{{{_escaped(cited.author)}}}",
        "title": f"{{{_escaped(cited.title)}}}",
        "year": cited.updated[:4],
        "month": str(int(cited.updated[5:7])),
        "url": cited.address,
        "note": _escaped(", ".join(filter(None, (cited.identifier, v.L("cite_updated", date=cited.updated))))),
        "langid": "english" if HTML_LANG[v.lang] == "en" else "chinese",
    }
    told = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{told}  urldate = {{", "}\n}"


def _line(words: str) -> str:
    """The words on one line, as every format can hold them."""
    return " ".join(clean(str(words)).split())


def _escaped(words: str) -> str:
    """The words as LaTeX prints them; BibTeX counts every brace, so none may stand alone, whatever is before it."""
    return words.translate(_LATEX) if _SPECIAL(words) else words
