"""Faults put into a closed plant, one at a time: each is found, and at its place."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from flowsheets.audit import AuditReport, audit


def places(report: AuditReport, quantity: str | None = None) -> set[str]:
    """Where the report finds something out of balance."""
    return {
        finding.place
        for finding in report.findings
        if finding.severity == "balance" and quantity in (None, finding.quantity)
    }


def shift(plant: dict[str, Any], tag: str, species: str, amount: float) -> None:
    """Change a flow by ``amount`` [kg/h], with the stated mass and elements kept true to it."""
    from flowsheets.audit.matter import matter_of

    row = plant["streams"][tag]
    row["species_kg_per_h"][species] = row["species_kg_per_h"].get(species, 0.0) + amount
    row["mass_kg_per_h"] += amount
    matter = matter_of((species,))
    for symbol, count, weight in zip(matter.elements, matter.composition[0], matter.atomic_weight, strict=True):
        row["elements_kg_per_h"][symbol] += amount * float(count * weight / matter.molar_mass[0])


def test_the_plant_is_closed(plant):
    report = audit(plant)
    assert report.findings == ()
    assert report.status == "closed"
    assert report.closure.mass < 1e-13
    assert max(report.closure.elements.values()) < 1e-13
    assert report.closure.energy < 1e-10
    assert {row.unit for row in report.units} == {"MX-101", "KN-101", "CY-101", "TK-101"}
    assert all(row.balanced for row in report.units)


def test_audit_does_not_change_what_it_reads(plant):
    before = copy.deepcopy(plant)
    audit(plant)
    assert plant == before


def test_one_flow_off_by_a_millionth(plant):
    plant["streams"]["calcine"]["species_kg_per_h"]["CaO(s)"] *= 1 + 1e-6
    report = audit(plant)
    assert report.status == "out of balance"
    assert places(report) == {"calcine", "KN-101", "TK-101"}
    assert places(report, "Ca") == {"calcine", "KN-101", "TK-101"}


def test_one_flow_off_by_a_millionth_with_totals_to_match(plant):
    flow = plant["streams"]["calcine"]["species_kg_per_h"]["CaO(s)"]
    shift(plant, "calcine", "CaO(s)", 1e-6 * flow)
    report = audit(plant)
    assert places(report, "Ca") == {"KN-101", "TK-101"}
    assert places(report, "enthalpy") == {"calcine"}
    found = next(f for f in report.findings if f.place == "KN-101" and f.quantity == "Ca")
    assert "KN-101 creates" in found.sentence
    assert found.relative == pytest.approx(0.95e-6, rel=0.1)


def test_a_product_off_is_found_for_the_plant_too(plant):
    shift(plant, "slurry", "CaCO3(s)", 1e-3)
    report = audit(plant)
    assert places(report, "Ca") == {"TK-101", "plant"}
    assert places(report, "mass") == {"TK-101", "plant"}
    assert report.closure.elements["Ca"] == pytest.approx(1e-3 * 0.4004 / 1442.8, rel=1e-2)


def test_dropped_dust(plant):
    for name in ("CaCO3(s)", "CaO(s)"):
        shift(plant, "offgas", name, -plant["streams"]["offgas"]["species_kg_per_h"][name])
    report = audit(plant)
    assert places(report, "Ca") == {"KN-101", "CY-101"}
    lost = next(f for f in report.findings if f.place == "KN-101" and f.quantity == "Ca")
    assert lost.amount > 0
    assert "KN-101 loses" in lost.sentence


def test_wrong_stoichiometry(plant):
    # Each mole of lime taken for one mole of acid in place of two.
    species = plant["streams"]["slurry"]["species_kg_per_h"]
    dissolved = species["Ca+2(aq)"] / 40.078
    shift(plant, "slurry", "H+(aq)", dissolved * 1.008)
    report = audit(plant)
    assert {"TK-101", "plant"} <= places(report, "charge")
    assert {"TK-101", "plant"} <= places(report, "H")
    assert "slurry" in places(report, "charge")
    assert places(report, "Ca") == set()


def test_missing_heat_loss(plant):
    del plant["units"]["KN-101"]["energy"]["loss"]
    report = audit(plant)
    assert places(report) == {"KN-101", "plant"}
    assert places(report, "energy") == {"KN-101", "plant"}
    assert report.closure.energy > 1e-3


@pytest.mark.parametrize("factor", [1 + 1e-5, 1 - 1e-5])
def test_duty_slightly_off(plant, factor):
    plant["units"]["KN-101"]["energy"]["burner"]["kW"] *= factor
    assert places(audit(plant), "energy") == {"KN-101", "plant"}


def test_energy_direction_turned(plant):
    plant["units"]["TK-101"]["energy"]["heat"]["direction"] = "in"
    assert places(audit(plant)) == {"TK-101", "plant"}


def test_swapped_units_of_measurement(plant):
    plant["streams"]["acid"]["enthalpy_kW"] *= 1e3  # watts written as kilowatts
    assert {"acid", "TK-101", "plant"} <= places(audit(plant))


def test_swapped_unit_operations(plant):
    streams = plant["streams"]
    streams["calcine"]["to"], streams["offgas"]["to"] = streams["offgas"]["to"], streams["calcine"]["to"]
    report = audit(plant)
    assert places(report, "connection") == {"calcine", "offgas"}
    assert {"CY-101", "TK-101"} <= places(report, "Ca")


def test_negative_species(plant):
    shift(plant, "slurry", "CaO(s)", -2 * plant["streams"]["slurry"]["species_kg_per_h"]["CaO(s)"])
    assert places(audit(plant), "CaO(s)") == {"slurry"}


def test_negative_within_round_off_is_none(plant):
    plant["streams"]["air"]["species_kg_per_h"]["CaO(s)"] = -1e-13
    assert audit(plant).status == "closed"


def test_stale_enthalpy(plant):
    plant["streams"]["mixed"]["T_K"] += 0.01
    report = audit(plant)
    assert places(report) == {"mixed"}
    assert places(report, "enthalpy") == {"mixed"}


def test_stale_elements(plant):
    plant["streams"]["stack"]["elements_kg_per_h"]["C"] *= 1 + 1e-7
    report = audit(plant)
    assert places(report) == {"stack"}
    assert places(report, "C") == {"stack"}


def test_stream_at_two_outlets(plant):
    plant["units"]["CY-101"]["outlets"]["gas"].append("calcine")
    report = audit(plant)
    assert places(report) == {"calcine"}
    assert "2 times" in report.findings[0].sentence


def test_stream_left_out_of_its_unit(plant):
    plant["units"]["TK-101"]["inlets"]["solids"] = []
    assert places(audit(plant), "connection") == {"calcine"}


def test_stream_that_the_unit_names_is_missing(plant):
    del plant["streams"]["dust"]
    report = audit(plant)
    assert {"MX-101", "CY-101"} <= places(report, "connection")
    assert {"MX-101", "CY-101"} <= places(report, "Ca")


def test_stream_to_an_unknown_unit(plant):
    plant["streams"]["stack"]["to"] = "PR-999.in"
    assert {"stack"} <= places(audit(plant), "connection")


@pytest.mark.parametrize("key", ["T_K", "P_Pa"])
@pytest.mark.parametrize("value", [0.0, -5.0, None, float("nan")])
def test_no_temperature_or_pressure(plant, key, value):
    plant["streams"]["air"][key] = value
    report = audit(plant)
    assert "air" in places(report)
    assert report.status == "out of balance"


def test_charged_stream(plant):
    shift(plant, "acid", "Cl-(aq)", -1.0)
    assert "acid" in places(audit(plant), "charge")


def test_outside_the_range_of_the_data(plant):
    plant["streams"]["air"]["T_K"] = 9000.0
    report = audit(plant)
    assert any(f.severity == "validity" and f.place == "air" for f in report.findings)


def test_negative_crossing_goes_the_other_way(plant):
    heat = plant["units"]["TK-101"]["energy"]["heat"]
    heat["kW"], heat["direction"] = -heat["kW"], {"in": "out", "out": "in"}[heat["direction"]]
    assert audit(plant).status == "closed"


def test_heat_declared_by_a_feed(plant):
    plant["units"]["FD-101"]["energy"] = {"heat": {"kW": 5.0, "direction": "in", "kind": "heat"}}
    assert places(audit(plant)) == {"FD-101"}


def test_no_flow_within_round_off_is_none(plant):
    stream = plant["streams"]["air"]
    stream["no_flow"] = True
    for species in stream["species_kg_per_h"]:
        stream["species_kg_per_h"][species] = 0.0
    assert "no flow" not in {f.quantity for f in audit(plant).findings}
    stream["species_kg_per_h"]["CaO(s)"] = 1e-15
    assert "no flow" not in {f.quantity for f in audit(plant).findings}
    stream["species_kg_per_h"]["CaO(s)"] = 1e-6
    assert "no flow" in {f.quantity for f in audit(plant).findings}
