"""Filled forms that were sent: each is read and checked by itself, and the good ones become drafts, written at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from generator import writer
from generator.catalog import programme_of, year_of
from generator.content import placed
from generator.documents import document_of
from generator.formatting import ordered, schema_address
from generator.forms.answers import Answers
from generator.forms.checking import answer_problems
from generator.forms.filled import form_in, read_filled
from generator.forms.read_docx import read_docx
from generator.forms.read_xlsx import read_xlsx
from generator.forms.reading import DOCX, FORM_PROPERTY, Package, Read, open_package
from generator.forms.record import CHALLENGE, Draft, Filing, draft_of
from generator.forms.tidy import tidied
from generator.importing.references import known_in
from generator.intake.files import name_of, read_bytes
from generator.lang import folded
from generator.model.artifacts import Artifact
from generator.model.parts import RecordId, Text
from generator.model.records import Challenge, Form, Guide, ListRecord
from generator.parallel import workers
from generator.pipeline import Checked, check
from generator.problems import Place, Problem, is_error, nearest, problem
from generator.schemas import schema_problems
from generator.yamlio import Json, parse_yaml
from generator.yamltext import yaml_of

State: TypeAlias = Literal["new", "kept", "faulty"]

NEEDS = "needs"
"""The folder of needs that no list has published: outside of content/, and not in git."""

SUFFIXES = frozenset({".docx", ".xlsx", ".json"})
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_TOLD_LATER = frozenset({"translation-missing"})
_HEAD = "# 填报的需求，尚未列入榜单，不公开。 A need that was filed and not listed; it is not published.\n"


class Desk(NamedTuple):
    """What filled forms are held against: the project, the form and the list that are named, if any, and the day."""

    root: Path
    found: Checked
    form: Form | None
    listing: ListRecord | None
    today: str
    units: Mapping[str, tuple[RecordId, ...]]


class Filed(NamedTuple):
    """What a file became: the draft and where it goes, what is to be said, and the names of what was left out."""

    name: str
    digest: str
    problems: tuple[Problem, ...]
    draft: Draft | None = None
    file: str = ""
    state: State = "faulty"

    @property
    def dropped(self) -> tuple[Text, ...]:
        """The private fields that were filled and are not kept."""
        return self.draft.dropped if self.draft else ()


def open_desk(root: Path, form_id: RecordId | None, list_id: RecordId | None, today: str) -> Desk | tuple[Problem, ...]:
    """The desk for these choices, or what is wrong with them."""
    found = check(root, workers())
    form, listing = found.catalog.find(Form, form_id), found.catalog.find(ListRecord, list_id)
    known = (("form-unknown", form_id, form, Form), ("form-list-unknown", list_id, listing, ListRecord))
    lost = [
        problem(code, Place(wanted), value=wanted, words=nearest(wanted, found.catalog.of(cls)))
        for code, wanted, held, cls in known
        if wanted is not None and held is None
    ]
    if found.settings is None:
        return found.problems
    return tuple(lost) or Desk(root, found, form, listing, today, known_in(found.catalog, found.settings).units)


def files_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files, and those in the folders that may be filled forms, in a fixed order, each once."""
    found = (file for path in paths for file in (_in_folder(path) if path.is_dir() else (path,)))
    return tuple(dict.fromkeys(found))


def read_filed(desk: Desk, path: Path) -> Filed:
    """What one file becomes; a form with any error, or without the tick of the security review, becomes nothing."""
    data, name = read_bytes(path), name_of(path)
    if isinstance(data, Problem):
        return Filed(name, "", (data,))
    digest = hashlib.sha256(data).hexdigest()
    package = None if _is_json(data) else open_package(data, name)
    if isinstance(package, Problem):
        return Filed(name, digest, (package,))
    form = desk.form or _form_of(desk, data, package, name)
    if isinstance(form, Problem):
        return Filed(name, digest, (form,))
    read = _read(data, package, form, name)
    if read.answers is None:
        return Filed(name, digest, read.problems)
    answers = tidied(form, read.answers)
    told = tuple(_weighed(desk, answer_problems(form, answers, Place(name))))
    problems = (*read.problems, *told, *_listing_problems(desk, form, name))
    if any(map(is_error, problems)):
        return Filed(name, digest, problems)
    draft = _draft(desk, form, answers, Filing(name, digest, desk.today))
    return Filed(name, digest, (*problems, *draft.problems), draft, _file_of(draft), "new")


