"""RDF in the terms of schema.org and the W3C Organization Ontology, evidence as Web Annotations.

What a type or relation is called there stands in knowledge/rdf.yaml. Each relation is said three times: in kgraph's own
term, in the public terms where there are any, and as a statement that its evidence points to.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from kgraph.exports.sanitise import sound
from kgraph.graph.periods import days
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io.files import Block
from kgraph.records import ArticleRow, Entity, Evidence, Relation, Tables

__all__ = ["write_jsonld", "write_turtle"]

_BASE = "urn:kgraph:"
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_TYPE = "rdf:type"


@dataclass(frozen=True, slots=True)
class _Iri:
    """A thing: a full IRI, or a term with a prefix."""

    text: str


@dataclass(frozen=True, slots=True)
class _Literal:
    text: str
    datatype: str = ""


_Term = _Iri | _Literal
_Pairs = list[tuple[str, _Term]]


@dataclass(frozen=True, slots=True)
class _Thing:
    """A subject with all that is said of it, in order."""

    iri: str
    said: _Pairs


def write_turtle(tables: Tables, path: Path, knowledge: Knowledge) -> None:
    """Write the graph as Turtle."""
    described = _Described(sound(tables), knowledge)
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in described.prefixes.items())
        out.writelines(_turtle(thing, described.prefixes) for thing in described.things())


def write_jsonld(tables: Tables, path: Path, knowledge: Knowledge) -> None:
    """Write the graph as JSON-LD, one thing a line."""
    described = _Described(sound(tables), knowledge)
    things = (json.dumps(_jsonld(thing), ensure_ascii=False) for thing in described.things())
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"@context": {json.dumps(described.prefixes)},\n"@graph": [\n')
        out.writelines(line if not number else f",\n{line}" for number, line in enumerate(things))
        out.write("\n]}\n")


@dataclass(frozen=True)
class _Described:
    """The tables as things of which something is said."""

    tables: Tables
    knowledge: Knowledge
    vocabulary: Mapping[str, Block] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "vocabulary", self.knowledge.structure("ontology/rdf"))

    @cached_property
    def prefixes(self) -> dict[str, str]:
        return {prefix: self.vocabulary["prefixes"].text(prefix) for prefix in sorted(self.vocabulary["prefixes"])}

    def things(self) -> Iterator[_Thing]:
        yield from map(_article, self.tables.articles)
        spoken = self._spoken_of()
        for entity in self.tables.entities:
            yield self._entity(entity, spoken[entity.id])
        passages: dict[str, list[Evidence]] = defaultdict(list)
        for row in self.tables.evidence:
            passages[row.relation].append(row)
        for relation in self.tables.relations:
            yield _statement(relation, passages[relation.id])
            for number, row in enumerate(passages[relation.id], start=1):
                yield from _annotation(row, number)

    def _entity(self, entity: Entity, facts: _Pairs) -> _Thing:
        kind = self.vocabulary.get(entity.type)
        said: _Pairs = [(_TYPE, _Iri(each)) for each in kind.texts("classes")] if kind else []
        said += [(_TYPE, _Iri(_term(entity.type))), ("schema:name", _Literal(entity.name))]
        said += [("skos:altLabel", _Literal(alias)) for alias in entity.aliases]
        said += [("schema:identifier", _Literal(f"{key}:{each}")) for key, each in sorted(entity.identifiers.items())]
        return _Thing(_iri("entity", entity.id), [*said, *facts])

    def _spoken_of(self) -> Mapping[str, _Pairs]:
        """What the relations say of each entity."""
        names = {each.id: each.name for each in self.tables.entities}
        said: dict[str, _Pairs] = defaultdict(list)
        for each in self.tables.relations:
            subject, object_ = _Iri(_iri("entity", each.subject)), _Iri(_iri("entity", each.object))
            said[each.subject].append((_term(each.predicate), object_))
            terms: Mapping[str, str] = self.vocabulary.get(each.predicate, Block())
            if "property" in terms:
                said[each.subject].append((terms["property"], object_))
            if "name" in terms:
                said[each.subject].append((terms["name"], _Literal(names[each.object])))
            if "inverse" in terms:
                said[each.object].append((terms["inverse"], subject))
        return said


def _article(row: ArticleRow) -> _Thing:
    said: _Pairs = [(_TYPE, _Iri("schema:NewsArticle")), (_TYPE, _Iri("prov:Entity"))]
    said += [("schema:headline", _Literal(row.title)), ("dcterms:source", _Literal(row.source))]
    published = days(row.published)
    if published and published[0] == published[1]:
        said.append(("schema:datePublished", _Literal(published[0], "xsd:date")))
    return _Thing(_iri("article", row.id), said)


def _statement(relation: Relation, passages: Iterable[Evidence]) -> _Thing:
    said: _Pairs = [
        (_TYPE, _Iri("rdf:Statement")),
        ("rdf:subject", _Iri(_iri("entity", relation.subject))),
        ("rdf:predicate", _Iri(_term(relation.predicate))),
        ("rdf:object", _Iri(_iri("entity", relation.object))),
        ("kg:weight", _Literal(str(relation.weight), "xsd:integer")),
    ]
    said += [(_term(f"qualifier_{key}"), _Literal(value)) for key, value in sorted(relation.qualifiers.items())]
    said += [
        ("prov:wasDerivedFrom", _Iri(article)) for article in sorted({_iri("article", row.article) for row in passages})
    ]
    return _Thing(_iri("relation", relation.id), said)


def _annotation(row: Evidence, number: int) -> Iterator[_Thing]:
    own, article = _iri("evidence", f"{row.relation}/{number}"), _Iri(_iri("article", row.article))
    said: _Pairs = [
        (_TYPE, _Iri("oa:Annotation")),
        ("oa:hasBody", _Iri(_iri("relation", row.relation))),
        ("oa:hasTarget", _Iri(f"{own}#target")),
        ("prov:wasDerivedFrom", article),
        ("kg:rule", _Literal(row.rule)),
        ("kg:confidence", _Literal(str(row.confidence), "xsd:double")),
    ]
    yield _Thing(own, said)
    selectors = [("oa:hasSelector", _Iri(f"{own}#quote")), ("oa:hasSelector", _Iri(f"{own}#position"))]
    yield _Thing(f"{own}#target", [(_TYPE, _Iri("oa:SpecificResource")), ("oa:hasSource", article), *selectors])
    yield _Thing(f"{own}#quote", [(_TYPE, _Iri("oa:TextQuoteSelector")), ("oa:exact", _Literal(row.text))])
    places = [("oa:start", row.start), ("oa:end", row.end)]
    numbers: _Pairs = [(key, _Literal(str(place), "xsd:nonNegativeInteger")) for key, place in places]
    yield _Thing(f"{own}#position", [(_TYPE, _Iri("oa:TextPositionSelector")), *numbers])


def _iri(kind: str, own: str) -> str:
    return f"{_BASE}{kind}:{quote(own, safe='/')}"


def _term(name: str) -> str:
    """A term of kgraph's own; in full where the name has characters that a prefixed name may not have."""
    return f"kg:{name}" if _LOCAL.match(name) else f"{_BASE}term:{quote(name, safe='')}"


