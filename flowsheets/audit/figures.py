"""What the audit has added up, as arrays."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from msgspec.structs import fields, replace
from numpy.typing import NDArray

from flowsheets.audit import tolerances as allowed

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

MASS, CHARGE, FIRST_ELEMENT = 0, 1, 2
"""Columns of every balance of matter: mass [kg/s], charge [mol/s], then the elements [kg/s]."""


class Stated(msgspec.Struct, frozen=True):
    """Totals that a result states beside its species flows; nan where it states none."""

    mass: Array  # [stream], kg/s
    elements: Array  # [stream, element], kg/s, elements in the order of Matter.elements


class Balance(msgspec.Struct, frozen=True):
    """Sums of one kind over units (rows) or over the plant, and how far they are off.

    ``relative`` is at most ``share`` where the balance holds.
    """

    entering: Array
    leaving: Array
    imbalance: Array
    relative: Array
    share: Array | float

    @property
    def failed(self) -> Flags:
        """Where the balance does not hold; a figure that is no number does not."""
        return ~(self.relative <= self.share)


class StreamFigures(msgspec.Struct, frozen=True):
    """What is wrong with single streams; every array is by stream."""

    unreadable: Flags  # a flow, temperature, pressure or enthalpy is not a finite number
    cold: Flags  # temperature or pressure not positive
    mass: Array  # relative difference of the stated mass from the sum over species
    elements: Array  # [stream, element] the same for stated elements
    negative: Flags  # [stream, species]
    net_charge: Array  # [mol/s]
    neutrality: Array  # net charge of the liquor or of the rest, of the gross charge
    enthalpy: Array  # [W] evaluated again; nan where it cannot be
    enthalpy_difference: Array  # stated less evaluated, of the gross enthalpy; 0 where it cannot be told
    beyond: Flags  # [stream, species] main species outside the temperature range of its data

    @property
    def faults(self) -> tuple[Flags, ...]:
        """Everything in which a stream may not agree with itself."""
        return (
            self.unreadable,
            self.cold,
            self.negative,
            self.mass > allowed.STATED,
            self.elements > allowed.STATED,
            self.neutrality > allowed.NEUTRAL,
            np.abs(self.enthalpy_difference) > allowed.STATED_ENTHALPY,
        )


class AuditFigures(msgspec.Struct, frozen=True):
    """Everything that the audit has added up, in SI; columns are MASS, CHARGE, then the elements.

    Where several cases were checked together, every array has them as its first axis.
    """

    flows: Array  # [stream, species], mol/s, as added up
    per_stream: Array  # [stream, quantity]
    units: Balance
    plant: Balance
    unit_energy: Balance
    plant_energy: Balance
    idle_energy: Flags  # units that declare a crossing but are no part of the balance (feeds, products)
    streams: StreamFigures
    ok: Flags  # nothing is out of balance
    inside_validity: Flags

    @property
    def mass_closure(self) -> Array:
        """Relative mass imbalance of the plant."""
        return self.plant.relative[..., MASS]

    @property
    def charge_closure(self) -> Array:
        """Relative charge imbalance of the plant."""
        return self.plant.relative[..., CHARGE]

    @property
    def element_closure(self) -> Array:
        """Relative imbalance of each element over the plant."""
        return self.plant.relative[..., FIRST_ELEMENT:]

    @property
    def energy_closure(self) -> Array:
        """Energy imbalance of the plant, of its gross heat duty."""
        return self.plant_energy.relative

    def case(self, index: int) -> AuditFigures:
        """The figures of one case, where several were checked together."""
        return _picked(self, index)


def _picked(figures: Any, index: int) -> Any:
    """The same dataclass with entry ``index`` of every array."""
    values = {field.name: getattr(figures, field.name) for field in fields(figures)}
    chosen = {
        name: value[index] if isinstance(value, np.ndarray) else _picked(value, index)
        for name, value in values.items()
        if not isinstance(value, float)
    }
    return replace(figures, **chosen)
