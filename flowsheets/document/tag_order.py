"""The order in which people expect tags: S-2 before S-10."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"([0-9]+)")


def natural(tag: str) -> list[tuple[int, str]]:
    """A key that sorts the numbers in tags as numbers."""
    return [(int(part), "") if k % 2 else (-1, part) for k, part in enumerate(_DIGITS.split(tag))]
