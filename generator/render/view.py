"""What templates may ask: words, dates, amounts, links and states, in one language and from one page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias, TypeVar

from markupsafe import Markup

from generator import catalog as links
from generator import lifecycle
from generator.calls import claimants_of, offers_of
from generator.catalog import Catalog, Key
from generator.coverage import NOTHING, Coverage, outdated_of
from generator.dates import Moment, interval
from generator.due import Entry, term_timeline
from generator.forms.files import FormFiles, offers
from generator.forms.known import CLAIMANTS
from generator.funnel import Funnel, Funnels, Sum, counts
from generator.hosts import Host
from generator.lang import falls_back, say
from generator.lifecycle import Deadline, NoticeEnd, Standing, Timeline
from generator.model.artifacts import Made
from generator.model.parts import (
    Change,
    Cite,
    Contact,
    Date,
    Declaration,
    FuzzyDate,
    Indicator,
    Issuer,
    Lang,
    Money,
    Party,
    PublicNotice,
    RecordId,
    Rule,
    Solver,
    StatedClose,
    Support,
    Text,
    Window,
)
from generator.model.records import (
    KINDS,
    Challenge,
    Form,
    Guide,
    ListRecord,
    Notice,
    Organisation,
    Programme,
    Record,
    Winner,
)
from generator.money import say_money
from generator.policy.binding import rules_on
from generator.reads import Lookup, Read, note, remembered, unheard
from generator.render.markup import escape, in_chinese, marked, quoted, written
from generator.render.speech import Speech
from generator.render.templates import macro
from generator.schemas import title_at
from generator.settings import Settings
from generator.urls import SitePath, api_path, edit_path, facet_path, index_path, record_path, root_of, safe_href
from generator.workdays import Day, day_of

MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONEY_RULES = frozenset({"support", "quota", "minimum", "share", "own_funds", "term"})
_NOTHING = Markup()
MOST = 48_000
"""How many pieces are remembered that stand in many files: more than 10,000 records have in one language."""

STATELESS = (Form, Notice, Organisation, Programme)
"""Kinds of which a state that never changes says nothing."""

ROLES = ("issuers", "owner", "lead", "members", "units", "recommender", "parent")


Groups: TypeAlias = Mapping[str, tuple[Any, ...]]
"""By the name of each group the keys of the records in it, or of what they bring, in their order there."""

T = TypeVar("T")


class _Parts(NamedTuple):
    """What a site is made of, as it is handed over."""

    catalog: Catalog
    settings: Settings
    moment: Moment
    url: str
    repository: str
    timelines: Mapping[Key, Timeline]
    latest: Mapping[Key, Moment]
    funnels: Callable[[], Funnels]
    policy: str
    words: Mapping[Lang, Speech]
    pieces: dict[Hashable, Any]
    """What was made so far of all records, or stands on all pages, such as a page's frame."""
    lately: dict[Hashable, Any]
    """Pieces made lately that stand alike on many pages, such as a record's card."""
    form_files: Mapping[RecordId, FormFiles] = MappingProxyType({})
    made: Sequence[Made] = ()
    host: Host | None = None
    """Where the repository is edited in a browser; none where that is not known."""
    covered: Callable[[], Coverage] = lambda: NOTHING


class Site(_Parts):
    """Everything pages are made from; `moment` is the building date's first moment, `policy` what pages may load.

    What is made from all records, or by an earlier stage of the build, notes that it was looked up (`reads`).
    """

    __slots__ = ()

    @property
    def funnels(self) -> Funnels:  # type: ignore[override]
        """The chain in figures."""
        self._all_records()
        return super().funnels()

    @property
    def coverage(self) -> Coverage:
        """How far the records are translated, and which English is older than its Chinese."""
        self._all_records()
        return self.covered()

    @property
    def marks(self) -> Coverage:
        """The same as `coverage`, for those who look only at texts of records that they have looked up."""
        with unheard():
            return self.covered()

    @property
    def made(self) -> Sequence[Made]:
        """The files of data that are written already: pages and the catalogue tell their sizes and checksums."""
        note(("made",))
        return super().made

    @property
    def form_files(self) -> Mapping[RecordId, FormFiles]:
        """The files of each form, once they are made."""
        return Lookup(super().form_files, _form_read, ("forms",))

    def _all_records(self) -> None:
        for kind in KINDS:
            note(("kind", kind))


