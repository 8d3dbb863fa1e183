"""Reads reactions out of a PHREEQC-format database and writes them on the canonical basis of a liquor."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path

GAS_CONSTANT = 8.314462618
REFERENCE_TEMPERATURE = 298.15
CALORIE = 4.184

BASIS = [
    "H2O",
    "H+",
    "Li+",
    "Na+",
    "K+",
    "NH3",
    "Mg+2",
    "Ca+2",
    "Mn+2",
    "Fe+2",
    "Fe+3",
    "Ni+2",
    "Co+2",
    "Cu+2",
    "Zn+2",
    "Al+3",
    "SO4-2",
    "CO3-2",
    "Cl-",
    "NO3-",
    "PO4-3",
    "F-",
    "H3BO3",
    "H4SiO4",
]

SYNONYMS = {"B(OH)3": "H3BO3", "Amm": "NH3", "AmmH+": "NH4+", "H2BO3-": "B(OH)4-"}


@dataclass
class Reaction:
    """Left and right side of one reaction, log10 K(T) as six coefficients, ion size and linear term."""

    left: dict[str, float]
    right: dict[str, float]
    log_k: list[float]
    gamma: tuple[float, float] | None = None
    remark: str = ""


@dataclass
class Composed:
    """A species or solid as a combination of the basis, with log10 K of its formation from the basis."""

    composition: dict[str, float]
    log_k: list[float]
    gamma: tuple[float, float] | None
    origin: str = ""
    extra: dict[str, float] = field(default_factory=dict)


def read_side(text: str) -> dict[str, float]:
    """Coefficients of one side of a reaction such as ``2 Fe+3 + 2 H2O``."""
    side: dict[str, float] = {}
    sign = 1.0
    coefficient = 1.0
    for token in text.split():
        if token in "+-":
            sign = 1.0 if token == "+" else -1.0
            coefficient = 1.0
            continue
        if re.fullmatch(r"\d+(\.\d+)?", token):
            coefficient = float(token)
            continue
        leading = re.match(r"^(\d+(?:\.\d+)?)([A-Z(].*)$", token)
        if leading:
            coefficient, token = float(leading.group(1)), leading.group(2)
        name = SYNONYMS.get(token, token)
        side[name] = side.get(name, 0.0) + sign * coefficient
        sign, coefficient = 1.0, 1.0
    return side


def van_t_hoff(log_k: float, enthalpy: float) -> list[float]:
    """Six coefficients of log10 K(T) from its value at 298.15 K and a constant enthalpy [J/mol]."""
    slope = enthalpy / (math.log(10.0) * GAS_CONSTANT)
    return [log_k + slope / REFERENCE_TEMPERATURE, 0.0, -slope, 0.0, 0.0, 0.0]


def read_reactions(path: Path, block: str) -> list[tuple[str, Reaction]]:
    """Every reaction of SOLUTION_SPECIES or PHASES with the name of the entry."""
    entries: list[tuple[str, Reaction]] = []
    current = ""
    constant, enthalpy, analytic, name = 0.0, 0.0, None, ""
    pending: Reaction | None = None

    def close() -> None:
        nonlocal pending
        if pending is not None:
            pending.log_k = list(analytic) if analytic else van_t_hoff(constant, enthalpy)
            entries.append((name, pending))
        pending = None

    for raw in path.read_text(encoding="latin-1").splitlines():
        line, _, remark = raw.partition("#")
        if not line.strip():
            continue
        if re.fullmatch(r"[A-Z_]{5,}", line.strip()):
            close()
            current = line.strip()
            continue
        if current != block:
            continue
        if "=" in line:
            close() if block == "SOLUTION_SPECIES" else None
            left, right = line.split("=")
            pending = Reaction(read_side(left), read_side(right), [0.0] * 6, remark=remark.strip())
            constant, enthalpy, analytic = 0.0, 0.0, None
            continue
        if block == "PHASES" and not line[0].isspace():
            close()
            name = line.split()[0]
            continue
        for statement in line.split(";"):
            words = statement.split()
            if not words:
                continue
            key = words[0].lstrip("-").lower()
            if key == "log_k":
                constant = float(words[1])
            elif key == "delta_h":
                unit = words[2].lower() if len(words) > 2 else "kj"
                enthalpy = float(words[1]) * (CALORIE if unit.startswith("kcal") else 1.0) * 1000.0
            elif key.startswith("analytic"):
                numbers = [float(word) for word in words[1:7]]
                analytic = numbers + [0.0] * (6 - len(numbers))
            elif key == "gamma" and pending is not None:
                pending.gamma = (float(words[1]), float(words[2]))
    close()
    return entries


def compose_species(reactions: list[tuple[str, Reaction]], origin: str) -> dict[str, Composed]:
    """Every aqueous species that the reactions define, written on the basis."""
    known = {name: Composed({name: 1.0}, [0.0] * 6, None, origin) for name in BASIS}
    for _, reaction in reactions:
        if reaction.left == reaction.right:
            (name,) = reaction.left
            if name in known:
                known[name].gamma = reaction.gamma
    progress = True
    while progress:
        progress = False
        for _, reaction in reactions:
            difference = dict(reaction.right)
            for name, number in reaction.left.items():
                difference[name] = difference.get(name, 0.0) - number
            unknown = [name for name, number in difference.items() if number and name not in known]
            if len(unknown) != 1 or unknown[0] == "e-":
                continue
            target = unknown[0]
            known[target] = solve_for(target, difference, reaction, known, origin)
            progress = True
    return known


def solve_for(
    target: str, difference: dict[str, float], reaction: Reaction, known: dict[str, Composed], origin: str
) -> Composed:
    """The one unknown species of a reaction as a combination of the basis."""
    number = difference[target]
    composition: dict[str, float] = {}
    log_k = [value / number for value in reaction.log_k]
    for name, share in difference.items():
        if name == target or share == 0.0:
            continue
        part = known[name]
        for element, amount in part.composition.items():
            composition[element] = composition.get(element, 0.0) - share / number * amount
        log_k = [value - share / number * other for value, other in zip(log_k, part.log_k, strict=True)]
    composition = {name: amount for name, amount in composition.items() if abs(amount) > 1e-12}
    return Composed(composition, log_k, reaction.gamma, origin)


def compose_phase(reaction: Reaction, known: dict[str, Composed], origin: str) -> Composed | None:
    """A solid or gas on the basis; log10 K is that of its dissolution. None if it has an unknown species."""
    phase = next(iter(reaction.left))
    dissolved = dict(reaction.right)
    for name, number in list(reaction.left.items())[1:]:
        dissolved[name] = dissolved.get(name, 0.0) - number
    scale = reaction.left[phase]
    composition: dict[str, float] = {}
    log_k = [value / scale for value in reaction.log_k]
    for name, number in dissolved.items():
        if name not in known:
            return None
        part = known[name]
        for element, amount in part.composition.items():
            composition[element] = composition.get(element, 0.0) + number / scale * amount
        # The known species are formations from the basis: dissolving into the basis undoes them.
        log_k = [value - number / scale * other for value, other in zip(log_k, part.log_k, strict=True)]
    composition = {name: amount for name, amount in composition.items() if abs(amount) > 1e-12}
    return Composed(composition, log_k, None, origin, {})
