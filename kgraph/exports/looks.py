"""Looks: sizes and colours of nodes by columns that a user computed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kgraph.errors import KgraphError, nearest
from kgraph.exports.exporter import Style, Value

__all__ = ["Looks", "rgb"]

Colour = tuple[int, int, int]
GREY = (136, 136, 136)
SMALLEST, LARGEST = 6.0, 60.0
_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})\Z")
# Told apart by the colour-blind; Okabe and Ito 2008.
_PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999")


@dataclass(frozen=True, slots=True)
class Looks:
    """The sizes and colours that a style gives to nodes, by entity id."""

    sizes: Mapping[str, float] = field(default_factory=dict)
    colours: Mapping[str, Colour] = field(default_factory=dict)

    @classmethod
    def of(cls, style: Style) -> Looks:
        """Sizes between the smallest and the largest value; a colour for each value, or the one that it writes."""
        sizes = _scaled(_column(style, style.size)) if style.size else {}
        colours = _coloured(_column(style, style.colour)) if style.colour else {}
        return cls(sizes, colours)


def rgb(text: str) -> Colour:
    """The three parts of a colour as `#rrggbb`; grey for anything else.

    >>> rgb("#0072b2"), rgb("blue")
    ((0, 114, 178), (136, 136, 136))
    """
    found = _HEX.match(text)
    return (int(found[1], 16), int(found[2], 16), int(found[3], 16)) if found else GREY


def _column(style: Style, name: str) -> Mapping[str, Value]:
    if name not in style.columns:
        hint = nearest(name, style.columns)
        raise KgraphError(f"no column {name!r} to draw by" + (f". Did you mean {hint!r}?" if hint else ""))
    return style.columns[name]


def _scaled(values: Mapping[str, Value]) -> dict[str, float]:
    numbers = {key: float(value) for key, value in values.items() if not isinstance(value, str)}
    least, most = min(numbers.values(), default=0.0), max(numbers.values(), default=0.0)
    scale = (LARGEST - SMALLEST) / (most - least) if most > least else 0.0
    return {key: round(SMALLEST + (value - least) * scale, 2) for key, value in numbers.items()}


def _coloured(values: Mapping[str, Value]) -> dict[str, Colour]:
    kinds = sorted({str(value) for value in values.values()})
    palette = {kind: kind if _HEX.match(kind) else _PALETTE[i % len(_PALETTE)] for i, kind in enumerate(kinds)}
    return {key: rgb(palette[str(value)]) for key, value in values.items()}
