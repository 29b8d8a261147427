"""HTML as lines: which element each line stands in, and how much of it is link."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kgraph.corpus.escapes import unescape
from kgraph.corpus.html.tokenizer import Tag, tokens
from kgraph.corpus.html.visibility import Visibility, hiding_names
from kgraph.corpus.layout.lines import split_lines
from kgraph.text.aligned_text import AlignedText

__all__ = ["BlockSegmentation", "Element", "TextBlock", "segment_blocks", "segment_mixed"]

_KINDS = {"h1": "headline", "li": "item", "dt": "item", "dd": "item", "figcaption": "caption", "caption": "caption"}
_KINDS |= {f"h{level}": "heading" for level in range(2, 7)}
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "param", "source", "wbr"}
)
_BREAKING = frozenset(
    {"html", "head", "body", "title", "div", "p", "section", "article", "main", "header", "footer", "nav", "aside"}
    | {"form", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"}
    | {"pre", "figure", "figcaption", "caption", "center", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br", "select"}
    | {"option", "button", "noscript", "template", "svg", "iframe", "object", "fieldset", "legend", "address"}
)
_OF_HEAD = frozenset({"title", "noscript", "template", "object"})
_ENDS_PARAGRAPH = _BREAKING - {"br"}
_NAMED = re.compile("[:\uff1a]")
_FIELD = 40
_DIGITS = 4
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")


@dataclass(frozen=True, slots=True)
class Element:
    """A block of the page: its tag, the words of its class and id, the element around it (-1: none)."""

    name: str
    words: frozenset[str]
    parent: int
    columns: int = 1  # how many columns a cell covers, and rows
    rows: int = 1
    hidden: bool = False  # a browser does not show it


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A line of a page."""

    aligned: AlignedText
    kind: str
    gap: bool
    element: int
    linked: int  # how many of its characters are link
    level: int = 0  # how deep its heading or its list lies


@dataclass
class BlockSegmentation:
    """A page laid out: its elements, each behind the one around it, its lines, and what its head says."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[TextBlock] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)  # what its elements for times hold
    visibility: Visibility = field(default_factory=Visibility)
    _open: list[int] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _parts: list[AlignedText] = field(default_factory=list)
    _linked: int = 0
    _in_link: bool = False
    _gap: bool = False

    def take_text(self, aligned: AlignedText) -> None:
        """Text of the element that is open."""
        if self.visibility.is_veiled:
            return
        aligned = unescape(aligned)
        self._parts.append(aligned)
        if self._in_link:
            self._linked += len(aligned.text.strip())

    def take_break(self, space: str) -> None:
        """White space between lines of plain text: a line end in it ends the line, two make a gap."""
        if "\n" in space or "\r" in space:
            self.end_line()
        if max(space.count("\n"), space.count("\r")) > 1:
            self._gap = True

    def take_tag(self, tag: Tag) -> None:
        """A tag: blocks end a line, the others leave it whole."""
        if tag.name == "a":
            self._in_link = not tag.closes
        if tag.name in ("meta", "time") or "itemprop" in tag.attributes:
            self._note(tag)
        if tag.name == "span" and tag.closes:
            self._space()
        if tag.name not in _BREAKING:
            if tag.name not in _VOID:
                self.visibility.take_inline(tag)
            return
        self.end_line()
        self._gap = self._gap or tag.name in _ENDS_PARAGRAPH
        if tag.closes:
            self._close(tag.name)
        elif tag.name not in _VOID:
            self._begin(tag)

    def end_line(self) -> None:
        """Close the line that text was gathered for."""
        if not self._parts:
            return
        whole = AlignedText.join(self._parts).strip()
        if whole:
            element = self._open[-1] if self._open else -1
            kind, level = self._kind()
            self.blocks.append(TextBlock(whole, kind, self._gap, element, self._linked, level))
            self._gap = False
        self._parts, self._linked = [], 0

    def _space(self) -> None:
        """Space behind a name and its value, which pages set apart by style alone."""
        if not self._parts or not self._parts[-1]:
            return
        last = self._parts[-1]
        if len(last) <= _FIELD and _NAMED.search(last.text):
            self._parts.append(AlignedText(" ", last.origin[-1:]))

    def _kind(self) -> tuple[str, int]:
        """What the nearest element that says something says, and how deep it lies."""
        for index in reversed(self._open[-3:]):
            name = self.elements[index].name
            if name in _KINDS:
                lists = self._counts.get("ul", 0) + self._counts.get("ol", 0)
                depth = {"li": lists, "dt": 1, "dd": 2}.get(name, 0)
                return _KINDS[name], int(name[1]) if name[1:].isdigit() else depth
        return "", 0

    def _begin(self, tag: Tag) -> None:
        if tag.name in ("p", "li", "tr", "td", "option") and self._open and self._name(-1) == tag.name:
            self._close(tag.name)
        if tag.name not in _OF_HEAD and self._counts.get("head"):
            self._close("head")  # its own closing tag is missing
        words = _WORD.findall(f"{tag.attributes.get('class', '')} {tag.attributes.get('id', '')}")
        parent = self._open[-1] if self._open else -1
        element = Element(
            tag.name,
            frozenset(word.lower() for word in words),
            parent,
            columns=_number(tag.attributes.get("colspan", "")),
            rows=_number(tag.attributes.get("rowspan", "")),
            hidden=self.visibility.hides(tag),
        )
        self.elements.append(element)
        self._open.append(len(self.elements) - 1)
        self._counts[tag.name] = self._counts.get(tag.name, 0) + 1

    def _name(self, depth: int) -> str:
        return self.elements[self._open[depth]].name

    def _close(self, name: str) -> None:
        """Close the innermost element of this name and all within; a stray closing tag closes nothing."""
        if not self._counts.get(name):
            return
        while self._open:
            closed = self.elements[self._open.pop()].name
            self._counts[closed] -= 1
            if closed == name:
                break
        self.visibility.lift()

    def _note(self, tag: Tag) -> None:
        marks = tag.attributes
        key = marks.get("name") or marks.get("property") or marks.get("itemprop") or ""
        if key and "content" in marks:
            self.meta.setdefault(key.lower(), marks["content"])
        elif "datetime" in marks:
            self.times.append(marks["datetime"])


def _number(text: str) -> int:
    """How many columns or rows a cell covers: one where nothing says more."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < _DIGITS else 1


def segment_blocks(aligned: AlignedText) -> BlockSegmentation:
    """A page as lines: only its tags break them."""
    page = BlockSegmentation(visibility=Visibility(hiding_names(aligned.text)))
    for token in tokens(aligned):
        if isinstance(token, Tag):
            page.take_tag(token)
        else:
            page.take_text(token)
    page.end_line()
    return page


def segment_mixed(aligned: AlignedText) -> BlockSegmentation:
    """Plain text with tags in it: line ends break lines too."""
    page = BlockSegmentation()
    for token in tokens(aligned):
        if isinstance(token, Tag):
            page.take_tag(token)
        else:
            _take_plain(page, token)
    page.end_line()
    return page


def _take_plain(page: BlockSegmentation, aligned: AlignedText) -> None:
    lines = list(split_lines(aligned))
    text = aligned.text
    page.take_break(text[: len(text) - len(text.lstrip())])
    for number, line in enumerate(lines):
        if number:
            page.take_break("\n\n" if line.gap else "\n")
        page.take_text(line.aligned)
    page.take_break(text[len(text.rstrip()) :])
