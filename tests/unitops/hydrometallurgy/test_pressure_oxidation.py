"""Autoclaves against stoichiometry, steam tables and a heat balance by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unitops.examples import leaching as sheets
from tests.unitops.examples.answers import Answers
from unitops.errors import RaffinateError
from unitops.reactors.conversion_laws import REACTION
from unitops.reactors.particle_train import share_left


def test_oxygen_that_pyrite_takes():
    # 4 FeS2 + 15 O2: 15 x 31.998 / (8 x 32.06) = 1.871 kg of oxygen per kg of sulfur oxidised
    solved = Answers(sheets.autoclave_by_rate())
    assert solved.value("AC-1.oxygen_per_sulfur") == pytest.approx(15 * 31.998 / (8 * 32.06), rel=1e-4)


def test_pressure_is_that_of_steam_and_gas():
    # Pueblo Viejo: 230 degC and 40 bar; water boils at 27.97 bar there (IAPWS), so that 12 bar are gas
    solved = Answers(sheets.pressure_oxidation(temperature="230 degC", pressure="4000 kPa"))
    assert solved.value("AC-1.steam_pressure") / 1e3 == pytest.approx(2797.1, rel=1e-3)
    assert solved.value("AC-1.overpressure") / 1e3 == pytest.approx(1202.9, rel=1e-3)
    vent = solved.amounts("vent")
    assert vent["H2O(g)"] / sum(vent.values()) == pytest.approx(2797.1 / 4000, rel=1e-3)
    oxygen = solved.value("AC-1.oxygen_pressure")
    assert oxygen == pytest.approx(4e6 * vent["O2(g)"] / sum(vent.values()), rel=1e-9)
    assert solved.gap("AC-1") < 1e-9


def test_oxygen_is_dosed_by_its_utilisation():
    solved = Answers(sheets.pressure_oxidation())
    pyrite, chalcopyrite = solved.amount("feeds", "FeS2(s)"), solved.amount("feeds", "CuFeS2(s)")
    taken = 15 / 4 * 0.97 * pyrite + 17 / 4 * 0.98 * chalcopyrite
    assert solved.amount("oxygen", "O2(g)") == pytest.approx(taken / 0.85, rel=1e-5)
    sulfur = 2 * 0.97 * pyrite + 2 * 0.98 * chalcopyrite
    assert solved.value("AC-1.sulfide_oxidation") == pytest.approx(sulfur / (2 * pyrite + 2 * chalcopyrite), rel=1e-5)
    assert solved.amount("slurry", "Fe2O3(s)") == pytest.approx(
        0.85 / 2 * (0.97 * pyrite + 0.98 * chalcopyrite), rel=1e-4
    )


def test_quench_by_the_heat_of_oxidation():
    # Sulfuric acid, ferric sulfate and hematite from pyrite give some 1,500 kJ/mol. Quench from 25 to 225 degC takes
    # 862 kJ/kg (IAPWS: 966.9 - 104.9); so does the slurry some 3.2 kJ/kg/K over 55 K.
    solved = Answers(sheets.pressure_oxidation())
    pyrite = 0.97 * solved.amount("feeds", "FeS2(s)") + 0.98 * solved.amount("feeds", "CuFeS2(s)")
    heat = 1500.0 * pyrite
    sensible = solved.mass("feeds") * 3.2 * 55
    vapour = solved.amount("vent", "H2O(g)") * 0.018015 * 2000
    assert solved.mass("quench") == pytest.approx((heat - sensible - vapour) / 862, rel=0.25)
    # more sulfide oxidised, more quench; hotter feed, more quench
    hotter = Answers(sheets.pressure_oxidation(temperature="215 degC"))
    assert hotter.mass("quench") > solved.mass("quench")


def test_autothermal_temperature_where_quench_is_given():
    given = Answers(sheets.pressure_oxidation())
    sheet = sheets.pressure_oxidation(temperature=None)
    from flowsheets.document.building import replace

    rate = given.mass("quench") * 3.6
    units = {
        key: replace(unit, parameters={**unit.parameters, "rate": f"{rate!r} t/h"}) if unit.tag == "FD-3" else unit
        for key, unit in sheet.units.items()
    }
    solved = Answers(replace(sheet, units=units))
    assert solved.temperature("slurry") - 273.15 == pytest.approx(225.0, abs=0.01)


def test_rate_follows_the_oxygen_pressure():
    solved = Answers(sheets.autoclave_by_rate())
    stay = solved.value("AC-1.residence_time") / 5
    faster = 2.718281828459045 ** (50e3 / 8.314462618 * (1 / 463.15 - 1 / 473.15))
    age = stay / (0.8 * 3600) * faster * (400 / 500) ** 0.5
    left, _ = share_left(REACTION, np.full((1, 5), age))
    assert solved.value("AC-1.share_reached") == pytest.approx(1 - left[0, 4], rel=1e-6)
    assert solved.value("AC-1.oxygen_pressure") / 1e3 == pytest.approx(400.0)


def test_steam_by_the_heat_balance():
    # From 90 to 200 degC the slurry takes about (0.6 x 4.35 + 0.4 x 0.95) x 110 kJ/kg; pyrite gives some 1,500 kJ/mol;
    # steam of 250 degC gives 2,950 - 852 kJ/kg
    solved = Answers(sheets.autoclave_by_rate())
    need = solved.mass("feeds") * (0.6 * 4.35 + 0.4 * 0.95) * 110
    heat = 1500.0 * solved.amount("feeds", "FeS2(s)")
    assert solved.mass("steam") == pytest.approx((need - heat) / 2100, rel=0.15)


def test_an_autoclave_without_a_vent_is_refused():
    from flowsheets.document.building import replace

    sheet = sheets.pressure_oxidation()
    kept = {key: stream for key, stream in sheet.streams.items() if stream.tag != "vent"}
    with pytest.raises(RaffinateError):
        Answers(replace(sheet, streams=kept))
