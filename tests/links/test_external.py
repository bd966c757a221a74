"""What hosts answer is told apart, each is asked politely, and nobody's private network is asked at all."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from generator.links.external import Manners, Outcome, Turns, _ascii_host, ask_all, outcome_of
from generator.web import ask

from .hosts import Host, host, self_signed, silent_port

QUICK = Manners("zhangbang-links/0 (+https://example.org/)", 10, 0, 1, 0, allow_local=True)
HASTY = QUICK._replace(timeout=0.4)
SLOW = frozenset({"/slow", "/drip"})


@pytest.fixture(scope="module")
def there() -> Iterator[Host]:
    with host() as found:
        yield found


def became(address: str, manners: Manners = QUICK) -> Outcome:
    return outcome_of(address, manners, Turns(manners.pause))


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/here", "ok"),
        ("/no-heads", "ok"),
        ("/endless", "ok"),
        ("/for-now", "ok"),
        ("/moved", "moved"),
        ("/moved-twice", "moved"),
        ("/to-chinese", "moved"),
        ("/gone", "gone"),
        ("/lost", "gone"),
        ("/moved-to-nothing", "gone"),
        ("/forbidden", "refused"),
        ("/browsers-only", "refused"),
        ("/too-often", "refused"),
        ("/broken", "failing"),
        ("/away", "failing"),
        ("/odd", "failing"),
        ("/slow", "failing"),
        ("/drip", "failing"),
        ("/babble", "failing"),
        ("/round", "failing"),
        ("/to-file", "failing"),
        ("/to-script", "failing"),
        ("/without-place", "failing"),
    ],
)
def test_every_answer_has_its_class(there: Host, path: str, state: str) -> None:
    assert became(there.url + path, HASTY if path in SLOW else QUICK).state == state


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/moved", "/here"),
        ("/moved-twice", "/here"),
        ("/moved-then-for-now", "/for-now"),
        ("/to-chinese", "/%E9%A1%B5%E9%9D%A2"),
    ],
)
def test_a_permanent_move_tells_where_to_and_a_passing_one_does_not(there: Host, path: str, target: str) -> None:
    assert became(there.url + path) == ("moved", "200", "200", there.url + target, False)


def test_a_host_that_wakes_up_is_asked_again(there: Host) -> None:
    assert became(f"{there.url}/wakes-up?1").state == "failing"
    assert became(f"{there.url}/wakes-up?2", QUICK._replace(tries=3)).state == "ok"


def test_the_questioner_says_who_it_is_and_keeps_no_cookies(there: Host) -> None:
    became(f"{there.url}/moved?who")
    request = there.asked[-1]
    assert request.heads["User-Agent"] == "zhangbang-links/0 (+https://example.org/)"
    assert {"Cookie", "Referer", "Authorization"} & set(request.heads) == set()


def test_a_host_is_asked_one_thing_at_a_time_with_pauses(there: Host) -> None:
    before = len(there.asked)
    ask_all([f"{there.url}/here?{n}" for n in range(5)] + [f"{there.url}/for-now?{n}" for n in range(3)],
            QUICK._replace(pause=0.05))  # fmt: skip
    times = [request.at for request in there.asked[before:]]
    assert len(times) == 11
    assert all(later - earlier >= 0.045 for earlier, later in pairwise(times))


def test_an_address_is_asked_once_whatever_its_fragment(there: Host) -> None:
    before = len(there.asked)
    found = ask_all([f"{there.url}/here?once", f"{there.url}/here?once#a", f"{there.url}/here?once#b"], QUICK)
    assert [request.path for request in there.asked[before:]] == ["/here?once"]
    assert set(found) == {f"{there.url}/here?once"}


def test_a_host_that_never_answers_is_given_up() -> None:
    with silent_port() as silent:
        found = ask_all([f"{silent}/{n}" for n in range(6)], QUICK)
    assert [outcome.answer_en.partition(" (")[0] for _, outcome in sorted(found.items())] == [
        *["no connection"] * 3,
        *["its host does not answer, and was not asked again"] * 3,
    ]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://192.168.1.1/",
     "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
     "http://[2002:7f00:1::]/", "http://0.0.0.0/", "http://2130706433/", "http://0x7f.1/", "http://224.0.0.1/",
     "http://[64:ff9b:1::7f00:1]/", "http://[fec0::1]/", "http://[::127.0.0.1]/", "http://[3fff::1]/",
     "http://user:word@example.org/", "http://[fe80::1%25lo]/", "http://100.64.0.1/"],
)  # fmt: skip
def test_private_networks_are_not_asked(address: str) -> None:
    assert became(address, QUICK._replace(allow_local=False)).state == "unsafe"


def test_a_public_host_cannot_send_us_into_a_private_network(there: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first answer comes from a host that counts as public here; where it leads to is looked at anew."""
    monkeypatch.setattr("generator.web._is_public", lambda found: found == "127.0.0.1")
    monkeypatch.setitem(_redirects(), "/inside", (302, "http://[::1]/secret"))
    assert became(f"{there.url}/inside", QUICK._replace(allow_local=False)).state == "unsafe"


