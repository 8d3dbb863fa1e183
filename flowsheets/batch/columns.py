"""Columns of cases: which parameter each stands for, where its number goes, and what it may be."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from flowsheets.document.paths import Path, owners_by_tag, parse_path, resolve_owner, resolve_path, tag_of
from flowsheets.document.records import Flowsheet
from flowsheets.document.targets import specification_of, target_path
from flowsheets.equations.bounds_told import SHARES
from flowsheets.equations.entered import EnteredUnit, dimension_cached, to_internal
from flowsheets.equations.layout import TARGETS
from flowsheets.equations.problem import Problem
from flowsheets.equations.specifications import demanded_measure, slot_name
from unitops.catalogue import catalogue
from unitops.chemistry.assay.liquor import KINDS
from unitops.chemistry.assay.reading import WAYS
from unitops.declaration.declared import Parameter, Table
from unitops.errors import InputError
from unitops.quantities import Dimension, convert, parse_quantity, preferred_unit, to_si, typed

_HEADER = re.compile(r"(?P<path>.+?)(?:\s+[\[(](?P<unit>[^\[\]]*)[\])])?", re.DOTALL)
SHARES_OF_A_WHOLE = (Dimension.FRACTION, Dimension.MASS_FRACTION, Dimension.MOLE_FRACTION)
SLACK = 1e-12
"""Relative round-off that a bound allows for."""


class Header(msgspec.Struct, frozen=True):
    """The heading of a column: a path and, where it is written behind it in brackets, a unit."""

    path: str
    unit: str = ""


class NumberColumn(msgspec.Struct, frozen=True):
    """A parameter whose number goes into a compiled sheet as it stands; bounds in SI."""

    path: str
    position: int
    unit: str
    dimension: Dimension
    low: float
    high: float

    @property
    def bare_unit(self) -> str:
        """The unit of a number that is written without one: shares are numbers, everything else as declared."""
        return "1" if self.dimension in SHARES else self.unit

    def outside(self, values: np.ndarray) -> np.ndarray:
        """Which values [SI] are no number or beyond the bounds."""
        low = self.low - SLACK * abs(self.low) - 1e-300
        high = self.high + SLACK * abs(self.high) + 1e-300
        return ~((values >= low) & (values <= high))

    def refusal(self, value: float) -> str:
        """Why a value [SI] that is ``outside`` cannot be used."""
        if not np.isfinite(value):
            return f"{self.path}: {value} is not a number"
        side, bound = ("below", self.low) if value < self.low else ("above", self.high)
        return f"{self.path}: {self.shown(value)} is {side} {self.shown(bound)}"

    def shown(self, value: float) -> str:
        """A value [SI] in the unit in which the parameter is declared."""
        number = float(convert(value, self.dimension, self.unit))
        return f"{number:.6g}" + ("" if self.unit == "1" else f" {self.unit}")

    def in_si(self, numbers: np.ndarray, unit: str, hours_per_year: float) -> np.ndarray:
        """Numbers in a unit ('' the one of bare numbers) in SI; raises QuantityError if it does not measure it."""
        return to_si(numbers, self.dimension, unit or self.bare_unit, hours_per_year=hours_per_year)


class CompositionColumn(NumberColumn, frozen=True):
    """An entry of a composition; ``way`` is the part of it that the entry stands in ('species', 'assay', ...)."""

    owner: str
    name: str
    way: str
    key: str
    entered: float
    """As the sheet has it [SI]."""


class TextColumn(msgspec.Struct, frozen=True):
    """A parameter that shapes the equations (a choice, a word, a reaction, another degree of freedom).

    Cases that differ in it are compiled apart. ``options`` are the words that it may be, if they are few.
    """

    path: str
    options: tuple[str, ...] = ()


Column = NumberColumn | TextColumn


def split_header(text: str) -> Header:
    """Path and unit of a heading 'UNIT.parameter [unit]'; a bracket that touches the path belongs to the path."""
    found = _HEADER.fullmatch(text.strip())
    if found is None:
        return Header(text.strip())
    return Header(found["path"].strip(), (found["unit"] or "").strip())


def resolve_column(problem: Problem, text: str) -> Column:
    """The column of a path; raises InputError with a suggestion if it is no parameter of the sheet."""
    sheet = problem.sheet
    key = specification_of(sheet, text)
    if key is not None:
        return _target_column(problem, key)
    path = require_parameter(sheet, text)
    unit = problem.units[path.owner]
    if path.argument and path.name in unit.operation.declaration.compositions:
        return _composition_column(sheet, unit, path)
    position = _entered_position(problem, unit, path)
    shown = str(Path(unit.tag, path.name, path.argument, path.field))
    if position is None:
        choice = unit.operation.declaration.choices.get(path.name)
        return TextColumn(shown, tuple(choice.options) if choice else ())
    declared, low, high = _declared_range(unit, path)
    return NumberColumn(shown, position, declared, dimension_cached(declared), low, high)


def _target_column(problem: Problem, key: str) -> NumberColumn:
    """The column of the target of a specification; raises InputError if that is switched off."""
    record, shown = problem.sheet.specifications[key], target_path(problem.sheet, key)
    if record.off:
        raise InputError(f"the specification of {shown} is switched off", remedy="Switch it on, or vary another.")
    demanded = demanded_measure(problem.sheet, record, problem.units)
    unit = demanded.unit or preferred_unit(demanded.dimension)
    low, high = -np.inf, np.inf
    path = parse_path(record.result)
    if path.owner in problem.units:
        _, low, high = _declared_range(problem.units[path.owner], path)
    elif demanded.dimension in SHARES_OF_A_WHOLE:
        low, high = 0.0, 1.0
    return NumberColumn(shown, problem.layout.position(TARGETS, key), unit, demanded.dimension, low, high)


def require_parameter(sheet: Flowsheet, text: str, tags: Mapping[str, str] | None = None) -> Path:
    """The path of a parameter, its owner an id; raises InputError with a suggestion."""
    path = parse_path(text)
    known = owners_by_tag(sheet) if tags is None else tags
    owner = resolve_owner(sheet, path.owner, known)
    record = sheet.units.get(owner)
    if record is None:
        raise InputError(f"{text} is not a parameter of a unit", remedy="Only parameters of units can be varied.")
    operation = catalogue().get(record.operation)
    if operation is None:
        raise InputError(f"there is no unit operation '{record.operation}'", place=record.tag)
    declared = operation.declaration
    enterable = [n for n in declared.items if n not in declared.results and n not in declared.ports]
    if path.name not in enterable:
        near = difflib.get_close_matches(path.name, enterable, n=1)
        kind = "a result, which cannot be entered" if path.name in declared.results else "no parameter"
        hint = f"Did you mean {record.tag}.{near[0]}?" if near else f"It has {', '.join(sorted(enterable)) or 'none'}."
        raise InputError(f"'{path.name}' is {kind} of {record.tag} ({declared.operation})", remedy=hint)
    return resolve_path(sheet, text, known)


def _entered_position(problem: Problem, unit: EnteredUnit, path: Path) -> int | None:
    """Where the number of a parameter stands in z, if it is one that may change without compiling again."""
    slot = _slot(problem.sheet, unit, path)
    if slot is None or unit.off or slot not in unit.numbers or slot not in problem.layout.slots[unit.id]:
        return None
    if path.name in unit.operation.declaration.compositions:
        return None
    position = problem.layout.position(unit.id, slot)
    for specification in problem.specifications:
        if specification.relation == "=" and position == specification.frees[0].position:
            raise InputError(
                f"{tag_of(problem.sheet, unit.id)}.{slot} is found by the specification {specification.text}",
                remedy="Vary something else, or switch the specification off.",
            )
    if slot in unit.calculated or problem.unknown[position]:
        return None
    return position


def _slot(sheet: Flowsheet, unit: EnteredUnit, path: Path) -> str | None:
    """The slot of a path; reactions are counted without those that are switched off."""
    if path.name not in unit.operation.declaration.reactions:
        return None if path.field else slot_name(path)
    entered: Any = sheet.units[unit.id].parameters.get(path.name)
    rows: Sequence[Any] = unit.operation.declaration.reactions[path.name].default if entered is None else entered
    if path.field != "conversion" or not path.argument.isdigit() or int(path.argument) >= len(rows):
        return None
    before = int(path.argument)
    if rows[before].get("off"):
        return None
    return f"{path.name}[{sum(not row.get('off') for row in rows[:before])}]"


def _composition_column(sheet: Flowsheet, unit: EnteredUnit, path: Path) -> CompositionColumn:
    """The column of an entry of a composition; raises InputError if the composition has no such entry."""
    entered: Any = sheet.units[unit.id].parameters.get(path.name)
    shown, key = f"{unit.tag}.{path.name}[{path.argument}]", path.argument
    if not isinstance(entered, Mapping):
        raise InputError(f"{unit.tag}.{path.name} has no entries that could vary", remedy="Enter it by species.")
    way = next((w for w in WAYS if isinstance(entered.get(w), Mapping) and key in entered[w]), "")
    if not way and not (key == "moisture" and key in entered):
        known = [k for w in WAYS if isinstance(entered.get(w), Mapping) for k in entered[w]]
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"It has {', '.join(known)}."
        raise InputError(f"{unit.tag}.{path.name} has no entry '{key}'", remedy=hint)
    text = str(entered[way][key] if way else entered[key])
    dimension, unit_shown = Dimension.MASS_FRACTION, "%"
    if way == "species" and entered.get("per") == "mole":
        dimension = Dimension.MOLE_FRACTION
    elif way == "solution":
        dimension = next((d for d in typed(text) if d in KINDS), Dimension.MASS_FRACTION)
        unit_shown = "%" if dimension == Dimension.MASS_FRACTION else preferred_unit(dimension)
    high = 1.0 if unit_shown == "%" else np.inf
    number = parse_quantity(text, dimension)
    return CompositionColumn(shown, -1, unit_shown, dimension, 0.0, high, unit.id, path.name, way, key, number)


def _declared_range(unit: EnteredUnit, path: Path) -> tuple[str, float, float]:
    """Declared unit of a parameter and its bounds in SI."""
    declared = unit.operation.declaration
    parameter: Parameter | Table | None = declared.parameters.get(path.name) or declared.tables.get(path.name)
    if path.name in declared.results:
        return declared.results[path.name].unit, -np.inf, np.inf
    if parameter is None:
        return "1", 0.0, 1.0
    bounds = []
    for bound, infinite in ((parameter.low, -np.inf), (parameter.high, np.inf)):
        if bound is None:
            bounds.append(infinite)
        else:
            bounds.append(to_internal(parameter, bound))
    return parameter.unit, bounds[0], bounds[1]
