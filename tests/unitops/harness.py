"""What every unit operation must hold: checks that know only its declaration and an example sheet.

Each check returns the list of faults it found, in words; an empty list is a pass.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import msgspec
import numpy as np

import tests.unitops.examples as examples_package
from flowsheets.document.records import Flowsheet, UnitRecord
from flowsheets.equations.build import compile_sheet
from flowsheets.equations.kernel import Kernel
from flowsheets.equations.problem import Problem
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet
from flowsheets.solving.finish import finished
from flowsheets.solving.solve import solve_steps
from unitops.catalogue import catalogue
from unitops.declaration.balance import LocalModel
from unitops.declaration.operation import UnitOperation, is_feed
from unitops.errors import RaffinateError
from unitops.quantities import dimension_of

RATES = ("rate", "dry_rate", "molar_rate", "normal_volume_rate")
ROUNDED = 0.05
"""Smoothing at which derivatives are compared: switches are then curves."""
DUST = 1e-16
"""A flow below zero by this share of the sheet's largest is what numbers leave of nothing."""
ROUND_OFF = 1e-6
"""Derivatives are compared with this added to their size: differences of doubles are no better."""
replace = msgspec.structs.replace


# --- examples -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """A sheet around a unit operation and the factors by which its feeds may be multiplied."""

    operation: str
    build: Callable[[], Flowsheet]
    factors: tuple[float, float]


@cache
def _modules() -> tuple[dict[str, object], dict[str, str]]:
    """Modules of examples by name, and what kept others from being imported."""
    modules: dict[str, object] = {}
    broken: dict[str, str] = {}
    for found in pkgutil.iter_modules(examples_package.__path__):
        name = f"{examples_package.__name__}.{found.name}"
        try:
            modules[found.name] = importlib.import_module(name)
        except Exception as error:  # another module's mistake must not hide the rest
            broken[found.name] = f"{type(error).__name__}: {error}"
    return modules, broken


def broken_modules() -> Mapping[str, str]:
    """Modules of examples that cannot be imported, with the reason."""
    return _modules()[1]


@cache
def examples() -> Mapping[str, tuple[Example, ...]]:
    """Examples by operation; a module's EXAMPLES maps 'Operation' or 'Operation (variant)' to a sheet's maker.

    A module may narrow the factors of random feeds where a sheet is not possible over the whole range:
    ``RANDOM_RATES = {'Operation': (0.8, 1.2)}``.
    """
    found: dict[str, list[Example]] = {}
    for module in _modules()[0].values():
        narrowed = getattr(module, "RANDOM_RATES", {})
        for name, build in getattr(module, "EXAMPLES", {}).items():
            operation = name.partition("(")[0].strip()
            factors = narrowed.get(name, narrowed.get(operation, (0.3, 3.0)))
            found.setdefault(operation, []).append(Example(name, build, factors))
    return {name: tuple(of) for name, of in found.items()}


def without_example() -> list[str]:
    """Operations of which no sheet shows the working."""
    return sorted(set(catalogue()) - set(examples()))


# --- sheets changed -------------------------------------------------------------------------------------------------


def _feeds(sheet: Flowsheet) -> Iterator[tuple[str, UnitRecord]]:
    operations = catalogue()
    for key, unit in sheet.units.items():
        if is_feed(operations[unit.operation]):
            yield key, unit


def _with_parameters(sheet: Flowsheet, key: str, **parameters: object) -> Flowsheet:
    unit = sheet.units[key]
    changed = replace(unit, parameters={**unit.parameters, **parameters})
    return replace(sheet, units={**sheet.units, key: changed})


def scaled(sheet: Flowsheet, factors: Mapping[str, float]) -> Flowsheet:
    """The sheet with the entered rates of feeds multiplied, by the feed's id."""
    for key, unit in _feeds(sheet):
        for name in RATES:
            if name in unit.parameters and key in factors:
                number, _, unit_text = str(unit.parameters[name]).strip().partition(" ")
                text = f"{float(number) * factors[key]!r} {unit_text}".strip()
                sheet = _with_parameters(sheet, key, **{name: text})
    return sheet


def warmed(sheet: Flowsheet, generator: np.random.Generator) -> Flowsheet:
    """The sheet with the temperatures of its feeds changed by some 10 K; liquors stay liquid."""
    for key, unit in _feeds(sheet):
        text = str(unit.parameters.get("temperature", "25 degC"))
        number, _, unit_text = text.partition(" ")
        if unit_text in ("degC", "K"):
            lowest, highest = (5.0, 80.0) if unit_text == "degC" else (278.15, 353.15)
            changed = float(number) + generator.uniform(-10.0, 15.0)
            if float(number) <= highest:
                changed = min(max(changed, min(lowest, float(number))), highest)
            sheet = _with_parameters(sheet, key, temperature=f"{changed!r} {unit_text}")
    return sheet


