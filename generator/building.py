"""The site's files: what would come out otherwise than in the last build is made and written, the rest taken over.

Work is cut into steps, such as a page. While a step is made, everything that it looks up is noted (`reads`); a later
build makes it again only if its inputs or one of the answers are others, or its files are not there as they were left.
"""

from __future__ import annotations

import logging
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain, islice, starmap, zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from generator import editing, writer
from generator.exports import api
from generator.exports.blocks import PARTS
from generator.exports.files import is_told, noted
from generator.exports.waves import WAVES, narrowed
from generator.exports.waves import Written as Stocked
from generator.feeds import atom, ics
from generator.feeds.hosting import compile_hosting
from generator.feeds.opensearch import compile_opensearch
from generator.feeds.robots import compile_llms, compile_robots
from generator.feeds.scopes import members_of
from generator.feeds.sitemap import PATH as SITEMAP
from generator.feeds.sitemap import compile_sitemap
from generator.finder.index import (
    MAKERS,
    Found,
    compile_cards,
    compile_columns,
    compile_entrance,
    compile_language,
    compile_words,
    digest_in,
    digest_of,
    found_in,
    name_of,
)
from generator.forms.files import FOLDER as FORMS
from generator.forms.files import files_made, form_files, forms_with_files
from generator.guest import Guest, Prose, page_of
from generator.leaks import looked_through
from generator.memory import give_back
from generator.model.artifacts import Artifact, File, Made, whole
from generator.model.parts import LANGS
from generator.model.records import Form
from generator.parallel import HERE, WORTH_SHARING, Recipe, State, Workers
from generator.pieces import Piece
from generator.pipeline import collector_resting, office_mailboxes
from generator.problems import Problem, in_order
from generator.reads import Read, listening, remembered, unheard
from generator.remote import Workshop, workshop_bytes, workshop_from
from generator.render import compared, groups, pictures
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

TEXTS = "texts"
"""The stage that makes the finder's postings and columns."""

LONG = (WAVE, "api ", "finder ")
"""How steps are called that are given to a process one at a time."""

COLUMNS = f"{PARTS}finder/columns"
"""Where it lies what the finder's entrance tells of columns."""

WORTH_COMPILING = 1_000
"""For how many steps all templates are compiled before processes are forked: fewer need some of them."""

CHUNK, FEW = 256, 64
"""How many steps a process is given at once; how few are made faster by this process alone.

What the steps of a chunk look up in common is told once: in larger chunks this process has less to put together.
"""

PICTURE = "picture "
"""How the steps are called that draw pictures: what they draw depends on nothing but their inputs."""


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
    site.catalog.stacks.rest()
    give_back()
    with collector_resting():  # in processes forked from this one too
        return _written(site, guest, staging, crew, last or Last(), cache)


