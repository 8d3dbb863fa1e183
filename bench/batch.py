"""Cases per second of a batch, audit and written results included, against a bare factorisation of the same train.

python -m bench.batch [--quick]

CCD(20,10) with three parameters varied; the bare core is SuperLU on the same matrix, once a case, and nothing else.
Then a train that is not linear (pH control, gypsum saturation, recycle and bleed), solved from nothing and from the
base case. Then what must not matter: the order of the cases, the number of workers, a stop and a resume.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.measuring import milliseconds, print_machine, print_table, seconds

import numpy as np  # isort: skip  # after the number of BLAS threads is fixed
from scipy.sparse import csc_matrix, diags, identity, kron
from scipy.sparse.linalg import splu

from bench import ccd_bare
from bench import countercurrent as case
from bench.neutral_train import VARIED, neutral_train
from flowsheets.batch.cases import CaseReader
from flowsheets.batch.evaluation import CaseEvaluator
from flowsheets.batch.running import Progress, run
from flowsheets.batch.sources import open_cases
from flowsheets.batch.tables import encoded, table_form
from flowsheets.document.records import Flowsheet
from flowsheets.sheet import Sheet
from unitops.quantities import convert

STAGES, COMPONENTS = 20, 10
PATHS = ("FEED.molar_rate", "WASH.molar_rate", "R10.reactions[0].conversion")
RESULTS = ("O1.flow_of[Cu]", "U20.flow_of[Cu]", "O1.T")
SPREAD = 0.1


class StoppedError(Exception):
    """A batch was stopped on purpose."""


def bare_matrix() -> tuple[csc_matrix, np.ndarray]:
    """The matrix of the train's flows and its right side (see ``ccd_bare``)."""
    shares = case.underflow_shares(COMPONENTS)
    reaction = np.eye(COMPONENTS)
    reaction[:4, 0] += case.CONVERSION * np.array([-1.0, -1.0, 1.0, 1.0])
    below, above = diags([1.0], [-1], shape=(STAGES, STAGES)), diags([1.0], [1], shape=(STAGES, STAGES))
    sparse = csc_matrix(reaction)
    matrix = (
        identity(STAGES * COMPONENTS) - kron(below, sparse @ diags(shares)) - kron(above, sparse @ diags(1.0 - shares))
    )
    right = np.zeros((STAGES, COMPONENTS))
    right[0], right[-1] = reaction @ case.feed(COMPONENTS), reaction @ case.wash(COMPONENTS)
    return csc_matrix(matrix), right.ravel()


def varied(sheet: Sheet, paths: Sequence[str], count: int, spread: float) -> dict[str, list[float]]:
    """Cases around the sheet's own values, in the units in which its parameters are declared."""
    evaluator = CaseEvaluator(sheet.document, paths, [])
    factors = np.random.default_rng(1).uniform(1.0 - spread, 1.0 + spread, (count, len(paths)))
    return {
        path: convert(value * factors[:, k], column.dimension, column.unit).tolist()
        for k, (path, column, value) in enumerate(zip(paths, evaluator.inputs, evaluator.base, strict=True))
    }


