"""A reactor whose conversions follow from a rate law and the time that matter stays in it."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Freedom, Parameter, Reactions, Result
from unitops.declaration.flow import Expression, Flow
from unitops.reactors.conversion_laws import (
    FIRST_ORDER,
    LAWS,
    unconverted,
    unconverted_first_order,
    unconverted_in_plug_flow,
)
from unitops.reactors.measured_rates import MEASURED, MeasuredRates
from unitops.reactors.vessel import ReactionVessel

GAS_CONSTANT = 8.314462618
PLUG_FLOW = "plug flow"
TANKS = ("1", "2", "3", "4", "5", "6", "8", "10")
COLDEST = 150.0
"""Rates are held below this temperature [K], so that every trial point of a solver has a rate."""
NO_TIME = 1e-9
"""Share of the characteristic time that keeps its inverse finite where nothing stays."""
TRICKLE = 1e-12
"""A flow [m3/s] that keeps the residence time finite where nothing flows."""


class KineticReactor(MeasuredRates, ReactionVessel):
    """Stirred tanks in series, or plug flow, in which reactions get as far as their rate allows.

    One law holds for all reactions. With the mean residence time t over all tanks and the characteristic time tau:

    - first order: 1 - X = (1 + t/(N tau))^-N in N equal tanks, exp(-t/tau) in plug flow; tau = 1/k
    - shrinking core of particles of one size, tau the time for complete conversion of a particle: chemical reaction
      t/tau = 1 - (1-X)^(1/3), diffusion through the product layer t/tau = 1 - 3 (1-X)^(2/3) + 2 (1-X), diffusion
      through the outer film t/tau = X; averaged over the residence times of N ideal tanks

    tau is stated at a reference temperature and follows Arrhenius' law: tau(T) = tau exp(E/R (1/T - 1/T_ref)). The
    entered conversion of each reaction is its limit, reached in unlimited time; its extent is X times that of the
    named reactant, and never more than the others allow. Concentrations of other reactants do not slow it down.

    The volume counts liquor and solids at the outlet; where there are none, gas at the vessel's pressure. Organic and
    molten phases are not counted: state the residence time then. Source: Levenspiel, Chemical Reaction Engineering,
    3rd ed. (1999), chapters 6, 14, 25 and 26.
    """

    tag, trade, symbol = "R", "reactors", "stirred-reactor"

    reactions = Reactions("what happens; each conversion is the limit in unlimited time")
    law = Choice(LAWS, says="what holds the reactions back")
    tanks = Choice((*TANKS, PLUG_FLOW), says="equal stirred tanks in series")
    characteristic_time = Parameter(
        None,
        "h",
        low=1e-9,
        high=1e6,
        says="1/k, or time for complete conversion, at the reference temperature",
    )
    reference_temperature = Parameter(
        25.0, "degC", low=-100.0, high=3000.0, says="at which the characteristic time is stated"
    )
    activation_energy = Parameter(0.0, "kJ/mol", low=0.0, high=1000.0, says="of the rate")
    residence_time = Parameter(None, "h", low=0.0, high=1e6, says="mean, over all tanks", when_empty="calculated")
    volume = Parameter(None, "m3", low=0.0, says="filled, of all tanks", when_empty="calculated")
    conversion = Result("1", "share of the limit that is reached")

    validity = (MEASURED,)
    freedoms = (*ReactionVessel.freedoms, Freedom(("residence_time", "volume")))

    def equations(self, balance: Balance) -> None:
        entering = balance.everything()
        reacted = balance.react(entering, [(entry, limit * self.conversion) for entry, limit in self.reactions])
        rate = self._volume_rate(balance, reacted)
        balance.require(
            self.residence_time * (rate + TRICKLE) - self.volume,
            "residence time",
            "result",
            self.residence_time,
        )
        balance.result(self.conversion, 1.0 - self._left(balance), "conversion")
        self.discharge(balance, reacted)

    def _volume_rate(self, balance: Balance, flow: Flow) -> Expression:
        """Volume that leaves [m3/s]."""
        T = self.temperature
        if flow.aqueous or flow.solid:
            liquor = balance.liquor_volume(flow, T) if flow.aqueous else 0.0
            return liquor + balance.solids_volume(flow)
        return flow.gas.moles * GAS_CONSTANT * T / self.pressure

    def _left(self, balance: Balance) -> Expression:
        """Share of the limit that is not reached."""
        math = balance.math
        T = math.fmax(self.temperature, COLDEST)
        slowness = self.activation_energy / GAS_CONSTANT * (1.0 / T - 1.0 / self.reference_temperature)
        tau = self.characteristic_time * math.exp(slowness)
        tanks = 0 if self.tanks == PLUG_FLOW else int(self.tanks)
        theta = self.residence_time / tau
        if self.law == FIRST_ORDER:
            return unconverted_first_order(tanks, theta, math.exp)
        if tanks == 0:
            return unconverted_in_plug_flow(self.law, theta, balance.least, math)
        return unconverted(self.law, tanks, 1.0 / (theta + NO_TIME), math.exp)
