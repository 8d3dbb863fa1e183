"""Checks: a sound sheet has no problem, each fault is found by the check that is for it."""

import msgspec
import pytest

from flowsheets.document.checks import CHECKS, check
from flowsheets.document.editing import with_parameter, with_stream, with_unit
from flowsheets.document.equipment_checks import check_equipment
from flowsheets.document.paths import owners_by_tag
from flowsheets.document.records import (
    CaseRecord,
    End,
    ExpectationRecord,
    Figure,
    Flowsheet,
    Placement,
    Recovery,
    SpecificationRecord,
    StreamRecord,
    Subflowsheet,
    UnitRecord,
)
from unitops.declaration.declared import Inlet, Outlet, Parameter, Reactions, Result, Table
from unitops.declaration.operation import UnitOperation

replace = msgspec.structs.replace


def test_a_sound_sheet_has_no_problem(calcination: Flowsheet) -> None:
    assert check(calcination) == []
    assert check(Flowsheet(name="empty")) == []


def test_every_check_says_what_it_holds() -> None:
    assert all(test.__doc__ and test.__name__ for test in CHECKS)


def broken(sheet: Flowsheet) -> dict[str, Flowsheet]:
    """The sheet with one fault for each check."""
    ids = owners_by_tag(sheet)
    kiln, feed = ids["KN-101"], ids["S-1"]
    units, streams = sheet.units, sheet.streams
    expectation = ExpectationRecord(result="nothing", value=1, unit="%", source="handbook")
    specification = next(iter(sheet.specifications.values()))
    return {
        "tags_are_readable": replace(sheet, units=units | {kiln: replace(units[kiln], tag="KN.101")}),
        "tags_are_unique": replace(sheet, units=units | {kiln: replace(units[kiln], tag="S-1")}),
        "ids_are_unique": replace(sheet, streams=streams | {kiln: replace(streams[feed], tag="S-9")}),
        "streams_have_two_ends": replace(sheet, streams=streams | {feed: replace(streams[feed], source=None)}),
        "streams_end_at_units": replace(
            sheet, streams=streams | {feed: replace(streams[feed], source=End(unit="u0", port="outlet"))}
        ),
        "specifications_point_at_the_sheet": replace(
            sheet, specifications={"d1": SpecificationRecord(result="S-1.T", target="5 degC", frees=())}
        ),
        "parameters_are_freed_once": replace(sheet, specifications={"d1": specification, "d2": specification}),
        "results_are_demanded_once": replace(
            sheet, specifications={"d1": specification, "d2": replace(specification, frees=(f"{kiln}.temperature",))}
        ),
        "indicators_point_at_the_sheet": replace(
            sheet, indicators=sheet.indicators | {"x": Recovery(element="Li", of=("s0",), to=(feed,))}
        ),
        "expectations_point_at_the_sheet": replace(sheet, expectations=(expectation,)),
        "sources_are_listed": replace(sheet, sources={}),
        "cases_point_at_the_sheet": replace(sheet, cases={"hot": CaseRecord(values={"KN-9.temperature": "1 degC"})}),
        "plant_figures_are_readable": replace(sheet, hours_per_year="8000 degC"),
        "drawing_shows_the_sheet": replace(sheet, drawing=replace(sheet.drawing, units={"u0": Placement(x=0, y=0)})),
        "subflowsheets_hold_what_is_there": _folded(sheet, units=("u0",)),
        "subflowsheets_have_parents": _folded(sheet, parent="f0"),
        "subflowsheets_have_tags": _folded(sheet, tag="KN.101"),
    }


def _folded(sheet: Flowsheet, tag: str = "A-100", parent: str = "", units: tuple[str, ...] = ()) -> Flowsheet:
    box = Subflowsheet(tag=tag, parent=parent, units=units)
    return replace(sheet, drawing=replace(sheet.drawing, subflowsheets={"f1": box}))


@pytest.mark.parametrize("name", [test.__name__ for test in CHECKS])
def test_each_check_finds_its_fault(name: str, calcination: Flowsheet) -> None:
    problems = check(broken(calcination)[name])
    assert {problem.check for problem in problems} == {name}
    assert all(problem.place and problem.message and problem.remedy for problem in problems)


def test_messages_name_tags(calcination: Flowsheet) -> None:
    sheet = replace(calcination, indicators={"Heat": Figure(path="u0.duty", unit="kW")}, expectations=())
    assert check(sheet)[0].sentence() == (
        'indicator "Heat": "u0" of u0.duty is not on the sheet. Choose a unit or stream that is there.'
    )
    [problem] = check(broken(calcination)["parameters_are_freed_once"])
    assert problem.place == "FD-101.mass_flow"
    assert problem.message == "the parameter is freed for S-2.mass_flow and S-2.mass_flow"


def test_two_targets_of_one_result_are_told_and_limits_are_not(calcination: Flowsheet) -> None:
    sheet = broken(calcination)["results_are_demanded_once"]
    [problem] = check(sheet)
    assert problem.place == "S-2.mass_flow"
    assert problem.message.startswith("it is demanded to be ")
    limits = {key: replace(sheet.specifications[key], relation=side) for key, side in (("d1", ">="), ("d2", "<="))}
    assert not check(replace(sheet, specifications=limits))


