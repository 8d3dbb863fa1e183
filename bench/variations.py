"""Random variations of a plant, each solved from nothing: how many close, and what the others say.

    python -m bench.variations [SHEET ...] [--samples 1000] [--seed 1] [--within 20] [--bounds] [--only NUMBER]
                               [--log FOLDER]

All numbers that the document enters move together, evenly within so many per cent (temperatures of the number in
degC; a pH, which is a logarithm, by half a unit: threefold in activity), cut off at their declared bounds; so do what
specifications demand and the written entries of compositions, which are then brought back to their sum. What a
specification finds is left out. With --bounds the numbers of one unit at a time move across the whole of their
declared bounds (those that are finite on both sides). --only solves one sample again and prints what moved most. The
sheet is compiled once; every sample starts from nothing. With --log each outcome is kept as it comes, and a campaign
that was broken off goes on where it was.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from bench.physical_ranges import physical_range
from bench.sample_log import SampleLog
from bench.violations import approached, violated
from flowsheets import library
from flowsheets.batch.array_audit import CaseAudit
from flowsheets.batch.case_solver import CaseSolver
from flowsheets.batch.columns import CompositionColumn, NumberColumn, resolve_column
from flowsheets.batch.compositions import varied_compositions
from flowsheets.document.paths import PLANT, parse_path
from flowsheets.document.records import Flowsheet
from flowsheets.equations.entered import dimension_cached, to_internal
from flowsheets.equations.layout import TARGETS
from flowsheets.equations.measures import find_measure
from flowsheets.equations.problem import Problem
from flowsheets.sheet import load
from flowsheets.solving.newton import SolveCancelledError
from flowsheets.solving.solve import SolvedPoint, solve_steps
from unitops.chemistry.aqueous.solubility import solubility_table
from unitops.chemistry.assay.reading import WAYS
from unitops.chemistry.phases import WATER
from unitops.errors import InputError, RaffinateError
from unitops.quantities import Dimension, convert, format_quantity, preferred_unit, to_si

PLANTS = ("spodumene_li2co3", "mnso4", "cu_hydro", "electrolyte_scco2")
REDRAWS = 100
OF_PH = 0.5
"""A pH moves by this much up or down."""
STOICHIOMETRY = ("needs",)
"""Tables of coefficients that follow from a reaction: they are no setting of a plant."""
CLOSED, OUTSIDE, UNBALANCED, BAD_INPUT = "closed", "outside validity", "out of balance", "bad input"
UNSOLVED, OVERTIME, FAULT = "not converged", "overtime", "fault"
IMPOSSIBLE = "impossible"
"""A constraint is violated, and the audit confirms it (see ``bench.violations``)."""


@dataclass(frozen=True)
class Outcome:
    """What became of a sample: status, diagnosis, iterations, processor time [s], the constraint that it violates."""

    status: str
    diagnosis: str
    iterations: int
    seconds: float
    violated: str = ""

    @property
    def met(self) -> bool:
        """Whether the sample has a result to be used."""
        return self.status in (CLOSED, OUTSIDE)


class ColdSamples:
    """A sheet compiled once, whose entered numbers vary; each sample is solved from nothing and audited."""

    def __init__(self, document: Flowsheet, problem: Problem) -> None:
        self.document, self.problem = document, problem
        self.columns, self.left_out = entered_columns(document, problem)
        self.compositions = varied_compositions(problem, self.columns)
        self.direct = [k for k, column in enumerate(self.columns) if column.position >= 0]
        positions = [np.array([self.columns[k].position for k in self.direct], dtype=np.intp)]
        positions += [composition.positions for composition in self.compositions]
        self.solver = CaseSolver(problem, None, np.concatenate(positions))
        self.audit = CaseAudit(problem)
        self._operations = {unit.tag: unit.operation.declaration.operation for unit in problem.units.values()}
        self.base = np.array(
            [c.entered if isinstance(c, CompositionColumn) else problem.z[c.position] for c in self.columns]
        )

    @cached_property
    def shipped(self) -> SolvedPoint:
        """The sheet's own solution."""
        return _finished(solve_steps(self.problem))

    def judged(self, found: Outcome, values: np.ndarray) -> Outcome:
        """An outcome without a result, with the constraint that bounds the way to it; a defect where there is none."""
        if found.status not in (UNSOLVED, OVERTIME, UNBALANCED):
            return found
        approach = approached(self.shipped, self.case(values), self.audit)
        how_far = f"approached to {100.0 * approach.share:.0f} %"
        if approach.violated:
            return replace(found, status=IMPOSSIBLE, violated=f"{how_far}: {approach.violated}")
        return replace(found, diagnosis=f"{found.diagnosis} | {how_far}")

    @property
    def groups(self) -> list[str]:
        """Tags of the units whose numbers vary."""
        return sorted({column.path.partition(".")[0] for column in self.columns})

    def bounds_of(self, column: NumberColumn) -> tuple[float, float]:
        """Between what a number can be at all [SI]: its declared bounds, and its physical range where one is known."""
        tag, _, rest = column.path.partition(".")
        name = re.split(r"[\[ ]", rest, maxsplit=1)[0]
        known = physical_range(name, self._operations[tag], self.document.name, tag)
        if known is None:
            return column.low, column.high
        low, high = (to_si(bound, column.dimension, column.unit) for bound in (known.low, known.high))
        return max(float(low), column.low), min(float(high), column.high)

    def case(self, values: np.ndarray) -> Problem:
        """The sheet with the numbers [SI] of one sample; raises InputError for a composition that cannot be."""
        amounts = [composition.amounts(values) for composition in self.compositions]
        return self.solver.of_case(np.concatenate([values[self.direct], *amounts]))

    def solve(self, values: np.ndarray, most_seconds: float) -> tuple[Outcome, SolvedPoint | None]:
        """Solve a sample from nothing and audit it."""
        began = time.process_time()

        def late() -> bool:
            return time.process_time() - began > most_seconds

        def outcome(status: str, diagnosis: str, iterations: int = 0) -> Outcome:
            return Outcome(status, diagnosis, iterations, time.process_time() - began)

        try:
            solved = _finished(solve_steps(self.case(values), stop=late))
        except SolveCancelledError:
            return outcome(OVERTIME, f"longer than {most_seconds:g} s"), None
        except (RaffinateError, ArithmeticError) as error:
            told = error.sentence() if isinstance(error, RaffinateError) else f"{type(error).__name__}: {error}"
            return outcome(BAD_INPUT if isinstance(error, InputError) else UNSOLVED, told), None
        except (ValueError, TypeError, LookupError) as error:
            return outcome(FAULT, f"{type(error).__name__}: {error}"), None
        status = solved.point.status
        figures = self.audit.check(solved.z[None], status[None])
        if not figures.ok[0]:
            constraint = violated(self.audit, figures)
            if constraint:
                found = outcome(IMPOSSIBLE, "; ".join(solved.notes), len(solved.iterations))
                return replace(found, violated=constraint), solved
            told = [*solved.notes, self.audit.sentences(figures, 0, solved.z, status)]
            return outcome(UNBALANCED, " | ".join(told), len(solved.iterations)), solved
        met = CLOSED if figures.inside_validity[0] else OUTSIDE
        return outcome(met, "; ".join(solved.notes), len(solved.iterations)), solved


