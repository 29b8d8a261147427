"""HTML as tokens with their places, in one pass and linear time; what is no tag is text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kgraph.text.aligned_text import AlignedText

__all__ = ["Tag", "has_tags", "tokens"]

_TAG = re.compile(r"""<(/?)([a-zA-Z][\w:-]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""")
_SIMPLE_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*+)([^<>]*+)>")
_TAG_BOUND = 1_000  # a tag longer than this is read without regard to its quotation marks
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:.-]*+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]++)))?""")
_KNOWN = re.compile(
    r"</?(?:p|div|br|span|h[1-6]|td|tr|table|li|ul|ol|html|body|a|b|strong|em|font|img|section|article)\b[^<>]*+>", re.I
)
_SPECIAL = (("<!--", "-->"), ("<%", "%>"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">"))
_RAW = frozenset({"script", "style", "textarea", "xmp"})


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or a closing tag; the name is in lower case."""

    name: str
    closes: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


def has_tags(text: str) -> bool:
    """Whether a text is written in HTML, in part at least.

    >>> has_tags("<p>晋江</p>"), has_tags("3<5，7>6")
    (True, False)
    """
    return _KNOWN.search(text) is not None


class _Closers:
    """Where a closing sequence stands next; one that is not there is sought only once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()

    def find(self, closer: str, start: int) -> int:
        if closer in self._missing:
            return -1
        found = self._text.find(closer, start)
        if found < 0:
            self._missing.add(closer)
        return found

    def find_closing(self, name: str, start: int) -> int:
        """Where the closing tag of an element stands next."""
        if name in self._missing:
            return -1
        found = re.compile(rf"</{name}\b", re.I).search(self._text, start)
        if not found:
            self._missing.add(name)
            return -1
        return found.start()


def tokens(aligned: AlignedText) -> Iterator[Tag | AlignedText]:
    """Tags, and the text between them; comments, scripts and server pages' tags are left out."""
    text, closers, last, here = aligned.text, _Closers(aligned.text), 0, aligned.text.find("<")
    while here >= 0:
        tag, end = _token(text, here, closers)
        if end > here:
            if here > last:
                yield aligned[last:here]
            if tag:
                yield tag
                end = _behind_raw(tag, end, closers)
            last = end
        here = text.find("<", max(end, here + 1))
    if last < len(text):
        yield aligned[last:]


def _token(text: str, start: int, closers: _Closers) -> tuple[Tag | None, int]:
    """The tag that begins here and where it ends; where nothing begins here, its own place."""
    for opener, closer in _SPECIAL:
        if text.startswith(opener, start):
            end = closers.find(closer, start + len(opener))
            return None, end + len(closer) if end >= 0 else start
    found = _TAG.match(text, start, start + _TAG_BOUND) or _SIMPLE_TAG.match(text, start)
    if not found:
        return None, start
    return Tag(found[2].lower(), found[1] == "/", _attributes(found[3])), found.end()


def _attributes(text: str) -> dict[str, str]:
    if not text or text.isspace():
        return {}
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(text)}


def _behind_raw(tag: Tag, end: int, closers: _Closers) -> int:
    """Past the content of a script or style, which holds no tags."""
    if tag.closes or tag.name not in _RAW:
        return end
    return max(closers.find_closing(tag.name, end), end)
