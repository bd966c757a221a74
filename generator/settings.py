"""What an editor may choose: the site's name, words, domains, regions, further years' holidays, synonyms, terms.

A site's own files hold only what it changes. Its labels and vocabularies are laid over the package's key by key;
each of its other files takes the place of the package's, where it says anything.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, TypeAlias, get_args

import msgspec

from generator.colours import Colours, colour_problems
from generator.glossary import Entries
from generator.holidays import arrangement_problems
from generator.logo import Logo, LogoName, read_logo
from generator.migrations import FIRST_VERSION, SCHEMA_VERSION
from generator.model.parts import LANGS, Lang, Part, Text
from generator.problems import Place, Pointer, Problem, is_error, nearest, problem
from generator.registrations import Footer, footer_problems
from generator.siteaddress import domain_problems
from generator.urls import is_reserved
from generator.workdays import PACKAGED, Arrangement, Calendar, calendar_of
from generator.yamlio import Json, parse_yaml

FILE_LIMIT = 160 * 1024
"""How many bytes a file of settings may have: all words of the site take 120 KB."""

SafeId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Address = Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s<>\"']+$")]


Version: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]


class Term(Part, frozen=True, kw_only=True):
    """One entry of a vocabulary; a region may lie in another and carry its GB/T 2260 code."""

    id: SafeId
    label: Text
    code: str | None = None
    parent: str | None = None


class Site(Part, frozen=True, kw_only=True):
    """The site's own name and choices; days count calendar days."""

    title: Text
    tagline: Text
    description: Text
    publisher: Text
    data_licence: Text
    data_licence_url: Address
    ocid_prefix: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)] = "zhangbang"
    """What identifiers of contracting processes begin with: a registered prefix, where the host has one."""
    closing_soon_days: Annotated[int, msgspec.Meta(ge=0, le=366)] = 14
    page_size: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 100
    custom_domain: str | None = None
    """The host's name where the site has a domain of its own."""
    schema_version: Version = FIRST_VERSION
    """The version of the format that the records are written in."""
    quotas_count_members: bool = False
    """Whether a quota per unit counts the members of a consortium too, where the document does not say."""
    languages: tuple[Lang, ...] = LANGS
    """The languages that have pages: both, or Chinese alone."""
    logo: LogoName | None = None
    colours: Colours | None = None
    footer: Footer = Footer()
    pictures: bool = True
    """Whether pictures are made for links that are shared."""


class Exemption(Part, frozen=True, kw_only=True):
    """A problem that a record may have, and why: its code, `kind/id`, and its place if only one is meant."""

    code: str
    record: Annotated[str, msgspec.Meta(pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$")]
    pointer: Annotated[str, msgspec.Meta(pattern=r"^(/.*)?$")] | None = None
    reason: Text


Synonym = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=r"\S")]
Synonyms: TypeAlias = Annotated[tuple[Synonym, ...], msgspec.Meta(min_length=2, max_length=12)]
"""Words, in either language, that mean the same to a searcher."""


class Settings(Part, frozen=True, kw_only=True):
    """Everything in site_config/, read once."""

    site: Site
    domains: dict[str, Term]
    regions: dict[str, Term]
    labels: dict[str, Text]
    vocabularies: dict[str, dict[str, Text]]
    exemptions: tuple[Exemption, ...] = ()
    holidays: Calendar = PACKAGED
    synonyms: tuple[Synonyms, ...] = ()
    glossary: Entries = ()
    logo: Logo | None = None


_STRANGE = re.compile(r"Object contains unknown field `(\w+)`")

PLACEHOLDERS: frozenset[str] = frozenset(
    {"n", "held", "total", "ratio", "date", "name", "amount", "amounts", "basis", "given", "rate", "value"}
    | {"meets", "breaks", "untested", "judged", "authority", "shown"}
    | {"page", "pages", "loaded", "rest", "file", "title"}
    | {"added", "already", "refused", "updated", "id"}
    | {"cap", "character", "difference", "expected", "form", "label", "left", "limit", "most", "names", "over"}
    | {"rows", "sum", "time", "unit", "why", "action"}
    | {"apart", "calls", "claimed", "completed", "days", "funded", "span", "url"}
    | {"opened", "closed", "what"}
)
"""Every name in braces that the program fills somewhere; the package's own words have no other."""

