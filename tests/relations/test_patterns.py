"""Every pattern finds what it must find and leaves what it must leave."""

import pytest

from kgraph import knowledge_io, relations
from kgraph.relations.facts.rates import Rates

from .marked import article, triple

EXTRACTOR = relations.Extractor(knowledge_io.load(), Rates())  # what they read, whether or not it is believed
SILENT = {
    "body-of-body-end",
    "part-of-company",
    "person-of-place",
    "person-with-substitute",
    "place-chain-end",
}  # they fold, and state nothing

PATTERNS = """
acquired agency-dateline at-event attends award-by award-counted award-given-by award-given-to award-had
award-handed award-holder award-honours-named award-includes award-is award-list award-listed award-lost
award-of-giver award-of-holder award-plaque award-rated award-rated-by award-received award-revoked award-shared
award-taken-by backed-by belongs-to body-by-place body-in-place-comma body-lies-in body-of-body body-of-body-end
body-of-place body-place-aside branch-in branches-in brings-in brought-to builds built-by built-in byline
byline-of-body colleague-listed companies-of-place document-of-body event-by-name event-held event-held-by
event-hosts-listed event-made event-of-host event-with-guest founds gives-talk gives-to has-parts helps issued
issued-by lies-in makes member-of office-colon-person office-described office-of-body offices-then-person owned-by
part-by-name part-of-company person-after-body person-after-office person-after-title person-before-title
person-founded person-in-body person-is-of-body person-of-place person-serves person-space-office person-title-body
person-with-body-aside person-with-office-aside person-with-substitute place-chain place-chain-end place-of-place
product-of profile-award profile-office project-at project-by-name project-lies-in project-of-body project-owner
removed reporter-honoured role-of-many serves-as signed-project signing-list speaks-at-event steps-down
subsidiary-of supports-event table-row takes-part takes-place-in together two-lists wins-at-event with-partner
with-partners-of-kind works-with
"""


def finds():
    for pattern in EXTRACTOR.patterns:
        for example in pattern.entry.blocks("finds"):
            yield pytest.param(pattern.id, example.text("text"), set(example.texts("facts")), id=pattern.id)


def ignores():
    for pattern in EXTRACTOR.patterns:
        for marked in pattern.entry.texts("ignores"):
            yield pytest.param(pattern.id, marked, id=pattern.id)


def stated(marked, rule):
    facts, _ = EXTRACTOR(*article(marked))
    return {triple(fact) for fact in facts if rule in (fact.rule, "")}


@pytest.mark.parametrize(("rule", "marked", "wanted"), list(finds()))
def test_a_pattern_finds_its_examples(rule, marked, wanted):
    assert stated(marked, "" if rule in SILENT else rule) == wanted


@pytest.mark.parametrize(("rule", "marked"), list(ignores()))
def test_a_pattern_leaves_its_counterexamples(rule, marked):
    assert stated(marked, rule) == set()


@pytest.mark.parametrize("rule", PATTERNS.split())
def test_no_pattern_is_lost(rule):
    assert rule in {pattern.id for pattern in EXTRACTOR.patterns}


@pytest.mark.parametrize("pattern", EXTRACTOR.patterns, ids=lambda pattern: pattern.id)
def test_every_pattern_has_an_example(pattern):
    assert pattern.entry.blocks("finds")


@pytest.mark.parametrize(
    "pattern", [each for each in EXTRACTOR.patterns if each.id not in SILENT], ids=lambda pattern: pattern.id
)
def test_every_pattern_has_a_counterexample(pattern):
    assert pattern.entry.texts("ignores")


@pytest.mark.parametrize("key", ["measured", "carried"])
@pytest.mark.parametrize("pattern", EXTRACTOR.patterns, ids=lambda pattern: pattern.id)
def test_confidence_rests_on_a_count(pattern, key):
    counts = pattern.entry.get(key, {"correct": 0, "of": 0})
    confidence = {"measured": pattern.confidence, "carried": pattern.carried}[key]
    assert confidence == (counts["correct"] + 1) / (counts["of"] + 2)
