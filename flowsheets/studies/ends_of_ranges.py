"""A result at the low and at the high value of each of several inputs, one input at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np

from flowsheets.document.operating_time import operating_hours
from flowsheets.document.paths import owners_by_tag, parse_path
from flowsheets.document.targets import specification_of
from flowsheets.results.table import Cell, Table, columns
from flowsheets.studies.ranges import NUMBER, in_si
from unitops.errors import InputError, RaffinateError
from unitops.quantities import Dimension, convert, format_number

if TYPE_CHECKING:
    from flowsheets.batch import CaseEvaluator
    from flowsheets.batch.outputs import Output
    from flowsheets.results.solution import Solution

How = Literal["solved", "derivative"]
"""By solving the sheet at both ends, or along the derivative at the solution."""

_SPAN = re.compile(
    rf"(?P<path>.+?)=\s*(?P<low>{NUMBER})\s*(?P<first>[^.,\s]*)\s*\.\.\s*(?P<high>{NUMBER})\s*(?P<unit>.*?)\s*",
    re.DOTALL,
)
_WITH_UNIT = re.compile(rf"\s*{NUMBER}\s*(?P<unit>.*?)\s*", re.DOTALL)


class Span(msgspec.Struct, frozen=True):
    """The low and the high value of an input, in a unit ('' the one of bare numbers), and where they are from."""

    path: str
    low: float
    high: float
    unit: str = ""
    source: str = ""


class ResultAtEnd(msgspec.Struct, frozen=True):
    """A result with one input at another value [unit]; none where the sheet has no solution there, and why."""

    value: float | None
    unit: str
    why: str = ""


def read_span(text: str) -> Span:
    """A span from 'PATH=LOW..HIGH UNIT'; raises InputError with how to write one."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        remedy = 'Write "KN-101.temperature=1000..1100 degC".'
        raise InputError(f'"{text}" is not a low and a high value', remedy=remedy)
    first, unit = found["first"], found["unit"]
    if first and first != unit:
        raise InputError(f'"{text}" has two units', remedy=f"Write both ends in {unit or first}.")
    low, high = float(found["low"]), float(found["high"])
    if not low < high:
        raise InputError(f'"{text}" does not go from low to high')
    return Span(found["path"].strip(), low, high, unit, "as stated")


def declared_spans(solution: Solution, paths: Sequence[str]) -> list[Span]:
    """The bounds that unit operations declare for inputs, of those of the inputs that have both."""
    from flowsheets.batch.columns import NumberColumn, resolve_column

    problem, spans = solution.solved.problem, []
    for path in paths:
        parts = parse_path(path)
        unit = next((unit for unit in problem.units.values() if unit.tag == parts.owner), None)
        declared = unit.operation.declaration if unit else None
        item = (declared.parameters.get(parts.name) or declared.tables.get(parts.name)) if declared else None
        if item is None or item.low is None or item.high is None or parts.field:
            continue
        column = resolve_column(problem, path)
        if not isinstance(column, NumberColumn):
            continue
        says = f"bounds of {declared.operation}: {item.says}" if declared else ""
        source = getattr(item, "source", "")
        spans.append(Span(path, item.low, item.high, item.unit, f"{says}; default from {source}" if source else says))
    return spans


def spans_around(solution: Solution, paths: Sequence[str], reach: float = 10.0) -> list[Span]:
    """A span round each entered number: ``reach`` [%] of it to either side, as many kelvin for a temperature.

    In the unit in which the number was typed, else the declared one, and within the declared bounds. A reaction stands
    for its conversion. Left out is what is no single entered number or is zero.
    """
    from flowsheets.batch.columns import CompositionColumn, NumberColumn, resolve_column

    problem, spans = solution.sheet.problem, []
    hours = operating_hours(solution.sheet.document)
    for path in paths:
        try:
            column = resolve_column(problem, _of_number(path))
        except RaffinateError:
            continue
        if not isinstance(column, NumberColumn):
            continue
        base = column.entered if isinstance(column, CompositionColumn) else float(problem.z[column.position])
        is_temperature = column.dimension is Dimension.TEMPERATURE
        step = reach if is_temperature else abs(base) * reach / 100.0
        unit = _typed_unit(solution, column.path) or column.unit
        ends = (min(max(end, column.low), column.high) for end in (base - step, base + step))
        low, high = (
            float(f"{convert(end, column.dimension, unit, hours_per_year=hours):.6g}")  # as one would write it
            for end in ends
        )
        if low < high:
            around = f"{reach:g} {'K' if is_temperature else '%'} to either side"
            spans.append(Span(column.path, low, high, unit, around))
    return spans


