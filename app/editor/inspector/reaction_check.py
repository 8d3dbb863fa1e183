"""What a reaction that is being typed comes to: balanced with its heat, or what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flowsheets.equations.chemistry_of_sheet import SheetChemistry
from unitops.chemistry.reaction import parse_reaction
from unitops.errors import DataError, RaffinateError

_BALANCES_AS = re.compile(r"It balances as (.+)\.$")


@dataclass(frozen=True)
class ReactionCheck:
    """words: what is shown under the reaction. suggestion: the same species with coefficients that balance."""

    balanced: bool
    words: str
    reactants: tuple[str, ...] = ()
    suggestion: str = ""


def check_reaction(text: str, chemistry: SheetChemistry) -> ReactionCheck:
    """Judge a reaction's text."""
    if not text.strip():
        return ReactionCheck(False, "")
    try:
        reaction = parse_reaction(text, chemistry.species)
        canonical = chemistry.reaction(text)
    except RaffinateError as error:
        problem = f"{error.problem[:1].upper()}{error.problem[1:]}."
        found = _BALANCES_AS.search(error.remedy)
        return ReactionCheck(
            False, problem if found else f"{problem} {error.remedy}", suggestion=found[1] if found else ""
        )
    reactants = tuple(name for name, number in canonical.items() if number < 0.0)
    try:
        heat = float(reaction.heat()) / 1000.0
    except DataError:
        return ReactionCheck(True, "Balanced. Its heat is not known.", reactants)
    says = "gives off" if heat < 0.0 else "takes up"
    estimated = "; estimated data" if reaction.estimated() else ""
    return ReactionCheck(True, f"Balanced; {says} {abs(heat):.4g} kJ/mol at 25 °C{estimated}.", reactants)
