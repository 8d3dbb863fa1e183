"""Leach trains against closed forms and arithmetic by hand."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from scipy.optimize import brentq

from tests.unitops.examples import leaching as sheets
from tests.unitops.examples.answers import Answers
from unitops.errors import RaffinateError
from unitops.reactors.conversion_laws import LAYER, REACTION
from unitops.reactors.particle_train import share_left

ZINC = "ZnO(s) + 2 H+(aq) -> Zn+2(aq) + H2O(l)"


def test_one_tank_of_reaction_controlled_particles():
    # y = mean stay / time for complete conversion = 2: X = 3y - 6y^2 + 6y^3 (1 - e^(-1/y)) = 0.8865 (Levenspiel 25.4)
    solved = Answers(sheets.leach_train_at_one_rate(tanks="1", volume=None, residence_time="2 h"))
    assert solved.value("TK-1.share_reached") == pytest.approx(6 - 24 + 48 * (1 - exp(-0.5)), rel=1e-7)
    assert solved.value("TK-1.extraction") == pytest.approx(0.8865, rel=1e-3)
    assert solved.value("TK-1.volume_each") == pytest.approx(solved.value("TK-1.volume"))


def test_first_order_in_three_tanks_with_activation_energy():
    changed = {
        "law": "first order",
        "activation_energy": {"ZnO(s)": "40 kJ/mol"},
        "volume": None,
        "residence_time": "3 h",
    }
    solved = Answers(sheets.leach_train_at_one_rate(**changed))
    # from 25 to 60 degC: exp(40000/8.3145 (1/298.15 - 1/333.15)) = 5.45 times faster; (1 + 5.45)^-3 is left
    k = exp(40000 / 8.314462618 * (1 / 298.15 - 1 / 333.15))
    assert solved.value("TK-1.share_reached") == pytest.approx(1 - (1 + k) ** -3, rel=1e-7)


def test_acid_slows_down_as_it_is_used_up():
    # One tank, product layer, first order in acid: the conversion solves X = 1 - U(y c(X)) by trial and error.
    changed = {"tanks": "1", "law": LAYER, "order": {"H+(aq)": 1}, "volume": None, "residence_time": "1 h"}
    solved = Answers(sheets.leach_train_at_one_rate(**changed))
    liquor = solved.value("TK-1.volume") / solved.value("TK-1.residence_time")
    liquor -= sum(solved.amount("slurry", s) * v for s, v in (("ZnO(s)", 14.34e-6), ("SiO2(s)", 22.69e-6)))
    fed, acid = solved.amount("feeds", "ZnO(s)"), solved.amount("reagent", "H+(aq)")

    def apart(conversion: float) -> float:
        concentration = (acid - 2 * conversion * fed) / liquor / 1e3
        return 1 - share_left(LAYER, np.array([[concentration]]))[0][0, 0] - conversion

    assert solved.value("TK-1.share_reached") == pytest.approx(brentq(apart, 0.1, 0.999), rel=2e-4)


def test_each_tank_has_its_own_acid():
    # Two tanks, order one: m1 with the acid after tank 1, m2 with that after tank 2.
    changed = {"tanks": "2", "law": REACTION, "order": {"H+(aq)": 1}, "volume": None, "residence_time": "2 h"}
    solved = Answers(sheets.leach_train_at_one_rate(**changed))
    liquor = solved.value("TK-1.volume") / solved.value("TK-1.residence_time")
    liquor -= sum(solved.amount("slurry", s) * v for s, v in (("ZnO(s)", 14.34e-6), ("SiO2(s)", 22.69e-6)))
    fed, acid = solved.amount("feeds", "ZnO(s)"), solved.amount("reagent", "H+(aq)")

    def age(conversion: float) -> float:
        return max(acid - 2 * conversion * fed, 0.0) / liquor / 1e3

    def first(x: float) -> float:
        return 1 - share_left(REACTION, np.array([[age(x)]]))[0][0, 0] - x

    x1 = float(brentq(first, 0.0, 1.0))  # pyright: ignore[reportArgumentType]  # a root, not the full report
    x2 = brentq(lambda x: 1 - share_left(REACTION, np.array([[age(x1), age(x)]]))[0][0, 1] - x, x1, 1.0)
    # the volume of the liquor in the first tank is that of its own composition: half a percent apart
    assert solved.value("TK-1.share_reached") == pytest.approx(x2, rel=3e-3)
    assert solved.gap("TK-1") < 1e-9


def test_copper_by_acid_and_by_ferric_iron():
    solved = Answers(sheets.leach_train())
    assert solved.value("TK-1.percent_solids") == pytest.approx(0.25)
    assert 0.9 < 1 - solved.amount("slurry", "CuO(s)") / solved.amount("feeds", "CuO(s)") <= 0.98
    assert solved.amount("slurry", "FeS2(s)") == pytest.approx(solved.amount("feeds", "FeS2(s)"))
    uptake = solved.amount("gas", "O2(g)") - solved.amount("vent", "O2(g)")
    assert solved.value("TK-1.oxygen_uptake") == pytest.approx(uptake * 0.031998, rel=1e-4)
    # 0.111 mol/s into 1,475 m3 at 75 degC and 13.0 kPa of oxygen: 8.1e-4 mol/kg/atm
    vent = solved.amounts("vent")
    dissolved = 0.81 * vent["O2(g)"] / sum(vent.values())
    assert solved.value("TK-1.transfer_needed") == pytest.approx(
        uptake / solved.value("TK-1.volume") / dissolved, rel=0.02
    )
    longer = Answers(sheets.leach_train(residence_time="72 h"))
    assert longer.value("TK-1.extraction") > solved.value("TK-1.extraction") + 0.01
    assert solved.gap("TK-1") < 1e-9


def test_a_rate_that_is_not_known_is_asked_for():
    with pytest.raises(RaffinateError, match="rate of ZnO"):
        Answers(sheets.leach_train_at_one_rate(characteristic_time={"FeO(s)": "1 h"}))


def test_a_gas_with_an_order_needs_a_vent():
    from flowsheets.document.building import replace

    sheet = sheets.leach_train()
    kept = {key: stream for key, stream in sheet.streams.items() if stream.tag != "vent"}
    with pytest.raises(RaffinateError):
        Answers(replace(sheet, streams=kept))
