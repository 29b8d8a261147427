"""All figures of a comparison, and the table that shows them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kgraph.evaluation import calibration, clusters
from kgraph.evaluation.calibration import Claim, Tally
from kgraph.evaluation.comparison import Comparison
from kgraph.evaluation.error_listing import Slip, mention_slips, relation_slips
from kgraph.evaluation.metrics import Score, total
from kgraph.evaluation.qualifiers import Qualified, qualified
from kgraph.knowledge_io import Block
from kgraph.records import Occurrence

__all__ = ["Report", "errors", "lines"]

TITLE = "Role"
Clusters = dict[Hashable, Hashable]
Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The gold documents, each beside what was found; every figure is counted from them.

    `counted` says which types and predicates are counted together.
    """

    documents: tuple[Comparison, ...]
    counted: Block

    def only(self, names: Collection[str]) -> Report:
        """The report of some of the documents."""
        return replace(self, documents=tuple(each for each in self.documents if each.document.name in names))

    @property
    def unread(self) -> tuple[str, ...]:
        """The gold documents of which no source was read."""
        return tuple(each.document.name for each in self.documents if not each.source)

    @property
    def mentions(self) -> dict[str, Score]:
        """Strict agreement of span and type: the core types, all types that the gold marks, and each."""
        core, extended = self.counted.texts("core"), self.counted.texts("extended")
        each = {type_: total(_mention_score(one, type_) for one in self.documents) for type_ in (*core, *extended)}
        together = {"core": total(each[type_] for type_ in core), "all": total(each.values())}
        return together | each

    @property
    def relations(self) -> dict[str, Score]:
        """Agreement of relations up to the names of their ends: all, awards and offices together, and each."""
        each = {name: self._predicate(name) for name in self._predicates()}
        offices = total(each[name] for name in self.counted.texts("offices") if name in each)
        return {"all": total(each.values()), "award+role": offices} | each

    @property
    def qualifiers(self) -> dict[str, Score]:
        """Agreement of what qualifies the relations that were found, and of the names of offices."""
        keys = self.counted.texts("qualifiers")
        found = [each for one in self.documents for each in qualified(one, keys)]
        return {key: total(_qualifier_score(each) for each in found if each.key == key) for key in keys}

    @property
    def names(self) -> dict[str, Score]:
        """Agreement on which mentions are one thing, over the gold mentions that were found."""
        gold, found = self._clusters()
        return {"b_cubed": clusters.b_cubed(gold, found), "pairwise": clusters.pairwise(gold, found)}

    @property
    def false_merges(self) -> tuple[str, ...]:
        """Different things of one document that were taken for one, by their names."""
        gold, found = self._clusters()
        return tuple(sorted(_told(each) for each in clusters.tied(gold, found)))

    @property
    def missed_merges(self) -> tuple[str, ...]:
        """Names of one thing in one document that stayed apart."""
        return tuple(sorted(name for one in self.documents for name in _split(one)))

    @property
    def confusions(self) -> Counter[tuple[str, str]]:
        """How often a name of one type was found as another."""
        return Counter((slip.type, slip.found) for slip in self.mention_slips() if slip.kind == "type")

    def mention_slips(self) -> Iterator[Slip]:
        """Each error of mentions in its sentence."""
        return (slip for one in self.documents for slip in mention_slips(one))

    def relation_slips(self) -> Iterator[Slip]:
        """Each error of relations with the passage."""
        return (slip for one in self.documents for slip in relation_slips(one))

    def mention_claims(self) -> Iterator[Claim]:
        """Each mention found, of a type that the gold marks, with whether the gold has it."""
        marked = (*self.counted.texts("core"), *self.counted.texts("extended"))
        for one in self.documents:
            for key, mention in one.found.items():
                if mention.type in marked:
                    yield Claim(mention.rule, mention.confidence, key in one.wanted)

    def relation_claims(self) -> Iterator[Claim]:
        """Each passage taken for a relation, with whether the gold states that relation."""
        for one in self.documents:
            for edge in one.edges:
                yield from (Claim(row.rule, row.confidence, edge.right) for row in edge.evidence)

    def _predicates(self) -> list[str]:
        stated = {relation.predicate for one in self.documents for relation, _ in one.stated}
        return sorted(stated | {edge.relation.predicate for one in self.documents for edge in one.edges})

    def _predicate(self, name: str) -> Score:
        stated = [right for one in self.documents for relation, right in one.stated if relation.predicate == name]
        found = [edge.right for one in self.documents for edge in one.edges if edge.relation.predicate == name]
        return Score(len(stated), len(found), sum(stated), sum(found))

    def _clusters(self) -> tuple[Clusters, Clusters]:
        """By document and place: the name of the gold's thing, and the entity of the graph."""
        gold: Clusters = {}
        found: Clusters = {}
        for one in self.documents:
            for key, mention in _tied(one).items():
                gold[one.document.name, key] = (one.document.name, key[2], one.names.group(mention.text))
                found[one.document.name, key] = (one.document.name, mention.entity)
        return gold, found


