"""A new site's repository: what its host says of it, and the files made from that and from the scaffold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from generator import __version__
from generator.entry.issueforms import compile_issue_forms
from generator.hosts import Unusable, host_of
from generator.migrations import SCHEMA_VERSION
from generator.model.artifacts import READY, Artifact
from generator.model.parts import Lang, Text
from generator.problems import nearest
from generator.schemas import schemas_dir
from generator.settings import DEFAULTS, Settings, Site, Term, packaged, read_settings, settings_of
from generator.siteaddress import reason_against
from generator.urls import is_reserved
from generator.yamlio import parse_yaml

SCAFFOLD = Path(__file__).parent / "scaffold"
ALLOWED = frozenset({".git", ".venv", "wheels", ".zhangbang-adding", READY})
"""What a folder may hold already: a fresh repository, the program's environment, and what a cut-off run left."""

NO_ADDRESS = "https://zhangbang.example/"
"""Stands for an address that is not known yet; nobody can register it."""

COMPILED = "__pycache__"
"""Where installing leaves compiled copies of the scaffold's scripts."""

SITE_FILE = "site_config/site.yml"
ISSUE_FORMS = ".github/ISSUE_TEMPLATE"

LICENCE = Text(zh="知识共享 署名 4.0", en="Creative Commons Attribution 4.0")
LONGEST_NAME = 60
LONGEST_ID = 100
_TOKEN = re.compile(r"@@([a-z_]+)@@")
_ADDRESS = re.compile(r"https?://[^\s<>\"'?#@]+\Z")
_SSH = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/](.+?)(?:\.git)?/?\Z")
_NEW_REGION = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)=([^/]+)/([^/]+?)(?:/([a-z0-9-]+))?\Z")
_KIND_OF_PLACE = re.compile(r"(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)\Z")
_ENGLISH = re.compile(r"[^\n]*/en/")


class Founding(NamedTuple):
    """What the host of a new site says of it."""

    name: Text
    region: Term
    languages: tuple[Lang, ...]
    repository: str
    url: str


def compile_new(founding: Founding) -> Iterator[Artifact]:
    """Every file of the new repository."""
    words = _words(founding)
    for path, data in read_scaffold():
        if founding.languages == ("zh",) and _ENGLISH.match(path):
            continue
        yield Artifact(path, _filled(data, words))
    if _is_new(founding.region):
        yield Artifact("site_config/regions.yml", _regions_with(founding.region))
    yield from compile_schemas_copy()
    for form in compile_issue_forms(_settings(founding, words)):
        yield Artifact(f"{ISSUE_FORMS}/{form.path}", form.data)


def compile_renewed(folder: Path) -> Iterator[Artifact]:
    """What another version of the program may make otherwise for the site in `folder`: schemas, kept issue forms."""
    yield from compile_schemas_copy()
    settings, _ = read_settings(folder / SITE_FILE.partition("/")[0])
    for form in compile_issue_forms(settings) if settings else ():
        if (folder / ISSUE_FORMS / form.path).exists():
            yield Artifact(f"{ISSUE_FORMS}/{form.path}", form.data)


def compile_schemas_copy() -> Iterator[Artifact]:
    """The schemas that editors' programs read beside the records; this program itself always uses its own."""
    for path in sorted(schemas_dir().glob("*.json")):
        yield Artifact(f"schemas/{path.name}", path.read_bytes())


def read_scaffold() -> Iterator[tuple[str, bytes]]:
    """Each file of the scaffold: its path in the new repository, and what it holds."""
    for path in sorted(path for path in SCAFFOLD.rglob("*") if path.is_file() and path.parent.name != COMPILED):
        yield path.relative_to(SCAFFOLD).as_posix(), path.read_bytes()


def in_the_way(folder: Path) -> tuple[str, ...]:
    """What the folder holds that a new site may not be written beside, in order; nothing where there is no folder."""
    if not folder.is_dir():
        return (folder.name,) if folder.exists() or folder.is_symlink() else ()
    return tuple(sorted(path.name for path in folder.iterdir() if path.name not in ALLOWED))


