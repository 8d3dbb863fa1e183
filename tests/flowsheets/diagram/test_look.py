"""Colours can be read on their grounds and told apart, also with a colour deficiency."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from flowsheets.diagram.colour_scale import colour_at
from flowsheets.diagram.look import PALETTES, STANDINGS, Palette, contrast, luminance, text_width, wrapped

THEMES = list(PALETTES.values())
READABLE = 4.5
APART = 10.0
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
# Severity 1.0 of Machado, Oliveira, Fernandes (2009), doi:10.1109/TVCG.2009.113, on linear RGB.
SEEN = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(colour: str, seen: str) -> np.ndarray:
    """CIE L*a*b* of #rrggbb as it is seen."""
    channels = np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    x = TO_XYZ @ np.clip(np.asarray(SEEN[seen]) @ linear, 0, 1) / WHITE
    f = np.where(x > 216 / 24389, np.cbrt(x), (24389 / 27 * x + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: np.ndarray, two: np.ndarray) -> float:
    """CIEDE2000, after Sharma, Wu, Dalal, Color Research and Application 30 (2005) 21, doi:10.1002/col.20070."""
    mean_chroma = (np.hypot(*one[1:]) + np.hypot(*two[1:])) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)))
    chroma = [np.hypot(colour[1] * stretch, colour[2]) for colour in (one, two)]
    hue = [np.degrees(np.arctan2(colour[2], colour[1] * stretch)) % 360 for colour in (one, two)]
    lightness, mean_chroma = (one[0] + two[0]) / 2, sum(chroma) / 2
    turn = (hue[1] - hue[0] + 180) % 360 - 180
    across = 2 * np.sqrt(chroma[0] * chroma[1]) * np.sin(np.radians(turn) / 2)
    mean_hue = (sum(hue) + (360 if abs(hue[0] - hue[1]) > 180 else 0)) / 2
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(size * np.cos(np.radians(times * mean_hue + shift)) for size, times, shift in waves)
    scales = (
        1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2),
        1 + 0.045 * mean_chroma,
        1 + 0.015 * mean_chroma * t,
    )
    steps = [
        value / scale for value, scale in zip((two[0] - one[0], chroma[1] - chroma[0], across), scales, strict=True)
    ]
    rotation = -np.sin(np.radians(60 * np.exp(-(((mean_hue - 275) / 25) ** 2))))
    rotation *= 2 * np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7))
    return float(np.sqrt(sum(step**2 for step in steps) + rotation * steps[1] * steps[2]))


@pytest.mark.parametrize("palette", THEMES, ids=lambda palette: palette.name)
def test_the_scale_of_quantities_is_even_and_readable(palette: Palette):
    colours = [colour_at(step / 16, palette) for step in range(17)]
    assert all(contrast(colour, palette.sheet) >= 3.0 for colour in colours)
    steps = [difference(lab(one, "normal"), lab(other, "normal")) for one, other in pairwise(colours)]
    assert max(steps) < 1.4 * min(steps)
    assert sum(steps) > 80
    for seen in SEEN:
        lightness = [lab(colour, seen)[0] for colour in colours]
        falls = [one - other for one, other in pairwise(lightness)]
        assert all(step > 0 for step in falls) or all(step < 0 for step in falls), seen
    assert colour_at(-1.0, palette) == colours[0]
    assert colour_at(2.0, palette) == colours[-1]


def test_the_measure_of_difference_is_right():
    # Pairs 1 and 17 of the published test data.
    assert difference(np.array([50, 2.6772, -79.7751]), np.array([50, 0, -82.7485])) == pytest.approx(2.0425, abs=1e-4)
    assert difference(np.array([50, 2.5, 0]), np.array([73, 25, -18])) == pytest.approx(27.1492, abs=1e-4)


@pytest.mark.parametrize("palette", THEMES, ids=lambda palette: palette.name)
def test_everything_can_be_read(palette: Palette):
    for ground in (palette.sheet, palette.panel, palette.field):
        for colour in (palette.ink, palette.quiet, palette.accent, palette.warning, palette.failed, palette.good):
            assert contrast(colour, ground) >= READABLE, (colour, ground)
    for colour in (*palette.phases.values(), palette.energy):
        assert contrast(colour, palette.sheet) >= READABLE, colour


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("palette", THEMES, ids=lambda palette: palette.name)
def test_phases_accent_and_ink_are_told_apart(palette: Palette, seen: str):
    named = {**palette.phases, "accent": palette.accent, "ink": palette.ink}
    apart = {
        (one, two): difference(lab(named[one], seen), lab(named[two], seen)) for one, two in combinations(named, 2)
    }
    assert {pair: round(value, 1) for pair, value in apart.items() if value < APART} == {}


@pytest.mark.parametrize("standing", STANDINGS.values(), ids=list(STANDINGS))
def test_standings_name_colours_of_the_palette(standing):
    for palette in THEMES:
        ground, ink = getattr(palette, standing.ground), getattr(palette, standing.ink)
        assert contrast(ground, ink) >= READABLE
    assert standing.mark == "" or standing.mark.split()[0] in ("accent", "failed", "hollow")


def test_standings_look_different():
    looks = {(s.ground, s.ink, s.mark, s.dimmed) for s in STANDINGS.values()}
    assert len(looks) == len(STANDINGS)


def test_contrast_of_black_and_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert luminance("#ffffff") == pytest.approx(1)


def test_text_is_measured_and_wrapped():
    assert text_width("iii", 11) < text_width("MMM", 11)
    assert text_width("bold", 11, bold=True) > text_width("bold", 11)
    lines = wrapped("ferric and aluminium removal with limestone", 11, 100)
    assert len(lines) == 2
    assert all(text_width(line, 11) <= 100 for line in lines)
    assert lines[1].endswith("…")
    assert wrapped("", 11, 100) == []
    assert wrapped("short", 11, 100) == ["short"]
