"""One gold document beside what the tables of a graph hold of its source."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from kgraph.errors import InputError
from kgraph.evaluation.alignment import Place, Squeezed, places
from kgraph.evaluation.gold.document import GoldDocument, GoldRelation
from kgraph.evaluation.name_equivalence import Names
from kgraph.knowledge_io import Knowledge
from kgraph.records import Evidence, Occurrence, Refusal, Relation, Tables

__all__ = ["Comparison", "Edge", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A relation found in a document: its ends by all their names, its passages there, and whether it is right."""

    relation: Relation
    subject: tuple[str, ...]
    object: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    right: bool = False

    def __str__(self) -> str:
        first = self.evidence[0]
        return f"{self.subject[0]} —{self.relation.predicate}→ {self.object[0]}  [{first.rule}] {first.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one document should give and what it gave; places are those of its text without white space.

    `said` holds the relations that were found with the edges that say them, `refused` what was read but not taken.

    `source` is empty where no source of this name was read. Of two mentions found at one place with one type the
    first counts.
    """

    document: GoldDocument
    squeezed: Squeezed
    source: str
    wanted: Mapping[tuple[int, int, str], int]
    found: Mapping[tuple[int, int, str], Occurrence]
    stated: tuple[tuple[GoldRelation, bool], ...]
    edges: tuple[Edge, ...]
    names: Names
    said: tuple[tuple[GoldRelation, tuple[Edge, ...]], ...] = ()
    refused: tuple[Refusal, ...] = ()

    def line(self, start: int) -> int:
        """The line of the gold's text on which a place without white space lies."""
        return self.document.text.count("\n", 0, self.back(start)) + 1

    def back(self, start: int) -> int:
        """The place in the gold's text of a place without white space."""
        return bisect_right(self.squeezed.before, start) - 1


def compare(documents: Iterable[GoldDocument], tables: Tables, knowledge: Knowledge) -> Iterator[Comparison]:
    """Each gold document with what was found in the source of its name."""
    rows = _Rows(tables)
    counted = knowledge.structure("evaluation")["counted"]
    unmarked = counted.texts("unmarked")
    for document in documents:
        source = _source(document, rows.sources)
        names, squeezed = Names(document, knowledge), Squeezed(document.text)
        found = rows.mentions[source]
        edges = [edge for edge in rows.edges(source) if edge.relation.predicate not in unmarked]
        said = tuple(_said(document.relations or (), edges, names, knowledge))
        right = {edge.relation.id for _, saying in said for edge in saying}
        judged = [replace(edge, right=edge.relation.id in right) for edge in edges]
        yield Comparison(
            document=document,
            squeezed=squeezed,
            source=source,
            wanted=_wanted(document, squeezed),
            found=_placed(found, places(document, found)),
            stated=tuple((relation, bool(saying)) for relation, saying in said),
            edges=tuple(judged) if document.relations is not None else (),
            names=names,
            said=tuple((relation, saying) for relation, saying in said if saying),
            refused=tuple(rows.refused[source]),
        )


class _Rows:
    """The rows of the tables by source."""

    def __init__(self, tables: Tables) -> None:
        self.sources = sorted({row.source for row in tables.articles})
        self.mentions: defaultdict[str, list[Occurrence]] = defaultdict(list)
        for mention in tables.mentions:
            self.mentions[mention.source].append(mention)
        self._evidence: defaultdict[str, defaultdict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
        for row in tables.evidence:
            self._evidence[row.source][row.relation].append(row)
        self.refused: defaultdict[str, list[Refusal]] = defaultdict(list)
        for refusal in tables.rejected:
            self.refused[refusal.source].append(refusal)
        self._relations = {relation.id: relation for relation in tables.relations}
        self._names = {entity.id: entity.names for entity in tables.entities}

    def edges(self, source: str) -> Iterator[Edge]:
        """The relations that a source states."""
        for key, evidence in self._evidence[source].items():
            relation = self._relations[key]
            ends = self._names[relation.subject], self._names[relation.object]
            yield Edge(relation=relation, subject=ends[0], object=ends[1], evidence=tuple(evidence))


def _source(document: GoldDocument, sources: Iterable[str]) -> str:
    """The source whose name, without folder and suffix, is the gold's, or begins with it."""
    stems = {source: PurePath(source).name.split(".")[0] for source in sources}
    same = [source for source, stem in stems.items() if stem == document.name]
    like = same or [source for source, stem in stems.items() if stem.startswith(document.name)]
    if len(like) > 1:
        msg = f"several sources bear its name: {', '.join(like[:3])}; build the graph of one of them"
        raise InputError(document.path, msg)
    return like[0] if like else ""


def _wanted(document: GoldDocument, squeezed: Squeezed) -> dict[tuple[int, int, str], int]:
    """The mentions of the gold by place and type, each with its place among them."""
    return {
        (*squeezed.place(mention.start, mention.end), mention.type): number
        for number, mention in enumerate(document.mentions)
    }


def _placed(found: Iterable[Occurrence], where: Iterable[Place]) -> dict[tuple[int, int, str], Occurrence]:
    placed: dict[tuple[int, int, str], Occurrence] = {}
    for mention, place in zip(found, where, strict=True):
        placed.setdefault((*place, mention.type), mention)
    return placed


def _said(
    stated: Iterable[GoldRelation], edges: Iterable[Edge], names: Names, knowledge: Knowledge
) -> Iterator[tuple[GoldRelation, tuple[Edge, ...]]]:
    """Each gold relation with the edges that say it."""
    by_predicate: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_predicate[edge.relation.predicate].append(edge)
    for relation in stated:
        symmetric = knowledge.relations[relation.predicate].symmetric
        yield (
            relation,
            tuple(
                edge
                for edge in by_predicate[relation.predicate]
                if _says(edge, relation, names) or (symmetric and _says(_turned(edge), relation, names))
            ),
        )


def _says(edge: Edge, relation: GoldRelation, names: Names) -> bool:
    return names.same(relation.subject, relation.subject_type, edge.subject) and names.same(
        relation.object, relation.object_type, edge.object
    )


def _turned(edge: Edge) -> Edge:
    return replace(edge, subject=edge.object, object=edge.subject)