def with_rates_fixed(sheet: Flowsheet, z: np.ndarray, problem: Problem) -> Flowsheet:
    """The sheet with every open feed held at the rate that was found."""
    for key, unit in _feeds(sheet):
        if not any(name in unit.parameters for name in RATES):
            rate = float(z[problem.layout.position(key, "rate")]) * 3.6
            sheet = _with_parameters(sheet, key, rate=f"{max(rate, 0.0)!r} t/h")
    return replace(sheet, specifications={})


def solve(sheet: Flowsheet) -> Solution:
    """Solve from nothing and audit."""
    return Sheet(sheet).solve()


def _faults_of(what: str, sheet: Flowsheet) -> list[str]:
    """Solve; tell of failures, numbers that are none, and balances that do not close."""
    try:
        solution = solve(sheet)
        status = solution.status
    except (RaffinateError, ArithmeticError, ValueError) as error:
        return [f"{what}: {type(error).__name__}: {error}"]
    if not np.all(np.isfinite(solution.solved.z)):
        return [f"{what}: a number is not finite"]
    if status in ("closed", "outside validity") or not _carries(solution):
        return []
    findings = [f for f in solution.audit.findings if f.severity == "balance"]
    if _only_dust(solution):
        findings = [f for f in findings if f.quantity != "no flow" and "negative flow" not in f.sentence]
    told = " ".join(f.sentence for f in findings[:3])
    return [f"{what}: {status}: {told}"] if findings else []


def _carries(solution: Solution) -> bool:
    """Whether anything flows that can be weighed; the audit has no scale for what numbers leave of nothing."""
    problem, z = solution.solved.problem, solution.solved.z
    return any(np.max(np.abs(z[problem.layout.amounts(s)]), initial=0.0) > 1e-9 for s in problem.sheet.streams)


def _only_dust(solution: Solution) -> bool:
    """Whether what is below zero is round-off of the whole sheet's flow."""
    problem, z = solution.solved.problem, solution.solved.z
    flows = np.concatenate([z[problem.layout.amounts(s)] for s in problem.sheet.streams])
    return bool(np.min(flows, initial=0.0) >= -DUST * np.max(flows, initial=0.0))


# --- the checks -----------------------------------------------------------------------------------------------------


def balance_faults(example: Example) -> list[str]:
    """Mass, elements, charge and energy close, cold, as entered and with random rates and temperatures."""
    sheet = example.build()
    faults = _faults_of("as entered", sheet)
    generator = np.random.default_rng(20240607)
    low, high = example.factors
    for draw in range(2):
        factors = {key: float(np.exp(generator.uniform(np.log(low), np.log(high)))) for key, _ in _feeds(sheet)}
        tried = warmed(scaled(sheet, factors), generator)
        told = ", ".join(f"{sheet.units[key].tag} x {factor:.2f}" for key, factor in factors.items())
        faults += _faults_of(f"random feeds {draw} ({told})", tried)
    return faults


def derivative_faults(example: Example) -> list[str]:
    """Derivatives by every unknown and parameter against Richardson-extrapolated central differences."""
    problem = compile_sheet(example.build())
    solved = finished(solve_steps(problem))
    generator = np.random.default_rng(7)
    points = [("solution", solved.z)] + [(f"point {k}", _random_point(problem, solved.z, generator)) for k in range(3)]
    faults: list[str] = []
    for where, z in points:
        for group in solved.system.groups:
            at = z[group.arguments[0]]
            known = group.arguments[0] != problem.layout.smoothing  # which is no parameter of anybody
            worst, row, column = _kernel_error(group.kernel, at, known)
            if worst > 1e-6:
                by = problem.layout.name(int(group.arguments[0, column]))[1]
                stated = group.kernel.rows[row].says
                faults.append(f"{where}: {group.kernel.name}: '{stated}' by '{by}' off by {worst:.1e}")
        for local in solved.system.locals if where in ("solution", "point 0") else ():  # they cost the most
            worst, row, column = _model_error(local.model, z[local.inputs[0]])
            if worst > 1e-5:
                faults.append(f"{where}: {local.says}: output {row} by input {column} off by {worst:.1e}")
    faults += _assembly_faults(solved.system, points[1][1], generator)
    return faults


