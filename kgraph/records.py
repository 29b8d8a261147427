"""What the stages hand to each other: frozen records that refuse nonsense at birth.

Places (start, end) count characters. In `Article`, `Mention`, `Fact` and `Refusal` they count those of the
article's clean text; in `Occurrence` and `Evidence`, the rows of the tables, those of the source file as decoded.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = [
    "Article",
    "ArticleRow",
    "Block",
    "Cell",
    "Entity",
    "Evidence",
    "Fact",
    "Failure",
    "Mention",
    "Merge",
    "Occurrence",
    "Reading",
    "Refusal",
    "Relation",
    "Tables",
    "TextRow",
]


def _refuse_bad_span(start: int, end: int, text: str) -> None:
    if not 0 <= start < end:
        msg = f"{text!r}: start {start} must lie before end {end}"
        raise ValueError(msg)


def _refuse_other_length(start: int, end: int, text: str) -> None:
    """A slice that was cut off at the end of its text is shorter than its span says."""
    if len(text) != end - start:
        msg = f"{text!r}: {len(text)} characters cannot stand between {start} and {end}"
        raise ValueError(msg)


def _refuse_bad_confidence(confidence: float, text: str) -> None:
    if not 0.0 <= confidence <= 1.0:
        msg = f"{text!r}: confidence {confidence} must lie between 0 and 1"
        raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: its place in the article's clean text, its column (from 0) and what stands above it.

    `head` is the text of the column's head; where a table has none but names its values at their left (姓名 | 王芳),
    the name at the left; else it is empty. A cell that covers several rows belongs to each of them: in the rows below
    its own it keeps its place, which then lies before the row.
    """

    start: int
    end: int
    column: int
    head: str = ""

    def __post_init__(self) -> None:
        _refuse_bad_span(self.start, self.end, self.head)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of an article's layout, one line of its text: what it is, and what it stands under.

    `kind` is headline, subtitle, byline, heading, paragraph, caption, item (of a list) or row (of a table).
    `level` is the depth of a heading (1 is the highest, 0 unknown) or of an item (1 is the outermost list).
    `parent` is the place in `Article.blocks` of the block that governs this one, -1 where none does: the heading of a
    paragraph, the higher heading of a heading, the item above an item that lies deeper, and for the outermost items of
    a list and the rows of a table the line that announces them (获奖名单如下：), else their heading.

    A row is one line: its cells in order, an ideographic space between them, which stands for whatever divides them in
    the source; empty cells are left out. `table` counts the tables of the article from 1, `row` their rows from 1; the
    rows of column heads are row 0. No name reaches from one cell into the next (`Article.discontinuities`).
    """

    kind: str
    start: int
    end: int
    level: int = 0
    parent: int = -1
    table: int = 0
    row: int = 0
    cells: tuple[Cell, ...] = ()

    def __post_init__(self) -> None:
        _refuse_bad_span(self.start, self.end, self.kind)

    def cell(self, start: int, end: int) -> Cell | None:
        """The cell of this row that holds a span of the article's text."""
        return next((each for each in self.cells if each.start <= start and end <= each.end), None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Article:
    """Clean text, one block of the layout a line, with the place of every character in the source.

    `published` is an ISO date or empty. `sentences` are spans of `text` that do not overlap and never cross a line.
    `origin[i]` is the place in the source file, as decoded, of `text[i]`. A line end that stands between two
    blocks has the place at which the block before it ends. At its `discontinuities`, places in `text` in order, a
    sentence runs on past something that does not belong to it, or another cell of a table begins; no name stands across
    one. `widths` tells how many characters of the source write the one at a place, where these are several (`&amp;`).

    >>> article = Article(id="a", source="a.txt", title="安踏获奖", text="安踏获奖", origin=array("q", [3, 4, 6, 7]))
    >>> article.place(0, 3)
    (3, 7)
    """

    id: str
    source: str
    title: str = ""
    published: str = ""
    text: str
    origin: array[int]
    blocks: tuple[Block, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    discontinuities: tuple[int, ...] = ()
    widths: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.origin) != len(self.text):
            msg = f"{self.source}: {len(self.text)} characters with {len(self.origin)} places"
            raise ValueError(msg)
        for start, end in (*((block.start, block.end) for block in self.blocks), *self.sentences):
            if not 0 <= start <= end <= len(self.text):
                msg = f"{self.source}: {start}:{end} lies outside a text of {len(self.text)} characters"
                raise ValueError(msg)
        for index, block in enumerate(self.blocks):
            if any(cell.end > block.end for cell in block.cells) or block.parent >= index:
                msg = f"{self.source}: block {index} ({block.kind}) precedes its cells or what governs it"
                raise ValueError(msg)

    @property
    def characters(self) -> int:
        """How many characters the clean text has."""
        return len(self.text)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that holds the characters from start to end."""
        places = self.origin[start:end]
        last = max(places)
        return min(places), last + self.widths.get(last, 1)

    def block_at(self, place: int) -> int:
        """Which of the blocks holds the character at a place; -1 where none does."""
        index = bisect_right(self.blocks, place, key=lambda block: block.start) - 1
        return index if index >= 0 and place < self.blocks[index].end else -1

    def ancestors(self, index: int) -> Iterator[Block]:
        """What governs a block, from the nearest outwards: the item above it, its announcement, its headings."""
        while (index := self.blocks[index].parent) >= 0:
            yield self.blocks[index]

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the source holds these characters without foreign text between them."""
        return bisect_right(self.discontinuities, start) == bisect_left(self.discontinuities, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name at its place in an article."""

    article: str
    start: int
    end: int
    type: str
    text: str
    rule: str
    confidence: float = 1.0

    def __post_init__(self) -> None:
        _refuse_bad_span(self.start, self.end, self.text)
        _refuse_other_length(self.start, self.end, self.text)
        _refuse_bad_confidence(self.confidence, self.text)

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What sorts mentions: no two of one article share it."""
        return self.article, self.start, self.end, self.type


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one passage states of two mentions; the passage covers both.

    >>> firm = Mention(article="a", start=0, end=2, type="Company", text="安踏", rule="lexicon")
    >>> award = Mention(article="a", start=4, end=11, type="Award", text="国家级绿色工厂", rule="award")
    >>> print(Fact(subject=firm, predicate="received_award", object=award, start=0, end=12,
    ...            text="安踏获评国家级绿色工厂。", rule="award-passive"))
    安踏 —received_award→ 国家级绿色工厂  [award-passive] 安踏获评国家级绿色工厂。
    """

    subject: Mention
    predicate: str
    object: Mention
    start: int
    end: int
    text: str
    rule: str
    confidence: float = 1.0
    qualifiers: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        _refuse_bad_span(self.start, self.end, self.text)
        _refuse_other_length(self.start, self.end, self.text)
        _refuse_bad_confidence(self.confidence, self.text)
        for mention in (self.subject, self.object):
            if not self.start <= mention.start < mention.end <= self.end:
                msg = f"{mention.text!r} lies outside its evidence {self.text!r}"
                raise ValueError(msg)

    def __str__(self) -> str:
        return f"{self.subject.text} —{self.predicate}→ {self.object.text}  [{self.rule}] {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A statement that was read but not taken, and why; subject and object are names."""

    subject: str
    predicate: str
    object: str
    article: str
    source: str
    start: int
    end: int
    text: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the first stages found in one article."""

    article: Article
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing under all its names; `mentions` and `articles` are counts, `slips` the aliases that are cut wrongly."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    articles: int = 0
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)
    slips: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and then the aliases."""
        return self.name, *self.aliases


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two names taken for one thing: the reason, and the passage that supports it where one does."""

    entity: str
    left: str
    right: str
    rule: str
    score: float
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A row of the table of mentions: a name at its place in the source, tied to its entity."""

    article: str
    source: str
    start: int
    end: int
    type: str
    text: str
    entity: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An edge of the graph; `weight` counts its evidence, that of reprints of one article once."""

    id: str
    subject: str
    predicate: str
    object: str
    weight: int
    qualifiers: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage that states a relation.

    `start` and `end` count characters of the source; `text` is the clean passage, in which the two names stand at
    `subject_start:subject_end` and `object_start:object_end`.
    """

    relation: str
    article: str
    source: str
    start: int
    end: int
    text: str
    rule: str
    confidence: float
    subject_start: int
    subject_end: int
    object_start: int
    object_end: int
    qualifiers: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Failure:
    """What could not be read or drawn: the file, the article within it where only that one failed, where, and why.

    `stage` is the stage that failed (corpus, entities, relations, page), or reading where its process died.

    >>> print(Failure(source="news/b.md", stage="corpus", reason="is empty"))
    news/b.md: is empty
    """

    source: str
    article: str = ""
    stage: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """A row of the table of articles."""

    id: str
    source: str
    title: str
    published: str
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """The clean text of an article, with the way back to its source: what a reader is shown.

    The text falls into runs that stand in the source without a gap: the run that begins at `starts[i]` of the text
    begins at `origins[i]` of the source file as decoded.

    >>> TextRow.of(Article(id="a", source="a", text="安踏获奖", origin=array("q", [3, 4, 6, 7])))
    TextRow(article='a', text='安踏获奖', starts=(0, 2), origins=(3, 6))
    """

    article: str
    text: str
    starts: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.origins):
            msg = f"{self.article}: {len(self.starts)} runs with {len(self.origins)} places"
            raise ValueError(msg)

    @classmethod
    def of(cls, article: Article) -> TextRow:
        """The row of an article."""
        places = article.origin
        starts = [i for i, place in enumerate(places) if not i or place != places[i - 1] + 1]
        return cls(
            article=article.id, text=article.text, starts=tuple(starts), origins=tuple(places[i] for i in starts)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All rows of a graph, each kind in its total order: what views draw, exports write and Jupyter asks.

    In `rejected` the places count characters of the source, as in `mentions` and `evidence`. `about` says what they
    were made with: the metadata of the Parquet files.
    """

    articles: tuple[ArticleRow, ...] = ()
    mentions: tuple[Occurrence, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    rejected: tuple[Refusal, ...] = ()
    merges: tuple[Merge, ...] = ()
    failures: tuple[Failure, ...] = ()
    texts: tuple[TextRow, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict, compare=False)
