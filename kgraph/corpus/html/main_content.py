"""Web pages as lines: the story, without menus, marginalia and feet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgraph.corpus.html.blocks import BlockSegmentation, TextBlock, segment_blocks
from kgraph.corpus.html.publication_date import publication_date
from kgraph.corpus.html.tables import Tables
from kgraph.corpus.layout.lines import Draft
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.aligned_text import AlignedText
from kgraph.text.han import COMMON_HAN

__all__ = ["read_page"]

_DROPPED = frozenset(
    {"head", "title", "nav", "footer", "aside", "select", "option", "button", "noscript", "template", "svg", "iframe"}
    | {"object", "textarea", "fieldset"}
)
_SENTENCE = re.compile(rf"[\uff0c\u3002\uff1b\uff01\uff1f\u3001\u201d]|[,;!?] ?(?=[{COMMON_HAN}])")
_SEPARATORS = re.compile(r"[\s|/>\u00bb\u00b7\uff5c-]")
# The site and its columns behind a title: 石桥召开大会_要闻_石桥市政府
_TITLE_TAIL = re.compile(r"(?<=.{4})\s*(?:[-_|\u2014\u2013]+[^-_|\u2014\u2013]{1,24}){1,3}\Z", re.DOTALL)
_LINKED, _ALL_LINKED = 0.6, 0.9
_MOST = 0.8  # share of the prose that the body of the story must hold
_BETWEEN_MARKS = 80  # characters of prose from one mark to the next, at most
_TITLE, _LONG_TITLE, _COLUMN = 6, 10, 6  # characters: a line that a title repeats, a title, the name of a column
_MOST_ABOVE, _HEADLINE = 4, 80
_MOST_HIDDEN = 0.5  # share above which an element is only hidden until a script shows it
_MUCH = 0.3  # share above which an element is story, whatever its class is called


def read_page(aligned: AlignedText, patterns: PressPatterns) -> Draft:
    """The lines of a page's story, with its title and date."""
    page = segment_blocks(aligned)
    kept = _story(page, patterns)
    title, told = _title(page, kept, patterns)
    published = publication_date(page, aligned.text, kept, patterns)
    kept = [replace(block, kind=_kind(block, title)) for block in kept]
    lines = Tables(page).lines(kept, patterns)
    return Draft(tuple(lines), title=told, published=published, page_title=title)


def _kind(block: TextBlock, title: str) -> str:
    return "headline" if title and block.aligned.text == title else block.kind


def _title(page: BlockSegmentation, kept: Sequence[TextBlock], patterns: PressPatterns) -> tuple[str, str]:
    """The title of the page, where its story has no headline; and the title that counts above any headline.

    A line that the page's title repeats is the headline; a marked one that is only the name of a column is none.
    """
    whole = next((block.aligned.text for block in page.blocks if _tag(page, block) == "title"), "")
    repeated = [each.aligned.text for each in kept if len(each.aligned) >= _TITLE and each.aligned.text in whole]
    if repeated:
        return max(repeated, key=len), max(repeated, key=len)
    cut = _TITLE_TAIL.sub("", whole)
    heads = [block.aligned.text for block in kept if block.kind == "headline"]
    is_title = len(cut) >= _LONG_TITLE and not patterns.site.match(cut)
    if is_title and all(len(head) <= _COLUMN for head in heads):
        return cut, cut
    return ("", "") if heads else (cut, "")


def _story(page: BlockSegmentation, patterns: PressPatterns) -> list[TextBlock]:
    """The blocks of the innermost element that holds most of the prose, and the headline above it."""
    weights = [_prose(block) for block in page.blocks]
    shares = _shares(page, weights)
    noise = _noise(page, shares, patterns)
    root = max((index for index, share in enumerate(shares) if share >= _MOST), default=-1)
    inside = _inside(page, root)
    here = [index for index, block in enumerate(page.blocks) if _belongs(block, inside, noise)]
    if not here:
        return []
    above = _above(page, here[0], noise)
    return [block for block in (page.blocks[index] for index in [*above, *here]) if not _is_menu(block)]


