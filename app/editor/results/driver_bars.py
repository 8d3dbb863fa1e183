"""What the bars of the drivers are made of: rows of the driver table, or ranges with the results at their ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan

from app.editor.results.range_study import Ends
from app.editor.results.tornado import Bar
from app.editor.wording import printed_quantity, spoken_path, spoken_sentence
from flowsheets.document.paths import TARGET, owners_by_tag, parse_path
from flowsheets.document.records import Flowsheet
from flowsheets.document.targets import specification_of
from flowsheets.results.table import Cell
from flowsheets.studies.ends_of_ranges import ResultAtEnd, Span
from unitops.quantities import format_number, printed_unit

WAITS, REFUSED, UNSOLVED = UNKNOWN = ("waits", "not possible", "no solution")
"""What stands beside the end of a range that has no number."""


def slope_bar(sheet: Flowsheet, row: Sequence[Cell]) -> Bar:
    """The bar of a row of the driver table: what 1 % more of an input does [%]."""
    path, more, less, switch = str(row[0]), row[2], row[4], str(row[6])
    pull, other = (float(one) if isinstance(one, float | int) else 0.0 for one in (more, less))
    held = _entered(sheet, path)
    if isinstance(held, Mapping):  # a reaction is known by what it converts
        held = held.get("conversion", "")
    text = printed_quantity(str(held)) if isinstance(held, str | float | int) and not isinstance(held, bool) else ""
    return Bar(_name(sheet, path), text, pull, path, other, switch)


def range_bar(sheet: Flowsheet, value: float, unit: str, span: Span, ends: Ends | str | None) -> Bar:
    """The bar of a range: how far a result goes from its ``value`` [unit] to either end."""
    name, between = _name(sheet, span.path), span_in_words(span)
    if ends is None:
        return Bar(name, between, 0.0, span.path, ends=(WAITS, WAITS))
    if isinstance(ends, str):
        return Bar(name, between, 0.0, span.path, switch=spoken_sentence(ends), ends=(REFUSED, REFUSED))
    low, high = (_change(end, value) for end in ends)
    why = " ".join(f"At the {side} end: {end.why}" for side, end in zip(("low", "high"), ends, strict=True) if end.why)
    first, last = (_told(end) for end in ends)
    return Bar(name, between, high, span.path, low, spoken_sentence(why), (first, last))


def span_in_words(span: Span) -> str:
    """A range as it is printed: '9 to 12 t/h'."""
    return f"{format_number(span.low)} to {format_number(span.high)} {printed_unit(span.unit)}".strip()


def picture_of(bars: Sequence[Bar], value: float, *, label: str, unit: str, title: str, note: str) -> str:
    """The bars as a tornado in SVG round a ``value``; ends without a number have no bar."""
    from flowsheets.export.charts import Bar as DrawnBar
    from flowsheets.export.charts import tornado_chart

    drawn = []
    for bar in bars:
        low = bar.less if bar.ends or bar.switch else -bar.pull
        first, last = (
            nan if bar.ends and bar.ends[end] in UNKNOWN else value + change
            for end, change in ((0, low), (1, bar.pull))
        )
        low_text, _, high_text = bar.value.partition(" to ") if bar.ends else ("", "", "")
        drawn.append(DrawnBar(bar.name, first, last, low_text, high_text))
    return tornado_chart(drawn, value, label=label, unit=unit, title=title, note=note)


def text_of(bars: Sequence[Bar]) -> str:
    """The bars as a table for a spreadsheet."""
    if bars and bars[0].ends is not None:
        lines = [("input", "range", "at the low end", "at the high end")]
        lines += [(bar.name, bar.value, *(bar.ends or ("", ""))) for bar in bars]
    else:
        lines = [("input", "as entered", "change for 1 % more, %", "change for 1 % less, %")]
        lines += [
            (bar.name, bar.value, f"{bar.pull:.6g}", f"{bar.less if bar.switch else -bar.pull:.6g}") for bar in bars
        ]
    return "\n".join("\t".join(line) for line in lines)


def _change(end: ResultAtEnd, value: float) -> float:
    return 0.0 if end.value is None else end.value - value


def _told(end: ResultAtEnd) -> str:
    return UNSOLVED if end.value is None else format_number(end.value)


def _name(sheet: Flowsheet, path: str) -> str:
    parsed = parse_path(path)
    held = _entered(sheet, path)
    if isinstance(held, Mapping) and parsed.name == "reactions":
        return f"{parsed.owner} conversion of {held.get('of', 'what runs out')}, reaction {int(parsed.argument) + 1}"
    return f"{parsed.owner} {spoken_path(parsed)}"


def _entered(sheet: Flowsheet, path: str) -> object:
    """What stands in the field of an input: a text or a number, or the fields of a reaction."""
    parsed = parse_path(path)
    if parsed.field == TARGET:
        demand = specification_of(sheet, path)
        return sheet.specifications[demand].target if demand else None
    record = sheet.units.get(owners_by_tag(sheet).get(parsed.owner, ""))
    held = record.parameters.get(parsed.name) if record else None
    if isinstance(held, Mapping):
        inner = held.get("species", held) if parsed.name == "composition" else held
        return inner.get(parsed.argument) if isinstance(inner, Mapping) else None
    if isinstance(held, Sequence) and not isinstance(held, str) and parsed.argument.isdigit():
        return held[int(parsed.argument)] if int(parsed.argument) < len(held) else None
    return held
