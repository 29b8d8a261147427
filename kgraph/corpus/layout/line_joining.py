"""Which line goes on with the sentence that another leaves unfinished, though others stand between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from kgraph.corpus.layout.bigrams import BigramModel
from kgraph.corpus.layout.lines import Line
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.aligned_text import AlignedText
from kgraph.text.han import COMMON_HAN
from kgraph.text.punctuation import CLOSERS, COLONS, COMMAS, PAIRS, SEMICOLONS, SENTENCE_ENDS

__all__ = ["column", "is_label", "join_lines", "join_texts", "unwrapped"]

_STOPS = frozenset(SENTENCE_ENDS)
_ENDS = _STOPS | frozenset(COLONS + CLOSERS + ".\"'")
_PAUSES = frozenset("\u3002" + SEMICOLONS + COMMAS + COLONS)
_RUNS_ON = frozenset(COMMAS)
_KEY = re.compile(rf"[{COMMON_HAN}]{{2,8}}[{COLONS}]")
_WIDE = re.compile("[\u2e80-\uffef]")
_PAUSED = re.compile("[\uff0c,\u3002;\uff1b]")
_HELD_BY = ("\u201c", "(", "\uff08", "\u300a")  # what a sentence cannot end within: “ ( （ 《
_MARKED = ("headline", "heading", "caption", "row")
_LABEL = 36  # a line up to this length without a stop reads as a headline or a label
_SHORT = 120  # longer lines are never bylines
_RUNNING = 40
_PROSE = 25
_LISTED = 3
_TAIL = 4  # what is left over of a headline that a narrow column broke
_SEEN = 400  # characters at the end of a line that tell whether it is finished
_FULL = 0.9
_WIDEST = 160
_FEWEST = 6

# Scores of bigrams.py: natural logarithms of odds.
_WORD, _SURE, _CERTAIN = 2.0, 4.5, 4.5  # above this, a word is cut between lines; the more they look like headlines
_UNFINISHED = 4.0  # what it is worth to finish a sentence that must go on
_NEXT, _FAR, _FURTHER, _UNSEEN = 0.5, -0.5, -0.15, -3.0
_REACH, _ALONE = 12, 3  # how far a sentence may go on; less where no other is unfinished
_GROUP = 30
_OFTEN = 3  # unfinished lines that make a page one that its layout broke
_NEVER = -9.0
_REMAINDER = 3.0  # one character and a comma are the rest of a word, two digits the halves of a number
_HELD = 2.0  # a quotation or bracket that is open must go on
_LIKELY = -0.5  # a short line with a comma is rarely a headline
_BETTER = 1.5  # how much better interleaved columns must fit
_SOUND, _BROKEN = -1.5, -3.5  # how ill neighbours may fit on a page whose lines are whole, or often broken
_INSERTION = 60


def join_lines(lines: Sequence[Line], rules: PressPatterns, bigrams: BigramModel) -> list[Line]:
    """The lines with those joined that are one; each stands where it begins."""
    links = _LineGraph(lines, rules, bigrams).links()
    behind = set(links.values())
    heads = [index for index in range(len(lines)) if index not in behind]
    return [_chained([lines[each] for each in _chain(head, links)]) for head in heads]


def _chain(index: int, links: dict[int, int]) -> Iterator[int]:
    yield index
    while index in links:
        index = links[index]
        yield index


def join_texts(left: AlignedText, right: AlignedText) -> AlignedText:
    """Two pieces of a sentence as one: words of letters keep a space between them.

    >>> texts = [AlignedText.of(each) for each in ("Smart", "Factory", "海峡", "杯")]
    >>> join_texts(*texts[:2]).text, join_texts(*texts[2:]).text
    ('Smart Factory', '海峡杯')
    """
    if left.text[-1:].isascii() and left.text[-1:].isalpha() and right.text[:1].isascii() and right.text[:1].isalpha():
        return AlignedText.join([left, AlignedText(" ", left.origin[-1:]), right])
    return AlignedText.join([left, right])


def _chained(lines: Sequence[Line]) -> Line:
    """Lines as one; discontinuities where they are no neighbours."""
    parts, breaks, length = [lines[0].aligned], list(lines[0].discontinuities), len(lines[0].aligned)
    for left, right in pairwise(lines):
        part = join_texts(left.aligned[-1:], right.aligned)[1:]
        start = length + len(part) - len(right.aligned)
        breaks += [start] if right.number != left.number + 1 else []
        breaks += [start + each for each in right.discontinuities]
        parts.append(part)
        length += len(part)
    return replace(lines[0], aligned=AlignedText.join(parts), number=lines[-1].number, discontinuities=tuple(breaks))


def is_label(text: str) -> bool:
    """Whether a line is short and unfinished as headlines are.

    >>> is_label("安踏获评国家级绿色工厂"), is_label("安踏获奖。")
    (True, False)
    """
    return len(text) <= _LABEL and text[-1] not in _PAUSES and "\u3002" not in text


def unwrapped(lines: Sequence[Line], rules: PressPatterns, *, width: int) -> list[Line]:
    """Lines that were all cut at the width of their column, as the paragraphs they are."""
    groups: list[list[Line]] = []
    for line in lines:
        if width and groups and _fills(groups[-1][-1], line, width, rules):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_chained(group) for group in groups]


def column(lines: Sequence[Line], *, fewest: float) -> int:
    """The width at which the lines were cut; 0 where fewer than this share of them come near it."""
    widths = sorted(_width(line.text) for line in lines if not line.kind)
    if len(widths) < _FEWEST:
        return 0
    width = widths[int(len(widths) * 0.9)]
    full = sum(width * 0.9 <= each <= width * 1.1 for each in widths)
    return width if width <= _WIDEST and full >= len(widths) * fewest else 0


def _width(text: str) -> int:
    """How wide a text is set: a Han character is as wide as two letters.

    >>> _width("5G工厂")
    6
    """
    return len(text) + len(_WIDE.findall(text))


def _fills(left: Line, right: Line, width: int, rules: PressPatterns) -> bool:
    """Whether the left line reaches the edge of the column, so that the right one may go on with it."""
    if left.kind or right.kind or right.gap or _width(left.text) < width * _FULL:
        return False
    return not opens(right.text, rules)


def opens(text: str, rules: PressPatterns) -> bool:
    """Whether a line begins something of its own."""
    openers = (rules.dateline, rules.caption, rules.item, rules.subtitle, rules.enumerator)
    return any(rule.match(text) for rule in openers) or (len(text) <= _SHORT and rules.byline.match(text) is not None)


def _is_unclosed(text: str) -> bool:
    return any(text.rfind(opener) > text.rfind(PAIRS[opener]) for opener in _HELD_BY)


def _is_running(text: str) -> bool:
    """Whether a line is running text, not a headline."""
    if "\u3002" in text or len(text) >= _RUNNING or text.count("\u3001") >= _LISTED:
        return True
    return len(text) >= _PROSE and _PAUSED.search(text) is not None


@dataclass(frozen=True, slots=True)
class _LineFeatures:
    """What joining asks of a line."""

    first: str
    last: str
    length: int
    paused: bool  # has a comma
    keyed: bool  # a name and its value, as lists have
    label: bool  # looks like a headline
    marked: bool  # its markup says that it stands for itself
    opens: bool
    caption: bool
    starts: bool  # begins a story
    open: bool  # its sentence must go on
    held: bool  # within a quotation or brackets that it does not close


def _features(line: Line, rules: PressPatterns) -> _LineFeatures:
    text = line.text[-_SEEN:]
    label = is_label(line.text)
    caption = line.kind == "caption" or rules.caption.match(line.text[:_SEEN]) is not None
    byline = len(line.aligned) <= _SHORT and rules.byline.match(line.text) is not None
    marked = line.kind in _MARKED or caption or byline
    held = _is_unclosed(text)
    unfinished = text[-1] not in _ENDS or (held and text[-1] not in _STOPS)
    must = (
        unfinished and not marked and (_is_running(text) or held or text[-1] in _RUNS_ON or text[-1] in rules.dangling)
    )
    return _LineFeatures(
        first=line.text[:2],
        last=text[-1],
        length=len(line.aligned),
        paused=_PAUSED.search(text) is not None,
        keyed=_KEY.match(line.text) is not None,
        label=label and not must,
        marked=marked or bool(line.kind == "item" and not unfinished),
        opens=bool(line.kind) or opens(line.text[:_SEEN], rules),
        caption=caption,
        starts=rules.dateline.match(line.text) is not None,
        open=must,
        held=held,
    )


class _LineGraph:
    """The lines of a page and which goes on with which."""

    def __init__(self, lines: Sequence[Line], rules: PressPatterns, bigrams: BigramModel) -> None:
        self._features = [_features(line, rules) for line in lines]
        self._lines = lines
        self._bigrams = bigrams

    def links(self) -> dict[int, int]:
        """For each line that is unfinished, the one that goes on with it."""
        links = self._words()
        often = len(links) + sum(unit.open for unit in self._features) >= _OFTEN
        floor = _BROKEN if often else _SOUND
        for opened in self._by_story():
            taken = set(links.values())
            left = [index for index in opened if index not in links]
            following = {a: b for a in left if (b := self._following(a)) is not None and b not in taken}
            chosen = self._interleaved(left, taken, following) or following
            links |= {a: b for a, b in chosen.items() if self._score(a, b) > floor}
        return links

    def _interleaved(self, opened: Sequence[int], taken: Set[int], following: Mapping[int, int]) -> dict[int, int]:
        """Continuations past other columns, where these together fit far better than the next paragraphs do."""
        reach = _REACH if len(opened) > 1 else _ALONE
        edges = {index: dict(self._candidates(index, taken, reach)) for index in opened}
        plain = {index: edges[index].get(following.get(index, -1), 0.0) for index in opened}
        hoped = sum(max(0.0, *edges[index].values(), plain[index]) - plain[index] for index in opened)
        if hoped < _BETTER:
            return {}
        matched = _best_matching(edges)
        gain = sum(edges[index][target] for index, target in matched.items()) - sum(plain.values())
        return matched if gain >= _BETTER else {}

    def _by_story(self) -> Iterator[list[int]]:
        """The unfinished lines between one dateline and the next, few at a time."""
        opened: list[int] = []
        for index, unit in enumerate(self._features):
            if opened and (unit.starts or len(opened) >= _GROUP):
                yield opened
                opened = []
            if unit.open:
                opened.append(index)
        yield opened

    def _score(self, left: int, right: int) -> float:
        a, b = self._features[left], self._features[right]
        if a.keyed and b.keyed:
            return _NEVER
        cut = (b.first[1:] in _PAUSES and b.first[0] not in _ENDS) or (a.last.isdigit() and b.first[0].isdigit())
        return self._bigrams.score(a.last, b.first) + (_HELD if a.held else 0.0) + (_REMAINDER if cut else 0.0)

    def _following(self, index: int) -> int | None:
        """The next line that may go on: labels and captions may stand between."""
        for target in range(index + 1, min(index + _REACH, len(self._features))):
            unit = self._features[target]
            if not self._stands_apart(index, target):
                return None if unit.opens else target
        return None

    def _stands_apart(self, index: int, target: int) -> bool:
        """Whether a line is a headline or a caption that only stands between, not the rest of the sentence."""
        unit = self._features[target]
        if not unit.label or unit.opens:
            return unit.label or unit.marked
        return self._score(index, target) <= (_LIKELY if unit.paused else _WORD)

    def _candidates(self, index: int, taken: Set[int], reach: int) -> Iterator[tuple[int, float]]:
        """The lines that may go on with this one, each with how well it fits."""
        between = 0
        for target in range(index + 1, min(index + reach + 1, len(self._features))):
            unit = self._features[target]
            if unit.starts:
                return
            if self._stands_apart(index, target):
                continue
            if not unit.opens and target not in taken:
                weight = self._score(index, target) + self._distance(index, target, between) + _UNFINISHED
                if weight > 0:
                    yield target, weight
            between += 1

    def _distance(self, index: int, target: int, between: int) -> float:
        """What the way to a line costs, the more where no column is seen to begin with it."""
        if not between:
            return _NEXT
        before = self._features[target - 1]
        begins = before.open or before.label or before.marked or (target == index + 2 and before.length <= _INSERTION)
        return _FAR + _FURTHER * between + (0.0 if begins else _UNSEEN)

    def _words(self) -> dict[int, int]:
        """Neighbours between which a word is cut, though the first may look like a headline."""
        links: dict[int, int] = {}
        taken: set[int] = set()
        for index, unit in enumerate(self._features):
            target = self._below(index) if unit.last not in _ENDS and not unit.marked else None
            if target is not None and target not in taken and self._makes_word(index, target):
                links[index] = target
                taken.add(target)
        return links

    def _below(self, index: int) -> int | None:
        """The next line but for the captions of pictures."""
        for target in range(index + 1, min(index + 3, len(self._features))):
            if not self._features[target].caption:
                return None if self._features[target].opens or self._features[target].marked else target
        return None

    def _makes_word(self, index: int, target: int) -> bool:
        left, right, score = self._features[index], self._features[target], self._score(index, target)
        if not left.label:
            return score > _SURE
        if not right.label:
            return score > (_WORD if not left.paused else 0.0) and not self._is_inserted(index, target)
        if right.length > _TAIL:
            return score > _CERTAIN
        narrow = not self._lines[target].gap and _TAIL < left.length < _PROSE
        return score > _WORD or (narrow and not left.paused)

    def _is_inserted(self, index: int, target: int) -> bool:
        """Whether this label was set into a sentence, which goes on below it."""
        before = index - 1
        while before > 0 and (self._features[before].label or self._features[before].marked):
            before -= 1
        if before < 0 or not self._features[before].open:
            return False
        return self._score(before, target) > self._score(index, target) - 1.0


def _best_matching(edges: Mapping[int, Mapping[int, float]]) -> dict[int, int]:
    """Of the weighted edges those that together weigh most, one at each end."""
    import networkx  # noqa: PLC0415 - slow to import, and few pages need it

    graph: networkx.Graph[tuple[int, int]] = networkx.Graph()
    for index, targets in edges.items():
        for target, weight in targets.items():
            graph.add_edge((index, 0), (target, 1), weight=weight)
    pairs = (sorted(pair, key=lambda node: node[1]) for pair in networkx.max_weight_matching(graph))
    return {left: right for (left, _), (right, _) in pairs}
