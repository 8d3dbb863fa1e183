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

from unitops.chemistry.assay.analytes import Analyte, content, read_assay
from unitops.chemistry.assay.entries import check_keys, moisture
from unitops.chemistry.assay.mixture import Mixture
from unitops.chemistry.assay.report import AnalyteFit
from unitops.chemistry.assay.substances import Substances
from unitops.errors import InputError

NEGLIGIBLE = 1e-3
"""Unassigned mass [kg/kg] up to which no species need take it."""
EXCESS = 0.01
"""Total above one [kg/kg] up to which the minerals may be held to 100 %, if the assay's uncertainties allow it."""
MISS = 3.0
"""Deviations beyond which an analyte counts as missed."""
REFUSE = "refuse"

Matrix = numpy.ndarray


def by_assay(entered: Mapping[str, Any], substances: Substances, place: str) -> Mixture:
    """Read {"assay": {...}, "minerals": [...], "moisture", "unassigned"}; the assay is of the dry solid.

    Raises InputError if the minerals come to more than 100 % beyond the uncertainty of the assay, and if they
    leave more than 0.1 % that no species is named to take; the message has assayed against fitted figures.
    """
    check_keys(entered, ("assay", "minerals", "moisture", "unassigned"), place)
    analytes = read_assay(entered["assay"], place)
    minerals = _minerals(entered.get("minerals"), substances, place)
    water = moisture(entered, place)
    taker = _taker(entered, substances, place)
    contents = numpy.array([[content(a, m, substances, place) for m in minerals] for a in analytes])
    masses = fit(contents, analytes)
    notes = _undetermined(contents, analytes, minerals, masses)
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


def fit(contents: Matrix, analytes: Sequence[Analyte], *, closed: bool = False) -> Matrix:
    """Masses of the minerals [kg/kg]; ``closed`` holds their sum to one at most."""
    from scipy.optimize import nnls

    scale = 1.0 / numpy.array([a.uncertainty for a in analytes])
    rows, wanted = contents * scale[:, None], scale * numpy.array([a.value for a in analytes])
    slacks = [numpy.eye(len(analytes))[:, i] for i, a in enumerate(analytes) if a.below]
    system = numpy.column_stack([rows, *slacks])
    if closed:
        weight = 1e3 * float(scale.max())
        sum_row = numpy.zeros((1, system.shape[1]))
        sum_row[0, : contents.shape[1]] = weight
        slack = numpy.zeros((len(analytes) + 1, 1))
        slack[-1, 0] = weight
        system = numpy.hstack([numpy.vstack([system, sum_row]), slack])
        wanted = numpy.append(wanted, weight)
    lengths = numpy.linalg.norm(system, axis=0)
    lengths[lengths == 0.0] = 1.0
    solution = nnls(system / lengths, wanted)[0]
    return _polished(system / lengths, wanted, solution)[: contents.shape[1]] / lengths[: contents.shape[1]]


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
    held = fit(contents, analytes, closed=True)
    held = held / max(float(held.sum()), 1.0)
    lines = _lines(analytes, contents @ held)
    if total > 1.0 + EXCESS or any(abs(line.deviations) > MISS for line in lines):
        shares = ", ".join(f"{m} {100.0 * x:.4g} %" for m, x in zip(minerals, free, strict=True) if x)
        raise InputError(
            f"the minerals that fit the assay come to {100.0 * total:.5g} %: {shares}",
            place=place,
            remedy="Correct the assay, its basis (dry) or the list of minerals. "
            + _sentence(_lines(analytes, contents @ free)),
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
        remedy='List the minerals that are missing, or name what takes it, for example "unassigned": "SiO2(s)".',
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
        notes.append(
            f"{100.0 * unassigned:.2g} % of the dry solid was unassigned and is spread over the minerals"
        )
    notes += [
        f"the minerals miss the assay: {_pair(line)}, {abs(line.deviations):.2g} times its uncertainty"
        for line in lines
        if abs(line.deviations) > MISS
    ]
    return tuple(notes)


def _undetermined(
    contents: Matrix, analytes: Sequence[Analyte], minerals: Sequence[str], masses: Matrix
) -> tuple[str, ...]:
    """A note where other amounts of the minerals would fit as well."""
    scale = 1.0 / numpy.array([a.uncertainty for a in analytes])
    fitted = contents @ masses
    values = numpy.array([a.value for a in analytes])
    counting = numpy.array([not a.below or x >= a.value for a, x in zip(analytes, fitted, strict=True)])
    rows = (contents * scale[:, None])[counting]
    if not len(rows):
        return ()
    slope = rows.T @ ((fitted - values) * scale)[counting]
    lengths = numpy.maximum(numpy.linalg.norm(rows, axis=0), 1e-300)
    free = (masses > 0.0) | (numpy.abs(slope) <= 1e-9 * lengths)
    columns = rows[:, free] / lengths[free]
    _u, sizes, right = numpy.linalg.svd(columns, full_matrices=True)
    null = right[int((sizes > 1e-9).sum()) :]
    loose = [
        m
        for m, share in zip(
            numpy.array(minerals)[free], numpy.abs(null).max(axis=0, initial=0.0), strict=True
        )
        if share > 1e-6
    ]
    if not loose:
        return ()
    return (f"the assay does not tell {', '.join(map(str, loose))} apart: other amounts fit as well",)
