"""Cost of the whole way against the length of a countercurrent train, with the fitted exponent.

python -m bench.scaling [--most 10000]
"""

from __future__ import annotations

import argparse
import time
from statistics import median

from bench.measuring import milliseconds, print_machine, print_table

import numpy as np  # isort: skip  # after the number of BLAS threads is fixed

from bench import countercurrent as case
from bench.audited import solve_and_audit

STAGES = (100, 200, 500, 1000, 2000, 5000, 10_000)
COMPONENTS = 10


def main() -> None:
    """Time each length (medians, fewer runs for the longest) and fit processor time = a N^b."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=STAGES[-1], help="longest train")
    most = parser.parse_args().most
    print_machine()
    solve_and_audit(case.train(5, COMPONENTS))
    rows, times, lengths = [], [], [n for n in STAGES if n <= most]
    for stages in lengths:
        document = case.train(stages, COMPONENTS)
        runs = 7 if stages <= 1000 else 3
        parts, processor, closure, unknowns, closed = [], [], 0.0, 0, True
        for _ in range(runs):
            start = time.process_time()
            audited = solve_and_audit(document)
            processor.append(time.process_time() - start)
            parts.append(audited.parts)
            closure, unknowns = max(closure, audited.closure), audited.solved.system.columns
            closed &= bool(audited.figures.ok)
            del audited
        whole = median(sum(part) for part in parts)
        split = [milliseconds(median(column)) for column in zip(*parts, strict=True)]
        times.append(median(processor))
        figures = [milliseconds(whole), milliseconds(times[-1]), *split]
        rows.append((stages, unknowns, runs, *figures, f"{closure:.0e}", "yes" if closed else "NO"))
    measured = ("whole way", "CPU", "compile", "solve", "audit")
    head = ("stages", "unknowns", "runs", *measured, "closure", "closed")
    print_table(f"Cost against size, {COMPONENTS} components", head, rows)
    if len(times) > 1:
        exponent = np.polyfit(np.log(lengths), np.log(times), 1)[0]
        print(f"fitted exponent: processor time ~ N^{exponent:.2f}")


if __name__ == "__main__":
    main()
