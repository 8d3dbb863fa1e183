"""From what a document says of a unit to its configuration and its numbers in SI."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from flowsheets.equations.bounds_told import SHARES, bound_told, range_told
from unitops.declaration.configuration import Configuration, ReactionEntry
from unitops.declaration.declared import Parameter, Table
from unitops.declaration.operation import Declaration, UnitOperation
from unitops.errors import InputError, QuantityError
from unitops.quantities import Dimension, dimension_of, dimensions_of, parse_quantity, unit_written

ReadReaction = Callable[[str], Mapping[str, float]]
"""Reaction text to canonical stoichiometry."""
ReadComposition = Callable[[Any, str], Mapping[str, float]]
"""Entered composition and its place to amounts per kilogram [mol/kg]."""


class EnteredUnit(msgspec.Struct, frozen=True):
    """One unit as entered: its kind, its configuration and its numbers in SI by slot.

    ``numbers`` holds entered values and defaults; ``calculated`` names the parameters that are left to be found.
    """

    id: str
    tag: str
    operation: type[UnitOperation]
    off: bool
    configuration: Configuration
    numbers: Mapping[str, float]
    calculated: frozenset[str]
    defaulted: frozenset[str] = msgspec.field(default_factory=frozenset)


class Reader:
    """Reads the parameters of units; collects every error instead of stopping at the first."""

    def __init__(self, read_reaction: ReadReaction, read_composition: ReadComposition, hours_per_year: float) -> None:
        self.read_reaction, self.read_composition = read_reaction, read_composition
        self.hours_per_year = hours_per_year
        self.errors: list[InputError] = []
        self._tables_read: dict[Any, tuple[tuple[str, ...], dict[str, float]]] = {}

    def unit(
        self,
        unit_id: str,
        tag: str,
        operation: type[UnitOperation],
        parameters: Mapping[str, Any],
        off: bool,
        connected: Iterable[str],
        freed: frozenset[str],
    ) -> EnteredUnit:
        """Read one unit; ``freed`` names the parameters that specifications free."""
        declared = operation.declaration
        self._refuse_unknown(tag, declared, parameters)
        numbers, calculated, defaulted = self._quantities(tag, declared, parameters, freed)
        reactions = self._reactions(tag, declared, parameters, numbers)
        tables = self._tables(tag, declared, parameters, numbers)
        composition = self._composition(tag, declared, parameters, numbers)
        optional = {n for n, p in declared.parameters.items() if p.when_empty == "absent" and p.default is None}
        configuration = Configuration(
            choices=self._choices(tag, declared, parameters),
            words=tuple((n, _texts(parameters.get(n, w.default))) for n, w in declared.words.items()),
            reactions=reactions,
            tables=tables,
            composition=composition,
            given=frozenset(n for n in optional if n in numbers or n in calculated),
            stated=frozenset(n for f in declared.freedoms for n in f.members if n in numbers or n in freed),
            connected=frozenset(connected),
        )
        return EnteredUnit(unit_id, tag, operation, off, configuration, numbers, calculated, defaulted)

    def attempt(self, read: Callable[[], Any], otherwise: Any) -> Any:
        """Run a reading step; keep its error and go on with ``otherwise``."""
        try:
            return read()
        except InputError as error:
            self.errors.append(error)
            return otherwise

    def _refuse_unknown(self, tag: str, declared: Declaration, parameters: Mapping[str, Any]) -> None:
        enterable = {n for n in declared.items if n not in declared.results and n not in declared.ports}
        for name in parameters:
            if name in enterable:
                continue
            near = difflib.get_close_matches(name, enterable, n=1)
            kind = "a result, which cannot be entered" if name in declared.results else "no parameter"
            hint = f"Did you mean '{near[0]}'?" if near else f"It has {', '.join(sorted(enterable)) or 'none'}."
            self.errors.append(
                InputError(f"'{name}' is {kind} of {declared.operation}", place=f"{tag}.{name}", remedy=hint)
            )

    def _quantities(
        self, tag: str, declared: Declaration, parameters: Mapping[str, Any], freed: frozenset[str]
    ) -> tuple[dict[str, float], frozenset[str], frozenset[str]]:
        numbers: dict[str, float] = {}
        calculated: set[str] = set()
        defaulted: set[str] = set()
        for name, parameter in declared.parameters.items():
            text = parameters.get(name)
            if text is not None:
                unreadable = parameter.default or 0.0  # its error is kept; the rest is still to be read
                numbers[name] = self.attempt(lambda p=parameter, t=text: self._number(tag, p, t), unreadable)
            elif declared.freedom_of(name) is not None:
                continue
            elif parameter.default is not None:
                numbers[name] = to_internal(parameter, parameter.default)
                defaulted.add(name)
            elif parameter.when_empty == "calculated":
                calculated.add(name)
            elif parameter.when_empty == "required" and name not in freed:
                self.errors.append(
                    InputError(
                        f"'{name}' is not set ({parameter.says})",
                        place=f"{tag}.{name}",
                        remedy=f'Enter a value, for example "{_example(parameter)}".',
                    )
                )
        for group in declared.freedoms:
            self._settle_freedom(tag, declared, group, numbers, calculated, defaulted, freed)
        for name in freed & declared.parameters.keys():
            calculated.add(name)
        return numbers, frozenset(calculated), frozenset(defaulted)

    def _settle_freedom(
        self,
        tag: str,
        declared: Declaration,
        group: Any,
        numbers: dict[str, float],
        calculated: set[str],
        defaulted: set[str],
        freed: frozenset[str],
    ) -> None:
        """Exactly ``degree`` members of a group are entered, by the user or by default; the others are found.

        A member that a specification frees counts as entered: the specification takes its place.
        """
        entered = [name for name in group.members if name in numbers or name in freed]
        if len(entered) > group.degree:
            few = "one" if group.degree == 1 else str(group.degree)
            self.errors.append(
                InputError(
                    f"{' and '.join(entered)} are all set, but only {few} of them can be",
                    place=tag,
                    remedy=f"Keep {few} and clear the others: they are then calculated.",
                )
            )
        for name in group.members:
            default = declared.parameters[name].default
            if len(entered) < group.degree and name not in entered and default is not None:
                numbers[name] = to_internal(declared.parameters[name], default)
                entered.append(name)
                defaulted.add(name)
        calculated.update(name for name in group.members if name not in entered)
        if len(entered) < group.degree and not group.open:
            self.errors.append(
                InputError(f"none of {', '.join(group.members)} is set", place=tag, remedy="Enter one of them.")
            )

    def _number(self, tag: str, parameter: Parameter, text: str | float) -> float:
        place = f"{tag}.{parameter.name}"
        try:
            value = read_number(text, parameter.unit, place, self.hours_per_year)
        except QuantityError as error:
            if parameter.unit != "1" or dimensions_of(unit_written(text)):
                raise
            remedy = f'Write a number, for example "{_example(parameter)}".'  # a pH is no share, whatever its unit says
            raise QuantityError(error.problem, place=place, remedy=remedy) from None
        low, high = parameter.low, parameter.high
        if low is not None and value < to_internal(parameter, low) * (1 - 1e-12) - 1e-300:
            raise InputError(
                f'"{text}" is below {bound_told(low, parameter.unit, text)}',
                place=place,
                remedy=range_told(low, high, parameter.unit, text),
            )
        if high is not None and value > to_internal(parameter, high) * (1 + 1e-12) + 1e-300:
            raise InputError(
                f'"{text}" is above {bound_told(high, parameter.unit, text)}',
                place=place,
                remedy=range_told(low, high, parameter.unit, text),
            )
        return value

    def _choices(self, tag: str, declared: Declaration, parameters: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        chosen = []
        for name, choice in declared.choices.items():
            word = parameters.get(name, choice.default)
            if word not in choice.options:
                self.errors.append(
                    InputError(
                        f'"{word}" is not a choice',
                        place=f"{tag}.{name}",
                        remedy=f"Choose {', '.join(choice.options[:-1])} or {choice.options[-1]}.",
                    )
                )
                word = choice.default
            chosen.append((name, str(word)))
        return tuple(chosen)

    def _reactions(
        self, tag: str, declared: Declaration, parameters: Mapping[str, Any], numbers: dict[str, float]
    ) -> tuple[tuple[str, tuple[ReactionEntry, ...]], ...]:
        lists = []
        for name, item in declared.reactions.items():
            entries = []
            for position, row in enumerate(parameters.get(name, item.default)):
                place = f"{tag}.{name}[{position}]"
                entry = self.attempt(lambda r=row, p=place, k=position: self._reaction(r, p, k), None)
                if entry is None:
                    continue
                slot = f"{name}[{len(entries)}]"
                conversion = row.get("conversion", 1.0)
                numbers[slot] = self.attempt(lambda c=conversion, p=place: _conversion(c, p), 0.0)
                entries.append(entry)
            lists.append((name, tuple(entries)))
        return tuple(lists)

    def _reaction(self, row: Any, place: str, position: int) -> ReactionEntry | None:
        if not isinstance(row, Mapping) or not isinstance(row.get("reaction"), str):
            raise InputError("a reaction needs its equation as text under 'reaction'", place=place)
        if row.get("off"):
            return None
        try:
            return reaction_entry(
                row["reaction"],
                row.get("of", ""),
                self.read_reaction,
                place,
                step=int(row.get("step", position)),
                limited=bool(row.get("limited", True)),
            )
        except InputError as error:
            where = place if error.place in ("", place) else f"{place}: {error.place}"
            raise type(error)(error.problem, place=where, remedy=error.remedy) from None

    def _tables(
        self, tag: str, declared: Declaration, parameters: Mapping[str, Any], numbers: dict[str, float]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        tables = []
        for name, table in declared.tables.items():
            entered = parameters.get(name, {})
            key = (name, table.unit, tuple((k, str(v)) for k, v in entered.items()))
            if key not in self._tables_read:
                self._tables_read[key] = self._table(f"{tag}.{name}", name, table, entered)
            keys, values = self._tables_read[key]
            numbers.update(values)
            tables.append((name, keys))
        return tuple(tables)

    def _table(
        self, place: str, name: str, table: Table, entered: Mapping[str, Any]
    ) -> tuple[tuple[str, ...], dict[str, float]]:
        values = {}
        for key, text in entered.items():
            values[f"{name}[{key}]"] = self.attempt(
                lambda t=text, p=f"{place}[{key}]": self._table_value(t, table, p), 0.0
            )
        if table.default is not None and "*" not in entered:
            values[f"{name}[*]"] = _si(table.default, table.unit)
            entered = {**entered, "*": table.default}
        return tuple(sorted(entered)), values

    def _table_value(self, text: str | float, table: Table, place: str) -> float:
        value = read_number(text, table.unit, place, self.hours_per_year)
        for bound, side, sign in ((table.low, "below", 1.0), (table.high, "above", -1.0)):
            if bound is not None and sign * value < sign * _si(bound, table.unit) - 1e-12 * abs(value):
                raise InputError(f'"{text}" is {side} {bound_told(bound, table.unit, text)}', place=place)
        return value

    def _composition(
        self, tag: str, declared: Declaration, parameters: Mapping[str, Any], numbers: dict[str, float]
    ) -> tuple[str, ...]:
        species: list[str] = []
        for name in declared.compositions:
            entered = parameters.get(name)
            if entered is None:
                self.errors.append(
                    InputError(
                        "no composition is given",
                        place=f"{tag}.{name}",
                        remedy='Enter what it consists of, for example {"species": {"H2O(l)": "100 %"}}.',
                    )
                )
                continue
            place = f"{tag}.{name}"
            amounts = self.attempt(lambda e=entered, p=place: self.read_composition(e, p), {})
            for species_id in sorted(amounts):
                species.append(species_id)
                numbers[f"{name}[{species_id}]"] = amounts[species_id]
        return tuple(species)


def reaction_entry(
    text: str, of: str, read: ReadReaction, place: str, *, step: int = 0, limited: bool = True
) -> ReactionEntry:
    """A reaction with the reactant whose conversion is stated; checks that it is one.

    Without ``of`` the conversion is of whatever runs out first.
    """
    stoichiometry = tuple(sorted((s, float(nu)) for s, nu in read(text).items() if nu))
    coefficients = dict(stoichiometry)
    if of and coefficients.get(of, 0.0) >= 0.0:
        reactants = [s for s, nu in stoichiometry if nu < 0]
        raise InputError(
            f"'{of}' is not consumed by {text}",
            place=place,
            remedy=f"State the conversion of one of {', '.join(reactants)}.",
        )
    return ReactionEntry(text, stoichiometry, of, step, limited, to_completion=not of)


def read_number(text: str | float, unit: str, place: str, hours_per_year: float) -> float:
    """A parameter's text in SI; a bare number is in the declared unit."""
    if isinstance(text, bool) or not isinstance(text, str | float | int):
        raise InputError(f"{text!r} is not a quantity", place=place, remedy=f'Write for example "1.5 {unit}".')
    try:
        return _parsed(text, unit, hours_per_year)
    except QuantityError as error:
        raise QuantityError(error.problem, place=place, remedy=error.remedy) from None


