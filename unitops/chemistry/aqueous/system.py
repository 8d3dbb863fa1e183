"""The species and solids that a liquor of given basis totals can hold, as matrices."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import LN10, ActivityModel, BDot
from unitops.chemistry.aqueous.pitzer import Pitzer
from unitops.chemistry.aqueous.tables import charge_of, equilibria, solid_record
from unitops.errors import DataError

MODELS: dict[str, type[BDot] | type[Pitzer]] = {"pitzer": Pitzer, "bdot": BDot}


def bare_name(species_id: str) -> str:
    """``SO4-2(aq)`` -> ``SO4-2``, ``H2O(l)`` -> ``H2O``: the name used in the table of equilibria."""
    for phase in ("(aq)", "(l)"):
        if species_id.endswith(phase):
            return species_id[: -len(phase)]
    return species_id


def temperature_powers(T: Any) -> Any:
    """The six functions of T [K] of a log10 K law."""
    return np.array([1.0, T, 1.0 / T, np.log(T) / LN10, 1.0 / (T * T), T * T])


@cache
def activity_model(model: str, species: tuple[str, ...]) -> ActivityModel:
    """The model of that name for a list of species; one for all liquors that hold the same."""
    return MODELS[model](list(species))


class AqueousSystem:
    """Stoichiometry and constants of the species and solids that given basis ids allow.

    ids: basis ids in the caller's order, with ``H2O(l)`` and ``H+(aq)`` among them. solids: ids of candidate
    solids. model: ``pitzer`` (default, every liquor) or ``bdot`` (dilute liquors with explicit ion pairs); chosen
    for the sheet, never by the iterate, so that results are continuous.

    Raises DataError for an id that is no basis species, or a solid that the totals cannot form.
    """

    def __init__(self, ids: list[str], solids: list[str], model: str = "pitzer") -> None:
        if model not in MODELS:
            raise DataError(f"no activity model is called {model!r}", remedy=f"Choose one of: {', '.join(MODELS)}")
        self.ids = list(ids)
        names = [bare_name(item) for item in ids]
        for needed in ("H2O", "H+"):
            if needed not in names:
                raise DataError(f"a liquor needs {needed} among its totals", place=", ".join(ids))
        table = equilibria().species
        for name in names:
            if name != "H2O" and (name not in table or table[name].source != "definition"):
                raise DataError("this is not a basis species of the table of equilibria", place=name)
        self.water_place = names.index("H2O")
        self.components = [name for name in names if name != "H2O"]
        self.component_places = np.array([i for i, name in enumerate(names) if name != "H2O"], dtype=int)
        self.proton = self.components.index("H+")
        self.model_name = model
        allowed = {*names}
        derived = [
            name
            for name, record in table.items()
            if record.source != "definition" and model in record.models and set(record.composition) <= allowed
        ]
        self.species = self.components + derived
        self.solids = list(solids)
        self.activity = activity_model(model, tuple(self.species))
        self.charges = np.array([float(charge_of(name)) for name in self.species])
        self._stoichiometry(derived)

    def _stoichiometry(self, derived: list[str]) -> None:
        table = equilibria().species
        count, width = len(self.species), len(self.components)
        self.nu = np.zeros((count, width))
        self.nu_water = np.zeros(count)
        self.nu[:width] = np.eye(width)
        laws = []
        for i, name in enumerate(derived, start=width):
            record = table[name]
            self.nu[i], self.nu_water[i] = self._row(record.composition)
            own = record.log_k_pitzer if self.model_name == "pitzer" else None
            laws.append(own or record.log_k)
        self.log_k = np.array(laws).reshape(-1, 6)
        rows, water, solid_laws = [], [], []
        for name in self.solids:
            record = solid_record(name)
            if not set(record.composition) <= {*self.components, "H2O"}:
                missing = sorted(set(record.composition) - {*self.components, "H2O"})
                raise DataError(f"this solid needs {', '.join(missing)} among the totals", place=name)
            law = record.log_k.get(self.model_name)
            if law is None:
                raise DataError(f"no solubility product for the activity model {self.model_name}", place=name)
            row, hydrate = self._row(record.composition)
            rows.append(row)
            water.append(hydrate)
            solid_laws.append(law.log_k)
        self.solid_nu = np.array(rows).reshape(-1, width)
        self.solid_water = np.array(water).reshape(-1)
        self.solid_log_k = np.array(solid_laws).reshape(-1, 6)

    def _row(self, composition: dict[str, float]) -> tuple[Any, float]:
        row = np.array([composition.get(name, 0.0) for name in self.components])
        return row, composition.get("H2O", 0.0)

    def constants(self, T: Any) -> tuple[Any, Any]:
        """ln K of the derived species and of the solids at T [K]; a complex T is allowed."""
        powers = LN10 * temperature_powers(T)
        return self.log_k @ powers, self.solid_log_k @ powers
