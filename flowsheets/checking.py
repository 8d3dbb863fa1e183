"""Everything that is wrong with a document before anything is solved."""

from __future__ import annotations

from collections.abc import Iterator

from flowsheets.document.checks import check
from flowsheets.document.errors import PathError, Problem
from flowsheets.document.paths import PLANT, Path, path_with_tags, resolve_path, tag_of
from flowsheets.document.records import Flowsheet, IndicatorRecord, Ratio, Recovery
from unitops.errors import InputError
from unitops.quantities import Dimension, dimension_of, dimensions_of, units_of


def problems_of(document: Flowsheet) -> list[Problem]:
    """What the document alone shows to be wrong."""
    if not document.units and not document.streams:
        return [*check(document), *_nothing_on(document)]
    return [*check(document), *_indicators_can_be_calculated(document)]


def require_sound(document: Flowsheet) -> None:
    """Raise InputError that names every error of the document; warnings pass."""
    errors = [problem for problem in problems_of(document) if problem.severity == "error"]
    if errors:
        raise InputError("\n".join(problem.sentence() for problem in errors))


def _nothing_on(document: Flowsheet) -> Iterator[Problem]:
    yield Problem(
        check="something_is_on_the_sheet",
        place=document.name,
        message="there are no units and no streams on the sheet",
        remedy="Add a feed, a unit operation and a product, and connect them.",
    )


def _indicators_can_be_calculated(document: Flowsheet) -> Iterator[Problem]:
    """Indicators name quantities and elements that there are, in units that measure them."""
    for name, indicator in sorted(document.indicators.items()):
        for error in _indicator_errors(document, indicator):
            yield Problem(
                check="indicators_can_be_calculated",
                place=f"indicators.{name}",
                message=error.problem,
                remedy=error.remedy,
                owners=(name,),
            )


def _indicator_errors(document: Flowsheet, indicator: IndicatorRecord) -> Iterator[InputError]:
    if isinstance(indicator, Recovery):
        try:
            require_element(document, indicator.element)
        except InputError as error:
            yield error
        return
    ratio = isinstance(indicator, Ratio)
    texts = (*indicator.numerator, *indicator.denominator) if ratio else (indicator.path,)
    for text in texts:
        dimensions = []
        try:
            path = resolve_path(document, text.removeprefix("-"))
            if path.owner == PLANT:
                raise InputError(f"'{text}' names nothing that is calculated", remedy="Name a stream or a unit.")
            dimensions = _dimensions_of_path(document, path)
        except PathError:
            continue  # told by the checks of the document
        except InputError as error:
            yield error
            continue
        if not ratio and dimensions and not set(dimensions) & set(dimensions_of(indicator.unit)):
            shown = ", ".join(units_of(dimensions[0])[:6])
            yield InputError(
                f'"{indicator.unit}" does not measure {path_with_tags(document, text)}', remedy=f"Write {shown}."
            )
    if ratio and not dimensions_of(indicator.unit):
        yield InputError(f'"{indicator.unit}" is not a unit', remedy='Write for example "kg/t" or "kWh/kg".')


def _dimensions_of_path(document: Flowsheet, path: Path) -> list[Dimension]:
    """The dimensions in which what a path names may be shown; raises InputError if it names nothing."""
    from flowsheets.equations.measures import find_measure
    from unitops.catalogue import catalogue

    if path.owner in document.streams:
        measure = find_measure(path.name, path.argument, "")
        if path.argument:
            _require_argument(document, path.argument)
        return [measure.dimension]
    unit = document.units[path.owner]
    operation = catalogue().get(unit.operation)
    if operation is None:
        return []
    quantity = operation.declaration.quantities.get(path.name)
    if quantity is not None:
        return [dimension_of(quantity.measure)]
    if path.name in operation.declaration.items:
        return []  # a table, a list of reactions, a composition: what is in it shows when the sheet is compiled
    raise InputError(
        f"{tag_of(document, path.owner)} has no quantity '{path.name}'",
        remedy=f"It has {', '.join(operation.declaration.quantities)}.",
    )


def _require_argument(document: Flowsheet, argument: str) -> None:
    """Raise InputError if an argument is no phase, no known species and no element."""
    from flowsheets.equations.chemistry_of_sheet import SheetChemistry
    from unitops.chemistry.phases import PHASE_NAMES

    if argument in PHASE_NAMES.values():
        return
    if "(" in argument:
        totals = SheetChemistry(document.species).canonical(argument, "")
        if set(totals) != {argument}:
            raise InputError(
                f"a liquor is calculated in totals, of which {argument} is none",
                remedy=f"Name one of {', '.join(sorted(totals))}, or an element.",
            )
        return
    require_element(document, argument)


def require_element(document: Flowsheet, symbol: str) -> None:
    """Raise InputError if a symbol is no element, nor one that the sheet's own species are made of."""
    from flowsheets.equations.chemistry_of_sheet import SheetChemistry
    from unitops.chemistry.formula import atomic_weights

    if symbol in atomic_weights():
        return
    if not any(symbol in species.composition for species in SheetChemistry(document.species).own.values()):
        raise InputError(
            f"'{symbol}' is not an element",
            remedy="Write its symbol, such as Li, or a species with its phase, Li2CO3(s).",
        )
