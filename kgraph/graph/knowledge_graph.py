"""`KnowledgeGraph`: what Jupyter holds in hand."""

from __future__ import annotations

import dataclasses
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import igraph
import networkx as nx
import pandas as pd

from kgraph import page
from kgraph.errors import InputError, KgraphError, NameNotFoundError, OutputError, nearest
from kgraph.exports import parquet, picture, registry
from kgraph.exports.exporter import Style, Value
from kgraph.graph import changes, frames, ranking, sql_query, traversal
from kgraph.graph import timeline as timelines
from kgraph.graph.bare_titles import bare_titles
from kgraph.graph.cypher_query import CypherDatabase
from kgraph.graph.filters import part, select
from kgraph.graph.name_search import search
from kgraph.graph.profile import Profile
from kgraph.graph.pyvis_network import pyvis_network
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io import load as load_knowledge
from kgraph.records import Entity, Relation, Tables

if TYPE_CHECKING:
    from pyvis.network import Network

    from kgraph.pipeline import Outcome, Settings
    from kgraph.resolution import Doubt

__all__ = ["KnowledgeGraph"]

Inputs = str | Path | Iterable[str | Path]
_PLACES = ("knowledge", "judgements", "register")


@dataclass(frozen=True, slots=True)
class Frame:
    """HTML that Jupyter, VS Code and Colab show."""

    html: str = field(repr=False)

    def _repr_html_(self) -> str:
        return self.html


