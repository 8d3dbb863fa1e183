"""Extraction of electrolyte from opened cells with dense carbon dioxide."""

from __future__ import annotations

from collections.abc import Callable

from unitops.carbon_dioxide.properties import (
    CARBON_DIOXIDE,
    CRITICAL_PRESSURE,
    CRITICAL_TEMPERATURE,
    GAS,
    START_DENSITY,
    boils,
    density,
)
from unitops.carbon_dioxide.solubility import ETHYLENE_CARBONATE, MEASURED, SLIGHTLY_SOLUBLE, enhancement
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Result, Table, Words
from unitops.declaration.flow import Expression, Flow, total
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Limit, Numbers, Validity

ATMOSPHERE = 101325.0
ROOM = 298.15
FALLING, CONSTANT = "falling rate", "constant rate"
ANY, LIQUID, SUPERCRITICAL = "any", "liquid", "supercritical"
ETHYLENE_CARBONATE_ID = "C3H4O3(o)"


def _measured(bound: float) -> Callable[[Numbers], float | None]:
    """A bound [SI] of the measured solubility of ethylene carbonate, where that is what limits its extraction."""

    def at(numbers: Numbers) -> float | None:
        entered = f"solubility[{ETHYLENE_CARBONATE_ID}]" in numbers
        return None if entered or not numbers["carbonate_extracted"] else bound

    return at


