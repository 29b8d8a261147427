"""Teach the pair reader, default/pairs.npz, from marked text; needs PyTorch (`pip install 'kgraph[train]'`).

    python -m kgraph.models.pairs --part HELD_OUT.onnx GOLD [--part OTHER.onnx GOLD] [--given GOLD] --write pairs.npz

GOLD are folders of NAME.ann.txt, NAME.rel.json and NAME.alias.json. It learns from the names that a recognizer finds,
as it will meet them, and from the marked ones; the model of a part must not have learned from its texts. `--given`:
texts of which only the marked names are used. Each predicate is read from the least probability on at which, on sources
that were not learned from, enough of what it adds to the patterns is right; `--sources` says which documents are of one
source (TSV: name, source).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kgraph import corpus, entities, evaluation, knowledge_io
from kgraph.evaluation.gold.document import GoldDocument
from kgraph.evaluation.name_equivalence import Names
from kgraph.records import Article, Fact, Mention, Refusal
from kgraph.relations.extractor import Extractor
from kgraph.relations.facts.rates import load as load_rates
from kgraph.relations.pair_reader import model as files
from kgraph.relations.pair_reader.features import TYPES, Flags, pairs
from kgraph.relations.pair_reader.fit import Example, taught
from kgraph.relations.pair_reader.model import PairModel
from kgraph.relations.pair_reader.reader import PairReader, admissible
from kgraph.relations.passages import Passage, passages

__all__ = ["main"]

KNOWN = knowledge_io.load()
PREDICATES = tuple(name for name in KNOWN.relations if name != "role_at")
ACCEPTED = admissible(KNOWN, PREDICATES)
ELSEWHERE = 0.25  # what a pair counts for that is true, but not said in its own passage
STEPS = tuple(round(0.4 + 0.05 * step, 2) for step in range(12))
RIGHT, DRAWN, FEWEST = 0.5, 3.0, 8  # how much must be right, drawn to one half by so many, of how many at least


@dataclass(frozen=True, slots=True)
class Text:
    """An article with its mentions, what the patterns read of them, and what is true of each two names in it."""

    name: str
    article: Article
    spans: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    refusals: tuple[Refusal, ...]
    true: Mapping[tuple[str, str, str], tuple[tuple[int, int], ...]]
    learned_only: bool = False


def texts(folders: Sequence[Path], model: str, extractor: Extractor) -> Iterator[Text]:
    """The documents with the names that the model finds and with those that are marked; without a model, only these."""
    recognizer = entities.load(KNOWN, model=model) if model else None
    for folder in folders:
        for document in evaluation.read(folder, KNOWN):
            articles = _articles(document)
            if recognizer:
                found = recognizer(articles)
                yield from (_text(document, *each, extractor) for each in zip(articles, found, strict=True))
            for article in articles:
                yield replace(_text(document, article, _marked(document, article), extractor), learned_only=True)


def _articles(document: GoldDocument) -> tuple[Article, ...]:
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / f"{document.name}.txt"
        plain.write_bytes(document.text.encode())
        return corpus.read(corpus.Source(plain.name, plain), KNOWN)


def _marked(document: GoldDocument, article: Article) -> tuple[Mention, ...]:
    at = {place: i for i, place in enumerate(article.origin) if not article.text[i].isspace()}
    spans = [(at.get(each.start, -1), at.get(each.end - 1, -1) + 1, each.type) for each in document.mentions]
    return tuple(
        Mention(article=article.id, start=start, end=end, type=kind, text=article.text[start:end], rule="gold")
        for start, end, kind in spans
        if 0 <= start < end
    )


def _text(document: GoldDocument, article: Article, mentions: Sequence[Mention], extractor: Extractor) -> Text:
    mentions = [each for each in mentions if article.is_whole(each.start, each.end)]
    facts, refusals = extractor(article, mentions)
    spans = passages(article, mentions)
    return Text(document.name, article, spans, facts, refusals, _true(document, article, mentions))


def _true(
    document: GoldDocument, article: Article, mentions: Iterable[Mention]
) -> dict[tuple[str, str, str], tuple[tuple[int, int], ...]]:
    """What is true of each two names, and the passages that say so."""
    names, written = Names(document, KNOWN), sorted({mention.text for mention in mentions})
    places = [i for i, character in enumerate(article.text) if not character.isspace()]
    bare = "".join(article.text[i] for i in places)
    found: defaultdict[tuple[str, str, str], tuple[tuple[int, int], ...]] = defaultdict(tuple)
    for each in document.relations or ():
        said = tuple(_said("".join(each.text.split()), bare, places))
        subjects = [name for name in written if names.same(each.subject, each.subject_type, [name])]
        objects = [name for name in written if names.same(each.object, each.object_type, [name])]
        for a in subjects:
            for b in objects:
                found[a, each.predicate, b] += said
                if KNOWN.relations[each.predicate].symmetric:
                    found[b, each.predicate, a] += said
    return dict(found)


def _said(passage: str, bare: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = bare.find(passage) if passage else -1
    while start >= 0:
        yield places[start], places[start + len(passage) - 1] + 1
        start = bare.find(passage, start + 1)


def example(text: Text) -> Example:
    """The pairs of a text with what is true of each."""
    numbers = {predicate: number for number, predicate in enumerate(PREDICATES)}
    either: Flags = np.asarray((ACCEPTED | ACCEPTED.transpose(0, 2, 1)).any(axis=0))
    seen = pairs(text.article, text.spans, text.facts, either, numbers)
    kinds = np.divmod(seen.types, len(TYPES))
    weight = np.concatenate((ACCEPTED[:, kinds[0], kinds[1]], ACCEPTED[:, kinds[1], kinds[0]])).T.astype(np.float64)
    truth = np.zeros(weight.shape, dtype=bool)
    of_pair: defaultdict[tuple[str, str], list[tuple[int, tuple[tuple[int, int], ...]]]] = defaultdict(list)
    for (subject, predicate, object_), said in text.true.items():
        if predicate in numbers:
            of_pair[subject, object_].append((numbers[predicate], said))
    mentions = seen.frame.mentions
    for row, ends in enumerate(zip(seen.first.tolist(), seen.second.tolist(), strict=True)):
        for back, (subject, object_) in enumerate((ends, ends[::-1])):
            for number, said in of_pair.get((mentions[subject].text, mentions[object_].text), ()):
                column = number + back * len(PREDICATES)
                truth[row, column] = weight[row, column] > 0
                weight[row, column] *= 1.0 if _covers(said, mentions[object_]) else ELSEWHERE
    return Example(seen, truth, weight)


def _covers(said: Iterable[tuple[int, int]], mention: Mention) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in said)


def thresholds(added: Iterable[tuple[Fact, bool]]) -> dict[str, float]:
    """For each predicate the least probability from which on enough is right; none is named of which nothing is."""
    by: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for fact, right in added:
        by[fact.predicate].append((fact.confidence, right))
    found = {}
    for predicate, cases in sorted(by.items()):
        cases.sort()
        for step in STEPS:
            left = cases[bisect_left(cases, (step, False)) :]
            count = sum(right for _, right in left)
            if len(left) >= FEWEST and (count + DRAWN / 2) / (len(left) + DRAWN) >= RIGHT:
                found[predicate] = step
                break
    return found


def rates(added: Sequence[tuple[Fact, bool]], least: Mapping[str, float]) -> dict[str, float]:
    """How much of what each predicate adds from its threshold on is right, drawn to one half."""
    found = {}
    for predicate, step in least.items():
        kept = [right for fact, right in added if fact.predicate == predicate and fact.confidence >= step]
        found[predicate] = round((sum(kept) + DRAWN / 2) / (len(kept) + DRAWN), 3)
    return found


def shown(added: Sequence[tuple[Fact, bool]], least: Mapping[str, float]) -> Iterator[str]:
    """How much of what is added from each probability on is right, a predicate a line; the chosen one in brackets."""
    for predicate in PREDICATES:
        row = []
        for step in STEPS:
            kept = [right for fact, right in added if fact.predicate == predicate and fact.confidence >= step]
            cell = f"{step}: {sum(kept)}/{len(kept)}"
            row.append(f"[{cell}]" if least.get(predicate) == step else cell)
        yield f"{predicate:18} {'  '.join(row)}\n"


def held_out(
    read: Sequence[Text], lessons: Sequence[Example], source: Mapping[str, str], folds: int
) -> list[tuple[Fact, bool]]:
    """What is added to each text by a model that learned from none of its source, and whether it is true."""
    ranked = sorted({source.get(text.name, text.name) for text in read if not text.learned_only})
    fold = {name: number % folds for number, name in enumerate(ranked)}
    found: list[tuple[Fact, bool]] = []
    for number in range(folds):
        at = [fold.get(source.get(text.name, text.name), -1) for text in read]
        model = taught([lesson for lesson, its in zip(lessons, at, strict=True) if its != number], PREDICATES)
        reader = PairReader(KNOWN, PairModel(PREDICATES, dict.fromkeys(PREDICATES, STEPS[0]), model.weights))
        for text in (text for text, its in zip(read, at, strict=True) if its == number and not text.learned_only):
            found += _added(text, reader)
    return found


def _added(text: Text, reader: PairReader) -> Iterator[tuple[Fact, bool]]:
    surest: dict[tuple[str, str, str], Fact] = {}
    for fact in reader(text.article, text.spans, text.facts, text.refusals):
        key = fact.subject.text, fact.predicate, fact.object.text
        if key not in surest or fact.confidence > surest[key].confidence:
            surest[key] = fact
    yield from ((fact, key in text.true) for key, fact in surest.items())


def main() -> None:
    """Teach, choose the thresholds on what was held out, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", nargs="+", action="append", required=True, metavar=("MODEL", "GOLD"))
    parser.add_argument("--given", nargs="+", type=Path, default=[])
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--write", type=Path, required=True)
    given = parser.parse_args()
    extractor = Extractor(KNOWN, load_rates())
    read = [text for model, *paths in given.part for text in texts([*map(Path, paths)], model, extractor)]
    read += texts(given.given, "", extractor)
    lessons = [example(text) for text in read]
    rows = given.sources.read_text(encoding="utf-8").splitlines() if given.sources else []
    added = held_out(read, lessons, dict(row.split("\t")[:2] for row in rows), given.folds)
    least = thresholds(added)
    sys.stdout.writelines(shown(added, least))
    weights = taught(lessons, PREDICATES).weights
    files.write(PairModel(PREDICATES, least, weights, rates(added, least)), given.write)


if __name__ == "__main__":
    main()
