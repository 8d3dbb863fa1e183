"""A folder that holds a batch: the sheet, a manifest, a file for every chunk of cases, at the end one file of results.

Nothing is half there: a file appears under its name only when it is whole (written aside, flushed, renamed), and a
chunk counts only when its line with its checksum stands in the journal. Whatever moment the machine stops at, what
counts is right, and what does not count is solved again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from flowsheets.batch.tables import FileKind, TableColumn, heading_line
from unitops.errors import InputError, RaffinateError

MANIFEST, JOURNAL, SHEET, CHUNKS, LOCK = "manifest.json", "journal.jsonl", "sheet.flow.json", "chunks", ".lock"
FORMAT = 1


class StoreError(RaffinateError):
    """The folder of a batch cannot be written; what is in it stays right."""


class ChunkLine(msgspec.Struct, frozen=True):
    """A line of the journal: number of the chunk, its cases, the counts of each status, checksum of its file."""

    chunk: int
    cases: int
    statuses: tuple[int, ...]
    blake2b: str


class Manifest(msgspec.Struct, frozen=True):
    """What a batch is; two batches with the same identity give the same results."""

    format: int
    sheet: str
    """Digest of the sheet's file."""
    cases: str
    """Digest of everything that the cases say."""
    count: int
    chunk_size: int
    results: tuple[str, ...] | None
    """The results that were asked for; None stands for every indicator."""
    kind: FileKind
    columns: tuple[TableColumn, ...]
    versions: dict[str, str]
    complete: bool = False
    statuses: tuple[int, ...] = ()
    """Cases by status, once complete."""
    blake2b: str = ""
    """Checksum of the results, once complete."""

    @property
    def chunks(self) -> int:
        """Number of chunks."""
        return -(-self.count // self.chunk_size)

    @property
    def file(self) -> str:
        """Name of the results."""
        return f"results.{self.kind}"


class Store:
    """An open batch folder. Made by ``create`` or ``resume``; to be used inside ``locked``."""

    def __init__(self, folder: Path, manifest: Manifest, done: dict[int, ChunkLine]) -> None:
        self.folder, self.manifest, self.done = folder, manifest, done

    @classmethod
    def create(cls, folder: Path, manifest: Manifest, sheet: bytes) -> Store:
        """A new batch; raises InputError if something is in the folder."""
        require_new(folder)
        with told_of(folder):
            (folder / CHUNKS).mkdir(parents=True, exist_ok=True)
            write_whole(folder / SHEET, sheet)
            write_whole(folder / JOURNAL, b"")
            write_whole(folder / MANIFEST, _json(manifest))  # last: from here on it is a batch
        return cls(folder, manifest, {})

    @classmethod
    def resume(cls, folder: Path, manifest: Manifest) -> Store:
        """The batch of a folder, its chunks checked; raises InputError if it is another batch, or none."""
        held = read_manifest(folder)
        _require_same(held, manifest, folder)
        if held.complete:
            return cls(folder, held, {})
        done = {}
        for line in _journal(folder):
            if line.chunk < held.chunks and _is_whole(folder / CHUNKS / _chunk_name(held, line.chunk), line.blake2b):
                done[line.chunk] = line
        _cut_torn_line(folder / JOURNAL)
        return cls(folder, held, done)

    def add(self, chunk: int, cases: int, statuses: Sequence[int], content: bytes) -> None:
        """Keep a chunk for good."""
        line = ChunkLine(chunk, cases, tuple(statuses), checksum(content))
        with told_of(self.folder):
            write_whole(self.folder / CHUNKS / _chunk_name(self.manifest, chunk), content)
            with (self.folder / JOURNAL).open("ab") as journal:
                journal.write(msgspec.json.encode(line) + b"\n")
                journal.flush()
                os.fsync(journal.fileno())
        self.done[chunk] = line

    def statuses(self) -> tuple[int, ...]:
        """Cases by status so far."""
        if self.manifest.complete:
            return self.manifest.statuses
        return tuple(map(sum, zip(*(line.statuses for line in self.done.values()), strict=True)))

    def finish(self) -> None:
        """Join the chunks, in their order, to one file of results; then remove them."""
        if self.manifest.complete:
            return
        missing = [chunk for chunk in range(self.manifest.chunks) if chunk not in self.done]
        if missing:
            raise ValueError(f"chunks {missing[:5]} are missing")
        names = [self.folder / CHUNKS / _chunk_name(self.manifest, k) for k in range(self.manifest.chunks)]
        target = self.folder / self.manifest.file
        aside = target.with_name(target.name + ".part")
        with told_of(self.folder):
            (_join_parquet if self.manifest.kind == "parquet" else _join_csv)(names, aside, self.manifest)
            digest = _file_checksum(aside)
            os.replace(aside, target)
            _flush_folder(self.folder)
            statuses = self.statuses()
            self.manifest = msgspec.structs.replace(self.manifest, complete=True, statuses=statuses, blake2b=digest)
            write_whole(self.folder / MANIFEST, _json(self.manifest))
            self.clean()

    def clean(self) -> None:
        """Remove what a complete batch no longer needs."""
        for name in sorted((self.folder / CHUNKS).glob("*")) if (self.folder / CHUNKS).is_dir() else ():
            name.unlink()
        if (self.folder / CHUNKS).is_dir():
            (self.folder / CHUNKS).rmdir()
        (self.folder / JOURNAL).unlink(missing_ok=True)

    def files(self) -> list[Path]:
        """The files that hold what there is so far, in the order of cases."""
        if self.manifest.complete:
            return [self.folder / self.manifest.file]
        return [self.folder / CHUNKS / _chunk_name(self.manifest, chunk) for chunk in sorted(self.done)]


def require_new(folder: Path) -> None:
    """Raise InputError if there is a batch in a folder, or anything that a batch cut short would not have left."""
    if (folder / MANIFEST).exists():
        raise InputError(
            "there is a batch in this folder already",
            place=str(folder),
            remedy="Go on with it (--resume), or name another folder.",
        )
    ours = (LOCK, CHUNKS, SHEET, JOURNAL)
    if folder.is_dir() and any(entry.name.removesuffix(".part") not in (*ours, MANIFEST) for entry in folder.iterdir()):
        raise InputError("the folder is not empty", place=str(folder), remedy="Name a new one.")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; raises InputError if there is none, or it cannot be read."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError:
        raise InputError("there is no batch in this folder", place=str(folder)) from None
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as error:
        raise InputError(f"the manifest cannot be read ({error})", place=str(folder / MANIFEST)) from error
    if manifest.format != FORMAT:
        raise InputError(
            f"the batch is stored in format {manifest.format}, this version reads {FORMAT}", place=str(folder)
        )
    return manifest


def open_store(folder: Path) -> Store:
    """A batch to be read only, complete or not."""
    manifest = read_manifest(folder)
    done = {} if manifest.complete else {line.chunk: line for line in _journal(folder)}
    return Store(folder, manifest, done)


@contextmanager
def told_of(folder: Path) -> Iterator[None]:
    """Raise StoreError for what the operating system refuses inside."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the folder cannot be written: {error.strerror or error}",
            place=str(folder),
            remedy="Make room or name another; what is in it can be gone on with by --resume.",
        ) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder; raises InputError if another process does. The lock goes with the process that holds it."""
    with told_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("ab")
    with lock:
        if not _lock(lock):
            raise InputError(
                "another process is working on this batch", place=str(folder), remedy="Wait for it, or stop it."
            )
        yield


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a loss of power."""
    aside = path.with_name(path.name + ".part")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    _flush_folder(path.parent)


def checksum(content: bytes) -> str:
    """Of a file's bytes."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _file_checksum(path: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def _is_whole(path: Path, expected: str) -> bool:
    return path.is_file() and _file_checksum(path) == expected


def _chunk_name(manifest: Manifest, chunk: int) -> str:
    return f"{chunk:08d}.{manifest.kind}"


def _json(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def _journal(folder: Path) -> Iterator[ChunkLine]:
    """Whole lines of the journal; the last may have been torn."""
    try:
        content = (folder / JOURNAL).read_bytes()
    except FileNotFoundError:
        return
    for line in content.split(b"\n"):
        try:
            yield msgspec.json.decode(line, type=ChunkLine)
        except msgspec.MsgspecError:
            continue


def _cut_torn_line(journal: Path) -> None:
    """End the journal with its last whole line, so that the next does not stick to a torn one."""
    content = journal.read_bytes() if journal.exists() else b""
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content or not journal.exists():
        write_whole(journal, whole)


def _require_same(held: Manifest, asked: Manifest, folder: Path) -> None:
    def differ(what: str) -> InputError:
        return InputError(
            f"the batch in this folder was started with {what}",
            place=str(folder),
            remedy="Resume it with what it was started with, or name another folder.",
        )

    if held.sheet != asked.sheet:
        raise differ("another flowsheet, or another state of it")
    if held.cases != asked.cases:
        raise differ(f"other cases ({held.count} of them, now {asked.count})")
    if held.columns != asked.columns:
        raise differ("other results asked for")
    if held.kind != asked.kind:
        raise differ(f"results as {held.kind}")
    changed = [
        f"{name} {held.versions.get(name)}"
        for name in asked.versions
        if held.versions.get(name) != asked.versions[name]
    ]
    if changed and not held.complete:
        raise differ(f"{', '.join(changed)}; its cases would not be comparable to those still to come")


def _join_csv(names: Sequence[Path], target: Path, manifest: Manifest) -> None:
    heading = heading_line(manifest.columns)
    with target.open("wb") as file:
        file.write(heading)
        for name in names:
            file.write(name.read_bytes()[len(heading) :])
        file.flush()
        os.fsync(file.fileno())


def _join_parquet(names: Sequence[Path], target: Path, manifest: Manifest) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(target, pq.read_schema(names[0]), compression="zstd") as writer:
        for name in names:
            writer.write_table(pq.read_table(name))
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make a rename last; where a folder cannot be opened (Windows) there is nothing to do."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:
        return _lock_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock_on_windows(file: IO[bytes]) -> bool:
    import msvcrt

    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # pyright: ignore[reportAttributeAccessIssue]
    except OSError:
        return False
    return True
