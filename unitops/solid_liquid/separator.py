"""What thickeners, filters, centrifuges and washers have in common."""

from __future__ import annotations

from collections.abc import Sequence

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Parameter, Result
from unitops.declaration.flow import Closed, Expression, Flow, Leaving
from unitops.declaration.operation import UnitOperation


class Separator(UnitOperation):
    """The base of equipment that parts solids from liquor.

    Nothing reacts, dissolves or evaporates. Solids keep their composition; liquor that stays with them has the
    composition of the liquor it is taken from. What enters is mixed and everything leaves at one temperature, which
    the energy balance gives, and at the stated pressure.

    Losses are told apart: *undissolved* with solids in the clear liquor, *soluble* with the liquor in the cake.
    """

    pressure = Parameter(
        101.325, "kPa", low=1.0, high=2e4, says="of everything that leaves",
        source="open equipment: standard atmosphere",
    )  # fmt: skip
    heat_loss = Parameter(
        0.0, "kW", says="to the surroundings", energy="out", kind="loss",
        source="none counted unless stated",
    )  # fmt: skip
    power = Parameter(
        0.0, "kW", low=0.0, says="of drives and pumps, all of which ends as heat", energy="in", kind="power",
        source="none counted unless stated",
    )  # fmt: skip
    solids_recovery = Result("%", "solids fed that leave with the thick stream")
    solids_lost = Result("t/h", "solids that leave with the clear liquor: undissolved loss")
    dissolved_recovery = Result("%", "dissolved matter entering that leaves with the clear liquor")
    soluble_loss = Result("%", "dissolved matter entering that leaves with the solids")
    percent_solids = Result("%", "solids by mass in the thick stream")
    liquor_to_solids = Result("1", "liquor over solids by mass in the thick stream")
    specific_power = Result("kWh/t", "power per dry solids fed")

    def write_results(
        self, balance: Balance, entering: Flow, thick: Flow, clear: Flow, outlets: Sequence[Leaving | Closed]
    ) -> None:
        """Losses, one temperature for all outlets, and the energy balance."""
        solids, dissolved = entering.solid.mass, dissolved_mass(entering)
        balance.result(self.solids_recovery, balance.quotient(thick.solid.mass, solids), "solids recovery")
        balance.result(self.solids_lost, clear.solid.mass, "solids lost")
        balance.result(
            self.dissolved_recovery, balance.quotient(dissolved_mass(clear), dissolved), "dissolved recovery"
        )
        balance.result(self.soluble_loss, balance.quotient(dissolved_mass(thick), dissolved), "soluble loss")
        balance.result(self.percent_solids, balance.quotient(thick.solid.mass, thick.mass), "percent solids")
        balance.result(self.liquor_to_solids, balance.quotient(thick.liquid.mass, thick.solid.mass), "liquor to solids")
        balance.result(self.specific_power, balance.quotient(self.power, solids), "specific power")
        balance.same_temperature(*outlets)
        balance.energy()


def dissolved_mass(flow: Flow) -> Expression:
    """Dissolved matter [kg/s]: the liquor without its water."""
    return flow.solutes.mass


def held_share(balance: Balance, solids: Expression, liquid: Expression, per_solids: Expression) -> Expression:
    """Share of the liquid that stays with the solids at a liquid-to-solid ratio by mass; all of it if there is less."""
    return balance.quotient(balance.least([per_solids * solids, liquid]), liquid)


def carried_over(
    balance: Balance,
    mixture: Flow,
    concentration: Expression,
    T: Expression,
    per_solids: Expression,
) -> Expression:
    """Share of the solids that the clear liquor carries when it holds ``concentration`` [kg/m3 of liquor].

    With k = concentration over the liquor's density, L and S liquor and solids fed, r = ``per_solids``, the clear
    liquor C follows from L = C + r (S - k C); no more solids leave than there are.
    """
    solids, liquid = mixture.solid.mass, mixture.liquid.mass
    per_mass = concentration * balance.quotient(balance.liquor_volume(mixture, T), mixture.aqueous.mass)
    clear = balance.positive(liquid - per_solids * solids, liquid) / (1.0 - per_solids * per_mass)
    return balance.quotient(balance.least([per_mass * clear, solids]), solids)
