"""The entity stage: the tagger, the finders and the memory in their order, over all articles of a file at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kgraph.entities.candidates import Candidate, candidates
from kgraph.entities.finders.endings import EndingFinder
from kgraph.entities.finders.patterns import PatternFinder
from kgraph.entities.finders.places import PlaceFinder
from kgraph.entities.finders.tagged import TaggedFinder
from kgraph.entities.memory import Memory, Recollection
from kgraph.entities.overlaps import chosen
from kgraph.entities.page import page_of
from kgraph.entities.scoring import Scorer
from kgraph.knowledge import Knowledge
from kgraph.records import Article, Mention

__all__ = ["Finder", "check", "load"]

Component = Callable[[Doc], Doc]
_BETWEEN = "\n"


class Characters:
    """A tokenizer that makes every character a token, so that a token's number is its place."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document of a text."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


class Finder:
    """Finds the mentions of the articles of one file; what one article says of a name counts in all of them."""

    def __init__(self, components: Iterable[Component], knowledge: Knowledge) -> None:
        self.nlp = Language()
        self.nlp.tokenizer = Characters(self.nlp.vocab)
        self._components = tuple(components)
        self._scorer = Scorer(knowledge)
        self._memory = Memory(knowledge)

    def __call__(self, articles: Sequence[Article]) -> list[tuple[Mention, ...]]:
        """The mentions of each article, in order."""
        if not any(article.text for article in articles):
            return [() for _ in articles]
        doc = self.nlp.make_doc(_BETWEEN.join(article.text for article in articles))
        for component in self._components:
            doc = component(doc)
        won = self._won(doc)
        starts = accumulate((len(article.text) + 1 for article in articles), initial=0)
        return [tuple(_mentions(article, start, won)) for article, start in zip(articles, starts, strict=False)]


    def _won(self, doc: Doc) -> list[Candidate]:
        """Decided twice: what wins at first is what the page remembers when it decides again."""
        page, found = page_of(doc), candidates(doc)
        won = chosen(self._scorer.scored(page, found, Recollection()))
        again, memory = self._memory.recall(page, won)
        return chosen(self._scorer.scored(page, [*found, *again], memory))


def _mentions(article: Article, start: int, won: Iterable[Candidate]) -> Iterator[Mention]:
    """The candidates that lie in an article which begins at `start` of its page."""
    for each in won:
        if start <= each.start and each.end <= start + len(article.text):
            yield Mention(
                article=article.id,
                start=each.start - start,
                end=each.end - start,
                type=each.type,
                text=article.text[each.start - start : each.end - start],
                rule=each.rule,
                confidence=round(each.confidence, 3),
            )


def load(
    knowledge: Knowledge,
    *,
    model: str = "",
    segmenter: str = "",
    lexicon: Sequence[Path] = (),
    threads: int = 1,
) -> Finder:
    """The finder with its tagger and its knowledge, loaded once."""
    return Finder(_finders(knowledge), knowledge)


def check(knowledge: Knowledge) -> None:
    """Refuse names knowledge that says something impossible."""
    _finders(knowledge)


def _finders(knowledge: Knowledge) -> tuple[Component, ...]:
    return (
        TaggedFinder(knowledge),
        PlaceFinder(knowledge),
        EndingFinder(knowledge),
        PatternFinder(knowledge),
    )
