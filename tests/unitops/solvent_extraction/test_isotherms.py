"""The LIX 984N isotherms against their published use."""

from __future__ import annotations

import pytest

from unitops.errors import InputError
from unitops.solvent_extraction.exchange import exchange
from unitops.solvent_extraction.isotherms import EXTRACTION, STRIPPING, coefficients, copper_in_organic

# Table 17 of Kafumbila's model (2016): liquor of 7.0 g/L Cu and 1.96 g/L acid, 17.336 v/v %. Along it acid is
# 1.96 + 1.54 (7.0 - x); these points are recalculated from the published coefficients.
POINTS = [(0.05, 1.401), (0.5, 5.141), (2.0, 7.8), (5.0, 9.18)]


@pytest.mark.parametrize(("x", "y"), POINTS)
def test_points_at_17_336_percent(x, y):
    assert copper_in_organic(EXTRACTION, x, 1.96 + 1.54 * (7.0 - x), 17.336) == pytest.approx(y, abs=6e-4)


def test_stripping_isotherm_at_a_point_by_hand():
    # V = 20: e = -0.0918, f = 12.81 / 20^0.901 = 0.86161; c = 66.06. At y = 3: e y + f = 0.58621,
    # c + d y = 56.8074, so A^2 / x = 0.58621 * 3227.08 / 3 = 630.58; with x = 50, A = 177.56.
    e, f = coefficients(STRIPPING, 20.0)
    assert (e, f) == pytest.approx((-0.0918, 0.86161), rel=1e-4)
    assert copper_in_organic(STRIPPING, 50.0, 177.56, 20.0) == pytest.approx(3.0, rel=2e-4)


def test_more_acid_loads_less_and_more_copper_loads_more():
    loads = [copper_in_organic(EXTRACTION, 2.0, acid, 15.0) for acid in (1.0, 4.0, 16.0)]
    assert loads == sorted(loads, reverse=True)
    assert copper_in_organic(EXTRACTION, 4.0, 4.0, 15.0) > loads[1]


def test_stoichiometry_follows_from_the_formula():
    made = exchange("Fe(C16H34O4P)3(o)", "C16H35O4P(o)")
    assert (made.cation, made.count) == ("Fe+3(aq)", 3)
    assert made.aqueous == {"Fe+3(aq)": -1.0, "H+(aq)": 3.0}
    assert made.organic == {"C16H35O4P(o)": -3.0, "Fe(C16H34O4P)3(o)": 1.0}
    assert exchange("NaC16H34O4P(o)", "C16H35O4P(o)").cation == "Na+(aq)"


@pytest.mark.parametrize("loaded", ["kerosene(o)", "C12H27O4P(o)", "Cu(C16H24NO2)2(o)"])
def test_what_is_no_loaded_form_is_refused(loaded):
    with pytest.raises(InputError):
        exchange(loaded, "C16H35O4P(o)")
