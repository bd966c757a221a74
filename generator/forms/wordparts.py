"""What every Word file of ours holds besides its text: styles, settings, the footer, and what the file is."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from generator.forms import wordml as w
from generator.forms.answers import version_of
from generator.forms.reading import FORM_PROPERTY, VERSION_PROPERTY
from generator.forms.texts import plain
from generator.model.records import Form

_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"

SONG, HEI, FANG = "宋体", "黑体", "仿宋"
LATIN = "Times New Roman"

_TYPES = {
    "/word/document.xml": _CONTENT + "document.main+xml",
    "/word/styles.xml": _CONTENT + "styles+xml",
    "/word/settings.xml": _CONTENT + "settings+xml",
    "/word/fontTable.xml": _CONTENT + "fontTable+xml",
    "/word/footer1.xml": _CONTENT + "footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_RELATIONS = {
    "word/document.xml": _RELATION + "/officeDocument",
    "docProps/core.xml": _PACKAGE + "/relationships/metadata/core-properties",
    "docProps/custom.xml": _RELATION + "/custom-properties",
}
_OF_DOCUMENT = {
    "styles.xml": _RELATION + "/styles",
    "settings.xml": _RELATION + "/settings",
    "fontTable.xml": _RELATION + "/fontTable",
    "footer1.xml": _RELATION + "/footer",
}


def parts_around(form: Form) -> Mapping[str, str]:
    """The parts of the form's file, without its text."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(_RELATIONS),
        "word/_rels/document.xml.rels": _relations(_OF_DOCUMENT),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/footer1.xml": _footer(form),
        "docProps/core.xml": _core(form),
        "docProps/custom.xml": _custom({FORM_PROPERTY: form.id, VERSION_PROPERTY: version_of(form)}),
    }


# -- what the file is ---------------------------------------------------------------------------------------------


def _content_types() -> str:
    said = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    said += '<Default Extension="xml" ContentType="application/xml"/>'
    said += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items())
    return f'{w.HEAD}<Types xmlns="{_PACKAGE}/content-types">{said}</Types>'


def _relations(targets: Mapping[str, str]) -> str:
    said = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
        for i, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{w.HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'


FOOTER = f"rId{[*_OF_DOCUMENT].index('footer1.xml') + 1}"
"""The relation by which the document names its footer."""


def _core(form: Form) -> str:
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    spaces += ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    said = f"<dc:title>{escape(plain(form.title.zh))}</dc:title><dc:language>zh-CN</dc:language>"
    for name in ("created", "modified"):
        said += f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{form.updated_on}T00:00:00Z</dcterms:{name}>'
    return f"{w.HEAD}<cp:coreProperties {spaces}>{said}</cp:coreProperties>"


def _custom(properties: Mapping[str, str]) -> str:
    spaces = f'xmlns="{_PROPERTIES}/custom-properties" xmlns:vt="{_PROPERTIES}/docPropsVTypes"'
    said = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{i}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for i, (name, value) in enumerate(properties.items(), 2)
    )
    return f"{w.HEAD}<Properties {spaces}>{said}</Properties>"


# -- how it looks -------------------------------------------------------------------------------------------------


def _look(size: float = 0, font: str = "", more: str = "") -> str:
    """Run properties: the Chinese font with Times New Roman for Latin letters, what else there is, and the size."""
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{font}" w:cs="{LATIN}"/>' if font else ""
    sizes = f"{w.value('sz', round(size * 2))}{w.value('szCs', round(size * 2))}" if size else ""
    return f"<w:rPr>{fonts}{more}{sizes}</w:rPr>"


