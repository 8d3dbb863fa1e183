"""Names of the model as an engineer says them: what the window shows instead of paths and declared names."""

from __future__ import annotations

import re

from flowsheets.document.paths import TARGET, Path
from unitops.quantities import printed_text, printed_unit

PHASES = {"s": "solids", "aq": "liquor", "o": "organic", "m": "melt", "g": "gas"}
"""What a port carries."""
_SPECIAL = {"ph": "pH", "ph50": "pH50"}
_QUANTITY = re.compile(r"([+\-−<]*[\d.,]+(?:[eE][+\-]?\d+)?) ([A-Za-z%][^\s]*)")
_PATH_IN_TEXT = re.compile(r"\b([A-Z][\w-]*-\w+)\.([a-z][a-z0-9_]*)")
_NAME_IN_TEXT = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")


def printed_quantity(text: str) -> str:
    """A number with its unit as it is printed: '25 °C'; any other text as it is."""
    found = _QUANTITY.fullmatch(text)
    return f"{found[1]} {printed_unit(found[2])}" if found else text


def spoken_name(name: str) -> str:
    """A declared name within a sentence: 'residence time', 'final pH'."""
    return " ".join(_SPECIAL.get(word, word) for word in name.split("_"))


def spoken_path(path: Path) -> str:
    """What a path names, without its owner: 'share of CaCO3(s)', 'target of wash ratio'; reactions count from one."""
    name = spoken_name(path.name)
    if path.field == TARGET:
        return f"target of {name}{f' of {path.argument}' if path.argument else ''}"
    if path.name == "reactions" and path.argument.isdigit():
        return f"conversion of reaction {int(path.argument) + 1}"
    return f"{name} of {path.argument}" if path.argument else name


def spoken_sentence(text: str) -> str:
    """A sentence of the engine with paths and declared names as words: 'FL-201 wash ratio' for 'FL-201.wash_ratio'."""
    text = _PATH_IN_TEXT.sub(lambda found: f"{found[1]} {spoken_name(found[2])}", printed_text(text))
    return _NAME_IN_TEXT.sub(lambda found: spoken_name(found[0]), text)
