"""The sums themselves: mass, elements, charge and energy of every stream, every unit and the plant.

One implementation for a written file and for arrays in memory. It knows where streams go, what species are
made of and what enthalpy they have, and nothing about how the numbers came about.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from flowsheets.audit import tolerances as allowed
from flowsheets.audit.figures import (
    CHARGE,
    FIRST_ELEMENT,
    MASS,
    Array,
    AuditFigures,
    Balance,
    Flags,
    Stated,
    StreamFigures,
)
from flowsheets.audit.matter import Matter, matter_of
from flowsheets.audit.structure import Incidence, Loop, ResultStructure, incidence_of, loops_of
from flowsheets.audit.thermochemistry import StreamEnthalpy, StreamHeat, enthalpy_of

TINY = 1e-300
_MOLES, _IONS = 0, 1
_ENTHALPY, _GROSS, _SENSIBLE = 0, 1, 2


class State(msgspec.Struct, frozen=True):
    """The numbers of a result with what cannot be used set to nothing, and where that is."""

    flows: Array
    temperature: Array
    pressure: Array
    enthalpy: Array
    real: Flags
    unreadable: Flags
    cold: Flags


class CompiledAudit(msgspec.Struct, frozen=True):
    """An audit made ready for many results of one structure; see ``compile_audit``."""

    structure: ResultStructure
    matter: Matter
    incidence: Incidence
    loops: tuple[Loop, ...]
    thermochemistry: StreamEnthalpy
    quantity: Array  # [species, quantity]: kg/mol, mol/mol, kg/mol ...
    phase_charge: Array  # [species, 2]: charge in the liquor, charge elsewhere
    size: Array  # [species, 2]: one mole, size of its charge
    may_be_negative: Flags

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the balance columns."""
        return ("mass", "charge", *self.matter.elements)

    def check(
        self,
        flows: Array,
        temperature: Array,
        pressure: Array,
        enthalpy: Array,
        energy_in: Array,
        energy_out: Array,
        stated: Stated | None = None,
    ) -> AuditFigures:
        """Add up one result.

        ``flows`` [stream, species] in mol/s, ``temperature`` K, ``pressure`` Pa, ``enthalpy`` W by stream;
        ``energy_in`` and ``energy_out`` W by unit: all declared heat, power, fuel and loss, each positive in
        its direction. Streams without flow may carry any temperature. The arrays are not changed. All arrays
        may have one more axis in front, of cases; so has then every figure, and ``case`` picks one.
        """
        state = _usable(flows, temperature, pressure, enthalpy)
        heat = self.thermochemistry.evaluate(state.flows, state.temperature, state.pressure)
        matter = state.flows @ self.quantity
        size = np.abs(state.flows) @ self.size
        energy = _energy_of_streams(state, heat, size[..., _MOLES])
        entering, leaving = self.incidence.in_and_out(np.concatenate([matter, size, energy], axis=-1))
        columns = matter.shape[-1]
        round_off = np.repeat(allowed.ROUND_OFF * np.abs(entering[..., -1:, MASS]), columns, axis=-1)
        round_off[..., CHARGE] = allowed.ROUND_OFF * entering[..., -1, columns + _MOLES]

        units, plant = self._matter_balances(entering[..., : columns + 2], leaving[..., : columns + 2], round_off)
        unit_energy, plant_energy = self._energy_balances(
            entering[..., columns + 2 :], leaving[..., columns + 2 :], energy_in, energy_out
        )
        idle = ((energy_in != 0.0) | (energy_out != 0.0)) & ~self.incidence.process
        streams = self._streams(state, heat, matter, size, energy[..., _GROSS], round_off, stated)
        balances = (units, plant, unit_energy, plant_energy)
        return AuditFigures(
            flows=state.flows,
            per_stream=matter,
            units=units,
            plant=plant,
            unit_energy=unit_energy,
            plant_energy=plant_energy,
            idle_energy=idle,
            streams=streams,
            ok=~_any([*streams.faults, idle, *(balance.failed for balance in balances)], flows.shape[:-2]),
            inside_validity=~_any([state.real & ~heat.known, streams.beyond], flows.shape[:-2]),
        )

    def _matter_balances(self, entering: Array, leaving: Array, round_off: Array) -> tuple[Balance, Balance]:
        """Balances of the units, and of the plant (the last row)."""
        columns = round_off.shape[-1]
        larger = np.maximum(np.abs(entering), np.abs(leaving))
        larger[..., CHARGE] = larger[..., columns + _IONS]
        larger, entering, leaving = (side[..., :columns] for side in (larger, entering, leaving))
        plant_share = allowed.PLANT_LINEAR if self.structure.linear else allowed.PLANT
        imbalance = entering - leaving
        imbalance[..., np.flatnonzero(~self.incidence.process), :] = 0.0
        share = np.full((self.incidence.rows, 1), allowed.UNIT)
        share[-1] = plant_share
        relative = np.abs(imbalance) / (larger + round_off[..., None, :] / share + TINY)
        units, plant = slice(None, -1), -1
        return (
            Balance(
                entering[..., units, :],
                leaving[..., units, :],
                imbalance[..., units, :],
                relative[..., units, :],
                allowed.UNIT,
            ),
            Balance(
                entering[..., plant, :],
                leaving[..., plant, :],
                imbalance[..., plant, :],
                relative[..., plant, :],
                plant_share,
            ),
        )

    def _energy_balances(
        self, entering: Array, leaving: Array, energy_in: Array, energy_out: Array
    ) -> tuple[Balance, Balance]:
        """Balances of the units, and of the plant; streams and declared crossings.

        The allowance is the stricter of 1e-8 of the gross enthalpy and 1e-6 of the duty, expressed as a share
        of the duty; both with the round-off that enthalpies of almost empty streams may have.
        """
        process = self.incidence.process
        given, taken = _with_total(energy_in, process), _with_total(energy_out, process)
        crossing = _with_total(np.abs(energy_in) + np.abs(energy_out), process)
        h_in, h_out = entering[..., _ENTHALPY] + given, leaving[..., _ENTHALPY] + taken
        gross = entering[..., _GROSS] + leaving[..., _GROSS] + crossing
        duty = entering[..., _SENSIBLE] + leaving[..., _SENSIBLE] + crossing
        empty = allowed.LEAST_ENTHALPY
        scale = duty + (gross * allowed.ENERGY_ROUND_OFF + empty) / allowed.ENERGY_OF_DUTY
        share = np.minimum(allowed.ENERGY_OF_DUTY, (allowed.ENERGY_OF_GROSS * gross + empty) / scale)
        difference = h_in - h_out
        difference[..., np.flatnonzero(~process)] = 0.0
        relative = np.abs(difference) / scale
        units, plant = slice(None, -1), -1
        return (
            Balance(
                h_in[..., units],
                h_out[..., units],
                difference[..., units],
                relative[..., units],
                share[..., units],
            ),
            Balance(
                h_in[..., plant],
                h_out[..., plant],
                difference[..., plant],
                relative[..., plant],
                share[..., plant],
            ),
        )

    def _streams(
        self,
        state: State,
        heat: StreamHeat,
        matter: Array,
        size: Array,
        gross: Array,
        round_off: Array,
        stated: Stated | None,
    ) -> StreamFigures:
        charge = state.flows @ self.phase_charge
        told = heat.known & state.real
        mass, elements = matter[..., MASS], matter[..., FIRST_ELEMENT:]
        tabled = state.flows @ self.matter.stated_mass if stated else mass
        return StreamFigures(
            unreadable=state.unreadable,
            cold=state.cold,
            mass=_difference(stated.mass if stated else None, tabled, round_off[..., MASS, None]),
            elements=_difference(stated.elements if stated else None, elements, round_off[..., MASS, None, None]),
            negative=self._negative(state.flows, round_off[..., CHARGE] / allowed.ROUND_OFF),
            net_charge=matter[..., CHARGE],
            neutrality=np.abs(charge).max(axis=-1)
            / (size[..., _IONS] + round_off[..., CHARGE, None] / allowed.NEUTRAL + TINY),
            enthalpy=np.where(told, heat.enthalpy, np.nan),
            enthalpy_difference=np.where(
                told,
                (state.enthalpy - heat.enthalpy) / (gross + allowed.LEAST_ENTHALPY / allowed.STATED_ENTHALPY),
                0.0,
            ),
            beyond=self._beyond(state.flows, mass, state.temperature),
        )

    def _negative(self, flows: Array, inflow: Array) -> Flags:
        """Flows below zero by more than the dust that is granted; ``inflow`` [mol/s] enters the plant."""
        if not flows.size or flows.min() >= 0.0:
            return np.zeros(flows.shape, dtype=bool)
        dust = allowed.NEGATIVE_OF_INFLOW * inflow[..., None, None]
        lowest = allowed.NEGATIVE * np.abs(flows).max(axis=-2, keepdims=True) + dust
        return (flows < -lowest) & ~self.may_be_negative

    def _beyond(self, flows: Array, mass: Array, temperature: Array) -> Flags:
        low, high = self.thermochemistry.low - allowed.BELOW_REFERENCE, self.thermochemistry.high
        if not flows.size or (temperature.max() <= high.min() and temperature.min() >= low.max()):
            return np.zeros(flows.shape, dtype=bool)
        outside = (temperature[..., None] > high) | (temperature[..., None] < low)
        return outside & (flows * self.matter.molar_mass > allowed.MAIN_SPECIES * mass[..., None])


