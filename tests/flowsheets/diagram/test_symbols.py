"""Every operation has a symbol, and every symbol has places for the ports of the operations that it stands for."""

from __future__ import annotations

import re
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from flowsheets.diagram.geometry import GRID, OUTWARD
from flowsheets.diagram.ports import arrange, sides_for, turned
from flowsheets.diagram.symbols import Slot, SymbolError, icon, read_symbol, symbol, symbol_names
from unitops.catalogue import catalogue
from unitops.declaration.declared import Inlet, Outlet

NAMES = sorted(symbol_names())
SIZE_CLASSES = {(32, 32), (48, 48), (64, 64), (96, 32), (96, 48), (96, 64), (64, 96), (96, 96), (128, 64)}


def source(name: str) -> str:
    return files("resources").joinpath("symbols", f"{name}.svg").read_text("utf-8")


@pytest.mark.parametrize("operation", catalogue().values(), ids=lambda operation: operation.__name__)
def test_every_operation_has_a_symbol(operation):
    assert operation.symbol in symbol_names(), f"resources/symbols/{operation.symbol}.svg is missing"


@pytest.mark.parametrize("operation", catalogue().values(), ids=lambda operation: operation.__name__)
def test_every_port_has_a_slot_of_its_own(operation):
    ports = operation.declaration.ports
    slots = arrange(symbol(operation.symbol), ports.values(), {})
    assert set(slots) == set(ports)
    places = [slot for found in slots.values() for slot in found]
    assert len(set(places)) == len(places) == len(ports)
    assert set(places) <= set(symbol(operation.symbol).slots)


@pytest.mark.parametrize("name", NAMES)
def test_a_symbol_is_drawn_by_the_rules(name):
    text = source(name)
    root = ElementTree.fromstring(text)
    picture = symbol(name)
    assert (picture.width, picture.height) in SIZE_CLASSES
    assert root.get("viewBox") == f"0 0 {picture.width} {picture.height}"
    assert (root.get("fill"), root.get("stroke"), root.get("stroke-width")) == ("none", "currentColor", "1.5")
    assert picture.title
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', text))
    assert colours <= {"none", "currentColor"}
    assert not re.search(r"<(?:text|image|style|script|filter|linearGradient)", text)


@pytest.mark.parametrize("name", NAMES)
def test_slots_lie_on_the_grid_and_reach_the_outline(name):
    picture = symbol(name)
    for slot in picture.slots:
        along = picture.height if slot.side in ("left", "right") else picture.width
        across = picture.width if slot.side in ("left", "right") else picture.height
        assert slot.offset % GRID == 0
        assert 0 < slot.offset < along
        assert 0 <= slot.depth <= 0.75 * across
    # Centres lie on the grid, so edges do too.
    assert (picture.width % (2 * GRID), picture.height % (2 * GRID)) == (0, 0)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [16, 24, 72])
def test_an_icon_is_a_square_with_lines_of_one_weight(name, size):
    root = ElementTree.fromstring(icon(name, size, "#123456"))
    _, _, box, height = map(float, root.get("viewBox", "").split())
    assert box == height
    assert float(root.get("stroke-width", "0")) * size / box == pytest.approx(1.5, abs=0.51)
    assert "currentColor" not in icon(name, size, "#123456")


def test_connecting_one_port_moves_no_other():
    operation = catalogue()["LeachTank"]
    ports = operation.declaration.ports.values()
    alone = arrange(symbol("leach-tank"), ports, {})
    crowded = arrange(symbol("leach-tank"), ports, {"feeds": 4})
    assert {name: slots for name, slots in crowded.items() if name != "feeds"} == {
        name: slots for name, slots in alone.items() if name != "feeds"
    }
    assert alone["feeds"][0] in crowded["feeds"]
    assert len(set(crowded["feeds"])) == 4


def test_more_streams_than_slots_share():
    slots = arrange(symbol("mixer"), catalogue()["Mixer"].declaration.ports.values(), {"inlets": 30})
    assert len(slots["inlets"]) == 30


def named(port, name):
    port.name = name
    return port


@pytest.mark.parametrize(
    ("port", "side"),
    [
        (Inlet("s aq", "feed"), "left"),
        (Inlet("aq", "reagent", optional=True), "top"),
        (Outlet("s aq", "slurry"), "right"),
        (Outlet("s g", "dusty gas"), "top"),
        (Outlet("s", "cake"), "bottom"),
    ],
)
def test_gas_goes_up_and_solids_go_down(port, side):
    assert sides_for(named(port, "port"))[0] == side
    assert arrange(symbol("unit"), [port], {})["port"][0].side == side


def test_turning_and_mirroring():
    slot = Slot("left", 16, 3)
    assert turned(slot, 96, 64, 0, True) == Slot("right", 16, 3)
    assert turned(slot, 96, 64, 1, False) == Slot("top", 48, 3)
    assert turned(slot, 96, 64, 2, False) == Slot("right", 48, 3)
    assert turned(slot, 96, 64, 3, False) == Slot("bottom", 16, 3)
    assert turned(slot, 96, 64, 4, False) == slot


def test_contact_lies_on_the_outline():
    slot = Slot("bottom", 24, 6)
    assert slot.point(64, 64) == (24, 64)
    assert slot.contact(64, 64) == (24, 58)
    assert OUTWARD["bottom"] == (0, 1)


def test_a_symbol_that_is_not_there_is_a_plain_box():
    assert symbol("no-such-symbol").name == "unit"


@pytest.mark.parametrize(
    "text",
    [
        "<svg",
        '<svg data-left="a b"></svg>',
        '<svg data-left="8" data-ports="feed=left:16"></svg>',
    ],
)
def test_faulty_symbols_are_told(text):
    with pytest.raises(SymbolError, match="symbol odd"):
        read_symbol("odd", text)
