"""What an assay reports: elements, oxides and the loss on ignition, as each is contained in a mineral."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from unitops.chemistry.assay.entries import fraction, mapping
from unitops.chemistry.assay.substances import Substances
from unitops.chemistry.formula import atomic_weights, molar_mass, parse_charge, parse_formula
from unitops.errors import FormulaError, InputError

LOSS_ON_IGNITION = "LOI"
ABSOLUTE, RELATIVE = 1e-4, 0.02
"""Default uncertainty of an assay: 0.01 % and 2 % of the value."""
LOSS_ABSOLUTE, LOSS_RELATIVE = 1e-3, 0.05
"""That of the loss on ignition, wider because it also holds what is not counted (oxidation, fluorine)."""
COUNT_ABSOLUTE, COUNT_RELATIVE = 1e-2, 0.1
"""That of a mineral's mass by diffraction (Rietveld refinement) or microscopy."""
BOUND = 0.01
"""Uncertainty of a bound '<x', as a share of x."""
LEAST = 1e-9
"""The smallest uncertainty that is believed [kg/kg]."""

_PLUS_MINUS = re.compile(r"\s*(?:±|\+/-|\+-)\s*")
_EXAMPLE = '{"Li2O": "6.0 %", "SiO2": "64 %", "LOI": "0.5 %"}'


class Analyte(msgspec.Struct, frozen=True):
    """One assayed figure [kg/kg dry] with its uncertainty; ``element`` is '' for the loss on ignition.

    ``per_element`` is kg of what is reported (an oxide) per kg of the element. With ``mineral`` the figure is not
    of an element but the mass of that mineral.
    """

    name: str
    element: str
    per_element: float
    value: float
    uncertainty: float
    below: bool = False
    mineral: str = ""


def read_assay(entered: Any, place: str) -> tuple[Analyte, ...]:
    """The figures of an assay, each element once; raises InputError for what cannot be an assay."""
    analytes: list[Analyte] = []
    named: dict[str, str] = {}
    for name, value in mapping(entered, f"{place}.assay", _EXAMPLE).items():
        where = f"{place}.assay[{name}]"
        element, factor = _reported(name, where)
        if element in named:
            raise InputError(
                f"{element or 'the loss on ignition'} is given twice, as {named[element]} and {name}",
                place=where,
                remedy="Keep one of them: the whole of an element is asked, as one oxide or as the element.",
            )
        named[element] = name
        usual = (LOSS_ABSOLUTE, LOSS_RELATIVE) if not element else (ABSOLUTE, RELATIVE)
        number, uncertainty, below = _figure(value, usual, where)
        analytes.append(Analyte(name, element, factor, number, uncertainty, below))
    return tuple(analytes)


def read_mineralogy(entered: Any, minerals: Sequence[str], substances: Substances, place: str) -> tuple[Analyte, ...]:
    """Masses of minerals by diffraction or microscopy, each of a mineral that is listed."""
    figures: list[Analyte] = []
    for written, value in mapping(entered, f"{place}.mineralogy", '{"SiO2(s)": "12 ± 2 %"}').items():
        where = f"{place}.mineralogy[{written}]"
        key = substances.find(written, where)
        if key not in minerals or any(figure.mineral == key for figure in figures):
            problem = "is stated twice" if key in minerals else "is not among the minerals"
            raise InputError(f"{key} {problem}", place=where, remedy="State each of the listed minerals once.")
        number, uncertainty, below = _figure(value, (COUNT_ABSOLUTE, COUNT_RELATIVE), where)
        figures.append(Analyte(key, "", 1.0, number, uncertainty, below, mineral=key))
    return tuple(figures)


def content(analyte: Analyte, mineral: str, substances: Substances, place: str) -> float:
    """What an analyte comes to in one kg of a mineral [kg/kg]."""
    if analyte.mineral:
        return float(analyte.mineral == mineral)
    elements = substances.elements(mineral, place)
    if analyte.element:
        return elements.get(analyte.element, 0.0) * analyte.per_element
    return volatile(elements)


def volatile(elements: Mapping[str, float]) -> float:
    """Loss on ignition of one kg [kg/kg] from its elements [kg/kg]: hydrogen as H2O, carbon as CO2.

    The oxygen for both is the mineral's own as far as it goes, then that of the air, so that graphite loses
    its carbon and calcite its CO2. What oxidation gains (Fe+2, sulfides) and what else is volatile (F, SO3)
    is not counted.
    """
    weights = atomic_weights()
    hydrogen, carbon = elements.get("H", 0.0), elements.get("C", 0.0)
    wanted = weights["O"] * (0.5 * hydrogen / weights["H"] + 2.0 * carbon / weights["C"])
    return hydrogen + carbon + min(wanted, elements.get("O", 0.0))


def _reported(name: object, place: str) -> tuple[str, float]:
    """The element that a name stands for and the mass reported per mass of it."""
    remedy = 'Write an element ("Li"), an oxide ("Li2O") or "LOI".'
    if not isinstance(name, str):
        raise InputError(f"{name!r} is no analyte", place=place, remedy=remedy)
    if name.strip().upper() == LOSS_ON_IGNITION:
        return "", 1.0
    try:
        atoms = parse_formula(name.strip())
    except FormulaError as error:
        raise InputError(f'"{name}" is no analyte, {error.problem}', place=place, remedy=remedy) from None
    others = [element for element in atoms if element != "O"] or ["O"]
    if len(others) > 1 or parse_charge(name.strip()):
        raise InputError(f"{name} is neither an element nor an oxide", place=place, remedy=remedy)
    element = others[0]
    return element, molar_mass(atoms) / (atoms[element] * atomic_weights()[element])


def _figure(value: Any, usual: tuple[float, float], place: str) -> tuple[float, float, bool]:
    """Value, uncertainty and whether it is an upper bound, of "6.0 %", "<0.01 %" or "6.0 ± 0.1 %"."""
    if isinstance(value, str) and value.lstrip().startswith(("<", "≤")):
        bound = fraction(value.lstrip().lstrip("<≤="), place)
        if not bound:
            raise InputError(
                f"{value} leaves no room", place=place, remedy='Write the limit of detection, as "<0.01 %".'
            )
        return bound, max(BOUND * bound, LEAST), True
    if isinstance(value, str) and len(parts := _PLUS_MINUS.split(value)) == 2:
        number, uncertainty = _with_uncertainty(parts[0], parts[1], place)
        return number, uncertainty, False
    number = fraction(value, place)
    return number, usual[0] + usual[1] * number, False


def _with_uncertainty(value: str, uncertainty: str, place: str) -> tuple[float, float]:
    """ "6.0 ± 0.1 %" has its unit once, "6.0 % ± 500 ppm" twice."""
    unit = re.sub(r"^[\s\d.eE+-]+", "", uncertainty)
    spread = fraction(uncertainty, place)
    if spread <= 0.0:
        raise InputError(
            "the uncertainty is zero", place=place, remedy="Leave it out, or state what the laboratory does."
        )
    return fraction(value if re.search(r"[^\d.eE+\-\s]", value) else f"{value} {unit}", place), max(spread, LEAST)
