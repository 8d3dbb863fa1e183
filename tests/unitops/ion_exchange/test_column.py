"""Ion exchange: equivalents by hand."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.ion_exchange import ACID, HARD, SODA, softener
from unitops.errors import RaffinateError

OUTLETS = ("treated", "eluate", "spent_conversion")
REMOVAL = {"Ca+2(aq)": "99 %", "Mg+2(aq)": "95 %"}
# 50 kg/h CaSO4 (136.14) and 20 kg/h MgSO4 (120.37): 0.3673 and 0.1662 kmol/h.
EQUIVALENTS = 2 * (0.99 * 50 / 136.14 + 0.95 * 20 / 120.37)
"""kmol/h"""


def exchanged(feed=None, outlets=OUTLETS, regenerant=ACID, conversion=SODA, **parameters):
    feeds = {"feed": {**HARD, **(feed or {})}, "regenerant": regenerant}
    if conversion is not None:
        feeds["conversion"] = conversion
    parameters = {"removal": REMOVAL, **parameters}
    return Answers(around("IonExchange", feeds, outlets, **parameters))


def test_softening_in_sodium_form():
    unit = exchanged(regenerant_ratio=1.5, conversion_ratio=1.2)
    per_second = EQUIVALENTS / 3.6
    assert unit.value("U-1.loaded") == pytest.approx(per_second, rel=1e-3)
    assert unit.amount("treated", "Na+(aq)") == pytest.approx(per_second, rel=1e-3)
    assert unit.amount("treated", "Ca+2(aq)") == pytest.approx(0.01 * unit.amount("feed", "Ca+2(aq)"))
    assert unit.amount("eluate", "Ca+2(aq)") == pytest.approx(0.99 * unit.amount("feed", "Ca+2(aq)"))
    # 1.5 equivalents of acid are fed, 0.5 stay free; 1.2 of sodium hydroxide, 0.2 stay.
    assert unit.amount("regenerant", "H+(aq)") == pytest.approx(1.5 * per_second, rel=1e-3)
    assert unit.amount("eluate", "H+(aq)") == pytest.approx(0.5 * per_second, rel=1e-3)
    assert unit.amount("spent_conversion", "Na+(aq)") == pytest.approx(0.2 * per_second, rel=1e-3)
    assert unit.amount("spent_conversion", "H+(aq)") == pytest.approx(-0.2 * per_second, rel=1e-3)
    # 1 eq/L for 24 h.
    assert unit.value("U-1.resin_volume") == pytest.approx(EQUIVALENTS * 24, rel=1e-3)
    assert unit.gap("U-1") < 1e-10


def test_outlet_in_milligrams_per_litre():
    unit = exchanged(removal={}, outlet_concentration={"Ca+2(aq)": "2 mg/L"}, regenerant_ratio=2, conversion_ratio=1.1)
    from unitops.chemistry.liquor_density import volume

    feed = unit.amounts("feed")
    litres = 1e3 * volume(list(feed), list(feed.values()), unit.temperature("feed"))
    assert unit.amount("treated", "Ca+2(aq)") * 40.078e3 / litres == pytest.approx(2.0, rel=1e-4)


def test_brine_softener_needs_no_conversion():
    brine = {"composition": {"species": {"NaCl(aq)": "10 %", "H2O(l)": "90 %"}}}
    unit = exchanged(
        outlets=("treated", "eluate"),
        regenerant=brine,
        conversion=None,
        eluted_with="same as the form",
        regenerant_ratio=2.5,
    )
    # What the treated liquor gains in sodium the brine has lost.
    gained = unit.amount("treated", "Na+(aq)")
    assert unit.amount("regenerant", "Na+(aq)") - unit.amount("eluate", "Na+(aq)") == pytest.approx(gained)
    assert unit.amount("regenerant", "Na+(aq)") == pytest.approx(2.5 * gained)
    assert unit.gap("U-1") < 1e-10


def test_lithium_form_and_joined_effluent():
    hydroxide = {"composition": {"species": {"LiOH(aq)": "3 %", "H2O(l)": "97 %"}}}
    unit = exchanged(
        outlets=("treated", "eluate"),
        conversion=hydroxide,
        form="Li+",
        regenerant_ratio=1.5,
        conversion_ratio=1,
    )
    assert unit.amount("treated", "Li+(aq)") - unit.amount("feed", "Li+(aq)") == pytest.approx(
        EQUIVALENTS / 3.6, rel=1e-3
    )
    assert "Na+(aq)" not in unit.amounts("treated")
    assert unit.gap("U-1") < 1e-10


def test_anions_in_hydroxide_form():
    feed = {"composition": {"species": {"NaCl(aq)": "1 %", "H2O(l)": "99 %"}}}
    unit = exchanged(
        feed,
        outlets=("treated", "eluate"),
        regenerant=SODA,
        conversion=None,
        form="OH-",
        eluted_with="OH-",
        removal={"Cl-(aq)": "90 %"},
        regenerant_ratio=2,
    )
    taken = 0.9 * unit.amount("feed", "Cl-(aq)")
    assert unit.amount("treated", "H+(aq)") == pytest.approx(-taken)
    assert unit.amount("regenerant", "Na+(aq)") == pytest.approx(2 * taken)
    assert unit.gap("U-1") < 1e-10


def test_wrong_sign_and_missing_conversion_are_refused():
    with pytest.raises(RaffinateError, match="cannot be exchanged"):
        exchanged(removal={"SO4-2(aq)": "90 %"}, regenerant_ratio=1.5, conversion_ratio=1)
    with pytest.raises(RaffinateError, match="eluted with"):
        exchanged(outlets=("treated", "eluate"), conversion=None, regenerant_ratio=1.5)


def test_no_more_is_loaded_than_is_eluted():
    unit = exchanged(regenerant_ratio=0.5, conversion_ratio=1.0)
    assert unit.value("U-1.loaded") == pytest.approx(0.5 * EQUIVALENTS / 3.6, rel=1e-3)
    assert unit.amount("eluate", "H+(aq)") == pytest.approx(0.0, abs=1e-6)
    assert unit.gap("U-1") < 1e-10


@pytest.mark.parametrize("rate", ["0 t/h", "10 t/h", "1000 t/h"])
def test_any_rate(rate):
    assert exchanged({"rate": rate}, regenerant_ratio=1.5, conversion_ratio=1.2).gap("U-1") < 1e-10


def test_clean_liquor_and_full_example():
    assert exchanged({"composition": "H2O(l)"}, regenerant_ratio=1.5, conversion_ratio=1.2).mass("eluate") < 1e-9
    assert Answers(softener()).gap("U-1") < 1e-10


@pytest.mark.parametrize(("entered", "told"), [("101 %", "above 100 %"), ("-1 %", "below 0 %")])
def test_removal_beyond_its_bounds_is_told_in_percent(entered, told):
    with pytest.raises(RaffinateError, match=told):
        exchanged(removal={"Ca+2(aq)": entered})
