"""The records of a planned site, word for word as their files hold them: one maker for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple, TypeAlias

from phrases import Slots, Subject, Text, filled, passage, phrase, plain, same, subject_of
from plan import AS_OF, Call, Challenge, Form, Notice, Plan, Programme, Success, Unit, Winner
from words import (
    ACHIEVEMENTS,
    BACKGROUNDS,
    CHANGES,
    EXPECTED,
    FIELDS,
    GOALS,
    INDICATORS,
    NEEDS,
    SMALL,
    STAGE_ACTIONS,
    STAGES,
    STATEMENTS,
    SUMMARIES,
    TOPICS,
    Pair,
)

Record: TypeAlias = dict[str, Any]

LEVELS = ("international_leading", "national_leading", "provincial_leading", "national_advanced")
TYPES = ("bottleneck", "gap", "disruptive", "self_reliant", "generic")
CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Entry(NamedTuple):
    """A record and the folder under content/ in which its file lies."""

    folder: str
    record: Record


def entries(plan: Plan, seed: int) -> Iterator[Entry]:
    """Every record of the plan, each worded from a seed of its own."""

    def made(folder: str, maker: Callable[..., Record], item: Any, *more: Any) -> Entry:
        return Entry(folder, maker(Random(f"{seed}/{folder}/{item.id}"), item, *more))

    for unit in plan.units:
        yield made(f"organisations/{unit.place.id}", organisation, unit)
    for programme in plan.programmes:
        own = [form.id for form in plan.forms if form.programme is programme]
        yield made("programmes", programme_record, programme, own)
    for call in plan.calls:
        yield made("guides", guide, call)
        for publishes in _lists_of(call):
            yield made("lists", listing, call, publishes)
    for challenge in plan.challenges:
        yield made(f"challenges/{challenge.call.id}", challenge_record, challenge)
    for winner in plan.winners:
        yield made(f"winners/{winner.challenge.call.id}", winner_record, winner)
    for success in plan.successes:
        yield made(f"successes/{success.winner.challenge.call.id}", success_record, success)
    for form in plan.forms:
        yield made("forms", form_record, form)
    for notice in plan.notices:
        yield made("notices", notice_record, notice)


# -- the kinds --------------------------------------------------------------------------------------------------------


def organisation(rng: Random, unit: Unit) -> Record:
    """A unit, some with a former name."""
    updated = AS_OF - timedelta(days=rng.randrange(2000))
    former = {"names": [{"name": plain(_renamed(unit.name)), "to": f"{rng.randrange(2001, 2020)}"}]}
    return {
        "id": unit.id,
        "title": plain(unit.name),
        **(former if rng.random() < 0.15 else {}),
        **({} if unit.type == "alliance" else {"credit_code": credit_code(rng, unit.place.code)}),
        "type": unit.type,
        "region": unit.place.id,
        **({"parent": unit.parent} if unit.parent else {}),
        **({"url": f"https://{unit.id}.example/"} if rng.random() < 0.6 else {}),
        "sources": [_source(rng, "list", _list_title(unit.place.name, updated.year), unit.place.name, updated)],
        **_ending(rng, updated),
    }


def programme_record(rng: Random, programme: Programme, forms: Sequence[str]) -> Record:
    """A programme with its tracks, stages and rules."""
    subjects = [subject_of(rng, domain) for domain in programme.domains]
    published = date(programme.starts, rng.randrange(1, 13), rng.randrange(1, 28))
    title = _programme_title(programme)
    return {
        "id": programme.id,
        "title": title,
        "summary": passage(rng, GOALS, subjects[0], 2),
        "mechanism": "open_challenge",
        "issuers": [{"organisation": programme.issuer.id, "role": "lead"}],
        "level": programme.place.level,
        "region": programme.place.id,
        "published_on": str(published),
        "valid": {"from": str(published), "to": f"{programme.starts + 9}-12-31", "cite": _cite(rng, "六、附则")},
        "goals": [{"text": phrase(rng, GOALS, s), "by": "2027", "cite": _cite(rng, "一、目标")} for s in subjects],
        "domains": [{"domain": s.domain, "name": plain(s.thing), "cite": _cite(rng, "二、领域")} for s in subjects],
        "tracks": [_track(rng, subject, key) for subject, key in zip(subjects, ("tackling", "transfer"), strict=False)],
        "stages": [_stage(rng, number) for number in range(len(STAGES))],
        "stage_order": "stated",
        "rules": _programme_rules(rng, programme),
        "solver": _solver(rng, subjects[0], programme),
        "contacts": [_contact(rng, programme)],
        **({"forms": list(forms)} if forms else {}),
        "sources": [_source(rng, "notice", title, programme.place.name, published)],
        **_ending(rng, published + timedelta(days=200)),
    }


def guide(rng: Random, call: Call) -> Record:
    """A call's guide: its windows, stages, rules and way of filing."""
    title = _call_title(call)
    subjects = [subject_of(rng, domain) for domain in call.domains]
    return {
        "id": call.id,
        "title": title,
        "summary": passage(rng, SUMMARIES, subjects[0], 2),
        "programme": call.programme.id,
        "call": "forwarding" if call.forwards else rng.choice(("demand", "claim", "application")),
        "issuers": [{"organisation": call.programme.issuer.id, "role": "lead"}],
        "region": call.programme.place.id,
        "year": call.opens.year,
        "number": _number(rng, call.opens),
        "published_on": str(call.opens),
        **({"forwards": call.forwards} if call.forwards else {}),
        "domains": [{"domain": s.domain, "topics": [plain(s.thing)]} for s in subjects],
        "topics": [plain(topic) for topic in TOPICS],
        "windows": [_window(rng, call, "owner", "collect", -15), _window(rng, call, "solver", "claim", 0)],
        "stages": [_stage(rng, number) for number in range(2, 6)],
        "rules": _rules(rng, call.programme, ("eligibility", "exclusion", "materials", "procedure")),
        "solver": _solver(rng, subjects[0], call.programme),
        "filing": {
            "system": {"zh": "揭榜挂帅申报系统", "en": "Filing system for open challenges"},
            "url": f"https://file.example/{call.id}",
            "materials": [plain(pair) for pair in rng.sample(SMALL["agreement"], 3)],
            "how": {"zh": "网上提交后报送纸质材料一式三份。", "en": "File online, then send three paper copies."},
        },
        "contacts": [_contact(rng, call.programme)],
        "declared_total": call.challenges,
        "sources": [_source(rng, "notice", title, call.programme.place.name, call.opens)],
        **_ending(rng, call.opens),
    }


