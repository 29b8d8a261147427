"""Fit the score of pairs of names: `python -m benchmarks.fit_name_pairs FOLDER [--held PREFIX …] [-o FILE]`.

FOLDER holds NAME.ann.txt and NAME.alias.json. Pairs are those that a rule of comparison ties within an article, joined
or not: right are the aliases, the hard negatives all others. Prints precision by score, also on what is held back.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from kgraph.knowledge_io import load
from kgraph.knowledge_io.annotation import unmark
from kgraph.models import DEFAULT
from kgraph.resolution.compare import matcher, pair_score
from kgraph.resolution.names import normalise
from kgraph.resolution.names.normalise import squeezed

RIDGE, STEPS = 0.3, 30
THRESHOLDS = (0.5, 0.7, 0.8, 0.9)

Row = tuple[dict[str, float], bool]


def main() -> None:
    """Fit on what is not held back and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held", type=Path, help="a file with the names of documents to hold back")
    parser.add_argument("-o", "--output", type=Path, default=DEFAULT / pair_score.FILE)
    options = parser.parse_args()
    held = set(options.held.read_text(encoding="utf-8").split()) if options.held else set()
    paths = sorted(options.folder.glob("*.ann.txt"))
    train = list(_pairs(path for path in paths if path.name.split(".")[0] not in held))
    test = list(_pairs(path for path in paths if path.name.split(".")[0] in held))
    weights = _fitted(train)
    _report("fitted", train, weights)
    _report("held back", test, weights)
    kept = {name: round(weight, 4) for name, weight in sorted(weights.items())}
    options.output.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _pairs(paths: Iterable[Path]) -> Iterator[Row]:
    """Each pair of different names of a type in a document that a rule ties, and whether they are marked as one."""
    knowledge = load()
    match, names = matcher.load(knowledge), normalise.load(knowledge)
    for path in paths:
        text, marks = unmark(path.read_text(encoding="utf-8"))
        groups = json.loads(path.with_name(path.name.replace(".ann.txt", ".alias.json")).read_text(encoding="utf-8"))
        first = {squeezed(name): group[0] for group in groups for name in group}
        found = {(knowledge.type_of(each.type).id, squeezed(text[each.start : each.end])) for each in marks}
        for kind, short in sorted(found):
            for other, long in sorted(found):
                rule = match(kind, names(short), names(long)) if kind == other and short != long else ""
                if rule and len(short) <= len(long) and kind != "Role":
                    same = first.get(short, short) == first.get(long, long)
                    yield dict(pair_score.features(rule, kind, names(short), names(long))), same


def _fitted(rows: list[Row]) -> dict[str, float]:
    """Logistic regression with a ridge, by Newton's method."""
    columns = sorted({name for features, _ in rows for name in features})
    matrix = np.array([[features.get(name, 0.0) for name in columns] for features, _ in rows])
    wanted = np.array([float(same) for _, same in rows])
    weights = np.zeros(len(columns))
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (likely - wanted) + RIDGE * weights
        curve = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + RIDGE * np.eye(len(columns))
        weights -= np.linalg.solve(curve, slope)
    return dict(zip(columns, map(float, weights), strict=True))


def _report(label: str, rows: list[Row], weights: dict[str, float]) -> None:
    scored = [
        (1 / (1 + np.exp(-sum(weights.get(name, 0.0) * value for name, value in features.items()))), same)
        for features, same in rows
    ]
    print(f"{label}: {len(rows)} pairs, {sum(same for _, same in rows)} of them one thing")
    for threshold in THRESHOLDS:
        taken = [same for score, same in scored if score >= threshold]
        print(f"  from {threshold}: {len(taken)} pairs, {sum(taken) / max(len(taken), 1):.3f} right")


if __name__ == "__main__":
    main()
