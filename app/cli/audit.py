"""raffinate audit: add up a written result again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.outcome import NOT_CONVERGED, OUT_OF_BALANCE, SOLVED, reported

STATUS = {"out of balance": OUT_OF_BALANCE, "not converged": NOT_CONVERGED}


@reported
def audit(
    file: Annotated[str, typer.Argument(metavar="RESULT.json", help="As 'raffinate solve --json' wrote it.")],
) -> int:
    """Re-add mass, elements, charge and energy of a written result, by code that the solver does not share."""
    from app.cli.balance import status_line
    from flowsheets.audit import audit_file

    report = audit_file(Path(file))
    typer.echo(status_line(report))
    if report.stated_status and report.stated_status != report.status:
        typer.echo(f"The file says of itself: {report.stated_status}.")
    for finding in report.findings:
        typer.echo(f"! {finding.sentence}")
    return STATUS.get(report.status, SOLVED)
