"""Electrolytic cells by Faraday's law."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Freedom, Inlet, Outlet, Parameter, Reactions, Result, Words
from unitops.declaration.operation import UnitOperation
from unitops.electrochemistry.faraday import extent_driven


class ElectrolyticCell(UnitOperation):
    """Cells in which a current drives one reaction to an extent that Faraday's law gives.

    The overall reaction of the cell is written for its whole electrolyte, anode and cathode together
    (``Cu+2(aq) + H2O(l) -> Cu(s) + 2 H+(aq) + 1/2 O2(g)``, or ``Cu(s,anode) -> Cu(s)`` in refining), with the number
    of electrons that it passes. Extent = current x efficiency / (electrons x Faraday's constant). The power is voltage
    times current; what it does not store in the products warms them, or leaves as heat lost. Where a reactant runs
    out, the rest of the current does nothing but warm: the next reaction of the series is not modelled.

    Solids named in ``deposits`` leave with the cathodes, gases by the hood, everything else with the electrolyte.
    Side reactions and anode slimes are reactions of stated conversion before the current passes. The cell voltage is
    entered; its parts (reversible, overpotential, ohmic) are not modelled here.
    """

    tag, trade, symbol = "EC", "electrochemistry", "electrolytic-cell"

    inlets = Inlet("s aq m", "electrolyte, anodes", many=True)
    cathode = Outlet("s m", "what is deposited")
    electrolyte = Outlet("s aq m", "spent electrolyte and what is left of the anodes")
    hood = Outlet("g", "gas evolved", optional=True)
    cell_reaction = Reactions("the reaction that the current drives; exactly one, its conversion is not used")
    other_reactions = Reactions("what else happens, with conversions")
    deposits = Words("species that leave with the cathodes")
    electrons = Parameter(
        2.0, "1", low=0.01, high=100.0, says="passed per mole of the cell reaction", source="the reaction as written"
    )
    current = Parameter(None, "kA", low=0.0, says="through one series of cells", when_empty="calculated")
    deposit_rate = Parameter(None, "t/h", low=0.0, says="deposited in all cells", when_empty="calculated")
    cells = Parameter(1.0, "1", low=1.0, high=1e5, says="in series", source="a single cell")
    current_efficiency = Parameter(
        0.95,
        "1",
        low=0.01,
        high=1.0,
        says="share of the current that drives the cell reaction",
        source="copper electrorefining practice 93 to 98 %, Schlesinger et al., Extractive Metallurgy of Copper, 2011",
    )
    cell_voltage = Parameter(None, "V", low=0.01, high=50.0, says="across one cell")
    current_density = Parameter(
        300.0,
        "A/m2",
        low=1.0,
        high=20000.0,
        says="at the cathode",
        source="copper electrorefining practice, Schlesinger et al., Extractive Metallurgy of Copper, 2011",
    )
    temperature = Parameter(None, "degC", low=-20.0, high=1200.0, says="of all that leaves", when_empty="calculated")
    heat_lost = Parameter(0.0, "kW", says="to the surroundings or a cooler", energy="out", kind="loss")
    power = Result("kW", "electric, direct current", energy="in", kind="power")
    cathode_area = Result("m2", "of all cells")
    energy_use = Result("kWh/t", "direct current per mass deposited")

    freedoms = (Freedom(("current", "deposit_rate")), Freedom(("temperature", "heat_lost")))

    def equations(self, balance: Balance) -> None:
        before = balance.react(balance.everything(), self.other_reactions)
        entry, _ = self.cell_reaction[0]
        driven = extent_driven(self.current, self.cells, self.current_efficiency, self.electrons)
        supply = [balance.available(before, s) / -nu for s, nu in entry.stoichiometry if nu < 0]
        extent = balance.least([driven, *supply])
        after = balance.advance(before, entry.coefficients, extent)
        deposited = after.only(self.deposits)
        rest = after.without(self.deposits)
        balance.leaves(self.cathode, deposited, T=self.temperature)
        balance.leaves(self.electrolyte, rest.phase("s", "aq", "m"), T=self.temperature)
        balance.leaves(self.hood, rest.gas, T=self.temperature)
        balance.result(self.deposit_rate, deposited.mass, "deposited")
        balance.result(self.power, self.cell_voltage * self.cells * self.current, "power")
        balance.result(self.cathode_area, self.current * self.cells / self.current_density, "area")
        balance.result(self.energy_use, balance.quotient(self.power, deposited.mass), "energy use")
        balance.energy()
