"""Indicators: recoveries, ratios and single results that a sheet asks for, with their derivatives."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from typing import Any

import msgspec
import numpy as np

from flowsheets.document.operating_time import operating_hours
from flowsheets.document.paths import TARGET, parse_path, resolve_owner
from flowsheets.document.records import Figure, IndicatorRecord, Ratio, Recovery
from flowsheets.equations.entered import dimension_cached
from flowsheets.equations.measures import build_measure_kernel, find_measure, measured
from flowsheets.equations.problem import Problem
from flowsheets.results.definite import is_definite
from flowsheets.solving.solve import SolvedPoint
from unitops.declaration.operation import is_feed
from unitops.errors import InputError
from unitops.quantities import Dimension, convert


class Indicator(msgspec.Struct, frozen=True):
    """A value in its unit, with what it is; not a number, and the reason, where it is a quotient that says nothing."""

    value: float
    unit: str
    says: str = ""
    reason: str = ""

    @property
    def written(self) -> dict[str, Any]:
        """As it stands in a written result: no value, but the reason, where it is not defined."""
        if self.reason:
            return {"value": None, "unit": self.unit, "reason": self.reason}
        return {"value": self.value, "unit": self.unit}


class Gradient(msgspec.Struct, frozen=True):
    """A value [SI] and its derivatives by entries of z."""

    value: float
    by: dict[int, float]

    def __add__(self, other: Gradient) -> Gradient:
        by = dict(self.by)
        for position, slope in other.by.items():
            by[position] = by.get(position, 0.0) + slope
        return Gradient(self.value + other.value, by)

    def over(self, other: Gradient) -> Gradient:
        """The quotient; not a number over zero."""
        if other.value == 0.0:
            return Gradient(float("nan"), {})
        quotient = self.value / other.value
        by = {p: s / other.value for p, s in self.by.items()}
        for position, slope in other.by.items():
            by[position] = by.get(position, 0.0) - quotient * slope / other.value
        return Gradient(quotient, by)


def evaluate_indicators(solved: SolvedPoint) -> dict[str, Indicator]:
    """Every indicator of the sheet in its unit."""
    sheet = solved.problem.sheet
    return {name: _indicator(solved, name, record) for name, record in sheet.indicators.items()}


def _indicator(solved: SolvedPoint, name: str, record: IndicatorRecord) -> Indicator:
    gradient, dimension = indicator_gradient(solved.problem, solved.z, record, name, slopes=False)
    unit = "%" if isinstance(record, Recovery) else record.unit
    value = in_unit(gradient.value, dimension, unit, operating_hours(solved.problem.sheet))
    return Indicator(value, unit, record.notes, _indefinite(record) if isnan(value) else "")


def _indefinite(record: IndicatorRecord) -> str:
    """Why a quotient is not a number."""
    if isinstance(record, Recovery):
        return f"no {record.element} to speak of enters with the streams of which it is the share"
    return "what it is divided by is nothing, or too little beside all that enters the plant"


def in_unit(value: float, dimension: Dimension | None, unit: str, hours_per_year: float) -> float:
    """A value of SI in the unit asked; ratios take any quotient of units ('kWh/kg', 'kg/t').

    ``hours_per_year``: hours in which the plant produces, for flows per year.
    """
    if dimension is None:
        dimension = dimension_cached(unit)
    return float(convert(value, dimension, unit, hours_per_year=hours_per_year))


def indicator_gradient(
    problem: Problem, z: np.ndarray, record: IndicatorRecord, name: str, *, slopes: bool = True
) -> tuple[Gradient, Dimension | None]:
    """Value [SI] and gradient of an indicator; its dimension, or None where the unit decides.

    Without ``slopes`` the gradient is left empty, which takes a tenth of the time.
    """
    if isinstance(record, Recovery):
        found = _sum(problem, z, (f"{s}.molar_flow_of[{record.element}]" for s in record.to), name, slopes)
        entered = _sum(problem, z, (f"{s}.molar_flow_of[{record.element}]" for s in record.of), name, slopes)
        return _quotient(problem, z, found, entered, Dimension.AMOUNT_FLOW, part=True), Dimension.FRACTION
    if isinstance(record, Ratio):
        top = _sum(problem, z, record.numerator, name, slopes)
        bottom = _sum(problem, z, record.denominator, name, slopes)
        part = any("[" in path for path in record.denominator)
        _, dimension = path_gradient(problem, z, record.denominator[0].removeprefix("-"), name, slopes=False)
        return _quotient(problem, z, top, bottom, dimension, part=part), None
    assert isinstance(record, Figure)
    return path_gradient(problem, z, record.path, name, slopes=slopes)


def _quotient(
    problem: Problem, z: np.ndarray, top: Gradient, bottom: Gradient, dimension: Dimension, *, part: bool
) -> Gradient:
    """A quotient; not a number where a flow is divided by that is nothing beside what enters the plant."""
    if dimension in (Dimension.MASS_FLOW, Dimension.AMOUNT_FLOW):
        entering = _entering(problem, z, by_mass=dimension is Dimension.MASS_FLOW)
        if not is_definite(bottom.value, entering, part=part):
            return Gradient(float("nan"), {})
    return top.over(bottom)


def _entering(problem: Problem, z: np.ndarray, *, by_mass: bool) -> float:
    """All that the feeds bring [kg/s] or [mol/s]."""
    total = 0.0
    for unit, ports in problem.outlets.items():
        if is_feed(problem.units[unit].operation):
            for stream in ports.values():
                masses = [problem.species[s].molar_mass if by_mass else 1.0 for s in problem.layout.species(stream)]
                total += float(np.abs(z[problem.layout.amounts(stream)]) @ np.array(masses))
    return total


def _sum(problem: Problem, z: np.ndarray, paths: Iterable[str], name: str, slopes: bool) -> Gradient:
    total = Gradient(0.0, {})
    for text in paths:
        sign, text = (-1.0, text[1:]) if text.startswith("-") else (1.0, text)
        gradient, _ = path_gradient(problem, z, text, name, slopes=slopes)
        total = total + Gradient(sign * gradient.value, {p: sign * s for p, s in gradient.by.items()})
    return total


def path_gradient(
    problem: Problem, z: np.ndarray, text: str, place: str, *, slopes: bool = True
) -> tuple[Gradient, Dimension]:
    """Value [SI], derivatives and dimension of what a path names: a stream's measure or a unit's number."""
    path = parse_path(text)
    if path.field == TARGET:
        raise InputError(f"'{text}' is entered, not calculated", place=place, remedy="Name the result itself.")
    owner = resolve_owner(problem.sheet, path.owner)
    if owner in problem.sheet.streams:
        return _stream_gradient(problem, z, owner, path.name, path.argument, place, slopes)
    slot = f"{path.name}[{path.argument}]" if path.argument else path.name
    if owner not in problem.units or slot not in problem.layout.slots[owner]:
        raise InputError(f"'{text}' names nothing that is calculated", place=place)
    item = problem.units[owner].operation.declaration.quantities.get(path.name)
    position = problem.layout.position(owner, slot)
    dimension = dimension_cached(item.measure) if item is not None else Dimension.RATIO
    return Gradient(float(z[position]), {position: 1.0}), dimension


def _stream_gradient(
    problem: Problem, z: np.ndarray, stream: str, name: str, argument: str, place: str, slopes: bool
) -> tuple[Gradient, Dimension]:
    measure = find_measure(name, argument, place)
    ids = problem.layout.species(stream)
    start = problem.layout.start[stream]
    block = np.arange(start, start + len(problem.layout.slots[stream]))
    if not slopes:
        return Gradient(measured(name, argument, ids, problem.species, z[block]), {}), measure.dimension
    kernel = build_measure_kernel(name, argument, ids, problem.species, target=False)
    values, nonzeros = kernel.evaluate(z[block][None, :])
    by = {int(block[c]): float(v) for c, v in zip(kernel.jacobian_columns, nonzeros[0], strict=True)}
    return Gradient(float(values[0, 0]), by), measure.dimension
