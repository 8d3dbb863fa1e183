"""Checks that need only the document: tags, ends of streams, and that whatever is referred to is there.

Each check is a function with a name that says what holds when it passes; it tells the problems otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from flowsheets.document.errors import PathError, Problem, Severity
from flowsheets.document.paths import PLANT, TARGET, parse_path, tag_fault, tag_of
from flowsheets.document.records import End, Flowsheet, Ratio, Recovery
from flowsheets.document.subflowsheet_checks import SUBFLOWSHEET_CHECKS
from flowsheets.document.targets import specification_of
from unitops.errors import QuantityError
from unitops.quantities import Dimension, dimensions_of, parse_quantity

Check = Callable[[Flowsheet], Iterable[Problem]]


def check(sheet: Flowsheet) -> list[Problem]:
    """Every problem that the document alone shows, in the order of the checks."""
    return [problem for test in CHECKS for problem in test(sheet)]


def tags_are_readable(sheet: Flowsheet) -> Iterator[Problem]:
    """No tag is empty or has a character that paths, files and command lines use."""
    for section in (sheet.units, sheet.streams):
        for key, record in sorted(section.items()):
            fault = tag_fault(record.tag)
            if fault:
                remedy = "Give it a tag such as R-101 or S-12."
                yield _problem("tags_are_readable", record.tag, fault, remedy, owners=(key,))


def tags_are_unique(sheet: Flowsheet) -> Iterator[Problem]:
    """Every unit and every stream has a tag of its own, since paths name both."""
    holders: dict[str, list[str]] = defaultdict(list)
    for section in (sheet.units, sheet.streams):
        for key, record in sorted(section.items()):
            holders[record.tag].append(key)
    for tag, keys in sorted(holders.items()):
        if len(keys) > 1:
            names = [getattr(sheet.units.get(key) or sheet.streams[key], "name", "") or key for key in keys]
            message = f"the tag stands on {len(keys)} units or streams ({', '.join(names)})"
            yield _problem("tags_are_unique", tag, message, "Rename all but one.", owners=tuple(keys))


def ids_are_unique(sheet: Flowsheet) -> Iterator[Problem]:
    """No id stands for two things."""
    counted = Counter([*sheet.units, *sheet.streams, *sheet.specifications])
    for key, number in sorted(counted.items()):
        if number > 1:
            message = f'the id "{key}" stands for {number} things'
            yield _problem("ids_are_unique", tag_of(sheet, key), message, "Change one in the file.", owners=(key,))


def streams_have_two_ends(sheet: Flowsheet) -> Iterator[Problem]:
    """Every stream comes from a unit and leads to another."""
    for key, stream in sorted(sheet.streams.items()):
        if stream.source is None and stream.target is None:
            message, remedy = "the stream is not connected at either end", "Connect it or delete it."
        elif stream.source is None:
            message, remedy = "the stream comes from nowhere", "Draw its beginning to an outlet or to a feed."
        elif stream.target is None:
            message, remedy = "the stream leads nowhere", "Draw its end to an inlet or to a product."
        else:
            continue
        yield _problem("streams_have_two_ends", stream.tag, message, remedy, owners=(key,))


def streams_end_at_units(sheet: Flowsheet) -> Iterator[Problem]:
    """The units at the ends of every stream are on the sheet, and the two ends are not one port."""
    for key, stream in sorted(sheet.streams.items()):
        for end, word in ((stream.source, "comes from"), (stream.target, "leads to")):
            if end is not None and end.unit not in sheet.units:
                message = f'the stream {word} the unit "{end.unit}", which is not on the sheet'
                yield _problem("streams_end_at_units", stream.tag, message, "Connect it again.", owners=(key,))
        if stream.source is not None and stream.source == stream.target:
            message = f"the stream begins and ends at {_port(sheet, stream.source)}"
            yield _problem("streams_end_at_units", stream.tag, message, "Connect one end elsewhere.", owners=(key,))


def specifications_point_at_the_sheet(sheet: Flowsheet) -> Iterator[Problem]:
    """A specification demands a result that can be there and frees one or two parameters of units."""
    name = "specifications_point_at_the_sheet"
    for key, specification in sorted(sheet.specifications.items()):
        place = f"specification of {_shown(sheet, specification.result)}"
        yield from _missing_owner(sheet, name, place, specification.result, key)
        if len(specification.frees) not in (1, 2):
            message = f"{len(specification.frees)} parameters are freed for it"
            yield _problem(name, place, message, "Free one, or two that work against each other.", owners=(key,))
        for path in specification.frees:
            yield from _missing_owner(sheet, name, place, path, key, only_units=True)


def parameters_are_freed_once(sheet: Flowsheet) -> Iterator[Problem]:
    """No parameter is freed for two specifications."""
    users: dict[str, list[str]] = defaultdict(list)
    for key, specification in sorted(sheet.specifications.items()):
        for path in specification.frees:
            if not specification.off:
                users[path].append(key)
    for path, keys in sorted(users.items()):
        if len(keys) > 1:
            results = " and ".join(_shown(sheet, sheet.specifications[key].result) for key in keys)
            message = f"the parameter is freed for {results}"
            remedy = "Free another parameter for one of them, or switch one off."
            yield _problem("parameters_are_freed_once", _shown(sheet, path), message, remedy, owners=tuple(keys))


def results_are_demanded_once(sheet: Flowsheet) -> Iterator[Problem]:
    """No result is to be equal to two targets; a lower and an upper limit go together."""
    demands: dict[str, list[str]] = defaultdict(list)
    for key, specification in sorted(sheet.specifications.items()):
        if specification.relation == "=" and not specification.off:
            demands[specification.result].append(key)
    for result, keys in sorted(demands.items()):
        records = [sheet.specifications[key] for key in keys]
        frees = [path for record in records for path in record.frees]
        if len(keys) > 1 and len(set(frees)) == len(frees):  # the same parameter freed twice is told on its own
            message = f"it is demanded to be {' and '.join(str(record.target) for record in records)}"
            remedy = "Keep one of the specifications, or switch the others off."
            yield _problem("results_are_demanded_once", _shown(sheet, result), message, remedy, owners=tuple(keys))


def indicators_point_at_the_sheet(sheet: Flowsheet) -> Iterator[Problem]:
    """The streams and results that indicators are made of are there."""
    name = "indicators_point_at_the_sheet"
    for title, indicator in sorted(sheet.indicators.items()):
        place = f'indicator "{title}"'
        if isinstance(indicator, Recovery):
            for key in (*indicator.of, *indicator.to):
                if key not in sheet.streams:
                    message = f'"{tag_of(sheet, key)}" is not a stream of this sheet'
                    ids = [stream for stream, record in sheet.streams.items() if record.tag == key]
                    remedy = f'A file names streams by their ids: write "{ids[0]}".' if ids else "Choose a stream."
                    yield _problem(name, place, message, remedy, owners=(title,))
            if not indicator.of or not indicator.to:
                yield _problem(name, place, "it has no streams", "Choose feeds and products.", owners=(title,))
            continue
        paths = (*indicator.numerator, *indicator.denominator) if isinstance(indicator, Ratio) else (indicator.path,)
        for path in paths:
            yield from _missing_owner(sheet, name, place, path, title)


def expectations_point_at_the_sheet(sheet: Flowsheet) -> Iterator[Problem]:
    """An expectation is of an indicator or a result that is there, in a known unit and a sound range."""
    name = "expectations_point_at_the_sheet"
    for number, expectation in enumerate(sheet.expectations):
        place = f'expectation {number + 1} ("{_shown(sheet, expectation.result)}")'
        if expectation.result not in sheet.indicators:
            yield from _missing_owner(sheet, name, place, expectation.result, expectation.result)
        if expectation.unit and not dimensions_of(expectation.unit):
            yield _problem(name, place, f'"{expectation.unit}" is not a unit', "Choose a unit that is known.")
        low, high = expectation.low, expectation.high
        if low is not None and high is not None and low > high:
            yield _problem(name, place, f"its range {low:g} to {high:g} is empty", "Exchange the two.")


def sources_are_listed(sheet: Flowsheet) -> Iterator[Problem]:
    """Every source that is named by its key stands among the sources."""
    named = [
        (unit.tag, f"{unit.tag}.{name}", key) for unit in sheet.units.values() for name, key in unit.sources.items()
    ]
    named += [("", f'expectation "{_shown(sheet, e.result)}"', e.source) for e in sheet.expectations]
    named += [("", f'design criterion "{c.item}"', c.source) for c in sheet.design_criteria]
    for _tag, place, key in sorted(named):
        if key and key not in sheet.sources:
            yield _problem("sources_are_listed", place, f'the source "{key}" is not listed', "Add it to the sources.")
    for expectation in sheet.expectations:
        if not expectation.source:
            place = f'expectation "{_shown(sheet, expectation.result)}"'
            message, remedy = "it has no source", "Name the publication it comes from."
            yield _problem("sources_are_listed", place, message, remedy, severity="warning")


def cases_point_at_the_sheet(sheet: Flowsheet) -> Iterator[Problem]:
    """The parameters that cases set belong to units of the sheet."""
    for title, case in sorted(sheet.cases.items()):
        for path in sorted(case.values):
            place = f'case "{title}"'
            yield from _nothing_to_set(sheet, "cases_point_at_the_sheet", place, path, title)


def plant_figures_are_readable(sheet: Flowsheet) -> Iterator[Problem]:
    """Hours per year, availability and ambient conditions are quantities within reason."""
    figures = (
        ("hours_per_year", sheet.hours_per_year, Dimension.TIME, 3600.0, 8784 * 3600.0, "1 h and 8784 h"),
        ("availability", sheet.availability, Dimension.FRACTION, 1e-6, 1.0, "0 and 100 %"),
        (
            "ambient_temperature",
            sheet.ambient_temperature,
            Dimension.TEMPERATURE,
            200.0,
            350.0,
            "-73 and 77 degC",
        ),
        ("ambient_pressure", sheet.ambient_pressure, Dimension.PRESSURE, 4e4, 1.2e5, "0.4 and 1.2 bar"),
    )
    for place, text, dimension, low, high, words in figures:
        try:
            value = parse_quantity(text, dimension)
        except QuantityError as error:
            yield _problem("plant_figures_are_readable", place, error.problem, error.remedy)
            continue
        if not low <= value <= high:
            message = f'"{text}" is not between {words}'
            yield _problem("plant_figures_are_readable", place, message, "Correct it.")


def drawing_shows_the_sheet(sheet: Flowsheet) -> Iterator[Problem]:
    """Nothing is placed on the drawing that is not on the sheet."""
    drawn = sheet.units.keys() | sheet.drawing.subflowsheets.keys()
    gone = [*(key for key in sheet.drawing.units if key not in drawn)]
    gone += [key for key in sheet.drawing.streams if key not in sheet.streams]
    for key in sorted(gone):
        message = f'the drawing places "{key}", which is not on the sheet'
        yield _problem("drawing_shows_the_sheet", "drawing", message, "It is not shown.", severity="note")


CHECKS: tuple[Check, ...] = (
    tags_are_readable,
    tags_are_unique,
    ids_are_unique,
    streams_have_two_ends,
    streams_end_at_units,
    specifications_point_at_the_sheet,
    parameters_are_freed_once,
    results_are_demanded_once,
    indicators_point_at_the_sheet,
    expectations_point_at_the_sheet,
    sources_are_listed,
    cases_point_at_the_sheet,
    plant_figures_are_readable,
    drawing_shows_the_sheet,
    *SUBFLOWSHEET_CHECKS,
)
"""In the order in which their problems are told."""


def _problem(
    name: str,
    place: str,
    message: str,
    remedy: str,
    *,
    severity: Severity = "error",
    owners: tuple[str, ...] = (),
) -> Problem:
    return Problem(check=name, place=place, message=message, remedy=remedy, severity=severity, owners=owners)


def _missing_owner(
    sheet: Flowsheet, name: str, place: str, text: str, owner: str, *, only_units: bool = False
) -> Iterator[Problem]:
    """A problem if a path cannot be read or its owner is not on the sheet."""
    try:
        path = parse_path(text)
    except PathError as error:
        yield _problem(name, place, error.problem, error.remedy, owners=(owner,))
        return
    if path.owner in sheet.units or (not only_units and (path.owner in sheet.streams or path.owner == PLANT)):
        return
    if path.owner in sheet.streams or path.owner == PLANT:
        message = f"{_shown(sheet, text)} is not a parameter of a unit"
        yield _problem(name, place, message, "Name a parameter, as R-101.temperature.", owners=(owner,))
        return
    message = f'"{path.owner}" of {text} is not on the sheet'
    yield _problem(name, place, message, "Choose a unit or stream that is there.", owners=(owner,))


def _nothing_to_set(sheet: Flowsheet, name: str, place: str, text: str, owner: str) -> Iterator[Problem]:
    """A problem if a path is neither a parameter of a unit nor the target of a specification."""
    try:
        if specification_of(sheet, text) is not None:
            return
    except PathError as error:
        if text.endswith(f".{TARGET}"):
            yield _problem(name, place, error.problem, error.remedy, owners=(owner,))
            return
    yield from _missing_owner(sheet, name, place, text, owner, only_units=True)


def _shown(sheet: Flowsheet, text: str) -> str:
    """A path with the tag of its owner; the text itself if it is no path."""
    owner, point, rest = text.partition(".")
    return f"{tag_of(sheet, owner)}{point}{rest}" if point else text


def _port(sheet: Flowsheet, end: End) -> str:
    return f"{tag_of(sheet, end.unit)}.{end.port}"
