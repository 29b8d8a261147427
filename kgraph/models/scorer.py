"""Fit the weights of default/scorer.json on marked text; needs scipy (`pip install 'kgraph[train]'`).

    python -m kgraph.models.scorer --part HELD_OUT.onnx MARKED… [--part OTHER.onnx MARKED…]    # cross-validated figures
    python -m kgraph.models.scorer --part HELD_OUT.onnx MARKED… --write scorer.json            # and the weights

MARKED are *.ann.txt files or folders of them. The model of a part must not have learned from it. So teach twins of the
shipped one by its recipe (`kgraph train`), each without a part of the texts, fit with them, and ship the weights with
the model that learned all.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kgraph import corpus, knowledge_io
from kgraph.entities import load
from kgraph.entities.scoring import weights
from kgraph.entities.scoring.fit import Fitter, Marked, Span, Text
from kgraph.evaluation.metrics import Score, total
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io.annotation import unmark

__all__ = ["main", "marked", "read"]


def marked(paths: Sequence[Path], knowledge: Knowledge) -> Iterator[Marked]:
    """The articles of marked files without their marks, and the marks."""
    files = [file for path in paths for file in (path.rglob("*.ann.txt") if path.is_dir() else [path])]
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted(files, key=lambda file: (file.name, file)):
            yield _source(file, Path(folder), knowledge)


def _source(file: Path, folder: Path, knowledge: Knowledge) -> Marked:
    text, marks = unmark(file.read_bytes().decode())
    plain = folder / file.name.replace(".ann", "")
    plain.write_bytes(text.encode())
    found = corpus.read(corpus.Source(plain.name, plain), knowledge)
    return found, [(mark.start, mark.end, knowledge.type_of(mark.type).id) for mark in marks]


def read(paths: Sequence[Path], model: str, knowledge: Knowledge) -> list[Text]:
    """The marked texts, cleaned, tagged and with all that may be a name."""
    sources = list(marked(paths, knowledge))
    pages = load(knowledge, model=model).proposed(articles for articles, _ in sources)
    return [Text.of(*proposed, source) for proposed, source in zip(pages, sources, strict=True)]


def cross_validated(decided: Iterable[tuple[Text, set[Span]]], kinds: Iterable[str]) -> dict[str, Score]:
    """The scores of each type."""
    counts = {kind: Score() for kind in kinds}
    for text, won in decided:
        for kind in counts:
            gold, found = ({span for span in spans if span[2] == kind} for spans in (text.names, won))
            right = len(gold & found)
            counts[kind] += Score(len(gold), len(found), right, right)
    return counts


def shown(scores: Mapping[str, Score], knowledge: Knowledge) -> Iterator[str]:
    """The scores of the types that are counted, and their sums, a line each."""
    counted = knowledge.structure("evaluation")["counted"]
    core = counted.texts("core")
    kinds = (*core, *counted.texts("extended"))
    rows = {"core": total(scores[kind] for kind in core), "all": total(scores[kind] for kind in kinds)}
    for name, score in {**rows, **{kind: scores[kind] for kind in kinds}}.items():
        yield f"{name:14} {score.gold:6.0f}  P {score.precision:.3f} R {score.recall:.3f} F {score.f:.3f}\n"


def main() -> None:
    """Fit, measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", nargs="+", action="append", required=True, metavar=("MODEL", "MARKED"))
    parser.add_argument("--folds", type=int, default=5, help="0: no figures")
    parser.add_argument("--write", type=Path, help="write the weights fitted on all parts here")
    given = parser.parse_args()
    knowledge = knowledge_io.load()
    texts = [text for model, *paths in given.part for text in read([*map(Path, paths)], model, knowledge)]
    fitter = Fitter(knowledge)
    sys.stdout.write(f"{len(texts)} texts, {sum(text.lost for text in texts)} of their names cleaned away\n")
    if given.folds:
        scores = cross_validated(fitter.held_out(texts, given.folds), knowledge.types)
        sys.stdout.writelines(shown(scores, knowledge))
    if given.write:
        weights.write(fitter.fit(texts), given.write)


if __name__ == "__main__":
    main()