class KnowledgeGraph:
    """A graph of entities and relations that answers in DataFrames. It never changes: `add` and `remove` give another.

    >>> firm = Entity(id="e1", type="Company", name="安踏", aliases=("安踏集团",), mentions=3, articles=1)
    >>> award = Entity(id="e2", type="Award", name="国家级绿色工厂", mentions=1, articles=1)
    >>> stated = Relation(id="r1", subject="e1", predicate="received_award", object="e2", weight=1)
    >>> kg = KnowledgeGraph(Tables(entities=(firm, award), relations=(stated,)))
    >>> kg.relations(subject="安踏集团")["object"].tolist()
    ['国家级绿色工厂']
    >>> kg["安塔集团"]
    Traceback (most recent call last):
    kgraph.errors.NameNotFoundError: no entity is called '安塔集团'. Did you mean '安踏集团'?
    """

    def __init__(self, tables: Tables, settings: Settings | None = None, *, doubts: Sequence[Doubt] = ()) -> None:
        self.tables = tables
        self.settings = settings
        self._doubts = tuple(doubts)
        self._folder: Path | None = None

    @classmethod
    def build(cls, inputs: Inputs, **settings: Any) -> KnowledgeGraph:
        """The graph of files, folders or globs; settings are those of `kgraph.pipeline.Settings`.

        >>> kg = KnowledgeGraph.build("seeds/", workers=2)  # doctest: +SKIP
        """
        from kgraph.pipeline import Settings

        named: dict[str, Any] = {k: Path(value) if k in _PLACES and value else value for k, value in settings.items()}
        lexicons = tuple(map(Path, _paths(named.pop("lexicons", ()))))
        made = Settings(**named, lexicons=lexicons)
        return cls(_read(_paths(inputs), made), made)

    @classmethod
    def load(cls, folder: str | Path) -> KnowledgeGraph:
        """The graph that `kgraph build … -o FOLDER` wrote.

        >>> kg = KnowledgeGraph.load("out")  # doctest: +SKIP
        """
        within = Path(folder) / "tables"
        made = cls(parquet.read(within if within.is_dir() else Path(folder)))
        made._folder = Path(folder)
        return made

    @property
    def knowledge(self) -> Knowledge:
        """The types and relations that the graph was built with.

        >>> kg.knowledge.types["Company"].label
        '企业'
        """
        return self.settings.loaded if self.settings else load_knowledge()

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The graph as networkx holds it: nodes are entity ids, edge keys are relation ids.

        >>> kg.graph.number_of_edges()
        5
        """
        return traversal.graph(self.tables, self.knowledge)

    # --- tables ---------------------------------------------------------------------------------------------------

    def entities(self, *, type: str = "", name: str = "") -> pd.DataFrame:  # noqa: A002
        """Entities of a type (id or Chinese label), or of a name or alias.

        >>> kg.entities(type="企业")["name"].tolist()
        ['石湖鞋业', '海塘纺织']
        """
        wanted = self._key(type, "type") if type else ""
        rows = self._called(name) if name else self.tables.entities
        return frames.entities(each for each in rows if not wanted or each.type == wanted)

    def relations(self, *, predicate: str = "", subject: str = "", object: str = "") -> pd.DataFrame:  # noqa: A002
        """Relations of a predicate (id or Chinese label), and of subjects and objects by name or alias.

        >>> kg.relations(predicate="获得荣誉", subject="石湖")[["subject", "object"]].values.tolist()
        [['石湖鞋业', '省级绿色工厂']]
        """
        return self._frames.relations(self._relations(predicate, subject, object))

    def mentions(self, name: str = "") -> pd.DataFrame:
        """Where entities are named, with file and place; of one name or alias, or all.

        >>> kg.mentions("石湖鞋业")["text"].tolist()
        ['石湖鞋业', '石湖']
        """
        wanted = {each.id for each in self._called(name)} if name else self._names.keys()
        return self._frames.mentions(row for row in self.tables.mentions if row.entity in wanted)

    def evidence(self, *, predicate: str = "", subject: str = "", object: str = "") -> pd.DataFrame:  # noqa: A002
        """The passages that state relations, chosen as in `relations`.

        >>> kg.evidence(subject="石湖", predicate="supports")["text"].tolist()
        ['石湖帮扶海塘纺织。']
        """
        found = {each.id: each for each in self._relations(predicate, subject, object)}
        return self._frames.evidence((row for row in self.tables.evidence if row.relation in found), found)

    def articles(self) -> pd.DataFrame:
        """The articles, the newest first.

        >>> kg.articles()["title"].tolist()
        ['合作', '石湖鞋业获奖']
        """
        return frames.articles(self.tables.articles)

    def rejected(self) -> pd.DataFrame:
        """Statements that were read but not taken, each with the reason.

        >>> kg.rejected().empty
        True
        """
        return frames.rejected(self.tables.rejected)

    def doubts(self) -> pd.DataFrame:
        """Pairs of names that may be one thing, which only a person can tell; `kgraph judge` asks about them.

        >>> kg.doubts().empty
        True
        """
        return pd.DataFrame([dataclasses.asdict(each) for each in self._doubts])

    def search(self, typed: str) -> pd.DataFrame:
        """Entities whose names hold what is typed, or whose pinyin or its initials begin so; the closest first.

        >>> kg.search("鞋业")["name"].tolist(), kg.search("lym")["name"].tolist()
        (['石湖鞋业', '石湖鞋业董事长'], ['林一鸣'])
        """
        columns = ["name", "type", "mentions", "articles", "aliases", "id"]
        found = [frames.entities([each]).iloc[0] for each in search(self.tables.entities, typed)]
        return pd.DataFrame(found, columns=columns).reset_index(drop=True)

    # --- time -----------------------------------------------------------------------------------------------------

    def timeline(self, name: str) -> pd.DataFrame:
        """All statements about an entity in the order of time; those of which no date is said come last.

        >>> kg.timeline("石湖")[["date", "predicate", "object"]].values.tolist()[0]
        ['2025-08', 'received_award', '省级绿色工厂']
        """
        return timelines.timeline(self.tables, {self._called(name)[0].id})

    def offices(self, person: str = "", *, body: str = "") -> pd.DataFrame:
        """Who holds which office at which body, and when: of a person, at a body, or all.

        >>> kg.offices(body="石湖")[["person", "office", "body"]].values.tolist()
        [['林一鸣', '石湖鞋业董事长', '石湖鞋业']]
        """
        persons = {each.id for each in self._called(person)} if person else None
        bodies = {each.id for each in self._called(body)} if body else None
        return timelines.offices(self.tables, persons=persons, bodies=bodies)

    def awards(self, *, place: str = "", year: str | int = "") -> pd.DataFrame:
        """Who received which award, when, of which level and from whom: in a place, of a year, or all.

        >>> kg.awards(year=2025)[["recipient", "award"]].values.tolist()
        [['石湖鞋业', '省级绿色工厂']]
        """
        places = {each.id for each in self._called(place)} if place else None
        return timelines.awards(self.tables, places=places, year=str(year))

    def rank(self, by: str | ranking.Own = "pagerank", *, type: str = "") -> pd.DataFrame:  # noqa: A002
        """Entities by pagerank, degree, betweenness, closeness or a function of a networkx graph; without bare titles.

        >>> kg.rank("degree", type="Company")[["name", "value"]].values.tolist()
        [['石湖鞋业', 4.0], ['海塘纺织', 2.0]]
        """
        graph = self.graph.subgraph(set(self.graph) - bare_titles(self.tables))
        return ranking.rank(graph, by, kind=self._key(type, "type") if type else "")

    # --- one entity and its surroundings --------------------------------------------------------------------------

    def __getitem__(self, name: str) -> Profile:
        """The entity of a name or alias, the one whose name it is before those whose alias, with its facts.

        >>> kg["海塘纺织"]
        海塘纺织: Company, 1 mentions
          石湖鞋业 —cooperates_with→ 海塘纺织  石湖鞋业与海塘纺织签约。
          石湖鞋业 —supports→ 海塘纺织  石湖帮扶海塘纺织。
        """
        entity, *namesakes = self._called(name)
        own = [each for each in self.tables.relations if entity.id in (each.subject, each.object)]
        found = {each.id: each for each in own}
        passages = (row for row in self.tables.evidence if row.relation in found)
        return Profile(
            entity=entity,
            relations=self._frames.relations(own),
            evidence=self._frames.evidence(passages, found),
            timeline=self.timeline(name),
            namesakes=tuple(namesakes),
        )

    def __contains__(self, name: object) -> bool:
        return name in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(each.name for each in self.tables.entities))

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def __len__(self) -> int:
        return len(self.tables.entities)

    def neighbours(self, name: str, *, steps: int = 1) -> pd.DataFrame:
        """What lies within so many steps of an entity, whichever way the edges run, and through what it is reached.

        >>> kg.neighbours("林一鸣", steps=2)[["name", "steps"]].values.tolist()
        [['石湖鞋业董事长', 1], ['石湖鞋业', 2]]
        """
        barred = bare_titles(self.tables)
        return traversal.neighbours(self.graph, self._called(name)[0].id, steps=steps, barred=barred)

    def path(self, start: str, end: str, *, without: str | Sequence[str] = ()) -> pd.DataFrame:
        """The relations of a shortest way between two entities, with their evidence; empty where there is none.

        No way runs through titles without a body, nor through what is named in `without`.

        >>> kg.path("林一鸣", "石湖")["predicate"].tolist()
        ['holds_role', 'role_at']
        """
        between = (self._called(start)[0].id, self._called(end)[0].id)
        way = traversal.path(self.graph, *between, barred=bare_titles(self.tables) | self._excluded(without))
        found = {each.id: each for each in self.tables.relations if each.id in way}
        first = {row.relation: row for row in reversed(self.tables.evidence) if row.relation in found}
        return self._frames.steps([(found[key], first.get(key)) for key in way])

    def subgraph(self, *names: str, steps: int = 1, where: str | Sequence[str] = ()) -> KnowledgeGraph:
        """The part around the named entities, or for which conditions hold, as a graph of its own.

        >>> kg.subgraph("石湖", where="predicate=received_award")
        KnowledgeGraph: 2 articles, 2 entities, 1 relations
        """
        rows = self._where(where)
        if names:
            near = {
                key for name in names for key in traversal.within(self.graph, self._called(name)[0].id, steps=steps)
            }
            between = {each.id for each in rows.relations if {each.subject, each.object} <= near}
            rows = part(rows, near, between)
        return KnowledgeGraph(rows, self.settings)

    # --- queries --------------------------------------------------------------------------------------------------

    def sql(self, query: str) -> pd.DataFrame:
        """The answer to an SQL query over the tables and `facts`, relations with the names of their ends.

        >>> kg.sql("select object from facts where predicate = 'received_award'")["object"].tolist()
        ['省级绿色工厂']
        """
        return sql_query.sql(self.tables, query)

    def cypher(self, query: str) -> pd.DataFrame:
        """The answer to a Cypher query; labels are types and predicates, by id or Chinese label (extra `[cypher]`).

        >>> kg.cypher("MATCH (c:企业)-[:received_award]-(a:Award) RETURN c.name, a.name").values.tolist()
        [['石湖鞋业', '省级绿色工厂']]
        """
        return self._database.answer(query)

    # --- other graphs ---------------------------------------------------------------------------------------------

    def add(self, files: Inputs) -> KnowledgeGraph:
        """The graph of these files and of those it was built from, which are read again, as they were read before.

        >>> kg = kg.add("today/*.txt")  # doctest: +SKIP
        """
        known = sorted({row.source for row in self.tables.articles})
        gone = [source for source in known if not Path(source).exists()]
        if gone:
            raise InputError(gone[0], "was moved, and adding reads every file again; build the graph anew")
        settings = self.settings or _settings_of(self._folder)
        return KnowledgeGraph(_read([*known, *_paths(files)], settings), settings)

    def remove(self, article: str) -> KnowledgeGraph:
        """The graph without an article, named by its id or its file, and without what it alone states.

        >>> kg.remove("news/1.txt")
        KnowledgeGraph: 1 articles, 2 entities, 2 relations
        """
        return KnowledgeGraph(changes.without(self.tables, article), self.settings)

    def diff(self, other: KnowledgeGraph) -> pd.DataFrame:
        """What `other` has that this graph lacks (added), and the other way round (removed).

        >>> kg.diff(kg.remove("news/1.txt")).iloc[0].tolist()
        ['removed', 'entity', '林一鸣', '', 'Person']
        """
        return changes.differences(self.tables, other.tables)

    # --- pictures and files ---------------------------------------------------------------------------------------

    def show(self, *, language: str = "", height: int = 640) -> Frame:
        """The page of the graph in a frame, for Jupyter.

        >>> kg.show(height=500)
        Frame()
        """
        return Frame(page.frame(self.tables, self.knowledge, language=language, height=height))

    def plot(self, *, top: int = 40) -> picture.Picture:
        """A picture of the best connected entities and what ties them together (extra `[plot]`).

        >>> kg.plot(top=30).save("/dev/null")  # doctest: +SKIP
        """
        return picture.plot(self.tables, self.knowledge, top=top)

    def save(self, folder: str | Path) -> None:
        """Write the page, GraphML, GEXF and tables, as `kgraph build … -o FOLDER` does; `kgraph.load` reads them.

        >>> kg.save("out")  # doctest: +SKIP
        """
        from kgraph import pipeline

        pipeline.save(self.tables, Path(folder), self.knowledge)

    def export(
        self,
        form: str,
        to: str | Path = ".",
        *,
        where: str | Sequence[str] = (),
        extra: pd.DataFrame | None = None,
        **looks: Any,
    ) -> list[Path]:
        """Write the graph as graphml, gexf, csv, jsonl, turtle, jsonld, cypher or parquet; the files written.

        `extra` is a frame with a column `id` (as `kg.rank` and `kg.entities` give) whose other columns go along with
        the nodes; `size` and `colour` name those to draw by, `bare_titles=True` draws titles without a body.

        >>> kg.export("gexf", "firms.gexf", where="type=Company")  # doctest: +SKIP
        [PosixPath('firms.gexf')]
        """
        style = Style(columns=_columns(extra) if extra is not None else {}, **looks)
        written = registry.write(
            self.tables, form, to=Path(to), where=_listed(where), knowledge=self.knowledge, style=style
        )
        return list(written)

    def to_igraph(self) -> igraph.Graph:
        """The graph as igraph holds it, vertices and edges with the columns of `kg.graph`.

        >>> kg.to_igraph().vcount()
        5
        """
        return igraph.Graph.from_networkx(self.graph)

    def to_pyvis(self, *, top: int = 200) -> Network:
        """The best connected part as a pyvis network, to change and show as pyvis does.

        >>> len(kg.to_pyvis().nodes)
        5
        """
        return pyvis_network(self.graph, self.knowledge, barred=bare_titles(self.tables), top=top)

    def __repr__(self) -> str:
        counts = Counter({"articles": len(self.tables.articles), "entities": len(self)})
        counts["relations"] = len(self.tables.relations)
        return "KnowledgeGraph: " + ", ".join(f"{count} {name}" for name, count in counts.items())

    def _repr_html_(self) -> str:
        """A small table: how many entities of each type, and the most mentioned of them."""
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self._kinds())
        heading = "<tr><th>type</th><th></th><th>entities</th><th>most mentioned</th></tr>"
        return f"<p>{escape(repr(self))}</p><table>{heading}{rows}</table>"

    @cached_property
    def _frames(self) -> frames.Frames:
        return frames.Frames(self.tables, self._names, self.knowledge)

    @cached_property
    def _database(self) -> CypherDatabase:
        return CypherDatabase(self.tables, self.knowledge)

    # --- looking up -----------------------------------------------------------------------------------------------

    @cached_property
    def _names(self) -> dict[str, str]:
        return {each.id: each.name for each in self.tables.entities}

    @cached_property
    def _ids(self) -> dict[str, list[Entity]]:
        """The entities of each name and alias: own names first, then the most mentioned."""
        found: dict[str, list[Entity]] = defaultdict(list)
        for each in sorted(self.tables.entities, key=lambda each: (-each.mentions, each.id)):
            for name in dict.fromkeys(each.names):
                found[name].append(each)
        return {name: sorted(each, key=lambda one, own=name: one.name != own) for name, each in found.items()}  # type: ignore[misc]

    @cached_property
    def _own_kinds(self) -> dict[str, set[str]]:
        """The types and predicates that occur: those of a user's knowledge are not in ours."""
        rows = self.tables
        return {"type": {each.type for each in rows.entities}, "predicate": {each.predicate for each in rows.relations}}

    def _excluded(self, names: str | Sequence[str]) -> set[str]:
        return {each.id for name in _listed(names) for each in self._called(name)}

    def _called(self, name: str) -> list[Entity]:
        if name not in self._ids:
            raise NameNotFoundError(name, self._ids)
        return self._ids[name]

    def _relations(self, predicate: str, subject: str, object_: str) -> list[Relation]:
        wanted = self._key(predicate, "predicate") if predicate else ""
        subjects = {each.id for each in self._called(subject)} if subject else self._names.keys()
        objects = {each.id for each in self._called(object_)} if object_ else self._names.keys()
        return [
            each
            for each in self.tables.relations
            if (not wanted or each.predicate == wanted) and each.subject in subjects and each.object in objects
        ]

    def _key(self, name: str, what: str) -> str:
        """The id of a type or predicate, where it is given by its id or its Chinese label."""
        kinds = self.knowledge.types if what == "type" else self.knowledge.relations
        ids = {known: key for key, kind in kinds.items() for known in (key, kind.label)}
        ids |= {key: key for key in self._own_kinds[what]}
        if name not in ids:
            also = {word: kind.label for kind in kinds.values() for word in kind.also}
            hint = also.get(name) or nearest(name, ids)
            raise KgraphError(f"no {what} is called {name!r}" + (f". Did you mean {hint!r}?" if hint else ""))
        return ids[name]

    def _where(self, conditions: str | Sequence[str]) -> Tables:
        return select(self.tables, _listed(conditions), self.knowledge)

    def _kinds(self) -> Iterator[tuple[str, str, str, str]]:
        by_type = defaultdict(list)
        for each in sorted(self.tables.entities, key=lambda each: (-each.mentions, each.name)):
            by_type[each.type].append(each.name)
        known = {key: kind.label for key, kind in self.knowledge.types.items()}
        for key in sorted(by_type, key=lambda key: (-len(by_type[key]), key)):
            yield key, known.get(key, ""), str(len(by_type[key])), ", ".join(by_type[key][:5])


