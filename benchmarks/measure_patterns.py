"""Measure each pattern on the sample corpus and write its precision into its knowledge file.

    python benchmarks/measure_patterns.py            # prints correct, of and the pattern, worst first
    python benchmarks/measure_patterns.py --write    # also writes `measured` into kgraph/knowledge/patterns

A fact counts as correct where the gold of its document holds it under any of the aliases of its two names. What a
pattern carried over from another sentence is counted apart.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kgraph import corpus, knowledge_io, relations
from kgraph.knowledge_io.annotation import Mark, unmark
from kgraph.records import Article, Fact, Mention
from kgraph.relations.facts import fact_filter

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "seeds" / "gold"
ARTICLES = ROOT / "seeds" / "articles"
PATTERNS = ROOT / "kgraph" / "knowledge" / "patterns"
SYMMETRIC = {name for name, relation in knowledge_io.load().relations.items() if relation.symmetric}


def comparable(name: str) -> str:
    """A name without white space and marks."""
    return re.sub(r"[\s“”\"‘’《》「」()（）·,，]", "", name).lower()


def mentions(article: Article, marks: tuple[Mark, ...], products: set[str]) -> list[Mention]:
    """The gold mentions of an article, by their places in the source, and its products by their names."""
    at = {place: i for i, place in enumerate(article.origin) if not article.text[i].isspace()}
    known = knowledge_io.load()
    found = []
    for mark in marks:
        places = sorted(at[place] for place in range(mark.start, mark.end) if place in at)
        if places and places[-1] - places[0] < 2 * (mark.end - mark.start) + 2:
            found.append((places[0], places[-1] + 1, known.type_of(mark.type).id))
    for name in sorted(products, key=len, reverse=True):
        for match in re.finditer(re.escape(name), article.text):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), "Product"))
    return [
        Mention(article=article.id, start=start, end=end, type=kind, text=article.text[start:end], rule="gold")
        for start, end, kind in sorted(found)
    ]


def stands(article: Article, text: str) -> bool:
    """Whether the gold marks the very source of an article; that of a Word file has other places."""
    same = sum(place < len(text) and text[place] == c for place, c in zip(article.origin, article.text, strict=True))
    return same > 0.9 * len(article.text)


def judged(gold: Path, extractor: relations.Extractor) -> Iterator[tuple[Fact, bool, bool]]:
    """The facts of a document with gold, whether each was carried over sentences, and whether it is true."""
    stem = gold.name.removesuffix(".ann.txt")
    text, marks = unmark(gold.read_text(encoding="utf-8"))
    stated = json.loads((gold.parent / f"{stem}.rel.json").read_text(encoding="utf-8"))
    groups = json.loads((gold.parent / f"{stem}.alias.json").read_text(encoding="utf-8"))
    entity = {comparable(name): i for i, group in enumerate(groups) for name in group}

    def key(name: str) -> int | str:
        return entity.get(comparable(name), comparable(name))

    true = {(key(each["s"]), each["p"], key(each["o"])) for each in stated}
    true |= {(object_, p, subject) for subject, p, object_ in true if p in SYMMETRIC}
    products = {each["o"] for each in stated if each["ot"] == "PRD"}
    source = next(s for s in corpus.find([ARTICLES / gold.parent.name]) if Path(s.name).name.split(".")[0] == stem)
    for article in corpus.read(source, knowledge_io.load(), limit=10**7):
        if not stands(article, text):
            continue
        facts, _ = extractor(article, mentions(article, marks, products))
        for fact in facts:
            carried = sum(fact.start <= start < fact.end for start, _ in article.sentences) > 1
            yield fact, carried, (key(fact.subject.text), fact.predicate, key(fact.object.text)) in true


def measure() -> dict[tuple[str, str], tuple[int, int]]:
    """For each pattern how many of the facts it gave are true and how many it gave: in one sentence, and carried."""
    fact_filter.LEAST = -1.0  # what a pattern gives is counted even where it is refused
    extractor = relations.load(knowledge_io.load())
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for gold in sorted(GOLD.rglob("*.ann.txt")):
        for fact, carried, true in judged(gold, extractor):
            if fact.predicate != "role_at":
                count = counts[fact.rule, "carried" if carried else "measured"]
                count[0] += true
                count[1] += 1
    names = [(pattern.id, key) for pattern in extractor.patterns for key in ("measured", "carried")]
    return {name: (counts[name][0], counts[name][1]) for name in names}


def write(counts: dict[tuple[str, str], tuple[int, int]]) -> None:
    """Put the counts into the pattern files, in place of those that stand there."""
    for path in sorted(PATTERNS.glob("*.yaml")):
        lines: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("  measured:", "  carried:")):
                continue
            lines.append(line)
            for key in ("measured", "carried"):
                correct, of = counts.get((line.removesuffix(":"), key), (0, 0))
                if of or (key == "measured" and (line.removesuffix(":"), key) in counts):
                    lines.append(f"  {key}: {{correct: {correct}, of: {of}}}")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    figures = measure()
    for name, (correct, of) in sorted(figures.items(), key=lambda item: (item[1][0] + 1) / (item[1][1] + 2)):
        if of:
            print(f"{correct:>5} of {of:<5} {name[0]} {'' if name[1] == 'measured' else name[1]}".rstrip())
    if "--write" in sys.argv[1:]:
        write(figures)