def _finished(steps: Iterator[object]) -> SolvedPoint:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def entered_columns(document: Flowsheet, problem: Problem) -> tuple[list[NumberColumn], list[str]]:
    """Numbers that the document itself enters and that may vary, and the paths that may not with the reason."""
    columns, left_out = [], []
    for path in _entered_paths(document, problem):
        try:
            column = resolve_column(problem, path)
        except InputError as error:
            left_out.append(f"{path}: {error.problem}")
            continue
        if isinstance(column, NumberColumn):
            columns.append(column)
        else:
            left_out.append(f"{path}: not a number by itself")
    return columns + demanded_columns(document, problem), left_out


def demanded_columns(document: Flowsheet, problem: Problem) -> list[NumberColumn]:
    """What each specification demands: a number that the document enters like any other."""
    columns = []
    for specification in problem.specifications:
        path = parse_path(document.specifications[specification.id].result)
        place = problem.layout.position(TARGETS, specification.id)
        shown = f"{specification.text.partition(' ')[0]} (demanded)"
        unit = problem.units.get(path.owner)
        if unit is None:
            dimension = find_measure(path.name, path.argument, specification.text).dimension
            columns.append(NumberColumn(shown, place, preferred_unit(dimension), dimension, 0.0, np.inf))
            continue
        declared = unit.operation.declaration
        measure, parameter = declared.quantities[path.name].measure, declared.parameters.get(path.name)
        low, high = 0.0, np.inf
        if parameter is not None:
            low = 0.0 if parameter.low is None else to_internal(parameter, parameter.low)
            high = np.inf if parameter.high is None else to_internal(parameter, parameter.high)
        columns.append(NumberColumn(shown, place, measure, dimension_cached(measure), low, high))
    return columns


