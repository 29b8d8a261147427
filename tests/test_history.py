"""What changed from one graph to the next."""

from kgraph.graph.history import Change, since
from kgraph.records import Entity, Occurrence, Relation, Tables


def graph(*, owners: dict[int, str], names: dict[str, str], relations: tuple[Relation, ...] = ()) -> Tables:
    mentions = tuple(
        Occurrence(
            article="a",
            source="a.txt",
            start=start,
            end=start + 2,
            type="Company",
            text="远航",
            entity=entity,
            rule="r",
            confidence=1.0,
        )
        for start, entity in owners.items()
    )
    entities = tuple(Entity(id=key, type="Company", name=name) for key, name in names.items())
    return Tables(entities=entities, mentions=mentions, relations=relations)


APART = graph(owners={0: "x", 5: "y"}, names={"x": "远航", "y": "远航鞋业"})
ONE = graph(owners={0: "z", 5: "z"}, names={"z": "远航鞋业"})


def test_two_entities_that_became_one_are_joined() -> None:
    assert list(since(APART, ONE)) == [Change("joined", ("远航", "远航鞋业"))]


def test_one_entity_that_became_two_is_parted() -> None:
    assert list(since(ONE, APART)) == [Change("parted", ("远航", "远航鞋业"))]


def test_new_ids_alone_change_nothing() -> None:
    assert list(since(ONE, graph(owners={0: "q", 5: "q"}, names={"q": "远航鞋业"}))) == []


def test_a_fact_is_gained_and_lost() -> None:
    stated = Relation(id="r", subject="x", predicate="cooperates_with", object="y", weight=1)
    more = graph(owners={0: "x", 5: "y"}, names={"x": "远航", "y": "远航鞋业"}, relations=(stated,))
    fact = ("远航", "远航鞋业"), "cooperates_with"
    assert (list(since(APART, more)), list(since(more, APART))) == ([Change("gained", *fact)], [Change("lost", *fact)])