def entered_result(solution: Solution, result: str) -> tuple[Output, float]:
    """A result, and its value with everything as entered [its unit]."""
    from flowsheets.batch.outputs import compile_outputs

    (output,) = compile_outputs(solution.sheet.problem, [result])
    return output, float(output.values(solution.solved.z[None])[0])


def results_at_ends(solution: Solution, result: str, spans: Sequence[Span]) -> list[tuple[ResultAtEnd, ResultAtEnd]]:
    """A result at both ends of each span, one input at a time, found by solving the sheet.

    Raises InputError for a span beyond its bounds.
    """
    from flowsheets.batch import CaseEvaluator

    paths = [span.path for span in spans]
    evaluator = CaseEvaluator(solution.sheet.document, paths, [result], solution=solution)
    found = evaluator.solve(_cases(evaluator, _ends(evaluator, spans, operating_hours(solution.sheet.document))))
    unit = evaluator.outputs[0].unit
    made = [
        ResultAtEnd(float(value), unit) if usable else ResultAtEnd(None, unit, why or "no solution")
        for value, usable, why in zip(found.results[:, 0], found.usable, found.diagnosis, strict=True)
    ]
    return list(zip(made[::2], made[1::2], strict=True))


def extremes(solution: Solution, result: str, spans: Sequence[Span | str], how: How = "solved") -> Table:
    """The result with each input at its low and at its high value, all others as they are; widest first.

    how: 'solved' solves the sheet at both ends; 'derivative' follows the exact derivative at the solution, which is a
    straight line (at a switch a slope for each side). The column 'how' says which. An end without a solution has no
    number, and 'how' says why. Raises InputError for what is no input or lies beyond its bounds.
    """
    from flowsheets.batch import CaseEvaluator

    if not spans:
        raise InputError(
            "no input has a low and a high value", remedy='Name one: "KN-101.temperature=1000..1100 degC".'
        )
    read = [read_span(span) if isinstance(span, str) else span for span in spans]
    evaluator = CaseEvaluator(solution.sheet.document, [span.path for span in read], [result], solution=solution)
    ends = _ends(evaluator, read, operating_hours(solution.sheet.document))
    values, told = _solved(evaluator, ends) if how == "solved" else _along(solution, result, evaluator, ends)
    output = evaluator.outputs[0]
    rows: list[tuple[Cell, ...]] = []
    for k, span in enumerate(read):
        column, (low, high) = evaluator.inputs[k], values[k]
        swing = abs(high - low) if np.isfinite(high - low) else None
        numbers = (float(n) if np.isfinite(n) else None for n in (low, high))
        rows.append(
            (column.path, span.low, span.high, span.unit or column.bare_unit, *numbers, swing, told[k], span.source)
        )
    rows.sort(key=lambda row: -(row[6] if isinstance(row[6], float) else np.inf))
    described = columns(
        "input",
        "low",
        "high",
        "unit",
        ("at low", output.unit),
        ("at high", output.unit),
        ("swing", output.unit),
        "how",
        "range from",
    )
    _, base = entered_result(solution, result)
    title = (
        f"{output.name} at the low and the high value of each input ({format_number(base, 5)} {output.unit} as entered)"
    )
    return Table("extremes", title, described, tuple(rows), "Study")


