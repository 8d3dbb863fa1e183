"""Countercurrent stages of mixer-settlers at equilibrium, or short of it, solved by themselves.

Liquor enters stage 1 and leaves stage N, organic phase enters stage N and leaves stage 1. With E(j,m) the extent of
extraction of loaded form m in stage j [mol/s], a and o amounts in the phases that leave a stage,

    a(j) = a(j-1) (1 - s, behind stage 1) - E(j),    o(j) = o(j+1) (1 - t, behind stage N) + E(j)

s and t are the shares that leave entrained in the other phase. Organic that the liquor brings joins the organic phase
of stage 1, liquor that the organic phase brings joins that of stage N. Equilibrium holds at the compositions that the
stage would reach with the extents E / efficiency, in the phases to which the efficiency refers. Concentrations x (in
liquor), y, r (free extractant), h (H+) are [mol/L] on the volumes of the feeds:

    constant       K x r^n = h^n y
    ph50           x r^n 10^(n (pH - pH50)) = r0^n y     (r0: all extractant, free and bound)
    distribution   D x = y
    isotherm       (e y + f)(c + d y)^2 x = A^2 y        (copper and acid in g/L; see ``isotherms``)

h is titratable H+ less OH-: h - Kw/h = H. Written in logarithms each law falls from plus to minus infinity as a stage
extracts more, so that Newton's method, kept where all amounts are positive, comes to the one answer from anywhere.
Cation exchange goes both ways: the same model extracts, washes and strips.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any, Literal

import msgspec
import numpy as np

from unitops.solvent_extraction.isotherms import (
    ACID_PER_PROTON,
    COPPER,
    EXTRACTION,
    STRIPPING,
    factors,
)

Law = Literal["constant", "ph50", "distribution", "extraction isotherm", "stripping isotherm"]
LAW_OF_ISOTHERM: dict[str, Law] = {EXTRACTION: "extraction isotherm", STRIPPING: "stripping isotherm"}
BASES = ("organic", "liquor", "both")
FIRST = ("Va", "Vg", "Vo", "Vp", "s", "t", "h", "hg", "r", "rp", "efficiency", "ph", "strength")
"""Inputs that do not belong to a loaded form: volumes of liquor, of liquor with the organic phase, of organic phase, of
organic phase with the liquor [m3/s]; entrained shares; H+ and free extractant with each [mol/s]; stage efficiency [1];
pH (used where it is fixed); extractant in undiluted reagent [mol/m3]."""
EACH = ("a", "g", "o", "p", "number")
"""Inputs of each loaded form: cation in liquor and in the liquor with the organic phase, loaded form in the organic
phase and in that with the liquor [mol/s]; constant, pH50 or distribution ratio."""
WATER_PRODUCT = 1e-14
"""(mol/L)2 at 25 degC."""
ABSENT = 1e-13
"""[m3/s] With less liquor or organic phase than this nothing passes."""
SATURATED = 0.02
"""Share of the extractant, free, around which an isotherm stops loading: the constant falls with its fourth power. At a
fifth of the extractant free it is lower by 1e-4."""
LEAST = 1e-3
"""Share of its value without copper below which a factor of an isotherm is continued in a straight line."""
TRACE = 1e-6
"""[mol/m3] With less in the feeds a metal counts as absent; so does free extractant."""
FREE_EXTRACTANT = FIRST.index("r")
SHARES = [FIRST.index("s"), FIRST.index("t")]
MOST_ENTRAINED = 0.9
"""Greatest share of a phase that the stages count as entrained."""
OPENING = 0.1
"""Share of what a metal could move at most with which the iteration starts."""
INWARD = 0.95
"""Share of the way to a phase's exhaustion that one step may go."""
MOST_STEPS, HALVINGS = 40, 12
LENGTHS = (0.01, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 1.0)
"""Shares of a stage's length on the way to a solution that cannot be reached at once."""
TOLERANCE = 1e-11
GOOD, NOT_CONVERGED = 0, 3


class Form(msgspec.Struct, frozen=True):
    """A loaded form as the stages see it: extractants bound, and its law of equilibrium."""

    count: int
    law: Law


