"""Write the handbook pages of the unit operations from their declarations: docs/unit_operations/*.md.

python tools/unit_pages.py            writes what has changed
python tools/unit_pages.py --check    writes nothing; exit status 1 if a page is stale
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run from a checkout, installed or not

from unitops.catalogue import catalogue  # noqa: E402
from unitops.declaration.declared import (  # noqa: E402
    Choice,
    Composition,
    Freedom,
    Inlet,
    Parameter,
    Port,
    Reactions,
    Result,
    Table,
    Words,
)
from unitops.declaration.operation import UnitOperation  # noqa: E402
from unitops.declaration.validity import Bound, Limit  # noqa: E402

FOLDER = ROOT / "docs" / "unit_operations"
PHASE_WORDS = {"s": "solids", "aq": "liquor", "o": "organic", "m": "melt", "g": "gas"}
KIND_WORDS = {"heat": "heat", "power": "electricity", "fuel": "heat of fuel", "loss": "heat loss"}
WHEN_EMPTY = {"required": "to be entered", "absent": "not used", "calculated": "calculated"}


def pages() -> dict[str, str]:
    """Every page by file name."""
    operations = catalogue()
    written = {f"{name}.md": page(operation) for name, operation in operations.items()}
    return {**written, "index.md": index_page(operations)}


def index_page(operations: Mapping[str, type[UnitOperation]]) -> str:
    """All unit operations by trade."""
    lines = ["# Unit operations", "", "Written from the unit operations themselves: one page for each."]
    trades = sorted({operation.trade for operation in operations.values()}, key=lambda t: (t != "general", t))
    for trade in trades:
        rows = [
            (f"[{operation.title}]({name}.md)", operation.tag, _first_sentence(operation))
            for name, operation in operations.items()
            if operation.trade == trade
        ]
        lines += [
            "",
            f"## {trade[:1].upper()}{trade[1:]}",
            "",
            *_table(("unit", "tag", "what it does"), rows),
        ]
    return "\n".join(lines) + "\n"


def page(operation: type[UnitOperation]) -> str:
    """The handbook page of one unit operation."""
    declared = operation.declaration
    parts: list[tuple[str, Iterable[str]]] = [
        ("Ports", _ports(declared.ports)),
        ("Parameters", _parameters(operation)),
        ("What is entered and what follows", [_freedom_words(operation, f) for f in operation.freedoms]),
        ("Choices", _choices(declared.choices)),
        ("Lists and tables", _lists(operation)),
        ("Results", _results(declared.results)),
        ("Validity", _validity(operation)),
    ]
    lines = [
        f"# {operation.title}",
        "",
        f"`{operation.__name__}`, tags {operation.tag}-101 …, drawn as *{operation.symbol}*, "
        f"[{operation.trade}](index.md).",
        "",
        inspect.cleandoc(operation.__doc__ or ""),
    ]
    for heading, content in parts:
        text = list(content)
        if text:
            lines += ["", f"## {heading}", "", *text]
    return "\n".join(lines) + "\n"


def _ports(ports: Mapping[str, Port]) -> list[str]:
    rows = []
    for name, port in ports.items():
        carried = ", ".join(PHASE_WORDS[p] for p in port.phases.split())
        how = "in" if isinstance(port, Inlet) else "out"
        notes = [word for word, holds in (("optional", port.optional), ("any number", port.many)) if holds]
        rows.append((f"`{name}`", ", ".join([how, *notes]), carried, port.says))
    return _table(("port", "direction", "carries", "what"), rows)


def _parameters(operation: type[UnitOperation]) -> list[str]:
    parameters = operation.declaration.parameters
    if not parameters:
        return []
    rows = []
    for name, item in parameters.items():
        what = item.says + (f"; {_crossing(item.kind, item.energy)}" if item.energy else "")
        rows.append((f"`{name}`", _unit(item.unit), _default(operation, item), _range(item), what, item.source))
    return _table(("parameter", "unit", "default", "range", "what", "source of the default"), rows)


def _default(operation: type[UnitOperation], parameter: Parameter) -> str:
    if parameter.default is not None:
        return f"{parameter.default:g}"
    if operation.declaration.freedom_of(parameter.name) is not None:
        return "see below"
    return WHEN_EMPTY[parameter.when_empty]


def _range(parameter: Parameter) -> str:
    low, high = parameter.low, parameter.high
    if low is None and high is None:
        return "any"
    if high is None:
        return f"from {low:g}"
    if low is None:
        return f"up to {high:g}"
    return f"{low:g} to {high:g}"


def _freedom_words(operation: type[UnitOperation], freedom: Freedom) -> str:
    """A group of alternatives as a sentence."""
    parameters = operation.declaration.parameters
    names = [f"`{name}`" for name in freedom.members]
    count = {1: "one", 2: "two", 3: "three"}.get(freedom.degree, str(freedom.degree))
    defaults = [m for m in freedom.members if parameters[m].default is not None][: freedom.degree]
    sentence = f"- Enter {count} of {_listed(names, 'or')}; "
    sentence += "the others are calculated." if len(names) - freedom.degree > 1 else "the other is calculated."
    if defaults:
        held = [f"`{m}` = {parameters[m].default:g} {_unit(parameters[m].unit)}".strip() for m in defaults]
        sentence += f" With nothing entered, {_listed(held, 'and')} {'hold' if len(held) > 1 else 'holds'}."
    if freedom.open:
        sentence += " All may be left empty where something else on the sheet fixes them."
    return sentence


def _choices(choices: Mapping[str, Choice]) -> list[str]:
    rows = [
        (f"`{name}`", ", ".join(f"*{o}*" for o in item.options), f"*{item.default}*", item.says)
        for name, item in choices.items()
    ]
    return _table(("choice", "one of", "default", "what"), rows)


def _lists(operation: type[UnitOperation]) -> list[str]:
    rows = []
    for name, item in operation.declaration.items.items():
        if isinstance(item, Table):
            default = "" if item.default is None else f", otherwise {item.default:g}"
            rows.append((f"`{name}`", f"by species, phase or `*` [{_unit(item.unit) or '-'}]{default}", item.says))
        elif isinstance(item, Reactions):
            rows.append((f"`{name}`", "reactions", item.says))
        elif isinstance(item, Words):
            default = f", by default {', '.join(item.default)}" if item.default else ""
            rows.append((f"`{name}`", f"names{default}", item.says))
        elif isinstance(item, Composition):
            rows.append((f"`{name}`", "[composition](../feeds.md)", item.says))
    return _table(("entry", "kind", "what"), rows)


def _results(results: Mapping[str, Result]) -> list[str]:
    rows = []
    for name, item in results.items():
        crossing = _crossing(item.kind, item.energy) if item.energy else ""
        rows.append((f"`{name}`", _unit(item.unit) or "-", item.says, crossing))
    return _table(("result", "unit", "what", "in the energy balance"), rows)


def _validity(operation: type[UnitOperation]) -> list[str]:
    """The ranges that are watched; a result that leaves one is told to be outside validity."""
    quantities = operation.declaration.quantities
    rows = []
    for item in operation.validity:
        where = ", ".join(f"`{name}` *{word}*" for name, word in item.where.items())
        unit = _unit(quantities[item.of].measure)
        rows.append((f"`{item.of}`", unit, _bound(item.low), _bound(item.high), where, item.says, item.source))
    if not rows:
        return []
    heads = ("quantity", "unit", "from", "to", "where", "why", "source")
    told = "A result that leaves one of these ranges is *closed, outside validity*, and the balance says why."
    return [told, "", *_table(heads, rows)]


def _bound(bound: Bound) -> str:
    if bound is None:
        return ""
    return bound.says if isinstance(bound, Limit) else f"{bound:.6g}"


def _crossing(kind: str, energy: str) -> str:
    """What crosses the boundary, and which way; a loss that enters is what the surroundings give."""
    if kind == "loss" and energy == "in":
        return "heat from the surroundings"
    return f"{KIND_WORDS[kind]} {'that enters' if energy == 'in' else 'that leaves'}"


def _unit(unit: str) -> str:
    return "" if unit == "1" else unit


def _listed(words: Sequence[str], joint: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def _first_sentence(operation: type[UnitOperation]) -> str:
    return inspect.cleandoc(operation.__doc__ or "").split("\n")[0]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table without the columns that are empty throughout."""
    if not rows:
        return []
    kept = [k for k in range(len(heads)) if any(row[k] for row in rows)]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells[k].replace("|", "\\|").replace("\n", " ") for k in kept) + " |"

    return [line(heads), "|" + "---|" * len(kept), *(line(row) for row in rows)]


def stale(folder: Path = FOLDER) -> list[str]:
    """Names of pages that are not as the declarations say, or that should not be there."""
    wanted = pages()
    there = {path.name for path in folder.glob("*.md")}
    differing = [n for n, text in wanted.items() if n not in there or (folder / n).read_text("utf-8") != text]
    return sorted([*differing, *(there - wanted.keys())])


def main() -> int:
    """Write or check the pages; the exit status."""
    parser = argparse.ArgumentParser(description="Handbook pages of the unit operations.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if a page is stale")
    behind = stale()
    if parser.parse_args().check:
        for name in behind:
            print(f"stale: docs/unit_operations/{name}", file=sys.stderr)
        return 1 if behind else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for name in behind:
        if name in wanted:
            (FOLDER / name).write_text(wanted[name], "utf-8")
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
