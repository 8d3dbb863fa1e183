"""Thickeners alone and in countercurrent."""

from __future__ import annotations

import pytest

from flowsheets.document.building import SheetBuilder
from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.solid_liquid import SLURRY, WATER, decantation, thickener

DOLLAR = 1e-9
"""t of salt that stand for a dollar of gold: too little to weigh in the solution."""


def thick(feed, wash=None, **parameters):
    feeds = {"feeds": {**SLURRY, **feed}} | ({"wash": {**WATER, **wash}} if wash is not None else {})
    return Answers(around("Thickener", feeds, ("overflow", "underflow"), **parameters))


def test_underflow_by_solids_and_by_liquid():
    # 20 t/h solids, 80 t/h liquor: at 40 % solids 30 t/h liquor stay, 30/80 of what is dissolved.
    for parameters in ({"underflow_solids": "40 %"}, {"liquid_to_solid": 1.5}):
        unit = thick({}, **parameters)
        assert unit.value("U-1.soluble_loss") == pytest.approx(30 / 80, rel=1e-9)
        assert unit.value("U-1.underflow_solids") == pytest.approx(0.4)
        assert unit.value("U-1.solids_recovery") == pytest.approx(1.0)


def test_half_of_the_wash_passes_by():
    # 80 t/h liquor + 10 t/h of 20 t/h wash mix; 20 t/h of these 90 stay with the solids.
    unit = thick({}, {}, mixing_efficiency="50 %")
    assert unit.value("U-1.soluble_loss") == pytest.approx(20 / 90, rel=1e-9)


def test_liquor_of_the_feed_passes_into_the_underflow():
    # 80 t/h liquor + 20 t/h wash; a tenth of the 20 t/h held is feed liquor, 2 t/h. 78 of the 98 t/h that mix are feed
    # liquor, so that the other 18 t/h held bring 18 x 78/98: 16.327 of 80.
    unit = thick({}, {}, feed_bypass="10 %")
    assert unit.value("U-1.soluble_loss") == pytest.approx((2 + 18 * 78 / 98) / 80, rel=1e-9)
    assert unit.gap("U-1") < 1e-10
    all_of_it = thick({}, {}, feed_bypass="100 %")
    assert all_of_it.value("U-1.soluble_loss") == pytest.approx(20 / 80, rel=1e-9)
    assert thick({"rate": "0 t/h"}, {}, feed_bypass="10 %").gap("U-1") < 1e-10


@pytest.mark.parametrize(("efficiency", "bypass"), [(1.0, 0.0), (0.85, 0.0), (1.0, 0.1), (0.8, 0.15)])
def test_train_short_of_ideal_against_its_stages_by_hand(efficiency, bypass):
    # Stage i with feed liquor F (80, then 20) at u(i-1) and wash 20 at o(i+1): of the 20 held, 20 b come straight from
    # the feed; the rest is of the mixture m (F + 20 E - 20 b) = (F - 20 b) u(i-1) + 20 E o(i+1). So
    # u = b u(i-1) + (1 - b) m; the overflow, F - 20 + 20, is what the balance leaves: F o = F u(i-1) + 20 (o(i+1) - u).
    import numpy as np

    stages = 6
    matrix, right = np.zeros((3 * stages, 3 * stages)), np.zeros(3 * stages)  # u, m, o of each stage
    for i in range(stages):
        feed = 80.0 if i == 0 else 20.0
        u, m, o = 3 * i, 3 * i + 1, 3 * i + 2

        def before(row: int, factor: float, i: int = i) -> None:
            if i == 0:
                right[row] -= factor
            else:
                matrix[row, 3 * (i - 1)] += factor

        matrix[u, u], matrix[u, m] = 1.0, -(1.0 - bypass)
        before(u, -bypass)
        matrix[m, m] = feed + 20 * efficiency - 20 * bypass
        before(m, -(feed - 20 * bypass))
        matrix[o, o], matrix[o, u] = feed, 20.0
        before(o, -feed)
        if i + 1 < stages:
            matrix[m, 3 * (i + 1) + 2] -= 20 * efficiency
            matrix[o, 3 * (i + 1) + 2] -= 20.0
    expected = np.linalg.solve(matrix, right)[0::3]
    stated: dict = {"feed_bypass": f"{100 * bypass} %"} if bypass else {}
    train = Answers(decantation(stages, mixing_efficiency=f"{100 * efficiency} %", **stated))
    for i in range(stages):
        found = train.amount(f"U{i + 1}", "Li+(aq)") / train.amount("F", "Li+(aq)") * 80 / 20
        assert found == pytest.approx(expected[i], rel=1e-8)


def test_overflow_solids_in_grams_per_litre():
    unit = Answers(thickener())
    overflow = unit.amounts("overflow")
    ids = [s for s in overflow if not s.endswith("(s)")]
    from unitops.chemistry.liquor_density import volume

    litres = 1e3 * volume(ids, [overflow[s] for s in ids], unit.temperature("overflow"))
    grams = overflow["SiO2(s)"] * 60.083
    assert grams / litres == pytest.approx(0.2, rel=1e-4)
    assert unit.gap("U-1") < 1e-10


