"""Work on a real Dask cluster on this machine gives what this process gives, or ends with what to do."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from machines import Machines, wait_for_scheduler
from small import put

from generator import cluster
from generator.cli import main
from generator.cluster import EMPTY, LOST, OTHER, UNREACHED, WorkStopped
from generator.parallel import LEAST, plain, workers
from generator.pipeline import check


def slow_times(factor: int, number: int) -> tuple[int, int]:
    """A process, and a product that it takes its time for."""
    time.sleep(0.1)
    return os.getpid(), factor * number


def end_once(folder: str, number: int) -> int:
    """Dies at the third chunk, the first time that it is done."""
    mark = Path(folder, "died")
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def end_at_three(_: object, number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail_at_three(_: object, number: int) -> int:
    if number == 3:
        raise TimeoutError(f"chunk {number}")
    return number


def test_a_worker_that_is_killed_changes_nothing(pair: Machines) -> None:
    with workers(cluster=pair.address) as crew:
        assert crew.count == 2
        results = crew.each(slow_times, plain(3), range(40))
        found = [next(results) for _ in range(4)]
        pair.processes[1].send_signal(signal.SIGKILL)
        found.extend(results)
    assert [number for _, number in found] == [3 * n for n in range(40)]
    assert len({pid for pid, _ in found}) == 2


def test_a_chunk_whose_worker_dies_is_done_by_another(pair: Machines) -> None:
    with TemporaryDirectory() as folder, workers(cluster=pair.address) as crew:
        assert list(crew.each(end_once, plain(folder), range(9))) == list(range(9))


def test_records_are_checked_on_a_cluster_as_here(pair: Machines, small_project: Path) -> None:
    for number in range(3 * LEAST):
        put(small_project, "organisation", id=f"x-{number}", **({"type": "none"} if number % 50 == 0 else {}))
    here = check(small_project)
    with workers(cluster=pair.address) as crew:
        there = check(small_project, crew)
    assert len(here.problems) >= 6
    assert here.problems == there.problems
    assert list(map(repr, here.catalog.every())) == list(map(repr, there.catalog.every()))
    assert here.catalog.sources == there.catalog.sources


def test_what_a_chunk_raises_is_raised_here(pair: Machines) -> None:
    with workers(cluster=pair.address) as crew, pytest.raises(TimeoutError, match="chunk 3"):
        list(crew.each(fail_at_three, plain(0), range(9)))


def test_a_cluster_without_workers_is_told(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    wait_for_scheduler(machines)
    monkeypatch.setattr(cluster, "WAITED_S", 1)
    with pytest.raises(WorkStopped) as stopped:
        workers(cluster=machines.address)
    assert str(stopped.value) == EMPTY.format(address=machines.address)


def test_workers_that_all_die_are_told(pair: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WAITED_S", 2)
    with workers(cluster=pair.address) as crew, pytest.raises(WorkStopped) as stopped:
        list(crew.each(end_at_three, plain(0), range(9)))
    assert str(stopped.value).startswith(LOST.partition("{")[0])


def test_a_worker_with_another_version_is_told(machines: Machines) -> None:
    machines.add_worker(version="0.0.0")
    with workers(cluster=machines.address) as crew:
        crew.count = 2
        with pytest.raises(WorkStopped) as stopped:
            list(crew.each(slow_times, plain(3), range(4)))
    assert str(stopped.value) == OTHER.format(there="0.0.0", here=cluster.__version__)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", "tcp://host:port"])
def test_an_address_where_nothing_listens_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WAITED_S", 1)
    with pytest.raises(WorkStopped) as stopped:
        workers(cluster=address)
    assert address in str(stopped.value)


def test_a_build_without_its_cluster_ends_with_what_to_do(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WAITED_S", 1)
    address = "tcp://127.0.0.1:9"
    done = CliRunner().invoke(main, ["build", "--root", str(small_project), "--cluster", address])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert UNREACHED.partition("{")[0] + address in done.output
    assert not (small_project / "site").exists()


def test_without_dask_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkStopped) as stopped:
        workers(cluster="tcp://127.0.0.1:8786")
    assert "zhangbang[cluster]" in str(stopped.value)
