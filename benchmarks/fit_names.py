"""Fit the weights of knowledge/names/first.yaml and then.yaml on marked text; needs scipy.

    python -m benchmarks.fit_names MARKED… --model HELD_OUT.onnx            # prints cross-validated figures
    python -m benchmarks.fit_names MARKED… --model HELD_OUT.onnx --write    # also writes both files

MARKED are *.ann.txt files or folders of them. The model must not have learned from them: a tagger is surer of what it
was taught than of what it will meet, and the weights would believe it too much. So teach one without these texts by
the recipe of the shipped one (`kgraph train`), fit with it, and ship the weights with the model that learned all.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kgraph import corpus, knowledge_io
from kgraph.entities import load, recognizer
from kgraph.entities.candidates.candidate import REFUTED, Candidate
from kgraph.entities.candidates.document import DocumentFeatures, DocumentMemory
from kgraph.entities.scoring.scorer import Scorer, Weights, grouped
from kgraph.entities.scoring.select_spans import select
from kgraph.entities.tagged_text import TaggedText
from kgraph.evaluation.metrics import Score, total
from kgraph.knowledge_io.annotation import unmark
from kgraph.records import Article

KNOWN = knowledge_io.load()
SIGHT = Scorer(KNOWN, {})  # sees the same of a candidate whatever the weights are
NAMES = Path(knowledge_io.__file__).parent / "names"
HEADER = """\
# How much each thing seen of a candidate weighs (log odds), measured on text that the tagger was not taught.
# base: its type; likely, begins, inside, ends, any: the log odds the tagger gives it; rule: what proposed it; the rest:
# its shape and neighbours (shape.py) and what the page remembers of the name (memory.py).
# Written by `python -m benchmarks.fit_names`.
"""
REMEMBERED = ("same", "short", "gloss", "beside")  # what the page says for a name (memory.py)
# How strongly weights are drawn to where they start: strongly, as most things are seen a few dozen times.
STRENGTH = 2.0
# Of that, the share for each kind of feature. The tagger's word and the types stand in every candidate and are left to
# the data, rules and memory too; parts of speech are many, and each is met with few names.
SHARES = {
    **dict.fromkeys(("base", "likely", "begins", "inside", "ends", "any"), 0.02),
    **dict.fromkeys(("from-", "to-", "after-", "before-"), 8.0),
    **dict.fromkeys(("free", "rule", *REMEMBERED), 0.05),
    **dict.fromkeys(("within", "unbalanced", "opens", "generic", "quoted", "other"), 0.05),
    "sure": 0.1,
}
# Where the weights start: the tagger is believed as it is, the rules a third.
PRIORS = {"likely": 1.0, "sure": 0.3}
# What speaks for a name never counts against it, however few texts it was met in.
NEVER_AGAINST = frozenset(("rule", "free", "sure", "likely", "begins", "inside", "ends", *REMEMBERED))
SMALLEST = 0.02  # a weight below it changes no decision and only makes the files longer
ROUNDS = 300

Span = tuple[int, int, str]
Key = tuple[str, str]
Example = tuple[dict[Key, float], bool]
Known = tuple[list[Candidate], DocumentFeatures]
Numbers = NDArray[np.float64]
Fit = tuple[Weights, Weights]  # of a page that nothing is remembered of, and of one of which something is


@dataclass(frozen=True)
class Text:
    """A marked text as the finders read it: what they propose, and its true names; `lost`: those cleaned away."""

    tagged: TaggedText
    found: list[Candidate]
    names: frozenset[Span]
    lost: int


def read(marked: Sequence[Path], model: str) -> list[Text]:
    """The marked texts, cleaned, tagged and with all that may be a name."""
    files = [file for path in marked for file in (path.rglob("*.ann.txt") if path.is_dir() else [path])]
    files.sort(key=lambda file: (file.name, file))
    with tempfile.TemporaryDirectory() as folder:
        sources = [_source(file, Path(folder)) for file in files]
    pages = load(KNOWN, model=model).proposed(articles for articles, _ in sources)
    return [_text(*proposed, *source) for proposed, source in zip(pages, sources, strict=True)]


def _source(file: Path, folder: Path) -> tuple[tuple[Article, ...], list[Span]]:
    """The articles of a marked file without its marks, and the marks."""
    text, marks = unmark(file.read_bytes().decode())
    plain = folder / file.name.replace(".ann", "")
    plain.write_bytes(text.encode())
    found = corpus.read(corpus.Source(plain.name, plain), KNOWN)
    return found, [(mark.start, mark.end, KNOWN.type_of(mark.type).id) for mark in marks]


def _text(tagged: TaggedText, found: list[Candidate], articles: Sequence[Article], marks: Sequence[Span]) -> Text:
    """The page with its true names: the marks at their places in the cleaned articles."""
    at: dict[int, int] = {}
    start = 0
    for article in articles:
        at |= {place: start + i for i, place in enumerate(article.origin) if not article.text[i].isspace()}
        start += len(article.text) + 1
    names = [(at[start], at[end - 1] + 1, kind) for start, end, kind in marks if start in at and end - 1 in at]
    return Text(tagged, found, frozenset(names), len(marks) - len(names))


def fit(texts: Sequence[Text]) -> Fit:
    """Both files' weights; the second are fitted on what the first make a page remember."""
    first = fitted([each for text in texts for each in seen(text, unread(text))])
    scorer, memory = Scorer(KNOWN, first), DocumentMemory(KNOWN)
    return first, fitted([each for text in texts for each in seen(text, recalled(text, scorer, memory))])


