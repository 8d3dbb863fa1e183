"""The sheet and its solution at one moment, as the rows of the inspector ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.editor.inspector.reading import Measure, shown_number
from app.editor.session import Session
from app.editor.wording import printed_quantity, spoken_name, spoken_path
from flowsheets.document.errors import PathError
from flowsheets.document.operating_time import operating_hours
from flowsheets.document.paths import parse_path, tag_of
from flowsheets.document.records import Flowsheet, SpecificationRecord, UnitRecord, Value
from unitops.catalogue import catalogue
from unitops.declaration.declared import Parameter
from unitops.declaration.operation import Declaration, UnitOperation
from unitops.errors import RaffinateError


@dataclass(frozen=True)
class ShownValue:
    """A number as a field shows it: its text, how it stands, what stands there when it is empty, words under it."""

    text: str
    standing: str = ""
    placeholder: str = ""
    words: str = ""


@dataclass(frozen=True)
class Moment:
    """What is shown is a function of this and of nothing else."""

    sheet: Flowsheet
    written: Mapping[str, Any] | None
    """The last written result; its tags are those of ``solved``."""
    solved: Flowsheet | None
    is_current: bool
    units: Mapping[str, str]
    """Units that a person chose for calculated numbers, by operation and name."""

    @classmethod
    def of(cls, session: Session) -> Moment:
        """Now."""
        solution = session.solver.solution
        return cls(
            session.document.sheet,
            solution.written if solution else None,
            solution.sheet if solution else None,
            session.solver.is_current,
            session.settings.values.units,
        )

    @cached_property
    def hours(self) -> float:
        """Operating hours per year [h]; 8000 if what is entered cannot be read."""
        try:
            return operating_hours(self.sheet)
        except RaffinateError:
            return 8000.0

    @cached_property
    def demanded(self) -> Mapping[str, tuple[str, SpecificationRecord]]:
        """Specifications that are on, with their ids, by the path of the result that they demand."""
        return {s.result: (key, s) for key, s in sorted(self.sheet.specifications.items()) if not s.off}

    @cached_property
    def freed(self) -> Mapping[str, tuple[str, SpecificationRecord]]:
        """Specifications that are on, with their ids, by the paths that they free."""
        return {path: (key, s) for key, s in sorted(self.sheet.specifications.items()) if not s.off for path in s.frees}

    def freed_names(self, key: str) -> frozenset[str]:
        """Parameters of a unit that specifications free."""
        return frozenset(path.partition(".")[2] for path in self.freed if path.startswith(f"{key}."))

    def unit_written(self, key: str) -> Mapping[str, Any]:
        """What the last solution has of a unit; empty if it has nothing."""
        if self.written is None or self.solved is None or key not in self.solved.units:
            return {}
        return self.written["units"].get(self.solved.units[key].tag, {})

    def stream_written(self, key: str) -> Mapping[str, Any]:
        """What the last solution has of a stream; empty if it has nothing."""
        if self.written is None or self.solved is None or key not in self.solved.streams:
            return {}
        return self.written["streams"].get(self.solved.streams[key].tag, {})

    def calculated(self, key: str, name: str, *, digits: int = 4) -> str:
        """A number of a unit in the last solution as text, '' if there is none."""
        written = self.unit_written(key)
        found = written.get("parameters", {}).get(name) or written.get("results", {}).get(name)
        if not found or found.get("value") is None:
            return ""
        into = self.units.get(f"{written.get('operation', '')}.{name}", "")
        return shown_number(found["value"], found["unit"], into, hours=self.hours, digits=digits)

    def measure(self, parameter: Parameter) -> Measure:
        """What a field for a parameter asks."""
        return Measure(parameter.unit, parameter.low, parameter.high, self.hours)

    def parameter(self, key: str, name: str) -> ShownValue:
        """A parameter of a unit as its field shows it."""
        record = self.sheet.units[key]
        operation = operation_of(record)
        assert operation is not None
        parameter = operation.declaration.parameters[name]
        path = f"{key}.{name}"
        standing = "calculated" if self.is_current else "stale"
        if path in self.demanded:
            _, demand = self.demanded[path]
            freed = " or ".join(self.spoken(p) for p in demand.frees)
            relation = {"=": "", "<=": "At most this; ", ">=": "At least this; "}[demand.relation]
            return ShownValue(str(demand.target), "specified", words=f"{relation}{freed} gives way.".strip())
        if path in self.freed:
            _, demand = self.freed[path]
            words = f"Gives way so that {self.spoken_demand(demand)}."
            return ShownValue(self.calculated(key, name), standing, "calculated", words)
        entered = record.parameters.get(name)
        if entered is not None:
            return ShownValue(entered_text(entered), "entered")
        return self._empty(key, parameter, operation.declaration, standing)

    def _empty(self, key: str, parameter: Parameter, declaration: Declaration, standing: str) -> ShownValue:
        name = parameter.name
        group = declaration.freedom_of(name)
        record = self.sheet.units[key]
        if group is not None:
            if name in held(declaration, group.members, record.parameters, self.freed_names(key), group.degree):
                return ShownValue("", placeholder=default_text(parameter))
            return ShownValue(self.calculated(key, name), standing, "calculated")
        if parameter.default is not None:
            return ShownValue("", placeholder=default_text(parameter))
        if parameter.when_empty == "calculated":
            return ShownValue(self.calculated(key, name), standing, "calculated")
        if parameter.when_empty == "absent":
            return ShownValue("", placeholder="not used")
        return ShownValue("", "invalid", "enter a value")

    def spoken(self, path: str) -> str:
        """A path in words: 'FL-201 wash ratio'."""
        try:
            parts = parse_path(path)
        except PathError:
            return path
        return f"{tag_of(self.sheet, parts.owner)} {spoken_path(parts)}"

    def spoken_demand(self, demand: SpecificationRecord) -> str:
        """A specification in words: 'FL-201 wash ratio = 1.5'."""
        relation = {"<=": "≤", ">=": "≥"}.get(demand.relation, demand.relation)
        return f"{self.spoken(demand.result)} {relation} {demand.target}"

    def gives_way(self, path: str) -> str:
        """What is said of a number that is found so that a demand is met, with what it is now; '' of any other."""
        if path not in self.freed:
            return ""
        _, demand = self.freed[path]
        now = self.adjusted(demand) if len(demand.frees) == 1 else ""
        return f"Gives way so that {self.spoken_demand(demand)}{f': {now}' if now else ''}."

    def adjusted(self, demand: SpecificationRecord) -> str:
        """The value of what gives way for a demand, in its declared unit; 'off' where the demand does not act."""
        from app.editor.inspector.path_field import measured

        words = self.demand_words(demand)
        entry = next((e for e in (self.written or {}).get("specifications", ()) if e["text"] == words), None)
        if entry is None:
            return "off" if self.is_current else ""
        try:
            _, _, unit = measured(self.sheet, str(entry["adjusts"]))
        except RaffinateError:
            return ""
        value = entry["value_SI"]
        return printed_quantity(Measure(unit, hours=self.hours).written(value)) if isinstance(value, float) else ""

    def path_words(self, path: str) -> str:
        """A path with its owner's tag, as it is written in fields."""
        try:
            parts = parse_path(path)
        except PathError:
            return path
        return f"{tag_of(self.sheet, parts.owner)}{path.removeprefix(parts.owner)}"

    def demand_words(self, demand: SpecificationRecord) -> str:
        """A specification as results are written: 'FL-201.wash_ratio = 1.5'."""
        return f"{self.path_words(demand.result)} {demand.relation} {demand.target}"


def operation_of(record: UnitRecord) -> type[UnitOperation] | None:
    """The kind of a unit, if it is known."""
    return catalogue().get(record.operation)


def entered_text(value: Value) -> str:
    """A value of the document as a field shows it."""
    return value if isinstance(value, str) else f"{value:.12g}" if isinstance(value, float) else str(value)


def default_text(parameter: Parameter) -> str:
    """The default as a person reads it, '' without one."""
    if parameter.default is None:
        return ""
    return shown_number(parameter.default, parameter.unit, digits=12)


def held(
    declaration: Declaration,
    members: Iterable[str],
    parameters: Mapping[str, Value],
    freed: frozenset[str],
    degree: int,
) -> list[str]:
    """The members of a freedom that are entered, freed, or hold by their default, as the solver takes them."""
    chosen = [name for name in members if name in parameters or name in freed]
    for name in members:
        if len(chosen) < degree and name not in chosen and declaration.parameters[name].default is not None:
            chosen.append(name)
    return chosen


def in_words(name: str) -> str:
    """A declared name as a label: 'residence time', 'pH'."""
    words = spoken_name(name)
    return words if words.startswith("pH") else words[:1].upper() + words[1:]
