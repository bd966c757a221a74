"""The samples for hosts know every kind of file that a site has, and agree with one another and with the catalogue."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path, PurePosixPath

from generator.exports.files import FORMATS
from generator.finder.shards import ENTRANCE

from .samples import NGINX, S3, Sent, forever, nginx_types, s3_types

UNTYPED = {"_redirects", "redirects.map", ".nojekyll", ".zhangbang-site", "CNAME"}
"""Files for hosts, which nobody opens."""


def paths(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def sent(path: str) -> str:
    """The type that the script sends a file with."""
    (how, *_) = hows(path)
    return how.type


def hows(path: str) -> list[Sent]:
    """How the script sends a file: once for each of its patterns that fits."""
    return [
        how
        for pattern, how in s3_types().items()
        if fits(path, pattern) and not any(fits(path, other) for other in how.left_out)
    ]


def fits(path: str, pattern: str) -> bool:
    if pattern.startswith("/"):
        start, _, end = pattern[1:].partition("**")
        return path.startswith(start) and path.endswith(end)
    return PurePosixPath(path).match(pattern)


def test_every_kind_of_file_is_sent_with_a_type(published_site: Path) -> None:
    untyped = [path for path in paths(published_site) if not hows(path)]
    assert set(untyped) <= UNTYPED


def test_types_are_those_of_the_catalogue() -> None:
    for ending, known in FORMATS.items():
        if known.media and ending:
            assert sent(f"data/x.{ending}").partition(";")[0] == known.media
            assert nginx_types().get(ending, known.media) == known.media


def test_the_samples_agree() -> None:
    for ending, kind in nginx_types().items():
        assert sent(f"data/x.{ending}").partition(";")[0] == kind


def test_what_never_changes_is_what_is_named_after_its_content(published_site: Path) -> None:
    for path in paths(published_site):
        named = path.startswith(("assets/", "search/")) and path != ENTRANCE
        assert bool(forever().search(f"/calls/{path}")) == named, path
        assert any(how.is_forever for how in hows(path)) == named, path
        assert len(hows(path)) <= 1, path


def test_the_script_is_one_that_a_plain_shell_reads(tmp_path: Path) -> None:
    assert subprocess.run(["sh", "-n", str(S3)], check=False).returncode == 0
    refused = subprocess.run(["sh", str(S3), str(tmp_path), "host:x"], capture_output=True, text=True, check=False)
    assert (refused.returncode, "is no built site" in refused.stderr) == (2, True)


def test_the_sample_of_nginx_adds_no_policy_of_its_own() -> None:
    text = NGINX.read_text("utf-8")
    assert "add_header Content-Security-Policy" not in text
    assert text.count("{") == text.count("}")


def test_the_sample_of_nginx_says_of_addresses_what_every_page_says(published_site: Path) -> None:
    page = (published_site / "zh/index.html").read_text("utf-8")
    said = re.search(r'<meta name="referrer" content="([a-z-]+)">', page)
    assert said is not None
    assert f"add_header Referrer-Policy {said[1]} always;" in NGINX.read_text("utf-8")
