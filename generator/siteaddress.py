"""The address at which a site will stand, and its own domain: what may be wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.problems import Place, Problem, problem

SCHEMES = frozenset({"http", "https"})
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{4,253}}\Z)({_LABEL}\.)+(?!\d+\Z){_LABEL}")
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?|\[[0-9a-f:.]+\]")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


class Reason(NamedTuple):
    """Why an address cannot be used."""

    zh: str
    en: str


def reason_against(address: str) -> Reason | None:
    """Why a site cannot stand at this address; nothing where it can."""
    if not address:
        return Reason("没有写地址", "there is none")
    if re.search(r"[\s\x00-\x1f\x7f]", address):
        return Reason("里面有空格或换行", "it holds a space or a line break")
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return Reason("主机或端口的写法不对", "its host or port is not written rightly")
    if parts.scheme not in SCHEMES or not address.lower().startswith(f"{parts.scheme}://"):
        return Reason("不是以 https:// 或 http:// 开头", "it does not begin with https:// or http://")
    if "?" in address or "#" in address:
        return Reason("后面带了 ? 或 #", "it has a ? or # behind it")
    return _reason_against_parts(parts.netloc, parts.hostname or "", parts.path)


def _reason_against_parts(netloc: str, host: str, path: str) -> Reason | None:
    if "@" in netloc:
        return Reason("写了用户名或密码", "it holds a user's name or password")
    if not host.isascii():
        return Reason("主机名有中文，要写成 xn-- 的形式", "its host has other than ASCII letters; write its xn-- form")
    if not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
        return Reason("主机名写得不对", "its host's name is not written rightly")
    if any(step in (".", "..") for step in path.split("/")):
        return Reason("路径里有 . 或 ..", "its path holds . or ..")
    if path.endswith((".html", ".htm")):
        return Reason("它是一个网页，不是网站所在的路径", "it is a page, not the path below which the site stands")
    if not _PATH.fullmatch(path):
        return Reason(
            "路径里只能用字母、数字和 . _ ~ -，各级之间一条斜杠",
            "its path may hold letters, digits and . _ ~ - alone, with one slash between its steps",
        )
    return None


def address_problems(address: str, place: Place) -> Iterator[Problem]:
    """A problem where a site cannot stand at this address."""
    reason = reason_against(address)
    if reason:
        yield problem("site-address-wrong", place, value=address, reason=reason.zh, reason_en=reason.en)


def domain_problems(domain: str | None, place: Place) -> Iterator[Problem]:
    """A problem where the domain of one's own is no host's name."""
    if domain is None or _DOMAIN.fullmatch(domain):
        return
    reason = _reason_against_domain(domain)
    yield problem(
        "custom-domain-wrong",
        place,
        pointer=("custom_domain",),
        value=domain,
        reason=reason.zh,
        reason_en=reason.en,
    )


def _reason_against_domain(domain: str) -> Reason:
    if "/" in domain or ":" in domain:
        return Reason("带了 https://、端口或路径", "it has https://, a port or a path")
    if not domain.isascii():
        return Reason("有中文，要写成 xn-- 的形式", "it has other than ASCII letters; write its xn-- form")
    if domain != domain.lower():
        return Reason("有大写字母", "it has capital letters")
    return Reason("写法不对", "it is not written rightly")


def difference(address: str, domain: str | None, place: Place) -> Iterator[Problem]:
    """A problem where a site names another address than its own domain's root."""
    parts = urlsplit(address)
    if domain and (parts.netloc.lower() != domain or parts.path.strip("/")):
        yield problem("custom-domain-differs", place, value=address, domain=domain)
