"""Units with separate sides: species stay on theirs, also when the unit is off."""

from __future__ import annotations

import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from flowsheets.sheet import Sheet
from unitops.declaration.operation import sides_of
from unitops.general.mixer import Mixer
from unitops.thermal.exchanger import HeatExchanger

AIR = {"species": {"N2(g)": "79 %", "O2(g)": "21 %"}, "per": "mole"}
LIQUOR = {"species": {"H2O(l)": "90 %", "Na2SO4(aq)": "10 %"}}


def gas_against_liquor(off: bool = False) -> Flowsheet:
    """Hot gas warms a liquor, which is pumped on: a pump takes no gas."""
    sheet = SheetBuilder("gas against liquor")
    sheet.unit("Feed", "FD-1", composition=AIR, rate="5 t/h", temperature="200 degC")
    sheet.unit("Feed", "FD-2", composition=LIQUOR, rate="10 t/h", temperature="20 degC")
    sheet.unit("HeatExchanger", "E-1", hot_temperature="100 degC", off=off)
    sheet.unit("Pump", "P-1", head="10 m")
    sheet.unit("Product", "PD-1")
    sheet.unit("Product", "PD-2")
    sheet.stream("FD-1.outlet", "E-1.hot", "gas")
    sheet.stream("FD-2.outlet", "E-1.cold", "liquor")
    sheet.stream("E-1.hot_out", "PD-1.inlet", "cool gas")
    sheet.stream("E-1.cold_out", "P-1.inlet", "warm liquor")
    sheet.stream("P-1.outlet", "PD-2.inlet", "pumped")
    return sheet.sheet()


def test_sides_of_an_exchanger_and_of_a_mixer() -> None:
    assert sides_of(HeatExchanger) == [(("hot",), ("hot_out",)), (("cold",), ("cold_out",))]
    assert sides_of(Mixer) == [(tuple(Mixer.declaration.inlets), tuple(Mixer.declaration.outlets))]


@pytest.mark.parametrize("off", [False, True])
def test_each_side_keeps_its_species(off: bool) -> None:
    sheet = Sheet(gas_against_liquor(off))
    layout = sheet.problem.layout
    by_tag = {stream.tag: key for key, stream in sheet.document.streams.items()}
    assert layout.species(by_tag["cool gas"]) == layout.species(by_tag["gas"])
    assert layout.species(by_tag["pumped"]) == layout.species(by_tag["liquor"])
    solution = sheet.solve()
    assert solution.status == "closed"
    cool = solution.streams["cool gas"]["T_K"]
    assert cool == pytest.approx(473.15 if off else 373.15)
    assert (solution.streams["warm liquor"]["T_K"] == pytest.approx(293.15)) == off


def test_sides_of_like_streams_do_not_mix_when_off() -> None:
    document = gas_against_liquor(off=True)
    sheet = Sheet(document).with_values({"FD-1.composition": LIQUOR})
    solution = sheet.solve()
    entering = solution.streams["gas"]["species_kg_per_h"]
    assert solution.streams["cool gas"]["species_kg_per_h"] == pytest.approx(entering)
    assert solution.streams["warm liquor"]["T_K"] == pytest.approx(293.15)
