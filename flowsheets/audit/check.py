"""The sums themselves: mass, elements, charge and energy of every stream, every unit and the plant.

One implementation for a written file and for arrays in memory. It knows where streams go, what species are
made of and what enthalpy they have, and nothing about how the numbers came about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flowsheets.audit import tolerances as allowed
from flowsheets.audit.matter import Matter, matter_of
from flowsheets.audit.structure import Incidence, Loop, ResultStructure, incidence_of, loops_of
from flowsheets.audit.thermochemistry import StreamEnthalpy, enthalpy_of

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

MASS, CHARGE, FIRST_ELEMENT = 0, 1, 2
"""Columns of every balance: mass [kg/s], charge [mol/s], then the elements [kg/s]."""


@dataclass(frozen=True)
class Stated:
    """Totals that a result states beside its species flows; nan where it states none."""

    mass: Array  # [stream], kg/s
    elements: Array  # [stream, element], kg/s, elements in the order of Matter.elements


@dataclass(frozen=True)
class Balance:
    """Sums of one kind over units (rows) or over the plant, and how far they are off.

    ``relative`` is at most ``share`` where the balance holds.
    """

    entering: Array
    leaving: Array
    imbalance: Array
    relative: Array
    share: float

    @property
    def failed(self) -> Flags:
        """Where the balance does not hold; a figure that is no number does not."""
        return ~(self.relative <= self.share)


@dataclass(frozen=True)
class StreamFigures:
    """What is wrong with single streams; every array is by stream."""

    unreadable: Flags  # a flow, temperature, pressure or enthalpy is not a finite number
    cold: Flags  # temperature or pressure not positive
    mass: Array  # relative difference of the stated mass from the sum over species
    elements: Array  # [stream, element] the same for stated elements
    negative: Flags  # [stream, species]
    net_charge: Array  # [mol/s]
    neutrality: Array  # net charge of the liquor or of the rest, of the gross charge
    enthalpy: Array  # [W] evaluated again; nan where it cannot be
    enthalpy_difference: Array  # stated less evaluated, of the gross enthalpy; nan where it cannot be told
    beyond: Flags  # [stream, species] main species outside the temperature range of its data


@dataclass(frozen=True)
class AuditFigures:
    """Everything that the audit has added up, in SI; columns are MASS, CHARGE, then the elements."""

    per_stream: Array  # [stream, quantity]
    units: Balance
    plant: Balance
    unit_energy: Balance
    plant_energy: Balance
    streams: StreamFigures
    balanced: bool
    inside_validity: bool

    @property
    def ok(self) -> bool:
        """Nothing is out of balance (validity apart)."""
        return self.balanced

    @property
    def mass_closure(self) -> float:
        """Relative mass imbalance of the plant."""
        return float(self.plant.relative[MASS])

    @property
    def charge_closure(self) -> float:
        """Relative charge imbalance of the plant."""
        return float(self.plant.relative[CHARGE])

    @property
    def element_closure(self) -> Array:
        """Relative imbalance of each element over the plant."""
        return self.plant.relative[FIRST_ELEMENT:]

    @property
    def energy_closure(self) -> float:
        """Energy imbalance of the plant, of its gross heat duty."""
        return float(self.plant_energy.relative)


@dataclass(frozen=True)
class CompiledAudit:
    """An audit made ready for many results of one structure; see ``compile_audit``."""

    structure: ResultStructure
    matter: Matter
    incidence: Incidence
    loops: tuple[Loop, ...]
    thermochemistry: StreamEnthalpy
    quantity: Array  # [species, quantity]: kg/mol, mol/mol, kg/mol ...
    charges: Array  # [species, 3]: gross charge, charge in the liquor, charge elsewhere
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
        its direction. Streams without flow may carry any temperature. The arrays are not changed.
        """
        flowing = flows.any(axis=1)
        unreadable = flowing & ~(np.isfinite(temperature) & np.isfinite(pressure) & np.isfinite(enthalpy))
        if not np.isfinite(flows).all():
            unreadable |= ~np.isfinite(flows).all(axis=1)
            flows = np.where(np.isfinite(flows), flows, 0.0)
        real = flowing & ~unreadable
        cold = real & ((temperature <= 0.0) | (pressure <= 0.0))
        real &= ~cold
        temperature = np.where(real, temperature, allowed.REFERENCE_TEMPERATURE)
        pressure = np.where(real, pressure, 101325.0)
        enthalpy = np.where(real, enthalpy, 0.0)

        moles = np.abs(flows).sum(axis=1)
        per_stream = flows @ self.quantity
        charges = np.column_stack([np.abs(flows) @ self.charges[:, 0], flows @ self.charges[:, 1:]])
        mass_in = float(per_stream[self.incidence.boundary_in, MASS].sum())
        moles_in = float(moles[self.incidence.boundary_in].sum())
        round_off = np.full(per_stream.shape[1], allowed.ROUND_OFF * abs(mass_in))
        round_off[CHARGE] = allowed.ROUND_OFF * moles_in

        heat = self.thermochemistry.evaluate(flows, temperature, pressure)
        gross = (
            np.maximum(heat.gross, np.abs(enthalpy))
            + moles * allowed.GAS_CONSTANT * allowed.REFERENCE_TEMPERATURE
        )
        sensible = np.abs(enthalpy - np.where(heat.known, heat.formation, 0.0))
        energy = np.column_stack([enthalpy, gross, sensible])

        units, unit_energy = self._units(per_stream, charges[:, 0], energy, energy_in, energy_out, round_off)
        plant = self._plant(per_stream, charges[:, 0], round_off)
        plant_energy = self._plant_energy(energy, energy_in, energy_out)
        streams = StreamFigures(
            unreadable=unreadable,
            cold=cold,
            mass=_difference(None if stated is None else stated.mass, per_stream[:, MASS], round_off[MASS]),
            elements=_difference(
                None if stated is None else stated.elements, per_stream[:, FIRST_ELEMENT:], round_off[MASS]
            ),
            negative=self._negative(flows),
            net_charge=charges[:, 1] + charges[:, 2],
            neutrality=np.maximum(np.abs(charges[:, 1]), np.abs(charges[:, 2]))
            / (charges[:, 0] + round_off[CHARGE] / allowed.NEUTRAL + 1e-300),
            enthalpy=np.where(heat.known & real, heat.enthalpy, np.nan),
            enthalpy_difference=np.where(
                heat.known & real, (enthalpy - heat.enthalpy) / (gross + 1e-300), 0.0
            ),
            beyond=self._beyond(flows, per_stream[:, MASS], temperature),
        )
        return AuditFigures(
            per_stream=per_stream,
            units=units,
            plant=plant,
            unit_energy=unit_energy,
            plant_energy=plant_energy,
            streams=streams,
            balanced=_holds(units, plant, unit_energy, plant_energy) and _sound(streams),
            inside_validity=bool((heat.known | ~real).all()) and not streams.beyond.any(),
        )

    def _units(
        self,
        per_stream: Array,
        gross_charge: Array,
        energy: Array,
        energy_in: Array,
        energy_out: Array,
        round_off: Array,
    ) -> tuple[Balance, Balance]:
        columns = per_stream.shape[1]
        together = np.column_stack([per_stream, gross_charge, energy])
        entering, leaving = self.incidence.in_and_out(together)
        scale = np.maximum(np.abs(entering), np.abs(leaving))
        process = self.incidence.process
        larger = scale[:, :columns]
        larger[:, CHARGE] = scale[:, columns]
        imbalance = np.where(process[:, None], entering[:, :columns] - leaving[:, :columns], 0.0)
        relative = np.abs(imbalance) / (larger + round_off / allowed.UNIT + 1e-300)
        matter = Balance(entering[:, :columns], leaving[:, :columns], imbalance, relative, allowed.UNIT)

        crossing = np.abs(energy_in) + np.abs(energy_out)
        h_in, h_out = entering[:, columns + 1] + energy_in, leaving[:, columns + 1] + energy_out
        gross = entering[:, columns + 2] + leaving[:, columns + 2] + crossing
        duty = crossing + entering[:, columns + 3] + leaving[:, columns + 3]
        difference = np.where(process, h_in - h_out, 0.0)
        return matter, _energy_balance(h_in, h_out, difference, gross, duty)

    def _plant(self, per_stream: Array, gross_charge: Array, round_off: Array) -> Balance:
        entering = per_stream[self.incidence.boundary_in].sum(axis=0)
        leaving = per_stream[self.incidence.boundary_out].sum(axis=0)
        larger = np.maximum(np.abs(entering), np.abs(leaving))
        larger[CHARGE] = max(
            gross_charge[self.incidence.boundary_in].sum(), gross_charge[self.incidence.boundary_out].sum()
        )
        share = allowed.PLANT_LINEAR if self.structure.linear else allowed.PLANT
        imbalance = entering - leaving
        return Balance(
            entering, leaving, imbalance, np.abs(imbalance) / (larger + round_off / share + 1e-300), share
        )

    def _plant_energy(self, energy: Array, energy_in: Array, energy_out: Array) -> Balance:
        process = self.incidence.process
        heat_in, heat_out = energy_in[process], energy_out[process]
        entering = energy[self.incidence.boundary_in].sum(axis=0)
        leaving = energy[self.incidence.boundary_out].sum(axis=0)
        crossing = np.abs(heat_in).sum() + np.abs(heat_out).sum()
        h_in, h_out = entering[0] + heat_in.sum(), leaving[0] + heat_out.sum()
        gross = entering[1] + leaving[1] + crossing
        return _energy_balance(h_in, h_out, h_in - h_out, gross, crossing + entering[2] + leaving[2])

    def _negative(self, flows: Array) -> Flags:
        lowest = -allowed.NEGATIVE * np.abs(flows).max(axis=0, initial=0.0)
        return (flows < lowest) & ~self.may_be_negative

    def _beyond(self, flows: Array, mass: Array, temperature: Array) -> Flags:
        low, high = self.thermochemistry.low, self.thermochemistry.high
        outside = (temperature[:, None] > high) | (temperature[:, None] < low - allowed.BELOW_REFERENCE)
        if not outside.any():
            return outside
        return outside & (flows * self.matter.molar_mass > allowed.MAIN_SPECIES * mass[:, None])