def _entered_paths(document: Flowsheet, problem: Problem) -> Iterator[str]:
    for key, unit in problem.units.items():
        if key == PLANT:
            continue
        entered = document.units[key].parameters
        declared = unit.operation.declaration
        for slot in unit.numbers:
            name = slot.partition("[")[0]
            if name in STOICHIOMETRY:
                continue
            if name in entered and name not in declared.compositions:
                yield f"{unit.tag}.{slot}" + (".conversion" if name in declared.reactions else "")
        for name in declared.compositions:
            written = entered.get(name)
            if isinstance(written, Mapping):
                yield from (f"{unit.tag}.{name}[{entry}]" for entry in _written_entries(written))


def _written_entries(written: Mapping[str, object]) -> Iterator[str]:
    """Entries that can vary: one species that is all of a composition cannot."""
    for way in WAYS:
        entries = written.get(way)
        if isinstance(entries, Mapping) and (len(entries) > 1 or "rest" in written or way == "solution"):
            yield from entries
    if "moisture" in written:
        yield "moisture"


def joint(samples: ColdSamples, within: float, rng: np.random.Generator) -> np.ndarray:
    """One sample [SI]: every number within so large a share of what is entered, inside its bounds."""
    base, values = samples.base, samples.base.copy()
    for k, column in enumerate(samples.columns):
        draw = rng.uniform(-1.0, 1.0)
        factor = 1.0 + within * draw
        if column.dimension is Dimension.TEMPERATURE:
            number = float(convert(base[k], column.dimension, "degC")) * factor
            values[k] = to_si(number, column.dimension, "degC")
        elif column.path.endswith(".ph"):
            values[k] = base[k] + OF_PH * draw
        else:
            values[k] = base[k] * factor
        values[k] = min(max(values[k], column.low), column.high)
    return readable(samples, brought_to_sum(samples, values), within, rng)


def readable(samples: ColdSamples, values: np.ndarray, within: float, rng: np.random.Generator) -> np.ndarray:
    """The sample with other draws for compositions that cannot be, such as assays that no minerals add up to."""
    for composition in samples.compositions:
        for _ in range(REDRAWS):
            try:
                composition.amounts(values)
                break
            except InputError:
                for k, _ in composition.columns:
                    values[k] = samples.base[k] * (1.0 + within * rng.uniform(-1.0, 1.0))
                values = brought_to_sum(samples, values)
    return values


def across(samples: ColdSamples, group: str, rng: np.random.Generator) -> np.ndarray:
    """One sample [SI]: the numbers of one unit anywhere between their bounds.

    Amounts per mass that are not bounded above move from nothing to twice what is entered; of a salt no more is
    entered as dissolved than water dissolves of it.
    """
    values = samples.base.copy()
    for k, column in enumerate(samples.columns):
        if column.path.partition(".")[0] != group:
            continue
        low, high = samples.bounds_of(column)
        if np.isfinite(low) and not np.isfinite(high):
            high = max(2.0 * float(samples.base[k]), low)
        if np.isfinite(low) and np.isfinite(high):
            values[k] = rng.uniform(low, high)
    return brought_to_sum(samples, dissolved(samples, values))


def dissolved(samples: ColdSamples, values: np.ndarray) -> np.ndarray:
    """Salts of solutions brought back to what the water beside them dissolves at the temperature where it is most."""
    values = values.copy()
    for composition in samples.compositions:
        entries = {column.key: k for k, column in composition.columns if column.way == "species"}
        for key, k in entries.items():
            most = most_dissolved(key)
            if most is not None and WATER in entries:
                values[k] = min(values[k], most * values[entries[WATER]])
    return values


def most_dissolved(species: str) -> float | None:
    """Largest measured solubility of a salt in water [kg/kg water]; None for what is no salt or was not measured."""
    record = solubility_table().salts.get(species.removesuffix("(aq)")) if species.endswith("(aq)") else None
    return None if record is None else max(max(branch.g_per_100g) for branch in record.branches) / 100.0


def brought_to_sum(samples: ColdSamples, values: np.ndarray) -> np.ndarray:
    """Fractions of each composition brought back to the sum that they have on the sheet.

    Where a rest takes what is left they stay as they are, unless there would be none left.
    """
    values = values.copy()
    for composition in samples.compositions:
        places = [k for k, c in composition.columns if c.way in ("species", "assay")]
        total, before = float(values[places].sum()), float(samples.base[places].sum())
        if total > 0.0 and ("rest" not in composition.entered or total > 0.99):
            values[places] *= before / total
    return values


