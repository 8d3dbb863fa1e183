"""Let-down of loaded carbon dioxide: the solutes drop out."""

from __future__ import annotations

from unitops.carbon_dioxide.flash import liquid_share
from unitops.carbon_dioxide.properties import CARBON_DIOXIDE, GAS, START_DENSITY, boils, density
from unitops.carbon_dioxide.solubility import SLIGHTLY_SOLUBLE
from unitops.chemistry.volatile import VOLATILE
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Inlet, Outlet, Parameter, Result
from unitops.declaration.flow import Expression, Flow, total
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Validity

ATMOSPHERE = 101325.0
ROOM = 298.15
NO_DIVISOR = 1e-30
REAL, IDEAL = "real fluid", "ideal gas"


class LetDownSeparator(UnitOperation):
    """Valve, heater and separator: loaded carbon dioxide is let down, warmed, and drops what it had dissolved.

    Gas and liquid leave in equilibrium at the temperature and pressure of the separator. Each solute distributes by
    K = y / x: of a slightly soluble one (ethylene carbonate) K is its solubility in the gas by Chrastil's equation
    [mol/mol], of a volatile solvent its vapour pressure x ``gas_nonideality`` / pressure; salts and solvents without
    data stay in the liquid. The liquid holds carbon dioxide to the mole fraction ``dissolved``. With G moles of gas and
    L of liquid: liquid(i) = n(i) / (1 + K(i) G / L), G carbon dioxide alone. The duty covers evaporation of the fluid
    behind the valve; the heat of dissolving is neglected.

    The gas leaves as a real fluid to the circuit, or as an ideal gas (CO2(g)) where it is let go to the atmosphere; it
    cannot be the ideal gas in a circuit at pressure. It must be a gas: above the boiling point at the pressure.
    """

    tag, trade, symbol = "S", "carbon dioxide extraction", "let-down-separator"

    inlet = Inlet("o", "loaded carbon dioxide, or liquid that still holds some")
    gas = Outlet("o g", "carbon dioxide with what it keeps")
    liquid = Outlet("o", "solutes with the carbon dioxide dissolved in them")
    pressure = Parameter(
        5000.0, "kPa", low=50.0, high=2e4, says="of the separator", source="circuits condense at 4 to 6 MPa"
    )
    temperature = Parameter(30.0, "degC", low=-50.0, high=150.0, says="of the separator", source="engineering practice")
    gas_leaves_as = Choice((REAL, IDEAL), says="what the carbon dioxide in the gas is from here on")
    dissolved = Parameter(
        0.5,
        "mol/mol",
        low=0.0,
        high=0.98,
        says="mole fraction of carbon dioxide in the liquid",
        source="dimethyl and diethyl carbonate at 20 degC and 4 MPa hold well over half: Lu et al. 2008, "
        "doi 10.1016/j.jct.2007.05.017 (figures not read); ethylene carbonate far less",
    )
    gas_nonideality = Parameter(
        3.0,
        "1",
        low=1.0,
        high=50.0,
        says="rise of a vapour pressure by the dense gas",
        source="estimate for carbon dioxide at 5 MPa: Poynting factor and attraction in the gas",
    )
    duty = Result("kW", "heat to the fluid", energy="in", kind="heat")
    gas_density = Result("kg/m3", "of the carbon dioxide")
    dropped = Result("t/h", "solutes that leave with the liquid")
    carried_over = Result("g/kg", "solutes per carbon dioxide in the gas")

    validity = (
        Validity(
            "pressure", high=boils("temperature", "gas"),
            says="above it carbon dioxide is no gas at the temperature of the separator, which needs a gas; lower the "
            "pressure or warm it",
        ),
    )  # fmt: skip

    def transformations(self) -> tuple[Transformation, ...]:
        if self.configuration.choice("gas_leaves_as") == REAL:
            return ()
        return (Transformation(frozenset({CARBON_DIOXIDE}), frozenset({GAS})),)

    def equations(self, balance: Balance) -> None:
        """Distribute every solute; heat to the temperature entered."""
        inlet = self.inlet
        (rho,) = balance.local(
            density(),
            [self.temperature, self.pressure],
            [("density of the gas", START_DENSITY, START_DENSITY)],
            "density of carbon dioxide",
            [ROOM, ATMOSPHERE],
        )
        balance.result(self.gas_density, rho, "density")
        solutes = inlet.without([CARBON_DIOXIDE])
        share = self._liquid_share(balance, solutes, rho)
        liquid = solutes.each(lambda s: _kept(self._volatility(balance, s, rho), share))
        held = self._held(balance, liquid, inlet[CARBON_DIOXIDE])
        gas = inlet[CARBON_DIOXIDE] - held
        kept = liquid.changed({CARBON_DIOXIDE: held}) if CARBON_DIOXIDE in inlet else liquid
        leaves = CARBON_DIOXIDE if self.gas_leaves_as == REAL else GAS
        vapour = (solutes - liquid).changed({leaves: gas}) if CARBON_DIOXIDE in inlet else solutes - liquid
        for outlet, flow in ((self.gas, vapour), (self.liquid, kept)):
            balance.leaves(outlet, flow, T=self.temperature, P=self.pressure)
        balance.energy()
        balance.result(self.dropped, total([liquid.mass]), "solutes dropped")
        over = (solutes - liquid).mass
        mass = gas * balance.book.molar_mass(CARBON_DIOXIDE) if CARBON_DIOXIDE in inlet else 0.0
        balance.result(self.carried_over, balance.quotient(over, mass), "carry-over")

    def _liquid_share(self, balance: Balance, solutes: Flow, rho: Expression) -> Expression:
        """Molar share of liquid, by the flash."""
        volatile = {s: K for s in solutes.ids if not _is_nothing(K := self._volatility(balance, s, rho))}
        amounts = [solutes[s] for s in volatile]
        others = solutes.without(volatile).moles
        (share,) = balance.local(
            liquid_share(len(volatile)),
            [*amounts, *volatile.values(), total([others]), total([self.inlet[CARBON_DIOXIDE]]), self.dissolved],
            [("liquid share", 0.1, 1.0)],
            "liquid share",
        )
        return share

    def _volatility(self, balance: Balance, species_id: str, rho: Expression) -> Expression:
        """y / x of a solute between gas and liquid; 0 where it is not volatile."""
        T, math = self.temperature, balance.math
        if species_id in SLIGHTLY_SOLUBLE:
            by_mass = SLIGHTLY_SOLUBLE[species_id].concentration(rho, T, math) / rho
            return by_mass * balance.book.molar_mass(CARBON_DIOXIDE) / balance.book.molar_mass(species_id)
        if species_id in VOLATILE:
            return VOLATILE[species_id].vapour_pressure(T, math) * self.gas_nonideality / self.pressure
        return 0.0

    def _held(self, balance: Balance, liquid: Flow, there: Expression) -> Expression:
        """Carbon dioxide in the liquid [mol/s]: to its mole fraction, or all there is."""
        asked = liquid.moles * self.dissolved / (1.0 - self.dissolved)
        return balance.least([asked, there])


def _kept(volatility: Expression, share: Expression) -> Expression:
    """Share of a solute that stays in the liquid, by its K and the molar share of liquid."""
    return 1.0 if _is_nothing(volatility) else share / (share + volatility * (1.0 - share) + NO_DIVISOR)


def _is_nothing(volatility: Expression) -> bool:
    return isinstance(volatility, float) and volatility == 0.0
