"""The electrowinning tankhouse."""

from __future__ import annotations

from unitops.chemistry.phases import PROTON, WATER
from unitops.chemistry.species import database
from unitops.declaration.balance import Balance
from unitops.declaration.configuration import ReactionEntry, Transformation
from unitops.declaration.declared import Choice, Freedom, Inlet, Outlet, Parameter, Reactions, Result
from unitops.declaration.flow import Expression, Flow
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Limit, Numbers, Validity
from unitops.electrochemistry import cell_voltage as voltage
from unitops.electrochemistry.faraday import electrons_passed
from unitops.electrochemistry.metals import demand_copper, standard_potential
from unitops.electrochemistry.tank_electrolyte import Shuttle, TankElectrolyte, phase_letter, solute
from unitops.gas.humidity import within_supply
from unitops.general.feed import NORMAL_MOLAR_VOLUME
from unitops.hydrometallurgy.venting import STEAM, vapour_carried

HYDROGEN, OXYGEN = "H2(g)", "O2(g)"
HYDROGEN_FROM_WATER = {WATER: -1.0, HYDROGEN: 1.0, OXYGEN: 0.5}
METAL_ASKED = {"deposit_rate", "bite", "spent_concentration"}
"""Where one of these is stated the metal plated is known and the current follows from it."""
MOST_RATIO = 1e6
"""Cap of the limiting current ratio where no metal is left."""

COPPER = "M. E. Schlesinger et al., Extractive Metallurgy of Copper, 5th ed., 2011, chapter 17"
CONDUCTIVITY_LAW = "the conductivity is by the law of copper electrolytes; enter the conductivity of this one"
DIFFUSION_LAYER = (
    "a diffusion layer of 0.1 to 0.2 mm at 5e-10 to 8e-10 m2/s gives 2.5e-6 to 8e-6 m/s; measured as by V. A. Ettel, "
    "B. V. Tilak and A. S. Gendron, J. Electrochem. Soc. 121 (1974) 867, doi 10.1149/1.2401939"
)


def _by_the_law(concentration: float) -> Limit:
    """A bound [g/L, kg/m3] of the law of conductivity, where that is used and current passes."""

    def at(numbers: Numbers) -> float | None:
        return None if "conductivity" in numbers or not numbers["current"] else concentration

    return Limit(f"{concentration:g}, with no conductivity entered", at)


