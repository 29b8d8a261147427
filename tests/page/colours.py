"""Colours as people see them: contrast, and what the colour-blind tell apart."""

from __future__ import annotations

import math

# Viénot, Brettel, Mollon 1999 (red and green) and Brettel 1997 (blue), in linear RGB.
SIGHTS = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritan": ((1.01277, 0.13548, -0.14826), (-0.01243, 0.86812, 0.14431), (0.07589, 0.80500, 0.11911)),
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def times(matrix, vector):
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def seen(colour: str, sight: str) -> tuple[float, ...]:
    """A colour in Lab as a kind of sight has it."""
    rgb = (min(1.0, max(0.0, part)) for part in times(SIGHTS[sight], linear(colour)))
    scaled = [part / white for part, white in zip(times(XYZ, tuple(rgb)), WHITE, strict=True)]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in scaled)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, sight: str) -> float:
    """How far two colours lie apart (CIE 1976)."""
    return math.dist(seen(one, sight), seen(other, sight))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it."""
    lights = sorted(sum(a * b for a, b in zip(XYZ[1], linear(each), strict=True)) + 0.05 for each in (one, other))
    return lights[1] / lights[0]


def mixed(colour: str, ink: str) -> str:
    """The rim of a mark, as the page mixes it."""
    parts = zip(*([int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in (colour, ink)), strict=True)
    return "#" + "".join(f"{round(own * 0.55 + other * 0.45):02x}" for own, other in parts)
