"""Targets of specifications are set, swept and varied like any entered number."""

from __future__ import annotations

import numpy as np
import pytest

import flowsheets as fs
from flowsheets.batch import CaseEvaluator, CaseStatus
from flowsheets.checking import problems_of
from flowsheets.document.building import SheetBuilder
from flowsheets.document.editing import replace, with_record, with_values
from flowsheets.document.errors import PathError
from flowsheets.document.paths import Path, parse_path
from flowsheets.document.records import CaseRecord, Flowsheet, SpecificationRecord
from flowsheets.document.targets import specification_of, target_path
from flowsheets.sheet import Sheet
from unitops.errors import InputError


@pytest.fixture(scope="module")
def document() -> Flowsheet:
    """Brine diluted with water to a content of salt, and warmed to a temperature by a duty."""
    build = SheetBuilder("dilution")
    build.unit("Feed", "FD-1", composition={"species": {"NaCl(aq)": "20 %", "H2O(l)": "80 %"}}, rate="10 t/h")
    build.unit("Feed", "FD-2", composition="H2O(l)", rate="5 t/h")
    build.unit("Mixer", "MX-1")
    build.unit("Heater", "E-1", duty="100 kW")
    build.unit("Product", "PR-1")
    build.stream("FD-1.outlet", "MX-1.inlets", "S-1")
    build.stream("FD-2.outlet", "MX-1.inlets", "S-2")
    build.stream("MX-1.outlet", "E-1.inlet", "S-3")
    build.stream("E-1.outlet", "PR-1.inlet", "S-4")
    build.specify("S-3.fraction[Cl-(aq)]", "5 %", freeing="FD-2.rate")
    build.specify("E-1.temperature", "40 degC", freeing="E-1.duty")
    return build.sheet()


CHLORIDE = "S-3.fraction[Cl-(aq)].target"
WARM = "E-1.temperature.target"


def test_paths_of_targets(document: Flowsheet) -> None:
    assert parse_path(WARM) == Path("E-1", "temperature", "", "target")
    assert str(parse_path(WARM)) == WARM
    keys = {specification_of(document, CHLORIDE), specification_of(document, WARM)}
    assert keys == set(document.specifications)
    for key in document.specifications:
        assert specification_of(document, target_path(document, key)) == key
        assert specification_of(document, f"{key}.target") == key
    assert specification_of(document, "E-1.temperature") is None
    with pytest.raises(PathError, match=r"no specification demands S-4.mass_flow. There are .*E-1.temperature.target"):
        specification_of(document, "S-4.mass_flow.target")


def test_a_result_that_two_specifications_demand_is_named_by_id(document: Flowsheet) -> None:
    key = specification_of(document, CHLORIDE)
    assert key is not None
    record = replace(document.specifications[key], relation=">=", frees=("FD-1.rate",))
    both = with_record(document, "specifications", "d00000001", record)
    with pytest.raises(PathError, match=r"2 specifications demand .* Name one by its id: .*d00000001.target"):
        specification_of(both, CHLORIDE)
    assert target_path(both, "d00000001") == "d00000001.target"
    assert specification_of(both, "d00000001.target") == "d00000001"
    idle = with_record(both, "specifications", "d00000001", replace(record, off=True))
    assert specification_of(idle, CHLORIDE) == key


def test_targets_are_set(document: Flowsheet) -> None:
    solution = Sheet(document).with_values({WARM: "55 degC", CHLORIDE: "4 %"}).solve()
    assert solution.streams["S-4"]["T_K"] == pytest.approx(328.15)
    masses = solution.streams["S-3"]["species_kg_per_h"]
    assert masses["Cl-(aq)"] / sum(masses.values()) == pytest.approx(0.04)
    with pytest.raises(PathError, match="is one quantity"):
        with_values(document, {WARM: {"a": 1}})


def test_cases_of_a_document_may_set_targets(document: Flowsheet) -> None:
    def faults(path: str) -> list[str]:
        with_case = with_record(document, "cases", "hot", CaseRecord(values={path: "60 degC"}))
        return [p.sentence() for p in problems_of(with_case) if p.check == "cases_point_at_the_sheet"]

    assert faults(WARM) == []
    assert len(faults("S-4.T.target")) == 1


def test_a_batch_over_targets_is_what_the_sheet_gives(document: Flowsheet) -> None:
    evaluator = CaseEvaluator(document, [CHLORIDE, WARM], ["FD-2.rate", "E-1.duty"])
    assert evaluator.base == pytest.approx([0.05, 313.15])
    values = np.array([[0.05, 313.15], [0.08, 350.0], [0.02, 300.0], [1.2, 300.0]])
    solved = evaluator.solve(values)
    assert [CaseStatus(s) for s in solved.status] == [CaseStatus.CLOSED] * 3 + [CaseStatus.BAD_INPUT]
    assert "is above 100 wt%" in (solved.diagnosis[3] or "")
    for case in range(3):
        share, temperature = values[case]
        entered = {CHLORIDE: f"{float(share)!r}", WARM: f"{float(temperature)!r} K"}
        alone = Sheet(document).with_values(entered).solve()
        water = alone.units["FD-2"]["parameters"]["rate"]["value"]
        duty = alone.units["E-1"]["parameters"]["duty"]["value"]
        assert solved.results[case] == pytest.approx([water, duty], rel=1e-9)


def test_sweeps_and_spreads_take_targets(document: Flowsheet) -> None:
    sheet = Sheet(document)
    swept = fs.studies.sweep(sheet, f"{WARM}=30..50 degC:3", results=["S-4.T"])
    assert swept.values("S-4.T [degC]").tolist() == pytest.approx([30.0, 40.0, 50.0])
    with pytest.raises(InputError, match="no specification demands"):
        fs.studies.sweep(sheet, "S-4.T.target=30..50 degC:3", results=["S-4.T"])


def test_a_target_is_no_result_and_one_that_is_off_is_not_varied(document: Flowsheet) -> None:
    with pytest.raises(InputError, match="is entered, not calculated"):
        CaseEvaluator(document, [WARM], [CHLORIDE])
    key = specification_of(document, WARM)
    assert key is not None
    off = with_record(document, "specifications", key, replace(document.specifications[key], off=True))
    with pytest.raises(InputError, match="switched off"):
        CaseEvaluator(off, [f"{key}.target"], ["S-4.T"])
    assert isinstance(document.specifications[key], SpecificationRecord)
