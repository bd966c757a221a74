"""WordprocessingML by hand: small functions that give the text of one element (ISO/IEC 29500-1, chapter 17)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from generator.forms.texts import plain

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TICKED, UNTICKED = "☑", "☐"
_TICK_FONT = "Segoe UI Symbol"
_BREAKS = re.compile(r"([\n\t])")


class Names(NamedTuple):
    """What a control is called: to us, to its writer, and by number in the document."""

    tag: str
    alias: str
    number: int


def root(name: str, content: str) -> str:
    """A whole part whose root is `w:name`; what a program does not know of Word 2010 and 2013, it may pass over."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="{W14}" xmlns:w15="{W15}" xmlns:mc="{MC}"'
    return f'{HEAD}<w:{name} {spaces} mc:Ignorable="w14 w15">{content}</w:{name}>'


def value(name: str, said: object) -> str:
    """An empty element that says one value."""
    return f"<w:{name} w:val={quoteattr(plain(str(said)))}/>"


def run(text: str, style: str | None = None) -> str:
    """A run of text; line feeds and tabs are elements of their own."""
    look = f"<w:rPr>{value('rStyle', style)}</w:rPr>" if style else ""
    parts = (_text(part) for part in _BREAKS.split(plain(text)) if part)
    return f"<w:r>{look}{''.join(parts)}</w:r>"


def _text(part: str) -> str:
    known = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    return known.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def field(code: str, shown: str) -> str:
    """A field that Word computes, and what stands there until it does."""
    return f"<w:fldSimple w:instr={quoteattr(code)}>{run(shown)}</w:fldSimple>"


def blank(names: Names, text: str | None, placeholder: str) -> str:
    """A rich-text control on a line, inside a bookmark of its name, with its text or else a grey hint.

    Of all kinds of controls, only this one and the tick box come through LibreOffice with their tags and texts whole.
    """
    return _control(names, *_filling(text, placeholder))


def drop_down(names: Names, choices: Sequence[str], text: str | None, placeholder: str) -> str:
    """A control that offers choices."""
    state, content = _filling(text, placeholder)
    items = "".join(f"<w:listItem w:displayText={said} w:value={said}/>" for said in map(_attribute, choices))
    return _control(names, f"{state}<w:dropDownList>{items}</w:dropDownList>", content)


def tick_box(names: Names, is_ticked: bool) -> str:
    """A box to click on."""
    states = f'<w14:checkedState w14:val="2611" w14:font="{_TICK_FONT}"/>'
    states += f'<w14:uncheckedState w14:val="2610" w14:font="{_TICK_FONT}"/>'
    kind = f'<w14:checkbox><w14:checked w14:val="{int(is_ticked)}"/>{states}</w14:checkbox>'
    return _control(names, kind, run(TICKED if is_ticked else UNTICKED, "Tick"))


def _attribute(text: str) -> str:
    return quoteattr(plain(text))


def _filling(text: str | None, placeholder: str) -> tuple[str, str]:
    return ("<w:showingPlcHdr/>", run(placeholder, "PlaceholderText")) if text is None else ("", run(text))


def _control(names: Names, kind: str, content: str) -> str:
    said = f"{value('alias', names.alias)}{value('tag', names.tag)}{value('id', names.number)}"
    control = f"<w:sdt><w:sdtPr>{said}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    start = f'<w:bookmarkStart w:id="{names.number}" w:name={quoteattr(names.tag)}/>'
    return f'{start}{control}<w:bookmarkEnd w:id="{names.number}"/>'


def paragraph(content: str, style: str | None = None, look: str = "") -> str:
    """A paragraph; `look` is further properties of it, in the schema's order."""
    styled = value("pStyle", style) if style else ""
    properties = f"<w:pPr>{styled}{look}</w:pPr>" if styled or look else ""
    return f"<w:p>{properties}{content}</w:p>"


def cell(
    content: str, width: int, span: int = 1, merge: str | None = None, align: str = "center", padding: int = 0
) -> str:
    """A cell; `merge` is `restart` where it reaches down and `continue` below; `padding` 0 means the usual."""
    spans = value("gridSpan", span) if span > 1 else ""
    merged = value("vMerge", merge) if merge else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    sides = "".join(f'<w:{side} w:w="{padding}" w:type="dxa"/>' for side in ("left", "right"))
    margins = f"<w:tcMar>{sides}</w:tcMar>" if padding else ""
    return f"<w:tc><w:tcPr>{size}{spans}{merged}{margins}{value('vAlign', align)}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], height: int = 0, is_head: bool = False, may_split: bool = False) -> str:
    """A row; one that heads its table stands again on each further page."""
    look = "" if may_split else "<w:cantSplit/>"
    look += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    look += "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def repeating(names: Names, rows: Iterable[tuple[int, str]]) -> str:
    """Rows that Word offers to add to; each has a number in the document."""
    items = "".join(
        f"<w:sdt><w:sdtPr>{value('id', number)}<w15:repeatingSectionItem/></w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        for number, content in rows
    )
    said = f"{value('alias', names.alias)}{value('tag', names.tag)}{value('id', names.number)}<w15:repeatingSection/>"
    return f"<w:sdt><w:sdtPr>{said}</w:sdtPr><w:sdtContent>{items}</w:sdtContent></w:sdt>"


def table(rows: Iterable[str], widths: Sequence[int], title: str) -> str:
    """A table with lines around its cells and fixed columns."""
    said = f'{value("tblStyle", "TableGrid")}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{value("jc", "center")}'
    said += f'<w:tblLayout w:type="fixed"/>{value("tblCaption", title)}'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
