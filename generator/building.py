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

from generator import editing, writer
from generator.exports import api
from generator.exports.blocks import PARTS
from generator.exports.files import is_told, noted
from generator.exports.waves import WAVES
from generator.exports.waves import Written as Stocked
from generator.feeds import atom, ics
from generator.feeds.hosting import compile_hosting
from generator.feeds.opensearch import compile_opensearch
from generator.feeds.robots import compile_llms, compile_robots
from generator.feeds.scopes import members_of
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
    name_of,
)
from generator.forms.files import FOLDER as FORMS
from generator.forms.files import files_made, form_files, forms_with_files
from generator.guest import Guest, Prose, page_of
from generator.leaks import looked_through
from generator.model.artifacts import Artifact, File, Made, whole
from generator.model.parts import LANGS
from generator.model.records import Form
from generator.parallel import HERE, WORTH_SHARING, Recipe, State, Workers, cores
from generator.pieces import Piece
from generator.pipeline import office_mailboxes
from generator.problems import Problem, in_order
from generator.reads import Read, listening, remembered, unheard
from generator.remote import Workshop, workshop_bytes, workshop_from
from generator.render import groups, pictures
from generator.render.assets import compile_assets
from generator.render.page import pour
from generator.render.pages import plans, poured
from generator.render.templates import compile_all
from generator.render.view import STAGES, Groups, Site
from generator.report import as_text
from generator.schemas import compile_schemas
from generator.writer import Left

log = logging.getLogger("mkdocs.plugins.zhangbang")

LEAKED = (
    "网页里有 {places} 处像是个人信息，见上；它们来自文章、用语、设置或记录，请在那里删掉\n"
    "{places} places of the pages look like personal data, see above; they come from prose, labels, settings or "
    "records: remove them there\n"
)
LEAKS_TOLD = 20
"""How many pieces of personal data are told, each by the first page that shows it: a label stands on every page."""

WAVE = "data "
"""How the stages are called that make files of data."""

PICTURE = "picture "
"""How the steps are called that draw pictures: what they draw depends on nothing but their inputs."""

CHUNK = 64
"""How many steps a process is given at once."""


