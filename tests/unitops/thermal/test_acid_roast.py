"""Acid roast: dose, excess, what is left of the acid."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers
from tests.unitops.examples.thermal import acid_roast


def test_acid_is_dosed_by_its_excess_over_the_lithium():
    kiln = Answers(acid_roast())
    spodumene = kiln.amount("feed", "LiAlSi2O6(s,beta)")
    # 2 mol spodumene take 1 mol acid; 40 % more is fed.
    acid = 0.5 * spodumene * 1.4
    assert kiln.amount("acid", "SO4-2(aq)") == pytest.approx(acid, rel=1e-9)
    # 80 % of 186.09 g/mol: 4299 mol/t, 2149.5 * 1.4 mol acid of 98.08 g: 295.2 kg/t of solids.
    assert kiln.value("U-1.acid_dose") == pytest.approx(0.2952, rel=1e-3)
    # 97 % react; of the 0.43 mol acid left for each mol needed 3 % go to the gas.
    left = acid - 0.97 * 0.5 * spodumene
    assert kiln.amount("offgas", "H2SO4(g)") == pytest.approx(0.03 * left, rel=1e-6)
    assert kiln.amount("roasted", "SO4-2(aq)") == pytest.approx(0.97 * left, rel=1e-6)
    assert kiln.amount("roasted", "H+(aq)") == pytest.approx(2 * 0.97 * left, rel=1e-6)
    assert kiln.gap("U-1") < 1e-10


def test_the_same_acid_comes_by_its_dose():
    by_excess = Answers(acid_roast())
    by_dose = Answers(acid_roast(acid_excess=None, acid_dose=by_excess.value("U-1.acid_dose") * 1000))
    assert by_dose.value("U-1.acid_excess") == pytest.approx(0.4, rel=1e-6)


def test_trioxide_leaves_with_its_steam():
    kiln = Answers(acid_roast(acid_vapour="SO3(g)", water_evaporated=0.0))
    assert kiln.amount("offgas", "SO3(g)") == pytest.approx(kiln.amount("offgas", "H2O(g)"))
    assert kiln.gap("U-1") < 1e-10


def test_reaction_is_limited_by_the_acid():
    kiln = Answers(acid_roast(acid_excess=-0.5))
    assert kiln.amount("roasted", "SO4-2(aq)") == pytest.approx(0.0, abs=1e-6)
    assert kiln.amount("roasted", "LiAlSi2O6(s,beta)") == pytest.approx(
        0.995 * 0.5 * kiln.amount("feed", "LiAlSi2O6(s,beta)"), rel=1e-6
    )
