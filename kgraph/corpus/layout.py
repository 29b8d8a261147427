"""Layout repair: lines that columns broke are rejoined, and each is told what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgraph.corpus.lines import Line
from kgraph.corpus.rules import Rules
from kgraph.corpus.strand import Strand
from kgraph.corpus.tidy import tidy

__all__ = ["glue", "kind_of", "repair"]

_ENDS = frozenset("\u3002\uff01\uff1f\uff1b\u2026!?;\uff1a:.\u300d\u300f\u3011)\uff09\u201d\u2019\"'\u300b")
_STOPS = frozenset("\u3002\uff01\uff1f\uff1b\u2026!?;")
_RUNS_ON = frozenset("\uff0c,\u3001(\uff08\u201c\u2018\u300a")
_PAUSED = re.compile("[\uff0c,\u3002;\uff1b]")
_PAIRS = (("\u201c", "\u201d"), ("(", ")"), ("\uff08", "\uff09"), ("\u300a", "\u300b"))
_ENUMERATOR = re.compile(
    "(?:[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}[\u3001\uff0e.]|[\uff08(][\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\\d]{1,3}[)\uff09]|\\d{1,2}[.\u3001\uff0e](?!\\d))"
)
_LABEL = 36  # a line up to this length without a stop reads as a headline or a label
_SHORT = 120  # longer lines are never bylines, captions' marks or furniture
_RUNNING = 40
_PROSE = 25
_TAIL = 4  # what is left over of a headline that a narrow column broke
_FULL = 0.85
_WIDEST = 80
_FEWEST = 6


def repair(lines: Iterable[Line], rules: Rules) -> list[Line]:
    """The lines without furniture, rejoined where the layout broke them; each has its kind."""
    kept = [line for line in _tidied(lines) if not _is_furniture(line, rules)]
    width = _wrap_width(kept)
    joined: list[Line] = []
    last = 0
    for line in kept:
        if joined and _continues(joined[-1], line, rules, wrapped=0 < width * _FULL <= last):
            joined[-1] = replace(joined[-1], strand=glue(joined[-1].strand, line.strand))
        else:
            joined.append(line)
        last = len(line.strand)
    return [replace(line, kind=kind_of(line, rules)) for line in joined]


def glue(left: Strand, right: Strand) -> Strand:
    """Two pieces of a sentence as one: words of letters keep a space between them."""
    if left.text[-1:].isascii() and left.text[-1:].isalpha() and right.text[:1].isascii() and right.text[:1].isalpha():
        space = Strand(" ", left.origin[-1:])
        return Strand.join([left, space, right])
    return Strand.join([left, right])


def kind_of(line: Line, rules: Rules) -> str:
    """What a line is: what its markup says, what its words say, else a label or a paragraph."""
    text = line.text
    if line.kind in ("headline", "heading", "caption"):
        return line.kind
    if len(text) <= _SHORT and (rules.byline.match(text) or rules.folio.match(text)):
        return "byline"
    for kind in ("caption", "item"):
        if getattr(rules, kind).match(text):
            return kind
    if line.kind:
        return line.kind
    if is_label(text) and not rules.dateline.match(text):
        return "subtitle" if rules.subtitle.match(text) else "label"
    return "paragraph"


def is_label(text: str) -> bool:
    """Whether a line is short and unfinished as headlines are."""
    return len(text) <= _LABEL and text[-1] not in "\u3002\uff1b\uff0c,;\u3001\uff1a:" and "\u3002" not in text


def _tidied(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        for number, strand in enumerate(tidy(line.strand)):
            yield Line(strand, line.kind, line.gap or number > 0)


def _is_furniture(line: Line, rules: Rules) -> bool:
    return len(line.strand) <= _SHORT and rules.furniture.match(line.text) is not None


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width of the column where lines are cut at one width, else 0."""
    lengths = sorted(len(line.strand) for line in lines)
    if len(lengths) < _FEWEST:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    full = sum(width * 0.9 <= each <= width * 1.1 for each in lengths)
    return width if width <= _WIDEST and full * 2 >= len(lengths) else 0


def _continues(left: Line, right: Line, rules: Rules, *, wrapped: bool) -> bool:
    """Whether the right line goes on with the sentence that the left one leaves unfinished."""
    if right.kind or left.kind in ("headline", "heading", "caption") or _opens(right.text, rules):
        return False
    text = left.text
    if text[-1] in _ENDS:
        return wrapped and not right.gap and text[-1] in _STOPS
    if _is_unclosed(text) or text[-1] in _RUNS_ON or (wrapped and not right.gap):
        return True
    if _is_running(text):
        return not is_label(right.text)
    return is_label(text) and not right.gap and len(right.strand) <= _TAIL and _PROSE > len(text) > _TAIL


def _opens(text: str, rules: Rules) -> bool:
    """Whether a line begins something of its own."""
    if any(rule.match(text) for rule in (rules.dateline, rules.caption, rules.item, rules.subtitle)):
        return True
    return _ENUMERATOR.match(text) is not None or (len(text) <= _SHORT and rules.byline.match(text) is not None)


def _is_unclosed(text: str) -> bool:
    return any(text.rfind(opener) > text.rfind(closer) for opener, closer in _PAIRS)


def _is_running(text: str) -> bool:
    """Whether a line is running text, not a headline."""
    return "\u3002" in text or (_PAUSED.search(text) is not None and len(text) >= _PROSE) or len(text) >= _RUNNING
