"""What a cache gives is what was saved, or nothing: whatever happens to its folder, no run is the worse for it."""

from __future__ import annotations

import logging
import os
import pickle
import stat
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator import cache
from generator.cache import load, save

KEY = b"key"


class Held(msgspec.Struct, frozen=True, array_like=True):
    """A value as callers have them."""

    name: str
    parts: tuple[tuple[str | int, ...], ...] = ()
    data: bytes = b""


VALUE = Held("榜", (("a", 1), ()), b"\x00\xff")
NAME = "one"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".zhangbang" / "cache"


@pytest.fixture(autouse=True)
def _untold() -> Iterator[None]:
    """As in a run of its own: what is told or swept once a run was not yet."""
    cache._tell_once.cache_clear()
    cache._sweep.cache_clear()
    yield


def file_in(folder: Path, name: str = NAME) -> Path:
    return folder / f"{name}.cache"


def loaded(folder: Path, name: str = NAME, key: bytes = KEY) -> Held | None:
    return load(folder, name, key, Held)


def test_what_was_saved_is_loaded(folder: Path) -> None:
    save(folder, NAME, KEY, VALUE)
    assert loaded(folder) == VALUE


def test_the_last_that_was_saved_is_loaded(folder: Path) -> None:
    save(folder, NAME, KEY, Held("old"))
    save(folder, NAME, KEY, VALUE)
    assert loaded(folder) == VALUE


def test_without_a_folder_nothing_is_kept() -> None:
    save(None, NAME, KEY, VALUE)
    assert load(None, NAME, KEY, Held) is None


def test_nothing_is_there_before_anything_was_saved(folder: Path) -> None:
    assert loaded(folder) is None
    assert not folder.exists()


def test_another_key_or_name_finds_nothing(folder: Path) -> None:
    save(folder, NAME, KEY, VALUE)
    assert loaded(folder, key=b"other") is None
    assert loaded(folder, name="two") is None


def test_a_file_under_anothers_name_is_not_taken_for_it(folder: Path) -> None:
    save(folder, NAME, KEY, VALUE)
    file_in(folder).rename(file_in(folder, "two"))
    assert loaded(folder, name="two") is None


@pytest.mark.parametrize("type_", [int, str, dict[str, int], tuple[Held, ...]])
def test_another_type_finds_nothing(folder: Path, type_: type[object]) -> None:
    save(folder, NAME, KEY, VALUE)
    assert load(folder, NAME, KEY, type_) is None


def test_the_folder_says_that_it_need_not_be_kept(folder: Path) -> None:
    save(folder, NAME, KEY, VALUE)
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert sorted(path.name for path in folder.iterdir()) == [".gitignore", "CACHEDIR.TAG", "one.cache"]


@given(some.data())
def test_any_damage_leaves_nothing_to_be_loaded(
    tmp_path_factory: pytest.TempPathFactory, data: some.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged") / "cache"
    save(folder, NAME, KEY, VALUE)
    whole = file_in(folder).read_bytes()
    at = data.draw(some.integers(0, len(whole) - 1))
    damaged = data.draw(
        some.sampled_from(
            [
                whole[:at],
                whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :],
                whole[:at] + b"\0" + whole[at:],
                whole + whole[at:],
                whole[at:],
                b"",
            ]
        ).filter(lambda made: made != whole)
    )
    file_in(folder).write_bytes(damaged)
    assert loaded(folder) is None


def forged(folder: Path, payload: bytes) -> None:
    """Puts a file there whose checksum is right, as only somebody can who means to."""
    save(folder, NAME, KEY, VALUE)
    head = file_in(folder).read_bytes()[: cache._HEAD]
    file_in(folder).write_bytes(head + blake2b(payload, digest_size=16).digest() + payload)


def _harm(*_: object) -> None:
    raise AssertionError("it was run")


class _Harmful:
    def __reduce__(self) -> tuple[object, tuple[()]]:
        return _harm, ()


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xc1",
        b"\xdd\xff\xff\xff\xff",
        b"\xdf\xff\xff\xff\xff",
        b"\xc6\xff\xff\xff\xff",
        b"\x93\xa1a\xdd\xff\xff\xff\xff\xc4\x00",
        b"\x91" * 100_000,
        b"\xc7\x01\x01x",
        b"\x91\xa2\xff\xfe",
        msgspec.msgpack.encode(VALUE) + b"\0",
        pickle.dumps(_Harmful()),
    ],
    ids=range(11),
)
def test_a_forged_file_is_read_as_the_type_or_not_at_all(folder: Path, payload: bytes) -> None:
    forged(folder, payload)
    assert loaded(folder) is None