def measure_rate(count: int, rounds: int) -> None:
    """Time batches and bare factorisations in turn."""
    sheet = Sheet(case.train(STAGES, COMPONENTS))
    reader = CaseReader(open_cases(varied(sheet, PATHS, count, SPREAD)), sheet.problem)
    chunk = next(iter(reader.chunks(count)))
    evaluator = CaseEvaluator(sheet.document, PATHS, RESULTS)
    form = table_form(reader, evaluator.outputs)
    matrix, right = bare_matrix()
    found = evaluator.solve(chunk.values)

    def batch() -> None:
        encoded(form.columns, form.cells(chunk, evaluator.solve(chunk.values)), "csv")

    def bare() -> None:
        for _ in range(count):
            splu(matrix).solve(right)

    bare()

    def assembled() -> None:
        for _ in range(count // 8):
            ccd_bare.solve(STAGES, COMPONENTS)

    assembled()
    times = [(*seconds(batch), *seconds(bare), *seconds(assembled)) for _ in range(rounds)]
    wall, processor, wall_bare, processor_bare, wall_whole, processor_whole = (
        median(column) for column in zip(*times, strict=True)
    )
    ratio = median(t[1] / t[3] for t in times)
    head = ("what", "cases/s by wall", "cases/s by processor time")
    rows = [
        ("batch, audited and written", f"{count / wall:.0f}", f"{count / processor:.0f}"),
        ("bare splu and solve", f"{count / wall_bare:.0f}", f"{count / processor_bare:.0f}"),
        ("bare assembly, spsolve, temperatures", f"{count / 8 / wall_whole:.0f}", f"{count / 8 / processor_whole:.0f}"),
    ]
    print_table(f"CCD(20,10), {count} cases, {len(PATHS)} parameters varied, {rounds} pairs, one core", head, rows)
    closed = int((found.status == 0).sum())
    print(f"time of the batch over bare splu: {ratio:.2f}; closed {closed} of {count}; "
          f"worst closure of an element {found.element.max():.0e}, of energy {found.energy.max():.0e}")  # fmt: skip


def measure_nonlinear(stages: int, count: int) -> None:
    """Cold and re-solved, the train that is not linear."""
    sheet = Sheet(neutral_train(stages))
    evaluator = CaseEvaluator(sheet.document, VARIED)
    values = evaluator.base * np.random.default_rng(2).uniform(0.95, 1.05, (count, len(VARIED)))
    cold = []
    for numbers in values[: min(count, 5)]:
        texts = [f"{float(n)!r} {u}" for n, u in zip(numbers, ("kg/s", "", ""), strict=True)]
        changed = sheet.with_values(dict(zip(VARIED, texts, strict=True)))
        _ = changed.problem
        cold.append(seconds(changed.solve)[1])
    wall, processor = seconds(lambda: evaluator.solve(values))
    found = evaluator.solve(values)
    rows = [
        (f"{stages} thickeners", evaluator.problem.layout.size, milliseconds(median(cold)),
         milliseconds(processor / count), milliseconds(wall / count), f"{median(cold) / (processor / count):.1f}",
         f"{int((found.status == 0).sum())} of {count}", f"{float(np.mean(found.iterations)):.1f}"),
    ]  # fmt: skip
    head = ("train", "numbers", "cold solve", "re-solved and audited", "by wall", "ratio", "closed", "steps")
    print_table("pH control, gypsum saturation, recycle and bleed; processor time", head, rows)


def measure_identity(count: int) -> bool:
    """Whether order, workers and resume leave every bit as it is."""
    same = True
    for name, document, paths in (
        (f"CCD({STAGES},{COMPONENTS})", case.train(STAGES, COMPONENTS), PATHS),
        ("not linear, 3 thickeners", neutral_train(3), VARIED),
    ):
        same &= _identical(name, document, paths, count if paths is PATHS else 40)
    return same


def _identical(name: str, document: Flowsheet, paths: Sequence[str], count: int) -> bool:
    sheet = Sheet(document)
    cases = varied(sheet, paths, count, 0.02)
    ids = [f"c{k}" for k in range(count)]
    results = RESULTS if paths is PATHS else None
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)

        def content(out: str) -> bytes:
            return (place / out / "results.csv").read_bytes()

        run(sheet, {"id": ids, **cases}, out=place / "one", results=results, kind="csv")
        run(sheet, {"id": ids, **cases}, out=place / "two", results=results, kind="csv", workers=2)
        order = np.random.default_rng(5).permutation(count)
        mixed = {path: [column[k] for k in order] for path, column in {"id": ids, **cases}.items()}
        run(sheet, mixed, out=place / "mixed", results=results, kind="csv")

        def stop(progress: Progress) -> None:
            if progress.done > progress.before:
                raise StoppedError

        for _ in range(2):
            try:
                run(sheet, {"id": ids, **cases}, out=place / "cut", results=results, kind="csv", resume=True, told=stop)
            except StoppedError:
                continue
        run(sheet, {"id": ids, **cases}, out=place / "cut", results=results, kind="csv", resume=True)
        rows = {out: {line.split(b",", 1)[1] for line in content(out).splitlines()} for out in ("one", "mixed")}
        checks = {
            "two workers": content("two") == content("one"),
            "another order": rows["mixed"] == rows["one"],
            "stopped twice and resumed": content("cut") == content("one"),
        }
    told = ", ".join(f"{what} {'the same' if same else 'DIFFERENT'}" for what, same in checks.items())
    print(f"{name}, {count} cases: {told}")
    return all(checks.values())


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer cases and pairs")
    quick = parser.parse_args().quick
    print_machine()
    measure_rate(512 if quick else 2048, 3 if quick else 15)
    measure_nonlinear(5, 16 if quick else 64)
    print()
    measure_identity(600 if quick else 3000)


if __name__ == "__main__":
    main()
