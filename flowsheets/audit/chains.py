"""Formation enthalpy and heat capacity of one species, as pieces in powers of temperature."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from flowsheets.audit.errors import AuditError

Array = NDArray[np.float64]


class Chain(msgspec.Struct, frozen=True):
    """H(T) = formation + integral of Cp from 298.15 K [J/mol].

    ``powers`` [piece, 7]: Cp = sum of a_k T^k, k = -2 ... 4; the pieces meet at ``ends`` [K]. The first
    and the last hold the heat capacity of the ends of the data, ``low`` and ``high``.
    """

    formation: float
    ends: Array
    powers: Array
    low: float
    high: float
    estimated: bool


def chain_of(species: str, record: Mapping[str, Any] | None = None) -> Chain | None:
    """Chain of a species from the user's record or else from resources/species.json; None without.

    Raises AuditError for a record whose figures cannot be read.
    """
    row = record if record and record.get("enthalpy_of_formation") else shipped_records().get(species)
    if row is None or not row.get("enthalpy_of_formation"):
        return None
    formation, capacity = row["enthalpy_of_formation"], row.get("heat_capacity")
    try:
        value = float(formation["value"])
        if not capacity:
            return _without_heat_capacity(value, formation.get("kind") == "estimated", species)
        pieces = sorted(capacity["segments"], key=lambda piece: piece["low"])
        ends = np.array([pieces[0]["low"], *(piece["high"] for piece in pieces)], dtype=float)
        powers = np.array([piece["coefficients"] for piece in pieces], dtype=float)
        estimated = "estimated" in (formation.get("kind"), capacity.get("kind"))
    except (TypeError, ValueError, OverflowError, LookupError, AttributeError) as problem:
        raise AuditError("its enthalpy or heat capacity cannot be read", place=species) from problem
    if powers.shape[1:] != (7,) or not (np.isfinite(powers).all() and np.isfinite(value)):
        raise AuditError("its heat capacity has not seven finite coefficients a piece", place=species)
    if not (ends[0] > 0.0 and (np.diff(ends) > 0.0).all() and np.isfinite(ends).all()):
        raise AuditError("the pieces of its heat capacity do not follow each other", place=species)
    return chain(value, ends, powers, estimated=estimated)


def _without_heat_capacity(formation: float, estimated: bool, species: str) -> Chain:
    """A species of which no heat capacity is known keeps its enthalpy of formation at every temperature."""
    if not np.isfinite(formation):
        raise AuditError("its enthalpy of formation is no number", place=species)
    return Chain(formation, np.empty(0), np.zeros((1, 7)), -np.inf, np.inf, estimated)


@cache
def shipped_records() -> Mapping[str, Mapping[str, Any]]:
    """Records of resources/species.json by species, read once."""
    content = msgspec.json.decode((files("resources") / "species.json").read_bytes())
    return {row["id"]: row for row in content["species"]}


def chain(formation: float, ends: Array, powers: Array, *, estimated: bool = False) -> Chain:
    """A chain from the pieces of its data: one row of ``powers`` between each two ``ends``."""
    held = np.zeros((2, 7))
    held[0, 2] = powers[0] @ ends[0] ** np.arange(-2.0, 5.0)
    held[1, 2] = powers[-1] @ ends[-1] ** np.arange(-2.0, 5.0)
    return Chain(
        formation=formation,
        ends=ends,
        powers=np.vstack([held[:1], powers, held[1:]]),
        low=float(ends[0]),
        high=float(ends[-1]),
        estimated=estimated,
    )