def _tied(one: Comparison) -> dict[Key, Occurrence]:
    """The mentions that gold and graph share, where they name one thing: a bare title is the name of no one office."""
    shared = (key for key in one.wanted if key in one.found and key[2] != TITLE)
    return {key: one.found[key] for key in shared if not one.names.is_vague(one.found[key].text)}


def _mention_score(one: Comparison, type_: str) -> Score:
    wanted = {key for key in one.wanted if key[2] == type_}
    found = {key for key in one.found if key[2] == type_}
    right = len(wanted & found)
    return Score(len(wanted), len(found), right, right)


def _qualifier_score(each: Qualified) -> Score:
    return Score(bool(each.wanted), bool(each.found), each.right, each.right)


def _told(merged: tuple[Hashable, ...]) -> str:
    """Names that were taken for one, with their document.

    >>> _told((("a01", "Company", "安踏"), ("a01", "Company", "恒安")))
    'a01: 安踏 = 恒安'
    """
    document = next(str(each[0]) for each in merged if isinstance(each, tuple))
    return f"{document}: " + " = ".join(str(each[2]) for each in merged if isinstance(each, tuple))


def _split(one: Comparison) -> Iterator[str]:
    """The gold things whose names lie in several entities, each entity by the names that it has there."""
    entities: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for mention in _tied(one).values():
        entities[one.names.group(mention.text)][mention.entity][mention.text] = None
    for held in entities.values():
        if len(held) > 1:
            yield f"{one.document.name}: " + " | ".join(" ".join(names) for names in held.values())


def lines(report: Report) -> Iterator[str]:
    """The report as a plain table."""
    yield from _scores("mentions", report.mentions)
    yield from _scores("relations", report.relations)
    yield from _scores("qualifiers", report.qualifiers)
    yield from _scores("names", report.names)
    yield from _listed("Types taken for others (gold, found)", _confusions(report))
    yield from _listed("Errors of mentions by kind", _kinds(report.mention_slips()))
    yield from _listed("Errors of relations by kind", _kinds(report.relation_slips()))
    yield from _listed("Errors of relations by cause", _causes(report.relation_slips()))
    yield from _listed("Different things taken for one", report.false_merges)
    yield from _listed("Names of one thing left apart", report.missed_merges)
    yield from _calibration("mentions", list(report.mention_claims()))
    yield from _calibration("relations", list(report.relation_claims()))
    yield from _listed("Gold of which no source was read", report.unread)


def errors(report: Report) -> Iterator[str]:
    """Each error in its sentence, one a line."""
    yield from _listed("Errors of mentions", (str(slip) for slip in report.mention_slips()))
    yield from _listed("Errors of relations", (str(slip) for slip in report.relation_slips()))


def _scores(kind: str, scores: Mapping[str, Score]) -> Iterator[str]:
    for name, score in scores.items():
        what = f"{kind} {name} ({score.gold:.0f})"
        yield f"{what:<34} P {score.precision:.3f} R {score.recall:.3f} F {score.f:.3f}"


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    listed = list(items)
    if listed:
        yield from ("", f"{title} ({len(listed)})", *(f"  {item}" for item in listed))


def _kinds(slips: Iterable[Slip]) -> Iterator[str]:
    """How many errors there are of each kind and type, the commonest first."""
    counts = Counter((slip.kind, slip.type) for slip in slips)
    for (kind, type_), count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        yield f"{count:>5}  {kind} {type_}"


def _causes(slips: Iterable[Slip]) -> Iterator[str]:
    """How many relations went wrong in each way, the commonest first."""
    counts = Counter((slip.kind, slip.cause) for slip in slips)
    for (kind, cause), count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        yield f"{count:>5}  {kind}: {cause}"


def _confusions(report: Report) -> Iterator[str]:
    for (wanted, found), count in sorted(report.confusions.items(), key=lambda each: (-each[1], each[0])):
        yield f"{count:>5}  {wanted} → {found}"


def _calibration(kind: str, claims: list[Claim]) -> Iterator[str]:
    error = f", calibration error {calibration.error(claims):.3f}"
    for title, tallies in (
        (f"Confidence of {kind}{error}", calibration.by_confidence(claims)),
        (f"Rules of {kind}", calibration.by_rule(claims)),
    ):
        yield from _listed(title, (_tally(each) for each in tallies))


def _tally(tally: Tally) -> str:
    return f"{tally.name:<40} {tally.count:>6}  stated {tally.stated:.2f}  measured {tally.measured:.2f}"
