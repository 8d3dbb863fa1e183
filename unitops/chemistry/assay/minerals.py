"""An element or oxide assay fitted to minerals.

Masses m_j >= 0 [kg/kg dry] of the listed minerals minimise

    sum_i ((sum_j a_ij m_j - x_i) / u_i)^2  +  sum_bounds (max(sum_j a_ij m_j - x_i, 0) / u_i)^2

(a: content of analyte i in mineral j, x: assay, u: its uncertainty), by non-negative least squares (Lawson
and Hanson, Solving Least Squares Problems, 1974). Nothing is normalised: 1 - sum m is unassigned, and shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy

from unitops.chemistry.assay.ambiguity import ambiguous, preferred
from unitops.chemistry.assay.analytes import Analyte, content, read_assay, read_mineralogy
from unitops.chemistry.assay.entries import check_keys, moisture
from unitops.chemistry.assay.mixture import Mixture
from unitops.chemistry.assay.numeric import nonnegative_least_squares
from unitops.chemistry.assay.report import AnalyteFit
from unitops.chemistry.assay.substances import Substances
from unitops.errors import InputError

NEGLIGIBLE = 1e-3
"""Unassigned mass [kg/kg] up to which no species need take it."""
EXCESS = 0.01
"""Total above one [kg/kg] up to which minerals may be held to 100 %, if the uncertainties allow it."""
MISS = 3.0
"""Deviations beyond which an analyte counts as missed."""
REFUSE = "refuse"

Matrix = numpy.ndarray


def by_assay(entered: Mapping[str, Any], substances: Substances, place: str) -> Mixture:
    """Read {"assay", "minerals", "mineralogy", "moisture", "unassigned"}; the assay is of the dry solid.

    Raises InputError if the minerals come to more than 100 % beyond the uncertainty of the assay, and if they
    leave more than 0.1 % that no species is named to take; the message has assayed against fitted figures.
    """
    check_keys(entered, ("assay", "minerals", "mineralogy", "moisture", "unassigned"), place)
    analytes = read_assay(entered["assay"], place)
    minerals = _minerals(entered.get("minerals"), substances, place)
    if "mineralogy" in entered:
        analytes += read_mineralogy(entered["mineralogy"], minerals, substances, place)
    water = moisture(entered, place)
    taker = _taker(entered, substances, place)
    contents = numpy.array([[content(a, m, substances, place) for m in minerals] for a in analytes])
    masses, notes = _chosen(contents, analytes, fit(contents, analytes), minerals)
    if masses.sum() > 1.0:
        masses, held = _held_to_one(contents, analytes, masses, minerals, place)
        notes += held
    found = {key: float(mass) for key, mass in zip(minerals, masses, strict=True)}
    unassigned = max(1.0 - sum(found.values()), 0.0)
    lines = _lines(analytes, contents @ masses)
    if unassigned > NEGLIGIBLE and not taker:
        raise _unassigned_error(unassigned, lines, minerals, place)
    if taker:
        found[taker] = found.get(taker, 0.0) + unassigned
        extra = numpy.array([content(a, taker, substances, place) for a in analytes])
        lines = _lines(analytes, contents @ masses + unassigned * extra)
    return Mixture(
        "assay",
        found,
        moisture=water,
        analytes=lines,
        unassigned=unassigned,
        unassigned_to=taker,
        notes=notes + _assay_notes(unassigned, taker, lines),
    )


def fit(contents: Matrix, analytes: Sequence[Analyte]) -> Matrix:
    """Masses of the minerals [kg/kg], not negative, that fit the assay best; their sum is free."""
    system, wanted = _system(contents, analytes)
    return _least_squares(system, wanted)[: contents.shape[1]]


def fit_to_one(contents: Matrix, analytes: Sequence[Analyte]) -> Matrix:
    """The best fit [kg/kg] among those whose masses add up to one.

    The sum is one more row, of the weight of the others, whose target is moved by what is still missing (the
    method of multipliers), because a row of overwhelming weight would blur the minerals into one.
    """
    system, wanted = _system(contents, analytes)
    weight = float(numpy.median(numpy.linalg.norm(system[:, : contents.shape[1]], axis=0))) or 1.0
    row = numpy.zeros(system.shape[1])
    row[: contents.shape[1]] = weight
    target, masses = 1.0, numpy.zeros(contents.shape[1])
    for _step in range(100):
        solution = _least_squares(numpy.vstack([system, row]), numpy.append(wanted, weight * target))
        masses = solution[: contents.shape[1]]
        missing = 1.0 - float(masses.sum())
        if abs(missing) < 1e-12:
            break
        target += missing
    return masses / masses.sum()


def _system(contents: Matrix, analytes: Sequence[Analyte]) -> tuple[Matrix, Matrix]:
    """Rows of the fit in units of uncertainty; each bound has a column that takes what it leaves free."""
    scale = 1.0 / numpy.array([a.uncertainty for a in analytes])
    slacks = [numpy.eye(len(analytes))[:, i] for i, a in enumerate(analytes) if a.below]
    system = numpy.column_stack([contents * scale[:, None], *slacks])
    return system, scale * numpy.array([a.value for a in analytes])


def _least_squares(system: Matrix, wanted: Matrix) -> Matrix:
    """The non-negative least-squares solution, with columns scaled to unit length."""
    lengths = numpy.linalg.norm(system, axis=0)
    lengths[lengths == 0.0] = 1.0
    solution = nonnegative_least_squares(system / lengths, wanted)
    return _polished(system / lengths, wanted, solution) / lengths


def _polished(system: Matrix, wanted: Matrix, solution: Matrix) -> Matrix:
    """The same minimum solved once more on the columns in use, to full accuracy."""
    used = solution > 0.0
    if not used.any():
        return solution
    exact = numpy.linalg.lstsq(system[:, used], wanted, rcond=None)[0]
    if (exact < 0.0).any():
        return solution
    better = numpy.zeros_like(solution)
    better[used] = exact
    return better


def _minerals(entered: Any, substances: Substances, place: str) -> tuple[str, ...]:
    where = f"{place}.minerals"
    if isinstance(entered, str | Mapping) or not isinstance(entered, Sequence) or not entered:
        raise InputError(
            "an assay needs the list of minerals that it is fitted to",
            place=where,
            remedy='Write for example "minerals": ["LiAlSi2O6(s,alpha)", "SiO2(s)", "NaAlSi3O8(s)"].',
        )
    minerals: list[str] = []
    for position, written in enumerate(entered):
        key = substances.find(written, f"{where}[{position}]")
        _check_solid(key, substances, f"{where}[{position}]")
        if key in minerals:
            raise InputError(f"{key} is listed twice", place=where, remedy="Keep one of them.")
        minerals.append(key)
    return tuple(minerals)


def _taker(entered: Mapping[str, Any], substances: Substances, place: str) -> str:
    named = entered.get("unassigned", REFUSE)
    if named == REFUSE:
        return ""
    where = f"{place}.unassigned"
    key = substances.find(named, where)
    _check_solid(key, substances, where)
    return key


def _check_solid(key: str, substances: Substances, place: str) -> None:
    if key not in substances.species or substances.species[key].phase != "s":
        raise InputError(
            f"{key} is no solid",
            place=place,
            remedy='Name solids here, ending with (s); water is "moisture".',
        )


def _held_to_one(
    contents: Matrix, analytes: Sequence[Analyte], free: Matrix, minerals: Sequence[str], place: str
) -> tuple[Matrix, tuple[str, ...]]:
    """The fit with the minerals at 100 %, if the assay allows it within its uncertainties."""
    total = float(free.sum())
    if total <= 1.0 + 1e-9:
        return free / total, ()
    held = fit_to_one(contents, analytes)
    before, after = _lines(analytes, contents @ free), _lines(analytes, contents @ held)
    worse = sum(line.deviations**2 for line in after) - sum(line.deviations**2 for line in before)
    if total > 1.0 + EXCESS or worse > MISS**2:
        shares = ", ".join(f"{m} {100.0 * x:.4g} %" for m, x in zip(minerals, free, strict=True) if x)
        raise InputError(
            f"the minerals that fit the assay come to {100.0 * total:.5g} %: {shares}",
            place=place,
            remedy="Correct the assay, its basis (dry) or the list of minerals. " + _sentence(before),
        )
    return held, (f"the minerals came to {100.0 * total:.5g} % and were fitted again within 100 %",)


def _lines(analytes: Sequence[Analyte], fitted: Matrix) -> tuple[AnalyteFit, ...]:
    return tuple(
        AnalyteFit(a.name, a.value, float(found), a.uncertainty, a.below)
        for a, found in zip(analytes, fitted, strict=True)
    )


def _unassigned_error(
    unassigned: float, lines: Sequence[AnalyteFit], minerals: Sequence[str], place: str
) -> InputError:
    return InputError(
        f"the minerals {', '.join(minerals)} leave {100.0 * unassigned:.4g} % of the dry solid unassigned. "
        + _sentence(lines),
        place=place,
        remedy='List the minerals that are missing, or name what takes it: "unassigned": "SiO2(s)".',
    )


def _sentence(lines: Sequence[AnalyteFit]) -> str:
    """'Assayed and fitted: Li2O 6 and 5.98 %, ...', those furthest off first."""
    ordered = sorted(lines, key=lambda line: -abs(line.deviations))
    missed = [line for line in ordered if abs(line.deviations) > 1.0] or ordered[:3]
    shown = ", ".join(_pair(line) for line in missed[:12])
    return f"Assayed and fitted: {shown}."


def _pair(line: AnalyteFit) -> str:
    sign = "<" if line.below else ""
    return f"{line.analyte} {sign}{100.0 * line.assayed:.4g} and {100.0 * line.fitted:.4g} %"


def _assay_notes(unassigned: float, taker: str, lines: Sequence[AnalyteFit]) -> tuple[str, ...]:
    notes = []
    if taker and unassigned:
        notes.append(f"{100.0 * unassigned:.4g} % of the dry solid was unassigned and counts as {taker}")
    elif unassigned > 1e-9:
        notes.append(f"{100.0 * unassigned:.2g} % of the dry solid was unassigned and is spread over the minerals")
    notes += [
        f"the minerals miss the assay: {_pair(line)}, {abs(line.deviations):.2g} times its uncertainty"
        for line in lines
        if abs(line.deviations) > MISS
    ]
    return tuple(notes)


def _chosen(
    contents: Matrix, analytes: Sequence[Analyte], masses: Matrix, minerals: Sequence[str]
) -> tuple[Matrix, tuple[str, ...]]:
    """One fit where several are as good, with a note that says so."""
    loose = ambiguous(contents, analytes, masses)
    if not loose:
        return masses, ()
    names = ", ".join(minerals[position] for position in loose)
    return preferred(contents, analytes, masses, loose), (
        f"the assay does not fix the amounts of {names}: of equally good fits the one nearest to 100 % in "
        "all was taken, then with most of what is listed first",
    )
