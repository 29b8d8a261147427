"""Count how often each rule is right on marked real text, and write kgraph/models/default/rule_rates.json.

    python -m benchmarks.fit_rates GOLD --part HELD_OUT.onnx SOURCES [--part OTHER.onnx SOURCES]    # prints true, of,
                                                                            # rate and the rule, the worst first
    python -m benchmarks.fit_rates GOLD --part HELD_OUT.onnx SOURCES --write    # also writes the rates

GOLD holds NAME.ann.txt, NAME.rel.json and NAME.alias.json, SOURCES the files they mark. The whole reading is measured,
from the file on: names are those that the recognizer finds, nothing is refused for being unsure, and a fact is true
where the gold of its document states the edge to which it leads. The tagger of a part must not have learned from its
sources, as the shipped one may have: it would find more of their names than it will find elsewhere.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kgraph import corpus, entities, evaluation, knowledge_io, resolution
from kgraph.evaluation.comparison import compare
from kgraph.graph.assemble import assemble
from kgraph.io import replacing
from kgraph.records import Article, Evidence, Mention, Reading, Tables
from kgraph.relations.extractor import Extractor
from kgraph.relations.facts.rates import PATH, Case, Rates, count, distance

KNOWN = knowledge_io.load()


def readings(sources: Iterable[str], model: str) -> Iterator[Reading]:
    """Every article with all that any rule says of it, however unsure."""
    files = [corpus.read(source, KNOWN) for source in corpus.find(sources)]
    extractor = Extractor(KNOWN, Rates())
    for articles, found in zip(files, entities.load(KNOWN, model=model).pipe(files), strict=True):
        yield from (read(article, mentions, extractor) for article, mentions in zip(articles, found, strict=True))


def read(article: Article, found: Iterable[Mention], extractor: Extractor) -> Reading:
    """An article as the reading stage leaves it."""
    mentions = tuple(each for each in found if article.is_whole(each.start, each.end))
    facts, refusals = extractor(article, mentions)
    return Reading(article=article, mentions=mentions, facts=facts, refusals=refusals)


def tables(read: Iterable[Reading]) -> Tables:
    """The graph of all readings."""
    ordered = sorted(read, key=lambda each: each.article.id)
    resolved = resolution.resolve(ordered, KNOWN)
    return assemble(ordered, resolved.entities, resolved.entity_of, relations=KNOWN.relations)


def cases(gold: Path, graph: Tables) -> Iterator[Case]:
    """Each passage that was taken for a relation: whether the gold states it, and how sure its names were."""
    for document in compare(evaluation.read(gold, KNOWN), graph, KNOWN):
        for edge in document.edges:
            for row in edge.evidence:
                yield Case(row.rule, edge.relation.predicate, apart(row), row.confidence, edge.right)


def apart(row: Evidence) -> str:
    """How far off the two names of a passage stand."""
    ends = sorted([(row.subject_start, row.subject_end), (row.object_start, row.object_end)])
    return distance(row.text[ends[0][1] : ends[1][0]])


def write(found: Iterable[Case], path: Path) -> None:
    """The counts as a file, one rule a line."""
    rows = [
        {"rule": rule, "predicate": predicate, "distance": far, "true": int(true), "of": round(of, 2)}
        for (rule, predicate, far), (true, of) in sorted(count(found).items())
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    with replacing(path) as target:
        target.write_text(f'{{"rates": [\n{lines}\n]}}\n', encoding="utf-8")


def main() -> None:
    """Print the counts; write them where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--part", nargs="+", action="append", required=True, metavar=("MODEL", "SOURCES"))
    parser.add_argument("--write", action="store_true", help="write the rates that kgraph reads with")
    options = parser.parse_args()
    read_all = (each for model, *sources in options.part for each in readings(sources, model))
    found = list(cases(options.gold, tables(read_all)))
    counts = count(found)
    rates = Rates(counts)
    for key, (true, of) in sorted(counts.items(), key=lambda each: (rates.of(*each[0]), each[0])):
        print(f"{true:>5.0f} of {of:<7.1f} {rates.of(*key):.2f}  {key[1]:<18} {key[0]} {key[2]}")
    if options.write:
        write(found, PATH)


if __name__ == "__main__":
    main()
