"""The stages of a mixer-settler train between its operating line and its equilibrium, as drawn by McCabe and Thiele.

The equilibrium is found as a laboratory finds it: the liquor and the organic phase that the train is fed with are
brought together, without what they carry of each other, at many phase ratios, each time until nothing passes any more,
with the laws of the train. So it holds for this liquor with its acid and its other metals, at the temperature of the
train. With a stage efficiency below 100 % the steps end short of it, and what is entrained shifts them.

Source: McCabe and Thiele, Industrial and Engineering Chemistry 17 (1925) 605.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from flowsheets.batch import run
from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import UnitRecord
from flowsheets.sheet import Sheet
from unitops.chemistry.formula import atomic_weights
from unitops.errors import InputError
from unitops.solvent_extraction.contactor import Contactor

if TYPE_CHECKING:
    import pandas as pd

    from flowsheets.results.solution import Solution

TRAIN, SINGLE = "SolventExtraction", "MixerSettler"
EQUILIBRIUM_TAG = "MS-1"
OF_THE_TRAIN = (
    "stages", "phase_ratio", "reagent_fraction", "stage_efficiency", "liquor_entrained", "organic_entrained",
    "evaporation", "degradation", "temperature", "duty", "power",
)  # fmt: skip
"""Parameters of a train that its equilibrium is not a matter of."""
RATIOS = (0.02, 50.0)
"""O/A between which liquor and organic phase are brought together."""


class McCabeThiele(msgspec.Struct, frozen=True):
    """``stages``: what leaves each, DataFrame; ``equilibrium``: liquor and organic phase at rest [g/L], DataFrame."""

    unit: str
    metal: str
    stages: pd.DataFrame
    equilibrium: pd.DataFrame
    feeds: tuple[float, float]
    """Metal in the liquor and in the organic phase that the train is fed with [g/L]."""
    efficiency: float
    """Of the stages [%]."""

    @property
    def corners(self) -> list[tuple[float, float]]:
        """Corners of the steps in turn, beginning and ending on the operating line [g/L]."""
        liquors, organics = self.stages["liquor [g/L]"].tolist(), self.stages["organic [g/L]"].tolist()
        corners = [(self.feeds[0], organics[0])]
        for x, y, y_next in zip(liquors, organics, [*organics[1:], self.feeds[1]], strict=True):
            corners += [(x, y), (x, y_next)]
        return corners

    def svg(self, theme: Any = "light") -> str:
        """The diagram."""
        from flowsheets.export.charts import Series, stage_diagram

        corners = self.corners
        line = corners[::2]
        curve = self.equilibrium
        curves = [
            Series("equilibrium", curve["liquor [g/L]"].tolist(), curve["organic [g/L]"].tolist()),
            Series("operating line", [x for x, _ in line], [y for _, y in line]),
        ]
        short = f" Stage efficiency {self.efficiency:.4g} %." if self.efficiency < 99.999 else ""
        return stage_diagram(
            curves,
            corners,
            x_label=f"{self.metal} in liquor",
            y_label=f"{self.metal} in organic",
            x_unit="g/L",
            y_unit="g/L",
            title=f"Stages of {self.unit}",
            note="Equilibrium of the liquor and the organic phase fed, by their ratio." + short,
            theme=theme,
        )


def mccabe_thiele(solution: Solution, unit: str, points: int = 41) -> McCabeThiele:
    """Stages and equilibrium of a train of mixer-settlers in a solved sheet.

    points: phase ratios of the equilibrium. Raises InputError if the unit is no mixer-settler or nothing passes in it.
    """
    key, record = _contactor(solution, unit)
    numbers = {name: held["value"] for name, held in solution.units[unit]["results"].items()}
    numbers |= {name: held["value"] for name, held in solution.units[unit]["parameters"].items() if "value" in held}
    if not numbers["net_transfer"] or not numbers["phase_ratio"]:
        raise InputError("no metal passes between liquor and organic phase", place=unit)
    metal = _metal(solution, key)
    organic = numbers["transferred"] / numbers["net_transfer"]  # [m3/h]
    liquor = organic / numbers["phase_ratio"]
    feeds = (
        _mass_of(metal, solution, _species_fed(solution, unit, "liquor"), "(aq)") / liquor,
        _mass_of(metal, solution, _species_fed(solution, unit, "organic", "makeup"), "(o)") / organic,
    )
    return McCabeThiele(
        unit, metal, _stages(solution, unit, numbers), _equilibrium(solution, unit, record, numbers, points), feeds,
        numbers["stage_efficiency"],
    )  # fmt: skip


def _contactor(solution: Solution, unit: str) -> tuple[str, UnitRecord]:
    units = solution.sheet.document.units
    trains = [record.tag for record in units.values() if record.operation in (TRAIN, SINGLE)]
    for key, record in units.items():
        if record.tag == unit and unit in trains:
            return key, record
    there = f"This sheet has {', '.join(sorted(trains))}." if trains else "This sheet has none."
    raise InputError("it is no mixer-settler and no train of them", place=unit, remedy=there)


def _metal(solution: Solution, key: str) -> str:
    configured = solution.solved.problem.units[key]
    named = dict(configured.configuration.words).get("metal")
    if named:
        return named[0]
    contactor = configured.operation(configured.configuration)
    assert isinstance(contactor, Contactor)
    return next(iter(contactor.exchanges().values()))[0].metal


def _stages(solution: Solution, unit: str, numbers: Mapping[str, float]) -> pd.DataFrame:
    import pandas as pd

    rows = [(1, numbers["liquor_metal"], numbers["loaded_metal"])]
    if solution.units[unit]["operation"] == TRAIN:
        count = int(solution.units[unit]["choices"]["stages"])
        rows = [(j, numbers[f"liquor_{j}"], numbers[f"organic_{j}"]) for j in range(1, count + 1)]
    return pd.DataFrame(rows, columns=["stage", "liquor [g/L]", "organic [g/L]"])


def _species_fed(solution: Solution, unit: str, *ports: str) -> dict[str, float]:
    """Flows of species that enter by ports [kg/h]."""
    found: dict[str, float] = {}
    for port in ports:
        for tag in solution.units[unit]["inlets"].get(port, ()):
            for species, flow in solution.streams[tag]["species_kg_per_h"].items():
                found[species] = found.get(species, 0.0) + max(flow, 0.0)
    return {species: flow for species, flow in found.items() if flow > 0.0}


def _mass_of(metal: str, solution: Solution, flows: Mapping[str, float], phase: str) -> float:
    """Metal in the species of a phase [kg/h]."""
    known, weight = solution.solved.problem.species, atomic_weights()[metal]
    held = (
        flow * known[s].composition.get(metal, 0.0) * weight / known[s].molar_mass
        for s, flow in flows.items()
        if s.endswith(phase) and s in known
    )
    return sum(held)


def _equilibrium(
    solution: Solution, unit: str, record: UnitRecord, numbers: Mapping[str, float], points: int
) -> pd.DataFrame:
    """Liquor and organic phase of the train brought together at many ratios, one mixer-settler at equilibrium."""
    import pandas as pd

    build = SheetBuilder("equilibrium")
    entered: dict[str, Any] = {name: v for name, v in record.parameters.items() if name not in OF_THE_TRAIN}
    temperature = f"{numbers['temperature']!r} degC"
    entered |= {"stage_efficiency": "100 %", "temperature": temperature, "phase_ratio": 1.0}
    build.unit(SINGLE, EQUILIBRIUM_TAG, **entered)
    fed = _species_fed(solution, unit, "liquor"), _species_fed(solution, unit, "organic", "makeup")
    liquor = {species: flow for species, flow in fed[0].items() if species.endswith(("(aq)", "H2O(l)"))}
    organic = {species: flow for species, flow in fed[1].items() if not species.endswith(("(aq)", "H2O(l)"))}
    build.unit("Feed", "FD-1", rate="1 t/h", **_as_feed(liquor, temperature))
    build.unit("Feed", "FD-2", **_as_feed(organic, temperature))
    for number, (feed, port) in enumerate((("FD-1", "liquor"), ("FD-2", "organic")), 1):
        build.stream(f"{feed}.outlet", f"{EQUILIBRIUM_TAG}.{port}", f"S-{number}")
    for number, port in enumerate(("liquor_out", "organic_out"), 1):
        build.unit("Product", f"PD-{number}")
        build.stream(f"{EQUILIBRIUM_TAG}.{port}", f"PD-{number}.inlet", f"S-{number + 2}")
    document = msgspec.structs.replace(build.sheet(), species=solution.sheet.document.species)
    ratios = np.geomspace(*RATIOS, points).tolist()
    results = [f"{EQUILIBRIUM_TAG}.liquor_metal", f"{EQUILIBRIUM_TAG}.loaded_metal"]
    table = run(Sheet(document), {f"{EQUILIBRIUM_TAG}.phase_ratio": ratios}, results=results).table
    at = {column.split(" [")[0]: column for column in table.columns}
    found = pd.DataFrame({"liquor [g/L]": table[at[results[0]]], "organic [g/L]": table[at[results[1]]]}).dropna()
    return found.sort_values(by="liquor [g/L]", ignore_index=True)


def _as_feed(flows: Mapping[str, float], temperature: str) -> dict[str, Any]:
    """Parameters of a feed of the composition of these flows."""
    whole = sum(flows.values())
    most = max(flows, key=lambda species: flows[species])
    shares = {species: f"{100.0 * flow / whole!r} %" for species, flow in flows.items() if species != most}
    return {"composition": {"species": shares, "rest": most}, "temperature": temperature}
