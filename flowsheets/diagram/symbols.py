"""The symbols of unit operations: pictures of resources/symbols and the places at which streams meet them.

A symbol is one SVG file whose root says where ports may sit. ``data-left="16 24:6"`` are places on the left side, 16
and 24 px below the top, the second with 6 px between the edge of the picture and the outline of the equipment.
``data-ports="feed=left:16 offgas=top:8"`` gives ports by name their place. What a group of class "detail" holds is
left out where the symbol is small; a file of the same name in ``icons`` is drawn instead in lists and palettes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from xml.etree import ElementTree

import msgspec

from flowsheets.diagram.geometry import OUTWARD, SIDES, Point, Side
from flowsheets.diagram.made_symbols import made_symbol
from unitops.errors import RaffinateError

UNKNOWN = "unit"
"""Symbol of an operation that is not known."""

ICON_BOX = 24
ICON_STROKE = 1.5
FINE = 40
"""Below this size [px] details are left out."""


class SymbolError(RaffinateError):
    """A symbol file that does not say what it should."""


class Slot(msgspec.Struct, frozen=True):
    """A place for a port: its side, the distance along it from the left or top, and the depth of the outline [px]."""

    side: Side
    offset: float
    depth: float = 0.0

    def point(self, width: float, height: float) -> Point:
        """On the edge of a picture of that size, from its upper left corner."""
        if self.side in ("left", "right"):
            return (0.0 if self.side == "left" else width), self.offset
        return self.offset, (0.0 if self.side == "top" else height)

    def contact(self, width: float, height: float) -> Point:
        """Where the line meets the outline of the equipment."""
        (x, y), (dx, dy) = self.point(width, height), OUTWARD[self.side]
        return x - dx * self.depth, y - dy * self.depth


class Symbol(msgspec.Struct, frozen=True):
    """A picture of width x height [px], its slots, and the slots that belong to ports of certain names."""

    name: str
    title: str
    width: int
    height: int
    slots: tuple[Slot, ...]
    places: Mapping[str, Slot]
    outline: str
    detail: str

    def on(self, side: Side) -> tuple[Slot, ...]:
        """The slots of a side, from left or top."""
        return tuple(slot for slot in self.slots if slot.side == side)


@cache
def symbol_names() -> frozenset[str]:
    """All symbols that there are."""
    folder = files("resources").joinpath("symbols")
    return frozenset(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".svg"))


@cache
def symbol(name: str) -> Symbol:
    """A symbol by its name; a plain box for one that is not there. Raises SymbolError for a faulty file."""
    made = made_symbol(name)
    if made:
        return read_symbol(name, made)
    known = name if name in symbol_names() else UNKNOWN
    text = files("resources").joinpath("symbols", f"{known}.svg").read_text("utf-8")
    return read_symbol(known, text)


def read_symbol(name: str, text: str) -> Symbol:
    """A symbol from the text of its file."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise SymbolError(f"is no SVG: {error}", place=f"symbol {name}") from None
    slots = tuple(slot for side in SIDES for slot in _slots(name, side, root.get(f"data-{side}", "")))
    by_place: dict[tuple[str, float], Slot] = {(slot.side, slot.offset): slot for slot in slots}
    places = {}
    for item in root.get("data-ports", "").split():
        port, _, where = item.partition("=")
        edge, _, offset = where.partition(":")
        try:
            places[port] = by_place[edge, float(offset)]
        except (KeyError, ValueError):
            raise SymbolError(f'the port place "{item}" is none of its slots', place=f"symbol {name}") from None
    inside = re.sub(r"<title>.*?</title>\s*", "", text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")])
    outline, _, detail = inside.partition('<g class="detail">')
    title = root.findtext("{http://www.w3.org/2000/svg}title", "")
    width, height = int(root.get("width", "0")), int(root.get("height", "0"))
    detail = detail.replace("</g>", "").strip()
    return Symbol(name, title, width, height, slots, MappingProxyType(places), outline.strip(), detail)


def _slots(name: str, side: Side, text: str) -> list[Slot]:
    try:
        numbers = [[float(part) for part in item.split(":")] for item in text.split()]
    except ValueError:
        raise SymbolError(f'data-{side}="{text}" is no list of places', place=f"symbol {name}") from None
    return [Slot(side, *pair) for pair in numbers]


def icon(name: str, size: float = ICON_BOX, colour: str = "currentColor") -> str:
    """A symbol as SVG text for a list or palette: a square of ``size`` px, lines of one weight whatever the symbol."""
    folder = files("resources").joinpath("symbols")
    small = folder.joinpath("icons", f"{name}.svg")
    if size < FINE and small.is_file():
        body, box, stroke = small.read_text("utf-8"), ICON_BOX, ICON_STROKE
        inside = body[body.index(">") + 1 : body.rindex("</svg>")].strip()
        shift = (0.0, 0.0)
    else:
        picture = symbol(name)
        box = max(picture.width, picture.height)
        inside = picture.outline + (picture.detail if size >= FINE else "")
        shift = (box - picture.width) / 2, (box - picture.height) / 2
        stroke = ICON_STROKE * box / size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size:g}" height="{size:g}" viewBox="0 0 {box} {box}" '
        f'fill="none" stroke="{colour}" stroke-width="{stroke:g}" stroke-linecap="round" stroke-linejoin="round">'
        f'<g transform="translate({shift[0]:g} {shift[1]:g})">{inside.replace("currentColor", colour)}</g></svg>'
    )