def bypass_faults(example: Example) -> list[str]:
    """Switched off, what enters leaves, with its enthalpy."""
    name = example.operation.partition("(")[0].strip()
    sheet = example.build()
    if is_feed(catalogue()[name]):
        return []
    try:
        problem = compile_sheet(sheet)
        sheet = with_rates_fixed(sheet, finished(solve_steps(problem)).z, problem)
        units = {k: replace(u, off=u.operation == name) for k, u in sheet.units.items()}
        solution = solve(replace(sheet, units=units))
    except (RaffinateError, ArithmeticError, ValueError) as error:
        return [f"off: {type(error).__name__}: {error}"]
    problem, z = solution.solved.problem, solution.solved.z
    faults = [] if solution.status in ("closed", "outside validity") else [f"off: {solution.status}"]
    for key, unit in units.items():
        if unit.off and problem.inlets[key] and problem.outlets[key]:
            faults += _passed_faults(problem, z, key)
    return faults


def _passed_faults(problem: Problem, z: np.ndarray, unit: str) -> list[str]:
    entering = [s for streams in problem.inlets[unit].values() for s in streams]
    sums: dict[str, list[float]] = {}
    for sign, streams in ((1.0, entering), (-1.0, list(problem.outlets[unit].values()))):
        for stream in streams:
            amounts = z[problem.layout.amounts(stream)]
            for species, amount in zip(problem.layout.species(stream), amounts, strict=True):
                sums.setdefault(species, []).append(sign * float(amount))
            sums.setdefault("enthalpy", []).append(sign * float(z[problem.layout.state(stream, "H")]))
    size = max((abs(x) for name, terms in sums.items() if name != "enthalpy" for x in terms), default=0.0)
    heat = sum(abs(x) for x in sums.get("enthalpy", []))
    return [
        f"off: {name} enters and leaves apart by {sum(terms):.2e}"
        for name, terms in sums.items()
        if abs(sum(terms)) > 1e-9 * (heat + 1e-3 if name == "enthalpy" else size + 1e-12)
    ]


def zero_flow_faults(example: Example) -> list[str]:
    """Without any feed, and without each feed in turn, there is a finite solution."""
    sheet = example.build()
    entered = [k for k, unit in _feeds(sheet) if any(name in unit.parameters for name in RATES)]
    faults = _faults_of("no feed at all", scaled(sheet, dict.fromkeys(entered, 0.0)))
    if len(entered) > 1:
        for key in entered:
            faults += _faults_of(f"nothing from {sheet.units[key].tag}", scaled(sheet, {key: 0.0}))
    return faults


def order_faults(example: Example) -> list[str]:
    """Solved twice, and with the document in reversed order, every number is the same to the last bit."""
    sheet = example.build()
    reversed_sheet = replace(
        sheet,
        units=dict(reversed(list(sheet.units.items()))),
        streams=dict(reversed(list(sheet.streams.items()))),
    )
    first = finished(solve_steps(compile_sheet(sheet))).z
    faults = []
    for what, other in (("again", sheet), ("reversed", reversed_sheet)):
        z = finished(solve_steps(compile_sheet(other))).z
        if z.tobytes() != first.tobytes():
            faults.append(f"solved {what}: numbers differ by up to {np.max(np.abs(z - first)):.1e}")
    return faults


def documentation_faults(operation: type[UnitOperation]) -> list[str]:
    """Everything declared says what it is, in a unit that can be read, with bounds in order and a source."""
    declared = operation.declaration
    faults = [f"{name} is not set" for name in ("tag", "trade", "symbol", "title") if not getattr(operation, name)]
    if len((operation.__doc__ or "").split()) < 15:
        faults.append("the docstring is no handbook page")
    for name, item in declared.items.items():
        if not getattr(item, "says", ""):
            faults.append(f"{name} says nothing")
    for name, quantity in {**declared.quantities, **declared.tables}.items():
        try:
            dimension_of(quantity.unit)  # type: ignore[union-attr]  # parameters, results and tables have a unit
        except RaffinateError as error:
            faults.append(f"{name}: unit: {error}")
    for name, parameter in declared.parameters.items():
        bounds = [b for b in (parameter.low, parameter.default, parameter.high) if b is not None]
        if bounds != sorted(bounds) or len(set(bounds[::2])) < len(bounds[::2]):
            faults.append(f"{name}: bounds and default are not in order: {bounds}")
        if parameter.default not in (0.0, None, 1.0, 25.0, 101.325, 298.15) and not parameter.source:
            faults.append(f"{name}: default {parameter.default:g} {parameter.unit} has no source")
    members = [m for freedom in operation.freedoms for m in freedom.members]
    faults += [f"freedom names '{m}', which is no parameter" for m in members if m not in declared.parameters]
    return faults