def listing(rng: Random, call: Call, publishes: str) -> Record:
    """One of a call's lists, with as many entries as it declares."""
    dates = {"challenges": call.opens, "winners": call.decided, "successes": call.accepted}
    totals = {"challenges": call.challenges, "winners": call.winners, "successes": call.successes}
    published = dates[publishes]
    title = _list_title(call.programme.place.name, call.opens.year, publishes)
    return {
        "id": f"{call.id}-{publishes}",
        "title": title,
        "summary": {"zh": f"共{totals[publishes]}项。", "en": f"{totals[publishes]} entries."},
        "programme": call.programme.id,
        "guide": call.id,
        "publishes": publishes,
        "list_type": "tackling",
        "issuers": [{"organisation": call.programme.issuer.id, "role": "lead"}],
        "region": call.programme.place.id,
        "year": published.year,
        "number": _number(rng, published),
        "published_on": str(published),
        "domains": [{"domain": domain} for domain in call.domains],
        **({} if publishes == "challenges" else {"public_notice": _public_notice(rng, published)}),
        "declared_total": totals[publishes],
        "sources": [_source(rng, "list", title, call.programme.place.name, published)],
        **_ending(rng, published),
    }


def challenge_record(rng: Random, challenge: Challenge) -> Record:
    """A challenge with all that a list prints and its page shows."""
    call, subject = challenge.call, challenge.subject
    others = [domain for domain in call.domains if domain != subject.domain]
    return {
        "id": challenge.id,
        "title": plain(challenge.title),
        "summary": phrase(rng, SUMMARIES, subject),
        "guide": call.id,
        "list": f"{call.id}-challenges",
        "track": rng.choice(("tackling", "transfer")),
        "seq": challenge.seq,
        "code": f"JB{call.opens:%y}{challenge.seq:03d}",
        "topic": plain(rng.choice(TOPICS)),
        "owner": {"organisation": challenge.owner.id},
        "domains": [subject.domain, *others[: rng.randrange(2)]],
        "region": call.programme.place.id,
        "year": call.opens.year,
        "published_on": str(call.opens),
        "need": passage(rng, NEEDS, subject, 4, paragraphs=rng.choice((1, 1, 2))),
        "background": passage(rng, BACKGROUNDS, subject, 3),
        "indicators": _indicators(rng, rng.randrange(4, 9)),
        "term": {"months_max": call.programme.months},
        **({"windows": [_window(rng, call, "solver", "claim", 0)]} if rng.random() < 0.4 else {}),
        **_amounts(challenge),
        **{key: phrase(rng, SMALL[key], subject) for key in ("ip", "benefit_sharing", "cooperation", "payment_terms")},
        "agreements": [plain(pair) for pair in rng.sample(SMALL["agreement"], 2)],
        "contract_by": str(call.decided + timedelta(days=60)),
        "negotiator": phrase(rng, SMALL["negotiator"], subject),
        "solver": _solver(rng, subject, call.programme),
        "expected": passage(rng, EXPECTED, subject, 3),
        "level": rng.choice(LEVELS),
        "types": rng.sample(TYPES, rng.randrange(1, 3)),
        "sources": _challenge_sources(rng, challenge),
        **_ending(rng, call.opens),
    }


