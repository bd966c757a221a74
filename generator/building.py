"""The site's files: what would come out otherwise than in the last build is made and written, the rest taken over.

Work is cut into steps, such as a page. While a step is made, everything that it looks up is noted (`reads`); a later
build makes it again only if its inputs or one of the answers are others, or its files are not there as they were left.
"""

from __future__ import annotations

import gc
import logging
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
from generator.finder.index import (
    Found,
    compile_cards,
    compile_entrance,
    compile_postings,
    compile_words,
    digest_of,
    found_in,
    is_manifest,
    name_of,
)
from generator.forms.files import FOLDER as FORMS
from generator.forms.files import files_made, form_files, forms_with_files
from generator.guest import Guest, Prose, page_of
from generator.leaks import output_problems
from generator.model.artifacts import Artifact, Made
from generator.model.parts import LANGS
from generator.model.records import Form
from generator.parallel import HERE, WORTH_SHARING, Recipe, State, Workers, cores
from generator.pipeline import office_mailboxes
from generator.problems import Problem, in_order
from generator.reads import Read, listening
from generator.remote import Workshop, workshop_bytes, workshop_from
from generator.render import groups
from generator.render.assets import compile_assets
from generator.render.page import pour
from generator.render.pages import plans, poured
from generator.render.templates import compile_all
from generator.render.view import STAGES, Site
from generator.report import as_text
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

log = logging.getLogger("mkdocs.plugins.zhangbang")

LEAKED = (
    "网页里有 {places} 处像是个人信息，见上；它们来自文章、用语、设置或记录，请在那里删掉\n"
    "{places} places of the pages look like personal data, see above; they come from prose, labels, settings or "
    "records: remove them there\n"
)
LEAKS_TOLD = 20
"""How many pieces of personal data are told, each by the first page that shows it: a label stands on every page."""

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
    """What a build gave: all that was looked up, what stood for the answers, and what each step gave."""

    reads: tuple[Read, ...] = ()
    answers: tuple[bytes, ...] = ()
    steps: dict[str, Kept] = {}


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


def write_site(
    site: Site,
    guest: Guest,
    staging: Path,
    crew: Workers = HERE,
    last: Last | None = None,
    cache: Path | None = None,
) -> Written:
    """Has a crew write the site below `staging`, with the last site's files where they would be the same."""
    gc.collect()
    gc.freeze()  # the catalog stays to the end: neither this process nor those forked from it need look through it
    jobs = min(crew.count, cores()) if len(site.catalog.files) >= WORTH_SHARING else 1
    build = _Build(site, staging, crew, last or Last())
    build.share(Workshop(site, guest), "forms")
    manifest = _run_finder(build, site, jobs, cache)
    told = build.share(Workshop(site, guest), "exports")
    for step in (partial(_zip_step, build, jobs), _catalogue_step, _sums_step):
        told = (*told, *build.run(site, (step(site, _told(told)),)))
    site = site._replace(
        manifest=manifest,
        form_files={f.id: files_made(f, build.made_of(_form_step(f))) for f in forms_with_files(site.catalog)},
        made=_told(told),
    )
    build.share(Workshop(site, guest), "pages")
    build.run(site, _common_steps(site, guest))
    build.run(site, (_sign_step(site, build.paths),))
    gc.unfreeze()
    return build.finished()


def leaked(leaks: Sequence[Problem]) -> str:
    """What is said of personal data in the pages, which stops any build, whatever was asked for."""
    first = in_order({leak.message.zh: leak for leak in reversed(leaks)}.values())[:LEAKS_TOLD]
    log.warning("%s", "\n" + "".join(as_text(first, lang) for lang in LANGS))
    return LEAKED.format(places=len(leaks))


