"""The whole way of a countercurrent train, document to audited solution, against a bare sparse solve of it.

python -m bench.ccd [--quick]
"""

from __future__ import annotations

import argparse
from statistics import median

from bench.measuring import interleaved, milliseconds, print_machine, print_table

import numpy as np  # isort: skip  # after the number of BLAS threads is fixed

from bench import ccd_bare
from bench import countercurrent as case
from bench.audited import Audited, solve_and_audit

SIZES = [(n, c) for c in (10, 50) for n in (5, 20, 100, 500)]
KMOL_PER_HOUR = 1000.0 / 3600.0
"""[mol/s]"""
NOTICED = 1e-6
"""Components below this share of the largest flow of a stage are compared with that flow instead."""


def pairs_of(unknowns: int) -> int:
    """How many pairs are timed: at least 15, fewer only where a run takes many seconds."""
    return 15 if unknowns > 2000 else 31


def differences(audited: Audited, stages: int, components: int) -> tuple[float, float]:
    """Worst relative difference of a flow, and of a temperature [K], from the bare answer."""
    flows, temperatures = ccd_bare.solve(stages, components)
    shares = case.underflow_shares(components)
    layout, z = audited.problem.layout, audited.solved.z
    ids = case.species_ids(components)
    worst, worst_temperature = 0.0, 0.0
    for i in range(stages):
        for name, part in ((f"su{i + 1:05d}", shares), (f"so{i + 1:05d}", 1.0 - shares)):
            order = [ids.index(species) for species in layout.species(name)]
            expected = (part * flows[i])[order] * KMOL_PER_HOUR
            found = z[layout.amounts(name)]
            size = np.maximum(np.abs(expected), NOTICED * np.max(expected))
            worst = max(worst, float(np.max(np.abs(found - expected) / size)))
            off = abs(float(z[layout.state(name, "T")]) - temperatures[i])
            worst_temperature = max(worst_temperature, float(off))
    return worst, worst_temperature


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="five pairs each, without the largest")
    quick = parser.parse_args().quick
    print_machine()
    rows = []
    for stages, components in SIZES[:-1] if quick else SIZES:
        document = case.train(stages, components)
        audited = solve_and_audit(document)
        pairs = 5 if quick else pairs_of(stages * components)
        parts: list[tuple[float, float, float]] = []
        timed = interleaved(
            lambda d=document, p=parts: p.append(solve_and_audit(d).parts),
            lambda n=stages, c=components: ccd_bare.solve(n, c),
            pairs,
        )
        flow, temperature = differences(audited, stages, components)
        split = " + ".join(milliseconds(median(column)) for column in zip(*parts, strict=True))
        rows.append((
            f"CCD({stages},{components})", audited.solved.system.columns, pairs, milliseconds(timed.first),
            milliseconds(timed.second), f"{timed.ratio:.1f}", milliseconds(timed.processor_first),
            milliseconds(timed.processor_second), f"{timed.processor_ratio:.1f}", split,
            f"{audited.closure:.0e}", f"{flow:.0e}",
            f"{temperature:.0e}", "yes" if audited.figures.ok else "NO",
        ))  # fmt: skip
        print(".", end="", flush=True)
    head = (
        "train", "unknowns", "pairs", "document to audit", "bare", "ratio", "CPU", "CPU bare", "CPU ratio",
        "compile + solve + audit", "closure",
        "flows off by", "T off by [K]", "closed",
    )  # fmt: skip
    print_table("Countercurrent train: document to audited solution against assemble + solve", head, rows)


if __name__ == "__main__":
    main()
