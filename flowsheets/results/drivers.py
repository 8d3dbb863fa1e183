"""What drives a result: its derivatives by every entered number."""

from __future__ import annotations

from flowsheets.results.indicators import Gradient, indicator_gradient, path_gradient
from flowsheets.solving.sensitivity import entered_inputs, input_position, total_derivatives
from flowsheets.solving.solve import SolvedPoint


def result_gradient(solved: SolvedPoint, result: str) -> Gradient:
    """Value [SI] and partial derivatives of an indicator (by name) or of a path."""
    problem = solved.problem
    record = problem.sheet.indicators.get(result)
    if record is not None:
        return indicator_gradient(problem, solved.z, record, result)[0]
    return path_gradient(problem, solved.z, result, result)[0]


def sensitivities(solved: SolvedPoint, result: str, inputs: list[str] | None = None) -> dict[str, float]:
    """Total derivative of a result by each input, SI per SI, by path; by every entered number if none is named."""
    problem, system = solved.problem, solved.system
    if inputs is None:
        positions = entered_inputs(problem, system)
    else:
        positions = {text: input_position(problem, system, text) for text in inputs}
    gradient = result_gradient(solved, result)
    derivatives = total_derivatives(system, solved.factor, solved.point.entries, gradient.by, list(positions.values()))
    return {path: float(d) for path, d in zip(positions, derivatives, strict=True)}
