"""Calendars (RFC 5545) in each language: one of the whole site, one for each domain, programme and region.

Every event has the same name in every calendar and build. Its stamps come from its record, so that equal records give
equal bytes and a client sees a change only where there is one; no METHOD is stated, for then DTSTAMP is by RFC 5545,
3.8.7.2, the moment of an event's last revision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from generator import __version__
from generator.exports.values import clean
from generator.feeds.events import Event, events_of_record, numbered_events, subjects_of
from generator.feeds.scopes import Scope, scope_of, subjects
from generator.feeds.xmltext import one_line
from generator.lang import HTML_LANG, say
from generator.model.artifacts import Artifact
from generator.model.parts import Lang, Source
from generator.model.records import Record
from generator.pieces import Piece
from generator.render.view import Groups, Site, View, groups_of, once
from generator.urls import SitePath, absolute, calendar_path, record_path

TYPE = "text/calendar"
ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""Beijing time as it is since 1991; it makes a calendar without events valid too."""

REFRESH = "P1D"
LIMIT = 1000
"""The events that a calendar holds at most, those that end last: clients refuse files of many megabytes."""

LABELS = frozenset({
    "calendar_of", "calendar_lead", "calendar_part", "event_opening", "event_notice_end", "event_vague",
    "event_marked_last", "event_marked_first", "event_maybe", "event_cancelled",
})  # fmt: skip

_LINE = 75
_TAIL = 0b1000_0000
_ESCAPES = str.maketrans({
    **dict.fromkeys(map(chr, (0x09, *range(0x7F, 0xA0))), " "),
    **dict.fromkeys("\n\x85\u2028\u2029", "\\n"),
    **{sign: f"\\{sign}" for sign in "\\;,"},
})  # fmt: skip


def compile_calendars(site: Site, lang: Lang) -> Iterator[Artifact]:
    """All calendars of one language."""
    for _, make in pieces(site, lang):
        yield from make()


def pieces(site: Site, lang: Lang) -> Iterator[Piece[Artifact]]:
    """Each calendar of one language by itself."""
    for name in filter(has_calendar, subjects(site)):
        yield f"ics {lang} {name}", partial(_of_subject, site, lang, name)


def _of_subject(site: Site, lang: Lang, name: str) -> Iterator[Artifact]:
    held = events_by_subject(site).get(name, ())
    events = [_written(site, lang, kind, record_id)[number] for kind, record_id, number in held[:LIMIT]]
    yield Artifact(calendar_path(lang, name), _calendar(site, lang, scope_of(site, name), events, len(held)).encode())


def events_by_subject(site: Site) -> Groups:
    """The events of each subject: a record's kind and id, and the number of the event among its own."""
    return groups_of(site, "calendars", lambda: _put_together(site))


def _put_together(site: Site) -> Groups:
    """The events of each calendar, those that end last first: a record, and the number of the event among its own."""
    groups: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for event, number in sorted(numbered_events(site), key=lambda found: found[0].end, reverse=True):
        for name in dict.fromkeys(subjects_of(site, event)):
            groups[name].append((event.record.kind, event.record.id, number))
    return {name: tuple(held) for name, held in groups.items()}


def _written(site: Site, lang: Lang, kind: str, record_id: str) -> tuple[str, ...]:
    """A record's events as lines, each written once and put into many calendars."""
    record = site.catalog.at((kind, record_id))
    key = ("lines of events", lang, site.url, site.moment, kind, record_id)
    return once(site, key, lambda: tuple(_events(site, lang, record)))


def _events(site: Site, lang: Lang, record: Record) -> Iterator[str]:
    v = View(site, lang, SitePath(""))
    return (_event(v, event) for event in events_of_record(site, record))


def has_calendar(name: str) -> bool:
    """Whether a subject has a calendar: a kind of record has none."""
    return not name.startswith("kinds/")


def folded(content: str) -> str:
    """The content line in lines of at most 75 octets, none cut within a character (RFC 5545, 3.1)."""
    if len(content.encode()) <= _LINE:
        return f"{content}\r\n"
    data, pieces, start, room = content.encode(), [], 0, _LINE
    while len(data) - start > room:
        end = start + room
        while data[end] & 0b1100_0000 == _TAIL:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _LINE - 1
    pieces.append(data[start:])
    return b"\r\n ".join(pieces).decode() + "\r\n"


def escaped(words: str) -> str:
    """The words as a TEXT value (RFC 5545, 3.3.11): no control character, line ends written out."""
    return clean(words).translate(_ESCAPES)


