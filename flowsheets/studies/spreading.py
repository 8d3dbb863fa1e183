"""The spread of results that comes from the spread of inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from flowsheets.batch import run
from flowsheets.document.operating_time import operating_hours
from flowsheets.sheet import Sheet
from flowsheets.studies.distributions import Distribution, distribution_of
from flowsheets.studies.outcome import StudyTable, name_and_unit
from flowsheets.studies.ranges import in_si
from flowsheets.studies.sampling import shares
from unitops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

PERCENTILES = (5.0, 10.0, 50.0, 90.0, 95.0)


class Uncertainty(StudyTable):
    """Samples (``table``) with what they say: ``summary``, ``drivers``, ``notes``, ``svg()``."""

    def __init__(self, table: pd.DataFrame, distributions: Sequence[Distribution], method: str, seed: int) -> None:
        super().__init__(table)
        self.distributions, self.method, self.seed = tuple(distributions), method, seed

    @property
    def summary(self) -> pd.DataFrame:
        """Mean, standard deviation, standard error of the mean and percentiles of each result, over usable cases."""
        import pandas as pd

        rows = {}
        for result in self.results:
            values = self.values(result)
            values = values[np.isfinite(values)]
            if len(values) < 2:
                continue
            deviation = float(np.std(values, ddof=1))
            row = {"samples": len(values), "mean": float(np.mean(values)), "standard deviation": deviation}
            # For independent samples; Latin hypercubes and Sobol sequences are usually better.
            row["standard error"] = deviation / np.sqrt(len(values))
            row |= {f"P{p:g}": float(v) for p, v in zip(PERCENTILES, np.percentile(values, PERCENTILES), strict=True)}
            rows[result] = row
        return pd.DataFrame.from_dict(rows, orient="index")

    @property
    def drivers(self) -> pd.DataFrame:
        """Rank correlation (Spearman) of each result with each input, the strongest on top for each result."""
        import pandas as pd

        rows = []
        for result in self.results:
            values = self.values(result)
            known = np.isfinite(values)
            for heading in self.inputs:
                rows.append((result, heading, _rank_correlation(self.table[heading].to_numpy()[known], values[known])))
        frame = pd.DataFrame(rows, columns=["result", "input", "rank correlation"])
        frame["size"] = frame["rank correlation"].abs()
        order = frame.sort_values(["result", "size"], ascending=[True, False], kind="stable", na_position="last")
        return order.drop(columns="size").reset_index(drop=True)

    @property
    def notes(self) -> list[str]:
        """How it was sampled, what was cut off at bounds, how many samples failed and why."""
        lines = [f"{len(self.table)} samples, {self.method}, seed {self.seed}."]
        for one in self.distributions:
            if one.cut:
                lines.append(
                    f"{one.path}: {one.text} is cut off at {one.low:.6g} and {one.high:.6g} {one.unit}".rstrip() + "."
                )
        lost = int(np.sum(~self.usable))
        if lost:
            lines.append(f"{lost} samples have no result and are left out of every figure.")
            lines += [f"{count} x {reason}" for count, reason in self.failures[:5]]
        return lines

    def svg(self, theme: Any = "light") -> str:
        """A histogram for each result, one below the other."""
        from flowsheets.export.charts.distribution import histogram
        from flowsheets.export.charts.drawing import stacked

        pictures = []
        for result in self.results:
            if np.isfinite(self.values(result)).any():
                name, unit = name_and_unit(result)
                pictures.append(
                    histogram(self.values(result).tolist(), label=name, unit=unit, height=280.0, theme=theme)
                )
        if not pictures:
            raise InputError("no sample has a result that could be drawn")
        return stacked(pictures).svg(f"Spread of {', '.join(self.results)}", theme)


def uncertainty(
    sheet: Sheet,
    vary: Mapping[str, str] | Sequence[Distribution],
    *,
    results: Sequence[str] | None = None,
    samples: int = 1024,
    method: str = "sobol",
    seed: int = 1,
    workers: int = 1,
    told: Callable[[Any], None] = lambda progress: None,
) -> Uncertainty:
    """Sample inputs, solve, describe: uncertainty(sheet, {"KN-101.temperature": "normal(1050 degC, 20)"}).

    vary: distributions by path; inputs are independent and cut off at their declared bounds (``notes`` says where).
    method: 'sobol', 'latin' or 'random'. Raises InputError for what cannot be read, is no number of the sheet, or lies
    beyond its bounds; a sample that fails is a row with its diagnosis.
    """
    read = [distribution_of(p, text) for p, text in vary.items()] if isinstance(vary, Mapping) else list(vary)
    if not read:
        raise InputError(
            "nothing is varied", remedy='Name a distribution, as "KN-101.temperature=normal(1050 degC, 20)".'
        )
    bounded = [_bounded(sheet, one) for one in read]
    paths = [one.path for one in bounded]
    for path in paths:
        if paths.count(path) > 1:
            raise InputError("it has two distributions", place=path, remedy="Keep one.")
    points = shares(samples, len(bounded), method, seed)
    cases = {one.heading: one.values(points[:, k]).tolist() for k, one in enumerate(bounded)}
    outcome = run(sheet, cases, results=results, workers=workers, told=told)
    return Uncertainty(outcome.table, bounded, method, seed)


def _bounded(sheet: Sheet, one: Distribution) -> Distribution:
    """A distribution cut off at the declared bounds of its parameter, its path written with tags."""
    from flowsheets.batch.columns import NumberColumn, resolve_column
    from unitops.quantities import convert

    column = resolve_column(sheet.problem, one.path)
    if not isinstance(column, NumberColumn):
        raise InputError(f"{column.path} is not a number that could spread", remedy="Sweep it instead.")
    unit, hours = one.unit or column.bare_unit, operating_hours(sheet.document)
    _ = in_si(column, np.array(one.numbers[:1]), unit, hours)  # refuses a unit that does not measure it
    low, high = (
        float(convert(bound, column.dimension, unit, hours_per_year=hours)) if np.isfinite(bound) else bound
        for bound in (column.low, column.high)
    )
    return msgspec.structs.replace(one, path=column.path, unit=one.unit).truncated(low, high)


def _rank_correlation(inputs: np.ndarray, values: np.ndarray) -> float:
    """Spearman's coefficient; not a number where one of them does not vary beyond round-off."""
    if len(values) < 3 or np.ptp(inputs) == 0.0 or np.ptp(values) <= 1e-9 * np.max(np.abs(values)):
        return float("nan")
    from scipy.stats import rankdata

    return float(np.corrcoef(rankdata(inputs), rankdata(values))[0, 1])
