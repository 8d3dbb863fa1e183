"""How long it takes to tell what is wrong with a large sheet: too little specified, too much, both.

python -m bench.structure [--stages 500]
"""

from __future__ import annotations

import argparse
import time
from statistics import median

from bench.measuring import milliseconds, print_machine, print_table

import msgspec  # isort: skip  # after the number of BLAS threads is fixed

from bench import countercurrent as case
from flowsheets.document.records import Flowsheet, SpecificationRecord
from flowsheets.equations.build import compile_sheet
from flowsheets.solving.diagnosis import StructureError
from flowsheets.solving.finish import finished
from flowsheets.solving.solve import solve_steps

COMPONENTS = 50
RUNS = 7


def without_rate(sheet: Flowsheet) -> Flowsheet:
    """Nothing says how much wash enters."""
    wash = sheet.units["wash"]
    kept = {name: value for name, value in wash.parameters.items() if name != "molar_rate"}
    units = {**sheet.units, "wash": msgspec.structs.replace(wash, parameters=kept)}
    return msgspec.structs.replace(sheet, units=units)


def twice_demanded(sheet: Flowsheet) -> Flowsheet:
    """The feed's flow is entered and demanded besides, for which the wash is freed: too much and too little."""
    demand = SpecificationRecord(result="sfeed.molar_flow", target="600 kmol/h", frees=("wash.molar_rate",))
    return msgspec.structs.replace(without_rate(sheet), specifications={"demand": demand})


DEFECTS = {"wash without a rate": without_rate, "feed demanded twice, wash freed": twice_demanded}


def main() -> None:
    """Time from the compiled problem to the message, for each defect."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stages", type=int, default=500)
    stages = parser.parse_args().stages
    print_machine()
    sheet = case.train(stages, COMPONENTS)
    rows, messages = [], []
    for name, spoil in DEFECTS.items():
        problem = compile_sheet(spoil(sheet))
        times, message = [], "no message"
        for _ in range(RUNS):
            start = time.perf_counter()
            try:
                finished(solve_steps(problem))
            except StructureError as error:
                message = str(error)
            times.append(time.perf_counter() - start)
        equations = problem.system([0 for _ in problem.specifications]).rows
        rows.append((name, equations, RUNS, milliseconds(median(times)), milliseconds(max(times))))
        messages.append(f"{name}: {message}")
    print_table("Diagnosis of a defective sheet", ("defect", "equations", "runs", "median", "longest"), rows)
    print("\n" + "\n".join(messages))


if __name__ == "__main__":
    main()
