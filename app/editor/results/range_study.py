"""A result at the low and at the high value of the inputs that move it most, one input solved after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from app.editor.results.shown import Shown
from flowsheets.studies.ends_of_ranges import ResultAtEnd, Span

Ends = tuple[ResultAtEnd, ResultAtEnd]


class RangeStudy(QObject):
    """Asks for the ends of one range at a time, so that an edit never waits for all of them.

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
        self._asked = ""

    @property
    def left(self) -> int:
        """Ranges whose ends are not known yet."""
        return sum(path not in self.ends for path in self.spans)

    def begin(self, result: str, reach: float, stated: Mapping[str, str]) -> None:
        """Find the ranges of what moves a result. stated: ranges of a person's own by path, as '9..12 t/h'."""
        self.result, self.spans, self.ends, self._asked = result, {}, {}, ""

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
        path = next((path for path in self.spans if path not in self.ends), "")
        if not path or self._asked or self._shown.is_stale or not self._wanted():
            return
        span, result, self._asked = self.spans[path], self.result, path

        def take(content: Any) -> None:
            self._keep(result, span, msgspec.convert(content, Ends))

        def refused(why: str) -> None:
            self._keep(result, span, why)

        self._shown.ask("ends of range", take, refused, result=result, span=msgspec.to_builtins(span))

    def _keep(self, result: str, span: Span, ends: Ends | str) -> None:
        if result != self.result:
            return
        self._asked = ""
        if self.spans.get(span.path) == span:
            self.ends = self.ends | {span.path: ends}
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
