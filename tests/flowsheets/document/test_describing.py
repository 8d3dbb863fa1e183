"""Edits of names, notes, areas, switches and sources."""

from __future__ import annotations

import pytest

from flowsheets.document.describing import (
    switched,
    with_area,
    with_name,
    with_notes,
    with_parameters,
    with_source_of,
)
from flowsheets.document.editing import with_stream, with_unit
from flowsheets.document.errors import DocumentError
from flowsheets.document.records import Flowsheet, SourceRecord, StreamRecord, UnitRecord


@pytest.fixture
def sheet() -> Flowsheet:
    """A heater and a stream."""
    bare = with_unit(Flowsheet(name="s"), UnitRecord(tag="H-1", operation="Heater", parameters={"duty": "5 kW"}), "u1")
    return with_stream(bare, StreamRecord(tag="S-1"), "s1")


def test_names_and_notes_of_units_and_streams(sheet: Flowsheet) -> None:
    named = with_notes(with_name(with_name(sheet, "H-1", "preheater"), "S-1", "hot gas"), "s1", "sampled daily")
    assert named.units["u1"].name == "preheater"
    assert (named.streams["s1"].name, named.streams["s1"].notes) == ("hot gas", "sampled daily")
    assert sheet.units["u1"].name == ""


def test_switching_and_areas(sheet: Flowsheet) -> None:
    off = with_area(switched(sheet, ["H-1"], off=True), ["u1"], "100 Heating")
    assert (off.units["u1"].off, off.units["u1"].area) == (True, "100 Heating")
    assert not switched(off, ["u1"], off=False).units["u1"].off


def test_parameters_change_together_and_keep_their_order(sheet: Flowsheet) -> None:
    changed = with_parameters(sheet, "H-1", {"duty": None, "temperature": "90 degC"})
    assert changed.units["u1"].parameters == {"temperature": "90 degC"}
    again = with_parameters(with_parameters(sheet, "H-1", {"pressure": "1 bar"}), "H-1", {"duty": "6 kW"})
    assert list(again.units["u1"].parameters.items()) == [("duty", "6 kW"), ("pressure", "1 bar")]


def test_a_source_comes_with_its_citation(sheet: Flowsheet) -> None:
    cited = with_source_of(sheet, "H-1", "duty", "LU7", SourceRecord(text="A study"))
    assert cited.units["u1"].sources == {"duty": "LU7"}
    assert cited.sources["LU7"].text == "A study"
    assert with_source_of(cited, "H-1", "duty", "").units["u1"].sources == {}
    with pytest.raises(DocumentError, match='no source "X"'):
        with_source_of(sheet, "H-1", "duty", "X")
