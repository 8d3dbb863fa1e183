"""Drawn sheets as the pages of a PDF, from the SVG that this package writes. Nothing is needed besides.

Only what flowsheets.diagram.svg uses is understood: groups, paths, rectangles, circles and single lines of text, with
their strokes, fills, dashes, opacity and transforms. Text is set in Helvetica, which every reader of PDF has.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

import msgspec

from flowsheets.diagram.look import text_width
from unitops.errors import RaffinateError

POINTS = 0.75
"""Of 1/72 inch to a px of 1/96 inch."""
QUARTER = 4.0 / 3.0 * (math.sqrt(2.0) - 1.0)
"""Length of the handles of a quarter circle drawn as a cubic, in radii."""
INHERITED = (
    *("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"),
    *("font-size", "font-weight", "text-anchor", "opacity"),
)
TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}
ENDS = {"butt": 0, "miter": 0, "round": 1}

Look = Mapping[str, str]
Pair = tuple[float, float]


class PictureError(RaffinateError):
    """An SVG that uses what this cannot draw."""


class _Page(msgspec.Struct, frozen=True):
    """What is drawn on a page, its size [pt], and the opacities that it uses."""

    content: bytes
    width: float
    height: float
    levels: frozenset[float]


def pdf(*pictures: str) -> bytes:
    """The PDF of SVG pictures, a page each. Raises PictureError for what it does not know."""
    roots = [ElementTree.fromstring(picture) for picture in pictures]
    title = roots[0].findtext("{http://www.w3.org/2000/svg}title", "")
    return _file([_page(root) for root in roots], title)


def _page(root: ElementTree.Element) -> _Page:
    left, top, width, height = (float(number) for number in root.get("viewBox", "").split())
    # Upside down, so that y runs downwards as in the SVG.
    turn = f"{POINTS} 0 0 {-POINTS} {-left * POINTS:.3f} {(top + height) * POINTS:.3f} cm"
    content = "\n".join([turn, *_drawn(root, {})]).encode("cp1252", "replace")
    levels = frozenset(_opacity(element.attrib) for element in root.iter())
    return _Page(content, width * POINTS, height * POINTS, levels)


def _file(pages: Sequence[_Page], title: str) -> bytes:
    """Objects and their table: catalogue, tree of pages, fonts, title; a page and its content for each page."""
    first = 6
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    font = "<</Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding>>"
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Kids [{kids}] /Count {len(pages)}>>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        b"<</Title (%s) /Producer (Raffinate)>>" % _escaped(title).encode("cp1252", "replace"),
    ]
    for page in pages:
        states = " ".join(f"/G{round(level * 100)} <</ca {level:g} /CA {level:g}>>" for level in sorted(page.levels))
        packed = zlib.compress(page.content, 9)
        objects += [
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width:.2f} {page.height:.2f}] "
            f"/Contents {len(objects) + 2} 0 R /Resources "
            f"<</Font <</F0 3 0 R /F1 4 0 R>> /ExtGState <<{states}>>>>>>".encode(),
            b"<</Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed),
        ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d /Root 1 0 R /Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _drawn(element: ElementTree.Element, above: Look) -> Iterator[str]:
    """The operators that draw an element and what is in it."""
    name = element.tag.rpartition("}")[2]
    look = {**above, **{key: value for key, value in element.attrib.items() if key in INHERITED}}
    if name == "title":
        return
    if name in ("svg", "g"):
        moved = [_moved(part) for part in re.findall(r"(\w+)\(([^)]*)\)", element.get("transform", ""))]
        level = _opacity(element.attrib)
        yield from ["q", *moved, *([f"/G{round(level * 100)} gs"] if level < 1.0 else [])]
        for child in element:
            yield from _drawn(child, look)
        yield "Q"
    elif name == "text":
        yield from _text(element, look)
    elif name in ("path", "rect", "circle"):
        shape = {"path": _path, "rect": _rectangle, "circle": _circle}[name](element)
        yield from _painted(list(shape), look)
    else:
        raise PictureError(f"<{name}> cannot be drawn into a PDF")


def _opacity(attributes: Mapping[str, str]) -> float:
    return float(attributes.get("opacity", "1"))


def _moved(part: tuple[str, str]) -> str:
    name, numbers = part[0], [float(number) for number in part[1].replace(",", " ").split()]
    if name == "translate":
        return f"1 0 0 1 {numbers[0]:g} {numbers[1]:g} cm"
    if name == "scale":
        return f"{numbers[0]:g} 0 0 {numbers[-1]:g} 0 0 cm"
    if name == "rotate":
        cos, sin = math.cos(math.radians(numbers[0])), math.sin(math.radians(numbers[0]))
        return f"{cos:.6f} {sin:.6f} {-sin:.6f} {cos:.6f} 0 0 cm"
    raise PictureError(f'the transform "{name}" cannot be drawn into a PDF')


def _painted(shape: list[str], look: Look) -> Iterator[str]:
    fill, stroke = look.get("fill", "#000000"), look.get("stroke", "none")
    if fill == stroke == "none":
        return
    yield "q"
    if fill != "none":
        yield f"{_colour(fill)} rg"
    if stroke != "none":
        dash = look.get("stroke-dasharray", "").replace(",", " ")
        ends, joins = ENDS[look.get("stroke-linecap", "butt")], ENDS[look.get("stroke-linejoin", "miter")]
        yield f"{_colour(stroke)} RG {float(look.get('stroke-width', '1')):g} w {ends} J {joins} j [{dash}] 0 d"
    yield from shape
    yield "B" if "none" not in (fill, stroke) else "f" if fill != "none" else "S"
    yield "Q"


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise PictureError(f'the colour "{text}" cannot be drawn into a PDF')
    return " ".join(f"{int(text[place : place + 2], 16) / 255:.4g}" for place in (1, 3, 5))


def _text(element: ElementTree.Element, look: Look) -> Iterator[str]:
    words, size = element.text or "", float(look.get("font-size", "11"))
    bold = look.get("font-weight", "400") not in ("400", "normal")
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[look.get("text-anchor", "start")]
    # As wide as Helvetica sets it, without the allowance for broader faces.
    x = float(element.get("x", "0")) - share * text_width(words, size, bold) / text_width("0", 1.0) * 0.556
    yield f"BT /F{int(bold)} {size:g} Tf {_colour(look.get('fill', '#000000'))} rg"
    # The page is upside down, so letters are turned back.
    yield f"1 0 0 -1 {x:.2f} {float(element.get('y', '0')):.2f} Tm ({_escaped(words)}) Tj ET"


def _escaped(words: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", words.replace("₂", "2").replace("₃", "3").replace("\n", " "))


def _rectangle(element: ElementTree.Element) -> Iterator[str]:
    x, y, width, height = (float(element.get(name, "0")) for name in ("x", "y", "width", "height"))
    yield f"{x:g} {y:g} {width:g} {height:g} re"


def _circle(element: ElementTree.Element) -> Iterator[str]:
    x, y, r = (float(element.get(name, "0")) for name in ("cx", "cy", "r"))
    h = QUARTER * r
    yield f"{x + r:g} {y:g} m"
    for corner in (
        (x + r, y + h, x + h, y + r, x, y + r),
        (x - h, y + r, x - r, y + h, x - r, y),
        (x - r, y - h, x - h, y - r, x, y - r),
        (x + h, y - r, x + r, y - h, x + r, y),
    ):
        yield _numbers(*corner, "c")
    yield "h"


def _path(element: ElementTree.Element) -> Iterator[str]:
    """Absolute commands only, as symbols and streams are written."""
    here, start, handle = (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)
    for command, n in _commands(element.get("d", "")):
        before, here = here, _end(command, n, here, start)
        mirrored = (2 * before[0] - handle[0], 2 * before[1] - handle[1])
        handle = here
        if command == "M":
            start = here
            yield _numbers(*here, "m")
        elif command in "LHV":
            yield _numbers(*here, "l")
        elif command == "Q":
            yield _numbers(*_third(before, (n[0], n[1])), *_third(here, (n[0], n[1])), *here, "c")
        elif command == "C":
            handle = (n[2], n[3])
            yield _numbers(*n, "c")
        elif command == "S":
            handle = (n[0], n[1])
            yield _numbers(*mirrored, *n, "c")
        elif command == "A":
            yield from _arc(before, here, n)
        else:
            yield "h"


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    tokens = TOKEN.findall(text)
    place, command = 0, ""
    while place < len(tokens):
        if tokens[place].isalpha():
            command = tokens[place]
            place += 1
        elif command == "M":
            command = "L"
        if command not in COUNT:
            raise PictureError(f'the path command "{command}" cannot be drawn into a PDF')
        count = COUNT[command]
        yield command, [float(token) for token in tokens[place : place + count]]
        place += count


def _end(command: str, n: list[float], here: Pair, start: Pair) -> Pair:
    if command == "Z":
        return start
    if command == "H":
        return n[0], here[1]
    return (here[0], n[0]) if command == "V" else (n[-2], n[-1])


def _third(end: Pair, control: Pair) -> Pair:
    """A handle of the cubic that is a quadratic."""
    return end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1])


def _arc(start: Pair, end: Pair, n: list[float]) -> Iterator[str]:
    """An arc of an upright ellipse, the centre found as the SVG standard says (appendix B.2.4), in cubics."""
    across, down, large, sweep = n[0], n[1], n[3], n[4]
    if not across or not down or start == end:
        yield _numbers(*end, "l")
        return
    half = ((start[0] - end[0]) / 2 / across, (start[1] - end[1]) / 2 / down)
    apart = math.hypot(*half)
    grown = max(apart, 1.0)
    across, down = across * grown, down * grown
    half = (half[0] / grown, half[1] / grown)
    to_centre = math.sqrt(max(1 / (half[0] ** 2 + half[1] ** 2) - 1, 0.0)) * (-1 if large == sweep else 1)
    centre = (
        to_centre * half[1] * across + (start[0] + end[0]) / 2,
        -to_centre * half[0] * down + (start[1] + end[1]) / 2,
    )
    first = math.atan2((start[1] - centre[1]) / down, (start[0] - centre[0]) / across)
    turn = (math.atan2((end[1] - centre[1]) / down, (end[0] - centre[0]) / across) - first) % math.tau
    turn = turn if sweep else turn - math.tau
    pieces = max(math.ceil(abs(turn) / (math.pi / 2) - 1e-9), 1)
    step = turn / pieces
    reach = 4 / 3 * math.tan(step / 4)
    for piece in range(pieces):
        a, b = first + piece * step, first + (piece + 1) * step
        points = (
            (math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a)),
            (math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b)),
            (math.cos(b), math.sin(b)),
        )
        yield _numbers(*(v for x, y in points for v in (centre[0] + across * x, centre[1] + down * y)), "c")


def _numbers(*parts: float | str) -> str:
    return " ".join(part if isinstance(part, str) else f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)
