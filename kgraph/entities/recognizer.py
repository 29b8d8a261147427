"""The recognizer: tagger, generators, scorer, document memory, over all articles of a file at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, tee
from pathlib import Path
from typing import Protocol

from kgraph import models
from kgraph.entities.candidates.candidate import REFUTED, Candidate
from kgraph.entities.candidates.document import DocumentFeatures, DocumentMemory
from kgraph.entities.candidates.endings import EndingGenerator
from kgraph.entities.candidates.lexicon import OWN, ListedGenerator, own_names
from kgraph.entities.candidates.phrases import PhraseGenerator
from kgraph.entities.candidates.place_names import PlaceGenerator
from kgraph.entities.candidates.products import ProductGenerator
from kgraph.entities.candidates.span_patterns import PatternGenerator
from kgraph.entities.candidates.tagger_names import TaggerGenerator
from kgraph.entities.scoring import weights
from kgraph.entities.scoring.scorer import Scorer
from kgraph.entities.scoring.select_spans import select
from kgraph.entities.tagged_text import TaggedText
from kgraph.entities.taggers import tagger
from kgraph.entities.taggers.tagger import Tagger
from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Mention
from kgraph.text.quotes import paired

__all__ = ["Recognizer", "check", "load"]

_BETWEEN = "\n"
_BATCH = 64  # texts that go through the tagger together
# Below this a candidate is not looked at a second time.
HOPELESS = 0.01
LISTS = ("gazetteers/bodies", "gazetteers/honours")
PLACE, LIKELY, FAR = "Place", 0.5, 40


class Generator(Protocol):
    """What proposes names of one kind."""

    def candidates(self, tagged: TaggedText) -> Iterable[Candidate]:
        """The spans that may be names."""


class Recognizer:
    """Finds the mentions of the articles of one file; what one article says of a name counts in all of them."""

    def __init__(self, reader: Tagger, generators: Iterable[Generator], knowledge: Knowledge) -> None:
        self._tagger = reader
        self._generators = tuple(generators)
        fit = weights.read(models.DEFAULT / "scorer.json")
        self._first, self._then = Scorer(knowledge, fit.first), Scorer(knowledge, fit.then)
        self._memory = DocumentMemory(knowledge)
        self._products = ProductGenerator(knowledge)

    def __call__(self, articles: Sequence[Article]) -> list[tuple[Mention, ...]]:
        """The mentions of each article, in order."""
        return next(self.pipe([articles]))

    def pipe(self, files: Iterable[Sequence[Article]]) -> Iterator[list[tuple[Mention, ...]]]:
        """The mentions of the articles of many files, which go through the tagger together."""
        ours, its = tee(files)
        for articles, (tagged, found) in zip(ours, self.proposed(its), strict=True):
            yield self._found(articles, tagged, found)

    def proposed(self, files: Iterable[Sequence[Article]]) -> Iterator[tuple[TaggedText, list[Candidate]]]:
        """The tagged text of each file, its articles a line end apart, with all that the generators propose."""
        texts = (_BETWEEN.join(paired(article.text) for article in articles) for articles in files)
        while batch := list(islice(texts, _BATCH)):
            for tagged in self._tagger.tag(batch):
                yield tagged, self._collected(tagged) if tagged.text.strip() else []

    def _collected(self, tagged: TaggedText) -> list[Candidate]:
        """All candidates of a text; the one gate through which they come refuses a span that leaves the text."""
        found = [each for generator in self._generators for each in generator.candidates(tagged)]
        _refuse_beyond(tagged.text, found)
        return found

    def _found(
        self, articles: Sequence[Article], tagged: TaggedText, found: Sequence[Candidate]
    ) -> list[tuple[Mention, ...]]:
        if not any(article.text for article in articles):
            return [() for _ in articles]
        won = self._won(tagged, found)
        won += self._products.find(tagged.text, won)
        _refuse_beyond(tagged.text, won)
        starts = accumulate((len(article.text) + 1 for article in articles), initial=0)
        return [tuple(_mentions(article, start, won)) for article, start in zip(articles, starts, strict=False)]

    def _won(self, tagged: TaggedText, found: Sequence[Candidate]) -> list[Candidate]:
        """Decided twice: what wins at first is what the document remembers when it decides again."""
        own = [each for each in found if each.rule == OWN]
        scored = self._first.scored(tagged, found, DocumentFeatures())
        again, memory = self._memory.recall(tagged, select(scored))
        hopeless = {each.span for each in scored if each.confidence < HOPELESS}
        left = [each for each in found if each.rule == REFUTED or each.span not in hopeless]
        sure = self._then.scored(tagged, [*left, *again], memory)
        return select([*sure, *_standing(own, sure)])


def _refuse_beyond(text: str, found: Iterable[Candidate]) -> None:
    """No candidate leaves its text; that it begins before its end, it knew at birth."""
    for each in found:
        if each.end > len(text):
            msg = f"{each.type} by {each.rule!r}: end {each.end} lies behind a text of {len(text)} characters"
            raise ValueError(msg)


def _standing(own: Iterable[Candidate], scored: Iterable[Candidate]) -> Iterator[Candidate]:
    """A user's names, without the places that lie in a longer name of another type: 晋江 in 晋江市工信局."""
    reach: dict[int, int] = {}
    for each in scored:
        if each.type != PLACE and each.confidence > LIKELY:
            reach[each.start] = max(each.end, reach.get(each.start, 0))
    for each in own:
        starts = range(each.end - FAR, each.start + 1)
        if each.type != PLACE or not any(reach.get(start, 0) > each.end for start in starts):
            yield each


def _mentions(article: Article, start: int, won: Iterable[Candidate]) -> Iterator[Mention]:
    """The candidates that lie in an article which begins at `start` of its document, without white space around."""
    for each in won:
        if start <= each.start and each.end <= start + len(article.text):
            whole = article.text[each.start - start : each.end - start]
            text = whole.strip()
            begin = each.start - start + len(whole) - len(whole.lstrip())
            if text:
                yield Mention(
                    article=article.id,
                    start=begin,
                    end=begin + len(text),
                    type=each.type,
                    text=text,
                    rule=each.rule,
                    confidence=round(each.confidence, 3),
                )


def load(
    knowledge: Knowledge,
    *,
    model: str = "kgraph",
    segmenter: str = "",
    lexicon: Sequence[Path] = (),
    threads: int = 1,
) -> Recognizer:
    """The recognizer with its tagger and its knowledge, loaded once.

    `lexicon`: users' lists of names (columns name, type, aliases); they win over everything.
    """
    reader = tagger.load(knowledge, model=model, segmenter=segmenter, threads=threads)
    own = ListedGenerator(own_names(lexicon, knowledge), rule=OWN)
    return Recognizer(reader, (*_generators(knowledge), own), knowledge)


def check(knowledge: Knowledge) -> None:
    """Refuse names knowledge that says something impossible."""
    _generators(knowledge)


def _generators(knowledge: Knowledge) -> tuple[Generator, ...]:
    return (
        TaggerGenerator(knowledge),
        PlaceGenerator(knowledge),
        EndingGenerator(knowledge),
        PhraseGenerator(knowledge),
        PatternGenerator(knowledge),
        ListedGenerator({row["name"]: row["type"] for name in LISTS for row in knowledge.table(name)}),
    )
