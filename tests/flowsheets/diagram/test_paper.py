"""Pages that are handed in: sizes of paper, what stands on them, and where the table goes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import msgspec
import pytest

from flowsheets import library
from flowsheets.diagram.look import LIGHT, text_width
from flowsheets.diagram.page import Columns
from flowsheets.diagram.paper import PAPERS, Page, pages
from flowsheets.diagram.pdf import pdf
from flowsheets.diagram.svg import Style
from flowsheets.document.editing import with_page
from flowsheets.document.records import Flowsheet, PageFrame, Revision
from flowsheets.results.solution import Solution
from unitops.errors import InputError

replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def solved() -> Solution:
    return library.load("kcl_crystallisation").solve()


def words(page: Page) -> str:
    return " ".join(ElementTree.fromstring(page.svg).itertext()).replace("\xa0", " ")


def on(document: Flowsheet, **frame: object) -> Flowsheet:
    return with_page(document, PageFrame(**frame))  # type: ignore[arg-type]


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("paper", PAPERS)
def test_pages_have_the_size_of_paper(solved: Solution, paper: str, landscape: bool) -> None:
    made = pages(on(solved.sheet.document, paper=paper, landscape=landscape), solved)
    short, long = PAPERS[paper]
    size = (long, short) if landscape else (short, long)
    for page in made:
        assert (page.width, page.height) == size
        root = ElementTree.fromstring(page.svg)
        assert float(root.get("width", "").removesuffix("mm")) == pytest.approx(size[0], rel=1e-3)
    boxes = re.findall(rb"MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf(*(page.svg for page in made)))
    assert len(boxes) == len(made)
    assert all(float(box[0]) == pytest.approx(size[0] / 25.4 * 72, abs=0.1) for box in boxes)


def test_an_unknown_paper_is_told(solved: Solution) -> None:
    with pytest.raises(InputError, match="A3"):
        pages(on(solved.sheet.document, paper="foolscap"))


def test_the_title_block_says_what_the_document_says(solved: Solution) -> None:
    document = on(
        solved.sheet.document,
        title_block={"project": "Pilot", "client": "Nobody"},
        revisions=(
            Revision(mark="A", date="2026-01-02", text="for comment", drawn="me"),
            Revision(mark="B", date="2026-02-02", text="as built", approved="you"),
        ),
    )
    (page,) = pages(document)
    for each in ("Pilot", "client", "Nobody", "for comment", "as built", "me", "you", "not solved", "1 of 1"):
        assert each in words(page)
    assert solved.status in words(pages(document, solved)[0])


def test_the_table_stands_where_it_is_wanted(solved: Solution) -> None:
    document = solved.sheet.document
    below = pages(on(document, paper="A1"), solved)
    assert len(below) == 1
    assert "T [°C]" in words(below[0])
    own = pages(on(document, table="own pages", table_rows=("T", "mass")), solved)
    assert len(own) == 2
    assert "T [°C]" not in words(own[0])
    assert "mass [t/h]" in words(own[1])
    assert "P [kPa]" not in words(own[1])
    assert "2 of 2" in words(own[1])
    assert "T [°C]" not in words(pages(on(document, table="none"), solved)[0])
    assert "T [°C]" not in words(pages(document, solved, Style())[0])


def test_every_stream_is_in_the_table_of_a_plant_that_needs_pages(solved: Solution) -> None:
    document = on(solved.sheet.document, paper="A4", landscape=False, table="own pages")
    found = " ".join(words(page) for page in pages(document, solved)[1:]).split()
    numbers = [re.sub(r"\D+0*", "", record.tag) for record in document.streams.values()]
    assert all(number in found for number in numbers)


def test_the_drawing_stays_inside_the_frame(solved: Solution) -> None:
    for paper in ("A4", "A1"):
        page = pages(on(solved.sheet.document, paper=paper, table="none"), solved)[0]
        assert 0 < page.scale <= 1.5
        assert page.is_readable == (page.smallest_type >= 1.4)
    assert pages(on(solved.sheet.document, paper="A0"), solved)[0].is_readable


def test_legend_can_be_left_out(solved: Solution) -> None:
    assert "aqueous" in words(pages(solved.sheet.document, solved)[0])
    assert "aqueous" not in words(pages(on(solved.sheet.document, legend=False), solved)[0])
    assert LIGHT.sheet in pages(solved.sheet.document)[0].svg


def test_blocks_of_a_table_are_alike_and_no_figure_touches_the_next() -> None:
    heads = tuple(str(number) for number in range(101, 144))
    table = Columns(("T [°C]", "organic [t/h]"), heads, (("25",) * 43, ("0.0007069",) * 43))
    each = table.within(1300.0)
    blocks = [len(table.part(start, each).heads) for start in range(0, 43, each)]
    assert max(blocks) - min(blocks) <= len(blocks)
    assert len(blocks) == table.blocks(1300.0)
    assert table.cell >= text_width("0.0007069", 10.0)
