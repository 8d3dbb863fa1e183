"""Too little or too much is specified: the entries that would mend it, in the user's words.

Whatever belongs to the under-determined part of a sheet would mend it if it were entered: in a plant with recycles
nearly every feed without a rate. Told are those that the units around them leave open; a reagent whose rate the dose of
its tank fixes is not among them. So too with what could be cleared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import Any

import msgspec

from flowsheets.document.paths import tag_of
from flowsheets.equations.entered import EnteredUnit
from flowsheets.equations.problem import CompiledSpecification, Problem
from flowsheets.equations.specifications import freed_parameters
from flowsheets.equations.system import System
from flowsheets.solving.surroundings import Surroundings
from unitops.declaration.declared import Parameter
from unitops.declaration.operation import is_feed

RATE = "rate"
"""The first rate of a feed."""
REACH = 10
"""So many units behind a unit are looked at for what fixes its flows: about the length of a loop."""
SEEDS = 60
"""From so many units at most contradictions are looked for around them."""
NAMED = 9
"""So many entries are named at most."""
TOLD = 3
"""So many different gaps or contradictions are told at most."""


def explain_structure(problem: Problem, system: System) -> str:
    """What has too few or too many equations, and the entries that mend it."""
    surroundings = Surroundings(problem, system)
    parts = surroundings.parts()
    unmet = _unmet(problem, surroundings, parts.free, parts.crowded)
    if unmet:
        return unmet
    sentences = [_too_little(gap) for gap in _gaps(surroundings)]
    sentences += [_too_much(contradiction) for contradiction in _contradictions(surroundings)]
    return " ".join(sentences)


# -- demands on which nothing acts -----------------------------------------------------------------------------------


def _unmet(problem: Problem, surroundings: Surroundings, free: frozenset[int], crowded: frozenset[int]) -> str:
    """Specifications on which the parameters that are freed do not act; '' if there are none."""
    active = [
        (specification, freed)
        for specification in problem.specifications
        for freed in specification.frees
        if surroundings.system.column[freed.position] >= 0
    ]
    demands = [s for s, _ in active if crowded.intersection(surroundings.rows_of(s.group.arguments))]
    loose = [(s, freed) for s, freed in active if freed.position in free]
    if not demands or not loose:
        return ""
    sentences = [
        f"The specification {specification.text} cannot be met: it does not depend on {freed.path}, which it frees."
        for specification, freed in loose
        if any(specification is demand for demand in demands)
    ]
    if not sentences:
        paths = " or ".join(freed.path for _, freed in loose)
        texts = " and ".join(s.text for s in demands)
        sentences.append(f"The specifications {texts} cannot be met: they do not depend on {paths}, which is freed.")
    others = [s.text for s in demands if all(s is not other for other, _ in loose)]
    clash = f" It stands against {' and '.join(others)}." if others else ""
    return " ".join(sentences) + clash + " Free a parameter that acts on it, or switch the specification off."


# -- too little ------------------------------------------------------------------------------------------------------


class _Gap(msgspec.Struct, frozen=True):
    """One value that is missing. entries: 'tag.parameter' of those of which one may be entered."""

    entries: Sequence[str]
    what: str
    """What is not fixed, as 'how much flows in S-1'."""


def _gaps(surroundings: Surroundings) -> list[_Gap]:
    """Each value that is missing, with its alternatives; looked for one after another as if the former were entered."""
    gaps = []
    parts = surroundings.parts()
    while parts.missing and len(gaps) < TOLD:
        open_ones = _left_open(surroundings, _enterable(surroundings.problem, parts.free))
        if not open_ones:
            return [*gaps, _Gap((), _streams_of(surroundings.problem, parts.free))]
        surroundings.fixed.add(open_ones[0][1])
        after = surroundings.parts()
        alternatives = [(unit, place) for unit, place in open_ones if place not in after.free]
        gaps.append(_gap(surroundings.problem, alternatives, parts.free))
        parts = after
    return gaps


def _enterable(problem: Problem, free: Iterable[int]) -> list[tuple[EnteredUnit, int]]:
    """Parameters among unfixed numbers that may be entered, those of feeds first."""
    named = ((place, *problem.layout.name(place)) for place in sorted(free))
    found = [(problem.units[o], place) for place, o, slot in named if o in problem.units and _is_open(problem, o, slot)]
    return sorted(found, key=lambda item: (not is_feed(item[0].operation), item[0].tag))


def _is_open(problem: Problem, owner: str, slot: str) -> bool:
    """Whether a parameter may be entered as its unit stands: nothing else of its group has been, nor is it adjusted."""
    unit = problem.units[owner]
    parameter = unit.operation.declaration.parameters.get(slot)
    if parameter is None or slot not in unit.calculated:
        return False
    group = unit.operation.declaration.freedom_of(slot)
    members = (slot,) if group is None else group.members
    if freed_parameters(problem.sheet).get(owner, frozenset()).intersection(members):
        return False
    if group is None:
        return parameter.when_empty == "calculated"
    return group.open and sum(member not in unit.calculated for member in members) < group.degree


def _left_open(surroundings: Surroundings, may: Sequence[tuple[EnteredUnit, int]]) -> list[tuple[EnteredUnit, int]]:
    """Those unknowns that nothing close by fixes, as the dose of a tank does the rate of its reagent.

    If something does for all of them, those for which it is furthest away.
    """
    steps: dict[int, float] = {}
    for unit, place in may:
        if place not in steps:
            together = [p for other, p in may if other is unit]
            steps.update(_steps_to_what_fixes(surroundings, unit.id, together))
    longest = max(steps.values(), default=0.0)
    return [(unit, place) for unit, place in may if steps[place] == longest]


def _steps_to_what_fixes(surroundings: Surroundings, unit: str, places: Sequence[int]) -> dict[int, float]:
    """How many units behind a unit each of its unknowns is fixed; infinity if it is not within ``REACH``."""
    steps = dict.fromkeys(places, inf)
    for step, part in enumerate(surroundings.around(unit, REACH)):
        free = surroundings.parts(part).free
        steps.update({place: min(steps[place], step) for place in places if place not in free})
        if inf not in steps.values():
            break
    return steps


def _gap(problem: Problem, alternatives: Sequence[tuple[EnteredUnit, int]], free: frozenset[int]) -> _Gap:
    layout = problem.layout
    entries = [f"{unit.tag}.{layout.name(place)[1]}" for unit, place in _shortened(problem, alternatives)]
    entries += [path for unit, place in alternatives for path in _fixed_by(problem, unit, layout.name(place)[1])]
    units = list(dict.fromkeys(unit.id for unit, _ in alternatives))
    feeds = [u for u in units if is_feed(problem.units[u].operation)]
    streams = [s for u in feeds or units for s in problem.outlets[u].values()]
    flowing = [s for s in streams if any(p in free for p in range(*layout.amounts(s).indices(layout.size)))]
    if flowing:
        return _Gap(entries, f"how much flows in {_some([tag_of(problem.sheet, s) for s in flowing])}")
    warm = [s for s in streams if layout.state(s, "T") in free]
    if warm:
        return _Gap(entries, f"how hot {_some([tag_of(problem.sheet, s) for s in warm])} is")
    return _Gap(entries, f"what {_some([problem.units[u].tag for u in units])} does")


def _shortened(problem: Problem, alternatives: Sequence[tuple[EnteredUnit, int]]) -> list[tuple[EnteredUnit, int]]:
    """Where there are many, one rate of each feed; where that is not enough, one of each group of every unit."""
    kept = list(alternatives)
    for feeds_alone in (True, False):
        if len(kept) <= NAMED:
            break
        first: dict[Any, tuple[EnteredUnit, int]] = {}
        for unit, place in kept:
            slot = problem.layout.name(place)[1]
            group = unit.operation.declaration.freedom_of(slot)
            whole = group is None or (feeds_alone and not is_feed(unit.operation))
            first.setdefault((unit.id, slot if whole else group), (unit, place))
        kept = list(first.values())
    return kept


def _fixed_by(problem: Problem, feed: EnteredUnit, slot: str) -> list[str]:
    """Parameters of the unit behind a feed that would fix its rate and are not entered, such as a pH."""
    if slot != RATE or not is_feed(feed.operation):
        return []
    found = []
    for stream in problem.outlets[feed.id].values():
        target = problem.sheet.streams[stream].target
        if target is None:
            continue
        unit = problem.units[target.unit]
        fixing = [n for n, p in unit.operation.declaration.parameters.items() if p.fixes == target.port]
        found += [f"{unit.tag}.{n}" for n in fixing if n not in unit.numbers and n not in unit.calculated]
    return found


def _streams_of(problem: Problem, free: Iterable[int]) -> str:
    owners = dict.fromkeys(problem.layout.name(place)[0] for place in sorted(free))
    tags = sorted(tag_of(problem.sheet, o) for o in owners if o in problem.sheet.streams)
    return f"how much flows in {_some(tags)}"


def _too_little(gap: _Gap) -> str:
    said = f"Too little is specified: nothing fixes {gap.what}."
    if not gap.entries:
        return f"{said} Fix a flow there."
    entries = gap.entries
    chosen = f"one of {_some(entries)}" if len(entries) > 1 else entries[0]
    return f"{said} Enter {chosen}, or demand a result there."


# -- too much --------------------------------------------------------------------------------------------------------


class _Contradiction(msgspec.Struct, frozen=True):
    """Entered values and specifications of which one has to go.

    others: entered rates of feeds further off of which one may go instead. around: units, where nothing was
    entered that could go.
    """

    entries: Sequence[str]
    specifications: Sequence[str]
    others: Sequence[str] = ()
    around: Sequence[str] = ()


def _contradictions(surroundings: Surroundings) -> list[_Contradiction]:
    """Each value that is too many, with those it contradicts; looked for as if the former had been cleared."""
    found: list[_Contradiction] = []
    parts = surroundings.parts()
    while parts.surplus and len(found) < TOLD:
        rows, by_itself = _smallest(surroundings, parts.crowded)
        places, demands = _clearable(surroundings, rows), _demands(surroundings, rows)
        problem = surroundings.problem
        if not places and not demands:
            owners = dict.fromkeys(surroundings.system.row_names[row][0] for row in sorted(rows))
            tags = sorted({tag_of(problem.sheet, owner) for owner in owners if owner in problem.units})
            return [*found, _Contradiction((), (), around=tags)]
        entries, specifications = [_path(problem, p) for p in places], [s.text for s in demands]
        others = [] if by_itself or demands or len(places) < 2 else _rates(surroundings, parts.crowded)
        if any(path in others for path in entries):
            others = []
        found.append(_Contradiction(entries, specifications, others))
        if places:
            surroundings.freed.add(places[0])
        else:
            surroundings.left_out.update(surroundings.rows_of(demands[0].group.arguments))
        parts = surroundings.parts()
    return found


def _smallest(surroundings: Surroundings, crowded: frozenset[int]) -> tuple[frozenset[int], bool]:
    """Crowded rows of the least part of the sheet that is over-determined where what comes back to it is given.

    All, if there is none. Also tells whether it is so whatever comes back.
    """
    problem = surroundings.problem
    named = [problem.layout.name(place)[0] for place in _clearable(surroundings, crowded)]
    named += [_unit_of(problem, s.group.owners[0]) for s in _demands(surroundings, crowded)]
    seeds = list(dict.fromkeys(unit for unit in named if unit in problem.units))[:SEEDS]
    growing = {seed: surroundings.around(seed, REACH) for seed in seeds}
    for _ in range(REACH + 1):
        found = []
        for seed in seeds:
            part = next(growing[seed], None)
            rows = surroundings.parts(part).crowded & crowded if part else frozenset()
            choices = len(_clearable(surroundings, rows)) + len(_demands(surroundings, rows)) if rows else 0
            if part and choices:
                by_itself = surroundings.parts(part, open_to_recycles=True).surplus > 0
                found.append((not by_itself, choices, len(rows), rows))
        if found:
            least = min(found, key=lambda item: item[:3])
            return least[3], not least[0]
    return crowded, True


def _rates(surroundings: Surroundings, rows: frozenset[int]) -> list[str]:
    """Entered rates of feeds in these rows."""
    problem = surroundings.problem
    owners = {place: problem.layout.name(place)[0] for place in _clearable(surroundings, rows)}
    return sorted(_path(problem, p) for p, unit in owners.items() if is_feed(problem.units[unit].operation))


def _unit_of(problem: Problem, owner: str) -> str:
    """A unit, or the one that a stream leaves."""
    record = problem.sheet.streams.get(owner)
    return owner if record is None else record.source.unit if record.source is not None else ""


def _clearable(surroundings: Surroundings, rows: frozenset[int]) -> list[int]:
    """Places of entered values in these rows that may be left empty."""
    problem = surroundings.problem
    found = []
    for place in surroundings.known_in(rows):
        owner, slot = problem.layout.name(place)
        if owner in problem.units and _may_be_cleared(problem.units[owner], slot):
            found.append(place)
    return found


def _may_be_cleared(unit: EnteredUnit, slot: str) -> bool:
    """Whether a parameter was entered, and leaving it empty takes an equation away or frees it."""
    declared = unit.operation.declaration
    parameter = declared.parameters.get(slot)
    if parameter is None or slot not in unit.numbers or slot in unit.defaulted or slot in unit.calculated:
        return False
    group = declared.freedom_of(slot)
    if group is None:
        return parameter.default is None and (parameter.when_empty == "calculated" or bool(parameter.fixes))
    defaults = [declared.parameters[member] for member in group.members if member not in unit.numbers]
    return group.open and not any(_has_default(p) for p in (*defaults, parameter))


def _has_default(parameter: Parameter) -> bool:
    return parameter.default is not None


def _demands(surroundings: Surroundings, rows: frozenset[int]) -> list[CompiledSpecification]:
    specifications = surroundings.problem.specifications
    return [s for s in specifications if rows.intersection(surroundings.rows_of(s.group.arguments))]


def _path(problem: Problem, place: int) -> str:
    owner, slot = problem.layout.name(place)
    return f"{problem.units[owner].tag}.{slot}"


def _too_much(contradiction: _Contradiction) -> str:
    entries, specifications = contradiction.entries, contradiction.specifications
    if contradiction.around:
        return (
            f"Too much is specified around {_some(contradiction.around)}: there are more equations than flows and "
            "temperatures that they could fix. Look at the choices and connections there."
        )
    items = [*entries, *(f"the specification {text}" for text in specifications)]
    if len(items) == 1:
        said, remedy = "says what the rest of the sheet fixes already", "Clear it" if entries else "Switch it off"
    else:
        said = "cannot both be kept" if len(items) == 2 else "cannot all be kept"
        remedy = "Clear one of them" if entries else "Switch one of them off"
        if entries and specifications:
            remedy = "Clear one of the values or switch a specification off"
    others = contradiction.others
    instead = f" Without {_some(others, ' or ')} they could be." if others else ""
    return f"Too much is specified: {_some(items, ' and ')} {said}. {remedy}.{instead}"


def _some(names: Sequence[str], last: str = ", ") -> str:
    shown = list(names[:NAMED])
    if len(names) > NAMED:
        return f"{', '.join(shown)} and {len(names) - NAMED} more"
    return last.join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
