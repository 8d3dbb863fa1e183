"""A page of the docs that is written from data: written where it differs, or only checked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def keep_up(page: Path, text: Callable[[], str], description: str) -> int:
    """Run as a command: write the page, or with ``--check`` say whether it is stale; the exit status."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="write nothing, exit with 1 if the page is stale")
    check = parser.parse_args().check
    wanted, shown = text(), f"{page.parent.name}/{page.name}"
    if page.is_file() and page.read_text("utf-8") == wanted:
        return 0
    if check:
        print(f"stale: {shown}", file=sys.stderr)
        return 1
    page.write_text(wanted, "utf-8")
    print(f"written: {shown}")
    return 0
