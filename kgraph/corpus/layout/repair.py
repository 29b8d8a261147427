"""Layout repair: lines without furniture, rejoined where columns broke them, each told what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.corpus.layout.bigrams import Bonds
from kgraph.corpus.layout.line_joining import column, is_label, mend, unwrapped
from kgraph.corpus.layout.lines import Draft, Line
from kgraph.corpus.layout.whitespace import tidy
from kgraph.corpus.press_patterns import Rules
from kgraph.text.aligned_text import Strand

__all__ = ["repair"]

_ADDRESS = re.compile(r"<?(?:https?://|www\.)[!-;=?-~]++>?")
_SHORT = 120  # longer lines are never bylines or furniture
_CREDIT = 90  # characters at the end of a paragraph in which its writer may be named


def repair(draft: Draft, rules: Rules, bonds: Bonds) -> list[Line]:
    """The lines without furniture, rejoined where the layout broke them; each has its kind."""
    numbered = (replace(line, number=number) for number, line in enumerate(_tidied(draft.lines, rules)))
    kept = [line for line in numbered if not _is_furniture(line, rules)]
    paragraphs = unwrapped(kept, rules, width=column(kept, fewest=0.0 if draft.wrapped else 0.5))
    return [replace(line, kind=_kind(line, rules)) for line in mend(paragraphs, rules, bonds)]


def _tidied(lines: Iterable[Line], rules: Rules) -> Iterator[Line]:
    for line in lines:
        bare = line.strand.without(found.span() for found in _ADDRESS.finditer(line.text))
        for number, strand in enumerate(tidy(bare)):
            body, credit = _uncredited(strand, rules)
            yield Line(body, line.kind, line.gap or number > 0 or line.text[:2].isspace())
            if credit:
                yield Line(credit, "", gap=True)


def _uncredited(strand: Strand, rules: Rules) -> tuple[Strand, Strand | None]:
    """A paragraph without the names of its writers at its end."""
    found = rules.credit.search(strand.text, max(0, len(strand) - _CREDIT))
    if not found or not strand.text[: found.start()].strip():
        return strand, None
    return strand[: found.start()].strip(), strand[found.start() :].strip()


def _is_furniture(line: Line, rules: Rules) -> bool:
    return len(line.strand) <= _SHORT and rules.furniture.match(line.text) is not None


def _kind(line: Line, rules: Rules) -> str:
    """What a line is: what its markup says, what its words say, else a label or a paragraph."""
    text = line.text
    if line.kind in ("headline", "heading", "caption"):
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