class Step(NamedTuple):
    """A part of the site still to be made.

    `name` is its name in every build; `inputs` stands for what it is made from besides what it looks up, where that is
    all of what earlier stages made.
    """

    name: str
    make: Callable[[], Iterable[File]]
    inputs: bytes = b""
    inputs_are_stages: bool = False


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What a step gave: its files, those that pages tell of, and what it looked up, as numbers in a list of all."""

    inputs: bytes
    reads: bytes
    files: tuple[Left, ...]
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
    parts: Path = Path()
    """Where the parts wait of which files of data are made."""
    memory: Memory = Memory()
    there: Mapping[str, Left] = MappingProxyType({})


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
    try:
        return _written(site, guest, staging, crew, last or Last(), cache)
    finally:
        gc.unfreeze()


def _written(site: Site, guest: Guest, staging: Path, crew: Workers, last: Last, cache: Path | None) -> Written:
    jobs = min(crew.count, cores()) if len(site.catalog.files) >= WORTH_SHARING else 1
    build = _Build(site, staging, crew, last)
    build.share(Workshop(site, guest), "forms")
    _run_finder(build, Workshop(site, guest), jobs, cache)
    made = build.make_data(Workshop(site, guest))
    form_files = {form.id: files_made(form, build.made_of(_form_step(form))) for form in forms_with_files(site.catalog)}
    site = site._replace(form_files=form_files, made=made)
    build.share(Workshop(site, guest), "pages")
    build.run(site, _common_steps(site, guest))
    build.run(site, (_sign_step(site, build.paths),))
    return build.finished()


def leaked(leaks: Sequence[Problem]) -> str:
    """What is said of personal data in the pages, which stops any build, whatever was asked for."""
    first = in_order({leak.message.zh: leak for leak in reversed(leaks)}.values())[:LEAKS_TOLD]
    log.warning("%s", "\n" + "".join(as_text(first, lang) for lang in LANGS))
    return LEAKED.format(places=len(leaks))


class _Build:
    """One build on its way: which steps it ran, which it took over, and what all of them gave."""

    def __init__(self, site: Site, staging: Path, crew: Workers, last: Last) -> None:
        self.site, self.staging = site, staging
        self.crew = crew if not crew.is_near or len(site.catalog.files) >= WORTH_SHARING else HERE
        self.allowed = office_mailboxes(site.catalog)
        self.steps: dict[str, Kept] = {}
        self.taken = 0
        self.waiting: set[str] = set()
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

    def share(self, workshop: Workshop, stage: str) -> tuple[Kept, ...]:
        """What the steps of a stage gave, in their order; the crew makes those that would give something else now."""
        return self._by_job(_Job(workshop, stage, Stocked(self.staging)))

    def _by_job(self, job: _Job) -> tuple[Kept, ...]:
        return self._done(job.workshop.site, job.steps(), partial(self._by_crew, job))

    def make_data(self, workshop: Workshop) -> tuple[Made, ...]:
        """Makes the files of data wave by wave, each of what those before it wrote, and tells of them."""
        held: list[Kept] = []
        for number in range(len(WAVES)):
            left = [file for kept in held for file in kept.files]
            written = Stocked(self.staging, tuple(file.path for file in left), _told(held))
            found = self._by_job(_Job(workshop, f"{WAVE}{number}", written, _digest(left) if left else b""))
            self._take_over(found)
            held.extend(found)
        return _told(held)

    def run(self, site: Site, steps: Iterable[Step]) -> tuple[Kept, ...]:
        """The same of steps that this process makes by itself."""
        return self._done(site, steps, self._here)

    def _done(self, site: Site, steps: Iterable[Step], make: Callable[[Mapping[str, Step]], None]) -> tuple[Kept, ...]:
        self.site = site
        changed = self.changed | self._changed(self.late)
        planned = {step.name: step for step in steps}
        taken = {name for name, step in planned.items() if self._is_as_before(step, changed)}
        self.steps.update((name, self.last.memory.steps[name]) for name in taken)
        files = [file.path for name in taken for file in self.steps[name].files]
        self.taken += len(files)
        self.waiting.update(files)
        make({name: step for name, step in planned.items() if name not in taken})
        return tuple(self.steps[name] for name in planned)

    def _here(self, stale: Mapping[str, Step]) -> None:
        bench = _Bench(stale, self.allowed, self.staging)
        self._collect(_made_by(bench, (name,)) for name in stale)

    def _by_crew(self, job: _Job, stale: Mapping[str, Step]) -> None:
        crew = self.crew if _is_worth(self.crew, job.stage, len(stale)) else HERE
        if crew.count > 1:
            compile_all()  # processes forked from this one inherit the templates
        staging = self.staging if crew.is_near else None  # a lone chunk of a cluster's is done here, and sent as well
        sent = partial(_recipe, job, self.allowed, staging)
        state = State(_Bench(stale, self.allowed, staging), sent)
        most = 1 if job.stage.startswith(WAVE) else CHUNK
        self._collect(crew.each(_made_by, state, _spread(tuple(stale), crew.count, most)))

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

    def finished(self) -> Written:
        """Takes over what stays, unless everything does."""
        paths = writer.without_collisions(self.paths)
        is_as_before = self.taken == len(paths) and self.last.there.keys() == set(paths)
        if not is_as_before and not self.leaks:
            self._take_over(self.steps.values())
        files = sum(not path.startswith(PARTS) for path in paths)
        return Written(files, tuple(self.leaks), is_as_before, self.memory())

    def _take_over(self, found: Iterable[Kept]) -> None:
        """Puts the files of steps that were taken over where those that were made are already."""
        here = {file.path for kept in found for file in kept.files} & self.waiting
        self.waiting -= here
        parts = sorted(path for path in here if path.startswith(PARTS))
        writer.take_over(self.last.parts, self.staging, parts)
        writer.take_over(self.last.folder, self.staging, sorted(here.difference(parts)))

    def memory(self) -> Memory:
        """What the next build should know; what nothing looks up any more falls out once there is much of it."""
        reads, before = tuple(self.numbers), self.last.memory.answers
        asked = {*self.changed, *self.late, *range(len(before), len(reads))}
        answers = tuple(_answer(self.site, read) if n in asked else before[n] for n, read in enumerate(reads))
        return _without_the_unasked(Memory(reads, answers, self.steps, tuple(sorted(self.allowed))))


def pictures_in(memory: Memory) -> Memory:
    """What a build with other settings or on another day can take over: the pictures, which look nothing up."""
    return Memory(steps={name: kept for name, kept in memory.steps.items() if name.startswith(PICTURE)})


def _without_the_unasked(memory: Memory) -> Memory:
    """The same without what no step looks up any more, once that is half of it."""
    asked = sorted(set[int]().union(*(array("I", kept.reads) for kept in memory.steps.values())))
    if 2 * len(asked) > len(memory.reads):
        return memory
    places = {number: place for place, number in enumerate(asked)}
    steps = {
        name: msgspec.structs.replace(kept, reads=array("I", map(places.__getitem__, array("I", kept.reads))).tobytes())
        for name, kept in memory.steps.items()
    }
    return Memory(tuple(memory.reads[n] for n in asked), tuple(memory.answers[n] for n in asked), steps, memory.allowed)


def _is_worth(crew: Workers, stage: str, steps: int) -> bool:
    """Whether a crew is faster than this process alone; what other stages are made from stays on this machine."""
    return (crew.is_near and steps > 1) if stage.startswith(WAVE) else steps >= CHUNK


class _Job(NamedTuple):
    """A stage of the build: what its steps are made from, and what the waves before it wrote."""

    workshop: Workshop
    stage: str
    written: Stocked
    left: bytes = b""
    """What stands for the files that those waves left."""

    def steps(self) -> Iterator[Step]:
        """The steps of the stage."""
        if not self.stage.startswith(WAVE):
            yield from STAGES_SHARED[self.stage](self.workshop)
            return
        for name, make in WAVES[int(self.stage.removeprefix(WAVE))](self.workshop.site, self.written):
            yield Step(name, make, self.left, inputs_are_stages=True)


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


class _Sent(NamedTuple):
    """All that a bench elsewhere is made from."""

    stage: str
    written: Stocked
    left: bytes
    allowed: frozenset[str]
    staging: Path | None
    workshop: bytes


def _recipe(job: _Job, allowed: frozenset[str], staging: Path | None) -> Recipe[_Bench]:
    sent = _Sent(job.stage, job.written, job.left, allowed, staging, workshop_bytes(job.workshop))
    return Recipe(_bench_from, msgspec.msgpack.encode(sent, enc_hook=str))


def _bench_from(data: bytes) -> _Bench:
    """The same bench in another process: its steps have the same names, and give the same."""
    sent = msgspec.msgpack.decode(data, type=_Sent, dec_hook=lambda cls, value: cls(value))
    job = _Job(workshop_from(sent.workshop), sent.stage, sent.written, sent.left)
    return _Bench({step.name: step for step in job.steps()}, sent.allowed, sent.staging)


def _spread(names: Sequence[str], count: int, most: int) -> list[Sequence[str]]:
    """The steps in chunks, so ordered that each process works in its own part: what it renders once, it finds again."""
    if count < 2:
        return [names] if names else []
    size = min(most, max(1, len(names) // (4 * count)))
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
        made = _looked_through(step.make(), bench.allowed, leaks, told)
        files, sent = (writer.write(bench.staging, made), ()) if bench.staging else ((), tuple(map(whole, made)))
    heard = (read for read in sorted(reads) if not (step.inputs_are_stages and read[0] in STAGES))
    places = array("I", (numbers.setdefault(read, len(numbers)) for read in heard))
    return Kept(step.inputs, places.tobytes(), files, tuple(told)), sent


def _looked_through(
    files: Iterable[File], allowed: frozenset[str], leaks: list[Problem], told: list[Made]
) -> Iterator[File]:
    """The same files; the personal data in them is added to `leaks`, and those that pages tell of to `told`."""
    for file in files:
        if file.path.startswith(PARTS):
            yield file
            continue
        found = noted(file, told) if is_told(file.path) or file.path.startswith(f"{FORMS}/") else file
        yield looked_through(found, allowed, leaks)


def _told(found: Iterable[Kept]) -> tuple[Made, ...]:
    """The files of data among what was made."""
    return tuple(one for kept in found for one in kept.made if is_told(one.path))


GROUPED: Mapping[str, Callable[[Site], Groups]] = {
    "feeds": members_of,
    "calendars": ics.events_by_subject,
    **{name: partial(atom.chosen, name=name.removeprefix("feed ")) for name in map("feed {}".format, atom.CHOICES)},
    **{f"api {grouping.group}": partial(api.held_by, grouping=grouping) for grouping in api.GROUPINGS},
    "api programme": api.held_by_programmes,
}
"""What puts records together for files of data and feeds."""


def _group(site: Site, name: str, *group: str) -> object:
    """Who is in a group, or in which groups anybody is."""
    found = GROUPED[name](site)
    return found.get(group[0]) if group else sorted(found.items())


_FORGED = (IndexError, KeyError, TypeError, ValueError)
"""What comes of questions that nobody can have asked: what the cache holds must not stop a build."""

_NUMBER = array("I").itemsize

_ANSWERS = {**groups.ANSWERS, **pictures.ANSWERS, **STAGES, "grouped": _group}


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


def _run_finder(build: _Build, workshop: Workshop, jobs: int, cache: Path | None) -> None:
    """Makes the finder's index: its parts, then what tells of them."""
    site, found = workshop.site, _found(workshop.site)
    cards = build.share(workshop, "cards")
    texts = Step("finder postings", partial(compile_postings, found, jobs, cache), digest_of(found.documents))
    words = Step("finder words", partial(compile_words, site.settings))
    rest = build.run(site, (texts, words))
    paths = [file.path for kept in (*cards, *rest) for file in kept.files]
    entrance = Step("finder", partial(compile_entrance, site, found, paths), _digest((paths, found.current)))
    build.run(site, (entrance,))


