"""Reactors whose outlet is at chemical equilibrium."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from unitops.declaration.balance import Balance, ModelError
from unitops.declaration.configuration import Transformation
from unitops.declaration.declared import Parameter, Reactions, Words
from unitops.declaration.flow import Flow, SpeciesBook
from unitops.reactors.equilibrium_model import EquilibriumModel
from unitops.reactors.vessel import ReactionVessel

PARTNERS = frozenset({"g", "s", "m"})
"""Stream phases whose species can take part: ideal gases and pure condensed phases."""


class EquilibriumVessel(ReactionVessel):
    """A vessel whose gases and pure solids reach equilibrium at the outlet's temperature and pressure."""

    approach = Parameter(
        0.0,
        "K",
        low=-500.0,
        high=500.0,
        says="temperature at which equilibrium holds, less the outlet's (negative: endothermic reactions fall short)",
    )

    def equilibrated(self, balance: Balance, flow: Flow, reactions: Sequence[dict[str, float]]) -> Flow:
        """The flow after the reactions have come to equilibrium; inert gases only dilute."""
        reactions = [r for r in reactions if all(s in balance.book.position for s in r)]
        if not reactions:
            return flow
        partners = sorted({s for reaction in reactions for s in reaction})
        self._require_ideal(balance.book, partners)
        model = EquilibriumModel.of([balance.book.species[s] for s in partners], reactions)
        inputs = [flow[s] for s in partners]
        inert = flow.gas.without(partners).moles
        names = [(f"extent {k + 1}", 0.0, 1.0) for k in range(len(reactions))]
        state = [self.temperature + self.approach, self.pressure]
        extents = balance.local(model, [*inputs, inert, *state], names, "equilibrium")
        for reaction, extent in zip(reactions, extents, strict=True):
            flow = balance.advance(flow, reaction, extent)
        return flow

    def _require_ideal(self, book: SpeciesBook, partners: Sequence[str]) -> None:
        astray = [s for s in partners if book.phase[s] not in PARTNERS]
        if astray:
            raise ModelError(
                f"{', '.join(astray)} cannot be in an equilibrium of gases and pure solids",
                place=type(self).__name__,
                remedy="Write reactions of gases, solids and molten substances, or use an agitated vessel for liquors.",
            )


class EquilibriumReactor(EquilibriumVessel):
    """Chosen reactions of gases and pure solids reach equilibrium: shift, reforming, SO2 oxidation, decomposition.

    All reactions hold at once, in either direction, at the outlet's temperature T plus an approach, and pressure:

        sum nu_i (G_i(T) + R T ln a_i) = 0,  a_i = y_i P / 1 bar for a gas,  a_i = 1 for a pure solid

    A solid that equilibrium would consume altogether vanishes, and its reaction then stops short; one that is not
    there appears where it is stable. Solids and melts are pure phases, gases ideal; what no reaction names is inert.
    Entered conversions are not used. Good from the temperature range of the species data; not for liquors, nor for
    solid or molten solutions.

    Reactions must be independent of one another. Sources: Smith and Missen, Chemical Reaction Equilibrium Analysis
    (1982), chapters 3 and 9; Gordon and McBride, NASA Reference Publication 1311 (1994).
    """

    tag, trade, symbol = "R", "reactors", "reactor"

    reactions = Reactions("that come to equilibrium")

    def transformations(self) -> tuple[Transformation, ...]:
        """Reactions run backwards too."""
        entries = [e for _, of in self.configuration.reactions for e in of]
        return tuple(Transformation(e.transformation.makes, e.transformation.needs) for e in entries)

    def equations(self, balance: Balance) -> None:
        reactions = [entry.coefficients for entry, _ in self.reactions]
        self.discharge(balance, self.equilibrated(balance, balance.everything(), reactions))


class GibbsReactor(EquilibriumVessel):
    """The listed gases and pure solids take the amounts at which the Gibbs energy of the whole is smallest.

    No reactions are entered: a set that is independent and complete follows from the elements of the species.
    List every substance that may form; those that are not listed pass unchanged (gases among them dilute). Solids
    and melts are pure phases, gases ideal. Good for gasification, combustion and roasting at high temperature, where
    rates do not matter; it overstates what a reactor reaches in the cold.

    Sources: Smith and Missen, Chemical Reaction Equilibrium Analysis (1982), chapter 2; Gordon and McBride, NASA
    Reference Publication 1311 (1994).
    """

    tag, trade, symbol = "R", "reactors", "reactor"
    title = "Gibbs reactor"

    species = Words("gases and pure solids that may form or react, as CO(g), CO2(g), C(s)")

    def transformations(self) -> tuple[Transformation, ...]:
        listed = frozenset(dict(self.configuration.words)["species"])
        return (Transformation(frozenset(), listed),)

    def equations(self, balance: Balance) -> None:
        reactions = independent_reactions(balance.book, self.species)
        self.discharge(balance, self.equilibrated(balance, balance.everything(), reactions))


def independent_reactions(book: SpeciesBook, ids: Sequence[str]) -> list[dict[str, float]]:
    """A complete independent set of reactions among species: each makes one of them from a basis of the others.

    Raises ModelError for a species that the unit does not know.
    """
    unknown = [s for s in ids if s not in book.position]
    if unknown:
        raise ModelError(f"{', '.join(unknown)} is not a species", remedy="Write ids with phase, as CO(g) or C(s).")
    columns = list(dict.fromkeys(ids))
    elements = sorted({e for s in columns for e in book.species[s].composition})
    matrix = [
        [Fraction(book.species[s].composition.get(e, 0.0)).limit_denominator(10**6) for s in columns] for e in elements
    ]
    pivots: list[int] = []
    for column in range(len(columns)):
        rank = len(pivots)
        found = next((i for i in range(rank, len(matrix)) if matrix[i][column]), None)
        if found is None:
            continue
        matrix[rank], matrix[found] = matrix[found], matrix[rank]
        lead = matrix[rank][column]
        matrix[rank] = [x / lead for x in matrix[rank]]
        for i in range(len(matrix)):
            factor = matrix[i][column]
            if i != rank and factor:
                matrix[i] = [x - factor * y for x, y in zip(matrix[i], matrix[rank], strict=True)]
        pivots.append(column)
    reactions = []
    for made in (c for c in range(len(columns)) if c not in pivots):
        taken = {columns[p]: -float(matrix[i][made]) for i, p in enumerate(pivots) if matrix[i][made]}
        reactions.append({**taken, columns[made]: 1.0})
    return reactions
