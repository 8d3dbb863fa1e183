"""raffinate check: structure, data and reactions of a flowsheet; nothing is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from app.cli.options import FlowsheetFile, Settings
from app.cli.outcome import BAD_INPUT, SOLVED, reported, tell
from app.cli.sheets import open_sheet

if TYPE_CHECKING:
    from flowsheets.equations.problem import Problem


SHOWN = ("unit", "reaction", "conversion", "heat at 25 degC", "rests on estimates of")


@reported
def check(
    file: FlowsheetFile,
    set_values: Settings = None,
) -> int:
    """Check structure, data and reactions without solving. Exit status 2 if anything is wrong."""
    from app.cli.screen import Screen, show
    from flowsheets.checking import problems_of
    from flowsheets.results.reaction_table import reaction_table

    sheet = open_sheet(file, set_values or [])
    found = problems_of(sheet.document)
    for problem in found:
        if problem.severity == "error":
            tell(problem.sentence())
        else:
            typer.echo(f"{problem.severity}: {problem.sentence()}")
    if any(problem.severity == "error" for problem in found):
        return BAD_INPUT
    _require_structure(sheet.problem)
    show(Screen(), reaction_table(sheet.document), only=SHOWN)
    problem = sheet.problem
    unknowns = int(problem.unknown.sum())
    typer.echo(
        f"{sheet.document.name}: {len(problem.units)} units, {len(sheet.document.streams)} streams, "
        f"{len(problem.species)} species, {unknowns} unknowns, {len(problem.specifications)} specifications. "
        "Structure, data and reactions are sound."
    )
    return SOLVED


def _require_structure(problem: Problem) -> None:
    """Raise StructureError where too little or too much is specified."""
    from flowsheets.solving.degrees_of_freedom import explain_structure
    from flowsheets.solving.diagnosis import StructureError
    from flowsheets.solving.structure import match_system

    system = problem.system([0 if s.relation == "=" else None for s in problem.specifications])
    if system.rows != system.columns or len(match_system(system).lonely_columns):
        raise StructureError(explain_structure(problem, system))
