"""The site's files: what would come out otherwise than in the last build is made and written, the rest taken over.

Work is cut into steps, such as a page. While a step is made, everything that it looks up is noted (`reads`); a later
build makes it again only if its inputs or one of the answers are others, or its files are not there as they were left.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
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
from generator.forms.files import files_made, form_files
from generator.guest import Guest, Prose, prose_of
from generator.leaks import output_problems
from generator.model.artifacts import Artifact, Made
from generator.model.records import Form
from generator.parallel import WORTH_SHARING, in_turns
from generator.pipeline import office_mailboxes
from generator.problems import Problem
from generator.reads import Read, listening
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


class Result(NamedTuple):
    """What a step gave: its files, those that pages tell of, what it looked up, and personal data in what it made."""

    name: str
    inputs: bytes
    reads: frozenset[Read]
    files: tuple[File, ...]
    made: tuple[Made, ...]
    leaks: tuple[Problem, ...] = ()


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A result as the next build finds it; `reads` are places in the list of all."""

    inputs: bytes
    reads: bytes
    files: tuple[File, ...]
    made: tuple[Made, ...]


class Memory(msgspec.Struct, frozen=True, array_like=True):
    """What a build gave: all that was looked up, what stood for the answers, and each step's result."""

    reads: tuple[Read, ...] = ()
    answers: tuple[bytes, ...] = ()
    steps: Mapping[str, Kept] = MappingProxyType({})


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


def write_site(site: Site, guest: Guest, staging: Path, jobs: int, last: Last | None = None) -> Written:
    """Writes the site below `staging` in `jobs` processes, with the last site's files where they would be the same."""
    compile_all()
    gc.collect()
    gc.freeze()  # the catalog stays to the end: neither this process nor those forked from it need look through it
    build = _Build(site, staging, jobs, last or Last())
    build.run(site, _form_steps(site))
    (index,) = build.run(site, (_index_step(site, jobs),), here=True)
    told = build.run(site, _export_steps(site))
    for step in (partial(_zip_step, build, jobs), _catalogue_step, _sums_step):
        told = (*told, *build.run(site, (step(site, _told(told)),), here=True))
    site = site._replace(
        manifest=next((file.path for file in index.files if is_manifest(file.path)), ""),
        form_files={form.id: files_made(form, build.made_of(_form_step(form))) for form in _forms(site)},
        made=_told(told),
    )
    build.run(site, (*_page_steps(site, guest), *_feed_steps(site)))
    build.run(site, _common_steps(site, guest), here=True)
    build.run(site, (_sign_step(site, build.paths),), here=True)
    gc.unfreeze()
    return build.finished()


