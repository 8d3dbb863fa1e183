"""The results that are wanted of every case, compiled once and evaluated for many cases together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from msgspec.structs import replace

from flowsheets.batch.columns import split_header
from flowsheets.document.operating_time import operating_hours
from flowsheets.document.paths import TARGET, parse_path, path_with_tags, resolve_owner
from flowsheets.document.records import Figure, IndicatorRecord, Ratio, Recovery
from flowsheets.equations.entered import dimension_cached
from flowsheets.equations.kernel import Kernel
from flowsheets.equations.measures import build_measure_kernel, find_measure
from flowsheets.equations.problem import Problem
from unitops.errors import InputError
from unitops.quantities import Dimension, convert, preferred_unit

BLOCK = 64
"""Cases that a measure is evaluated for at a time: kernels keep an array for every number of instances."""


class _Quantity(msgspec.Struct, frozen=True):
    """A number of the sheet, or a measure of a stream."""

    sign: float
    position: int = -1
    kernel: Kernel | None = None
    block: np.ndarray = msgspec.field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def values(self, z: np.ndarray) -> np.ndarray:
        if self.kernel is None:
            return self.sign * z[:, self.position]
        found = np.empty(len(z))
        for first in range(0, len(z), BLOCK):
            part = z[first : first + BLOCK, self.block]
            count = len(part)
            if count < BLOCK:
                part = np.concatenate([part, np.repeat(part[-1:], BLOCK - count, axis=0)])
            found[first : first + count] = self.kernel.evaluate(np.ascontiguousarray(part))[0][:count, 0]
        return self.sign * found


class Output(msgspec.Struct, frozen=True):
    """One wanted result: its name, its unit, and what it is the sum or the quotient of [SI]."""

    name: str
    unit: str
    dimension: Dimension
    top: tuple[_Quantity, ...]
    bottom: tuple[_Quantity, ...] = ()
    hours_per_year: float | None = None
    """Hours in which the plant produces [h]: flows per year are over these."""

    def values(self, z: np.ndarray) -> np.ndarray:
        """The result in its unit, by case; not a number over zero."""
        value = _sum(self.top, z)
        if self.bottom:
            below = _sum(self.bottom, z)
            with np.errstate(divide="ignore", invalid="ignore"):
                value = np.where(below == 0.0, np.nan, value / below)
        return convert(value, self.dimension, self.unit, hours_per_year=self.hours_per_year)


def compile_outputs(problem: Problem, wanted: Sequence[str] | None) -> tuple[Output, ...]:
    """Indicators by name and results by path, with a unit behind them in brackets or without; None: every indicator.

    Raises InputError for what is no result of the sheet.
    """
    names = list(problem.sheet.indicators) if wanted is None else list(wanted)
    hours = operating_hours(problem.sheet)
    return tuple(replace(_output(problem, name, hours), hours_per_year=hours) for name in names)


def _sum(quantities: Iterable[_Quantity], z: np.ndarray) -> np.ndarray:
    total = np.zeros(len(z))
    for quantity in quantities:
        total = total + quantity.values(z)
    return total


def _output(problem: Problem, text: str, hours: float) -> Output:
    record = problem.sheet.indicators.get(text)
    if record is not None:
        return _indicator(problem, text, record)
    header = split_header(text)
    record = problem.sheet.indicators.get(header.path)
    if record is not None:
        output = _indicator(problem, header.path, record)
        unit = header.unit or output.unit
        return Output(
            output.name, _measuring(unit, output.dimension, hours), output.dimension, output.top, output.bottom
        )
    quantity, dimension, unit = _quantity(problem, header.path, text)
    shown = path_with_tags(problem.sheet, header.path)
    return Output(shown, _measuring(header.unit or unit, dimension, hours), dimension, (quantity,))


def _measuring(unit: str, dimension: Dimension, hours: float) -> str:
    """The unit; raises QuantityError if it does not measure the dimension."""
    convert(0.0, dimension, unit, hours_per_year=hours)
    return unit


def _indicator(problem: Problem, name: str, record: IndicatorRecord) -> Output:
    if isinstance(record, Recovery):
        top = _quantities(problem, (f"{s}.molar_flow_of[{record.element}]" for s in record.to), name)
        bottom = _quantities(problem, (f"{s}.molar_flow_of[{record.element}]" for s in record.of), name)
        return Output(name, "%", Dimension.FRACTION, top, bottom)
    if isinstance(record, Ratio):
        top, bottom = _quantities(problem, record.numerator, name), _quantities(problem, record.denominator, name)
        return Output(name, record.unit, dimension_cached(record.unit), top, bottom)
    assert isinstance(record, Figure)
    quantity, dimension, _ = _quantity(problem, record.path, name)
    return Output(name, record.unit, dimension, (quantity,))


def _quantities(problem: Problem, texts: Iterable[str], place: str) -> tuple[_Quantity, ...]:
    return tuple(_quantity(problem, text, place)[0] for text in texts)


def _quantity(problem: Problem, text: str, place: str) -> tuple[_Quantity, Dimension, str]:
    """What a path names, its dimension and the unit in which it is shown."""
    if "." not in text and "[" not in text:
        raise _nothing(problem, "", text)
    sign, text = (-1.0, text[1:]) if text.startswith("-") else (1.0, text)
    path = parse_path(text)
    if path.field == TARGET:
        raise InputError(f"'{text}' is entered, not calculated", place=place, remedy="Name the result itself.")
    owner = resolve_owner(problem.sheet, path.owner)
    if owner in problem.sheet.streams:
        measure = find_measure(path.name, path.argument, place)
        ids = problem.layout.species(owner)
        kernel = build_measure_kernel(path.name, path.argument, ids, problem.species, target=False)
        start = problem.layout.start[owner]
        block = np.arange(start, start + len(problem.layout.slots[owner]))
        return _Quantity(sign, kernel=kernel, block=block), measure.dimension, preferred_unit(measure.dimension)
    slot = f"{path.name}[{path.argument}]" if path.argument else path.name
    if owner not in problem.units or slot not in problem.layout.slots[owner]:
        raise _nothing(problem, owner, text)
    item = problem.units[owner].operation.declaration.quantities.get(path.name)
    position = problem.layout.position(owner, slot)
    if item is None:
        return _Quantity(sign, position), Dimension.RATIO, "1"
    return _Quantity(sign, position), dimension_cached(item.measure), item.measure


def _nothing(problem: Problem, owner: str, text: str) -> InputError:
    """What to say of a text that is neither an indicator nor a quantity of a unit."""
    known = list(problem.sheet.indicators)
    unit = problem.units.get(owner)
    if unit is not None:
        known = [f"{unit.tag}.{name}" for name in unit.operation.declaration.quantities]
    near = difflib.get_close_matches(text, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known) or 'no indicators'}."
    return InputError(f"'{text}' names nothing that is calculated", remedy=hint)