def test_a_stream_named_by_its_tag_is_told_its_id(calcination: Flowsheet) -> None:
    ids = owners_by_tag(calcination)
    recovery = Recovery(element="Li", of=("S-1",), to=(ids["S-2"],))
    [problem] = check(replace(calcination, indicators={"x": recovery}, expectations=()))
    assert problem.remedy == f'A file names streams by their ids: write "{ids["S-1"]}".'


class Kiln(UnitOperation):
    """A kiln that only declares."""

    tag = "KN"
    feed = Inlet("s", "solids")
    air = Inlet("g", "gas", optional=True)
    calcine = Outlet("s", "solids")
    offgas = Outlet("g", "gas", optional=True)
    temperature = Parameter(1050.0, "degC")
    dust = Parameter(0.02, "1")
    losses = Table("1", "by species")
    reactions = Reactions("what happens")
    duty = Result("kW", "heat")


class Source(UnitOperation):
    """A feed that only declares."""

    tag = "FD"
    outlet = Outlet("s aq", "what comes")
    mass_flow = Parameter(1.0, "t/h")
    composition = Table("%", "by species")


class Sink(UnitOperation):
    """A product that only declares."""

    tag = "PR"
    inlet = Inlet("s aq g", "what leaves", many=True)


DECLARATIONS = {"Calciner": Kiln.declaration, "Feed": Source.declaration, "Product": Sink.declaration}


@pytest.fixture
def kiln(calcination: Flowsheet) -> Flowsheet:
    """The calcination with a feed whose composition is a plain table."""
    return with_parameter(calcination, "FD-101", "composition", {"SiO2(s)": "100 %"})


def messages(sheet: Flowsheet) -> list[str]:
    return [problem.sentence() for problem in check_equipment(sheet, DECLARATIONS)]


def test_a_sound_sheet_agrees_with_the_declarations(kiln: Flowsheet) -> None:
    assert messages(kiln) == []


def test_an_unknown_operation(kiln: Flowsheet) -> None:
    sheet = with_unit(kiln, UnitRecord(tag="KN-2", operation="Calcinator"))
    assert messages(sheet) == ['KN-2: there is no unit operation "Calcinator". Did you mean Calciner?']


def test_unknown_and_wrong_ports(kiln: Flowsheet) -> None:
    ids = owners_by_tag(kiln)
    ends = {
        "source": End(unit=ids["KN-101"], port="off_gas"),
        "target": End(unit=ids["KN-101"], port="calcine"),
    }
    assert messages(with_stream(kiln, StreamRecord(tag="S-3", **ends)))[:2] == [
        'S-3: KN-101 has no outlet "off_gas". Did you mean offgas?',
        "S-3: the stream enters by the outlet KN-101.calcine. Connect it to an inlet: feed, air.",
    ]


def test_phases_that_cannot_pass(kiln: Flowsheet) -> None:
    ids = owners_by_tag(kiln)
    sheet = with_unit(kiln, UnitRecord(tag="FD-102", operation="Feed"), "u1")
    ends = {"source": End(unit="u1", port="outlet"), "target": End(unit=ids["KN-101"], port="air")}
    assert messages(with_stream(sheet, StreamRecord(tag="S-3", **ends))) == [
        "S-3: it leaves with solids or aqueous liquor and enters where only gas may pass. Connect it to another port."
    ]


def test_ports_without_and_with_too_many_streams(kiln: Flowsheet) -> None:
    ids = owners_by_tag(kiln)
    sheet = with_unit(kiln, UnitRecord(tag="KN-102", operation="Calciner"), "u1")
    ends = {"source": End(unit="u1", port="calcine"), "target": End(unit=ids["KN-101"], port="feed")}
    assert sorted(messages(with_stream(sheet, StreamRecord(tag="S-3", **ends)))) == [
        "KN-101.feed: 2 streams (S-1, S-3) are on a port for one. Put a mixer before it.",
        "KN-102.feed: the inlet has no stream. Draw a stream to it.",
    ]


def test_parameters_that_are_unknown_or_unreadable(kiln: Flowsheet) -> None:
    sheet = with_parameter(kiln, "KN-101", "temprature", "5 degC")
    sheet = with_parameter(sheet, "KN-101", "temperature", "5 kg")
    sheet = with_parameter(sheet, "KN-101", "duty", "5 kW")
    sheet = with_parameter(sheet, "KN-101", "dust", ["0.5"])
    sheet = with_parameter(sheet, "KN-101", "losses", {"SiO2(s)": "many"})
    found = messages(sheet)
    assert 'KN-101: Calciner has no parameter "temprature". Did you mean temperature?' in found
    assert "KN-101.duty: duty is a result and cannot be entered. Demand it by a specification." in found
    assert any('KN-101.temperature: "5 kg" is a mass, but a temperature is asked here' in text for text in found)
    assert any("KN-101.dust: ['0.5'] is not a quantity" in text for text in found)
    assert any('KN-101.losses[SiO2(s)]: "many" does not begin with a number' in text for text in found)
    assert len(found) == 5
