"""What the audit found, in the words of the plant."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["balance", "validity", "note"]


class Finding(msgspec.Struct, frozen=True):
    """One thing that does not add up, or that goes beyond what the data cover.

    ``severity``: 'balance' makes the result out of balance, 'validity' puts it outside validity, 'note' does
    neither. ``place`` is the tag of a unit or stream, a species, or 'plant'. ``amount`` is in the unit of the
    sentence (kg/h, kW, mol/s, K), ``relative`` is compared with ``tolerance``.
    """

    severity: Severity
    place: str
    quantity: str
    amount: float
    relative: float
    tolerance: float
    sentence: str


class UnitRow(msgspec.Struct, frozen=True):
    """Balance of one unit: [kg/h], [kW] and relative figures."""

    unit: str
    mass_in: float
    mass_out: float
    mass_relative: float
    worst_element: str
    element_imbalance: float
    element_relative: float
    charge_relative: float
    energy_in: float
    energy_out: float
    energy_imbalance: float
    energy_relative: float
    balanced: bool


class LoopRow(msgspec.Struct, frozen=True):
    """Build-up of one element in one loop.

    ``circulation`` is its largest flow on a stream inside [kg/h], ``inflow`` what enters the loop from
    outside [kg/h]; ``build_up`` is their ratio, infinite where an element circulates that nothing brings in.
    """

    units: tuple[str, ...]
    element: str
    stream: str
    circulation: float
    inflow: float
    build_up: float


class Closure(msgspec.Struct, frozen=True):
    """Worst relative figures of the plant; energy relative to the gross heat duty."""

    mass: float
    energy: float
    charge: float
    elements: dict[str, float]


class AuditReport(msgspec.Struct, frozen=True):
    """The outcome of an audit.

    ``status`` is 'closed', 'outside validity', 'not converged' or 'out of balance'; ``stated_status`` is what
    the result says of itself.
    """

    status: str
    stated_status: str
    closure: Closure
    findings: tuple[Finding, ...]
    units: tuple[UnitRow, ...]
    loops: tuple[LoopRow, ...]

    def __str__(self) -> str:
        lines = [
            f"{self.status}: mass {self.closure.mass:.1e}, energy {self.closure.energy:.1e}, "
            f"charge {self.closure.charge:.1e}, worst element "
            + max(
                ((f"{e} {v:.1e}", v) for e, v in self.closure.elements.items()),
                key=lambda p: p[1],
                default=("-", 0),
            )[0]
        ]
        return "\n".join(lines + [finding.sentence for finding in self.findings])
