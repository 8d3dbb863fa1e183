"""Reactions as text with phases: ``2 LiAlSi2O6(s,beta) + H2SO4(l) -> Li2SO4(s) + 2 HAlSi2O6(s)``.

A reaction is read, its species are found, elements and charge are checked, and its heat and Gibbs energy
follow from the species' data. An unbalanced reaction is refused with the elements at fault and, where the
element matrix leaves but one way, with the coefficients that balance it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import msgspec
import numpy as np

from unitops.chemistry.dissolved import dissolved_salt
from unitops.chemistry.enthalpy import enthalpy, gibbs
from unitops.chemistry.formula import canonical_formula, parse_species_id, species_id
from unitops.chemistry.species import Species, alternatives, database, suggestions
from unitops.errors import FormulaError, ReactionError

GAS_CONSTANT = 8.314462618  # [J/mol/K]
BALANCE_TOLERANCE = 1e-11  # of what moves through the reaction of an element
LONGEST_REACTION = 2000

_ARROW = re.compile(r"<-+>|<=+>|-+>|=+>|→|⇌|⟶|(?<![<>=-])=(?![>=])")
_PLUS = re.compile(r"\s+\+\s+")
_COEFFICIENT = re.compile(r"^(?P<number>\d+\s*/\s*\d+|\d+(?:\.\d+)?)(?:\s*\*\s*|\s+|(?=[A-Z(\[]))(?P<rest>\S.*)$")
_RUN_TOGETHER = re.compile(r"[\w)]\+[A-Z(]")
_PHASED = re.compile(r"\((?:aq|s|l|g|m|o|f)(?:,[^()]*)?\)$")


class Reaction(msgspec.Struct, frozen=True):
    """A balanced reaction, per mole of extent.

    ``stoichiometry`` {species id: coefficient} is negative for reactants; ``text`` is the canonical spelling.
    """

    text: str
    stoichiometry: Mapping[str, float]
    participants: tuple[Species, ...]

    @property
    def reactants(self) -> tuple[str, ...]:
        """Ids of what is consumed."""
        return tuple(name for name, n in self.stoichiometry.items() if n < 0.0)

    @property
    def products(self) -> tuple[str, ...]:
        """Ids of what is formed."""
        return tuple(name for name, n in self.stoichiometry.items() if n > 0.0)

    def heat(self, temperature: Any = 298.15) -> Any:
        """Enthalpy of reaction [J per mole of extent] at T [K], negative if heat is given off.

        Raises DataError if a participant has no enthalpy of formation.
        """
        return sum(self.stoichiometry[s.id] * enthalpy(s, temperature) for s in self.participants)

    def gibbs(self, temperature: Any = 298.15) -> Any:
        """Standard Gibbs energy of reaction [J per mole of extent] at T [K].

        Raises DataError if a participant has no enthalpy of formation or entropy.
        """
        return sum(self.stoichiometry[s.id] * gibbs(s, temperature) for s in self.participants)

    def equilibrium_constant(self, temperature: Any = 298.15) -> Any:
        """K = exp(-G/RT) with gases at 1 bar, solutes at 1 mol/kg."""
        return np.exp(-self.gibbs(temperature) / (GAS_CONSTANT * np.asarray(temperature)))

    def heat_uncertainty(self) -> float:
        """Uncertainty of the heat [J/mol], those of the species added in quadrature, unknown ones as zero."""
        parts = [
            self.stoichiometry[s.id] * (s.enthalpy_of_formation.uncertainty or 0.0)
            for s in self.participants
            if s.enthalpy_of_formation is not None
        ]
        return math.hypot(*parts)

    def estimated(self) -> tuple[str, ...]:
        """Ids of participants whose enthalpy of formation is an estimate."""
        data = ((s.id, s.enthalpy_of_formation) for s in self.participants)
        return tuple(name for name, datum in data if datum is not None and datum.kind == "estimated")


def parse_reaction(text: str, known: Mapping[str, Species] | None = None) -> Reaction:
    """Read a reaction; arrows are ->, =>, =, <->, <=> or →, coefficients whole, decimal or 1/2.

    A phase may be left out where only one species of the formula is known. Dissolved salts such as NiSO4(aq)
    count as sums of their ions. Raises ReactionError if the text
    cannot be read, a species is unknown or ambiguous, or the reaction does not balance.
    """
    known = database() if known is None else known
    left, right = _sides(text)
    terms = [(-n, s) for n, s in _terms(left, text, known)] + _terms(right, text, known)
    stoichiometry: dict[str, float] = {}
    participants: dict[str, Species] = {}
    for coefficient, species in terms:
        stoichiometry[species.id] = stoichiometry.get(species.id, 0.0) + coefficient
        participants[species.id] = species
    stoichiometry = {name: n for name, n in stoichiometry.items() if n != 0.0}
    if not any(n < 0 for n in stoichiometry.values()) or not any(n > 0 for n in stoichiometry.values()):
        raise ReactionError("nothing reacts, both sides are the same", place=text)
    taking_part = tuple(participants[name] for name in stoichiometry)
    check_balance(stoichiometry, taking_part, text)
    canonical = reaction_text(stoichiometry)
    return Reaction(canonical, MappingProxyType(stoichiometry), taking_part)


def _sides(text: str) -> tuple[str, str]:
    if len(text) > LONGEST_REACTION:
        raise ReactionError(f"a reaction of {len(text)} characters is too long", place=text[:40] + "…")
    sides = _ARROW.split(text)
    if len(sides) != 2 or not all(side.strip() for side in sides):
        problem = "it has no arrow" if len(sides) < 2 else "it needs one arrow with species on both sides"
        raise ReactionError(problem, place=text, remedy="Write it as A(s) + 2 B(aq) -> C(s).")
    return sides[0], sides[1]


def _terms(side: str, text: str, known: Mapping[str, Species]) -> list[tuple[float, Species]]:
    terms = []
    for term in _PLUS.split(side.strip()):
        coefficient, name = _split_coefficient(term.strip(), text)
        terms.append((coefficient, _species(name, text, known)))
    return terms


def _split_coefficient(term: str, text: str) -> tuple[float, str]:
    match = _COEFFICIENT.match(term)
    if match is None:
        return 1.0, term
    number = match["number"].replace(" ", "")
    try:
        value = float(Fraction(number))
    except (ZeroDivisionError, ValueError) as error:
        raise ReactionError(f"{number} is no coefficient", place=text) from error
    if not 0.0 < value < 1e9:
        raise ReactionError(f"{number} is no coefficient", place=text)
    return value, match["rest"].strip()


def _species(name: str, text: str, known: Mapping[str, Species]) -> Species:
    """The species that is meant; with or without phase, if but one is known."""
    if not name:
        raise ReactionError("a species is missing beside a '+'", place=text)
    if name in known:
        return known[name]
    try:
        if _PHASED.search(name):
            formula, phase, polymorph = parse_species_id(name)
        else:
            formula, phase, polymorph = canonical_formula(name), "", ""
    except FormulaError as error:
        raise ReactionError(f"'{name[:60]}' cannot be read", place=text, remedy=error.problem) from error
    if phase and species_id(formula, phase, polymorph) in known:
        return known[species_id(formula, phase, polymorph)]
    spelt = [key for key in known if not phase and key.rpartition("(")[0] == formula]
    meant = spelt or alternatives(formula, phase, polymorph, known)
    if len(meant) == 1:
        return known[meant[0]]
    if meant:
        problem = f"{name} may be any of several solids" if phase else f"the phase of {name} is left open"
        raise ReactionError(problem, place=text, remedy=f"Write {' or '.join(meant)}.")
    salt = dissolved_salt(species_id(formula, phase, polymorph), known) if phase == "aq" else None
    if salt is not None:
        return salt
    raise _unknown(name, text, known)


def _unknown(name: str, text: str, known: Mapping[str, Species]) -> ReactionError:
    blanks = " Put blanks around a '+' between species." if _RUN_TOGETHER.search(name) else ""
    near = suggestions(name, known)
    remedy = f"Did you mean {' or '.join(near)}?" if near else "Add it to the flowsheet's own species."
    return ReactionError(f"the species {name[:60]} is not known", place=text, remedy=remedy + blanks)


# --- balance ------------------------------------------------------------------------------------------------


def imbalance(stoichiometry: Mapping[str, float], participants: Sequence[Species]) -> dict[str, float]:
    """Surplus of each element, and of 'charge', on the right-hand side [mol]; empty if balanced."""
    surplus: dict[str, float] = {}
    moved: dict[str, float] = {}
    for species in participants:
        n = stoichiometry[species.id]
        atoms = {**species.composition, "charge": float(species.charge)}
        for element, count in atoms.items():
            surplus[element] = surplus.get(element, 0.0) + n * count
            moved[element] = moved.get(element, 0.0) + abs(n * count)
    return {e: x for e, x in surplus.items() if abs(x) > BALANCE_TOLERANCE * moved[e]}


def check_balance(stoichiometry: Mapping[str, float], participants: Sequence[Species], text: str) -> None:
    """Raise ReactionError that names every element (and charge) at fault, with a way out if there is one."""
    surplus = imbalance(stoichiometry, participants)
    if not surplus:
        return
    faults = [f"{e} {abs(x):.6g} too {'many' if x > 0 else 'few'} on the right" for e, x in surplus.items()]
    balanced = _balanced(stoichiometry, participants)
    remedy = f"It balances as {reaction_text(balanced)}." if balanced else ""
    raise ReactionError(f"the reaction does not balance: {', '.join(faults)}", place=text, remedy=remedy)


def _balanced(stoichiometry: Mapping[str, float], participants: Sequence[Species]) -> dict[str, float] | None:
    """Smallest whole coefficients that balance, if the species leave exactly one way to do it."""
    elements = [*sorted({e for s in participants for e in s.composition}), "charge"]
    rows = [
        [
            Fraction(s.charge) if e == "charge" else Fraction(s.composition.get(e, 0.0)).limit_denominator(10**6)
            for s in participants
        ]
        for e in elements
    ]
    vector = _null_vector(rows, len(participants))
    if vector is None:
        return None
    scale = math.lcm(*(x.denominator for x in vector))
    whole = [int(x * scale) for x in vector]
    divisor = math.gcd(*whole) or 1
    signs = [math.copysign(1.0, stoichiometry[s.id]) * x for s, x in zip(participants, whole, strict=True)]
    if all(x < 0 for x in signs):
        divisor = -divisor
    elif not all(x > 0 for x in signs):
        return None
    if max(abs(x // divisor) for x in whole) > 10_000:
        return None
    return {s.id: float(x // divisor) for s, x in zip(participants, whole, strict=True)}


def _null_vector(rows: list[list[Fraction]], size: int) -> list[Fraction] | None:
    """The one direction that all rows leave free, or None if there are none or several."""
    pivots: list[int] = []
    reduced = [row[:] for row in rows]
    rank = 0
    for column in range(size):
        pivot = next((i for i in range(rank, len(reduced)) if reduced[i][column] != 0), None)
        if pivot is None:
            continue
        reduced[rank], reduced[pivot] = reduced[pivot], reduced[rank]
        lead = reduced[rank][column]
        reduced[rank] = [x / lead for x in reduced[rank]]
        for i, row in enumerate(reduced):
            if i != rank and row[column] != 0:
                factor = row[column]
                reduced[i] = [x - factor * y for x, y in zip(row, reduced[rank], strict=True)]
        pivots.append(column)
        rank += 1
    if rank != size - 1:
        return None
    free = next(column for column in range(size) if column not in pivots)
    vector = [Fraction(0)] * size
    vector[free] = Fraction(1)
    for i, column in enumerate(pivots):
        vector[column] = -reduced[i][free]
    return vector


def reaction_text(stoichiometry: Mapping[str, float]) -> str:
    """Canonical spelling of a stoichiometry, reactants first."""

    def side(sign: float) -> str:
        terms = [(sign * n, name) for name, n in stoichiometry.items() if sign * n > 0.0]
        return " + ".join(name if n == 1.0 else f"{_number(n)} {name}" for n, name in terms)

    return f"{side(-1.0)} -> {side(1.0)}"


def _number(value: float) -> str:
    """Shortest spelling that reads back as the same number: whole, decimal, or a small fraction."""
    if value == int(value):
        return str(int(value))
    decimal = repr(value)
    if len(decimal) > 8:
        fraction = Fraction(value).limit_denominator(1000)
        if float(fraction) == value:
            return f"{fraction.numerator}/{fraction.denominator}"
    return decimal
