"""Symbols that are no file, for their size follows what they stand for: boxes of sub-flowsheets, flags at a border."""

from __future__ import annotations

import math
import re

WIDTH = 128
HEADER = 48
"""Of a box: tag and name stand there [px]."""
PITCH = 24
"""Between the ports of a side [px]."""
BAR = 6
"""Between the two lines on either side of a box [px]."""
FLAG_WIDTH, FLAG_HEIGHT, POINT = 144, 32, 16
NEW_INLET, NEW_OUTLET = "new_inlet", "new_outlet"
"""Ports of a box at which a further stream may cross its border."""

_BOX = re.compile(r"subflowsheet-(\d+)-(\d+)")
_ROOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
    'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" '
    'data-left="{left}" data-right="{right}" data-ports="{ports}"><title>{title}</title>{body}</svg>'
)


def box_name(inlets: int, outlets: int) -> str:
    """The symbol of a sub-flowsheet with so many streams in and out."""
    return f"subflowsheet-{inlets}-{outlets}"


def flag_name(role: str) -> str:
    """The symbol of a flag 'from' which a stream comes in, or 'to' which it leaves."""
    return f"border-{role}"


def inlet_name(number: int) -> str:
    """The port of the stream in that is this one from above, from 1."""
    return f"in{number}"


def outlet_name(number: int) -> str:
    """The port of the stream out that is this one from above, from 1."""
    return f"out{number}"


def port_height(number: int) -> int:
    """Of a port below the top of a box [px], from 1."""
    return HEADER + PITCH * number - 8


def made_symbol(name: str) -> str:
    """The SVG text of a symbol; '' if it is none of these."""
    found = _BOX.fullmatch(name)
    if found:
        return _box(int(found[1]), int(found[2]))
    return {"border-from": _flag("from"), "border-to": _flag("to")}.get(name, "")


def _box(inlets: int, outlets: int) -> str:
    """A frame with double sides, a rule under its head, three small units between its ports."""
    height = 16 * math.ceil((port_height(max(inlets, outlets) + 1) + 16) / 16)
    right, bottom = WIDTH - 1, height - 1
    middle, row = WIDTH // 2, (HEADER + height) // 2
    body = (
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{height - 2}" rx="2"/>'
        f'<path d="M{1 + BAR} 1V{bottom}M{right - BAR} 1V{bottom}M{1 + BAR} {HEADER}H{right - BAR}"/>'
        f'<g class="detail"><rect x="{middle - 15}" y="{row - 7}" width="8" height="6"/>'
        f'<rect x="{middle - 4}" y="{row + 2}" width="8" height="6"/>'
        f'<rect x="{middle + 7}" y="{row - 7}" width="8" height="6"/>'
        f'<path d="M{middle - 7} {row - 4}H{middle + 7}M{middle} {row - 4}V{row + 2}"/></g>'
    )
    places = {inlet_name(n): f"left:{port_height(n)}" for n in range(1, inlets + 1)}
    places |= {outlet_name(n): f"right:{port_height(n)}" for n in range(1, outlets + 1)}
    places |= {NEW_INLET: f"left:{port_height(inlets + 1)}", NEW_OUTLET: f"right:{port_height(outlets + 1)}"}
    return _ROOT.format(
        width=WIDTH,
        height=height,
        left=" ".join(f"{port_height(n)}:1" for n in range(1, inlets + 2)),
        right=" ".join(f"{port_height(n)}:1" for n in range(1, outlets + 2)),
        ports=" ".join(f"{port}={place}" for port, place in places.items()),
        title="Sub-flowsheet",
        body=body,
    )


def _flag(role: str) -> str:
    """A pentagon in the direction of flow, with a bar where the border is."""
    w, h, middle = FLAG_WIDTH, FLAG_HEIGHT, FLAG_HEIGHT // 2
    outline = f'<path d="M1 1H{w - POINT}L{w - 1} {middle}L{w - POINT} {h - 1}H1Z"/>'
    comes = role == "from"
    bar = f'<path d="M5 1V{h - 1}"/>' if comes else f'<path d="M{w - POINT - 4} 1V{h - 1}"/>'
    return _ROOT.format(
        width=w,
        height=h,
        left="" if comes else f"{middle}:1",
        right=f"{middle}:1" if comes else "",
        ports=f"{outlet_name(1)}=right:{middle}" if comes else f"{inlet_name(1)}=left:{middle}",
        title="From beyond the border" if comes else "To beyond the border",
        body=outline + bar,
    )
