"""A package that people send is opened only if nothing in it can do harm; each reason to refuse is told in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from fuzzing.packages import lying
from hypothesis import given
from hypothesis import strategies as st

from forms.filling import ROWS_FORM
from forms.zips import DOCUMENT, parts_of, with_parts, zipped
from generator.forms.answers import version_of
from generator.forms.docx import docx_of
from generator.forms.reading import (
    MARKUP_LIMIT,
    MEMBERS_LIMIT,
    SIGNS_LIMIT,
    SIZE_LIMIT,
    XML_LIMIT,
    Package,
    identity_problems,
    open_package,
    stated_version,
)
from generator.problems import Problem

GOOD = docx_of(ROWS_FORM)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
RELATIONS = "word/_rels/document.xml.rels"


def opened(data: bytes) -> Package:
    package = open_package(data, "送来.docx")
    assert isinstance(package, Package), package
    return package


def refused(data: bytes) -> str:
    found = open_package(data, "送来.docx")
    assert isinstance(found, Problem)
    assert found.file == "送来.docx"
    assert found.severity == "error"
    return found.code


def added(**parts: bytes) -> bytes:
    return zipped({**parts_of(GOOD), **parts})


def linked(kind: str, target: str) -> Callable[[str], str]:
    relation = (
        f'<Relationship Id="rId99" Type="http://x/relationships/{kind}" Target="{target}" TargetMode="External"/>'
    )
    return lambda text: text.replace("</Relationships>", relation + "</Relationships>")


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def declared(declaration: str) -> Callable[[str], str]:
    return lambda text: text.replace("<w:document", f"{declaration}<w:document", 1)


def duplicated() -> bytes:
    whole = io.BytesIO(GOOD)
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("word/DOCUMENT.xml", b"<x/>")
    return whole.getvalue()


def encrypted_member() -> bytes:
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


ENTITY = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
WORD_MAIN = "wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"

HOSTILE: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "form-file-kind"),
    "a text": (b"\xe6\x89\x93\xe5\xbc\x80", "form-file-kind"),
    "a zip of something else": (zipped({"a.txt": b"a"}), "form-file-kind"),
    "a presentation": (
        with_parts(GOOD, **{"[Content_Types].xml": replaced("wordprocessingml", "presentationml")}),
        "form-file-kind",
    ),
    "no main part": (
        with_parts(GOOD, **{"_rels/.rels": replaced("word/document.xml", "word/none.xml")}),
        "form-file-kind",
    ),
    "an old file": (OLE, "form-file-old"),
    "an encrypted file": (OLE + "EncryptedPackage".encode("utf-16-le"), "form-file-encrypted"),
    "an encrypted part": (encrypted_member(), "form-file-encrypted"),
    "half a file": (GOOD[: len(GOOD) // 2], "form-file-broken"),
    "a file without its end": (GOOD[:-30], "form-file-broken"),
    "broken XML": (with_parts(GOOD, document=replaced("</w:body>", "")), "form-file-broken"),
    "an encoding of several bytes": (with_parts(GOOD, document=replaced("UTF-8", "GBK")), "form-file-encoding"),
    "an unknown encoding": (with_parts(GOOD, document=replaced("UTF-8", "klingon")), "form-file-broken"),
    "a large file": (GOOD + bytes(SIZE_LIMIT), "form-file-large"),
    "macros": (added(**{"word/vbaProject.bin": b"x"}), "form-file-macros"),
    "a .docm": (
        with_parts(
            GOOD,
            **{
                "[Content_Types].xml": lambda text: text.replace(
                    f"application/vnd.openxmlformats-officedocument.{WORD_MAIN}", MACRO_MAIN
                )
            },
        ),
        "form-file-macros",
    ),
    "many parts": (added(**{f"customXml/{i}.bin": b"" for i in range(MEMBERS_LIMIT)}), "form-file-bomb"),
    "much XML": (
        added(**{"word/x.xml": b"<x>" + bytes(range(65, 91)) * (XML_LIMIT // 20) + b"</x>"}),
        "form-file-bomb",
    ),
    "XML packed small": (added(**{"word/x.xml": b"<x>" + b"a" * (4 << 20) + b"</x>"}), "form-file-bomb"),
    "a picture packed small": (added(**{"word/media/a.png": bytes(32 << 20)}), "form-file-bomb"),
    "much markup": (added(**{"word/x.xml": b"<x>" + b"<a/>" * MARKUP_LIMIT + b"</x>"}), "form-file-bomb"),
    "much markup in many parts": (
        added(**{f"word/{i}.xml": b"<x>" + b'<a b=""/>' * (SIGNS_LIMIT // 8) + b"</x>" for i in range(5)}),
        "form-file-bomb",
    ),
    "a part that unpacks to more than it says": (
        lying({**parts_of(GOOD), "word/x.xml": b"<x/>"}, "word/x.xml", b" " * (1 << 20), 64),
        "form-file-bomb",
    ),
    "a part packed so that it cannot be bounded": (zipped(parts_of(GOOD), zipfile.ZIP_BZIP2), "form-file-broken"),
    "more names of parts than parts": (GOOD + b"PK\x01\x02" * (MEMBERS_LIMIT + 1), "form-file-bomb"),
    "deep XML": (added(**{"word/x.xml": b"<x>" * 5000 + b"</x>" * 5000}), "form-file-bomb"),
    "an external entity": (with_parts(GOOD, document=declared(EXTERNAL)), "form-file-unsafe"),
    "entities that grow": (with_parts(GOOD, document=declared(ENTITY)), "form-file-unsafe"),
    "a document type": (
        with_parts(GOOD, document=declared('<!DOCTYPE d SYSTEM "http://example.org/d">')),
        "form-file-unsafe",
    ),
    "a way out": (added(**{"../../etc/cron.d/x": b"x"}), "form-file-unsafe"),
    "a path from the root": (added(**{"/etc/x": b"x"}), "form-file-unsafe"),
    "a path of Windows": (added(**{"C:\\x.exe": b"x"}), "form-file-unsafe"),
    "two parts of one name": (duplicated(), "form-file-unsafe"),
    "a linked picture": (
        with_parts(GOOD, **{RELATIONS: linked("image", "http://example.org/spy.png")}),
        "form-file-external",
    ),
    "a template from afar": (
        with_parts(GOOD, **{RELATIONS: linked("attachedTemplate", "https://example.org/a.dotm")}),
        "form-file-external",
    ),
    "an object on a share": (
        with_parts(GOOD, **{RELATIONS: linked("oleObject", "file:///\\\\server\\x.xlsx")}),
        "form-file-external",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_may_do_harm_is_refused_in_words(name: str) -> None:
    data, code = HOSTILE[name]
    assert refused(data) == code


def test_every_reason_to_refuse_has_a_case() -> None:
    from generator.problems import FILLED

    told = {code for _, code in HOSTILE.values()}
    assert {code for code in FILLED if code.startswith("form-file-")} - told == {
        "form-file-other",
        "form-file-version",
        "form-file-unstated",
        "form-file-unlike",
    }


def test_a_good_package_says_what_it_is() -> None:
    package = opened(GOOD)
    assert (package.kind, package.main) == ("docx", DOCUMENT)
    assert package.properties == {"zhangbang-form": ROWS_FORM.id, "zhangbang-version": version_of(ROWS_FORM)}


@pytest.mark.parametrize(
    ("kind", "target"), [("hyperlink", "mailto:need@example.org"), ("attachedTemplate", "file:///C:/Users/a/b.dotx")]
)
def test_links_to_click_on_and_own_templates_do_no_harm(kind: str, target: str) -> None:
    opened(with_parts(GOOD, **{RELATIONS: linked(kind, target)}))


@given(st.binary(max_size=400), st.integers(0, len(GOOD)))
def test_damage_anywhere_is_no_traceback(noise: bytes, at: int) -> None:
    assert isinstance(open_package(GOOD[:at] + noise + GOOD[at + len(noise) :]), Package | Problem)


def codes(change: Callable[[str], str]) -> list[str]:
    package = opened(with_parts(GOOD, **{"docProps/custom.xml": change}))
    return [found.code for found in identity_problems(package, ROWS_FORM)]


def test_another_form_and_another_version_are_told() -> None:
    version = version_of(ROWS_FORM)
    assert codes(lambda text: text) == []
    assert codes(replaced(f">{ROWS_FORM.id}<", ">another-form<")) == ["form-file-other"]
    assert codes(replaced(version, "0badcafe")) == ["form-file-version"]
    assert codes(replaced("zhangbang-form", "other")) == ["form-file-unstated"]


def test_a_package_that_states_no_version_is_read_as_the_present_one() -> None:
    package = opened(with_parts(GOOD, **{"docProps/custom.xml": replaced("zhangbang-version", "other")}))
    assert stated_version(package, ROWS_FORM) == version_of(ROWS_FORM)
