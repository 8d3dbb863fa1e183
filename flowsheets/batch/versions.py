"""Versions on which the last digits of a result depend."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("numpy", "scipy", "casadi")


def versions() -> dict[str, str]:
    """Of Raffinate, Python and the packages that calculate, by name."""
    found = {"raffinate": _version("raffinate"), "python": platform.python_version()}
    return found | {name: _version(name) for name in PACKAGES}


def _version(name: str) -> str:
    from flowsheets.results.solution import VERSION

    if name == "raffinate":
        return VERSION
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
