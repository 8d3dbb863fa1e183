"""The language in which a unit operation writes its equations.

A ``Balance`` is handed to ``UnitOperation.equations``. It mixes and reacts flows, says what leaves by each outlet,
closes the energy and collects every equation with a word on what it gives. It knows no flowsheet and no solver:
``flowsheets.equations`` turns what it collects into a kernel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol, runtime_checkable

import msgspec
import numpy as np

from unitops.chemistry.phases import PROTON
from unitops.declaration.configuration import ReactionEntry
from unitops.declaration.flow import Closed, Expression, Flow, Incoming, Leaving, SpeciesBook, total
from unitops.declaration.switches import NOTHING, switches
from unitops.errors import RaffinateError

EquationKind = Literal["material", "energy", "temperature", "pressure", "result"]

PROTONS_HELD = {"CO3-2(aq)": 2.0, "PO4-3(aq)": 1.0, "NH3(aq)": 1.0, "S-2(aq)": 2.0, "SO3-2(aq)": 1.0}
"""Protons per mole that weak acids keep at pH 2 to 3 and that therefore are not free acid."""


class ModelError(RaffinateError):
    """A unit operation's equations are not complete or use something that is not there."""


class LocalModel(Protocol):
    """A model that solves itself: aqueous equilibrium, a real fluid."""

    def evaluate(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Values [n, outputs], Jacobians [n, outputs, inputs] and status [n] at inputs [n, inputs]."""
        ...


@runtime_checkable
class JudgedModel(LocalModel, Protocol):
    """A local model that can say of an answer that it lies outside its validity."""

    def outside(self, status: int, inputs: np.ndarray) -> str:
        """Why the answer with this status to one row of inputs lies outside validity, as half a sentence; '' inside."""
        ...


@runtime_checkable
class RemarkingModel(LocalModel, Protocol):
    """A local model that can say of an answer, which is in order, what a reader has to know of it."""

    def remark(self, status: int, inputs: np.ndarray) -> str:
        """What there is to know of the answer with this status to one row of inputs, as half a sentence; '' nothing."""
        ...


@runtime_checkable
class SwitchingModel(LocalModel, Protocol):
    """A local model whose outputs have a slope on each side of where something of it sets in, as a solid that forms."""

    def switches(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How far on (above zero) or off each of its switches is [-], and the derivatives, at one row of inputs."""
        ...


@runtime_checkable
class ResumingModel(LocalModel, Protocol):
    """A local model that iterates, and gets on faster from the state in which it ended at inputs close by."""

    def evaluate_from(
        self, inputs: np.ndarray, states: Sequence[Any]
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[Any]]:
        """As ``evaluate``, from a state for each row (None: from nothing); the states in which it ended come last."""
        ...


class Unknown(msgspec.Struct, frozen=True):
    """An internal variable of a unit: its name, where the solver may start, and its usual size."""

    name: str
    symbol: Any
    start: float
    scale: float
    kind: EquationKind


class Equation(msgspec.Struct, frozen=True):
    """``residual = 0``, a scalar or a column; each entry of ``says`` is what one row states in words.

    ``gives`` is the symbol (or column of symbols) that it naturally fixes.
    """

    residual: Any
    says: tuple[str, ...]
    kind: EquationKind
    gives: Any = None


class LocalCall(msgspec.Struct, frozen=True):
    """A local model with the unknowns that carry its inputs and outputs."""

    model: LocalModel
    says: str
    inputs: tuple[Unknown, ...]
    outputs: tuple[Unknown, ...]


class Balance:
    """Collects the equations of one unit."""

    def __init__(
        self,
        book: SpeciesBook,
        symbol: Any,
        smoothing: Any,
        inlets: Sequence[Incoming],
        outlets: Sequence[Leaving],
        crossings: Sequence[tuple[Any, float]],
        pressure: Any | None,
    ) -> None:
        self.book, self.math, self.smoothing = book, book.math, smoothing
        self._symbol = symbol
        self._inlets, self._outlets, self._crossings = inlets, outlets, crossings
        self._pressure = pressure
        self.unknowns: list[Unknown] = []
        self.equations: list[Equation] = []
        self.calls: list[LocalCall] = []
        self.switches: list[Expression] = []
        """Of every least, greatest and positive: how far it is from its corner, as a share of the terms' size."""
        self._written: set[str] = set()

    # -- flows -----------------------------------------------------------------------------------------------------

    def flow(self, amounts: dict[str, Expression] | None = None) -> Flow:
        """A flow of given amounts [mol/s]."""
        return Flow(self.book, self.book.column(amounts or {}))

    def mix(self, *flows: Flow | Sequence[Flow]) -> Flow:
        """All that the given flows bring, phases side by side."""
        mixture = self.flow()
        for item in flows:
            for flow in [item] if isinstance(item, Flow) else item:
                mixture = mixture + flow
        return mixture

    def everything(self) -> Flow:
        """All that enters by the connected inlets."""
        return self.mix(list(self._inlets))

    def left_by(self, *outlets: Leaving | Closed) -> Flow:
        """What leaves by the outlets, in the symbols of their streams: no chain of expressions is repeated."""
        mixture = self.flow()
        for outlet in outlets:
            if isinstance(outlet, Leaving):
                mixture = mixture + Flow(self.book, self.book.placed(outlet.ids, outlet.symbols))
        return mixture

    def react(self, flow: Flow, reactions: Iterable[tuple[ReactionEntry, Expression]]) -> Flow:
        """The flow after reactions with their conversions, step by step; reactions of one step act at once.

        A reaction of which a reactant is structurally absent does not run.
        """
        by_step: dict[int, list[tuple[ReactionEntry, Expression]]] = {}
        for entry, conversion in reactions:
            by_step.setdefault(entry.step, []).append((entry, conversion))
        for step in sorted(by_step):
            before = flow
            for entry, conversion in by_step[step]:
                if all(s in before for s, nu in entry.stoichiometry if nu < 0):
                    flow = self.advance(flow, entry.coefficients, self.extent(before, entry, conversion))
        return flow

    def advance(self, flow: Flow, coefficients: Mapping[str, float], extent: Expression) -> Flow:
        """The flow after a reaction of given stoichiometry has run to an extent [mol/s]."""
        return Flow(self.book, flow.column + self.book.weights(lambda s: coefficients.get(s, 0.0)) * extent)

    def extent(self, flow: Flow, entry: ReactionEntry, conversion: Expression) -> Expression:
        """Extent [mol/s] that the conversion of the named reactant asks for, within what the others allow."""
        coefficients = entry.coefficients
        if entry.to_completion or not entry.of:
            allowed = [self._supply(flow, s, coefficients) / -nu for s, nu in coefficients.items() if nu < 0]
            return self.least(allowed) * conversion
        extent = self.available(flow, entry.of) * conversion / -coefficients[entry.of]
        if not entry.limited:
            return extent
        others = [s for s, nu in coefficients.items() if nu < 0 and s != entry.of]
        return self.least([extent, *(self._supply(flow, s, coefficients) / -coefficients[s] for s in others)])

    def _supply(self, flow: Flow, species_id: str, reaction: Mapping[str, float]) -> Expression:
        """What is available; of protons never less than nothing: an alkaline liquor drives no reaction backwards.

        Protons on what the reaction itself takes are available to it: CO2(aq) leaves as gas with both of its own.
        """
        taken = [s for s in PROTONS_HELD if reaction.get(s, 0.0) < 0.0]
        available = self.available(flow, species_id, taken)
        return self.math.fmax(available, 0.0) if species_id == PROTON else available

    def available(self, flow: Flow, species_id: str, taken: Sequence[str] = ()) -> Expression:
        """What a reaction can take of a species [mol/s].

        Of protons only those that no weak acid holds but those whose totals the reaction takes with them.
        """
        if species_id != PROTON:
            return flow[species_id]
        held = (flow[s] * n for s, n in PROTONS_HELD.items() if s in flow and s not in taken)
        return flow[PROTON] - total(held)

    # -- smooth switches -------------------------------------------------------------------------------------------

    def least(self, terms: Sequence[Expression]) -> Expression:
        """The smallest of several terms; its corner is rounded by the sheet's smoothing, which goes to zero."""
        smallest = terms[0]
        for term in terms[1:]:
            smallest, gap = switches(self.math).least(smallest, term, self.smoothing)
            self.switches.append(gap)
        return smallest

    def greatest(self, terms: Sequence[Expression]) -> Expression:
        """The greatest of several terms, rounded like ``least``."""
        greatest = terms[0]
        for term in terms[1:]:
            greatest, gap = switches(self.math).greatest(greatest, term, self.smoothing)
            self.switches.append(gap)
        return greatest

    def positive(self, x: Expression, scale: Expression = 1.0) -> Expression:
        """x where it is positive, else 0; ``scale`` is the size of x at which rounding matters."""
        positive, gap = switches(self.math).positive(x, scale, self.smoothing)
        self.switches.append(gap)
        return positive

    def share(self, part: Expression, whole: Expression) -> Expression:
        """part / whole, 0 where both vanish."""
        return part / (whole + NOTHING)

    def quotient(self, part: Expression, whole: Expression) -> Expression:
        """part / whole, calm where there is no flow: 0 with all its derivatives below ``LITTLE``."""
        return switches(self.math).quotient(part, whole)

    # -- equations -------------------------------------------------------------------------------------------------

    def unknown(self, name: str, start: float = 0.0, scale: float = 1.0, kind: EquationKind = "material") -> Expression:
        """A new internal variable; some ``require`` must fix it."""
        symbol = self._symbol(name)
        self.unknowns.append(Unknown(name, symbol, start, scale, kind))
        return symbol

    def require(
        self, residual: Expression, says: str, kind: EquationKind = "material", gives: Expression = None
    ) -> None:
        """State that ``residual`` is zero."""
        self.equations.append(Equation(residual, (says,), kind, gives))

    def define(self, name: str, value: Expression, start: float = 0.0, kind: EquationKind = "material") -> Expression:
        """A new internal variable equal to an expression (keeps long expressions from being written twice)."""
        symbol = self.unknown(name, start, kind=kind)
        self.require(symbol - value, name, kind, symbol)
        return symbol

    def result(self, quantity: Expression, value: Expression, says: str = "result") -> None:
        """A declared result, or a parameter left to be calculated, equals an expression."""
        self.require(quantity - value, says, "result", quantity)

    def leaves(self, outlet: Leaving | Closed, flow: Flow, *, T: Expression = None, P: Expression = None) -> None:
        """What leaves by an outlet, at which temperature [K] and pressure [Pa].

        Without ``T`` the outlet's temperature follows from the energy balance. Without ``P`` it leaves at the unit's
        ``pressure`` parameter if there is one, else at the pressure of the first inlet.
        """
        if isinstance(outlet, Closed):
            if flow:
                raise ModelError(f"something leaves by '{outlet.name}', but no stream is connected there")
            return
        astray = sorted(set(flow.ids) - set(outlet.ids))
        if astray:
            raise ModelError(f"{', '.join(astray)} cannot leave by '{outlet.name}'")
        self._written.add(outlet.name)
        if outlet.ids:
            arriving = flow.column[[self.book.position[s] for s in outlet.ids]]
            says = tuple(f"{species_id} in {outlet.name}" for species_id in outlet.ids)
            self.equations.append(Equation(outlet.symbols - arriving, says, "material", outlet.symbols))
        if T is not None:
            self.require(outlet.T - T, f"temperature of {outlet.name}", "temperature", outlet.T)
        self.require(outlet.P - self._leaving_pressure(P), f"pressure of {outlet.name}", "pressure", outlet.P)

    def _leaving_pressure(self, P: Expression) -> Expression:
        if P is not None:
            return P
        if self._pressure is not None:
            return self._pressure
        connected = [inlet.P for inlet in self._inlets if inlet.connected]
        return connected[0] if connected else 101325.0

    def same_temperature(self, *outlets: Leaving | Closed) -> None:
        """The outlets named share one temperature, which the energy balance gives."""
        connected = [outlet for outlet in outlets if isinstance(outlet, Leaving)]
        for other in connected[1:]:
            self.require(other.T - connected[0].T, f"temperature of {other.name}", "temperature", other.T)

    def energy(self) -> None:
        """Enthalpy in plus declared heat and power in equals enthalpy out plus declared heat and power out."""
        inward = total(inlet.H for inlet in self._inlets)
        outward = total(outlet.H for outlet in self._outlets)
        crossing = total(symbol * sign for symbol, sign in self._crossings)
        self.require(inward + crossing - outward, "energy", "energy")

    def local(
        self,
        model: LocalModel,
        inputs: Sequence[Expression],
        outputs: Sequence[tuple[str, float, float]],
        says: str,
        starts: Sequence[float] | None = None,
    ) -> list[Expression]:
        """The outputs of a local model at the given inputs; each output is named with a start and a usual size.

        ``starts`` says where the inputs may start (0.0 if left out), as temperatures in K must.
        """
        first = starts or [0.0] * len(inputs)
        carried = [self.define(f"{says} input {k}", value, first[k]) for k, value in enumerate(inputs)]
        given = self.unknowns[-len(carried) :]
        results = [self.unknown(name, start, scale) for name, start, scale in outputs]
        self.calls.append(LocalCall(model, says, tuple(given), tuple(self.unknowns[-len(results) :])))
        return results

    # -- properties of flows -----------------------------------------------------------------------------------------

    def liquor_volume(self, flow: Flow, T: Expression) -> Expression:
        """Volume of the aqueous phase of a flow [m3/s] at T [K]."""
        return self.book.liquor_volume(flow, T)

    def solids_volume(self, flow: Flow) -> Expression:
        """Volume of the solids [m3/s] at their molar volumes."""

        def molar_volume(species_id: str) -> float:
            known = self.book.species[species_id].molar_volume
            return known.value if known is not None else 0.0

        return flow.solid.weighted(molar_volume)

    def finished(self, required_outlets: Iterable[str]) -> None:
        """Check that something has been said about every connected outlet."""
        silent = [name for name in required_outlets if name not in self._written]
        if silent:
            raise ModelError(f"nothing is said about what leaves by {', '.join(silent)}")