DEFAULTS = Path(__file__).parent / "defaults"
"""What stands behind a site's own files."""

FILES: Mapping[str, Any] = {
    "site": Site,
    "domains": list[Term],
    "regions": list[Term],
    "labels": dict[str, Text],
    "vocabularies": dict[str, dict[str, Text]],
    "exemptions": tuple[Exemption, ...],
    "holidays": list[Arrangement],
    "synonyms": tuple[Synonyms, ...],
    "glossary": Entries,
}
REQUIRED = frozenset({"site"})
"""What every site has of its own; any other file may be missing, or hold comments alone."""

OPEN_VOCABULARIES = frozenset({"unit"})
"""Those to which a site may add words: the choices of the others are the schemas'."""


def read_settings(folder: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings in `folder` over the package's own, and what is wrong; none where an error keeps them from use."""
    version = version_in(folder)
    if isinstance(version, int) and version != SCHEMA_VERSION:
        return None, (version_problem(version, f"{folder.name}/site.yml"),)
    own = {name: _read(folder, name, shape) for name, shape in FILES.items()}
    unread = tuple(value for value in own.values() if isinstance(value, Problem))
    unread = unread or tuple(arrangement_problems(own["holidays"] or [], f"{folder.name}/holidays.yml"))
    if unread:
        return None, unread
    logo = read_logo(folder, own["site"].logo) if own["site"].logo else None
    settings = _laid_over(packaged(), own, None if isinstance(logo, Problem) else logo)
    found = (
        *((logo,) if isinstance(logo, Problem) else ()),
        *_site_problems(settings.site, f"{folder.name}/site.yml"),
        *_id_problems(own["domains"] or [], f"{folder.name}/domains.yml"),
        *_id_problems(own["regions"] or [], f"{folder.name}/regions.yml"),
        *_parent_problems(settings, f"{folder.name}/regions.yml"),
        *domain_problems(settings.site.custom_domain, Place(f"{folder.name}/site.yml")),
        *_unknown_problems(own["labels"] or {}, own["vocabularies"] or {}, folder.name),
        *_placeholder_problems(own["labels"] or {}, f"{folder.name}/labels.yml"),
        *_synonym_problems(settings.synonyms, f"{folder.name}/synonyms.yml"),
        *_glossary_problems(own["glossary"] or (), f"{folder.name}/glossary.yml"),
    )
    return (None if any(map(is_error, found)) else settings), found


@cache
def packaged() -> Mapping[str, Any]:
    """What the package has of each file, nothing where it has none; a ValueError where its own are wrong."""
    read = {name: _read(DEFAULTS, name, shape) for name, shape in FILES.items() if name not in REQUIRED}
    wrong = [value for value in read.values() if isinstance(value, Problem)]
    if wrong:
        raise ValueError(wrong[0].message.en)
    return read


def settings_of(site: Site, regions: list[Term]) -> Settings:
    """The settings of a site that has chosen nothing but these."""
    return _laid_over(packaged(), {**dict.fromkeys(FILES), "site": site, "regions": regions}, None)


def _laid_over(standing: Mapping[str, Any], own: Mapping[str, Any], logo: Logo | None) -> Settings:
    """A site's own values over those that stand behind them; `None` is no value."""
    chosen: dict[str, Any] = {name: standing.get(name) if value is None else value for name, value in own.items()}
    words = own["vocabularies"] or {}
    return Settings(
        site=own["site"],
        domains={term.id: term for term in chosen["domains"]},
        regions={term.id: term for term in chosen["regions"]},
        labels={**standing["labels"], **(own["labels"] or {})},
        vocabularies={name: {**terms, **words.get(name, {})} for name, terms in standing["vocabularies"].items()},
        exemptions=chosen["exemptions"] or (),
        holidays=calendar_of(chosen["holidays"] or []),
        synonyms=chosen["synonyms"] or (),
        glossary=chosen["glossary"] or (),
        logo=logo,
    )


def version_in(folder: Path) -> int | Problem:
    """The version of the format that the site in `folder` says, or what keeps it from being known."""
    site = _read(folder, "site", dict[str, Any])
    if isinstance(site, Problem):
        return site
    try:
        return msgspec.convert(site.get("schema_version", FIRST_VERSION), Version)
    except msgspec.ValidationError as error:
        place = Place(f"{folder.name}/site.yml")
        return problem("settings-invalid", place, pointer=("schema_version",), reason=error)


def version_problem(version: int, file: str) -> Problem:
    """What to do about a site whose version is not this program's."""
    code = "site-older" if version < SCHEMA_VERSION else "site-newer"
    return problem(code, Place(file), pointer=("schema_version",), value=str(version), current=SCHEMA_VERSION)


def ancestors(regions: Mapping[str, Term], region: str) -> tuple[str, ...]:
    """The region and those it lies in, from the inside out."""
    chain: list[str] = []
    step: str | None = region
    while step is not None and step in regions and step not in chain:
        chain.append(step)
        step = regions[step].parent
    return tuple(chain)


def _read(folder: Path, name: str, shape: Any) -> Any:
    """What the file holds, the problem that keeps it from being read, or nothing where it says nothing."""
    file, path = f"{folder.name}/{name}.yml", folder / f"{name}.yml"
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            return problem("file-symlink", Place(file))
        if found.st_size > FILE_LIMIT:
            return problem("file-too-large", Place(file), size=found.st_size, limit=FILE_LIMIT)
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return problem("file-not-utf8", Place(file), offset=error.start)
    except (FileNotFoundError, IsADirectoryError) as error:
        is_wanted = name in REQUIRED or isinstance(error, IsADirectoryError)
        return problem("settings-missing", Place(file), value=file) if is_wanted else None
    except OSError as error:
        return problem("file-unreadable", Place(file), reason=error.strerror or str(error))
    data: Json | Problem = parse_yaml(text, file)
    if name not in REQUIRED and isinstance(data, Problem) and data.code == "file-empty":
        return None
    if isinstance(data, Problem):
        return data
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        pointer, reason = _fault(error, data, shape)
        place = Place(file) if pointer else Place(file, 1, 1)
        return problem("settings-invalid", place, pointer=pointer, reason=reason)


def _fault(error: msgspec.ValidationError, data: Json, shape: Any) -> tuple[Pointer, str]:
    """Where the fault is and what it is; msgspec does not name the keys of a mapping, so they are tried in turn."""
    reason, _, path = str(error).partition(" - at ")
    strange = _STRANGE.match(reason)
    if strange:
        return (*_pointer(path), strange[1]), f"没有“{strange[1]}”这个键 / there is no key “{strange[1]}”"
    if not path.startswith("`$[...]") or not isinstance(data, dict):
        return _pointer(path), reason
    _, inner = get_args(shape)
    for key, value in data.items():
        try:
            msgspec.convert(value, inner)
        except msgspec.ValidationError as found:
            pointer, reason = _fault(found, value, inner)
            return (key, *pointer), reason
    return (), reason


def _pointer(path: str) -> tuple[str | int, ...]:
    """The steps of a path such as `$[26].label`."""
    steps = re.findall(r"\[(\d+)\]|\.(\w+)", path)
    return tuple(int(index) if index else key for index, key in steps)


def _site_problems(site: Site, file: str) -> Iterator[Problem]:
    """Choices that pages could not be made of."""
    if site.languages not in (LANGS, LANGS[:1]):
        said = f"[{', '.join(site.languages)}]"
        yield problem("languages-unfit", Place(file), pointer=("languages",), value=said)
    if site.colours:
        yield from colour_problems(site.colours, file)
    yield from footer_problems(site.footer, file)


def _id_problems(terms: list[Term], file: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, term in enumerate(terms):
        if is_reserved(term.id):
            yield problem("settings-invalid", Place(file), pointer=(i, "id"), reason=f"id: {term.id}")
        if term.id in seen:
            yield problem("key-repeated", Place(file), pointer=(i, "id"), value=term.id)
        seen.add(term.id)


def _synonym_problems(groups: tuple[Synonyms, ...], file: str) -> Iterator[Problem]:
    """Words that stand twice, in one group or in two: which of them is meant could not be told."""
    seen: set[str] = set()
    for i, group in enumerate(groups):
        for j, word in enumerate(group):
            written = " ".join(unicodedata.normalize("NFKC", word).lower().split())
            if written in seen:
                yield problem("key-repeated", Place(file), pointer=(i, j), value=word)
            seen.add(written)


def _glossary_problems(entries: Entries, file: str) -> Iterator[Problem]:
    """Terms that stand twice, and forms that are both asked for and refused."""
    seen: set[str] = set()
    for i, entry in enumerate(entries):
        if entry.zh in seen:
            yield problem("key-repeated", Place(file), pointer=(i, "zh"), value=entry.zh)
        seen.add(entry.zh)
        for form in {form.lower() for form in entry.en} & {form.lower() for form in entry.refused}:
            yield problem("settings-invalid", Place(file), pointer=(i, "not"), reason=f"{entry.zh}: {form}")


def _unknown_problems(
    labels: Mapping[str, Text], vocabularies: Mapping[str, Mapping[str, Text]], folder: str
) -> Iterator[Problem]:
    """Words of the site's own for which the program has no use: a slip, or a word that an earlier version had."""
    standing = packaged()
    for key in sorted(labels.keys() - standing["labels"].keys()):
        yield _unknown(f"{folder}/labels.yml", (key,), standing["labels"])
    for name, terms in vocabularies.items():
        known = standing["vocabularies"].get(name)
        if known is None:
            yield _unknown(f"{folder}/vocabularies.yml", (name,), standing["vocabularies"])
        elif name not in OPEN_VOCABULARIES:
            strange = sorted(terms.keys() - known.keys())
            yield from (_unknown(f"{folder}/vocabularies.yml", (name, key), known) for key in strange)


def _unknown(file: str, pointer: tuple[str, ...], known: Mapping[str, Any]) -> Problem:
    key = pointer[-1]
    return problem("settings-word-unknown", Place(file), pointer=pointer, value=key, words=nearest(key, known))


def _placeholder_problems(labels: Mapping[str, Text], file: str) -> Iterator[Problem]:
    """Words of the site's own with braces that the program could not fill: it fills those of the package's words."""
    standing = packaged()["labels"]
    for key in sorted(labels.keys() & standing.keys()):
        allowed = frozenset(_slots(standing[key].zh)) | frozenset(_slots(standing[key].en or ""))
        for lang, words in (("zh", labels[key].zh), ("en", labels[key].en or "")):
            try:
                strange = set(_slots(words)) - allowed
            except ValueError as error:
                yield problem("settings-placeholder", Place(file), pointer=(key, lang), value=key, reason=error)
                continue
            if strange:
                reason = "{" + min(strange) + "}"
                yield problem("settings-placeholder", Place(file), pointer=(key, lang), value=key, reason=reason)


def _slots(words: str) -> Iterator[str]:
    """The names in braces; a ValueError where braces do not close."""
    return (name for _, name, _, _ in Formatter().parse(words) if name is not None)


def _parent_problems(settings: Settings, file: str) -> Iterator[Problem]:
    for i, term in enumerate(settings.regions.values()):
        if term.parent is not None and term.parent not in settings.regions:
            reason = f"{term.id}: parent {term.parent}?"
            yield problem("settings-invalid", Place(file), pointer=(i, "parent"), reason=reason)
        elif term.parent is not None and term.id in ancestors(settings.regions, term.parent):
            reason = f"{term.id} → {term.parent} → {term.id}"
            yield problem("settings-invalid", Place(file), pointer=(i, "parent"), reason=reason)