STAGES: Mapping[str, Callable[..., object]] = {
    "made": lambda site: site.made,
    "form": lambda site, form: site.form_files.get(form),
    "forms": lambda site: sorted(site.form_files.items()),
}
"""What earlier stages of a build made, by the sort of what was looked up."""


def _form_read(form: RecordId) -> Read:
    return ("form", form)


def groups_of(site: Site, name: str, put_together: Callable[[], Groups]) -> Groups:
    """The groups under that name, put together once: who belongs to one is asked here, and not of all records anew.

    Who is in the groups that are looked at is noted, and not what was looked up to put them together.
    """
    with unheard():
        found = remembered(site.pieces, ("grouped", name), put_together)
    return Lookup(found, partial(_group_read, name), ("grouped", name))


def _group_read(name: str, group: str) -> Read:
    return ("grouped", name, group)


def once(site: Site, key: Hashable, make: Callable[[], T]) -> T:
    """What stands alike in many files, made once: the key tells it from all else, and by what it is made."""
    return remembered(site.lately, key, make, MOST)


class Status(NamedTuple):
    """A record's state at the building date, with what the browser needs to work it out again."""

    id: str
    label: str
    timeline: str


class Changed(NamedTuple):
    """One change of a notice: what about, whose window, what was and what is now, and where the source says so."""

    about: Markup
    whose: str
    was: tuple[Markup, ...]
    now: tuple[Markup, ...]
    cite: Cite | None