class _Build:
    """One build on its way: which steps it ran, which it took over, and what all of them gave."""

    def __init__(self, site: Site, staging: Path, crew: Workers, last: Last) -> None:
        self.site, self.staging, self.crew, self.last = site, staging, crew, last
        self.allowed = office_mailboxes(site.catalog)
        self.steps: dict[str, Kept] = {}
        self.taken: list[File] = []
        self.leaks: list[Problem] = []
        reads = last.memory.reads
        self.numbers = {read: number for number, read in enumerate(reads)}
        self.late = [number for number, read in enumerate(reads) if read[0] in STAGES]
        self.changed = self._changed(number for number, read in enumerate(reads) if read[0] not in STAGES)

    def share(self, workshop: Workshop, stage: str) -> tuple[Kept, ...]:
        """What the steps of a stage gave, in their order; the crew makes those that would give something else now."""
        return self._done(workshop.site, STAGES_SHARED[stage](workshop), partial(self._by_crew, workshop, stage))

    def run(self, site: Site, steps: Iterable[Step]) -> tuple[Kept, ...]:
        """The same of steps that this process makes by itself."""
        return self._done(site, steps, self._here)

    def _done(self, site: Site, steps: Iterable[Step], make: Callable[[Mapping[str, Step]], None]) -> tuple[Kept, ...]:
        self.site = site
        changed = self.changed | self._changed(self.late)
        planned = {step.name: step for step in steps}
        taken = {name for name, step in planned.items() if self._is_as_before(step, changed)}
        self.steps.update((name, self.last.memory.steps[name]) for name in taken)
        self.taken.extend(file for name in taken for file in self.steps[name].files)
        make({name: step for name, step in planned.items() if name not in taken})
        return tuple(self.steps[name] for name in planned)

    def _here(self, stale: Mapping[str, Step]) -> None:
        bench = _Bench(stale, self.allowed, self.staging)
        self._collect(_made_by(bench, (name,)) for name in stale)

    def _by_crew(self, workshop: Workshop, stage: str, stale: Mapping[str, Step]) -> None:
        crew = self.crew if _is_worth(self.crew, stage, len(stale)) else HERE
        if crew.count > 1:
            compile_all()  # processes forked from this one inherit the templates
        staging = self.staging if crew.is_near else None  # a lone chunk of a cluster's is done here, and sent as well
        sent = partial(_recipe, workshop, stage, self.allowed, staging)
        state = State(_Bench(stale, self.allowed, staging), sent)
        self._collect(crew.each(_made_by, state, _spread(tuple(stale), crew.count)))

    def _collect(self, batches: Iterable[_Batch]) -> None:
        for batch in batches:
            numbers = [self.numbers.setdefault(read, len(self.numbers)) for read in batch.reads]
            for name, kept, sent in batch.kept:
                reads = array("I", map(numbers.__getitem__, array("I", kept.reads)))
                files = writer.write(self.staging, sent) if sent else kept.files
                self.steps[name] = msgspec.structs.replace(kept, reads=reads.tobytes(), files=files)
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

    def read(self, path: str) -> bytes:
        """What a file of the site to come holds."""
        written = self.staging / path
        return (written if written.exists() else self.last.folder / path).read_bytes()

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
        return Memory(reads, answers, self.steps)


def _is_worth(crew: Workers, stage: str, steps: int) -> bool:
    """Whether a crew is faster than this process alone; what other stages are made from stays on this machine."""
    return (crew.is_near and steps > 1) if stage == "exports" else steps >= CHUNK


class _Bench(NamedTuple):
    """What a process needs to make steps: the steps by name, whose mailboxes may stand there, and where it writes."""

    steps: Mapping[str, Step]
    allowed: frozenset[str]
    staging: Path | None
    """None where the folder is on another machine: then what is made is sent."""


class _Batch(NamedTuple):
    """What a chunk of steps gave; their `reads` are numbers in the list of this batch."""

    reads: tuple[Read, ...]
    kept: tuple[tuple[str, Kept, tuple[Artifact, ...]], ...]
    """Each step's name, what is kept of it, and what is still to be written."""
    leaks: tuple[Problem, ...]


def _recipe(workshop: Workshop, stage: str, allowed: frozenset[str], staging: Path | None) -> Recipe[_Bench]:
    said = (stage, sorted(allowed), staging and str(staging), workshop_bytes(workshop))
    return Recipe(_bench_from, msgspec.msgpack.encode(said))


def _bench_from(data: bytes) -> _Bench:
    """The same bench in another process: its steps have the same names, and give the same."""
    stage, allowed, staging, sent = msgspec.msgpack.decode(data, type=tuple[str, list[str], str | None, bytes])
    steps = {step.name: step for step in STAGES_SHARED[stage](workshop_from(sent))}
    return _Bench(steps, frozenset(allowed), Path(staging) if staging else None)