def test_a_file_that_is_too_large_is_neither_written_nor_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(folder, NAME, KEY, VALUE)
    monkeypatch.setattr(cache, "LIMIT", file_in(folder).stat().st_size)
    assert loaded(folder) == VALUE
    save(folder, "two", KEY, Held("x" * 100))
    assert not file_in(folder, "two").exists()
    monkeypatch.setattr(cache, "LIMIT", cache.LIMIT - 1)
    assert loaded(folder) is None


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    save(folder, NAME, KEY, Held("old"))
    for linked in (file_in(folder), folder / f".one.cache.{os.getpid()}.new"):
        linked.unlink(missing_ok=True)
        linked.symlink_to(tmp_path / "precious")
    assert loaded(folder) is None
    save(folder, NAME, KEY, VALUE)
    assert (tmp_path / "precious").read_text() == "precious"
    assert not file_in(folder).is_symlink()
    assert loaded(folder) == VALUE


@pytest.mark.parametrize("linked", [".zhangbang", ".zhangbang/cache"])
def test_nothing_is_written_where_a_link_leads(
    tmp_path: Path, folder: Path, linked: str, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "cache").mkdir(parents=True)
    (tmp_path / linked).parent.mkdir(exist_ok=True)
    (tmp_path / linked).symlink_to(elsewhere)
    save(folder, NAME, KEY, VALUE)
    assert [path.name for path in elsewhere.rglob("*")] == ["cache"]
    assert len(caplog.records) == 1


def test_a_pipe_in_the_place_of_a_file_does_not_hang(folder: Path) -> None:
    folder.mkdir(parents=True)
    os.mkfifo(file_in(folder))
    assert loaded(folder) is None


def _as_file(folder: Path) -> None:
    folder.parent.mkdir()
    folder.touch()


def _as_folders(folder: Path) -> None:
    file_in(folder).mkdir(parents=True)


def _no_project(folder: Path) -> None:
    folder.parent.parent.rmdir()


@pytest.mark.parametrize("spoil", [_as_file, _as_folders, _no_project])
def test_what_cannot_be_written_is_told_once_in_both_languages(
    tmp_path: Path, spoil: object, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "project" / ".zhangbang" / "cache"
    folder.parent.parent.mkdir()
    assert callable(spoil)
    spoil(folder)
    with caplog.at_level(logging.WARNING):
        for name in (NAME, NAME):
            save(folder, name, KEY, VALUE)
    assert loaded(folder) is None
    (told,) = caplog.messages
    assert "缓存不能写入" in told
    assert "cannot be written" in told
    assert str(folder) in told
    assert not list(tmp_path.rglob("*.new"))


def test_a_full_disk_leaves_the_old_value_and_no_rubbish(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    save(folder, NAME, KEY, VALUE)
    before = {path.name for path in folder.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    save(folder, NAME, KEY, Held("new"))
    assert loaded(folder) == VALUE
    assert {path.name for path in folder.iterdir()} == before
    assert "No space left on device" in caplog.messages[0]


def test_what_killed_processes_had_begun_is_removed(folder: Path) -> None:
    process = get_context("fork").Process(target=int)
    process.start()
    process.join()
    folder.mkdir(parents=True)
    dead, alive = (folder / f".one.cache.{pid}.new" for pid in (process.pid, os.getppid()))
    dead.touch()
    alive.touch()
    (folder / f".two.cache.{process.pid}.new").mkdir()
    save(folder, NAME, KEY, VALUE)
    assert not dead.exists()
    assert alive.exists()
    assert loaded(folder) == VALUE


def _write_often(folder: Path, name: str) -> None:
    for number in range(200):
        save(folder, NAME, KEY, Held(name * 1000, data=bytes([number])))


def test_several_processes_at_once_never_leave_half_a_value(folder: Path) -> None:
    processes = [get_context("fork").Process(target=_write_often, args=(folder, name)) for name in "ab"]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        found = loaded(folder)
        assert found is None or found.name in ("a" * 1000, "b" * 1000)
    assert [process.exitcode for process in processes] == [0, 0]
    assert loaded(folder) is not None
    assert not list(folder.glob(".*.new"))


def test_the_files_of_a_cache_are_no_programs(folder: Path) -> None:
    save(folder, NAME, KEY, VALUE)
    for path in folder.iterdir():
        assert not stat.S_IMODE(path.stat().st_mode) & 0o111
    with suppress(pickle.UnpicklingError, KeyError, EOFError):
        pickle.loads(file_in(folder).read_bytes())
        pytest.fail("a cache file is a pickle")