def compile_audit(structure: ResultStructure) -> CompiledAudit:
    """Everything about a sheet that does not change from case to case, ready to ``check`` numbers.

    Raises AuditError for species that cannot be read.
    """
    matter = matter_of(structure.species, structure.records)
    liquor = matter.in_liquor
    return CompiledAudit(
        structure=structure,
        matter=matter,
        incidence=incidence_of(structure),
        loops=loops_of(structure),
        thermochemistry=enthalpy_of(structure.species, structure.records),
        quantity=np.column_stack(
            [matter.molar_mass, matter.charge, matter.composition * matter.atomic_weight]
        ),
        charges=np.column_stack(
            [
                np.abs(matter.charge),
                np.where(liquor, matter.charge, 0.0),
                np.where(liquor, 0.0, matter.charge),
            ]
        ),
        may_be_negative=np.array([name in structure.signed for name in structure.species], dtype=bool),
    )


def _energy_balance(h_in: Array, h_out: Array, difference: Array, gross: Array, duty: Array) -> Balance:
    """The stricter of 1e-8 of the gross enthalpy and 1e-6 of the duty, expressed as a share of the duty."""
    share = allowed.ENERGY_OF_DUTY
    scale = np.minimum(duty, gross * (allowed.ENERGY_OF_GROSS / share)) + gross * (
        allowed.ENERGY_ROUND_OFF / share
    )
    return Balance(h_in, h_out, difference, np.abs(difference) / (scale + 1e-300), share)


def _difference(stated: Array | None, counted: Array, round_off: float) -> Array:
    """Relative difference of stated from counted; 0 where nothing is stated."""
    if stated is None:
        return np.zeros_like(counted)
    relative = np.abs(stated - counted) / (np.abs(counted) + round_off / allowed.STATED + 1e-300)
    return np.where(np.isnan(stated), 0.0, relative)


def _holds(*balances: Balance) -> bool:
    return not any(balance.failed.any() for balance in balances)


def _sound(streams: StreamFigures) -> bool:
    return not (
        streams.unreadable.any()
        or streams.cold.any()
        or streams.negative.any()
        or (streams.mass > allowed.STATED).any()
        or (streams.elements > allowed.STATED).any()
        or (streams.neutrality > allowed.NEUTRAL).any()
        or (np.abs(streams.enthalpy_difference) > allowed.STATED_ENTHALPY).any()
    )
