"""The audit shares no code with the solver, and is quick to start."""

from __future__ import annotations

import subprocess
import sys

FORBIDDEN = ("casadi", "flowsheets.equations", "flowsheets.solving", "unitops.chemistry")
PROGRAM = f"""
import sys
import numpy as np
import flowsheets.audit as audit
none = np.zeros(0, dtype=int)
structure = audit.ResultStructure(("CaO(s)", "H2O(l)", "H+(aq)"), (), (), none, none)
audit.compile_audit(structure)
print([name for name in sys.modules if name.startswith({FORBIDDEN!r})])
"""


def test_nothing_of_the_solver_is_imported():
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.strip() == "[]"
