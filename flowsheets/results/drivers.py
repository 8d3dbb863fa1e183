"""What drives a result: its derivatives by every entered number."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import msgspec

from flowsheets.results.indicators import Gradient, indicator_gradient, path_gradient
from flowsheets.solving.one_sided import sided_slopes
from flowsheets.solving.sensitivity import entered_inputs, input_position
from flowsheets.solving.solve import SolvedPoint
from unitops.errors import InputError


def result_gradient(solved: SolvedPoint, result: str) -> Gradient:
    """Value [SI] and partial derivatives of an indicator (by name) or of a path."""
    problem = solved.problem
    indicators = problem.sheet.indicators
    if result in indicators:
        return indicator_gradient(problem, solved.z, indicators[result], result)[0]
    if "." not in result:
        near = difflib.get_close_matches(result, indicators, n=1)
        known = f"Did you mean {near[0]}?" if near else f"There are {', '.join(sorted(indicators)) or 'none'}."
        raise InputError(f"'{result}' is no indicator", remedy=f"{known} A path is written as E-1.duty or S-12.T.")
    return path_gradient(problem, solved.z, result, result)[0]


class Slope(msgspec.Struct, frozen=True):
    """Derivative of a result by an input [SI per SI]: where the input falls and where it rises.

    ``switches``: tags of the units at whose switch the two differ; empty where they are one. Not numbers where the
    switches of several units hold each other so that no side can be told.
    """

    falling: float
    rising: float
    switches: tuple[str, ...] = ()

    @property
    def one_sided(self) -> bool:
        """Whether the derivative has a value on each side."""
        return bool(self.switches)


def slopes(solved: SolvedPoint, result: str, inputs: Sequence[str] | None = None) -> dict[str, Slope]:
    """Total derivatives of a result by each input, by path; by every entered number if none is named."""
    problem, system = solved.problem, solved.system
    if inputs is None:
        positions = entered_inputs(problem, system)
    else:
        positions = {text: input_position(problem, system, text) for text in inputs}
    gradient = result_gradient(solved, result)
    sided = sided_slopes(solved, gradient.by, list(positions.values()))
    tags = tuple(problem.units[owner].tag for owner in sided.owners)
    return {
        path: Slope(float(falling), float(rising), tags if differ else ())
        for path, falling, rising, differ in zip(positions, sided.falling, sided.rising, sided.differ, strict=True)
    }


def sensitivities(solved: SolvedPoint, result: str, inputs: Sequence[str] | None = None) -> dict[str, float]:
    """Total derivative of a result by each input, SI per SI, by path; by every entered number if none is named.

    At a switch of a unit it is that of an input that rises; ``slopes`` gives both.
    """
    return {path: slope.rising for path, slope in slopes(solved, result, inputs).items()}
