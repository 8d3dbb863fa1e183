"""The drawn sheet: doors, captions, hops, numbers, and the pictures made of them."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise
from xml.etree import ElementTree

import msgspec
import pytest

import flowsheets as fs
from flowsheets import library
from flowsheets.diagram.annotations import drawn_table, drawn_words, tags_of
from flowsheets.diagram.geometry import GRID, Box, around, on_grid
from flowsheets.diagram.hops import hops
from flowsheets.diagram.labels import labelled, quantities
from flowsheets.diagram.layout import without_places
from flowsheets.diagram.lines import arrowheads, stroke
from flowsheets.diagram.look import DARK, LIGHT, PALETTES
from flowsheets.diagram.marks import Text
from flowsheets.diagram.numbers import numbered, numbers_of
from flowsheets.diagram.page import stream_columns
from flowsheets.diagram.paper import pages
from flowsheets.diagram.pdf import PictureError, pdf
from flowsheets.diagram.routing import passes_through
from flowsheets.diagram.scene import scene
from flowsheets.diagram.svg import Style, svg
from flowsheets.document.building import SheetBuilder
from flowsheets.document.file import dumps, loads
from flowsheets.document.records import Annotation, Drawing, Flowsheet, Placement, Route
from unitops.errors import InputError
from unitops.quantities import format_number

replace = msgspec.structs.replace
NAMES = library.names()


@pytest.fixture(scope="module")
def solved():
    return library.load("kcl_crystallisation").solve()


def two_tanks(**places: Placement) -> Flowsheet:
    build = SheetBuilder("two", title="Two tanks <&>")
    for tag in ("TK-1", "TK-2"):
        build.unit("Tank", tag, name="a tank & its name")
    build.stream("TK-1.slurry", "TK-2.feeds", "S-1")
    build.stream("TK-2.slurry", "TK-1.feeds", "S-2")
    document = build.sheet()
    units = {key: places[record.tag.replace("-", "")] for key, record in document.units.items()} if places else {}
    return replace(document, drawing=Drawing(units=units))


def side_by_side() -> Flowsheet:
    return two_tanks(TK1=Placement(x=80, y=80), TK2=Placement(x=320, y=80))


def by_tag(records: dict) -> dict:
    return {item.record.tag: item for item in records.values()}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("anew", [False, True], ids=["as placed", "arranged"])
def test_streams_meet_outlines_and_avoid_units(name, anew):
    document = library.load(name).document
    drawn = scene(without_places(document) if anew else document)
    assert not drawn.hanging
    for stream in drawn.streams.values():
        assert all((a[0] == b[0]) != (a[1] == b[1]) for a, b in pairwise(stream.points))
        source, target = stream.record.source, stream.record.target
        for key, unit in drawn.units.items():
            if source and target and key not in (source.unit, target.unit):
                assert not passes_through(stream.points, unit.box)
        assert drawn.units[source.unit].box.grown(0.1).overlaps(Box(*stream.points[0], *stream.points[0]).grown(0.1))
        assert drawn.units[target.unit].box.grown(0.1).overlaps(Box(*stream.points[-1], *stream.points[-1]).grown(0.1))


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_depends_on_nothing_but_the_document(name):
    document = library.load(name).document
    turned_round = replace(
        document,
        units=dict(reversed(document.units.items())),
        streams=dict(reversed(document.streams.items())),
    )
    assert svg(document) == svg(turned_round)


@pytest.mark.parametrize("name", NAMES)
def test_captions_stay_clear_of_their_own_streams(name):
    drawn = scene(library.load(name).document)
    for unit in drawn.units.values():
        for doors in unit.doors.values():
            for door in doors:
                if door.slot in unit.used:
                    spot = Box(*door.edge, *door.edge).grown(1.0)
                    assert not any(text.box.overlaps(spot) for text in unit.caption.texts if not unit.is_flag)


def test_streams_join_straight_where_tanks_stand_side_by_side():
    drawn = by_tag(scene(side_by_side()).streams)
    assert len(drawn["S-1"].points) == 2
    assert drawn["S-2"].runs_back
    assert max(y for _, y in drawn["S-2"].points) > 112, "the recycle runs below"


def test_the_level_stream_goes_straight_in():
    build = SheetBuilder("joined")
    places = {"FD-1": (80, -120), "FD-2": (80, 80), "FD-3": (80, 280), "MX-1": (320, 80), "PD-1": (560, 80)}
    for tag, at in places.items():
        operation = {"FD": "Feed", "MX": "Mixer", "PD": "Product"}[tag[:2]]
        build.unit(operation, tag, at=at)
    for number in (3, 1, 2):
        build.stream(f"FD-{number}.outlet", "MX-1.inlets", f"S-{number}")
    build.stream("MX-1.outlet", "PD-1.inlet", "S-4")
    drawn = by_tag(scene(build.sheet()).streams)
    assert len(drawn["S-2"].points) == len(drawn["S-4"].points) == 2
    assert drawn["S-1"].points[-1][1] < drawn["S-2"].points[-1][1] < drawn["S-3"].points[-1][1]


def test_places_off_the_grid_are_drawn_on_it():
    drawn = scene(two_tanks(TK1=Placement(x=81.5, y=78.2), TK2=Placement(x=317, y=83)))
    assert all(value % GRID == 0 for unit in drawn.units.values() for value in (unit.box.left, unit.box.top))
    assert on_grid(4) == 8
    assert on_grid(-4) == 0


def test_turned_and_mirrored_units_turn_their_ports():
    drawn = by_tag(
        scene(two_tanks(TK1=Placement(x=80, y=80, flipped=True), TK2=Placement(x=320, y=80, rotation=90))).units
    )
    assert drawn["TK-1"].doors["slurry"][0].slot.side == "left"
    assert drawn["TK-2"].doors["slurry"][0].slot.side == "bottom"


def test_corners_drawn_by_hand_are_kept():
    document = side_by_side()
    key = next(key for key, record in document.streams.items() if record.tag == "S-1")
    corners = ((200.0, 80.0), (200.0, 200.0), (240.0, 200.0), (240.0, 80.0))
    by_hand = replace(document, drawing=replace(document.drawing, streams={key: Route(points=corners)}))
    assert scene(by_hand).streams[key].points[1:-1] == corners


def test_streams_with_a_free_end_are_named_and_not_drawn():
    document = side_by_side()
    key, record = sorted(document.streams.items())[0]
    cut = replace(document, streams=document.streams | {key: replace(record, target=None)})
    assert scene(cut).hanging == (key,)
    assert "<svg" in svg(cut)


def test_an_operation_that_is_not_known_is_a_box():
    document = side_by_side()
    units = {key: replace(record, operation="Alembic") for key, record in document.units.items()}
    drawn = scene(replace(document, units=units))
    assert {unit.symbol.name for unit in drawn.units.values()} == {"unit"}


def test_the_upright_line_hops():
    crossing = {"a": [(0, 40), (80, 40)], "b": [(40, 0), (40, 80)], "c": [(0, 80), (40, 80)]}
    assert hops(crossing) == {"b": {0: (40.0,)}}
    assert hops({"a": [(0, 40), (40, 40)], "b": [(40, 0), (40, 80)]}) == {}
    assert "A4 4 0 0 1 40 44" in stroke(crossing["b"], {0: (40.0,)})
    assert "A4 4 0 0 0 40 36" in stroke(crossing["b"][::-1], {0: (40.0,)})


def test_corners_are_rounded_less_where_there_is_no_room():
    assert stroke([(0, 0), (100, 0), (100, 100)], {}) == "M0 0L94 0Q100 0 100 6L100 100"
    assert stroke([(0, 0), (100, 0), (100, 8), (200, 8)], {}).count("Q") == 2
    assert "L96 0Q100 0 100 4" in stroke([(0, 0), (100, 0), (100, 100)], {1: (8.0,)})


def test_long_streams_show_their_direction_at_corners():
    points = [(0, 0), (300, 0), (300, 200), (600, 200)]
    assert [direction for _, direction in arrowheads(points, {})] == [(1, 0), (0, 1)]
    assert len(arrowheads([(0, 0), (100, 0), (100, 80), (200, 80)], {})) == 1


def test_numbers_of_streams():
    assert numbers_of(["S-12", "S13a", "slurry", "7"]) == {"S-12": "12", "S13a": "13a", "slurry": "slurry", "7": "7"}
    assert numbers_of(["A-1", "O-1", "A-2"]) == {"A-1": "A-1", "O-1": "O-1", "A-2": "2"}


@pytest.mark.parametrize("name", NAMES)
def test_every_stream_has_its_number_on_it(name):
    drawn = scene(library.load(name).document)
    diamonds = numbered(drawn)
    assert set(diamonds) == set(drawn.streams)
    for key, diamond in diamonds.items():
        assert passes_through(drawn.streams[key].points, around((1, 1), diamond.centre))


@pytest.mark.parametrize("style", [Style(), Style(palette=DARK), Style(legend=False, numbers=False)])
def test_pictures_are_sound_xml(style):
    root = ElementTree.fromstring(svg(side_by_side(), None, style))
    assert root.findtext("{*}title") == "Two tanks <&>"
    assert "a tank & its name" in "".join(root.itertext())
    colours = set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg(side_by_side(), None, style)))
    palette = style.palette
    known = {palette.sheet, palette.ink, palette.quiet, palette.hairline, *palette.phases.values()}
    assert colours <= known


def test_an_empty_sheet_is_a_picture():
    ElementTree.fromstring(svg(Flowsheet(name="empty")))
    ElementTree.fromstring(pages(Flowsheet(name="empty"))[0].svg)


def test_a_solution_colours_and_counts(solved):
    document = solved.sheet.document
    picture = svg(document, solved, Style(table=True))
    text = "".join(ElementTree.fromstring(picture).itertext())
    assert "T [°C]" in text
    assert " kg/h" in text
    assert LIGHT.phases["aq"] in picture
    tags = [str(tag) for tag in solved.plain_tables()["streams"].column("stream")]
    assert all(number in text for number in numbers_of(tags).values())


def test_labels_stand_beside_their_streams_and_on_nothing(solved):
    words = quantities(solved, ("T", "mass", "solids"))
    drawn = scene(solved.sheet.document)
    diamonds = numbered(drawn)
    labels = labelled(drawn, words, diamonds)
    assert labels.keys() <= drawn.streams.keys()
    assert len(labels) >= len(drawn.streams) - 1
    boxes = [label.box for label in labels.values()]
    assert not any(one.overlaps(two) for n, one in enumerate(boxes) for two in boxes[:n])
    for key, label in labels.items():
        assert not any(passes_through(stream.points, label.box) for stream in drawn.streams.values())
        assert not any(unit.box.overlaps(label.box) for unit in drawn.units.values())
        assert not any(diamond.box.overlaps(label.box) for diamond in diamonds.values())
        assert passes_through(drawn.streams[key].points, label.box.grown(14))
    picture = svg(solved.sheet.document, solved, Style(labels=("T", "mass")))
    assert " °C</text>" in picture
    with pytest.raises(InputError, match="temperament"):
        quantities(solved, ("temperament",))


def test_annotations_are_drawn(solved):
    notes = {
        "n1": Annotation(x=-200, y=-100, text="two lines\nof <text>"),
        "n2": Annotation(x=0, y=0, text="Area 100", shape="box", width=400, height=160),
        "n3": Annotation(x=0, y=900, shape="stream table"),
    }
    document = solved.sheet.document
    noted = replace(document, drawing=replace(document.drawing, annotations=notes))
    root = ElementTree.fromstring(svg(noted, solved))
    text = "".join(root.itertext())
    assert "of <text>" in text
    assert "Area 100" in text
    assert "T [°C]" in text
    left, top, _, height = map(float, root.get("viewBox", "").split())
    assert left <= -200
    assert top <= -100
    assert top + height > 900
    assert "T [°C]" not in svg(noted)
    alone = Flowsheet(name="notes", drawing=Drawing(annotations=notes))
    assert "Area 100" in "".join(ElementTree.fromstring(svg(alone)).itertext())


def test_a_table_on_the_sheet_has_the_chosen_period_and_unit_of_mass(solved):
    rows = ("T", "mass", "volume", "elements: K")
    hourly, daily = stream_columns(solved, rows), stream_columns(solved, rows, per="d", mass_unit="kg")
    assert hourly.rows == ("T [°C]", "mass [t/h]", "volume [m³/h]", "K [kg/h]")
    assert daily.rows == ("T [°C]", "mass [kg/d]", "volume [m³/d]", "K [kg/d]")
    assert daily.cells[0] == hourly.cells[0]
    streams = solved.plain_tables()["streams"]
    tag = sorted(streams.column("stream"))[0]
    place = hourly.heads.index(numbers_of(streams.column("stream"))[tag])
    assert daily.cells[1][place] == format_number(float(streams.cell(tag, "mass")) * 24_000.0, 4)
    assert stream_columns(solved, rows, mass_unit="t").rows[3] == "K [t/h]"
    yearly = stream_columns(solved, rows, per="a")
    assert yearly.rows[1] == "mass [t/a]"


def test_old_files_have_hourly_tables_and_colours_of_what_flows():
    table = '{"x": 0, "y": 0, "shape": "stream table"}'
    sheet = loads(f'{{"schema": 2, "name": "old", "drawing": {{"annotations": {{"a1": {table}}}}}}}')
    note = sheet.drawing.annotations["a1"]
    assert (note.per, note.mass_unit, sheet.drawing.colour_by, sheet.drawing.widen_by) == ("h", "", "", "")
    assert b'"per"' not in dumps(sheet)


def test_a_table_on_the_sheet_has_the_chosen_streams_and_rows(solved):
    document = solved.sheet.document
    chosen = sorted(document.streams)[:2]
    note = Annotation(x=0, y=0, shape="stream table", streams=tuple(chosen), rows=("T", "elements: K", "liquors: pH"))
    table = stream_columns(solved, note.rows, tags_of(document, note))
    assert [row.partition(" ")[0] for row in table.rows] == ["T", "K", "pH"]
    assert len(table.heads) == 2
    elements = solved.plain_tables()["elements"]
    shown = table.cells[1][0]
    tag = next(document.streams[key].tag for key in chosen if table.heads[0] in document.streams[key].tag)
    assert shown == format_number(float(elements.cell(tag, "K")), 4)
    drawn = drawn_table(note, table)
    words = {mark.words for mark in drawn.marks if isinstance(mark, Text)}
    assert {"K [kg/h]", "pH", shown} <= words
    places = [(mark.x, mark.y) for mark in drawn.marks if isinstance(mark, Text)]
    assert all(drawn.box.left <= x <= drawn.box.right and drawn.box.top <= y <= drawn.box.bottom for x, y in places)
    narrow = drawn_table(msgspec.structs.replace(note, width=150.0, text="Feeds"), table)
    assert narrow.box.height > 2 * drawn.box.height
    assert narrow.box.width < drawn.box.width


def test_text_is_broken_at_the_width_that_is_given():
    words = "a rather long note about the second stage of the wash"
    free, narrow = (
        drawn_words(Annotation(x=0, y=0, text=words)),
        drawn_words(Annotation(x=0, y=0, text=words, width=80)),
    )
    assert free.box.width > 200
    assert narrow.box.width == 80
    assert narrow.box.height > 3 * free.box.height
    assert " ".join(mark.words for mark in narrow.marks if isinstance(mark, Text)) == words
    box = drawn_words(Annotation(x=0, y=0, shape="box", text="Area 100", width=400, height=160))
    assert (box.box.width, box.box.height) == (400, 160)
    assert box.words.width < 100


def test_a_unit_that_is_off_is_dashed_and_passed():
    document = side_by_side()
    units = {key: replace(record, off=record.tag == "TK-1") for key, record in document.units.items()}
    picture = svg(replace(document, units=units))
    assert picture.count('stroke-dasharray="3 3" opacity="0.6"') == 1
    assert picture.count("<path") == svg(document).count("<path") + 1


def test_a_sheet_shows_itself_in_a_notebook():
    assert fs.Sheet(side_by_side())._repr_svg_() == svg(side_by_side())


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_pdf_of_a_sheet(palette, solved):
    picture = svg(solved.sheet.document, solved, Style(palette=palette, table=True))
    made = pdf(picture)
    assert made.startswith(b"%PDF-1.4")
    assert made.rstrip().endswith(b"%%EOF")
    table = int(re.search(rb"startxref\n(\d+)", made).group(1))
    assert made[table : table + 4] == b"xref"
    for number, line in enumerate(re.findall(rb"(\d{10}) 00000 n", made), start=1):
        assert made[int(line) :].startswith(b"%d 0 obj" % number)
    content = zlib.decompress(re.search(rb"stream\n(.*?)\nendstream", made, re.DOTALL).group(1)).decode("cp1252")
    operators = [line.split()[-1] for line in content.splitlines()]
    assert operators.count("q") == operators.count("Q")
    assert operators.count("ET") == picture.count("<text")


def test_arcs_end_where_they_should():
    made = pdf('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M0 20A20 20 0 0 1 40 20" '
               'fill="none" stroke="#000000"/></svg>')  # fmt: skip
    content = zlib.decompress(re.search(rb"stream\n(.*?)\nendstream", made, re.DOTALL).group(1)).decode()
    curves = [[float(number) for number in line.split()[:-1]] for line in content.splitlines() if line.endswith(" c")]
    assert curves[0][-2:] == pytest.approx([20, 0], abs=1e-3), "clockwise over the top"
    assert curves[-1][-2:] == pytest.approx([40, 20], abs=1e-3)


@pytest.mark.parametrize(
    "inside",
    [
        "<image/>",
        '<path d="m1 1"/>',
        '<path d="M1 1" fill="red"/>',
        '<g transform="skewX(3)"/>',
    ],
)
def test_what_a_pdf_cannot_draw_is_told(inside):
    with pytest.raises(PictureError, match="cannot be drawn into a PDF"):
        pdf(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>')