def _settings_of(folder: Path | None) -> Settings:
    """How the graph in a folder was built, where that is remembered."""
    from kgraph.pipeline import Settings, recipe_of

    try:
        return recipe_of(folder)[1] if folder else Settings()
    except OutputError:
        return Settings()


def _read(paths: Sequence[str], settings: Settings) -> Tables:
    """The rows that files come to; those that cannot be read are warned of."""
    from kgraph import pipeline

    outcome: Outcome = pipeline.build(paths, settings)
    for failure in outcome.failures:
        warnings.warn(str(failure), stacklevel=4)
    return outcome.tables


_OWN = ("name", "type", "mentions", "articles", "aliases", "id")


def _columns(extra: pd.DataFrame) -> dict[str, dict[str, Value]]:
    """The columns of a user's frame by entity id, without those that the graph has itself and without gaps."""
    if "id" not in extra.columns:
        raise KgraphError("the extra frame needs a column 'id', as kg.entities() and kg.rank() give it")
    indexed = extra.set_index("id")
    return {
        str(name): {str(key): value for key, value in indexed[name].dropna().to_dict().items()}
        for name in indexed.columns
        if name not in _OWN
    }


def _paths(inputs: Inputs) -> list[str]:
    return [str(inputs)] if isinstance(inputs, (str, Path)) else [str(each) for each in inputs]


def _listed(conditions: str | Sequence[str]) -> list[str]:
    texts = [conditions] if isinstance(conditions, str) else conditions
    return [text for text in texts if text]
