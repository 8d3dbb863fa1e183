"""Symbols that are no file, for their size follows what they stand for: boxes of sub-flowsheets, flags at a border."""

from __future__ import annotations

import re

from flowsheets.diagram.box_symbol import BREADTH, BoxSymbol

FLAG_WIDTH, FLAG_HEIGHT, POINT = 144, 32, 16
NEW_INLET, NEW_OUTLET = "new_inlet", "new_outlet"
"""Ports of a box at which a further stream may cross its border."""

_BOX = re.compile(r"subflowsheet-(\d+)-(\d+)(?:-([0-3])(m?))?")
_ROOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
    'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" '
    'data-left="{left}" data-right="{right}" data-ports="{ports}"><title>{title}</title>{body}</svg>'
)


def box_name(inlets: int, outlets: int, quarters: int = 0, flipped: bool = False) -> str:
    """The symbol of a sub-flowsheet with so many streams in and out, for a box that is mirrored and turned."""
    turned = f"-{quarters % 4}{'m' * flipped}" if quarters % 4 or flipped else ""
    return f"subflowsheet-{inlets}-{outlets}{turned}"


def flag_name(role: str) -> str:
    """The symbol of a flag 'from' which a stream comes in, or 'to' which it leaves."""
    return f"border-{role}"


def inlet_name(number: int) -> str:
    """The port of the stream in that is this one from above, from 1."""
    return f"in{number}"


def outlet_name(number: int) -> str:
    """The port of the stream out that is this one from above, from 1."""
    return f"out{number}"


def made_symbol(name: str) -> str:
    """The SVG text of a symbol; '' if it is none of these."""
    found = _BOX.fullmatch(name)
    if found:
        return _box(int(found[1]), int(found[2]), int(found[3] or 0), bool(found[4]))
    return {"border-from": _flag("from"), "border-to": _flag("to")}.get(name, "")


def _box(inlets: int, outlets: int, quarters: int, flipped: bool) -> str:
    """A box with a port for each stream, and one more either way."""
    drawn = BoxSymbol(inlets + 1, outlets + 1, quarters, flipped)
    into, out = drawn.offsets(drawn.inlets), drawn.offsets(drawn.outlets)
    names_in = [*map(inlet_name, range(1, inlets + 1)), NEW_INLET]
    names_out = [*map(outlet_name, range(1, outlets + 1)), NEW_OUTLET]
    places = [f"{name}=left:{offset}" for name, offset in zip(names_in, into, strict=True)]
    places += [f"{name}=right:{offset}" for name, offset in zip(names_out, out, strict=True)]
    return _ROOT.format(
        width=BREADTH,
        height=drawn.length,
        left=" ".join(f"{offset}:1" for offset in into),
        right=" ".join(f"{offset}:1" for offset in out),
        ports=" ".join(places),
        title="Sub-flowsheet",
        body=drawn.body(),
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
