"""The site's files: what would come out otherwise than in the last build is made and written, the rest taken over.

Work is cut into steps, such as a page. While a step is made, everything that it looks up is noted (`reads`); a later
build makes it again only if its inputs or one of the answers are others, or its files are not there as they were left.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b, sha256
from itertools import starmap, zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from generator import writer
from generator.editing import compile_editor
from generator.exports.api import compile_listings, compile_records, with_own_files
from generator.exports.api_schemas import compile_api_schemas
from generator.exports.bulk import compile_bulk, compile_sums, compile_zip, is_packed
from generator.exports.changes import compile_changes
from generator.exports.dcat import compile_catalogue
from generator.exports.files import is_told, made
from generator.exports.funnel import compile_funnel
from generator.exports.ocds import compile_ocds
from generator.exports.openapi import compile_openapi
from generator.feeds.atom import compile_feeds
from generator.feeds.hosting import compile_hosting
from generator.feeds.ics import compile_calendars
from generator.feeds.opensearch import compile_opensearch
from generator.feeds.robots import compile_llms, compile_robots
from generator.feeds.sitemap import PATH as SITEMAP
from generator.feeds.sitemap import compile_sitemap
from generator.finder.index import index_of, is_manifest
from generator.forms.files import FOLDER as FORMS
from generator.forms.files import files_made, form_files, forms_with_files
from generator.guest import Guest, Prose, page_of
from generator.leaks import output_problems
from generator.model.artifacts import Artifact, Made
from generator.model.records import Form
from generator.parallel import HERE, WORTH_SHARING, Recipe, State, Workers, cores
from generator.pipeline import office_mailboxes
from generator.problems import Problem
from generator.reads import Read, listening
from generator.render import groups
from generator.render.assets import compile_assets
from generator.render.page import pour
from generator.render.pages import plans, poured
from generator.render.templates import compile_all
from generator.render.view import STAGES, Site
from generator.schemas import compile_schemas
from generator.writer import File

EXPORTERS: Mapping[str, Callable[[Site], Iterable[Artifact]]] = {
    "bulk": compile_bulk,
    "listings": compile_listings,
    "ocds": compile_ocds,
    "changes": compile_changes,
    "openapi": compile_openapi,
    "api schemas": lambda _: compile_api_schemas(),
    "funnel": compile_funnel,
}
"""What is exported beside each record's own file, the longest work first. Each makes its files by itself."""

FEEDS = {"atom": compile_feeds, "calendars": compile_calendars, "opensearch": compile_opensearch}
"""What is subscribed to and found by, made for each language."""

CHANGED = (
    "{file} 在生成网站时被别的程序改动；请再运行一次\n"
    "{file} was changed by another program while the site was built; run the build again"
)

CHUNK = 64
"""How many steps a process is given at once."""


class Step(NamedTuple):
    """A part of the site still to be made.

    `name` is its name in every build; `inputs` stands for what it is made from besides what it looks up, where that is
    all of what earlier stages made.
    """

    name: str
    make: Callable[[], Iterable[Artifact]]
    inputs: bytes = b""
    inputs_are_stages: bool = False


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What a step gave: its files, those that pages tell of, and what it looked up, as numbers in a list of all."""

    inputs: bytes
    reads: bytes
    files: tuple[File, ...]
    made: tuple[Made, ...]


class Memory(msgspec.Struct, frozen=True, array_like=True):
    """What a build gave: all that was looked up, what stood for the answers, and what each step gave.

    `allowed` are the mailboxes that could stand in its files: nobody looks for one again in a file that is taken over.
    """

    reads: tuple[Read, ...] = ()
    answers: tuple[bytes, ...] = ()
    steps: dict[str, Kept] = {}
    allowed: tuple[str, ...] = ()


class Last(NamedTuple):
    """The last build's site: its folder, what is known of it, and the files as they lie there now."""

    folder: Path = Path()
    memory: Memory = Memory()
    there: Mapping[str, File] = MappingProxyType({})


class Written(NamedTuple):
    """What became of a build: how many files the site has, personal data in them, and what the next build should know.

    With personal data the site must not be published. Where `is_as_before`, nothing was written: the last site is it.
    """

    files: int
    leaks: tuple[Problem, ...]
    is_as_before: bool
    memory: Memory


