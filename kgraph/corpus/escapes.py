"""Characters that a source writes with several: references of HTML, escapes of JSON."""

from __future__ import annotations

import html
import json
import re

from kgraph.text.aligned_text import AlignedText

__all__ = ["ESCAPE", "REFERENCE", "unescape", "unescape_json", "widths"]

REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[\"\\/bfnrt]")


def unescape(aligned: AlignedText) -> AlignedText:
    """The text with its character references resolved; each stands at the place where its reference begins."""
    parts, last = [], 0
    for found in REFERENCE.finditer(aligned.text):
        meant = html.unescape(found[0])
        if meant == found[0]:
            continue
        at = aligned.origin[found.start() : found.start() + 1]
        parts += [aligned[last : found.start()], AlignedText(meant, at * len(meant))]
        last = found.end()
    return AlignedText.join([*parts, aligned[last:]]) if last else aligned


def unescape_json(aligned: AlignedText) -> AlignedText:
    """The text that a JSON string writes; an escaped character stands where its escape begins."""
    parts, last = [], 0
    for found in ESCAPE.finditer(aligned.text):
        meant = json.loads(f'"{found[0]}"')
        parts += [aligned[last : found.start()], AlignedText(meant, aligned.origin[found.start() : found.start() + 1])]
        last = found.end()
    return AlignedText.join([*parts, aligned[last:]]) if last else aligned


def widths(aligned: AlignedText, written: str) -> dict[int, int]:
    """How many characters of the source write the one at a place, where these are several.

    >>> source = "A&amp;B"
    >>> widths(unescape(AlignedText.of(source)), source)
    {1: 5}
    """
    if "&" not in written and "\\" not in written:
        return {}
    found = {}
    for character, place in zip(aligned.text, aligned.origin, strict=True):
        if place < len(written) and written[place] in "&\\" and not character.isspace():
            found[place] = _width(character, written, place)
    return {place: width for place, width in found.items() if width > 1}


def _width(character: str, written: str, place: int) -> int:
    escape = (REFERENCE if written[place] == "&" else ESCAPE).match(written, place)
    if not escape:
        return 1
    meant = html.unescape(escape[0]) if written[place] == "&" else json.loads(f'"{escape[0]}"')
    return len(escape[0]) if meant.startswith(character) else 1
