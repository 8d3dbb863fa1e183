"""A liquor by concentrations of its solutes; water is what remains.

With c [kg/m3], w [kg/kg] and b [mol/kg water] as stated, one of them for each solute, and the ion that takes
the charge following linearly, the mass m of 1 m3 is closed in its water W,

    m (1 - S(w)) = W (1 + S(b M)) + S(c),     S(v) = sum_i v_i - M_ion / z_ion sum_i z_i v_i / M_i

and W is found from the stated density (m = density), or so that the volume of the correlation of
`unitops.chemistry.liquor_density` is 1 m3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from unitops.chemistry.assay.entries import check_keys, mapping, quantity
from unitops.chemistry.assay.mixture import Mixture, adjustment, canonical_totals, ionic_charge
from unitops.chemistry.assay.numeric import bracketed_root
from unitops.chemistry.assay.report import ChargeAdjustment
from unitops.chemistry.assay.substances import WATER, Substances
from unitops.errors import DataError, InputError
from unitops.quantities import Dimension, typed

REFERENCE_TEMPERATURE = 298.15  # [K]
LOW, HIGH = 258.15, 423.15  # range of the density correlation [K]
MOST_WATER = 1300.0  # [kg/m3], more than any liquor holds
KINDS = (Dimension.CONCENTRATION, Dimension.MASS_FRACTION, Dimension.MOLAR_CONCENTRATION, Dimension.MOLALITY)
EXAMPLE = '{"Li+(aq)": "1.5 g/L", "SO4-2(aq)": "12 g/L"}'


class Solutes(msgspec.Struct, frozen=True):
    """Solutes as stated: per m3 of liquor, per kg of liquor, and per kg of water [kg]."""

    per_volume: dict[str, float]
    per_mass: dict[str, float]
    per_water: dict[str, float]

    def masses(self, volume: float, mass: float, water: float) -> dict[str, float]:
        """Masses [kg] in a volume [m3] of liquor of this mass and water [kg]."""
        stated = {key: volume * value for key, value in self.per_volume.items()}
        stated |= {key: mass * value for key, value in self.per_mass.items()}
        return stated | {key: water * value for key, value in self.per_water.items()}


class Ion(msgspec.Struct, frozen=True):
    """The ion that takes the charge, and the way to make masses neutral with it; '' for none."""

    id: str
    substances: Substances
    place: str

    def taken(self, masses: Mapping[str, float]) -> float:
        """Mass of the ion [kg] that must be added to these."""
        if not self.id:
            return 0.0
        charge = sum(
            mass / self.substances.molar_mass(key, self.place) * self.substances.charge_of(key, self.place)
            for key, mass in masses.items()
        )
        molar = self.substances.molar_mass(self.id, self.place)
        return -charge * molar / ionic_charge(self.id, self.substances, self.place)

    def total(self, masses: Mapping[str, float]) -> float:
        """S: mass of these together with the ion that they need [kg]."""
        return sum(masses.values()) + self.taken(masses)


def by_solutes(entered: Mapping[str, Any], substances: Substances, place: str) -> Mixture:
    """Read {"solution": {solute: concentration}, "density", "temperature", "charge"}.

    A concentration is in g/L, mol/L, wt%, ppm (by mass) or mol/kg of water, and holds at the temperature
    (25 degC if none is stated). Raises InputError if the solutes leave no room for water, and DataError if
    the density is needed and neither stated nor known.
    """
    check_keys(entered, ("solution", "density", "temperature", "charge"), place)
    charge = substances.find(entered["charge"], f"{place}.charge") if "charge" in entered else ""
    ion = Ion(charge, substances, place)
    solutes = _solutes(entered["solution"], substances, place)
    temperature = _temperature(entered, place)
    notes: tuple[str, ...] = ()
    if "density" in entered:
        density = quantity(entered["density"], Dimension.DENSITY, f"{place}.density")
        masses = _liquor(solutes, ion, 1.0, density, _water_of(solutes, ion, 1.0, density))
        _check_water(masses, place)
        notes = _comparison(masses, density, temperature, substances, place)
    elif solutes.per_volume:
        masses = _by_volume(solutes, ion, temperature, substances, place)
        density = sum(masses.values())
    else:
        masses = _liquor(solutes, ion, 0.0, 1.0, _water_of(solutes, ion, 0.0, 1.0))
        _check_water(masses, place)
        density = _density(masses, temperature, substances, place)
    total = sum(masses.values())
    return Mixture(
        "solution",
        {key: mass / total for key, mass in masses.items()},
        charge=charge,
        adjusted=_adjusted(masses, ion, solutes),
        density=density,
        temperature=temperature,
        notes=notes,
    )


def _solutes(entered: Any, substances: Substances, place: str) -> Solutes:
    solutes = Solutes({}, {}, {})
    seen: set[str] = set()
    for written, value in mapping(entered, f"{place}.solution", EXAMPLE).items():
        where = f"{place}.solution[{written}]"
        key = substances.find_solute(written, where)
        if key == WATER:
            raise InputError(
                "water is what remains in a solution", place=where, remedy='Leave it out, or use "species".'
            )
        if not substances.is_liquor(key, where):
            raise InputError(
                f"{key} is no solute", place=where, remedy='End it with (aq), or enter the feed by "species".'
            )
        if key in seen:
            raise InputError(f"{key} is stated twice", place=where, remedy="Keep one of them.")
        seen.add(key)
        kind = _kind(value, where)
        number = quantity(value, kind, where)
        molar = substances.molar_mass(key, where)
        if kind is Dimension.CONCENTRATION:
            solutes.per_volume[key] = number
        elif kind is Dimension.MOLAR_CONCENTRATION:
            solutes.per_volume[key] = number * molar
        elif kind is Dimension.MASS_FRACTION:
            solutes.per_mass[key] = number
        else:
            solutes.per_water[key] = number * molar
    return solutes


def _kind(value: Any, place: str) -> Dimension:
    """What the unit of a concentration tells that it is."""
    if not isinstance(value, str) or re.fullmatch(r"[\s\d.eE+-]*", value):
        raise InputError(
            f"{value!r} tells no unit",
            place=place,
            remedy='Write for example "12 g/L", "0.5 mol/L" or "3 wt%".',
        )
    measured = typed(value)
    return next((kind for kind in KINDS if kind in measured), Dimension.CONCENTRATION)


def _temperature(entered: Mapping[str, Any], place: str) -> float:
    if "temperature" not in entered:
        return REFERENCE_TEMPERATURE
    where = f"{place}.temperature"
    value = quantity(entered["temperature"], Dimension.TEMPERATURE, where)
    if not LOW <= value <= HIGH:
        raise InputError(
            f"{entered['temperature']} is outside the range of the density of liquors, -15 to 150 degC",
            place=where,
            remedy="State the concentrations at a temperature within it.",
        )
    return value


def _water_of(solutes: Solutes, ion: Ion, volume: float, mass: float) -> float:
    """Water [kg] in a volume [m3] of liquor of this mass [kg]; negative if there is no room for it."""
    solids = volume * ion.total(solutes.per_volume) + mass * ion.total(solutes.per_mass)
    return (mass - solids) / (1.0 + ion.total(solutes.per_water))


def _liquor(solutes: Solutes, ion: Ion, volume: float, mass: float, water: float) -> dict[str, float]:
    masses = {**solutes.masses(volume, mass, water), WATER: water}
    taken = ion.taken(masses)
    if ion.id:
        masses[ion.id] = masses.get(ion.id, 0.0) + taken
        if masses[ion.id] < 0.0 and ion.id != "H+(aq)":
            raise InputError(
                f"{ion.id} would become negative to make the charge vanish",
                place=f"{ion.place}.charge",
                remedy="Name an ion of the other sign, or correct the analysis.",
            )
    return masses


def _by_volume(solutes: Solutes, ion: Ion, temperature: float, substances: Substances, place: str) -> dict[str, float]:
    """Masses [kg] in 1 m3 by the correlation of density."""
    share = 1.0 - ion.total(solutes.per_mass)
    if share <= 0.0:
        raise InputError(
            f"the solutes come to {100.0 * (1.0 - share):.6g} % by mass",
            place=place,
            remedy="Lower one of them.",
        )

    def filled(water: float) -> dict[str, float]:
        gross = water * (1.0 + ion.total(solutes.per_water)) + ion.total(solutes.per_volume)
        return _liquor(solutes, ion, 1.0, gross / share, water)

    def excess(water: float) -> float:
        return _volume(filled(water), temperature, substances, place) - 1.0

    if excess(0.0) >= 0.0:
        solids = sum(filled(0.0).values())
        raise InputError(
            f"the solutes, {solids:.4g} g/L in all, leave no room for water",
            place=place,
            remedy="Correct the concentrations, or state the density.",
        )
    if excess(MOST_WATER) <= 0.0:
        raise DataError(
            "the correlation of density does not hold for so concentrated a mixture of these solutes",
            place=place,
            remedy='State the density, for example "density": "1.2 kg/L".',
        )
    return filled(bracketed_root(excess, 0.0, MOST_WATER, 1e-10))


def _volume(masses: Mapping[str, float], temperature: float, substances: Substances, place: str) -> float:
    """Volume [m3] of a liquor by the correlation; raises DataError for solutes without a volume."""
    from unitops.chemistry.liquor_density import volume

    amounts = canonical_totals(masses, substances, place)
    try:
        return float(volume(tuple(amounts), tuple(amounts.values()), temperature))
    except (DataError, KeyError) as error:
        raise DataError(
            f"the density of this liquor is not known ({error})",
            place=place,
            remedy='State it, for example "density": "1.2 kg/L".',
        ) from None


def _density(masses: Mapping[str, float], temperature: float, substances: Substances, place: str) -> float | None:
    try:
        return sum(masses.values()) / _volume(masses, temperature, substances, place)
    except DataError:
        return None


def _comparison(
    masses: Mapping[str, float], stated: float, temperature: float, substances: Substances, place: str
) -> tuple[str, ...]:
    """A note where the stated density is more than 2 % from the correlation."""
    expected = _density(masses, temperature, substances, place)
    if expected is None or abs(stated / expected - 1.0) <= 0.02:
        return ()
    return (f"the stated density is {stated:.5g} kg/m3, the correlation gives {expected:.5g} kg/m3",)


def _check_water(masses: Mapping[str, float], place: str) -> None:
    total = sum(masses.values())
    if masses[WATER] < -1e-9 * total:
        raise InputError(
            f"the solutes come to {100.0 * (1.0 - masses[WATER] / total):.6g} % of the liquor's mass",
            place=place,
            remedy="Correct the concentrations or the density.",
        )


def _adjusted(masses: Mapping[str, float], ion: Ion, solutes: Solutes) -> ChargeAdjustment | None:
    """What the ion took, per kg of liquor."""
    if not ion.id:
        return None
    total = sum(masses.values())
    water = masses[WATER] / total
    before = solutes.masses(1.0, 1.0, water)
    if solutes.per_volume:
        before |= {key: value / total for key, value in solutes.per_volume.items()}
    return adjustment(before, ion.id, ion.substances, ion.place)