def _spread(names: Sequence[str], count: int) -> list[Sequence[str]]:
    """The steps in chunks, so ordered that each process works in its own part: what it renders once, it finds again."""
    if count < 2:
        return [names] if names else []
    size = min(CHUNK, max(1, len(names) // (4 * count)))
    chunks = [names[start : start + size] for start in range(0, len(names), size)]
    share = -(-len(chunks) // count)
    parts = (chunks[start : start + share] for start in range(0, len(chunks), share))
    return [chunk for turn in zip_longest(*parts) for chunk in turn if chunk is not None]


def _made_by(bench: _Bench, names: Sequence[str]) -> _Batch:
    """Makes what each of these steps gives, and writes it where that can be done."""
    numbers: dict[Read, int] = {}
    leaks: list[Problem] = []
    kept = tuple((name, *_kept(bench, bench.steps[name], numbers, leaks)) for name in names)
    return _Batch(tuple(numbers), kept, tuple(leaks))


def _kept(
    bench: _Bench, step: Step, numbers: dict[Read, int], leaks: list[Problem]
) -> tuple[Kept, tuple[Artifact, ...]]:
    told: list[Made] = []
    with listening() as reads:
        artifacts = _looked_through(step.make(), bench.allowed, leaks, told)
        files, sent = (writer.write(bench.staging, artifacts), ()) if bench.staging else ((), tuple(artifacts))
    heard = (read for read in sorted(reads) if not (step.inputs_are_stages and read[0] in STAGES))
    places = array("I", (numbers.setdefault(read, len(numbers)) for read in heard))
    return Kept(step.inputs, places.tobytes(), files, tuple(told)), sent


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


_ANSWERS = {**groups.ANSWERS, **STAGES}


def _answer(site: Site, read: Read) -> bytes:
    """What stands for the answer to something that was looked up: equal for equal answers alone."""
    sort, *names = read
    return _digest(repr(_ANSWERS[sort](site, *names))) if sort in _ANSWERS else site.catalog.digest(read)


def _digest(value: object) -> bytes:
    return blake2b(msgspec.msgpack.encode(value), digest_size=12).digest()


def _form_steps(workshop: Workshop) -> Iterator[Step]:
    site = workshop.site
    for form in forms_with_files(site.catalog):
        yield Step(_form_step(form), partial(_form_artifacts, site, form))


def _form_step(form: Form) -> str:
    return f"form {form.id}"


def _form_artifacts(site: Site, form: Form) -> tuple[Artifact, ...]:
    return form_files(site.catalog, site.catalog.seen(form)).artifacts


def _run_finder(build: _Build, site: Site, jobs: int, cache: Path | None) -> str:
    """Makes the finder's index, and tells the path of its manifest."""
    found = found_in(site)
    cards = build.run(site, _card_steps(site, found))
    texts = Step("finder postings", partial(compile_postings, found, jobs, cache), digest_of(found.documents))
    words = Step("finder words", partial(compile_words, site.settings))
    rest = build.run(site, (texts, words))
    paths = [file.path for kept in (*cards, *rest) for file in kept.files]
    entrance = Step("finder", partial(compile_entrance, site, found, paths), _digest((paths, found.current)))
    (kept,) = build.run(site, (entrance,))
    return next(file.path for file in kept.files if is_manifest(file.path))


def _card_steps(site: Site, found: Found) -> Iterator[Step]:
    for block in found.blocks():
        yield Step(f"cards {name_of(block[0])}", partial(compile_cards, site, block), digest_of(block))


def _export_steps(workshop: Workshop) -> Iterator[Step]:
    for name, exporter in EXPORTERS.items():
        yield Step(f"export {name}", partial(exporter, workshop.site))


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


def _page_steps(workshop: Workshop) -> Iterator[Step]:
    """Pages, the records' own files of data, and feeds: what no later stage is made from."""
    site, guest = workshop
    for plan in plans(site):
        yield Step(plan.name, partial(poured, site, guest.shells, plan))
    for prose in guest.prose:
        yield Step(f"prose {prose.path}", partial(_poured_prose, site, guest, prose), _digest(prose))
    for record in with_own_files(site):
        yield Step(f"api {record.kind}/{record.id}", partial(compile_records, site, (record,)))
    yield from _feed_steps(site)


def _poured_prose(site: Site, guest: Guest, prose: Prose) -> tuple[Artifact, ...]:
    return (pour(site, guest.shells, page_of(site, prose)),)


def _feed_steps(site: Site) -> Iterator[Step]:
    yield Step("editor", partial(compile_editor, site))
    for lang in site.settings.site.languages:
        for name, feeds in FEEDS.items():
            yield Step(f"{name} {lang}", partial(feeds, site, lang=lang))


STAGES_SHARED: Mapping[str, Callable[[Workshop], Iterator[Step]]] = {
    "forms": _form_steps,
    "exports": _export_steps,
    "pages": _page_steps,
}
"""What a crew makes, stage by stage: each stage tells of what those before it made."""


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
