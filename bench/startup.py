"""Time and memory from nothing: importing, asking for help, a cold solve of each library sheet.

python -m bench.startup [--runs 5]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median

from bench.measuring import ROOT, milliseconds, print_machine, print_table

PYTHON = [sys.executable]
HEADLESS = "import flowsheets.sheet, flowsheets.equations.build, flowsheets.solving.solve, flowsheets.results.solution"
SOLVE = "import flowsheets as fs; fs.library.load({name!r}).solve().written"
MEMORY = """
import json, resource, sys, time
start = time.perf_counter()
{action}
took = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024.0 if sys.platform == "linux" else 1048576.0)
print(json.dumps([took, peak]))
"""


def raffinate() -> list[str]:
    """The installed command, or the module behind it where nothing is installed."""
    installed = shutil.which("raffinate")
    return [installed] if installed else [*PYTHON, "-m", "app.cli.main"]


def timed(command: Sequence[str], runs: int) -> tuple[float, float, int]:
    """Median wall and processor time of a command in processes of its own [s], and its exit status."""
    walls, processors, status = [], [], 0
    for _ in range(runs):
        start, before = time.perf_counter(), os.times()
        status = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode
        walls.append(time.perf_counter() - start)
        after = os.times()
        processors.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return median(walls), median(processors), status


def time_and_memory(action: str, runs: int) -> tuple[float, float]:
    """Median time [s] of an action in a fresh interpreter, and the process's peak memory after it [MB]."""
    figures = []
    for _ in range(runs):
        command = [*PYTHON, "-c", MEMORY.format(action=action)]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
        figures.append(json.loads(done.stdout.splitlines()[-1]))
    return median(took for took, _ in figures), median(peak for _, peak in figures)


def main() -> None:
    """Measure imports, commands and library sheets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print_machine()
    from flowsheets import library

    names = library.names()
    actions = {
        "nothing (the interpreter)": "pass",
        "import flowsheets": "import flowsheets",
        "import all that solving needs": HEADLESS,
        "the same and CasADi": f"{HEADLESS}\nimport casadi",
        f"load and solve {names[0]}": SOLVE.format(name=names[0]),
    }
    measured = {what: time_and_memory(action, runs) for what, action in actions.items()}
    rows = [(what, milliseconds(took), f"{peak:.0f} MB") for what, (took, peak) in measured.items()]
    print_table("In a fresh interpreter", ("what", "time", "peak memory"), rows)

    commands = [["--help"], *(["solve", name] for name in names)]
    rows = []
    for arguments in commands:
        took, processor, status = timed([*raffinate(), *arguments], runs)
        rows.append((" ".join(["raffinate", *arguments]), milliseconds(took), milliseconds(processor), status))
    print_table("Commands from nothing", ("command", "wall", "CPU", "exit status"), rows)


if __name__ == "__main__":
    main()
