"""The entity stage: the tagger, the finders and the memory in their order, over all articles of a file at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, tee
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kgraph import models
from kgraph.entities.candidates.candidate import Candidate, candidates
from kgraph.entities.candidates.document import Memory, Recollection
from kgraph.entities.candidates.endings import EndingFinder
from kgraph.entities.candidates.lexicon import OWN, ListedFinder, own_names
from kgraph.entities.candidates.phrases import PhraseFinder
from kgraph.entities.candidates.place_names import PlaceFinder
from kgraph.entities.candidates.products import ProductFinder
from kgraph.entities.candidates.span_patterns import PatternFinder
from kgraph.entities.candidates.tagger_names import TaggedFinder
from kgraph.entities.scoring.scorer import Scorer
from kgraph.entities.scoring.select_spans import chosen
from kgraph.entities.tagged_text import page_of
from kgraph.entities.taggers import tagger
from kgraph.entities.taggers.tagger import Tagger
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io.files import read_yaml
from kgraph.records import Article, Mention
from kgraph.text.quotes import paired

__all__ = ["Finder", "check", "load"]

Component = Callable[[Doc], Doc]
_BETWEEN = "\n"
# Below this a candidate is not looked at a second time.
HOPELESS = 0.01
PLACE, LIKELY, FAR = "Place", 0.5, 40


class Finder:
    """Finds the mentions of the articles of one file; what one article says of a name counts in all of them."""

    def __init__(self, reader: Tagger, components: Iterable[Component], knowledge: Knowledge) -> None:
        self.nlp = Language()
        self.nlp.tokenizer = tagger.Characters(self.nlp.vocab)
        self._reader = reader
        self._components = tuple(components)
        self._first = Scorer(knowledge, read_yaml(models.DEFAULT / "scorer_first.yaml"))
        self._then = Scorer(knowledge, read_yaml(models.DEFAULT / "scorer_then.yaml"))
        self._memory = Memory(knowledge)
        self._products = ProductFinder(knowledge)

    def __call__(self, articles: Sequence[Article]) -> list[tuple[Mention, ...]]:
        """The mentions of each article, in order."""
        return next(self.pipe([articles]))

    def pipe(self, files: Iterable[Sequence[Article]]) -> Iterator[list[tuple[Mention, ...]]]:
        """The mentions of the articles of many files, which go through the tagger together."""
        ours, its = tee(files)
        for articles, doc in zip(ours, self.proposed(its), strict=True):
            yield self._found(articles, doc)

    def proposed(self, files: Iterable[Sequence[Article]]) -> Iterator[Doc]:
        """A page for each file, its articles a line end apart, with all that the tagger and the finders propose."""
        docs = (self.nlp.make_doc(_BETWEEN.join(paired(article.text) for article in articles)) for articles in files)
        for doc in self._reader.pipe(docs):
            yield self._with_candidates(doc) if doc.text.strip() else doc

    def _with_candidates(self, doc: Doc) -> Doc:
        for component in self._components:
            doc = component(doc)
        return doc

    def _found(self, articles: Sequence[Article], doc: Doc) -> list[tuple[Mention, ...]]:
        if not any(article.text for article in articles):
            return [() for _ in articles]
        won = self._won(doc)
        won += self._products.find(page_of(doc).text, won)
        starts = accumulate((len(article.text) + 1 for article in articles), initial=0)
        return [tuple(_mentions(article, start, won)) for article, start in zip(articles, starts, strict=False)]

    def _won(self, doc: Doc) -> list[Candidate]:
        """Decided twice: what wins at first is what the page remembers when it decides again."""
        page, found = page_of(doc), candidates(doc)
        own = [each for each in found if each.rule == OWN]
        scored = self._first.scored(page, found, Recollection())
        again, memory = self._memory.recall(page, chosen(scored))
        hopeless = {each[:3] for each in scored if each.confidence < HOPELESS}
        left = [each for each in found if each[:3] not in hopeless]
        sure = self._then.scored(page, [*left, *again], memory)
        return chosen([*sure, *_standing(own, sure)])


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
    model: str = "kgraph",
    segmenter: str = "",
    lexicon: Sequence[Path] = (),
    threads: int = 1,
) -> Finder:
    """The finder with its tagger and its knowledge, loaded once.

    `lexicon`: users' lists of names (columns name, type, aliases); they win over everything.
    """
    made = tagger.made(knowledge, model=model, segmenter=segmenter, threads=threads)
    own = ListedFinder(own_names(lexicon, knowledge), rule=OWN)
    return Finder(made, (*_finders(knowledge), own), knowledge)


def check(knowledge: Knowledge) -> None:
    """Refuse names knowledge that says something impossible."""
    _finders(knowledge)


def _finders(knowledge: Knowledge) -> tuple[Component, ...]:
    return (
        TaggedFinder(knowledge),
        PlaceFinder(knowledge),
        EndingFinder(knowledge),
        PhraseFinder(knowledge),
        PatternFinder(knowledge),
        ListedFinder({row["name"]: row["type"] for row in knowledge.table("gazetteers/bodies")}),
    )