def _calendar(site: Site, lang: Lang, scope: Scope, events: list[str], total: int) -> str:
    own, labels = site.settings.site, site.settings.labels
    about = f"{say(own.title, lang)} · {say(scope.title, lang)}" if scope.name != "all" else say(own.title, lang)
    name = escaped(one_line(say(labels["calendar_of"], lang).format_map({"name": about})))
    counted = {"n": total, "shown": LIMIT, "rest": total - LIMIT}
    keys = ("calendar_lead", "calendar_part") if total > LIMIT else ("calendar_lead",)
    told = escaped(" ".join(one_line(say(labels[key], lang).format_map(counted)) for key in keys))
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//zhangbang//zhangbang {__version__}//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"DESCRIPTION:{told}",
        f"X-WR-CALDESC:{told}",
        "X-WR-TIMEZONE:Asia/Shanghai",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        *_places(site, lang, scope),
        *ZONE,
    )
    return "".join((*map(folded, head), *reversed(events), "END:VCALENDAR\r\n"))


def _places(site: Site, lang: Lang, scope: Scope) -> Iterator[str]:
    """Where the calendar comes from and its page, if the site knows its own address."""
    if site.url:
        yield f"SOURCE;VALUE=URI:{absolute(site.url, calendar_path(lang, scope.name))}"
        yield f"URL:{absolute(site.url, f'{lang}/{scope.page}')}"


def _event(v: View, event: Event) -> str:
    lang, site = v.lang, v.site
    revised = _utc(event.revised_on)
    page = record_path(lang, event.record.folder, event.record.id)
    lines = (
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{revised}",
        *_times(event),
        f"SEQUENCE:{event.sequence}",
        f"LAST-MODIFIED:{revised}",
        f"STATUS:{_status(event)}",
        f"SUMMARY;LANGUAGE={HTML_LANG[lang]}:{escaped(_title(v, event))}",
        f"DESCRIPTION;LANGUAGE={HTML_LANG[lang]}:{escaped(chr(10).join(_told(v, event)))}",
        *((f"URL:{absolute(site.url, page)}",) if site.url else ()),
        f"CATEGORIES:{','.join(map(escaped, _categories(v, event)))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )
    return "".join(map(folded, lines))


def _times(event: Event) -> Iterator[str]:
    for name, moment in (("DTSTART", event.start), ("DTEND", event.end)):
        if event.is_days:
            yield f"{name};VALUE=DATE:{moment:%Y%m%d}"
        else:
            yield f"{name};TZID=Asia/Shanghai:{moment:%Y%m%dT%H%M%S}"


def _status(event: Event) -> str:
    if event.state:
        return "CANCELLED"
    return "TENTATIVE" if event.is_vague or event.worked_out else "CONFIRMED"


def _utc(day: str) -> str:
    """The first moment of a day in Beijing, in UTC."""
    return f"{datetime.fromisoformat(day) - timedelta(hours=8):%Y%m%dT%H%M%SZ}"


def _title(v: View, event: Event) -> str:
    state = v.L("event_cancelled", name=v.word("status", event.state)) if event.state else ""
    maybe = v.L("event_maybe") if event.is_vague else ""
    return one_line(f"{state}{_name(v, event)}{maybe}{v.L('colon')}{v.say(event.record.title)}")


def _name(v: View, event: Event) -> str:
    """What happens: whose deadline, whose opening for what, the end of a public notice, or the stage."""
    if event.kind == "notice-end":
        return v.L("event_notice_end")
    if event.stage is not None:
        return v.say(event.stage.title)
    assert event.window is not None, "deadlines and openings are a window's"
    where = f" · {v.region_name(event.window.region)}" if event.window.region else ""
    if event.kind == "deadline":
        return v.deadline_label(event.window) + where
    whose = f"{v.word('audience', event.window.audience)} · {v.word('action', event.window.action)}"
    return v.L("event_opening", name=whose + where)


def _told(v: View, event: Event) -> Iterator[str]:
    """What the event is known from, line by line."""
    record = event.record
    if record.withdrawn is not None:
        yield one_line(v.L("withdrawn_banner") + v.say(record.withdrawn.reason))
    if event.is_vague:
        yield one_line(v.L("event_vague", date=v.date(event.written)))
    if event.is_cut:
        yield v.L("event_marked_first" if event.kind in ("opening", "roadshow") else "event_marked_last")
    if event.worked_out:
        yield v.L("notice_worked_out")
    if event.deadline is not None and (reason := v.reason(event.deadline)):
        yield one_line(f"{v.date(event.written)} · {reason}")
    yield from _notices(v, event)
    yield from (_source(v, source) for source in record.sources[:1])


def _notices(v: View, event: Event) -> Iterator[str]:
    for notice in v.amendments(event.record):
        words = f"{v.word('notice_type', notice.type)}{v.L('colon')}{v.say(notice.title)}"
        yield one_line(f"{words} · {v.date(notice.published_on)}")


def _source(v: View, source: Source) -> str:
    return one_line(" · ".join(filter(None, (v.say(source.title), source.number))))


def _categories(v: View, event: Event) -> Iterator[str]:
    yield one_line(v.L(f"kind_{event.record.kind}"))
    yield from (one_line(v.say(v.settings.domains[domain].label)) for domain in v.domains(event.record))
