"""Unit operations say where their laws end, and a result that goes there is outside validity: alone and in a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest

from flowsheets.batch import CaseEvaluator, CaseStatus
from flowsheets.document.records import Flowsheet
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet
from tests.unitops.examples import (
    electrowinning,
    evaporation,
    gas,
    hydrometallurgy,
    leaching,
    reactors,
    recompression_crystalliser,
    size_reduction,
    solvent_extraction,
)
from unitops.declaration.declared import Choice, Result
from unitops.declaration.operation import UnitOperation
from unitops.declaration.validity import Limit, Validity


def told(solution: Solution, tag: str) -> dict[str, str]:
    """Sentences on the validity of a unit, by quantity."""
    return {f.quantity: f.sentence for f in solution.audit.findings if f.severity == "validity" and f.place == tag}


SHEETS: dict[str, tuple[Callable[[], Flowsheet], str, dict[str, Any], str]] = {
    # 300 A/m2 with a transfer of 1e-7 m/s: 50 g/L of copper limit the current to some 15 A/m2
    "limiting current": (
        electrowinning.tankhouse, "EW-1", {"metal_transfer": "1e-7 m/s"}, "limiting_ratio",
    ),
    "conductivity of a poor electrolyte": (
        electrowinning.tankhouse, "EW-1", {"cells": 100}, "spent_concentration",
    ),
    "isotherm": (
        solvent_extraction.extraction, "U-1", {"isotherm": "LIX 984N, stripping"}, "outside_isotherm",
    ),
    "fine grinding": (size_reduction.mill, "", {"product_size": "20 um"}, "product_size"),
    "crushed to coarser than the feed": (size_reduction.crusher, "U-1", {"product_size": "200 mm"}, "product_size"),
    "ground to coarser than the feed": (
        size_reduction.mill, "", {"feed_size": "1 mm", "product_size": "2 mm"}, "product_size",
    ),
    "slaked to boiling": (hydrometallurgy.tank, "TK-1", {"pressure": "5 kPa"}, "pressure"),
    "heap on a hot mountain": (
        leaching.heap_leach, "HL-1", {"pressure": "32 kPa", "temperature_change": "60 K"}, "pressure",
    ),
    "heap wetter when drained": (leaching.heap_leach, "HL-1", {"irrigated_moisture": "8 %"}, "moisture"),
    "heap that runs dry": (leaching.heap_leach, "HL-1", {"evaporation_share": "95 %"}, "evaporation_share"),
    "autoclave of too much oxygen": (
        leaching.pressure_oxidation, "AC-1", {"overpressure": "9.9 MPa", "oxygen_utilisation": "30 %"},
        "oxygen_pressure",
    ),
    "recompression of hot vapour": (evaporation.recompression, "", {"temperature": "140 degC"}, "temperature"),
    "recompression over a hot magma": (
        recompression_crystalliser.manganese_sulfate, "", {"temperature": "130 degC"}, "temperature",
    ),
    "too much spray": (gas.gas_cooler, "U-1", {"temperature": "20 degC"}, "relative_humidity"),
    "rates above their measurements": (
        reactors.leaching, "", {"measured_from": "20 degC", "measured_to": "30 degC"}, "temperature",
    ),
    "rates of a leach train": (leaching.leach_train, "TK-1", {"measured_to": "10 degC"}, "temperature"),
    "compressor downwards": (
        gas.compressor, "U-1", {"pressure_ratio": None, "outlet_pressure": "50 kPa"}, "pressure_rise",
    ),
    "expander upwards": (gas.expander, "U-1", {"outlet_pressure": "900 kPa"}, "pressure_rise"),
    "oxidation by Stumm and Lee in alkali": (leaching.mine_water, "TK-1", {"ph": 9.0}, "outlet_ph"),
}  # fmt: skip

WITHOUT_TAG = ("Mill", "KineticReactor", "VapourRecompressionEvaporator", "RecompressionCrystalliser")


@pytest.mark.parametrize("name", SHEETS)
def test_outside_is_told(name: str) -> None:
    make, tag, values, quantity = SHEETS[name]
    sheet = Sheet(make())
    tag = tag or next(u.tag for u in sheet.document.units.values() if u.operation in WITHOUT_TAG)
    before = sheet.solve()
    assert quantity not in told(before, tag)
    solution = sheet.with_values({f"{tag}.{path}": value for path, value in values.items()}).solve()
    assert solution.status == "outside validity", solution.warnings
    assert told(solution, tag)[quantity].startswith(f"{tag} is outside validity: {quantity.replace('_', ' ')}")
    assert told(solution, tag)[quantity] in solution.written["warnings"]
    assert any(row["of"] == quantity for row in solution.written["units"][tag]["validity"])


def test_an_entered_conductivity_needs_no_law() -> None:
    sheet = Sheet(electrowinning.tankhouse(cells=100))
    assert "spent_concentration" in told(sheet.solve(), "EW-1")
    assert "spent_concentration" not in told(sheet.with_values({"EW-1.conductivity": "40 S/m"}).solve(), "EW-1")


def test_a_unit_that_is_off_has_no_ranges() -> None:
    document = reactors.leaching(measured_to="10 degC")
    unit_id, record = next((key, unit) for key, unit in document.units.items() if unit.operation == "KineticReactor")
    off = msgspec.structs.replace(document.units[unit_id], off=True)
    idle = Sheet(msgspec.structs.replace(document, units={**document.units, unit_id: off})).solve()
    assert idle.status == "closed"
    assert idle.written["units"][record.tag]["validity"] == []


def test_rows_of_a_batch_say_what_a_solve_says() -> None:
    sheet = Sheet(electrowinning.tankhouse())
    evaluator = CaseEvaluator(sheet.document, ["EW-1.metal_transfer"], ["EW-1.limiting_ratio"])
    values = np.array([[4.5e-6], [1e-7], [2e-7], [5e-6]])
    solved = evaluator.solve(values)
    inside, outside = CaseStatus.CLOSED, CaseStatus.OUTSIDE_VALIDITY
    assert [CaseStatus(status) for status in solved.status] == [inside, outside, outside, inside]
    for case, value in enumerate(values[:, 0]):
        alone = sheet.with_values({"EW-1.metal_transfer": f"{float(value)!r} m/s"}).solve()
        assert (solved.diagnosis[case] or "") == told(alone, "EW-1").get("limiting_ratio", "")


def test_bounds_that_depend_on_the_case_in_a_batch() -> None:
    sheet = Sheet(reactors.leaching(measured_to="50 degC"))
    tag = next(unit.tag for unit in sheet.document.units.values() if unit.operation == "KineticReactor")
    evaluator = CaseEvaluator(sheet.document, [f"{tag}.measured_to"], [f"{tag}.conversion"])
    solved = evaluator.solve(np.array([[283.15], [773.15]]))
    assert [CaseStatus(status) for status in solved.status] == [CaseStatus.OUTSIDE_VALIDITY, CaseStatus.CLOSED]


def test_a_declaration_names_what_there_is() -> None:
    with pytest.raises(TypeError, match="depth"):

        class Shallow(UnitOperation):
            validity = (Validity("depth", high=1.0, says="it is deep"),)

    with pytest.raises(TypeError, match="mode"):

        class Moody(UnitOperation):
            depth = Result("m", "how deep")
            kind = Choice(("a", "b"))
            validity = (Validity("depth", high=1.0, says="it is deep", where={"mode": "a"}),)

    with pytest.raises(ValueError, match="neither"):
        Validity("depth", says="nothing")


def test_ranges_are_declared_in_full() -> None:
    from unitops.catalogue import catalogue

    declared = [(name, item) for name, operation in catalogue().items() for item in operation.validity]
    assert len({name for name, _ in declared}) >= 18
    for name, item in declared:
        assert item.says, name
        for bound in (item.low, item.high):
            assert bound is None or isinstance(bound, float) or (isinstance(bound, Limit) and bound.says), name


def test_a_local_model_says_when_it_is_used_beyond_its_data() -> None:
    # Na2SO4 in water is measured to some 100 degC; the solution of a crystalliser at 60 degC is inside
    sheet = Sheet(evaporation.thenardite())
    unit = next(unit for unit in sheet.document.units.values() if unit.operation == "Crystalliser")
    assert not told(sheet.solve(), unit.tag)
    hot = sheet.with_values({f"{unit.tag}.temperature": "150 degC"})
    (sentence,) = told(hot.solve(), unit.tag).values()
    assert "the solubility of Na2SO4 in water is measured from" in sentence
    assert "extrapolated to 150 degC" in sentence
    evaluator = CaseEvaluator(sheet.document, [f"{unit.tag}.temperature"], [])
    solved = evaluator.solve(np.array([[333.15], [423.15]]))
    assert [CaseStatus(status) for status in solved.status] == [CaseStatus.CLOSED, CaseStatus.OUTSIDE_VALIDITY]
    assert solved.diagnosis[1] == sentence
