"""Asks other hosts whether pages are still there: each address once, a host one question at a time, and with pauses."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from threading import Lock
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from generator.urls import as_uri
from generator.web import Answer, Failure, Method, ask

State: TypeAlias = Literal["ok", "moved", "gone", "failing", "refused", "certificate", "unsafe"]

GONE = frozenset({404, 410})
REFUSED = frozenset({401, 403, 406, 407, 412, 418, 429, 451})
"""Answers to programs, not to readers: many public bodies' hosts send 403 or 412 to whatever is no browser."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
GIVEN_UP_AFTER = 3
"""Addresses in a row at which a host did not answer at all; the rest of it is not asked this time."""

_FAILURES: Mapping[Failure, tuple[State, str, str]] = {
    "address": ("unsafe", "地址的写法不能去问", "it is not written so that it can be asked"),
    "private": ("unsafe", "它在内部网络里", "it lies in a private network"),
    "name": ("failing", "没有这个主机名", "no host has this name"),
    "connection": ("failing", "连接不上", "no connection"),
    "time": ("failing", "超时没有回答", "no answer in time"),
    "certificate": ("certificate", "证书不可信", "the certificate is not trusted"),
    "tls": ("certificate", "安全连接建立不起来", "no secure connection comes about"),
    "protocol": ("failing", "回答不合 HTTP 规定", "the answer is not HTTP"),
}


class Manners(NamedTuple):
    """How to ask: times in seconds; `pause` lies between two requests to a host, `patience` before the second try."""

    agent: str
    timeout: float = 20
    pause: float = 1
    tries: int = 3
    patience: float = 5
    jobs: int = 8
    hops: int = 10
    allow_local: bool = False


UNHURRIED = Manners("")
"""How a guest asks who has time."""


class Outcome(NamedTuple):
    """What became of an address; `target` is where it has moved to for good."""

    state: State
    answer: str = ""
    answer_en: str = ""
    target: str = ""
    is_silent: bool = False
    """Whether the host did not answer at all."""


_GIVEN_UP = Outcome("failing", "这个主机一直没有回答，没有再问", "its host does not answer, and was not asked again")
_TOO_MANY = Outcome("failing", "转向太多次", "too many redirects")
_LED_ASTRAY = Outcome("failing", "转向到了不能打开的地址", "it redirects to an address that does not open")
_LASTING = (_TOO_MANY, _LED_ASTRAY)
"""What another question would not change."""

_NO_ADDRESS = Outcome("unsafe", *_FAILURES["address"][1:])


class Turns:
    """Lets one request at a time through to each host, `pause` seconds after the last."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._own = Lock()
        self._locks: dict[str, Lock] = {}
        self._last: dict[str, float] = {}

    def take(self, host: str, work: Callable[[], Answer]) -> Answer:
        """What `work` gives, once it is this request's turn."""
        with self._own:
            lock = self._locks.setdefault(host, Lock())
        with lock:
            time.sleep(max(0.0, self._last.get(host, 0.0) + self._pause - time.monotonic()))
            try:
                return work()
            finally:
                self._last[host] = time.monotonic()


def ask_all(
    addresses: Iterable[str], manners: Manners, told: Callable[[], object] = lambda: None
) -> Mapping[str, Outcome]:
    """What became of each address; `told` is called after each. Fragments are not sent, so they are not asked for."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in sorted({bare(address) for address in addresses}):
        hosts[_host(address)].append(address)
    turns = Turns(manners.pause)
    with ThreadPoolExecutor(manners.jobs) as pool:
        found = pool.map(lambda host: list(_of_host(host, manners, turns, told)), hosts.values())
        return dict(chain.from_iterable(found))


def bare(address: str) -> str:
    """The address without its fragment."""
    return address.partition("#")[0]


def _of_host(
    addresses: Sequence[str], manners: Manners, turns: Turns, told: Callable[[], object]
) -> Iterator[tuple[str, Outcome]]:
    silent = 0
    for address in addresses:
        outcome = _GIVEN_UP if silent >= GIVEN_UP_AFTER else outcome_of(address, manners, turns)
        silent = silent + 1 if outcome.is_silent else silent if outcome is _GIVEN_UP else 0
        told()
        yield address, outcome


def outcome_of(address: str, manners: Manners, turns: Turns) -> Outcome:
    """What became of one address; what fails is asked again, after a while that doubles each time."""
    uri = as_uri(_ascii_host(address))
    if uri is None:
        return _NO_ADDRESS
    outcome = _followed(uri, manners, turns)
    for again in range(1, manners.tries):
        if outcome.state != "failing" or outcome in _LASTING:
            break
        time.sleep(manners.patience * 2 ** (again - 1))
        outcome = _followed(uri, manners, turns)
    return outcome


def _followed(uri: str, manners: Manners, turns: Turns) -> Outcome:
    """Where the address leads in the end."""
    target, is_permanent = "", True
    for _ in range(manners.hops):
        answer = _answer(uri, manners, turns)
        if answer.status not in REDIRECTS or not answer.location:
            return _judged(answer, target)
        following = as_uri(_ascii_host(_joined(uri, answer.location)))
        if following is None or not following.startswith(("http://", "https://")):
            return _LED_ASTRAY
        is_permanent = is_permanent and answer.status in PERMANENT
        uri = following
        target = uri if is_permanent else target
    return _TOO_MANY


def _joined(uri: str, location: str) -> str:
    """The address that a host leads to, without its fragment; empty where it is none."""
    try:
        return urldefrag(urljoin(uri, _latin(location))).url
    except ValueError:
        return ""


def _answer(uri: str, manners: Manners, turns: Turns) -> Answer:
    """The answer to a question for the heads alone, or to a whole one where that is refused or misunderstood."""
    answer = _asked("HEAD", uri, manners, turns)
    if answer.status >= 400 or answer.failure == "protocol":
        return _asked("GET", uri, manners, turns)
    return answer


def _asked(method: Method, uri: str, manners: Manners, turns: Turns) -> Answer:
    request = partial(ask, method, uri, manners.agent, manners.timeout, allow_local=manners.allow_local)
    return turns.take(_host(uri), request)


def _judged(answer: Answer, target: str) -> Outcome:
    if answer.failure:
        state, zh, en = _FAILURES[answer.failure]
        detail = f" ({answer.detail})" if answer.detail else ""
        is_silent = answer.failure in ("name", "connection", "time")
        return Outcome(state, zh + detail, en + detail, is_silent=is_silent)
    status = str(answer.status)
    if answer.status in GONE:
        return Outcome("gone", status, status)
    if answer.status in REFUSED:
        return Outcome("refused", status, status)
    if not 200 <= answer.status < 300:
        return Outcome("failing", f"回答是 {status}", f"the answer is {status}")
    return Outcome("moved", status, status, target) if target else Outcome("ok", status, status)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _ascii_host(address: str) -> str:
    """The address with the host's name as name servers know it."""
    try:
        parts = urlsplit(address)
        name = parts.hostname or ""
        port = "" if parts.port is None else f":{parts.port}"
        known = parts._replace(netloc=f"{name.encode('idna').decode()}{port}")
        return address if name.isascii() else urlunsplit(known)
    except (ValueError, UnicodeError):
        return ""


def _latin(location: str) -> str:
    """What a host wrote as UTF-8 into a head that is read as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