def winner_record(rng: Random, winner: Winner) -> Record:
    """An award with its consortium, amounts and term."""
    challenge, call = winner.challenge, winner.challenge.call
    return {
        "id": winner.id,
        "title": plain(challenge.title),
        "summary": phrase(rng, SUMMARIES, challenge.subject),
        "programme": call.programme.id,
        "list": f"{call.id}-winners",
        "challenge": challenge.id,
        "code": f"JB{call.opens:%y}{challenge.seq:03d}",
        "lead": {"organisation": winner.lead.id},
        **({"members": [_party(rng, unit) for unit in winner.members]} if winner.members else {}),
        "domains": [challenge.subject.domain],
        "region": winner.lead.place.id,
        "year": call.decided.year,
        "state": winner.state,
        "decided_on": str(call.decided),
        **_amounts(challenge),
        "term": {"from": f"{call.decided:%Y-%m}", "to": f"{call.decided + timedelta(days=540):%Y-%m}"},
        "sources": [_list_source(rng, call, "winners")],
        **_ending(rng, call.decided),
    }


def success_record(rng: Random, success: Success) -> Record:
    """An accepted result and what it achieved."""
    winner, subject = success.winner, success.winner.challenge.subject
    call = winner.challenge.call
    return {
        "id": success.id,
        "title": plain(winner.challenge.title),
        "summary": phrase(rng, SUMMARIES, subject),
        "programme": call.programme.id,
        "list": f"{call.id}-successes",
        "challenge": winner.challenge.id,
        "winner": winner.id,
        "units": [_party(rng, unit) for unit in (winner.lead, *winner.members)],
        "code": f"YS{call.accepted:%y}{success.seq:03d}",
        "basis": "acceptance",
        "accepted_on": str(call.accepted),
        "grade": phrase(rng, SMALL["grade"], subject),
        "achievements": [phrase(rng, ACHIEVEMENTS, subject) for _ in range(rng.randrange(2, 5))],
        "domains": [subject.domain],
        "region": winner.lead.place.id,
        "year": call.accepted.year,
        "sources": [_list_source(rng, call, "successes")],
        **_ending(rng, call.accepted),
    }


