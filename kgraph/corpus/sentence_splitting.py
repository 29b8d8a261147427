"""Where sentences begin and end: never across a block, never longer than a reader can take in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.text.han import COMMON_HAN
from kgraph.text.punctuation import CLOSERS, COLONS, COMMAS, PAIRS, SEMICOLONS, SENTENCE_ENDS, STOPS

__all__ = ["LONGEST", "sentences"]

_ELLIPSIS, _TITLE_END = "\u2026", "\u300b"  # … and 》, behind which a sentence goes on

_STOP = re.compile(f"[{SENTENCE_ENDS.replace(_ELLIPSIS, '')}]|{_ELLIPSIS}+|\\.{{3,}}|[{re.escape(''.join(PAIRS))}]")
# Some papers end sentences with the ASCII full stop; it counts where a paragraph has no other.
_STOP_OR_DOT = re.compile(_STOP.pattern + rf'|(?<=[{COMMON_HAN}\u201d\uff09"])\.(?=[{COMMON_HAN}\u201c\u201d"])')
_FEW = 40
_TRAILING = re.compile(f"[{STOPS}{re.escape(CLOSERS.replace(_TITLE_END, ''))}\"']*")
_GOES_ON = frozenset(COMMAS + COLONS + SEMICOLONS + "\u2014")  # a stop within quotation marks, and the sentence runs on
_STOPS = frozenset(STOPS)
_LONG_QUOTE = 20
_PROTECTED = 60  # brackets and quotations up to this length are not cut
_PAUSE = re.compile(rf"[{COMMAS}{COLONS}\s]")
LONGEST, _LEAST, _HARD = 400, 100, 500


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of text[start:end], without white space around them.

    >>> text = "“好！”安踏说。新厂（一期）投产；产值翻番"
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['“好！”安踏说。', '新厂（一期）投产；', '产值翻番']
    """
    last = start
    for cut in [*_cuts(text, start, end), end]:
        for a, b in _bounded(text, last, cut):
            if trimmed := _trimmed(text, a, b):
                yield trimmed
        last = cut


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """The places behind each stop that ends a sentence."""
    protected = start
    dotted = end - start > _FEW and text.find("\u3002", start, end) < 0
    for found in (_STOP_OR_DOT if dotted else _STOP).finditer(text, start, end):
        at = found.start()
        if at < protected:
            continue
        if found[0] in PAIRS:
            closing = text.find(PAIRS[found[0]], at + 1, min(at + _PROTECTED, end))
            protected = closing + 1 if closing >= 0 else protected
            if closing - at > _LONG_QUOTE and _ends_sentence(text, closing, end):
                yield protected
            continue
        cut = _TRAILING.match(text, found.end(), end).end()  # type: ignore[union-attr] # matches the empty string
        protected = cut
        if cut < end and text[cut] not in _GOES_ON:
            yield cut


def _ends_sentence(text: str, closing: int, end: int) -> bool:
    """Whether a quotation that closes here is a sentence of its own."""
    return text[closing - 1] in _STOPS and closing + 1 < end and text[closing + 1] not in _GOES_ON


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of bounded length, cut at a pause where there is one."""
    while end - start > LONGEST:
        pauses = [found.end() for found in _PAUSE.finditer(text, start + _LEAST, start + LONGEST)]
        cut = pauses[-1] if pauses else min(start + _HARD, end)
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    block = text[start:end]
    start += len(block) - len(block.lstrip())
    end = start + len(block.strip())
    return (start, end) if start < end else None
