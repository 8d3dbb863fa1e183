"""How well something fits what was typed: by words, forgiving, ranked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[^\W_]+")

WHOLE, START, INSIDE, SCATTERED = 1.0, 0.8, 0.4, 0.15
"""Worth of a typed word that is a word, begins one, stands somewhere in the text, or only has its letters there."""


@dataclass(frozen=True)
class Findable:
    """Texts under which something is found, each with its weight, the first being its name."""

    texts: tuple[tuple[str, float], ...]

    @cached_property
    def _prepared(self) -> tuple[tuple[str, tuple[str, ...], float], ...]:
        return tuple((low, tuple(_WORD.findall(low)), weight) for low, weight in self._lowered)

    @property
    def _lowered(self) -> list[tuple[str, float]]:
        return [(text.casefold(), weight) for text, weight in self.texts if text]

    def worth(self, typed: Sequence[str]) -> float:
        """How well this fits the typed words (see ``words_of``); 0 where one of them does not fit at all."""
        total = 0.0
        for word in typed:
            best = max((weight * _worth(word, low, words) for low, words, weight in self._prepared), default=0.0)
            if best == 0.0 and self._prepared:
                low, _words, weight = self._prepared[0]
                best = weight * SCATTERED if len(word) > 2 and _scattered(word, low) else 0.0
            if best == 0.0:
                return 0.0
            total += best
        if typed and self._prepared and self._prepared[0][0].startswith(typed[0]):
            total += 0.1  # of two that fit alike, the one whose name begins with what was typed
        return total


def words_of(text: str) -> tuple[str, ...]:
    """The words of what was typed; a tag such as R-101 stays one."""
    return tuple(text.casefold().split())


def _worth(word: str, text: str, words: Sequence[str]) -> float:
    if word == text or word in words:
        return WHOLE
    if text.startswith(word) or any(known.startswith(word) for known in words):
        return START
    return INSIDE if word in text else 0.0


def _scattered(word: str, text: str) -> bool:
    """Whether the letters of a word come in a text in their order, as 'ngf' in 'Neutralisation, gas, filter'."""
    letters = iter(text)
    return text[:1] == word[:1] and all(letter in letters for letter in word)
