"""How good a graph is: what `kgraph build` wrote beside documents that a careful reader marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgraph.errors import InputError
from kgraph.evaluation.clusters import b_cubed, pairwise
from kgraph.evaluation.comparison import compare
from kgraph.evaluation.floors import below
from kgraph.evaluation.gold import brat, conll, inline
from kgraph.evaluation.gold.document import GoldDocument
from kgraph.evaluation.report import Report, errors, lines
from kgraph.exports import parquet
from kgraph.knowledge_io import Knowledge, load

__all__ = ["GoldDocument", "Report", "b_cubed", "below", "errors", "evaluate", "lines", "pairwise", "read"]


def evaluate(gold: Path, out: Path) -> Report:
    """What the graph in a folder is worth by the gold in a file or folder."""
    knowledge = load()
    documents = tuple(compare(read(gold, knowledge), parquet.read(_tables(out)), knowledge))
    return Report(documents=documents, counted=knowledge.structure("evaluation")["counted"])


def read(gold: Path, knowledge: Knowledge) -> Iterator[GoldDocument]:
    """The gold documents of a file or a folder: marked text, brat standoff or columns, sorted by name."""
    documents: dict[str, GoldDocument] = {}
    for path in _files(gold):
        document = _read(path, knowledge)
        if document.name in documents:
            raise InputError(str(path), f"{documents[document.name].path} bears the same name; rename one of them")
        documents[document.name] = document
    if not documents:
        suffixes = " ".join((inline.SUFFIX, brat.SUFFIX, *conll.SUFFIXES))
        raise InputError(str(gold), f"holds no gold; it must be files that end in {suffixes}")
    yield from (documents[name] for name in sorted(documents))


def _files(gold: Path) -> list[Path]:
    return [gold] if gold.is_file() else sorted(path for path in gold.rglob("*") if _is_gold(path))


def _is_gold(path: Path) -> bool:
    return path.name.endswith(inline.SUFFIX) or path.suffix in {brat.SUFFIX, *conll.SUFFIXES}


def _read(path: Path, knowledge: Knowledge) -> GoldDocument:
    if path.name.endswith(inline.SUFFIX):
        return inline.read(path, knowledge)
    if path.suffix == brat.SUFFIX:
        return brat.read(path, knowledge)
    return conll.read(path, knowledge)


def _tables(out: Path) -> Path:
    return out / "tables" if (out / "tables").is_dir() else out
