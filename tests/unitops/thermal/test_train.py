"""The hot end of a spodumene plant in one sheet, from concentrate to roasted solids, with its gas cleaning."""

from __future__ import annotations

import pytest

from flowsheets.document.building import SheetBuilder
from tests.unitops.examples.answers import AIR, Answers
from tests.unitops.examples.thermal import CONCENTRATE, SULFATION, TO_BETA

UNITS = ("KN-1", "CO-1", "ML-1", "MX-1", "KN-2", "CO-2", "DC-1", "GC-1", "SC-1")


@pytest.fixture(scope="module")
def train() -> Answers:
    build = SheetBuilder("hot end")
    build.unit("Feed", "FD-1", composition={"species": CONCENTRATE}, rate="100 t/h")
    build.unit("Feed", "FD-2", composition="CH4(g)")
    build.unit("Feed", "FD-3", composition=AIR)
    build.unit("Feed", "FD-4", composition="96 wt% H2SO4")
    build.unit("Feed", "FD-5", composition="H2O(l)")
    build.unit("Feed", "FD-6", composition={"species": {"H2O(l)": "95 %", "NaOH(aq)": "5 %"}}, rate="30 t/h")
    build.unit(
        "Calciner",
        "KN-1",
        temperature="1080 degC",
        offgas_temperature="350 degC",
        excess_air=0.1,
        reactions=(TO_BETA,),
    )
    # The kiln burns with the air that cooled its calcine; water takes the rest of the heat.
    build.unit("Cooler", "CO-1", medium="air and water", temperature="150 degC", air_temperature="700 degC")
    build.unit("GasCooler", "GC-1", temperature="160 degC")
    build.unit("DustCollector", "DC-1", kind="bag filter", fan_efficiency=0.6)
    build.unit("Cooler", "CO-2", temperature="60 degC")
    build.unit("Mill", "ML-1", product_size="0.3 mm")
    build.unit("Mixer", "MX-1")
    build.unit("AcidRoastKiln", "KN-2", temperature="250 degC", acid_excess=0.35, reactions=(SULFATION,))
    build.unit("Scrubber", "SC-1", removal={"*": 0.95})
    for number in range(1, 6):
        build.unit("Product", f"PD-{number}")
    for source, target in (
        ("FD-1.outlet", "KN-1.feed"),
        ("FD-2.outlet", "KN-1.fuel"),
        ("FD-3.outlet", "CO-1.air"),
        ("CO-1.warm_air", "KN-1.air"),
        ("KN-1.calcine", "CO-1.feed"),
        ("CO-1.cooled", "CO-2.feed"),
        ("CO-2.cooled", "ML-1.feed"),
        ("ML-1.product", "MX-1.inlets"),
        ("FD-4.outlet", "MX-1.inlets"),
        ("MX-1.outlet", "KN-2.feed"),
        ("KN-2.roasted", "PD-1.inlet"),
        ("KN-2.offgas", "SC-1.gas"),
        ("FD-6.outlet", "SC-1.liquor"),
        ("SC-1.clean", "PD-2.inlet"),
        ("SC-1.bleed", "PD-3.inlet"),
        ("KN-1.offgas", "GC-1.gas"),
        ("FD-5.outlet", "GC-1.water"),
        ("GC-1.cooled", "DC-1.gas"),
        ("DC-1.clean", "PD-4.inlet"),
        ("DC-1.dust", "PD-5.inlet"),
    ):
        build.stream(source, target)
    return Answers(build.sheet())


def test_every_unit_closes(train):
    assert max(train.gap(tag) for tag in UNITS) < 1e-9


def test_air_from_the_cooler_spares_fuel(train):
    assert 1.2e6 < train.value("KN-1.heat_per_feed") < 1.9e6
    assert train.value("KN-1.air_ratio") == pytest.approx(1.1)
    assert train.value("CO-1.cooling_duty") > 0.0
    assert train.value("CO-1.hot_end_difference") == pytest.approx(380.0)


def test_acid_follows_the_lithium(train):
    assert 0.2 < train.value("KN-2.acid_dose") < 0.4
    assert train.value("KN-2.acid_excess") == pytest.approx(0.35)