class View:
    """One language's words and links as seen from `path`; templates call it `v`."""

    def __init__(self, site: Site, lang: Lang, path: SitePath) -> None:
        self.site, self.lang, self.path = site, lang, path
        self.root = root_of(path)
        self.catalog, self.settings = site.catalog, site.settings
        self.speech = site.words[lang]
        self.w = self.speech.safe
        self._is_zh = lang == "zh"
        self._behind = site.marks.behind if lang == "en" else frozenset[int]()

    # -- words ------------------------------------------------------------------------------------------------
    def L(self, key: str, **details: object) -> str:  # noqa: N802 - as short as the word it stands for
        """The site's own words."""
        words = self.speech.labels[key]
        return words.format_map(details) if details else words

    def word(self, vocabulary: str, key: str | None) -> str:
        """What a choice is called."""
        return self.speech.choices[vocabulary][key] if key is not None else ""

    def t(self, text: Text | None) -> Markup:
        """A text as HTML; Chinese shown to English readers says what it is, and so does English that is out of date."""
        if text is None:
            return _NOTHING
        words = quoted(text.zh if self._is_zh else text.en or text.zh)
        if self._behind and id(text) in self._behind:
            return marked(self._older(words))
        if self._is_zh or text.en:
            return marked(words)
        return marked(f'<span lang="zh-CN">{words}</span>')

    def as_written(self, words: str | None) -> Markup:
        """Words of a source, such as a document's number, as they are written there; what is Chinese is marked so."""
        shown = quoted(words or "")
        return marked(shown if self._is_zh or shown.isascii() else in_chinese(shown))

    def say(self, text: Text | None) -> str:
        """A text as plain words."""
        return say(text, self.lang)

    def paragraphs(self, text: Text | None) -> Markup:
        """A longer text as paragraphs, one a line."""
        if text is None:
            return _NOTHING
        shown = [quoted(line.strip()) for line in say(text, self.lang).splitlines() if line.strip()]
        if shown and self._behind and id(text) in self._behind:
            shown[-1] = self._older(shown[-1])
        language = ' lang="zh-CN"' if falls_back(text, self.lang) else ""
        return marked("".join([f"<p{language}>{line}</p>" for line in shown]))

    def _older(self, words: str) -> str:
        """Words, safe already, with the mark that they are older than the Chinese."""
        mark = self.w.translated_mark
        return f'<span class="zb-older">{words} <small class="zb-older__mark">({mark})</small></span>'

    # -- values -----------------------------------------------------------------------------------------------
    def date(self, written: Date | None) -> str:
        """A date as people write it; a vague one in the source's words."""
        if written is None:
            return ""
        return _spoken(written, self.lang) if isinstance(written, str) else say(written.text, self.lang)

    def month(self, number: int) -> str:
        """What a month is called, from 1."""
        return f"{number}月" if self._is_zh else MONTHS[number - 1]

    def money(self, amount: Money | None) -> str:
        """An amount as people write it."""
        return say_money(amount, self.lang)

    def figure(self, indicator: Indicator) -> str:
        """An indicator's target: comparator, value, unit."""
        if indicator.value is None:
            return ""
        return f"{self.word('comparator', indicator.comparator)} {self.value(indicator)}".strip()

    def value(self, indicator: Indicator) -> str:
        """An indicator's value with its unit."""
        if indicator.value is None:
            return ""
        value = _number(indicator.value)
        if indicator.value_to is not None:
            value = f"{value}–{_number(indicator.value_to)}"
        unit = self.unit(indicator.unit)
        gap = "" if not unit or unit in "%℃‰°" or not (unit[0].isascii() or unit[0] == "×") else " "
        return f"{value}{gap}{unit}"

    def unit(self, unit: str | None) -> str:
        """A unit of measurement in the page's language, as written where none is given."""
        named = self.settings.vocabularies["unit"].get(unit or "")
        if named is None:
            return unit or ""
        return named.zh if self.lang == "zh" else named.en or ""

    def number(self, value: int | float) -> str:
        """A number with thousands separators."""
        return _number(value)

    def sum(self, found: Sum) -> str:
        """Added amounts as people write them."""
        return self.money(Money(wan=float(found.yuan / 10_000)))

    # -- links ------------------------------------------------------------------------------------------------
    def href(self, record: Record) -> str:
        """The way to a record's page."""
        return self.root + record_path(self.lang, record.folder, record.id)

    def link(self, record: Record | None) -> Markup:
        """A link to a record by its title."""
        if record is None:
            return _NOTHING
        return _anchor(self.href(record), self.t(record.title))

    def to(self, path: str) -> str:
        """The way to a file of the site."""
        return self.root + path

    def index(self, folder: str) -> str:
        """The way to a kind's index."""
        return self.root + index_path(self.lang, folder)

    def domain(self, domain: str) -> Markup:
        """A link to a domain's page."""
        return self._facet("domains", domain, self.settings.domains[domain].label)

    def region(self, region: str) -> Markup:
        """A link to a region's page."""
        return self._facet("regions", region, self.settings.regions[region].label)

    def region_name(self, region: str) -> str:
        """A region with the province it lies in."""
        return self.speech.regions.get(region, "")

    def year(self, year: int) -> Markup:
        """A link to a year's page."""
        return _anchor(self.root + facet_path(self.lang, "years", str(year)), escape(year))

    def external(self, address: str | None, words: object = None) -> Markup:
        """A link out of the site, where the address is one that may become a link."""
        href = safe_href(address)
        if href is None:
            return escape(words if words is not None else address or "")
        shown = written(words if words is not None else href)
        return marked(f'<a href="{quoted(href)}" rel="noopener external">{shown}</a>')

    def party(self, party: Party | Issuer | None) -> Markup:
        """A unit: a link where it has a record, else its name as printed."""
        if party is None:
            return _NOTHING
        found = self.catalog.find(Organisation, party.organisation)
        if found is None:
            return self.t(party.name) if party.name else escape(party.organisation or "")
        words = self.t(party.name) if party.name else self.t(found.title)
        return _anchor(self.href(found), words)

    def report_link(self, record: Record) -> str:
        """The address that opens an issue about this record, prefilled."""
        if self.site.host is None:
            return ""
        title = f"[{record.kind}/{record.id}] {say(record.title, self.lang)}"
        body = f"{self.L('report_body')}\n\n- {record.kind}/{record.id}\n- {self.site.url.rstrip('/')}/{self.path}\n"
        return self.site.host.new_issue(title, body)

    def data_link(self, record: Record) -> str:
        """The way to the record's file in the data API; none where it is not in it."""
        return self.root + api_path(record.folder, record.id) if counts(record) else ""

    def source_link(self, record: Record) -> str:
        """The address of the record's file in the repository."""
        file = self.catalog.files[(record.kind, record.id)]
        return self.site.host.view(file) if self.site.host else ""

    def edit_link(self, record: Record) -> str:
        """The way to the form that edits the record."""
        return f"{self.root}{edit_path(self.lang, record.kind)}?id={record.id}"

    def add_link(self, kind: str) -> str:
        """The way to the form for a new record of a kind."""
        return self.root + edit_path(self.lang, kind)

    def amend_link(self, record: Record) -> str:
        """The way to the form for a notice about the record."""
        return f"{self.add_link('notice')}?target={record.kind}/{record.id}"

    # -- states -----------------------------------------------------------------------------------------------
    def status(self, record: Record) -> Status:
        """The record's state at the building date."""
        at = (record.kind, record.id)
        return once(self.site, ("status", self.lang, *at), lambda: self._status(self.site.timelines[at]))

    def tells_state(self, record: Record) -> bool:
        """Whether its state says more than that it is here, as that of a unit that stays published does not."""
        timeline = self.site.timelines[record.kind, record.id]
        return not isinstance(record, STATELESS) or [p.status for p in timeline] != ["published"]

    def window_status(self, window: Window) -> Status:
        """A single window's state."""
        return self._status(lifecycle.window_timeline((window,), self.settings.site.closing_soon_days))

    def term_status(self, entry: Entry) -> Status:
        """Whether an agreed term is over."""
        return self._status(term_timeline(entry))

    def state(self, timeline: Timeline) -> Status:
        """The state that a timeline comes to."""
        return self._status(timeline)

    def notice_status(self, listing: ListRecord) -> Status:
        """The state of a list's public notice, whatever windows the list has."""
        return self._status(lifecycle.notice_timeline(listing, self.settings.holidays))

    def _status(self, timeline: Timeline) -> Status:
        current = lifecycle.status_at(timeline, self.site.moment)
        ahead = lifecycle.from_then_on(timeline, self.site.moment)
        return Status(current, self.word("status", current), timeline_text(ahead))

    def day(self, written: Date | None) -> str:
        """What kind of day it is in China: its name in the week, and whether people work; nothing for a vague date."""
        found = interval(written) if written is not None else None
        if found is None or not found.is_day:
            return ""
        weekday = self.word("weekday", WEEKDAYS[found.first.weekday()])
        return weekday + self.L("weekday_join") + self._day_words(day_of(self.settings.holidays, found.first))

    def span(self, written: Date | None) -> str:
        """The days between which a vague date lies, where the record gives both ends."""
        if not isinstance(written, FuzzyDate) or written.from_ is None or written.to is None:
            return ""
        return f"{self.date(written.from_)} – {self.date(written.to)}"

    def _day_words(self, day: Day) -> str:
        if day.holiday is not None:
            return self.L("day_in_holiday", name=say(day.holiday, self.lang))
        return self.L(f"day_{day.kind}")

    def deadlines(self, record: Record) -> tuple[Deadline, ...]:
        """All deadlines of a record, a solver's first."""
        at = (record.kind, record.id)
        return once(self.site, ("deadlines", *at), lambda: lifecycle.deadlines_of(self.catalog, record))

    def windows(self, record: Record) -> tuple[Standing, ...]:
        """The windows that bind a record, with the moves of their deadlines."""
        return lifecycle.standing_windows(self.catalog, record)

    def stated_closes(self, window: Window) -> tuple[StatedClose, ...]:
        """Every closing that a window states."""
        return lifecycle.stated_closes(window)

    def reason(self, deadline: Deadline) -> str:
        """Why a deadline is the effective one; nothing where it is the only one."""
        match deadline.reason:
            case "same":
                return self.L("why_same")
            case "extension":
                return self.L("why_extension")
            case "earliest":
                two = deadline.statements == 2
                return self.L("why_earlier") if two else self.L("why_earliest", n=deadline.statements)
            case _:
                return ""

    def notice_end(self, notice: PublicNotice) -> NoticeEnd | None:
        """The last day of a public notice, worked out where only its first day and length are given."""
        return lifecycle.notice_end(notice, self.settings.holidays)

    def deadline_label(self, window: Window) -> str:
        """Whose deadline a window's close is, and for what."""
        solver_applies = window.audience == "solver" and window.action == "apply"
        return self.word("deadline", "applicant" if solver_applies else window.audience)

    def has_outcome(self, record: Record) -> bool:
        """Whether a record tells what came of it."""
        return lifecycle.has_outcome(self.catalog, record)

    # -- the chain --------------------------------------------------------------------------------------------
    def programme(self, record: Record) -> Programme | None:
        """The programme a record belongs to."""
        return links.programme_of(self.catalog, record)

    def guide(self, record: Record) -> Guide | None:
        """The guide a record belongs to."""
        return links.guide_of(self.catalog, record)

    def listing(self, record: Record) -> ListRecord | None:
        """The list that published a record."""
        return links.list_of(self.catalog, record)

    def domains(self, record: Record) -> tuple[str, ...]:
        """The site's domains of a record."""
        return links.domains_of(self.catalog, record)

    def record_year(self, record: Record) -> int | None:
        """The year of a record."""
        return links.year_of(self.catalog, record)

    def chain(self, record: Record) -> Iterator[tuple[str, tuple[Record, ...], bool]]:
        """Guide, list, challenge, winner, success: the records of each step, and whether it is this record's own."""
        for kind, found in links.chain_of(self.catalog, record):
            yield kind, found, kind == record.kind

    def related(self, record: Record, kind: str, *roles: str) -> Sequence[Any]:
        """The records of a kind that refer to this one; challenges in their printed order."""
        found = self.catalog.referring(record, KINDS[kind], *roles)
        return in_print_order(found) if kind == "challenge" else found

    def entries(self, listing: ListRecord) -> Sequence[Any]:
        """What a list publishes, of the kind it names: challenges, awards or results."""
        found = links.entries_of(self.catalog, listing)
        return in_print_order(found) if found and isinstance(found[0], Challenge) else found

    def owner(self, challenge: Challenge) -> Markup:
        """Who states the need: a unit, or government where it sets the task; nothing where no source names the unit."""
        if challenge.owner is not None or links.is_owned(self.catalog, challenge):
            return self.party(challenge.owner)
        return Markup(self.w.government_set)

    def any_owner(self, challenges: Iterable[Challenge]) -> bool:
        """Whether any of these tells who states its need."""
        return any(map(self.owner, challenges))

    def without_owner(self, challenge: Challenge) -> str:
        """What stands in an owner's place in a line of plain words."""
        return str(self.owner(challenge) or self.w.not_stated)

    def amendments(self, record: Record) -> Sequence[Notice]:
        """The notices that change a record or the windows that it takes from another."""
        return lifecycle.amendments_of(self.catalog, record)

    def changes(self, notice: Notice, record: Record | None) -> tuple[Changed, ...]:
        """What a notice changes, as seen from a record that it reaches: old and new values, dates before texts."""
        moves = [move for standing in (self.windows(record) if record else ()) for move in standing.moves]
        return tuple(
            self._changed(change, [date for move in moves if move.change is change for date in move.was])
            for change in notice.changes
        )

    def _changed(self, change: Change, closed: Sequence[Date]) -> Changed:
        dates = dict.fromkeys(self.date(written) for written in closed or (change.closed,))
        whose = [self.word("audience", change.audience), self.region_name(change.region) if change.region else ""]
        was = (*map(escape, dates), self.t(change.before))
        now = (escape(self.date(change.closes)), self.t(change.after))
        return Changed(self.t(change.about), " · ".join(filter(None, whose)), _told(was), _told(now), change.cite)

    def claimants(self, record: Record) -> Solver | None:
        """Who may claim, as the record says, else its list, guide or programme."""
        return claimants_of(self.catalog, record)

    def offers(self, record: Record) -> tuple[tuple[Markup, str], ...]:
        """What is offered for one challenge, each amount with what it is; nothing where no source tells."""
        found = offers_of(self.catalog, record)
        own = record.support if isinstance(record, Challenge) else None
        support = " / ".join(map(self.money, own.options)) if own else ""
        named = (
            (self.w.owner_payment, self.money(found.owner_payment)),
            (self.w.government_support, support or self.money(found.support)),
            (self.w.support_cap, self.money(found.cap)),
        )
        return tuple((label, words) for label, words in named if words)

    def told(self, asked: Iterable[tuple[Markup, object]]) -> list[tuple[Markup, object]]:
        """What was asked and has an answer."""
        return [(label, answer) for label, answer in asked if answer]

    def unstated(self, *asked: Iterable[tuple[Markup, object]]) -> Markup:
        """One sentence about all that was asked and that no source tells; nothing where every answer is there."""
        missing = [label for label, answer in chain.from_iterable(asked) if not answer]
        if not missing:
            return _NOTHING
        inside = [marked(label[:1].lower() + label[1:]) for label in missing]
        return Markup(self.w.unstated).format(what=Markup(self.w.comma).join(inside))

    def any_has(self, found: Iterable[object], *names: str) -> bool:
        """Whether any of these holds one of the named values: a column of which none does is not shown."""
        return any(getattr(one, name) not in (None, ()) for one in found for name in names)

    def known_on(self, record: Record) -> str:
        """The day of a step of the chain: of publication, decision or acceptance."""
        days = (getattr(record, name, None) for name in ("published_on", "decided_on", "accepted_on"))
        return self.date(next((day for day in days if day is not None), None))

    def issuers_of(self, record: Record) -> tuple[Issuer, ...]:
        """Who issued the record's list, guide or programme."""
        holders = (links.list_of(self.catalog, record), self.guide(record), self.programme(record))
        return next((holder.issuers for holder in holders if holder is not None and holder.issuers), ())

    def contacts(self, record: Record) -> tuple[Contact, ...]:
        """Whom to ask about a call or challenge: as the record says, else its list, guide or programme."""
        if isinstance(record, Challenge) and record.contact_route is not None:
            return (record.contact_route,)
        holders = (record, links.list_of(self.catalog, record), self.guide(record), self.programme(record))
        return next((found for holder in holders if (found := getattr(holder, "contacts", ()))), ())

    def binding_rules(self, record: Record) -> tuple[Rule, ...]:
        """The rules that a solver of this challenge must know, nearest first; the challenge's own are all told."""
        held = links.rules_of(self.catalog, record)
        track = getattr(record, "track", None)
        return tuple(
            rule
            for holder, rule in held
            if holder is record
            or (
                rule.audience in (None, "solver", "any", "owner")
                and (rule.track is None or rule.track == track)
                and rule.kind not in ("duty", "procedure")
            )
        )

    def declared(self, record: Challenge | Winner) -> tuple[tuple[Markup, Declaration], ...]:
        """What the unit declared, each with the question that it answers."""
        if not record.declared:
            return ()
        asked = {rule.id: rule.asks for _, rule in rules_on(self.catalog, record) if rule.asks is not None}
        return tuple(
            (self.t(asked[told.rule].question) if told.rule in asked else escape(told.rule), told)
            for told in record.declared
        )

    def source(self, record: Record, cite: Cite | None) -> Markup:
        """The document that a citation names, linked where it has an address that may become a link."""
        found = next((one for one in record.sources if cite is not None and one.id == cite.source), None)
        if found is None:
            return _NOTHING
        return self.external(found.url, self.t(found.title)) if found.url else self.t(found.title)

    def rules_by(self, programme: Programme, about_money: bool) -> tuple[Rule, ...]:
        """A programme's rules about money, or its other ones."""
        return tuple(rule for rule in programme.rules if (rule.kind in MONEY_RULES) == about_money)

    def track_title(self, record: Record, track: str) -> Markup:
        """What a programme's track is called."""
        programme = self.programme(record)
        found = next((t for t in programme.tracks if t.id == track), None) if programme else None
        return self.t(found.title) if found else escape(track)

    def card(self, record: Record) -> Markup:
        """A record on a card, the same on every page of one depth."""
        return self._shared("card", (record.kind, record.id), record)

    def windows_table(self, record: Record) -> Markup:
        """A record's windows as a table; all that inherit them share it."""
        holder, _ = links.windows_of(self.catalog, record)
        at = record if links.notices_of(self.catalog, record) else holder
        return self._shared("windows", (at.kind, at.id), self.windows(record))

    def rules_table(self, record: Challenge) -> Markup:
        """The rules that apply to a challenge as a table; all under the same rules share it."""
        rules = self.binding_rules(record)
        key = tuple((holder.kind, holder.id) for holder, _ in links.rules_of(self.catalog, record))
        return self._shared("rules", (key, record.track), record, rules, self.w.binding_rules)

    def _shared(self, piece: str, key: Hashable, *arguments: object) -> Markup:
        """One of the shared pieces, rendered once for all pages of one depth that show the same."""
        return once(self.site, (piece, self.lang, self.root, key), lambda: macro(piece)(self, *arguments))

    def support_parts(self, support: Support) -> tuple[Markup, ...]:
        """How support is given: mode, time of payment, number of projects, own funds."""
        parts = (
            self.word("mode", support.mode) if support.mode else "",
            self.word("paid", support.paid) if support.paid else "",
            self.L("projects_max", n=support.projects_max) if support.projects_max else "",
            self.L("own_funds_ratio", ratio=support.own_funds_ratio) if support.own_funds_ratio else "",
            self.t(support.note),
        )
        return tuple(escape(part) for part in parts if part)

    def funnel(self, programme: Programme) -> Funnel | None:
        """What is recorded of a programme from challenge to result; none for an invented one."""
        return self.site.funnels.programmes.get(programme.id)

    def forwarded(self, guide: Guide) -> Guide | None:
        """The call that a guide forwards."""
        return self.catalog.find(Guide, guide.forwards)

    def forms(self, record: Programme | Guide) -> tuple[Form, ...]:
        """The forms of a programme or call."""
        named = (self.catalog.find(Form, form) for form in record.forms)
        found = (*(form for form in named if form), *self.catalog.referring(record, Form))
        return tuple({form.id: form for form in found}.values())

    def claim_forms(self, record: Record) -> tuple[Form, ...]:
        """The forms of a call, or of a challenge's call, that its solver fills in."""
        guide = record if isinstance(record, Guide) else self.guide(record)
        return tuple(form for form in self.forms(guide) if form.audience in CLAIMANTS) if guide else ()

    def is_fillable(self, form: Form) -> bool:
        """Whether the form is filled in on its page."""
        return form.withdrawn is None and offers(form, "web")

    def parent(self, organisation: Organisation) -> Organisation | None:
        """The unit above."""
        return self.catalog.find(Organisation, organisation.parent)

    def successor(self, record: Record) -> Record | None:
        """The record that replaces a withdrawn one."""
        return self.catalog.find(KINDS[record.kind], record.withdrawn.replaced_by if record.withdrawn else None)

    def target(self, notice: Notice) -> Record | None:
        """The record that a notice changes."""
        return self.catalog.find(KINDS[notice.target.kind], notice.target.id)

    def units(self, record: Record) -> tuple[Party, ...]:
        """The units that an award or result names."""
        return links.units_of(record)

    def roles(self, organisation: Organisation) -> tuple[tuple[str, tuple[Record, ...]], ...]:
        """What a unit issued, owned, won and finished: its records by its part in them."""
        found = self.catalog.referrers_of(organisation)
        held = ((role, tuple(r.record for r in found if r.role == role)) for role in ROLES)
        return tuple((role, records) for role, records in held if records)

    # -- short forms ------------------------------------------------------------------------------------------
    def kind_word(self, record: Record) -> str:
        """What kind of thing a record is, as precisely as it says."""
        match record:
            case Guide():
                return self.word("call", record.call)
            case ListRecord():
                return self.word("publishes", record.publishes)
            case Programme():
                return self.word("mechanism", record.mechanism)
            case Organisation():
                return self.word("org_type", record.type)
            case _:
                return self.L(f"kind_{record.kind}")

    def facts(self, record: Record) -> Markup:
        """One line about a record for cards: place, year, units, amount."""
        words: list[object] = [self.region_name(region)] if (region := getattr(record, "region", None)) else []
        if not isinstance(record, (Organisation, Programme)) and (year := self.record_year(record)):
            words.append(year)
        words.extend(self.say(u.name) or self._unit_title(u) for u in self.units(record)[:1])
        if isinstance(record, Challenge):
            words.append(self._amount(record))
        return marked(" · ".join([written(word) for word in words if word]))

    def untranslated(self, record: Record) -> bool:
        """Whether an English reader is shown Chinese."""
        return falls_back(record.title, self.lang) or falls_back(record.summary, self.lang)

    def outdated(self, record: Record) -> tuple[tuple[str, Text], ...]:
        """What English readers are shown of a record that is older than its Chinese, each with what it is called."""
        if not self._behind:
            return ()
        found = outdated_of(self.site.marks, record)
        return tuple((say(title_at(record.kind, pointer), self.lang), text) for pointer, text in found)

    def in_chinese(self, record: Record) -> str:
        """The way to a record's page in Chinese."""
        return self.root + record_path("zh", record.folder, record.id)

    def outcome_missing(self, record: Record) -> bool:
        """Whether a closed call is one of which no record tells what came."""
        if not isinstance(record, (Guide, Challenge, ListRecord)):
            return False
        return self.status(record).id in ("closed", "closing", "open") and not self.has_outcome(record)

    def _unit_title(self, party: Party) -> str:
        found = self.catalog.find(Organisation, party.organisation)
        return self.say(found.title) if found else ""

    def _amount(self, challenge: Challenge) -> str:
        if challenge.owner_payment:
            return f"{self.L('owner_payment')} {self.money(challenge.owner_payment)}"
        support = challenge.support
        if support is None:
            return ""
        amounts = support.options or ((support.amount,) if support.amount else ())
        return f"{self.L('government_support')} {' / '.join(self.money(a) for a in amounts)}" if amounts else ""

    def _facet(self, folder: str, value: str, label: Text) -> Markup:
        return _anchor(self.root + facet_path(self.lang, folder, value), self.t(label))


