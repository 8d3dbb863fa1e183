"""Amounts of species as a unit operation's equations handle them: symbolic, phase by phase.

A flow is one sparse column over all species that the unit can hold, so that a line of a unit's equations costs one
symbolic operation however many species there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from unitops.chemistry.phases import WATER, stream_phase
from unitops.chemistry.species import Species

Expression = Any
"""A number or a CasADi scalar."""


class SpeciesBook:
    """The species that one unit can hold, in order, with what its equations need to know of them.

    ``math`` is the module of elementary functions (CasADi).
    """

    def __init__(self, ids: Sequence[str], species: Mapping[str, Species], math: Any) -> None:
        self.ids = tuple(ids)
        self.position = {species_id: k for k, species_id in enumerate(self.ids)}
        self.species = {species_id: species[species_id] for species_id in self.ids}
        self.phase = {s: stream_phase(s, self.species[s].phase) for s in self.ids}
        self.math = math
        self._masks: dict[tuple[str, ...], Any] = {}
        self._liquor = tuple(sorted(s for s in species if s.endswith("(aq)") or s == WATER))

    def liquor_volume(self, flow: Flow, T: Expression) -> Expression:
        """Volume of the aqueous phase of a flow [m3/s] at T [K]; the law is compiled once for a sheet's liquors."""
        held = set(flow.aqueous.ids)
        totals = self.math.vertcat(*[flow[s] if s in held else 0.0 for s in self._liquor])
        return _volume_function(self._liquor, self.math)(totals, T)

    def molar_mass(self, species_id: str) -> float:
        """Molar mass [kg/mol]."""
        return self.species[species_id].molar_mass

    def column(self, values: Mapping[str, Expression]) -> Any:
        """A sparse column with the given entries."""
        column = self.math.SX(len(self.ids), 1)
        for species_id, value in values.items():
            column[self.position[species_id]] = value
        return column

    def placed(self, ids: Sequence[str], entries: Any) -> Any:
        """A sparse column with the entries of another column in the places of their species."""
        column = self.math.SX(len(self.ids), 1)
        if ids:
            column[[self.position[species_id] for species_id in ids]] = entries
        return column

    def weights(self, weight: Callable[[str], float]) -> Any:
        """A sparse column of plain numbers; zeros are left out."""
        return self.math.sparsify(self.math.DM([weight(species_id) for species_id in self.ids]))

    @cached_property
    def masses(self) -> Any:
        """Molar masses as a column."""
        return self.weights(self.molar_mass)

    def mask(self, phases: tuple[str, ...]) -> Any:
        """A column with ones for the species of the phases."""
        if phases not in self._masks:
            self._masks[phases] = self.weights(lambda s: float(self.phase[s] in phases))
        return self._masks[phases]


@lru_cache(maxsize=16)
def _volume_function(ids: tuple[str, ...], math: Any) -> Any:
    from unitops.chemistry.liquor_density import volume

    n, T = math.SX.sym("n", len(ids)), math.SX.sym("T")
    return math.Function("volume", [n, T], [volume(ids, math.vertsplit(n), T, math)])


