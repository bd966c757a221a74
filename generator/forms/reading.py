"""Opens what people send: a Word or Excel package is taken apart within bounds, or refused in words."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from generator.forms.answers import Answers, fields_of, version_of
from generator.model.records import Form
from generator.problems import Place, Problem, is_error, problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PartName: TypeAlias = str
"""A part's name inside its package, without the leading slash."""

DOCX, XLSX = "docx", "xlsx"
FORM_PROPERTY, VERSION_PROPERTY = "zhangbang-form", "zhangbang-version"
"""The custom properties that say of which form, and of which version of it, a file is."""

SIZE_LIMIT = 20 << 20
MEMBERS_LIMIT = 2_000
UNPACKED_LIMIT = 64 << 20
XML_LIMIT = 16 << 20
RATIO_LIMIT, RATIO_FROM = 200, 1 << 20
"""How much smaller than its contents a part may be packed, looked at in parts larger than the second figure."""
MARKUP_LIMIT, SIGNS_LIMIT = 400_000, 600_000
"""How many tags one part may hold, and how many tags and attributes all parts together."""
DEPTH_LIMIT = 200
UNLIKE_FROM = 6
"""How many fields a form must have for most of them to say something."""

_ZIP, _MEMBER, _OLE = b"PK\x03\x04", b"PK\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML_NAMES = (".xml", ".rels", ".vml")
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How parts may be packed: ISO/IEC 29500-2 allows nothing else, and others unpack without bounds."""
_TYPES = "[Content_Types].xml"
_KINDS = {"wordprocessingml": DOCX, "spreadsheetml": XLSX}
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, OverflowError)


class Read(NamedTuple):
    """What reading a filled form gives: its answers, if it could be read, and what is to be said about it."""

    answers: Answers | None
    problems: tuple[Problem, ...]


class Package(NamedTuple):
    """An opened package: `docx` or `xlsx`, its main part's name, its XML parts, and its custom properties."""

    kind: str
    main: PartName
    parts: Mapping[PartName, Element]
    properties: Mapping[str, str]


class _RefusedError(Exception):
    """Why a package is not opened: a problem's code and its words."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


def open_package(data: bytes, file: str = "") -> Package | Problem:
    """The package in `data`, or why it is refused; nothing is written, run or fetched.

    Refused are: other files, encrypted and broken ones, macros, names that leave the package or stand twice, document
    types and entities, links to outside other than hyperlinks, and whatever unpacks to more than the limits.
    """
    try:
        return _opened(data)
    except _RefusedError as refusal:
        return problem(refusal.code, Place(file), words=refusal.words)
    except _BROKEN:
        return problem("form-file-broken", Place(file))


def xml_root(data: bytes, file: str = "") -> Element | Problem:
    """The root of an XML file within the same bounds, or why it is refused."""
    try:
        if len(data) > SIZE_LIMIT:
            raise _RefusedError("form-file-large", size=len(data), limit=SIZE_LIMIT)
        return _parsed(data)
    except _RefusedError as refusal:
        return problem(refusal.code, Place(file), words=refusal.words)


def open_filled(
    data: bytes, form: Form, kind: str, file: str, opened: Package | None = None
) -> tuple[Package, tuple[Problem, ...]] | Read:
    """The package of a filled form, with what is to be said of which form it is; or the reading that ends there."""
    package = opened or open_package(data, file)
    if isinstance(package, Problem):
        return Read(None, (package,))
    if package.kind != kind:
        return Read(None, (problem("form-file-kind", Place(file)),))
    told = tuple(identity_problems(package, form, file))
    return Read(None, told) if any(map(is_error, told)) else (package, told)


def identity_problems(package: Package, form: Form, file: str = "") -> Iterator[Problem]:
    """What is to be said about the form and the version that a package says it is of; another form is an error."""
    place, stated = Place(file), package.properties.get(FORM_PROPERTY)
    if stated is None:
        yield problem("form-file-unstated", place, form=form.title.zh)
    elif stated != form.id:
        yield problem("form-file-other", place, value=stated, form=form.id)
    elif stated_version(package, form) != version_of(form):
        yield problem("form-file-version", place, value=stated_version(package, form), version=version_of(form))


def unlike_problem(package: Package, form: Form, told: Iterable[Problem], file: str = "") -> Problem | None:
    """That a package which names no form is hardly this one, for most of its fields have no place there."""
    fields, unfound = sum(1 for _ in fields_of(form)), sum(found.code == "form-field-unfound" for found in told)
    if FORM_PROPERTY in package.properties or fields < UNLIKE_FROM or 2 * unfound <= fields:
        return None
    return problem("form-file-unlike", Place(file), words={"form": form.title.zh, "form_en": form.title.en or ""})


def stated_version(package: Package, form: Form) -> str:
    """The version that the package says was filled; where it says none, the form's own."""
    return package.properties.get(VERSION_PROPERTY) or version_of(form)


