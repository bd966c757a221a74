"""A site's own logo: a PNG or SVG of its folder site_config/, shown as a picture and never as a document.

As a picture an SVG runs nothing and loads nothing; what would only work otherwise, or lead elsewhere, is refused with
its reason, so that the file is as harmless where it is opened by itself.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple, TypeAlias
from xml.parsers import expat

import msgspec

from generator.model.parts import Text
from generator.problems import Place, Problem, problem

LogoName: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.(png|svg)$", max_length=80)]

LARGEST = 200_000
WIDEST = 4096
HEIGHT = 32
MOST_WIDE = 240
"""How high the logo stands in the header, and how wide at most, in CSS pixels."""

_PNG = b"\x89PNG\r\n\x1a\n"
_REFUSED = frozenset(
    {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener", "a"}
    | {"set", "animate", "animatemotion", "animatetransform", "img", "frame", "meta", "link", "base"}
)
_HREF = re.compile(r"(.*:)?href\Z")
_INSIDE = re.compile(r"\s*(#|data:image/(png|jpeg|gif|webp)[;,])")
_XHTML = "http://www.w3.org/1999/xhtml"
_ELSEWHERE = re.compile(
    r"@import|\\[0-9a-f]|image-set\s*\(|src\s*\(|expression\s*\(|url\(\s*[\"']?\s*(?!#|data:image/(png|jpeg))",
    re.IGNORECASE,
)


class Logo(NamedTuple):
    """A logo that may be shown: its name, what it holds, and its size in the header."""

    name: str
    data: bytes
    width: int
    height: int

    @property
    def media_type(self) -> str:
        """What browsers are told that it is."""
        return "image/png" if self.name.endswith(".png") else "image/svg+xml"


class _Faulty(Exception):  # noqa: N818 - it carries what is faulty
    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def read_logo(folder: Path, name: str) -> Logo | Problem:
    """The logo `name` in `folder`, or why there is none."""
    place, file = Place(f"{folder.name}/site.yml"), f"{folder.name}/{name}"
    path = folder / name
    if path.is_symlink() or not path.is_file():
        return problem("logo-missing", place, pointer=("logo",), value=file)
    with path.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    try:
        width, height = _MEASURED[path.suffix](data)
    except _Faulty as faulty:
        reason = {"reason": faulty.reason.zh, "reason_en": faulty.reason.en}
        return problem("logo-refused", place, pointer=("logo",), value=file, words=reason)
    return Logo(name, data, min(MOST_WIDE, max(1, round(HEIGHT * width / height))), HEIGHT)


def drawing_fault(data: bytes) -> Text | None:
    """Why what a file holds is more than a drawing in SVG; none where it is one."""
    try:
        _svg_size(data)
    except _Faulty as faulty:
        return faulty.reason
    return None


def _png_size(data: bytes) -> tuple[float, float]:
    _need_small(data)
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or len(data) < 33:
        raise _Faulty(Text(zh="内容不是 PNG", en="what it holds is no PNG"))
    width, height = struct.unpack(">II", data[16:24])
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        raise _Faulty(Text(zh=f"宽和高应在 1 至 {WIDEST} 像素", en=f"width and height must be 1 to {WIDEST} pixels"))
    return width, height


def _svg_size(data: bytes) -> tuple[float, float]:
    """The proportions of an SVG that holds nothing but drawing: no elements of HTML, no movement, no way out."""
    _need_small(data)
    roots: list[Mapping[str, str]] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.ProcessingInstructionHandler = _refuse_instruction
    parser.CharacterDataHandler = _check_words

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not roots and tag.rpartition(":")[2] != "svg":
            raise _Faulty(Text(zh="内容不是 SVG", en="what it holds is no SVG"))
        roots.append(attributes)
        for reason in _faults(tag, attributes):
            raise _Faulty(reason)

    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _Faulty(Text(zh=f"内容不是完整的 XML：{error}", en=f"what it holds is no whole XML: {error}")) from error
    return _proportions(roots[0])


def _faults(tag: str, attributes: Mapping[str, str]) -> Iterator[Text]:
    name = tag.rpartition(":")[2].lower()
    if name in _REFUSED:
        yield Text(zh=f"含有 <{name}>", en=f"it holds <{name}>")
    for key, value in attributes.items():
        if value.strip() == _XHTML:
            yield Text(zh=f"{key} 引入了 HTML", en=f"{key} brings in HTML")
        if key.rpartition(":")[2].lower().startswith("on"):
            yield Text(zh=f"含有脚本属性 {key}", en=f"it holds the script attribute {key}")
        elif (_HREF.match(key.lower()) and not _INSIDE.match(value)) or _ELSEWHERE.search(value):
            yield Text(zh=f"{key} 指向文件之外：{value[:60]}", en=f"{key} leads out of the file: {value[:60]}")


def _check_words(words: str) -> None:
    if _ELSEWHERE.search(words):
        raise _Faulty(Text(zh="样式指向文件之外", en="a style leads out of the file"))


def _refuse_doctype(*_: object) -> None:
    raise _Faulty(Text(zh="含有 <!DOCTYPE>，请删掉这一行", en="it holds a <!DOCTYPE>; remove that line"))


def _refuse_instruction(target: str, _: str) -> None:
    raise _Faulty(Text(zh=f"含有 <?{target}?>", en=f"it holds <?{target}?>"))


def _need_small(data: bytes) -> None:
    if len(data) > LARGEST:
        raise _Faulty(Text(zh=f"文件超过 {LARGEST // 1000} kB", en=f"it is larger than {LARGEST // 1000} kB"))


def _proportions(root: Mapping[str, str]) -> tuple[float, float]:
    """Width and height as the drawing says them, or a square."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    numbers = box[2:4] or [root.get("width", ""), root.get("height", "")]
    try:
        width, height = (float(re.sub(r"px\Z", "", number)) for number in numbers)
    except ValueError:
        return 1, 1
    return (width, height) if 1e-3 <= width < 1e6 and 1e-3 <= height < 1e6 else (1, 1)


_MEASURED: Mapping[str, Callable[[bytes], tuple[float, float]]] = {".png": _png_size, ".svg": _svg_size}
