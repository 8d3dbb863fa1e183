"""Run a batch: read and check the cases, hand them out in chunks, keep what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from flowsheets.batch.case_solver import TOGETHER
from flowsheets.batch.cases import CaseChunk, CaseReader
from flowsheets.batch.evaluation import CaseResults, CaseStatus
from flowsheets.batch.outputs import compile_outputs
from flowsheets.batch.runners import DaskCluster, Here, Numbered, Processes, Runner
from flowsheets.batch.sources import open_cases
from flowsheets.batch.store import FORMAT, MANIFEST, Manifest, Store, checksum, locked, read_manifest, require_new
from flowsheets.batch.tables import TableForm, encoded, file_kind, table_form
from flowsheets.batch.versions import versions
from flowsheets.batch.work import Job
from flowsheets.document.file import dumps
from flowsheets.sheet import Sheet
from unitops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

CHUNKS, LARGEST_CHUNK = 200, 1024
"""A batch is cut into about so many chunks, of so many cases at most."""
SLOW_CHUNK = 16
"""Cases to a chunk, at least, of sheets with local models, which take much longer to solve."""


@dataclass(frozen=True)
class Progress:
    """How far a batch is: what it does, cases done and in all, cases of an earlier run among those done."""

    doing: str
    done: int
    total: int | None
    before: int = 0
    failed: int = 0


Told = Callable[[Progress], None]


@dataclass
class BatchOutcome:
    """What a batch gave: how many cases ended how, how long this run took, and where the results stand."""

    cases: int
    statuses: tuple[int, ...]
    solved_now: int
    seconds: float
    folder: Path | None = None
    _parts: list[tuple[CaseChunk, CaseResults]] = field(default_factory=list, repr=False)
    _form: TableForm | None = field(default=None, repr=False)

    def count(self, status: CaseStatus) -> int:
        """Cases with a status."""
        return self.statuses[status] if self.statuses else 0

    @property
    def closed(self) -> int:
        """Cases that closed inside the range of validity."""
        return self.count(CaseStatus.CLOSED)

    @property
    def failed(self) -> int:
        """Cases without a result to be used."""
        return sum(self.count(status) for status in CaseStatus if status.failed)

    @property
    def rate(self) -> float:
        """Cases per second of this run."""
        return self.solved_now / self.seconds if self.seconds > 0.0 else float("nan")

    @property
    def table(self) -> pd.DataFrame:
        """One row for each case: inputs, status, results, closures, diagnosis."""
        from flowsheets.batch.reading import frame_of, read

        if self.folder is not None:
            return read(self.folder)
        assert self._form is not None
        return frame_of(self._form, self._parts)


def run(
    sheet: Sheet,
    cases: Any,
    *,
    out: str | Path | None = None,
    results: Sequence[str] | None = None,
    workers: int = 1,
    dask: str | None = None,
    resume: bool = False,
    kind: str | None = None,
    told: Told = lambda progress: None,
) -> BatchOutcome:
    """Solve many cases of a sheet.

    cases: a CSV, Excel or Parquet file, a DataFrame, or a mapping from paths to lists.
    out: a folder that keeps the results; without one they stay in memory.
    results: indicators by name and results by path; every indicator if left out.
    workers: processes; 1 stays in this one. dask: address of a scheduler, in place of workers.
    resume: go on with the batch in the folder, or begin if there is none.
    kind: 'parquet' or 'csv' files; Parquet if pyarrow is installed. told: is handed the progress.
    Raises InputError for everything that is wrong with the sheet, the cases or the folder, before a case is solved.
    """
    runner = _runner(workers, dask)
    content = dumps(sheet.document)
    reader = CaseReader(open_cases(cases), sheet.problem)
    outputs = compile_outputs(sheet.problem, results)
    form = table_form(reader, outputs)
    job = Job(
        content,
        tuple(column.path for column in reader.numbers),
        tuple(column.path for column in reader.texts),
        None if results is None else tuple(results),
    )
    if out is None and resume:
        raise InputError("there is nothing to resume without a folder", remedy="Name the folder of the batch.")
    held = read_manifest(Path(out)) if out is not None and resume and (Path(out) / MANIFEST).exists() else None
    if out is not None and held is None:
        require_new(Path(out))
    kept_as = file_kind(held.kind if held is not None and kind is None else kind)
    checked = reader.check(lambda rows: told(Progress("checking the cases", rows, None)))
    size = chunk_size(checked.count, TOGETHER if not sheet.problem.locals else SLOW_CHUNK)
    if out is None:
        return _in_memory(runner, job, reader, form, checked.count, size, told)
    manifest = Manifest(
        format=FORMAT,
        sheet=checksum(content),
        cases=checked.digest,
        count=checked.count,
        chunk_size=size,
        results=job.results,
        kind=kept_as,
        columns=form.columns,
        versions=versions(),
    )
    folder = Path(out)
    with locked(folder):
        store = Store.resume(folder, manifest) if held is not None else Store.create(folder, manifest, content)
        return _into(store, runner, job, reader, form, told)


def chunk_size(cases: int, step: int) -> int:
    """Cases to a chunk, a multiple of a step: the same for a batch that is resumed, whoever solves it."""
    return int(np.clip(cases // CHUNKS // step * step, step, LARGEST_CHUNK))


def _runner(workers: int, dask: str | None) -> Runner:
    if dask:
        if workers != 1:
            raise InputError("workers and Dask are both asked for", remedy="Name one of them.")
        return DaskCluster(dask)
    if workers < 1:
        raise InputError(f"{workers} workers cannot solve anything", remedy="Write 1 or more.")
    return Here() if workers == 1 else Processes(workers)


def _in_memory(
    runner: Runner, job: Job, reader: CaseReader, form: TableForm, count: int, size: int, told: Told
) -> BatchOutcome:
    start = time.monotonic()
    parts: list[tuple[CaseChunk, CaseResults]] = []
    statuses = np.zeros(len(CaseStatus), dtype=np.int64)
    done = 0
    told(Progress("solving", 0, count))
    with closing(runner.run(job, enumerate(reader.chunks(size)))) as evaluated:
        for _, chunk, results in evaluated:
            parts.append((chunk, results))
            statuses += np.bincount(results.status, minlength=len(statuses))
            done += len(chunk)
            told(Progress("solving", done, count, failed=_failed(statuses)))
    parts.sort(key=lambda part: part[0].first)
    return BatchOutcome(count, _plain(statuses), count, time.monotonic() - start, None, parts, form)


def _into(store: Store, runner: Runner, job: Job, reader: CaseReader, form: TableForm, told: Told) -> BatchOutcome:
    start = time.monotonic()
    manifest = store.manifest
    if manifest.complete:
        store.clean()
        return BatchOutcome(manifest.count, manifest.statuses, 0, 0.0, store.folder)
    statuses = np.zeros(len(CaseStatus), dtype=np.int64)
    if store.done:
        statuses += store.statuses()
    before = done = sum(line.cases for line in store.done.values())
    told(Progress("solving", done, manifest.count, before, _failed(statuses)))
    missing = _missing(reader, manifest.chunk_size, store)
    with closing(runner.run(job, missing)) as evaluated:
        for number, chunk, results in evaluated:
            counts = np.bincount(results.status, minlength=len(statuses))
            content = encoded(form.columns, form.cells(chunk, results), manifest.kind)
            store.add(number, len(chunk), _plain(counts), content)
            statuses += counts
            done += len(chunk)
            told(Progress("solving", done, manifest.count, before, _failed(statuses)))
    told(Progress("joining the results", done, manifest.count, before, _failed(statuses)))
    store.finish()
    return BatchOutcome(manifest.count, _plain(statuses), done - before, time.monotonic() - start, store.folder)


def _missing(reader: CaseReader, size: int, store: Store) -> Iterator[Numbered]:
    if len(store.done) == store.manifest.chunks:
        return
    for number, chunk in enumerate(reader.chunks(size)):
        if number not in store.done:
            yield number, chunk


def _failed(statuses: np.ndarray) -> int:
    return int(statuses[int(CaseStatus.OUT_OF_BALANCE) :].sum())


def _plain(counts: np.ndarray) -> tuple[int, ...]:
    return tuple(int(count) for count in counts)
