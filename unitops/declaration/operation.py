"""The base of every unit operation, and what is read from its class body."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import msgspec

from unitops.declaration.configuration import Configuration, Transformation
from unitops.declaration.declared import (
    Choice,
    Composition,
    Declared,
    Freedom,
    Inlet,
    Outlet,
    Parameter,
    Port,
    Quantity,
    Reactions,
    Result,
    Table,
    Words,
)
from unitops.declaration.validity import Validity

if TYPE_CHECKING:
    from unitops.declaration.balance import Balance

Kind = TypeVar("Kind", bound=Declared)


class Declaration(msgspec.Struct, frozen=True, dict=True):
    """Everything that a unit operation's class body says, in the order of writing."""

    operation: str
    items: Mapping[str, Declared]
    freedoms: tuple[Freedom, ...]

    def of(self, kind: type[Kind]) -> Mapping[str, Kind]:
        """The declared items of one kind by name."""
        return {name: item for name, item in self.items.items() if isinstance(item, kind)}

    @cached_property
    def ports(self) -> Mapping[str, Port]:
        """Inlets and outlets by name."""
        return self.of(Port)

    @cached_property
    def inlets(self) -> Mapping[str, Inlet]:
        """Inlets by name."""
        return self.of(Inlet)

    @cached_property
    def outlets(self) -> Mapping[str, Outlet]:
        """Outlets by name."""
        return self.of(Outlet)

    @cached_property
    def quantities(self) -> Mapping[str, Quantity]:
        """Parameters and results by name: each has one number on a sheet."""
        return self.of(Quantity)

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Parameters by name."""
        return self.of(Parameter)

    @cached_property
    def results(self) -> Mapping[str, Result]:
        """Results by name."""
        return self.of(Result)

    @cached_property
    def choices(self) -> Mapping[str, Choice]:
        """Choices by name."""
        return self.of(Choice)

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """Texts by name."""
        return self.of(Words)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Tables of numbers by species."""
        return self.of(Table)

    @cached_property
    def reactions(self) -> Mapping[str, Reactions]:
        """Reaction lists by name."""
        return self.of(Reactions)

    @cached_property
    def compositions(self) -> Mapping[str, Composition]:
        """Feed compositions by name."""
        return self.of(Composition)

    @cached_property
    def _freedom_by_member(self) -> Mapping[str, Freedom]:
        return {member: group for group in self.freedoms for member in group.members}

    def freedom_of(self, parameter: str) -> Freedom | None:
        """The group of alternatives to which a parameter belongs, if any."""
        return self._freedom_by_member.get(parameter)


class UnitOperation:
    """One kind of equipment: what it is, its ports, parameters, results and equations.

    A subclass declares these in its class body and writes ``equations``; its docstring is its handbook page. An
    instance is one configured piece of equipment; its declared names stand for symbols while equations are written.
    """

    tag: ClassVar[str] = ""
    """Prefix of the equipment tag: R, TK, F ..."""
    trade: ClassVar[str] = ""
    """Where the palette shows it: general, thermal, hydrometallurgy, separation, gas, size reduction ..."""
    symbol: ClassVar[str] = ""
    """Name of the drawing symbol."""
    title: ClassVar[str] = ""
    """Name in plain words."""
    freedoms: ClassVar[tuple[Freedom, ...]] = ()
    passages: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Outlet to the inlets whose matter alone can reach it, for units with separate sides; empty: all mix."""
    validity: ClassVar[tuple[Validity, ...]] = ()
    """Ranges in which its laws hold; a result that leaves one is 'outside validity'."""
    declaration: ClassVar[Declaration]

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        items: dict[str, Declared] = {}
        for base in reversed(cls.__mro__):
            items.update({name: item for name, item in vars(base).items() if isinstance(item, Declared)})
        cls.declaration = Declaration(cls.__name__, MappingProxyType(items), cls.freedoms)
        named = {*cls.passages, *(name for names in cls.passages.values() for name in names)}
        astray = named - cls.declaration.ports.keys()
        if astray:
            raise TypeError(f"{cls.__name__} has no ports {sorted(astray)}, which its passages name")
        unknown = sorted({item.of for item in cls.validity} - cls.declaration.quantities.keys())
        unknown += sorted({name for item in cls.validity for name in item.where} - cls.declaration.choices.keys())
        if unknown:
            raise TypeError(f"{cls.__name__} has no quantities or choices {unknown}, which its validity names")
        words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in cls.__name__)
        cls.title = cls.__dict__.get("title") or words.strip().capitalize()

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.bound: dict[str, Any] = {}

    def transformations(self) -> tuple[Transformation, ...]:
        """What can become what in here, besides the reactions that are entered.

        Each names the species that must be there and those that may then be there too: evaporation, dissolution,
        crystallisation. Species ids are canonical.
        """
        return ()

    def holds_back(self, outlet: str) -> frozenset[str]:
        """Species that never leave by this outlet although its phases would allow them."""
        return frozenset()

    def equations(self, balance: Balance) -> None:
        """Write what leaves, at which temperature, and the results."""
        raise TypeError(f"{type(self).__name__} has no equations")


def sides_of(operation: type[UnitOperation]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Inlets and outlets, by name, of each side of a unit operation; matter never goes from one side to another."""
    declared = operation.declaration
    sides: list[tuple[set[str], set[str]]] = []
    for outlet in declared.outlets:
        entering, leaving = set(operation.passages.get(outlet, declared.inlets)), {outlet}
        for side in [side for side in sides if side[0] & entering or not entering]:
            sides.remove(side)
            entering |= side[0]
            leaving |= side[1]
        sides.append((entering, leaving))
    return [
        (tuple(n for n in declared.inlets if n in entering), tuple(n for n in declared.outlets if n in leaving))
        for entering, leaving in sides
    ]


def is_feed(operation: type[UnitOperation]) -> bool:
    """Whether the operation brings matter across the plant's boundary (it has no inlet)."""
    return not operation.declaration.inlets


def is_product(operation: type[UnitOperation]) -> bool:
    """Whether the operation takes matter across the plant's boundary (it has no outlet)."""
    return not operation.declaration.outlets
