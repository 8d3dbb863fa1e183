"""Streams of real carbon dioxide: solved, boiling, audited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.sheet import Sheet
from unitops.chemistry.realfluid import real_fluid

pytest.importorskip("CoolProp")

CARBON_DIOXIDE = {"species": {"CO2(f)": "100 %"}}
MOLAR_MASS = 0.044009


def one_heater(pressure: str, heater: Mapping[str, Any]):
    build = SheetBuilder("carbon dioxide")
    build.unit("Feed", "FD-1", composition=CARBON_DIOXIDE, rate="1 t/h", temperature="40 degC", pressure=pressure)
    build.unit("Heater", "E-1", **heater)
    build.unit("Product", "PD-1")
    build.stream("FD-1.outlet", "E-1.inlet", tag="in")
    build.stream("E-1.outlet", "PD-1.inlet", tag="out")
    return Sheet(build.sheet()).solve()


def test_a_condenser_takes_out_the_departure_and_the_heat_of_condensation():
    solution = one_heater("5000 kPa", {"temperature": "5 degC"})
    values, _, _ = real_fluid("CO2").evaluate(np.array([[313.15, 5e6], [278.15, 5e6]]))
    expected = (values[1, 0] - values[0, 0]) / MOLAR_MASS / 3.6e6 * 1000.0
    assert solution.units["E-1"]["parameters"]["duty"]["value"] == pytest.approx(expected, rel=1e-6)
    assert solution.status == "closed"
    assert solution.tables["streams"]["real fluid"].to_list() == ["gas", "liquid"]
    assert solution.tables["streams"]["density [kg/m3]"].to_list() == pytest.approx([values[0, 1], values[1, 1]])


@pytest.mark.parametrize("duty", ["-20 kW", "-40 kW", "-55 kW"])
def test_a_partial_condenser_ends_on_the_boiling_line(duty: str):
    solution = one_heater("5000 kPa", {"duty": duty})
    assert solution.status == "closed"
    assert abs(solution.audit.closure.energy) < 1e-9
    assert solution.streams["out"]["T_K"] == pytest.approx(287.43, abs=0.06)


def test_what_is_dissolved_mixes_ideally():
    build = SheetBuilder("mixing")
    build.unit("Feed", "FD-1", composition=CARBON_DIOXIDE, rate="1 t/h", temperature="40 degC", pressure="10 MPa")
    build.unit(
        "Feed",
        "FD-2",
        composition={"species": {"C3H6O3(o)": "100 %"}},
        rate="50 kg/h",
        temperature="40 degC",
        pressure="10 MPa",
    )
    build.unit("Mixer", "MX-1", pressure="10 MPa")
    build.unit("Product", "PD-1")
    build.stream("FD-1.outlet", "MX-1.inlets")
    build.stream("FD-2.outlet", "MX-1.inlets")
    build.stream("MX-1.outlet", "PD-1.inlet", tag="mixed")
    solution = Sheet(build.sheet()).solve()
    assert solution.status == "closed"
    assert solution.streams["mixed"]["T_K"] == pytest.approx(313.15, abs=1e-6)


def test_water_does_not_wait_for_the_equations_of_state():
    import subprocess
    import sys

    code = (
        "import sys; from flowsheets.sheet import Sheet; from flowsheets.document.building import SheetBuilder\n"
        "build = SheetBuilder('w')\n"
        "build.unit('Feed', 'FD-1', composition={'species': {'CO2(g)': '100 %'}}, rate='1 t/h')\n"
        "build.unit('Heater', 'E-1', temperature='90 degC'); build.unit('Product', 'PD-1')\n"
        "build.stream('FD-1.outlet', 'E-1.inlet'); build.stream('E-1.outlet', 'PD-1.inlet')\n"
        "solution = Sheet(build.sheet()).solve(); solution.written; print('CoolProp' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
