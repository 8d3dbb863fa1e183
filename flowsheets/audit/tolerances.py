"""How far a sum may be off before the result is called out of balance.

Every rule is ``|imbalance| <= share * scale + round-off``. The relative figure that is reported is
``|imbalance| / (scale + round-off / share)``, so that it passes exactly where it is at most ``share``, and an
element that hardly enters the plant is not measured against nothing.
"""

from __future__ import annotations

PLANT_LINEAR = 1e-11
"""Plant: mass, an element, charge, of the larger side, for a sheet that says it is linear."""
PLANT = 1e-9
"""Plant: the same for any other sheet."""
UNIT = 1e-10
"""Unit: mass, an element, charge, of the larger of what enters and what leaves."""
ROUND_OFF = 1e-14
"""Round-off that is granted everywhere, of the mass (charge: of the moles) entering the plant."""

ENERGY_OF_GROSS = 1e-8
"""Energy: of the gross enthalpy, formation included."""
ENERGY_OF_DUTY = 1e-6
"""Energy: of the heat duty, that is, all declared crossings and the sensible enthalpy of the streams."""
ENERGY_ROUND_OFF = 1e-12
"""Round-off of an energy balance, of the gross enthalpy."""

STATED = 1e-10
"""Stream: a stated mass or element flow against the sum over its species."""
STATED_ENTHALPY = 1e-8
"""Stream: a stated enthalpy against H(n, T, P) evaluated again, of the stream's gross enthalpy."""
LEAST_ENTHALPY = 1e-5
"""[W] A stated enthalpy, and the sum around a unit, may be off by this: the energy row of an almost empty stream is
regularised."""
NEUTRAL = 1e-10
"""Stream: net charge of a phase, of the gross charge of its ions."""
NEGATIVE = 1e-14
"""A settled species may be this far below zero, of its largest flow on the sheet."""
NEGATIVE_OF_INFLOW = 1e-16
"""... and besides by this share of the moles entering the plant: dust on a species that hardly is there."""

MAIN_SPECIES = 0.01
"""Share of a stream's mass above which leaving a species' data range puts the result outside validity."""
REFERENCE_TEMPERATURE = 298.15
"""[K] Formation enthalpies are at this temperature; data that begin here are used somewhat below it too."""
REFERENCE_PRESSURE = 101325.0
"""[Pa]"""
BELOW_REFERENCE = 40.0
"""[K] How far below the lower end of a data range a heat capacity may be held constant without a remark."""
GAS_CONSTANT = 8.314462618
"""[J/mol/K] CODATA 2018; n R T is the enthalpy scale of a stream of elements at their reference state."""
