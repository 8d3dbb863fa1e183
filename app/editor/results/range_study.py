"""A result at the low and at the high value of the inputs that move it most, one input solved after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from app.editor.results.shown import Shown
from flowsheets.studies.ends_of_ranges import ResultAtEnd, Span

TOGETHER = 2
"""Ranges whose ends are asked for at once: the four cases that a sheet with local models takes in one go."""
Ends = tuple[ResultAtEnd, ResultAtEnd]


class RangeStudy(QObject):
    """Asks for the ends of two ranges at a time, so that an edit never waits for all of them.

    wanted: whether it is looked at; where it is not, or the sheet was edited, nothing more is asked.
    """

    changed = Signal()
    """There is more to show, or the ranges are others."""
    failed = Signal(str)

    def __init__(self, shown: Shown, wanted: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown, self._wanted = shown, wanted
        self.result = ""
        self.unit = ""
        self.value = 0.0
        """The result as entered [unit]."""
        self.spans: dict[str, Span] = {}
        self.ends: dict[str, Ends | str] = {}
        """By input: the result at both ends, or why there is none."""
        self._is_asking = False

    @property
    def left(self) -> int:
        """Ranges whose ends are not known yet."""
        return sum(path not in self.ends for path in self.spans)

    def begin(self, result: str, reach: float, stated: Mapping[str, str]) -> None:
        """Find the ranges of what moves a result. stated: ranges of a person's own by path, as '9..12 t/h'."""
        self.result, self.spans, self.ends, self._is_asking = result, {}, {}, False

        def take(content: Any) -> None:
            if result == self.result and not self.spans:
                spans = msgspec.convert(content["spans"], list[Span])
                self.value, self.unit = float(content["value"]), str(content["unit"])
                self.spans = {span.path: span for span in spans}
                self.changed.emit()
                self.go_on()

        written = [f"{path}={span}" for path, span in stated.items()]
        self._shown.ask("driver ranges", take, self.failed.emit, result=result, reach=reach, stated=written)

    def put(self, span: Span) -> None:
        """Another range for an input, whose ends are then found anew."""
        self.spans = self.spans | {span.path: span}
        self.ends = {path: ends for path, ends in self.ends.items() if path != span.path}
        self.changed.emit()
        self.go_on()

    def go_on(self) -> None:
        """Ask for the next ends that are not known, unless some are being found."""
        spans = [span for path, span in self.spans.items() if path not in self.ends][:TOGETHER]
        if not spans or self._is_asking or self._shown.is_stale or not self._wanted():
            return
        result, self._is_asking = self.result, True

        def take(content: Any) -> None:
            self._keep(result, spans, msgspec.convert(content, list[Ends | str]))

        def refused(why: str) -> None:
            self._keep(result, spans, [why] * len(spans))

        self._shown.ask("ends of ranges", take, refused, result=result, spans=msgspec.to_builtins(spans))

    def _keep(self, result: str, spans: list[Span], found: list[Ends | str]) -> None:
        if result != self.result:
            return
        self._is_asking = False
        known = zip(spans, found, strict=True)
        self.ends = self.ends | {span.path: ends for span, ends in known if self.spans.get(span.path) == span}
        self.changed.emit()
        self.go_on()

    def widest_first(self) -> Iterator[tuple[Span, Ends | str | None]]:
        """Ranges whose ends are known by how far the result goes, then the others as they come."""

        def width(span: Span) -> float:
            ends = self.ends.get(span.path)
            known = [end.value for end in ends or () if isinstance(end, ResultAtEnd) and end.value is not None]
            return max((abs(value - self.value) for value in known), default=-1.0)

        for span in sorted(self.spans.values(), key=width, reverse=True):
            yield span, self.ends.get(span.path)