def _spacing(before: int = 0, after: int = 0, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _style(name: str, shown: str, paragraph: str, run: str, kind: str = "paragraph", based: str = "Normal") -> str:
    is_own = ' w:customStyle="1"' if name in _OWN else ""
    head = w.value("name", shown) + (w.value("basedOn", based) if based else "")
    look = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return f'<w:style w:type="{kind}"{is_own} w:styleId="{name}">{head}<w:qFormat/>{look}{run}</w:style>'


_OWN = frozenset({"SheetTitle", "Label", "Answer", "Note", "NoteInTable", "Guidance", "Tick"})
_CENTRE = w.value("jc", "center")
_PART = f"<w:keepNext/>{_spacing(40, 40)}{w.value('outlineLvl', 0)}"
_SHEET = f"<w:keepNext/><w:pageBreakBefore/>{_spacing(0, 120)}{_CENTRE}{w.value('outlineLvl', 0)}"
_GREY = w.value("color", "767676")
_TICK_FONT = "Segoe UI Symbol"
_TICK = f'<w:rFonts w:ascii="{_TICK_FONT}" w:hAnsi="{_TICK_FONT}" w:eastAsia="{_TICK_FONT}" w:cs="{_TICK_FONT}"/>'
_TITLE = f"<w:keepNext/>{_spacing(0, 160)}{_CENTRE}"


def _styles() -> str:
    language = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    size = f"{w.value('sz', 21)}{w.value('szCs', 21)}{language}"
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{SONG}" w:cs="{LATIN}"/>'
    defaults = f"<w:rPrDefault><w:rPr>{fonts}{size}</w:rPr></w:rPrDefault>"
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    letters = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
    )
    said = [
        normal,
        letters,
        _plain_table(),
        _style("Title", "Title", _TITLE, _look(22, HEI)),
        _style("Heading1", "heading 1", _PART, _look(12, HEI)),
        _style("SheetTitle", "表格 附页标题", _SHEET, _look(18, HEI)),
        _style("Label", "表格 栏目", f"{_spacing(20, 20, 260)}{_CENTRE}", _look(10.5, SONG)),
        _style("Answer", "表格 填写", _spacing(20, 20, 300), _look(10.5, SONG)),
        _style("Note", "表格 说明", f"{_spacing(0, 60)}{_CENTRE}", _look(9, FANG)),
        _style("NoteInTable", "表格 表内说明", _spacing(20, 20), _look(9, FANG)),
        _style("Footer", "footer", _CENTRE, _look(8, SONG)),
        _style("Guidance", "表格 填写要求", "", _look(9, FANG), "character", "DefaultParagraphFont"),
        _style("Tick", "表格 选框", "", f"<w:rPr>{_TICK}</w:rPr>", "character", "DefaultParagraphFont"),
        _style("PlaceholderText", "Placeholder Text", "", _look(more=_GREY), "character", "DefaultParagraphFont"),
        _ruled_table(),
    ]
    return w.root("styles", f"<w:docDefaults>{defaults}<w:pPrDefault/></w:docDefaults>{''.join(said)}")


def _plain_table() -> str:
    sides = (("top", 0), ("left", 50), ("bottom", 0), ("right", 50))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    look = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>{look}</w:style>'
    )


def _ruled_table() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>' for side in sides)
    look = f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
    return (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/>{look}</w:style>'
    )


def _settings() -> str:
    compatible = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    language = '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>'
    return w.root("settings", f'<w:zoom w:percent="100"/>{w.value("defaultTabStop", 420)}{compatible}{language}')


def _fonts() -> str:
    """The Chinese fonts by both of their names, so that a program in another language finds them too."""
    named = ((SONG, "SimSun", "auto"), (HEI, "SimHei", "modern"), (FANG, "FangSong", "modern"))
    said = "".join(
        f'<w:font w:name="{name}">{w.value("altName", other)}<w:charset w:val="86"/>{w.value("family", kind)}</w:font>'
        for name, other, kind in named
    )
    return w.root("fonts", said)


def _footer(form: Form) -> str:
    said = w.run(f"表格编号 {form.id}　版本 {version_of(form)}　　第 ")
    said += w.field("PAGE", "1") + w.run(" 页，共 ") + w.field("NUMPAGES", "1") + w.run(" 页")
    return w.root("ftr", w.paragraph(said, "Footer"))


# -- the page -----------------------------------------------------------------------------------------------------

_A4_SHORT, _A4_LONG, _SIDE = 11906, 16838, 1134
"""A4 and the margin at either side, in twentieths of a point."""


def text_width(is_wide: bool) -> int:
    """How wide the text is on A4, upright or across, in twentieths of a point."""
    return (_A4_LONG if is_wide else _A4_SHORT) - 2 * _SIDE


def page(is_wide: bool) -> str:
    """The page's size, margins and footer."""
    edges = (
        f'w:top="1361" w:right="{_SIDE}" w:bottom="1247" w:left="{_SIDE}" w:header="720" w:footer="624" w:gutter="0"'
    )
    across = f'w:w="{_A4_LONG}" w:h="{_A4_SHORT}" w:orient="landscape"'
    size = across if is_wide else f'w:w="{_A4_SHORT}" w:h="{_A4_LONG}"'
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{FOOTER}"/><w:pgSz {size}/><w:pgMar {edges}/></w:sectPr>'
    )