def unlike(folder: Path, site: Iterable[Artifact]) -> tuple[str, ...]:
    """The paths in the folder of what is not, or not so, among the files of a new site, in order."""
    files = {folder / artifact.path: artifact.data for artifact in site}
    there = [path for name in in_the_way(folder) for path in _files_at(folder / name)]
    strange = [path for path in there if path not in files or not _holds(path, files[path])]
    return tuple(path.relative_to(folder).as_posix() for path in strange)


def _files_at(path: Path) -> Iterator[Path]:
    """The path, or everything below it that is no folder."""
    if path.is_symlink() or not path.is_dir():
        yield path
    else:
        yield from sorted(inner for inner in path.rglob("*") if inner.is_symlink() or not inner.is_dir())


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


# -- what a host says -------------------------------------------------------------------------------------------------


def region_of(said: str) -> Term | Text:
    """The region that is meant: one of the package's by id or name, or a new one; else why it is none.

    A new one is written `id=中文/English/parent`; without a parent it lies in China.
    """
    regions: list[Term] = packaged()["regions"]
    new = _NEW_REGION.match(said)
    if new:
        return _new_region(new[1], Text(zh=new[2].strip(), en=new[3].strip()), new[4] or "cn", regions)
    for term in regions:
        if said.casefold() in _names(term):
            return term
    told = nearest(said.casefold(), [name for term in regions for name in (term.id, term.label.zh)])
    return Text(
        zh=f"程序自带的地区表里没有“{said}”。{told['advice']}新的地区写成 编号=中文名/英文名/上级编号，"
        "如 xiangtan=湘潭市/Xiangtan/hunan。",
        en=f"The program has no region “{said}”. {told['advice_en']} A new one is written id=Chinese/English/parent, "
        "such as xiangtan=湘潭市/Xiangtan/hunan.",
    )


def _new_region(region_id: str, label: Text, parent: str, regions: Iterable[Term]) -> Term | Text:
    known = [term.id for term in regions]
    if is_reserved(region_id) or len(region_id) > LONGEST_ID:
        return Text(
            zh=f"编号“{region_id[:60]}”不能用：换一个，至多 {LONGEST_ID} 个字符，不用 index、page-2 这样的。",
            en=f"The id “{region_id[:60]}” cannot be used: at most {LONGEST_ID} characters, and not index or page-2.",
        )
    if region_id in known:
        return Text(
            zh=f"编号 {region_id} 已经有了，直接写它即可。", en=f"The id {region_id} is there already: write it alone."
        )
    if parent not in known:
        told = nearest(parent, known)
        return Text(
            zh=f"没有上级地区“{parent}”。{told['advice']}",
            en=f"There is no region “{parent}” above. {told['advice_en']}",
        )
    for name in (label.zh, label.en or ""):
        wrong = wrong_name(name)
        if wrong:
            return wrong
    return Term(id=region_id, label=label, parent=parent)


def _names(term: Term) -> frozenset[str]:
    zh, en = term.label.zh, term.label.en or ""
    return frozenset({term.id, zh, _KIND_OF_PLACE.sub("", zh), en.casefold()})


def wrong_name(said: str) -> Text | None:
    """Why this is no name for a site or a region, if so."""
    if not said.strip() or not said.isprintable() or len(said) > LONGEST_NAME:
        return Text(
            zh=f"名称写一行，1 至 {LONGEST_NAME} 个字符。", en=f"A name is one line of 1 to {LONGEST_NAME} characters."
        )
    return None


def address_of(said: str) -> str | Text:
    """The site's address with its `/` at the end, or why it is none."""
    reason = reason_against(said)
    if reason:
        return Text(
            zh=f"“{said}”不能作网站的网址：{reason.zh}。写 https://… 开头的完整地址，不带 ? 和 #。",
            en=f"“{said}” cannot be the site's address: {reason.en}. Write it whole, from https://, without ? or #.",
        )
    return said.rstrip("/") + "/"


