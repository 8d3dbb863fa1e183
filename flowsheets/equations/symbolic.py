"""The one door to CasADi: imported when equations are built, never before."""

from __future__ import annotations

from typing import Any


def casadi() -> Any:
    """The CasADi module; untyped on purpose, since its stubs deny calls that it accepts."""
    import casadi as module

    return module