class Electrowinning(UnitOperation):
    """A tankhouse of electrowinning cells in series, its electrolyte well mixed at the composition of the spent.

    **Cathode.** Of the current, ``stray_share`` plates nothing (short circuits, stray currents), ``hydrogen_share``
    evolves hydrogen if stated, and the oxidised half of the redox pair is reduced as fast as it diffuses there,

        r = k A c(Fe+3),  A = cells x cathodes per cell x area per cathode.

    The rest drives the cell reaction: extent = (electrons left) / z, no more than there is metal. **Anode.** The
    reduced half is oxidised again, o = k' A c(Fe+2), no faster than electrons pass; oxygen takes the rest. Iron is
    thus a balance: what enters, is reduced, oxidised and leaves, and the current efficiency z F x / (N I) follows from
    it. ``divided`` cells, whose catholyte seeps through a diaphragm to the anode, do not bring the ferric of the anode
    back to the cathode. The cell and redox reactions are written for the whole cell, with what the anode does.

    **Voltage** = E(anode) - E(cathode) + a + b log10 i + (R T / alpha F) asinh(i / 2 i0)
    - (R T / z F) ln(1 - i / i(limit)) + i gap / conductivity + hardware. Potentials by Nernst's law with molarities for
    activities. State the cell voltage instead, and the hardware's share is what the other parts do not explain. The
    conductivity law is that of copper electrolytes (10 to 60 g/L Cu, to 225 g/L H2SO4); for other metals enter the
    conductivity and the kinetics; the potentials of nine metals are known (``metals.py``). Above a ``limiting_ratio``
    of some 0.4 deposits are rough, above 1 the metal cannot plate at that rate: the result is then outside the validity
    of the model.

    **Gas.** The hood takes oxygen, hydrogen and the ventilation air, saturated with water to ``humidity``, further
    ``evaporation``, and droplets of electrolyte (``mist``). What the power does not store in the products warms the
    electrolyte; ``heat_removed`` holds the temperature (negative: heated). Side reactions of stated conversion, such
    as Mn+2 to MnO2 slimes, run before the current; their solids leave with the spent electrolyte.

    Four of the parameters from current to spent concentration are stated, the others follow. Where the metal runs out
    at a stated current and number of cells, the rest of the current only warms; a stated deposit beyond what enters
    leaves a negative concentration, which no result passes. Recirculation of spent electrolyte to the cell feed
    changes no balance: it sets what the cells are fed with.

    Sources: M. E. Schlesinger, M. J. King, K. C. Sole and W. G. Davenport, Extractive Metallurgy of Copper, 5th ed.,
    2011, chapter 17; N. T. Beukes and J. Badenhorst, Copper electrowinning: theoretical and practical design, J. S.
    Afr. Inst. Min. Metall. 109 (2009) 343; L. A. Cisternas et al., HydroSim for ASCEND (anode law, gap).
    """

    tag, trade, symbol = "EW", "electrochemistry", "electrowinning"
    title = "Electrowinning"

    advance = Inlet("s aq o", "advance (rich) electrolyte, with any organic that it still carries")
    additions = Inlet("s aq o", "acid and water make-up, reagents", optional=True, many=True)
    air = Inlet("g", "ventilation air drawn through the hoods", optional=True)
    spent = Outlet("s aq o", "spent electrolyte, with any anode slimes")
    cathodes = Outlet("s", "metal plated")
    hood = Outlet("aq o g", "oxygen, ventilation air, water vapour and acid mist")

    cell_reaction = Reactions(
        "what plates, with what the anode does; exactly one, its conversion is not used",
        default=({"reaction": "Cu+2(aq) + H2O(l) -> Cu(s) + 2 H+(aq) + 1/2 O2(g)"},),
    )
    redox_reaction = Reactions(
        "reduction of the shuttle at the cathode, with what the anode does; one or none, its conversion is not used",
        default=({"reaction": "Fe+3(aq) + 1/2 H2O(l) -> Fe+2(aq) + H+(aq) + 1/4 O2(g)"},),
    )
    other_reactions = Reactions("side reactions with conversions, before the current passes")
    cell = Choice(("undivided", "divided"), says="whether a diaphragm keeps anolyte from the cathode")
    electrons = Parameter(
        2.0, "1", low=0.01, high=100.0, says="passed per mole of the cell reaction", source="the reaction as written"
    )
    redox_electrons = Parameter(
        1.0, "1", low=0.01, high=100.0, says="passed per mole of the redox reaction", source="the reaction as written"
    )

    current = Parameter(None, "kA", low=0.0, high=1e3, says="through the cells in series", when_empty="calculated")
    current_density = Parameter(
        300.0, "A/m2", low=1.0, high=2e4, says="at the cathodes", when_empty="calculated",
        source=f"200 to 400 A/m2; {COPPER}",
    )  # fmt: skip
    cathode_area = Parameter(
        2.41, "m2", low=1e-4, high=20.0, says="of one cathode, both sides", when_empty="calculated",
        source="J. Kafumbila, SimSXEWCu 7.0: 2.41 m2; permanent cathodes of about 1 m x 1.2 m",
    )  # fmt: skip
    cathodes_per_cell = Parameter(
        69.0, "1", low=1.0, high=500.0, says="in parallel in one cell", when_empty="calculated",
        source="J. Kafumbila, SimSXEWCu 7.0: 69; some 20 to 80 in practice",
    )  # fmt: skip
    cells = Parameter(None, "1", low=0.0, high=1e5, says="in series", when_empty="calculated")
    deposit_rate = Parameter(None, "t/h", low=0.0, says="metal plated", when_empty="calculated")
    bite = Parameter(None, "g/L", says="of metal, advance less spent electrolyte", when_empty="calculated")
    spent_concentration = Parameter(
        None, "g/L", low=0.0, says="of the metal in the spent electrolyte", when_empty="calculated"
    )

    stray_share = Parameter(
        0.03, "1", low=0.0, high=0.5, says="of the current that plates nothing: short circuits, stray currents",
        source=f"current efficiencies of 88 to 94 % with 1 to 3 g/L of iron leave 2 to 5 %; {COPPER}",
    )  # fmt: skip
    hydrogen_share = Parameter(
        None, "1", low=0.0, high=1.0, says="of the current that evolves hydrogen; empty: none", when_empty="absent"
    )
    cathode_transfer = Parameter(
        4.5e-6, "m/s", low=0.0, high=1e-3, says="mass transfer of the oxidised half to the cathodes",
        source=DIFFUSION_LAYER,
    )  # fmt: skip
    anode_transfer = Parameter(
        1.5e-5, "m/s", low=0.0, high=1e-2, says="mass transfer of the reduced half to the anodes, stirred by their gas",
        source="1e-5 to 3e-5 m/s at gas evolving electrodes at some 300 A/m2; L. J. J. Janssen and J. G. Hoogland, "
        "Electrochimica Acta 15 (1970) 1013",
    )  # fmt: skip
    metal_transfer = Parameter(
        5e-6, "m/s", low=1e-8, high=1e-2, says="mass transfer of the metal to the cathodes", source=DIFFUSION_LAYER
    )

    cell_voltage = Parameter(None, "V", low=0.0, high=50.0, says="across one cell", when_empty="calculated")
    hardware_drop = Parameter(
        0.2, "V", low=-10.0, high=20.0, says="over contacts, hanger bars and busbars, and by gas in the electrolyte",
        when_empty="calculated", source=f"0.1 to 0.3 V; {COPPER}",
    )  # fmt: skip
    metal_potential = Parameter(
        None, "V", low=-4.0, high=4.0, says="standard, of the metal, 25 degC; empty: as known", when_empty="absent"
    )
    anode_potential = Parameter(
        1.229, "V", low=-4.0, high=4.0, says="standard potential of the anode's reaction, 25 degC",
        source="O2/H2O; Bard, Parsons and Jordan, Standard Potentials in Aqueous Solution, 1985",
    )  # fmt: skip
    anode_constant = Parameter(
        0.303, "V", low=0.0, high=2.0, says="a of the anode's a + b log10 i [A/m2]",
        source="oxygen on lead alloy; L. A. Cisternas et al., HydroSim library for ASCEND, HydroEW, 2005-2015",
    )  # fmt: skip
    anode_slope = Parameter(
        0.12, "V", low=0.03, high=0.5, says="b of the anode's a + b log10 i, per decade",
        source="as the constant a",
    )  # fmt: skip
    exchange_current = Parameter(
        36.0, "A/m2", low=1e-6, high=1e5, says="exchange current density i0 of the metal",
        source="10 A/m2 in 0.1 M CuSO4 with the power 0.75 of copper, at 0.55 M; J. S. Newman, Electrochemical "
        "Systems, 1973",
    )  # fmt: skip
    transfer_coefficient = Parameter(
        0.5, "1", low=0.05, high=2.0, says="alpha of the metal's deposition",
        source="E. Mattsson and J. O'M. Bockris, Transactions of the Faraday Society 55 (1959) 1586",
    )  # fmt: skip
    electrode_gap = Parameter(
        0.03, "m", low=1e-3, high=0.5, says="electrolyte between anode and cathode",
        source="L. A. Cisternas et al., HydroSim library for ASCEND, HydroEW, 2005-2015",
    )  # fmt: skip
    conductivity = Parameter(
        None, "S/m", low=0.1, high=200.0, says="of the electrolyte; empty: law for copper", when_empty="absent"
    )

    recirculation = Parameter(
        3.7, "m3/m3", low=0.0, high=100.0, says="spent electrolyte returned to the cell feed per advance",
        source="J. Kafumbila, SimSXEWCu 7.0: 590 m3/h on 159 m3/h",
    )  # fmt: skip
    humidity = Parameter(
        1.0, "1", low=0.0, high=1.0, says="of the hood's gas, relative to saturation over water",
        source="engineering practice: gas that has bubbled through the electrolyte is saturated",
    )  # fmt: skip
    evaporation = Parameter(
        0.0, "t/h", low=0.0, says="water that evaporates from the cells' surface besides", source="none unless stated"
    )
    mist = Parameter(
        0.1, "g/m3", low=0.0, high=50.0, says="electrolyte droplets per normal cubic metre of hood gas",
        source="engineering practice, with suppressant or balls, before a scrubber; air to be breathed may hold "
        "1 mg/m3 of sulfuric acid (29 CFR 1910.1000, table Z-1)",
    )  # fmt: skip
    temperature = Parameter(
        45.0, "degC", low=0.0, high=100.0, says="of the electrolyte and all that leaves", when_empty="calculated",
        source=f"45 to 50 degC; {COPPER}",
    )  # fmt: skip
    heat_removed = Parameter(
        None, "kW", says="by electrolyte coolers (negative: heated)", energy="out", when_empty="calculated"
    )
    heat_loss = Parameter(
        0.0, "kW", says="to the surroundings", energy="out", kind="loss", source="none counted unless stated"
    )
    rectifier_efficiency = Parameter(
        0.96, "1", low=0.5, high=1.0, says="direct over alternating current, with its transformer",
        source="engineering practice: thyristor rectifiers 95 to 97 %",
    )  # fmt: skip

    power = Result("kW", "alternating current drawn", energy="in", kind="power")
    rectifier_loss = Result("kW", "lost by rectifier and transformer", energy="out", kind="loss")
    current_efficiency = Result("%", "share of the current that plates metal")
    redox_share = Result("%", "share of the current that reduces the shuttle (ferric iron)")
    reduced = Result("kmol/h", "of the shuttle (ferric iron) reduced at the cathodes")
    oxidised = Result("kmol/h", "of the shuttle (ferrous iron) oxidised at the anodes")
    limiting_ratio = Result("1", "plating current over the diffusion limited one; below 0.4 for smooth deposits")
    direct_energy = Result("kWh/t", "direct current per metal plated")
    energy_use = Result("kWh/t", "alternating current per metal plated")
    total_area = Result("m2", "of all cathodes")
    advance_concentration = Result("g/L", "of the metal in the advance electrolyte")
    feed_concentration = Result("g/L", "of the metal in the feed of the cells, recirculation included")
    acid_concentration = Result("g/L", "free sulfuric acid in the spent electrolyte")
    acid_regenerated = Result("t/h", "as H2SO4, by all that passes current")
    reversible_voltage = Result("V", "without overpotentials and drops")
    anode_overpotential = Result("V", "of the anodes")
    cathode_overpotential = Result("V", "of the cathodes, depletion included")
    ohmic_drop = Result("V", "of the electrolyte")
    water_evaporated = Result("t/h", "by the hood")
    mist_rate = Result("kg/h", "electrolyte droplets in the hood's gas")

    validity = (
        Validity(
            "limiting_ratio", high=1.0,
            says="faster than the metal diffuses to the cathodes it cannot plate, and the law of their overpotential "
            "is held at its end; lower the current density or raise the transfer or the concentration",
            source=DIFFUSION_LAYER,
        ),
        Validity(
            "redox_share", high=50.0,
            says="where the shuttle takes more of the current than the metal does, cells grow without end towards the "
            "iron at which none plates any more; bleed it, or raise the current density",
            source="the balance of iron at the electrodes itself: the area goes as 1/(current density - F k c)",
        ),
        Validity("spent_concentration", low=_by_the_law(10.0), high=_by_the_law(60.0), says=CONDUCTIVITY_LAW),
        Validity("acid_concentration", high=_by_the_law(225.0), says=CONDUCTIVITY_LAW),
    )  # fmt: skip
    freedoms = (
        Freedom(
            ("current_density", "cathode_area", "cathodes_per_cell", "current", "cells", "deposit_rate", "bite",
             "spent_concentration"),
            degree=4,
        ),
        Freedom(("hardware_drop", "cell_voltage")),
        Freedom(("temperature", "heat_removed")),
    )  # fmt: skip

    def _entries(self, name: str) -> tuple[ReactionEntry, ...]:
        return dict(self.configuration.reactions).get(name, ())

    def transformations(self) -> tuple[Transformation, ...]:
        """The shuttle is oxidised at the anode, water evaporates and may give hydrogen."""
        changes = [Transformation(frozenset((WATER,)), frozenset((STEAM,)))]
        for entry in self._entries("redox_reaction"):
            taken = frozenset(s for s, nu in entry.stoichiometry if nu < 0)
            changes.append(Transformation(frozenset((solute(entry, 1), WATER)), taken))
        if "hydrogen_share" in self.configuration.given:
            changes.append(Transformation(frozenset((WATER,)), frozenset((HYDROGEN, OXYGEN))))
        return tuple(changes)

    def _deposits(self) -> frozenset[str]:
        return frozenset(
            s for e in self._entries("cell_reaction") for s in e.transformation.makes if phase_letter(s) == "s"
        )

    def holds_back(self, outlet: str) -> frozenset[str]:
        deposits = self._deposits()
        if outlet == "cathodes":
            return frozenset(s for s, record in database().items() if record.phase == "s") - deposits
        return deposits if outlet == "spent" else frozenset()

    def equations(self, balance: Balance) -> None:
        entering = balance.react(balance.everything(), self.other_reactions)
        tank = TankElectrolyte(balance, entering, solute(self.cell_reaction[0][0], -1), self._shuttle())
        after = self._electrolyse(balance, tank, entering)
        spent = self._leaving(balance, after, entering)
        tank.fill(spent, balance.liquor_volume(spent, self.temperature))
        self._concentrations(balance, tank)
        self._voltage(balance, tank)
        balance.energy()

    def _shuttle(self) -> Shuttle | None:
        area, divided = self.total_area, self.configuration.choice("cell") == "divided"
        for entry, _ in self.redox_reaction:
            to_cathodes, to_anodes = area * self.cathode_transfer, area * self.anode_transfer
            return Shuttle(entry, self.redox_electrons, to_cathodes, to_anodes, divided)
        return None

    def _electrolyse(self, balance: Balance, tank: TankElectrolyte, entering: Flow) -> Flow:
        """The electrolyte after the current; currents and areas."""
        entry, z = self.cell_reaction[0][0], self.electrons
        per_cell = self.cathode_area * self.cathodes_per_cell
        balance.result(self.current, self.current_density * per_cell, "current of a cell")
        balance.result(self.total_area, per_cell * self.cells, "cathode area")
        stated = "current" in self.configuration.stated
        supplied = electrons_passed(self.current if stated else self.current_density * per_cell, self.cells)
        hydrogen = self._hydrogen(balance, supplied, entering[WATER])
        useful = supplied * (1.0 - self.stray_share) - hydrogen
        reduced = tank.reduced
        taken = [(s, -nu) for s, nu in entry.stoichiometry if nu < 0 and s != WATER]
        asked = bool(self.configuration.stated & METAL_ASKED)
        supply = [] if asked else [balance.available(entering, s) / nu for s, nu in taken]
        plated = balance.define("plated", balance.least([(useful - reduced) / z, *supply]))
        after = balance.advance(entering, entry.coefficients, plated)
        if self.hydrogen_share is not None:
            after = balance.advance(after, HYDROGEN_FROM_WATER, hydrogen / 2.0)
        after = tank.shuttled(after, None if asked else useful, plated * z + reduced + hydrogen)
        balance.result(self.current_efficiency, balance.quotient(z * plated, supplied), "current efficiency")
        balance.result(self.redox_share, balance.quotient(reduced, supplied), "share of the shuttle")
        balance.result(self.reduced, reduced / self.redox_electrons, "reduced")
        balance.result(self.oxidised, tank.oxidised / self.redox_electrons, "oxidised")
        made = after[PROTON] - entering[PROTON] if PROTON in after else 0.0
        balance.result(self.acid_regenerated, made * voltage.ACID_PER_PROTON, "acid")
        return after

    def _hydrogen(self, balance: Balance, supplied: Expression, water: Expression) -> Expression:
        """Electrons that evolve hydrogen [mol/s], as far as there is water."""
        if self.hydrogen_share is None:
            return 0.0
        return 2.0 * within_supply(balance, supplied * self.hydrogen_share / 2.0, water)

    def _leaving(self, balance: Balance, after: Flow, entering: Flow) -> Flow:
        """What leaves by each outlet; returns the spent electrolyte."""
        T = self.temperature
        vapour = vapour_carried(balance, after, self.humidity, T, self.advance.P)
        vapour = vapour + within_supply(balance, self.evaporation, entering[WATER])
        after = balance.advance(after, {WATER: -1.0, STEAM: 1.0}, vapour)
        deposits = after.only(self._deposits())
        gas, liquor = after.gas, after.liquid
        droplets = self.mist * NORMAL_MOLAR_VOLUME * gas.moles
        lost = liquor * balance.quotient(droplets, liquor.mass)
        spent = liquor - lost + after.solid.without(deposits.ids)
        balance.leaves(self.cathodes, deposits, T=T)
        balance.leaves(self.hood, gas + lost, T=T)
        balance.leaves(self.spent, spent, T=T)
        balance.result(self.deposit_rate, deposits.mass, "metal plated")
        balance.result(self.water_evaporated, vapour * balance.book.molar_mass(WATER), "water evaporated")
        balance.result(self.mist_rate, lost.mass, "mist")
        return spent

    def _concentrations(self, balance: Balance, tank: TankElectrolyte) -> None:
        """What the electrolytes hold."""
        mass = balance.book.molar_mass(tank.metal_ion)
        rich = balance.liquor_volume(self.advance, self.advance.T)
        advance = balance.quotient(self.advance[tank.metal_ion], rich) * mass
        balance.result(self.advance_concentration, advance, "advance")
        known = bool(self.configuration.stated & {"spent_concentration", "bite"})
        tank.state_metal(self.spent_concentration, mass, known)
        balance.result(self.bite, self.advance_concentration - self.spent_concentration, "bite")
        mixed = self.advance_concentration + self.recirculation * self.spent_concentration
        balance.result(self.feed_concentration, mixed / (1.0 + self.recirculation), "feed of the cells")
        limit = self.total_area * self.metal_transfer * tank.metal
        plated = electrons_passed(self.current, self.cells) * self.current_efficiency / self.electrons
        balance.result(self.limiting_ratio, balance.quotient(plated, limit + plated / MOST_RATIO), "limiting current")
        balance.result(self.acid_concentration, tank.acid * 2.0 * voltage.ACID_PER_PROTON, "acid")

    def _voltage(self, balance: Balance, tank: TankElectrolyte) -> None:
        """The cell's voltage, its power, the rectifier's."""
        T, i, z = self.temperature, self.current_density, self.electrons
        anode = voltage.oxygen_potential(balance, self.anode_potential, T, tank.acid)
        standard = self.metal_potential if self.metal_potential is not None else standard_potential(tank.metal_ion)
        cathode = voltage.nernst(balance, standard, z, T, tank.metal)
        balance.result(self.reversible_voltage, anode - cathode, "reversible voltage")
        anodic = voltage.tafel(balance, self.anode_constant, self.anode_slope, i)
        balance.result(self.anode_overpotential, anodic, "anode overpotential")
        cathodic = voltage.charge_transfer(balance, self.exchange_current, self.transfer_coefficient, T, i)
        cathodic = cathodic + voltage.depletion(balance, z, T, self.limiting_ratio)
        balance.result(self.cathode_overpotential, cathodic, "cathode overpotential")
        if self.conductivity is None and "cell_voltage" not in self.configuration.stated:
            demand_copper(tank.metal_ion)
        law = voltage.copper_electrolyte_conductivity(balance, self.spent_concentration, self.acid_concentration)
        conductivity = law if self.conductivity is None else self.conductivity
        balance.result(self.ohmic_drop, i * self.electrode_gap / conductivity, "ohmic drop")
        explained = self.reversible_voltage + self.anode_overpotential + self.cathode_overpotential + self.ohmic_drop
        balance.result(self.cell_voltage, explained + self.hardware_drop, "cell voltage")
        direct = self.cell_voltage * self.current * self.cells
        balance.result(self.power, direct / self.rectifier_efficiency, "power")
        balance.result(self.rectifier_loss, self.power - direct, "rectifier loss")
        balance.result(self.direct_energy, balance.quotient(direct, self.deposit_rate), "direct current energy")
        balance.result(self.energy_use, balance.quotient(self.power, self.deposit_rate), "energy use")
