"""White space as text wants it: runs to one, letter-spacing closed, paragraphs cut where an indent divides them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.text.aligned_text import AlignedText
from kgraph.text.han import HAN
from kgraph.text.punctuation import CLOSERS, COLONS, SENTENCE_ENDS

__all__ = ["is_cjk", "normalise_whitespace"]

_INVISIBLE = (
    "\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\uf000-\uf0ff\ufe00-\ufe0f"
    "\ufeff\ufff9-\uffff"
)
_LOOSE = re.compile(rf"[\s{_INVISIBLE}]{{2,}}|[^\S \u3000]|[{_INVISIBLE}]")
_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \u3000][{HAN}](?![{HAN}]))+")
_CJK = re.compile(rf"[{HAN}\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff5e]")
_CLOSED = frozenset(SENTENCE_ENDS + COLONS + CLOSERS + ".")
_INDENT = "\u3000\u3000"
_WIDE_GAP = 4


def is_cjk(character: str) -> bool:
    """Whether a character is Han or punctuation that Chinese text takes without a space.

    >>> is_cjk("晋"), is_cjk("a"), is_cjk("，")
    (True, False, True)
    """
    return _CJK.match(character) is not None


def normalise_whitespace(aligned: AlignedText) -> Iterator[AlignedText]:
    """A line without needless white space; an indent behind a full stop begins another.

    >>> [each.text for each in normalise_whitespace(AlignedText.of("　　第 一 次  获奖。 　　安踏"))]
    ['第一次 获奖。', '安踏']
    """
    aligned = aligned.strip()
    parts: list[AlignedText] = []
    last = 0
    for found in _LOOSE.finditer(aligned.text):
        start, end = found.span()
        parts.append(aligned[last:start])
        last = end
        if _is_indent(aligned.text, start, found[0]):
            yield from _closed_up(parts)
            parts = []
        else:
            parts.append(_one_space(aligned, start, end))
    yield from _closed_up([*parts, aligned[last:]])


def _is_indent(text: str, start: int, space: str) -> bool:
    """White space that begins a paragraph: two ideographic spaces, or a wide gap, behind the end of a sentence."""
    wide = _INDENT in space or (len(space) >= _WIDE_GAP and "\n" not in space)
    return wide and start > 0 and text[start - 1] in _CLOSED


def _one_space(aligned: AlignedText, start: int, end: int) -> AlignedText:
    """What stays of a run: nothing where a line end divides Chinese characters, else one space."""
    space = aligned.text[start:end]
    if not space.strip(" \u3000") and len(space) == 1:
        return aligned[start:end]
    kept = next((start + i for i, each in enumerate(space) if each in " \u3000"), -1)
    if kept >= 0 and "\n" not in space and "\r" not in space:
        # A gap wider than those within spaced words stands between them: 王　芳　　石桥市水利局
        return AlignedText(" ", aligned.origin[kept : kept + 1]) if _INDENT in space else aligned[kept : kept + 1]
    at = next((start + i for i, each in enumerate(space) if each.isspace()), -1)
    broken = "\n" in space or "\r" in space
    if at < 0 or (broken and start > 0 and end < len(aligned) and _is_inner(aligned.text, start, end)):
        return aligned[:0]
    return AlignedText(" ", aligned.origin[at : at + 1])


def _is_inner(text: str, start: int, end: int) -> bool:
    return is_cjk(text[start - 1]) and is_cjk(text[end])


def _closed_up(parts: list[AlignedText]) -> Iterator[AlignedText]:
    """The parts as one line, with letter-spaced words closed up."""
    line = AlignedText.join(parts).strip() if parts else None
    if not line:
        return
    yield line.without((at, at + 1) for found in _SPACED.finditer(line.text) for at in _inner_spaces(found))


def _inner_spaces(spaced: re.Match[str]) -> Iterator[int]:
    """The spaces within words: of two kinds the wide ones; of an even row, which is names, every second one."""
    gaps = range(spaced.start() + 1, spaced.end(), 2)
    text = spaced.string
    kinds = {text[at] for at in gaps}
    if len(kinds) > 1:
        yield from (at for at in gaps if text[at] == "\u3000")
    elif len(gaps) > 1 and len(gaps) % 2:
        yield from gaps[::2]
    else:
        yield from gaps
