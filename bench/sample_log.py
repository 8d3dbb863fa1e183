"""Outcomes of a campaign's samples, kept as they come, so that it can be broken off and gone on with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class SampleLog:
    """One line of JSON for each sample that is done; '' or None keeps nothing."""

    def __init__(self, path: str | Path | None) -> None:
        self._path = Path(path) if path else None
        self.kept: dict[int, dict[str, Any]] = {}
        """What is known already, by the number of the sample."""
        if self._path and self._path.exists():
            text = self._path.read_text(encoding="utf-8")
            if text and not text.endswith("\n"):  # the last line was cut off
                text = text[: text.rfind("\n") + 1]
                self._path.write_text(text, encoding="utf-8")
            records = [json.loads(line) for line in text.splitlines()]
            self.kept = {record["number"]: record for record in records}

    def keep(self, number: int, **outcome: Any) -> None:
        """Add the outcome of a sample."""
        self.kept[number] = {"number": number, **outcome}
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(self.kept[number]) + "\n")
