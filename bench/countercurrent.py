"""CCD(N, C): a countercurrent leach and wash train of N stages and C components, drawn with shipped operations.

Each stage is a mixer, a reactor in which 30 % of the CuO that enters dissolves
(CuO + H2SO4 -> CuSO4 + H2O) and a separator with a share for each component. The solids go down the train, the
wash comes up against them. Data are synthetic; material is linear, so that a bare sparse solve is its measure.
Components from the fifth on are inert: even ones are solid, odd ones liquid. Flows are kmol/h.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from flowsheets.document.records import End, Flowsheet, StreamRecord, UnitRecord

NAMES = ("CuO", "H2SO4", "CuSO4", "H2O")
MOLAR_MASSES = (79.545, 98.072, 159.602, 18.015)
HEAT_CAPACITIES = (42.2, 139.0, 100.0, 75.3)
COMPOSITIONS = (
    {"Cu": 1.0, "O": 1.0},
    {"H": 2.0, "S": 1.0, "O": 4.0},
    {"Cu": 1.0, "S": 1.0, "O": 4.0},
    {"H": 2.0, "O": 1.0},
)
CONVERSION = 0.30
FEED_TEMPERATURE = 298.15
WASH_TEMPERATURE = 333.15


def is_solid(component: int) -> bool:
    """Whether a component goes with the underflow."""
    return component == 0 or (component >= 4 and component % 2 == 0)


def molar_masses(components: int) -> np.ndarray:
    """[kg/kmol]"""
    return np.array([*MOLAR_MASSES, *(40.0 + 2.0 * j for j in range(4, components))])


def heat_capacities(components: int) -> np.ndarray:
    """[J/mol/K], the same in every phase; enthalpies are Cp (T - 298.15 K)."""
    return np.array([*HEAT_CAPACITIES, *(60.0 + j for j in range(4, components))])


def underflow_shares(components: int) -> np.ndarray:
    """Share of each component that leaves a separator with the underflow."""
    return np.array([0.99 - 0.001 * (j % 10) if is_solid(j) else 0.30 + 0.002 * (j % 10) for j in range(components)])


def feed(components: int) -> np.ndarray:
    """What enters the first stage [kmol/h]."""
    return np.array([10.0, 12.0, 1.0, 500.0, *((5.0 if is_solid(j) else 2.0) / j for j in range(4, components))])


def wash(components: int) -> np.ndarray:
    """What enters the last stage [kmol/h]."""
    flow = np.zeros(components)
    flow[1], flow[3] = 20.0, 800.0
    return flow


@cache
def species_ids(components: int) -> tuple[str, ...]:
    """Ids of the components on the sheet; liquids stand in the organic phase, where nothing settles or mixes."""
    names = [*NAMES, *(f"I{j}" for j in range(4, components))]
    return tuple(f"{name}({'s' if is_solid(j) else 'o'},case)" for j, name in enumerate(names))


def train(stages: int, components: int) -> Flowsheet:
    """The sheet as a document in memory: 3 units a stage, 2 feeds and 2 products."""
    ids = species_ids(components)
    units: dict[str, UnitRecord] = {
        "feed": _feed("FEED", feed(components), FEED_TEMPERATURE, ids),
        "wash": _feed("WASH", wash(components), WASH_TEMPERATURE, ids),
        "residue": UnitRecord(tag="RESIDUE", operation="Product"),
        "liquor": UnitRecord(tag="LIQUOR", operation="Product"),
    }
    streams = {
        "sfeed": _stream("F", ("feed", "outlet"), ("m00001", "inlets")),
        "swash": _stream("W", ("wash", "outlet"), (f"m{stages:05d}", "inlets")),
    }
    leach = [{
        "reaction": f"{ids[0]} + {ids[1]} -> {ids[2]} + {ids[3]}",
        "of": ids[0], "conversion": str(CONVERSION), "limited": False,
    }]  # fmt: skip
    share = {species: float(s) for species, s in zip(ids, underflow_shares(components), strict=True)}
    for i in range(1, stages + 1):
        k = f"{i:05d}"
        units[f"m{k}"] = UnitRecord(tag=f"M{i}", operation="Mixer")
        units[f"r{k}"] = UnitRecord(
            tag=f"R{i}",
            operation="ConversionReactor",
            parameters={"reactions": leach, "temperature_change": "0 K"},
        )
        units[f"c{k}"] = UnitRecord(tag=f"C{i}", operation="ComponentSplitter", parameters={"share": share})
        streams[f"sm{k}"] = _stream(f"MR{i}", (f"m{k}", "outlet"), (f"r{k}", "inlets"))
        streams[f"sr{k}"] = _stream(f"RC{i}", (f"r{k}", "outlet"), (f"c{k}", "inlet"))
        down = (f"m{i + 1:05d}", "inlets") if i < stages else ("residue", "inlet")
        up = (f"m{i - 1:05d}", "inlets") if i > 1 else ("liquor", "inlet")
        streams[f"su{k}"] = _stream(f"U{i}", (f"c{k}", "first"), down)
        streams[f"so{k}"] = _stream(f"O{i}", (f"c{k}", "second"), up)
    return Flowsheet(name="ccd", units=units, streams=streams, species=_species(components))


def _feed(tag: str, flow: np.ndarray, temperature: float, ids: tuple[str, ...]) -> UnitRecord:
    total = float(flow.sum())
    fractions = {species: float(n) / total for species, n in zip(ids, flow, strict=True) if n}
    parameters: dict[str, Any] = {
        "composition": {"species": fractions, "per": "mole"},
        "molar_rate": f"{total!r} kmol/h",
        "temperature": f"{temperature} K",
    }
    return UnitRecord(tag=tag, operation="Feed", parameters=parameters)


def _stream(tag: str, source: tuple[str, str], target: tuple[str, str]) -> StreamRecord:
    return StreamRecord(tag=tag, source=End(unit=source[0], port=source[1]), target=End(unit=target[0], port=target[1]))


def _species(components: int) -> tuple[dict[str, Any], ...]:
    records = []
    quantities = zip(species_ids(components), molar_masses(components), heat_capacities(components), strict=True)
    for j, (species, mass, capacity) in enumerate(quantities):
        record: dict[str, Any] = {
            "id": species,
            "composition": dict(COMPOSITIONS[j]) if j < 4 else {f"X{j}": 1.0},
            "molar_mass": float(mass) / 1e3,
            "enthalpy_of_formation": {"value": 0.0, "source": "synthetic"},
            "heat_capacity": {"value": float(capacity), "low": 200.0, "high": 2000.0, "source": "synthetic"},
        }
        if j >= 4:
            record["elements"] = {f"X{j}": float(mass) / 1e3}
        records.append(record)
    return tuple(records)
