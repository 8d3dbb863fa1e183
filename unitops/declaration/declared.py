"""What a unit operation can declare: ports, parameters, choices, tables, reactions and results.

Each class here is a plain description. It learns its own name when the class body is read and, on a unit that
has been given its streams and numbers, stands for the quantity itself (see ``operation.UnitOperation``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Self

PHASES = ("s", "aq", "o", "m", "g")
"""Stream phases: solid, aqueous, organic (and other non-aqueous liquids), molten, gas."""

Direction = Literal["in", "out"]
EnergyKind = Literal["heat", "power", "fuel", "loss"]
WhenEmpty = Literal["required", "absent", "calculated"]


@dataclass(kw_only=True)
class Declared:
    """Something that a unit operation declares by name in its class body."""

    name: str = field(default="", init=False)

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, unit: Any, owner: type | None = None) -> Any:
        if unit is None:
            return self
        return unit.bound[self.name]


@dataclass
class Port(Declared):
    """An opening for streams; ``phases`` lists the stream phases it carries, separated by blanks."""

    phases: str
    says: str
    optional: bool = field(default=False, kw_only=True)
    many: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        unknown = set(self.phases.split()) - set(PHASES)
        if unknown:
            raise ValueError(f"port phases {sorted(unknown)} are not among {PHASES}")

    @property
    def carries(self) -> frozenset[str]:
        """The stream phases that may pass."""
        return frozenset(self.phases.split())

    @property
    def direction(self) -> Direction:
        """'in' for an inlet, 'out' for an outlet."""
        return "in" if isinstance(self, Inlet) else "out"


class Inlet(Port):
    """Where a stream enters; with ``many`` any number of streams may."""


class Outlet(Port):
    """Where a stream leaves."""


@dataclass
class Quantity(Declared):
    """A number with a unit: a parameter or a result."""

    @property
    def measure(self) -> str:
        """The unit in which it is declared."""
        return getattr(self, "unit", "1")


@dataclass
class Parameter(Quantity):
    """A number that is entered.

    ``default`` is in ``unit``. Without a default, ``when_empty`` tells what an empty field means: 'required' (an
    error that asks for it), 'absent' (the feature is not used, the attribute is None) or 'calculated' (it is an
    unknown, and something else on the sheet must fix it). ``low`` and ``high`` are physical bounds in ``unit``.
    With ``energy`` it is heat or power that crosses the unit's boundary, as for a result. ``fixes`` names the inlet
    whose feed, left without a rate, follows from an 'absent' one once it is entered.
    """

    default: float | None
    unit: str
    low: float | None = field(default=None, kw_only=True)
    high: float | None = field(default=None, kw_only=True)
    says: str = field(default="", kw_only=True)
    source: str = field(default="", kw_only=True)
    when_empty: WhenEmpty = field(default="required", kw_only=True)
    energy: Direction | None = field(default=None, kw_only=True)
    kind: EnergyKind = field(default="heat", kw_only=True)
    fixes: str = field(default="", kw_only=True)


@dataclass
class Result(Quantity):
    """A number that is calculated; with ``energy`` it is heat or power that crosses the unit's boundary.

    ``kind`` tells the audit and the utility tables what the energy is; its value is positive in the direction stated.
    """

    unit: str
    says: str = ""
    energy: Direction | None = field(default=None, kw_only=True)
    kind: EnergyKind = field(default="heat", kw_only=True)


@dataclass
class Choice(Declared):
    """One of a few words; it may change which equations are written."""

    options: tuple[str, ...]
    default: str = ""
    says: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        self.default = self.default or self.options[0]


@dataclass
class Words(Declared):
    """A text or a list of texts that selects things by name (species, elements); empty by default."""

    says: str = ""
    default: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass
class Table(Declared):
    """A number for each of several species: ``{species or phase or '*': number}``.

    Keys are looked for in the order species id, ``element`` symbol with ``by='element'``, stream phase, ``*``.
    A species that no key names takes ``default``.
    """

    unit: str
    says: str = ""
    default: float | None = field(default=None, kw_only=True)
    low: float | None = field(default=None, kw_only=True)
    high: float | None = field(default=None, kw_only=True)


@dataclass
class Reactions(Declared):
    """Reactions as text with a conversion each, taken one after another or all at once."""

    says: str = ""
    default: tuple[dict[str, Any], ...] = field(default=(), kw_only=True)


@dataclass
class Composition(Declared):
    """What a feed consists of: by species, by element or oxide assay, or by minerals fitted to an assay."""

    says: str = ""


@dataclass(frozen=True)
class Freedom:
    """Alternatives of which exactly ``degree`` are entered; the others are calculated.

    The first member that has a default is the one that holds when nothing is entered. An ``open`` group may also be
    left empty: then something else on the sheet (a dose, a specification) must fix it.
    """

    members: tuple[str, ...]
    degree: int = 1
    open: bool = False

    @classmethod
    def either(cls, *members: str) -> Self:
        """One of the named parameters is entered, the rest follow."""
        return cls(members)