def unread(text: Text) -> Known:
    """What a page of which nothing is known yet is decided by."""
    return text.found, DocumentFeatures()


def recalled(text: Text, first: Scorer, memory: DocumentMemory) -> Known:
    """What is looked at a second time, and what is then known of the page: as Finder does it."""
    scored = first.scored(text.tagged, text.found, DocumentFeatures())
    again, known = memory.recall(text.tagged, select(scored))
    hopeless = {each.span for each in scored if each.confidence < recognizer.HOPELESS}
    return [*(each for each in text.found if each.rule == REFUTED or each.span not in hopeless), *again], known


def seen(text: Text, known: Known) -> Iterator[Example]:
    """What is seen of each candidate by group and name of its weight, and whether it is a name."""
    found, memory = known
    for group in grouped(found):
        things = SIGHT.seen(text.tagged, group, memory)
        yield {_key(name, group[0][2]): value for name, value in things.items()}, group[0] in text.names


def _key(name: str, kind: str) -> Key:
    """A rule weighs for all types, everything else by type."""
    group, colon, rule = name.partition(":")
    return (group, rule) if colon else (name, kind)


def fitted(examples: Sequence[Example]) -> Weights:
    """The weights under which the examples are likeliest, by group and name, rounded as they are written."""
    keys = sorted({key for things, _ in examples for key in things})
    column = {key: number for number, key in enumerate(keys)}
    cells = [(row, column[key], value) for row, (things, _) in enumerate(examples) for key, value in things.items()]
    truth = np.array([float(true) for _, true in examples])
    groups: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (group, name), weight in zip(keys, _likeliest(cells, truth, keys), strict=True):
        if abs(weight) >= SMALLEST:
            groups[group][name] = round(float(weight), 2)
    return groups


def _likeliest(cells: Sequence[tuple[int, int, float]], truth: Numbers, keys: Sequence[Key]) -> Numbers:
    """Logistic regression: a weight for each key, drawn to its prior and kept in its bounds."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # noqa: PLC0415 # only who fits needs scipy
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # noqa: PLC0415

    rows, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(truth), len(keys)))
    prior = np.array([PRIORS.get(group, 0.0) for group, _ in keys])
    pull = STRENGTH * np.array([_share(group) for group, _ in keys])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        odds, off = matrix @ weights, weights - prior
        unlikely = np.logaddexp(0, odds) - truth * odds
        slope = matrix.T @ (1 / (1 + np.exp(-odds)) - truth)
        return float(unlikely.sum() + (pull * off * off).sum() / 2), slope + pull * off

    bounds = [(0 if group in NEVER_AGAINST else None, None) for group, _ in keys]
    best = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": ROUNDS})
    return np.asarray(best.x, dtype=np.float64)


def _share(group: str) -> float:
    """The share of a group or of the longest beginning of its name that has one: free-same-one, after-v."""
    return next((SHARES[group[:end]] for end in range(len(group), 0, -1) if group[:end] in SHARES), 1.0)


def decided(text: Text, weights: Fit, memory: DocumentMemory) -> set[Span]:
    """The names that win on a page."""
    first, then = (Scorer(KNOWN, each) for each in weights)
    found, known = recalled(text, first, memory)
    return {each[:3] for each in select(then.scored(text.tagged, found, known))}


def cross_validated(texts: Sequence[Text], folds: int) -> dict[str, Score]:
    """The scores of each type, each text decided by weights that were fitted on texts of the other folds."""
    memory, counts = DocumentMemory(KNOWN), {kind: Score() for kind in KNOWN.types}
    for fold in range(folds):
        weights = fit([text for number, text in enumerate(texts) if number % folds != fold])
        for text in texts[fold::folds]:
            won = decided(text, weights, memory)
            for kind in counts:
                gold, found = ({span for span in spans if span[2] == kind} for spans in (text.names, won))
                right = len(gold & found)
                counts[kind] += Score(len(gold), len(found), right, right)
    return counts


def write(weights: Weights, path: Path) -> None:
    """Write a file of weights, all in order."""
    lines = [HEADER]
    for group, names in sorted(weights.items()):
        lines.append(f"{group}:\n" + "".join(f"  {name}: {weight}\n" for name, weight in sorted(names.items())))
    path.write_text("".join(lines), encoding="utf-8")


def show(scores: Mapping[str, Score]) -> None:
    """Print the scores of the types that are counted, and their sums."""
    counted = KNOWN.structure("evaluation")["counted"]
    core = counted.texts("core")
    kinds = (*core, *counted.texts("extended"))
    rows = {"core": total(scores[kind] for kind in core), "all": total(scores[kind] for kind in kinds)}
    for name, score in {**rows, **{kind: scores[kind] for kind in kinds}}.items():
        print(f"{name:14} {score.gold:6.0f}  P {score.precision:.3f} R {score.recall:.3f} F {score.f:.3f}")


def main() -> None:
    """Fit, measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marked", nargs="+", type=Path)
    parser.add_argument("--model", default="kgraph", help="a tagger that did not learn from MARKED")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write the weights fitted on all of MARKED")
    given = parser.parse_args()
    texts = read(given.marked, given.model)
    print(f"{len(texts)} texts, {sum(text.lost for text in texts)} of their names cleaned away")
    show(cross_validated(texts, given.folds))
    if given.write:
        for name, weights in zip(("first", "then"), fit(texts), strict=True):
            write(weights, NAMES / f"{name}.yaml")


if __name__ == "__main__":
    main()