def shown(column: NumberColumn, value: float) -> str:
    """A value [SI] as it may be entered."""
    return format_quantity(value, column.unit, 6, dimension=column.dimension)


def moved_most(samples: ColdSamples, values: np.ndarray, most: int = 400) -> list[str]:
    """What differs from the sheet, a line each."""
    pairs = zip(samples.columns, values, samples.base, strict=True)
    return [f"    {c.path} = {shown(c, v)}   (sheet: {shown(c, b)})" for c, v, b in pairs if v != b][:most]


def sample_of(samples: ColdSamples, number: int, asked: argparse.Namespace) -> tuple[np.ndarray, str]:
    """The numbers of a sample and the unit that it moves ('all' of them by default)."""
    rng = np.random.default_rng([asked.seed, number])
    if not asked.bounds:
        return joint(samples, asked.within / 100.0, rng), "all"
    groups = samples.groups
    group = groups[number % len(groups)]
    return across(samples, group, rng), group


def campaign(name: str, asked: argparse.Namespace) -> None:
    """Solve the samples of a sheet, tell of each that fails as it comes, then sum up."""
    sheet = load(name) if Path(name).suffix else library.load(name)
    samples = ColdSamples(sheet.document, sheet.problem)
    left = len(samples.left_out)
    print(f"{name}: {len(samples.columns)} numbers of {len(samples.groups)} units vary, {left} do not", flush=True)
    for line in samples.left_out:
        print(f"  left out  {line}")
    if asked.only is not None:
        _solve_one(samples, asked)
        return
    log = SampleLog(asked.log and Path(asked.log) / f"{Path(name).stem}-{_kind(asked)}.jsonl")
    counts = Counter(kept["status"] for kept in log.kept.values())
    seconds = [kept["seconds"] for kept in log.kept.values()]
    for number in range(asked.first, asked.first + asked.samples):
        if number in log.kept:
            continue
        values, group = sample_of(samples, number, asked)
        found = samples.judged(samples.solve(values, asked.most_seconds)[0], values)
        counts[found.status] += 1
        seconds.append(found.seconds)
        log.keep(number, moves=group, **asdict(found))
        if not found.met or (asked.notes and found.diagnosis):
            told = " | ".join(filter(None, (found.violated, found.diagnosis)))
            print(f"  {number:5} {found.status:16} {found.seconds:5.1f} s  {group}: {told}", flush=True)
        if sum(counts.values()) % 25 == 0:
            print(f"  after {sum(counts.values())}: {_summary(counts)}", flush=True)
    _sum_up(name, asked, counts, seconds)


def _kind(asked: argparse.Namespace) -> str:
    return f"{'bounds' if asked.bounds else f'within-{asked.within:g}'}-seed-{asked.seed}"


def _solve_one(samples: ColdSamples, asked: argparse.Namespace) -> None:
    values, group = sample_of(samples, asked.only, asked)
    found = samples.judged(samples.solve(values, asked.most_seconds)[0], values)
    print("\n".join(moved_most(samples, values)))
    told = f"{found.iterations} iterations, {found.seconds:.2f} s {found.violated} {found.diagnosis}"
    print(f"  {group}: {found.status}, {told}")


def _summary(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {status}" for status, count in counts.most_common())


def _sum_up(name: str, asked: argparse.Namespace, counts: Counter[str], seconds: Sequence[float]) -> None:
    done, met = sum(counts.values()), counts[CLOSED] + counts[OUTSIDE]
    defects = done - met - counts[IMPOSSIBLE] - counts[BAD_INPUT]
    print(
        f"{name}: {met} of {done} have a solution ({100.0 * met / done:.1f} %), {defects} defects, seed {asked.seed};"
        f" {_summary(counts)};"
        f" processor time {np.mean(seconds):.2f} s each, at most {max(seconds):.1f} s",
        flush=True,
    )


def main() -> None:
    """Run the campaigns."""
    parser = argparse.ArgumentParser()
    parser.add_argument("plants", nargs="*", default=PLANTS)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="number of the first sample")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=20.0, help="per cent")
    parser.add_argument("--bounds", action="store_true", help="one unit at a time, across its bounds")
    parser.add_argument("--only", type=int, help="one sample, with what moved")
    parser.add_argument("--log", default="", help="folder in which outcomes are kept, to go on from")
    parser.add_argument("--notes", action="store_true", help="tell of samples that have a solution and a note, too")
    parser.add_argument("--most-seconds", type=float, default=40.0, help="processor time after which a sample is left")
    asked = parser.parse_args()
    for name in asked.plants:
        campaign(name, asked)


if __name__ == "__main__":
    main()
