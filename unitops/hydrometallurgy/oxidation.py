"""Oxidation of dissolved iron by air or oxygen, alone or with the neutralisation that takes the iron out."""

from __future__ import annotations

from types import MappingProxyType

from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Parameter, Result
from unitops.declaration.flow import Closed, Expression, Flow
from unitops.declaration.validity import Validity
from unitops.errors import InputError
from unitops.hydrometallurgy.dosing import DOSE
from unitops.hydrometallurgy.leach_train import AS_ENTERED, GAS_CONSTANT
from unitops.hydrometallurgy.oxygen import ATMOSPHERE, OXYGEN, OXYGEN_LAW, WATER_DENSITY, oxygen_solubility
from unitops.hydrometallurgy.precipitation import NeutralisationTank
from unitops.hydrometallurgy.vessel import HEAT, SIZE
from unitops.reactors.measured_rates import MEASURED, MeasuredRates

FERROUS, FERRIC = "Fe+2(aq)", "Fe+3(aq)"
REACTION = MappingProxyType({FERROUS: -4.0, OXYGEN: -1.0, PROTON: -4.0, FERRIC: 4.0, WATER: 2.0})
"""4 Fe+2 + O2 + 4 H+ = 4 Fe+3 + 2 H2O, per mole of oxygen."""

RATE_CONSTANT, STUMM_LEE = "rate constant", "Stumm and Lee"
STUMM_LEE_CONSTANT = 8.0e13 / 60.0 / ATMOSPHERE
"""[1/s per (mol/L)^2 of OH- and Pa of O2] at 20.5 degC."""
STUMM_LEE_TEMPERATURE, STUMM_LEE_ENERGY = 293.65, 96e3
"""[K], [J/mol]; the energy holds at constant pH and so includes the dissociation of water."""
WATER_CONSTANT = 14.15
"""Negative logarithm of the ion product of water at 20.5 degC."""
COLDEST, HOTTEST = 273.15, 600.0
FASTEST = 1e6
"""k t at which rates are held; nothing is left long before."""


