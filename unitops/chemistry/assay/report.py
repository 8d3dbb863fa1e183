"""What was read of a composition, and how, for the window and for reports."""

from __future__ import annotations

import msgspec


class AnalyteFit(msgspec.Struct, frozen=True):
    """One line of an assay against what the fitted minerals contain [kg/kg of the dry solid].

    ``assayed`` is the upper bound where ``below`` is true ("<0.01 %"). ``fitted`` counts what was unassigned
    as the species that takes it. ``residual`` is fitted minus assayed, and zero for a bound that is kept;
    ``deviations`` is the residual in units of ``uncertainty``.
    """

    analyte: str
    assayed: float
    fitted: float
    uncertainty: float
    below: bool = False

    @property
    def residual(self) -> float:
        """Fitted minus assayed [kg/kg]."""
        difference = self.fitted - self.assayed
        return max(difference, 0.0) if self.below else difference

    @property
    def deviations(self) -> float:
        """The residual in units of the assay's uncertainty [1]."""
        return self.residual / self.uncertainty


class ChargeAdjustment(msgspec.Struct, frozen=True):
    """The ion that was adjusted for electroneutrality, per kg of the wet feed.

    ``surplus`` is the charge before [eq/kg], ``change`` what was added to the ion [mol/kg], ``relative`` the
    surplus over the sum of all equivalents of both signs [1].
    """

    ion: str
    surplus: float
    change: float
    relative: float


class CompositionReport(msgspec.Struct, frozen=True):
    """What a feed consists of, per kg of the total wet feed, and how that was found.

    ``amounts`` are canonical [mol/kg]; ``masses`` are of the species entered or fitted [kg/kg], moisture and
    what was unassigned included. ``unassigned`` [kg/kg of the dry solid] is what the minerals leave of the
    assay. ``density`` [kg/m3] is that of a liquor at ``temperature`` [K].
    """

    basis: str
    amounts: dict[str, float]
    masses: dict[str, float]
    moisture: float = 0.0
    analytes: tuple[AnalyteFit, ...] = ()
    unassigned: float = 0.0
    unassigned_to: str = ""
    adjusted: ChargeAdjustment | None = None
    density: float | None = None
    temperature: float | None = None
    notes: tuple[str, ...] = ()
