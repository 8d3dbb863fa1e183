"""What the window and its solving process say to each other, as bytes."""

from __future__ import annotations

from typing import Any

import msgspec

from app.editor.wording import spoken_sentence

NO_SOLUTION = -1
"""Token of a question that is asked of a sheet without a solution."""


class _Message(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Sent as MessagePack; ``token`` numbers the snapshot of the sheet that it is about."""

    token: int


class Solve(_Message, frozen=True):
    """Solve a sheet, given as MessagePack; a running solve is dropped.

    keeps: token of the solution that the window shows, of which it may go on asking.
    """

    sheet: bytes
    keeps: int = NO_SOLUTION


class Ask(_Message, frozen=True):
    """A question about the last solution: its kind (see ``questions``), what it needs, and a number for the answer."""

    number: int
    kind: str
    arguments: dict[str, Any] = {}


class Ready(_Message, frozen=True):
    """The process has come up; what it is told from now on it turns to at once."""


class Started(_Message, frozen=True):
    """The sheet has been read; iterations follow."""


class Progress(_Message, frozen=True):
    """One iteration of the solver."""

    stage: str
    number: int
    residual: float


class Fault(msgspec.Struct, frozen=True):
    """Something that is wrong. owners: ids of the units, streams or entries that it concerns."""

    severity: str
    place: str
    sentence: str
    remedy: str = ""
    owners: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Where and what, as an engineer says it."""
        place, sentence = spoken_sentence(self.place), spoken_sentence(self.sentence)
        return sentence if not place or sentence.startswith(place) else f"{place}: {sentence}"

    @property
    def remedy_words(self) -> str:
        """What to do, as an engineer says it."""
        return spoken_sentence(self.remedy)


class Solved(_Message, frozen=True):
    """An audited solution: the result as JSON is written, faults found on the way, and the seconds it took."""

    written: bytes
    faults: tuple[Fault, ...]
    seconds: float


class Unsolved(_Message, frozen=True):
    """There is no solution. kind: 'incomplete' (the sheet needs something first) or 'failed' (nothing was found)."""

    kind: str
    faults: tuple[Fault, ...]
    seconds: float


class Answer(_Message, frozen=True):
    """What was asked for; ``refusal`` tells why there is nothing."""

    number: int
    content: Any = None
    refusal: str = ""


ToProcess = Solve | Ask
ToWindow = Ready | Started | Progress | Solved | Unsolved | Answer

_encoder = msgspec.msgpack.Encoder(enc_hook=lambda value: _plain(value))
_to_process = msgspec.msgpack.Decoder(ToProcess)
_to_window = msgspec.msgpack.Decoder(ToWindow)


def encode(message: ToProcess | ToWindow) -> bytes:
    """A message as bytes."""
    return _encoder.encode(message)


def for_process(data: bytes) -> ToProcess:
    """What the window says."""
    return _to_process.decode(data)


def for_window(data: bytes) -> ToWindow:
    """What the process says."""
    return _to_window.decode(data)


def _plain(value: Any) -> Any:
    """Numbers of numpy as Python's own."""
    item = getattr(value, "item", None)
    if item is None:
        raise TypeError(f"{type(value).__name__} cannot be sent")
    return item()