def _turtle(thing: _Thing, prefixes: Mapping[str, str]) -> str:
    pairs = [f"{_node(key, prefixes)} {_value(term, prefixes)}" for key, term in dict.fromkeys(thing.said)]
    return f"\n<{thing.iri}>\n    " + " ;\n    ".join(pairs) + " .\n"


def _value(term: _Term, prefixes: Mapping[str, str]) -> str:
    if isinstance(term, _Iri):
        return _node(term.text, prefixes)
    text = json.dumps(term.text, ensure_ascii=False)  # Turtle escapes as JSON does
    return f"{text}^^{term.datatype}" if term.datatype else text


def _node(text: str, prefixes: Mapping[str, str]) -> str:
    return text if text.partition(":")[0] in prefixes else f"<{text}>"


def _jsonld(thing: _Thing) -> dict[str, object]:
    made: dict[str, object] = {"@id": thing.iri}
    grouped: dict[str, list[object]] = defaultdict(list)
    for key, term in dict.fromkeys(thing.said):
        grouped["@type" if key == _TYPE else key].append(_json_value(key, term))
    return {**made, **grouped}


def _json_value(key: str, term: _Term) -> object:
    if isinstance(term, _Iri):
        return term.text if key == _TYPE else {"@id": term.text}
    return {"@value": term.text, "@type": term.datatype} if term.datatype else term.text
