"""kgraph as a spaCy pipe, for those who live in spaCy: mentions as spans, facts as plain values.

`spacy.blank("zh").add_pipe("kgraph")` finds the factory by its entry point; nothing else of kgraph imports this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypedDict

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from kgraph import corpus, entities, relations
from kgraph.corpus.formats.registry import open_text
from kgraph.corpus.press_patterns import press_patterns
from kgraph.corpus.read import articles_of
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io import load as load_knowledge
from kgraph.records import Article, Fact, Mention

__all__ = ["GROUP", "Component", "StatedFact", "component"]

GROUP = "kgraph"
_NAME, _SUFFIX = "doc.txt", ".txt"


class StatedFact(TypedDict):
    """A fact in plain values, so that `DocBin(store_user_data=True)` keeps it; places are those of `doc.text`."""

    subject: str
    subject_type: str
    predicate: str
    object: str
    object_type: str
    start: int
    end: int
    rule: str
    confidence: float
    qualifiers: dict[str, str]


class Component:
    """kgraph's mentions as `doc.spans["kgraph"]`, its facts as `doc._.kgraph_facts`.

    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> pipe = nlp.add_pipe("kgraph")
    >>> doc = nlp("晋江市工信局局长林星禾表示，星禾集团获评“省级绿色工厂”。")
    >>> [(span.text, span.label_) for span in doc.spans["kgraph"]][:2]
    [('晋江市工信局', 'Government'), ('局长', 'Role')]
    >>> [(fact["subject"], fact["predicate"], fact["object"]) for fact in doc._.kgraph_facts][-1:]
    [('星禾集团', 'received_award', '省级绿色工厂')]
    """

    def __init__(self, knowledge: Knowledge, recognizer: entities.Recognizer, extractor: relations.Extractor) -> None:
        self._knowledge = knowledge
        self._recognizer = recognizer
        self._extractor = extractor
        if not Doc.has_extension("kgraph_facts"):
            Doc.set_extension("kgraph_facts", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Read documents; those of a batch go through the tagger together."""
        documents = iter(stream)
        while batch := list(islice(documents, batch_size)):
            files = [self._articles(doc.text) for doc in batch]
            for doc, articles, found in zip(batch, files, self._recognizer.pipe(files), strict=True):
                yield self._written(doc, articles, found)

    def _articles(self, text: str) -> tuple[Article, ...]:
        document = open_text(text, _NAME, _SUFFIX, press_patterns(self._knowledge))
        return articles_of(corpus.Source(_NAME, Path(_NAME)), document, self._knowledge)

    def _written(self, doc: Doc, articles: Sequence[Article], found: Sequence[tuple[Mention, ...]]) -> Doc:
        spans: list[Span] = []
        facts: list[StatedFact] = []
        for article, mentions in zip(articles, found, strict=True):
            spans += (_span(doc, article, each) for each in mentions)
            facts += (_stated(article, fact) for fact in self._extractor(article, mentions)[0])
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=spans)
        doc._.kgraph_facts = tuple(facts)
        return doc


def _span(doc: Doc, article: Article, mention: Mention) -> Span:
    """The tokens that hold a mention; where tokens are longer than names, they may hold more."""
    start, end = article.place(mention.start, mention.end)
    span = doc.char_span(start, end, label=mention.type, span_id=mention.rule, alignment_mode="expand")
    if span is None:
        msg = f"no token of the document holds {mention.text!r} at {start}:{end}"
        raise ValueError(msg)
    return span


def _stated(article: Article, fact: Fact) -> StatedFact:
    start, end = article.place(fact.start, fact.end)
    return StatedFact(
        subject=fact.subject.text,
        subject_type=fact.subject.type,
        predicate=fact.predicate,
        object=fact.object.text,
        object_type=fact.object.type,
        start=start,
        end=end,
        rule=fact.rule,
        confidence=fact.confidence,
        qualifiers=dict(fact.qualifiers),
    )


@Language.factory("kgraph", default_config={"model": "kgraph", "segmenter": "", "knowledge": [], "lexicon": []})
def component(
    nlp: Language,  # noqa: ARG001 # spaCy hands it over
    name: str,  # noqa: ARG001
    model: str,
    segmenter: str,
    knowledge: list[str],
    lexicon: list[str],
) -> Component:
    """The pipe as spaCy makes it; `knowledge` are folders laid over the shipped one, `lexicon` lists of names."""
    known = load_knowledge(*map(Path, knowledge))
    names = [Path(each) for each in lexicon]
    recognizer = entities.load(known, model=model, segmenter=segmenter, lexicon=names)
    return Component(known, recognizer, relations.load(known))
