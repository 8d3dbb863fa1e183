"""Wrong input: each case gets a typed error that names the place and the way out, and nothing is solved."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from flowsheets.library import load
from flowsheets.sheet import Sheet
from flowsheets.solving.diagnosis import UnsolvableError
from unitops.errors import InputError

WATER = {"species": {"H2O(l)": "100 %"}}


def plant(**heater: str) -> SheetBuilder:
    """Water that is heated: feed, heater, product."""
    sheet = SheetBuilder("plant")
    sheet.unit("Feed", "FD-1", composition=WATER, rate="10 t/h")
    sheet.unit("Heater", "E-1", **(heater or {"temperature": "60 degC"}))
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "E-1.inlet", tag="S-1")
    sheet.stream("E-1.outlet", "PD-1.inlet", tag="S-2")
    return sheet


def reacting(reaction: str, **feed: object) -> Flowsheet:
    sheet = SheetBuilder("plant")
    entered = {"composition": {"species": {"CaCO3(s)": "100 %"}}, "rate": "10 t/h", **feed}
    sheet.unit("Feed", "FD-1", **{k: v for k, v in entered.items() if v is not None})
    sheet.unit("ConversionReactor", "R-1", reactions=[{"reaction": reaction, "of": "CaCO3(s)", "conversion": "0.9"}])
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "R-1.inlets")
    sheet.stream("R-1.outlet", "PD-1.inlet")
    return sheet.sheet()


def parameter_not_set() -> Flowsheet:
    sheet = plant(temperature="60 degC")
    sheet.unit("Splitter", "SP-1")
    sheet.unit("Product", "PD-2")
    sheet.unit("Product", "PD-3")
    sheet.unit("Feed", "FD-2", composition=WATER, rate="1 t/h")
    sheet.stream("FD-2.outlet", "SP-1.inlet")
    sheet.stream("SP-1.main", "PD-2.inlet")
    sheet.stream("SP-1.side", "PD-3.inlet")
    return sheet.sheet()


def feed_rate_not_set() -> Flowsheet:
    sheet = SheetBuilder("plant")
    sheet.unit("Feed", "FD-1", composition=WATER)
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "PD-1.inlet", tag="S-1")
    return sheet.sheet()


def two_equal_specifications() -> Flowsheet:
    sheet = plant()
    sheet.specify("S-2.T", "70 degC", freeing="E-1.temperature")
    sheet.specify("E-1.temperature", "70 degC", freeing="FD-1.rate")
    return sheet.sheet()


def one_too_many_demands() -> Flowsheet:
    sheet = plant()
    sheet.specify("S-2.T", "70 degC", freeing="E-1.temperature")
    sheet.specify("S-2.T", "80 degC", freeing="E-1.temperature")
    return sheet.sheet()


def stream_to_nowhere() -> Flowsheet:
    document = plant().sheet()
    import msgspec

    streams = {k: msgspec.structs.replace(s, target=None) if s.tag == "S-2" else s for k, s in document.streams.items()}
    return msgspec.structs.replace(document, streams=streams)


def two_streams_on_one_port() -> Flowsheet:
    sheet = plant()
    sheet.unit("Feed", "FD-2", composition=WATER, rate="1 t/h")
    sheet.stream("FD-2.outlet", "E-1.inlet")
    return sheet.sheet()


def inert_without_a_way_out() -> Flowsheet:
    sheet = SheetBuilder("plant")
    sheet.unit("Feed", "FD-1", composition={"species": {"H2O(l)": "99 %", "SiO2(s)": "1 %"}}, rate="10 t/h")
    sheet.unit("Mixer", "MX-1")
    sheet.unit("ComponentSplitter", "CS-1", share={"H2O(l)": "0.9", "SiO2(s)": "0"})
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "MX-1.inlets", tag="S-1")
    sheet.stream("MX-1.outlet", "CS-1.inlet", tag="S-2")
    sheet.stream("CS-1.first", "PD-1.inlet", tag="S-3")
    sheet.stream("CS-1.second", "MX-1.inlets", tag="S-4")
    return sheet.sheet()


def demand_that_its_parameter_does_not_move() -> Flowsheet:
    sheet = plant()
    sheet.specify("S-2.T", "70 degC", freeing="FD-1.rate")
    return sheet.sheet()


def demand_of(result: str) -> Flowsheet:
    sheet = plant()
    sheet.specify(result, "1 t/h", freeing="FD-1.rate")
    return sheet.sheet()


def loop_that_nothing_leaves() -> Flowsheet:
    sheet = SheetBuilder("loop")
    sheet.unit("Feed", "FD-1", composition=WATER, rate="1 t/h")
    sheet.unit("Mixer", "MX-1")
    sheet.unit("Heater", "E-1", temperature="60 degC")
    sheet.stream("FD-1.outlet", "MX-1.inlets", tag="S-1")
    sheet.stream("MX-1.outlet", "E-1.inlet", tag="S-2")
    sheet.stream("E-1.outlet", "MX-1.inlets", tag="S-3")
    return sheet.sheet()


def gas_without_an_outlet() -> Flowsheet:
    sheet = SheetBuilder("condensing")
    moist = {"species": {"H2O(g)": "90 %", "N2(g)": "10 %"}}
    sheet.unit("Feed", "FD-1", composition=moist, rate="1 t/h", temperature="120 degC")
    sheet.unit("Condenser", "E-1", temperature="40 degC")
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "E-1.vapour", tag="S-1")
    sheet.stream("E-1.condensate", "PD-1.inlet", tag="S-2")
    return sheet.sheet()


CASES: dict[str, tuple[Callable[[], Flowsheet], str]] = {
    "a parameter not set": (parameter_not_set, r"SP-1.*share.*side_rate.*Enter"),
    "a feed without a rate": (feed_rate_not_set, r"FD-1\.(dry_|molar_|normal_volume_)?rate"),
    "a demand that its parameter does not move": (
        demand_that_its_parameter_does_not_move,
        r"S-2\.T = 70 degC.*does not depend on FD-1\.rate",
    ),
    "a demand of a species that is not there": (
        lambda: demand_of("S-2.flow_of[CaCO3(s)]"),
        r"S-2\.flow_of\[CaCO3\(s\)\].*no CaCO3\(s\) in S-2.*H2O\(l\)",
    ),
    "a demand of an element that is not there": (lambda: demand_of("S-2.flow_of[Li]"), r"no Li in S-2"),
    "a loop that nothing leaves": (loop_that_nothing_leaves, r"H2O\(l\) has no way out.*E-1, MX-1.*S-2, S-3.*bleed"),
    "a gas without an outlet": (gas_without_an_outlet, r"E-1: .*leaves by 'gas'.*Connect a stream to 'gas'"),
    "a value above its range": (
        lambda: reacting("CaCO3(s) -> CaO(s) + CO2(g)", temperature="5000 degC"),
        r"FD-1\.temperature.*above 3000 degC\. Its range is -60 to 3000 degC",
    ),
    "one too many set": (
        lambda: plant(temperature="60 degC", duty="100 kW").sheet(),
        r"E-1.*temperature and duty.*clear",
    ),
    "two specifications that say the same": (two_equal_specifications, r"(too much|cannot|same|fixed)"),
    "two specifications that free the same": (one_too_many_demands, r"E-1\.temperature"),
    "a reaction that does not balance": (lambda: reacting("CaCO3(s) -> CaO(s) + 2 CO2(g)"), r"R-1.*(C|O)\b"),
    "an unknown species in a reaction": (lambda: reacting("CaCO3(s) -> CaO(s) + Xy2(g)"), r"R-1.*Xy2"),
    "an unknown species in a feed": (
        lambda: reacting("CaCO3(s) -> CaO(s) + CO2(g)", composition={"species": {"CaCO4(s)": "1"}}),
        r"FD-1\.composition.*CaCO4\(s\)",
    ),
    "a stream to nowhere": (stream_to_nowhere, r"S-2.*"),
    "two streams on one port": (two_streams_on_one_port, r"E-1.*inlet.*mixer"),
    "a negative flow": (
        lambda: reacting("CaCO3(s) -> CaO(s) + CO2(g)", rate="-1 t/h"),
        r"FD-1\.rate.*below 0",
    ),
    "fractions that do not sum to one": (
        lambda: reacting(
            "CaCO3(s) -> CaO(s) + CO2(g)", composition={"species": {"CaCO3(s)": "90 %", "SiO2(s)": "20 %"}}
        ),
        r"FD-1\.composition.*(1\.1|110)",
    ),
    "a mass for a temperature": (lambda: plant(temperature="5 kg").sheet(), r"E-1\.temperature.*mass.*degC"),
    "an ambiguous ton": (
        lambda: reacting("CaCO3(s) -> CaO(s) + CO2(g)", rate="10 ton/h"),
        r"FD-1\.rate.*ton.*write t",
    ),
    "a misspelt parameter": (lambda: plant(temprature="60 degC").sheet(), r"E-1\.temprature.*temperature"),
    "an inert with no way out of a loop": (inert_without_a_way_out, r"SiO2\(s\).*no way out.*MX-1"),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_wrong_input_is_told(case: str) -> None:
    build, pattern = CASES[case]
    with pytest.raises(InputError) as told:
        Sheet(build()).solve()
    message = str(told.value)
    assert re.search(pattern, message, re.IGNORECASE | re.DOTALL), message
    assert "Traceback" not in message


def test_a_missing_rate_is_asked_of_the_feed_alone() -> None:
    document = reacting("CaCO3(s) -> CaO(s) + CO2(g)", rate=None)
    with pytest.raises(InputError) as told:
        Sheet(document).solve()
    assert re.search(r"Enter one of FD-1\.rate, FD-1\.dry_rate, FD-1\.molar_rate", str(told.value))
    assert "R-1." not in str(told.value)


def test_no_stray_space_stands_after_a_number_without_a_unit() -> None:
    sheet = parameter_not_set()
    with pytest.raises(InputError) as told:
        Sheet(sheet).with_values({"SP-1.share": "2"}).solve()
    assert '"2" is above 1. Its range is 0 to 1.' in str(told.value)


@pytest.mark.parametrize(("duty", "bound"), [("-10 MW", "below 50 K"), ("1000 MW", "above 4000 K")])
def test_an_impossible_duty_names_its_unit(duty: str, bound: str) -> None:
    sheet = plant(duty=duty)
    sheet.unit("Heater", "E-2", temperature="30 degC")
    sheet.unit("Feed", "FD-2", composition=WATER, rate="1 t/h")
    sheet.unit("Product", "PD-2")
    sheet.stream("FD-2.outlet", "E-2.inlet")
    sheet.stream("E-2.outlet", "PD-2.inlet")
    with pytest.raises(UnsolvableError, match=rf"E-1: .*duty would bring S-2 {bound}"):
        Sheet(sheet.sheet()).solve()


def test_a_species_without_enthalpy_is_named_where_it_is_needed() -> None:
    sheet = SheetBuilder("plant")
    sheet.species(id="Unobtainium(s)", composition={"Si": 1.0, "O": 2.0})
    sheet.unit("Feed", "FD-1", composition={"species": {"Unobtainium(s)": "100 %"}}, rate="10 t/h")
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "PD-1.inlet")
    with pytest.raises(InputError, match=r"Unobtainium\(s\).*enthalpy"):
        Sheet(sheet.sheet()).solve()


def test_an_impossible_specification_shows_the_nearest_attainable_value() -> None:
    sheet = SheetBuilder("plant")
    sheet.unit("Feed", "FD-1", composition=WATER, rate="10 t/h")
    sheet.unit("Splitter", "SP-1", share="0.2")
    sheet.unit("Product", "PD-1")
    sheet.unit("Product", "PD-2")
    sheet.stream("FD-1.outlet", "SP-1.inlet", tag="S-1")
    sheet.stream("SP-1.main", "PD-1.inlet", tag="S-2")
    sheet.stream("SP-1.side", "PD-2.inlet", tag="S-3")
    sheet.specify("S-3.mass_flow", "12 t/h", freeing="SP-1.share")
    solution = Sheet(sheet.sheet()).solve()
    assert solution.units["SP-1"]["parameters"]["share"]["value"] == 1.0
    assert any("cannot be reached" in note for note in solution.warnings)


def test_a_reagent_that_runs_out_limits_its_reaction() -> None:
    sheet = SheetBuilder("plant")
    mixture = {"species": {"CaO(s)": "90 %", "SO3(g)": "10 %"}}
    sheet.unit("Feed", "FD-1", composition=mixture, rate="10 t/h")
    sheet.unit(
        "ConversionReactor",
        "R-1",
        reactions=[{"reaction": "CaO(s) + SO3(g) -> CaSO4(s)", "of": "CaO(s)", "conversion": "0.9"}],
        temperature="500 degC",
    )
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "R-1.inlets")
    sheet.stream("R-1.outlet", "PD-1.inlet", tag="S-2")
    solution = Sheet(sheet.sheet()).solve()
    left = solution.streams["S-2"]["species_kg_per_h"]
    assert abs(left["SO3(g)"]) < 1e-4
    assert left["CaSO4(s)"] == pytest.approx(1000.0 / 80.057 * 136.132, rel=1e-4)


@pytest.mark.parametrize(
    ("entered", "told"),
    [
        ({"conversion": "110 %"}, '"110 %" is above 100 %. Its range is 0 to 100 %.'),
        ({"conversion": 1.1}, '"1.1" is above 1. Its range is 0 to 1. If per cent are meant, write "1.1 %".'),
        ({"rate": "-3 kg/h"}, '"-3 kg/h" is below 0 kg/h. It is at least 0 kg/h.'),
        ({"temperature": "5000 K"}, '"5000 K" is above 3273 K. Its range is 213.1 to 3273 K.'),
    ],
)
def test_bounds_are_told_in_the_unit_that_was_written(entered: dict[str, str | float], told: str) -> None:
    conversion = entered.get("conversion", "0.9")
    sheet = SheetBuilder("plant")
    lime: dict[str, object] = {"species": {"CaCO3(s)": "100 %"}}
    feed: dict[str, Any] = {
        "composition": lime,
        "rate": "10 t/h",
        **{k: v for k, v in entered.items() if k != "conversion"},
    }
    sheet.unit("Feed", "FD-1", **feed)
    reaction = {"reaction": "CaCO3(s) -> CaO(s) + CO2(g)", "of": "CaCO3(s)", "conversion": conversion}
    sheet.unit("ConversionReactor", "R-1", reactions=[reaction])
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "R-1.inlets")
    sheet.stream("R-1.outlet", "PD-1.inlet")
    with pytest.raises(InputError) as error:
        Sheet(sheet.sheet()).solve()
    assert told in str(error.value)


def crystallised(target: str) -> Sheet:
    """Brine concentrated and filtered with its mother liquor returned; a demand on the share of solids in the cake."""
    document = load("kcl_crystallisation").document
    changed = {
        key: msgspec.structs.replace(record, target=target) if "solids_fraction" in record.result else record
        for key, record in document.specifications.items()
    }
    return Sheet(msgspec.structs.replace(document, specifications=changed))


def test_a_demand_without_a_solution_is_told_with_the_nearest_that_has_one() -> None:
    with pytest.raises(UnsolvableError) as told:
        crystallised("5 %").solve()
    message = str(told.value)
    assert "no way out of the loop" not in message  # slurry to filter to product is none
    found = re.search(r"Without the demand S-6\.solids_fraction = 5 % there is a solution; the nearest is "
                      r"S-6\.solids_fraction = ([\d.]+) %, FL-1\.share\[aq\] at 0\.9", message)  # fmt: skip
    assert found, message
    assert 5.0 < float(found[1]) < 84.0


@pytest.mark.parametrize(
    ("target", "told"), [("120 %", "Its range is 0 to 100 %."), ("1.2", "Its range is 0 to 1. If per cent are meant")]
)
def test_a_demand_that_no_plant_can_meet_is_refused(target: str, told: str) -> None:
    with pytest.raises(InputError, match="cannot be demanded of it") as error:
        crystallised(target).solve()
    assert told in str(error.value)


def test_a_feed_of_nothing_is_named_with_what_depends_on_it() -> None:
    sheet = load("propane_dehydrogenation").with_values({"FD-1.molar_rate": "0 kmol/h"})
    with pytest.raises(UnsolvableError) as told:
        sheet.solve()
    message = str(told.value)
    assert "FD-1.molar_rate is zero, so that MX-1, E-1, R-1" in message
    assert "S-6.molar_flow_of[C3H8(g)] = 5 kmol/h cannot be asked of nothing" in message


def test_a_word_for_a_plain_number_is_answered_with_one_in_its_range() -> None:
    with pytest.raises(InputError, match=r'"half" does not begin with a number\. Write a number, for example "0\.5"'):
        Sheet(parameter_not_set()).with_values({"SP-1.share": "half"}).solve()


def test_what_may_be_freed_is_told() -> None:
    sheet = plant()
    sheet.specify("S-2.T", "70 degC", freeing="E-1.speed")
    with pytest.raises(InputError, match=r"E-1\.speed is no parameter that can be freed\. It has .*temperature"):
        Sheet(sheet.sheet()).solve()
