"""raffinate species: what is known of the species, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.outcome import BAD_INPUT, SOLVED, reported, tell

if TYPE_CHECKING:
    from unitops.chemistry.species import Species

FEW = 3
"""So many species found are told in full, more only by a line each."""


@reported
def species(
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="An element, part of a formula, or of a name.")] = "",
) -> int:
    """Search the species; a few are shown in full with their sources."""
    from unitops.chemistry.species import database, suggestions

    known = database()
    found = [known[text]] if text in known else [s for s in known.values() if _matches(s, text)]
    of_element = [s for s in known.values() if text in s.composition]
    found = of_element or found
    if not found:
        near = suggestions(text, known)
        tell(f"no species matches '{text}'.{f' Did you mean {chr(44).join(near)}?' if near else ''}")
        return BAD_INPUT
    for item in found:
        if len(found) <= FEW:
            _tell_all(item)
        else:
            typer.echo(_line(item))
    return SOLVED


def _matches(item: Species, text: str) -> bool:
    return text in item.id or text.lower() in item.name.lower()


def _line(item: Species) -> str:
    formation = item.enthalpy_of_formation
    enthalpy = f"{formation.value / 1000.0:10.2f} kJ/mol" if formation else f"{'-':>10}       "
    return f"{item.id:28} {item.molar_mass * 1000.0:9.3f} g/mol {enthalpy}  {item.name}"


def _tell_all(item: Species) -> None:
    from unitops.chemistry.species import sources

    typer.echo(f"{item.id}  {item.name}, {item.molar_mass * 1000.0:.4f} g/mol")
    figures = (
        ("enthalpy of formation", item.enthalpy_of_formation, 1e-3, "kJ/mol"),
        ("entropy", item.entropy, 1.0, "J/mol/K"),
        ("molar volume", item.molar_volume, 1e6, "cm3/mol"),
    )
    cited: list[str] = []
    for name, datum, factor, unit in figures:
        if datum is not None:
            spread = f" +/- {datum.uncertainty * factor:.4g}" if datum.uncertainty else ""
            typer.echo(f"  {name:22} {datum.value * factor:.6g}{spread} {unit}, {datum.kind} [{datum.source}]")
            if datum.method:
                typer.echo(f"  {'':22} {datum.method}")
            cited.append(datum.source)
    capacity = item.heat_capacity
    if capacity is not None:
        typer.echo(
            f"  {'heat capacity':22} {capacity.low:.0f} to {capacity.high:.0f} K, {len(capacity.segments)} "
            f"segment{'s' if len(capacity.segments) > 1 else ''}, {capacity.kind} [{capacity.source}]"
        )
        if capacity.method:
            typer.echo(f"  {'':22} {capacity.method}")
        cited.append(capacity.source)
    for key in dict.fromkeys(cited):
        source = sources().get(key)
        if source is not None:
            typer.echo(f"  [{key}] {source.text}{f' doi {source.doi}' if source.doi else ''}")
    typer.echo()
