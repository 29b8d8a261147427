"""Layout repair: lines without furniture, rejoined where columns broke them, each told what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.corpus.layout.bigrams import BigramModel
from kgraph.corpus.layout.line_joining import column, is_label, join_lines, unwrapped
from kgraph.corpus.layout.lines import Draft, Line
from kgraph.corpus.layout.whitespace import normalise_whitespace
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.aligned_text import AlignedText

__all__ = ["repair"]

_ADDRESS = re.compile(r"<?(?:https?://|www\.)[!-;=?-~]++>?")
_OFFICE_BULLET = re.compile(r"\s*[\uf000-\uf0ff]\s*")  # of Symbol and Wingdings, whose signs Unicode does not know
_SHORT = 120  # longer lines are never bylines or furniture
_CREDIT = 90  # characters at the end of a paragraph in which its writer may be named


def repair(draft: Draft, rules: PressPatterns, bigrams: BigramModel) -> list[Line]:
    """The lines without furniture, rejoined where the layout broke them; each has its kind."""
    numbered = (replace(line, number=number) for number, line in enumerate(_normalised(draft.lines, rules)))
    kept = [line for line in numbered if not _is_furniture(line, rules)]
    paragraphs = unwrapped(kept, rules, width=column(kept, fewest=0.0 if draft.wrapped else 0.5))
    return [replace(line, kind=_kind(line, rules)) for line in join_lines(paragraphs, rules, bigrams)]


def _normalised(lines: Iterable[Line], rules: PressPatterns) -> Iterator[Line]:
    for line in lines:
        if line.cells:
            yield line
            continue
        if found := _OFFICE_BULLET.match(line.text):
            line = replace(line, aligned=line.aligned[found.end() :], kind=line.kind or "item", level=line.level or 1)  # noqa: PLW2901
        bare = line.aligned.without(found.span() for found in _ADDRESS.finditer(line.text))
        for number, aligned in enumerate(normalise_whitespace(bare)):
            body, credit = _uncredited(aligned, rules)
            gap = line.gap or number > 0 or line.text[:2].isspace()
            yield Line(body, line.kind, gap, level=line.level)
            if credit:
                yield Line(credit, "", gap=True)


def _uncredited(aligned: AlignedText, rules: PressPatterns) -> tuple[AlignedText, AlignedText | None]:
    """A paragraph without the names of its writers at its end."""
    found = rules.credit.search(aligned.text, max(0, len(aligned) - _CREDIT))
    if not found or not aligned.text[: found.start()].strip():
        return aligned, None
    return aligned[: found.start()].strip(), aligned[found.start() :].strip()


def _is_furniture(line: Line, rules: PressPatterns) -> bool:
    return not line.cells and len(line.aligned) <= _SHORT and rules.furniture.match(line.text) is not None


def _kind(line: Line, rules: PressPatterns) -> str:
    """What a line is: what its markup says, what its words say, else a label or a paragraph."""
    text = line.text
    if line.kind in ("headline", "heading", "caption", "row"):
        return line.kind
    if len(text) <= _SHORT and (rules.byline.match(text) or rules.folio.match(text)):
        return "byline"
    for kind, rule in (("caption", rules.caption), ("item", rules.item)):
        if rule.match(text):
            return kind
    if line.kind:
        return line.kind
    if is_label(text) and not rules.dateline.match(text):
        return "subtitle" if rules.subtitle.match(text) else "label"
    return "paragraph"