def saved_by(package: Package) -> str:
    """The program that the package says it was saved with."""
    entries = package.parts.get("docProps/app.xml", ())
    return next((entry.text or "" for entry in entries if local(entry.tag) == "Application"), "")


def local(name: str) -> str:
    """An element's or attribute's name without its namespace: the strict and the transitional one say the same here."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """The element's attribute of that local name."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def _opened(data: bytes) -> Package:
    _check_outside(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    _check_members(members)
    texts = {m.filename: _unpacked(data, m) for m in members if m.filename.lower().endswith(_XML_NAMES)}
    _check_markup(texts.values())
    parts = {name: _parsed(text) for name, text in texts.items()}
    _check_names([m.filename for m in members], parts)
    for name in parts:
        _check_links(name, parts[name])
    kind, main = _main(parts)
    return Package(kind, main, MappingProxyType(parts), MappingProxyType(_properties(parts)))


def _check_outside(data: bytes) -> None:
    if len(data) > SIZE_LIMIT:
        raise _RefusedError("form-file-large", size=len(data), limit=SIZE_LIMIT)
    if data.startswith(_OLE):
        raise _RefusedError("form-file-encrypted" if _ENCRYPTED in data else "form-file-old")
    if not data.startswith(_ZIP):
        raise _RefusedError("form-file-kind")
    if data.count(_MEMBER) > MEMBERS_LIMIT:
        raise _RefusedError("form-file-bomb")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename.casefold() for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise _RefusedError("form-file-encrypted")
    if len(members) > MEMBERS_LIMIT or sum(member.file_size for member in members) > UNPACKED_LIMIT:
        raise _RefusedError("form-file-bomb")
    if any(_unpacks_too_far(member) for member in members):
        raise _RefusedError("form-file-bomb")
    if any(_leaves(name) for name in names):
        raise _RefusedError(
            "form-file-unsafe", reason="包内有越出文件包的路径", reason_en="a name in it leads out of the package"
        )
    if len(set(names)) < len(names):
        raise _RefusedError("form-file-unsafe", reason="包内有重名的部件", reason_en="two of its parts have one name")


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """What a part unpacks to: exactly as much as it says of itself, or the package is broken.

    `ZipFile.read` cuts what is more only after it has unpacked all of it, and openpyxl reads so.
    """
    if member.compress_type not in _METHODS:
        raise _RefusedError("form-file-broken")
    name, extra = struct.unpack_from("<HH", data, member.header_offset + 26)
    start = member.header_offset + 30 + name + extra
    found = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_DEFLATED:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(found, member.file_size + 1)
    if len(found) > member.file_size:
        raise _RefusedError("form-file-bomb")
    if len(found) < member.file_size or zlib.crc32(found) != member.CRC:
        raise _RefusedError("form-file-broken")
    return found


def _check_markup(texts: Iterable[bytes]) -> None:
    """Refuses more markup, in all parts together, than fits into memory: most of an element's cost is its being one."""
    if sum(text.count(b"<") + text.count(b"=") for text in texts) > SIGNS_LIMIT:
        raise _RefusedError("form-file-bomb")


def _unpacks_too_far(member: zipfile.ZipInfo) -> bool:
    is_xml = member.filename.lower().endswith(_XML_NAMES)
    packed = max(member.compress_size, 1)
    return (is_xml and member.file_size > XML_LIMIT) or (
        member.file_size > RATIO_FROM and member.file_size / packed > RATIO_LIMIT
    )


def _leaves(name: str) -> bool:
    return name.startswith("/") or ".." in PurePosixPath(name).parts or bool(re.search(r"[\\:\0]", name))


def _parsed(data: bytes) -> Element:
    """The root of an XML part, with no declaration of a document type, not too much markup and not nested too deep."""
    if data.count(b"<") > MARKUP_LIMIT:
        raise _RefusedError("form-file-bomb")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise _RefusedError(
            "form-file-unsafe",
            reason="XML 中有文档类型声明或实体",
            reason_en="its XML declares a document type or entities",
        ) from None
    except (ParseError, LookupError):
        raise _RefusedError("form-file-broken") from None
    except ValueError:  # the parser reads no encoding of several bytes but UTF-8 and UTF-16
        raise _RefusedError("form-file-encoding") from None
    level = [root]
    for _ in range(DEPTH_LIMIT):
        level = [child for element in level for child in element]
    if level:
        raise _RefusedError("form-file-bomb")
    return root


def _check_names(names: list[str], parts: Mapping[PartName, Element]) -> None:
    types = parts.get(_TYPES)
    if types is None:
        raise _RefusedError("form-file-kind")
    told = " ".join(attribute(entry, "ContentType") or "" for entry in types).casefold()
    if "macroenabled" in told or "vbaproject" in told or any("vbaproject" in name.casefold() for name in names):
        raise _RefusedError("form-file-macros")


def _check_links(name: PartName, root: Element) -> None:
    if not name.lower().endswith(".rels"):
        return
    for relation in root:
        if (attribute(relation, "TargetMode") or "").casefold() == "external" and not _is_harmless(relation):
            raise _RefusedError("form-file-external", value=_on_a_line(attribute(relation, "Target") or ""))


def _is_harmless(relation: Element) -> bool:
    """A hyperlink that somebody may click, or the template on the writer's own disk, which we never open."""
    kind, target = attribute(relation, "Type") or "", attribute(relation, "Target") or ""
    is_own = re.match(r"file:///[A-Za-z]:|[A-Za-z]:\\", target) is not None
    return kind.endswith("/hyperlink") or (kind.endswith("/attachedTemplate") and is_own)


def _on_a_line(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in text[:60])


def _main(parts: Mapping[PartName, Element]) -> tuple[str, PartName]:
    """What the package is, and the part that its first relation of the kind officeDocument names."""
    for relation in parts.get("_rels/.rels", ()):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            name = (attribute(relation, "Target") or "").removeprefix("/")
            kind = _KINDS.get(_family(_type_of(parts[_TYPES], name)))
            if kind and name in parts:
                return kind, name
    raise _RefusedError("form-file-kind")


def _type_of(types: Element, name: PartName) -> str:
    stated = {(attribute(e, "PartName") or "").casefold(): attribute(e, "ContentType") or "" for e in types}
    return stated.get(f"/{name}".casefold(), "")


def _family(content_type: str) -> str:
    return content_type.removeprefix("application/vnd.openxmlformats-officedocument.").partition(".")[0]


def _properties(parts: Mapping[PartName, Element]) -> dict[str, str]:
    entries = parts.get("docProps/custom.xml", ())
    return {attribute(entry, "name") or "": "".join(entry.itertext()).strip() for entry in entries}