def compile_audit(structure: ResultStructure) -> CompiledAudit:
    """Everything about a sheet that does not change from case to case, ready to ``check`` numbers.

    Raises AuditError for species that cannot be read.
    """
    matter = matter_of(structure.species, structure.records)
    thermochemistry = enthalpy_of(structure.species, structure.records)
    liquor = matter.in_liquor
    return CompiledAudit(
        structure=structure,
        matter=matter,
        incidence=incidence_of(structure),
        loops=loops_of(structure),
        thermochemistry=thermochemistry,
        quantity=np.column_stack([matter.molar_mass, matter.charge, matter.composition * matter.atomic_weight]),
        phase_charge=np.column_stack([np.where(liquor, matter.charge, 0.0), np.where(liquor, 0.0, matter.charge)]),
        size=np.column_stack([np.ones_like(matter.charge), np.abs(matter.charge)]),
        may_be_negative=np.array([name in structure.signed for name in structure.species], dtype=bool),
    )


def _usable(flows: Array, temperature: Array, pressure: Array, enthalpy: Array) -> State:
    """Set streams without flow to a harmless state, and those with impossible numbers to none at all."""
    flowing = flows.any(axis=-1)
    unreadable = flowing & ~(np.isfinite(temperature) & np.isfinite(pressure) & np.isfinite(enthalpy))
    finite = np.isfinite(flows)
    if not finite.all():
        unreadable |= ~finite.all(axis=-1)
        flows = np.where(finite, flows, 0.0)
    cold = flowing & ~unreadable & ((temperature <= 0.0) | (pressure <= 0.0))
    real = flowing & ~unreadable & ~cold
    return State(
        flows=flows,
        temperature=np.where(real, temperature, allowed.REFERENCE_TEMPERATURE),
        pressure=np.where(real, pressure, allowed.REFERENCE_PRESSURE),
        enthalpy=np.where(real, enthalpy, 0.0),
        real=real,
        unreadable=unreadable,
        cold=cold,
    )