def _found(site: Site) -> Found:
    """What can be found, worked out once."""
    with unheard():
        return remembered(site.pieces, "found", lambda: found_in(site))


def _card_steps(workshop: Workshop) -> Iterator[Step]:
    for block in _found(workshop.site).blocks():
        yield Step(f"cards {name_of(block[0])}", partial(compile_cards, workshop.site, block), digest_of(block))


def _page_steps(workshop: Workshop) -> Iterator[Step]:
    """Pages and feeds: what no later stage is made from."""
    site, guest = workshop
    for plan in plans(site):
        yield Step(plan.name, partial(poured, site, guest.shells, plan))
    for prose in guest.prose:
        yield Step(f"prose {prose.path}", partial(_poured_prose, site, guest, prose), _digest(prose))
    yield from (Step(*piece) for piece in _pieces(site))
    for picture in pictures.pictures_of(site):
        yield Step(f"{PICTURE}{picture.path}", partial(pictures.paint, picture), pictures.digest_of(picture))


def _poured_prose(site: Site, guest: Guest, prose: Prose) -> tuple[Artifact, ...]:
    return (pour(site, guest.shells, page_of(site, prose)),)


def _pieces(site: Site) -> Iterator[Piece[Artifact]]:
    """What the forms for records need, and what is subscribed to and found by."""
    yield from editing.pieces(site)
    for lang in site.settings.site.languages:
        yield from atom.pieces(site, lang)
        yield from ics.pieces(site, lang)
        yield f"opensearch {lang}", partial(compile_opensearch, site, lang)


STAGES_SHARED: Mapping[str, Callable[[Workshop], Iterator[Step]]] = {
    "forms": _form_steps,
    "cards": _card_steps,
    "pages": _page_steps,
}
"""What a crew makes besides the files of data; pages tell of what was made before."""


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
