"""What is found before anything is solved: an empty sheet, indicators that mean nothing."""

from __future__ import annotations

import pytest

from flowsheets.checking import problems_of
from flowsheets.document.building import SheetBuilder
from flowsheets.sheet import Sheet
from unitops.errors import InputError


def plant() -> SheetBuilder:
    """Water that is heated."""
    sheet = SheetBuilder("plant")
    sheet.unit("Feed", "FD-1", composition={"species": {"H2O(l)": "100 %"}}, rate="10 t/h")
    sheet.unit("Heater", "E-1", temperature="60 degC")
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "E-1.inlet", tag="S-1")
    sheet.stream("E-1.outlet", "PD-1.inlet", tag="S-2")
    return sheet


def errors(sheet: SheetBuilder) -> list[tuple[str, str]]:
    """Place and sentence of every error."""
    return [(p.place, p.sentence()) for p in problems_of(sheet.sheet()) if p.severity == "error"]


def test_an_empty_sheet_is_told_with_a_way_out() -> None:
    ((place, sentence),) = errors(SheetBuilder("nothing"))
    assert place == "nothing"
    assert "no units" in sentence
    assert "Add a feed" in sentence
    with pytest.raises(InputError, match="no units"):
        Sheet(SheetBuilder("nothing").sheet()).solve()


@pytest.mark.parametrize(
    ("path", "unit", "told"),
    [
        ("S-2.masflow", "t/h", "no quantity 'masflow'"),
        ("S-2.flow_of[Zz]", "t/h", "'Zz' is not an element"),
        ("S-2.flow_of[Zz2O3(s)]", "t/h", "Zz2O3"),
        ("S-2.flow_of", "t/h", "in brackets"),
        ("S-2.mass_flow", "degC", "degC"),
        ("S-2.mass_flow", "furlong", "furlong"),
        ("E-1.duti", "kW", "no quantity 'duti'"),
        ("S-2.concentration[NaOH(aq)]", "g/L", "NaOH(aq)"),
        ("plant.water", "t/h", "names nothing"),
        ("E-1.duty", "t/h", "does not measure E-1.duty"),
    ],
)
def test_a_figure_that_means_nothing_is_found(path: str, unit: str, told: str) -> None:
    sheet = plant()
    sheet.figure("consumption", path, unit)
    ((place, sentence),) = errors(sheet)
    assert place == "indicators.consumption"
    assert told in sentence
    with pytest.raises(InputError, match=r"indicators\.consumption"):
        Sheet(sheet.sheet()).solve()


def test_recoveries_and_ratios_are_looked_at_too() -> None:
    sheet = plant()
    sheet.recovery("recovery", "Zz", of=("S-1",), to=("S-2",))
    sheet.ratio("ratio", "E-1.duty", "S-2.flow_of[Zz]", "kWh/kg")
    sheet.ratio("unit", "E-1.duty", "S-2.mass_flow", "furlong")
    assert [place for place, _ in errors(sheet)] == ["indicators.ratio", "indicators.recovery", "indicators.unit"]


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("S-2.T", "degC"),
        ("S-2.mass_flow", "kg/h"),
        ("S-2.fraction[H]", "wt%"),
        ("S-2.fraction[H2O(l)]", "%"),
        ("S-2.flow_of[solid]", "t/h"),
        ("E-1.duty", "MW"),
        ("E-1.temperature_change", "K"),
    ],
)
def test_a_sound_figure_passes(path: str, unit: str) -> None:
    sheet = plant()
    sheet.figure("figure", path, unit)
    assert errors(sheet) == []
