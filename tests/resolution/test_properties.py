"""What holds for resolution whatever the readings."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.resolution import Judgement, resolve
from tests.resolution.marked import KNOWLEDGE, reading

SENTENCES = (
    "⟦GOV|益阳市工业和信息化局⟧（以下简称“⟦GOV|市工信局⟧”）⟦ROLE|局长⟧⟦PER|周启航⟧到会。",
    "⟦LOC|益阳市⟧⟦GOV|市工信局⟧走访⟦COM|恒竹⟧。",
    "⟦LOC|常德⟧⟦GOV|市工信局⟧走访⟦COM|明日新材⟧、⟦COM|明日⟧。",
    "⟦COM|湖南明日新材料有限公司⟧（简称“⟦COM|明日⟧”）⟦PER|周启航⟧说。",
    "⟦COM|明日服饰⟧和⟦COM|恒竹⟧获⟦AWD|省级绿色工厂⟧、⟦AWD|一等奖⟧。",
    "⟦COM|益阳恒竹竹业股份有限公司⟧⟦PER|周启航⟧当选。",
    "⟦LOC|朝阳区⟧、⟦LOC|沅江⟧的企业参加⟦EVT|第九届茶博会⟧。",
    "⟦LOC|沅江市⟧印发⟦DOC|《竹产业若干措施》⟧，⟦DOC|《若干措施》⟧共12条。",
)
TIES = {0: ((2, "role_at", 0), (3, "affiliated_with", 0)), 5: ((1, "affiliated_with", 0),)}
articles = st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=4, unique=True)
corpora = st.lists(articles, min_size=1, max_size=6)


def readings_of(corpus):
    return [_reading(number, article) for number, article in enumerate(corpus)]


def _reading(number, article):
    text, ties, before = "", [], 0
    for each in article:
        ties += [(one + before, predicate, other + before) for one, predicate, other in TIES.get(each, ())]
        text += SENTENCES[each]
        before += SENTENCES[each].count("⟦")
    return reading(text, f"a{number}", ties)


def groups(found):
    held = {}
    for key, entity in found.entity_of.items():
        held.setdefault(entity, set()).add(key)
    return {frozenset(keys) for keys in held.values()}


@settings(deadline=None, max_examples=40)
@given(corpora, st.randoms(use_true_random=False))
def test_order_of_readings_does_not_matter(corpus, random):
    made = readings_of(corpus)
    assert resolve(random.sample(made, len(made)), KNOWLEDGE) == resolve(made, KNOWLEDGE)


@settings(deadline=None, max_examples=40)
@given(corpora)
def test_every_mention_has_one_entity(corpus):
    made = readings_of(corpus)
    found = resolve(made, KNOWLEDGE)
    assert found.entity_of.keys() == {mention.key for each in made for mention in each.mentions}


@settings(deadline=None, max_examples=40)
@given(corpora)
def test_ids_are_unique(corpus):
    ids = [entity.id for entity in resolve(readings_of(corpus), KNOWLEDGE).entities]
    assert len(ids) == len(set(ids))


@settings(deadline=None, max_examples=40)
@given(corpora)
def test_entities_count_their_mentions(corpus):
    found = resolve(readings_of(corpus), KNOWLEDGE)
    assert sum(entity.mentions for entity in found.entities) == len(found.entity_of)


@settings(deadline=None, max_examples=40)
@given(corpora)
def test_doubts_are_between_different_entities(corpus):
    found = resolve(readings_of(corpus), KNOWLEDGE)
    ids = {entity.id for entity in found.entities}
    assert all(doubt.left != doubt.right and {doubt.left, doubt.right} <= ids for doubt in found.doubts)


@settings(deadline=None, max_examples=40)
@given(corpora)
def test_its_own_merges_as_judgements_change_no_group(corpus):
    made = readings_of(corpus)
    found = resolve(made, KNOWLEDGE)
    kinds = {entity.id: entity.type for entity in found.entities}
    judged = [Judgement(each.entity, each.entity, "same") for each in found.merges if each.entity in kinds]
    assert groups(resolve(made, KNOWLEDGE, judgements=judged)) == groups(found)


@settings(deadline=None, max_examples=40)
@given(corpora)
def test_resolving_under_the_names_found_changes_nothing(corpus):
    made = readings_of(corpus)
    found = resolve(made, KNOWLEDGE)
    again = resolve(made, KNOWLEDGE, judgements=[Judgement(e.id, e.name, "pin") for e in found.entities])
    assert again == found
