"""Calls of the aqueous equilibrium models from a vessel's equations.

The models know a closed list of totals. Other solutes (titanyl, molybdate ...) stand by: they count in the balance, not
in pH and saturation. Totals that hold protons but are not in that list cannot stand by and are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec
import numpy as np

from unitops.chemistry.aqueous.dose import DoseToPH
from unitops.chemistry.aqueous.speciation import Saturation, Speciation
from unitops.chemistry.aqueous.system import bare_name
from unitops.chemistry.aqueous.tables import equilibria
from unitops.chemistry.canonical import basis
from unitops.chemistry.formula import parse_charge
from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import PROTONS_HELD, Balance
from unitops.declaration.flow import Expression, Flow
from unitops.errors import DataError
from unitops.hydrometallurgy.aqueous_solids import dissolved, saturation_name

INDEX_ORIGIN = -100.0
ROUNDING = 1e-22
"""Share of the largest input below which an input is the rounding of a difference."""
PROTON_HOLDERS = frozenset(("SO3-2(aq)", "S-2(aq)", "C2O4-2(aq)", "AsO4-3(aq)", "N2H4(aq)", "CH3COO-(aq)", "HCOO-(aq)"))
NEUTRAL = 7.0
STARTING_WATER, STARTING_AMOUNT, STARTING_TRACE = 55.5, 0.1, 1e-3
ROOM_TEMPERATURE = 298.15
PH = ("pH", NEUTRAL, 1.0)
STANDING_WATER = 1e-12
"""[mol/s] of water seen by the models besides the liquor, so that an empty vessel has a pH (that of water)."""


class Answer(msgspec.Struct, frozen=True):
    """What an equilibrium says: extents of formation by solid [mol/s], pH [-], index of the first solid [-]."""

    extents: dict[str, Expression]
    ph: Expression
    saturation_index: Expression


class Columns:
    """A local model of which only some outputs are asked; saturation indices are counted from INDEX_ORIGIN.

    A saturation index is zero with zero derivatives where its solid is present. Counted from an origin it keeps a
    size to which the sheet can compare its residual.
    """

    def __init__(self, model: Any, columns: Sequence[int], indices: int) -> None:
        self.model, self.columns = model, list(columns)
        self.origin = np.zeros(len(self.columns))
        if indices:
            self.origin[-indices:] = INDEX_ORIGIN

    def evaluate(self, inputs: Any) -> tuple[Any, Any, Any]:
        """Values, Jacobians and status of the outputs asked."""
        return self.evaluate_from(inputs, [None] * len(inputs))[:3]

    def evaluate_from(self, inputs: Any, states: Sequence[Any]) -> tuple[Any, Any, Any, list[Any]]:
        """The same from the states of liquors close by, and the states found."""
        inputs = np.asarray(inputs, dtype=float)
        size = np.max(np.abs(inputs), axis=1, keepdims=True, initial=0.0)
        inputs = np.where(np.abs(inputs) < ROUNDING * size, 0.0, inputs)
        values, jacobians, status, found = self.model.evaluate_from(inputs, states)
        return values[:, self.columns] - self.origin, jacobians[:, self.columns], status, found

    def switches(self, inputs: Any) -> tuple[Any, Any]:
        """How much of each solid there is (above zero) or by how much the liquor falls short of it [-]."""
        row = np.asarray(inputs, dtype=float)
        if isinstance(self.model, DoseToPH):
            values, jacobian, _, _ = self.model.answer(row, None)
            reagent = self.model.reagent
            tau, by_liquor = _signed_amounts(self.model.liquor, row[:-1] + values[0] * reagent)
            by = np.hstack([by_liquor, np.zeros((len(tau), 1))])
            return tau, by + np.outer(by_liquor @ reagent, jacobian[0])
        if isinstance(self.model, Saturation):
            return _signed_amounts(self.model, row)
        return np.zeros(0), np.zeros((0, len(row)))

    def outside(self, status: int, inputs: Any) -> str:
        """Why an answer lies outside the validity of the model, '' inside."""
        return self.model.outside(status, inputs)

    def remark(self, status: int, inputs: Any) -> str:
        """What a reader has to know of an answer that is in order, '' nothing."""
        return self.model.remark(status, inputs) if isinstance(self.model, DoseToPH) else ""


def known_totals(species: Iterable[str]) -> tuple[str, ...]:
    """The totals among the species that the equilibrium models know, water and H+ always, in the basis' order.

    Raises DataError for a total that holds protons and is not known.
    """
    present = {*species, WATER, PROTON}
    unknown = sorted(present & PROTON_HOLDERS)
    if unknown:
        raise DataError(
            f"the equilibrium models do not know {', '.join(unknown)}, which would decide the pH",
            remedy="State reactions with conversions and the dose by ratio instead.",
        )
    table = equilibria().species
    known = {name for name, record in table.items() if record.source == "definition"} | {"H2O"}
    return tuple(total for total in basis() if total in present and bare_name(total) in known)


@cache
def saturation_model(
    ids: tuple[str, ...],
    solids: tuple[str, ...],
    pressures: tuple[float, ...],
    solids_in: bool,
    activity: str,
) -> Columns:
    """Extents, pH and the saturation index of the first solid; one model for all vessels alike."""
    names = [saturation_name(s) for s in solids]
    model = Saturation(ids, names, solids_in=solids_in, supersaturation=pressures, model=activity)
    watched = min(1, len(solids))
    return Columns(model, range(len(solids) + 1 + watched), watched)


@cache
def dosing_model(
    ids: tuple[str, ...],
    reagent: tuple[tuple[str, float], ...],
    solids: tuple[str, ...],
    pressures: tuple[float, ...],
    solids_in: bool,
    activity: str,
) -> Columns:
    """The dose alone; one model for all vessels alike."""
    names = [saturation_name(s) for s in solids]
    model = DoseToPH(ids, dict(reagent), names, solids_in=solids_in, supersaturation=pressures, model=activity)
    return Columns(model, [0], 0)


@cache
def gauge_model(ids: tuple[str, ...], solids: tuple[str, ...], activity: str) -> Columns:
    """pH and the saturation index of the first solid, of a liquor that stays as it is."""
    model = Speciation(ids, [saturation_name(s) for s in solids[:1]], model=activity)
    watched = min(1, len(solids))
    places = range(len(model.value_names) - watched, len(model.value_names))
    return Columns(model, [0, *places], watched)


class LiquorEquilibrium:
    """The equilibrium of one vessel: which totals and solids, at which temperature, by which activity model.

    ``pressures`` gives for each solid the log10 of the supersaturation that it keeps, for a gas of its pressure [atm].
    ``solids_in`` lets the candidate solids that enter dissolve.
    """

    def __init__(
        self,
        balance: Balance,
        solids: Sequence[str],
        pressures: Sequence[float],
        solids_in: bool,
        T: Expression,
        activity: str,
    ) -> None:
        self.balance, self.T, self.activity = balance, T, activity
        self.ids = known_totals(s for s in balance.book.ids if balance.book.phase[s] == "aq")
        self.solids, self.pressures = tuple(solids), tuple(pressures)
        self.solids_in = solids_in and bool(self.solids)

    def gauge(self, contents: Flow) -> Answer:
        """pH and saturation; nothing forms."""
        model = gauge_model(self.ids, self.solids, self.activity)
        inputs = [*self._totals(contents), self.T]
        outputs = [PH, *self._index()]
        ph, *index = self.balance.local(model, inputs, outputs, "state of the liquor", self._starts(inputs))
        return Answer({}, ph, _from_origin(index))

    def saturate(self, contents: Flow) -> Answer:
        """What forms until the liquor is saturated."""
        model = saturation_model(self.ids, self.solids, self.pressures, self.solids_in, self.activity)
        outputs = [*self._extents(), PH, *self._index()]
        inputs = self._inputs(contents)
        values = self.balance.local(model, inputs, outputs, "saturation", self._starts(inputs))
        count = len(self.solids)
        water = contents[WATER]
        wet = water / (water + STANDING_WATER)
        extents = {s: value * wet for s, value in zip(self.solids, values[:count], strict=True)}
        return Answer(extents, values[count], _from_origin(values[count + 1 :]))

    def dose(self, contents: Flow, dosed: Expression, active: str, ph: Expression, solids: Sequence[str]) -> Expression:
        """How much of an active species brings the contents to a pH [mol/s], while the solids named form.

        ``dosed`` [mol/s] of the contents is that species. It is taken out of them again, so that the dose does not
        depend on what is dosed. The dose is negative where the contents are beyond the pH already.
        """
        brings = {s: count for s, count in dissolved(active).items() if s in self.ids}
        pressures = tuple(p for s, p in zip(self.solids, self.pressures, strict=True) if s in solids)
        solids_in = self.solids_in and bool(solids)
        reagent = tuple(sorted(brings.items()))
        model = dosing_model(self.ids, reagent, tuple(solids), pressures, solids_in, self.activity)
        before = contents.changed({s: -count * dosed for s, count in brings.items()})
        there = [before[s] for s in solids] if solids_in else []
        inputs = [*self._totals(before), *there, self.T]
        starts = [*self._starts(inputs), NEUTRAL]
        return self.balance.local(model, [*inputs, ph], [("dose", 0.0, 1.0)], "dose to pH", starts)[0]

    def _totals(self, contents: Flow) -> list[Expression]:
        return [contents[s] + (STANDING_WATER if s == WATER else 0.0) for s in self.ids]

    def _inputs(self, contents: Flow) -> list[Expression]:
        there = [contents[s] for s in self.solids] if self.solids_in else []
        return [*self._totals(contents), *there, self.T]

    def _starts(self, inputs: Sequence[Expression]) -> list[float]:
        """Where the model is asked first: a dilute, slightly acid liquor of all totals at room temperature."""
        amounts = dict.fromkeys(self.ids, STARTING_AMOUNT) | {WATER: STARTING_WATER}
        charges = {s: parse_charge(s.removesuffix("(aq)")) for s in self.ids if s != WATER}
        strong = [s for s, charge in charges.items() if charge < 0 and s not in PROTONS_HELD]
        for s in PROTONS_HELD.keys() & charges.keys():
            amounts[s] = STARTING_TRACE
        excess = sum(amounts[s] * charge for s, charge in charges.items() if s not in strong)
        for s in strong:
            amounts[s] = -max(excess, STARTING_AMOUNT) / charges[s] / len(strong)
        return [*(amounts[s] for s in self.ids), *[0.0] * (len(inputs) - len(self.ids) - 1), ROOM_TEMPERATURE]

    def _extents(self) -> list[tuple[str, float, float]]:
        return [(f"extent of {s}", 0.0, 1.0) for s in self.solids]

    def _index(self) -> list[tuple[str, float, float]]:
        return [(f"saturation index of {s}", -INDEX_ORIGIN, -INDEX_ORIGIN) for s in self.solids[:1]]


def _signed_amounts(model: Saturation, row: Any) -> tuple[Any, Any]:
    """Of each solid what is there less by how much the liquor falls short of it, in the model's own measure."""
    solved = model.solve(row)
    return solved.state.tau, solved.unknowns_by[model.solver.count + 1 :]


def _from_origin(index: Sequence[Expression]) -> Expression:
    return index[0] + INDEX_ORIGIN if index else 0.0
