"""What the palette shows: every unit operation with what there is to say of it in a line."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from app.editor.palette.matching import Findable
from unitops.catalogue import catalogue
from unitops.declaration.operation import UnitOperation

FIRST_TRADE = "general"
OTHER_WORDS = {
    "Boiler": "steam generator",
    "Calciner": "furnace calcination",
    "ComponentSplitter": "separator black box",
    "Compressor": "gas mover",
    "CountercurrentWasher": "CCD repulp decantation",
    "Crusher": "comminution crushing",
    "DustCollector": "ESP baghouse",
    "ElectrolyticCell": "electrolyser electrolysis electrorefining",
    "Electrowinning": "tankhouse EW cathode",
    "Evaporator": "multiple effect concentrator",
    "Feed": "source inlet raw material",
    "Filter": "press belt drum vacuum filtration",
    "HeatExchanger": "preheater interchanger recuperator",
    "IonExchange": "IX resin polishing",
    "KilnRoaster": "furnace",
    "LeachTank": "leaching dissolution",
    "Mill": "grinding SAG comminution",
    "MixerSettler": "SX strip stripping scrubbing",
    "NeutralisationTank": "pH adjustment liming",
    "Precipitator": "precipitation hydroxide carbonate sulfide",
    "PressureOxidation": "POX HPAL",
    "Product": "sink outlet tailings waste",
    "RecompressionCrystalliser": "MVR",
    "Scrubber": "absorber washing",
    "SolventExtraction": "SX strip stripping",
    "Splitter": "purge divider",
    "Tank": "CSTR stirred vessel pond surge repulp",
    "Thickener": "clarifier settler",
    "VapourRecompressionEvaporator": "MVR concentrator",
}
"""What else an engineer calls a unit operation, where neither its name nor its first sentence says it."""


@dataclass(frozen=True)
class Entry:
    """A unit operation in a list. says: the first sentence of its handbook page."""

    operation: str
    title: str
    tag: str
    trade: str
    symbol: str
    says: str
    findable: Findable


@cache
def entries() -> Mapping[str, Entry]:
    """Every unit operation by its name, ordered by title."""
    made = (_entry(name, operation) for name, operation in catalogue().items())
    return MappingProxyType({entry.operation: entry for entry in sorted(made, key=lambda e: e.title.casefold())})


@cache
def trades() -> tuple[str, ...]:
    """The trades in the order of the palette."""
    found = {entry.trade for entry in entries().values()}
    return tuple(sorted(found, key=lambda trade: (trade != FIRST_TRADE, trade)))


def _entry(name: str, operation: type[UnitOperation]) -> Entry:
    says = _first_sentence(operation)
    findable = Findable(
        (
            (operation.title, 1.0), (operation.tag, 0.9), (name, 0.8), (OTHER_WORDS.get(name, ""), 0.6),
            (operation.trade, 0.4), (says, 0.3),
        )
    )  # fmt: skip
    return Entry(name, operation.title, operation.tag, operation.trade, operation.symbol, says, findable)


def _first_sentence(operation: type[UnitOperation]) -> str:
    paragraph = inspect.cleandoc(operation.__doc__ or "").split("\n\n")[0]
    text = " ".join(paragraph.split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
