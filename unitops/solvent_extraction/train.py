"""Countercurrent trains of mixer-settlers."""

from __future__ import annotations

from unitops.declaration.balance import Balance
from unitops.declaration.declared import Choice, Result
from unitops.solvent_extraction.contactor import Contactor
from unitops.solvent_extraction.stages import Stages

MOST_STAGES = 10


class SolventExtraction(Contactor):
    """Mixer-settlers in countercurrent, up to ten in one unit: to extract, to wash (scrub) or to strip.

    Liquor goes from stage 1 to stage N, organic from stage N to stage 1. In every stage, with the laws, the stage
    efficiency and the names of ``MixerSettler`` (whose page also tells how to draw a circuit with recycled organic),

        liquor   a(j) = a(j-1) - E(j),    organic   o(j) = o(j+1) + E(j),    H+   h(j) = h(j-1) + sum of n E(j)

    All stages are solved together by a method that starts from the feeds alone, so that a train costs the flowsheet
    as much as one stage. Entrainment counts at the two outlets: liquor of stage 1 with the organic, organic of stage N
    with the liquor. Between stages it is part of the stage efficiency; draw mixer-settlers one by one where it
    matters or where stages differ. Organic entrained in the feed liquor joins stage 1, liquor entrained in the feed
    organic joins stage N.

    *McCabe-Thiele*: ``liquor_1`` ... and ``organic_1`` ... are what leaves each stage. The operating line goes through
    (liquor_j, organic_j+1) from (feed, organic_1) to (liquor_N, organic feed); the steps touch the isotherm at
    (liquor_j, organic_j) if the efficiency is 100 %. ``raffinate mccabe-thiele FILE SX-101 --svg OUT`` draws them with
    the isotherm of the liquor and the organic fed. With a constant distribution ratio, pure organic and stages at
    equilibrium the train is Kremser's equation.

    Sources: as ``MixerSettler``; McCabe and Thiele, Industrial and Engineering Chemistry 17 (1925) 605; Kremser,
    National Petroleum News 22 (21) (1930) 43.
    """

    tag, trade, symbol = "SX", "solvent extraction", "solvent-extraction"
    title = "Solvent extraction train"

    stages = Choice(("2", "1", "3", "4", "5", "6", "7", "8", "9", "10"), says="mixer-settlers in countercurrent")
    liquor_1 = Result("g/L", "metal in the liquor that leaves stage 1, where the liquor enters")
    liquor_2 = Result("g/L", "of stage 2; 0 beyond the last stage")
    liquor_3 = Result("g/L", "of stage 3")
    liquor_4 = Result("g/L", "of stage 4")
    liquor_5 = Result("g/L", "of stage 5")
    liquor_6 = Result("g/L", "of stage 6")
    liquor_7 = Result("g/L", "of stage 7")
    liquor_8 = Result("g/L", "of stage 8")
    liquor_9 = Result("g/L", "of stage 9")
    liquor_10 = Result("g/L", "of stage 10")
    organic_1 = Result("g/L", "metal in the organic that leaves stage 1 and the train")
    organic_2 = Result("g/L", "of stage 2; 0 beyond the last stage")
    organic_3 = Result("g/L", "of stage 3")
    organic_4 = Result("g/L", "of stage 4")
    organic_5 = Result("g/L", "of stage 5")
    organic_6 = Result("g/L", "of stage 6")
    organic_7 = Result("g/L", "of stage 7")
    organic_8 = Result("g/L", "of stage 8")
    organic_9 = Result("g/L", "of stage 9")
    organic_10 = Result("g/L", "of stage 10, where the organic enters a train of ten")

    def stage_count(self) -> int:
        """Stages chosen."""
        return int(self.configuration.choice("stages"))

    def write_stages(self, balance: Balance, train: Stages) -> None:
        """What leaves each stage: the corners of the McCabe-Thiele diagram."""
        profile = train.profile()
        for number in range(1, MOST_STAGES + 1):
            x, y, _ = profile[number - 1] if number <= len(profile) else (0.0, 0.0, 0.0)
            balance.result(self.bound[f"liquor_{number}"], x, f"liquor of stage {number}")
            balance.result(self.bound[f"organic_{number}"], y, f"organic of stage {number}")
