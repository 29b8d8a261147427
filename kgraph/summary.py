"""What a build, an entity or the merges come to, in lines of text, Chinese or English by locale."""

from __future__ import annotations

import locale
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import NameNotFoundError
from kgraph.knowledge_io import EntityType, RelationType, load
from kgraph.records import Entity, Evidence, Fact, Mention, Refusal, Relation, Tables

if TYPE_CHECKING:
    from kgraph.cache.shards import Shards
    from kgraph.graph.history import Change
    from kgraph.pipeline import Outcome
    from kgraph.reading import FileReading

__all__ = ["build", "entity", "merges", "message", "reading"]

TOP = 10


def message(name: str, **values: object) -> str:
    """A line of the messages file in the user's language."""
    return load().structure("interface/messages")[_language()].text(name).format(**values)


def build(outcome: Outcome, *, folder: Path, seconds: float) -> Iterator[str]:
    """The closing summary of a build."""
    if outcome.tables.articles:
        yield from _counts(outcome.tables, seconds)
        yield message("written", folder=folder)
    else:
        yield message("nothing")
    if outcome.passed:
        yield message("passed", count=len(outcome.passed))
        yield from (f"  {each}" for each in outcome.passed[:TOP])
    if outcome.unread:
        yield message("unread", count=outcome.unread)
    if outcome.recalled:
        yield message("recalled", count=outcome.recalled)
    for name in outcome.forgotten:
        yield message("forgotten", shard=name)
    if outcome.failures:
        yield message("skipped", count=len({each.source for each in outcome.failures}))
        yield from sorted(f"  {failure}" for failure in outcome.failures)
    yield from outcome.notes
    if outcome.traces:
        yield message("report", file=folder / "failures.log")


def reading(read: FileReading) -> Iterator[str]:
    """The names of a text, the facts it states, and what was read in it but not taken, each with its reason."""
    for each in read.readings:
        yield from _under("found", [_mention(one) for one in each.mentions])
        yield from _under("stated", [_fact(one) for one in each.facts])
        yield from _under("refused", [_refusal(one) for one in each.refusals])
    yield from sorted(f"{failure}" for failure in read.failures)


def _under(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"{message(title)} ({len(lines)})"
    yield from (f"  {line}" for line in lines)


def _mention(each: Mention) -> str:
    return f"{each.type:<12} {each.text}  [{each.rule} {each.confidence:.2f}]"


def _fact(each: Fact) -> str:
    said = "".join(f" {key}={value}" for key, value in each.qualifiers.items())
    return f"{each.subject.text} —{each.predicate}→ {each.object.text}{said}  [{each.rule} {each.confidence:.2f}]"


def _refusal(each: Refusal) -> str:
    return f"{each.subject} —{each.predicate}→ {each.object}: {each.reason}  [{each.rule}]"


def entity(tables: Tables, name: str) -> Iterator[str]:
    """Every entity of that name or alias: its relations and the sentences that state them."""
    found = [each for each in tables.entities if name in each.names]
    if not found:
        raise NameNotFoundError(name, {known for each in tables.entities for known in each.names})
    for each in found:
        yield from _entity(tables, each)


def cache(shards: Shards, broken: Mapping[str, str]) -> Iterator[str]:
    """What a graph remembers, and what of it is broken."""
    sizes = shards.sizes()
    yield message("remembered", readings=len(shards.keys), shards=len(sizes), size=f"{sum(sizes.values()) / 1e6:,.1f}")
    yield from (message("broken", shard=f"{name}: {why}") for name, why in sorted(broken.items()))


def changes(found: Iterable[Change]) -> Iterator[str]:
    """Each change, and how many there are of each kind."""
    counts: Counter[str] = Counter(dict.fromkeys(("gained", "lost", "joined", "parted"), 0))
    for each in found:
        counts[each.what] += 1
        text = f" —{each.predicate}→ ".join(each.names) if each.predicate else " = ".join(each.names)
        yield f"{message(each.what)} {text}"
    yield message("changed", **counts)


def merges(tables: Tables) -> Iterator[str]:
    """Every merge with its reason and evidence."""
    for each in tables.merges:
        yield message(
            "merge",
            left=each.left,
            right=each.right,
            rule=each.rule,
            score=f"{each.score:.2f}",
            evidence=" ".join(each.evidence.split()),
        )
    yield message("merges", count=len(tables.merges))


def _language() -> str:
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def _label(kinds: Mapping[str, EntityType] | Mapping[str, RelationType], key: str) -> str:
    """A type or predicate with its Chinese label; those of a user's knowledge have none here."""
    kind = kinds.get(key)
    return f"{kind.label} {key}" if kind else key


def _counts(tables: Tables, seconds: float) -> Iterator[str]:
    yield message(
        "built",
        articles=len(tables.articles),
        characters=sum(row.characters for row in tables.articles),
        entities=len(tables.entities),
        relations=len(tables.relations),
        evidence=len(tables.evidence),
        seconds=f"{seconds:.1f}",
    )
    kinds, predicates = load().types, load().relations
    yield _tally(message("types"), Counter(_label(kinds, each.type) for each in tables.entities))
    yield _tally(message("predicates"), Counter(_label(predicates, each.predicate) for each in tables.relations))
    yield f"{message('connected')}: " + ", ".join(f"{name} {count}" for name, count in _best_connected(tables))
    if tables.rejected:
        yield message("rejected", count=len(tables.rejected))


def _tally(title: str, counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return f"{title}: " + ", ".join(f"{name} {count}" for name, count in ranked)


def _best_connected(tables: Tables) -> list[tuple[str, int]]:
    degree = Counter(end for each in tables.relations for end in (each.subject, each.object))
    names = {each.id: each.name for each in tables.entities}
    ranked = sorted(degree.items(), key=lambda item: (-item[1], names[item[0]], item[0]))
    return [(names[key], count) for key, count in ranked[:TOP]]


def _entity(tables: Tables, each: Entity) -> Iterator[str]:
    yield f"{each.name}  {_label(load().types, each.type)}"
    if each.aliases:
        yield f"  {message('aliases')}: " + ", ".join(each.aliases)
    yield "  " + message("named", mentions=each.mentions, articles=each.articles)
    passages: dict[str, list[Evidence]] = defaultdict(list)
    for row in tables.evidence:
        passages[row.relation].append(row)
    names = {other.id: other.name for other in tables.entities}
    for relation in tables.relations:
        if each.id in (relation.subject, relation.object):
            yield from _relation(relation, names, passages[relation.id])


def _relation(relation: Relation, names: Mapping[str, str], passages: Sequence[Evidence]) -> Iterator[str]:
    said = "".join(f"  {key}={value}" for key, value in relation.qualifiers.items())
    yield f"  {names[relation.subject]} —{relation.predicate}→ {names[relation.object]}{said}"
    for row in passages:
        yield f"      {row.source}:{row.start}  [{row.rule} {row.confidence:.2f}] {' '.join(row.text.split())}"