# --- derivatives ----------------------------------------------------------------------------------------------------


def _random_point(problem: Problem, z: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """A point near the solution with every amount above zero and every switch rounded."""
    point = z * np.exp(generator.uniform(-0.05, 0.05, len(z)))
    flows = np.concatenate([z[problem.layout.amounts(s)] for s in problem.sheet.streams] or [np.ones(1)])
    typical = max(float(np.max(np.abs(flows), initial=0.0)), 1e-6)
    for stream in problem.sheet.streams:
        span = problem.layout.amounts(stream)
        point[span] += typical * generator.uniform(0.01, 0.1, span.stop - span.start)
    point[problem.layout.smoothing] = ROUNDED
    return point


Function = Callable[[np.ndarray], np.ndarray]
"""Values [n, rows] at points [n, size]."""


def _differences(function: Function, at: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Derivatives [rows, size] by central differences at steps h and h/2, extrapolated to fourth order."""
    shifts = np.concatenate([np.diag(step), -np.diag(step), np.diag(step) / 2, -np.diag(step) / 2])
    with np.errstate(all="ignore"):
        values = np.array(function(at + shifts)).reshape(4, len(at), -1)
    wide = (values[0] - values[1]) / (2 * step[:, None])
    narrow = (values[2] - values[3]) / step[:, None]
    return ((4 * narrow - wide) / 3).T


def _error(function: Function, at: np.ndarray, exact: np.ndarray, known: np.ndarray) -> tuple[float, int, int]:
    """Largest relative error of the exact derivatives by ``known`` arguments, its row and column.

    Where two step sizes disagree there is a corner: left out.
    """
    size = np.maximum(np.abs(at), 1e-3)
    first, second = (_differences(function, at, size * share) for share in (3e-4, 3e-5))
    terms = np.abs(exact) @ np.abs(at) + np.abs(function(at[None])[0])
    unit = np.abs(exact) + 1e-3 * terms[:, None] / size[None, :] + ROUND_OFF
    gap = np.minimum(np.abs(first - exact), np.abs(second - exact)) / unit
    smooth = np.isfinite(first) & np.isfinite(second) & (np.abs(first - second) <= 1e-6 * unit) & known
    gap = np.where(smooth, gap, 0.0)
    if not gap.size:
        return 0.0, 0, 0
    row, column = np.unravel_index(int(np.argmax(gap)), gap.shape)
    return float(gap[row, column]), int(row), int(column)


def _kernel_error(kernel: Kernel, at: np.ndarray, known: np.ndarray) -> tuple[float, int, int]:
    exact = np.zeros((len(kernel.rows), len(at)))
    _, nonzeros = kernel.evaluate(np.ascontiguousarray(at[None]))
    exact[kernel.jacobian_rows, kernel.jacobian_columns] = nonzeros[0]
    return _error(lambda points: kernel.evaluate(np.ascontiguousarray(points))[0].copy(), at, exact, known)


def _model_error(model: LocalModel, at: np.ndarray) -> tuple[float, int, int]:
    exact = np.array(model.evaluate(at[None])[1][0])
    known = np.abs(at) > 1e-9 * np.max(np.abs(at))  # an amount of zero is the edge of the model's range
    return _error(lambda points: np.array(model.evaluate(points)[0]), at, exact, known)


def _assembly_faults(system, z: np.ndarray, generator: np.random.Generator) -> list[str]:
    """The assembled matrix along random directions: entries stand where they belong."""
    _, entries, _ = system.evaluate(z)
    jacobian = system.by_parameters(np.array(entries), np.arange(len(z)))
    faults = []
    for direction in range(1):
        shift = generator.uniform(0.5, 1.0, len(z)) * np.abs(z)

        def along(points: np.ndarray, shift: np.ndarray = shift) -> np.ndarray:
            return np.array([system.evaluate(z + float(t) * shift)[0] for t in points[:, 0]])

        wide, narrow = (_differences(along, np.zeros(1), np.array([h]))[:, 0] for h in (1e-4, 1e-5))
        exact = np.asarray(jacobian @ shift)
        size = np.asarray(abs(jacobian) @ np.abs(shift)) + 1e-9
        smooth = np.abs(wide - narrow) <= 1e-6 * size
        wrong = smooth & (np.abs(wide - exact) > 1e-5 * size)
        for row in np.flatnonzero(wrong)[:3]:
            about = system.row_names[int(row)][1]
            faults.append(f"assembled row '{about.says}' along direction {direction} is off")
    return faults
