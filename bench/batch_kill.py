"""A batch that is killed (SIGKILL) again and again at random moments, and resumed: nothing lost, nothing twice.

python -m bench.batch_kill [--cases 10000] [--kills 20] [--seed 1]

The countercurrent train CCD(20,10), three parameters varied. Moments are uniform over the time in which a run starts,
compiles and solves its share of the cases; odd runs have two worker processes, even ones none. What comes out is
compared, byte by byte, with a batch that was left alone, and workers that outlive their parent are looked for.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.measuring import ROOT, print_machine

import numpy as np  # isort: skip  # after the number of BLAS threads is fixed

from bench import countercurrent as case
from flowsheets.document.file import save

FORGIVEN = 10.0
"""[s] in which the workers of a killed batch have to end."""


def write_cases(path: Path, count: int, seed: int) -> None:
    """Cases within 10 % of the train's own feed, wash and conversion."""
    factors = np.random.default_rng(seed).uniform(0.9, 1.1, (count, 3)) * [
        case.feed(10).sum(), case.wash(10).sum(), case.CONVERSION,
    ]  # fmt: skip
    lines = [f"c{k}," + ",".join(map(repr, row)) for k, row in enumerate(factors.tolist())]
    head = "id,FEED.molar_rate [kmol/h],WASH.molar_rate [kmol/h],R10.reactions[0].conversion"
    path.write_text("\n".join([head, *lines]) + "\n")


def batch(sheet: Path, cases: Path, out: Path, *more: str) -> list[str]:
    """The command."""
    wanted = ("--results", "O1.flow_of[Cu]", "--results", "U20.flow_of[Cu]", "--results", "O1.T")
    command = (sys.executable, "-m", "app.cli.main", "batch", sheet, cases, "--out", out, "--format", "csv", "-q")
    return [*map(str, command), *wanted, *more]


def children(pid: int) -> list[int]:
    """Processes that a process has started (Linux)."""
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def outlived(pids: list[int]) -> int:
    """How many of the processes are still there after the time that they have to end."""
    until = time.monotonic() + FORGIVEN
    left = pids
    while left and time.monotonic() < until:
        left = [pid for pid in left if _is_running(pid)]
        time.sleep(0.05)
    return len(left)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def done(out: Path) -> int:
    """Chunks in the journal."""
    journal = out / "journal.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def _seconds(command: list[str]) -> float:
    start = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True)
    return time.monotonic() - start


def campaign(folder: Path, cases: int, kills: int, seed: int) -> bool:
    """Kill, resume, compare; prints what happened, and says whether all is well."""
    sheet, table = folder / "train.flow.json", folder / "cases.csv"
    save(case.train(20, 10), sheet)
    write_cases(table, cases, seed)
    one = folder / "one.csv"
    one.write_text("\n".join(table.read_text().splitlines()[:2]))
    starting = _seconds(batch(sheet, one, folder / "one"))
    alone = _seconds(batch(sheet, table, folder / "whole"))
    print(f"left alone: {cases} cases in {alone:.1f} s, of which starting {starting:.1f} s")
    expected = (folder / "whole/results.csv").read_bytes()
    moments, longest = random.Random(seed), starting + 1.5 * (alone - starting) / kills
    well, killed, batches, out = True, 0, 0, folder / "killed0"
    while killed < kills:
        more = ["--workers", "2"] if killed % 2 else []
        process = subprocess.Popen(batch(sheet, table, out, "--resume", *more), cwd=ROOT)
        moment = moments.uniform(0.3 * starting, longest)
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            workers = children(process.pid)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
            orphans = outlived(workers)
            well &= not orphans
            print(
                f"kill {killed:2d} after {moment:5.2f} s: {done(out)} chunks kept, {orphans} workers left", flush=True
            )
        else:  # done before it could be killed: on with another
            well &= process.returncode == 0 and is_whole(out, cases, expected)
            batches += 1
            out = folder / f"killed{batches}"
    subprocess.run(batch(sheet, table, out, "--resume"), cwd=ROOT, check=True)
    return is_whole(out, cases, expected) and well


def is_whole(out: Path, cases: int, expected: bytes) -> bool:
    """Whether the results hold every case once, and are to the byte what they should be."""
    content = (out / "results.csv").read_bytes()
    ids = [row["id"] for row in csv.DictReader(content.decode().splitlines())]
    lost, twice = cases - len(set(ids)), len(ids) - len(set(ids))
    same = content == expected
    print(f"resumed to its end: {lost} cases lost, {twice} twice; bytes {'the same' if same else 'DIFFERENT'}")
    return same and not lost and not twice


def main() -> None:
    """Run the campaign; exit status 1 if anything was lost, repeated or different."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print_machine()
    with tempfile.TemporaryDirectory() as folder:
        if not campaign(Path(folder), options.cases, options.kills, options.seed):
            sys.exit(1)


if __name__ == "__main__":
    main()