def _energy_of_streams(state: State, heat: StreamHeat, moles: Array) -> Array:
    """Columns of stated, gross and sensible enthalpy [W]."""
    reference = allowed.GAS_CONSTANT * allowed.REFERENCE_TEMPERATURE
    size = np.abs(state.enthalpy)
    gross = np.maximum(heat.gross, size) + moles * reference
    sensible = np.where(heat.known, np.abs(state.enthalpy - heat.formation), size)
    return np.stack([state.enthalpy, gross, sensible], axis=-1)


def _with_total(per_unit: Array, process: Flags) -> Array:
    """Values by unit, and the sum over process units behind them."""
    total = per_unit[..., process].sum(axis=-1, keepdims=True)
    return np.concatenate([per_unit, total], axis=-1)


def _any(flags: Sequence[Flags], cases: tuple[int, ...]) -> Flags:
    """Whether any flag is set, by case."""
    if not cases:
        return np.array(any(each.any() for each in flags))
    return np.logical_or.reduce([each.reshape(*cases, -1).any(axis=-1) for each in flags])


def _difference(stated: Array | None, counted: Array, round_off: Array) -> Array:
    """Relative difference of stated from counted; 0 where nothing is stated."""
    if stated is None:
        return np.zeros_like(counted)
    relative = np.abs(stated - counted) / (np.abs(counted) + round_off / allowed.STATED + TINY)
    return np.where(np.isnan(stated), 0.0, relative)
