"""Random variations of a plant, each solved from nothing: how many close, and what the others say.

    python bench/variations.py [SHEET] [--samples 1000] [--seed 1] [--within 20] [--bounds] [--only NUMBER]

All entered numbers of units move together, evenly within so many per cent (temperatures of the number in degC), cut off
at their declared bounds. With --bounds one unit at a time moves across the whole of its declared bounds (those that are
finite on both sides). --only solves one sample again and prints what its values are.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import numpy as np

from flowsheets import library
from flowsheets.batch.columns import NumberColumn, resolve_column
from flowsheets.document.paths import PLANT
from flowsheets.sheet import Sheet, load
from unitops.errors import InputError, RaffinateError
from unitops.quantities import Dimension, convert, to_si


def entered_columns(sheet: Sheet) -> tuple[list[NumberColumn], list[str]]:
    """Numbers that the document itself enters and that may vary, and the paths that may not with the reason."""
    problem = sheet.problem
    columns, left_out = [], []
    for key, unit in problem.units.items():
        record = sheet.document.units[key]
        for slot in unit.numbers:
            name = slot.partition("[")[0]
            if name not in record.parameters or key == PLANT:
                continue
            field = ".conversion" if name in unit.operation.declaration.reactions else ""
            path = f"{unit.tag}.{slot}{field}"
            try:
                column = resolve_column(problem, path)
            except InputError as error:
                left_out.append(f"{path}: {error.problem}")
                continue
            if isinstance(column, NumberColumn) and column.position >= 0:
                columns.append(column)
            else:
                left_out.append(f"{path}: not a number by itself")
    return columns, left_out


def joint(columns: list[NumberColumn], base: np.ndarray, within: float, rng: np.random.Generator) -> np.ndarray:
    """One sample [SI]: every number within so large a share, inside its bounds."""
    values = base.copy()
    for k, column in enumerate(columns):
        factor = 1.0 + within * rng.uniform(-1.0, 1.0)
        if column.dimension is Dimension.TEMPERATURE:
            number = float(convert(base[k], column.dimension, "degC")) * factor
            values[k] = to_si(number, column.dimension, "degC")
        else:
            values[k] = base[k] * factor
        values[k] = min(max(values[k], column.low), column.high)
    return values


def across(columns: list[NumberColumn], base: np.ndarray, group: str, rng: np.random.Generator) -> np.ndarray:
    """One sample [SI]: the numbers of one unit anywhere between their bounds."""
    values = base.copy()
    for k, column in enumerate(columns):
        if column.path.partition(".")[0] == group and np.isfinite(column.low) and np.isfinite(column.high):
            values[k] = rng.uniform(column.low, column.high)
    return values


def entered(column: NumberColumn, value: float) -> str:
    """A value as it is entered."""
    number = float(convert(value, column.dimension, column.unit, hours_per_year=8766.0))
    return repr(number) if column.unit == "1" else f"{number!r} {column.unit}"


def solve_cold(sheet: Sheet, columns: list[NumberColumn], values: np.ndarray, base: np.ndarray) -> tuple[str, str]:
    """Status and diagnosis of a sample that is solved as a sheet of its own."""
    changed = {c.path: entered(c, v) for c, v, b in zip(columns, values, base, strict=True) if v != b}
    try:
        solution = sheet.with_values(changed).solve()
    except InputError as error:
        return "bad input", error.sentence()
    except RaffinateError as error:
        return "not converged", error.sentence()
    except Exception as error:
        return "fault", f"{type(error).__name__}: {error}"
    return solution.status, "; ".join(solution.warnings) if solution.status == "out of balance" else ""


def main() -> None:
    """Run the campaign and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sheet", nargs="?", default="spodumene_li2co3")
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=20.0)
    parser.add_argument("--bounds", action="store_true")
    parser.add_argument("--only", type=int)
    asked = parser.parse_args()
    sheet = load(asked.sheet) if Path(asked.sheet).suffix else library.load(asked.sheet)
    columns, left_out = entered_columns(sheet)
    base = np.array([sheet.problem.z[column.position] for column in columns])
    groups = sorted({column.path.partition(".")[0] for column in columns})
    print(f"{sheet.document.name}: {len(columns)} numbers of {len(groups)} units vary, {len(left_out)} do not")
    for line in left_out:
        print(f"  left out  {line}")
    outcomes, reasons, slowest = Counter(), [], (0.0, 0)
    began = time.perf_counter()
    for number in range(asked.samples) if asked.only is None else [asked.only]:
        rng = np.random.default_rng([asked.seed, number])
        if asked.bounds:
            values = across(columns, base, groups[number % len(groups)], rng)
        else:
            values = joint(columns, base, asked.within / 100.0, rng)
        started = time.perf_counter()
        status, reason = solve_cold(sheet, columns, values, base)
        slowest = max(slowest, (time.perf_counter() - started, number))
        outcomes[status] += 1
        if status not in ("closed", "outside validity"):
            group = groups[number % len(groups)] if asked.bounds else "all"
            reasons.append((reason, number, group))
        if asked.only is not None:
            for column, value, before in zip(columns, values, base, strict=True):
                if value != before:
                    print(f"  {column.path} = {entered(column, value)}   (sheet: {entered(column, before)})")
    seconds = time.perf_counter() - began
    done = sum(outcomes.values())
    print(f"{done} samples, seed {asked.seed}, {seconds:.1f} s, {seconds / done:.2f} s each, slowest {slowest[0]:.2f} s"
          f" (number {slowest[1]})")  # fmt: skip
    for status, count in outcomes.most_common():
        print(f"  {status:18}{count:6}{100.0 * count / done:8.1f} %")
    for reason, number, group in reasons:
        print(f"  number {number} ({group}): {reason}")


if __name__ == "__main__":
    main()