def write_site(site: Site, guest: Guest, staging: Path, crew: Workers = HERE, last: Last | None = None) -> Written:
    """Has a crew write the site below `staging`, with the last site's files where they would be the same."""
    gc.collect()
    gc.freeze()  # the catalog stays to the end: neither this process nor those forked from it need look through it
    try:
        return _written(site, guest, staging, crew, last or Last())
    finally:
        gc.unfreeze()


def _written(site: Site, guest: Guest, staging: Path, crew: Workers, last: Last) -> Written:
    jobs = min(crew.count, cores()) if len(site.catalog.files) >= WORTH_SHARING else 1
    build = _Build(site, staging, crew, last)
    build.run(site, _form_steps(site))
    (index,) = build.run(site, (_index_step(site, jobs),), HERE)
    told = build.run(site, _export_steps(site))
    for step in (partial(_zip_step, build, jobs), _catalogue_step, _sums_step):
        told = (*told, *build.run(site, (step(site, _told(told)),), HERE))
    site = site._replace(
        manifest=next((file.path for file in index.files if is_manifest(file.path)), ""),
        form_files={f.id: files_made(f, build.made_of(_form_step(f))) for f in forms_with_files(site.catalog)},
        made=_told(told),
    )
    build.run(site, (*_page_steps(site, guest), *_feed_steps(site)))
    build.run(site, _common_steps(site, guest), HERE)
    build.run(site, (_sign_step(site, build.paths),), HERE)
    return build.finished()