def repository_of(said: str) -> str | Text:
    """The repository's address as browsers open it; empty where there is none yet; or why it is none."""
    by_ssh = _SSH.match(said)
    address = f"https://{by_ssh[1]}/{by_ssh[2]}" if by_ssh else said.rstrip("/").removesuffix(".git")
    if address and (not _is_address(address) or isinstance(host_of(address), Unusable)):
        return Text(
            zh=f"“{said}”不是仓库的网址；写 https://… 开头的地址，还没有就留空。",
            en=f"“{said}” is no repository's address: write one from https://, or nothing if there is none yet.",
        )
    return address


def likely_address(repository: str) -> str:
    """Where GitHub Pages shows a repository of GitHub's; elsewhere it cannot be known."""
    split = urlsplit(repository)
    owner, _, name = split.path.strip("/").partition("/")
    if split.netloc.lower() != "github.com" or not name:
        return NO_ADDRESS
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def likely_name(region: Term) -> Text:
    """What a site of this region may be called."""
    return Text(zh=f"{region.label.zh}揭榜挂帅", en=f"Open challenges in {region.label.en}")


def _is_address(said: str) -> bool:
    try:
        return bool(_ADDRESS.match(said)) and bool(urlsplit(said).hostname) and urlsplit(said).port != 0
    except ValueError:
        return False


# -- files ------------------------------------------------------------------------------------------------------------


def _words(founding: Founding) -> Mapping[str, str]:
    """What the scaffold's tokens stand for: texts as YAML, and two bare ones."""
    name, place = founding.name, founding.region.label

    def both(zh: str, en: str) -> str:
        return f"{{zh: {_quoted(zh)}, en: {_quoted(en)}}}" if "en" in founding.languages else f"{{zh: {_quoted(zh)}}}"

    en = name.en or name.zh
    return {
        "name": " ".join((name.zh, *((name.en,) if name.en and "en" in founding.languages else ()))),
        "version": __version__,
        "schema_version": str(SCHEMA_VERSION),
        "site_name": _quoted(name.zh),
        "title": both(name.zh, en),
        "tagline": both(f"{place.zh}揭榜挂帅公开数据", f"Open challenges of {place.en}, openly published"),
        "description": both(
            f"{place.zh}公开发布的揭榜挂帅指南、榜单、榜题、揭榜单位和攻关成功单位，每条都有出处。",
            f"Call guides, challenge lists, challenges, selected units and completed tasks of {place.en}, "
            "each with its source.",
        ),
        "publisher": both(f"{name.zh}编辑组", f"The editors of {en}"),
        "licence": both(LICENCE.zh, LICENCE.en or ""),
        "languages": f"[{', '.join(founding.languages)}]",
        "region": founding.region.id,
        "repository": _quoted(founding.repository),
        "url": _quoted(founding.url),
    }


def _filled(data: bytes, words: Mapping[str, str]) -> bytes:
    """A text with its tokens filled; a picture as it is."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    return _TOKEN.sub(lambda token: words.get(token[1], token[0]), text).encode()


def _settings(founding: Founding, words: Mapping[str, str]) -> Settings:
    """The new site's settings, as they will be read."""
    site = parse_yaml(_filled((SCAFFOLD / SITE_FILE).read_bytes(), words).decode(), SITE_FILE)
    regions = [*packaged()["regions"], *((founding.region,) if _is_new(founding.region) else ())]
    return settings_of(msgspec.convert(site, Site), regions)


def _is_new(region: Term) -> bool:
    return region not in packaged()["regions"]


def _regions_with(region: Term) -> bytes:
    """The package's regions and one more: a site's own list stands alone."""
    label = f"{{zh: {_quoted(region.label.zh)}, en: {_quoted(region.label.en or region.label.zh)}}}"
    line = f"- {{id: {region.id}, label: {label}, parent: {region.parent}}}\n"
    return (DEFAULTS / "regions.yml").read_bytes() + line.encode()


def _quoted(words: str) -> str:
    """The words as a scalar of YAML."""
    return json.dumps(words, ensure_ascii=False)
