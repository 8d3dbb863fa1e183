"""Where units go that have no place: along the flow, none on another, feeds and products at their ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowsheets import library
from flowsheets.diagram.geometry import GRID
from flowsheets.diagram.layout import arranged, main_line, without_places
from flowsheets.diagram.order import Flow, columns_of, depths, forward, longest_line
from flowsheets.diagram.scene import scene
from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet

UNITS = [f"u{number}" for number in range(9)]
FLOWS = st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from(UNITS)), max_size=24).map(
    lambda pairs: [Flow(f"s{number}", *pair) for number, pair in enumerate(pairs)]
)


def washing_plant() -> Flowsheet:
    """Feed, tank, thickener, filter; the filtrate returns to the tank."""
    build = SheetBuilder("washing")
    for operation, tag in (
        ("Feed", "FD-1"), ("Feed", "FD-2"), ("Tank", "TK-1"), ("Thickener", "TH-1"), ("Filter", "FL-1"),
        ("Product", "PD-1"), ("Product", "PD-2"),
    ):  # fmt: skip
        build.unit(operation, tag)
    build.unit("Product", "PD-3", kind="solid residue")
    for source, target in (
        ("FD-1.outlet", "TK-1.feeds"), ("FD-2.outlet", "TK-1.reagent"), ("TK-1.slurry", "TH-1.feeds"),
        ("TH-1.underflow", "FL-1.feed"), ("FL-1.filtrate", "TK-1.feeds"), ("TH-1.overflow", "PD-1.inlet"),
        ("TK-1.vent", "PD-2.inlet"), ("FL-1.cake", "PD-3.inlet"),
    ):  # fmt: skip
        build.stream(source, target)
    return build.sheet()


def by_tag(document: Flowsheet, keyed: dict) -> dict:
    return {document.units[key].tag: value for key, value in keyed.items()}


def test_units_follow_the_flow():
    document = washing_plant()
    place = by_tag(document, arranged(document))
    assert place["FD-1"][0] < place["TK-1"][0] < place["TH-1"][0] < place["FL-1"][0]
    assert place["FD-1"][1] == place["TK-1"][1]
    assert place["FD-2"][1] < place["TK-1"][1], "a reagent comes from above"
    assert place["PD-2"][1] < place["TK-1"][1], "gas leaves upwards"
    assert place["PD-3"][1] > place["FL-1"][1], "cake leaves downwards"


def test_the_main_line_runs_from_a_feed_to_a_product():
    document = washing_plant()
    ends = [document.streams[key] for key in main_line(document)]
    units = {end.unit for record in ends for end in (record.source, record.target) if end}
    tags = {document.units[key].tag for key in units}
    assert tags >= {"TK-1", "TH-1", "PD-1"}
    assert "PD-3" not in tags


@pytest.mark.parametrize("name", library.names())
def test_sheets_of_the_library_are_laid_out(name):
    document = without_places(library.load(name).document)
    places = arranged(document)
    assert set(places) == set(document.units)
    assert all(value % GRID == 0 for place in places.values() for value in place)
    drawn = scene(document)
    boxes = [unit.box.grown(GRID) for unit in drawn.units.values()]
    assert not any(one.overlaps(two) for n, one in enumerate(boxes) for two in boxes[:n])
    assert all(stream.clear for stream in drawn.streams.values())
    assert arranged(document) == places


def test_nothing_is_laid_out_as_nothing():
    assert arranged(Flowsheet(name="empty")) == {}
    assert main_line(Flowsheet(name="empty")) == frozenset()


@settings(max_examples=100, deadline=None)
@given(FLOWS, st.lists(st.sampled_from("ab"), min_size=9, max_size=9))
def test_what_runs_ahead_has_no_loop(flows, areas):
    area = dict(zip(UNITS, areas, strict=True))
    ahead = forward(UNITS, flows, area)
    column = columns_of(UNITS, ahead)
    assert set(column) == set(UNITS), "every unit gets a column only if there is no loop"
    assert all(column[flow.source] < column[flow.target] for flow in ahead)
    if len(ahead) == len([flow for flow in flows if flow.source != flow.target]):
        assert len(longest_line(UNITS, ahead)) == max(column.values()) + 1


def test_a_recycle_is_what_returns_to_the_head_of_its_loop():
    flows = [
        Flow("1", "feed", "a"),
        Flow("2", "a", "b"),
        Flow("3", "b", "c"),
        Flow("4", "c", "a"),
        Flow("5", "c", "out"),
    ]
    units = ["a", "b", "c", "feed", "out"]
    assert {flow.key for flow in flows} - {flow.key for flow in forward(units, flows, dict.fromkeys(units, ""))} == {
        "4"
    }
    assert depths(units, flows) == {"feed": 0, "a": 1, "b": 2, "c": 3, "out": 4}


def test_what_runs_against_the_areas_runs_back():
    flows = [Flow("1", "leach", "crystals"), Flow("2", "crystals", "leach")]
    areas = {"leach": "300 Leach", "crystals": "100 Odd"}
    assert [flow.key for flow in forward(["leach", "crystals"], flows, areas)] == ["2"]