class _Build:
    """One build on its way: which steps it ran, which it took over, and what all of them gave."""

    def __init__(self, site: Site, staging: Path, jobs: int, last: Last) -> None:
        self.staging, self.jobs, self.last = staging, jobs, last
        self.jobs = jobs if sum(1 for _ in site.catalog.files) >= WORTH_SHARING else 1
        self.allowed = office_mailboxes(site.catalog)
        self.results: dict[str, Result] = {}
        self.kept: list[File] = []
        self.site = site
        memory = last.memory
        self.changed = frozenset(
            number
            for number, (read, answer) in enumerate(zip(memory.reads, memory.answers, strict=True))
            if read[0] not in STAGES and site.digest(read) != answer
        )
        self.late = [number for number, read in enumerate(memory.reads) if read[0] in STAGES]

    def run(self, site: Site, steps: Iterable[Step], here: bool = False) -> tuple[Result, ...]:
        """The results of the steps in their order; `here` are those that share their own work among processes."""
        self.site = site
        memory, planned = self.last.memory, tuple(steps)
        late = frozenset(n for n in self.late if site.digest(memory.reads[n]) != memory.answers[n])
        found = {step.name: self._taken_over(step, self.changed | late) for step in planned}
        stale = [step for step in planned if found[step.name] is None]
        jobs = 1 if here or len(stale) < CHUNK else self.jobs
        chunks = _spread(stale, jobs)
        work = partial(_made_by, self.staging, self.allowed)
        found.update({one.name: one for made_there in in_turns(work, chunks, jobs) for one in made_there})
        results = tuple(one for one in found.values() if one is not None)
        self.results.update({one.name: one for one in results})
        return results

    def _taken_over(self, step: Step, changed: frozenset[int]) -> Result | None:
        """What the last build's step gave, where it would give the same and its files are there as they were left."""
        kept = self.last.memory.steps.get(step.name)
        if kept is None or kept.inputs != step.inputs:
            return None
        there = self.last.there
        if any(there.get(file.path) != file for file in kept.files):
            return None
        reads = array("I", kept.reads)
        if not changed.isdisjoint(reads):
            return None
        self.kept.extend(kept.files)
        noted = self.last.memory.reads
        return Result(step.name, kept.inputs, frozenset(noted[n] for n in reads), kept.files, kept.made)

    def made_of(self, step: str) -> tuple[Made, ...]:
        """The files that pages tell of among those of a step."""
        return self.results[step].made

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file so far, in a fixed order."""
        return tuple(sorted(file.path for one in self.results.values() for file in one.files))

    def read(self, path: str) -> bytes:
        """What a file of the site to come holds."""
        written = self.staging / path
        return (written if written.exists() else self.last.folder / path).read_bytes()

    def finished(self) -> Written:
        """Takes over what stays, unless everything does."""
        paths = writer.without_collisions(self.paths)
        leaks = tuple(leak for one in self.results.values() for leak in one.leaks)
        is_as_before = len(self.kept) == len(paths) and self.last.there.keys() == set(paths)
        if not is_as_before and not leaks:
            writer.take_over(self.last.folder, self.staging, [file.path for file in self.kept])
        return Written(len(paths), leaks, is_as_before, self._memory())

    def _memory(self) -> Memory:
        numbers: dict[Read, int] = {}
        steps = {}
        for one in self.results.values():
            reads = array("I", (numbers.setdefault(read, len(numbers)) for read in one.reads))
            steps[one.name] = Kept(one.inputs, reads.tobytes(), one.files, one.made)
        answers = tuple(map(self.site.digest, numbers))
        return Memory(tuple(numbers), answers, steps)


def _spread(steps: Sequence[Step], jobs: int) -> list[Sequence[Step]]:
    """The steps in chunks, so ordered that each process works in its own part: what it renders once, it finds again."""
    if jobs < 2:
        return [steps]
    chunks = [steps[start : start + CHUNK] for start in range(0, len(steps), CHUNK)]
    share = -(-len(chunks) // jobs)
    parts = (chunks[start : start + share] for start in range(0, len(chunks), share))
    return [chunk for turn in zip_longest(*parts) for chunk in turn if chunk is not None]


def _made_by(staging: Path, allowed: frozenset[str], steps: Sequence[Step]) -> list[Result]:
    """Makes and writes what each step gives."""
    return [_result(staging, allowed, step) for step in steps]


def _result(staging: Path, allowed: frozenset[str], step: Step) -> Result:
    leaks: list[Problem] = []
    told: list[Made] = []
    with listening() as reads:
        files = writer.write(staging, _looked_through(step.make(), allowed, leaks, told))
    heard = frozenset(read for read in reads if not (step.inputs_are_stages and read[0] in STAGES))
    return Result(step.name, step.inputs, heard, files, tuple(told), tuple(leaks))


def _looked_through(
    artifacts: Iterable[Artifact], allowed: frozenset[str], leaks: list[Problem], told: list[Made]
) -> Iterator[Artifact]:
    """The same artifacts; the personal data in them is added to `leaks`, and those that pages tell of to `told`."""
    for artifact in artifacts:
        leaks.extend(output_problems(artifact, allowed))
        if is_told(artifact.path) or artifact.path.startswith(f"{FORMS}/"):
            told.append(made(artifact))
        yield artifact


def _told(results: Iterable[Result]) -> tuple[Made, ...]:
    """The files of data among what was made."""
    return tuple(one for result in results for one in result.made if is_told(one.path))


def _digest(value: object) -> bytes:
    return blake2b(msgspec.msgpack.encode(value), digest_size=12).digest()


def _forms(site: Site) -> list[Form]:
    return [form for form in site.catalog.of(Form).values() if form.withdrawn is None]


def _form_steps(site: Site) -> Iterator[Step]:
    for form in _forms(site):
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
        yield compile_zip(site, (Artifact(one.path, build.read(one.path)) for one in held), jobs)

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
    return (pour(site, guest.shells, prose_of(site, prose)),)


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
