"""Lettering: how wide a text will be, how it is broken, how units and numbers are written on paper."""

from __future__ import annotations

import re

from unitops.quantities import printed_unit

PANEL, TABLE, LABEL = 13, 12, 11
"""Sizes of type [px]: titles of a chart, its axes' names, and its figures."""
FONTS = "Segoe UI, Helvetica Neue, Helvetica, Arial, DejaVu Sans, sans-serif"

_NARROW, _WIDE = frozenset("iljI.,:;'|![]()/ft \u2009"), frozenset("mwMW%@—…")
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_width(text: str, size: float) -> float:
    """About how wide a text is [px], on the wide side: which font will draw it is not known."""
    ems = sum(0.38 if c in _NARROW else 0.92 if c in _WIDE else 0.7 if c.isupper() else 0.62 for c in text)
    return ems * size


def wrapped(text: str, size: float, width: float, most: int = 2) -> list[str]:
    """A text in lines no wider than ``width`` [px]; what does not fit into ``most`` lines ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [cut(line, size, width) for line in lines]


def cut(text: str, size: float, width: float) -> str:
    """A text, shortened with an ellipsis if it is wider than ``width`` [px]."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def escaped(text: str) -> str:
    """A text as it may stand in XML; characters that XML forbids become a question mark."""
    text = _FORBIDDEN.sub("?", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def named(label: str, unit: str, power: int = 0) -> str:
    """Name of an axis with its unit, and the power of ten of its figures: 'electricity [10³ kW]'."""
    factor = f"10{str(power).translate(_SUPERSCRIPTS)}" if power else ""
    inside = " ".join(part for part in (factor, printed_unit(unit)) if part)
    return f"{label} [{inside}]" if inside else label