def extremes_tornado(solution: Solution, result: str, table: Table, theme: Any = "light") -> str:
    """The rows of ``extremes`` as a tornado around the result as entered; ends without a solution have no bar."""
    from flowsheets.export.charts import Bar, tornado_chart

    output, base = entered_result(solution, result)
    bars = []
    for path, low, high, unit, at_low, at_high, _, how, _ in table.rows:
        first, last = (n if isinstance(n, float) else float("nan") for n in (at_low, at_high))
        texts = [f"{format_number(n, 4)} {unit}".removesuffix(" 1") for n in (low, high) if isinstance(n, float)]
        bars.append(Bar(str(path), first, last, texts[0], texts[1], "" if how == "solved" else str(how)))
    note = (
        f"One input at a time, all others as entered in {solution.sheet.document.name}; solved unless said otherwise."
    )
    return tornado_chart(bars, base, label=output.name, unit=output.unit, title=f"Range of {output.name}", note=note)


def _ends(evaluator: CaseEvaluator, spans: Sequence[Span], hours: float) -> np.ndarray:
    """Low and high of each input in SI [input, 2]; raises InputError for one that is beyond its bounds."""
    ends = np.zeros((len(spans), 2))
    for k, (span, column) in enumerate(zip(spans, evaluator.inputs, strict=True)):
        ends[k] = in_si(column, np.array([span.low, span.high]), span.unit, hours)
        wrong = np.flatnonzero(column.outside(ends[k]))
        if len(wrong):
            raise InputError(column.refusal(float(ends[k, wrong[0]])))
    return ends


def _cases(evaluator: CaseEvaluator, ends: np.ndarray) -> np.ndarray:
    """Low and high of one input after another, all others as they are [2 inputs, input]."""
    cases = np.repeat(evaluator.base[None], ends.size, axis=0)
    for k in range(len(ends)):
        cases[2 * k : 2 * k + 2, k] = ends[k]
    return cases


def _solved(evaluator: CaseEvaluator, ends: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Results [input, 2] by solving, and how each row came about."""
    found = evaluator.solve(_cases(evaluator, ends))
    values = np.where(found.usable, found.results[:, 0], np.nan).reshape(-1, 2)
    told = []
    for k in range(len(ends)):
        words = []
        for side, case in (("low", 2 * k), ("high", 2 * k + 1)):
            if found.diagnosis[case]:
                words.append(f"at {side}: {found.diagnosis[case]}")
        told.append("; ".join(words) or "solved")
    return values, told


def _along(solution: Solution, result: str, evaluator: CaseEvaluator, ends: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Results [input, 2] along the derivatives at the solution."""
    from flowsheets.results.drivers import result_gradient, slopes

    found = slopes(solution.solved, result, [column.path for column in evaluator.inputs])
    value, output = result_gradient(solution.solved, result).value, evaluator.outputs[0]
    values, told = np.zeros(ends.shape), []
    for k, (column, base) in enumerate(zip(evaluator.inputs, evaluator.base, strict=True)):
        slope = found[column.path]
        changes = ends[k] - base
        moved = value + np.where(changes < 0.0, slope.falling, slope.rising) * changes
        values[k] = convert(moved, output.dimension, output.unit, hours_per_year=output.hours_per_year)
        told.append("one-sided derivative" if slope.one_sided else "derivative")
    return values, told


def _of_number(path: str) -> str:
    """The path of the number that an input of the sheet is: of a reaction its conversion."""
    parts = parse_path(path)
    return f"{path}.conversion" if parts.name == "reactions" and not parts.field else path


def _typed_unit(solution: Solution, path: str) -> str:
    """The unit in which a parameter or a target was typed, '' for a bare number."""
    document, parts = solution.sheet.document, parse_path(path)
    demand = specification_of(document, path)
    if demand is not None:
        held: Any = document.specifications[demand].target
    else:
        record = document.units.get(owners_by_tag(document).get(parts.owner, ""))
        held = record.parameters.get(parts.name) if record else None
        if isinstance(held, Mapping):
            held = next((part[parts.argument] for part in (held, *held.values()) if _has(part, parts.argument)), None)
    found = _WITH_UNIT.fullmatch(held) if isinstance(held, str) else None
    return found["unit"] if found else ""


def _has(part: object, name: str) -> bool:
    return isinstance(part, Mapping) and name in part
