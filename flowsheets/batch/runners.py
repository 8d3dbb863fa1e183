"""Who evaluates chunks: this process, a pool of processes, or Dask."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterable
from functools import lru_cache
from typing import Any, Protocol

from flowsheets.batch.cases import CaseChunk
from flowsheets.batch.evaluation import CaseResults
from flowsheets.batch.versions import versions
from flowsheets.batch.work import Job, Worker
from flowsheets.threads import single_threaded_children
from unitops.errors import InputError, RaffinateError

Numbered = tuple[int, CaseChunk]
Evaluated = tuple[int, CaseChunk, CaseResults]
PATIENCE = 20
"""Seconds that a Dask scheduler has to answer."""
AHEAD = 2
"""Chunks that wait for each worker."""
_ONE_AT_A_TIME = threading.Lock()
"""CasADi's functions are not to be used by two threads of one process."""


class Runner(Protocol):
    """Evaluates chunks and gives them back in any order."""

    def run(self, job: Job, chunks: Iterable[Numbered]) -> Generator[Evaluated, None, None]:
        """Results as they come; to be closed when it is left before its end."""
        ...


class WorkerLostError(RaffinateError):
    """A worker process ended without an answer."""


class Here:
    """This process, one chunk after another."""

    def run(self, job: Job, chunks: Iterable[Numbered]) -> Generator[Evaluated, None, None]:
        """Results in order."""
        worker = Worker(job)
        for number, chunk in chunks:
            yield number, chunk, worker.evaluate(chunk)


class Processes:
    """A pool of spawned processes, each with one thread."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, job: Job, chunks: Iterable[Numbered]) -> Generator[Evaluated, None, None]:
        """Results as they come. Raises WorkerLostError if a process dies."""
        from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
        from concurrent.futures.process import BrokenProcessPool

        waiting: dict[Future[CaseResults], Numbered] = {}
        source = iter(chunks)
        with single_threaded_children():
            pool = ProcessPoolExecutor(
                self.workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin_worker
            )
            try:
                while True:
                    for number, chunk in itertools.islice(source, self.workers * AHEAD - len(waiting)):
                        waiting[pool.submit(_evaluate, job, chunk)] = number, chunk
                    if not waiting:
                        break
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        number, chunk = waiting.pop(future)
                        yield number, chunk, future.result()
            except BrokenProcessPool as error:
                raise WorkerLostError(
                    "a worker process was stopped (out of memory, perhaps)",
                    remedy="Go on with --resume, and fewer workers if memory is short.",
                ) from error
            finally:
                for process in list((pool._processes or {}).values()):
                    if waiting:  # left early: what they are busy with is not wanted
                        process.terminate()
                pool.shutdown(wait=True, cancel_futures=True)


class DaskCluster:
    """The workers of a Dask scheduler at an address."""

    def __init__(self, address: str) -> None:
        self.address = address

    def run(self, job: Job, chunks: Iterable[Numbered]) -> Generator[Evaluated, None, None]:
        """Results as they come. Raises InputError if there is no scheduler, or no worker."""
        try:
            from distributed import Client, KilledWorker, as_completed
        except ImportError as error:
            raise InputError(
                "Dask is not installed", place="--dask", remedy='Install it with pip install "raffinate[dask]".'
            ) from error
        try:
            client = Client(self.address, timeout=PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise InputError(
                f"no Dask scheduler answers ({error!s:.80})",
                place=f"--dask {self.address}",
                remedy="Start one with 'dask scheduler' and name its address, as tcp://host:8786.",
            ) from error
        with client:
            threads: Any = client.nthreads()
            workers = len(threads)
            if not workers:
                raise InputError(
                    "the Dask scheduler has no workers",
                    place=f"--dask {self.address}",
                    remedy="Start some with 'dask worker ADDRESS --nthreads 1'.",
                )
            _require_same_versions(client, self.address)
            shared = client.scatter(job, broadcast=True)
            source = iter(chunks)
            numbered: dict[Any, Numbered] = {}

            def submit(count: int) -> list[Any]:
                fresh = []
                for number, chunk in itertools.islice(source, count):
                    future = client.submit(_evaluate, shared, chunk, pure=False)
                    numbered[future.key] = number, chunk
                    fresh.append(future)
                return fresh

            queue = as_completed(submit(workers * AHEAD), loop=client.loop)
            for future in queue:
                number, chunk = numbered.pop(future.key)
                try:
                    results = future.result()
                except KilledWorker as error:
                    raise WorkerLostError(
                        "Dask lost its workers over the same cases again and again (out of memory, perhaps)",
                        remedy="Go on with --resume, and more memory for each worker.",
                    ) from error
                for fresh in submit(1):
                    queue.add(fresh)
                yield number, chunk, results


def _require_same_versions(client: Any, address: str) -> None:
    """Raise InputError if a worker has no Raffinate, or other versions than this process."""
    ours = versions()
    try:
        theirs: dict[str, dict[str, str]] = client.run(versions)
    except ModuleNotFoundError as error:
        raise InputError(
            f"a Dask worker has no {error.name}",
            place=f"--dask {address}",
            remedy="Install the same version of raffinate on every machine.",
        ) from error
    for worker, found in theirs.items():
        different = [
            f"{name} {found.get(name)} (here {version})" for name, version in ours.items() if found.get(name) != version
        ]
        if different:
            raise InputError(
                f"the Dask worker {worker} has {', '.join(different)}",
                place=f"--dask {address}",
                remedy="Install the same versions on every machine: the last digits depend on them.",
            )


@lru_cache(maxsize=2)
def _worker(job: Job) -> Worker:
    return Worker(job)


def _evaluate(job: Job, chunk: CaseChunk) -> CaseResults:
    """One chunk, in a worker process."""
    with _ONE_AT_A_TIME:
        return _worker(job).evaluate(chunk)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