class Cascade(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Extents of ``stages`` countercurrent stages behind the door of local models; outputs stage by stage [mol/s].

    ``basis``: phase to which the stage efficiency refers. With ``fixed_ph`` H+ does not follow from the balance.
    """

    stages: int
    forms: tuple[Form, ...]
    basis: str
    fixed_ph: bool

    def evaluate(self, inputs: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Extents [n, stages * forms] [mol/s], Jacobians and status of a batch of inputs."""
        return self.evaluate_from(inputs, [None] * len(inputs))[:3]

    def evaluate_from(self, inputs: Any, states: Sequence[Any]) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[Any]]:
        """The same from the extents [mol/L] of stages close by, and the extents found."""
        inputs = np.asarray(inputs, dtype=float)
        outputs = self.stages * len(self.forms)
        values = np.zeros((len(inputs), outputs))
        jacobians = np.zeros((len(inputs), outputs, inputs.shape[1]))
        status, found = np.zeros(len(inputs), dtype=np.int64), list(states)
        for row, given in enumerate(inputs):
            values[row], jacobians[row], status[row], found[row] = self._answer(given, states[row])
        return values, jacobians, status, found

    def outside(self, status: int, inputs: np.ndarray) -> str:
        """Why an answer is none, '' where the stages were found."""
        return "the stages were not found to be in equilibrium" if status == NOT_CONVERGED else ""

    def _answer(self, given: np.ndarray, near: Any) -> tuple[np.ndarray, np.ndarray, int, Any]:
        """Extents, their derivatives and the status of one row of inputs; extents [mol/L] to go on from.

        Amounts below zero count as zero, absent metals as a trace, from which the answer goes on in a straight line.
        """
        held = self._held(given)
        if held[0] < ABSENT or held[2] < ABSENT or not np.all(np.isfinite(given)):
            return *self._nothing(held), GOOD, None
        extents, status = self._solve(held, near)
        _, by_extents, _ = self._compiled["step"](extents, held, 1.0)
        (by_inputs,) = self._compiled["inputs"](extents, held, 1.0)
        scale = 1e3 * (held[0] + held[2])
        try:
            jacobian = -np.linalg.solve(by_extents, by_inputs) * scale
        except np.linalg.LinAlgError:
            return *self._nothing(held), NOT_CONVERGED, None
        jacobian[:, [0, 2]] += 1e3 * extents[:, None]
        jacobian[:, SHARES] *= (given[SHARES] >= 0.0) & (given[SHARES] <= MOST_ENTRAINED)
        beyond = given - held
        beyond[SHARES] = 0.0
        return extents * scale + jacobian @ beyond, jacobian, status, extents if status == GOOD else None

    def _nothing(self, given: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where a phase is absent: nothing passes.

        With no organic phase half of its metals are stripped in the last stage. That is nothing too, but it gives the
        metals of an organic circuit a way out from which a solver can start it.
        """
        outputs = self.stages * len(self.forms)
        jacobian = np.zeros((outputs, len(given)))
        if given[2] < ABSENT:
            for k in range(len(self.forms)):
                jacobian[outputs - len(self.forms) + k, len(FIRST) + k * len(EACH) + EACH.index("o")] = -0.5
        return jacobian @ np.where(np.isfinite(given), given, 0.0), jacobian

    def _held(self, given: np.ndarray) -> np.ndarray:
        """Inputs within what the laws can take: no negative amounts, no metal without a trace of it in the liquor."""
        held = np.where(self._signed, given, np.maximum(given, 0.0))
        held[SHARES] = np.minimum(held[SHARES], MOST_ENTRAINED)
        held[FREE_EXTRACTANT] = max(held[FREE_EXTRACTANT], TRACE * held[2])
        for k in range(len(self.forms)):
            a, g, o, p = held[len(FIRST) + k * len(EACH) :][:4]
            if a + g + o + p < TRACE * held[0]:
                held[len(FIRST) + k * len(EACH)] = TRACE * held[0]
        return held

    def _start(self, given: np.ndarray) -> np.ndarray:
        """Extents [mol/L] with something of everything in both phases of each stage."""
        scale, efficiency = 1e3 * (given[0] + given[2]), min(1.0, given[FIRST.index("efficiency")])
        per_stage = []
        for k, form in enumerate(self.forms):
            a, g, o, p = given[len(FIRST) + k * len(EACH) :][:4]
            room = given[FREE_EXTRACTANT] / (form.count * len(self.forms))
            loads, strips = min(a + g, room), o + p
            per_stage.append(strips if strips > loads else -loads)
        toward = -OPENING * efficiency * np.array(per_stage) / (self.stages * scale)
        return np.tile(toward, self.stages)

    def _solve(self, given: np.ndarray, near: Any) -> tuple[np.ndarray, int]:
        """Extents [mol/L of both volumes together], from those of stages close by if they lead there.

        Where Newton's method gets stuck the stages are first made short, so that none changes what the next one gets,
        and then grow to their length.
        """
        if near is not None:
            extents, status = self._newton(near, given, 1.0)
            if status == GOOD:
                return extents, GOOD
        extents, status = self._newton(self._start(given), given, 1.0)
        if status == GOOD:
            return extents, GOOD
        extents, length = self._start(given) * LENGTHS[0], LENGTHS[0]
        for grown in LENGTHS:
            extents, status = self._newton(extents * grown / length, given, grown)
            length = grown
        return extents, status

    def _newton(self, extents: np.ndarray, given: np.ndarray, length: float) -> tuple[np.ndarray, int]:
        """Newton's method, held where all amounts are positive and shortened until the forces fall."""
        step_of, (by_step,) = self._compiled["step"], self._compiled["slopes"](given, length)
        forces, by_extents, amounts = step_of(extents, given, length)
        if not np.all(amounts > 0.0):
            return extents, NOT_CONVERGED
        for _ in range(MOST_STEPS):
            try:
                step = -np.linalg.solve(by_extents, forces.ravel())
            except np.linalg.LinAlgError:
                break
            there = amounts.ravel()
            change = by_step @ step
            falling = change < 0.0
            reach = min(1.0, INWARD * float(np.min(there[falling] / -change[falling], initial=np.inf)))
            size, settled = float(np.linalg.norm(forces)), float(np.max(np.abs(step))) <= TOLERANCE * np.max(there)
            for _ in range(HALVINGS):
                tried = extents + reach * step
                forces, by_extents, amounts = step_of(tried, given, length)
                if settled or float(np.linalg.norm(forces)) <= (1.0 - 1e-4 * reach) * size:
                    break
                reach *= 0.5
            extents = tried
            if settled:
                return extents, GOOD
            if reach < 1e-6:
                break
        return extents, NOT_CONVERGED

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the inputs are, in order."""
        return (*FIRST, *(name for _ in self.forms for name in EACH))

    @cached_property
    def _signed(self) -> np.ndarray:
        return np.array([name in ("h", "hg", "number", "ph") for name in self.names])

    @cached_property
    def _compiled(self) -> dict[str, Evaluated]:
        import casadi as ca

        u = ca.SX.sym("u", self.stages * len(self.forms))
        p = ca.SX.sym("p", len(self.names))
        length = ca.SX.sym("length")
        forces, amounts = _Stages(self, u, p, length, ca).write()
        return {
            "step": Evaluated(ca, [u, p, length], [forces, ca.jacobian(forces, u), amounts]),
            "inputs": Evaluated(ca, [u, p, length], [ca.jacobian(forces, p)]),
            "slopes": Evaluated(ca, [p, length], [ca.jacobian(amounts, u)]),
        }


class Evaluated:
    """A symbolic function on arrays, without a wrapped matrix for each argument and result of each call."""

    def __init__(self, math: Any, arguments: list[Any], results: list[Any]) -> None:
        function = math.Function("evaluated", arguments, [math.densify(result) for result in results])
        self._buffer, self._trigger = function.buffer()
        self._arguments = [np.zeros(argument.numel()) for argument in arguments]
        # CasADi writes column by column.
        self._results = [np.zeros(result.shape[::-1]) for result in results]
        for k, array in enumerate(self._arguments):
            self._buffer.set_arg(k, array.data)
        for k, array in enumerate(self._results):
            self._buffer.set_res(k, array.reshape(-1).data)

    def __call__(self, *given: Any) -> list[np.ndarray]:
        """Results as new arrays of two dimensions."""
        for array, values in zip(self._arguments, given, strict=True):
            array[:] = values
        self._trigger()
        return [array.T.copy() for array in self._results]


class _Stages:
    """Writes driving forces and amounts that must stay positive, symbolically."""

    def __init__(self, cascade: Cascade, u: Any, p: Any, length: Any, math: Any) -> None:
        self.cascade, self.math = cascade, math
        first = len(FIRST)
        self.given = {name: p[k] for k, name in enumerate(FIRST)}
        self.each = [
            {name: p[first + k * len(EACH) + i] for i, name in enumerate(EACH)} for k in range(len(cascade.forms))
        ]
        scale = 1e3 * (self.given["Va"] + self.given["Vo"])
        count = len(cascade.forms)
        self.extents = [[u[j * count + k] * scale for k in range(count)] for j in range(cascade.stages)]
        in_organic, in_liquor = cascade.basis in ("organic", "both"), cascade.basis in ("liquor", "both")
        self.organic_reach = 1.0 / (length * (self.given["efficiency"] if in_organic else 1.0))
        self.liquor_reach = 1.0 / (length * (self.given["efficiency"] if in_liquor else 1.0))

    def write(self) -> tuple[Any, Any]:
        """Driving forces [mol/L], stage by stage, and concentrations that stay positive [mol/L]."""
        g, count = self.given, len(self.cascade.forms)
        total = g["r"] + sum(form.count * each["o"] for form, each in zip(self.cascade.forms, self.each, strict=True))
        total = total / (1e3 * g["Vo"])
        liquors, organics = self._liquors(), self._organics()
        forces, amounts = [], []
        for (Va, x, h), (Vo, y, r) in zip(liquors, organics, strict=True):
            x, h = [n / (1e3 * Va) for n in x], self._protons(h / (1e3 * Va))
            y, r = [n / (1e3 * Vo) for n in y], r / (1e3 * Vo)
            amounts += [*x, *y, r]
            forces += [self._force(k, x[k], h, y[k], r, total) for k in range(count)]
        return self.math.vertcat(*forces), self.math.vertcat(*amounts)

    def _liquors(self) -> list[tuple[Any, list[Any], Any]]:
        """Volume, cations and H+ of the liquor at which equilibrium is asked, stage by stage."""
        g, forms, last = self.given, self.cascade.forms, self.cascade.stages - 1
        V, a, h, found = g["Va"], [each["a"] for each in self.each], g["h"], []
        for j, extents in enumerate(self.extents):
            if j == last:
                V, h = V + g["Vg"], h + g["hg"]
                a = [n + each["g"] for n, each in zip(a, self.each, strict=True)]
            released = sum(form.count * e for form, e in zip(forms, extents, strict=True))
            reach = self.liquor_reach
            found.append((V, [n - e * reach for n, e in zip(a, extents, strict=True)], h + released * reach))
            stays = 1.0 - g["s"] if j == 0 else 1.0
            V, h = V * stays, (h + released) * stays
            a = [(n - e) * stays for n, e in zip(a, extents, strict=True)]
        return found

    def _organics(self) -> list[tuple[Any, list[Any], Any]]:
        """Volume, loaded forms and free extractant at which equilibrium is asked, stage by stage."""
        g, forms, last = self.given, self.cascade.forms, self.cascade.stages - 1
        V, o, r, found = g["Vo"], [each["o"] for each in self.each], g["r"], []
        for j in range(last, -1, -1):
            extents = self.extents[j]
            if j == 0:
                V, r = V + g["Vp"], r + g["rp"]
                o = [n + each["p"] for n, each in zip(o, self.each, strict=True)]
            bound = sum(form.count * e for form, e in zip(forms, extents, strict=True))
            reach = self.organic_reach
            found.append((V, [n + e * reach for n, e in zip(o, extents, strict=True)], r - bound * reach))
            stays = 1.0 - g["t"] if j == last else 1.0
            V, r = V * stays, (r - bound) * stays
            o = [(n + e) * stays for n, e in zip(o, extents, strict=True)]
        return found[::-1]

    def _protons(self, total: Any) -> Any:
        """[H+] from titratable H+ less OH- [mol/L]; exact where alkali prevails."""
        math = self.math
        if self.cascade.fixed_ph:
            return 10.0 ** -self.given["ph"]
        root = math.sqrt(total * total + 4.0 * WATER_PRODUCT)
        return math.if_else(total >= 0.0, 0.5 * (total + root), 2.0 * WATER_PRODUCT / (root - math.fmin(total, 0.0)))

    def _force(self, k: int, x: Any, h: Any, y: Any, r: Any, total: Any) -> Any:
        """What drives extraction, in R T: the logarithm of a quotient that is 1 at equilibrium."""
        log = self.math.log
        form, number = self.cascade.forms[k], self.each[k]["number"]
        if form.law == "distribution":
            return log(number) + log(x) - log(y)
        if form.law in LAW_OF_ISOTHERM.values():
            isotherm = EXTRACTION if form.law == "extraction isotherm" else STRIPPING
            V = 1e5 * total / self.given["strength"]
            (constant, available), (most, all_free) = factors(isotherm, y * COPPER, V)
            free = -log(1.0 + (SATURATED * total / r) ** 4)
            loads = self._log(constant, most) + 2.0 * self._log(available, all_free) + free
            return loads + log(x) - log(y) - 2.0 * log(h * ACID_PER_PROTON)
        exchanged = log(x) - log(y) + form.count * (log(r) - log(h))
        if form.law == "constant":
            return log(number) + exchanged
        return exchanged - form.count * (math.log(10.0) * number + log(total))

    def _log(self, x: Any, usual: Any) -> Any:
        """Logarithm that goes on in a straight line where x is a small share of its usual size, or negative."""
        least = LEAST * usual
        straight = self.math.log(least) + x / least - 1.0
        return self.math.if_else(x > least, self.math.log(self.math.fmax(x, least)), straight)


@cache
def cascade_model(stages: int, forms: Sequence[Form], basis: str, fixed_ph: bool) -> Cascade:
    """The model of so many stages; one for all trains alike."""
    return Cascade(stages, tuple(forms), basis, fixed_ph)