class _Build:
    """One build on its way: which steps it ran, which it took over, and what all of them gave."""

    def __init__(self, site: Site, staging: Path, crew: Workers, last: Last) -> None:
        self.site, self.staging, self.crew = site, staging, crew
        self.allowed = office_mailboxes(site.catalog)
        self.steps: dict[str, Kept] = {}
        self.taken: list[File] = []
        self.leaks: list[Problem] = []
        try:
            self._begin(last if self.allowed.issuperset(last.memory.allowed) else Last())
        except _FORGED:
            self._begin(Last())

    def _begin(self, last: Last) -> None:
        """Finds out what has changed since the last build."""
        self.last, reads = last, last.memory.reads
        if len(reads) != len(last.memory.answers) or any(len(k.reads) % _NUMBER for k in last.memory.steps.values()):
            raise ValueError("what a build remembers hangs together")
        self.numbers = {read: number for number, read in enumerate(reads)}
        self.late = [number for number, read in enumerate(reads) if read[0] in STAGES]
        self.changed = self._changed(range(len(reads))).difference(self.late)

    def run(self, site: Site, steps: Iterable[Step], crew: Workers | None = None) -> tuple[Kept, ...]:
        """What the steps gave, in their order; a crew makes those that would not give the same as in the last build."""
        self.site = site
        changed = self.changed | self._changed(self.late)
        planned = {step.name: step for step in steps}
        taken = {name for name, step in planned.items() if self._is_as_before(step, changed)}
        self.steps.update((name, self.last.memory.steps[name]) for name in taken)
        self.taken.extend(file for name in taken for file in self.steps[name].files)
        stale = {name: step for name, step in planned.items() if name not in taken}
        self._make(stale, crew or (self.crew if len(stale) >= CHUNK else HERE))
        return tuple(self.steps[name] for name in planned)

    def _make(self, stale: Mapping[str, Step], crew: Workers) -> None:
        if crew.count > 1:
            compile_all()  # processes forked from this one inherit the templates
        state = State(_Bench(self.staging, self.allowed, stale), _nowhere_else)
        for batch in crew.each(_made_by, state, _spread(tuple(stale), crew.count)):
            numbers = [self.numbers.setdefault(read, len(self.numbers)) for read in batch.reads]
            for name, kept in batch.kept:
                reads = array("I", map(numbers.__getitem__, array("I", kept.reads)))
                self.steps[name] = msgspec.structs.replace(kept, reads=reads.tobytes())
            self.leaks.extend(batch.leaks)

    def _changed(self, numbers: Iterable[int]) -> frozenset[int]:
        """Those of the last build's reads to which the answer is another now."""
        reads, answers = self.last.memory.reads, self.last.memory.answers
        return frozenset(number for number in numbers if _answer(self.site, reads[number]) != answers[number])

    def _is_as_before(self, step: Step, changed: frozenset[int]) -> bool:
        """Whether the step would give what it gave in the last build, and its files are there as they were left."""
        kept = self.last.memory.steps.get(step.name)
        if kept is None or kept.inputs != step.inputs or not changed.isdisjoint(array("I", kept.reads)):
            return False
        return all(self.last.there.get(file.path) == file for file in kept.files)

    def made_of(self, step: str) -> tuple[Made, ...]:
        """The files that pages tell of among those of a step."""
        return self.steps[step].made

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file so far, in a fixed order."""
        return tuple(sorted(file.path for kept in self.steps.values() for file in kept.files))

    def read(self, made: Made) -> bytes:
        """What a file of the site to come holds; refused where it is no longer what was written there."""
        written = self.staging / made.path
        data = (written if written.exists() else self.last.folder / made.path).read_bytes()
        if sha256(data).hexdigest() != made.sha256:
            raise writer.WriteRefused(CHANGED.format(file=made.path))
        return data

    def finished(self) -> Written:
        """Takes over what stays, unless everything does."""
        paths = writer.without_collisions(self.paths)
        is_as_before = len(self.taken) == len(paths) and self.last.there.keys() == set(paths)
        if not is_as_before and not self.leaks:
            writer.take_over(self.last.folder, self.staging, [file.path for file in self.taken])
        return Written(len(paths), tuple(self.leaks), is_as_before, self.memory())

    def memory(self) -> Memory:
        """What the next build should know; what nothing looks up any more falls out once there is much of it."""
        reads, before = tuple(self.numbers), self.last.memory.answers
        asked = {*self.changed, *self.late, *range(len(before), len(reads))}
        answers = tuple(_answer(self.site, read) if n in asked else before[n] for n, read in enumerate(reads))
        return Memory(reads, answers, self.steps, tuple(sorted(self.allowed)))


class _Bench(NamedTuple):
    """What a process needs to make steps: where it writes, whose mailboxes may stand there, the steps by name."""

    staging: Path
    allowed: frozenset[str]
    steps: Mapping[str, Step]


class _Batch(NamedTuple):
    """What a chunk of steps gave; their `reads` are numbers in the list of this batch."""

    reads: tuple[Read, ...]
    kept: tuple[tuple[str, Kept], ...]
    leaks: tuple[Problem, ...]


def _nowhere_else() -> Recipe[_Bench]:
    raise NotImplementedError


def _spread(names: Sequence[str], count: int) -> list[Sequence[str]]:
    """The steps in chunks, so ordered that each process works in its own part: what it renders once, it finds again."""
    if count < 2:
        return [names] if names else []
    chunks = [names[start : start + CHUNK] for start in range(0, len(names), CHUNK)]
    share = -(-len(chunks) // count)
    parts = (chunks[start : start + share] for start in range(0, len(chunks), share))
    return [chunk for turn in zip_longest(*parts) for chunk in turn if chunk is not None]


def _made_by(bench: _Bench, names: Sequence[str]) -> _Batch:
    """Makes and writes what each of these steps gives."""
    numbers: dict[Read, int] = {}
    leaks: list[Problem] = []
    kept = tuple((name, _kept(bench, bench.steps[name], numbers, leaks)) for name in names)
    return _Batch(tuple(numbers), kept, tuple(leaks))


def _kept(bench: _Bench, step: Step, numbers: dict[Read, int], leaks: list[Problem]) -> Kept:
    told: list[Made] = []
    with listening() as reads:
        files = writer.write(bench.staging, _looked_through(step.make(), bench.allowed, leaks, told))
    heard = (read for read in sorted(reads) if not (step.inputs_are_stages and read[0] in STAGES))
    places = array("I", (numbers.setdefault(read, len(numbers)) for read in heard))
    return Kept(step.inputs, places.tobytes(), files, tuple(told))


def _looked_through(
    artifacts: Iterable[Artifact], allowed: frozenset[str], leaks: list[Problem], told: list[Made]
) -> Iterator[Artifact]:
    """The same artifacts; the personal data in them is added to `leaks`, and those that pages tell of to `told`."""
    for artifact in artifacts:
        leaks.extend(output_problems(artifact, allowed))
        if is_told(artifact.path) or artifact.path.startswith(f"{FORMS}/"):
            told.append(made(artifact))
        yield artifact


def _told(found: Iterable[Kept]) -> tuple[Made, ...]:
    """The files of data among what was made."""
    return tuple(one for kept in found for one in kept.made if is_told(one.path))


_FORGED = (IndexError, KeyError, TypeError, ValueError)
"""What comes of questions that nobody can have asked: what the cache holds must not stop a build."""

_NUMBER = array("I").itemsize

_ANSWERS = {**groups.ANSWERS, **STAGES}


def _answer(site: Site, read: Read) -> bytes:
    """What stands for the answer to something that was looked up: equal for equal answers alone."""
    sort, *names = read
    return _digest(repr(_ANSWERS[sort](site, *names))) if sort in _ANSWERS else site.catalog.digest(read)


def _digest(value: object) -> bytes:
    return blake2b(msgspec.msgpack.encode(value), digest_size=12).digest()


def _form_steps(site: Site) -> Iterator[Step]:
    for form in forms_with_files(site.catalog):
        yield Step(_form_step(form), partial(_form_artifacts, site, form))


def _form_step(form: Form) -> str:
    return f"form {form.id}"


def _form_artifacts(site: Site, form: Form) -> tuple[Artifact, ...]:
    return form_files(site.catalog, site.catalog.seen(form)).artifacts


def _index_step(site: Site, jobs: int) -> Step:
    return Step("finder", lambda: index_of(site, jobs).artifacts)


def _export_steps(site: Site) -> Iterator[Step]:
    for name, exporter in EXPORTERS.items():
        yield Step(f"export {name}", partial(exporter, site))
    for record in with_own_files(site):
        yield Step(f"api {record.kind}/{record.id}", partial(compile_records, site, (record,)))


def _zip_step(build: _Build, jobs: int, site: Site, told: tuple[Made, ...]) -> Step:
    held = [one for one in told if is_packed(one.path)]

    def make() -> Iterator[Artifact]:
        yield compile_zip(site, (Artifact(one.path, build.read(one)) for one in held), jobs)

    return Step("zip", make, _digest(held), inputs_are_stages=True)


def _catalogue_step(site: Site, told: tuple[Made, ...]) -> Step:
    make = partial(compile_catalogue, site._replace(made=told))
    return Step("catalogue", make, _digest(told), inputs_are_stages=True)


def _sums_step(_site: Site, told: tuple[Made, ...]) -> Step:
    return Step("sums", lambda: (compile_sums(told),), _digest(told), inputs_are_stages=True)


def _page_steps(site: Site, guest: Guest) -> Iterator[Step]:
    for plan in plans(site):
        yield Step(plan.name, partial(poured, site, guest.shells, plan))
    for prose in guest.prose:
        yield Step(f"prose {prose.path}", partial(_poured_prose, site, guest, prose), _digest(prose))


def _poured_prose(site: Site, guest: Guest, prose: Prose) -> tuple[Artifact, ...]:
    return (pour(site, guest.shells, page_of(site, prose)),)


def _feed_steps(site: Site) -> Iterator[Step]:
    yield Step("editor", partial(compile_editor, site))
    for lang in site.settings.site.languages:
        for name, feeds in FEEDS.items():
            yield Step(f"{name} {lang}", partial(feeds, site, lang=lang))


def _common_steps(site: Site, guest: Guest) -> Iterator[Step]:
    yield Step("guest", partial(starmap, Artifact, guest.files.items()), _digest(guest.files))
    yield Step("assets", lambda: compile_assets(site.settings))
    yield Step("schemas", compile_schemas)


def _sign_step(site: Site, paths: Sequence[str]) -> Step:
    return Step("signs", partial(signs_of, site, paths), _digest(paths))


def signs_of(site: Site, paths: Sequence[str]) -> Iterator[Artifact]:
    """What tells machines the way among the files at `paths`."""
    yield from compile_sitemap(site, paths)
    yield from compile_robots(site)
    yield from compile_hosting(site)
    yield from compile_llms(site, (*paths, SITEMAP))
