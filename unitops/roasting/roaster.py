"""What all roasters share: charge, fuel, air and oxygen; reactions, dust, heat; the figures of the gas."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from msgspec.structs import replace

from unitops.chemistry.phases import WATER
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import ReactionEntry, Transformation
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Reactions, Result, Table, Words
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Limit, Numbers, Validity
from unitops.gas.burning import OXYGEN, TRACE, combustion
from unitops.gas.humidity import EVAPORATION, STEAM, evaporated
from unitops.hydrometallurgy.dosing import ratio
from unitops.roasting.oxidised_gas import (
    CARBON_DIOXIDE,
    CARBON_MONOXIDE,
    COLDEST_SHIFT,
    HOTTEST_SHIFT,
    HYDROGEN,
    burnt,
    carbon_of,
    demand,
    heating_value,
    in_burnt_gas,
    takes_reductant,
    transformations,
    with_char,
    with_oxygen_settled,
)

SULFUR_DIOXIDE = "SO2(g)"
CARBON_MASS = 0.012011
"""Molar mass of carbon [kg/mol]."""
TRIFLE = 1e-6
"""A heat flow below every heat flow of interest [W]: keeps the share of loss finite where nothing happens."""
KILOWATT = 1e3
"""Size of a heat flow [W] by which its corner at zero is rounded."""
AIR_FOUND_BY = frozenset({"excess_oxygen", "offgas_oxygen", "offgas_monoxide"})
SOLID_FUELS = ("coal(s)", "charcoal(s)", "coke(s)", "metallurgical coke(s)", "C(s)")


@cache
def _combustible_gases() -> tuple[str, ...]:
    from unitops.chemistry.species import database

    return tuple(s for s, species in database().items() if species.phase == "g" and combustion(species) is not None)


def _where_reducing(bound: float) -> Limit:
    """A bound [K] of the water-gas shift, which matters where the gas holds carbon monoxide or hydrogen."""

    def at(numbers: Numbers) -> float | None:
        return bound if numbers["excess_oxygen"] < 0.0 else None

    return Limit(f"{bound - 273.15:.0f} degC where the gas reduces", at)


class Roaster(UnitOperation):
    """The base of roasters: a charge of solids reacts with gas; fuel and reductant burn or are gasified.

    *Oxygen.* Water evaporates whole. The stated reactions run one after another, each to its conversion of a named
    solid; an oxidation goes no further than the oxygen that is there. All combustible gases and the solid fuels enter
    one oxygen balance of the whole vessel; only the carbon beyond ``burnout`` is left, as char C(s). With oxygen to
    spare they burn but for ``unburnt``; where oxygen is short the gas is reducing and holds CO and H2, divided by the
    water-gas shift at the temperature of the bed. So coal with little air is gasified, and the carbon monoxide that
    reduces an ore (Boudouard and reduction) is found without being asked for. Reductions are written with CO(g),
    H2(g) or C(s): ``MnO2(s) + CO(g) -> MnO(s) + CO2(g)``; they go no further than the reductant, and
    ``reductant_share`` tells how far. Ash becomes oxides; sulfur of a fuel becomes SO2, nitrogen N2.

    *Air.* The air feed is given its rate, or left free: then the excess of oxygen over all that takes oxygen, the
    oxygen or the carbon monoxide in the dry off-gas is entered. Below an excess of 0 the gas is reducing.
    ``oxygen_in_blast`` (air and oxygen together) fixes an oxygen feed left free. ``fuel_dose`` fixes a fuel feed left
    free.

    *Heat.* enthalpy of charge, fuel, air + heat supplied = enthalpy of calcine, dust and gas + heat taken + loss.
    Two of these are entered, the rest of the sheet follows: the temperature, the heat taken (or supplied) and the rate
    of fuel, air or charge. Temperature entered: the heat follows. Heat entered (0: none): the temperature follows, as
    in an autothermal roast. Both entered: a fuel or air feed left free follows.
    The loss is a share of the heat released: by reactions, fuel and evaporation at 298.15 K, and of heat supplied.

    *Dust.* A share of each solid (by species, or s or * for all) goes with the gas.

    No equilibrium of solids, no kinetics: conversions are what the roaster is known to reach. Sources: Habashi,
    Principles of Extractive Metallurgy, vol. 3, 1986 (roasting); Moe, Chem. Eng. Prog. 58 (1962) 33 (water-gas shift).
    """

    trade = "roasting"
    well_mixed: ClassVar[bool] = False
    """Whether the bed sees the oxygen of the air before the fuel can reduce anything."""

    feed = Inlet("s aq", "charge with its moisture, with or without solid reductant", many=True)
    fuel = Inlet("s aq g", "fuel or reductant: coal, coke, gas", optional=True, many=True)
    air = Inlet("g", "air", optional=True, many=True)
    oxygen = Inlet("g", "oxygen that enriches the air", optional=True)
    calcine = Outlet("s aq", "roasted solids")
    offgas = Outlet("s g", "gas and dust")
    reactions = Reactions("oxidations, reductions and decompositions of the solids")
    solid_fuels = Words("solids that burn or reduce", default=SOLID_FUELS)
    pressure = Parameter(101.325, "kPa", low=1.0, high=1e4, says="in the vessel", source="open to a stack")
    temperature = Parameter(None, "degC", low=-50.0, high=3000.0, says="of the calcine", when_empty="calculated")
    offgas_temperature = Parameter(
        None, "degC", low=0.0, high=2500.0, says="of the off-gas; empty: that of the calcine", when_empty="absent"
    )
    burnout = Parameter(
        1.0,
        "1",
        low=0.0,
        high=1.0,
        says="share of the carbon of the solid fuels that burns or is gasified",
        source="complete unless test work says otherwise",
    )
    unburnt = Parameter(
        0.0,
        "1",
        low=0.0,
        high=1.0,
        says="share of the fuel's oxygen demand that leaves as CO and H2 although there is oxygen",
        source="complete combustion",
    )
    excess_oxygen = Parameter(
        None,
        "1",
        low=-1.0,
        high=50.0,
        says="oxygen fed beyond what fuel and reactions take, over that; negative: reducing",
        when_empty="calculated",
    )
    offgas_oxygen = Parameter(
        None, "vol%", low=0.0, high=100.0, says="oxygen in the dry off-gas", when_empty="calculated"
    )
    offgas_monoxide = Parameter(
        None, "vol%", low=0.0, high=100.0, says="carbon monoxide in the dry off-gas", when_empty="calculated"
    )
    oxygen_in_blast = Parameter(
        None, "vol%", low=0.0, high=100.0, says="oxygen in air and oxygen together", when_empty="calculated"
    )
    fuel_dose = Parameter(None, "kg/t", low=0.0, says="fuel fed per tonne of dry charge", when_empty="calculated")
    loss_share = Parameter(
        0.05,
        "1",
        low=0.0,
        high=0.9,
        says="heat lost through the shell over heat released and supplied",
        source="engineering practice: 3 to 10 %; 15 % in a long dry-process kiln: Engin and Ari, Energy Conversion "
        "and Management 46 (2005) 551",
        when_empty="calculated",
    )
    loss = Parameter(
        None,
        "kW",
        low=0.0,
        says="heat lost through the shell",
        when_empty="calculated",
        energy="out",
        kind="loss",
    )
    dust = Table("1", "share of each solid that leaves with the gas", default=0.05, low=0.0, high=1.0)
    heat_released = Result("kW", "by reactions, fuel and evaporation at 298.15 K (negative: taken up)")
    fuel_heat = Result("kW", "lower heating value of the fuel fed")
    fuel_heat_per_feed = Result("MJ/t", "lower heating value of fuel per tonne of dry charge")
    air_per_feed = Result("Nm3/t", "air and oxygen per tonne of dry charge")
    reductant_share = Result("1", "share of the stated reductions for which there is reductant")
    carbon_left = Result("t/h", "carbon of the solid fuels that is left as char")
    dust_carried = Result("t/h", "solids that leave with the gas")
    wet_gas = Result("Nm3/h", "off-gas with its water vapour, dust apart")
    dry_gas = Result("Nm3/h", "off-gas without water vapour")
    sulfur_dioxide = Result("vol%", "in the dry off-gas")
    carbon_dioxide = Result("vol%", "in the dry off-gas")
    reducing_power = Result("1", "CO + H2 over CO + CO2 + H2 + H2O in the off-gas")

    validity = (
        Validity(
            "temperature",
            low=_where_reducing(COLDEST_SHIFT), high=_where_reducing(HOTTEST_SHIFT),
            says="the equilibrium of the water-gas shift is held at its end beyond",
            source="Moe, Chem. Eng. Prog. 58 (1962) 33",
        ),
    )  # fmt: skip
    freedoms = (
        Freedom(("excess_oxygen", "offgas_oxygen", "offgas_monoxide"), open=True),
        Freedom(("oxygen_in_blast",), open=True),
        Freedom(("fuel_dose",), open=True),
        Freedom(("loss_share", "loss")),
    )

    # -- what can be there -----------------------------------------------------------------------------------------

    @property
    def _fuels(self) -> tuple[str, ...]:
        return (*dict(self.configuration.words)["solid_fuels"], *_combustible_gases())

    def _entries(self) -> tuple[ReactionEntry, ...]:
        return dict(self.configuration.reactions).get("reactions", ())

    def transformations(self) -> tuple[Transformation, ...]:
        """Evaporation, what fuels burn to, and the reactions in terms of burnt gas."""
        return (EVAPORATION, *transformations(self._fuels, self._entries()))

    def holds_back(self, outlet: str) -> frozenset[str]:
        return frozenset({WATER})

    # -- equations -------------------------------------------------------------------------------------------------

    def heat_supplied(self) -> Expression:
        """Heat that the kind of roaster is supplied with from outside [W]."""
        return 0.0

    def roasted(self, balance: Balance) -> None:
        """Everything but what the kind of roaster adds: matter, heat, figures."""
        entering = balance.mix(self.feed, self.fuel, self.air, self.oxygen)
        done, char = self._reacted(balance, entering)
        carried = done.solid.each(self.dust)
        leaving_gas = done.gas + carried
        T = self.temperature
        balance.leaves(self.calcine, done.phase("s", "aq", "o", "m") - carried, T=T)
        balance.leaves(self.offgas, leaving_gas, T=T if self.offgas_temperature is None else self.offgas_temperature)
        balance.energy()
        self._write_heat(balance, entering, done)
        self._write_doses(balance)
        balance.result(self.dust_carried, carried.mass, "dust")
        balance.result(self.carbon_left, char * CARBON_MASS, "carbon left")
        self._describe_gas(balance, done.gas)

    def _reacted(self, balance: Balance, entering: Flow) -> tuple[Flow, Expression]:
        """What the reactions and the burning make of all that enters, and the carbon left [mol/s]."""
        charge = evaporated(entering)
        char = carbon_of(charge, self.solid_fuels) * (1.0 - self.burnout)
        needs = demand(charge, self._fuels) - char
        fed = charge[OXYGEN]
        reacted = self._after_reactions(balance, charge, needs, fed)
        gone = with_char(burnt(reacted, self._fuels), char)
        left_over = gone[OXYGEN]
        self._ratio(balance, "excess_oxygen", left_over, fed - left_over + TRACE, "excess of oxygen")
        settled = with_oxygen_settled(balance, gone, self.unburnt * needs, self.calcine.T)
        balance.result(self.fuel_heat, heating_value(charge, self._fuels), "heat of the fuel")
        return evaporated(settled), char

    def _after_reactions(self, balance: Balance, charge: Flow, needs: Expression, fed: Expression) -> Flow:
        fuels = self._fuels
        written = [(entry, self._plain(entry), conversion) for entry, conversion in self.reactions]
        reductions = [(plain, x) for entry, plain, x in written if takes_reductant(entry, fuels)]
        if not reductions or OXYGEN not in balance.book.position:
            balance.result(self.reductant_share, 1.0, "nothing is reduced")
            return balance.react(charge, [(plain, conversion) for _, plain, conversion in written])
        released = balance.react(charge, reductions)[OXYGEN] - charge[OXYGEN]
        to_spare = balance.positive(needs - fed, needs + TRACE) if self.well_mixed else needs
        balance.result(
            self.reductant_share,
            1.0 - balance.positive(1.0 - (to_spare + TRACE) / (released + TRACE)),
            "share of the reductions that the reductant allows",
        )
        share = self.reductant_share
        limited = [(plain, x * share if takes_reductant(entry, fuels) else x) for entry, plain, x in written]
        return balance.react(charge, limited)

    def _plain(self, entry: ReactionEntry) -> ReactionEntry:
        """The reaction in terms of burnt gas; an oxidation whose air is found from its need is not limited by air."""
        plain = in_burnt_gas(entry, self._fuels)
        found = bool(self.configuration.stated & AIR_FOUND_BY)
        return replace(plain, limited=False) if found and plain.coefficients.get(OXYGEN, 0.0) < 0.0 else plain

    def _write_heat(self, balance: Balance, entering: Flow, done: Flow) -> None:
        def formation(flow: Flow) -> Expression:
            def of(species_id: str) -> float:
                known = flow.book.species[species_id].enthalpy_of_formation
                return known.value if known is not None else 0.0

            return flow.weighted(of)

        balance.result(self.heat_released, formation(entering) - formation(done), "heat released")
        base = balance.positive(self.heat_released + self.heat_supplied(), KILOWATT) + TRIFLE
        balance.require(self.loss_share * base - self.loss, "shell loss", "result", self.loss)

    def _write_doses(self, balance: Balance) -> None:
        charge = balance.mix(self.feed)
        solids = charge.solid.mass
        blast = balance.mix(self.air, self.oxygen)
        fuel = balance.mix(self.fuel)
        self._ratio(balance, "fuel_dose", fuel.mass, solids, "fuel dose")
        self._ratio(balance, "oxygen_in_blast", blast[OXYGEN], blast.moles, "oxygen in the blast")
        balance.result(self.fuel_heat_per_feed, balance.quotient(self.fuel_heat, solids), "fuel heat per charge")
        balance.result(self.air_per_feed, balance.quotient(blast.moles, solids), "air per charge")

    def _describe_gas(self, balance: Balance, gas: Flow) -> None:
        dry = gas.moles - gas[STEAM]
        balance.result(self.wet_gas, gas.moles, "wet gas")
        balance.result(self.dry_gas, dry, "dry gas")
        self._ratio(balance, "offgas_oxygen", gas[OXYGEN], dry, "oxygen in the dry gas")
        self._ratio(balance, "offgas_monoxide", gas[CARBON_MONOXIDE], dry, "carbon monoxide in the dry gas")
        balance.result(self.sulfur_dioxide, balance.quotient(gas[SULFUR_DIOXIDE], dry), "sulfur dioxide")
        balance.result(self.carbon_dioxide, balance.quotient(gas[CARBON_DIOXIDE], dry), "carbon dioxide")
        reducing = gas[CARBON_MONOXIDE] + gas[HYDROGEN]
        whole = reducing + gas[CARBON_DIOXIDE] + gas[STEAM]
        balance.result(self.reducing_power, balance.quotient(reducing, whole), "reducing power")

    def _ratio(self, balance: Balance, name: str, part: Expression, whole: Expression, says: str) -> None:
        """The parameter or result named is part over whole."""
        ratio(balance, self.bound[name], part, whole, says, stated=name in self.configuration.stated)