@pytest.mark.parametrize("rate", ["0 t/h", "0.01 t/h", "10 t/h", "1000 t/h"])
@pytest.mark.parametrize("wash", ["0 t/h", "20 t/h"])
def test_any_rate(rate, wash):
    unit = thick({"rate": rate}, {"rate": wash}, overflow_solids="0.2 g/L")
    assert unit.gap("U-1") < 1e-10


def test_water_alone_and_dry_solids():
    assert thick({"composition": "H2O(l)"}, {}).mass("underflow") == pytest.approx(0.0, abs=1e-12)
    assert thick({"composition": "SiO2(s)"}, {}).mass("overflow") == pytest.approx(0.0, abs=1e-7)


def test_train_of_five_against_recursion_and_without_wash():
    # Each stage: underflow 20, overflow 20 (from the second on), so that from stage 2 down the profile is linear:
    # with y(6) = 0 in the wash, y(i) = (6 - i) d; stage 1: 80 + 20 y(2) = (80 + 20) y(1).
    train = Answers(decantation(5))
    d = 80 / (100 * 5 - 20 * 4)
    share = train.amount("U5", "Li+(aq)") / train.amount("F", "Li+(aq)")
    assert share == pytest.approx(20 * d / 80, rel=1e-9)
    assert max(train.gap(f"TH-{i}") for i in range(1, 6)) < 1e-10
    dry = Answers(decantation(5, {**WATER, "rate": "0 t/h"}))
    assert dry.amount("U5", "Li+(aq)") == pytest.approx(0.25 * dry.amount("F", "Li+(aq)"), rel=1e-6)


def gold_mill():
    """Counselman's mill of 100 t/d: dissolution in grinding and agitators, five thickeners V to Z."""
    build = SheetBuilder("gold mill")
    ore = {"SiO2(s)": f"{100 * (1 - 5 * DOLLAR):.12f} %", "NaCl(aq)": f"{500 * DOLLAR:.12f} %"}
    barren = {"H2O(l)": f"{100 * (1 - 0.02 * DOLLAR):.12f} %", "NaCl(aq)": f"{2 * DOLLAR:.12f} %"}
    build.unit("Feed", "FD-ore", composition={"species": ore}, rate="100 t/d")
    build.unit("Feed", "FD-leached", composition="NaCl(aq)", rate=f"{500 * DOLLAR} t/d")
    build.unit("Feed", "FD-barren", composition={"species": barren}, rate="400 t/d")
    build.unit("Feed", "FD-water", composition="H2O(l)", rate="100 t/d")
    for name in "VWXYZ":
        build.unit("Thickener", f"TH-{name}", liquid_to_solid=1)
    build.unit("Mixer", "AG-1")
    build.unit("Splitter", "SP-1", side_rate="100 t/d")
    build.unit("Product", "PD-rich")
    build.unit("Product", "PD-tailings")
    for source, target, tag in (
        ("FD-ore.outlet", "TH-V.feeds", ""),
        ("TH-V.underflow", "AG-1.inlets", ""),
        ("FD-leached.outlet", "AG-1.inlets", ""),
        ("SP-1.side", "AG-1.inlets", ""),
        ("AG-1.outlet", "TH-W.feeds", ""),
        ("TH-W.overflow", "SP-1.inlet", "O-W"),
        ("SP-1.main", "TH-V.wash", ""),
        ("TH-W.underflow", "TH-X.feeds", ""),
        ("TH-X.underflow", "TH-Y.feeds", ""),
        ("TH-Y.underflow", "TH-Z.feeds", ""),
        ("TH-X.overflow", "TH-W.wash", "O-X"),
        ("TH-Y.overflow", "TH-X.wash", "O-Y"),
        ("TH-Z.overflow", "TH-Y.wash", "O-Z"),
        ("FD-barren.outlet", "TH-Y.wash", ""),
        ("FD-water.outlet", "TH-Z.wash", ""),
        ("TH-V.overflow", "PD-rich.inlet", "O-V"),
        ("TH-Z.underflow", "PD-tailings.inlet", "U-Z"),
    ):
        build.stream(source, target, tag)
    return build.sheet()


def test_counselman_1950():
    mill = Answers(gold_mill())

    def dollars_per_ton(tag):
        return mill.amount(tag, "Cl-(aq)") * 0.0584428 / mill.mass(tag) / DOLLAR

    printed = {
        "O-V": 2.51111111,
        "O-W": 1.51111111,
        "O-X": 0.311111111,
        "O-Y": 0.0711111111,
        "O-Z": 0.0355555556,
    }
    for tag, value in printed.items():
        assert dollars_per_ton(tag) == pytest.approx(value, rel=1e-4)
    lost = mill.amount("U-Z", "Cl-(aq)") * 0.0584428 / (100e3 / 86400) / DOLLAR
    assert lost == pytest.approx(0.0355555556, rel=1e-4)
