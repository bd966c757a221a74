"""One state of the site: what stands at each address, made when it is asked for.

All that a state answers is made from the same records, settings and prose, whatever has changed meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import overload

from generator import writer
from generator.building import signs_of
from generator.catalog import Catalog
from generator.editing import compile_shared, compile_source
from generator.exports.blocks import PARTS, compile_record, has_own_file
from generator.exports.files import is_told, noted
from generator.exports.waves import WAVES, Written
from generator.feeds.atom import compile_feeds
from generator.feeds.ics import compile_calendars
from generator.feeds.opensearch import compile_opensearch
from generator.feeds.robots import DATA
from generator.finder.index import index_of
from generator.forms.files import FormFiles, form_files
from generator.guest import Guest, page_of
from generator.leaks import output_problems
from generator.model.artifacts import Artifact, Made
from generator.model.parts import LANGS, Lang, RecordId
from generator.model.records import FOLDERS, KINDS, Form, Record
from generator.pipeline import office_mailboxes
from generator.problems import Problem
from generator.reads import WorkedOut
from generator.render.assets import compile_assets
from generator.render.compared import compile_compared, held
from generator.render.page import Shells, pour
from generator.render.pages import plans, plans_at
from generator.render.pictures import paint, picture_at
from generator.render.shell import Shell
from generator.render.view import Site
from generator.schemas import compile_schemas
from generator.serving.shelf import Shelf

FOLLOW, CHANGES = "_serve/follow.js", "_serve/changes"
"""The script that loads a page again, and where it is told that there is something new."""

_LANG = "|".join(LANGS)
_ID = "[a-z0-9-]+"

Make = Callable[[], Iterable[Artifact]]


class Shown:
    """The site in one state, under a mark that no other state has."""

    def __init__(self, site: Site, guest: Guest, mark: str) -> None:
        self.mark, self.guest = mark, guest
        self.shells = followed(guest.shells, mark)
        self.prose = {one.path: one for one in guest.prose}
        self.site = site._replace(form_files=_files_of(site.catalog), made=_Later(self._told))
        self._shelf = Shelf()
        self._allowed = _Once(lambda: office_mailboxes(site.catalog))

    def at(self, path: str) -> Artifact | None:
        """The file of the site at `path`, if there is one."""
        if path in self.guest.files:
            return Artifact(path, self.guest.files[path])
        if path in self.prose:
            return pour(self.site, self.shells, page_of(self.site, self.prose[path]))
        return self._page(path) or self._other(path)

    def leaks(self, artifact: Artifact) -> Iterator[Problem]:
        """Personal data in a file of the site."""
        return output_problems(artifact, self._allowed())

    def record(self, kind: str, record_id: RecordId) -> Record | None:
        """A record of the site, if there is one."""
        return self.site.catalog.records[kind].get(record_id) if kind in KINDS else None

    def _page(self, path: str) -> Artifact | None:
        sheets = (sheet for plan in plans_at(self.site, path) for sheet in plan.make())
        found = next((sheet for sheet in sheets if sheet.path == path), None)
        return pour(self.site, self.shells, found.make()) if found else None

    def _other(self, path: str) -> Artifact | None:
        for name, (pattern, choose) in ROUTES.items():
            match = pattern.fullmatch(path)
            make = choose(self, *match.groups()) if match else None
            if match and make:
                data = self._shelf.take((name, *match.groups("")), path, make, whole=name not in SLOW)
                return None if data is None else Artifact(path, data)
        return None

    def paths(self) -> Iterator[str]:
        """The paths of every page and of the files that machines are told of."""
        yield from (sheet.path for plan in plans(self.site) for sheet in plan.make())
        yield from self.prose
        yield from self.guest.files
        languages = self.site.settings.site.languages
        strange = tuple(f"/{lang}/" for lang in LANGS if lang not in languages)
        yield from (path for path, _ in DATA if not any(mark in path for mark in strange))

    def form(self, form: RecordId) -> Make | None:
        """The files of a form, if there is one."""
        files = self.site.form_files.get(form)
        return None if files is None else lambda: files.artifacts

    def source(self, kind: str, record_id: RecordId) -> Make | None:
        """A record as it was written, if there is one."""
        key = (kind, record_id)
        return (lambda: (compile_source(self.site, key),)) if key in self.site.catalog.sources else None

    def compared(self, lang: Lang, name: str) -> Make | None:
        """What some challenges say in a comparison, if there are such in the language."""
        if lang not in self.site.settings.site.languages or name not in held(self.site):
            return None
        return partial(compile_compared, self.site, lang, name)

    def own_file(self, folder: str, record_id: RecordId) -> Make | None:
        """The file of a record in the API, if it has one of its own."""
        record = self.record(FOLDERS.get(folder, ""), record_id)
        return (lambda: (compile_record(self.site, record),)) if record and has_own_file(record) else None

    def picture(self, path: str) -> Make | None:
        """The picture for links that are shared, if there is one at the path."""
        found = picture_at(self.site, path)
        return None if found is None else lambda: paint(found)

    def data(self) -> Iterator[Artifact]:
        """Every file of data, made wave by wave in a folder that is then removed."""
        with TemporaryDirectory(prefix="zhangbang-") as folder:
            for path in self._written(Path(folder)).paths:
                if not path.startswith(PARTS):
                    yield Artifact(path, Path(folder, path).read_bytes())

    def _told(self) -> tuple[Made, ...]:
        with TemporaryDirectory(prefix="zhangbang-") as folder:
            return self._written(Path(folder)).made

    def _written(self, folder: Path) -> Written:
        """All waves, written below a folder."""
        written = Written(folder)
        for wave in WAVES:
            told: list[Made] = []
            files = (file for _, make in wave(self.site, written) for file in make())
            noticed = (noted(file, told) if is_told(file.path) else file for file in files)
            paths = tuple(left.path for left in writer.write(folder, noticed))
            written = Written(folder, (*written.paths, *paths), (*written.made, *told))
        return written


Choose = Callable[..., Make | None]
"""How the files of a batch are made, for the parts of a path; nothing where the path is no file of the batch."""


def _of_lang(compile_one: Callable[..., Iterable[Artifact]]) -> Choose:
    """What is made for each language that the site has."""

    def choose(shown: Shown, lang: str) -> Make | None:
        return partial(compile_one, shown.site, lang=lang) if lang in shown.site.settings.site.languages else None

    return choose


ROUTES: Mapping[str, tuple[re.Pattern[str], Choose]] = {
    name: (re.compile(pattern), choose)
    for name, pattern, choose in (
        ("assets", r"assets/zb/.+", lambda shown: partial(compile_assets, shown.site.settings)),
        ("schemas", r"schemas/.+", lambda _: compile_schemas),
        ("finder", r"search/.+", lambda shown: partial(index_of, shown.site)),
        ("form", rf"forms/(?:parts/)?({_ID})\..+", Shown.form),
        ("editor", r"edit/(?:data\.\w+|known/\w+)\.js", lambda shown: partial(compile_shared, shown.site)),
        ("source", rf"edit/(\w+)/({_ID})\.js", Shown.source),
        ("compared", rf"compare/({_LANG})/([0-9a-f]{{2}})\.js", Shown.compared),
        ("feeds", rf"feeds/({_LANG})/.+", _of_lang(compile_feeds)),
        ("calendars", rf"calendars/({_LANG})/.+", _of_lang(compile_calendars)),
        ("opensearch", rf"opensearch-({_LANG})\.xml", _of_lang(compile_opensearch)),
        ("picture", r"(share/.+\.png)", Shown.picture),
        ("own file", rf"api/v1/(\w+)/({_ID})\.json", Shown.own_file),
        ("data", r"(?:api/v1|data)/.+", lambda shown: shown.data),
        (
            "signs",
            r"sitemap(?:-\d+)?\.xml|robots\.txt|llms\.txt|\.nojekyll|CNAME|_redirects|redirects\.map",
            lambda shown: lambda: signs_of(shown.site, tuple(shown.paths())),
        ),
    )
}
"""What is no page: batches of files by their paths; the first that fits and has the file decides."""

SLOW = frozenset({"data"})
"""Batches of which no more is made than the file that was asked for."""


def followed(shells: Shells, mark: str) -> Shells:
    """The shells with the script that loads a page again when there is another state than that of this mark."""
    return {depth: _followed(shell, depth, mark) for depth, shell in shells.items()}


def _followed(shell: Shell, depth: int, mark: str) -> Shell:
    at = shell.slots.index("assets") + 1
    script = follow_line("../" * depth, mark)
    return shell._replace(pieces=(*shell.pieces[:at], script + shell.pieces[at], *shell.pieces[at + 1 :]))


def follow_line(root: str, mark: str) -> str:
    """The line of a page that loads the script."""
    return f'<script src="{root}{FOLLOW}" data-mark="{mark}" defer></script>\n'


def _files_of(catalog: Catalog) -> Mapping[RecordId, FormFiles]:
    """The files of each form that is not taken down, made when they are asked for."""
    forms = {form.id: form for form in catalog.of(Form).values() if form.withdrawn is None}
    return WorkedOut(lambda: forms, lambda form: form_files(catalog, forms[form]))


class _Once:
    """What `make` gives, made when it is first asked for, and once however many ask."""

    def __init__(self, make: Callable[[], frozenset[str]]) -> None:
        self._make, self._lock = make, Lock()
        self._held: frozenset[str] | None = None

    def __call__(self) -> frozenset[str]:
        with self._lock:
            if self._held is None:
                self._held = self._make()
            return self._held


class _Later(Sequence[Made]):
    """Files that are made when they are first told of, and once however many ask."""

    def __init__(self, make: Callable[[], tuple[Made, ...]]) -> None:
        self._make, self._lock = make, Lock()
        self._held: tuple[Made, ...] | None = None

    def _all(self) -> tuple[Made, ...]:
        with self._lock:
            if self._held is None:
                self._held = self._make()
            return self._held

    @overload
    def __getitem__(self, at: int) -> Made: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Made, ...]: ...
    def __getitem__(self, at: int | slice) -> Made | tuple[Made, ...]:
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._all())