class CarbonDioxideExtractor(UnitOperation):
    """Electrolyte washed out of a bed of opened cells by liquid or supercritical carbon dioxide, mean of many cycles.

    The fluid is at the temperature of the bed and the pressure of the inlet less the drop; its density is that of the
    equation of state. Three kinds of solutes in the solids:

    *slightly soluble* (ethylene carbonate by Chrastil's equation, and whatever ``solubility`` names): the fluid can
    take up L = saturation x S exp(effect x mole fraction of co-solvent) x carbon dioxide - what it brings;
    *salts* (LiPF6): insoluble in pure carbon dioxide, L = saturation x ``salt_solubility`` x co-solvent in the fluid;
    *all others* (dimethyl, ethyl methyl, diethyl carbonate ...) mix with dense carbon dioxide in all proportions and
    are displaced: share = 1 - exp(-bed volumes), bed volumes = volume of fluid / void volume of the bed.

    With 'falling rate' the fluid at the outlet is in proportion to what is left of a solute (a component of a liquid
    mixture, a bed that is mixed): extracted = A (1 - exp(-L / A)), A the accessible amount. With 'constant rate' it is
    at its limit until the solute is gone: extracted = least of A and L. ``saturation`` is 1 - exp(-k area / volume
    rate) when the film coefficient k is entered. What comes with the fluid leaves with it.

    At the end of a cycle the vessel is let down to ``vent_pressure`` into the circuit; the carbon dioxide that the void
    volume then still holds goes to the vent as CO2(g), if one is connected. Solutes in it, and the heat of dissolving,
    are neglected. Gas among the cells goes to the vent. Sources: Chrastil 1982, doi 10.1021/j100212a041; constants in
    unitops.carbon_dioxide.solubility.
    """

    tag, trade, symbol = "X", "carbon dioxide extraction", "carbon-dioxide-extractor"
    title = "Extractor"

    feed = Inlet("s o g", "opened cells with their electrolyte")
    fluid = Inlet("o", "carbon dioxide, with co-solvent if any")
    extract = Outlet("o", "loaded carbon dioxide")
    spent = Outlet("s o", "solids with the electrolyte that stays in them")
    vent = Outlet("g", "carbon dioxide lost when the vessel is opened", optional=True)
    temperature = Parameter(
        40.0,
        "degC",
        low=-50.0,
        high=150.0,
        says="of the bed",
        source="Chalmers 2025, Batteries 11, 98, doi 10.3390/batteries11030098: 40 and 60 degC",
    )
    pressure_drop = Parameter(100.0, "kPa", low=0.0, says="inlet less outlet", source="engineering practice")
    state = Choice(
        (ANY, LIQUID, SUPERCRITICAL), says="what the fluid is meant to be; outside validity in another state"
    )
    course = Choice((FALLING, CONSTANT), says="how the extraction goes")
    accessible = Parameter(
        100.0,
        "%",
        low=0.0,
        high=100.0,
        says="share of the electrolyte that the fluid can reach",
        source="opened and shredded cells; less where cells stay closed",
    )
    saturation = Parameter(
        0.9, "1", low=0.0, high=1.0, says="approach of the fluid to its limit", source="engineering practice, deep bed"
    )
    film_coefficient = Parameter(
        None, "m/s", low=0.0, says="of mass transfer, on the side of the fluid", when_empty="calculated"
    )
    area = Parameter(
        100.0, "m2", low=1e-6, says="of the solids on line, for the film coefficient", source="engineering practice"
    )
    solubility = Table("g/kg", "of a solute in the pure fluid, in place of Chrastil's equation", low=0.0)
    cosolvents = Words("species that raise solubilities and carry salts", default=("C2H3N(o)", "C4H6O3(o)"))
    cosolvent_effect = Parameter(
        20.0,
        "1",
        low=0.0,
        high=150.0,
        says="ln of the rise of a solubility per mole fraction of co-solvent",
        source="order of magnitude for polar co-solvents (several-fold at 3.5 mol%): Dobbs, Wong, Lahiere, Johnston "
        "1987, Ind. Eng. Chem. Res. 26, 56-65",
    )
    salts = Words("species that only a co-solvent carries", default=("LiPF6(o)",))
    salt_solubility = Parameter(
        0.2,
        "kg/kg",
        low=0.0,
        high=2.0,
        says="salt per co-solvent in the fluid",
        source="estimate: 1.5 mol/L in carbonates is 0.19 kg/kg; Gruetzke et al. 2015, RSC Adv. 5, 43209: LiPF6 is "
        "extracted only with added solvents",
    )
    void_volume = Parameter(
        0.6,
        "m3/t",
        low=0.0,
        high=10.0,
        says="of the filled vessel per dry solids",
        source="bulk density 1 t/m3 and solids of 2.5 t/m3",
    )
    vent_pressure = Parameter(
        600.0,
        "kPa",
        low=101.325,
        high=1e5,
        says="at which recovery ends and venting begins",
        source="engineering practice",
    )
    duty = Result("kW", "heat to the bed and the fluid", energy="in", kind="heat")
    pressure = Result("kPa", "of the fluid at the outlet")
    fluid_density = Result("kg/m3", "of pure carbon dioxide in the bed")
    fluid_ratio = Result("kg/kg", "carbon dioxide per feed")
    bed_volumes = Result("1", "volume of fluid per void volume")
    carbonate_solubility = Result("g/kg", "of ethylene carbonate in the fluid, co-solvent included")
    pure_solubility = Result("g/kg", "of ethylene carbonate in pure carbon dioxide at the same state")
    extracted = Result("%", "share of the electrolyte in the feed that leaves with the fluid")
    carbonate_extracted = Result("%", "share of the ethylene carbonate in the feed that leaves with the fluid")
    salt_extracted = Result("%", "share of the salt in the feed that leaves with the fluid")
    loss = Result("t/h", "carbon dioxide vented")

    freedoms = (Freedom(("saturation", "film_coefficient")),)
    validity = (
        Validity(
            "pressure", low=boils("temperature", "liquid"),
            says="below it carbon dioxide is a gas at the temperature of the bed: it dissolves little, and what is "
            "calculated here takes it as dense",
        ),
        Validity(
            "temperature", high=CRITICAL_TEMPERATURE, where={"state": LIQUID},
            says="above the critical temperature carbon dioxide is no liquid, which is asked for",
        ),
        Validity(
            "temperature", low=CRITICAL_TEMPERATURE, where={"state": SUPERCRITICAL},
            says="below the critical temperature carbon dioxide is not supercritical, which is asked for",
        ),
        Validity(
            "pressure", low=CRITICAL_PRESSURE, where={"state": SUPERCRITICAL},
            says="below the critical pressure carbon dioxide is not supercritical, which is asked for",
        ),
        Validity(
            "temperature",
            low=Limit("40 degC", _measured(40.0 + 273.15)), high=Limit("60 degC", _measured(60.0 + 273.15)),
            says="the solubility of ethylene carbonate was measured between these temperatures and is extrapolated "
            "beyond; enter a solubility for it",
            source=MEASURED,
        ),
        Validity(
            "pressure",
            low=Limit("8 MPa", _measured(8e6)), high=Limit("16 MPa", _measured(16e6)),
            says="the solubility of ethylene carbonate was measured between these pressures and is extrapolated "
            "beyond; enter a solubility for it",
            source=MEASURED,
        ),
    )  # fmt: skip

    def transformations(self) -> tuple[Transformation, ...]:
        return (Transformation(frozenset({CARBON_DIOXIDE}), frozenset({GAS})),)

    def holds_back(self, outlet: str) -> frozenset[str]:
        return frozenset({CARBON_DIOXIDE}) if outlet == "spent" else frozenset()

    def equations(self, balance: Balance) -> None:
        """Split the electrolyte, vent what the void volume holds, heat the bed."""
        feed, fluid = self.feed, self.fluid
        balance.result(self.pressure, fluid.P - self.pressure_drop, "pressure")
        rho = self._density(balance, self.pressure, "fluid")
        balance.result(self.fluid_density, rho, "density")
        solvent = fluid.only([CARBON_DIOXIDE]).mass
        void = self.void_volume * feed.solid.mass
        volumes = balance.quotient(solvent / rho, void)
        balance.result(self.bed_volumes, volumes, "bed volumes")
        self._mass_transfer(balance, solvent / rho)
        limit = self._solubilities(balance, rho)
        taken = feed.phase("o").each(lambda s: self._share(balance, s, limit, solvent, volumes))
        vented = self._vented(balance, void)
        extract = fluid + taken
        gas = feed.gas
        if vented is not None:
            gas = gas + balance.flow({GAS: vented})
            extract = extract.changed({CARBON_DIOXIDE: -vented})
        balance.leaves(self.extract, extract, T=self.temperature, P=self.pressure)
        balance.leaves(self.vent, gas, T=self.temperature, P=ATMOSPHERE)
        balance.leaves(self.spent, feed.phase("s", "o") - taken, T=self.temperature, P=ATMOSPHERE)
        balance.energy()
        self._report(balance, taken, solvent, vented)

    def _density(self, balance: Balance, pressure: Expression, says: str) -> Expression:
        start = (START_DENSITY, START_DENSITY)
        (rho,) = balance.local(
            density(),
            [self.temperature, pressure],
            [(f"density, {says}", *start)],
            f"density of carbon dioxide, {says}",
            [ROOM, ATMOSPHERE],
        )
        return rho

    def _mass_transfer(self, balance: Balance, volume: Expression) -> None:
        """Saturation = 1 - exp(-k A / V), whichever of the two is entered."""
        passes = self.film_coefficient * self.area
        if "film_coefficient" in self.configuration.stated:
            units = balance.quotient(passes, volume)
            balance.result(self.saturation, 1.0 - balance.math.exp(-units), "approach to saturation")
        else:
            gap = balance.greatest([1.0 - self.saturation, 1e-12])
            balance.require(
                passes + volume * balance.math.log(gap), "film coefficient", "result", self.film_coefficient
            )

    def _solubilities(self, balance: Balance, rho: Expression) -> dict[str, Expression]:
        """Solubility of each slightly soluble species of the feed [kg/kg], co-solvent included."""
        fluid = self.fluid
        rise = enhancement(
            balance, self.cosolvent_effect, balance.quotient(fluid.only(self.cosolvents).moles, fluid.moles)
        )
        found = {}
        for species_id in self.feed.phase("o").ids:
            if species_id in self.solubility:
                found[species_id] = self.solubility(species_id) * rise
            elif species_id in SLIGHTLY_SOLUBLE:
                law = SLIGHTLY_SOLUBLE[species_id]
                found[species_id] = law.concentration(rho, self.temperature, balance.math) / rho * rise
        pure = ETHYLENE_CARBONATE.concentration(rho, self.temperature, balance.math) / rho
        balance.result(self.pure_solubility, pure, "solubility in pure carbon dioxide")
        balance.result(self.carbonate_solubility, found.get(ETHYLENE_CARBONATE_ID, pure * rise), "solubility")
        return found

    def _share(
        self,
        balance: Balance,
        species_id: str,
        limit: dict[str, Expression],
        solvent: Expression,
        volumes: Expression,
    ) -> Expression:
        """Which share of a solute in the feed is extracted."""
        if species_id in self.salts:
            most = self.salt_solubility * self.fluid.only(self.cosolvents).mass
        elif species_id in limit:
            most = limit[species_id] * solvent
        else:
            return self.accessible * (1.0 - balance.math.exp(-volumes))
        molar_mass = balance.book.molar_mass(species_id)
        free = balance.positive(self.saturation * most / molar_mass - self.fluid[species_id])
        there = self.accessible * self.feed[species_id]
        if self.course == CONSTANT:
            return self.accessible * balance.quotient(balance.least([there, free]), there)
        return self.accessible * (1.0 - balance.math.exp(-balance.quotient(free, there)))

    def _vented(self, balance: Balance, void: Expression) -> Expression | None:
        """Carbon dioxide that is lost [mol/s]: what the void volume holds at the vent pressure."""
        if not self.vent.connected or CARBON_DIOXIDE not in self.fluid:
            return None
        rho = self._density(balance, self.vent_pressure, "vent")
        held = void * rho / balance.book.molar_mass(CARBON_DIOXIDE)
        return balance.least([held, self.fluid[CARBON_DIOXIDE]])

    def _report(self, balance: Balance, taken: Flow, solvent: Expression, vented: Expression | None) -> None:
        feed = self.feed
        whole = feed.phase("o").without([CARBON_DIOXIDE]).mass
        salt, salt_taken = feed.only(self.salts).mass, taken.only(self.salts).mass
        balance.result(self.extracted, balance.quotient(taken.mass, whole), "share extracted")
        carbonate, carbonate_taken = (flow.only([ETHYLENE_CARBONATE_ID]).mass for flow in (feed, taken))
        share = balance.quotient(carbonate_taken, carbonate)
        balance.result(self.carbonate_extracted, share, "share of the ethylene carbonate extracted")
        balance.result(self.salt_extracted, balance.quotient(salt_taken, salt), "share of the salt extracted")
        balance.result(self.fluid_ratio, balance.quotient(solvent, feed.mass), "carbon dioxide per feed")
        lost = 0.0 if vented is None else vented * balance.book.molar_mass(CARBON_DIOXIDE)
        balance.result(self.loss, total([lost]), "carbon dioxide lost")
