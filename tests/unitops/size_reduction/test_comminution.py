"""Crusher, mill, screen: Bond's law by hand, splits."""

from __future__ import annotations

import pytest

from flowsheets.document.building import SheetBuilder
from tests.unitops.examples.answers import Answers
from tests.unitops.examples.size_reduction import crusher, mill, screen


def test_crusher_by_bond():
    unit = Answers(crusher())
    # 10 x 14 x (1/sqrt(10000) - 1/sqrt(100000)) = 1.4 - 0.4427 = 0.9573 kWh/t; over 0.95: 1.0077.
    assert unit.value("U-1.specific_energy") / 3600 == pytest.approx(1.0077, rel=1e-4)
    assert unit.value("U-1.power") == pytest.approx(97 * 1007.7, rel=1e-4)
    # 1.0077 kWh/t are 3.63 kJ/kg: some 4 K.
    assert 3.0 < unit.temperature("product") - 298.15 < 5.0
    assert unit.gap("U-1") < 1e-10


def test_wet_mill_finds_its_water():
    unit = Answers(mill())
    # 97 t/h solids in 138.571 t/h: 35.571 t/h water with the 3 t/h of moisture of 100 t/h.
    assert unit.mass("water") * 3.6 == pytest.approx(97 / 0.7 - 100, rel=1e-9)
    # 10 x 15.2 x (1/sqrt(150) - 1/sqrt(10000)) = 10.891 kWh/t, over 0.95: 11.464.
    assert unit.value("U-1.specific_energy") / 3600 == pytest.approx(11.464, rel=1e-3)
    assert unit.gap("U-1") < 1e-10


def test_screen_by_circulating_load_or_share():
    by_load, by_share = Answers(screen()), Answers(screen(oversize_share=0.6, liquor_share=0.2))
    assert by_load.value("U-1.oversize_share") == pytest.approx(0.6)
    assert by_share.value("U-1.circulating_load") == pytest.approx(1.5)
    assert by_share.amount("oversize", "H2O(l)") == pytest.approx(0.2 * by_share.amount("feed", "H2O(l)"))
    assert by_load.gap("U-1") < 1e-10


def test_crusher_in_closed_circuit():
    build = SheetBuilder("circuit")
    build.unit("Feed", "FD-1", composition="SiO2(s)", rate="100 t/h")
    build.unit("Mixer", "MX-1")
    build.unit("Crusher", "CR-1")
    build.unit("Screen", "SN-1", circulating_load=1.5)
    build.unit("Product", "PD-1")
    build.stream("FD-1.outlet", "MX-1.inlets", "F")
    build.stream("MX-1.outlet", "CR-1.feed", "M")
    build.stream("CR-1.product", "SN-1.feed", "C")
    build.stream("SN-1.oversize", "MX-1.inlets", "O")
    build.stream("SN-1.undersize", "PD-1.inlet", "U")
    circuit = Answers(build.sheet())
    assert circuit.mass("O") * 3.6 == pytest.approx(150.0)
    assert circuit.mass("C") * 3.6 == pytest.approx(250.0)
