"""Bit-identity: the same sheet in other processes, with other hash seeds and in another order of its file.

python -m bench.identity
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys

from bench.measuring import ROOT, print_machine, print_table

import msgspec  # isort: skip  # after the number of BLAS threads is fixed

from bench import countercurrent as case
from flowsheets import library
from flowsheets.document.records import Flowsheet
from flowsheets.equations.build import compile_sheet
from flowsheets.solving.finish import finished
from flowsheets.solving.solve import solve_steps

TRAINS = {"CCD(20,10)": (20, 10), "CCD(200,10)": (200, 10)}
VARIANTS = [("0", 0), ("0", 1), ("1", 0), ("4242", 2), ("random", 3), ("random", 4)]
"""PYTHONHASHSEED, and the seed with which units, streams and species are shuffled (0: as they are)."""


def document(name: str) -> Flowsheet:
    """A train or a sheet of the library."""
    return case.train(*TRAINS[name]) if name in TRAINS else library.load(name).document


def shuffled(sheet: Flowsheet, seed: int) -> Flowsheet:
    """The same sheet with everything that has no order of its own in another order."""
    if not seed:
        return sheet
    order = random.Random(seed)

    def mixed(section: dict) -> dict:
        return dict(order.sample(list(section.items()), len(section)))

    return msgspec.structs.replace(
        sheet,
        units=mixed(sheet.units),
        streams=mixed(sheet.streams),
        specifications=mixed(sheet.specifications),
        species=tuple(order.sample(list(sheet.species), len(sheet.species))),
    )


def fingerprint(name: str, seed: int) -> str:
    """Hash of all numbers of the solved sheet, bit by bit, in the order of their ids."""
    problem = compile_sheet(shuffled(document(name), seed))
    z = finished(solve_steps(problem)).z
    digest = hashlib.sha256()
    for owner in sorted(problem.layout.slots):
        start = problem.layout.start[owner]
        for slot, value in sorted(zip(problem.layout.slots[owner], z[start:], strict=False)):
            digest.update(f"{owner}.{slot}={float(value).hex()}\n".encode())
    return digest.hexdigest()


def in_another_process(name: str, hash_seed: str, shuffle: int) -> str:
    """The fingerprint as a fresh interpreter with this hash seed finds it, or why there is none."""
    command = [sys.executable, "-m", "bench.identity", "--one", name, "--shuffle", str(shuffle)]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else f"no answer: {done.stderr.strip().splitlines()[-1:]}"


def main() -> None:
    """Compare the fingerprints of every variant of every sheet; exit status 1 if any differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", help="print the fingerprint of one sheet")
    parser.add_argument("--shuffle", type=int, default=0)
    asked = parser.parse_args()
    if asked.one:
        print(fingerprint(asked.one, asked.shuffle))
        return
    print_machine()
    rows = []
    for name in [*TRAINS, *library.names()]:
        found = [in_another_process(name, *variant) for variant in VARIANTS]
        different = [f"{seed}/{shuffle}" for (seed, shuffle), f in zip(VARIANTS, found, strict=True) if f != found[0]]
        rows.append((name, len(found), len(set(found)), " ".join(different) or "none", found[0][:12]))
        failed = sorted({answer for answer in found if answer.startswith("no answer")})
        print("\n".join(f"{name}: {answer}" for answer in failed), end="\n" if failed else "")
    head = ("sheet", "processes", "answers", "different (hash seed/order)", "fingerprint")
    print_table("Every number of the solution, bit by bit", head, rows)
    sys.exit(any(row[2] != 1 for row in rows))


if __name__ == "__main__":
    main()