class OxidationTank(MeasuredRates, NeutralisationTank):
    """Oxidation of ferrous iron by air or oxygen, with neutralisation and hydrolysis at once if a reagent is dosed.

    Iron is oxidised by `4 Fe+2 + O2 + 4 H+ = 4 Fe+3 + 2 H2O` to the share X; then the listed solids form by solubility
    at the pH, as in a ``NeutralisationTank``: ferrihydrite Fe(OH)3(s), goethite FeOOH(s), jarosites
    NaFe3(SO4)2(OH)6(s) and KFe3(SO4)2(OH)6(s), with gypsum and CO2 from limestone. Without a reagent the acid that
    hydrolysis sets free stays in the liquor and holds it back.

    X is ``oxidation_limit`` as entered, or that times 1 - (1 + k t/N)^-N in N tanks, first order in Fe(II) and in the
    oxygen pressure p in the vent:

    - rate constant: k = k_ref (p/p_ref) 10^(n (pH - pH_ref)) exp(-E/R (1/T - 1/T_ref))
    - Stumm and Lee: k = 8e13 min-1 atm-1 M-2 [OH-]^2 p at 20.5 degC, E 96 kJ/mol; dilute liquors at pH 5 to 8. Below
      pH 4 the reaction is slower than any plant can use without copper, bacteria or pressure

    The pH is the one demanded, or that of the liquor that leaves. With a transfer coefficient kLa the uptake is at most
    kLa V times the solubility of oxygen at p (Tromans 1998, pure water, 0 to 350 degC, times the factor entered). The
    feed of ``oxidant`` may be left without a rate; its ratio to the iron, or with X as entered its utilisation, then
    fixes it. No more oxygen is taken up than is there.

    Sources: Stumm and Lee, Oxygenation of ferrous iron, Ind. Eng. Chem. 53 (1961) 143, doi 10.1021/ie50614a030; Singer
    and Stumm, Science 167 (1970) 1121, doi 10.1126/science.167.3921.1121; Tromans, Hydrometallurgy 48 (1998) 327,
    doi 10.1016/S0304-386X(98)00007-3.
    """

    tag, trade, symbol = "TK", "hydrometallurgy", "oxidation-tank"

    oxidant = Inlet("g", "air or oxygen; its feed may be left without a rate", optional=True)
    rate_law = Choice((AS_ENTERED, RATE_CONSTANT, STUMM_LEE), says="how the share that is oxidised is found")
    oxidation_limit = Parameter(
        1.0, "1", low=0.0, high=1.0, says="share of Fe(II) oxidised, as entered or in unlimited time",
        source="complete unless test work says otherwise",
    )  # fmt: skip
    rate_constant = Parameter(
        None, "1/h", low=0.0, high=1e6, says="at the reference temperature, pressure and pH", when_empty="absent"
    )
    reference_pressure = Parameter(
        21.0, "kPa", low=0.01, high=1e4, says="of oxygen, for the rate constant",
        source="dry air at sea level, 21 % of 101 kPa",
    )  # fmt: skip
    reference_ph = Parameter(7.0, "1", low=-1.0, high=14.0, says="for the rate constant", source="neutral liquor")
    ph_order = Parameter(
        0.0, "1", low=-3.0, high=3.0, says="decades of rate per unit of pH", source="no effect unless stated"
    )
    reference_temperature = Parameter(25.0, "degC", low=0.0, high=300.0, says="for the rate constant")
    activation_energy = Parameter(
        0.0, "kJ/mol", low=0.0, high=300.0, says="of the rate constant", source="none unless stated"
    )
    transfer_coefficient = Parameter(
        None, "1/h", low=0.0, high=1e5, says="kLa; empty: transfer of oxygen holds nothing back", when_empty="absent"
    )
    solubility_factor = Parameter(
        1.0, "1", low=0.0, high=1.5, says="solubility of oxygen in the liquor over that in water",
        source="dilute liquor; electrolytes of 1 mol/L lower it by some 20 %",
    )  # fmt: skip
    oxygen_utilisation = Parameter(
        None, "%", low=0.0, high=100.0, says="of the oxygen blown in, share that is taken up", when_empty="calculated"
    )
    oxygen_ratio = Parameter(
        None, "1", low=0.0, says="oxygen blown in over that which all Fe(II) takes", when_empty="calculated"
    )
    oxygen_uptake = Result("t/h", "oxygen taken up by iron")
    iron_oxidised = Result("%", "of the Fe(II) that enters")
    ferrous_left = Result("g/L", "Fe(II) in the liquor that leaves")
    oxygen_pressure = Result("kPa", "partial pressure in the vent")
    carbon_dioxide_evolved = Result("t/h", "carbon dioxide that leaves by the vent")

    validity = (
        *NeutralisationTank.validity,
        MEASURED,
        OXYGEN_LAW,
        Validity(
            "outlet_ph", low=5.0, high=8.0, where={"rate_law": STUMM_LEE},
            says="the law of Stumm and Lee is that of liquors that are nearly neutral",
            source="Stumm and Lee, Ind. Eng. Chem. 53 (1961) 143, doi 10.1021/ie50614a030",
        ),
    )  # fmt: skip
    freedoms = (DOSE, HEAT, SIZE, Freedom(("oxygen_utilisation", "oxygen_ratio"), open=True))

    def transformations(self) -> tuple[Transformation, ...]:
        """Ferrous iron becomes ferric where there are oxygen and water."""
        iron = Transformation(frozenset((FERROUS, OXYGEN, WATER)), frozenset((FERRIC, PROTON)))
        return (*super().transformations(), iron)

    def fed(self, balance: Balance) -> Flow:
        """What enters but for the reagent."""
        return balance.mix(super().fed(balance), self.oxidant)

    def reacted(self, balance: Balance, contents: Flow) -> Flow:
        """The stated reactions, then iron by oxygen."""
        contents = super().reacted(balance, contents)
        self._taken: Expression = 0.0
        self._iron = contents[FERROUS]
        if FERROUS not in contents or OXYGEN not in contents:
            return contents
        wanted = 0.25 * contents[FERROUS] * self.oxidation_limit * self._share_of_limit(balance)
        allowed = [wanted]
        if "oxygen_utilisation" not in self.configuration.stated:
            allowed.append(contents[OXYGEN])
        if self.transfer_coefficient is not None:
            allowed.append(self._transferred(balance))
        self._taken = balance.define("oxygen taken up", balance.least(allowed))
        return balance.advance(contents, REACTION, self._taken)

    def equations(self, balance: Balance) -> None:
        """As a neutralisation, and the oxygen."""
        super().equations(balance)
        iron, taken = self._iron, self._taken
        blown = balance.mix(self.gas, self.oxidant)[OXYGEN]
        weight = balance.book.molar_mass(OXYGEN) if OXYGEN in balance.book.position else 0.0
        vent, left = balance.left_by(self.vent), self.what_left(balance)
        balance.result(self.oxygen_uptake, taken * weight, "oxygen uptake")
        balance.result(self.iron_oxidised, balance.quotient(4.0 * taken, iron), "iron oxidised")
        self.ratio(balance, "oxygen_utilisation", taken, blown, "oxygen utilisation")
        self.ratio(balance, "oxygen_ratio", blown, 0.25 * iron, "oxygen over need")
        ferrous = left[FERROUS] * balance.book.molar_mass(FERROUS) if FERROUS in left else 0.0
        balance.result(self.ferrous_left, balance.quotient(ferrous, self.liquor_left), "ferrous iron left")
        pressure = balance.quotient(vent[OXYGEN], vent.moles) * self.pressure
        balance.result(self.oxygen_pressure, pressure, "oxygen pressure")
        balance.result(self.carbon_dioxide_evolved, vent.only(["CO2(g)"]).mass, "carbon dioxide")

    # -- rate --------------------------------------------------------------------------------------------------------

    def _share_of_limit(self, balance: Balance) -> Expression:
        """1 - (1 + k t/N)^-N, or all of it."""
        if self.rate_law == AS_ENTERED:
            return 1.0
        self._require_vent()
        if "oxygen_utilisation" in self.configuration.stated:
            raise InputError(
                "rate and utilisation both follow from the oxygen that is left: no gas at all would do too",
                place="oxygen_utilisation",
                remedy="State the oxygen ratio instead; the utilisation is then found.",
            )
        math = balance.math
        stay = math.fmin(math.fmax(self._constant(balance) * self.residence_time / self.tanks, 0.0), FASTEST)
        return 1.0 - (1.0 + stay) ** -self.tanks

    def _constant(self, balance: Balance) -> Expression:
        """k [1/s] at the tank's temperature, pH and oxygen pressure."""
        exp = balance.math.exp
        T, ph = self._within(balance, self.inside_temperature, COLDEST, HOTTEST), self._ph(balance)
        if self.rate_law == STUMM_LEE:
            faster = exp(-STUMM_LEE_ENERGY / GAS_CONSTANT * (1.0 / T - 1.0 / STUMM_LEE_TEMPERATURE))
            return STUMM_LEE_CONSTANT * self.oxygen_pressure * 10.0 ** (2.0 * (ph - WATER_CONSTANT)) * faster
        if self.rate_constant is None:
            raise InputError("the rate constant is not set", place="rate_constant", remedy="Enter it, or another law.")
        faster = exp(-self.activation_energy / GAS_CONSTANT * (1.0 / T - 1.0 / self.reference_temperature))
        driven = self.oxygen_pressure / self.reference_pressure
        return self.rate_constant * driven * faster * 10.0 ** (self.ph_order * (ph - self.reference_ph))

    def _ph(self, balance: Balance) -> Expression:
        """That demanded, else that found."""
        return self.ph if self.ph is not None else self._within(balance, self.outlet_ph, -1.0, 14.0)

    def _transferred(self, balance: Balance) -> Expression:
        """Oxygen [mol/s] that passes into the liquor at most."""
        self._require_vent()
        T = self._within(balance, self.inside_temperature, COLDEST, HOTTEST)
        dissolved = oxygen_solubility(T, self.oxygen_pressure, balance.math) * WATER_DENSITY * self.solubility_factor
        return self.transfer_coefficient * dissolved * self.volume

    def _within(self, balance: Balance, x: Expression, low: float, high: float) -> Expression:
        return balance.math.fmin(balance.math.fmax(x, low), high)

    def _require_vent(self) -> None:
        if isinstance(self.vent, Closed):
            raise InputError(
                "the rate follows the oxygen pressure, but no gas leaves",
                place="vent",
                remedy="Connect a stream to the vent.",
            )