def _anchor(href: str, words: Markup) -> Markup:
    """A link within the site; paths are made of ids, which hold nothing to escape."""
    return marked(f'<a href="{href}">{words}</a>')


def in_print_order(challenges: Sequence[Any]) -> list[Any]:
    """Challenges by their number in the list or guide."""
    return sorted(challenges, key=lambda c: (c.seq or 0, c.id))


def timeline_text(timeline: Timeline) -> str:
    """A timeline for the browser: each status after the moment from which it holds."""
    return " ".join([f"{since} {status}" if since else status for since, status in timeline])


@lru_cache(maxsize=16384)
def _spoken(written: str, lang: Lang) -> str:
    """A date as people write it."""
    found = interval(written)
    if found is None:
        return written
    year, month, day = [*written[:10].split("-"), "", ""][:3]
    spoken = _zh_date(year, month, day) if lang == "zh" else _en_date(year, month, day)
    return f"{spoken} {found.hour}" if found.hour else spoken


def _zh_date(year: str, month: str, day: str) -> str:
    return f"{int(year)}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def _en_date(year: str, month: str, day: str) -> str:
    return " ".join(part for part in (day and str(int(day)), month and MONTHS[int(month) - 1], str(int(year))) if part)


def _told(words: Iterable[Markup]) -> tuple[Markup, ...]:
    """The words that say something."""
    return tuple(word for word in words if word)


def _number(value: int | float) -> str:
    return f"{value:,}" if abs(value) >= 10_000 else f"{value}"