def settle(desk: Desk, read: Sequence[Filed], out: Path, *, is_dry: bool) -> tuple[Filed, ...]:
    """Writes the drafts that are new, all or none, below `out` or, if they are listed, in the project's content."""
    target = desk.root if desk.listing else out
    if not is_dry:
        writer.complete(target)
    filed = tuple(_against_others(read, _there(desk, out)))
    texts = {one.file: _text(one) for one in filed if one.state == "new"}
    filed = tuple(_checked(desk, filed, texts, out.name))
    artifacts = [Artifact(one.file, texts[one.file].encode()) for one in filed if one.state == "new"]
    if artifacts and not is_dry:
        writer.add(target, artifacts)
    return filed


def _in_folder(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith(("~$", ".")):
            yield path


def _is_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _form_of(desk: Desk, data: bytes, package: Package | None, file: str) -> Form | Problem:
    """The form that a file says it fills."""
    if package is None:
        stated = form_in(data)
        if stated is None:
            return problem(
                "filled-invalid", Place(file), reason="读不出是哪一张表", reason_en="it does not say of which form"
            )
    else:
        stated = package.properties.get(FORM_PROPERTY)
    if stated is None:
        return problem("form-unnamed", Place(file))
    known = desk.found.catalog.of(Form)
    return known.get(stated) or problem("form-unknown", Place(file), value=stated, words=nearest(stated, known))


def _read(data: bytes, package: Package | None, form: Form, file: str) -> Read:
    if package is None:
        return read_filled(data, form, file)
    return (read_docx if package.kind == DOCX else read_xlsx)(data, form, file, package)


def _listing_problems(desk: Desk, form: Form, name: str) -> Iterator[Problem]:
    if desk.listing is not None and form.becomes != CHALLENGE:
        yield problem("form-unlisted", Place(name), words={"form": form.title.zh})


def _weighed(desk: Desk, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems; personal data in a public answer is an error where the answer is to be published."""
    for told in problems:
        is_grave = desk.listing is not None and told.code == "answer-personal"
        yield msgspec.structs.replace(told, severity="error") if is_grave else told


def _draft(desk: Desk, form: Form, answers: Answers, filing: Filing) -> Draft:
    """The draft with the region and year of its list, else of the form's guide or programme."""
    catalog, listing = desk.found.catalog, desk.listing
    guide = catalog.find(Guide, form.guide)
    programme = programme_of(catalog, form)
    holder = listing or guide or programme
    draft = draft_of(
        form,
        answers,
        filing,
        region=holder.region if holder else "cn",
        listed_in=listing.id if listing else None,
        year=year_of(catalog, holder) if holder else None,
    )
    return draft._replace(data={**draft.data, **_owner(desk, draft)}) if draft.kind == CHALLENGE else draft


def _owner(desk: Desk, draft: Draft) -> dict[str, Json]:
    """The owner of a challenge by its record, where exactly one unit has the name."""
    owner = draft.data.get("owner")
    name = owner.get("name") if isinstance(owner, dict) else None
    found = desk.units.get(folded(str(name.get("zh"))), ()) if isinstance(name, dict) else ()
    return {"owner": {"organisation": found[0]}} if len(found) == 1 else {}


def _file_of(draft: Draft) -> str:
    name = f"{draft.data['id']}.yml"
    return f"content/{Challenge.folder}/{name}" if draft.kind == CHALLENGE else name


def _text(filed: Filed) -> str:
    assert filed.draft is not None
    if filed.draft.kind == CHALLENGE:
        data = ordered(CHALLENGE, filed.draft.data)
        return yaml_of(data, schema=schema_address(CHALLENGE, _file_of(filed.draft)))
    return _HEAD + yaml_of(filed.draft.data)


# -- what is there already ------------------------------------------------------------------------------------


def _there(desk: Desk, out: Path) -> Mapping[str, str]:
    """The texts of the needs or challenges that are there, by their files."""
    folder = desk.root / "content" / Challenge.folder if desk.listing else out
    files = sorted(folder.rglob("*.yml")) if folder.is_dir() else []
    return {path.relative_to(desk.root if desk.listing else out).as_posix(): _text_of(path) for path in files}


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _against_others(read: Iterable[Filed], there: Mapping[str, str]) -> Iterator[Filed]:
    """The files, those that are known already as kept; what a unit filed before under the same title stays as it is."""
    names = {file.rpartition("/")[2]: file for file in there}
    texts = dict(there)
    seen = {digest: file for file, text in there.items() for digest in _DIGEST.findall(text)}
    for filed in read:
        first = seen.get(filed.digest)
        if filed.draft is None:
            yield filed
        elif first is not None:
            yield filed._replace(state="kept", file=first, problems=())
        elif (name := filed.file.rpartition("/")[2]) in names and _says(texts[names[name]]) == _says(_text(filed)):
            yield filed._replace(state="kept", file=names[name], problems=())
        elif name in names:
            told = problem("form-filed-again", Place(filed.name), value=names[name])
            yield filed._replace(state="faulty", problems=(*filed.problems, told))
        else:
            seen[filed.digest] = filed.file
            names[name] = filed.file
            texts[filed.file] = _text(filed)
            yield filed


def _says(text: str) -> object:
    """What a draft says, without the file that it comes from and the day."""
    data = parse_yaml(text, "")
    return {key: data[key] for key in data if key not in ("sources", "updated_on")} if isinstance(data, dict) else None


# -- the drafts as records ------------------------------------------------------------------------------------


def _checked(desk: Desk, filed: Iterable[Filed], texts: Mapping[str, str], folder: str) -> Iterator[Filed]:
    """The files with what is wrong with their drafts; a challenge with an error is not written, a need only told of."""
    found = tuple(_consequences(desk, texts)) if desk.listing else ()
    for one in filed:
        if one.state != "new":
            yield one
            continue
        own = (
            [told for told in found if told.file == one.file]
            if desk.listing
            else _need_problems(desk, one, texts, folder)
        )
        refused = any(map(is_error, own))
        yield one._replace(problems=(*one.problems, *own), state="faulty" if refused else "new")


def _consequences(desk: Desk, texts: Mapping[str, str]) -> Iterator[Problem]:
    """What a check finds in the challenges once they are there."""
    if texts:
        for told in check(desk.root, workers(), added=texts).problems:
            if told.file in texts and told.code not in _TOLD_LATER:
                yield told


def _need_problems(desk: Desk, filed: Filed, texts: Mapping[str, str], folder: str) -> list[Problem]:
    """What keeps a need from being a challenge as it stands, as advice."""
    assert filed.draft is not None
    form = desk.found.catalog.find(Form, str(_form_id(filed.draft)))
    if form is None or form.becomes != CHALLENGE:
        return []
    data = {key: value for key, value in filed.draft.data.items() if key not in ("state", "form", "answers")}
    data["list"] = "a-list"
    told = schema_problems(document_of(filed.file, CHALLENGE, str(data["id"]), data))
    found = placed(told, desk.root, added={filed.file: texts[filed.file]})
    return [msgspec.structs.replace(one, severity="warning", file=f"{folder}/{filed.file}") for one in found]


def _form_id(draft: Draft) -> object:
    form = draft.data.get("form")
    return form.get("id") if isinstance(form, dict) else None
