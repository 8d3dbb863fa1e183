"""Read the results of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowsheets.batch.cases import CaseChunk
from flowsheets.batch.evaluation import CaseResults
from flowsheets.batch.store import open_store
from flowsheets.batch.tables import TableColumn, TableForm

if TYPE_CHECKING:
    import pandas as pd


def read(folder: str | Path) -> pd.DataFrame:
    """The results of a batch as a DataFrame, of what there is so far if it is not complete.

    Headings carry units; ``attrs["units"]`` has them by heading. Raises InputError if there is no batch.
    """
    import pandas as pd

    store = open_store(Path(folder))
    manifest = store.manifest
    if manifest.kind == "parquet":
        frames = [pd.read_parquet(file) for file in store.files()]
    else:
        frames = [_from_csv(file, manifest.columns) for file in store.files()]
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=_headings(manifest.columns))
    return _with_units(frame, manifest.columns)


def _from_csv(file: Path, columns: Sequence[TableColumn]) -> pd.DataFrame:
    """A CSV file with every number as it was written: what pandas makes of them by itself is not exact everywhere."""
    import numpy as np
    import pandas as pd

    texts = pd.read_csv(file, dtype=str, keep_default_na=False)
    cells: dict[str, Any] = {}
    for column in columns:
        words = texts[column.heading].to_numpy(dtype=object)
        if column.kind == "text":
            cells[column.heading] = [word or None for word in words]
        elif column.kind == "integer":
            cells[column.heading] = words.astype(np.int64)
        else:
            cells[column.heading] = np.where(words == "", "nan", words).astype(float)
    return pd.DataFrame(cells)


def frame_of(form: TableForm, parts: Sequence[tuple[CaseChunk, CaseResults]]) -> pd.DataFrame:
    """The same of chunks in memory, in their order."""
    import pandas as pd

    headings = _headings(form.columns)
    frames = [pd.DataFrame(dict(zip(headings, form.cells(chunk, results), strict=True))) for chunk, results in parts]
    return _with_units(pd.concat(frames, ignore_index=True), form.columns)


def _headings(columns: Sequence[TableColumn]) -> list[str]:
    return [column.heading for column in columns]


def _with_units(frame: pd.DataFrame, columns: Sequence[TableColumn]) -> pd.DataFrame:
    frame.attrs["units"] = {column.heading: column.unit for column in columns if column.unit}
    return frame
