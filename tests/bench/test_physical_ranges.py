"""Ranges over which the plants are varied: what each rests on is told, and the plants themselves lie inside."""

from __future__ import annotations

import pytest

from bench.physical_ranges import OF_ONE_UNIT, RANGES, Kind, physical_range
from flowsheets import library
from unitops.catalogue import catalogue
from unitops.quantities import dimension_of, parse_quantity, to_si

ALL = [*RANGES.items(), *OF_ONE_UNIT.items()]


@pytest.mark.parametrize(("where", "known"), ALL, ids=["/".join(where) for where, _ in ALL])
def test_every_range_says_on_what_it_rests(where, known):
    assert known.low < known.high
    assert len(known.why.split()) > 2
    if known.kind is Kind.PUBLISHED:
        assert any(sign.isdigit() for sign in known.source), "published: when, where"


@pytest.mark.parametrize("where", [where for where in RANGES if where[1]], ids="/".join)
def test_every_range_is_of_a_number_that_there_is(where):
    name, kind = where
    declared = catalogue()[kind].declaration
    assert name in {**declared.parameters, **declared.compositions}


@pytest.mark.parametrize("sheet", ["spodumene_li2co3", "mnso4", "cu_hydro", "electrolyte_scco2"])
def test_what_a_plant_enters_lies_inside(sheet):
    document = library.load(sheet).document
    outside = []
    for unit in document.units.values():
        declared = catalogue()[unit.operation].declaration.parameters
        for name, entered in unit.parameters.items():
            known = physical_range(name, unit.operation, sheet, unit.tag)
            if known is None or name not in declared or not isinstance(entered, str | float | int):
                continue
            unit_of_measure = declared[name].unit
            dimension = dimension_of(unit_of_measure)
            value = parse_quantity(str(entered), dimension)
            low, high = (to_si(bound, dimension, unit_of_measure) for bound in (known.low, known.high))
            if not low * (1 - 1e-9) - 1e-12 <= value <= high * (1 + 1e-9):
                outside.append(f"{unit.tag}.{name} = {entered}")
    assert outside == []


def test_a_unit_that_carries_something_else_has_its_own():
    assert physical_range("temperature", "Feed", "electrolyte_scco2", "FD-301").high == 30.0
    assert physical_range("temperature", "Feed", "spodumene_li2co3", "FD-301").high == 100.0
    assert physical_range("composition", "Feed") is None