def form_record(rng: Random, form: Form) -> Record:
    """A form of three parts."""
    size = -(-len(FIELDS) // 3)
    parts = [FIELDS[i : i + size] for i in range(0, len(FIELDS), size)]
    published = date(form.programme.starts, 6, 1)
    return {
        "id": form.id,
        "title": {"zh": "技术需求表", "en": "Technology need form"},
        "summary": {"zh": "填好后电子版和扫描件一并报送。", "en": "File the electronic form with a scan."},
        "programme": form.programme.id,
        "official": False,
        "audience": "owner",
        "sections": [_section(number, part) for number, part in enumerate(parts, 1)],
        "sources": [_source(rng, "notice", _programme_title(form.programme), form.programme.place.name, published)],
        **_ending(rng, published),
    }


def notice_record(rng: Random, notice: Notice) -> Record:
    """An amendment; an extension states the new closing date."""
    kind, target = notice.target
    published = notice.call.opens + timedelta(days=5)
    closes = {"closes": str(notice.call.closes + timedelta(days=10))} if notice.type == "extension" else {}
    title = {"zh": f"关于{notice.call.opens.year}年度揭榜事项变更的公告", "en": "Amendment of an open challenge"}
    return {
        "id": notice.id,
        "title": title,
        "type": notice.type,
        "target": {"kind": kind, "id": target},
        "issuers": [{"organisation": notice.call.programme.issuer.id}],
        "published_on": str(published),
        "changes": [{"about": plain(rng.choice(CHANGES)), **closes, "cite": _cite(rng, "公告正文")}],
        "sources": [_source(rng, "notice", title, notice.call.programme.place.name, published)],
        **_ending(rng, published),
    }


# -- their parts ------------------------------------------------------------------------------------------------------


def credit_code(rng: Random, region: str) -> str:
    """A made-up unified social credit code with the check character that GB 32100-2015 gives it."""
    body = "91" + (region or "100000") + "".join(rng.choice(CREDIT_CHARACTERS) for _ in range(9))
    total = sum(CREDIT_CHARACTERS.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + CREDIT_CHARACTERS[-total % 31]


def _lists_of(call: Call) -> Iterator[str]:
    yield "challenges"
    if call.winners:
        yield "winners"
    if call.successes:
        yield "successes"


def _ending(rng: Random, updated: date) -> Record:
    """What every made-up record ends with."""
    note = {"note": plain(rng.choice(SMALL["note"]))} if rng.random() < 0.15 else {}
    return {"updated_on": str(min(updated, AS_OF)), **note}


def _amounts(challenge: Challenge) -> Record:
    """Money within the programme's own rules."""
    programme, rd_input = challenge.call.programme, challenge.rd_input
    support = min(programme.cap, rd_input * programme.rate // 100)
    return {
        "owner_payment": {"wan": rd_input // 2},
        "rd_input": {"wan": rd_input},
        "support": {"amount": {"wan": support}, "mode": "capped", "paid": "upfront"},
    }


def _indicators(rng: Random, count: int) -> list[Record]:
    return [_indicator(rng, pair) for pair in rng.sample(INDICATORS, count)]


def _indicator(rng: Random, pair: Pair) -> Record:
    name, _, unit = pair.zh.partition("|")
    value = rng.choice((rng.randrange(2, 100), rng.randrange(100, 5000, 50), round(rng.uniform(0.1, 99), 1)))
    comparator, sign = rng.choice((("ge", "不低于"), ("le", "不超过"), ("gt", "大于"), ("reach", "达到")))
    return {
        "name": {"zh": name, "en": pair.en},
        "comparator": comparator,
        "value": value,
        "unit": unit,
        "clause": f"{name}{sign}{value}{unit}",
        "kind": "target",
    }


def _window(rng: Random, call: Call, audience: str, action: str, shift: int) -> Record:
    closes = f"{call.closes + timedelta(days=shift)}T{rng.choice(('12:00', '17:00', '17:30', '18:00'))}"
    opens = str(call.opens)
    return {"audience": audience, "action": action, "opens": opens, "closes": closes, "cite": _cite(rng, "四、时间")}


def _public_notice(rng: Random, published: date) -> Record:
    ends = published + timedelta(days=7)
    return {
        "from": str(published),
        "to": str(ends),
        "days": 7,
        "day_kind": "natural",
        "cite": _cite(rng, "公告正文", "list"),
    }


def _solver(rng: Random, subject: Subject, programme: Programme) -> Record:
    return {
        "kinds": ["enterprise", "university", "institute"],
        "regions": [programme.place.id],
        "consortium": filled(rng.choice(SMALL["consortium"]), same({"k": programme.members})),
        "statement": phrase(rng, SMALL["solver"], subject),
    }


def _contact(rng: Random, programme: Programme) -> Record:
    return {
        "office": plain(programme.issuer.name),
        "kind": "bureau",
        "phone": f"000-555{rng.randrange(10000):04d}",
        "email": f"office@{programme.issuer.id}.example",
    }


def _party(rng: Random, unit: Unit) -> Record:
    """A unit by its record, or now and then one without a record by its name as printed."""
    if rng.random() < 0.1:
        return {"name": {"zh": f"{unit.name.zh}附属实验室", "en": f"{unit.name.en}, laboratory"}}
    return {"organisation": unit.id}


def _track(rng: Random, subject: Subject, key: str) -> Record:
    titles = {"tackling": ("技术攻关类", "Technical tackling"), "transfer": ("成果转化类", "Transfer of results")}
    zh, en = titles[key]
    return {"id": key, "title": {"zh": zh, "en": en}, "summary": phrase(rng, GOALS, subject)}


def _stage(rng: Random, number: int) -> Record:
    title = STAGES[number]
    action = plain(rng.choice(STAGE_ACTIONS))
    return {"id": f"stage-{number + 1}", "title": plain(title), "action": action, "cite": _cite(rng, "五、程序")}


def _programme_rules(rng: Random, programme: Programme) -> list[Record]:
    figures: Mapping[str, Record] = {
        "support": {
            "quantity": "rd_input",
            "rate_max": programme.rate,
            "cap": {"wan": programme.cap},
            "paid": "upfront",
        },
        "minimum": {"quantity": "rd_input", "at_least": {"wan": 100}},
        "share": {"quantity": "rd_input", "rate_min": 40},
        "term": {"months_max": programme.months},
        "consortium": {"members_max": programme.members},
    }
    return [{**rule, **figures.get(rule["kind"], {})} for rule in _rules(rng, programme, tuple(STATEMENTS))]


def _rules(rng: Random, programme: Programme, kinds: Sequence[str]) -> list[Record]:
    slots = same({"rate": programme.rate, "cap": programme.cap, "months": programme.months, "k": programme.members})
    return [_rule(rng, kind, slots) for kind in kinds]


def _rule(rng: Random, kind: str, slots: Slots) -> Record:
    """A rule whose statement is its source's own wording."""
    rule: Record = {
        "id": kind.replace("_", "-"),
        "kind": kind,
        "audience": rng.choice(("solver", "owner", "any")),
        "strength": rng.choice(("hard", "hard", "soft")),
        "statement": filled(rng.choice(STATEMENTS[kind]), slots),
    }
    return {**rule, "cite": {**_cite(rng, "三、支持方式和要求"), "quote": rule["statement"]["zh"]}}


def _section(number: int, fields: Sequence[Pair]) -> Record:
    rows = [_field(f"field_{number}_{i}", field) for i, field in enumerate(fields, 1)]
    return {"id": f"part_{number}", "title": {"zh": f"第{number}部分", "en": f"Part {number}"}, "fields": rows}


def _field(key: str, field: Pair) -> Record:
    label, _, kind = field.zh.partition("|")
    options = [{"id": f"option-{i}", "label": {"zh": f"选项{i}", "en": f"Choice {i}"}} for i in range(1, 5)]
    return {
        "id": key,
        "label": {"zh": label, "en": field.en},
        "type": kind,
        "required": kind != "tick",
        **({"limit": 800} if kind == "long_text" else {}),
        **({"options": options} if kind in ("choice", "choices") else {}),
        **({"unit": "万元"} if kind == "money" else {}),
        **({"personal": True} if kind in ("phone", "email") else {}),
        "help": {"zh": f"按实际情况填写{label}。", "en": f"State {field.en[:1].lower()}{field.en[1:]} as it is."},
    }


def _cite(rng: Random, place: str, source: str = "notice") -> Record:
    number = rng.randrange(1, 9)
    return {"source": source, "place": {"zh": f"{place}第{number}项", "en": f"Item {number}"}}


def _source(rng: Random, key: str, title: Text, place: Pair, published: date) -> Record:
    return {
        "id": key,
        "title": title,
        "issuer": {
            "zh": f"{place.zh}科学技术主管部门（示例）",
            "en": f"Bureau in charge of science, {place.en} (sample)",
        },
        "number": _number(rng, published),
        "published_on": str(min(published, AS_OF)),
        "url": f"https://gov.example/{published:%Y%m%d}/{rng.getrandbits(64):016x}.html",
        "confidence": rng.choice(("high", "high", "medium")),
    }


def _challenge_sources(rng: Random, challenge: Challenge) -> list[Record]:
    call = challenge.call
    printed = {
        "quote": challenge.title.zh,
        "place": {"zh": f"榜单第{challenge.seq}行", "en": f"Row {challenge.seq} of the list"},
    }
    notice = _source(rng, "notice", _call_title(call), call.programme.place.name, call.opens)
    return [notice, {**_list_source(rng, call, "challenges"), **printed}]


def _list_source(rng: Random, call: Call, publishes: str) -> Record:
    dates = {"challenges": call.opens, "winners": call.decided, "successes": call.accepted}
    title = _list_title(call.programme.place.name, call.opens.year, publishes)
    return _source(rng, "list", title, call.programme.place.name, dates[publishes])


def _number(rng: Random, published: date) -> str:
    return f"示科发〔{published.year}〕{rng.randrange(1, 100_000)}号"


def _programme_title(programme: Programme) -> Text:
    number, place = programme.id.rpartition("-")[2], programme.place.name
    return {
        "zh": f"{place.zh}科技揭榜挂帅计划（示例{number}）",
        "en": f"{place.en} open-challenge programme (sample {number})",
    }


def _call_title(call: Call) -> Text:
    place, year = call.programme.place.name, call.opens.year
    return {
        "zh": f"关于组织{place.zh}{year}年度“揭榜挂帅”项目揭榜工作的通知（{call.id[-4:]}）",
        "en": f"{place.en} {year}: call for open-challenge projects ({call.id[-4:]})",
    }


def _list_title(place: Pair, year: int, publishes: str = "challenges") -> Text:
    names = {"challenges": ("榜单", "challenges"), "winners": ("揭榜单位名单", "selected units")}
    zh, en = names.get(publishes, ("攻关成功单位名单", "completed tasks"))
    return {"zh": f"{place.zh}{year}年度“揭榜挂帅”项目{zh}", "en": f"{place.en} {year}: {en} of the open challenge"}


def _renamed(name: Pair) -> Pair:
    return Pair(f"原{name.zh}", f"Former {name.en}")
