"""From figures to findings: one sentence for each balance that does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import SupportsFloat

import numpy as np

from flowsheets.audit import tolerances as allowed
from flowsheets.audit.check import CompiledAudit
from flowsheets.audit.figures import CHARGE, FIRST_ELEMENT, MASS, AuditFigures, Balance
from flowsheets.audit.findings import Finding, Severity

HOUR = 3600.0
LONGEST_LIST = 6


def findings_of(audit: CompiledAudit, figures: AuditFigures) -> list[Finding]:
    """Every finding, streams first (where faults begin), then units, then the plant."""
    return [
        *_streams(audit, figures),
        *_units(audit, figures),
        *_idle(audit, figures),
        *_plant(audit, figures),
        *_validity(audit, figures),
        *_estimates(audit, figures),
    ]


def finding(
    severity: Severity,
    place: str,
    quantity: str,
    amount: SupportsFloat,
    relative: SupportsFloat,
    tolerance: float,
    sentence: str,
) -> Finding:
    """A finding with plain numbers."""
    return Finding(severity, place, quantity, float(amount), float(relative), tolerance, sentence)


def _streams(audit: CompiledAudit, figures: AuditFigures) -> Iterator[Finding]:
    tags, found = audit.structure.streams, figures.streams
    infinite = float("inf")
    for row in np.flatnonzero(found.unreadable):
        text = f"Stream {tags[row]} has a flow, temperature, pressure or enthalpy that is no number."
        yield finding("balance", tags[row], "numbers", np.nan, infinite, 0.0, text)
    for row in np.flatnonzero(found.cold):
        text = f"Stream {tags[row]} has a temperature or a pressure that is not above zero."
        yield finding("balance", tags[row], "temperature and pressure", np.nan, infinite, 0.0, text)
    for row in np.flatnonzero(found.mass > allowed.STATED):
        counted = figures.per_stream[row, MASS] * HOUR
        text = (
            f"Stream {tags[row]} states a mass that is not the sum of its species, {counted:.9g} kg/h "
            f"(off by {found.mass[row]:.1e} of it)."
        )
        amount = found.mass[row] * counted
        yield finding("balance", tags[row], "mass", amount, found.mass[row], allowed.STATED, text)
    for row, column in np.argwhere(found.elements > allowed.STATED):
        name = audit.matter.elements[column]
        counted = figures.per_stream[row, FIRST_ELEMENT + column] * HOUR
        off = found.elements[row, column]
        text = (
            f"Stream {tags[row]} states a flow of {name} that is not what its species hold, "
            f"{counted:.9g} kg/h (off by {off:.1e} of it)."
        )
        yield finding("balance", tags[row], name, off * counted, off, allowed.STATED, text)
    yield from _stream_matter(audit, figures)
    for row in np.flatnonzero(np.abs(found.enthalpy_difference) > allowed.STATED_ENTHALPY):
        off = abs(found.enthalpy_difference[row])
        text = (
            f"Stream {tags[row]} states an enthalpy that its composition and temperature do not give: "
            f"evaluated again it is {found.enthalpy[row] / 1e3:.9g} kW (off by {off:.1e} of the gross)."
        )
        yield finding("balance", tags[row], "enthalpy", np.nan, off, allowed.STATED_ENTHALPY, text)


def _stream_matter(audit: CompiledAudit, figures: AuditFigures) -> Iterator[Finding]:
    tags, found = audit.structure.streams, figures.streams
    for row, column in np.argwhere(found.negative):
        name = audit.matter.species[column]
        text = f"Stream {tags[row]} carries a negative flow of {name}, which no real stream can."
        yield finding("balance", tags[row], name, np.nan, float("inf"), allowed.NEGATIVE, text)
    for row in np.flatnonzero(found.neutrality > allowed.NEUTRAL):
        net = found.net_charge[row]
        excess = "positive" if net > 0 else "negative"
        text = (
            f"Stream {tags[row]} is not electroneutral: {abs(net):.3g} mol/s of {excess} charge too much "
            f"({found.neutrality[row]:.1e} of the charge of its ions)."
        )
        yield finding("balance", tags[row], "charge", net, found.neutrality[row], allowed.NEUTRAL, text)


def _units(audit: CompiledAudit, figures: AuditFigures) -> Iterator[Finding]:
    energy = figures.unit_energy
    wrong_energy = energy.failed
    failed = figures.units.failed
    for row in np.flatnonzero(failed.any(axis=1) | wrong_energy):
        tag = audit.structure.units[row]
        around = _around(audit, int(row))
        for column in np.flatnonzero(failed[row]):
            yield _of_matter(tag, audit.names[column], int(column), figures.units, (row, column), around)
        if wrong_energy[row]:
            yield _of_energy(tag, energy, row, around)


def _idle(audit: CompiledAudit, figures: AuditFigures) -> Iterator[Finding]:
    for row in np.flatnonzero(figures.idle_energy):
        tag = audit.structure.units[row]
        text = f"{tag} declares heat or power, but it only feeds or receives: that energy is in no balance."
        yield finding("balance", tag, "energy", np.nan, float("inf"), 0.0, text)


def _plant(audit: CompiledAudit, figures: AuditFigures) -> Iterator[Finding]:
    for column in np.flatnonzero(figures.plant.failed):
        yield _of_matter("plant", audit.names[column], int(column), figures.plant, (column,), "")
    if figures.plant_energy.failed:
        yield _of_energy("plant", figures.plant_energy, (), "")


def _of_matter(place: str, name: str, column: int, balance: Balance, at: tuple, around: str) -> Finding:
    imbalance, relative = float(balance.imbalance[at]), float(balance.relative[at])
    verb = "loses" if imbalance > 0 else "creates"
    subject = "The plant" if place == "plant" else place
    if column == CHARGE:
        amount, what = imbalance, f"{abs(imbalance):.3g} mol/s of charge"
        share = f"{relative:.1e} of the charge of the ions through it"
    else:
        amount = imbalance * HOUR
        what = f"{abs(amount):.3g} kg/h of {name}"
        share = f"{relative:.1e} of what enters" if imbalance > 0 else f"{relative:.1e} of what leaves"
    text = f"{subject} {verb} {what} ({share}){around}."
    return finding("balance", place, name, amount, relative, float(balance.share), text)


def _of_energy(place: str, balance: Balance, at, around: str) -> Finding:
    imbalance, relative = float(balance.imbalance[at]), float(balance.relative[at])
    subject = "The plant" if place == "plant" else place
    problem = "more enters than leaves" if imbalance > 0 else "more leaves than enters"
    text = (
        f"{subject} does not close its energy: {problem}, by {abs(imbalance) / 1e3:.3g} kW "
        f"({relative:.1e} of its heat duty){around or '; a heat, power or loss is missing or wrong'}."
    )
    return finding("balance", place, "energy", imbalance / 1e3, relative, float(np.asarray(balance.share)[at]), text)


def _around(audit: CompiledAudit, unit: int) -> str:
    tags, structure = audit.structure.streams, audit.structure
    inlets = _listed([tags[i] for i in np.flatnonzero(structure.target == unit)])
    outlets = _listed([tags[i] for i in np.flatnonzero(structure.source == unit)])
    return f": in {inlets}, out {outlets}"


def _listed(tags: list[str]) -> str:
    shown = ", ".join(tags[:LONGEST_LIST])
    return f"{shown} and {len(tags) - LONGEST_LIST} more" if len(tags) > LONGEST_LIST else shown


def _estimates(audit: CompiledAudit, figures: AuditFigures) -> Iterator[Finding]:
    """How much of the mass on the sheet rests on estimated enthalpies."""
    mass = np.abs(figures.flows).sum(axis=0) * audit.matter.molar_mass
    total = float(mass.sum())
    share = float(mass[audit.thermochemistry.estimated].sum()) / total if total > 0.0 else 0.0
    if share > allowed.MAIN_SPECIES:
        order = np.argsort(-mass)
        names = [audit.matter.species[i] for i in order if audit.thermochemistry.estimated[i] and mass[i]]
        text = f"{100 * share:.3g} % of the mass in the streams rests on estimated enthalpies: {_listed(names)}."
        yield finding("note", "plant", "estimated data", share, share, allowed.MAIN_SPECIES, text)


def _validity(audit: CompiledAudit, figures: AuditFigures) -> Iterator[Finding]:
    tags, thermochemistry = audit.structure.streams, audit.thermochemistry
    for row, column in np.argwhere(figures.streams.beyond):
        low, high = thermochemistry.low[column], thermochemistry.high[column]
        name = audit.matter.species[column]
        text = f"Stream {tags[row]} takes {name} outside the range of its data, {low:.0f} to {high:.0f} K."
        yield finding("validity", tags[row], name, np.nan, np.nan, allowed.MAIN_SPECIES, text)
    for column in np.flatnonzero(~thermochemistry.covered):
        name = audit.matter.species[column]
        text = f"The enthalpy of {name} could not be evaluated again: streams that carry it are taken as stated."
        yield finding("validity", name, "enthalpy", np.nan, np.nan, 0.0, text)
