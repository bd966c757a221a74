"""The samples for hosts, and what they say of files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import generator

FOLDER = Path(generator.__file__).parent / "scaffold" / "hosting"
NGINX, S3 = FOLDER / "nginx.conf", FOLDER / "s3-sync.sh"


class Sent(NamedTuple):
    """How the script sends files of one kind, and which it leaves out before."""

    type: str
    is_forever: bool
    left_out: tuple[str, ...] = ()


def nginx_types() -> Mapping[str, str]:
    """The types that the sample of nginx adds, by ending."""
    inner = re.search(r"types \{(.*?)\}", NGINX.read_text("utf-8"), re.DOTALL)
    assert inner
    return {ending: kind for kind, ending in re.findall(r"(\S+) (\w+);", inner[1])}


def forever() -> re.Pattern[str]:
    """The paths that the sample of nginx calls immutable."""
    return re.compile("|".join(re.findall(r'"~(\S+)" "public, max-age=31536000, immutable"', NGINX.read_text("utf-8"))))


def s3_types() -> Mapping[str, Sent]:
    """How the script sends files, by ending and, where they are immutable, folder."""
    found = {}
    for kind, lifetime, rest in re.findall(r"^send '([^']+)' \"\$(\w+)\" (.+)$", S3.read_text("utf-8"), re.MULTILINE):
        left_out: list[str] = []
        for sign, pattern in re.findall(r"(--include '|[+-] )([^']+)'", rest):
            if sign == "- ":
                left_out.append(pattern)
                continue
            found[pattern] = Sent(kind, lifetime == "long", tuple(left_out))
    return found