@pytest.mark.parametrize("location", ["http://[", "//[::1", "http://a\u2100b/"])
def test_a_host_that_leads_to_no_address_is_told_and_stops_nothing(
    there: Host, monkeypatch: pytest.MonkeyPatch, location: str
) -> None:
    monkeypatch.setitem(_redirects(), "/astray", (302, location.encode().decode("latin-1")))
    assert became(f"{there.url}/astray", QUICK).state == "failing"


def test_many_silent_addresses_of_one_name_share_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def connect(_place: object, timeout: float) -> socket.socket:
        given.append(timeout)
        time.sleep(timeout)
        raise TimeoutError

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"1.1.1.{n}", 80)) for n in range(1, 21)]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr("socket.create_connection", connect)
    assert ask("HEAD", "http://example.org/", "agent", 0.2).failure == "time"
    assert sum(given) < 1


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://WWW.中国.cn/x", "http://www.xn--fiqs8s.cn/x"),
        ("http://Bücher.example:8080/?q=Ü", "http://xn--bcher-kva.example:8080/?q=Ü"),
        ("http://Example.org/", "http://Example.org/"),
    ],
)
def test_a_host_in_any_script_is_asked_by_its_ascii_name(written: str, asked: str) -> None:
    assert _ascii_host(written) == asked


def _redirects() -> dict[str, tuple[int, str]]:
    from . import hosts

    return hosts.REDIRECTS  # type: ignore[return-value]


@pytest.mark.parametrize(
    "address", ["http://", "http://[", "http://a b/", "https://x:99999/", "http://\u2024/", "ftp://x/"]
)
def test_what_is_no_address_is_not_asked_and_raises_nothing(address: str) -> None:
    assert became(address).state in ("unsafe", "failing")


def test_a_host_whose_certificate_nobody_signed_is_told_apart(tmp_path: Path) -> None:
    with host(self_signed(tmp_path)) as secured:
        found = became(f"{secured.url}/here")
        assert (found.state, found.answer_en.partition(" (")[0]) == ("certificate", "the certificate is not trusted")
        assert secured.asked == []


def test_a_host_that_speaks_no_tls_is_told_apart(there: Host) -> None:
    found = became(f"{there.url.replace('http:', 'https:')}/here")
    assert (found.state, found.answer_en.partition(" (")[0]) == ("certificate", "no secure connection comes about")


def test_a_handshake_that_never_comes_ends_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert became(f"https://127.0.0.1:{mute.getsockname()[1]}/", HASTY).answer_en == "no answer in time"


def test_a_name_that_no_host_has_is_told() -> None:
    assert became("http://nobody.invalid/").answer_en == "no host has this name"