def _prose(block: TextBlock) -> float:
    """How much text a block holds: links hold none, labels and the cells of lists half of theirs.

    Where hardly a mark stands it is no prose, however long: pages hide thousands of key words in their feet.
    """
    text = block.aligned.text
    if block.linked * 2 > len(text):
        return 0.0
    marks = sum(1 for _ in _SENTENCE.finditer(text))
    return min(len(text), marks * _BETWEEN_MARKS) if marks else min(len(text), _BETWEEN_MARKS) / 2


def _shares(page: BlockSegmentation, weights: Sequence[float]) -> list[float]:
    """The share of all prose that each element holds; elements stand behind the one around them."""
    sums = [0.0] * len(page.elements)
    for block, weight in zip(page.blocks, weights, strict=True):
        if block.element >= 0:
            sums[block.element] += weight
    for index in range(len(sums) - 1, -1, -1):
        parent = page.elements[index].parent
        if parent >= 0:
            sums[parent] += sums[index]
    whole = max(sum(weights), 1.0)
    return [each / whole for each in sums]


def _noise(page: BlockSegmentation, shares: Sequence[float], patterns: PressPatterns) -> list[bool]:
    """Which elements are no story: by their tag, by a word of their class, or by what is around them."""
    noise: list[bool] = []
    heads = _heads(page)
    for index, (element, share) in enumerate(zip(page.elements, shares, strict=True)):
        around = element.parent >= 0 and noise[element.parent]
        hidden = element.hidden and share < _MOST_HIDDEN
        named = share < _MUCH and index not in heads and not element.words.isdisjoint(patterns.noise_classes)
        noise.append(around or named or hidden or element.name in _DROPPED)
    return noise


def _heads(page: BlockSegmentation) -> set[int]:
    """The elements around the heading that the page's title repeats: `header` may name the head of the story."""
    titles = [block.aligned.text for block in page.blocks if _tag(page, block) == "title"]
    heads: set[int] = set()
    for block in page.blocks:
        index = block.element
        if block.kind in ("headline", "heading") and not block.linked and titles and block.aligned.text in titles[0]:
            while index >= 0 and index not in heads:
                heads.add(index)
                index = page.elements[index].parent
    return heads


def _tag(page: BlockSegmentation, block: TextBlock) -> str:
    return page.elements[block.element].name if block.element >= 0 else ""


def _inside(page: BlockSegmentation, root: int) -> list[bool]:
    inside: list[bool] = []
    for index, element in enumerate(page.elements):
        inside.append(index == root or root < 0 or (element.parent >= 0 and inside[element.parent]))
    return inside


def _belongs(block: TextBlock, inside: Sequence[bool], noise: Sequence[bool]) -> bool:
    if block.element < 0:
        return all(inside)
    return inside[block.element] and not noise[block.element]


def _above(page: BlockSegmentation, first: int, noise: Sequence[bool]) -> list[int]:
    """The headline above the story with what stands between: from the last main heading, else the few lines before."""
    outside = [index for index in range(first) if not _is_noise(page.blocks[index], noise)]
    heads = [index for index in outside if page.blocks[index].kind == "headline"]
    if heads:
        return [index for index in outside if index >= heads[-1]]
    start = first
    while start > 0 and first - start < _MOST_ABOVE and _may_head(page.blocks[start - 1], noise):
        start -= 1
    return list(range(start, first))


def _is_noise(block: TextBlock, noise: Sequence[bool]) -> bool:
    return block.element < 0 or noise[block.element]


def _may_head(block: TextBlock, noise: Sequence[bool]) -> bool:
    """Whether a line directly above the story may be its headline or its byline."""
    return not _is_noise(block, noise) and block.linked == 0 and len(block.aligned) <= _HEADLINE


def _is_menu(block: TextBlock) -> bool:
    """A line that is all but link: a menu, or the headline of another story."""
    share = block.linked / max(len(_SEPARATORS.sub("", block.aligned.text)), 1)
    return share > _LINKED and (share > _ALL_LINKED or not _SENTENCE.search(block.aligned.text))