@lru_cache(maxsize=4096)
def _parsed(text: str | float, unit: str, hours_per_year: float) -> float:
    dimension = dimension_cached(unit)
    taken = "" if dimension in SHARES else unit
    return parse_quantity(str(text), dimension, default_unit=taken, hours_per_year=hours_per_year or None)


@lru_cache(maxsize=256)
def dimension_cached(unit: str) -> Dimension:
    """Dimension of a declared unit."""
    return dimension_of(unit)


@lru_cache(maxsize=1024)
def _si(value: float, unit: str) -> float:
    return parse_quantity(repr(float(value)), dimension_cached(unit), default_unit=unit)


def to_internal(parameter: Parameter | Table, value: float) -> float:
    """A number in a parameter's declared unit in SI."""
    return _si(value, parameter.unit)


def _conversion(text: str | float, place: str) -> float:
    value = read_number(text, "1", place, 0.0)
    if not 0.0 <= value <= 1.0:
        side, bound = ("below", 0.0) if value < 0.0 else ("above", 1.0)
        problem = f'"{text}" is {side} {bound_told(bound, "1", text)}'
        raise InputError(problem, place=place, remedy=range_told(0.0, 1.0, "1", text))
    return value


def _texts(entered: Any) -> tuple[str, ...]:
    return (entered,) if isinstance(entered, str) else tuple(str(item) for item in entered)


def _example(parameter: Parameter) -> str:
    low, high = parameter.low, parameter.high
    value = 0.5 * (low + high) if low is not None and high is not None else 1.0
    return f"{value:g} {_unit_word(parameter.unit)}".strip()


def _unit_word(unit: str) -> str:
    return "" if unit == "1" else unit
