"""When a quotient is a figure: what it is divided by must be more than the balance leaves open.

A mass balance closes to a share of what enters the plant (``flowsheets.audit.tolerances``). A divisor of ten times that
is known to a tenth; below, the quotient says nothing and is told as not defined.
"""

from __future__ import annotations

from flowsheets.audit import tolerances

NOT_DEFINED = "not defined"
"""What stands in the place of a quotient that says nothing."""
RESOLVED = 10.0
"""So many times its tolerance a flow has to be for a quotient."""
OF_PLANT = RESOLVED * tolerances.PLANT
"""Least whole flow that may divide, of all that enters the plant."""
OF_ELEMENT = RESOLVED * tolerances.ROUND_OFF
"""Least flow of an element, a species or a phase that may divide, of all that enters the plant."""


def is_definite(divisor: float, entering: float, *, part: bool = False) -> bool:
    """Whether a flow may divide. entering: all that enters the plant, in the same unit; part: of an element or so."""
    return abs(divisor) > (OF_ELEMENT if part else OF_PLANT) * abs(entering)
