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


def things(found):
    """The keys of the mentions of each entity that is no office, in order."""
    held = {}
    for key, entity in sorted(found.entity_of.items()):
        if key[3] != "Role":
            held.setdefault(entity, []).append(key)
    return held


def reference(key, made):
    text = next(mention.text for each in made for mention in each.mentions if mention.key == key)
    return f"{key[3]}:{text} @ {key[0]}.txt:{key[1]}"


@settings(deadline=None, max_examples=40)
@given(corpora)
def test_what_it_joined_may_be_judged_same(corpus):
    made = readings_of(corpus)
    found = resolve(made, KNOWLEDGE)
    judged = [
        Judgement(reference(keys[0], made), reference(other, made), "same")
        for keys in things(found).values()
        for other in keys[1:]
    ]
    again = resolve(made, KNOWLEDGE, judgements=judged)
    assert again.idle == ()
    assert groups(again) == groups(found)


@settings(deadline=None, max_examples=40)
@given(corpora, st.data())
def test_what_is_judged_same_is_one(corpus, data):
    made = readings_of(corpus)
    held = list(things(resolve(made, KNOWLEDGE)).values())
    one, other = (data.draw(st.sampled_from(data.draw(st.sampled_from(held)))) for _ in range(2))
    judged = [Judgement(reference(one, made), reference(other, made), "same")]
    found = resolve(made, KNOWLEDGE, judgements=judged)
    assert found.entity_of[one] == found.entity_of[other]


@settings(deadline=None, max_examples=40)
@given(corpora, st.data())
def test_what_is_judged_different_is_two(corpus, data):
    made = readings_of(corpus)
    held = list(things(resolve(made, KNOWLEDGE)).values())
    one, other = (data.draw(st.sampled_from(data.draw(st.sampled_from(held)))) for _ in range(2))
    text = {mention.key: mention.text for each in made for mention in each.mentions}
    if (one[0], one[3], text[one]) == (other[0], other[3], text[other]):
        return  # one name of one article, which is one person or thing
    judged = [Judgement(reference(one, made), reference(other, made), "different")]
    found = resolve(made, KNOWLEDGE, judgements=judged)
    assert found.entity_of[one] != found.entity_of[other]


@settings(deadline=None, max_examples=40)
@given(corpora)
def test_resolving_under_the_names_found_changes_nothing(corpus):
    made = readings_of(corpus)
    found = resolve(made, KNOWLEDGE)
    again = resolve(made, KNOWLEDGE, judgements=[Judgement(e.id, e.name, "pin") for e in found.entities])
    assert again == found


@settings(deadline=None, max_examples=60)
@given(corpora, corpora)
def test_more_articles_never_make_more_of_one_thing(some, more):
    """What was one among some articles stays one among more, unless more say of whom a short name is."""
    made = readings_of(some + more)
    before = resolve(made[: len(some)], KNOWLEDGE).entity_of
    after = resolve(made, KNOWLEDGE).entity_of
    for keys in things(resolve(made[: len(some)], KNOWLEDGE)).values():
        sure = [key for key in keys if not is_short(key, made)]
        assert len({after[key] for key in sure}) <= 1 <= len({before[key] for key in keys})


def is_short(key, made):
    text = next(mention.text for each in made for mention in each.mentions if mention.key == key)
    return text in ("明日", "恒竹", "市工信局", "朝阳区", "沅江", "《若干措施》")


FIRM = (
    "⟦COM|远岭通讯⟧扩产。",
    "⟦LOC|益阳⟧：⟦COM|远岭通讯⟧参展，⟦COM|远岭⟧获奖。",
    "⟦LOC|泉州⟧：⟦COM|远岭通讯⟧开店。",
    "⟦COM|远岭通讯股份有限公司⟧（以下简称⟦COM|远岭通讯⟧）公告。",
    "⟦COM|远岭通讯⟧和⟦COM|恒竹⟧签约，⟦COM|远岭通讯股价⟧上涨。",
    "⟦COM|湖南远岭通讯股份有限公司⟧说，⟦COM|远岭通讯⟧招工。",
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, len(FIRM) - 1), min_size=1, max_size=12))
def test_a_firm_is_one_node_however_many_articles_name_it(chosen):
    made = [reading(FIRM[each], f"a{number:02}") for number, each in enumerate(chosen)]
    found = resolve(made, KNOWLEDGE)
    named = {found.entity_of[mention.key] for each in made for mention in each.mentions if mention.text == "远岭通讯"}
    assert len(named) == 1