def _written(site: Site, guest: Guest, staging: Path, crew: Workers, last: Last, cache: Path | None) -> Written:
    build = _Build(site, staging, crew, last, cache)
    build.share(Workshop(site, guest), "forms")  # by themselves: typst's threads are lost to whoever forks after it
    begun = build.share(Workshop(site, guest), *FIRST)
    _run_finder(build, site, begun)
    made = build.make_data(Workshop(site, guest), _named(begun, WAVE))
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

    def __init__(self, site: Site, staging: Path, crew: Workers, last: Last, cache: Path | None) -> None:
        self.site, self.staging, self.cache = site, staging, cache
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
        self.grouped = frozenset(number for number, read in enumerate(reads) if _is_of_groups(read))
        self.ungrouped = bool(self.grouped)
        self.changed = self._changed(frozenset(range(len(reads))) - self.grouped).difference(self.late)

    def put_together(self) -> None:
        """Finds out which groups of records are others: the longest of what is asked, and few steps ask for it."""
        if self.ungrouped:
            self.changed |= self._changed(self.grouped)
            self.ungrouped = False

    def share(self, workshop: Workshop, *stages: str) -> dict[str, Kept]:
        """What the steps of these stages gave, by their names and in their order.

        The crew makes those that would give something else now. Stages that are made from nothing of each other are
        better shared together; on other machines each is by itself, for some of them stay here.
        """
        together = [stages] if self.crew.is_near else [(stage,) for stage in stages]
        jobs = (_Job(workshop, some, Stocked(self.staging), cache=self.cache) for some in together)
        return {name: kept for job in jobs for name, kept in self._by_job(job).items()}

    def _by_job(self, job: _Job) -> dict[str, Kept]:
        return self._done(job.workshop.site, job.steps(), partial(self._by_crew, job))

    def make_data(self, workshop: Workshop, first: Sequence[Kept]) -> tuple[Made, ...]:
        """Makes the files of data after the first wave, each of what those before it wrote, and tells of all."""
        held = list(first)
        self.take_over(held)
        for number in range(1, len(WAVES)):
            left = [file for kept in held for file in kept.files]
            written = Stocked(self.staging, tuple(file.path for file in left), _told(held))
            found = self._by_job(_Job(workshop, (f"{WAVE}{number}",), written, _digest(left))).values()
            self.take_over(found)
            held.extend(found)
        return _told(held)

    def run(self, site: Site, steps: Iterable[Step]) -> dict[str, Kept]:
        """The same of steps that this process makes by itself."""
        return self._done(site, steps, self._here)

    def _done(self, site: Site, steps: Iterable[Step], make: Callable[[Mapping[str, Step]], None]) -> dict[str, Kept]:
        self.site = site
        planned = {step.name: step for step in steps}
        if self.ungrouped and any(self._asks_for_groups(name) for name in planned):
            self.put_together()
        changed = self.changed | self._changed(self.late)
        taken = {name for name, step in planned.items() if self._is_as_before(step, changed)}
        self.steps.update((name, self.last.memory.steps[name]) for name in taken)
        files = [file.path for name in taken for file in self.steps[name].files]
        self.taken += len(files)
        self.waiting.update(files)
        make({name: step for name, step in planned.items() if name not in taken})
        return {name: self.steps[name] for name in planned}

    def _here(self, stale: Mapping[str, Step]) -> None:
        bench = _Bench(stale, self.allowed, self.staging)
        self._collect(_made_by(bench, (name,)) for name in stale)

    def _by_crew(self, job: _Job, stale: Mapping[str, Step]) -> None:
        crew = self.crew if _is_worth(self.crew, job, len(stale)) else HERE
        if crew.count > 1 and len(stale) >= WORTH_COMPILING:  # processes forked from this one inherit it
            compile_all()
            job.workshop.site.covered()
        staging = self.staging if crew.is_near else None  # a lone chunk of a cluster's is done here, and sent as well
        sent = partial(_recipe, job, self.allowed, staging)
        state = State(_Bench(stale, self.allowed, staging), sent)
        batches = crew.each(_made_by, state, _chunks(tuple(stale), crew.count))
        first = tuple(islice(batches, 1))
        if first:  # the crew is at work, and the site is another one
            self.take_over(self.steps.values())
            self.put_together()
        self._collect(chain(first, batches))

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

    def _asks_for_groups(self, name: str) -> bool:
        """Whether the step did so in the last build."""
        kept = self.last.memory.steps.get(name)
        return kept is not None and not self.grouped.isdisjoint(array("I", kept.reads))

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
            self.take_over(self.steps.values())
        files = sum(not path.startswith(PARTS) for path in paths)
        return Written(files, tuple(self.leaks), is_as_before, self.memory())

    def take_over(self, found: Iterable[Kept]) -> None:
        """Puts the files of steps that were taken over where those that were made are already."""
        here = sorted(file for kept in found for file in kept.files if file.path in self.waiting)
        self.waiting.difference_update(file.path for file in here)
        writer.take_over(self.last.parts, self.staging, (file for file in here if file.path.startswith(PARTS)))
        writer.take_over(self.last.folder, self.staging, (file for file in here if not file.path.startswith(PARTS)))

    def memory(self) -> Memory:
        """What the next build should know; what nothing looks up any more falls out once there is much of it."""
        self.put_together()
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


def _is_worth(crew: Workers, job: _Job, steps: int) -> bool:
    """Whether a crew is faster than this process alone; what other stages are made from stays on this machine."""
    if any(stage == TEXTS or stage.startswith(WAVE) for stage in job.stages):
        return crew.is_near and steps > 1
    return steps >= FEW


class _Job(NamedTuple):
    """Stages of the build: what their steps are made from, and what the waves before it wrote."""

    workshop: Workshop
    stages: tuple[str, ...]
    written: Stocked
    left: bytes = b""
    """What stands for the files that those waves left."""
    cache: Path | None = None

    def steps(self) -> Iterator[Step]:
        """The steps of the stages."""
        for stage in self.stages:
            if stage == TEXTS:
                yield from _text_steps(self.workshop.site, self.cache)
            elif stage.startswith(WAVE):
                yield from self._of_wave(int(stage.removeprefix(WAVE)))
            else:
                yield from STAGES_SHARED[stage](self.workshop)

    def _of_wave(self, number: int) -> Iterator[Step]:
        own = narrowed(self.written)
        for name, make in WAVES[number](self.workshop.site, self.written):
            inputs = own(name) if number else None
            if inputs is not None:
                yield Step(name, make, inputs)
                continue
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

    stages: tuple[str, ...]
    written: Stocked
    left: bytes
    cache: Path | None
    allowed: frozenset[str]
    staging: Path | None
    workshop: bytes


def _recipe(job: _Job, allowed: frozenset[str], staging: Path | None) -> Recipe[_Bench]:
    sent = _Sent(job.stages, job.written, job.left, job.cache, allowed, staging, workshop_bytes(job.workshop))
    return Recipe(_bench_from, msgspec.msgpack.encode(sent, enc_hook=str))


