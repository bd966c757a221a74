"""Real rclone with the sample script brings a site to a server that speaks S3, and later only what changed."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator.finder.shards import ENTRANCE

from .samples import S3
from .test_samples import UNTYPED, sent

pytestmark = pytest.mark.hosts


NAMING, MAKING, SYNCING = (
    "rclone config create calls s3 provider=Other endpoint=https://s3.example.org access_key_id=ID "
    "secret_access_key=SECRET acl=public-read",
    "rclone mkdir calls:bucket",
    "sh hosting/s3-sync.sh site calls:bucket",
)
RUN = (NAMING, MAKING, SYNCING)
"""What the guide tells a host to type."""


class Storage(NamedTuple):
    """A server that speaks S3: how rclone reaches it, and the file in which it notes what it was asked."""

    surroundings: Mapping[str, str]
    log: Path

    def changes(self) -> list[str]:
        """What it was told to keep or to remove, so far."""
        lines = re.sub(r"\x1b\[[0-9;]*m", "", self.log.read_text("utf-8")).splitlines()
        return [line.split('"')[1] for line in lines if '"PUT ' in line or '"DELETE ' in line or '"POST ' in line]


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = tmp_path / "s3.log"
    with log.open("wb") as out:
        running = subprocess.Popen([os.environ["MOTO"], "-p", str(port)], stdout=out, stderr=out)
    found = Storage({"PATH": os.environ["PATH"], "RCLONE_CONFIG": str(tmp_path / "rclone.conf")}, log)
    try:
        _wait_for(port)
        rclone(found, *NAMING.replace("https://s3.example.org", f"http://127.0.0.1:{port}").split()[1:])
        rclone(found, *MAKING.split()[1:])
        yield found
    finally:
        running.terminate()
        running.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


def rclone(storage: Storage, *arguments: str) -> str:
    return subprocess.run(
        ["rclone", *arguments], env=storage.surroundings, capture_output=True, text=True, check=True
    ).stdout


def sync(storage: Storage, site: Path, target: str) -> list[str]:
    """What the storage was told to keep or to remove by one sync."""
    before = len(storage.changes())
    done = subprocess.run(
        [SYNCING.split()[0], str(S3), str(site), target],
        env=storage.surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return storage.changes()[before:]


def kept(storage: Storage, target: str) -> dict[str, Mapping[str, Any]]:
    return {file["Path"]: file for file in json.loads(rclone(storage, "lsjson", "-R", "-M", "--files-only", target))}


@pytest.mark.parametrize("target", ["calls:bucket", "calls:bucket/a/b"])
def test_a_site_is_kept_whole_then_only_what_changed_is_sent(
    storage: Storage, published_site: Path, tmp_path: Path, target: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(published_site, site)
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {".zhangbang-site"}

    assert len(sync(storage, site, target)) == len(names)
    found = kept(storage, target)
    assert set(found) == names
    for name in names - UNTYPED:
        assert found[name]["MimeType"] == sent(name), name
        is_forever = name.startswith(("assets/", "search/")) and name != ENTRANCE
        lifetime = "public, max-age=31536000, immutable" if is_forever else "public, max-age=300"
        assert found[name]["Metadata"]["cache-control"] == lifetime, name

    again = tmp_path / "again" / "site"
    shutil.copytree(site, again, copy_function=shutil.copyfile)
    assert sync(storage, again, target) == []

    (again / "zh/stats.html").unlink()
    with (again / "zh/about.html").open("a") as page:
        page.write("<!-- changed -->")
    place = target.removeprefix("calls:")
    assert [one.rpartition(" ")[0].partition("?")[0] for one in sync(storage, again, target)] == [
        f"PUT /{place}/zh/about.html",
        f"DELETE /{place}/zh/stats.html",
    ]
    assert set(kept(storage, target)) == names - {"zh/stats.html"}
