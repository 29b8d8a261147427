"""The marks of the types: told apart by the colour-blind, and standing out from the ground in light and dark."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from kgraph import page
from kgraph.knowledge_io import load

from .colours import SIGHTS, contrast, difference, mixed

TYPES = load().types.values()
ALIKE = [pair for pair in combinations(TYPES, 2) if pair[0].shape == pair[1].shape]
LOOK = page._asset("look.css")
THEMES = dict(zip(("light", "dark"), LOOK.split("@media (prefers-color-scheme: dark)")[:2], strict=True))


def of_theme(theme, key):
    return re.search(rf"--{key}: (#[0-9a-f]{{6}})", THEMES[theme])[1]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(("one", "other"), ALIKE, ids=lambda kind: kind.id)
def test_types_of_one_shape_differ_in_colour(one, other, sight):
    assert difference(one.colour, other.colour, sight) > 25


def test_no_two_types_share_shape_and_colour():
    assert len({(kind.shape, kind.colour) for kind in TYPES}) == len(TYPES)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.id)
def test_rim_of_a_mark_stands_out(kind, theme):
    assert contrast(mixed(kind.colour, of_theme(theme, "rim")), of_theme(theme, "ground")) > 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "ground"),
        ("ink", "paper"),
        ("soft", "paper"),
        ("accent", "paper"),
        ("on-accent", "accent"),
        ("ink", "subject"),
        ("ink", "object"),
        ("ink", "accent-soft"),
        ("soft", "accent-soft"),
        ("soft", "sunk"),
    ],
)
def test_text_has_contrast(ink, ground, theme):
    assert contrast(of_theme(theme, ink), of_theme(theme, ground)) > 4.5


def test_rim_in_the_page_is_the_one_that_is_measured(visit):
    opened = visit("small", color_scheme="light")
    strokes = set(
        opened.locator("#filters .swatch > *").evaluate_all("(all) => all.map((one) => one.getAttribute('stroke'))")
    )
    assert strokes <= {mixed(kind.colour, of_theme("light", "rim")) for kind in TYPES}