def _bench_from(data: bytes) -> _Bench:
    """The same bench in another process: its steps have the same names, and give the same."""
    sent = msgspec.msgpack.decode(data, type=_Sent, dec_hook=lambda cls, value: cls(value))
    job = _Job(workshop_from(sent.workshop), sent.stages, sent.written, sent.left, sent.cache)
    return _Bench({step.name: step for step in job.steps()}, sent.allowed, sent.staging)


def _chunks(names: Sequence[str], count: int) -> list[Sequence[str]]:
    """The steps in chunks: those that take long one by one and first, the rest some at once."""
    if count < 2:
        return [names] if names else []
    alone = [(name,) for name in names if name.startswith(LONG)]
    return [*alone, *_spread([name for name in names if not name.startswith(LONG)], count)]


def _spread(names: Sequence[str], count: int) -> list[Sequence[str]]:
    """The steps so ordered that each process works in its own part: what it renders once, it finds again."""
    size = min(CHUNK, max(1, len(names) // (4 * count)))
    chunks = [names[start : start + size] for start in range(0, len(names), size)]
    share = -(-len(chunks) // count)
    parts = (chunks[start : start + share] for start in range(0, len(chunks), share)) if chunks else ()
    return [chunk for turn in zip_longest(*parts) for chunk in turn if chunk is not None]


class _Numbers(dict[Read, int]):
    """The reads of a batch, each with its number, which it has as soon as it is asked for."""

    def __missing__(self, read: Read) -> int:
        self[read] = number = len(self)
        return number


def _made_by(bench: _Bench, names: Sequence[str]) -> _Batch:
    """Makes what each of these steps gives, and writes it where that can be done."""
    numbers = _Numbers()
    leaks: list[Problem] = []
    kept = tuple((name, *_kept(bench, bench.steps[name], numbers, leaks)) for name in names)
    return _Batch(tuple(numbers), kept, tuple(leaks))


def _kept(bench: _Bench, step: Step, numbers: _Numbers, leaks: list[Problem]) -> tuple[Kept, tuple[Artifact, ...]]:
    told: list[Made] = []
    with listening() as reads:
        made = _looked_through(step.make(), bench.allowed, leaks, told)
        files, sent = (writer.write(bench.staging, made), ()) if bench.staging else ((), tuple(map(whole, made)))
    heard = [read for read in reads if read[0] not in STAGES] if step.inputs_are_stages else reads
    places = array("I", map(numbers.__getitem__, heard))
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
    compared.GROUPED_BY: compared.held,
}
"""What puts records together for files of data and feeds."""


def _group(site: Site, name: str, *group: str) -> object:
    """Who is in a group, or in which groups anybody is."""
    found = GROUPED[name](site)
    return found.get(group[0]) if group else sorted(found.items())


def _is_of_groups(read: Read) -> bool:
    """Whether it was asked for groups of records; ValueError where nobody can have asked so."""
    sort, *names = read
    if sort not in GROUPS:
        return False
    kinds, sizes = GROUPS[sort]
    if len(names) not in sizes or names[0] not in kinds:
        raise ValueError("what a build remembers was asked")
    return True


GROUPS: Mapping[str, tuple[Container[str], Container[int]]] = {
    "grouped": (GROUPED, (1, 2)),
    "group": (groups.BY, (2,)),
    "groups": (groups.BY, (1,)),
}
"""What is asked of many records together: what groups there are, and how many names such a question has."""

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


def _run_finder(build: _Build, site: Site, begun: Mapping[str, Kept]) -> None:
    """Makes what tells of the parts of the finder's index."""
    found, parts = _found(site), [*_named(begun, "cards "), *_named(begun, "finder ")]
    build.take_over(parts)
    told = (build.staging / COLUMNS).read_bytes()
    paths = [file.path for kept in parts for file in kept.files if file.path != COLUMNS]
    about = _digest((paths, found.current, len(found.documents), told))
    build.run(site, (Step("finder", partial(compile_entrance, site, found, paths, told), about),))
    del site.pieces["found"]  # nobody else asks for it


def _text_steps(site: Site, cache: Path | None) -> Iterator[Step]:
    """What the finder's index has besides the cards."""
    found = _found(site)
    for lang in MAKERS:
        yield Step(f"finder postings {lang}", partial(compile_language, found, lang, 1, cache), digest_in(found, lang))
    order = _digest((found.current, list(map(name_of, found.documents))))
    yield Step("finder columns", partial(compile_columns, site, found, COLUMNS), order)
    yield Step("finder words", partial(compile_words, site.settings))


def _named(steps: Mapping[str, Kept], start: str) -> list[Kept]:
    """What those steps gave whose names begin so."""
    return [kept for name, kept in steps.items() if name.startswith(start)]


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
    """What the forms for records and comparisons need, and what is subscribed to and found by."""
    yield from editing.pieces(site)
    yield from compared.pieces(site)
    for lang in site.settings.site.languages:
        yield from atom.pieces(site, lang)
        yield from ics.pieces(site, lang)
        yield f"opensearch {lang}", partial(compile_opensearch, site, lang)


FIRST = (TEXTS, f"{WAVE}0", "cards")
"""Stages that are made from records alone, the longest steps first."""

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