class Flow:
    """Amounts of species [mol/s]; flows are added, subtracted and multiplied by numbers."""

    __slots__ = ("book", "column")

    def __init__(self, book: SpeciesBook, column: Any) -> None:
        self.book = book
        self.column = column

    def __getitem__(self, species_id: str) -> Expression:
        return self.column[self.book.position[species_id]] if species_id in self else 0.0

    def __contains__(self, species_id: object) -> bool:
        position = self.book.position.get(species_id) if isinstance(species_id, str) else None
        return position is not None and self.column.has_nz(position, 0)

    def __bool__(self) -> bool:
        return self.column.nnz() > 0

    def __add__(self, other: Flow) -> Flow:
        return Flow(self.book, self.column + other.column)

    def __sub__(self, other: Flow) -> Flow:
        return Flow(self.book, self.column - other.column)

    def __mul__(self, factor: Expression) -> Flow:
        return Flow(self.book, self.column * factor)

    __rmul__ = __mul__

    @property
    def ids(self) -> tuple[str, ...]:
        """The species that are structurally present."""
        return tuple(self.book.ids[k] for k in self.column.sparsity().row())

    def each(self, factor: Callable[[str], Expression]) -> Flow:
        """Every species multiplied by a factor of its own."""
        return Flow(self.book, self.column * self.book.column({s: factor(s) for s in self.ids}))

    def changed(self, by: Mapping[str, Expression]) -> Flow:
        """The flow with amounts added to it [mol/s]."""
        return Flow(self.book, self.column + self.book.column(by))

    def only(self, species: Iterable[str]) -> Flow:
        """The named species alone."""
        wanted = set(species)
        return Flow(self.book, self.column * self.book.weights(lambda s: float(s in wanted)))

    def without(self, species: Iterable[str]) -> Flow:
        """All but the named species."""
        unwanted = set(species)
        return Flow(self.book, self.column * self.book.weights(lambda s: float(s not in unwanted)))

    def phase(self, *phases: str) -> Flow:
        """The species of the stream phases named (s, aq, o, m, g)."""
        return Flow(self.book, self.column * self.book.mask(phases))

    @property
    def solid(self) -> Flow:
        """Solids."""
        return self.phase("s")

    @property
    def aqueous(self) -> Flow:
        """The liquor: water and all it holds in solution."""
        return self.phase("aq")

    @property
    def liquid(self) -> Flow:
        """Everything that flows but is not gas: liquor, organic, molten."""
        return self.phase("aq", "o", "m")

    @property
    def gas(self) -> Flow:
        """Gases."""
        return self.phase("g")

    @property
    def solutes(self) -> Flow:
        """The liquor without its water."""
        return self.aqueous.without([WATER])

    @property
    def moles(self) -> Expression:
        """Total amount [mol/s]."""
        return self.weighted(lambda _: 1.0)

    @property
    def mass(self) -> Expression:
        """Total mass flow [kg/s]."""
        return self._summed(self.book.masses)

    def element(self, symbol: str) -> Expression:
        """Amount of an element in all its species [mol/s]."""
        return self.weighted(lambda s: self.book.species[s].composition.get(symbol, 0.0))

    def weighted(self, weight: Callable[[str], float]) -> Expression:
        """Sum of amount times a weight per mole; 0.0 if nothing has a weight."""
        return self._summed(self.book.weights(weight))

    def _summed(self, weights: Any) -> Expression:
        summed = self.book.math.dot(self.column, weights)
        return summed if summed.nnz() else 0.0


class Incoming(Flow):
    """What a connected inlet brings: amounts and temperature [K], pressure [Pa], enthalpy flow [W]."""

    __slots__ = ("H", "P", "T", "connected")

    def __init__(self, book: SpeciesBook, column: Any, T: Any, P: Any, H: Any, connected: bool = True) -> None:
        super().__init__(book, column)
        self.T, self.P, self.H = T, P, H
        self.connected = connected

    @classmethod
    def absent(cls, book: SpeciesBook) -> Incoming:
        """An optional inlet to which nothing is connected: no flow, no enthalpy."""
        return cls(book, book.column({}), 298.15, 101325.0, 0.0, connected=False)


class Leaving:
    """A connected outlet: the species of the stream that leaves by it and their symbols."""

    __slots__ = ("H", "P", "T", "connected", "ids", "name", "symbols")

    def __init__(self, name: str, ids: tuple[str, ...], symbols: Any, T: Any, P: Any, H: Any) -> None:
        self.name, self.ids, self.symbols = name, ids, symbols
        self.T, self.P, self.H = T, P, H
        self.connected = True


class Closed:
    """An optional outlet to which nothing is connected."""

    __slots__ = ("connected", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.connected = False


def total(terms: Iterable[Expression]) -> Expression:
    """Sum of expressions; 0.0 when there are none (Python's ``sum`` would begin with a needless zero)."""
    result: Expression = 0.0
    for position, term in enumerate(terms):
        result = term if position == 0 else result + term
    return result
