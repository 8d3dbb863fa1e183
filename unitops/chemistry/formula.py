"""Chemical formulas and species ids, read from text.

A formula counts elements, with decimals, nested brackets and hydrates: ``Ni0.8Mn0.1Co0.1(OH)2``,
``Na2SO4·10H2O`` (``.``, ``*`` and ``•`` are read as ``·``), ``[B(OH)4]-``. A charge stands at the end:
``+``, ``-``, ``+2``, ``-2``. A species id adds the phase and, where there are several solids of one
formula, the polymorph: ``SO4-2(aq)``, ``LiAlSi2O6(s,beta)``.

Atomic weights: IUPAC abridged standard atomic weights 2021 (Prohaska et al., Pure Appl. Chem. 94 (2022)
573, doi 10.1515/pac-2019-0603).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from unitops.errors import FormulaError

PHASES = ("s", "aq", "l", "g", "m", "o", "f")
LONGEST_FORMULA = 200
DEEPEST_BRACKET = 12
LARGEST_COUNT = 1e6

_TOKEN = re.compile(r"(?P<element>[A-Z][a-z]?)|(?P<number>\d+(?:\.\d+)?)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<dot>·)")
_CHARGE = re.compile(r"(?P<sign>[+-])(?P<size>\d{0,2})$")
_PHASE = re.compile(r"^(?P<formula>.+)\((?P<phase>aq|s|l|g|m|o|f)(?:,\s*(?P<polymorph>[A-Za-z0-9 _-]{1,40}))?\)$")
# A full stop between digits is a decimal point, unless water follows ("Na2SO4.10H2O", not "Fe0.8H2O").
_HYDRATE_STOP = re.compile(
    r"(?P<kept>·\d{1,4}(?:\.\d{1,4})?)|(?<![A-Za-z)\]]0)\.(?P<water>(?:\d{1,4}(?:\.\d{1,4})?)?H2O)"
)
_OTHER_STOP = re.compile(r"(?<=\D)\.|\.(?=\D)")
_CLOSING = {"(": ")", "[": "]"}


class SpeciesName(NamedTuple):
    """The three parts of a species id."""

    formula: str
    phase: str
    polymorph: str


@cache
def atomic_weights() -> dict[str, float]:
    """Standard atomic weights [kg/mol] by element symbol."""
    text = (files("resources") / "atomic_weights.json").read_bytes()
    weights = msgspec.json.decode(text)["weights"]
    return {element: weight * 1e-3 for element, weight in weights.items()}


def canonical_formula(text: str) -> str:
    """The formula without blanks and with ``·`` before each hydrate or addend."""
    text = text.strip()
    if len(text) > LONGEST_FORMULA:
        raise FormulaError(
            f"a formula of {len(text)} characters is too long",
            place=f"{text[:30]}…",
            remedy=f"At most {LONGEST_FORMULA} characters are read.",
        )
    text = text.replace(" ", "").replace("*", "·").replace("•", "·").replace("⋅", "·")
    if "." in text:
        text = _OTHER_STOP.sub("·", _HYDRATE_STOP.sub(_separate, text))
    return text


def _separate(match: re.Match[str]) -> str:
    return match["kept"] or "·" + match["water"]


def parse_charge(text: str) -> int:
    """Charge number that a formula ends with; 0 where there is none.

    ``SO4-2`` gives -2, ``Na+`` gives 1.
    """
    match = _CHARGE.search(text.strip())
    if match is None:
        return 0
    size = int(match["size"] or 1)
    return size if match["sign"] == "+" else -size


def parse_formula(text: str, user_elements: Collection[str] = ()) -> dict[str, float]:
    """Atoms of each element in one formula unit [mol/mol], in order of first appearance.

    ``user_elements`` are further symbols allowed beside those of the periodic table. A charge at the end is
    read over. Raises FormulaError for unknown elements, unbalanced brackets, stray characters and for
    input that is too long or too deep to be a formula.
    """
    if len(text) <= LONGEST_FORMULA and text.isascii() and not user_elements:
        return dict(_parse_known(text))
    return _parse(text, user_elements)


@cache
def _parse_known(text: str) -> tuple[tuple[str, float], ...]:
    return tuple(_parse(text, ()).items())


def _parse(text: str, user_elements: Collection[str]) -> dict[str, float]:
    formula = _CHARGE.sub("", canonical_formula(text))
    if not formula:
        raise FormulaError("there is no formula", place=repr(text), remedy="Write one such as Li2CO3.")
    return _Reader(text, formula, user_elements).read()


class _Reader:
    """One pass over the tokens of a formula, with a stack of open brackets."""

    def __init__(self, text: str, formula: str, user_elements: Collection[str]) -> None:
        self.text = text
        self.formula = formula
        self.user_elements = user_elements
        self.tokens = self._tokens()

    def read(self) -> dict[str, float]:
        counts: dict[str, float] = {}
        position = 0
        while position < len(self.tokens):
            part, position = self._part(position)
            _add(counts, part, 1.0)
        if not counts:
            raise self._error("it names no element")
        return counts

    def _tokens(self) -> list[tuple[str, str]]:
        tokens = []
        position = 0
        while position < len(self.formula):
            match = _TOKEN.match(self.formula, position)
            if match is None:
                raise self._error(f"'{self.formula[position]}' cannot stand in a formula")
            tokens.append((match.lastgroup or "", match[0]))
            position = match.end()
        return tokens

    def _part(self, position: int) -> tuple[dict[str, float], int]:
        """Read what stands between two hydrate dots, with its leading coefficient."""
        factor = 1.0
        if self.tokens[position][0] == "number":
            factor = self._count(self.tokens[position][1])
            position += 1
        stack: list[tuple[str, dict[str, float]]] = [("", {})]
        while position < len(self.tokens) and self.tokens[position][0] != "dot":
            kind, symbol = self.tokens[position]
            position += 1
            if kind == "open":
                if len(stack) > DEEPEST_BRACKET:
                    raise self._error("its brackets are nested too deep")
                stack.append((_CLOSING[symbol], {}))
                continue
            if kind == "element":
                group = {self._element(symbol): 1.0}
            elif kind == "close":
                closing, group = stack[-1]
                if symbol != closing or not group:
                    raise self._error(f"'{symbol}' closes nothing")
                stack.pop()
            else:
                raise self._error(f"the number {symbol} follows no element or bracket")
            count = 1.0
            if position < len(self.tokens) and self.tokens[position][0] == "number":
                count = self._count(self.tokens[position][1])
                position += 1
            _add(stack[-1][1], group, count)
        if len(stack) > 1:
            raise self._error(f"a '{stack[-1][0]}' is missing")
        if not stack[0][1]:
            raise self._error("a part of it is empty")
        counts: dict[str, float] = {}
        _add(counts, stack[0][1], factor)
        return counts, self._after_dot(position)

    def _after_dot(self, position: int) -> int:
        if position < len(self.tokens):
            if position + 1 == len(self.tokens):
                raise self._error("nothing follows the last '·'")
            return position + 1
        return position

    def _element(self, symbol: str) -> str:
        if symbol in atomic_weights() or symbol in self.user_elements:
            return symbol
        raise self._error(f"'{symbol}' is no element", "Element symbols are case-sensitive: Co is cobalt, CO is not.")

    def _count(self, number: str) -> float:
        count = float(number) if len(number) <= 12 else 0.0
        if not 0.0 < count <= LARGEST_COUNT:
            raise self._error(f"{number[:12]} is no number of atoms")
        return count

    def _error(self, problem: str, remedy: str = "") -> FormulaError:
        return FormulaError(f"the formula cannot be read, {problem}", place=self.text, remedy=remedy)


def _add(total: dict[str, float], part: Mapping[str, float], factor: float) -> None:
    for element, count in part.items():
        total[element] = total.get(element, 0.0) + factor * count


def molar_mass(composition: Mapping[str, float], user_weights: Mapping[str, float] | None = None) -> float:
    """Molar mass [kg/mol] of a composition {element: atoms}.

    ``user_weights`` [kg/mol] are looked up first. The mass of electrons lost or gained is neglected, as it is
    in every mass balance of a plant. Raises FormulaError for an element without a weight.
    """
    weights = atomic_weights()
    total = 0.0
    for element, count in composition.items():
        weight = user_weights.get(element) if user_weights else None
        if weight is None:
            weight = weights.get(element)
        if weight is None:
            raise FormulaError("no atomic weight is known", place=element, remedy="Give the user element a weight.")
        total += count * weight
    return total


def parse_species_id(text: str) -> SpeciesName:
    """Split a species id into formula (hydrates with '·'), phase and polymorph ('' where there is none).

    ``LiAlSi2O6(s,beta)`` gives ('LiAlSi2O6', 's', 'beta'); the last bracket counts as a phase only if it
    holds one of s, aq, l, g, m, o, f, none of which is an element. Raises FormulaError if the phase is missing.
    """
    stripped = text.strip()
    formula = canonical_formula(stripped)
    match = _PHASE.match(formula)
    if match is None:
        raise FormulaError(
            "the species has no phase",
            place=stripped[:60],
            remedy="End it with one of (s), (aq), (l), (g), (m) molten, (o) organic, (f) real fluid, as in Li2CO3(s).",
        )
    return SpeciesName(match["formula"], match["phase"], match["polymorph"] or "")


def species_id(formula: str, phase: str, polymorph: str = "") -> str:
    """The id of a formula in a phase: ``FORMULA(phase)`` or ``FORMULA(phase,polymorph)``."""
    return f"{formula}({phase},{polymorph})" if polymorph else f"{formula}({phase})"
